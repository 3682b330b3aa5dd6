"""What a text is made of, and how each tool writes it: one content, four kinds of Markdown.

A link inside the site is written ``⟦guide/louer-3|words⟧`` until a flavour turns it into its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

LINK = re.compile(r"⟦([^|⟧]+)\|([^⟧]+)⟧")


@dataclass(frozen=True)
class Heading:
    """A heading of the text; the page's title is not one."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Sentences."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list, each item with the items below it."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a row of headers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Note:
    """An admonition: note, tip, warning or danger."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class Picture:
    """An image of ``guide/images/`` and what it shows."""

    name: str
    description: str


Block = Heading | Paragraph | Items | Table | Note | Picture


@dataclass(frozen=True)
class Page:
    """A page as the peers get it. ``path``: ``index``, ``guide/index``, ``guide/louer-3``, ``plan/axe-1`` …"""

    path: str
    language: str
    title: str
    summary: str
    blocks: tuple[Block, ...]
    theme: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flavour:
    """How a tool writes what Markdown does not settle: links by page, admonitions, where images are."""

    link: Callable[[Page, str], str]
    note: Callable[[Note], str]
    images: Callable[[Page], str]

    def text(self, page: Page) -> str:
        """The body of a page."""
        return "\n\n".join(self._block(page, block) for block in page.blocks) + "\n"

    def _block(self, page: Page, block: Block) -> str:
        match block:
            case Heading(text, level):
                return f"{'#' * level} {text}"
            case Paragraph(text):
                return self._line(page, text)
            case Items():
                return self._items(page, block)
            case Table(head, rows):
                return "\n".join(self._row(page, row) for row in (head, ("---",) * len(head), *rows))
            case Note(kind, name, text):
                return self.note(Note(kind, name, self._line(page, text)))
            case Picture(name, description):
                return f"![{description}]({self.images(page)}{name})"

    def _items(self, page: Page, items: Items) -> str:
        lines = []
        for rank, (text, below) in enumerate(items.rows, 1):
            lines.append(f"{f'{rank}.' if items.ordered else '-'} {self._line(page, text)}")
            lines += [f"    - {self._line(page, inner)}" for inner in below]
        return "\n".join(lines)

    def _row(self, page: Page, cells: Iterable[str]) -> str:
        return "| " + " | ".join(self._line(page, cell) for cell in cells) + " |"

    def _line(self, page: Page, text: str) -> str:
        return LINK.sub(lambda match: f"[{match[2]}]({self.link(page, match[1])})", text)


def _indented(note: Note) -> str:
    return f'!!! {note.kind} "{note.title}"\n    {note.text}'


def _quoted(note: Note) -> str:
    return f"> [!{note.kind.upper()}] {note.title}\n> {note.text}"


def _fenced(note: Note) -> str:
    kind = {"warning": "caution"}.get(note.kind, note.kind)
    return f":::{kind}[{note.title}]\n{note.text}\n:::"


def _beside(page: Page, target: str) -> str:
    """The Markdown file as it stands from the page's folder."""
    return posixpath.relpath(f"{target}.md", posixpath.dirname(page.path) or ".")


def address(language: str, path: str) -> str:
    """The public address of a page: French at the root, the others in a folder."""
    folded = path.removesuffix("index").strip("/")
    prefix = "" if language == "fr" else f"{language}/"
    return f"/{prefix}{folded}/" if folded else f"/{prefix}"


def _near_images(page: Page) -> str:
    return posixpath.relpath("guide/images", posixpath.dirname(page.path) or ".") + "/"


MATERIAL = Flavour(_beside, _indented, _near_images)
"""Ours, MkDocs and Zensical."""
HUGO = Flavour(lambda _page, target: "/" + target.removesuffix("index").strip("/"), _quoted, lambda _: "/images/")
STARLIGHT = Flavour(lambda page, target: address(page.language, target), _fenced, lambda _: "/images/")
