"""The results as a Markdown table, against ours and against Hugo, and the targets that we set ourselves."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from content import Size
from rounds import Result, cores
from tools import EDITED, FULL, SAME

COLUMNS = (
    "Outil", "Construction", "Médiane", "De … à", "Processeur", "× la nôtre", "× Hugo complet", "Pages", "ms/page",
    "Mémoire du plus gros processus", "de tous",
)  # fmt: skip
LEGEND = (
    "Processus entiers, tour à tour. « complète » : sans cache ni site ; « une fiche modifiée » et « rien de changé » : à "
    "la suite. « Processeur » : secondes de calcul de tous les processus, que les autres "
    "travaux de la machine changent moins. « × la nôtre » : médiane divisée par celle de notre même construction. Mémoire : le plus gros processus "
    "(noyau), et tous à la fois (PSS, échantillonné)."
)
LIMIT = 300_000_000
"""Bytes that a build of ours may take."""


def report(results: Sequence[Result]) -> str:
    """Everything, in Markdown."""
    parts = [machine(), LEGEND]
    for size in dict.fromkeys(result.size for result in results):
        here = [result for result in results if result.size == size]
        parts.append(f"### {size.fiches} fiches × {size.languages} langues\n\n{table(here)}\n\n{others(here)}")
    if checked := list(targets(results)):
        parts.append("### Cibles\n\n" + "\n".join(checked))
    return "\n\n".join(parts) + "\n"


def machine() -> str:
    """What the numbers were measured on; the load says whether it was busy with something else."""
    load = " ".join(french(value, 1) for value in os.getloadavg())
    return f"{cores()} cœurs, {_processor()}, Python {platform.python_version()}, charge {load}."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def others(results: Sequence[Result]) -> str:
    """How far the times of a table can be believed."""
    shares = [share for result in results for share in result.others]
    if not shares:
        return ""
    typical, worst = (f"{value * 100:.0f} %" for value in (median(shares), max(shares)))
    return f"Pendant ces mesures, d'autres travaux prenaient {typical} des processeurs (médiane), {worst} au pire."


def table(results: Sequence[Result]) -> str:
    """The table of one size."""
    rows = [COLUMNS, ("---", "---", *("--:",) * (len(COLUMNS) - 2))]
    rows += [_row(result, results) for result in results]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(result: Result, results: Sequence[Result]) -> tuple[str, ...]:
    if result.failure or not result.seconds:
        reason = (result.failure or "aucune mesure").replace("|", "/")
        return (result.tool.title, result.measure, f"échec : {reason}", *("",) * (len(COLUMNS) - 3))
    return (
        result.tool.title,
        result.measure,
        f"{french(result.median)} s",
        f"{french(min(result.seconds))} … {french(max(result.seconds))}",
        f"{french(median(result.processor))} s",
        _ratio(result, _find(results, "portail", result.measure)),
        _ratio(result, _find(results, "hugo", FULL)),
        str(result.pages),
        french(result.per_page, 1),
        megabytes(result.largest),
        megabytes(result.together),
    )


def _ratio(result: Result, reference: Result | None) -> str:
    return french(result.median / reference.median) if reference else "–"


def _find(results: Sequence[Result], tool: str, measure: str, size: Size | None = None) -> Result | None:
    """A measure that succeeded."""
    for result in results:
        if result.tool.name == tool and result.measure == measure and size in (None, result.size):
            return result if result.seconds and not result.failure else None
    return None


def targets(results: Sequence[Result]) -> Iterator[str]:
    """What must be true of ours, checked on these numbers; what was not measured is not said."""
    for size in dict.fromkeys(result.size for result in results):
        yield from _targets_of(results, size)
    costs = {str(r.size): r.per_page for r in results if r.tool.name == "portail" and r.measure == FULL and r.seconds}
    if "20x2" in costs and "400x8" in costs:
        yield _line("coût par page à 400x8 / à 20x2", costs["400x8"] / costs["20x2"], 1.3)


def _targets_of(results: Sequence[Result], size: Size) -> Iterator[str]:
    full = _find(results, "portail", FULL, size)
    if full is None:
        return
    hugo = _find(results, "hugo", FULL, size)
    if hugo and str(size) != "20x2":
        limit = 1.0 if size.fiches >= 400 else 1.5
        yield _line(f"{size} : complète / Hugo", full.median / hugo.median, limit)
    for name in ("zensical", "starlight", "mkdocs"):
        if peer := _find(results, name, FULL, size):
            yield _line(f"{size} : complète / {peer.tool.title}", full.median / peer.median, 1.0)
    if hugo and (edited := _find(results, "portail", EDITED, size)):
        yield _line(f"{size} : une fiche modifiée / Hugo complet", edited.median / hugo.median, 0.5)
    if same := _find(results, "portail", SAME, size):
        yield _line(f"{size} : rien de changé, secondes", same.median, 0.5)
    yield _line(f"{size} : mémoire de tous nos processus / 300 Mo", max(full.together, full.largest) / LIMIT, 1.0)


def _line(what: str, value: float, limit: float) -> str:
    return f"- {'✓' if value <= limit else '✗'} {what} : {french(value)} (au plus {french(limit, 1)})"


def french(value: float, digits: int = 2) -> str:
    """« 1,50 »."""
    return f"{value:.{digits}f}".replace(".", ",")


def megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} Mo" if size else "–"


def as_json(results: Sequence[Result]) -> str:
    """The same for programs."""
    rows = [
        {
            "size": str(r.size), "tool": r.tool.name, "measure": r.measure, "seconds": r.seconds, "processor": r.processor, "others": r.others, "pages": r.pages,
            "largest": r.largest, "together": r.together, "failure": r.failure,
        }
        for r in results
    ]  # fmt: skip
    return json.dumps({"machine": machine(), "results": rows}, ensure_ascii=False, indent=1)
