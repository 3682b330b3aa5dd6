"""All that one portal is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from portail.load.guide import FicheSources, doubled, load_guide, load_images, split_name
from portail.load.journeys import load_journeys
from portail.load.lexicon import ByLanguage, load_glossary, load_synonyms
from portail.load.plan import PlanSources, load_plan
from portail.load.typed import Loaded, load_markdown, load_yaml
from portail.load.visits import load_visits
from portail.model import Glossary, Journey, Page, Portal, Synonyms, Visit
from portail.model.scalars import RESERVED, SLUG, shown
from portail.problems import Position, Problem
from portail.sources import Tree

STRINGS = "theme/strings"
LONGEST_NAME = 60


@dataclass(frozen=True)
class Sources:
    """A portal with its pages, fiches, plans and visits, each with the file it came from."""

    id: str
    portal: Loaded[Portal]
    pages: dict[tuple[str, str], Loaded[Page]] = field(default_factory=dict)
    """Its own pages by (slug, language)."""
    fiches: dict[str, FicheSources] = field(default_factory=dict)
    journeys: tuple[Loaded[Journey], ...] = ()
    plans: dict[str, PlanSources] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()
    images: dict[str, str] = field(default_factory=dict)
    """The guide's images: name from the fiches (``images/carte.png``) → source file."""
    written: frozenset[str] = frozenset()
    """What texts may link to, from the site's root: ``a-propos.md``, ``guide/nas.md``."""
    synonyms: ByLanguage[Synonyms] = field(default_factory=dict)
    glossary: ByLanguage[Glossary] = field(default_factory=dict)


def portal_names(tree: Tree) -> list[str]:
    """The portals of ``content/``: its folders."""
    return tree.folders("content")


def load_portal(tree: Tree, name: str) -> tuple[Sources | None, list[Problem]]:
    """The portal of ``content/<name>`` with all that it needs, or None, and every problem met."""
    portal, problems = load_yaml(tree, f"content/{name}/portail.yml", Portal)
    if not SLUG.fullmatch(name) or RESERVED.fullmatch(name) or len(name) > LONGEST_NAME:
        message = f"le dossier « {shown(name)} » ne peut pas être l'adresse d'un site"
        remedy = "minuscules sans accent, chiffres et tirets : ma-ville"
        return None, [Problem(Position(f"content/{name}"), "nom-de-fichier", message, remedy)]
    pages, found = _load_pages(tree, name)
    problems += found
    visits, found = load_visits(tree, name)
    problems += found
    if portal is None:
        return None, problems
    fiches, found = load_guide(tree, portal.value.layers)
    problems += found + _missing_layers(tree, portal) + _missing_languages(tree, portal)
    journeys, found = load_journeys(tree, name)
    problems += found
    plans: dict[str, PlanSources] = {}
    for rank, plan_name in enumerate(portal.value.plans):
        if not tree.exists(f"plans/{plan_name}"):
            message = f"le plan « {plan_name} » n'existe pas"
            remedy = "plans : " + (", ".join(tree.folders("plans")) or "aucun")
            problems.append(portal.problem(("plans", rank), "renvoi", message, remedy))
            continue
        plan, found = load_plan(tree, plan_name)
        problems += found
        if plan:
            plans[plan_name] = plan
    images, found = load_images(tree, portal.value.layers)
    problems += found
    synonyms, found = load_synonyms(tree, portal.value.layers)
    problems += found
    glossary, found = load_glossary(tree, portal.value.layers)
    written = _written(tree, name, portal.value.layers)
    sources = Sources(name, portal, pages, fiches, journeys, plans, visits, images, written, synonyms, glossary)
    return sources, problems + found


def _missing_layers(tree: Tree, portal: Loaded[Portal]) -> list[Problem]:
    remedy = "dossiers : " + ", ".join(name for name in tree.folders("guide") if name != "parcours")
    return [
        portal.problem(("guide", rank), "renvoi", f"le dossier guide/{layer} n'existe pas", remedy)
        for rank, layer in enumerate(portal.value.layers)
        if not tree.exists(f"guide/{layer}")
    ]


def _missing_languages(tree: Tree, portal: Loaded[Portal]) -> list[Problem]:
    known = _languages(tree)
    return [
        portal.problem(
            ("langues", rank), "langue", f"l'interface n'est pas traduite en « {language} »",
            f"langues prêtes : {', '.join(known)} ; pour en ajouter une, traduire {STRINGS}/fr.yml",
        )
        for rank, language in enumerate(portal.value.languages)
        if language not in known
    ]  # fmt: skip


def _languages(tree: Tree) -> list[str]:
    """The languages that the interface speaks."""
    return [PurePosixPath(path).stem for path in tree.files(STRINGS, ".yml")[0]]


def _written(tree: Tree, name: str, layers: tuple[str, ...]) -> frozenset[str]:
    """The names of all fiches and pages, those with mistakes too: links to them are not broken."""
    fiches = [path for layer in layers for path in tree.files(f"guide/{layer}", ".md")[0]]
    pages = tree.files(f"content/{name}/pages", ".md")[0]
    return frozenset(
        [f"guide/{split_name(path)[0]}.md" for path in fiches] + [f"{split_name(path)[0]}.md" for path in pages]
    )


def _load_pages(tree: Tree, name: str) -> tuple[dict[tuple[str, str], Loaded[Page]], list[Problem]]:
    paths, problems = tree.files(f"content/{name}/pages", ".md")
    pages: dict[tuple[str, str], Loaded[Page]] = {}
    problems += doubled(paths)
    languages = _languages(tree)
    for path in paths:
        slug, language, problem = split_name(path)
        if slug in languages:
            message = f"« {slug} » est l'adresse des pages en cette langue"
            problem = Problem(Position(path), "nom-de-fichier", message, "renommer le fichier")
        page, found = load_markdown(tree, path, Page)
        problems += found + ([problem] if problem else [])
        if page and not problem:
            pages[slug, language] = page
    french = {split_name(path)[0] for path in paths if split_name(path)[1] == "fr"}
    for slug, language in list(pages):
        if slug not in french:
            message = f"aucun texte français : « {slug}.md » n'existe pas"
            place = Position(pages.pop((slug, language)).path)
            problems.append(Problem(place, "traduction", message, "écrire d'abord la page française"))
    return pages, problems
