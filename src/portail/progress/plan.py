"""From targets to indicators, actions, objectives, axes and the plan: means with their coverage."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portail.model import Action, Axis, Indicator, Objective, Plan, PlanYear, Record, Visit
from portail.model.base import Period
from portail.progress.observe import Content, observations
from portail.progress.target import Pace, TargetProgress, mean, pace, target_progress

ShownStatus = Literal[
    "non-commencee", "en-cours", "realisee", "en-continu", "suspendue", "reportee", "abandonnee",
    "en-retard", "non-rapporte",
]  # fmt: skip
NEVER_LATE = ("realisee", "abandonnee", "en-continu", "suspendue", "reportee")


@dataclass(frozen=True)
class Coverage:
    """How many of the things counted have data: « 3 indicateurs sur 5 »."""

    known: int = 0
    total: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(self.known + other.known, self.total + other.total)


@dataclass(frozen=True)
class IndicatorProgress:
    """Mean of the targets that have data."""

    indicator: Indicator
    targets: tuple[TargetProgress, ...]
    attained: float | None
    to_date: float | None
    expected: float | None
    pace: Pace | None


@dataclass(frozen=True)
class ActionProgress:
    """Mean of the indicators that have data; beside it, the declared status."""

    action: Action
    indicators: tuple[IndicatorProgress, ...]
    attained: float | None
    to_date: float | None
    expected: float | None
    pace: Pace | None
    coverage: Coverage
    status: ShownStatus
    records: tuple[Record, ...] = ()


@dataclass(frozen=True)
class ObjectiveProgress:
    """Mean of the actions that have data."""

    objective: Objective
    actions: tuple[ActionProgress, ...]
    attained: float | None
    coverage: Coverage


@dataclass(frozen=True)
class AxisProgress:
    """Mean of the actions that have data; ``pace`` compares it with the mean of what was expected."""

    axis: Axis
    objectives: tuple[ObjectiveProgress, ...]
    attained: float | None
    expected: float | None
    pace: Pace | None
    coverage: Coverage
    actions: tuple[ActionProgress, ...]


@dataclass(frozen=True)
class PlanProgress:
    """A plan at the end of a day."""

    plan: Plan
    on: dt.date
    axes: tuple[AxisProgress, ...]
    attained: float | None
    expected: float | None
    pace: Pace | None
    elapsed: float
    coverage: Coverage

    @property
    def actions(self) -> tuple[ActionProgress, ...]:
        return tuple(action for axis in self.axes for action in axis.actions)

    @property
    def statuses(self) -> Counter[str]:
        """Number of actions by shown status."""
        return Counter(action.status for action in self.actions)

    @property
    def paces(self) -> Counter[str]:
        """Number of targets by pace; « sans-donnee » for figures nobody reported, « texte » for texts."""
        return Counter(
            "texte" if t.target.threshold is None else t.pace or "sans-donnee"
            for action in self.actions
            for indicator in action.indicators
            for t in indicator.targets
        )


def plan_progress(
    plan: Plan,
    records: Sequence[Record],
    on: dt.date,
    contents: Sequence[Content] = (),
    visits: Sequence[Visit] = (),
) -> PlanProgress:
    """The progress of a plan at the end of the day ``on``, from what was known on that day."""
    from portail.progress.target import elapsed

    by_action: dict[str, list[Record]] = {}
    for record in records:
        if record.date <= on:
            by_action.setdefault(record.action, []).append(record)
    known = [content for content in contents if content.published_on <= on]
    counted = [visit for visit in visits if visit.day <= on]
    years = plan.years

    def one(action: Action) -> ActionProgress:
        return _action(plan, action, tuple(by_action.get(action.id, ())), known, counted, years, on)

    axes = tuple(_axis(axis, one, plan, on) for axis in plan.axes)
    actions = [action for axis in axes for action in axis.actions]
    attained, expected, rate = _summary(actions, plan.period, on)
    coverage = sum((a.coverage for a in actions), Coverage())
    return PlanProgress(plan, on, axes, attained, expected, rate, elapsed([plan.period], on), coverage)


def _axis(axis: Axis, one: object, plan: Plan, on: dt.date) -> AxisProgress:
    assert callable(one)
    objectives = []
    for objective in axis.objectives:
        actions: tuple[ActionProgress, ...] = tuple(one(action) for action in objective.all_actions)
        coverage = sum((a.coverage for a in actions), Coverage())
        objectives.append(ObjectiveProgress(objective, actions, mean(a.attained for a in actions), coverage))
    together = tuple(action for objective in objectives for action in objective.actions)
    attained, expected, rate = _summary(together, plan.period, on)
    coverage = sum((o.coverage for o in objectives), Coverage())
    return AxisProgress(axis, tuple(objectives), attained, expected, rate, coverage, together)


def _action(
    plan: Plan,
    action: Action,
    records: tuple[Record, ...],
    contents: Sequence[Content],
    visits: Sequence[Visit],
    years: Sequence[PlanYear],
    on: dt.date,
) -> ActionProgress:
    indicators = []
    for indicator in action.indicators:
        seen = observations(plan.id, action, indicator, records, contents, visits, years)
        targets = tuple(
            target_progress(target, indicator, seen, years, plan.period, on) for target in indicator.targets
        )
        indicators.append(_indicator(indicator, targets, plan.period, on))
    attained, expected, rate = _summary(indicators, plan.period, on)
    # An indicator whose targets are all texts can have no figure: it is counted apart.
    counted = [i for i in indicators if any(t.target.threshold is not None for t in i.targets)]
    coverage = Coverage(sum(i.attained is not None for i in counted), len(counted))
    to_date = mean(i.to_date for i in indicators)
    status = shown_status(action, records, years, on)
    return ActionProgress(action, tuple(indicators), attained, to_date, expected, rate, coverage, status, records)


def _indicator(
    indicator: Indicator, targets: tuple[TargetProgress, ...], period: Period, on: dt.date
) -> IndicatorProgress:
    attained, expected, rate = _summary(targets, period, on)
    return IndicatorProgress(indicator, targets, attained, mean(t.to_date for t in targets), expected, rate)


def _summary(
    children: Sequence[TargetProgress | IndicatorProgress | ActionProgress], period: Period, on: dt.date
) -> tuple[float | None, float | None, Pace | None]:
    """Mean attained and mean expected of the children that have data, and the pace they make."""
    known = [child for child in children if child.attained is not None]
    attained, expected = mean(c.attained for c in known), mean(c.expected for c in known)
    if attained is None or expected is None:
        return None, None, None
    if all(child.pace in ("atteinte", "non-atteinte") for child in known):
        return attained, expected, "atteinte" if attained >= 1 else "non-atteinte"
    return attained, expected, pace(attained, expected, [period], on)


def shown_status(action: Action, records: Sequence[Record], years: Sequence[PlanYear], on: dt.date) -> ShownStatus:
    """The status declared last; « en retard » once the deadline has passed; « non rapporté » if none."""
    declared = [record for record in records if record.status]
    # Of two on the same day, the one whose file comes last.
    status = max(enumerate(declared), key=lambda p: (p[1].date, p[0]))[1].status if declared else action.status
    if status is None:
        return "non-rapporte"
    due = last_deadline(action, years)
    return "en-retard" if due and on > due and status not in NEVER_LATE else status


def last_deadline(action: Action, years: Sequence[PlanYear]) -> dt.date | None:
    """The last day of the action's deadlines; None if there is none or it goes on."""
    ends = {year.number: year.end for year in years}
    days = [d if isinstance(d, dt.date) else ends.get(d) for d in action.deadlines if not isinstance(d, str)]
    known = [day for day in days if day]
    return max(known) if known and len(days) == len(action.deadlines) else None
