"""What the layers say of words, a file a language: ``guide/<couche>/synonymes/<langue>.yml`` and ``glossaire/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TypeVar

from portail.load.typed import Loaded, load_yaml
from portail.model import Glossary, Synonyms
from portail.model.base import Model
from portail.model.scalars import LANGUAGE, shown
from portail.problems import Position, Problem
from portail.sources import Tree

M = TypeVar("M", bound=Model)
ByLanguage = dict[str, tuple[Loaded[M], ...]]
"""By language, from the most general layer to the most local: all of them count."""


def load_synonyms(tree: Tree, layers: Iterable[str]) -> tuple[ByLanguage[Synonyms], list[Problem]]:
    """The synonyms of the search that the layers give, and the problems of every file."""
    return _load(tree, layers, "synonymes", Synonyms)


def load_glossary(tree: Tree, layers: Iterable[str]) -> tuple[ByLanguage[Glossary], list[Problem]]:
    """The words that the layers explain, and the problems of every file."""
    found, problems = _load(tree, layers, "glossaire", Glossary)
    for files in found.values():
        for file in files:
            problems += _twice(file)
    return found, problems


def _twice(file: Loaded[Glossary]) -> Iterator[Problem]:
    seen: set[str] = set()
    for rank, term in enumerate(file.value.terms):
        if term.term.casefold() in seen:
            message = f"« {shown(term.term)} » est déjà expliqué plus haut"
            yield file.problem(("termes", rank, "terme"), "doublon", message, "garder un seul sens")
        seen.add(term.term.casefold())


def _load(tree: Tree, layers: Iterable[str], folder: str, kind: type[M]) -> tuple[ByLanguage[M], list[Problem]]:
    found: ByLanguage[M] = {}
    problems: list[Problem] = []
    for layer in layers:
        paths, refused = tree.files(f"guide/{layer}/{folder}", "")
        problems += refused
        for path in paths:
            language, _, suffix = PurePosixPath(path).name.partition(".")
            if suffix != "yml" or not LANGUAGE.fullmatch(language):
                message = f"ce n'est pas le nom d'un fichier de {folder}"
                problems.append(Problem(Position(path), "nom-de-fichier", message, "le code de la langue : fr.yml"))
                continue
            loaded, wrong = load_yaml(tree, path, kind)
            problems += wrong
            if loaded:
                found[language] = (*found.get(language, ()), loaded)
    return found, problems
