"""The words of the interface: the same keys and the same places for values in every language."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from conftest import ROOT, Project
from portail.render import helpers
from portail.sources import Tree
from portail.strings import DATE, FOLDER, MONTHS, Strings, load_strings

LANGUAGES = sorted(path.stem for path in Path(ROOT, FOLDER).glob("*.yml"))
ALL, PROBLEMS = load_strings(Tree(ROOT), tuple(LANGUAGES))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_files_are_right() -> None:
    assert PROBLEMS == []
    assert set(LANGUAGES) >= {"fr", "en", "es", "ar"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    assert ALL[language].words.keys() - {MONTHS, DATE} == ALL["fr"].words.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_the_places_of_the_french_one(language: str) -> None:
    french = ALL["fr"].words
    # A singular may say « one » in words.
    wrong = [
        key for key, text in ALL[language].words.items() if key not in (MONTHS, DATE)
        if places(text) != places(french[key]) and not (key.endswith(".un") and places(text) <= {"n"})
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_singular_has_a_plural(language: str) -> None:
    words = ALL[language].words
    assert [key for key in words if key.endswith(".un") and f"{key[:-3]}.autres" not in words] == []


def test_a_language_whose_months_are_in_no_library_gives_them() -> None:
    say = helpers(ALL["ht"])["date"]
    assert callable(say)
    assert (say("2026-11-21"), say("2026-02-01")) == ("21 novanm 2026", "1 fevriye 2026")


@pytest.mark.parametrize("months", ["janvye, fevriye", "a, b, c, d, e, f, g, h, i, j, k, l, m"])
def test_there_are_twelve_months(months: str, project: Project) -> None:
    project.write({f"{FOLDER}/ht.yml": f"langue.nom: Kreyòl\n{MONTHS}: {months}\n"})
    _, (problem,) = load_strings(Tree(project.root), ("ht",))
    assert "douze noms" in problem.message


def test_right_to_left_is_said_of_arabic_alone() -> None:
    assert {code for code in LANGUAGES if ALL[code].direction == "rtl"} == {"ar"}


def test_every_word_that_a_template_asks_for_exists() -> None:
    templates = [path.read_text(encoding="utf-8") for path in Path(ROOT, "theme").rglob("*.html")]
    asked = {key for text in templates for key in re.findall(r"\bt(?:_fr)?\([\"']([^\"']+)[\"'][,)]", text)}
    assert len(asked) > 30
    assert asked - ALL["fr"].words.keys() == set()


def test_a_missing_word_is_french() -> None:
    strings = Strings("en", {"oui": "yes"}, {"oui": "oui", "non": "non"})
    assert (strings["oui"], strings["non"], "non" in strings, "peut-être" in strings) == ("yes", "non", True, False)
    assert strings.direction == "ltr"


def test_a_language_without_words_is_an_error(project: Project) -> None:
    (project.root / FOLDER / "en.yml").unlink()
    assert [problem.code for problem in load_strings(Tree(project.root), ("en",))[1]] == ["fichier-introuvable"]


def test_a_word_is_a_text(project: Project) -> None:
    project.write({f"{FOLDER}/en.yml": "oui: [yes]\nnon: no\n"})
    strings, problems = load_strings(Tree(project.root), ("en",))
    assert ([p.code for p in problems], strings["en"].words) == (["type"], {"non": "no"})
