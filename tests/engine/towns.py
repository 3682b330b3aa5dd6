"""Copies of the real project, and what its built sites hold."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from conftest import ROOT

DAY = "2026-11-21"


def copy_of_the_project(root: Path) -> Path:
    """The sources alone: no cache, no site, the installed fonts through a link."""
    for folder in ("content", "guide", "plans", "theme"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "docs").mkdir()  # MkDocs wants its folder, though the plugin gives it another
    if (ROOT / "node_modules").is_dir():
        (root / "node_modules").symlink_to(ROOT / "node_modules")
    return root


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    here = site.resolve()
    return {p.relative_to(here).as_posix(): p.read_bytes() for p in sorted(here.rglob("*")) if p.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that only one has, or that are not the same."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@dataclass(frozen=True)
class Town:
    """A built portal."""

    site: Path

    @cached_property
    def pages(self) -> dict[str, HtmlElement]:
        """Every HTML page by its path."""
        parser = html.HTMLParser(encoding="utf-8")
        texts = {path: data for path, data in files(self.site).items() if path.endswith(".html")}
        return {path: html.document_fromstring(data, parser=parser) for path, data in texts.items()}

    def page(self, path: str) -> HtmlElement:
        return self.pages[f"{path}index.html"]
