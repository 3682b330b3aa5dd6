"""The fiche being written, or the page being looked at, made again alone at each save; the site follows.

The whole build that comes after is the truth; this only shortens the wait of whoever is writing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from jinja2 import TemplateError

from portail.assemble import Prepared, prepare
from portail.engine.direct import DirectEngine
from portail.engine.language import file_path, texts_by_path, wrong_text
from portail.engine.settings import BadSettings
from portail.load.guide import FicheSources, split_name
from portail.load.memory import Memory
from portail.load.typed import load_markdown
from portail.model import Fiche, Translation
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import STANDALONE
from portail.pages.glossary import Explained
from portail.pages.guide import fiche_page
from portail.pages.site import find
from portail.problems import Problem
from portail.prose import check_prose
from portail.sources import Tree
from portail.strings import MissingWord
from portail.validate import fiche_neighbours

Pages = dict[str, bytes]


class Quick:
    """Remakes single fiches from what the last whole build knew."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.prepared: dict[str, Prepared] = {}
        self.engines: dict[tuple[str, str], DirectEngine] = {}

    def update(self, prepared: Mapping[str, Prepared]) -> None:
        """Take what a whole build just prepared."""
        engines = {
            (name, language): DirectEngine(one, language)
            for name, one in prepared.items()
            for language in one.languages
        }
        self.engines = {**self.engines, **engines}
        self.prepared = {**self.prepared, **prepared}

    def remake(self, path: str) -> tuple[Pages, list[Problem]]:
        """The pages of a saved file by address (``saguenay/guide/nas/index.html``), or its mistakes.

        Nothing for a file that is not a known fiche: the whole build will see to it.
        """
        parts = path.split("/")
        if len(parts) != 3 or parts[0] != "guide" or not path.endswith(".md"):
            return {}, []
        slug, language, wrong = split_name(path)
        pages: Pages = {}
        problems: list[Problem] = [wrong] if wrong else []
        for prepared in self.prepared.values():
            fiche = prepared.sources.fiches.get(slug)
            if fiche and fiche.layer == parts[1] and language in prepared.languages:
                made, found = self._remake_one(prepared, fiche, path, language)
                pages.update(made)
                problems += found
        return pages, problems

    def look_again(self, viewed: Sequence[str], on: dt.date, memory: Memory) -> tuple[Pages, list[Problem]]:
        """The pages being looked at, by address, after a save of anything: plan, follow-up, words, theme.

        Nothing for what cannot be read or rendered: the whole build will say why.
        """
        made: Pages = {}
        problems: list[Problem] = []
        for name in dict.fromkeys(address.partition("/")[0] for address in viewed):
            if name in self.prepared:
                prepared, found = prepare(self.root, name, on, memory)
                problems += found
                if prepared:
                    wanted = {address.partition("/")[2] for address in viewed if address.startswith(f"{name}/")}
                    with suppress(TemplateError, MissingWord, BadSettings, OSError):
                        made.update({f"{name}/{path}": data for path, data in _rendered(prepared, wanted)})
        return made, problems

    def _remake_one(
        self, prepared: Prepared, fiche: FicheSources, path: str, language: str
    ) -> tuple[Pages, list[Problem]]:
        changed, problems = self._loaded(fiche, path, language)
        if changed is None:
            return {}, problems
        text = changed.french if language == SOURCE_LANGUAGE else changed.translations[language]
        problems += check_prose(text.document, fiche_neighbours(prepared.sources))
        if problems:
            return {}, problems
        # Every language shows something of the French text: itself, or whether its translation is fresh.
        languages = prepared.languages if language == SOURCE_LANGUAGE else (language,)
        return {f"{prepared.name}/{path}": data for path, data in self._pages(prepared, changed, languages)}, []

    def _loaded(self, fiche: FicheSources, path: str, language: str) -> tuple[FicheSources | None, list[Problem]]:
        tree = Tree(self.root)
        if language == SOURCE_LANGUAGE:
            french, problems = load_markdown(tree, path, Fiche)
            return (replace(fiche, french=french) if french else None), problems
        translation, problems = load_markdown(tree, path, Translation)
        if translation is None:
            return None, problems
        return replace(fiche, translations={**fiche.translations, language: translation}), problems

    def _pages(self, prepared: Prepared, fiche: FicheSources, languages: tuple[str, ...]) -> list[tuple[str, bytes]]:
        made = []
        for language in languages:
            known = find(prepared.pages[language], f"guide/{fiche.slug}")
            page = fiche_page(fiche, language, prepared.strings[language], prepared.on, prepared.languages, [],
                              Explained(prepared.sources, language))  # fmt: skip
            if known:
                page = replace(page, details={**page.details, "voisines": known.details["voisines"]})
            html = self.engines[prepared.name, language].html(page)
            made.append((file_path(page), html.encode()))
        return made


def _rendered(prepared: Prepared, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The pages at these paths of the site, but those whose text may not be converted."""
    for language in prepared.languages:
        pages = [page for page in prepared.pages[language] if file_path(page) in paths]
        engine, known = DirectEngine(prepared, language), texts_by_path(prepared, language) if pages else {}
        for page in pages:
            if page.path not in STANDALONE and not wrong_text(page, known):
                yield file_path(page), engine.html(page).encode()
