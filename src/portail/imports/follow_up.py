"""Rows of a table to follow-up records, by the plan's saved mapping; what is not understood is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from portail.imports.records import add_measure, file_name, record_text, typed_number
from portail.imports.sheet import Row, Sheet
from portail.model import Plan, Record, TableMap
from portail.problems import Position, Problem

ORDERS = {"jj/mm/aaaa": (2, 1, 0), "mm/jj/aaaa": (2, 0, 1)}
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


@dataclass
class Understood:
    """What a table says: new files by name, the rows that were there already, and what is wrong."""

    files: dict[str, str] = field(default_factory=dict)
    """Texts by name without suffix."""
    shown: dict[str, Record] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    """The row of the table that each new file comes from."""
    known: int = 0
    problems: list[Problem] = field(default_factory=list)


def understand(sheet: Sheet, path: str, how: TableMap, plan: Plan, existing: Mapping[str, Record]) -> Understood:
    """The records of a table. ``existing`` are those of the plan, by name: they are not made again."""
    found = Understood()
    if unknown := [column for column in sheet.columns if column not in how.columns]:
        remedy = "dire ce qu'elles sont, ou « ignorer », dans import.yml"
        found.problems.append(_problem(path, 1, f"colonnes inconnues : {', '.join(unknown)}", remedy))
    if absent := [c for c, place in how.columns.items() if place in ("date", "action") and c not in sheet.columns]:
        found.problems.append(_problem(path, 1, f"colonnes absentes : {', '.join(absent)}", "corriger import.yml"))
    if found.problems:
        return found
    titles = {action.id: action.title["fr"] for action in plan.actions()}
    seen: dict[tuple[object, ...], list[str]] = {}
    for name, one in existing.items():
        seen.setdefault(_identity(one), []).append(name)
    for row in sheet.rows:
        try:
            keys = _keys(row, how)
            record = Record.model_validate(keys, by_alias=True, by_name=False)
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            context = detail.get("ctx", {})
            where = " : ".join(["", *(str(part) for part in detail["loc"][:1])])
            said = context.get("message") or f"valeur refusée{where}"
            found.problems.append(_problem(path, row.number, str(said), str(context.get("remede", ""))))
            continue
        except ValueError as error:
            found.problems.append(_problem(path, row.number, str(error), "corriger la cellule"))
            continue
        _place(found, path, row, keys, record, titles, seen, existing)
    return found


def _place(
    found: Understood, path: str, row: Row, keys: dict[str, Any], record: Record, titles: Mapping[str, str],
    seen: dict[tuple[object, ...], list[str]], existing: Mapping[str, Record],
) -> None:  # fmt: skip
    """Give a record its file, unless it is there already."""
    same = seen.setdefault(_identity(record), [])
    if not same:
        title = record.activity.title["fr"] if record.activity else titles.get(record.action, "")
        name = file_name(record.date.isoformat(), title, {*existing, *found.files})
        found.files[name], found.shown[name], found.rows[name] = record_text(keys), record, row.number
        same.append(name)
    elif any(existing.get(name) == record for name in same):
        found.known += 1
    elif same[0] in existing:
        remedy = f"pour corriger ce suivi : une colonne « corrige », avec {same[0]}"
        found.problems.append(_problem(path, row.number, f"{same[0]} dit autre chose de cette activité", remedy))
    else:
        message = "une ligne plus haut parle du même jour, de la même action et de la même activité"
        found.problems.append(_problem(path, row.number, message, "nommer l'activité ou l'unité de chacune"))


def _identity(record: Record) -> tuple[object, ...]:
    """What makes two rows tell of the same thing."""
    title = record.activity.title["fr"] if record.activity else ""
    return record.date, record.action, title, record.unit, record.corrects


def _problem(path: str, row: int, message: str, remedy: str) -> Problem:
    return Problem(Position(path, row), "import", message, remedy)


def _keys(row: Row, how: TableMap) -> dict[str, Any]:
    """The French keys of a record, from the cells that say something."""
    keys: dict[str, Any] = {}
    measures: dict[str, Any] = {}
    for column, text in row.cells.items():
        place = how.columns[column]
        if place.startswith("mesures."):
            add_measure(measures, place.removeprefix("mesures."), typed_number(text))
        elif place == "date":
            keys["date"] = _date(text, how.dates)
        elif place == "activite":
            keys.setdefault("activite", {})["titre"] = text
        elif place == "lieu":
            keys.setdefault("activite", {})["lieu"] = text
        elif place == "preuve":
            keys["preuves"] = [{"titre": text, **({"url": text} if text.startswith("http") else {})}]
        elif place != "ignorer":
            keys[place] = text
    return {**keys, **({"mesures": measures} if measures else {})}


def _date(text: str, order: str) -> str:
    """A day as the sources write it; dates of a workbook already are."""
    match = SLASHES.fullmatch(text)
    if match and order in ORDERS:
        year, month, day = (int(match.group(rank + 1)) for rank in ORDERS[order])
        try:
            return dt.date(year, month, day).isoformat()
        except ValueError:
            raise ValueError(f"le jour {text} n'existe pas ({order})") from None
    return text
