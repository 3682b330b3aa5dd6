"""``actions.csv``, ``indicateurs.csv``, ``cibles.csv``, ``annees.csv``: the plan as tables.

UTF-8 with a byte order mark (without it Excel reads another encoding); commas; a cell that a
spreadsheet would run as a formula is preceded by an apostrophe (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from portail.exports.plan_json import share
from portail.progress import PlanProgress

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def plan_csv(progress: PlanProgress) -> dict[str, str]:
    """The tables of a plan by file name."""
    return {
        "actions.csv": table(ACTION_COLUMNS, _actions(progress)),
        "indicateurs.csv": table(INDICATOR_COLUMNS, _indicators(progress)),
        "cibles.csv": table(TARGET_COLUMNS, _targets(progress)),
        "annees.csv": table(YEAR_COLUMNS, _years(progress)),
    }


ACTION_COLUMNS = (
    "axe", "objectif", "action", "titre", "roles", "responsables", "partenaires", "annees", "echeances",
    "budget_rh", "budget_heures", "budget_autres", "budget_total", "financement",
    "statut", "avancement", "indicateurs_avec_donnees", "indicateurs",
)  # fmt: skip
INDICATOR_COLUMNS = ("action", "indicateur", "titre", "unite", "source", "agregation", "atteinte")
TARGET_COLUMNS = (
    "action", "indicateur", "cible", "min", "max", "texte", "par", "annees", "population", "precision",
    "valeur", "atteinte", "a_ce_jour", "rythme", "citation",
)  # fmt: skip
YEAR_COLUMNS = ("action", "indicateur", "cible", "annee", "valeur", "atteinte")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV text with its header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def cell(value: object) -> str | int | float:
    """A value as a cell: numbers stay numbers, texts can never be run as formulas."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return value
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    return "'" + text if text.lstrip(" \u00a0\n").startswith(ACTIVE) else text


def _joined(values: Iterable[object]) -> str:
    return "; ".join(v.isoformat() if isinstance(v, dt.date) else str(v) for v in values)


def _actions(progress: PlanProgress) -> Iterable[Sequence[object]]:
    for axis in progress.axes:
        for objective in axis.objectives:
            for one in objective.actions:
                a, budget = one.action, one.action.budget
                money = (
                    (budget.staff, budget.hours, budget.other, budget.total, budget.funding) if budget else (None,) * 5
                )
                yield (
                    axis.axis.id, objective.objective.id, a.id, a.title["fr"], _joined(a.roles), _joined(a.leads),
                    _joined(a.partners), _joined(a.years), _joined(a.deadlines), *money,
                    one.status, share(one.attained), one.coverage.known, one.coverage.total,
                )  # fmt: skip


def _indicators(progress: PlanProgress) -> Iterable[Sequence[object]]:
    for action in progress.actions:
        for one in action.indicators:
            i = one.indicator
            unit = i.unit["fr"] if i.unit else None
            yield action.action.id, i.id, i.title["fr"], unit, i.source, i.aggregation, share(one.attained)


def _targets(progress: PlanProgress) -> Iterable[Sequence[object]]:
    for action in progress.actions:
        for indicator in action.indicators:
            for rank, one in enumerate(indicator.targets, 1):
                c = one.target
                yield (
                    action.action.id, indicator.indicator.id, rank, c.min, c.max, c.text["fr"] if c.text else None,
                    _joined(c.per), _joined(c.years), c.population, c.detail["fr"] if c.detail else None,
                    one.value, share(one.attained), share(one.to_date), one.pace, c.quotation,
                )  # fmt: skip


def _years(progress: PlanProgress) -> Iterable[Sequence[object]]:
    """A row for each year of each yearly target."""
    for action in progress.actions:
        for indicator in action.indicators:
            for rank, one in enumerate(indicator.targets, 1):
                for row in one.years:
                    yield (
                        action.action.id, indicator.indicator.id, rank, row.year.number, row.value, share(row.attained),
                    )  # fmt: skip
