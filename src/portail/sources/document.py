"""Strict YAML and front matter: every scalar stays a string, every value keeps its position.

PyYAML decides types by looks (``9:00`` is 540, ``no`` is False, ``0123`` is 83) and its composer
recurses in C until the process dies. Here only its event stream is used: depth, aliases, anchors, tags
and merge keys are refused as they come, and types are the business of the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from portail.problems import Problem
from portail.sources.tree import SourceFile

MAX_DEPTH = 20
Value = str | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What PyYAML says, in the words of someone who does not program, with the way out.
EXPLAINED = (
    ("mapping values are not allowed", "deux-points inattendu", 'mettre le texte entre guillemets : "…"'),
    ("tab character", "tabulation", "décaler avec des espaces, jamais avec la touche Tab"),
    ("cannot start any token", "caractère réservé en début de valeur", "mettre la valeur entre guillemets"),
    ("could not find expected ':'", "deux-points manquant après la clé", "écrire « clé: valeur »"),
    ("expected ',' or ']'", "crochet jamais fermé ou virgule manquante", "fermer avec ]"),
    ("expected ',' or '}'", "accolade jamais fermée ou virgule manquante", "fermer avec }"),
    ("while scanning a quoted scalar", "guillemet jamais fermé", "ajouter le guillemet de fin"),
    ("expected <block end>", "décalage inattendu", "aligner cette ligne avec ses voisines"),
    ("expected the node content", "valeur manquante ou mal placée", "écrire une valeur après les deux-points"),
    ("block sequence entries are not allowed", "tiret de liste mal placé", "mettre la liste à la ligne suivante"),
    (
        "did not find expected '-' indicator",
        "cette ligne n'est pas un élément de la liste",
        "commencer par un tiret ou aligner avec la clé",
    ),
    ("unknown escape", 'barre oblique inverse inconnue dans un texte entre "…"', "employer des apostrophes : '…'"),
)
UNEXPLAINED = (
    "le YAML devient illisible ici",
    "vérifier les décalages, les guillemets et les deux-points de cette ligne et de la précédente",
)


@dataclass
class Document:
    """The values of a YAML text, with the place of each key and value by its path.

    ``value`` holds only strings, None (an empty value), lists and dictionaries.
    """

    source: SourceFile
    value: Value = None
    body: str = ""
    body_line: int = 1
    parsed: bool = True
    """Whether the positions are known; a remembered document finds them again when a problem needs them."""
    _keys: dict[Path, tuple[int, int, int]] = field(default_factory=dict)
    _values: dict[Path, tuple[int, int, int]] = field(default_factory=dict)

    def problem(self, path: Path, code: str, message: str, remedy: str = "", *, key: bool = False) -> Problem:
        """A problem at the value (or the key) of a path, or at the nearest thing that holds it."""
        line, column, width = self._place(path, key=key)
        return self.source.problem(line, column, code, message, remedy, width)

    def holds(self, path: Path) -> bool:
        """Whether the key of a path is written in the file, be its value empty."""
        self._find_positions()
        return path in self._keys

    def _find_positions(self) -> None:
        if not self.parsed:
            again, _ = read_front_matter(self.source) if self.body_line > 1 else read_yaml(self.source)
            self._keys, self._values, self.parsed = again._keys, again._values, True

    def _place(self, path: Path, *, key: bool) -> tuple[int, int, int]:
        self._find_positions()
        if key and path in self._keys:
            return self._keys[path]
        for length in range(len(path), -1, -1):
            if place := self._values.get(path[:length]) or self._keys.get(path[:length]):
                if length < len(path) and path[:length] in self._keys:
                    return self._keys[path[:length]]
                return place
        return (1, 1, 1)


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(source: SourceFile, first_line: int = 1, text: str | None = None) -> tuple[Document, list[Problem]]:
    """The document of a YAML text (the whole file unless ``text``), and what is wrong with it."""
    reader = _Reader(source, first_line - 1)
    try:
        reader.read(source.text if text is None else text)
    except yaml.YAMLError as error:
        reader.problems.append(reader.explain(error))
        reader.document.value = None
    except _Refused as refused:
        reader.problems.append(refused.problem)
        reader.document.value = None
    return reader.document, reader.problems


def read_front_matter(source: SourceFile) -> tuple[Document, list[Problem]]:
    """The document between the two ``---`` of a Markdown file, with the rest as its body."""
    lines = source.lines
    if not lines or lines[0].rstrip() != "---":
        message = "la fiche ne commence pas par un en-tête"
        return Document(source), [source.problem(1, 1, "en-tete", message, "commencer par une ligne « --- »")]
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        message = "l'en-tête n'est pas fermé"
        return Document(source), [source.problem(1, 1, "en-tete", message, "ajouter une ligne « --- » après l'en-tête")]
    document, problems = read_yaml(source, 2, "\n".join(lines[1:end]) + "\n")
    document.body, document.body_line = "\n".join(lines[end + 1 :]), end + 2
    if not problems and not isinstance(document.value, dict):
        problems = [source.problem(2, 1, "en-tete", "l'en-tête n'est pas une suite de « clé: valeur »", "titre: …")]
    return document, problems


class _Reader:
    """Builds the value from the event stream, one node at a time."""

    def __init__(self, source: SourceFile, offset: int) -> None:
        self.source = source
        self.offset = offset
        self.document = Document(source)
        self.problems: list[Problem] = []

    def read(self, text: str) -> None:
        events = iter(yaml.parse(text, Loader=Loader))
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "yaml-interdit", "un second document commence ici", "enlever ce « --- »")
            elif isinstance(event, NodeEvent):
                self.document.value = self._node(event, events, (), 0)

    def _node(self, event: Event, events: Iterator[Event], path: Path, depth: int) -> Value:
        self._check(event, depth)
        self.document._values[path] = self._at(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path, depth)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path, depth)
        assert isinstance(event, ScalarEvent)
        return None if event.value == "" and not event.style else event.value

    def _mapping(self, events: Iterator[Event], path: Path, depth: int) -> Value:
        result: dict[str, Value] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event)
            below = (*path, key)
            if key in result:
                message = f"la clé « {key} » est déjà écrite plus haut"
                self.problems.append(self._problem(event, "cle-en-double", message, "garder une seule des deux"))
                below = (*path, f"{key} (bis)")
            else:
                self.document._keys[below] = self._at(event)
            value = self._node(next(events), events, below, depth + 1)
            result.setdefault(key, value)
        return result

    def _key(self, event: Event) -> str:
        self._check(event, 0)
        if not isinstance(event, ScalarEvent):
            self._refuse(event, "yaml-interdit", "une clé ne peut pas être une liste", "écrire « clé: valeur »")
        assert isinstance(event, ScalarEvent)
        if event.value == "<<" and not event.style:
            self._refuse(event, "yaml-interdit", "clé de fusion « << »", "recopier les valeurs")
        return str(event.value)

    def _sequence(self, events: Iterator[Event], path: Path, depth: int) -> Value:
        result: list[Value] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            result.append(self._node(event, events, (*path, len(result)), depth + 1))
        return result

    def _check(self, event: Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._refuse(event, "yaml-profondeur", f"plus de {MAX_DEPTH} niveaux imbriqués", "simplifier")
        if isinstance(event, AliasEvent):
            self._refuse(event, "yaml-interdit", f"alias « *{event.anchor} »", "recopier la valeur")
        assert isinstance(event, NodeEvent)
        if event.anchor:
            self._refuse(event, "yaml-interdit", f"ancre « &{event.anchor} »", "enlever l'ancre")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self._refuse(event, "yaml-interdit", f"étiquette « {tag} »", "enlever ce qui commence par !")

    def _at(self, event: Event) -> tuple[int, int, int]:
        start, end = event.start_mark, event.end_mark
        assert start and end
        width = end.column - start.column if end.line == start.line else 1
        return start.line + 1 + self.offset, start.column + 1, max(1, width)

    def _problem(self, event: Event, code: str, message: str, remedy: str) -> Problem:
        line, column, width = self._at(event)
        return self.source.problem(line, column, code, message, remedy, width)

    def _refuse(self, event: Event, code: str, message: str, remedy: str) -> None:
        raise _Refused(self._problem(event, code, message, remedy))

    def explain(self, error: yaml.YAMLError) -> Problem:
        """The parser's complaint in French; what was never closed is shown where it opens."""
        said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
        unclosed = "quoted scalar" in said or "expected ','" in said
        marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
        mark = next((mark for mark in (reversed(marks) if unclosed else marks) if mark), None)
        line = mark.line + 1 + self.offset if mark else 1
        column = mark.column + 1 if mark else 1
        if self.source.line(line)[column - 1 : column] == "\t":
            said = "tab character"
        for words, message, remedy in EXPLAINED:
            if words in said:
                return self.source.problem(line, column, "yaml-syntaxe", message, remedy)
        return self.source.problem(line, column, "yaml-syntaxe", *UNEXPLAINED)
