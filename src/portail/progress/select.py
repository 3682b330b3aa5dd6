"""A part of a plan's progress: one axis, one year. The figures are those of the whole, never computed again."""

from __future__ import annotations

from dataclasses import replace

from portail.model import Action
from portail.progress.plan import ActionProgress, AxisProgress, IndicatorProgress, PlanProgress
from portail.progress.target import TargetProgress


def of_axis(progress: PlanProgress, axis: str) -> PlanProgress:
    """Only one axis of a plan. Raises LookupError when the plan has no such axis."""
    kept = tuple(one for one in progress.axes if one.axis.id == axis)
    if not kept:
        raise LookupError(axis)
    return replace(progress, axes=kept)


def of_year(progress: PlanProgress, number: int) -> PlanProgress:
    """Only the actions of a year of the plan, with the targets that concern it.

    An action that names no year is of all years, and so is a target. Raises LookupError when the plan
    has no such year.
    """
    if number not in {year.number for year in progress.plan.years}:
        raise LookupError(number)
    axes = (_axis_in(axis, number) for axis in progress.axes)
    return replace(progress, axes=tuple(axis for axis in axes if axis.actions))


def concerns(action: Action, number: int) -> bool:
    """Whether an action is planned in a year."""
    return not action.years or number in action.years


def _axis_in(axis: AxisProgress, number: int) -> AxisProgress:
    objectives = tuple(
        replace(
            objective, actions=tuple(_action_in(a, number) for a in objective.actions if concerns(a.action, number))
        )
        for objective in axis.objectives
    )
    objectives = tuple(objective for objective in objectives if objective.actions)
    return replace(axis, objectives=objectives, actions=tuple(a for o in objectives for a in o.actions))


def _action_in(action: ActionProgress, number: int) -> ActionProgress:
    return replace(action, indicators=tuple(_indicator_in(one, number) for one in action.indicators))


def _indicator_in(indicator: IndicatorProgress, number: int) -> IndicatorProgress:
    kept = (t for t in indicator.targets if not t.target.years or number in t.target.years)
    return replace(indicator, targets=tuple(_target_in(target, number) for target in kept))


def _target_in(target: TargetProgress, number: int) -> TargetProgress:
    return replace(target, years=tuple(row for row in target.years if row.year.number == number))
