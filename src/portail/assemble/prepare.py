"""The first half of a build: everything before the engine."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portail.assemble.assets import Assets, portal_assets
from portail.assemble.tree import stage, stage_files
from portail.exports import plan_csv, plan_json
from portail.load import Sources, load_portal
from portail.pages import SitePage, portal_pages, portal_progress
from portail.pages.guide import search_index
from portail.problems import Problem, has_errors
from portail.progress import PlanProgress
from portail.render import Renderer
from portail.sources import Tree
from portail.strings import Strings, load_strings
from portail.validate import validate


@dataclass(frozen=True)
class Prepared:
    """A portal whose docs tree stands in ``docs``, with what the engine must know of it."""

    root: Path
    docs: Path
    sources: Sources
    strings: dict[str, Strings]
    on: dt.date
    assets: Assets
    pages: dict[str, tuple[SitePage, ...]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    """The source file of each staged file, for messages."""

    @property
    def name(self) -> str:
        return self.sources.id

    @property
    def languages(self) -> tuple[str, ...]:
        return self.sources.portal.value.languages


def read(root: Path, name: str) -> tuple[Sources | None, dict[str, Strings], list[Problem]]:
    """Load and validate a portal: its sources, the interface strings, every problem."""
    tree = Tree(root)
    sources, problems = load_portal(tree, name)
    if sources is None:
        return None, {}, problems
    strings, found = load_strings(tree, sources.portal.value.languages)
    return sources, strings, problems + found + validate(sources)


def prepare(root: Path, name: str, on: dt.date, docs: Path) -> tuple[Prepared | None, list[Problem]]:
    """Make the docs tree of a portal in ``docs``; None when there are errors, and nothing is written."""
    sources, strings, problems = read(root, name)
    if sources is None or has_errors(problems):
        return None, problems
    images, found = _images(Tree(root), sources)
    if found:
        return None, problems + found
    progress = portal_progress(sources, on)
    assets, files = portal_assets(root, sources.portal.value.colours)
    pages = {
        language: tuple(portal_pages(sources, progress, language, strings[language], on))
        for language in sources.portal.value.languages
    }
    prepared = Prepared(root, docs, sources, strings, on, assets, pages)
    _write(prepared, progress, {**files, **images})
    return prepared, problems


def _images(tree: Tree, sources: Sources) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, path in sources.images.items():
        data, found = tree.read_bytes(path)
        problems += found
        if data is not None:
            files[f"guide/{name}"] = data
    return files, problems


def _write(prepared: Prepared, progress: Sequence[PlanProgress], files: dict[str, str | bytes]) -> None:
    written = set(files)
    for language in prepared.languages:
        renderer = Renderer(prepared.root / "theme", prepared.strings[language])
        prepared.origins.update(stage(prepared.docs, prepared.pages[language], renderer))
    files.update(_data_files(prepared, progress))
    stage_files(prepared.docs, files)
    _remove_others(prepared.docs, written | set(files) | set(prepared.origins))


def _data_files(prepared: Prepared, progress: Sequence[PlanProgress]) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {}
    for plan in progress:
        files[f"donnees/{plan.plan.id}/plan.json"] = plan_json(plan)
        files.update({f"donnees/{plan.plan.id}/{name}": text for name, text in plan_csv(plan).items()})
    for language in prepared.languages:
        suffix = "" if language == "fr" else f".{language}"
        index = search_index(prepared.sources, language)
        files[f"recherche/index{suffix}.json"] = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return files


def _remove_others(docs: Path, kept: set[str]) -> None:
    """What a former run left: files first, then the folders they leave empty."""
    for path in sorted(docs.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(docs).as_posix() not in kept:
            path.unlink()


def clean(folder: Path) -> None:
    """Remove a working folder if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
