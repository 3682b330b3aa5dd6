"""Words explained: which ones a fiche needs, in which language, and their page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from lxml import html

from conftest import Project
from portail.assemble import prepare
from portail.pages.glossary import Explained

FRENCH = """\
    termes:
      - {terme: TAL, developpe: Tribunal du logement, sens: Un tribunal., aussi: [T-L]}
      - {terme: bail, sens: Un contrat., aussi: [baux]}
      - {terme: NAS, sens: Un numéro.}
    """
ENGLISH = """\
    termes:
      - {terme: TAL, sens: A tribunal., aussi: [rental board]}
    """


@pytest.fixture
def glossary(project: Project) -> Project:
    return project.write({"guide/commun/glossaire/fr.yml": FRENCH, "guide/commun/glossaire/en.yml": ENGLISH})


def explained(project: Project, language: str) -> Explained:
    found, problems = prepare(project.root, "ville", dt.date(2026, 6, 30))
    assert found, problems
    return Explained(found.sources, language)


def terms(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["terme"], row["langue"]) for row in rows]


def test_a_text_says_which_words_it_needs(glossary: Project) -> None:
    french = explained(glossary, "fr")
    assert terms(french.of("Les BAUX vont au TAL. Le bail aussi.")) == [("bail", "fr"), ("TAL", "fr")]
    assert french.of("tal vez, le total, un bailleur, mini-bail, TALA") == []


def test_a_reader_is_told_in_their_language_or_in_french(glossary: Project) -> None:
    english = explained(glossary, "en").of("Ask the Rental Board about the bail, then the T-L.")
    assert terms(english) == [("TAL", "en"), ("bail", "fr")]
    assert (english[0]["developpe"], english[0]["sens"]) == ("Tribunal du logement", "A tribunal.")


def test_a_city_explains_a_word_in_its_own_way(glossary: Project) -> None:
    glossary.write({"guide/ville/glossaire/fr.yml": "termes:\n  - {terme: NAS, sens: Autre chose.}\n"})
    glossary.edit("content/ville/portail.yml", "guide: [commun]", "guide: [commun, ville]")
    assert [row["sens"] for row in explained(glossary, "fr").of("NAS")] == ["Autre chose."]


def test_the_pages_show_them(glossary: Project) -> None:
    assert glossary.build().code == 0
    fiche: Any = html.fromstring(glossary.page("guide/logement"))
    (row,) = fiche.xpath("//details[.//a[contains(@href, 'glossaire')]]//dt")
    assert row.text_content().strip() == "bail"
    page: Any = html.fromstring(glossary.page("en/glossaire"))
    assert [one.text_content().strip() for one in page.xpath("//dt")] == [
        "bail", "NAS", "TAL"
    ]  # fmt: skip
    assert page.xpath("//dd/span[@lang='fr' and @dir='ltr']/text()") == [
        "Un contrat.",
        "Un numéro.",
        "Tribunal du logement",
    ]
    assert page.xpath("//footer//a[@aria-current='page']/@href")
    glossary.edit("guide/commun/glossaire/en.yml", "A tribunal.", "A court.")
    assert glossary.build().code == 0
    assert "A court." in glossary.page("en/glossaire")
    assert "A tribunal." not in glossary.page("en/glossaire")


def test_without_a_glossary_there_is_no_page(published: Project) -> None:
    assert not [path for path in published.served() if "glossaire" in path]
