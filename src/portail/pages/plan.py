"""Pages of the plans: list, overview, axis, action, method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portail.load.portal import Sources
from portail.model import Action, Axis, Objective, Plan
from portail.pages.contexts import (
    ActionContext,
    AxisContext,
    FicheCard,
    MethodContext,
    PlanContext,
    PlansContext,
)
from portail.pages.site import Crumb, SitePage
from portail.progress import PlanProgress
from portail.strings import Strings

METHOD = "plan/comment-est-ce-calcule"


def plan_pages(
    sources: Sources,
    progress: Sequence[PlanProgress],
    language: str,
    strings: Strings,
    cards: Sequence[FicheCard],
) -> Iterator[SitePage]:
    """The plans of a portal in one language. Plans exist in every language; their French is marked."""
    if not progress:
        return
    here = _Place(sources.portal.value.languages, language, strings)
    yield here.page("plan", strings["plans.titre"], strings["plans.resume"], "plans.html", PlansContext(progress))
    for plan in progress:
        yield from _one_plan(here, plan, sources, cards)
    context = MethodContext(progress[0].on, [p.plan for p in progress])
    yield here.page(METHOD, strings["methode.titre"], strings["methode.resume"], "method.html", context, here.trail())


class _Place:
    """The language a page is made for, and the ways to name things in it."""

    def __init__(self, languages: tuple[str, ...], language: str, strings: Strings) -> None:
        self.languages, self.language, self.strings = languages, language, strings

    def say(self, text: dict[str, str]) -> str:
        return text.get(self.language) or text["fr"]

    def speaks(self, text: dict[str, str]) -> str:
        return self.language if self.language in text else "fr"

    def trail(self, *steps: tuple[dict[str, str], str]) -> tuple[Crumb, ...]:
        first = Crumb(self.strings["plans.titre"], "plan", self.language)
        return (first, *(Crumb(self.say(text), path, self.speaks(text)) for text, path in steps))

    def page(
        self, path: str, title: str, description: str, template: str, context: object,
        crumbs: tuple[Crumb, ...] = (), source: str = "", title_language: str = "",
    ) -> SitePage:  # fmt: skip
        # Two plans may name an axis alike: the tab also says which plan.
        tab = crumbs[1].title if len(crumbs) > 1 else ""
        return SitePage(
            path, self.language, self.language, "plan", title, description, self.languages,
            template, context, crumbs=crumbs, source=source,
            details={"langue_titre": title_language or self.language, "onglet": tab},
        )  # fmt: skip


def _one_plan(here: _Place, progress: PlanProgress, sources: Sources, cards: Sequence[FicheCard]) -> Iterator[SitePage]:
    plan = progress.plan
    root, source = f"plan/{plan.id}", sources.plans[plan.id].plan.path
    title, speaks = here.say(plan.title), here.speaks(plan.title)
    summary = here.strings["plan.resume"].format(plan=title)
    context = PlanContext(sources.portal.value, progress, budget_totals(plan))
    yield here.page(root, title, summary, "plan.html", context, here.trail(), source, speaks)
    for axis in progress.axes:
        name = here.say(axis.axis.title)
        summary = here.strings["axe.resume"].format(axe=name, plan=title)
        yield here.page(
            f"{root}/axe/{axis.axis.id}", f"{axis.axis.id}. {name}", summary, "axis.html", AxisContext(progress, axis),
            here.trail((plan.title, root)), source, here.speaks(axis.axis.title),
        )  # fmt: skip
    yield from _actions(here, progress, sources, cards, source)


def _actions(
    here: _Place, progress: PlanProgress, sources: Sources, cards: Sequence[FicheCard], source: str
) -> Iterator[SitePage]:
    plan = progress.plan
    root = f"plan/{plan.id}"
    ordered = [action.action for action in progress.actions]
    rank = {action.id: i for i, action in enumerate(ordered)}
    for axis in progress.axes:
        for objective in axis.objectives:
            for action in objective.actions:
                one = action.action
                i = rank[one.id]
                linked = {s for s, f in sources.fiches.items() if f"{plan.id}/{one.id}" in f.french.value.counts_for}
                context = ActionContext(
                    progress, axis.axis, objective.objective, strategy_title(objective.objective, one), action,
                    ordered[i - 1] if i else None, ordered[i + 1] if i + 1 < len(ordered) else None,
                    [card for card in cards if card.slug in linked],
                )  # fmt: skip
                name = here.say(one.title)
                trail = here.trail((plan.title, root), (_numbered(axis.axis), f"{root}/axe/{axis.axis.id}"))
                summary = here.strings["action.resume"].format(action=name)
                yield here.page(
                    f"{root}/{one.id}", f"{one.id}. {name}", summary, "action.html", context, trail, source,
                    here.speaks(one.title),
                )  # fmt: skip


def _numbered(axis: Axis) -> dict[str, str]:
    return {language: f"{axis.id}. {title}" for language, title in axis.title.items()}


def strategy_title(objective: Objective, action: Action) -> dict[str, str] | None:
    """The title of the strategy that holds an action, with its number."""
    for strategy in objective.strategies:
        if action in strategy.actions:
            return {language: f"{strategy.id}. {title}" for language, title in strategy.title.items()}
    return None


def budget_totals(plan: Plan) -> dict[str, float]:
    """Sums of the actions' budgets, in dollars and hours, and of what stands outside the actions."""
    budgets = [action.budget for action in plan.actions() if action.budget]
    totals = {
        "rh": sum(b.staff or 0 for b in budgets),
        "heures": sum(b.hours or 0 for b in budgets),
        "autres": sum(b.other or 0 for b in budgets),
        "total": sum(b.total or 0 for b in budgets),
        "lignes": sum(b.total is not None for b in budgets),
        "hors_actions": sum(expense.amount for expense in plan.expenses),
    }
    return totals if totals["total"] or totals["heures"] or totals["hors_actions"] else {}
