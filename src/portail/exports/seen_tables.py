"""The tables of what was seen: the follow-up with its evidence and corrections, and every figure counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from portail.exports.plan_tables import ACTION, IN_ACTION, IN_INDICATOR, INDICATOR
from portail.exports.release import Release
from portail.exports.tables import Column, Row, Table, joined
from portail.model import Record
from portail.model.base import Reference
from portail.model.plan import Status
from portail.progress import observations

DECLARED: tuple[str, ...] = get_args(Status)


def _follow_up(release: Release) -> Iterable[Row]:
    for name, one in release.shown():
        counted = release.in_force.get(name)
        yield (
            name, one.date, counted.date if counted else None, one.action,
            one.activity.title["fr"] if one.activity else None, one.activity.place if one.activity else None,
            one.unit, one.unit_kind, one.status, one.reason["fr"] if one.reason else None,
            one.note["fr"] if one.note else None, joined(_evidence(e) for e in one.evidence),
            joined(old.removesuffix(".yml") for old in one.corrects), release.corrected_by.get(name),
            counted is not None,
        )  # fmt: skip


def _evidence(one: Reference) -> str:
    return f"{one.title} <{one.url}>" if one.url else one.title


def _observations(release: Release) -> Iterable[Row]:
    for name, one in release.shown():
        counted = release.in_force.get(name)
        for indicator, measure in one.measures.items():
            parts = measure.items() if isinstance(measure, dict) else [(None, measure)]
            for part, value in parts:
                yield (
                    name, (counted or one).date, one.action, indicator, part, value, one.unit, one.unit_kind,
                    "suivi", counted is not None,
                )  # fmt: skip
    yield from _automatic(release)


def _automatic(release: Release) -> Iterator[Row]:
    """What was counted by the portal itself: contents, and visits with their days."""
    plan = release.progress.plan
    none: tuple[Record, ...] = ()
    for action in (one.action for one in release.progress.actions):
        for indicator in action.indicators:
            if indicator.source != "suivi":
                seen = observations(plan.id, action, indicator, none, release.contents, release.visits, plan.years)
                for one in seen:
                    if one.date <= release.progress.on:
                        yield (
                            None, one.date, action.id, indicator.id, None, one.whole, one.unit, "contenu",
                            indicator.source, True,
                        )  # fmt: skip


UNIT = Column("unite", "string", "Le contenu, l'organisme, la MRC … observé ; vide : chaque fichier est une unité")
UNIT_KIND = Column("genre_unite", "string", "Genre de l'unité observée")
FOLLOW_UP_COLUMNS = (
    Column("suivi", "string", "Nom du fichier de suivi", required=True),
    Column("date", "date", "Jour de l'activité ou du rapport", required=True),
    Column("compte_le", "date", "Jour où il compte : celui du fichier corrigé, s'il corrige ; vide : remplacé"), ACTION,
    Column("activite", "string", "Activité observée"), Column("lieu", "string", "Lieu public"),
    UNIT, UNIT_KIND,
    Column("statut", "string", "Statut de l'action déclaré ce jour-là", DECLARED),
    Column("motif", "string", "Raison du statut"), Column("note", "string", "Commentaire public"),
    Column("preuves", "string", "Pages et documents à l'appui : titre <adresse>, séparés par « ; »"),
    Column("corrige", "string", "Fichiers de suivi que celui-ci remplace, séparés par « ; »"),
    Column("corrige_par", "string", "Fichier de suivi qui remplace celui-ci"),
    Column("en_vigueur", "boolean", "false : remplacé par une correction, ne compte plus", required=True),
)  # fmt: skip
OBSERVATION_COLUMNS = (
    Column("suivi", "string", "Fichier de suivi d'où vient le chiffre ; vide : compté par le portail"),
    Column("date", "date", "Jour où le chiffre compte", required=True), ACTION, INDICATOR,
    Column("part", "string", "Part de l'indicateur (population …) ; vide : le tout"),
    Column("valeur", "number", "Ce qui a été vu, dans l'unité de l'indicateur", required=True),
    UNIT, UNIT_KIND,
    Column("source", "string", "D'où vient le chiffre", ("suivi", "contenus", "visites"), required=True),
    Column("en_vigueur", "boolean", "false : remplacé par une correction, ne compte plus", required=True),
)  # fmt: skip

SEEN_TABLES = (
    Table("suivi", "Fichiers de suivi", FOLLOW_UP_COLUMNS, ("suivi",), (IN_ACTION,), _follow_up),
    Table(
        "observations", "Chiffres observés", OBSERVATION_COLUMNS, (), (IN_INDICATOR, (("suivi",), "suivi")),
        _observations,
    ),
)  # fmt: skip
