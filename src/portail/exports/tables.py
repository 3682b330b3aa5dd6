"""Tables as CSV, with what each column means: one description for the files and for the data package.

UTF-8 with a byte order mark (without it Excel reads another encoding, and « é » becomes « Ã© »);
commas and decimal points (RFC 4180, what programs expect); a cell that a spreadsheet would
run as a formula is preceded by an apostrophe (OWASP, CSV injection). An Excel set to French expects
semicolons: ``plan.xlsx`` (``exports/workbook.py``) holds the same tables for it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from portail.exports.release import Release

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
Kind = Literal["string", "number", "integer", "boolean", "date"]
Row = Sequence[object]


@dataclass(frozen=True)
class Column:
    """A column: its name, its type in Table Schema's words, its meaning in French."""

    name: str
    kind: Kind
    text: str
    choices: tuple[str, ...] = ()
    share: bool = False
    """A number in [0, 1]."""
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table: columns, the columns that name a row, the tables that others name, and its rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[tuple[tuple[str, ...], str], ...]
    """(columns here, table whose key they are)."""
    rows: Callable[[Release], Iterable[Row]]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def table(columns: Sequence[str], rows: Iterable[Row]) -> str:
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
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    return "'" + text if text.lstrip(" \u00a0\n").startswith(ACTIVE) else text


def joined(values: Iterable[object]) -> str | None:
    """Several values in a cell, by semicolons; None when there is none."""
    return "; ".join(v.isoformat() if isinstance(v, dt.date) else str(v) for v in values) or None
