"""Journeys of the guide: ``guide/parcours/<parcours>.yml``, shared by the portals that they name."""

from __future__ import annotations

from pathlib import PurePosixPath

from portail.load.typed import Loaded, load_yaml
from portail.model import Journey
from portail.model.scalars import RESERVED, SLUG, shown
from portail.problems import Position, Problem
from portail.sources import Tree

FOLDER = "guide/parcours"


def load_journeys(tree: Tree, portal: str) -> tuple[tuple[Loaded[Journey], ...], list[Problem]]:
    """The journeys that a portal shows, in the order of the files' names, and the problems of all files."""
    paths, problems = tree.files(FOLDER, ".yml")
    journeys: list[Loaded[Journey]] = []
    for path in paths:
        name = PurePosixPath(path).stem
        if not SLUG.fullmatch(name) or RESERVED.fullmatch(name):
            message, remedy = f"« {shown(name)} » ne peut pas nommer un parcours", "minuscules, chiffres et tirets"
            problems.append(Problem(Position(path), "nom-de-fichier", message, remedy))
        journey, found = load_yaml(tree, path, Journey)
        problems += found
        if journey and (not journey.value.portals or portal in journey.value.portals):
            journeys.append(journey)
    return tuple(journeys), problems
