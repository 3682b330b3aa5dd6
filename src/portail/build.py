"""A build, from the sources in git to the published site. Read it top to bottom.

load → validate → compute → pages → docs tree → MkDocs, one process a language → check → publish
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from portail.assemble import Prepared, prepare
from portail.check import PageFacts, broken_links, read_page
from portail.model.scalars import SOURCE_LANGUAGE
from portail.parallel import TaskFailed, cores, forked
from portail.problems import Position, Problem, has_errors
from portail.publish import lock, publish

Tell = Callable[[str, int, int], None]
"""Told of each step: what is done, how many are done, how many there are."""


@dataclass
class Outcome:
    """What a build did: the problems, and the published fingerprint of each portal that passed."""

    problems: list[Problem] = field(default_factory=list)
    published: dict[str, str] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)


def _silent(_step: str, _done: int, _total: int) -> None:
    pass


def build_portals(root: Path, names: Sequence[str], on: dt.date, site: Path, tell: Tell = _silent) -> Outcome:
    """Build and publish the portals; those with errors stay as they were, the others are replaced."""
    outcome = Outcome()
    with ExitStack() as locks:
        for name in sorted(names):  # in one order, so that two builds never wait for each other
            if locks.enter_context(lock(site, name)):
                tell(f"une autre construction de « {name} » vient de finir", 0, 0)
        ready = _prepare_all(root, names, on, site, outcome, tell)
        facts = _build_all(ready, site, outcome, tell)
        for prepared in ready:
            _check_and_publish(prepared, facts[prepared.name], site, outcome)
    return outcome


def _prepare_all(
    root: Path, names: Sequence[str], on: dt.date, site: Path, outcome: Outcome, tell: Tell
) -> list[Prepared]:
    ready = []
    for rank, name in enumerate(names):
        tell(f"lecture de {name}", rank, len(names))
        work = _workshop(site, name)
        shutil.rmtree(work, ignore_errors=True)  # what a killed build left
        prepared, problems = prepare(root, name, on, work / "docs")
        outcome.problems += problems
        if prepared:
            ready.append(prepared)
    return ready


def _workshop(site: Path, name: str) -> Path:
    return site / ".construction" / name


def _build_all(ready: Sequence[Prepared], site: Path, outcome: Outcome, tell: Tell) -> dict[str, dict[str, PageFacts]]:
    """Every language of every portal, in as many processes as there are cores; the facts of each page."""
    facts: dict[str, dict[str, PageFacts]] = {prepared.name: {} for prepared in ready}
    jobs = [(prepared, language) for prepared in ready for language in prepared.languages]
    tasks = [partial(_build_one, prepared, language, _workshop(site, prepared.name)) for prepared, language in jobs]
    done = 0
    try:
        for rank, (pages, problems) in forked(tasks, cores()):
            prepared, language = jobs[rank]
            done += 1
            tell(f"{prepared.name} en {language}", done, len(jobs))
            facts[prepared.name].update({page.path: page for page in pages})
            outcome.problems += problems
    except TaskFailed as failure:
        place = Position("mkdocs.yml")
        outcome.problems.append(Problem(place, "construction", f"la construction s'est arrêtée : {failure}"))
    return facts


def _build_one(prepared: Prepared, language: str, work: Path) -> tuple[list[PageFacts], list[Problem]]:
    """One language into a folder of its own, then its pages read back."""
    from portail.engine.through_mkdocs import build_language_through_mkdocs

    site = work / language
    problems = build_language_through_mkdocs(prepared, language, site)
    if problems:
        return [], problems
    prefix = "" if language == SOURCE_LANGUAGE else f"{language}/"
    direction = prepared.strings[language].direction
    pages = []
    for page in prepared.pages[language]:
        path = f"{prefix}{page.path}/index.html" if page.path else f"{prefix}index.html"
        pages.append(read_page(path, (site / path).read_bytes(), language, direction))
    return pages, []


def _check_and_publish(prepared: Prepared, facts: dict[str, PageFacts], site: Path, outcome: Outcome) -> None:
    from portail.engine.finish import finish

    work = _workshop(site, prepared.name)
    if has_errors(outcome.problems):
        shutil.rmtree(work, ignore_errors=True)
        return
    built = _gather(prepared, work)
    problems = check_site(prepared, facts, built)
    outcome.problems += problems
    if not problems:
        finish(built, prepared)
        outcome.pages[prepared.name] = len(facts)
        outcome.published[prepared.name] = publish(built, site, prepared.name)
    shutil.rmtree(work, ignore_errors=True)


def _gather(prepared: Prepared, work: Path) -> Path:
    """The languages' folders as one site."""
    built = work / SOURCE_LANGUAGE
    for language in prepared.languages[1:]:
        (work / language / language).rename(built / language)
    return built


def check_site(prepared: Prepared, facts: dict[str, PageFacts], built: Path) -> list[Problem]:
    """What is wrong with the built pages, at the source that each page comes from."""
    files = [path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()]
    base = urlsplit(prepared.sources.portal.value.url or "").path or "/"
    origins = _origins(prepared)
    problems = [
        Problem(Position(origins.get(page.path, page.path)), "page-batie", f"/{page.path} : {fault}")
        for page in facts.values()
        for fault in page.faults
    ]
    problems += [
        Problem(Position(origins.get(page, page)), "lien-brise", f"/{page} : le lien « {link} » ne mène nulle part")
        for page, link in broken_links(facts, files, base)
    ]
    return problems + _same_titles(facts, origins)


def _origins(prepared: Prepared) -> dict[str, str]:
    found = {}
    for language, pages in prepared.pages.items():
        prefix = "" if language == SOURCE_LANGUAGE else f"{language}/"
        for page in pages:
            path = f"{prefix}{page.path}/index.html" if page.path else f"{prefix}index.html"
            found[path] = page.source or f"content/{prepared.name}/portail.yml"
    return found


def _same_titles(facts: dict[str, PageFacts], origins: dict[str, str]) -> list[Problem]:
    """Two pages of one language with the same title cannot be told apart in a list of tabs."""
    seen: dict[tuple[str, str], str] = {}
    problems = []
    for page in facts.values():
        other = seen.setdefault((page.language, page.title), page.path)
        if other != page.path:
            message = f"/{page.path} et /{other} ont le même titre, « {page.title} »"
            problems.append(Problem(Position(origins.get(page.path, page.path)), "doublon", message, "en changer un"))
    return problems
