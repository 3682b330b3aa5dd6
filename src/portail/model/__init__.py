"""The vocabulary of the project, in pydantic: portal, fiche, journey, plan, follow-up, visits.

From these classes come the validation of every file, the JSON Schemas in ``schemas/`` and the data
reference ``docs/donnees.md``.
"""

from portail.model.followup import Activity, Record
from portail.model.glossary import Glossary
from portail.model.guide import Fiche, Translation
from portail.model.journey import Journey, Step
from portail.model.plan import (
    Action,
    Axis,
    Budget,
    Indicator,
    Objective,
    Plan,
    PlanYear,
    Strategy,
    Target,
)
from portail.model.portal import Page, Portal
from portail.model.search import Synonyms
from portail.model.table import TableMap
from portail.model.translation import MinorEdit, text_hash
from portail.model.visits import Visit

__all__ = [
    "Action",
    "Activity",
    "Axis",
    "Budget",
    "Fiche",
    "Glossary",
    "Indicator",
    "Journey",
    "MinorEdit",
    "Objective",
    "Page",
    "Plan",
    "PlanYear",
    "Portal",
    "Record",
    "Step",
    "Strategy",
    "Synonyms",
    "TableMap",
    "Target",
    "Translation",
    "Visit",
    "text_hash",
]
