"""The measures: every tool in turn, round after round, so that a busy moment of the machine hurts them alike."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from content import Size
from fiches import slug
from installation import CACHE, Unavailable, install
from measure import Failed, Sample, last_line, run
from quiet import turn, wait_for_quiet, workshop
from speech import LANGUAGES
from tools import EDITED, FULL, Tool


@dataclass(frozen=True)
class Plan:
    """What to measure."""

    sizes: tuple[Size, ...]
    tools: tuple[Tool, ...]
    runs: int = 3
    actions: int = 60
    seed: int = 1
    timeout: float = 1800
    patience: float = 0
    """Seconds to wait, before each build, for a moment when the machine does nothing else."""


@dataclass
class Result:
    """A measure of a tool at a size."""

    size: Size
    tool: Tool
    measure: str
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    pages: int = 0
    largest: int = 0
    together: int = 0
    failure: str = ""

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def per_page(self) -> float:
        """Milliseconds."""
        return self.median / self.pages * 1000


def tell(text: str) -> None:
    """A line of progress."""
    print(f"[{dt.datetime.now():%H:%M:%S}] {text}", file=sys.stderr, flush=True)


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def measure_all(plan: Plan) -> list[Result]:
    """Install, write the corpora and measure; a tool that fails is in the results with the reason."""
    broken: dict[str, str] = {}
    for tool in plan.tools:
        try:
            tell(f"installation · {tool.title}")
            with turn(CACHE):
                install(tool.name)
        except Unavailable as reason:
            broken[tool.name] = str(reason)
    with workshop(CACHE) as place:
        return [result for size in plan.sizes for result in _measure_size(plan, size, broken, place / str(size))]


def _measure_size(plan: Plan, size: Size, broken: dict[str, str], place: Path) -> list[Result]:
    results = [Result(size, tool, measure) for tool in plan.tools for measure in tool.measures]
    for result in results:
        result.failure = broken.get(result.tool.name, "")
    roots = {tool.name: place / tool.name for tool in plan.tools}
    for tool in plan.tools:
        if tool.name not in broken and (failure := _write_corpus(plan, size, tool, roots[tool.name])):
            _fail(results, tool, failure)
    for rank in range(plan.runs + 1):  # the first round warms the disk's cache and weighs; it is not timed
        for result in results:
            if not result.failure:
                _measure_once(plan, result, roots[result.tool.name], rank, results)
    shutil.rmtree(place, ignore_errors=True)
    return results


def _fail(results: Sequence[Result], tool: Tool, failure: str) -> None:
    tell(f"échec · {tool.title} : {failure}")
    for result in results:
        if result.tool is tool:
            result.failure = result.failure or failure


def _write_corpus(plan: Plan, size: Size, tool: Tool, root: Path) -> str:
    """Write the project in a process of its own: ours stays small, or it would count as the builds' memory."""
    tell(f"{size} · corpus pour {tool.title}")
    shutil.rmtree(root, ignore_errors=True)
    options = ("--size", str(size), "--for", tool.name, "--out", str(root))
    numbers = ("--seed", str(plan.seed), "--actions", str(plan.actions))
    command = (sys.executable, str(Path(__file__).with_name("corpus.py")), *options, *numbers)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"corpus : {last_line(done.stderr)}" if done.returncode else ""


def _measure_once(plan: Plan, result: Result, root: Path, rank: int, results: Sequence[Result]) -> None:
    name = f"{result.size} · tour {rank}/{plan.runs} · {result.tool.title} · {result.measure}"
    try:
        sample = _sample(plan, result, root, rank)
    except Failed as failure:
        _fail(results, result.tool, str(failure))
        return
    result.largest = max(result.largest, sample.largest)
    if rank:
        result.seconds.append(sample.seconds)
        result.processor.append(sample.processor)
        result.others.append(sample.others / (sample.seconds * cores()))
    else:
        result.together = sample.together
    tell(f"{name} : {sample.seconds:.2f} s{'' if rank else ' (tour pour rien)'}")


def _sample(plan: Plan, result: Result, root: Path, rank: int) -> Sample:
    """One build, and the proof that it built what it had to."""
    tool, size = result.tool, result.size
    languages = LANGUAGES[: size.languages]
    edited, words = slug(1 + rank * 7 % size.fiches), f"Phrase ajoutée au tour {rank}."
    if result.measure == FULL:
        tool.clear(root)
    elif result.measure == EDITED:
        tool.edit(root, edited, words)
    with turn(CACHE):
        wait_for_quiet(plan.patience if rank else 0, cores())
        os.sync()  # what another tool wrote is not written to the disk during this build
        sample = run(tool.commands(root, languages), cores(), plan.timeout, weigh=rank == 0)
    if result.measure == EDITED and words not in tool.built(root, "fr", f"guide/{edited}").read_text("utf-8"):
        raise Failed(f"la page de la fiche modifiée, {edited}, n'a pas changé")
    result.pages = tool.count(root, languages)
    for language in languages:
        for number in range(1, size.fiches + 1):
            page = tool.built(root, language, f"guide/{slug(number)}")
            if not page.is_file():
                raise Failed(f"page absente : {page.relative_to(root)}")
    return sample
