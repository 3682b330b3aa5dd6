"""JavaScript only adds: every page holds its content without it."""

from __future__ import annotations

import re

import pytest
from conftest import Open
from places import LANGUAGES, PAGES, path


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_without_javascript(reader: Open, language: str) -> None:
    plain, full = reader(390, java_script_enabled=False), reader(390)
    for name in PAGES:
        place = path(name, language).partition("?")[0]
        without = plain.go(place).locator("body").inner_text()
        assert words(without) == words(full.go(place).locator("body").inner_text()), name
        assert len(words(without)) > 30, name


def test_search_falls_back_on_the_list_of_all_pages(reader: Open) -> None:
    visitor = reader(390, java_script_enabled=False)
    page = visitor.go("")
    page.locator("#q").fill("logement")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/recherche/?q=logement")
    page.locator(".liste a", has_text="logement").first.click()
    page.wait_for_url("**/guide/logement/")


def test_what_is_folded_unfolds_without_javascript(reader: Open) -> None:
    page = reader(390, java_script_enabled=False).go(path("plan", "fr"))
    table = page.locator(".calendrier").first
    assert not table.is_visible()
    page.locator("details.objectifs summary").first.click()
    assert table.is_visible()


def test_an_answer_is_three_taps_away(reader: Open) -> None:
    """From the first page of each language, a theme, then a fiche: two taps at most."""
    for language in LANGUAGES:
        visitor = reader(390, java_script_enabled=False)
        page = visitor.go(path("home", language))
        cards = page.locator(".besoins a")
        for rank in range(cards.count()):
            visitor.go(path("home", language))
            cards.nth(rank).click()
            page.wait_for_url("**/guide/**")
            if "#" in visitor.path:
                heading = page.locator(f"[id='{visitor.path.partition('#')[2]}']")
                answer = heading.locator("xpath=following-sibling::ul[1]//a").first
                box = answer.bounding_box()
                assert box and 0 <= box["y"] < 844, "the fiches of the theme are on the screen"
                answer.click()
                page.wait_for_load_state()
            assert page.locator(".fiche-texte").count() == 1
