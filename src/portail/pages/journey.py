"""« My journey »: the steps of the year of arrival, from the journeys that staff wrote and from the fiches.

A step is shown to those who answered one of its conditions' answers, or did not answer: « and » between
questions, « or » between the answers to one (the rule of Arrival Advisor's questionnaire).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from portail.load.portal import Sources
from portail.model import Step
from portail.model.journey import Children, FrenchLevel, Occupation
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages.contexts import FICHE, FicheCard, JourneyContext, Moment, Question, StepCard
from portail.pages.guide import STAGES, STATUSES
from portail.pages.site import SitePage
from portail.strings import Strings

PATH = "parcours"
QUESTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "statut": ("personne", STATUSES),
    "etape": ("etape", STAGES),
    "enfants": ("enfants", get_args(Children)),
    "occupation": ("occupation", get_args(Occupation)),
    "francais": ("niveau", get_args(FrenchLevel)),
}
"""The questions in their order: the prefix of the answers' words, and the answers."""
THEMES_FOR: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "famille": ("enfants", ("oui",)),
    "francais": ("francais", ("debutant", "intermediaire")),
}
"""Themes that are only for some: the condition of a fiche that no journey names."""


def journey_page(sources: Sources, language: str, strings: Strings, cards: Sequence[FicheCard]) -> SitePage:
    """The page ``/parcours/`` of a portal in one language; ``cards`` are all its fiches."""
    moments = list(_moments(sources, language, cards))
    steps = [step for moment in moments for step in moment.steps]
    questions = [
        Question(key, words, answers, _concerned(key, answers, steps)) for key, (words, answers) in QUESTIONS.items()
    ]
    titles = [(journey.value.title, journey.value.summary) for journey in sources.journeys]
    return SitePage(
        PATH, language, language, "parcours", strings["parcours.titre"], strings["parcours.resume"],
        sources.portal.value.languages, "journey.html", JourneyContext(titles, questions, moments),
    )  # fmt: skip


def _moments(sources: Sources, language: str, cards: Sequence[FicheCard]) -> Iterator[Moment]:
    """The steps under the first of their stages: those that staff put in order, then the other fiches."""
    written = [step for journey in sources.journeys for step in journey.value.steps]
    named = {slug for step in written for slug in step.fiches}
    by_slug = {card.slug: card for card in cards}
    number = 0
    for stage in (*STAGES, ""):
        steps: list[StepCard] = []
        for step in (one for one in written if one.stages[0] == stage):
            steps.append(_written(step, language, by_slug, number + len(steps) + 1))
        for card in (one for one in cards if one.slug not in named and next(iter(one.stages), "") == stage):
            steps.append(_read(card, number + len(steps) + 1))
        number += len(steps)
        if steps:
            yield Moment(stage, steps)


def _written(step: Step, language: str, cards: Mapping[str, FicheCard], number: int) -> StepCard:
    spoken = language if language in step.title else SOURCE_LANGUAGE
    asked = {
        "statut": step.statuses, "enfants": step.children, "occupation": step.occupations, "francais": step.french,
    }  # fmt: skip
    conditions = {key: tuple(answers) for key, answers in asked.items() if answers}
    fiches = [cards[slug] for slug in step.fiches]
    return StepCard(step.id, number, step.title[spoken], spoken, step.stages, conditions, step.optional, fiches)


def _read(card: FicheCard, number: int) -> StepCard:
    conditions = {"statut": card.statuses} if card.statuses else {}
    if card.theme in THEMES_FOR:
        question, answers = THEMES_FOR[card.theme]
        conditions[question] = answers
    return StepCard(FICHE + card.slug, number, card.title, card.language, card.stages, conditions, False, [card])


def _concerned(key: str, answers: Sequence[str], steps: Sequence[StepCard]) -> dict[str, list[StepCard]]:
    """The steps that are only for some of the answers to a question, by answer."""
    found = {answer: [step for step in steps if answer in step.conditions.get(key, ())] for answer in answers}
    return {answer: some for answer, some in found.items() if some}
