"""A project that says something in every text that a source file may hold."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BeforeValidator

from conftest import DAY
from portail.load import Sources
from portail.model.base import Model
from portail.model.scalars import _string, _text

Say = Callable[[], str]
"""Gives a new text at each call."""
NOT_FREE = {
    ("Translation", "traduit_de"), ("Page", "traduit_de"), ("Fiche", "contenu_plan"), ("Record", "corrige"),
    ("MinorEdit", "avant"), ("MinorEdit", "apres"),
}  # fmt: skip
"""Texts that only name something: any other value is refused."""
NEVER_SHOWN = {("Visit", "page"), ("TableMap", "colonnes")}
"""Texts of files that no page is made of."""
WEB = "https://www.quebec.ca/"


def files(say: Say) -> dict[str, str]:
    """The files of the project, JSON where YAML is meant, with ``say()`` in each text."""

    def both() -> dict[str, str]:
        return {"fr": say(), "en": say()}

    def reference() -> dict[str, Any]:
        told = {"titre": say(), "organisme": say(), "date": say(), "note": say()}
        return {**told, "url": WEB, "consulte_le": DAY}

    head = {
        "titre": say(), "resume": say(), "theme": "logement", "statuts": ["refugie"], "etapes": ["jour-1"],
        "mots_cles": [say(), say()], "sources": [reference()], "verifie_le": "2024-01-01", "verifie_par": say(),
        "responsable": say(), "publie_le": "2026-01-01", "contenu_plan": ["plan-test/1.1"],
        "retouches": [{"avant": "0" * 12, "apres": "1" * 12, "note": say()}],
    }  # fmt: skip
    translated = {
        "titre": say(), "resume": say(), "mots_cles": [say()], "traduit_de": "0" * 12, "traduit_le": DAY,
        "methode": "machine",
    }  # fmt: skip
    pages = {
        "content/ville/pages/index.md": _text_file({"titre": say(), "resume": say()}),
        "content/ville/pages/aide.md": _text_file({"titre": say(), "resume": say()}),
        "content/ville/pages/aide.en.md": _text_file({"titre": say(), "resume": say(), "traduit_de": "0" * 12}),
        "guide/commun/logement.md": _text_file(head),
        "guide/commun/logement.en.md": _text_file(translated),
        "guide/commun/bail.md": _text_file({**head, "titre": say()}),
    }
    portal = {
        "nom": both(), "devise": both(), "accueil": both(), "url": "https://ville.invalid/", "langues": ["fr", "en"],
        "plans": ["plan-test"], "etat": "fictif", "contact": {"organisme": say(), "url": WEB},
    }  # fmt: skip
    record = {
        "date": "2026-03-21", "action": "1.1", "activite": {"titre": both(), "lieu": say()}, "statut": "abandonnee",
        "mesures": {"personnes": {"a": 3, "b": 4}}, "motif": both(), "note": both(), "preuves": [reference()],
        "unite": "fete", "genre_unite": "activite",
    }  # fmt: skip
    data = {
        **_of_the_guide(say, both),
        "content/ville/portail.yml": portal,
        "plans/plan-test/plan.yml": _plan(say, both, reference),
        "plans/plan-test/suivi/2026-03-21-fete.yml": record,
        "plans/plan-test/suivi/2026-04-02-fete.yml": {**record, "date": "2026-04-02", "corrige": "2026-03-21-fete"},
    }
    return {**pages, **{name: json.dumps(value, ensure_ascii=False) for name, value in data.items()}}


def _of_the_guide(say: Say, both: Callable[[], dict[str, str]]) -> dict[str, Any]:
    """What the guide holds beside its fiches: journeys, synonyms, words explained."""
    step = {"id": "bail", "titre": both(), "etapes": ["jour-1"], "fiches": ["logement"]}
    term = {"terme": say()[:60], "developpe": say(), "sens": say(), "aussi": [say()]}
    return {
        "guide/parcours/annee.yml": {"titre": both(), "resume": both(), "demarches": [step]},
        "guide/commun/glossaire/fr.yml": {"termes": [term]},
        "guide/commun/synonymes/fr.yml": {
            "groupes": [[say(), say()]], "renvois": [{"mots": [say()], "vers": [say()]}], "mots_vides": [say()],
        },
    }  # fmt: skip


def _text_file(head: dict[str, Any]) -> str:
    return f"---\n{json.dumps(head, ensure_ascii=False)}\n---\nTexte.\n\n## Partie\n\nTexte.\n"


def _plan(say: Say, both: Callable[[], dict[str, str]], reference: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    def indicator(name: str, **more: Any) -> dict[str, Any]:
        targets = [
            {"min": 5, "unite": both(), "precision": both(), "citation": say(), "par": "activite"},
            {"max": 9, "annees": [1], "population": "a"},
            {"texte": both()},
        ]
        parts = [{"id": "a", "titre": both()}, {"id": "b", "titre": both()}]
        told = {"titre": both(), "unite": both(), "note": both()}
        return {"id": name, **told, "repartition": parts, "cibles": targets, **more}

    def action(name: str) -> dict[str, Any]:
        budget = {"rh": 10, "autres": 5, "total": 15, "heures": 3, "financement": say(), "note": both()}
        return {
            "id": name, "titre": both(), "description": both(), "roles": ["responsable"], "responsables": [say()],
            "partenaires": [say(), say()], "clientele": [both()], "annees": [1],
            "echeances": ["2026-06-01", "en continu"],
            "resultats_attendus": [both()], "livrables": [both()], "budget": budget, "referentiels": [say()],
            "indicateurs": [
                indicator("personnes"), indicator("pages", source="contenus"), indicator("vues", source="visites"),
            ],
        }  # fmt: skip

    strategy = {"id": "1.a", "titre": both(), "description": both(), "actions": [action("1.1")]}
    objectives = [
        {"id": "1", "titre": both(), "description": both(), "strategies": [strategy]},
        {"id": "2", "titre": both(), "actions": [action("1.2")]},
    ]
    return {
        "id": "plan-test", "titre": both(), "organisme": say(), "programme": say(), "source": reference(),
        "periode": {"debut": "2026-01-01", "fin": "2026-12-31"}, "note": both(), "fictif": "oui",
        "annees": [{"no": 1, "titre": both(), "debut": "2026-01-01", "fin": "2026-12-31"}],
        "objectifs_generaux": [both()], "consultes": [say()],
        "autres_depenses": [{"id": "imprevus", "titre": both(), "montant": 5}],
        "axes": [{"id": "1", "titre": both(), "description": both(), "objectifs": objectives}],
    }  # fmt: skip


def text_fields() -> set[tuple[str, str]]:
    """Every text of the model, as (class, French key)."""
    kinds: list[type[Model]] = [Model]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return {
        (kind.__name__, field.alias or name)
        for kind in kinds
        for name, field in kind.model_fields.items()
        if _is_text(field.annotation, field.metadata)
    }


def _is_text(annotation: Any, metadata: list[Any]) -> bool:
    marks = (*metadata, *getattr(annotation, "__metadata__", ()))
    if any(isinstance(mark, BeforeValidator) and mark.func in (_string, _text) for mark in marks):
        return True
    return any(_is_text(part, []) for part in typing.get_args(annotation) if not isinstance(part, str | int))


def filled(sources: Sources) -> set[tuple[str, str]]:
    """The texts that are not empty in what was read."""
    plans = list(sources.plans.values())
    fiches = list(sources.fiches.values())
    roots = [sources.portal.value, *(page.value for page in sources.pages.values())]
    roots += [plan.plan.value for plan in plans] + [record.value for plan in plans for record in plan.records]
    roots += [fiche.french.value for fiche in fiches]
    roots += [translation.value for fiche in fiches for translation in fiche.translations.values()]
    roots += [journey.value for journey in sources.journeys]
    roots += [
        one.value for lexicon in (sources.synonyms, sources.glossary) for found in lexicon.values() for one in found
    ]
    return {pair for root in roots for pair in _filled(root)} | NEVER_SHOWN


def _filled(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            if getattr(value, name):
                yield type(value).__name__, field.alias or name
                yield from _filled(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _filled(part)
