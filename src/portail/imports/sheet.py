"""A table from CSV or XLSX: cells as texts with their row. Nothing is run, nothing is guessed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from portail.imports.yaml_text import figure
from portail.problems import Position, Problem

MAX_BYTES = 5_000_000
MAX_UNPACKED = 50_000_000
"""Bytes of a workbook once unpacked: a hundred thousand rows, not a bomb."""
MAX_PARTS, MAX_ROWS, MAX_COLUMNS = 500, 5_000, 200


@dataclass(frozen=True)
class Row:
    """A row: its number in the file (from 1), and the text of each column that has one."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """The columns of a table, and its rows that are not empty."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class _Refused(Exception):
    pass


def read_sheet(data: bytes, path: str, name: str | None = None) -> tuple[Sheet | None, list[Problem]]:
    """The table of a file, or why it is refused. ``name`` chooses a sheet of a workbook (else its first)."""
    try:
        if len(data) > MAX_BYTES:
            raise _Refused(f"le fichier dépasse {MAX_BYTES // 1_000_000} Mo")
        rows = _workbook(data, name) if path.lower().endswith(".xlsx") else _csv(data)
        return _sheet(rows), []
    except _Refused as refused:
        return None, [
            Problem(Position(path), "import", str(refused), "donner un .csv (UTF-8) ou un .xlsx, un seul tableau")
        ]


def _sheet(rows: Iterable[list[str]]) -> Sheet:
    columns: list[str] | None = None
    found: list[Row] = []
    for number, cells in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise _Refused(f"plus de {MAX_ROWS} lignes")
        if not any(cells):
            continue
        if columns is None:
            columns = _header(cells)
        elif any(cells[len(columns) :]):
            raise _Refused(f"la ligne {number} a plus de cellules que l'en-tête")
        else:
            found.append(Row(number, {c: text for c, text in zip(columns, cells, strict=False) if text and c}))
    if columns is None:
        raise _Refused("le tableau est vide")
    return Sheet(tuple(c for c in columns if c), tuple(found))


def _header(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise _Refused(f"plus de {MAX_COLUMNS} colonnes")
    if not all(cells):
        raise _Refused("une colonne n'a pas de titre")
    if twice := {c for c in cells if cells.count(c) > 1}:
        raise _Refused(f"deux colonnes ont le titre « {min(twice)} »")
    return cells


def _csv(data: bytes) -> Iterable[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Refused("le fichier n'est pas en UTF-8 : l'enregistrer en « CSV UTF-8 »") from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise _Refused(f"CSV illisible ({error})") from None


def _workbook(data: bytes, name: str | None) -> Iterable[list[str]]:
    _refuse_bombs(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        if name is not None and name not in book.sheetnames:
            raise _Refused(f"la feuille « {name} » n'existe pas. Feuilles : {', '.join(book.sheetnames)}")
        sheet = book[name] if name else book.worksheets[0]
        for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True):
            yield [_text(value) for value in row]
    except _Refused:
        raise
    except Exception as error:  # a damaged workbook fails anywhere in the library
        raise _Refused(f"classeur illisible ({type(error).__name__})") from None


def _refuse_bombs(data: bytes) -> None:
    """A workbook is a zip of XML: small once unpacked, and without entities, or it is not read at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _Refused(f"le classeur dépasse {MAX_UNPACKED // 1_000_000} Mo une fois ouvert")
            for part in parts:
                text = package.read(part)  # never more than the size that was just counted
                if part.filename.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in text or b"\0" in text[:200]):
                    raise _Refused("le classeur déclare des entités XML")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _Refused(f"ce n'est pas un classeur .xlsx ({type(error).__name__})") from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return figure(value) if isinstance(value, (int, float)) else str(value).strip()
