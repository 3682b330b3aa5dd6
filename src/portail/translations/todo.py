"""What is left to translate in a portal, most useful first, with its words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from portail.load.portal import Sources
from portail.model.guide import Stage
from portail.model.scalars import SOURCE_LANGUAGE
from portail.model.translation import Freshness
from portail.translations.freshness import fiche_freshness, page_freshness
from portail.translations.segments import word_count

STAGES: tuple[str, ...] = get_args(Stage)
URGENCY: tuple[Freshness, ...] = ("perimee", "a-reviser", "absente", "a-jour")
"""A text that misleads comes before one that is not there: its reader does not know."""
A_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Task:
    """A text of a portal in a language: the state of its translation, and what it asks."""

    portal: str
    language: str
    path: str
    title: str
    freshness: Freshness
    method: str
    words: int
    visits: int
    stage: int
    """Rank of the first stage that it is for; after all stages when it names none."""

    @property
    def usefulness(self) -> tuple[object, ...]:
        """Most read in the last year first; then most urgent, earliest stage of a person's arrival, shortest."""
        return -self.visits, URGENCY.index(self.freshness), self.stage, self.words, self.path


def translations(sources: Sources, language: str, on: dt.date) -> list[Task]:
    """Every text of a portal in a language, most useful to translate first; those up to date come last."""
    found = [*_fiches(sources, language, on), *_pages(sources, language, on)]
    return sorted(found, key=lambda task: (task.freshness == "a-jour", *task.usefulness))


def _fiches(sources: Sources, language: str, on: dt.date) -> Iterator[Task]:
    visits = _visits(sources, on)
    for slug, fiche in sources.fiches.items():
        french, made = fiche.french.value, fiche.translations.get(language)
        words = word_count(french.title, french.summary, *french.keywords, fiche.french.document.body)
        stage = min((STAGES.index(stage) for stage in french.stages), default=len(STAGES))
        yield Task(
            sources.id, language, fiche.french.path, french.title, fiche_freshness(fiche, language, on),
            made.value.method if made else "", words, round(visits[f"guide/{slug}"]), stage,
        )  # fmt: skip


def _pages(sources: Sources, language: str, on: dt.date) -> Iterator[Task]:
    visits = _visits(sources, on)
    for slug, code in sources.pages:
        if code != SOURCE_LANGUAGE:
            continue
        french, made = sources.pages[slug, code], sources.pages.get((slug, language))
        words = word_count(french.value.title, french.value.summary, french.document.body)
        yield Task(
            sources.id, language, french.path, french.value.title, page_freshness(sources, slug, language, on),
            (made.value.method or "") if made else "", words, round(visits["" if slug == "index" else slug]),
            len(STAGES),
        )  # fmt: skip


def _visits(sources: Sources, on: dt.date) -> Counter[str]:
    """Visits of each address in all languages, in the year before a day."""
    found: Counter[str] = Counter()
    for row in sources.visits:
        if on - A_YEAR < row.day <= on:
            found[row.page] += round(row.visits)
    return found
