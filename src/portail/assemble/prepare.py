"""The first half of a build: everything that is known of a portal before its pages are made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portail.assemble.assets import Assets, portal_assets
from portail.exports import plan_csv, plan_json
from portail.load import Sources, load_portal
from portail.load.memory import Memory
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import SitePage, portal_pages, portal_progress
from portail.pages.guide import search_index
from portail.problems import Problem, has_errors
from portail.progress import PlanProgress
from portail.sources import Tree
from portail.strings import FOLDER, MissingWord, Strings, load_strings
from portail.validate import check_texts, validate

Files = dict[str, str | bytes]


@dataclass(frozen=True)
class Prepared:
    """A portal whose pages and files are known, not yet made."""

    root: Path
    sources: Sources
    strings: dict[str, Strings]
    on: dt.date
    assets: Assets
    pages: dict[str, tuple[SitePage, ...]] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    """Assets, images and data by their path in the site."""

    @property
    def name(self) -> str:
        return self.sources.id

    @property
    def languages(self) -> tuple[str, ...]:
        return self.sources.portal.value.languages

    def prefix(self, language: str) -> str:
        """French stands at the root, the others in a folder named after them."""
        return "" if language == SOURCE_LANGUAGE else f"{language}/"


def read(
    root: Path, name: str, memory: Memory | None = None
) -> tuple[Sources | None, dict[str, Strings], list[Problem]]:
    """Load and validate a portal: its sources, the interface strings, every problem."""
    tree = Tree(root, memory)
    sources, problems = load_portal(tree, name)
    if sources is None:
        return None, {}, problems
    known = tuple(code for code in sources.portal.value.languages if tree.exists(f"{FOLDER}/{code}.yml"))
    strings, found = load_strings(tree, known)
    return sources, strings, problems + found + validate(sources)


def prepare(root: Path, name: str, on: dt.date, memory: Memory | None = None) -> tuple[Prepared | None, list[Problem]]:
    """All that the pages of a portal are made of; None when the sources have errors.

    The texts are not checked yet when nothing else is wrong: that is done as each is converted.
    """
    sources, strings, problems = read(root, name, memory)
    if sources is None:
        return None, problems
    if has_errors(problems):
        return None, problems + check_texts(sources)  # all mistakes in one run
    images, found = _images(Tree(root), sources)
    if found:
        return None, problems + found
    progress = portal_progress(sources, on)
    assets, files = portal_assets(root, sources.portal.value.colours)
    try:
        pages = {
            language: tuple(portal_pages(sources, progress, language, strings[language], on))
            for language in sources.portal.value.languages
        }
    except MissingWord as missing:
        return None, [*problems, missing.problem()]
    every_file = {**files, **images, **_data_files(sources, progress)}
    return Prepared(root, sources, strings, on, assets, pages, every_file), problems


def _images(tree: Tree, sources: Sources) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, path in sources.images.items():
        data, found = tree.read_bytes(path)
        problems += found
        if data is not None:
            files[f"guide/{name}"] = data
    return files, problems


def _data_files(sources: Sources, progress: Sequence[PlanProgress]) -> Files:
    files: Files = {}
    for plan in progress:
        files[f"donnees/{plan.plan.id}/plan.json"] = plan_json(plan)
        files.update({f"donnees/{plan.plan.id}/{name}": text for name, text in plan_csv(plan).items()})
    for language in sources.portal.value.languages:
        prefix = "" if language == SOURCE_LANGUAGE else f"{language}/"
        index = search_index(sources, language)
        files[f"{prefix}recherche/index.json"] = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return files
