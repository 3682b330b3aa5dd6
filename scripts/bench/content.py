"""What a project of a given size holds, the same for the same seed, before any tool's way of writing it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from blocks import Block, Heading, Items, Page, Paragraph
from fiches import THEMES, Fiche
from planned import Action, actions, plan_pages
from speech import LANGUAGES, speaker, word

DEFAULT_ACTIONS = 60


@dataclass(frozen=True)
class Size:
    """How many fiches in how many languages, written « 100x6 »."""

    fiches: int
    languages: int

    @classmethod
    def parse(cls, text: str) -> Size:
        fiches, _, languages = text.lower().replace("×", "x").partition("x")
        if not (fiches.isdigit() and languages.isdigit() and int(fiches) and 1 <= int(languages) <= len(LANGUAGES)):
            raise argparse.ArgumentTypeError(
                f"« {text} » : écrire fichesxlangues, par exemple 100x6 (8 langues au plus)"
            )
        return cls(int(fiches), int(languages))

    def __str__(self) -> str:
        return f"{self.fiches}x{self.languages}"


@dataclass(frozen=True)
class Corpus:
    """A project: fiches, a plan with its follow-up, a page of its own; every text in every language."""

    size: Size
    seed: int = 1
    action_count: int = DEFAULT_ACTIONS

    @property
    def languages(self) -> tuple[str, ...]:
        return LANGUAGES[: self.size.languages]

    @cached_property
    def fiches(self) -> list[Fiche]:
        return [Fiche(self.seed, rank, self.size.fiches) for rank in range(1, self.size.fiches + 1)]

    @cached_property
    def actions(self) -> list[Action]:
        return actions(self.seed, self.action_count)

    def pages(self, language: str) -> Iterator[Page]:
        """Every page of a peer's site in one language."""
        yield Page("index", language, word(language, "site"), self._sentence("accueil", language), self._home(language))
        summary = self._sentence("guide", language)
        yield Page("guide/index", language, word(language, "guide"), summary, self._by_theme(language))
        for fiche in self.fiches:
            yield fiche.page_with_sources(language)
        yield from plan_pages(self.seed, self.actions, language)
        yield self.about(language)

    def about(self, language: str) -> Page:
        """The portal's own page."""
        voice = speaker(self.seed, "a-propos", language)
        blocks: list[Block] = [Paragraph(voice.sentences(3))]
        for heading in voice.several("sections", 4):
            blocks += [Heading(heading), Paragraph(voice.sentences(4))]
        return Page("a-propos", language, word(language, "apropos"), voice.sentence().replace("**", ""), tuple(blocks))

    def _sentence(self, place: str, language: str) -> str:
        return speaker(self.seed, place, language).sentence().replace("**", "")

    def _home(self, language: str) -> tuple[Block, ...]:
        links = [
            (f"⟦{path}|{word(language, key)}⟧", ()) for path, key in (("guide/index", "guide"), ("plan/index", "plan"))
        ]
        return (Paragraph(self._sentence("accueil", language)), Items(tuple(links)), *self._by_theme(language))

    def _by_theme(self, language: str) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for theme in THEMES:
            found = [fiche for fiche in self.fiches if fiche.theme == theme]
            rows = [(f"⟦guide/{fiche.slug}|{fiche.title(language)}⟧", ()) for fiche in found]
            blocks += [Heading(theme.capitalize()), Items(tuple(rows))] if rows else []
        return tuple(blocks)


def write(path: Path, content: str | bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
