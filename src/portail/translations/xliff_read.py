"""XLIFF files that come back from translators: read as a stranger's file.

No document type, so no entity can be declared, and nothing outside the file is ever fetched; at most
1 MB, as every file that the program reads (``sources.tree``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from portail.problems import Problem
from portail.sources import SourceFile, Tree
from portail.translations.xliff_write import NAMESPACE

DECLARATION = re.compile(r"<!(?!--|\[CDATA\[)")
INLINE = frozenset({"g", "mrk"})
"""Elements that tools put in a target around its own words; others stand for what is not there."""


@dataclass(frozen=True)
class Unit:
    """A segment that came back: its French, its translation, its line in the file."""

    name: str
    source: str
    target: str
    line: int


@dataclass(frozen=True)
class Exchange:
    """A ``file`` of an XLIFF file: one text in one language."""

    file: SourceFile
    line: int
    original: str
    language: str
    stamp: str
    """The hash of the French text when it was exported; empty when the tool dropped it."""
    units: dict[str, Unit] = field(default_factory=dict)

    def problem(self, message: str, remedy: str, line: int = 0) -> Problem:
        """A problem of this exchange, at its line."""
        return self.file.problem(line or self.line, 1, "xliff", message, remedy)


def read_xliff(path: Path) -> tuple[list[Exchange], list[Problem]]:
    """The texts of an XLIFF file, or what is wrong with it."""
    file, problems = Tree(path.parent).read(path.name)
    if file is None:
        return [], problems
    if found := DECLARATION.search(file.text):
        line = file.text.count("\n", 0, found.start()) + 1
        message = "le fichier déclare un type de document ou des entités"
        return [], [file.problem(line, 1, "xliff", message, "demander un fichier sans <!DOCTYPE …>")]
    # The text was UTF-8 whatever its first line says; no entity, no network, no giant tree.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(file.text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line, message = error.lineno or 1, "le fichier n'est pas du XML lisible"
        return [], [file.problem(line, 1, "xliff", message, "l'enregistrer de nouveau depuis l'outil de traduction")]
    if root.tag != _tag("xliff"):
        message = "ce n'est pas un fichier XLIFF 1.2"
        return [], [
            file.problem(1, 1, "xliff", message, "l'enregistrer en XLIFF 1.2 ; « portail translations export »")
        ]
    exchanges = []
    for element in root.iter(_tag("file")):
        exchange, found_here = _exchange(file, element)
        exchanges.append(exchange)
        problems += found_here
    if not exchanges:
        problems.append(file.problem(1, 1, "xliff", "le fichier ne contient aucun texte", "exporter de nouveau"))
    return exchanges, problems


def _exchange(file: SourceFile, element: etree._Element) -> tuple[Exchange, list[Problem]]:
    problems: list[Problem] = []
    line = _line(element)
    language = element.get("target-language", "")
    exchange = Exchange(file, line, element.get("original", ""), language, element.get("build-num", ""))
    for unit in element.iter(_tag("trans-unit")):
        source, target = unit.find(_tag("source")), unit.find(_tag("target"))
        one = Unit(unit.get("id", ""), _text(source), _text(target), _line(unit))
        if one.name in exchange.units:
            problems.append(
                exchange.problem(f"le segment « {one.name[:20]} » est là deux fois", "en garder un", one.line)
            )
        exchange.units[one.name] = one
        for part in [source, target]:
            problems += [
                exchange.problem(
                    f"balise <{name[:20]}> dans un segment", "l'enlever dans l'outil de traduction", one.line
                )
                for name in _strange(part)
            ]
    return exchange, problems


def _strange(element: etree._Element | None) -> Iterator[str]:
    for inner in element.iterdescendants() if element is not None else ():
        name = etree.QName(inner).localname
        if name not in INLINE:
            yield name


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(str(part) for part in element.itertext())


def _line(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
