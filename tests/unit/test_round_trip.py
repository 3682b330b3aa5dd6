"""A plan's open data, imported back, is the same plan with the same follow-up and the same figures."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DAY, ROOT, Project
from portail.exports import Release, plan_json, plan_release
from portail.exports.plan_json import plan_data
from portail.imports.plan_json import plan_sources
from portail.imports.yaml_text import figure, yaml_text
from portail.load.plan import load_plan
from portail.model import Plan
from portail.problems import has_errors
from portail.progress import plan_progress
from portail.sources import SourceFile, Tree, read_yaml
from unit.small import action, axis, follow, indicator, objective, plan_of
from unit.small import plan as small_plan
from unit.test_exports import PLANS, release_of


def again(place: Path, text: str, name: str) -> Any:
    """The sources of a plan made again from its open data."""
    files, problems = plan_sources(text, "plan.json", name)
    assert problems == []
    for path, content in files.items():
        whole = place / "plans" / name / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        whole.write_text(content, encoding="utf-8")
    sources, problems = load_plan(Tree(place), name)
    assert sources, problems
    assert not has_errors(problems), problems
    return sources


@pytest.mark.parametrize("name", PLANS)
def test_the_same_plan_the_same_follow_up_the_same_figures(name: str, tmp_path: Path) -> None:
    release = release_of(name)
    sources = again(tmp_path, plan_json(release), name)
    original, _ = load_plan(Tree(ROOT), name)
    assert original
    assert sources.plan.value == original.plan.value
    made = {Path(one.path).name: one.value for one in sources.records}
    assert made == {Path(one.path).name: one.value for one in original.records}
    copy = plan_release(release.progress, sources)
    progress = plan_progress(
        sources.plan.value, list(copy.in_force.values()), release.progress.on, release.contents, release.visits
    )
    assert plan_json(Release(progress, copy.records)) == plan_json(release)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text and text != ""
)
TEXT = WORDS | st.fixed_dictionaries({"fr": WORDS, "en": WORDS})
FIGURE = st.integers(1, 10**9) | st.floats(0.001, 10**6).map(lambda value: round(value, 3))
TARGETS = st.fixed_dictionaries(
    {"min": FIGURE},
    optional={
        "par": st.sampled_from(["plan", "annee", "activite", ["annee", "mrc"]]),
        "annees": st.sampled_from([["2025"], ["2025", "2026"]]),
        "unite": TEXT, "precision": TEXT, "citation": WORDS,
    },
) | st.fixed_dictionaries({"texte": TEXT})  # fmt: skip
ACTIONS = st.fixed_dictionaries(
    {"titre": TEXT, "indicateurs": st.lists(TARGETS, max_size=3).map(lambda t: [indicator("i", *t)])},
    optional={
        "description": TEXT, "roles": st.just(["responsable"]), "responsables": st.lists(WORDS, max_size=2),
        "clientele": st.lists(TEXT, max_size=2), "statut": st.sampled_from(["en-cours", "realisee"]),
        "echeances": st.sampled_from([["2025-06-30", "2026"], ["en continu"]]),
        "budget": st.fixed_dictionaries({"total": FIGURE, "note": TEXT}),
    },
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTIONS, min_size=1, max_size=3), st.booleans(), st.booleans())
def test_any_plan_comes_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[dict[str, Any]], grouped: bool, invented: bool
) -> None:
    numbered = [{**one, "id": f"1.{rank}"} for rank, one in enumerate(written)]
    goal = objective("1", *numbered)
    if grouped:
        goal = {"id": "1", "titre": "1", "strategies": [{"id": "1.1", "titre": "s", "actions": numbered}]}
    whole: Plan = small_plan(axis("1", goal), fictif=invented)
    sources = again(tmp_path_factory.mktemp("plan"), plan_json(Release(follow(whole))), "plan")
    assert sources.plan.value == whole


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(WORDS, st.recursive(WORDS, lambda inner: st.lists(inner, min_size=1, max_size=3)), max_size=4))
def test_the_yaml_is_read_back_as_it_was(data: dict[str, Any]) -> None:
    document, problems = read_yaml(SourceFile("x.yml", yaml_text(data)))
    assert problems == []
    assert document.value == (data or {})


@pytest.mark.parametrize(("value", "text"), [(12, "12"), (12.0, "12"), (1e-6, "0.000001"), (0.1, "0.1"), (100, "100")])
def test_numbers_are_written_in_digits(value: float, text: str) -> None:
    assert figure(value) == text


def test_a_declared_year_stays(tmp_path: Path) -> None:
    years = [{"no": 1, "titre": "An 1", "debut": "2025-01-01", "fin": "2026-12-31"}]
    whole = plan_of(action("1.1"), annees=years)
    assert again(tmp_path, plan_json(Release(follow(whole))), "plan").plan.value == whole


# The command


def test_a_plan_is_copied_from_its_published_data(published: Project) -> None:
    data = published.root / "site/ville/donnees/plan-test/plan.json"
    answer = published.run("new", "plan", "copie", "--depuis", str(data))
    assert answer.code == 0, answer.report
    copy, first = (
        json.loads(published.run("plan", name, "--date", DAY, "--format", "json").report)
        for name in ("copie", "plan-test")
    )
    assert {**copy, "id": "plan-test"} == first


def test_an_existing_plan_is_left_as_it_is(published: Project) -> None:
    before = {path: path.read_bytes() for path in (published.root / "plans").rglob("*.yml")}
    data = published.root / "site/ville/donnees/plan-test/plan.json"
    answer = published.run("new", "plan", "plan-test", "--depuis", str(data))
    assert (answer.code, "existe déjà" in answer.report) == (1, True)
    assert {path: path.read_bytes() for path in (published.root / "plans").rglob("*.yml")} == before


@pytest.mark.parametrize(
    "change",
    [
        {"suivi": [{"fichier": "../../mal", "date": "2026-01-01", "action": "1.1", "note": "x"}]},
        {"suivi": [{"fichier": "2026-01-01-a", "date": "2026-01-01", "action": "9.9", "note": "x"}]},
        {"suivi": "x"},
        {"axes": []},
        {"axes": 3},
        {"periode": {"debut": "2026-01-01", "fin": "9999-01-01"}},
        {"periode": {}},
        {"titre": "\u202ex"},
    ],
)
def test_what_is_not_a_right_plan_writes_nothing(project: Project, change: dict[str, Any]) -> None:
    sources, _ = load_plan(Tree(project.root), "plan-test")
    assert sources
    day = dt.date.fromisoformat(DAY)
    data = plan_data(plan_release(plan_progress(sources.plan.value, [], day), sources))
    project.write({"plan.json": json.dumps({**data, **change}).encode()})
    before = sorted(project.root.rglob("*"))
    answer = project.run("new", "plan", "copie", "--depuis", "plan.json")
    assert (answer.code, "erreur[" in answer.report) == (1, True), answer.report
    assert sorted(project.root.rglob("*")) == before
