"""``portail check``: every mistake of the sources, nothing built."""

from __future__ import annotations

import click

from portail.assemble.prepare import read
from portail.cli.common import chosen, finish, format_option, project_root
from portail.load.plan import load_plan
from portail.load.typed import load_yaml
from portail.model import TableMap
from portail.orphans import orphans
from portail.problems import Format, Problem, unique
from portail.sources import Tree
from portail.validate import check_texts, validate_plan


@click.command(short_help="Tout vérifier, sans rien construire.")
@click.argument("portails", nargs=-1, metavar="[PORTAIL]…")
@format_option
def check(portails: tuple[str, ...], style: Format) -> None:
    """Vérifier les sources : chaque erreur de chaque fichier, à sa place, avec le remède.

    Sans nom de portail, tout est vérifié, même les plans et les fiches qu'aucun portail n'emploie.
    """
    root = project_root()
    names = chosen(root, portails)
    problems: list[Problem] = []
    for name in names:
        sources, _, found = read(root, name)
        problems += found + (check_texts(sources) if sources else [])
    if not portails:
        problems += _unused(Tree(root))
    count = "1 portail vérifié" if len(names) == 1 else f"{len(names)} portails vérifiés"
    finish(unique(problems), style, "", f"{count} : aucune erreur.")


def _unused(tree: Tree) -> list[Problem]:
    """The plans that no portal shows are checked too, and files that nothing reads are told."""
    problems = orphans(tree)
    for name in tree.folders("plans"):
        if name != "referentiels":
            plan, found = load_plan(tree, name)
            problems += found + (validate_plan(plan) if plan else [])
            if tree.exists(f"plans/{name}/import.yml"):
                problems += load_yaml(tree, f"plans/{name}/import.yml", TableMap)[1]
    return problems
