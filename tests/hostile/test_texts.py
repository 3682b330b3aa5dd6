"""Whatever is typed in a text is shown as typed: no markup, no template, no formula comes alive.

One portal that says something in every text of the model is built with harmless words, then with
attacks: the pages must have the same elements with the same attributes.
"""

from __future__ import annotations

import csv
import json
from itertools import count, cycle
from pathlib import Path

import pytest
from lxml import etree, html

from conftest import Project, new_project
from hostile.everything import NOT_FREE, Say, files, filled, text_fields
from portail.load import load_portal
from portail.sources import Tree

ATTACKS = [
    'x"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>", "</script><script>alert(1)</script>", "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>", '" onmouseover="alert(1)" x="', "' onfocus='alert(1)' autofocus='",
    "`onmouseover=alert(1)`", "<a href=javascript:alert(1)>x</a>", '<base href="https://evil.invalid/">',
    '<meta http-equiv=refresh content="0;url=//evil.invalid">', '<iframe srcdoc="<script>alert(1)</script>">',
    "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.invalid/x>", "<!--", "<![CDATA[", "<?php",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "\\u003cscript\\u003e", "javascript:alert(1)",
    "[x](javascript:alert(1))", "![x](https://evil.invalid/x.png)", "**gras** `code` _it_ # titre", "| a | b |",
    "{{7*7}}", "{% include 'main.html' %}", "{% raw %}", "{#", "{{ config.items() }}", "${7*7}", "#{7*7}",
    "<%= 7*7 %>", "{0.__class__}", "{n}", "{", "}", "%s %(x)s %", "=1+1", "+1", "-1+1", "@SUM(A1)", "＝1+1",
    "=HYPERLINK(\"https://evil.invalid\")", "'", '"', "\\", "\u200f\u0639", "A\u0301\u0302\u0303\u0304", "👩‍👩‍👧‍👦",
]  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
GROUPS = 4


def one_by_one(words: list[str]) -> Say:
    """Each text is another attack, with a number so that no two titles are the same."""
    turn, number = cycle(words), count(1)
    return lambda: f"{next(turn)} {next(number)}"


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = new_project(tmp_path_factory.mktemp("innocent") / "projet").write(files(one_by_one(["mot"])))
    result = project.build()
    assert result.code == 0, result.report
    return project


def test_every_text_of_the_model_is_attacked(harmless: Project) -> None:
    sources, problems = load_portal(Tree(harmless.root), "ville")
    assert problems == []
    assert sources
    assert text_fields() - filled(sources) == set()
    assert text_fields() >= NOT_FREE


@pytest.mark.parametrize("group", range(GROUPS))
def test_attacks_are_shown_as_typed(group: int, harmless: Project, tmp_path: Path) -> None:
    words = ATTACKS[group::GROUPS]
    project = new_project(tmp_path / "projet").write(files(one_by_one(words)))
    result = project.build()
    assert result.code == 0, result.report
    site, usual = project.root / "site", harmless.root / "site"
    assert pages(site) == pages(usual)
    for page in pages(site):
        assert structure(site / page) == structure(usual / page), page
    shown = " ".join("".join(tree(site / page).itertext()) for page in pages(site))
    assert [word for word in words if word not in shown] == []
    check_data(site / "ville")


def pages(site: Path) -> list[str]:
    portal = (site / "ville").resolve()
    return ["index.html", *sorted(f"ville/{path.relative_to(portal).as_posix()}" for path in portal.rglob("*.html"))]


def tree(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def structure(path: Path) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """The elements with the names of their attributes, and the addresses that they lead to."""
    elements = list(tree(path).iter())
    addresses = [value for e in elements for name, value in e.attrib.items() if name in ("href", "src", "action")]
    return sorted((str(e.tag), list(e.attrib)) for e in elements), sorted(addresses)


def check_data(portal: Path) -> None:
    """Data files can be read; no cell of a table is a formula."""
    for path in portal.resolve().rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in portal.resolve().rglob("*.csv"):
        for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()):
            for cell in row:
                assert not cell.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or is_number(cell), (
                    cell
                )
    for path in portal.resolve().rglob("*.xml"):
        etree.parse(path)
    for name in ("_headers", "nginx.conf", "robots.txt"):
        assert "alert" not in (portal / name).read_text(encoding="utf-8")


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
