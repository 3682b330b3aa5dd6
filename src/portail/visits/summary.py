"""Visits of a portal by content, language and month, beside what its plans promise. Pure: figures in, figures out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from portail.load.portal import Sources
from portail.model import Visit


@dataclass(frozen=True)
class Line:
    """A content: its visits in all, by language and by month (« 2026-03 »), and its target, if a plan has one."""

    page: str
    languages: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    target: float | None = None

    @property
    def visits(self) -> int:
        """Visits of all languages and days."""
        return sum(self.languages.values())


@dataclass(frozen=True)
class Promise:
    """A plan's target for all the contents of an action, and the visits that count for it."""

    plan: str
    action: str
    target: float
    visits: int


def lines(visits: Iterable[Visit], targets: dict[str, float]) -> list[Line]:
    """One line a content, those that have a target too when nobody came; the most visited first."""
    found = {page: Line(page, target=target) for page, target in targets.items()}
    for one in visits:
        line = found.setdefault(one.page, Line(one.page))
        line.languages[one.language] += int(one.visits)
        line.months[f"{one.day:%Y-%m}"] += int(one.visits)
    return sorted(found.values(), key=lambda line: (-line.visits, line.page))


def promised(sources: Sources) -> tuple[dict[str, float], list[Promise]]:
    """Targets by content, then those of all contents together, of the indicators that visits feed."""
    each: dict[str, float] = {}
    whole: list[Promise] = []
    for name, plan in sources.plans.items():
        for action in plan.plan.value.actions():
            mine = {
                f"guide/{slug}": fiche.french.value.published_on
                for slug, fiche in sources.fiches.items()
                if f"{name}/{action.id}" in fiche.french.value.counts_for
            }
            seen = sum(int(v.visits) for v in sources.visits if v.page in mine and v.day >= mine[v.page])
            targets = [t for i in action.indicators if i.source == "visites" for t in i.targets if t.min is not None]
            for target in targets:
                if target.per == ("contenu",):
                    each.update({page: max(target.min or 0, each.get(page, 0)) for page in mine})
                elif target.per == ("plan",):
                    whole.append(Promise(name, action.id, target.min or 0, seen))
    return each, whole
