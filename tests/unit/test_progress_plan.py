"""From targets to the plan: means with their coverage, paces, statuses, and where figures come from."""

from __future__ import annotations

import pytest

from portail.progress import ActionProgress
from portail.progress.plan import Coverage
from unit.small import (
    FIRST,
    HALFWAY,
    LAST,
    action,
    axis,
    content,
    day,
    follow,
    indicator,
    objective,
    plan,
    plan_of,
    visit,
)
from unit.small import record as seen

TEN = {"min": 10}


def only(progress: object) -> ActionProgress:
    (one,) = progress.actions  # type: ignore[attr-defined]
    return one


# Means and coverage


def test_an_indicator_is_the_mean_of_its_targets_that_have_data() -> None:
    parts = [{"id": "a", "titre": "A"}, {"id": "b", "titre": "B"}, {"id": "c", "titre": "C"}]
    targets = [{"min": 10, "population": name} for name in "abc"]
    whole = plan_of(action("1.1", indicator("i", *targets, {"texte": "en continu"}, repartition=parts)))
    (progress,) = only(follow(whole, seen(FIRST, measures={"i": {"a": 10, "b": 5}}))).indicators
    assert progress.attained == 0.75


def test_an_action_is_the_mean_of_its_indicators_not_of_their_targets() -> None:
    whole = plan_of(action("1.1", indicator("a", TEN), indicator("b", {"min": 2}, {"min": 4}), indicator("c", TEN)))
    progress = only(follow(whole, seen(FIRST, measures={"a": 10, "b": 1})))
    assert progress.attained == (1 + (0.5 + 0.25) / 2) / 2
    assert progress.coverage == Coverage(2, 3)


def test_objective_axis_and_plan_are_means_of_actions_not_of_levels() -> None:
    one = action("1.1", indicator("i", TEN))
    others = [action(n, indicator("i", TEN)) for n in ("1.2", "1.3", "1.4")]
    last = [action(n, indicator("i", TEN)) for n in ("2.1", "2.2")]
    whole = plan(axis("1", objective("1", one), objective("2", *others)), axis("2", objective("3", *last)))
    figures = {"1.1": 10, "1.2": 2, "1.3": 0, "2.1": 4}
    progress = follow(whole, *(seen(FIRST, name, {"i": figure}) for name, figure in figures.items()))
    first, second = progress.axes
    assert [o.attained for o in first.objectives] == [1, pytest.approx(0.1)]
    assert [a.attained for a in progress.axes] == [pytest.approx(0.4), 0.4]
    assert progress.attained == pytest.approx(0.4)
    assert [o.coverage for o in first.objectives] == [Coverage(1, 1), Coverage(2, 3)]
    assert (first.coverage, second.coverage, progress.coverage) == (Coverage(3, 4), Coverage(1, 2), Coverage(4, 6))


def test_without_any_data_no_level_has_a_figure() -> None:
    progress = follow(plan_of(action("1.1", indicator("i", TEN))))
    levels = [progress, progress.axes[0], progress.axes[0].objectives[0], only(progress), only(progress).indicators[0]]
    assert [level.attained for level in levels] == [None] * 5
    assert (progress.pace, progress.expected, progress.coverage) == (None, None, Coverage(0, 1))


def test_an_indicator_that_promises_only_words_is_counted_apart() -> None:
    whole = plan_of(action("1.1", indicator("i", {"texte": "sans objet"}), indicator("j", TEN), indicator("k")))
    progress = follow(whole, seen(FIRST, measures={"i": 3, "j": 10}))
    assert (progress.attained, progress.coverage) == (1, Coverage(1, 1))
    assert progress.paces == {"texte": 1, "atteinte": 1}


def test_strategies_are_read_through() -> None:
    strategy = {"id": "A", "titre": "A", "actions": [action("1.1", indicator("i", TEN))]}
    whole = plan(axis("1", {"id": "1", "titre": "1", "strategies": [strategy]}))
    assert only(follow(whole, seen(FIRST, measures={"i": 5}))).attained == 0.5


# Pace above the targets


def test_a_level_is_on_pace_when_its_mean_reaches_the_mean_expected() -> None:
    whole = plan_of(action("1.1", indicator("i", TEN)), action("1.2", indicator("i", TEN)))
    progress = follow(whole, seen(FIRST, "1.1", {"i": 6}), seen(FIRST, "1.2", {"i": 4}), on=HALFWAY)
    assert (progress.attained, progress.expected, progress.pace, progress.elapsed) == (0.5, 0.5, "au-rythme", 0.5)
    assert progress.axes[0].pace == "au-rythme"


def test_what_nobody_reported_is_not_expected_either() -> None:
    early, late = {"min": 10, "annees": [2025]}, {"min": 10, "annees": [2026]}
    whole = plan_of(action("1.1", indicator("a", early), indicator("b", late)))
    progress = only(follow(whole, seen(FIRST, measures={"a": 8}), on=HALFWAY))
    assert (progress.attained, progress.expected, progress.pace) == (0.8, 1, "a-surveiller")


def test_nor_is_a_part_that_nobody_reported() -> None:
    parts = [{"id": "a", "titre": "A"}, {"id": "b", "titre": "B"}]
    early, late = {"min": 10, "annees": [2025], "population": "a"}, {"min": 10, "annees": [2026], "population": "b"}
    whole = plan_of(action("1.1", indicator("i", early, late, repartition=parts)))
    (progress,) = only(follow(whole, seen(FIRST, measures={"i": {"a": 8}}), on=HALFWAY)).indicators
    assert (progress.attained, progress.expected, progress.pace) == (0.8, 1, "a-surveiller")
    (progress,) = only(follow(whole, seen(FIRST, measures={"i": {"a": 8}}), on="2026-01-01")).indicators
    assert progress.pace == "non-atteinte"


def test_a_level_is_missed_when_all_its_targets_are_decided() -> None:
    target = {"min": 10, "annees": [2025]}
    whole = plan_of(action("1.1", indicator("a", target), indicator("b", target)))
    progress = follow(whole, seen(FIRST, measures={"a": 10, "b": 9}), on="2026-01-01")
    assert (only(progress).pace, progress.pace) == ("non-atteinte", "non-atteinte")


def test_a_target_missed_does_not_decide_for_those_still_running() -> None:
    whole = plan_of(action("1.1", indicator("a", {"min": 10, "annees": [2025]}), indicator("b", TEN)))
    progress = only(follow(whole, seen(FIRST, measures={"a": 9, "b": 8}), on="2026-01-01"))
    assert [one.pace for one in progress.indicators] == ["non-atteinte", "au-rythme"]
    assert progress.pace == "au-rythme"


def test_a_level_is_reached_when_all_its_targets_are() -> None:
    whole = plan_of(action("1.1", indicator("a", TEN), indicator("b", {"max": 3})))
    assert follow(whole, seen(FIRST, measures={"a": 10, "b": 2}), on=HALFWAY).pace == "atteinte"


def test_paces_count_every_target_once() -> None:
    targets = [TEN, {"min": 100}, {"texte": "à déterminer"}]
    whole = plan_of(action("1.1", indicator("a", *targets), indicator("b", TEN)))
    progress = follow(whole, seen(FIRST, measures={"a": 10}), on=HALFWAY)
    assert progress.paces == {"atteinte": 1, "en-retard": 1, "texte": 1, "sans-donnee": 1}


def test_to_date_is_the_mean_of_the_indicators() -> None:
    yearly = {"min": 10, "par": "annee"}
    whole = plan_of(action("1.1", indicator("a", yearly), indicator("b", yearly), indicator("c", yearly)))
    progress = only(follow(whole, seen(FIRST, measures={"a": 10, "b": 5}), on=HALFWAY))
    assert (progress.attained, progress.to_date) == (0.375, 0.75)


# What was known on the day


def test_a_report_counts_from_its_own_day() -> None:
    whole = plan_of(action("1.1", indicator("i", TEN)))
    reports = seen("2025-06-30", measures={"i": 5}, statut="en-cours")
    assert follow(whole, reports, on="2025-06-29").attained is None
    assert only(follow(whole, reports, on="2025-06-29")).status == "non-rapporte"
    assert follow(whole, reports, on="2025-06-30").attained == 0.5


def test_a_report_is_for_one_action() -> None:
    whole = plan_of(action("1.1", indicator("i", TEN)), action("1.2", indicator("i", TEN)))
    assert [a.attained for a in follow(whole, seen(FIRST, "1.2", {"i": 5})).actions] == [None, 0.5]


def test_reports_without_a_unit_are_each_one() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 10, "par": "activite"})))
    progress = follow(whole, seen(FIRST, measures={"i": 5}), seen(FIRST, measures={"i": 10}))
    assert progress.attained == 0.75


def test_reports_of_one_unit_are_put_together() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 10, "par": "mrc"})))
    halves = [seen(date, measures={"i": 4}, unite="nord") for date in (FIRST, HALFWAY)]
    assert follow(whole, *halves).attained == 0.8


def test_a_unit_of_another_kind_is_not_one_of_the_target() -> None:
    targets = {"min": 10, "par": "mrc"}, {"min": 20}
    whole = plan_of(action("1.1", indicator("i", *targets)))
    kinds = {"mrc": 10, "activite": 5}
    reports = [seen(FIRST, measures={"i": n}, unite="x", genre_unite=kind) for kind, n in kinds.items()]
    by_mrc, in_all = only(follow(whole, *reports)).indicators[0].targets
    assert (by_mrc.value, by_mrc.units_seen, in_all.value) == (10, 1, 15)


# Contents and visits


def test_published_contents_count_from_their_day() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 4}, source="contenus")))
    contents = [content("a", "2025-03-01"), content("b", "2025-05-01"), content("c", "2025-03-01", "plan/9.9")]
    assert follow(whole, contents=contents, on="2025-04-30").attained == 0.25
    assert follow(whole, contents=contents, on="2025-05-01").attained == 0.5


def test_visits_are_those_of_the_contents_of_the_action() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 200}, source="visites")))
    contents = [content("a", FIRST), content("b", FIRST, "plan/9.9")]
    visits = [visit("2025-02-01", "guide/a", 50), visit("2025-02-01", "guide/b", 99), visit("2025-02-01", "plan", 99)]
    assert follow(whole, contents=contents, visits=visits).attained == 0.25
    assert follow(whole, contents=contents, visits=visits, on="2025-02-01").attained == 0.25
    assert follow(whole, contents=contents, visits=visits, on="2025-01-31").attained is None


def test_visits_before_publication_do_not_count() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 10}, source="visites")))
    visits = [visit("2025-02-28", "guide/a", 5), visit("2025-03-01", "guide/a", 2)]
    assert follow(whole, contents=[content("a", "2025-03-01")], visits=visits).attained == 0.2


def test_a_content_nobody_visited_counts_zero_once_visits_are_counted() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 200, "par": "contenu"}, source="visites")))
    contents = [content("a", FIRST), content("b", "2025-06-01")]
    assert follow(whole, contents=contents).attained is None
    visits = [visit("2025-02-01", "guide/a", 200)]
    assert follow(whole, contents=contents, visits=visits, on="2025-05-31").attained == 1
    assert follow(whole, contents=contents, visits=visits, on="2025-06-01").attained == 0.5


def test_an_unvisited_content_counts_zero_in_every_year_since_its_publication() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 10, "par": ["annee", "contenu"]}, source="visites")))
    contents = [content("a", FIRST), content("b", FIRST)]
    visits = [visit("2026-02-01", "guide/a", 10)]
    (target,) = only(follow(whole, contents=contents, visits=visits)).indicators[0].targets
    assert [row.attained for row in target.years] == [0, 0.5]


def test_a_content_is_not_missed_before_its_publication() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 10, "par": ["annee", "contenu"]}, source="visites")))
    contents = [content("a", FIRST), content("b", "2026-03-01")]
    visits = [visit("2025-02-01", "guide/a", 10), visit("2026-02-01", "guide/a", 10)]
    (target,) = only(follow(whole, contents=contents, visits=visits)).indicators[0].targets
    assert [row.attained for row in target.years] == [1, 0.5]


# Statuses


def status(*reports: tuple[str, str], on: str = HALFWAY, **keys: object) -> str:
    records = [seen(date, statut=said, motif="Faute de budget") for date, said in reports]
    return only(follow(plan_of(action("1.1", **keys)), *records, on=on)).status


def test_nobody_said_anything() -> None:
    assert status() == "non-rapporte"
    assert status(echeances=["2025-01-31"]) == "non-rapporte"


def test_the_last_status_declared_holds() -> None:
    assert status(("2025-05-01", "realisee"), ("2025-03-01", "en-cours")) == "realisee"
    assert status(("2025-03-01", "en-cours"), ("2025-03-01", "realisee")) == "realisee"


def test_the_plan_may_give_a_status_to_start_with() -> None:
    assert status(statut="non-commencee") == "non-commencee"
    assert status(("2025-03-01", "en-cours"), statut="non-commencee") == "en-cours"


def test_a_report_without_status_changes_none() -> None:
    whole = plan_of(action("1.1", indicator("i", TEN)))
    reports = [seen("2025-03-01", statut="en-cours"), seen("2025-04-01", measures={"i": 3})]
    assert only(follow(whole, *reports)).status == "en-cours"


@pytest.mark.parametrize(("on", "shown"), [("2025-06-30", "en-cours"), ("2025-07-01", "en-retard")])
def test_an_action_is_late_the_day_after_its_deadline(on: str, shown: str) -> None:
    assert status(("2025-03-01", "en-cours"), on=on, echeances=["2025-06-30"]) == shown


@pytest.mark.parametrize(
    ("deadlines", "late"),
    [([2025], True), (["2025-03-31", 2025], True), ([2025, 2026], False), (["en continu"], False),
     ([2025, "en continu"], False), ([], False)],
)  # fmt: skip
def test_the_last_deadline_is_the_one_that_counts(deadlines: list[object], late: bool) -> None:
    found = status(("2025-03-01", "non-commencee"), on="2026-01-01", echeances=[str(d) for d in deadlines])
    assert found == ("en-retard" if late else "non-commencee")


@pytest.mark.parametrize("said", ["realisee", "abandonnee", "en-continu", "suspendue", "reportee"])
def test_what_is_done_or_set_aside_is_never_late(said: str) -> None:
    assert status(("2025-03-01", said), echeances=["2025-06-30"]) == said


def test_statuses_are_beside_the_figures() -> None:
    whole = plan_of(action("1.1", indicator("i", TEN)), action("1.2"))
    progress = follow(whole, seen(FIRST, measures={"i": 1}, statut="realisee"), on=LAST)
    assert progress.statuses == {"realisee": 1, "non-rapporte": 1}
    assert progress.attained == 0.1
    assert progress.on == day(LAST)
