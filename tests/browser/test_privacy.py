"""Nobody else is told of a visit, and nothing is kept of it."""

from __future__ import annotations

import pytest
from places import LANGUAGES, PAGES, path
from visitor import Open

KEPT = """async () => ({
  cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""

INTRUDER = """() => {
  const one = document.createElement("script");
  one.textContent = "window.entered = 1";
  document.body.append(one);
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_visit_leaves_no_trace(stranger: Open, language: str) -> None:
    visitor = stranger()
    for name in PAGES:
        page = visitor.go(path(name, language))
        page.evaluate("document.fonts.ready")
        if name == "search":
            page.locator("#resultats li").first.wait_for()
        expected = [line for line in visitor.failures if "404" in line] if name == "404" else []
        assert visitor.failures == expected, name
        visitor.failures.clear()
    assert [url for url in visitor.requests if not url.startswith(f"{visitor.origin}/")] == []
    assert visitor.context.cookies() == []
    assert page.evaluate(KEPT) == {"cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}


def test_the_policy_is_in_force(stranger: Open) -> None:
    visitor = stranger()
    answer = visitor.page.goto(f"{visitor.origin}/")
    assert answer and "default-src 'none'" in answer.headers["content-security-policy"]
    visitor.page.evaluate(INTRUDER)
    assert visitor.page.evaluate("window.entered") is None
    assert any("Content Security Policy" in line for line in visitor.failures)


def test_nothing_is_downloaded_before_the_search(stranger: Open) -> None:
    visitor = stranger()
    page = visitor.go("recherche/")
    assert not any(url.endswith(".json") for url in visitor.requests)
    page.fill("#q", "logement")
    page.locator("#resultats li").first.wait_for()
    assert sum(url.endswith("index.json") for url in visitor.requests) == 1
    page.fill("#q", "zzzqqq")
    page.get_by_role("status").filter(has_text="Aucun").wait_for()
    assert sum(url.endswith("index.json") for url in visitor.requests) == 1


def test_no_server_learns_what_is_searched(stranger: Open) -> None:
    visitor = stranger()
    page = visitor.go("guide/nas/")
    page.fill("#q-tete", "carte soleil")
    page.press("#q-tete", "Enter")
    page.locator("#resultats a").first.wait_for()
    assert visitor.path == "recherche/#q=carte%20soleil"
    page.fill("#q", "loyer")
    page.locator("#resultats a[href*=logement]").first.click()
    page.wait_for_url("**/guide/logement/")
    page.go_back()
    page.locator("#resultats a[href*=logement]").first.wait_for()  # the words were kept in the address
    assert page.input_value("#q") == "loyer"
    assert not [url for url in visitor.requests if "soleil" in url or "loyer" in url]


def test_an_old_address_forgets_its_words(stranger: Open) -> None:
    visitor = stranger()
    page = visitor.go("recherche/?q=bail")
    page.locator("#resultats a").first.wait_for()
    assert visitor.path == "recherche/#q=bail"


def test_french_is_offered_and_downloaded_only_when_a_language_has_nothing(stranger: Open) -> None:
    visitor = stranger()
    page = visitor.go("ar/recherche/")
    french = f"{visitor.origin}/recherche/index.json"
    page.fill("#q", "حضانة")
    page.locator("#resultats li").first.wait_for()
    assert french not in visitor.requests
    assert not page.locator("#en-francais").is_visible()
    page.fill("#q", "citoyenneté")
    link = page.locator("#resultats-fr a").first
    link.wait_for()
    assert visitor.requests.count(french) == 1
    assert page.locator("#resultats-fr").evaluate("(one) => [one.lang, one.dir]") == ["fr", "ltr"]
    assert "بالفرنسية: 1" in page.get_by_role("main").get_by_role("status").inner_text()
    assert link.get_attribute("href") == "../guide/citoyennete/"
    page.fill("#q", "bail")  # a word of the French text only: its translation is offered
    page.locator("#resultats a[href*=logement]").wait_for()
    assert not page.locator("#en-francais").is_visible()
    assert visitor.requests.count(french) == 1


def test_a_failed_download_is_told(stranger: Open) -> None:
    visitor = stranger()
    page = visitor.go("recherche/")
    page.route("**/index.json", lambda route: route.abort())
    page.fill("#q", "bail")
    page.get_by_role("status").filter(has_text="téléchargée").wait_for()
    page.unroute("**/index.json")
    page.fill("#q", "baill")
    page.locator("#resultats a").first.wait_for()
