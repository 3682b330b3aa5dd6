"""Visit counts of a portal, ``content/<portail>/visites/2026-03.csv``; in ``sources.csv``, what they come from."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import ValidationError

from portail.model import Visit
from portail.problems import Problem
from portail.sources import SourceFile, Tree

COLUMNS = ["jour", "page", "langue", "visites", "vues"]
LEDGER = "sources.csv"
LEDGER_COLUMNS = ["jour", "source", "mesure", "debut", "fin", "demandes"]
MEASURE = "visite-30-min"
"""One visitor who sees a content once in a session of 30 minutes, cut at local midnight."""
DEFINITIONS = {MEASURE: "une personne qui voit un contenu une fois dans une session de 30 minutes, coupée à minuit"}
Row = TypeVar("Row")


@dataclass(frozen=True)
class Reading:
    """A piece of a day that was counted: from where, by which measure, from which second to which (since 1970).

    ``asked``: pages asked for, before machines were told by what they do.
    """

    day: dt.date
    source: str
    measure: str
    first: int
    last: int
    asked: int


def load_visits(tree: Tree, portal: str) -> tuple[tuple[Visit, ...], list[Problem]]:
    """The rows of all months, and the problems of all files."""
    paths, problems = tree.files(f"content/{portal}/visites", ".csv")
    rows: list[Visit] = []
    for path in paths:
        if PurePosixPath(path).name == LEDGER:
            problems += load_readings(tree, portal)[1]
            continue
        source, found = tree.read(path)
        problems += found
        if source:
            read, found = _rows(source)
            rows += read
            problems += found
    return tuple(rows), problems


def load_readings(tree: Tree, portal: str) -> tuple[tuple[Reading, ...], list[Problem]]:
    """What the figures were read from, day by day; empty when nobody said."""
    path = f"content/{portal}/visites/{LEDGER}"
    if not tree.exists(path):
        return (), []
    source, problems = tree.read(path)
    if source is None:
        return (), problems
    rows, found = _table(source, LEDGER_COLUMNS, _reading)
    return tuple(rows), problems + found


def _rows(source: SourceFile) -> tuple[list[Visit], list[Problem]]:
    seen: set[tuple[object, ...]] = set()
    month = PurePosixPath(source.path).stem

    def read(row: dict[str, str]) -> tuple[Visit, tuple[str, str] | None]:
        visit = Visit.model_validate(row)
        key = (visit.day, visit.page, visit.language)
        fault = _fault(visit, month, key in seen)
        seen.add(key)
        return visit, fault

    return _table(source, COLUMNS, read)


def _table(
    source: SourceFile, columns: list[str], read: Callable[[dict[str, str]], tuple[Row, tuple[str, str] | None]]
) -> tuple[list[Row], list[Problem]]:
    reader = csv.reader(source.text.splitlines())
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        if next(reader, []) != columns:
            message = "la première ligne n'est pas l'en-tête attendu"
            return [], [source.problem(1, 1, "visites", message, ",".join(columns))]
        for cells in reader:
            try:
                row, fault = read(dict(zip(columns, cells, strict=True)))
                if fault:
                    problems.append(source.problem(reader.line_num, 1, "visites", *fault))
                rows.append(row)
            except (ValidationError, ValueError, OverflowError) as error:
                fault = _why(error, columns, len(cells))
                problems.append(source.problem(reader.line_num, 1, "visites", *fault))
    except csv.Error as error:
        problems.append(source.problem(reader.line_num, 1, "visites", f"CSV illisible ({error})", "refaire l'export"))
    return rows, problems


def _reading(row: dict[str, str]) -> tuple[Reading, tuple[str, str] | None]:
    first, last = (int(dt.datetime.fromisoformat(row[key]).timestamp()) for key in ("debut", "fin"))
    day = dt.date.fromisoformat(row["jour"])
    reading = Reading(day, row["source"], row["mesure"], first, last, int(row["demandes"]))
    wrong = first > last or reading.asked < 0 or not row["source"]
    return reading, ("le début vient après la fin, ou une case est vide", "refaire l'import") if wrong else None


def _fault(visit: Visit, month: str, again: bool) -> tuple[str, str] | None:
    """What is wrong with a row whose cells are right."""
    if again:
        return "ce jour, cette page et cette langue sont déjà comptés plus haut", "garder une seule ligne"
    if not visit.day.isoformat().startswith(month):
        return f"le {visit.day} n'est pas dans le mois du fichier, {month}", "mettre la ligne dans le bon fichier"
    if visit.visits != int(visit.visits) or visit.views != int(visit.views):
        return "les visites et les vues sont des nombres entiers", "enlever les décimales"
    if visit.views < visit.visits:
        return "moins de vues que de visites", "vérifier les deux nombres"
    return None


def _why(error: Exception, columns: list[str], cells: int) -> tuple[str, str]:
    if isinstance(error, ValidationError):
        context = error.errors(include_url=False)[0].get("ctx", {})
        return str(context.get("message", "valeur impossible")), str(context.get("remede", ""))
    if cells == len(columns):
        return "une case ne peut pas être lue", "refaire l'import"
    return f"la ligne n'a pas {len(columns)} colonnes", ",".join(columns)
