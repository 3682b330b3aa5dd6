"""« Comptoir »: pages chosen for someone; link, code and sheet, in the reader's language with the French."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from places import path
from playwright.sync_api import Page, expect
from test_axe import faults
from test_keyboard import tab_to
from visitor import Reader

Stranger = Callable[..., Reader]
# Whether the module at a column and a row of the drawn code is dark; the quiet zone is four modules wide.
DARK = "([x, y]) => document.querySelector('#qr path').getAttribute('d').includes(`M${x + 4} ${y + 4}h1v1h-1z`)"


def choose(page: Page, *slugs: str) -> None:
    for slug in slugs:
        page.locator(f"[data-fiche='{slug}'] input").check()


def code(page: Page) -> list[list[bool]]:
    """The modules of the code that is drawn."""
    expect(page.locator("#code")).to_be_visible()
    size = int(page.locator("#qr").evaluate("(one) => one.viewBox.baseVal.width")) - 8
    return [[bool(page.evaluate(DARK, [x, y])) for x in range(size)] for y in range(size)]


def finder(modules: list[list[bool]], left: int, top: int) -> bool:
    """Whether the seven by seven square that readers look for stands there."""
    return all(
        modules[top + y][left + x] == (max(abs(x - 3), abs(y - 3)) != 2) for x in range(7) for y in range(7)
    )  # fmt: skip


def test_a_choice_becomes_a_link_a_code_and_a_sheet(stranger: Stranger) -> None:
    visitor = stranger()
    page = visitor.go(path("counter", "fr"))
    expect(page.locator("#resultat")).to_be_hidden()
    assert not any("qrcode" in url for url in visitor.requests), "the encoder waits for a choice"
    choose(page, "nas", "logement")
    expect(page.locator("#compte")).to_have_text("Pages choisies : 2")
    page.locator("#langue").select_option("ar")
    link = str(page.locator("#lien").evaluate("(one) => one.href"))
    assert urlsplit(link).path == "/ar/comptoir/"
    assert urlsplit(link).query == ""
    assert set(parse_qs(urlsplit(link).fragment)["fiches"][0].split()) == {"nas", "logement"}
    modules = code(page)
    size = len(modules)
    assert (size - 21) % 4 == 0
    assert finder(modules, 0, 0) and finder(modules, size - 7, 0) and finder(modules, 0, size - 7)
    assert [modules[6][x] for x in range(8, size - 8)] == [x % 2 == 0 for x in range(8, size - 8)], "the timing line"
    page.locator("#lien").click()
    expect(page.locator("h1")).to_have_text("صفحات مختارة لك")
    expect(page.locator("[data-fiche]:visible")).to_have_count(2)
    expect(page.locator("[data-fiche=nas] .aussi")).to_contain_text("Obtenir un numéro d'assurance sociale (NAS)")
    expect(page.locator("[data-fiche=nas] .aussi")).to_have_attribute("dir", "ltr")
    assert page.evaluate("localStorage.length") == 0
    assert visitor.failures == []


def test_another_choice_is_another_code(stranger: Stranger) -> None:
    page = stranger().go(path("counter", "fr"))
    choose(page, "nas")
    first = code(page)
    choose(page, "banque")
    page.wait_for_function("document.querySelector('#lien').hash.includes('banque')")
    page.wait_for_timeout(100)
    assert code(page) != first


def test_the_sheet_is_printed_without_the_tool(stranger: Stranger) -> None:
    page = stranger().go("ar/comptoir/#fiches=nas")
    expect(page.locator("#code")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("main :is(button, input, select):visible")).to_have_count(0)
    expect(page.locator("#qr")).to_be_visible()
    expect(page.locator("[data-fiche]:visible")).to_have_count(1)


def test_the_choice_can_be_changed(stranger: Stranger) -> None:
    page = stranger().go("en/comptoir/#fiches=nas")
    everything = page.locator("[data-fiche]").count()
    page.locator("#changer").click()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    expect(page.locator("[data-fiche]:visible")).to_have_count(everything)
    expect(page.locator("[data-fiche=nas] input")).to_be_checked()
    expect(page.locator("#langue")).to_have_value("en")


def test_a_hostile_link_shows_the_tool(stranger: Stranger) -> None:
    visitor = stranger()
    page = visitor.go("comptoir/")
    page.goto("about:blank")
    page.goto(f"{visitor.origin}/comptoir/#fiches=%3Cimg%20src=x%3E%20constructor%20../nas")
    expect(page.locator("#resultat")).to_be_hidden()
    expect(page.locator("#langue")).to_be_visible()
    assert visitor.failures == []


def test_without_javascript_the_list_is_there(stranger: Stranger) -> None:
    page = stranger(java_script_enabled=False).go("comptoir/#fiches=nas")
    assert page.locator("[data-fiche] a:visible").count() > 25
    expect(page.locator("main :is(button, input, select):visible")).to_have_count(0)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_with_the_keyboard_alone(stranger: Stranger, language: str) -> None:
    page = stranger().go(path("counter", language))
    tab_to(page, "#langue")
    tab_to(page, "[data-fiche] input")
    page.keyboard.press("Space")
    expect(page.locator("#code")).to_be_visible()
    tab_to(page, "#lien", 120)
    page.keyboard.press("Enter")
    expect(page.locator("[data-fiche]:visible")).to_have_count(1)
    tab_to(page, "#changer")
    page.keyboard.press("Enter")
    expect(page.locator("#langue")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("choice", ["", "#fiches=nas"], ids=["tool", "sheet"])
def test_axe_finds_nothing(stranger: Stranger, language: str, choice: str) -> None:
    page = stranger().go(path("counter", language) + choice)
    if not choice:
        choose(page, "nas")
    expect(page.locator("#code")).to_be_visible()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert faults(page) == [], f"{width} px"
