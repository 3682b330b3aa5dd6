"""Copies for readers without a connection: only where the portal asked for them."""

from __future__ import annotations

import json
import re

import pytest

from conftest import Project

PORTAL = "content/ville/portail.yml"
MODULE = re.compile(rb'<script type="module" src="[^"]*assets/hors-ligne-[0-9a-f]{8}\.js">')


def opt(project: Project, answer: str) -> Project:
    project.edit(PORTAL, "guide: [commun]", f"guide: [commun]\nhors_ligne: {answer}")
    result = project.build()
    assert result.code == 0, result.report
    return project


def built(project: Project) -> dict[str, bytes]:
    site = (project.root / "site/ville").resolve()
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_portal_that_did_not_ask_has_nothing_of_it(published: Project) -> None:
    files = built(published)
    assert not [path for path in files if "hors-ligne" in path or "copies" in path]
    pages = [data for path, data in files.items() if path.endswith((".html", ".css"))]
    assert not [data for data in pages if b"hors-ligne" in data]


def test_a_portal_that_asked_has_a_worker_a_page_a_language_and_a_script_on_each(project: Project) -> None:
    files = built(opt(project, "oui"))
    first = files["copies.js"].decode().partition("\n")[0]
    site = json.loads(first.removeprefix("const SITE = ").removesuffix(";"))
    assert site["languages"] == ["en"]
    assert site["version"].startswith("2026-06-30 ")
    assert set(site["assets"]) == {path for path in files if path.startswith("assets/") and not path.endswith(".txt")}
    for path, data in files.items():
        if path.endswith(".html"):
            assert len(MODULE.findall(data)) == 1, path
            assert b'id="hors-ligne"' in data


@pytest.mark.parametrize(("path", "word"), [("hors-ligne", "hors connexion"), ("en/hors-ligne", "offline")])
def test_the_page_shown_for_others_holds_from_any_address_and_is_in_no_list(
    project: Project, path: str, word: str
) -> None:
    files = built(opt(project, "oui"))
    html = files[f"{path}/index.html"].decode()
    assert word in html
    assert 'href="../' not in html and 'src="../' not in html
    assert 'src="/assets/hors-ligne-' in html
    assert '<meta name="robots" content="noindex">' in html
    assert b"hors-ligne" not in files["sitemap.xml"]
    assert b'hors-ligne/"' not in files["index.html"]


def test_the_version_changes_with_the_theme_and_the_day(project: Project) -> None:
    first = built(opt(project, "oui"))["copies.js"]
    project.edit("theme/strings/fr.yml", "Vous êtes hors connexion", "Pas de connexion")
    assert project.build().code == 0
    second = built(project)["copies.js"]
    assert first != second
    assert project.run("build", "--date", "2026-07-01").code == 0
    assert built(project)["copies.js"].split(b"\n")[0] != second.split(b"\n")[0]


def test_a_portal_that_changed_its_mind_sends_the_worker_away(project: Project) -> None:
    files = built(opt(project, "non"))
    assert b"unregister()" in files["copies.js"]
    assert not [path for path, data in files.items() if path.endswith(".html") and b"hors-ligne" in data]


def test_the_answer_is_yes_or_no(project: Project) -> None:
    project.edit(PORTAL, "guide: [commun]", "guide: [commun]\nhors_ligne: parfois")
    result = project.check()
    assert result.code == 1
    assert "oui-non" in result.report or "ni oui ni non" in result.report
    assert "portail.yml:" in result.report
