"""Links between pages, and the files that pages are staged in."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Project
from portail.assemble.prepare import read
from portail.assemble.tree import staged_name
from portail.pages import SitePage, portal_pages, portal_progress, relative
from portail.render import Renderer


@pytest.mark.parametrize(
    ("path", "origin", "link"),
    [
        ("guide/nas", "guide/logement", "../nas/"),
        ("guide/nas", "guide", "nas/"),
        ("guide", "guide/logement", "../"),
        ("", "guide/logement", "../../"),
        ("", "guide", "../"),
        ("", "", "./"),
        ("guide", "", "guide/"),
        ("guide", "guide", "./"),
        ("guide#theme-aide", "guide", "#theme-aide"),
        ("guide#theme-aide", "guide/nas", "../#theme-aide"),
        ("guide#theme-aide", "", "guide/#theme-aide"),
        ("plan/p/1.2", "plan/p/1.1", "../1.2/"),
        ("plan/p/2.a", "plan/p/1.1", "../2.a/"),
        ("plan/p/A.b", "plan/p", "A.b/"),
        ("recherche/index.json", "recherche", "index.json"),
        ("donnees/p/plan.json", "en/plan/p", "../../../donnees/p/plan.json"),
    ],
)
def test_a_link_is_relative(path: str, origin: str, link: str) -> None:
    assert relative(path, origin) == link


NAMES = st.lists(st.sampled_from(["guide", "plan", "nas", "1.2", "a"]), max_size=4).map("/".join)


@settings(derandomize=True, deadline=None)
@given(NAMES, NAMES)
def test_a_browser_follows_a_link_to_the_page_meant(path: str, origin: str) -> None:
    folder = "https://ville.invalid/en/"
    here, there = (folder + (f"{place}/" if place else "") for place in (origin, path))
    assert urljoin(here, relative(path, origin)) == there


@pytest.mark.parametrize("language", ["fr", "en"])
def test_downloads_stand_at_the_root_of_the_site(project: Project, language: str) -> None:
    sources, strings, _ = read(project.root, "ville")
    assert sources
    progress = portal_progress(sources, dt.date(2026, 6, 30))
    pages = portal_pages(sources, progress, language, strings[language], dt.date(2026, 6, 30))
    page = next(page for page in pages if page.path == "plan/plan-test")
    html = Renderer(project.root / "theme", strings[language]).body(page)
    steps = "../../" if language == "fr" else "../../../"
    assert f'href="{steps}donnees/plan-test/plan.json"' in html
    assert f'href="{steps}donnees/plan-test/cibles.csv"' in html


@pytest.mark.parametrize(
    ("path", "language", "name"),
    [
        ("", "fr", "index.md"), ("", "ar", "index.ar.md"),
        ("guide", "en", "guide/index.en.md"), ("guide/nas", "en", "guide/nas.en.md"),
        ("plan/p", "fr", "plan/p/index.md"), ("plan/p/1.2", "en", "plan/p/1.2/index.en.md"),
        ("404", "es", "404.es.md"),
    ],
)  # fmt: skip
def test_a_page_is_staged_under_its_address(path: str, language: str, name: str) -> None:
    page = SitePage(path, language, language, "page", "T", "D", (language,))
    assert staged_name(page) == name


def test_every_page_has_its_own_address_and_file(project: Project) -> None:
    sources, strings, problems = read(project.root, "ville")
    assert sources
    assert problems == []
    pages = [p for code in ("fr", "en") for p in portal_pages(sources, [], code, strings[code], dt.date(2026, 1, 1))]
    assert len({(page.language, page.path) for page in pages}) == len(pages)
    assert len({staged_name(page) for page in pages}) == len(pages)
