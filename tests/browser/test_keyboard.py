"""Everything with the keyboard alone: order, visible focus, languages, search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from places import PAGES, WIDTHS, path
from playwright.sync_api import Page, expect
from visitor import Open

# What holds the focus, how it is drawn (the link of a card draws it around the card), and where it is.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const drawn = [null, "::after"].some((part) => {
    const style = getComputedStyle(one, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !style.outlineColor.endsWith(", 0)");
  });
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  return {
    name: one.className || one.id || one.tagName, text: one.textContent.trim(), lang: one.lang, drawn,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !top || !(one.contains(top) || top.contains(one)),
    width: box.width, height: box.height,
  };
}"""

# Links of closed details, and buttons that a script has not shown yet, are not there for anybody.
SHOWN = """() => [...document.querySelectorAll("a[href], button, input, summary")]
  .filter((one) => one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })).length"""


def tab(page: Page) -> dict[str, Any] | None:
    """Press Tab; what then has the focus. A busy machine moves the focus a little after the key."""
    page.evaluate("() => { window.before = document.activeElement }")
    page.keyboard.press("Tab")
    for _ in range(50):
        if page.evaluate("() => document.activeElement !== window.before"):
            break
        page.wait_for_timeout(10)
    found: dict[str, Any] | None = page.evaluate(FOCUS)
    return found


def tab_to(page: Page, selector: str, limit: int = 60) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(limit):
        tab(page)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with Tab in {limit} steps")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_order_of_the_first_page(reader: Open, width: int, language: str) -> None:
    page = reader(width).go(path("home", language))
    stops = [tab(page) for _ in range(11)]
    assert all(stops)
    found = [stop for stop in stops if stop]
    assert found[0]["name"] == "saut"
    assert [stop["lang"] for stop in found[1:6]] == ["fr", "en", "es", "ar", "ht"]
    assert found[6]["name"] == "marque"
    menu = page.locator(".menu a").all_inner_texts()
    assert [stop["text"] for stop in found[7:9]] == menu
    assert found[9]["name"] == "q"
    assert found[10]["name"] == "BUTTON"


@pytest.mark.parametrize("size", [(390, 844), (1280, 900), (320, 256)], ids=str)
@pytest.mark.parametrize("name", ["home", "guide", "fiche", "plan", "action", "search"])
def test_the_focus_is_always_seen(reader: Open, name: str, size: tuple[int, int]) -> None:
    page = reader(*size).go(path(name, "fr"))
    if name == "search":
        page.wait_for_selector("#resultats li")  # what is found comes after the page
    expected = page.locator("a[href], button, input, summary").count()
    stops = 0
    while (stop := tab(page)) and not (stops and stop["name"] == "saut"):  # the end, or round to the start
        stops += 1
        assert stop["drawn"], f"no outline on {stop}"
        assert stop["inside"] and not stop["covered"], f"out of sight: {stop}"
        assert stop["height"] >= 24 or stop["name"] in ("A",), f"too small: {stop}"
        assert stops <= expected, f"the focus goes round in circles: {stop}"
    assert stops >= page.evaluate(SHOWN), "some controls cannot be reached"


def test_the_skip_link_leads_to_the_content(reader: Open) -> None:
    page = reader(390).go(path("fiche", "fr"))
    tab(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page-contenu"
    tab(page)
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("name", "language"), [("fiche", "en"), ("fiche-fallback", "ar"), ("action", "ar"), ("404", "en")]
)
def test_the_language_changes_and_the_page_stays(reader: Open, name: str, language: str, width: int) -> None:
    visitor = reader(width)
    page = visitor.go(path(name, "fr"))
    tab_to(page, f".langues a[lang={language}]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    # No page stands at a wrong address, in any language: the first page answers.
    assert visitor.path == path("home" if name == "404" else name, language)
    expect(page.locator(".langues a[aria-current]")).to_have_attribute("lang", language)


def known_word(site: Path, language: str) -> str:
    """The first long word of the title of a fiche written in the language."""
    index = site / ("" if language == "fr" else language) / "recherche/index.json"
    rows = json.loads(index.read_text(encoding="utf-8"))["pages"]
    title = next(row["t"] for row in rows if row["p"] == "guide/logement")
    return str(max(title.split(), key=len))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("language", "name"), [("fr", "home"), ("en", "404"), ("ar", "home"), ("ar", "fiche")])
def test_search_from_any_page(reader: Open, site: Path, language: str, name: str, width: int) -> None:
    visitor = reader(width)
    page = visitor.go(path(name, language))
    visitor.failures.clear()  # the wrong address is one
    tab_to(page, "#q, #q-tete")
    page.keyboard.type(known_word(site, language))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("#resultats li").first.wait_for()
    count = page.locator("#resultats li").count()
    announced = page.get_by_role("main").get_by_role("status")
    expect(announced).not_to_be_empty()
    said = announced.inner_text()
    assert str(count) in said or count == 1, said
    tab_to(page, "#resultats a")
    with page.expect_navigation(url="**/guide/**"):
        page.keyboard.press("Enter")
    assert visitor.failures == []


def test_search_again_on_its_page(reader: Open) -> None:
    page = reader().go("recherche/")
    expect(page.get_by_role("main").get_by_role("status")).to_be_empty()
    tab_to(page, "#q")
    page.keyboard.type("logment")  # a letter is missing
    expect(page.locator("#resultats a").first).to_have_attribute("href", "../guide/logement/")
    page.keyboard.press("Control+A")
    page.keyboard.type("zzzqqqxxx")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("status")).to_have_text(
        page.locator("#resultats-compte").get_attribute("data-aucun") or "?"
    )
    expect(page.locator("#resultats li")).to_have_count(0)
    assert page.locator("main .liste a").count() >= len(PAGES) // 2  # the list of all pages is still there
