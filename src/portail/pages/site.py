"""A page of a portal in one language, before any engine has seen it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

FILES = (".json", ".csv", ".xml", ".ics", ".pdf", ".txt", ".zip", ".jsonld", ".xlsx")
"""What a link may lead to that is not a page: a dot alone tells nothing (actions 1.2, 2.a)."""
Section = Literal["accueil", "guide", "plan", "parcours", "comptoir", "recherche", "page"]


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb trail: what it is called and where it leads."""

    title: str
    path: str
    language: str


@dataclass(frozen=True)
class SitePage:
    """One page: ``path`` is its address below the language's root, without slashes at the ends.

    ``written_in`` are the languages in which the page really exists; in the others the French text
    stands, marked as French. ``context`` is what its template is given; a fiche has a Markdown ``body``.
    """

    path: str
    language: str
    text_language: str
    section: Section
    title: str
    description: str
    written_in: tuple[str, ...]
    template: str = ""
    context: object = None
    body: str = ""
    crumbs: tuple[Crumb, ...] = ()
    source: str = ""
    details: dict[str, object] = field(default_factory=dict)

    @property
    def is_fallback(self) -> bool:
        """Whether a reader of this language is shown the French text."""
        return self.text_language != self.language


def relative(path: str, origin: str) -> str:
    """The link from page ``origin`` to ``path``, both below the language's root.

    >>> relative("guide/nas", "guide/logement")
    '../nas/'
    >>> relative("", "guide")
    '../'
    >>> relative("donnees/plan.json", "")
    'donnees/plan.json'
    """
    target, _, anchor = path.partition("#")
    here = [part for part in origin.split("/") if part]
    there = [part for part in target.split("/") if part]
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    steps = [".."] * (len(here) - shared) + there[shared:]
    link = "/".join(steps) + ("" if target.endswith(FILES) or not steps else "/")
    return (link or ("./" if not anchor else "")) + (f"#{anchor}" if anchor else "")


def find(pages: Iterable[SitePage], path: str) -> SitePage | None:
    """The page at an address."""
    return next((page for page in pages if page.path == path), None)
