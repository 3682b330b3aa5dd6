"""What a site has beside its pages: 404 pages, sitemap, robots, headers."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import Project
from portail.assemble import Prepared, prepare
from portail.engine.finish import base_path, finish, headers_file, nginx_fragment, not_found_html, server_files

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
XHTML = "{http://www.w3.org/1999/xhtml}link"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def prepared(project: Project) -> Prepared:
    found, problems = prepare(project.root, "ville", dt.date(2026, 6, 30))
    assert found, problems
    return found


@pytest.fixture
def town(project: Project) -> Project:
    """Two fiches, one of them in French only."""
    return project.write({"guide/commun/nas.md": NAS})


def addresses(project: Project) -> dict[str, dict[str, str]]:
    """The alternates of each address of the sitemap."""
    tree = ElementTree.fromstring(server_files(prepared(project))["sitemap.xml"])
    links = {str(url.findtext(f"{SITEMAP}loc")): url.findall(XHTML) for url in tree}
    return {
        address: {link.attrib["hreflang"]: link.attrib["href"] for link in found} for address, found in links.items()
    }


def test_the_sitemap_lists_every_page_in_the_languages_it_is_written_in(town: Project) -> None:
    found = addresses(town)
    assert {"https://ville.invalid/", "https://ville.invalid/en/guide/logement/"} <= found.keys()
    assert "https://ville.invalid/guide/nas/" in found
    assert "https://ville.invalid/en/guide/nas/" not in found
    assert not [address for address in found if "404" in address]


def test_the_sitemap_names_real_translations_only_and_both_ways(town: Project) -> None:
    found = addresses(town)
    assert found["https://ville.invalid/guide/nas/"] == {"fr": "https://ville.invalid/guide/nas/"}
    for alternates in found.values():
        for language, address in alternates.items():
            assert found[address] == alternates, language


def test_without_an_address_there_is_no_sitemap(project: Project) -> None:
    project.edit("content/ville/portail.yml", "        url: https://ville.invalid/\n".strip() + "\n", "")
    files = server_files(prepared(project))
    assert "sitemap.xml" not in files
    assert "Sitemap" not in files["robots.txt"]


@pytest.mark.parametrize(
    ("state", "rule"), [("officiel", "Allow: /"), ("apercu", "Disallow: /"), ("fictif", "Disallow: /")]
)
def test_only_an_official_portal_invites_robots(project: Project, state: str, rule: str) -> None:
    project.edit("content/ville/portail.yml", "guide: [commun]", f"guide: [commun]\netat: {state}")
    text = server_files(prepared(project))["robots.txt"]
    assert text == f"User-agent: *\n{rule}\nSitemap: https://ville.invalid/sitemap.xml\n"


# 404


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("../guide/", "/portail/en/guide/"),
        ("../", "/portail/en/"),
        ("..", "/portail/en/"),
        ("../../", "/portail/"),
        ("../../assets/portail.css", "/portail/assets/portail.css"),
        ("../guide/#theme-aide", "/portail/en/guide/#theme-aide"),
        ("./", "/portail/en/404/"),
    ],
)
def test_links_of_a_404_page_hold_from_any_address(link: str, absolute: str) -> None:
    for name in ("href", "src", "action", "data-index", "data-racine"):
        html = f'<a class="x" {name}="{link}">'
        assert not_found_html(html, "en/404/", "/portail/") == f'<a class="x" {name}="{absolute}">'


@pytest.mark.parametrize("link", ["#contenu", "/ailleurs", "https://a.ca/", "tel:911", "mailto:a@b.ca"])
def test_other_links_of_a_404_page_stay(link: str) -> None:
    assert not_found_html(f'<a href="{link}">', "404/", "/") == f'<a href="{link}">'


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_link_of_a_404_page_is_absolute_and_leads_somewhere(published: Project, prefix: str) -> None:
    site = published.root / "site" / "ville"
    html = (site / prefix / "404.html").read_text(encoding="utf-8")
    links = re.findall(r' (?:href|src|action|data-index|data-racine)="([^"#][^"]*)"', html)
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert len(inside) > 5
    assert [link for link in inside if not link.startswith("/")] == []
    places = [link.partition("#")[0].lstrip("/") for link in inside]
    files = [f"{place}index.html" if place.endswith("/") or not place else place for place in places]
    assert [file for file in files if not (site / file).is_file()] == []


def test_what_mkdocs_built_is_completed(project: Project, tmp_path: Path) -> None:
    project.edit("content/ville/portail.yml", "https://ville.invalid/", "https://ville.invalid/portail/")
    site = tmp_path / "bati"
    for prefix in ("", "en/"):
        (site / prefix / "404").mkdir(parents=True)
        (site / prefix / "404" / "index.html").write_text('<a href="../guide/">', encoding="utf-8")
    finish(site, prepared(project))
    found = {path.relative_to(site).as_posix() for path in site.rglob("*")}
    assert found == {"404.html", "en", "en/404.html", "_headers", "nginx.conf", "robots.txt", "sitemap.xml"}
    assert (site / "404.html").read_text(encoding="utf-8") == '<a href="/portail/guide/">'
    assert (site / "en/404.html").read_text(encoding="utf-8") == '<a href="/portail/en/guide/">'


def test_a_portal_without_address_stands_at_the_root(project: Project) -> None:
    assert base_path(prepared(project)) == "/"
    project.edit("content/ville/portail.yml", "url: https://ville.invalid/\n", "")
    assert base_path(prepared(project)) == "/"


# Headers


def test_nothing_may_come_from_another_site() -> None:
    (policy,) = [line for line in headers_file().split("\n") if "Content-Security-Policy" in line]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert re.findall(r"https?:|\*|unsafe|script-src[^;]*data", policy) == []


def test_both_kinds_of_servers_say_the_same_headers() -> None:
    netlify = dict(re.findall(r"^  ([A-Z][\w-]+): (.*)$", headers_file().partition("/assets/*")[0], re.MULTILINE))
    nginx = dict(re.findall(r'^add_header ([\w-]+) "(.*)" always;$', nginx_fragment(("fr", "en"), "/"), re.MULTILINE))
    assert netlify == nginx
    assert netlify["X-Content-Type-Options"] == "nosniff"


def test_only_named_after_their_content_are_files_kept_for_ever() -> None:
    assert headers_file().endswith("/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n")


def test_each_language_has_its_404_page_at_nginx() -> None:
    text = nginx_fragment(("fr", "en", "ar"), "/portail/")
    assert "error_page 404 /portail/404.html;" in text
    assert "location /portail/en/ { error_page 404 /portail/en/404.html; }" in text
    assert "location /portail/ar/ { error_page 404 /portail/ar/404.html; }" in text
    assert "/fr/" not in text
