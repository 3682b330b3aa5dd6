"""JavaScript only adds: every page holds its content without it."""

from __future__ import annotations

import re

import pytest
from places import LANGUAGES, PAGES, path
from visitor import Open


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_same_words_without_javascript(reader: Open, stranger: Open, language: str) -> None:
    plain, full = stranger(java_script_enabled=False), reader(390)
    for name in PAGES:
        if name in ("journey", "counter"):
            continue  # questions and boxes come with JavaScript: test_journey.py, test_counter.py
        place = path(name, language).partition("#")[0]
        without = plain.go(place).locator("body").inner_text()
        scripted = full.go(place)
        scripted.evaluate("document.querySelector('.hors-ligne').remove()")  # it speaks of what a script does
        assert words(without) == words(scripted.locator("body").inner_text()), name
        assert len(words(without)) > 30, name


def test_search_falls_back_on_the_list_of_all_pages(stranger: Open) -> None:
    visitor = stranger(java_script_enabled=False)
    page = visitor.go("")
    page.locator("#q").fill("logement")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/recherche/?")
    page.locator(".liste a", has_text="logement").first.click()
    page.wait_for_url("**/guide/logement/")
    page.locator("#q-tete").fill("un mot à moi")
    page.locator(".tete button").click()
    page.wait_for_url("**/recherche/?")
    assert not [url for url in visitor.requests if "logement?" in url or "mot" in url.rpartition("/")[2]]


def test_what_is_folded_unfolds_without_javascript(stranger: Open) -> None:
    page = stranger(java_script_enabled=False).go(path("plan", "fr"))
    table = page.locator(".calendrier").first
    assert not table.is_visible()
    page.locator("details.objectifs summary").first.click()
    assert table.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_two_taps_away(stranger: Open, language: str) -> None:
    """From the first page of a language: a theme, then its fiche, which is on the screen at once."""
    visitor = stranger(java_script_enabled=False)
    page = visitor.go(path("home", language))
    cards = [str(card.get_attribute("href")) for card in page.locator(".besoins a").all()]
    assert len(cards) > 5
    for theme in (card for card in cards if "#" in card):
        visitor.go(path("home", language))
        page.locator(f".besoins a[href='{theme}']").click()
        page.wait_for_url("**/guide/#theme-*")
        answer = page.locator(f"#{theme.partition('#')[2]} + ul a").first
        box = answer.bounding_box()
        assert box and 0 <= box["y"] < 844, theme
    for fiche in (card for card in cards if "#" not in card):
        assert fiche.startswith("guide/") and fiche.count("/") == 2, "a theme of one fiche leads straight to it"
