"""The first half of a build: everything that is known of a portal before its pages are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from portail.assemble.assets import Assets, portal_assets
from portail.exports import REGISTER, language_register, plan_files, plan_release
from portail.load import Sources, load_portal
from portail.load.memory import Memory
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import SitePage, portal_pages, portal_progress
from portail.pages.search import index_text
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
    progress: tuple[PlanProgress, ...] = ()
    files: Files = field(default_factory=dict)
    """Assets, images and data of all languages by their path in the site."""

    @property
    def name(self) -> str:
        return self.sources.id

    @property
    def languages(self) -> tuple[str, ...]:
        return self.sources.portal.value.languages

    @cached_property
    def pages(self) -> MutableMapping[str, tuple[SitePage, ...]]:
        """The pages of each language, made when they are asked for. Raises MissingWord."""
        return _Pages(self)

    def forget_pages(self) -> None:
        """Give back the memory of the pages that were listed, but the French; they are listed again at need."""
        for language in self.pages.keys() - {SOURCE_LANGUAGE}:
            del self.pages[language]

    def language_files(self, language: str) -> dict[str, Callable[[], str]]:
        """The data of one language: path in the site, and what makes the text. The register comes with French."""
        files = {f"{self.prefix(language)}recherche/index.json": lambda: index_text(self.sources, language)}
        if language == SOURCE_LANGUAGE:
            files[REGISTER] = lambda: language_register(self.sources, self.pages, self.languages)
        return files

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
    assets, files = portal_assets(root, sources.portal.value)
    every_file = {**files, **images, **_data_files(sources, progress)}
    prepared = Prepared(root, sources, strings, on, assets, tuple(progress), every_file)
    try:
        prepared.pages[SOURCE_LANGUAGE]  # the words that are missing here are missing everywhere
    except MissingWord as missing:
        return None, [*problems, missing.problem()]
    return prepared, problems


class _Pages(dict[str, tuple[SitePage, ...]]):
    def __init__(self, prepared: Prepared) -> None:
        super().__init__()
        self._prepared = prepared

    def __missing__(self, language: str) -> tuple[SitePage, ...]:
        one = self._prepared
        made = portal_pages(one.sources, one.progress, language, one.strings[language], one.on)
        return self.setdefault(language, tuple(made))


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
    return {
        f"donnees/{plan.plan.id}/{name}": content
        for plan in progress
        for name, content in plan_files(plan_release(plan, sources.plans[plan.plan.id], sources)).items()
    }
