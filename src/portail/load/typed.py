"""A document becomes a model; pydantic's errors become problems at their place, in French."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portail import model
from portail.model.base import Model
from portail.model.scalars import shown
from portail.problems import CATALOGUE, ENOUGH, Problem
from portail.sources import Document, SourceFile, Tree, read_front_matter, read_yaml
from portail.sources.tree import signature

M = TypeVar("M", bound=Model)
LONGEST_WORD = 60
NOT_OF_KEYS = re.compile(r"[^a-z_]")
Reader = Callable[[SourceFile], tuple[Document, list[Problem]]]


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """A model with the document that it came from, for the problems found later."""

    value: M
    document: Document

    @property
    def path(self) -> str:
        return self.document.source.path

    def problem(
        self, path: tuple[str | int, ...], code: str, message: str, remedy: str = "", *, key: bool = False
    ) -> Problem:
        """A problem at a value (or its key) of the source file, by its path of French keys."""
        return self.document.problem(path, code, message, remedy, key=key)


def load_yaml(tree: Tree, path: str, kind: type[M]) -> tuple[Loaded[M] | None, list[Problem]]:
    """The model of a YAML file, or None, and its problems."""
    return _load(tree, path, kind, read_yaml)


def load_markdown(tree: Tree, path: str, kind: type[M]) -> tuple[Loaded[M] | None, list[Problem]]:
    """The model of a Markdown file's front matter, or None, and its problems."""
    return _load(tree, path, kind, read_front_matter)


def _load(tree: Tree, path: str, kind: type[M], read: Reader) -> tuple[Loaded[M] | None, list[Problem]]:
    sign = signature(f"{tree.root}/{path}") if tree.memory else None
    if sign and (known := tree.memory.model(path, kind, sign)):
        return known, []
    document = tree.memory.document(path, sign) if sign else None
    problems: list[Problem] = []
    if document is None:
        source, problems = tree.read(path)
        if source is None:
            return None, problems
        document, problems = read(source)
    if document.value is None and problems:
        return None, problems
    try:
        # Only French keys: the English names are for the program.
        value = kind.model_validate(document.value if document.value is not None else {}, by_alias=True, by_name=False)
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _follows(detail)]
        return None, problems + [_translated(document, detail) for detail in details[:ENOUGH]]
    loaded = Loaded(value, document)
    if sign and not problems:
        tree.memory.remember(path, kind, sign, document, loaded)
    return (loaded if not problems else None), problems


def _follows(detail: ErrorDetails) -> bool:
    """Whether an error only follows from others: a list is called empty when all its elements are wrong."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _translated(document: Document, detail: ErrorDetails) -> Problem:
    loc, kind = detail["loc"], detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind in CATALOGUE:
        where = (*loc, context["cle"]) if context.get("cle") else loc
        message, remedy = str(context.get("message", "")), str(context.get("remede", ""))
        return document.problem(where, kind, message, remedy, key=kind == "langue")
    if kind == "extra_forbidden":
        message = f"la clé « {shown(loc[-1])} » n'existe pas ici"
        cut = detail["input"] is None and not did_you_mean(str(loc[-1]), _keys())
        remedy = "une virgule a coupé la valeur : la mettre entre guillemets" if cut else _instead_of(str(loc[-1]))
        return document.problem(loc, "cle-inconnue", message, remedy, key=True)
    if kind == "missing":
        return _missing(document, loc)
    code, message, remedy = _shape(kind, context, detail["input"])
    return document.problem(loc, code, message, remedy)


def _missing(document: Document, loc: tuple[str | int, ...]) -> Problem:
    if document.holds(loc):
        return document.problem(loc, "cle-manquante", f"la clé « {loc[-1]} » est vide", "écrire une valeur")
    where = document.problem(loc[:-1], "cle-manquante", "", key=True)
    message = f"la clé « {loc[-1]} » manque"
    return Problem(
        where.position,
        "cle-manquante",
        message,
        f"ajouter « {loc[-1]}: … »",
        line_text=where.line_text,
        width=where.width,
    )


def _shape(kind: str, context: dict[str, Any], value: object) -> tuple[str, str, str]:
    """Code, message and way out for the errors that pydantic finds by itself."""
    if kind == "literal_error":
        expected = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        hint = did_you_mean(str(value), expected) or "choisir parmi : " + ", ".join(expected)
        return "choix", f"« {shown(value)} » n'est pas un choix possible", hint
    if kind in ("tuple_type", "list_type"):
        return "type", "une liste est attendue ici", "une ligne par élément, chacune commencée par un tiret"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return "type", "un groupe de clés est attendu ici", "des lignes « clé: valeur », décalées de deux espaces"
    if kind == "too_short":
        return "type", "la liste est vide", "ajouter au moins un élément"
    if kind == "too_long":
        return "type", f"la liste a plus de {context['max_length']} éléments", "en enlever"
    if kind == "string_too_long":
        message = f"le texte a {len(str(value))} caractères, plus que les {context['max_length']} permis"
        return "type", message, "le raccourcir"
    return "type", f"« {shown(value)} » n'a pas la forme attendue", "voir docs/donnees.md"


def _instead_of(key: str) -> str:
    if key not in _keys() and NOT_OF_KEYS.sub("", key) in _keys():
        return "retaper la clé : une espace insécable ou un caractère invisible s'y cache"
    if key in _keys():
        return "cette clé va ailleurs : vérifier le décalage de la ligne"
    return did_you_mean(key, _keys()) or "l'enlever ; docs/donnees.md donne les clés permises"


def did_you_mean(word: str, known: Collection[str]) -> str:
    """« vouliez-vous écrire … ? » when a known word is near, else nothing."""
    close = difflib.get_close_matches(word[:LONGEST_WORD], known, n=1, cutoff=0.7)
    return f"vouliez-vous écrire « {close[0]} » ?" if close else ""


@cache
def _keys() -> tuple[str, ...]:
    """Every key that some model knows."""
    kinds: list[type[Model]] = [Model]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    assert model.Plan in kinds
    return tuple(sorted({field.alias or name for kind in kinds for name, field in kind.model_fields.items()}))
