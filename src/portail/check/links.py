"""Links between built pages: every address, file and anchor exists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from portail.check.page import PageFacts

PLAIN = re.compile(r"[\w.#-][\w./#-]*", re.ASCII)
"""A link to a page of the site, as nearly all are: it is taken apart without ``urlsplit``."""


def broken_links(
    pages: Iterable[PageFacts], files: Iterable[str], stand_ins: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Each broken link as (page, link). ``files`` are the paths of all files of the site.

    ``stand_ins`` are the pages that show the French text to readers of another language: the headings
    that it links to may be translated, so a lost anchor there only leads to the top of the right page.
    """
    known = set(files)
    pages = list(pages)
    ids = {page.path: frozenset(page.ids) for page in pages}
    for page in pages:
        for path, anchor, link in page.targets:
            lost = anchor and path in ids and anchor not in ids[path] and page.path not in stand_ins
            if path not in known or lost:
                yield page.path, link


def resolve(page: str, link: str, base: str) -> tuple[str, str] | None:
    """The file (below the root) and anchor that a link of a page leads to; None for another site.

    A link that leads out of the site on its own server, or that cannot be read, leads to no file.
    """
    if PLAIN.fullmatch(link):
        return _plain(page, link)
    try:
        parts = urlsplit(link)
    except ValueError:
        return link, ""
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return page, unquote(parts.fragment)
    path = unquote(parts.path)
    inside = path.removeprefix(base) if path.startswith("/") else join(dirname(page), path)
    clean = normpath(inside or ".")
    if inside.endswith(("/", "..")) or clean == ".":
        clean = normpath(f"{clean}/index.html")
    return clean, unquote(parts.fragment)


def _plain(page: str, link: str) -> tuple[str, str]:
    path, _, anchor = link.partition("#")
    if not path:
        return page, anchor
    parts = page.split("/")[:-1]
    steps = path.split("/")
    for step in steps:
        if step == "..":
            if not parts:
                return link, ""
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    if steps[-1] in ("", ".", ".."):
        parts.append("index.html")
    return "/".join(parts), anchor
