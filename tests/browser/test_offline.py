"""Without a connection: pages once opened are read again, others say so, and the reader can make it all forget."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from test_keyboard import tab_to
from visitor import Open, Reader

COPIES = """async (part) => {
  const names = (await caches.keys()).filter((name) => name.includes(part));
  const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return keys.flat().map((request) => request.url.slice(location.origin.length + 1));
}"""
FILL = """async (count) => {
  const [name] = (await caches.keys()).filter((name) => name.includes(" pages "));
  const cache = await caches.open(name);
  for (let i = 0; i < count; i++) await cache.put(`/vieux/${i}/`, new Response(""));
}"""
OLD = """async () => {
  for (const name of [`portail ${location.origin}/ pages 0`, `portail ${location.origin}/ secours 2020-01-01 0`]) {
    await (await caches.open(name)).put(name.includes("secours") ? "/en/hors-ligne/" : "/vieux/", new Response("old"));
  }
  await (await caches.open("autre portail")).put("/autre/", new Response(""));
  await (await caches.open(`portail ${location.origin}/ assets 1`)).put("/assets/vieux-00000000.css", new Response(""));
}"""


def copies(page: Page, part: str = "portail ") -> list[str]:
    found: list[str] = page.evaluate(COPIES, part)
    return found


def wait_for_copy(page: Page, part: str, path: str) -> None:
    for _ in range(100):
        if path in copies(page, part):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"no copy of {path} among {copies(page, part)}")


def settled(visitor: Reader, *paths: str) -> Page:
    """Open pages with a connection, until all that they are made of is kept."""
    for path in paths:
        page = visitor.go(path)
        page.evaluate("navigator.serviceWorker.ready")
        page.evaluate("document.fonts.ready")
        wait_for_copy(page, " pages ", path)
        language = path.split("/")[0] + "/" if path.startswith(("en/", "ar/")) else ""
        wait_for_copy(page, " secours ", f"{language}hors-ligne/")
    style = page.evaluate("document.querySelector('link[rel=stylesheet]').href.slice(location.origin.length + 1)")
    wait_for_copy(page, " assets ", style)
    return page


@pytest.fixture
def keeper(stranger: Open) -> Reader:
    """Somebody whose browser keeps copies."""
    return stranger(service_workers="allow")


def styled(page: Page) -> bool:
    colour: str = page.evaluate("getComputedStyle(document.querySelector('.pied')).backgroundColor")
    return colour == "rgb(122, 31, 61)"  # the town's


def test_pages_once_opened_are_read_without_a_connection(keeper: Reader) -> None:
    settled(keeper, "guide/logement/", "ar/guide/nas/")
    keeper.context.set_offline(True)
    page = keeper.page
    page.reload()
    assert page.locator("html").get_attribute("lang") == "ar"
    assert styled(page)
    page.goto(f"{keeper.origin}/guide/logement/?de=ailleurs#le-bail")
    expect(page.locator("h1")).to_contain_text("logement")
    assert styled(page)
    expect(page.locator(".hors-ligne [role=status]")).to_contain_text("copie gardée sur cet appareil")
    expect(page.locator(".hors-ligne")).to_contain_text("Version du 21 novembre 2026")


@pytest.mark.parametrize(("path", "title", "direction"), [
    ("guide/banque/", "Vous êtes hors connexion", "ltr"),
    ("ar/guide/banque/", "أنت غير متصل بالإنترنت", "rtl"),
])  # fmt: skip
def test_a_page_never_opened_says_so_and_names_those_that_were(
    keeper: Reader, path: str, title: str, direction: str
) -> None:
    settled(keeper, "guide/logement/", "ar/guide/nas/")
    keeper.context.set_offline(True)
    page = keeper.go(path)
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("html").get_attribute("dir") == direction
    assert styled(page)
    links = page.locator("#copies a")
    expect(links).to_have_count(2)
    assert {link.get_attribute("lang") for link in links.all()} == {"fr", "ar"}
    links.first.click()
    expect(page.locator("article.fiche h1")).to_be_visible()
    keeper.context.set_offline(False)
    keeper.go(path)
    expect(page.locator("article.fiche h1")).to_be_visible()


def test_with_a_connection_the_page_is_todays(keeper: Reader) -> None:
    page = settled(keeper, "guide/logement/")
    page.evaluate("""async () => {
      const [name] = (await caches.keys()).filter((name) => name.includes(" pages "));
      await (await caches.open(name)).put(location.href, new Response("<h1>vieux</h1>"));
    }""")
    page.reload()
    expect(page.locator("h1")).to_contain_text("logement")
    expect(page.locator(".hors-ligne [role=status]")).to_have_text("")


def test_the_keyboard_refreshes_and_forgets(keeper: Reader) -> None:
    page = settled(keeper, "en/guide/nas/")
    tab_to(page, "[data-faire=actualiser]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()
    wait_for_copy(page, " pages ", "en/guide/nas/")
    tab_to(page, "[data-faire=effacer]")
    page.wait_for_timeout(300)  # the worker has answered this page
    page.keyboard.press("Enter")
    expect(page.locator(".hors-ligne [role=status]")).to_have_text("The copies on this device have been deleted.")
    assert copies(page) == []


def test_only_what_was_opened_of_this_site_is_kept_and_no_search(keeper: Reader) -> None:
    page = settled(keeper, "guide/logement/")
    keeper.go("recherche/?q=secret")
    page.locator("#resultats li").first.or_(page.locator("#resultats-compte:not(:empty)")).first.wait_for()
    wait_for_copy(page, " pages ", "recherche/index.json")
    found = copies(page, "")
    assert not [path for path in found if "secret" in path or "?" in path]
    assert {path for path in found if not path.startswith("assets/")} == {
        "guide/logement/", "hors-ligne/", "recherche/", "recherche/index.json",
    }  # fmt: skip
    assert keeper.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert all(url.startswith(f"{keeper.origin}/") for url in keeper.requests)
    assert keeper.failures == []


def test_an_address_that_is_wrong_is_not_kept(keeper: Reader) -> None:
    page = settled(keeper, "guide/logement/")
    keeper.go("guide/nulle-part/")
    page.wait_for_timeout(300)
    assert "guide/nulle-part/" not in copies(page)


def test_the_oldest_copies_make_room(keeper: Reader) -> None:
    page = settled(keeper, "guide/logement/")
    page.evaluate(FILL, 70)
    settled(keeper, "guide/nas/")
    found = copies(page, " pages ")
    assert len(found) == 60
    assert "guide/nas/" in found
    assert "vieux/69/" in found
    assert "guide/logement/" not in found


def test_what_a_former_version_kept_is_removed_and_nothing_of_others(keeper: Reader) -> None:
    keeper.go("robots.txt").evaluate(OLD)  # a text: no worker comes from it
    page = settled(keeper, "guide/logement/")
    names = page.evaluate("caches.keys()")
    assert "autre portail" in names
    assert not [name for name in names if name.endswith((" pages 0", "2020-01-01 0"))]
    assert "assets/vieux-00000000.css" not in copies(page)
    assert "en/hors-ligne/" in copies(page, " secours ")  # known before, so fetched anew
