"""Open data: ``plan.json`` as the design says, and tables that say the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from functools import cache
from typing import Any

import pytest

from conftest import ROOT
from portail.assemble.prepare import read
from portail.exports import Release, plan_csv, plan_json, plan_release
from portail.exports.plan_json import share
from portail.exports.tables import cell, table
from portail.pages import portal_progress
from portail.progress import PlanProgress
from unit.small import FIRST, HALFWAY, action, follow, indicator, plan_of, record

PLANS = {
    "saguenay-2019-2022": "saguenay",
    "saguenay-pac-2024-2027": "saguenay",
    "quebec-2024-2026": "quebec",
    "beauce-2022-2025": "beauce",
    "exemple-2024-2027": "exemple",
}
Json = dict[str, Any]


@cache
def release_of(name: str) -> Release:
    sources, _, _ = read(ROOT, PLANS[name])
    assert sources
    progress = next(p for p in portal_progress(sources, dt.date(2026, 11, 21)) if p.plan.id == name)
    return plan_release(progress, sources.plans[name], sources)


@pytest.fixture(params=PLANS)
def plan(request: pytest.FixtureRequest) -> Release:
    return release_of(request.param)


def data_of(release: Release | PlanProgress) -> Json:
    return json.loads(plan_json(release if isinstance(release, Release) else Release(release)))  # type: ignore[no-any-return]


def actions(data: Json) -> list[Json]:
    return [action for axis in data["axes"] for goal in axis["objectifs"] for action in goal["actions"]]


def rows(release: Release, name: str) -> list[dict[str, str]]:
    text = plan_csv(release)[name]
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# plan.json


def test_the_keys_of_the_design(plan: Release) -> None:
    data = data_of(plan)
    assert data.keys() >= {"id", "periode", "axes", "totaux"}
    assert data["periode"].keys() >= {"debut", "fin"}
    for axis in data["axes"]:
        assert axis.keys() >= {"id", "titre", "objectifs"}
        assert all(goal.keys() >= {"id", "actions"} for goal in axis["objectifs"])
    for one in actions(data):
        assert one.keys() >= {
            "id", "roles", "annees", "echeances", "budget", "statut", "avancement", "couverture", "rythme",
            "indicateurs",
        }  # fmt: skip
        for kind in one["indicateurs"]:
            assert kind.keys() >= {"id", "source", "cibles"}
            for target in kind["cibles"]:
                assert target.keys() >= {
                    "min", "max", "texte", "par", "annees", "population", "valeur", "atteinte", "a_ce_jour", "rythme",
                }  # fmt: skip
    assert data["totaux"].keys() >= {"axes", "objectifs", "strategies", "actions", "indicateurs", "budget"}
    assert data["totaux"]["budget"].keys() >= {"rh", "heures", "autres", "total"}


def test_the_totals_are_those_of_what_is_listed(plan: Release) -> None:
    data = data_of(plan)
    goals = [goal for axis in data["axes"] for goal in axis["objectifs"]]
    kinds = [kind for one in actions(data) for kind in one["indicateurs"]]
    totals = data["totaux"]
    counted = (len(data["axes"]), len(goals), len(actions(data)), len(kinds), sum(len(k["cibles"]) for k in kinds))
    assert counted == tuple(totals[key] for key in ("axes", "objectifs", "actions", "indicateurs", "cibles"))
    assert totals["strategies"] == sum(len(goal.get("strategies", [])) for goal in goals)
    for key in ("rh", "heures", "autres", "total"):
        assert totals["budget"][key] == sum((one["budget"] or {}).get(key, 0) for one in actions(data))


def test_strategies_name_every_action_of_their_objective(plan: Release) -> None:
    for axis in data_of(plan)["axes"]:
        for goal in axis["objectifs"]:
            if "strategies" in goal:
                listed = [name for strategy in goal["strategies"] for name in strategy["actions"]]
                assert listed == [one["id"] for one in goal["actions"]]


def test_what_the_plan_says_is_told_as_it_is() -> None:
    target = {"min": 5, "max": 12, "par": ["annee", "mrc"], "annees": [2025], "citation": "de 5 à 12"}
    budget = {"rh": 10, "autres": 5.5, "total": 15.5}
    whole = plan_of(action("1.1", indicator("i", target), budget=budget, echeances=["2025-06-30", "2026"]))
    (one,) = actions(data_of(follow(whole)))
    assert (one["budget"], one["echeances"], one["roles"], one["statut"]) == (
        budget, ["2025-06-30", 2026], [], "non-rapporte",
    )  # fmt: skip
    (told,) = one["indicateurs"][0]["cibles"]
    assert {key: told[key] for key in target} == target


def test_no_data_is_null_never_zero() -> None:
    (one,) = actions(data_of(follow(plan_of(action("1.1", indicator("i", {"min": 5}))))))
    target = one["indicateurs"][0]["cibles"][0]
    assert [one["avancement"], one["rythme"], target["valeur"], target["atteinte"], target["rythme"]] == [None] * 5
    assert one["couverture"] == {"avec_donnees": 0, "total": 1}


def test_an_action_without_budget_says_null() -> None:
    (one,) = actions(data_of(follow(plan_of(action("1.1")))))
    assert one["budget"] is None


def test_progress_is_told_with_its_day() -> None:
    whole = plan_of(action("1.1", indicator("i", {"min": 10, "par": "annee"})))
    data = data_of(follow(whole, record(FIRST, measures={"i": 8}), on=HALFWAY))
    (one,) = actions(data)
    (target,) = one["indicateurs"][0]["cibles"]
    assert (data["date"], data["temps_ecoule"], data["avancement"]) == (HALFWAY, 0.5, 0.4)
    assert (target["valeur"], target["atteinte"], target["a_ce_jour"]) == (8, 0.4, 0.8)
    assert target["rythme"] == "a-surveiller"
    assert [row["annee"] for row in target["par_annee"]] == [2025, 2026]


def test_shares_have_six_decimals() -> None:
    assert (share(1 / 3), share(None), share(1.0)) == (0.333333, None, 1.0)


# Tables


def same(text: str, value: object) -> bool:
    """Whether a cell says a value of plan.json."""
    return text == "" if value is None else float(text) == value if isinstance(value, (int, float)) else text == value


def test_every_figure_of_the_targets_is_that_of_plan_json(plan: Release) -> None:
    told = [
        (one["id"], kind["id"], str(rank), target)
        for one in actions(data_of(plan))
        for kind in one["indicateurs"]
        for rank, target in enumerate(kind["cibles"], 1)
    ]
    table = rows(plan, "cibles.csv")
    assert [(row["action"], row["indicateur"], row["cible"]) for row in table] == [entry[:3] for entry in told]
    for row, (*_, target) in zip(table, told, strict=True):
        for key in ("min", "max", "population", "valeur", "atteinte", "a_ce_jour", "rythme"):
            assert same(row[key], target[key]), (row, key)
        for column, key in (("texte", "texte"), ("precision", "precision"), ("citation", "citation")):
            said = target.get(key)
            assert row[column].removeprefix("'") == (said["fr"] if isinstance(said, dict) else said or "")
        per = target["par"] if isinstance(target["par"], list) else [target["par"]]
        assert (row["par"], row["annees"]) == ("; ".join(per), "; ".join(str(year) for year in target["annees"]))


def test_every_figure_of_the_actions_is_that_of_plan_json(plan: Release) -> None:
    for row, one in zip(rows(plan, "actions.csv"), actions(data_of(plan)), strict=True):
        budget = one["budget"] or {}
        assert (row["action"], row["statut"]) == (one["id"], one["statut"])
        assert same(row["avancement"], one["avancement"])
        assert same(row["indicateurs_avec_donnees"], one["couverture"]["avec_donnees"])
        assert same(row["indicateurs"], one["couverture"]["total"])
        assert all(same(row[f"budget_{key}"], budget.get(key)) for key in ("rh", "heures", "autres", "total"))
        assert row["roles"] == "; ".join(one["roles"])


def test_every_figure_of_the_indicators_is_that_of_plan_json(plan: Release) -> None:
    told = [(one["id"], kind) for one in actions(data_of(plan)) for kind in one["indicateurs"]]
    for row, (number, kind) in zip(rows(plan, "indicateurs.csv"), told, strict=True):
        assert (row["action"], row["indicateur"], row["source"]) == (number, kind["id"], kind["source"])
        assert (row["agregation"], row["unite"]) == (kind["agregation"], kind.get("unite", {"fr": ""})["fr"])
        assert same(row["atteinte"], kind["atteinte"])


def test_spreadsheets_read_the_tables_as_utf_8(plan: Release) -> None:
    for text in plan_csv(plan).values():
        assert text.startswith("\ufeff")
        assert text.count("\ufeff") == 1
        assert text.endswith("\r\n")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "\u00a0=1", "\n=1", "＝1", "＋1", "－1", "＠x"],
)
def test_a_text_cannot_be_run_as_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (-5, -5),
        (0, 0),
        (0.25, 0.25),
        (dt.date(2026, 3, 1), "2026-03-01"),
        ("a=b", "a=b"),
        ("l'été", "l'été"),
    ],
)
def test_other_cells_are_left_as_they_are(value: object, shown: object) -> None:
    assert cell(value) == shown


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    text = table(("a", "b"), [('un, "deux"', "trois\nquatre")])
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [["a", "b"], ['un, "deux"', "trois\nquatre"]]
