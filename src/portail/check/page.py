"""One built page: the facts that other pages depend on, and the rules it must keep alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from portail.check.links import resolve

if TYPE_CHECKING:
    from lxml import etree

LINKING = {"href", "src", "action", "data-index", "poster", "srcset"}
SAFE_SCHEMES = ("https:", "http:", "tel:", "mailto:")
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
LOADERS = {*LOADING, "link"}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
TITLE = re.compile(r"<title>([^<]*)</title>")
FORBIDDEN_TAGS = {"iframe", "object", "embed", "base", "frame", "frameset", "applet"}
# Browsers do not see these in an address: « java script: » runs.
IGNORED = re.compile(r"[\x00-\x20]")
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*:)")
MAX_BYTES = 400_000
# The form that our own pages have, which needs no parser: double quotes, lower case, nothing else in "<".
NAME = "(?:[a-z][a-z0-9-]*|viewBox|preserveAspectRatio|pattern[A-Z][a-z]+)"
TAG = re.compile(rf'<(?:([a-z][a-z0-9]*)((?: {NAME}(?:="[^"<>]*")?)*) ?/?|/[a-z][a-z0-9]*|!doctype html)>')
SUSPECT = frozenset({"style", "style=", "srcset=", "poster=", "id"} | LINKING)
"""Attributes, written with a value (=) or without, that must be looked at."""
ATTRIBUTE = re.compile(r' (id|href|src|action|data-index)="([^"]*)"')
VALUE = re.compile(r'="[^"]*"')
WAITING = re.compile(r"(?:https?|tel|mailto):[^\x00-\x20]*|/?[\w.#?%=&~-][\w./#?%=&~-]*")
"""Addresses that break no rule in a link, which waits for a click."""
HERE = re.compile(r"[\w.#-][\w./#?=-]*")
"""Addresses of the site itself."""


class PageFacts(NamedTuple):
    """What the check of links needs of a page, and what is wrong with it (messages in French)."""

    path: str
    language: str
    title: str
    ids: tuple[str, ...] = ()
    targets: tuple[tuple[str, str, str], ...] = ()
    """Each link to the site itself: file, anchor, and the link as written."""
    faults: tuple[str, ...] = ()


def read_page(path: str, data: bytes, language: str, direction: str, base: str = "/") -> PageFacts:
    """The facts of the page at ``path`` (below the site's root, ``guide/nas/index.html``)."""
    return _plain_page(path, data, language, direction, base) or _parsed_page(path, data, language, direction, base)


def _plain_page(path: str, data: bytes, language: str, direction: str, base: str) -> PageFacts | None:
    """The facts of a page of the usual form that breaks no rule; None when it must be looked at closely."""
    text = data.decode()
    tags = TAG.findall(text)
    if len(tags) != text.count("<") or len(data) > MAX_BYTES:
        return None
    written = "\n".join(attributes for _, attributes in tags if attributes)
    found = ATTRIBUTE.findall(written)
    ids = [unescape(value) for name, value in found if name == "id"]
    links = list(dict.fromkeys(unescape(value) for name, value in found if name != "id"))
    title = TITLE.search(text)
    names = {tag for tag, _ in tags}
    plain = (
        len(set(ids)) == len(ids)
        and names.isdisjoint(FORBIDDEN_TAGS)
        and not any(name in SUSPECT or name.startswith("on") for name in set(VALUE.sub("=", written).split()))
        and all(map(WAITING.fullmatch, links))
        and all(_loads_from_here(tag, attributes) for tag, attributes in tags if tag in LOADERS)
        and text.startswith(f'<!doctype html>\n<html lang="{language}" dir="{direction}">')
        and not list(_heading_faults([int(tag[1]) for tag, _ in tags if tag in HEADINGS]))
    )
    if not plain or not title or not title[1].strip():
        return None
    return PageFacts(path, language, unescape(title[1]).strip(), tuple(ids), _targets(path, links, base))


def _loads_from_here(tag: str, attributes: str) -> bool:
    """Whether what an element fetches is surely of the site itself."""
    if tag == "link" and ('rel="canonical"' in attributes or 'rel="alternate"' in attributes):
        return True
    addresses = [value for name, value in ATTRIBUTE.findall(attributes) if name in ("href", "src")]
    return bool(addresses) and all(HERE.fullmatch(address) for address in addresses)


def _parsed_page(path: str, data: bytes, language: str, direction: str, base: str) -> PageFacts:
    from lxml import html as parser  # few pages need it, and it takes as long to import as to read a hundred

    tree = parser.document_fromstring(data, parser=parser.HTMLParser(encoding="utf-8"))
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = [str(e.get("id")) for e in elements if e.get("id") is not None]
    title = (tree.findtext(".//title") or "").strip()
    faults = [
        *_root_faults(tree, language, direction),
        *(f"l'identifiant « {name} » est répété" for name, n in Counter(ids).items() if n > 1),
        *_heading_faults([int(e.tag[1]) for e in elements if e.tag in HEADINGS]),
        *_markup_faults(elements),
        *(f"le poids dépasse {MAX_BYTES // 1000} ko" for _ in [0] if len(data) > MAX_BYTES),
        *(["la page n'a pas de titre"] if not title else []),
    ]
    links = dict.fromkeys(str(value) for e in elements for name in LINKING if (value := e.get(name)) is not None)
    return PageFacts(path, language, title, tuple(ids), _targets(path, links, base), tuple(faults))


def _targets(path: str, links: Iterable[str], base: str) -> tuple[tuple[str, str, str], ...]:
    found = ((resolve(path, link, base), link) for link in links)
    return tuple((target[0], target[1], link) for target, link in found if target)


def _root_faults(tree: etree._Element, language: str, direction: str) -> Iterator[str]:
    if tree.get("lang") != language:
        yield f"lang vaut « {tree.get('lang')} » au lieu de « {language} »"
    if tree.get("dir") != direction:
        yield f"dir vaut « {tree.get('dir')} » au lieu de « {direction} »"


def _heading_faults(levels: list[int]) -> Iterator[str]:
    if levels.count(1) != 1:
        yield f"{levels.count(1)} titres de niveau 1 au lieu d'un seul"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"un titre de niveau {after} suit un titre de niveau {before}"


def _markup_faults(elements: list[etree._Element]) -> Iterator[str]:
    for element in elements:
        tag = str(element.tag)
        if tag in FORBIDDEN_TAGS:
            yield f"balise <{tag}> refusée"
        if tag == "script" and not element.get("src"):
            yield "script écrit dans la page"
        for name, value in element.attrib.items():
            if name in LINKING or name == "style" or name[:2] in ("on", "ON", "On", "oN"):
                yield from _attribute_faults(element, str(name).lower(), str(value))


def _attribute_faults(element: etree._Element, name: str, value: str) -> Iterator[str]:
    if name.startswith("on"):
        yield f"attribut {name} refusé"
    if name == "style":
        yield "attribut style refusé : la politique de sécurité le bloque"
    if name not in LINKING:
        return
    address = IGNORED.sub("", value)
    if scheme := SCHEME.match(address):
        if scheme[1].lower() not in SAFE_SCHEMES:
            yield f"adresse « {value[:40]} » refusée"
        elif _loads(element, name):
            yield f"« {value[:60]} » est chargé d'un autre site"
    if address.startswith(("//", "/\\", "\\")):
        yield f"« {value[:60]} » est chargé d'un autre site"


def _loads(element: etree._Element, name: str) -> bool:
    """Whether a browser fetches the address by itself, without a click."""
    if element.tag == "link":
        return element.get("rel") not in ("canonical", "alternate")
    return name in ("srcset", "poster") or name == LOADING.get(str(element.tag))
