"""The first view of a fiche over a weak connection: few bytes, nothing that moves, a text before any script."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page
from visitor import Open

FICHES = ("guide/logement/", "guide/urgences/")
BUDGET = {"": 100_000, "en/": 100_000, "es/": 100_000, "ht/": 100_000, "ar/": 180_000}
"""Bytes of a first view, by language: answers with their headers, texts compressed, fonts included."""
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
"""A 400 kbit/s line of the country: fonts come seconds after the text."""
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => window.shifts.push(
    [one.value, one.sources.map((source) => source.node?.parentElement?.outerHTML.slice(0, 80))]
  ))).observe({ type: "layout-shift", buffered: true });
}"""
MOVED = 0.02


def line(page: Page, **settings: object) -> CDPSession:
    """The wire of a page, told how fast it is; nothing comes from the browser's own memory."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    if settings:
        wire.send("Network.emulateNetworkConditions", dict(settings))
    return wire


@pytest.mark.parametrize("fiche", FICHES)
@pytest.mark.parametrize("language", BUDGET)
def test_a_first_view_is_light(stranger: Open, language: str, fiche: str) -> None:
    visitor = stranger()
    sizes: list[float] = []
    line(visitor.page).on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page = visitor.go(language + fiche)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 4  # page, style, icon, a font
    assert 40_000 < sum(sizes) <= BUDGET[language], sizes
    # One word of the language bar must not bring a font of 49 KB.
    assert any("noto-arabe" in url for url in visitor.requests) == (language == "ar/")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["", "ar/", "ht/"])
def test_nothing_moves_when_the_fonts_come_late(stranger: Open, language: str, width: int) -> None:
    visitor = stranger()
    visitor.page.set_viewport_size({"width": width, "height": 844})
    visitor.page.add_init_script(f"({SHIFTS})()")
    line(visitor.page, **SLOW)
    page = visitor.go(f"{language}guide/logement/")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) <= MOVED, shifts


def test_the_text_is_readable_before_any_script_and_any_font(stranger: Open) -> None:
    """Fonts and scripts never come: the text is drawn all the same."""
    visitor = stranger()
    visitor.page.route("**/*.woff2", lambda _: None)
    visitor.page.route("**/*.js", lambda _: None)
    visitor.page.goto(f"{visitor.origin}/guide/logement/", wait_until="commit")
    title = visitor.page.locator("h1")
    title.wait_for(timeout=5_000)
    visitor.page.wait_for_function(
        "() => performance.getEntriesByName('first-contentful-paint').length > 0", polling=50, timeout=5_000
    )
    assert visitor.page.evaluate("[...document.fonts].every((font) => font.status !== 'loaded')")
    visitor.page.unroute_all(behavior="ignoreErrors")
