"""Small plans for the tests of progress, written with the keys of the source files.

Their period is two years of 365 days, 2025 and 2026: on ``HALFWAY`` exactly half of it is over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portail.model import Indicator, Plan, Record, Visit
from portail.progress import Content, Observation, PlanProgress, TargetProgress, plan_progress, target_progress

FIRST, HALFWAY, LAST = "2025-01-01", "2025-12-31", "2026-12-31"
Seen = tuple[str, "float | dict[str, float]"] | tuple[str, "float | dict[str, float]", str]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def indicator(name: str = "i", *targets: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"id": name, "titre": name, "cibles": list(targets), **keys}


def action(number: str = "1.1", *indicators: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"id": number, "titre": number, "indicateurs": list(indicators), **keys}


def objective(number: str, *actions: dict[str, Any]) -> dict[str, Any]:
    return {"id": number, "titre": number, "actions": list(actions)}


def axis(number: str, *objectives: dict[str, Any]) -> dict[str, Any]:
    return {"id": number, "titre": number, "objectifs": list(objectives)}


def plan(*axes: dict[str, Any], debut: str = FIRST, fin: str = LAST, **keys: Any) -> Plan:
    period = {"debut": debut, "fin": fin}
    named = {"id": "plan", "titre": "Plan", "organisme": "Ville", "source": {"titre": "Plan adopté"}}
    return Plan.model_validate({**named, "periode": period, "axes": list(axes), **keys})


def plan_of(*actions: dict[str, Any], **keys: Any) -> Plan:
    """A plan of one axis and one objective."""
    return plan(axis("1", objective("1", *actions)), **keys)


def record(date: str, action: str = "1.1", measures: dict[str, Any] | None = None, **keys: Any) -> Record:
    return Record.model_validate({"date": date, "action": action, "mesures": measures or {}, **keys})


def follow(
    plan: Plan,
    *records: Record,
    on: str = LAST,
    contents: Sequence[Content] = (),
    visits: Sequence[Visit] = (),
) -> PlanProgress:
    return plan_progress(plan, records, day(on), contents, visits)


def attain(
    target: dict[str, Any],
    *seen: Seen,
    on: str = LAST,
    plan: Plan | None = None,
    **keys: Any,
) -> TargetProgress:
    """The progress of a target from what was seen: (day, figure) or (day, figure, unit)."""
    whole = plan or plan_of(action())
    kind = Indicator.model_validate(indicator("i", target, **keys))
    return target_progress(
        kind.targets[0], kind, [observation(rank, *one) for rank, one in enumerate(seen)],
        whole.years, whole.period, day(on),
    )  # fmt: skip


def observation(rank: int, date: str, figure: float | dict[str, float], unit: str = "") -> Observation:
    if isinstance(figure, dict):
        return Observation(day(date), parts=figure, unit=unit or str(rank))
    return Observation(day(date), figure, unit=unit or str(rank))


def content(slug: str, published: str, *pairs: str) -> Content:
    return Content(slug, day(published), pairs or ("plan/1.1",))


def visit(date: str, page: str, visits: int) -> Visit:
    return Visit(day=day(date), page=page, language="fr", visits=visits, views=visits)
