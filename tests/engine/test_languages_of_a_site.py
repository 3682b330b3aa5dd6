"""A language never appears as another: the invented town, built whole, and an official town beside it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from conftest import ROOT, new_project
from engine.towns import DAY, Town, copy_of_the_project
from portail.assemble import Prepared, prepare
from portail.build import build_portals
from portail.sources import Tree
from portail.strings import load_strings

pytestmark = pytest.mark.slow
LANGUAGES = ("fr", "en", "es", "ar", "ht")
STRINGS = load_strings(Tree(ROOT), LANGUAGES)[0]
NAS = """\
    ---
    titre: Demander un numéro d'assurance sociale
    resume: Le NAS pour travailler.
    theme: papiers
    sources: [{titre: Le NAS, url: "https://www.canada.ca/nas"}]
    verifie_le: 2026-01-15
    verifie_par: Lecture de la page citée
    publie_le: 2026-01-20
    ---
    Le NAS est gratuit.
    """


def built(root: Path, name: str) -> Town:
    outcome = build_portals(root, [name], dt.date.fromisoformat(DAY), root / "site")
    assert list(outcome.published) == [name], outcome.problems
    return Town(root / "site" / name)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_project(tmp_path_factory.mktemp("projet"))


@pytest.fixture(scope="module")
def invented(project: Path) -> Town:
    return built(project, "exemple")


@pytest.fixture(scope="module")
def prepared(project: Path) -> Prepared:
    found, problems = prepare(project, "exemple", dt.date.fromisoformat(DAY))
    assert found, problems
    return found


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town without the notices of a preview; its fiche « nas » is in French only, and no page is in Arabic."""
    town = new_project(tmp_path_factory.mktemp("officiel")).write({"guide/commun/nas.md": NAS})
    town.edit("content/ville/portail.yml", "langues: [fr, en]", "langues: [fr, en, ar]\netat: officiel")
    return built(town.root, "ville")


def language_of(path: str) -> str:
    first = path.partition("/")[0]
    return first if first in LANGUAGES else "fr"


def alternates(page: HtmlElement) -> dict[str, str]:
    """The languages that a page says it exists in, with their addresses."""
    return {link.get("hreflang"): link.get("href") for link in page.xpath("//head/link[@rel='alternate']")}


def robots(page: HtmlElement) -> list[str]:
    return list(page.xpath("//head/meta[@name='robots']/@content"))


def text_of(page: HtmlElement) -> str:
    return " ".join(page.text_content().split())


# The invented town


def test_every_page_says_that_it_is_invented(invented: Town) -> None:
    notices = {code: STRINGS[code]["etat.fictif"] for code in LANGUAGES}
    assert len(set(notices.values())) == len(LANGUAGES)
    silent = [path for path, page in invented.pages.items() if notices[language_of(path)] not in text_of(page)]
    assert silent == []
    assert len(invented.pages) > 100


def test_no_page_of_it_may_be_found_by_robots(invented: Town) -> None:
    assert [path for path, page in invented.pages.items() if robots(page) != ["noindex"]] == []
    assert "Disallow: /" in (invented.site / "robots.txt").read_text(encoding="utf-8")


def test_every_page_exists_in_every_language(invented: Town, prepared: Prepared) -> None:
    addresses = {page.path for page in prepared.pages["fr"]}
    for language in LANGUAGES:
        assert {page.path for page in prepared.pages[language]} == addresses
        prefix = "" if language == "fr" else f"{language}/"
        wanted = {f"{prefix}{path}/index.html".removeprefix("/") for path in addresses - {"404", ""}}
        found = {path for path in invented.pages if language_of(path) == language}
        assert found == wanted | {f"{prefix}index.html", f"{prefix}404.html"}


def test_every_page_is_in_its_own_language_and_direction(invented: Town) -> None:
    for path, page in invented.pages.items():
        language = language_of(path)
        assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "ar" else "ltr"), path


def test_every_text_in_another_language_says_its_direction(invented: Town) -> None:
    for path, page in invented.pages.items():
        for element in page.xpath("//*[@lang]"):
            wanted = "rtl" if element.get("lang") == "ar" else "ltr"
            assert element.get("dir") == wanted, (path, element.tag, element.get("lang"))


def test_the_languages_are_one_tap_away_on_every_page(invented: Town) -> None:
    for path, page in invented.pages.items():
        links = page.xpath("//nav[@class='langues']//a")
        assert [link.get("hreflang") for link in links] == list(LANGUAGES), path


@pytest.mark.parametrize("town", ["invented", "official"])
def test_alternates_are_real_pages_that_say_the_same(town: str, request: pytest.FixtureRequest) -> None:
    pages = request.getfixturevalue(town).pages
    root = "https://exemple.invalid/" if town == "invented" else "https://ville.invalid/"
    named = {path: alternates(page) for path, page in pages.items() if alternates(page)}
    assert len(named) > 5
    for path, links in named.items():
        assert links["x-default"] == links["fr"], path
        assert links[language_of(path)] == root + path.removesuffix("index.html"), path
        for address in links.values():
            other = address.removeprefix(root) + "index.html"
            assert named[other] == links, (path, other)


# A page that is not translated


def test_the_french_text_is_marked_as_french(official: Town) -> None:
    page = official.page("ar/guide/nas/")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    (heading,) = page.xpath("//h1")
    (text,) = [p for p in page.xpath("//p") if "Le NAS est gratuit." in p.text_content()]
    for element in (heading, text):
        nearest = element.xpath("ancestor-or-self::*[@lang][1]")[0]
        assert (nearest.get("lang"), nearest.get("dir")) == ("fr", "ltr")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_notice_says_so_in_the_readers_language(official: Town, language: str) -> None:
    page = official.page(f"{language}/guide/nas/")
    (notice,) = [p for p in page.xpath("//main//p") if text_of(p) == STRINGS[language]["avis.non_traduit"]]
    assert notice.xpath("ancestor-or-self::*[@lang][1]")[0].get("lang") == language


@pytest.mark.parametrize("language", ["en", "ar"])
def test_robots_are_sent_to_the_french_page(official: Town, language: str) -> None:
    page = official.page(f"{language}/guide/nas/")
    assert robots(page) == ["noindex"]
    assert page.xpath("//head/link[@rel='canonical']/@href") == ["https://ville.invalid/guide/nas/"]
    assert alternates(page) == {}
    assert alternates(official.page("guide/nas/")) == {}
    sitemap = (official.site / "sitemap.xml").read_text(encoding="utf-8")
    assert "https://ville.invalid/guide/nas/" in sitemap
    assert f"/{language}/guide/nas/" not in sitemap


def test_a_translated_page_has_none_of_this(official: Town) -> None:
    page = official.page("en/guide/logement/")
    assert robots(page) == []
    assert STRINGS["en"]["avis.non_traduit"] not in text_of(page)
    assert page.xpath("//head/link[@rel='canonical']/@href") == ["https://ville.invalid/en/guide/logement/"]
    assert set(alternates(page)) == {"fr", "en", "x-default"}
    (heading,) = page.xpath("//h1")
    assert heading.xpath("ancestor-or-self::*[@lang][1]")[0].get("lang") == "en"


def test_lists_name_what_is_french_as_french(official: Town) -> None:
    links = official.page("ar/recherche/").xpath("//main//li/a")
    (link,) = [link for link in links if "assurance sociale" in link.text_content()]
    (marked,) = link.xpath(".//*[@lang]")
    assert (marked.get("lang"), marked.get("dir")) == ("fr", "ltr")


def test_each_language_searches_its_own_index(official: Town) -> None:
    for language, prefix in (("fr", ""), ("en", "en/"), ("ar", "ar/")):
        found = json.loads((official.site / prefix / "recherche/index.json").read_text(encoding="utf-8"))
        titles = {row["p"]: row["t"] for row in found["pages"]}
        if language == "en":
            assert titles["guide/logement"] == "Finding a home"
        for path in titles:  # what is only in French is not among them
            assert STRINGS[language]["avis.non_traduit"] not in text_of(official.page(f"{prefix}{path}/")), path
        assert ("guide/nas" in titles) == (language == "fr")


def test_an_official_portal_has_no_notice_of_preview(official: Town) -> None:
    for path, page in official.pages.items():
        for state in ("apercu", "fictif"):
            assert STRINGS[language_of(path)][f"etat.{state}"] not in text_of(page), path
