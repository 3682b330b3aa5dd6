"""Figures merged with those of former imports, and written as ``visites/2026-03.csv`` and ``sources.csv``."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from portail.dates import MONTREAL
from portail.load.visits import COLUMNS, LEDGER, LEDGER_COLUMNS, Reading
from portail.model import Visit
from portail.visits.counting import Count
from portail.visits.ledger import Verdict

Key = tuple[dt.date, str, str]


@dataclass(frozen=True)
class Figures:
    """What is written already, and the names of contents and languages by their ranks."""

    visits: Sequence[Visit]
    ledger: Sequence[Reading]
    names: Sequence[str]
    languages: Sequence[str]

    @cached_property
    def _days(self) -> set[dt.date]:
        return {one.day for one in self.visits}

    def has(self, day: dt.date) -> bool:
        """Whether the day has figures."""
        return day in self._days

    def readings(self, day: dt.date) -> list[Reading]:
        """What the day was read from."""
        return [one for one in self.ledger if one.day == day]


def merged(figures: Figures, counts: Iterable[Count], verdicts: dict[dt.date, Verdict]) -> dict[Key, tuple[int, int]]:
    """Visits and views by day, content and language.

    A day counted again loses its former figures, but those of contents that the portal has no more.
    """
    known = set(figures.names)
    table: dict[Key, tuple[int, int]] = {}
    for one in figures.visits:
        if not (one.day in verdicts and verdicts[one.day].replaces and one.page in known):
            table[one.day, one.page, one.language] = (int(one.visits), int(one.views))
    for count in counts:
        key = (count.day, figures.names[count.page], figures.languages[count.language])
        visits, views = table.get(key, (0, 0))
        table[key] = (visits + count.visits, views + count.views)
    return table


def write_figures(
    root: Path, name: str, figures: Figures, counts: Sequence[Count], verdicts: dict[dt.date, Verdict]
) -> tuple[str, ...]:
    """Write what changed, each file in one move; their paths. Raises OSError when the disk refuses."""
    months: dict[str, list[tuple[object, ...]]] = {}
    for (day, page, language), (visits, views) in sorted(merged(figures, counts, verdicts).items()):
        months.setdefault(f"{day:%Y-%m}", []).append((day, page, language, visits, views))
    touched = {f"{day:%Y-%m}" for day in verdicts}
    texts = {f"{month}.csv": _table(COLUMNS, rows) for month, rows in months.items() if month in touched}
    days = [one for one in figures.ledger if one.day not in verdicts]
    days += [reading for verdict in verdicts.values() for reading in verdict.readings]
    rows = [(r.day, r.source, r.measure, _moment(r.first), _moment(r.last), r.asked) for r in sorted(days, key=_order)]
    texts[LEDGER] = _table(LEDGER_COLUMNS, rows)
    folder = f"content/{name}/visites"
    paths = [f"{folder}/{file}" for file, text in texts.items() if rows and _write(root / folder / file, text)]
    return tuple(sorted(paths))


def _order(reading: Reading) -> tuple[dt.date, int]:
    return reading.day, reading.first


def _moment(second: int) -> str:
    return dt.datetime.fromtimestamp(second, ZoneInfo(MONTREAL)).isoformat()


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    return text.getvalue()


def _write(path: Path, text: str) -> bool:
    """Write the file unless it holds exactly this; whether it was written."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.ebauche")
    draft.write_bytes(data)
    os.replace(draft, path)
    return True
