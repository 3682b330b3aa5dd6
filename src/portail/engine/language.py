"""One language of one portal, as files: what changed is made again, the rest is the former build's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from portail.assemble import Prepared
from portail.check import PageFacts, broken_links, read_page
from portail.engine.direct import DirectEngine
from portail.engine.files import put, take
from portail.engine.finish import base_path, not_found_html
from portail.engine.keys import PortalKeys, digest, language_key, links_key, page_key
from portail.engine.markdown import Converted, Heading
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import NOT_FOUND, STANDALONE, SitePage
from portail.problems import Position, Problem
from portail.prose import Neighbours, check_prose
from portail.sources import Document
from portail.store import load, save
from portail.validate import texts

Body = tuple[str, tuple[tuple[str, str], ...]]
"""The HTML of a text and its headings (title, address), as the cache keeps them."""

Texts = dict[str, tuple[Document, Neighbours]]


@dataclass(frozen=True)
class Made:
    """A page as a file: its key, its hash, what the file system says of it, and its facts."""

    key: str
    sha: str
    size: int
    mtime: int
    facts: PageFacts

    def row(self) -> tuple[object, ...]:
        return self.key, self.sha, self.size, self.mtime, tuple(self.facts)


@dataclass
class LanguageBuild:
    """The pages of a language; ``former`` is the published site that unchanged pages are taken from."""

    prepared: Prepared
    language: str
    out: Path
    former: Path | None
    cache: Path
    keys: PortalKeys
    pages: dict[str, Made] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)

    def run(self) -> tuple[dict[str, str], list[Problem]]:
        """Make every page; the hash of each file by path, and what is wrong with the pages."""
        engine = DirectEngine(self.prepared, self.language)
        site, data = self.keys.site, language_key(self.prepared, self.keys, self.language)
        links = links_key(engine.urls)
        old_pages, old_bodies = self._remembered()
        problems: list[Problem] = []
        for page in self.prepared.pages[self.language]:
            path, key = file_path(page), page_key(page, site, data, links)
            body_key = "" if page.template else digest(links, staged_body(page), site)
            made = self._reused(path, key, old_pages)
            if made is None and (wrong := self._wrong_text(page, body_key in old_bodies)):
                problems += wrong  # nor is it converted: some texts keep a converter busy for ever
                continue
            self.pages[path] = made or self._made(engine, page, path, key, body_key, old_bodies)
            if body_key in old_bodies:
                self.bodies.setdefault(body_key, old_bodies[body_key])
        problems = problems or self._faults()
        if not problems:
            rows = {path: made.row() for path, made in self.pages.items()}
            save(self.cache, site, (rows, self.bodies))
        hashes = {path: made.sha for path, made in self.pages.items()}
        for path, make in self.prepared.language_files(self.language).items():
            text = make().encode()
            put(self.out / path, text)
            hashes[path] = hashlib.sha256(text).hexdigest()
        return hashes, problems

    def _remembered(self) -> tuple[dict[str, Made], dict[str, Body]]:
        found = load(self.cache, self.keys.site)
        if not found:
            return {}, {}
        rows, bodies = found
        return {
            path: Made(key, sha, size, mtime, PageFacts(*facts))
            for path, (key, sha, size, mtime, facts) in rows.items()
        }, bodies

    @cached_property
    def _texts(self) -> Texts:
        return texts_by_path(self.prepared, self.language)

    def _wrong_text(self, page: SitePage, known: bool) -> list[Problem]:
        """What is wrong with the text of a page, unless it was converted before."""
        return [] if known else wrong_text(page, self._texts)

    def _reused(self, path: str, key: str, old: dict[str, Made]) -> Made | None:
        """The former build's file, if it is of the same key and nobody touched it since."""
        made = old.get(path)
        if made is None or made.key != key or self.former is None:
            return None
        try:
            return made if take(self.former / path, self.out / path, made.size, made.mtime) else None
        except OSError:
            return None

    def _made(
        self, engine: DirectEngine, page: SitePage, path: str, key: str, body_key: str, old: dict[str, Body]
    ) -> Made:
        if page.template:
            html = engine.html(page)
        else:
            known = old.get(body_key)
            body = Converted(known[0], tuple(Heading(*h) for h in known[1])) if known else engine.body(page)
            self.bodies[body_key] = body.html, tuple((h.title, h.url) for h in body.headings)
            html = engine.html(page, body)
        base = base_path(self.prepared)
        if page.path in STANDALONE:
            html = not_found_html(html, engine.url(page), base)
        data = html.encode()
        written = put(self.out / path, data)
        facts = read_page(path, data, self.language, self.prepared.strings[self.language].direction, base)
        return Made(key, hashlib.sha256(data).hexdigest(), len(data), written.st_mtime_ns, facts)

    def _faults(self) -> list[Problem]:
        facts = [made.facts for made in self.pages.values()]
        stand_ins = {file_path(page) for page in self.prepared.pages[self.language] if page.is_fallback}
        problems = [
            self._problem(page.path, "page-batie", f"/{page.path} : {fault}", "corriger ce texte, ou le signaler")
            for page in facts
            for fault in page.faults
        ]
        for path, link in broken_links(facts, site_paths(self.prepared), stand_ins):
            message = f"/{path} : le lien « {link} » ne mène nulle part"
            problems.append(self._problem(path, "lien-brise", message, "corriger le lien, ou le titre qu'il nomme"))
        return problems + list(self._same_titles(facts))

    def _same_titles(self, facts: list[PageFacts]) -> Iterator[Problem]:
        """Two pages of one language with the same title cannot be told apart in a list of tabs."""
        seen: dict[str, str] = {}
        for page in facts:
            other = seen.setdefault(page.title, page.path)
            if other != page.path:
                message = f"/{page.path} et /{other} ont le même titre, « {page.title} »"
                yield self._problem(page.path, "doublon", message, "changer l'un des deux titres")

    def _problem(self, path: str, code: str, message: str, remedy: str = "") -> Problem:
        page = next(page for page in self.prepared.pages[self.language] if file_path(page) == path)
        return Problem(Position(page.source or f"content/{self.prepared.name}/portail.yml"), code, message, remedy)


def texts_by_path(prepared: Prepared, language: str) -> Texts:
    """Each text by its source file: those of the language, and the French that stands in for others."""
    languages = dict.fromkeys((SOURCE_LANGUAGE, language))
    found = [text for language in languages for text in texts(prepared.sources, language)]
    return {document.source.path: (document, neighbours) for document, neighbours in found}


def wrong_text(page: SitePage, known: Texts) -> list[Problem]:
    """What is wrong with the text of a page, which is then not to be converted."""
    return [] if page.template or page.source not in known else list(check_prose(*known[page.source]))


def staged_body(page: SitePage) -> str:
    """A text with the place it stands in, on which its links depend."""
    return f"{page.path}\0{page.body}"


def file_path(page: SitePage) -> str:
    """The file of a page below the site's root: ``en/guide/nas/index.html``, ``en/404.html``."""
    prefix = "" if page.language == SOURCE_LANGUAGE else f"{page.language}/"
    if page.path == NOT_FOUND:
        return f"{prefix}404.html"
    return f"{prefix}{page.path}/index.html" if page.path else f"{prefix}index.html"


def site_paths(prepared: Prepared) -> list[str]:
    """Every file that the portal will have; each language has the pages of the French."""
    paths = [file_path(page) for page in prepared.pages[SOURCE_LANGUAGE]]
    return [f"{prepared.prefix(code)}{path}" for code in prepared.languages for path in paths] + [
        *prepared.files,
        *(name for code in prepared.languages for name in prepared.language_files(code)),
    ]


def build_language(
    prepared: Prepared, language: str, out: Path, former: Path | None, cache: Path, keys: PortalKeys
) -> tuple[dict[str, str], list[Problem]]:
    """Make the pages of a language in ``out``; the hash of each file, and what is wrong with them."""
    return LanguageBuild(prepared, language, out, former, cache, keys).run()
