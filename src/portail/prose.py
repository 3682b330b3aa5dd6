"""Rules for the Markdown that editors write: no HTML, known links, safe addresses, described images.

Editors are honest but paste; what they paste must not become live markup, nor keep the converter busy
for minutes. Code is left out of the search (spaces in its place, so that columns hold). What escapes
this reading is refused in the built page (``check.page``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from urllib.parse import urlsplit

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from portail.load.guide import IMAGES
from portail.load.typed import did_you_mean
from portail.problems import ENOUGH, Problem
from portail.sources import Document

MAX_LENGTH = 30_000
"""Characters of a text: four times the longest fiche."""
MAX_OPEN = 10
"""Brackets or list marks one in another; Python-Markdown's time grows with their cube."""
MAX_MARKS = 200
"""Headings, blocks of code and abbreviations of a text; the converter's time grows with their square."""
MARK = re.compile(r"^(?:#|```|~~~|\*\[)", re.MULTILINE)
FENCED = FencedBlockPreprocessor.FENCED_BLOCK_RE
CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
CODE_OF_BLOCK = re.compile(CODE.pattern, re.DOTALL)
BLANK = re.compile(r"(\n[ \t]*\n)")
HTML = re.compile(
    r"<(?!https?://[^\s<>\"'`]+>|mailto:[^\s<>\"'@`]+@[^\s<>\"'@`]+>)"  # Markdown's own automatic links
    r"[a-zA-Z/!?][^>\n]{0,80}>?"
)
BRACKET = re.compile(r"\\.|!?\[|\]\(?|\n[ \t]*\n", re.DOTALL)
TARGET = re.compile(r"\s*<?((?:[^)>\n]|\n(?![ \t]*\n)){0,2000})")
DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]*\]:[ ]*\n?[ ]*<?([^\s>]+)", re.MULTILINE)
HEADING = re.compile(r"^(#{1,6})[^\n]*|^[^\n]+\n(=+|-+)[ ]*$", re.MULTILINE)
NESTED = re.compile(rf"^(?:[ \t]*(?:[-*+>]|\d+[.)])[ \t]+){{{MAX_OPEN + 1}}}", re.MULTILINE)
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*)>")
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
SAFE = ("https:", "http:", "tel:", "mailto:")
Finding = tuple[int, int, str, str, str]
"""Start and end in the text, code, message, way out."""


@dataclass(frozen=True)
class Neighbours:
    """What a text may link to: Markdown files and images, as written from where it stands."""

    pages: Collection[str]
    images: Collection[str] = ()


def check_prose(document: Document, neighbours: Neighbours) -> Iterator[Problem]:
    """Every broken rule of a Markdown body, at its line and column."""
    starts = list(accumulate((len(line) + 1 for line in document.body.split("\n")), initial=0))
    for start, end, code, message, remedy in islice(_findings(document.body, neighbours), ENOUGH):
        row = bisect_right(starts, start) - 1
        line, column = document.body_line + row, start - starts[row] + 1
        width = min(end, starts[row + 1] - 1) - start
        yield document.source.problem(line, column, code, message, remedy, max(1, width))


def _findings(body: str, neighbours: Neighbours) -> Iterator[Finding]:
    if len(body) > MAX_LENGTH:
        message = f"le texte a {len(body)} caractères, plus que les {MAX_LENGTH} permis"
        yield 0, 1, "fichier-trop-gros", message, "le découper en plusieurs fiches"
        return
    if too_many := next(islice(MARK.finditer(body), MAX_MARKS, None), None):
        message = f"plus de {MAX_MARKS} titres, blocs de code ou abréviations"
        yield (*too_many.span(), "contenu-interdit", message, "découper la fiche")
        return
    text = without_code(body)
    for match in HTML.finditer(text):
        yield (*match.span(), "contenu-interdit", *_html(match[0]))
    yield from _links(text, neighbours)
    for match in [*DEFINITION.finditer(text), *AUTOLINK.finditer(text)]:
        for fault in _target(match[1], False, neighbours):
            yield (*match.span(1), *fault)
    yield from _headings(text)
    for match in NESTED.finditer(text):
        message = f"plus de {MAX_OPEN} listes ou citations emboîtées"
        yield (*match.span(), "contenu-interdit", message, "enlever les tirets ou les > en trop")


def without_code(text: str) -> str:
    """The text with spaces in place of code.

    A span of code may cross lines, but not the end of a block, which only the converter knows: what is
    code both line by line and paragraph by paragraph is code for sure.
    """
    if "`" not in text and "~~~" not in text:
        return text
    text = FENCED.sub(_blank, text)
    by_line = CODE.sub(_blank, text)
    by_block = "".join(CODE_OF_BLOCK.sub(_blank, part) for part in BLANK.split(text))
    return "".join(one if one == other else was for one, other, was in zip(by_line, by_block, text, strict=True))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _html(tag: str) -> tuple[str, str]:
    if "@" in tag and "=" not in tag:
        return "adresse de courriel entre < et >", "<mailto:nom@ville.ca>"
    return f"balise HTML « {tag[:30]} »", "écrire en Markdown ; pour montrer ce texte tel quel : `…`"


def _links(text: str, neighbours: Neighbours) -> Iterator[Finding]:
    opened: list[tuple[int, bool]] = []
    for match in BRACKET.finditer(text):
        if match[0].endswith("["):
            opened.append((match.start(), match[0] == "!["))
            if len(opened) > MAX_OPEN:
                message = f"plus de {MAX_OPEN} crochets ouverts et pas encore fermés"
                yield (*match.span(), "contenu-interdit", message, "les fermer, ou écrire \\[")
                return
        elif match[0].startswith("]"):
            start, image = opened.pop() if opened else (match.start(), False)
            if match[0] == "](":
                yield from _link(text, start, image, match, neighbours)
        elif match[0].startswith("\n"):
            opened.clear()


def _link(text: str, start: int, image: bool, match: re.Match[str], neighbours: Neighbours) -> Iterator[Finding]:
    target = TARGET.match(text, match.end())
    raw, end = (target[1], target.end() + 1) if target else ("", match.end())
    if text[end - 1 : end] not in (")", ">"):
        yield start, match.end(), "contenu-interdit", "parenthèse jamais fermée après un lien", "[texte](fiche.md)"
        return
    if image and not text[start + 2 : match.start()].strip():
        yield start, end, "contenu-interdit", "image sans description", "![ce que montre l'image](…)"
    for fault in _target(raw, image, neighbours):
        yield (start, end, *fault)


def _target(raw: str, image: bool, neighbours: Neighbours) -> Iterator[tuple[str, str, str]]:
    # Browsers take spaces and control characters out of a scheme: « java script: » would run.
    if scheme := SCHEME.match(re.sub(r"[\x00-\x20]", "", raw)):
        if image:
            yield "contenu-interdit", "image d'un autre site", f"mettre l'image dans images/ ({', '.join(IMAGES)})"
        elif scheme[0].lower() not in SAFE or not _readable((raw.split() or [""])[0]):
            yield "contenu-interdit", f"adresse « {raw[:40]} »", "https://…, mailto:… ou tel:…"
        return
    address = (raw.split() or [""])[0]
    path = address.partition("#")[0]
    known = neighbours.images if image else neighbours.pages
    if address.startswith(("/", "\\")):
        yield "lien-brise", f"adresse « {address[:40]} »", "écrire le nom du fichier, par exemple nas.md"
    elif path not in known and (path or image):
        what = "l'image" if image else "la page"
        yield "lien-brise", f"{what} « {path[:60]} » n'existe pas", _known(path, known)


def _readable(address: str) -> bool:
    """Whether the address can be taken apart: « https://[x » stops the converter."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _known(path: str, names: Collection[str]) -> str:
    shown = sorted(names)
    listed = ", ".join(shown[:6]) + (" …" if len(shown) > 6 else "") if shown else "aucun"
    return did_you_mean(path, names) or f"fichiers connus : {listed}"


def _headings(text: str) -> Iterator[Finding]:
    before = 1
    for match in HEADING.finditer(text):
        level = len(match[1]) if match[1] else 1 if match[2][0] == "=" else 2
        if level == 1:
            yield (*match.span(), "titres", "titre de niveau 1, celui de la page", "commencer par ## …")
        elif level > before + 1:
            message = f"un titre de niveau {level} suit un titre de niveau {before}"
            yield (*match.span(), "titres", message, f"écrire {'#' * (before + 1)} …")
        before = level
