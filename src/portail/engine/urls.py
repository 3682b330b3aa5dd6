"""Relative links as MkDocs writes them, so that both engines give the same bytes."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit


def relative_url(url: str, origin: str) -> str:
    """The link from the page at ``origin`` to ``url``, both below the site's root.

    >>> relative_url("guide/nas/", "guide/logement/")
    '../nas/'
    >>> relative_url(".", "en/guide/")
    '../..'
    """
    here, there = _parts(origin), _parts(url)
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    link = "/".join([".."] * (len(here) - shared) + there[shared:]) or "."
    return link + "/" if url.endswith("/") else link


def from_page(path: str, page_url: str) -> str:
    """The template filter ``url``: a path below the root as a link of the page at ``page_url``."""
    if path.startswith(("/", "#")) or (":" in path and urlsplit(path).scheme):
        return path
    return relative_url(path or ".", page_url)


@lru_cache(10_000)
def _parts(url: str) -> list[str]:
    parts: list[str] = []
    for step in url.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            parts.append(step)
    return parts
