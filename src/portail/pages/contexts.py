"""What each template is given, typed. The templates are ``theme/pages/<name>.html``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portail.model import Action, Axis, Objective, Plan, Portal
from portail.progress import ActionProgress, AxisProgress, PlanProgress


@dataclass(frozen=True)
class FicheCard:
    """A fiche as lists show it, in the reader's language where it is translated."""

    slug: str
    title: str
    summary: str
    language: str
    theme: str
    statuses: tuple[str, ...]
    stages: tuple[str, ...]

    @property
    def path(self) -> str:
        return f"guide/{self.slug}"


@dataclass(frozen=True)
class Group:
    """Fiches under one heading: a theme, a stage, a status. ``key`` names it in the strings."""

    key: str
    fiches: tuple[FicheCard, ...]


@dataclass(frozen=True)
class HomeContext:
    """The first page: by need, then the plan at a glance."""

    portal: Portal
    stages: Sequence[Group]
    statuses: Sequence[Group]
    themes: Sequence[Group]
    plans: Sequence[PlanProgress]


@dataclass(frozen=True)
class GuideContext:
    """The index of the guide."""

    fiches: Sequence[FicheCard]
    themes: Sequence[Group]
    stages: Sequence[Group]
    statuses: Sequence[Group]


@dataclass(frozen=True)
class GroupContext:
    """The fiches of one moment, or for one kind of person."""

    kind: Literal["moment", "personne"]
    key: str
    own: Sequence[Group]
    """What is made for it, by theme."""
    everyone: Sequence[FicheCard]
    """What is for everyone, on the page of a kind of person."""
    groups: Sequence[Group]
    """All the moments, or all the kinds of persons."""


@dataclass(frozen=True)
class StepCard:
    """A step of the reader's journey: written by staff, or a fiche that no journey names.

    ``conditions`` are the answers, by question, of those whom it is for; a question that is not there
    makes no difference.
    """

    key: str
    number: int
    title: str
    language: str
    stages: tuple[str, ...]
    conditions: Mapping[str, tuple[str, ...]]
    optional: bool
    fiches: Sequence[FicheCard]

    @property
    def is_fiche(self) -> bool:
        """Whether the step is a fiche itself: its title is the link."""
        return self.key.startswith(FICHE)


FICHE = "fiche."
"""What the key of such a step begins with: no id that staff may give holds a dot."""


@dataclass(frozen=True)
class Moment:
    """The steps of one stage of the year of arrival; ``key`` names it in the strings, empty for any time."""

    key: str
    steps: Sequence[StepCard]


@dataclass(frozen=True)
class Question:
    """A question of the journey: its answers, and the steps that are only for some of them.

    ``words`` is the prefix of the answers in the strings.
    """

    key: str
    words: str
    answers: Sequence[str]
    concerned: Mapping[str, Sequence[StepCard]]


@dataclass(frozen=True)
class JourneyContext:
    """The reader's journey: titles of the journeys with their languages, questions, steps by stage."""

    journeys: Sequence[tuple[Mapping[str, str], Mapping[str, str]]]
    questions: Sequence[Question]
    moments: Sequence[Moment]


@dataclass(frozen=True)
class CounterContext:
    """The counter's tool: all fiches by theme, and their French cards by slug."""

    themes: Sequence[Group]
    french: Mapping[str, FicheCard]


@dataclass(frozen=True)
class PlansContext:
    """The portal's plans."""

    plans: Sequence[PlanProgress]


@dataclass(frozen=True)
class PlanContext:
    """One plan: how far, by axis and objective; totals of its budget."""

    portal: Portal
    progress: PlanProgress
    budget: Mapping[str, float]


@dataclass(frozen=True)
class AxisContext:
    """One axis: its objectives and their actions."""

    progress: PlanProgress
    axis: AxisProgress


@dataclass(frozen=True)
class ActionContext:
    """One action: who, when, how much, and every indicator with its targets."""

    progress: PlanProgress
    axis: Axis
    objective: Objective
    strategy_title: dict[str, str] | None
    action: ActionProgress
    previous: Action | None
    following: Action | None
    contents: Sequence[FicheCard]


@dataclass(frozen=True)
class MethodContext:
    """How progress is computed."""

    date: dt.date
    plans: Sequence[Plan]


@dataclass(frozen=True)
class SearchContext:
    """The search page: without JavaScript, all fiches from A to Z.

    ``weight`` is that of the language's index and ``french_weight`` of the French one, in kilobytes rounded up.
    """

    fiches: Sequence[FicheCard]
    weight: int
    french_weight: int


@dataclass(frozen=True)
class GlossaryContext:
    """All words explained, by term: ``pages.glossary.Entry``."""

    entries: Sequence[object]


@dataclass(frozen=True)
class NotFoundContext:
    """The page of a wrong address."""

    themes: Sequence[Group]


@dataclass(frozen=True)
class OfflineContext:
    """The page shown without a connection for one that was never opened: its words are the interface's."""
