"""Fiches: when they must be verified again, and whether a translation is of today's French text."""

from __future__ import annotations

import datetime as dt

import pytest

from conftest import Project
from portail.load.guide import FicheSources, load_guide
from portail.model import Fiche, text_hash
from portail.sources import Tree
from portail.translations import fiche_freshness

FRENCH = "guide/commun/logement.md"
ENGLISH = "guide/commun/logement.en.md"


@pytest.mark.parametrize(
    ("verified", "delay", "again"),
    [
        ("2026-01-15", "6 mois", "2026-07-15"),
        ("2025-08-31", "6 mois", "2026-02-28"),
        ("2023-08-31", "6 mois", "2024-02-29"),
        ("2025-12-31", "1 mois", "2026-01-31"),
        ("2025-11-30", "1 mois", "2025-12-30"),
        ("2025-06-30", "6 mois", "2025-12-30"),
        ("2024-02-29", "1 an", "2025-02-28"),
        ("2024-02-29", "2 ans", "2026-02-28"),
    ],
)
def test_a_fiche_is_verified_again_so_many_months_later(verified: str, delay: str, again: str) -> None:
    fiche = Fiche.model_validate({
        "titre": "T", "resume": "R", "theme": "logement", "sources": [{"titre": "S"}], "verifie_le": verified,
        "verifie_par": "V", "a_reverifier": delay, "publie_le": "2020-01-01",
    })  # fmt: skip
    assert fiche.review_by == dt.date.fromisoformat(again)


def test_six_months_later_when_it_does_not_say(project: Project) -> None:
    assert fiche_of(project).french.value.review_by == dt.date(2026, 7, 15)


@pytest.mark.parametrize(("key", "most"), [("titre", 100), ("resume", 200)])
def test_titles_and_summaries_are_short(project: Project, key: str, most: int) -> None:
    said = {"titre": "Trouver un logement", "resume": "Comment louer un premier logement."}
    project.edit(FRENCH, f"{key}: {said[key]}", f"{key}: {'x' * most}")
    assert project.check().code == 0
    project.edit(FRENCH, f"{key}: {'x' * most}", f"{key}: {'x' * (most + 1)}")
    assert "caractères" in project.check().report


def fiche_of(project: Project) -> FicheSources:
    return load_guide(Tree(project.root), ("commun",))[0]["logement"]


def freshness(project: Project, language: str = "en", on: str = "2026-06-30") -> str:
    return fiche_freshness(fiche_of(project), language, dt.date.fromisoformat(on))


@pytest.fixture
def translated(project: Project) -> Project:
    """The fiche and an English text that is of today's French."""
    return project.edit("guide/commun/logement.en.md", "000000000000", fiche_of(project).hash)


def test_a_translation_of_todays_french_is_up_to_date(translated: Project) -> None:
    assert freshness(translated, "en") == "a-jour"


def test_no_translation_is_absent(translated: Project) -> None:
    assert freshness(translated, "ar") == "absente"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Lisez le bail avant de signer.", "Lisez le bail."),
        ("titre: Trouver un logement", "titre: Se loger"),
        ("resume: Comment louer un premier logement.", "resume: Louer."),
    ],
)
def test_new_words_age_a_translation(translated: Project, old: str, new: str) -> None:
    translated.edit(FRENCH, old, new)
    assert freshness(translated, "en") == "a-reviser"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Lisez le bail avant de signer.", "Lisez le bail\navant  de signer."),
        ("verifie_le: 2026-01-15", "verifie_le: 2026-06-15"),
        ("etapes: [premier-mois]", "etapes: [jour-1]"),
    ],
)
def test_spacing_and_dates_do_not(translated: Project, old: str, new: str) -> None:
    translated.edit(FRENCH, old, new)
    assert freshness(translated, "en") == "a-jour"


REAL, TYPO = (
    ("Lisez le bail avant de signer.", "Lisez tout le bail."),
    ("Une copie vous revient.", "Une copie est à vous."),
)


@pytest.mark.parametrize(("on", "state"), [("2026-07-22", "a-reviser"), ("2026-07-23", "perimee")])
def test_a_translation_left_behind_for_the_review_delay_is_out_of_date(
    translated: Project, on: str, state: str
) -> None:
    translated.edit(FRENCH, *REAL)  # translated on 2026-01-22; six months when the fiche does not say
    assert freshness(translated, on=on) == state


def test_a_translation_of_todays_french_never_is(translated: Project) -> None:
    assert freshness(translated, on="2036-01-01") == "a-jour"


def touched_up(project: Project, old: str, new: str) -> Project:
    """A minor edit, declared as staff would: the check says both hashes."""
    before = fiche_of(project).hash
    project.edit(FRENCH, old, new)
    line = f"  - {{avant: {before}, apres: {fiche_of(project).hash}, note: Plus court}}\n"
    text = (project.root / FRENCH).read_text(encoding="utf-8")
    kept = text if "retouches:\n" in text else text.replace("publie_le:", "retouches:\npublie_le:")
    project.write({FRENCH: kept.replace("retouches:\n", f"retouches:\n{line}")})
    assert project.check().code == 0, project.check().report
    return project


def test_a_minor_edit_does_not_age_a_translation(translated: Project) -> None:
    assert freshness(touched_up(translated, *TYPO)) == "a-jour"


def test_nor_do_two_of_them(translated: Project) -> None:
    touched_up(translated, *TYPO)
    assert freshness(touched_up(translated, TYPO[1], "La copie est à vous.")) == "a-jour"


def test_a_change_of_substance_after_a_minor_edit_does(translated: Project) -> None:
    touched_up(translated, *TYPO).edit(FRENCH, *REAL)
    assert freshness(translated) == "a-reviser"


def test_a_minor_edit_after_a_change_of_substance_repairs_nothing(translated: Project) -> None:
    touched_up(translated.edit(FRENCH, *REAL), *TYPO)
    assert freshness(translated) == "a-reviser"


def test_the_check_tells_both_hashes_of_a_minor_edit(translated: Project) -> None:
    before = fiche_of(translated).hash
    translated.edit(FRENCH, *TYPO).edit(
        FRENCH, "publie_le:", "retouches: [{avant: a-calculer, apres: a-calculer}]\npublie_le:"
    )
    report = translated.check().report
    assert f"écrire {before} (en)" in report
    assert f"écrire {fiche_of(translated).hash}" in report


@pytest.mark.parametrize(("on", "words"), [("2026-06-30", "has changed since"), ("2026-09-30", "Rely on the French")])
def test_the_page_says_so(translated: Project, on: str, words: str) -> None:
    translated.edit(FRENCH, *REAL)
    assert translated.run("build", "--date", on).code == 0
    assert words in translated.page("en/guide/logement")


def test_two_ways_to_write_an_accent_are_one_text() -> None:
    assert text_hash("", "", "e\u0301cole") == text_hash("", "", "\u00e9cole")
    assert len(text_hash("", "", "")) == 12
