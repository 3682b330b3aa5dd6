"""The tables of a plan: axes, objectives, actions, indicators, targets, years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from portail.exports.plan_json import share
from portail.exports.release import Release
from portail.exports.tables import Column, Row, Table, joined
from portail.progress import ActionProgress, IndicatorProgress, Pace, TargetProgress
from portail.progress.plan import ShownStatus

PACES: tuple[str, ...] = get_args(Pace)
STATUSES: tuple[str, ...] = get_args(ShownStatus)
SHARE = "de 0 à 1 ; vide : sans donnée"


def _id(name: str, text: str) -> Column:
    return Column(name, "string", text, required=True)


def _count(name: str, text: str) -> Column:
    return Column(name, "integer", text)


AXIS = _id("axe", "Numéro de l'axe dans le plan")
OBJECTIVE = _id("objectif", "Numéro de l'objectif, unique dans l'axe")
ACTION = _id("action", "Numéro de l'action, unique dans le plan")
INDICATOR = _id("indicateur", "Identifiant de l'indicateur, unique dans l'action")
TARGET = Column("cible", "integer", "Rang de la cible dans l'indicateur, à partir de 1", required=True)
TITLE = Column("titre", "string", "Titre court, en français")
PROGRESS = Column("avancement", "number", f"Part atteinte des cibles, {SHARE}", share=True)
ATTAINED = Column("atteinte", "number", f"Part atteinte, {SHARE}", share=True)
PACE = Column("rythme", "string", "Avancement comparé au temps écoulé ; vide : sans donnée", PACES)
KNOWN = _count("indicateurs_avec_donnees", "Indicateurs chiffrés qui ont des données")
COUNTED = _count("indicateurs", "Indicateurs chiffrés")


def _axes(release: Release) -> Iterable[Row]:
    for one in release.progress.axes:
        yield (
            one.axis.id, one.axis.title["fr"], share(one.attained), one.pace, one.coverage.known, one.coverage.total,
        )  # fmt: skip


def _objectives(release: Release) -> Iterable[Row]:
    for axis in release.progress.axes:
        for one in axis.objectives:
            yield (
                axis.axis.id, one.objective.id, one.objective.title["fr"], share(one.attained), one.coverage.known,
                one.coverage.total,
            )  # fmt: skip


def _actions(release: Release) -> Iterable[Row]:
    for axis in release.progress.axes:
        for objective in axis.objectives:
            for one in objective.actions:
                a, budget = one.action, one.action.budget
                money = (
                    (budget.staff, budget.hours, budget.other, budget.total, budget.funding) if budget else (None,) * 5
                )
                yield (
                    axis.axis.id, objective.objective.id, a.id, a.title["fr"], joined(a.roles), joined(a.leads),
                    joined(a.partners), joined(a.years), joined(a.deadlines), *money,
                    one.status, share(one.attained), one.coverage.known, one.coverage.total, one.pace,
                )  # fmt: skip


def _indicators(release: Release) -> Iterable[Row]:
    for action, one in _each_indicator(release):
        i = one.indicator
        unit = i.unit["fr"] if i.unit else None
        yield action.action.id, i.id, i.title["fr"], unit, i.source, i.aggregation, share(one.attained), one.pace


def _targets(release: Release) -> Iterable[Row]:
    for action, indicator, rank, one in _each_target(release):
        c = one.target
        yield (
            action.action.id, indicator.indicator.id, rank, c.min, c.max, c.text["fr"] if c.text else None,
            joined(c.per), joined(c.years), c.population, c.detail["fr"] if c.detail else None,
            one.value, share(one.attained), share(one.to_date), one.pace, c.quotation, one.units_seen,
        )  # fmt: skip


def _years(release: Release) -> Iterable[Row]:
    for action, indicator, rank, one in _each_target(release):
        for row in one.years:
            yield action.action.id, indicator.indicator.id, rank, row.year.number, row.value, share(row.attained)


def _each_indicator(release: Release) -> Iterator[tuple[ActionProgress, IndicatorProgress]]:
    return ((action, one) for action in release.progress.actions for one in action.indicators)


def _each_target(release: Release) -> Iterator[tuple[ActionProgress, IndicatorProgress, int, TargetProgress]]:
    for action, indicator in _each_indicator(release):
        for rank, one in enumerate(indicator.targets, 1):
            yield action, indicator, rank, one


ACTION_COLUMNS = (
    AXIS, OBJECTIVE, ACTION, TITLE,
    Column("roles", "string", "Rôles de la municipalité, séparés par « ; »"),
    Column("responsables", "string", "Qui porte l'action, séparés par « ; »"),
    Column("partenaires", "string", "Avec qui, séparés par « ; »"),
    Column("annees", "string", "Années de réalisation, séparées par « ; »"),
    Column("echeances", "string", "Jours, années du plan ou « en continu », séparés par « ; »"),
    Column("budget_rh", "number", "Ressources humaines, en dollars canadiens"),
    Column("budget_heures", "number", "Heures de travail"),
    Column("budget_autres", "number", "Autres dépenses, en dollars canadiens"),
    Column("budget_total", "number", "Total, en dollars canadiens"),
    Column("financement", "string", "Source de financement nommée par le plan"),
    Column("statut", "string", "Statut déclaré ; en-retard et non-rapporte sont calculés", STATUSES, required=True),
    PROGRESS, KNOWN, COUNTED, PACE,
)  # fmt: skip
INDICATOR_COLUMNS = (
    ACTION, INDICATOR, Column("titre", "string", "Ce qui est compté"), Column("unite", "string", "Unité"),
    Column("source", "string", "D'où vient le compte", ("suivi", "contenus", "visites"), required=True),
    Column(
        "agregation", "string", "Comment plusieurs observations n'en font qu'une",
        ("somme", "dernier", "maximum", "moyenne"), required=True,
    ),
    ATTAINED, PACE,
)  # fmt: skip
TARGET_COLUMNS = (
    ACTION, INDICATOR, TARGET,
    Column("min", "number", "Au moins"), Column("max", "number", "Au plus"),
    Column("texte", "string", "Cible sans chiffre"),
    Column("par", "string", "À quoi la cible se rapporte ; deux unités sont séparées par « ; »", required=True),
    Column("annees", "string", "Années visées, séparées par « ; » ; vide : toutes"),
    Column("population", "string", "Part de l'indicateur visée"), Column("precision", "string", "Condition"),
    Column("valeur", "number", "Ce qui a été vu, dans l'unité de l'indicateur ; vide : sans donnée"), ATTAINED,
    Column("a_ce_jour", "number", f"Moyenne des années commencées, {SHARE}", share=True), PACE,
    Column("citation", "string", "Les mots du document"), _count("unites_vues", "Unités observées"),
)  # fmt: skip
YEAR_COLUMNS = (
    ACTION, INDICATOR, TARGET, Column("annee", "integer", "Année du plan, ou son rang", required=True),
    Column("valeur", "number", "Ce qui a été vu cette année-là ; vide : sans donnée"), ATTAINED,
)  # fmt: skip
IN_OBJECTIVE = (("axe", "objectif"), "objectifs")
IN_ACTION = (("action",), "actions")
IN_INDICATOR = (("action", "indicateur"), "indicateurs")
IN_TARGET = (("action", "indicateur", "cible"), "cibles")

PLAN_TABLES = (
    Table("axes", "Axes", (AXIS, TITLE, PROGRESS, PACE, KNOWN, COUNTED), ("axe",), (), _axes),
    Table(
        "objectifs", "Objectifs", (AXIS, OBJECTIVE, TITLE, PROGRESS, KNOWN, COUNTED), ("axe", "objectif"),
        ((("axe",), "axes"),), _objectives,
    ),
    Table("actions", "Actions", ACTION_COLUMNS, ("action",), (IN_OBJECTIVE,), _actions),
    Table("indicateurs", "Indicateurs", INDICATOR_COLUMNS, ("action", "indicateur"), (IN_ACTION,), _indicators),
    Table("cibles", "Cibles", TARGET_COLUMNS, ("action", "indicateur", "cible"), (IN_INDICATOR,), _targets),
    Table("annees", "Cibles annuelles", YEAR_COLUMNS, ("action", "indicateur", "cible", "annee"), (IN_TARGET,), _years),
)  # fmt: skip
