"""Rules for the Markdown that editors write: no HTML, known links, safe addresses, described images.

Editors are honest but paste; what they paste must not become live markup. Code is left out of the
search (``spaces`` in its place, so that columns hold).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from portail.load.guide import IMAGES
from portail.problems import Problem
from portail.sources import Document

FENCE = re.compile(r"^(\s*)(```+|~~~+)")
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
HTML = re.compile(r"<(?!https?://|mailto:)[a-zA-Z/!?][^>]{0,80}>?")
LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.)*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
DEFINITION = re.compile(r"^ {0,3}\[([^\]^][^\]]*)\]:\s*<?(\S+?)>?(?:\s|$)")
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
SAFE = ("https:", "http:", "tel:", "mailto:")


@dataclass(frozen=True)
class Neighbours:
    """What a text may link to: Markdown files and images, as written from where it stands."""

    pages: Collection[str]
    images: Collection[str] = ()

    @cached_property
    def key(self) -> str:
        """Stands for the whole set: texts found right beside it need not be read again."""
        names = "\n".join([*sorted(self.pages), "", *sorted(self.images)])
        return hashlib.sha256(names.encode()).hexdigest()


def check_prose(document: Document, neighbours: Neighbours) -> Iterator[Problem]:
    """Every broken rule of a Markdown body, at its line and column."""
    for number, line in _lines(document):
        if "<" in line:
            for match in HTML.finditer(line):
                message = f"balise HTML « {match[0][:30]} »"
                yield _at(document, number, match, "contenu-interdit", message, "écrire en Markdown, ou entre `…`")
        if "](" in line:
            for match in LINK.finditer(line):
                yield from _target(document, number, match, match[3], bool(match[1]), neighbours)
                if match[1] and not match[2].strip():
                    remedy = "![ce que montre l'image](…)"
                    yield _at(document, number, match, "contenu-interdit", "image sans description", remedy)
        if "]:" in line and (definition := DEFINITION.match(line)):
            yield from _target(document, number, definition, definition[2], False, neighbours)


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    """The lines of the body with their number in the file, code blanked out."""
    fence = ""
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if ("`" in line or "~" in line) and (mark := FENCE.match(line)):
            if not fence:
                fence = mark[2]
            elif mark[2].startswith(fence):
                fence = ""
            continue
        if not fence:
            yield number, CODE.sub(lambda m: " " * len(m[0]), line) if "`" in line else line


def _target(
    document: Document, number: int, match: re.Match[str], target: str, image: bool, neighbours: Neighbours
) -> Iterator[Problem]:
    address = re.sub(r"[\x00-\x20]", "", target)
    if scheme := SCHEME.match(address):
        if scheme[0].lower() not in SAFE or (image and scheme[0].lower() not in ("tel:",)):
            what = "image d'un autre site" if image else f"adresse « {address[:40]} »"
            remedy = f"mettre l'image dans images/ ({', '.join(IMAGES)})" if image else "https://…, mailto:… ou tel:…"
            yield _at(document, number, match, "contenu-interdit", what, remedy)
        return
    path = address.partition("#")[0]
    if address.startswith("//") or path.startswith("/"):
        yield _at(
            document, number, match, "lien-brise", f"adresse « {address[:40]} »", "écrire le nom du fichier : nas.md"
        )
    elif image and path not in neighbours.images:
        yield _at(document, number, match, "lien-brise", f"l'image « {path} » n'existe pas", _known(neighbours.images))
    elif not image and path and path not in neighbours.pages:
        yield _at(document, number, match, "lien-brise", f"la page « {path} » n'existe pas", _known(neighbours.pages))


def _known(names: Collection[str]) -> str:
    shown = sorted(names)
    return "fichiers connus : " + (", ".join(shown[:6]) + (" …" if len(shown) > 6 else "") if shown else "aucun")


def _at(document: Document, number: int, match: re.Match[str], code: str, message: str, remedy: str) -> Problem:
    width = match.end() - match.start()
    return document.source.problem(number, match.start() + 1, code, message, remedy, width)
