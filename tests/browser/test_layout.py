"""Small screens, right-to-left, print: what is drawn where."""

from __future__ import annotations

from typing import Any

import pytest
from places import LANGUAGES, PAGES, PLAN, ROOT, path
from playwright.sync_api import Page
from visitor import Open

SCROLLS = "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"
WIDE = """() => {
  const limit = document.documentElement.clientWidth + 1;
  return [...document.body.querySelectorAll("*")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > limit || box.left < -1) && !one.closest(".cache, .saut, .horizon, svg");
  }).map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("language", (*LANGUAGES, "es"))
def test_nothing_overflows_at_320_pixels(reader: Open, language: str) -> None:
    """320 px wide is also a window of 1280 px zoomed to 400 %."""
    visitor = reader(320, 256)
    for name in PAGES:
        page = visitor.go(path(name, language))
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate(SCROLLS) == 0, name
        assert page.evaluate(WIDE) == [], name


def test_text_twice_as_large_fits(reader: Open) -> None:
    visitor = reader(640)
    for name in PAGES:
        page = visitor.go(path(name, "fr"))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(SCROLLS) == 0, name


BARS = """() => [...document.querySelectorAll("svg.barre")].filter((bar) => bar.querySelector(".barre-part"))
  .map((bar) => {
    const box = (name) => {
      const { left, right, width } = bar.querySelector(name)?.getBoundingClientRect() ?? {};
      return { left, right, width };
    };
    return { all: box(".barre-fond"), part: box(".barre-part"), mark: box("line.barre-temps") };
  })"""
SEGMENTS = """() => [...document.querySelectorAll(".empilee rect")].map((one) => one.getBoundingClientRect())
  .map(({ left, width }) => [left, width])"""


def bars(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(BARS)
    assert found
    return found


@pytest.mark.parametrize("name", ["home", "plans", "plan", "axis", "action"])
def test_bars_begin_where_reading_begins(reader: Open, name: str) -> None:
    visitor = reader()
    ltr = bars(visitor.go(path(name, "fr")))
    rtl = bars(visitor.go(path(name, "ar")))
    assert len(ltr) == len(rtl)
    for left, right in zip(ltr, rtl, strict=True):
        assert left["part"]["left"] == pytest.approx(left["all"]["left"], abs=1.5)
        assert right["part"]["right"] == pytest.approx(right["all"]["right"], abs=1.5)
        share = left["part"]["width"] / left["all"]["width"]
        assert right["part"]["width"] / right["all"]["width"] == pytest.approx(share, abs=0.02)
        if left["mark"]["width"] is not None:
            from_left = (left["mark"]["left"] - left["all"]["left"]) / left["all"]["width"]
            from_right = (right["all"]["right"] - right["mark"]["right"]) / right["all"]["width"]
            assert from_right == pytest.approx(from_left, abs=0.02)


def test_the_stacked_bar_says_what_its_table_says(reader: Open) -> None:
    visitor = reader()
    orders = []
    for language in ("fr", "ar"):
        page = visitor.go(path("plan", language))
        parts = page.evaluate(SEGMENTS)
        counts = [int(text) for text in page.locator(".legende td").all_inner_texts()]
        total = sum(width for _, width in parts)
        assert [round(width / total * sum(counts)) for _, width in parts] == counts
        orders.append([left for left, _ in parts])
    assert orders[0] == sorted(orders[0])
    assert orders[1] == sorted(orders[1], reverse=True)


def test_arrows_and_side_follow_the_direction(reader: Open) -> None:
    visitor = reader()
    sides = {}
    for language in ("fr", "ar"):
        page = visitor.go(path("fiche", language))
        arrow = page.evaluate("getComputedStyle(document.querySelector('.fil li'), '::after').content")
        box = page.locator(".fiche-marge").bounding_box()
        text = page.locator(".fiche-texte").bounding_box()
        assert box and text
        sides[language] = (arrow.strip('"'), box["x"] > text["x"])
    assert sides == {"fr": ("›", True), "ar": ("‹", False)}


def test_what_is_folded_is_printed(stranger: Open) -> None:
    page = stranger().go(path("fiche", "fr"))
    source = page.locator(".sources li").first
    assert not source.is_visible()
    page.emulate_media(media="print")
    assert source.is_visible()
    assert not page.locator(".menu").is_visible()
    page.goto(page.url.replace("guide/nas/", PLAN))
    assert page.locator(".calendrier").first.is_visible()


def test_the_style_sheet_stays_small() -> None:
    assert (ROOT / "theme/assets/portail.css").stat().st_size <= 24_500
