"""« My journey »: the whole list without JavaScript; answers, ticks, links and erasing with it; the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from places import path
from playwright.sync_api import Page, expect
from test_axe import faults
from test_keyboard import tab, tab_to
from visitor import Reader

Stranger = Callable[..., Reader]
SEEN = ".demarche:visible"
KEPT = "Object.fromEntries(Object.entries(localStorage))"


def keys(page: Page) -> list[str]:
    """The steps that are seen, in their order."""
    found: list[str] = page.locator(SEEN).evaluate_all("(all) => all.map((one) => one.dataset.cle)")
    return found


def answer(page: Page, question: str, value: str) -> None:
    page.locator(f"input[name={question}][value='{value}']").check()


def step(page: Page, key: str) -> str:
    return f".demarche[data-cle='{key}']"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_without_javascript_the_whole_list_is_there(stranger: Stranger, language: str) -> None:
    page = stranger(java_script_enabled=False).go(path("journey", language))
    numbers = page.locator(".rang").all_inner_texts()
    assert numbers == [str(rank) for rank in range(1, len(numbers) + 1)]
    assert len(numbers) > 25
    expect(page.locator(SEEN)).to_have_count(len(numbers))
    expect(page.locator("main :is(form, input, button):visible")).to_have_count(0)
    page.locator("a[href='#demarche-garderie']").first.click()
    expect(page.locator("#demarche-garderie .pour")).to_be_visible()
    assert page.locator(".sans-script h3").count() == 5


def test_answers_filter_and_every_question_is_optional(stranger: Stranger) -> None:
    page = stranger().go(path("journey", "fr"))
    everything = keys(page)
    assert {"garderie", "francais", "emploi", "fiche.citoyennete"} <= set(everything)
    answer(page, "enfants", "non")
    answer(page, "francais", "avance")
    answer(page, "statut", "etudiant")
    left = keys(page)
    assert set(everything) - set(left) == {
        "ecole", "garderie", "camps-de-jour", "francais", "fiche.citoyennete",
    }  # fmt: skip
    expect(page.locator("#compte")).to_contain_text(f"à voir : {len(left)}")
    assert page.locator(f"{SEEN} .rang").all_inner_texts() == [str(n) for n in range(1, len(left) + 1)]
    for question in ("enfants", "francais", "statut"):
        answer(page, question, "")
    assert keys(page) == everything
    assert page.evaluate(KEPT) == {}, "with no answer left, nothing is left in the browser"


def test_the_present_comes_first_and_the_past_is_folded(stranger: Stranger) -> None:
    page = stranger().go(path("journey", "fr"))
    answer(page, "etape", "mois-2-6")
    assert page.locator(SEEN).first.locator("xpath=ancestor::section").get_attribute("data-etape") == "mois-2-6"
    assert "francais" in keys(page), "begun in the first month, and still to do in the second"
    assert "nas" not in keys(page)
    fold = page.locator(".moment[data-etape=jour-1] .passe button")
    expect(fold).to_have_attribute("aria-expanded", "false")
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "true")
    assert "nas" in keys(page)


def test_ticks_and_removals_stay_in_this_browser_alone(stranger: Stranger) -> None:
    visitor = stranger()
    page = visitor.go(path("journey", "fr"))
    page.locator(f"{step(page, 'nas')} input").check()
    page.locator(f"{step(page, 'conduire')} button").click()
    answer(page, "statut", "refugie")
    assert page.evaluate(KEPT) == {"parcours": "statut=refugie&faites=nas&retirees=conduire"}
    visitor.requests.clear()
    page = visitor.go(path("journey", "ar"))  # the same list in another language
    expect(page.locator(f"{step(page, 'nas')} input")).to_be_checked()
    expect(page.locator(step(page, "conduire"))).to_be_hidden()
    expect(page.locator("input[name=statut][value=refugie]")).to_be_checked()
    assert not [url for url in visitor.requests if "refugie" in url or "conduire" in url]
    page.locator("#retirees button").click()
    expect(page.locator(step(page, "conduire"))).to_be_visible()
    expect(page.locator("#retirees")).to_be_hidden()
    assert visitor.context.cookies() == []
    assert visitor.failures == []


def test_a_link_carries_the_list_and_takes_no_place(stranger: Stranger) -> None:
    giver, taker = stranger(), stranger()
    page = giver.go(path("journey", "fr"))
    answer(page, "enfants", "oui")
    page.locator(f"{step(page, 'nas')} input").check()
    link = str(page.locator("#lien").evaluate("(one) => one.href"))
    assert parse_qs(urlsplit(link).fragment) == {"enfants": ["oui"], "faites": ["nas"]}
    assert urlsplit(link).query == ""

    page = taker.go(path("journey", "fr"))
    page.locator(f"{step(page, 'banque')} input").check()
    page.goto(link)
    expect(page.locator("#recue")).to_be_visible()
    expect(page.locator(f"{step(page, 'nas')} input")).to_be_checked()
    page.locator(f"{step(page, 'logement')} input").check()
    assert page.evaluate(KEPT) == {"parcours": "faites=banque"}, "the reader's own list is as it was"
    page.locator("#revenir").click()
    expect(page.locator(f"{step(page, 'nas')} input")).not_to_be_checked()
    expect(page.locator(f"{step(page, 'banque')} input")).to_be_checked()
    page.goto(link)
    page.locator("#garder").click()
    assert page.evaluate(KEPT) == {"parcours": "enfants=oui&faites=nas"}
    assert "#" not in page.url


def test_a_hostile_link_changes_nothing(stranger: Stranger) -> None:
    visitor = stranger()
    plain = keys(visitor.go(path("journey", "fr")))
    page = visitor.page
    page.goto("about:blank")
    page.goto(
        f"{visitor.origin}/parcours/#statut=%3Cimg%20src=x%20onerror=alert(1)%3E&faites=inconnu&retirees=__proto__&x=1"
    )
    assert keys(page) == plain
    expect(page.locator("#recue")).to_be_hidden()
    assert visitor.failures == []


def test_everything_is_erased(stranger: Stranger) -> None:
    visitor = stranger()
    page = visitor.go(path("journey", "fr"))
    plain = keys(page)
    answer(page, "etape", "mois-2-6")
    page.locator(f"{SEEN} input").first.check()
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#effacer").click()
    expect(page.locator("#dit")).to_have_text("Tout est effacé.")
    assert page.evaluate(KEPT) == {}
    assert keys(page) == plain
    page.reload()
    assert keys(page) == plain


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_with_the_keyboard_alone(stranger: Stranger, language: str) -> None:
    page = stranger().go(path("journey", language))
    tab_to(page, "input[name=enfants]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=enfants][value=non]")).to_be_checked()
    expect(page.locator(step(page, "garderie"))).to_be_hidden()
    tab_to(page, ".gestes input")
    assert page.evaluate("document.activeElement.closest('label').textContent.trim().length") > 10
    page.keyboard.press("Space")
    expect(page.locator(".faite")).to_have_count(1)
    first, second = keys(page)[:2]
    tab(page)
    page.keyboard.press("Enter")
    expect(page.locator(step(page, first))).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('.demarche').dataset.cle") == second
    expect(page.locator("#dit")).not_to_be_empty()
    tab_to(page, "#retirees button", 200)
    page.keyboard.press("Enter")
    expect(page.locator(step(page, first))).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "liste", "nothing is left to put back: on to the list"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_axe_finds_nothing_in_a_list_in_use(stranger: Stranger, language: str) -> None:
    page = stranger().go(path("journey", language))
    answer(page, "etape", "premier-mois")
    page.locator(f"{SEEN} input").first.check()
    page.locator(f"{SEEN} button").nth(1).click()
    link = str(page.locator("#lien").evaluate("(one) => one.href")).replace("premier-mois", "jour-1")
    page.goto(link)
    expect(page.locator("#recue")).to_be_visible()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert faults(page) == [], f"{width} px"


def test_what_is_printed(stranger: Stranger) -> None:
    page = stranger().go(path("journey", "fr"))
    page.locator(f"{step(page, 'nas')} input").check()
    page.locator(f"{step(page, 'conduire')} button").click()
    page.emulate_media(media="print")
    expect(page.locator("main button:visible, form:visible, .emporter:visible, #retirees:visible")).to_have_count(0)
    expect(page.locator(f"{step(page, 'nas')} input")).to_be_visible()
    expect(page.locator(step(page, "conduire"))).to_be_hidden()
