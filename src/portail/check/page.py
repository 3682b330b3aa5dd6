"""One built page: the facts that other pages depend on, and the rules it must keep alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree, html

LINKING = {"href", "src", "action", "data-index", "poster", "srcset"}
SAFE_SCHEMES = ("https:", "http:", "tel:", "mailto:")
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
FORBIDDEN_TAGS = {"iframe", "object", "embed", "base", "frame", "frameset", "applet"}
MAX_BYTES = 400_000


@dataclass(frozen=True)
class PageFacts:
    """What the check of links needs of a page, and what is wrong with it (messages in French)."""

    path: str
    language: str
    title: str
    ids: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    faults: tuple[str, ...] = field(default=())


def read_page(path: str, data: bytes, language: str, direction: str) -> PageFacts:
    """The facts of the page at ``path`` (below the site's root, ``guide/nas/index.html``)."""
    tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = [str(e.get("id")) for e in elements if e.get("id") is not None]
    links = [str(e.get(a)) for e in elements for a in LINKING if e.get(a) is not None]
    title = (tree.findtext(".//title") or "").strip()
    faults = [
        *_root_faults(tree, language, direction),
        *(f"l'identifiant « {name} » est répété" for name, n in Counter(ids).items() if n > 1),
        *_heading_faults(elements),
        *_markup_faults(elements),
        *(f"le poids dépasse {MAX_BYTES // 1000} ko" for _ in [0] if len(data) > MAX_BYTES),
        *(["la page n'a pas de titre"] if not title else []),
    ]
    return PageFacts(path, language, title, frozenset(ids), tuple(links), tuple(faults))


def _root_faults(tree: etree._Element, language: str, direction: str) -> Iterator[str]:
    if tree.get("lang") != language:
        yield f"lang vaut « {tree.get('lang')} » au lieu de « {language} »"
    if tree.get("dir") != direction:
        yield f"dir vaut « {tree.get('dir')} » au lieu de « {direction} »"


def _heading_faults(elements: list[etree._Element]) -> Iterator[str]:
    levels = [int(e.tag[1]) for e in elements if re.fullmatch("h[1-6]", str(e.tag))]
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
            yield from _attribute_faults(tag, str(name).lower(), str(value))


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on"):
        yield f"attribut {name} refusé"
    if name == "style":
        yield "attribut style refusé : la politique de sécurité le bloque"
    if name in LINKING and (scheme := re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*:)", value)):
        if scheme[1].lower() not in SAFE_SCHEMES:
            yield f"adresse « {value[:40]} » refusée"
        elif name == LOADING.get(tag):
            yield f"« {value[:60]} » est chargé d'un autre site"
    if name in LINKING and value.startswith("//"):
        yield f"« {value[:60]} » est chargé d'un autre site"
