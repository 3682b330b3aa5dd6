"""axe-core finds nothing, on one page of each template."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from places import LANGUAGES, PAGES, ROOT, WIDTHS, path
from playwright.sync_api import Page
from visitor import Open

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


def faults(page: Page, only: list[str] = RULES) -> list[str]:
    """What axe-core reports, with everything that can be unfolded unfolded."""
    page.evaluate(OPEN_ALL)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate("(only) => axe.run({ runOnly: only, resultTypes: ['violations'] })", only)
    return [
        f"{fault['id']} ({fault['help']}): {node['target']} {node['failureSummary']}"
        for fault in result["violations"]
        for node in fault["nodes"]
    ]


def test_every_template_is_looked_at() -> None:
    templates = {template.stem for template in (ROOT / "theme/pages").glob("*.html")}
    assert templates - set(PAGES) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_to_report(reader: Open, name: str, language: str) -> None:
    page = reader().go(path(name, language))
    if name == "search":
        page.locator("#resultats li").first.wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], f"{width} px"


def portals() -> list[Path]:
    return sorted((ROOT / "content").glob("*/portail.yml"))


@pytest.mark.parametrize("portal", portals(), ids=lambda file: file.parent.name)
@pytest.mark.parametrize("name", ["home", "fiche", "action"])
def test_the_colours_of_each_city_can_be_read(reader: Open, portal: Path, name: str) -> None:
    colours = yaml.safe_load(portal.read_text(encoding="utf-8"))["couleurs"]
    page = reader().go(path(name, "fr"))
    page.evaluate(
        "([main, accent]) => { const style = document.documentElement.style;"
        "style.setProperty('--ville', main); style.setProperty('--accent', accent); }",
        [colours["principale"], colours["accent"]],
    )
    assert faults(page, ["color-contrast"]) == []


def test_axe_would_see_a_fault(reader: Open) -> None:
    page = reader().go("")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any(fault.startswith("html-has-lang") for fault in faults(page))
