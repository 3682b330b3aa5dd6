"""What PyYAML makes of a word by its looks stays the word; a number or a date is one only where one is meant."""

from __future__ import annotations

import pytest

from conftest import RECORD, Project
from hostile.safety import accepted, refused
from portail.sources import SourceFile, read_yaml

PLAN, FICHE = "plans/plan-test/plan.yml", "guide/commun/logement.md"
LOOKS = [
    "9:00", "12:30:45", "190:20:30", "0123", "0o17", "0x1F", "0b101", "1_000", "1e3", "1.", ".5", "+1", "-0",
    ".inf", "-.inf", ".nan", "NaN", "no", "No", "NO", "yes", "on", "off", "y", "n", "oui", "Non", "true", "False",
    "null", "NULL", "2026-02-30", "2026-13-01", "2001-12-14t21:59:43.10-05:00", "2026-03-21", "=", "3 000", "12,5",
    "1,000", "9" * 5_000,
]  # fmt: skip
NOT_NUMBERS = [
    "9:00", "0123", "0o17", "0x1F", "1_000", "1e3", "1.", ".5", "+1", "--1", ".inf", ".nan", "NaN", "3 000", "3 000",
    "12,5", "1,000", "12 %", "$12", "douze", "true", "١٢", "１２", "²", "Ⅻ", "1" * 16, "9" * 5_000, "0.1234567", "-5",
]  # fmt: skip
NOT_DATES = [
    "2026-3-21", "2026/03/21", "21-03-2026", "20260321", "2026-03", "2026-03-21T10:00", "21 mars 2026", "hier",
    "٢٠٢٦-٠٣-٢١", "2026‑03‑21", "2026-03-21 ?", "-2026-03-21",
]  # fmt: skip
NOT_DAYS = ["2026-02-30", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01"]
NOT_ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", '"java\\tscript:alert(1)"', '"java\\nscript:alert(1)"',
    '" javascript:alert(1)"', "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd",
    "//evil.invalid/", "/etc/passwd", "../../secret", "www.quebec.ca", "quebec.ca", "https://", "https:///x",
    "https://a b", "https://[x", "https://x<script>", "https://u:p@evil.invalid/", "ftp://x", "mailto:x",
    '"mailto:a@b?subject=<x>"', "tel:", "tel:911;ext=1", "blob:https://x/1", "&#106;avascript:alert(1)",
]  # fmt: skip
NOT_IDENTIFIERS = [
    '""', "a b", "é", "../a", "a/b", ".", "..", "-a", "a-", "a--b", "con", "NUL", "lpt1", "a_b", "<b>", "'%2e%2e'",
    '"a\\nb"', "'*'", "a" * 81, "💥", "١", '"{{7*7}}"',
]  # fmt: skip


@pytest.mark.parametrize("word", LOOKS)
def test_a_word_stays_what_it_is(word: str) -> None:
    document, problems = read_yaml(SourceFile("essai.yml", f"a: {word}\nliste: [{word}]\n"))
    shown = word.split(",") if "," in word else [word]
    assert (document.value, problems) == ({"a": word, "liste": shown}, [])


@pytest.mark.parametrize("word", NOT_NUMBERS)
def test_not_a_number(word: str, project: Project) -> None:
    refused(project.edit(PLAN, "min: 100", f"min: {word}"), "nombre")


@pytest.mark.parametrize("word", NOT_DATES)
def test_not_a_date(word: str, project: Project) -> None:
    refused(project.edit(FICHE, "verifie_le: 2026-01-15", f"verifie_le: {word}"), "date")


@pytest.mark.parametrize("word", NOT_DAYS)
def test_a_day_that_does_not_exist(word: str, project: Project) -> None:
    refused(project.edit(FICHE, "verifie_le: 2026-01-15", f"verifie_le: {word}"), "date-impossible")


@pytest.mark.parametrize("word", NOT_ADDRESSES)
def test_not_an_address(word: str, project: Project) -> None:
    refused(project.edit(FICHE, '"https://www.quebec.ca/bail"', word if word[0] == '"' else f"'{word}'"), "adresse")


@pytest.mark.parametrize("word", NOT_IDENTIFIERS)
def test_not_an_identifier(word: str, project: Project) -> None:
    code = "type" if word == '""' else "identifiant"
    refused(project.edit(PLAN, "- id: participants", f"- id: {word}"), code)


def test_a_plan_of_eight_thousand_years(project: Project) -> None:
    refused(project.edit(PLAN, "fin: 2026-12-31", "fin: 2199-12-31"), "periode")


def test_the_last_day_that_can_be_written(project: Project) -> None:
    accepted(project.edit(FICHE, "verifie_le: 2026-01-15", "verifie_le: 2200-12-31"))


def test_words_that_look_like_others_are_printed_as_written(project: Project) -> None:
    project.edit(FICHE, "titre: Trouver un logement", "titre: 9:00")
    project.edit(PLAN, "titre: Tenir une fête", "titre: no")
    project.edit(RECORD, "{titre: Fête du printemps}", "{titre: 0123, lieu: ~}")
    accepted(project)
    assert "<h1>9:00</h1>" in project.page("guide/logement")
    assert "1.1. no" in project.page("plan/plan-test/1.1")
