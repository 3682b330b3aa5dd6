"""Links between built pages: every address, file and anchor exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from portail.check.page import PageFacts


def broken_links(pages: Iterable[PageFacts], files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each broken link as (page, link). ``files`` are the paths of all files of the site."""
    known = set(files)
    pages = list(pages)
    ids = {page.path: frozenset(page.ids) for page in pages}
    for page in pages:
        for path, anchor, link in page.targets:
            if path not in known or (anchor and path in ids and anchor not in ids[path]):
                yield page.path, link


def resolve(page: str, link: str, base: str) -> tuple[str, str] | None:
    """The file (below the root) and anchor that a link of a page leads to; None for another site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return page, unquote(parts.fragment)
    folder = page.rpartition("/")[0]
    path = unquote(parts.path)
    joined = path.removeprefix(base) if path.startswith("/") else f"{folder}/{path}"
    clean = normpath(joined.lstrip("/") or ".").lstrip("./") if joined.strip("/") else ""
    if path.endswith(("/", "..")) or path == "." or not clean:
        clean = f"{clean}/index.html".lstrip("/")
    return clean, unquote(parts.fragment)
