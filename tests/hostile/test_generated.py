"""Hypothesis: whatever the bytes, the readers answer with a value or a problem, never an exception.

The examples are the same at each run (``derandomize``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import MINIMAL, RECORD
from portail.load.guide import load_layer
from portail.load.plan import load_plan
from portail.load.visits import load_visits
from portail.problems import CATALOGUE, Problem, report
from portail.prose import Neighbours, check_prose
from portail.sources import Document, SourceFile, Tree, read_front_matter, read_yaml
from portail.validate import validate_plan

PLAN, FICHE = "plans/plan-test/plan.yml", "guide/commun/logement.md"
many = settings(
    max_examples=300, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
SIGNS = st.sampled_from([*"[]{}:-?!&*|>%@`'\"#,\\ \n\t~<=é\u202e\0x1\ufeff", "---", "<<"])
MARKS = st.sampled_from([*"[]()<>!`#\\\n -*_:|~a", "http://", "](", "![", "```", "&#"])
NOISE = st.lists(SIGNS, max_size=40).map("".join)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=20), NOISE)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)


def sound(problems: list[Problem]) -> None:
    """Every problem has its place, its code and its words, and can be printed in each form."""
    for problem in problems:
        assert problem.code in CATALOGUE
        assert problem.message
        assert min(problem.position.line, problem.position.column) >= 1
    for style in ("text", "github", "json"):
        report(problems, style).encode()


@pytest.fixture(scope="module")
def root() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in MINIMAL.items():
            place = Path(folder) / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(dedent(text), encoding="utf-8")
        yield Path(folder)


def loaded(root: Path, name: str, data: bytes, load: Callable[[Tree], Any]) -> Any:
    """What loading says with these bytes in a file, which is then put back."""
    place = root / name
    before = place.read_bytes() if place.exists() else b""
    try:
        place.write_bytes(data)
        return load(Tree(root))
    finally:
        place.write_bytes(before)


@many
@given(st.text() | NOISE)
@example("%YAML 1.1\n--- !!map {? a : b")
@example("a: &\0")
def test_any_text_is_read_as_yaml(text: str) -> None:
    source = SourceFile("essai.yml", text)
    document, problems = read_yaml(source)
    sound(problems)
    only_plain_values(document.value)


@many
@given(st.text() | NOISE.map(lambda text: f"---\n{text}\n---\n{text}"))
def test_any_text_is_read_as_front_matter(text: str) -> None:
    document, problems = read_front_matter(SourceFile("essai.md", text))
    sound(problems)
    only_plain_values(document.value)


def only_plain_values(value: Any) -> None:
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value)
        for inner in value.values():
            only_plain_values(inner)
    elif isinstance(value, list):
        for inner in value:
            only_plain_values(inner)
    else:
        assert value is None or isinstance(value, str)


@many
@given(st.binary(max_size=300) | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_a_file(root: Path, data: bytes) -> None:
    for name in (PLAN, RECORD):
        found, problems = loaded(root, name, data, lambda tree: load_plan(tree, "plan-test"))
        sound(problems)
        assert problems or found
    sound(loaded(root, FICHE, data, lambda tree: load_layer(tree, "commun"))[1])


@many
@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda t: f"jour,page,langue,visites,vues\n{t}\n".encode()))
def test_any_bytes_are_visits(root: Path, data: bytes) -> None:
    (root / "content/ville/visites").mkdir(exist_ok=True)
    sound(loaded(root, "content/ville/visites/2026-03.csv", data, lambda tree: load_visits(tree, "ville"))[1])


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A valid file with a few pieces taken out, doubled, or replaced by noise."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        piece = draw(st.sampled_from(["", text[start:end] * 2]) | NOISE)
        text = text[:start] + piece + text[end:]
    return text


@many
@given(mutated(dedent(MINIMAL[PLAN])))
def test_a_plan_with_mistakes(root: Path, text: str) -> None:
    found, problems = loaded(root, PLAN, text.encode(), lambda tree: load_plan(tree, "plan-test"))
    sound(problems)
    if found:
        sound(validate_plan(found))
    else:
        assert problems


@many
@given(mutated(dedent(MINIMAL[FICHE])))
def test_a_fiche_with_mistakes(root: Path, text: str) -> None:
    fiches, problems = loaded(root, FICHE, text.encode(), lambda tree: load_layer(tree, "commun"))
    sound(problems)
    assert fiches or problems


@st.composite
def replanned(draw: st.DrawFn) -> Any:
    """A valid plan in which one value has been replaced by any value."""
    plan = yaml.load(dedent(MINIMAL[PLAN]), Loader=yaml.BaseLoader)
    node, last = plan, None
    while isinstance(node, dict | list) and node:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = draw(st.sampled_from(keys))
        last = (node, key)
        if draw(st.integers(0, 3)) == 0:
            break
        node = node[key]
    assert last
    last[0][last[1]] = draw(VALUES)
    return plan


@many
@given(replanned())
def test_a_plan_with_a_value_of_any_kind(root: Path, plan: Any) -> None:
    text = yaml.safe_dump(plan, allow_unicode=True)
    found, problems = loaded(root, PLAN, text.encode("utf-8", "replace"), lambda tree: load_plan(tree, "plan-test"))
    sound(problems)
    if found:
        sound(validate_plan(found))


@many
@given(st.text() | st.lists(MARKS).map("".join))
def test_any_prose_is_checked(text: str) -> None:
    document = Document(SourceFile("essai.md", text), body=text)
    sound(list(check_prose(document, Neighbours({"logement.md"}, {"images/plan.png"}))))
