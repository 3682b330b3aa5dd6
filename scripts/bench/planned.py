"""An invented plan of any number of actions with its follow-up, as our YAML and as the peers' pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from blocks import Block, Heading, Items, Page, Paragraph, Table
from speech import speaker, word

PLAN = "essai-2024-2027"
START, END = dt.date(2024, 4, 1), dt.date(2027, 3, 31)
ON = dt.date(2026, 3, 31)
"""The day at which the bench builds."""
PER_OBJECTIVE, PER_AXIS = 5, 15
STATUSES = ("en-cours", "en-cours", "realisee", "non-commencee", "en-continu")
Values = dict[str, Any]


@dataclass(frozen=True)
class Action:
    """An action, as ``plan.yml`` has it, and its records by file name."""

    axis: int
    objective: int
    rank: int
    values: Values
    records: dict[str, Values]

    @property
    def id(self) -> str:
        return f"{self.axis}.{self.objective}.{self.rank}"

    @property
    def path(self) -> str:
        return f"plan/action-{self.id.replace('.', '-')}"


def actions(seed: int, count: int) -> list[Action]:
    """The actions of the plan, in its order."""
    found = []
    for rank in range(count):
        axis, inside = divmod(rank, PER_AXIS)
        objective, place = divmod(inside, PER_OBJECTIVE)
        found.append(_action(seed, axis + 1, objective + 1, place + 1))
    return found


def _said(seed: int, place: str) -> dict[str, str]:
    """A title in French and English, as real plans of the project have them."""
    texts = {}
    for language in ("fr", "en"):
        voice = speaker(seed, f"plan-{place}", language)
        texts[language] = f"{voice.pick('titres')} {voice.pick('objets')} {voice.pick('lieux')}"
    return texts


def _action(seed: int, axis: int, objective: int, rank: int) -> Action:
    name = f"{axis}.{objective}.{rank}"
    random = Random(f"{seed}/action-{name}")
    voice = speaker(seed, f"action-{name}", "fr")
    staff, other = random.randrange(5, 90) * 1000, random.randrange(0, 20) * 500
    indicators = [_indicator(seed, name, i, random) for i in range(1, random.randrange(2, 5))]
    values: Values = {
        "id": name,
        "titre": _said(seed, f"action-{name}"),
        "description": {"fr": voice.sentence().replace("**", "")},
        "roles": random.sample(["responsable", "mobilisateur", "collaborateur"], random.randrange(1, 3)),
        "responsables": [voice.pick("sujets").capitalize()],
        "partenaires": [text.capitalize() for text in voice.several("sujets", random.randrange(1, 4))],
        "annees": ["2024", "2025", "2026"],
        "echeances": [f"{random.randrange(2025, 2027)}-12-31"],
        "livrables": [{"fr": voice.pick("objets").capitalize()}],
        "budget": {"rh": str(staff), "autres": str(other), "total": str(staff + other)},
        "indicateurs": indicators,
    }
    return Action(axis, objective, rank, values, dict(_records(voice.sentence(), name, indicators, random)))


def _indicator(seed: int, action: str, rank: int, random: Random) -> Values:
    target: Values = {"min": str(random.randrange(2, 40)), "par": random.choice(["plan", "annee"])}
    if random.random() < 0.2:
        target = {"min": str(random.randrange(3, 10)), "max": str(random.randrange(11, 30)), "par": "activite"}
    if random.random() < 0.1:
        target = {"texte": {"fr": "à déterminer", "en": "to be determined"}}
    title = _said(seed, f"indicateur-{action}-{rank}")
    unit = {"fr": "personnes", "en": "people"}
    return {"id": f"compte-{rank}", "titre": title, "unite": unit, "cibles": [target]}


def _records(note: str, action: str, indicators: list[Values], random: Random) -> Iterator[tuple[str, Values]]:
    days = sorted(random.sample(range((ON - START).days), random.randrange(1, 4)))
    for day in days:
        date = (START + dt.timedelta(days=day)).isoformat()
        measures = {indicator["id"]: str(random.randrange(1, 25)) for indicator in indicators}
        record: Values = {
            "date": date,
            "action": action,
            "activite": {"titre": {"fr": f"Rencontre du {date}", "en": f"Meeting of {date}"}},
            "unite": f"rencontre-{day}",
            "genre_unite": "activite",
            "mesures": measures,
            "statut": random.choice(STATUSES),
            "note": {"fr": note.replace("**", "")},
        }
        yield f"{date}-action-{action.replace('.', '-')}", record


def plan_values(seed: int, found: list[Action]) -> Values:
    """``plan.yml``."""
    axes: list[Values] = []
    for action in found:
        if len(axes) < action.axis:
            axes.append({"id": str(action.axis), "titre": _said(seed, f"axe-{action.axis}"), "objectifs": []})
        objectives = axes[-1]["objectifs"]
        if len(objectives) < action.objective:
            name = f"{action.axis}.{action.objective}"
            objectives.append({"id": name, "titre": _said(seed, f"objectif-{name}"), "actions": []})
        objectives[-1]["actions"].append(action.values)
    return {
        "id": PLAN,
        "titre": {"fr": "Plan d'essai 2024-2027", "en": "Test plan 2024-2027"},
        "organisme": "Ville d'essai",
        "periode": {"debut": START.isoformat(), "fin": END.isoformat()},
        "source": {"titre": "Plan inventé pour mesurer des temps", "organisme": "Ville d'essai"},
        "fictif": "oui",
        "axes": axes,
    }


def plan_pages(seed: int, found: list[Action], language: str) -> Iterator[Page]:
    """The plan for the peers, which have no arithmetic: what our pages show, as text and tables."""
    axes = sorted({action.axis for action in found})
    rows = [(f"⟦plan/axe-{axis}|{axis}. {_in(_said(seed, f'axe-{axis}'), language)}⟧", ()) for axis in axes]
    yield Page("plan/index", language, word(language, "plan"), "Plan 2024-2027", (Items(tuple(rows)),))
    for axis in axes:
        yield _axis_page(seed, axis, [action for action in found if action.axis == axis], language)
    for action in found:
        yield _action_page(action, language)
    rules = [Heading(f"{rank}. Règle") if rank % 2 else Paragraph("Une moyenne. " * 30) for rank in range(1, 9)]
    yield Page("plan/methode", language, "Comment est-ce calculé ?", "Les règles des chiffres.", tuple(rules))


def _in(text: dict[str, str], language: str) -> str:
    return text.get(language) or text["fr"]


def _axis_page(seed: int, axis: int, below: list[Action], language: str) -> Page:
    blocks: list[Block] = []
    for objective in sorted({action.objective for action in below}):
        here = [action for action in below if action.objective == objective]
        rows = [(f"⟦{a.path}|{a.id}. {_in(a.values['titre'], language)}⟧", ()) for a in here]
        name = f"{axis}.{objective}"
        blocks += [Heading(f"{name}. {_in(_said(seed, f'objectif-{name}'), language)}"), Items(tuple(rows))]
    title = f"{axis}. {_in(_said(seed, f'axe-{axis}'), language)}"
    return Page(f"plan/axe-{axis}", language, title, title, tuple(blocks))


def _action_page(action: Action, language: str) -> Page:
    values = action.values
    title = f"{action.id}. {_in(values['titre'], language)}"
    facts = [", ".join(values[key]) for key in ("roles", "responsables", "partenaires", "annees", "echeances")]
    targets = [
        (_in(i["titre"], language), " ".join(map(str, i["cibles"][0].values())), ", ".join(_seen(action, i["id"])))
        for i in values["indicateurs"]
    ]
    diary = [
        f"**{r['date']}** {_in(r['activite']['titre'], language)} {r['note']['fr']}" for r in action.records.values()
    ]
    blocks = (
        Paragraph(values["description"]["fr"]),
        Items(tuple((fact, ()) for fact in facts)),
        Heading("Indicateurs et cibles"),
        Table(("Indicateur", "Cible", "Observé"), tuple(targets)),
        Heading("Budget"),
        Table(("Poste", "Montant"), tuple((key, f"{amount} $") for key, amount in values["budget"].items())),
        Heading("Ce qui a été rapporté"),
        Items(tuple((text, ()) for text in diary), ordered=True),
    )
    return Page(action.path, language, title, values["description"]["fr"], blocks)


def _seen(action: Action, indicator: str) -> list[str]:
    return [str(record["mesures"][indicator]) for record in action.records.values()]
