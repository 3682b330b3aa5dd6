"""A plan's folder: ``plan.yml`` and the dated files of ``suivi/``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from portail.load.typed import Loaded, load_yaml
from portail.model import Plan, Record
from portail.problems import Position, Problem
from portail.sources import Tree


@dataclass(frozen=True)
class PlanSources:
    """A plan and what was seen of it, in the order of the files' names."""

    plan: Loaded[Plan]
    records: tuple[Loaded[Record], ...] = ()
    names: frozenset[str] = frozenset()
    """The names of the follow-up's files, those with mistakes too."""


def load_plan(tree: Tree, name: str) -> tuple[PlanSources | None, list[Problem]]:
    """The plan of ``plans/<name>``, or None, and the problems of all its files."""
    plan, problems = load_yaml(tree, f"plans/{name}/plan.yml", Plan)
    if plan and plan.value.id != name:
        message = f"l'identifiant « {plan.value.id} » n'est pas le nom du dossier « {name} »"
        problems.append(plan.problem(("id",), "renvoi", message, f"écrire « id: {name} »"))
    paths, refused = tree.files(f"plans/{name}/suivi", ".yml")
    problems += refused
    records: list[Loaded[Record]] = []
    for path in paths:
        record, found = load_yaml(tree, path, Record)
        problems += found + (_misnamed(record) if record else [])
        if record:
            records.append(record)
    return (
        PlanSources(plan, tuple(records), frozenset(PurePosixPath(path).stem for path in paths)) if plan else None
    ), problems


def _misnamed(record: Loaded[Record]) -> list[Problem]:
    """A follow-up file is named after its date, so that the folder reads as a diary."""
    day = record.value.date.isoformat()
    if PurePosixPath(record.path).name.startswith(day):
        return []
    message = f"le nom du fichier ne commence pas par sa date, {day}"
    return [Problem(Position(record.path), "nom-de-fichier", message, f"le renommer en {day}-….yml")]


def records_in_force(records: tuple[Loaded[Record], ...], on: dt.date | None = None) -> tuple[Record, ...]:
    """The records known on a day that no other record known then corrects.

    A correction is known from its own date, and counts at the date of what it corrects.
    """
    return tuple(named_in_force(records_known(records, on)).values())


def records_known(records: tuple[Loaded[Record], ...], on: dt.date | None = None) -> dict[str, Record]:
    """The records known on a day, corrected ones too, by the name of their file without its suffix."""
    return {PurePosixPath(r.path).stem: r.value for r in records if on is None or r.value.date <= on}


def named_in_force(known: dict[str, Record]) -> dict[str, Record]:
    """Of the records known, those that none of them corrects, each at the date it counts for."""
    replaced = {name.removesuffix(".yml") for record in known.values() for name in record.corrects}
    return {name: _as_of_corrected(name, known) for name in known if name not in replaced}


def _as_of_corrected(name: str, seen: dict[str, Record]) -> Record:
    record, visited = seen[name], {name}
    day = record.date
    waiting = [other.removesuffix(".yml") for other in record.corrects]
    while waiting:
        other = waiting.pop()
        if other in seen and other not in visited:
            visited.add(other)
            day = min(day, seen[other].date)
            waiting += [name.removesuffix(".yml") for name in seen[other].corrects]
    return record if day == record.date else record.model_copy(update={"date": day})
