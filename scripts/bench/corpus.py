"""A realistic project of any size, the same for the same seed, written for us and for each peer.

    python scripts/bench/corpus.py --size 100x6 --for hugo --out /tmp/hugo

The sizes are « fiches x languages ». Every fiche is written in every language.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from content import DEFAULT_ACTIONS, Corpus, Size
from write_peers import write_hugo, write_mkdocs, write_starlight, write_zensical
from write_portail import write_portail

WRITERS: dict[str, Callable[[Corpus, Path], None]] = {
    "portail": write_portail,
    "mkdocs": write_mkdocs,
    "zensical": write_zensical,
    "hugo": write_hugo,
    "hugo-navigation": partial(write_hugo, navigation=True),
    "starlight": write_starlight,
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Écrire un projet d'essai pour un outil.")
    parser.add_argument("--size", type=Size.parse, default=Size(20, 2), help="fichesxlangues (20x2)")
    parser.add_argument("--for", dest="tool", choices=list(WRITERS), default="portail")
    parser.add_argument("--out", type=Path, required=True, help="dossier à remplir, vide ou nouveau")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=DEFAULT_ACTIONS, help="actions du plan (60)")
    given = parser.parse_args(arguments)
    if given.out.exists() and any(given.out.iterdir()):
        parser.error(f"le dossier {given.out} n'est pas vide")
    WRITERS[given.tool](Corpus(given.size, given.seed, given.actions), given.out)


if __name__ == "__main__":
    main()
