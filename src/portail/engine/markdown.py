"""Markdown to HTML as MkDocs does it, one converter for all the pages of a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

from portail.engine.shortcuts import shorten
from portail.engine.urls import relative_url


@dataclass(frozen=True)
class Heading:
    """An entry of the table of contents, as the skeleton reads it."""

    title: str
    url: str


@dataclass(frozen=True)
class Converted:
    """The HTML of a text and its first-level headings."""

    html: str
    headings: tuple[Heading, ...]


class Converter:
    """Converts the bodies of one language's pages; links between files become links between pages."""

    def __init__(self, md: markdown.Markdown, urls: dict[str, str]) -> None:
        """``urls`` gives the address of each staged file (``guide/nas.md`` → ``guide/nas/``)."""
        self._markdown = md
        # HTML in a text is shown, never obeyed: ``check`` refuses it, and nothing depends on its refusal.
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.inlinePatterns.deregister("html")
        self._links = _Links(urls)
        self._markdown.treeprocessors.register(self._links, "relpath", 0)
        shorten(self._markdown)

    def convert(self, text: str, file: str, url: str) -> Converted:
        """The HTML of a body that stands in ``file`` and is published at ``url``."""
        self._links.file, self._links.url = file, url
        self._markdown.reset()
        html = self._markdown.convert(text)
        tokens: list[dict[str, Any]] = getattr(self._markdown, "toc_tokens", [])
        return Converted(html, tuple(Heading(token["name"], f"#{token['id']}") for token in tokens))


class _Links(Treeprocessor):
    def __init__(self, urls: dict[str, str]) -> None:
        super().__init__()
        self.urls = urls
        self.file = self.url = ""

    def run(self, root: Element) -> None:
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(str(element.tag))
            if key and (link := element.get(key)):
                element.set(key, self._resolved(link))

    def _resolved(self, link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path or link.startswith("/"):
            return link
        target = self.urls.get(_joined(self.file, unquote(parts.path)))
        if target is None:
            return link
        return urlunsplit(("", "", relative_url(target, self.url), parts.query, parts.fragment))


def _joined(file: str, path: str) -> str:
    parts = file.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)
