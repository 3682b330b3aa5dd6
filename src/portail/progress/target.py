"""One target: its value, how far it is, and its pace.

The rules (printed on the site, « Comment est-ce calculé ? »):

* ``par: plan`` — min(1, V / min), V aggregated over the plan so far;
* ``par: annee`` — the same for each year of the target, then the mean over all its years: a year
  without data counts 0, be it to come. *À ce jour* is the mean over the years already begun;
* ``par: activite`` (contenu, organisme …) — the mean over the units seen; none seen is no data;
* a range is reached at its lower bound; a ceiling (``max`` alone) is reached under it, else max / V;
* a text target has no figure.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from portail.model import Indicator, PlanYear, Target
from portail.model.base import Period
from portail.progress.observe import Observation

Pace = Literal["atteinte", "au-rythme", "a-surveiller", "en-retard", "non-atteinte"]
WATCH = 0.8
"""Below this share of what time alone would have given, a target is late."""


@dataclass(frozen=True)
class YearProgress:
    """A year of a yearly target: value in the indicator's unit, share of the target in [0, 1]."""

    year: PlanYear
    value: float | None
    attained: float | None
    begun: bool


@dataclass(frozen=True)
class TargetProgress:
    """How far a target is. Shares are in [0, 1]; None is « sans donnée », never 0."""

    target: Target
    value: float | None = None
    attained: float | None = None
    to_date: float | None = None
    expected: float = 0.0
    pace: Pace | None = None
    years: tuple[YearProgress, ...] = ()
    units_seen: int = 0


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the figures that exist; None when none does. Exact sum, so order does not matter."""
    figures = [value for value in values if value is not None]
    return fsum(figures) / len(figures) if figures else None


def target_progress(
    target: Target,
    indicator: Indicator,
    seen: Sequence[Observation],
    years: Sequence[PlanYear],
    period: Period,
    on: dt.date,
) -> TargetProgress:
    """The progress of a target at the end of the day ``on``.

    ``seen`` are the observations of its indicator, ``years`` and ``period`` those of the plan;
    observations after ``on`` or outside the plan's period do not count.
    """
    mine = tuple(y for y in years if not target.years or y.number in target.years)
    spans = [y.period for y in mine] if target.years or "annee" in target.per else [period]
    known = [o for o in seen if o.date <= on and any(o.date in span for span in spans)]
    values = [(o, v) for o in known if (v := _value(o, target, indicator)) is not None]
    expected = elapsed(spans, on)
    if target.threshold is None or not values:
        seen_value = aggregate(values, indicator) if values else None
        return TargetProgress(target, seen_value, expected=expected)
    if "annee" in target.per:
        return _yearly(target, indicator, values, mine, expected, on)
    attained, units = _share(target, indicator, values)
    value = _typical(target, indicator, values)
    return TargetProgress(target, value, attained, attained, expected, pace(attained, expected, spans, on), (), units)


Valued = list[tuple[Observation, float]]


def _yearly(
    target: Target, indicator: Indicator, values: Valued, years: Sequence[PlanYear], expected: float, on: dt.date
) -> TargetProgress:
    rows = []
    units = 0
    for year in years:
        mine = [(o, v) for o, v in values if o.date in year.period]
        attained, count = _share(target, indicator, mine) if mine else (None, 0)
        value = _typical(target, indicator, mine) if mine else None
        rows.append(YearProgress(year, value, attained, year.start <= on))
        units += count
    attained = mean(row.attained or 0.0 for row in rows) or 0.0
    to_date = mean(row.attained or 0.0 for row in rows if row.begun)
    spans = [year.period for year in years]
    value = _typical(target, indicator, values)
    return TargetProgress(
        target, value, attained, to_date, expected, pace(attained, expected, spans, on), tuple(rows), units
    )


def _share(target: Target, indicator: Indicator, values: Valued) -> tuple[float, int]:
    """Share attained, and the number of units it is the mean of."""
    if all(unit in ("plan", "annee") for unit in target.per):
        return attainment(target, aggregate(values, indicator)), 1
    figures = _unit_figures(values, indicator)
    return mean(attainment(target, figure) for figure in figures) or 0.0, len(figures)


def _unit_figures(values: Valued, indicator: Indicator) -> list[float]:
    """One figure for each unit seen."""
    by_unit: dict[str, Valued] = defaultdict(list)
    for observation, value in values:
        by_unit[observation.unit].append((observation, value))
    return [aggregate(rows, indicator) for rows in by_unit.values()]


def _typical(target: Target, indicator: Indicator, values: Valued) -> float:
    """The figure to hold against the target: the aggregate, or the mean of the units seen."""
    if all(unit in ("plan", "annee") for unit in target.per):
        return aggregate(values, indicator)
    return mean(_unit_figures(values, indicator)) or 0.0


def attainment(target: Target, value: float) -> float:
    """Share in [0, 1] of a target that a value reaches."""
    threshold = target.threshold
    assert threshold is not None
    if target.is_ceiling:
        return 1.0 if value <= threshold else threshold / value
    return min(1.0, max(0.0, value / threshold))


def _value(observation: Observation, target: Target, indicator: Indicator) -> float | None:
    """The figure of an observation for the target's part, or for the whole (its parts added up).

    Percentages are not added: without their denominators, the mean of the parts is the nearest figure.
    A unit that is said to be of another kind than the target's is not one of the target's units.
    """
    units = [unit for unit in target.per if unit not in ("plan", "annee")]
    if units and observation.unit_kind and observation.unit_kind not in units:
        return None
    if target.population:
        return observation.parts.get(target.population)
    if observation.whole is not None:
        return observation.whole
    parts = list(observation.parts.values())
    percentages = indicator.aggregation == "moyenne" or (indicator.unit or {}).get("fr") == "%"
    return mean(parts) if percentages else fsum(parts)


def aggregate(values: Valued, indicator: Indicator) -> float:
    """Several observations as one figure: somme, dernier, maximum or moyenne."""
    figures = [value for _, value in values]
    if indicator.aggregation == "somme":
        return fsum(figures)
    if indicator.aggregation == "maximum":
        return max(figures)
    if indicator.aggregation == "moyenne":
        return fsum(figures) / len(figures)
    latest = max(observation.date for observation, _ in values)
    # Several on the last day: the largest, so that the order of files does not matter.
    return max(value for observation, value in values if observation.date == latest)


def elapsed(spans: Sequence[Period], on: dt.date) -> float:
    """Share of the days of the spans that are over at the end of the day ``on``, in [0, 1]."""
    total = sum(span.days for span in spans)
    past = sum(min(span.days, max(0, (on - span.start).days + 1)) for span in spans)
    return past / total if total else 0.0


def pace(attained: float, expected: float, spans: Sequence[Period], on: dt.date) -> Pace:
    """Where a target stands against the time that has passed."""
    if attained >= 1:
        return "atteinte"
    if spans and on > max(span.end for span in spans):
        return "non-atteinte"
    if attained >= expected:
        return "au-rythme"
    return "a-surveiller" if attained >= WATCH * expected else "en-retard"
