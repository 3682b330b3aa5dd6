"""Visit counts of a portal: ``content/<portail>/visites/2026-03.csv``."""

from __future__ import annotations

import csv
from pathlib import PurePosixPath

from pydantic import ValidationError

from portail.model import Visit
from portail.problems import Problem
from portail.sources import SourceFile, Tree

COLUMNS = ["jour", "page", "langue", "visites", "vues"]


def load_visits(tree: Tree, portal: str) -> tuple[tuple[Visit, ...], list[Problem]]:
    """The rows of all months, and the problems of all files."""
    paths, problems = tree.files(f"content/{portal}/visites", ".csv")
    rows: list[Visit] = []
    for path in paths:
        source, found = tree.read(path)
        problems += found
        if source:
            read, found = _rows(source)
            rows += read
            problems += found
    return tuple(rows), problems


def _rows(source: SourceFile) -> tuple[list[Visit], list[Problem]]:
    reader = csv.reader(source.text.splitlines())
    rows: list[Visit] = []
    seen: set[tuple[object, ...]] = set()
    month = PurePosixPath(source.path).stem
    problems: list[Problem] = []
    try:
        if next(reader, []) != COLUMNS:
            message = "la première ligne n'est pas l'en-tête attendu"
            return [], [source.problem(1, 1, "visites", message, ",".join(COLUMNS))]
        for row in reader:
            try:
                visit = Visit.model_validate(dict(zip(COLUMNS, row, strict=True)))
                key = (visit.day, visit.page, visit.language)
                if fault := _fault(visit, month, key in seen):
                    problems.append(source.problem(reader.line_num, 1, "visites", *fault))
                seen.add(key)
                rows.append(visit)
            except (ValidationError, ValueError) as error:
                problems.append(source.problem(reader.line_num, 1, "visites", *_why(error)))
    except csv.Error as error:
        problems.append(source.problem(reader.line_num, 1, "visites", f"CSV illisible ({error})", "refaire l'export"))
    return rows, problems


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


def _why(error: ValidationError | ValueError) -> tuple[str, str]:
    if isinstance(error, ValidationError):
        context = error.errors(include_url=False)[0].get("ctx", {})
        return str(context.get("message", "valeur impossible")), str(context.get("remede", ""))
    return f"la ligne n'a pas {len(COLUMNS)} colonnes", ",".join(COLUMNS)
