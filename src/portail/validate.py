"""Rules that hold across keys and files: ids, references, years, budgets, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from portail.load.plan import PlanSources
from portail.load.portal import Sources
from portail.load.typed import Loaded, did_you_mean
from portail.model import Action, Indicator, MinorEdit, Plan, Portal, Record, text_hash
from portail.model.scalars import SOURCE_LANGUAGE, shown
from portail.model.translation import is_hash
from portail.problems import ENOUGH, Problem
from portail.prose import Neighbours, check_prose
from portail.sources import Document

Path = tuple[str | int, ...]
RESERVED_ACTIONS = ("axe", "annee", "bilan")
RESERVED_PLANS = ("comment-est-ce-calcule",)


def validate(sources: Sources) -> list[Problem]:
    """Every broken rule across the files of a portal, its texts apart (``check_texts``)."""
    problems = [*_translations(sources), *_contents(sources), *_journeys(sources)]
    problems += _portal_rules(sources.portal, sources)
    for plan in sources.plans.values():
        problems += validate_plan(plan)
    return problems


def validate_plan(sources: PlanSources) -> list[Problem]:
    """Every broken rule of a plan and its follow-up."""
    plan = sources.plan
    rules = (_ids(plan), _years(plan), _budgets(plan), _indicators(plan), _records(sources), _corrections(sources))
    return [problem for rule in rules for problem in islice(rule, ENOUGH)]


def located_actions(plan: Plan) -> Iterator[tuple[Path, Action]]:
    """Each action with its path of French keys in ``plan.yml``."""
    for a, axis in enumerate(plan.axes):
        for o, objective in enumerate(axis.objectives):
            here: Path = ("axes", a, "objectifs", o)
            for s, strategy in enumerate(objective.strategies):
                for i, action in enumerate(strategy.actions):
                    yield (*here, "strategies", s, "actions", i), action
            for i, action in enumerate(objective.actions):
                yield (*here, "actions", i), action


def _ids(plan: Loaded[Plan]) -> Iterator[Problem]:
    groups: list[tuple[Path, str, str]] = [((), "plan", plan.value.id)]
    for a, axis in enumerate(plan.value.axes):
        groups.append((("axes", a), "axe", axis.id))
        for o, objective in enumerate(axis.objectives):
            groups.append((("axes", a, "objectifs", o), f"objectif de l'axe {axis.id}", objective.id))
            for s, strategy in enumerate(objective.strategies):
                kind = f"stratégie de l'axe {axis.id}"
                groups.append((("axes", a, "objectifs", o, "strategies", s), kind, strategy.id))
            if not objective.all_actions:
                message = f"l'objectif {objective.id} n'a aucune action"
                yield plan.problem(("axes", a, "objectifs", o), "cle-manquante", message, "ajouter « actions: »")
    # Addresses do not tell capitals apart everywhere, so neither do ids.
    groups += [(path, "action", action.id) for path, action in located_actions(plan.value)]
    groups += [
        ((*p, "indicateurs", i), f"indicateur de l'action {a.id}", ind.id)
        for p, a in located_actions(plan.value)
        for i, ind in enumerate(a.indicators)
    ]
    seen: set[tuple[str, str]] = set()
    for path, kind, name in groups:
        if (kind, name.lower()) in seen:
            message = f"l'identifiant « {name} » est déjà celui d'un autre élément ({kind})"
            yield plan.problem((*path, "id"), "doublon", message, "donner un identifiant à chacun")
        seen.add((kind, name.lower()))
        if (kind == "action" and name.lower() in RESERVED_ACTIONS) or (kind == "plan" and name in RESERVED_PLANS):
            message = f"« {name} » est l'adresse d'une autre page du plan"
            yield plan.problem((*path, "id"), "doublon", message, "choisir un autre identifiant")


def _years(plan: Loaded[Plan]) -> Iterator[Problem]:
    known = {year.number for year in plan.value.years}
    remedy = "années du plan : " + ", ".join(str(year) for year in sorted(known))
    for rank, year in enumerate(plan.value.declared_years):
        if year.end < year.start:
            yield plan.problem(("annees", rank), "periode", "la fin de l'année vient avant son début", "vérifier")
    for path, years in _all_years(plan.value):
        for rank, number in enumerate(years):
            if number not in known:
                yield plan.problem((*path, rank), "periode", f"l'année {number} n'est pas dans le plan", remedy)


def _all_years(plan: Plan) -> Iterator[tuple[Path, tuple[int, ...]]]:
    for path, action in located_actions(plan):
        yield (*path, "annees"), action.years
        numbers = [d if isinstance(d, int) else None for d in action.deadlines]
        for rank, number in enumerate(numbers):
            if number is not None:
                yield (*path, "echeances", rank), (number,)
        for i, indicator in enumerate(action.indicators):
            for c, target in enumerate(indicator.targets):
                yield (*path, "indicateurs", i, "cibles", c, "annees"), target.years


def _budgets(plan: Loaded[Plan]) -> Iterator[Problem]:
    for path, action in located_actions(plan.value):
        budget = action.budget
        if budget and budget.total is not None and (budget.staff is not None or budget.other is not None):
            added = (budget.staff or 0) + (budget.other or 0)
            if round(added - budget.total, 2):
                message = f"le total {budget.total} n'est pas rh + autres = {added}"
                yield plan.problem((*path, "budget", "total"), "budget", message, "vérifier les trois montants")


def _indicators(plan: Loaded[Plan]) -> Iterator[Problem]:
    for path, action in located_actions(plan.value):
        for i, indicator in enumerate(action.indicators):
            parts = {part.id for part in indicator.parts}
            for c, target in enumerate(indicator.targets):
                if target.population and target.population not in parts:
                    message = f"la part « {target.population} » n'est pas dans la répartition de « {indicator.id} »"
                    where = (*path, "indicateurs", i, "cibles", c, "population")
                    yield plan.problem(where, "renvoi", message, "parts : " + (", ".join(sorted(parts)) or "aucune"))


def _records(sources: PlanSources) -> Iterator[Problem]:
    actions = {action.id: action for action in sources.plan.value.actions()}
    names = sources.names | {PurePosixPath(record.path).stem for record in sources.records}
    for record in sources.records:
        if record.value.measures and record.value.date not in sources.plan.value.period:
            message = f"le {record.value.date} est hors de la période du plan : ces mesures ne comptent pas"
            yield replace(record.problem(("date",), "periode", message, "vérifier la date"), severity="avertissement")
        action = actions.get(record.value.action)
        if action is None:
            message = f"l'action « {record.value.action} » n'est pas dans le plan"
            remedy = did_you_mean(record.value.action, actions) or "voir les identifiants des actions dans plan.yml"
            yield record.problem(("action",), "renvoi", message, remedy)
        else:
            yield from _measures(record, action)
        for rank, name in enumerate(record.value.corrects):
            if name.removesuffix(".yml") not in names:
                message = f"le fichier corrigé « {name} » n'existe pas dans ce dossier"
                remedy = did_you_mean(name.removesuffix(".yml"), names) or "écrire le nom exact du fichier"
                yield record.problem(("corrige", rank), "renvoi", message, remedy)


def _corrections(sources: PlanSources) -> Iterator[Problem]:
    """A report that corrects itself, or bears the name of another, would vanish without a word."""
    named: dict[str, Loaded[Record]] = {}
    for record in sources.records:
        other = named.setdefault(PurePosixPath(record.path).stem, record)
        if other is not record:
            yield record.problem((), "doublon", f"ce fichier a le même nom que {other.path}", "renommer l'un des deux")
    for name, record in named.items():
        if name in _corrected_by(name, named):
            message = f"« {name} » finit par se corriger lui-même"
            yield record.problem(("corrige",), "renvoi", message, "nommer le fichier que celui-ci remplace")


def _corrected_by(name: str, named: dict[str, Loaded[Record]]) -> set[str]:
    """The reports that one corrects, and those that they correct."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for other in (text.removesuffix(".yml") for text in named[waiting.pop()].value.corrects):
            if other in named and other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _measures(record: Loaded[Record], action: Action) -> Iterator[Problem]:
    indicators = {indicator.id: indicator for indicator in action.indicators}
    for name, measure in record.value.measures.items():
        indicator = indicators.get(name)
        if indicator is None:
            message = f"l'indicateur « {name} » n'est pas dans l'action {action.id}"
            hint = "indicateurs : " + (", ".join(indicators) or "aucun")
            yield record.problem(("mesures", name), "renvoi", message, hint, key=True)
        else:
            yield from _measure(record, indicator, measure)


def _measure(record: Loaded[Record], indicator: Indicator, measure: object) -> Iterator[Problem]:
    if indicator.source != "suivi":
        message = f"« {indicator.id} » est compté par l'outil ({indicator.source}), pas par le suivi"
        yield record.problem(("mesures", indicator.id), "renvoi", message, "enlever cette mesure", key=True)
    parts = {part.id for part in indicator.parts}
    for part in measure if isinstance(measure, dict) else ():
        if part not in parts:
            message = f"la part « {part} » n'est pas dans la répartition de « {indicator.id} »"
            hint = "parts : " + (", ".join(sorted(parts)) or "aucune")
            yield record.problem(("mesures", indicator.id, part), "renvoi", message, hint, key=True)


def _portal_rules(portal: Loaded[Portal], sources: Sources) -> Iterator[Problem]:
    """An invented plan is shown by an invented town alone; an official site says what permits its other languages."""
    for rank, name in enumerate(portal.value.plans):
        if portal.value.state != "fictif" and name in sources.plans and sources.plans[name].plan.value.fictional:
            message, remedy = f"le plan « {name} » est inventé", "le retirer, ou écrire « etat: fictif »"
            yield portal.problem(("plans", rank), "renvoi", message, remedy)
    if portal.value.state == "officiel" and len(portal.value.languages) > 1 and not portal.value.exception:
        message = "rien ne dit quelle exception de la Charte de la langue française permet les autres langues"
        problem = portal.problem(("langues",), "cle-manquante", message, "ajouter « exception: … », selon la directive")
        yield replace(problem, severity="avertissement")


def _translations(sources: Sources) -> Iterator[Problem]:
    """A translation whose hash has the wrong shape would never age; a minor edit needs both its ends."""
    for fiche in sources.fiches.values():
        stamps = {code: translation.value.source_hash for code, translation in fiche.translations.items()}
        for translation in fiche.translations.values():
            yield from _stamp(translation, translation.value.source_hash, fiche.hash)
        yield from _minor_edits(fiche.french, fiche.french.value.minor_edits, fiche.hash, stamps)
    for (slug, language), page in sources.pages.items():
        french = sources.pages.get((slug, SOURCE_LANGUAGE))
        if french is None:
            continue  # it has mistakes of its own
        digest = text_hash(french.value.title, french.value.summary, french.document.body)
        if language == SOURCE_LANGUAGE:
            others = {code: p.value.source_hash or "" for (name, code), p in sources.pages.items() if name == slug}
            yield from _minor_edits(page, page.value.minor_edits, digest, others)
        elif page.value.source_hash:
            yield from _stamp(page, page.value.source_hash, digest)


def _stamp(translation: Loaded[Any], stamp: str, french: str) -> Iterator[Problem]:
    if not is_hash(stamp):
        message = f"« {shown(stamp)} » n'est pas une empreinte"
        yield translation.problem(("traduit_de",), "traduction", message, f"écrire {french}")


def _minor_edits(
    french: Loaded[Any], edits: Sequence[MinorEdit], today: str, stamps: dict[str, str]
) -> Iterator[Problem]:
    for rank, edit in enumerate(edits):
        if not is_hash(edit.after):
            message = f"« {shown(edit.after)} » n'est pas une empreinte"
            yield french.problem(("retouches", rank, "apres"), "traduction", message, f"écrire {today}")
        if not is_hash(edit.before):
            known: dict[str, list[str]] = {}
            for code, stamp in stamps.items():
                if is_hash(stamp) and stamp != today:
                    known.setdefault(stamp, []).append(code)
            listed = " ou ".join(f"{stamp} ({', '.join(codes)})" for stamp, codes in known.items())
            remedy = f"écrire {listed}" if listed else "aucune traduction n'a vieilli : enlever cette retouche"
            message = f"« {shown(edit.before)} » n'est pas une empreinte"
            yield french.problem(("retouches", rank, "avant"), "traduction", message, remedy)
        elif edit.before == edit.after:
            message = "la retouche ne change rien : ses deux empreintes sont les mêmes"
            yield french.problem(("retouches", rank, "apres"), "traduction", message, "enlever cette retouche")


def check_texts(sources: Sources) -> list[Problem]:
    """Every broken rule of the portal's Markdown, in every language."""
    languages = {code for _, code in sources.pages}.union(*(f.translations for f in sources.fiches.values()))
    found = [texts(sources, language) for language in sorted({SOURCE_LANGUAGE, *languages})]
    return [problem for some in found for document, near in some for problem in check_prose(document, near)]


def texts(sources: Sources, language: str) -> Iterator[tuple[Document, Neighbours]]:
    """The texts really written in a language, each with what it may link to."""
    near_fiches, near_pages = fiche_neighbours(sources), Neighbours(_linkable(sources))
    for fiche in sources.fiches.values():
        text = fiche.french if language == SOURCE_LANGUAGE else fiche.translations.get(language)
        if text:
            yield text.document, near_fiches
    for (_, code), page in sources.pages.items():
        if code == language:
            yield page.document, near_pages


def fiche_neighbours(sources: Sources) -> Neighbours:
    """What a fiche may link to: a link names a file as it stands beside the text."""
    known = _linkable(sources)
    inside = {name.removeprefix("guide/") for name in known if name.startswith("guide/")}
    return Neighbours(inside | {f"../{name}" for name in known if "/" not in name}, sources.images)


def _linkable(sources: Sources) -> set[str]:
    return {*sources.written, "index.md", "guide/index.md"}


def _contents(sources: Sources) -> Iterator[Problem]:
    known = {f"{name}/{a.id}" for name, plan in sources.plans.items() for a in plan.plan.value.actions()}
    plans = set(sources.plans)
    for fiche in sources.fiches.values():
        for rank, pair in enumerate(fiche.french.value.counts_for):
            # A shared fiche may count for the plan of another portal.
            if (pair.partition("/")[0] in plans and pair not in known) or "/" not in pair:
                message = f"« {pair} » n'est pas une action d'un plan"
                remedy = did_you_mean(pair, known) or "écrire plan/action, par exemple plan-2026/1.2"
                yield fiche.french.problem(("contenu_plan", rank), "renvoi", message, remedy)


def _journeys(sources: Sources) -> Iterator[Problem]:
    """A step leads to fiches of this portal; its id, kept in readers' lists, is that of no other."""
    known = {name.removeprefix("guide/").removesuffix(".md") for name in sources.written if name.startswith("guide/")}
    seen: set[str] = set()
    for journey in sources.journeys:
        for rank, step in enumerate(journey.value.steps):
            if step.id in seen:
                message = f"l'identifiant « {step.id} » est déjà celui d'une autre démarche"
                yield journey.problem(("demarches", rank, "id"), "doublon", message, "donner un identifiant à chacune")
            seen.add(step.id)
            for place, slug in enumerate(step.fiches):
                if slug not in known:
                    message = f"la fiche « {slug} » n'est pas dans le guide du portail « {sources.id} »"
                    remedy = did_you_mean(slug, known) or "une fiche commune ; sinon, dire les portails : « portails: »"
                    yield journey.problem(("demarches", rank, "fiches", place), "renvoi", message, remedy)
