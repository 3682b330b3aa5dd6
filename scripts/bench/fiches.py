"""Fiches of the corpus: about 600 words each, with what real fiches hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import get_args

from blocks import Block, Heading, Items, Note, Page, Paragraph, Picture, Table
from pictures import NAMES
from speech import Speaker, speaker, title, word

from portail.model.guide import Stage, StatusOfPerson, Theme

THEMES: tuple[str, ...] = get_args(Theme)
STAGES: tuple[str, ...] = get_args(Stage)
STATUSES: tuple[str, ...] = get_args(StatusOfPerson)
NOTES = ("note", "tip", "warning", "danger")
SITE = "https://exemple.invalid"


@dataclass(frozen=True)
class Fiche:
    """What a fiche is in every language; its texts are made when they are asked for."""

    seed: int
    rank: int
    count: int
    """How many fiches there are: links lead to any of them."""

    @property
    def slug(self) -> str:
        return slug(self.rank)

    @property
    def random(self) -> Random:
        """The same numbers at every call, so that all languages are built alike."""
        return Random(f"{self.seed}/fiche-{self.rank}")

    @property
    def theme(self) -> str:
        return THEMES[self.rank % len(THEMES)]

    @property
    def stages(self) -> list[str]:
        return self.random.sample(STAGES, self.rank % 3)

    @property
    def statuses(self) -> list[str]:
        return self.random.sample(STATUSES, self.rank % 4 // 2)

    @property
    def verified(self) -> dt.date:
        return dt.date(2025, 6, 1) + dt.timedelta(days=self.random.randrange(280))

    def title(self, language: str) -> str:
        return title(self.seed, self.rank, language)

    def sources(self) -> list[tuple[str, str, str]]:
        """Title, organisation and address of the pages that the facts would come from."""
        voice = speaker(self.seed, f"sources-{self.rank}", "fr")
        return [
            (voice.pick("objets").capitalize(), voice.pick("sujets").capitalize(), f"{SITE}/source/{self.rank}/{i}")
            for i in range(1, 2 + self.rank % 4)
        ]

    def page(self, language: str) -> Page:
        """The fiche in a language, without the list of its sources."""
        voice = speaker(self.seed, f"texte-{self.rank}", language)
        summary = voice.sentence().replace("**", "")[:190]
        keywords = tuple(voice.several("objets", 4))
        blocks = tuple(_Text(self, voice).blocks())
        return Page(f"guide/{self.slug}", language, self.title(language), summary, blocks, self.theme, keywords)

    def page_with_sources(self, language: str) -> Page:
        """The same page for the peers, whose themes do not know sources: they are part of the text."""
        page = self.page(language)
        rows = tuple((f"[{title}]({url}), {organisation}", ()) for title, organisation, url in self.sources())
        blocks = (*page.blocks, Heading(word(language, "sources")), Items(rows))
        return Page(page.path, language, page.title, page.summary, blocks, page.theme, page.keywords)


def slug(rank: int) -> str:
    """The address of a fiche; its words say what it is like, its number which it is."""
    return f"{('louer', 'obtenir', 'inscrire', 'apprendre', 'payer')[rank % 5]}-{rank}"


class _Text:
    """Writes the body of one fiche: an introduction, then sections of all kinds."""

    def __init__(self, fiche: Fiche, voice: Speaker) -> None:
        self.fiche, self.voice = fiche, voice
        self.shape = fiche.random

    def blocks(self) -> list[Block]:
        kinds: list[Callable[[], list[Block]]] = [self._steps, self._table, self._prose, self._list, self._help]
        self.shape.shuffle(kinds)
        if self.fiche.rank % 4 == 0:
            kinds.insert(self.shape.randrange(1, 5), self._prose)
        found: list[Block] = [Paragraph(self.voice.sentences(3))]
        headings = self.voice.several("sections", len(kinds))
        for heading, section in zip(headings, kinds, strict=True):
            found += [Heading(heading), *section()]
        if self.fiche.rank % 3 == 0:
            name = NAMES[self.fiche.rank % len(NAMES)]
            found.insert(2, Picture(name, self.voice.pick("images")))
        return found

    def _link(self) -> str:
        """A link to another fiche, the same one in every language."""
        rank = self.shape.randrange(1, self.fiche.count + 1)
        return f"⟦guide/{slug(rank)}|{title(self.fiche.seed, rank, self.voice.language)}⟧"

    def _outside(self) -> str:
        return f"[{self.voice.pick('objets')}]({SITE}/page/{self.shape.randrange(1000)})"

    def _steps(self) -> list[Block]:
        rows = [(self.voice.sentence(), ()) for _ in range(self.shape.randrange(4, 8))]
        rows[1] = (f"{rows[1][0]} ({self._link()})", ())
        return [Items(tuple(rows), ordered=True), Paragraph(self.voice.sentences(2))]

    def _table(self) -> list[Block]:
        head = tuple(self.voice.several("colonnes", 3))
        rows = [
            (
                f"**{self.voice.pick('objets')}**",
                self.voice.pick("lieux"),
                f"{self.voice.pick('objets')} {self._link()}",
            )
            if rank == 1
            else (self.voice.pick("objets"), self.voice.pick("lieux"), self.voice.sentence())
            for rank in range(self.shape.randrange(4, 6))
        ]
        return [Paragraph(self.voice.sentence()), Table(head, tuple(rows))]

    def _prose(self) -> list[Block]:
        kind = self.shape.choice(NOTES)
        first = Paragraph(f"{self.voice.sentences(3)} ({self._outside()})")
        return [first, Note(kind, self.voice.pick("avis"), self.voice.sentences(2)), Paragraph(self.voice.sentences(2))]

    def _list(self) -> list[Block]:
        rows = []
        for rank in range(self.shape.randrange(4, 6)):
            below = (self.voice.pick("objets"), self.voice.pick("objets")) if rank == 1 else ()
            rows.append((self.voice.sentence(), below))
        return [Items(tuple(rows)), Heading(self.voice.pick("avis"), 3), Paragraph(self.voice.sentences(2))]

    def _help(self) -> list[Block]:
        number = f"418-555-{self.shape.randrange(100, 200):04}"
        rows = (
            (f"{self.voice.sentence()} [{number}](tel:+1-{number})", ()),
            (f"{self.voice.sentence()} {self._link()}", ()),
            (f"{self.voice.sentence()} {self._outside()}", ()),
        )
        return [Items(rows)]
