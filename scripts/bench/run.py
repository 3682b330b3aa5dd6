"""Compare how long sites take to build: ours and its peers, the same content, side by side.

    make bench
    python scripts/bench/run.py --sizes 20x2,100x6 --runs 5 --only portail,hugo

Peers are installed under ``.cache/bench``; what is timed is whole processes. The table goes to the
standard output and to ``.cache/bench/resultats/``, progress to the standard error.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence

from content import DEFAULT_ACTIONS, Size
from installation import CACHE
from report import as_json, report
from rounds import Plan, measure_all
from tools import TOOLS, Tool

SIZES = "20x2,100x6,400x8"


def _sizes(text: str) -> tuple[Size, ...]:
    return tuple(dict.fromkeys(Size.parse(part) for part in text.split(",")))


def _tools(text: str) -> tuple[Tool, ...]:
    wanted = set(text.split(","))
    if unknown := wanted - {tool.name for tool in TOOLS}:
        known = ", ".join(tool.name for tool in TOOLS)
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} : outils connus : {known}")
    return tuple(tool for tool in TOOLS if tool.name in wanted)


def _plan(arguments: Sequence[str] | None) -> Plan:
    parser = argparse.ArgumentParser(description="Comparer les temps de construction avec d'autres outils.")
    parser.add_argument("--sizes", type=_sizes, default=_sizes(SIZES), help=f"fichesxlangues, … ({SIZES})")
    parser.add_argument("--runs", type=int, default=3, help="tours mesurés, après un tour pour rien (3)")
    parser.add_argument("--only", type=_tools, default=TOOLS, help=",".join(tool.name for tool in TOOLS))
    parser.add_argument("--actions", type=int, default=DEFAULT_ACTIONS, help="actions du plan (60)")
    parser.add_argument("--seed", type=int, default=1, help="une autre graine, un autre contenu (1)")
    parser.add_argument("--timeout", type=float, default=1800, help="secondes au plus par construction (1800)")
    parser.add_argument("--patience", type=float, default=0, help="secondes à attendre un moment calme, par mesure (0)")
    given = parser.parse_args(arguments)
    if given.runs < 1 or given.actions < 1:
        parser.error("au moins un tour et une action")
    return Plan(given.sizes, given.only, given.runs, given.actions, given.seed, given.timeout, given.patience)


def main(arguments: Sequence[str] | None = None) -> None:
    results = measure_all(_plan(arguments))
    text = report(results)
    folder = CACHE / "resultats"
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{dt.datetime.now():%Y-%m-%d-%H%M%S}"
    (folder / f"{stem}.md").write_text(text, "utf-8")
    (folder / f"{stem}.json").write_text(as_json(results), "utf-8")
    print(text)


if __name__ == "__main__":
    main()
