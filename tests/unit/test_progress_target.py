"""One target, by hand: what each kind of promise is worth. The plan runs over 2025 and 2026."""

from __future__ import annotations

import pytest

from portail.model.base import Period
from portail.progress.target import elapsed, pace
from unit.small import FIRST, HALFWAY, LAST, action, attain, day, plan_of

TWO_PARTS = [{"id": "immigrantes", "titre": "Immigrantes"}, {"id": "accueil", "titre": "Accueil"}]


# par: plan


def test_a_target_is_the_share_of_its_minimum() -> None:
    progress = attain({"min": 10}, ("2025-03-01", 3), ("2026-03-01", 4))
    assert (progress.value, progress.attained, progress.to_date, progress.units_seen) == (7, 0.7, 0.7, 1)


def test_more_than_promised_is_worth_no_more() -> None:
    assert attain({"min": 10}, ("2025-03-01", 30)).attained == 1


@pytest.mark.parametrize(("seen", "attained"), [(5, 1 / 3), (15, 1), (20, 1), (40, 1)])
def test_a_range_is_reached_at_its_lower_bound(seen: int, attained: float) -> None:
    assert attain({"min": 15, "max": 20}, ("2025-03-01", seen)).attained == attained


@pytest.mark.parametrize(("seen", "attained"), [(0, 1), (5, 1), (10, 0.5), (20, 0.25)])
def test_a_ceiling_is_reached_under_it(seen: int, attained: float) -> None:
    assert attain({"max": 5}, ("2025-03-01", seen)).attained == attained


def test_a_ceiling_of_zero_is_all_or_nothing() -> None:
    assert attain({"max": 0}, ("2025-03-01", 0)).attained == 1
    assert attain({"max": 0}, ("2025-03-01", 1)).attained == 0


def test_a_text_has_no_figure_but_shows_what_was_seen() -> None:
    progress = attain({"texte": "à déterminer"}, ("2025-03-01", 12))
    assert (progress.value, progress.attained, progress.to_date, progress.pace) == (12, None, None, None)


def test_nothing_seen_is_no_data_never_zero() -> None:
    progress = attain({"min": 10})
    assert (progress.value, progress.attained, progress.to_date, progress.pace) == (None, None, None, None)


def test_zero_seen_is_data() -> None:
    progress = attain({"min": 10}, ("2025-03-01", 0), on=HALFWAY)
    assert (progress.value, progress.attained, progress.pace) == (0, 0, "en-retard")


def test_a_negative_sum_is_worth_zero() -> None:
    assert attain({"min": 10}, ("2025-03-01", 5), ("2025-04-01", -8)).attained == 0


def test_what_is_seen_on_the_reference_day_counts_and_not_after() -> None:
    seen = ("2025-06-30", 4), ("2025-07-01", 5)
    assert attain({"min": 10}, *seen, on="2025-06-30").value == 4
    assert attain({"min": 10}, *seen, on="2025-07-01").value == 9


def test_what_is_seen_outside_the_plan_does_not_count() -> None:
    seen = ("2024-12-31", 1), (FIRST, 10), (LAST, 100), ("2027-01-01", 1000)
    assert attain({"min": 1}, *seen, on="2027-06-30").value == 110


# agregation


@pytest.mark.parametrize(("aggregation", "value"), [("somme", 21), ("dernier", 4), ("maximum", 9), ("moyenne", 5.25)])
def test_several_observations_are_one_figure(aggregation: str, value: float) -> None:
    seen = ("2026-06-01", 4), ("2025-03-01", 9), ("2025-04-01", 6), ("2025-05-01", 2)
    assert attain({"min": 100}, *seen, agregation=aggregation).value == value


def test_the_last_of_several_on_one_day_is_the_largest() -> None:
    seen = ("2025-04-01", 3), ("2025-04-01", 8), ("2025-04-01", 5)
    assert attain({"min": 10}, *seen, agregation="dernier").value == 8


# par: annee


def test_a_yearly_target_is_the_mean_of_its_years() -> None:
    progress = attain({"min": 10, "par": "annee"}, ("2025-03-01", 5), ("2026-03-01", 10))
    assert (progress.value, progress.attained, progress.to_date) == (15, 0.75, 0.75)


def test_a_year_to_come_counts_zero_but_not_to_date() -> None:
    progress = attain({"min": 10, "par": "annee"}, ("2025-03-01", 8), on=HALFWAY)
    assert (progress.attained, progress.to_date) == (0.4, 0.8)


def test_a_year_has_begun_on_its_first_day() -> None:
    progress = attain({"min": 10, "par": "annee"}, ("2025-03-01", 8), on="2026-01-01")
    assert (progress.attained, progress.to_date) == (0.4, 0.4)


def test_a_past_year_that_nobody_reported_counts_zero_once_another_was() -> None:
    assert attain({"min": 10, "par": "annee"}, ("2026-03-01", 10)).attained == 0.5


def test_a_good_year_does_not_make_up_for_a_bad_one() -> None:
    progress = attain({"min": 10, "par": "annee"}, ("2025-03-01", 20))
    assert (progress.attained, progress.units_seen) == (0.5, 1)


def test_each_year_is_shown_apart() -> None:
    rows = attain({"min": 10, "par": "annee"}, ("2025-03-01", 5), ("2025-04-01", 1), on=HALFWAY).years
    shown = [(row.year.number, row.value, row.attained, row.begun) for row in rows]
    assert shown == [(2025, 6, 0.6, True), (2026, None, None, False)]


def test_only_the_years_of_the_target_count() -> None:
    progress = attain({"min": 10, "par": "annee", "annees": [2026]}, ("2025-12-31", 9), ("2026-01-01", 4))
    assert (progress.value, progress.attained, len(progress.years)) == (4, 0.4, 1)


def test_a_target_of_the_plan_may_be_for_some_years_only() -> None:
    progress = attain({"min": 10, "annees": [2025]}, ("2025-12-31", 5), ("2026-01-01", 5), on="2025-12-31")
    assert (progress.attained, progress.expected) == (0.5, 1)


def test_a_day_between_the_years_of_a_plan_still_counts_for_the_plan() -> None:
    years = [{"no": 1, "titre": "An 1", "debut": "2025-03-01", "fin": "2025-12-31"}]
    whole = plan_of(action(), annees=years)
    assert attain({"min": 10}, ("2025-02-01", 5), plan=whole).attained == 0.5
    assert attain({"min": 10, "par": "annee"}, ("2025-02-01", 5), plan=whole).attained is None


def test_the_years_of_a_plan_are_not_always_those_of_the_calendar() -> None:
    whole = plan_of(
        action(), debut="2024-04-01", fin="2026-03-31",
        annees=[
            {"no": 1, "titre": "An 1", "debut": "2024-04-01", "fin": "2025-03-31"},
            {"no": 2, "titre": "An 2", "debut": "2025-04-01", "fin": "2026-03-31"},
        ],
    )  # fmt: skip
    seen = ("2025-03-31", 19), ("2025-04-01", 9.5)
    rows = attain({"min": 19, "par": "annee", "annees": [1, 2]}, *seen, plan=whole, on="2025-04-01").years
    assert [(row.year.number, row.attained) for row in rows] == [(1, 1), (2, 0.5)]


# par: activite, contenu, mrc …


def test_a_target_for_each_activity_is_the_mean_over_those_seen() -> None:
    progress = attain({"min": 20, "par": "activite"}, ("2025-03-01", 30, "fete"), ("2025-04-01", 10, "soupe"))
    assert (progress.attained, progress.units_seen) == (0.75, 2)


def test_the_figure_of_a_unit_target_is_the_mean_of_the_units() -> None:
    assert attain({"min": 20, "par": "activite"}, ("2025-03-01", 30, "a"), ("2025-04-01", 10, "b")).value == 20


def test_observations_of_one_unit_are_put_together() -> None:
    progress = attain({"min": 20, "par": "mrc"}, ("2025-03-01", 5, "nord"), ("2026-04-01", 10, "nord"))
    assert (progress.attained, progress.units_seen) == (0.75, 1)


def test_no_unit_seen_is_no_data() -> None:
    progress = attain({"min": 20, "par": "activite"})
    assert (progress.attained, progress.units_seen) == (None, 0)


def test_a_target_for_each_year_and_unit_is_a_mean_of_means() -> None:
    seen = ("2025-03-01", 2, "nord"), ("2025-03-01", 1, "sud"), ("2026-03-01", 1, "nord")
    progress = attain({"min": 2, "par": ["annee", "mrc"]}, *seen)
    assert [(row.value, row.attained) for row in progress.years] == [(1.5, 0.75), (1, 0.5)]
    assert (progress.attained, progress.units_seen) == (0.625, 3)


# repartition


def test_a_target_for_a_population_looks_at_its_part_only() -> None:
    seen = ("2025-03-01", {"immigrantes": 30, "accueil": 70})
    target = {"min": 75, "population": "immigrantes"}
    assert attain(target, seen, repartition=TWO_PARTS).attained == 0.4


def test_without_population_the_parts_are_added() -> None:
    seen = ("2025-03-01", {"immigrantes": 30, "accueil": 70})
    assert attain({"min": 200}, seen, repartition=TWO_PARTS).value == 100


def test_a_whole_says_nothing_of_its_parts() -> None:
    target = {"min": 75, "population": "immigrantes"}
    assert attain(target, ("2025-03-01", 100), repartition=TWO_PARTS).attained is None


@pytest.mark.parametrize("keys", [{"agregation": "moyenne"}, {"agregation": "dernier", "unite": "%"}])
def test_percentages_of_parts_are_not_added(keys: dict[str, str]) -> None:
    seen = ("2025-03-01", {"immigrantes": 20, "accueil": 60})
    assert attain({"min": 80}, seen, repartition=TWO_PARTS, **keys).value == 40


# rythme


def test_time_is_counted_in_days_both_ends_included() -> None:
    period = [Period(start=day("2025-01-01"), end=day("2025-01-10"))]
    shares = [elapsed(period, day(f"2025-01-{n:02}")) for n in (1, 5, 10, 11)]
    assert shares == [0.1, 0.5, 1, 1]
    assert elapsed(period, day("2024-12-31")) == 0


def test_a_leap_day_is_a_day() -> None:
    leap = plan_of(action(), debut="2024-01-01", fin="2024-12-31")
    progress = attain({"min": 10}, ("2024-02-29", 5), plan=leap, on="2024-02-29")
    assert (progress.value, progress.expected) == (5, 60 / 366)


def test_no_period_is_no_time() -> None:
    assert elapsed([], day(FIRST)) == 0


@pytest.mark.parametrize(
    ("seen", "expected"),
    [(10, "atteinte"), (9, "au-rythme"), (5, "au-rythme"), (4.9, "a-surveiller"), (4, "a-surveiller"),
     (3.99, "en-retard"), (0, "en-retard")],
)  # fmt: skip
def test_pace_halfway(seen: float, expected: str) -> None:
    assert attain({"min": 10}, ("2025-03-01", seen), on=HALFWAY).pace == expected


@pytest.mark.parametrize(("on", "expected"), [(LAST, "a-surveiller"), ("2027-01-01", "non-atteinte")])
def test_a_target_is_missed_only_once_its_period_is_over(on: str, expected: str) -> None:
    assert attain({"min": 10}, ("2025-03-01", 9), on=on).pace == expected


def test_a_yearly_target_is_not_missed_while_a_year_remains() -> None:
    assert attain({"min": 10, "par": "annee"}, ("2025-03-01", 5), on="2026-01-01").pace == "en-retard"


def test_a_target_reached_stays_reached() -> None:
    assert attain({"min": 10}, ("2025-03-01", 10), on="2030-01-01").pace == "atteinte"


def test_the_pace_of_a_target_is_that_of_its_own_years() -> None:
    assert attain({"min": 10, "annees": [2025]}, ("2025-03-01", 9), on="2026-01-01").pace == "non-atteinte"
    assert attain({"min": 10, "annees": [2025], "par": "annee"}, ("2025-03-01", 9), on=HALFWAY).pace == "a-surveiller"


def test_nothing_is_expected_of_a_year_to_come() -> None:
    assert pace(0, 0, [Period(start=day("2026-01-01"), end=day("2026-12-31"))], day(FIRST)) == "au-rythme"
