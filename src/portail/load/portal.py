"""All that one portal is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from portail.load.guide import FicheSources, load_guide, load_images, split_name
from portail.load.plan import PlanSources, load_plan
from portail.load.typed import Loaded, load_markdown, load_yaml
from portail.load.visits import load_visits
from portail.model import Page, Portal, Visit
from portail.problems import Position, Problem
from portail.sources import Tree


@dataclass(frozen=True)
class Sources:
    """A portal with its pages, fiches, plans and visits, each with the file it came from."""

    id: str
    portal: Loaded[Portal]
    pages: dict[tuple[str, str], Loaded[Page]] = field(default_factory=dict)
    """Its own pages by (slug, language)."""
    fiches: dict[str, FicheSources] = field(default_factory=dict)
    plans: dict[str, PlanSources] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()
    images: dict[str, str] = field(default_factory=dict)
    """The guide's images: name from the fiches (``images/carte.png``) → source file."""


def portal_names(tree: Tree) -> list[str]:
    """The portals of ``content/``: its folders."""
    return tree.folders("content")


def load_portal(tree: Tree, name: str) -> tuple[Sources | None, list[Problem]]:
    """The portal of ``content/<name>`` with all that it needs, or None, and every problem met."""
    portal, problems = load_yaml(tree, f"content/{name}/portail.yml", Portal)
    if portal is None:
        return None, problems
    pages, found = _load_pages(tree, name)
    problems += found
    fiches, found = load_guide(tree, portal.value.layers)
    problems += found + _missing_layers(tree, portal)
    plans: dict[str, PlanSources] = {}
    for rank, plan_name in enumerate(portal.value.plans):
        if not tree.exists(f"plans/{plan_name}"):
            message, remedy = f"le plan « {plan_name} » n'existe pas", "voir les dossiers de plans/"
            problems.append(portal.problem(("plans", rank), "renvoi", message, remedy))
            continue
        plan, found = load_plan(tree, plan_name)
        problems += found
        if plan:
            plans[plan_name] = plan
    visits, found = load_visits(tree, name)
    problems += found
    images, found = load_images(tree, portal.value.layers)
    return Sources(name, portal, pages, fiches, plans, visits, images), problems + found


def _missing_layers(tree: Tree, portal: Loaded[Portal]) -> list[Problem]:
    return [
        portal.problem(
            ("guide", rank), "renvoi", f"le dossier guide/{layer} n'existe pas", "voir les dossiers de guide/"
        )
        for rank, layer in enumerate(portal.value.layers)
        if not tree.exists(f"guide/{layer}")
    ]


def _load_pages(tree: Tree, name: str) -> tuple[dict[tuple[str, str], Loaded[Page]], list[Problem]]:
    paths, problems = tree.files(f"content/{name}/pages", ".md")
    pages: dict[tuple[str, str], Loaded[Page]] = {}
    for path in paths:
        slug, language, problem = split_name(path)
        page, found = load_markdown(tree, path, Page)
        problems += found + ([problem] if problem else [])
        if page and not problem:
            pages[slug, language] = page
    for slug, language in list(pages):
        if (slug, "fr") not in pages:
            message = f"aucun texte français : « {slug}.md » n'existe pas"
            place = Position(pages.pop((slug, language)).path)
            problems.append(Problem(place, "traduction", message, "écrire d'abord la page française"))
    return pages, problems
