"""What was counted already, without keeping who: for each day, the seconds that were read and how many pages.

An import may bring a day again, more of it, or another piece of it:

- **all that was read, and more**: the day is counted again, whole, and replaces the former figures;
- **nothing new**: the day stays as it is;
- **another piece**: only the seconds not yet read are added. A session that goes on over the seam is then two.

A day of another source, or of unknown source, is never added to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from portail.dates import MONTREAL
from portail.load.visits import MEASURE, Reading
from portail.visits.counting import Span
from portail.visits.engine import local_day

SOURCE = "journal-web"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a day: ``without`` are the seconds that count already, ``replaces`` drops the old figures."""

    without: tuple[Span, ...] = ()
    replaces: bool = False
    foreign: bool = False
    """The day is of another source: left as it is."""
    fewer: bool = False
    """The files hold fewer pages than what was counted: left as it is."""
    adds: bool = False
    """Only a piece of the day is new."""
    readings: tuple[Reading, ...] = ()


def bounds(day: dt.date) -> Span:
    """First and last second of a day in Montréal; 23, 24 or 25 hours."""
    zone = ZoneInfo(MONTREAL)
    start, end = (dt.datetime.combine(one, dt.time(), zone).timestamp() for one in (day, day + DAY))
    return int(start), int(end) - 1


def union(spans: Iterable[Span]) -> list[Span]:
    """The same seconds as spans that do not touch."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def spans_by_day(hours: Iterable[tuple[int, int, int]]) -> dict[dt.date, list[Span]]:
    """What each file was seen to hold, day by day, from (file, first second, last second) of its hours.

    A day between two others of the same file was read whole; of its first and last day, from its first line
    and to its last.
    """
    files: dict[int, dict[dt.date, Span]] = {}
    for file, first, last in hours:
        days = files.setdefault(file, {})
        day = local_day(first)
        known = days.get(day, (first, last))
        days[day] = (min(known[0], first), max(known[1], last))
    found: dict[dt.date, list[Span]] = {}
    for days in files.values():
        for day, (first, last) in days.items():
            start, end = bounds(day)
            span = (first if day == min(days) else start, last if day == max(days) else end)
            found.setdefault(day, []).append(span)
    return {day: union(spans) for day, spans in sorted(found.items())}


def covers(these: Sequence[Span], those: Sequence[Span]) -> bool:
    """Whether ``these``, which do not touch, hold every second of ``those``."""
    return all(any(first <= a and b <= last for first, last in these) for a, b in those)


def verdict(
    day: dt.date, mine: Sequence[Span], asked: int, before: Sequence[Reading], figures: bool, replace: bool
) -> Verdict:
    """What to do with a day: ``before`` is what the ledger says of it, ``figures`` whether it has any."""
    whole = (bounds(day),)
    fresh = readings(day, mine, asked)
    if replace:
        return Verdict(replaces=True, readings=fresh)
    if any((one.source, one.measure) != (SOURCE, MEASURE) for one in before) or (figures and not before):
        return Verdict(whole, foreign=True, readings=tuple(before))
    old = union((one.first, one.last) for one in before)
    counted = sum(one.asked for one in before)
    if covers(mine, old):
        if asked >= counted:
            return Verdict(replaces=True, readings=fresh)
        return Verdict(whole, fewer=True, readings=tuple(before))
    if covers(old, mine):
        return Verdict(whole, readings=tuple(before))
    return Verdict(tuple(old), adds=True, readings=readings(day, union([*old, *mine]), counted))


def readings(day: dt.date, spans: Sequence[Span], asked: int) -> tuple[Reading, ...]:
    """One row for each span; the pages asked for stand on the first."""
    return tuple(
        Reading(day, SOURCE, MEASURE, first, last, 0 if rank else asked) for rank, (first, last) in enumerate(spans)
    )


def breaks(readings: Sequence[Reading]) -> list[dt.date]:
    """The days on which the source or the measure is not that of the day before: figures do not compare."""
    ordered = sorted(readings, key=lambda one: (one.day, one.first))
    return [b.day for a, b in pairwise(ordered) if (a.source, a.measure) != (b.source, b.measure)]
