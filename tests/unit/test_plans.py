"""The real plans and fiches, held against the documents they were entered from (docs/relectures)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from portail.assemble import read
from portail.exports.plan_json import totals
from portail.load import Sources, portal_names
from portail.load.guide import FicheSources, load_layer
from portail.load.plan import load_plan
from portail.model import Plan
from portail.pages import portal_progress
from portail.problems import has_errors
from portail.sources import Tree

REAL = ("saguenay", "quebec", "beauce")
PLANS = {
    "saguenay-2019-2022": {"axes": 3, "objectifs": 8, "strategies": 22, "actions": 73},
    "saguenay-pac-2024-2027": {"axes": 3, "strategies": 0, "actions": 13, "indicateurs": 46, "cibles": 53},
    "quebec-2024-2026": {"axes": 4, "objectifs": 11, "strategies": 0, "actions": 52},
    "beauce-2022-2025": {"axes": 4, "objectifs": 9, "strategies": 0, "actions": 27},
}


@cache
def plan(name: str) -> Plan:
    sources, problems = load_plan(Tree(ROOT), name)
    assert sources, problems
    return sources.plan.value


@cache
def portal(name: str) -> Sources:
    sources, _, problems = read(ROOT, name)
    assert sources
    assert not has_errors(problems), problems
    return sources


# Plans


@pytest.mark.parametrize("name", PLANS)
def test_every_level_has_as_many_elements_as_the_document(name: str) -> None:
    found = totals(plan(name))
    assert {key: found[key] for key in PLANS[name]} == PLANS[name]


def test_the_four_real_plans_are_shown() -> None:
    shown = {name for town in REAL for name in portal(town).plans}
    assert shown == PLANS.keys()
    assert {name for name in PLANS if plan(name).fictional} == set()


def test_saguenay_has_six_general_objectives() -> None:
    assert len(plan("saguenay-2019-2022").goals) == 6


def test_quebec_gives_54_roles_and_its_years() -> None:
    actions = list(plan("quebec-2024-2026").actions())
    assert sum(len(action.roles) for action in actions) == 54
    assert Counter(year for action in actions for year in action.years) == {2024: 36, 2025: 52, 2026: 48}


def test_beauce_counts_its_money_and_its_hours() -> None:
    whole = plan("beauce-2022-2025")
    rows = [action.budget for action in whole.actions() if action.budget and action.budget.total is not None]
    assert (len(rows), sum(row.total or 0 for row in rows)) == (15, 232_955)
    assert sum((row.staff or 0) + (row.other or 0) for row in rows) == 232_955
    assert sum(action.budget.hours or 0 for action in whole.actions() if action.budget) == 3_159
    assert sorted(expense.amount for expense in whole.expenses) == [13_000, 14_000]


@pytest.mark.parametrize("name", PLANS)
def test_each_plan_names_its_document(name: str) -> None:
    assert plan(name).source.title
    assert plan(name).source.organisation


@pytest.mark.parametrize("town", REAL)
def test_no_real_portal_shows_an_invented_figure(town: str) -> None:
    sources = portal(town)
    assert sources.visits == ()
    assert [len(one.records) for one in sources.plans.values()] == [0] * len(sources.plans)
    for progress in portal_progress(sources, dt.date(2026, 11, 21)):
        kinds = [kind for action in progress.actions for kind in action.indicators]
        assert [k.indicator.id for k in kinds if k.indicator.source == "suivi" and k.attained is not None] == []


def test_the_invented_town_says_so() -> None:
    sources = portal("exemple")
    assert sources.portal.value.state == "fictif"
    assert all(one.plan.value.fictional for one in sources.plans.values())


# Fiches


def fiches() -> dict[str, FicheSources]:
    """Every fiche of every layer, by layer and name."""
    tree = Tree(ROOT)
    layers = [layer for layer in tree.folders("guide") if layer != "parcours"]
    return {f"{layer}/{slug}": fiche for layer in layers for slug, fiche in load_layer(tree, layer)[0].items()}


FICHES = fiches()


@pytest.mark.parametrize("name", FICHES)
def test_each_fiche_is_in_english(name: str) -> None:
    assert "en" in FICHES[name].translations


def test_the_four_first_needs_are_in_spanish_and_arabic() -> None:
    shared = {name for name, fiche in FICHES.items() if {"es", "ar"} <= fiche.translations.keys()}
    assert {f"commun/{slug}" for slug in ("assurance-maladie", "logement", "nas", "urgences-et-aide")} <= shared


@pytest.mark.parametrize("name", [name for name in FICHES if not name.startswith("exemple/")])
def test_each_fact_of_a_real_fiche_has_a_page_to_check_it(name: str) -> None:
    fiche = FICHES[name].french.value
    assert [source.title for source in fiche.sources if not re.match("https?://", source.url or "")] == []
    assert [source.title for source in fiche.sources if source.read_on is None] == []


@pytest.mark.parametrize("town", portal_names(Tree(ROOT)))
def test_each_portal_is_right_and_speaks_its_languages(town: str) -> None:
    languages = portal(town).portal.value.languages
    assert set(languages) >= {"fr", "en"}
    assert [code for code in languages if not Path(ROOT, "theme", "strings", f"{code}.yml").is_file()] == []
