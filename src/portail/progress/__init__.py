"""How far a plan is: pure arithmetic on plan, observations and a date. No clock, no files."""

from portail.progress.observe import Content, Observation, observations
from portail.progress.plan import (
    ActionProgress,
    AxisProgress,
    IndicatorProgress,
    ObjectiveProgress,
    PlanProgress,
    plan_progress,
)
from portail.progress.select import of_axis, of_year
from portail.progress.target import Pace, TargetProgress, YearProgress, target_progress

__all__ = [
    "ActionProgress",
    "AxisProgress",
    "Content",
    "IndicatorProgress",
    "ObjectiveProgress",
    "Observation",
    "Pace",
    "PlanProgress",
    "TargetProgress",
    "YearProgress",
    "observations",
    "of_axis",
    "of_year",
    "plan_progress",
    "target_progress",
]
