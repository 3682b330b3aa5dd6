"""The synonyms of the search: ``guide/<couche>/synonymes/<langue>.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from portail.load.typed import Loaded, load_yaml
from portail.model import Synonyms
from portail.model.scalars import LANGUAGE
from portail.problems import Position, Problem
from portail.sources import Tree

SynonymSources = dict[str, tuple[Loaded[Synonyms], ...]]
"""By language, from the most general layer to the most local: all of them count."""


def load_synonyms(tree: Tree, layers: Iterable[str]) -> tuple[SynonymSources, list[Problem]]:
    """The synonyms that the layers give, and the problems of every file."""
    found: SynonymSources = {}
    problems: list[Problem] = []
    for layer in layers:
        paths, refused = tree.files(f"guide/{layer}/synonymes", "")
        problems += refused
        for path in paths:
            language, _, suffix = PurePosixPath(path).name.partition(".")
            if suffix != "yml" or not LANGUAGE.fullmatch(language):
                message = "ce n'est pas le nom d'un fichier de synonymes"
                problems.append(Problem(Position(path), "nom-de-fichier", message, "le code de la langue : fr.yml"))
                continue
            loaded, wrong = load_yaml(tree, path, Synonyms)
            problems += wrong
            if loaded:
                found[language] = (*found.get(language, ()), loaded)
    return found, problems
