"""Each text says its language and its direction, French inside Arabic included."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from places import LANGUAGES, PAGES, path
from playwright.sync_api import Page
from visitor import Open

ASKED = "(one) => [one.closest('[lang]').lang, getComputedStyle(one).direction]"
DIRECTION = {"fr": "ltr", "en": "ltr", "es": "ltr", "ar": "rtl", "ht": "ltr"}


def spoken(page: Page, selector: str) -> tuple[str, str]:
    """The language and the computed direction of an element."""
    found = page.locator(selector).first.evaluate(ASKED)
    return found[0], found[1]


STRAYS = """(letters) => {
  const written = new RegExp(letters);
  return [...document.querySelectorAll("body *")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && written.test(node.data)))
    .map((one) => [one.closest("[lang]").lang, one.outerHTML.slice(0, 120)]);
}"""


def texts(page: Page, letters: str) -> list[tuple[str, str]]:
    """The elements whose own text has such letters, with the language that they say."""
    return [(language, html) for language, html in page.evaluate(STRAYS, letters)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_its_language(reader: Open, language: str) -> None:
    visitor = reader()
    for name in PAGES:
        page = visitor.go(path(name, language))
        assert spoken(page, "html") == (language, DIRECTION[language]), name
        names = page.evaluate(f"[...document.querySelectorAll('.langues a')].map({ASKED})")
        assert names == [list(pair) for pair in DIRECTION.items()], name
        assert [html for said, html in texts(page, "[\u0600-\u06ff]") if said != "ar"] == [], name


def test_french_inside_arabic_is_french(reader: Open) -> None:
    page = reader().go(path("fiche-fallback", "ar"))
    for selector in ("h1", ".chapeau", ".fiche-texte p", ".sommaire li a"):
        assert spoken(page, selector) == ("fr", "ltr"), selector
    for selector in (".avis", ".fiche-faits dt", ".voisines h2", ".menu a", ".pied p"):
        assert spoken(page, selector) == ("ar", "rtl"), selector
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"


def test_a_translated_page_is_in_its_language(reader: Open) -> None:
    page = reader().go(path("fiche", "ar"))
    for selector in ("h1", ".chapeau", ".fiche-texte p", ".sommaire li a"):
        assert spoken(page, selector) == ("ar", "rtl"), selector
    assert spoken(page, ".sources li") == ("fr", "ltr")


def test_french_of_the_plan_is_marked(reader: Open) -> None:
    """What the plan has not in Arabic is French, isolated, so that its punctuation stays in place."""
    page = reader().go(path("action", "ar"))
    latin = [(said, html) for said, html in texts(page, "[A-Za-zÀ-ÿ]{4,}") if said == "ar" and "<bdi" not in html]
    assert [html for _, html in latin if "Ville-Exemple" not in html] == []


@pytest.mark.parametrize("name", ["fiche", "action"])
def test_phone_numbers_and_codes_read_left_to_right(reader: Open, name: str) -> None:
    page = reader().go(path(name, "ar"))
    for number in page.locator("main a[href^='tel:']").all():
        assert number.evaluate("(one) => getComputedStyle(one).unicodeBidi") == "isolate"


def test_the_alternates_are_the_languages_really_written(reader: Open) -> None:
    page = reader().go(path("fiche-fallback", "en"))
    links = page.locator("link[rel=alternate][hreflang]")
    found = {link.get_attribute("hreflang"): urlsplit(link.get_attribute("href") or "").path for link in links.all()}
    assert found == {"fr": "/guide/citoyennete/", "en": "/en/guide/citoyennete/", "x-default": "/guide/citoyennete/"}
