"""Links between built pages: every address, file and anchor exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from portail.check.page import PageFacts


def broken_links(pages: Mapping[str, PageFacts], files: Iterable[str], base: str = "/") -> Iterator[tuple[str, str]]:
    """Each broken link as (page, link). ``files`` are all files of the site, ``base`` its root path."""
    known = set(files)
    for page in pages.values():
        for link in dict.fromkeys(page.links):
            target = resolve(page.path, link, base)
            if target is None:
                continue
            path, anchor = target
            if path not in known or (anchor and path in pages and anchor not in pages[path].ids):
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
