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
