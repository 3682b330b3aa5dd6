"""What each template is given, typed. The templates are ``theme/pages/<name>.html``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portail.model import Action, Axis, Objective, Plan, Portal
from portail.progress import ActionProgress, AxisProgress, PlanProgress

Freshness = Literal["a-jour", "a-reviser", "absente"]


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
