"""What holds of progress whatever the plan and the reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portail.model import Plan, Record
from portail.progress import PlanProgress, plan_progress
from unit.small import FIRST, LAST, action, axis, day, indicator, objective, plan
from unit.small import record as seen

settings.register_profile("portail", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("portail")

START, END = day(FIRST), day(LAST)
DAYS = st.dates(START - dt.timedelta(days=40), END + dt.timedelta(days=40))
FIGURES = st.integers(0, 40) | st.floats(0, 40).map(lambda figure: round(figure, 2))
UNITS = st.sampled_from(["nord", "sud", "est"]) | st.none()
AGGREGATIONS = st.sampled_from(["somme", "dernier", "maximum", "moyenne"])
PER = st.sampled_from(["plan", "annee", "activite", ["annee", "mrc"]])
YEARS = st.sampled_from([[], [2025], [2026], [2025, 2026]])


@st.composite
def targets(draw: st.DrawFn, ceilings: bool = True) -> dict[str, Any]:
    low, more = draw(st.integers(1, 30)), draw(st.integers(0, 10))
    shapes = [{"min": low}, {"min": low, "max": low + more}, {"texte": "à déterminer"}]
    shape = draw(st.sampled_from([*shapes, {"max": low}] if ceilings else shapes))
    return {**shape, "par": draw(PER), "annees": draw(YEARS)}


@st.composite
def plans(draw: st.DrawFn, aggregations: st.SearchStrategy[str] = AGGREGATIONS, ceilings: bool = True) -> Plan:
    """Two axes, three objectives, up to four actions of up to two indicators."""

    def one(number: str) -> dict[str, Any]:
        kinds = [
            indicator(name, *draw(st.lists(targets(ceilings), max_size=2)), agregation=draw(aggregations))
            for name in draw(st.sampled_from(["", "a", "ab"]))
        ]
        return action(number, *kinds)

    first = axis("1", objective("1", one("1.1"), one("1.2")), objective("2", one("1.3")))
    return plan(first, axis("2", objective("3", one("2.1"))))


@st.composite
def reports(draw: st.DrawFn, whole: Plan) -> list[Record]:
    kinds = [(a.id, i.id) for a in whole.actions() for i in a.indicators]
    assume(kinds)
    rows = draw(st.lists(st.tuples(DAYS, st.sampled_from(kinds), FIGURES, UNITS), max_size=8))
    return [seen(str(date), number, {name: figure}, unite=unit) for date, (number, name), figure, unit in rows]


@st.composite
def stories(draw: st.DrawFn, **kinds: Any) -> tuple[Plan, list[Record], dt.date]:
    whole = draw(plans(**kinds))
    return whole, draw(reports(whole)), draw(DAYS)


def shares(progress: PlanProgress) -> list[float | None]:
    """Every figure of every level, in one order."""
    objectives = [objective for axis in progress.axes for objective in axis.objectives]
    kinds = [kind for action in progress.actions for kind in action.indicators]
    goals = [target for kind in kinds for target in kind.targets]
    levels: list[Any] = [progress, *progress.axes, *objectives, *progress.actions, *kinds, *goals]
    return [level.attained for level in levels] + [kind.to_date for kind in [*progress.actions, *kinds, *goals]]


@given(stories())
def test_every_share_is_between_0_and_1(story: tuple[Plan, list[Record], dt.date]) -> None:
    progress = plan_progress(*story)
    assert all(0 <= share <= 1 for share in shares(progress) if share is not None)
    assert 0 <= progress.elapsed <= 1


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(story: tuple[Plan, list[Record], dt.date], chance: Any) -> None:
    whole, records, on = story
    mixed = [record.model_copy(update={"unit": record.unit or f"u{rank}"}) for rank, record in enumerate(records)]
    before = shares(plan_progress(whole, mixed, on))
    chance.shuffle(mixed)
    assert shares(plan_progress(whole, mixed, on)) == before


@given(stories(aggregations=st.just("somme"), ceilings=False), st.integers(0, 7), FIGURES)
def test_seeing_more_never_lowers_a_sum(story: tuple[Plan, list[Record], dt.date], rank: int, more: float) -> None:
    whole, records, on = story
    assume(rank < len(records))
    before = shares(plan_progress(whole, records, on))
    raised = {name: figure + more for name, figure in records[rank].measures.items()}
    records[rank] = records[rank].model_copy(update={"measures": raised})
    after = shares(plan_progress(whole, records, on))
    for new, old in zip(after, before, strict=True):
        assert (new is None) == (old is None)
        assert new is None or old is None or new >= old


@given(stories())
def test_there_is_a_figure_if_and_only_if_there_is_data(story: tuple[Plan, list[Record], dt.date]) -> None:
    whole, records, on = story
    progress = plan_progress(whole, records, on)
    for act in progress.actions:
        for kind in act.indicators:
            for one in kind.targets:
                years = one.target.years or (2025, 2026)
                known = any(
                    kind.indicator.id in r.measures and r.action == act.action.id
                    and r.date <= on and r.date.year in years
                    for r in records
                )  # fmt: skip
                assert (one.attained is not None) == (known and one.target.threshold is not None)
            assert (kind.attained is None) == all(one.attained is None for one in kind.targets)
        assert (act.coverage.known == 0) == (act.attained is None)
    assert (progress.attained is None) == (progress.coverage.known == 0)


@given(stories())
def test_an_indicator_without_data_changes_no_mean(story: tuple[Plan, list[Record], dt.date]) -> None:
    whole, records, on = story
    before = plan_progress(whole, records, on)
    data = whole.model_dump(by_alias=True)
    for one in data["axes"]:
        for part in one["objectifs"]:
            for act in part["actions"]:
                act["indicateurs"] = [*act["indicateurs"], indicator("vide", {"min": 5, "par": "annee"})]
    after = plan_progress(Plan.model_validate(data), records, on)
    for old, new in zip(before.actions, after.actions, strict=True):
        assert (old.attained, old.to_date) == (new.attained, new.to_date)
        assert (old.expected, old.pace) == (new.expected, new.pace)
        assert new.coverage.known == old.coverage.known
        assert new.coverage.total == old.coverage.total + 1
    assert (before.attained, before.expected, before.pace) == (after.attained, after.expected, after.pace)


@given(stories())
def test_a_target_is_called_reached_exactly_when_it_is(story: tuple[Plan, list[Record], dt.date]) -> None:
    progress = plan_progress(*story)
    for act in progress.actions:
        for kind in act.indicators:
            for one in kind.targets:
                assert (one.pace == "atteinte") == (one.attained == 1)
                assert (one.pace is None) == (one.attained is None)
