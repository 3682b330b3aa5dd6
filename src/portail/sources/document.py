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

from portail.problems import ENOUGH, Problem
from portail.sources.explain import explain
from portail.sources.tree import CONTROLS, SourceFile

MAX_DEPTH = 20
MAX_VALUES = 20_000
"""Ten times what the longest plan holds."""
Value = str | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


_FEWER = "enlever les crochets ou les accolades en trop"
_IN_FULL = "recopier la valeur en toutes lettres, ou la mettre entre guillemets"


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
        reader.problems.append(explain(source, error, reader.last, reader.offset))
        reader.document.value = None
    except _Refused as refused:
        reader.problems.append(refused.problem)
        reader.document.value = None
    return reader.document, reader.problems


def read_front_matter(source: SourceFile) -> tuple[Document, list[Problem]]:
    """The document between the two ``---`` of a Markdown file, with the rest as its body."""
    lines = source.lines
    if not lines or lines[0].rstrip() != "---":
        return Document(source), [_no_front_matter(source)]
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        message = "l'en-tête n'est pas fermé"
        return Document(source), [source.problem(1, 1, "en-tete", message, "ajouter une ligne « --- » après l'en-tête")]
    document, problems = read_yaml(source, 2, "\n".join(lines[1:end]) + "\n")
    document.body, document.body_line = "\n".join(lines[end + 1 :]), end + 2
    if not problems and not isinstance(document.value, dict):
        document.value = None
        problems = [source.problem(2, 1, "en-tete", "l'en-tête n'est pas une suite de « clé: valeur »", "titre: …")]
    return document, problems


def _no_front_matter(source: SourceFile) -> Problem:
    first = next((line.strip() for line in source.lines if line.strip()), "")
    if first == "---":
        message, remedy = "une ligne vide précède l'en-tête", "commencer le fichier par « --- »"
    elif not first:
        message, remedy = "la fiche est vide", "« portail new fiche ma-fiche » en crée une complète"
    else:
        message, remedy = "la fiche ne commence pas par un en-tête", "commencer par une ligne « --- »"
    return source.problem(1, 1, "en-tete", message, remedy)


class _Reader:
    """Builds the value from the event stream, one node at a time."""

    def __init__(self, source: SourceFile, offset: int) -> None:
        self.source = source
        self.offset = offset
        self.document = Document(source)
        self.problems: list[Problem] = []
        self.last: ScalarEvent | None = None

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
        if len(self.document._values) >= MAX_VALUES:
            self._refuse(event, "fichier-trop-gros", f"plus de {MAX_VALUES} valeurs", "découper le fichier")
        self.document._values[path] = self._at(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path, depth)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path, depth)
        return self._scalar(event)

    def _scalar(self, event: Event) -> str | None:
        assert isinstance(event, ScalarEvent)
        self.last = event
        if code := CONTROLS.search(event.value):  # written as a code: "\u202e"
            message = f"caractère invisible U+{ord(code[0]):04X}"
            self._refuse(event, "caractere-interdit", message, "enlever la barre oblique inverse et son code")
        return None if event.value == "" and not event.style else str(event.value)

    def _mapping(self, events: Iterator[Event], path: Path, depth: int) -> Value:
        result: dict[str, Value] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event)
            below = (*path, key)
            if key in result:
                message = f"la clé « {key[:40]} » est déjà écrite plus haut"
                self.problems.append(self._problem(event, "cle-en-double", message, "garder une seule des deux"))
                if len(self.problems) > ENOUGH:
                    raise _Refused(self.problems.pop())
                below = (*path, f"{key} (bis)")
            else:
                self.document._keys[below] = self._at(event)
            value = self._node(next(events), events, below, depth + 1)
            result.setdefault(key, value)
        return result

    def _key(self, event: Event) -> str:
        self._check(event, 0)
        if not isinstance(event, ScalarEvent):
            message = "une clé est un mot, pas une liste ni un groupe de clés"
            self._refuse(event, "yaml-interdit", message, "mettre la valeur entre guillemets")
        assert isinstance(event, ScalarEvent)
        if event.value == "<<" and not event.style:
            self._refuse(event, "yaml-interdit", "clé de fusion « << »", "recopier les valeurs")
        return self._scalar(event) or ""

    def _sequence(self, events: Iterator[Event], path: Path, depth: int) -> Value:
        result: list[Value] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            result.append(self._node(event, events, (*path, len(result)), depth + 1))
        return result

    def _check(self, event: Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._refuse(event, "yaml-profondeur", f"plus de {MAX_DEPTH} niveaux imbriqués", _FEWER)
        if isinstance(event, AliasEvent):
            self._refuse(event, "yaml-interdit", f"alias « *{(event.anchor or '')[:40]} »", _IN_FULL)
        assert isinstance(event, NodeEvent)
        if event.anchor:
            self._refuse(event, "yaml-interdit", f"ancre « &{event.anchor[:40]} »", _IN_FULL)
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            written = tag.replace("tag:yaml.org,2002:", "!!")[:40]
            self._refuse(event, "yaml-interdit", f"étiquette « {written} »", _IN_FULL)

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
