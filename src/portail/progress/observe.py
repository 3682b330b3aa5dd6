"""Observations: what the follow-up, the published contents and the visits say of an indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portail.model import Action, Indicator, PlanYear, Record, Visit


@dataclass(frozen=True)
class Observation:
    """A figure seen on a day, whole or by part, for one unit (an activity, a content, a MRC …)."""

    date: dt.date
    whole: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    unit: str = ""
    unit_kind: str = ""
    """What the unit is (activite, mrc …), where the follow-up says so; else it may be any."""


@dataclass(frozen=True)
class Content:
    """A published page of the portal, with the « plan/action » pairs that it counts for."""

    slug: str
    published_on: dt.date
    counts_for: tuple[str, ...] = ()


def observations(
    plan_id: str,
    action: Action,
    indicator: Indicator,
    records: Iterable[Record],
    contents: Sequence[Content],
    visits: Sequence[Visit],
    years: Sequence[PlanYear] = (),
) -> list[Observation]:
    """What is known of an indicator, from the source that the plan names for it."""
    if indicator.source == "suivi":
        return [_seen(r, indicator, i) for i, r in enumerate(records) if indicator.id in r.measures]
    mine = [c for c in contents if f"{plan_id}/{action.id}" in c.counts_for]
    if indicator.source == "contenus":
        return [Observation(c.published_on, 1, unit=c.slug) for c in mine]
    return _visited(mine, visits, years) if visits else []


def _seen(record: Record, indicator: Indicator, rank: int) -> Observation:
    measure = record.measures[indicator.id]
    unit = record.unit or f"{record.date.isoformat()} {rank}"
    kind = record.unit_kind or ""
    if isinstance(measure, dict):
        return Observation(record.date, parts=measure, unit=unit, unit_kind=kind)
    return Observation(record.date, measure, unit=unit, unit_kind=kind)


def _visited(contents: Sequence[Content], visits: Sequence[Visit], years: Sequence[PlanYear]) -> list[Observation]:
    """Visits of the contents by day; a content nobody visited counts 0 in each year once visits are counted."""
    pages = {f"guide/{content.slug}": content for content in contents}
    seen = [
        Observation(visit.day, visit.visits, unit=pages[visit.page].slug)
        for visit in visits
        if visit.page in pages and visit.day >= pages[visit.page].published_on
    ]
    unvisited = [
        Observation(day, 0, unit=content.slug)
        for content in contents
        for day in [content.published_on, *(year.start for year in years if year.start > content.published_on)]
    ]
    return unvisited + seen
