"""The adopted plan: axes, objectives, strategies, actions, indicators, targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from portail.model.base import Model, Period, Reference, Several
from portail.model.scalars import (
    Date,
    Identifier,
    LocalText,
    Number,
    Positive,
    Slug,
    Text,
    Words,
    Year,
    YesNo,
    wrong,
)

Role = Literal["responsable", "mobilisateur", "collaborateur", "contributeur"]
Unit = Literal[
    "plan",
    "annee",
    "activite",
    "contenu",
    "evenement",
    "rencontre",
    "organisme",
    "municipalite",
    "mrc",
    "projet",
]
Status = Literal["non-commencee", "en-cours", "realisee", "en-continu", "suspendue", "reportee", "abandonnee"]
CONTINUOUS = "en continu"
LONGEST_PLAN = 30


def _deadline(value: Any) -> dt.date | int | str:
    """A day, a plan year (its last day) or « en continu »."""
    from portail.model import scalars

    text = str(value).strip()
    if text.lower() == CONTINUOUS:
        return CONTINUOUS
    return scalars._year(text) if text.isdigit() else scalars._date(value)


Deadline = Annotated[
    dt.date | int | str,
    BeforeValidator(_deadline),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "integer"},
                {"enum": [CONTINUOUS, CONTINUOUS.capitalize()]},
            ],
            "description": "AAAA-MM-JJ, une année du plan, ou « en continu »",
        }
    ),
]


class Part(Model):
    """A part of an indicator that is counted apart: a population, a kind of activity …"""

    id: Slug = Field(description="Identifiant, unique dans l'indicateur")
    title: LocalText = Field(alias="titre", description="Nom de la part")


class Target(Model):
    """What the plan promises for an indicator.

    A figure (``min``, ``max`` or both: a range is reached at its lower bound) or a text that has no
    figure. ``per`` says what one figure is compared with: the whole plan, each year, each activity …
    """

    min: Positive | None = Field(None, description="Au moins ce nombre ; un chiffre seul va ici")
    max: Positive | None = Field(None, description="Au plus ce nombre : « 5 à 12 » est min 5, max 12")
    text: LocalText | None = Field(
        None, alias="texte", description="Cible sans chiffre : à déterminer, sans objet, en continu"
    )
    per: Annotated[tuple[Unit, ...], Several] = Field(
        ("plan",),
        alias="par",
        description="À quoi la cible se rapporte : plan, annee, activite …, ou deux : [annee, mrc]",
        min_length=1,
        max_length=2,
    )
    years: Annotated[tuple[Year, ...], Several] = Field(
        (), alias="annees", description="Années du plan visées ; sans cette clé, toutes"
    )
    population: Slug | None = Field(None, description="Part de l'indicateur visée (voir repartition)")
    unit: LocalText | None = Field(None, alias="unite", description="Unité, si elle diffère de celle de l'indicateur")
    detail: LocalText | None = Field(None, alias="precision", description="Condition ou précision de la cible")
    quotation: Words | None = Field(None, alias="citation", description="Les mots exacts du document, pour vérifier")

    def model_post_init(self, _context: object) -> None:
        figures = self.min is not None or self.max is not None
        if figures == (self.text is not None):
            message = "la cible a un chiffre et un texte" if figures else "la cible n'a ni chiffre ni texte"
            raise wrong("cible", message, "donner min et/ou max, ou bien texte", "texte")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise wrong("cible", f"le maximum ({self.max}) est sous le minimum ({self.min})", "inverser", "max")
        if self.threshold == 0 and self.min is not None:
            raise wrong("cible", "une cible de 0 est toujours atteinte", "donner un nombre plus grand que 0", "min")

    @property
    def threshold(self) -> float | int | None:
        """The figure to reach: the lower bound, or the only bound there is."""
        return self.min if self.min is not None else self.max

    @property
    def is_ceiling(self) -> bool:
        """Only an upper bound: reached by staying under it."""
        return self.min is None and self.max is not None


class Indicator(Model):
    """What is counted, where the count comes from, and its targets."""

    id: Slug = Field(description="Identifiant, unique dans l'action")
    title: LocalText = Field(alias="titre", description="Ce qui est compté")
    unit: LocalText | None = Field(None, alias="unite", description="Unité : personnes, activités, % …")
    source: Literal["suivi", "contenus", "visites"] = Field(
        "suivi", description="D'où vient le compte : les fichiers de suivi, les contenus publiés, les visites"
    )
    aggregation: Literal["somme", "dernier", "maximum", "moyenne"] = Field(
        "somme", alias="agregation", description="Comment plusieurs observations n'en font qu'une"
    )
    parts: tuple[Part, ...] = Field(
        (), alias="repartition", description="Parts comptées séparément (populations, genres d'activité)"
    )
    targets: tuple[Target, ...] = Field((), alias="cibles", description="Ce que le plan promet")
    note: LocalText | None = Field(None, description="Précision sur la mesure")


class Budget(Model):
    """Money in Canadian dollars and hours of work, as the plan prints them."""

    staff: Positive | None = Field(None, alias="rh", description="Ressources humaines, en dollars")
    hours: Positive | None = Field(None, alias="heures", description="Heures de travail")
    other: Positive | None = Field(None, alias="autres", description="Autres dépenses, en dollars")
    total: Positive | None = Field(None, description="Total, en dollars : rh + autres")
    funding: Words | None = Field(None, alias="financement", description="Source de financement nommée par le plan")
    note: LocalText | None = Field(None, description="Précision sur le budget")


class Action(Model):
    """One thing that the municipality does, with who, when, how much and how it is measured."""

    id: Identifier = Field(description="Numéro dans le document, unique dans le plan")
    title: LocalText = Field(alias="titre", description="Titre court, en langage clair")
    description: LocalText | None = Field(None, description="Ce que le document dit de plus")
    roles: Annotated[tuple[Role, ...], Several] = Field((), description="Rôles de la municipalité")
    leads: Annotated[tuple[Words, ...], Several] = Field((), alias="responsables", description="Qui porte l'action")
    partners: Annotated[tuple[Words, ...], Several] = Field((), alias="partenaires", description="Avec qui")
    audience: tuple[LocalText, ...] = Field((), alias="clientele", description="Pour qui")
    years: Annotated[tuple[Year, ...], Several] = Field((), alias="annees", description="Années de réalisation")
    deadlines: Annotated[tuple[Deadline, ...], Several] = Field(
        (), alias="echeances", description="Jours, années du plan, ou « en continu »"
    )
    results: tuple[LocalText, ...] = Field((), alias="resultats_attendus", description="Ce que l'action doit changer")
    deliverables: tuple[LocalText, ...] = Field((), alias="livrables", description="Ce que l'action doit produire")
    budget: Budget | None = Field(None, description="Budget de l'action")
    indicators: tuple[Indicator, ...] = Field((), alias="indicateurs", description="Ce qui est compté")
    status: Status | None = Field(None, alias="statut", description="Statut de départ, si le plan en donne un")
    references: Annotated[tuple[Words, ...], Several] = Field(
        (), alias="referentiels", description="Éléments des listes de référence (plans/referentiels)"
    )


class Strategy(Model):
    """A level that some plans have between objective and actions."""

    id: Identifier = Field(description="Numéro dans le document")
    title: LocalText = Field(alias="titre", description="Titre court")
    description: LocalText | None = Field(None, description="Ce que le document dit de plus")
    actions: tuple[Action, ...] = Field(min_length=1, description="Actions de la stratégie")


class Objective(Model):
    """What a group of actions is for."""

    id: Identifier = Field(description="Numéro dans le document, unique dans l'axe")
    title: LocalText = Field(alias="titre", description="Titre court")
    description: LocalText | None = Field(None, description="Ce que le document dit de plus")
    strategies: tuple[Strategy, ...] = Field((), description="Stratégies, si le plan en a")
    actions: tuple[Action, ...] = Field((), description="Actions, si le plan n'a pas de stratégies")

    @property
    def all_actions(self) -> tuple[Action, ...]:
        """Its actions and those of its strategies, in the order of the plan."""
        return tuple(a for s in self.strategies for a in s.actions) + self.actions


class Axis(Model):
    """A main direction of the plan."""

    id: Identifier = Field(description="Numéro dans le document")
    title: LocalText = Field(alias="titre", description="Titre court")
    description: LocalText | None = Field(None, description="Ce que l'axe couvre")
    objectives: tuple[Objective, ...] = Field(alias="objectifs", min_length=1, description="Objectifs de l'axe")

    @property
    def all_actions(self) -> tuple[Action, ...]:
        return tuple(action for objective in self.objectives for action in objective.all_actions)


class PlanYear(Model):
    """A year of a plan that does not follow the calendar (« An 1 »)."""

    number: Year = Field(alias="no", description="Rang (1, 2, 3) ou année")
    title: LocalText = Field(alias="titre", description="Nom : An 1")
    start: Date = Field(alias="debut", description="Premier jour")
    end: Date = Field(alias="fin", description="Dernier jour")

    @property
    def period(self) -> Period:
        return Period(start=self.start, end=self.end)


class Expense(Model):
    """A budget line that belongs to no action."""

    id: Slug = Field(description="Identifiant")
    title: LocalText = Field(alias="titre", description="Nom de la dépense")
    amount: Number = Field(alias="montant", description="Montant, en dollars")


class Plan(Model):
    """An adopted action plan (``plans/<plan>/plan.yml``)."""

    id: Slug = Field(description="Identifiant : le nom du dossier")
    title: LocalText = Field(alias="titre", description="Titre du plan")
    organisation: Words = Field(alias="organisme", description="Qui a adopté le plan")
    programme: Words | None = Field(None, description="Programme dont le plan relève")
    period: Period = Field(alias="periode", description="Du premier au dernier jour du plan")
    declared_years: tuple[PlanYear, ...] = Field(
        (), alias="annees", description="Années du plan, si ce ne sont pas les années civiles"
    )
    source: Reference = Field(description="Le document d'où viennent ces données")
    note: LocalText | None = Field(None, description="Ce qu'il faut savoir de la lecture du document")
    goals: tuple[LocalText, ...] = Field((), alias="objectifs_generaux", description="Objectifs généraux")
    expenses: tuple[Expense, ...] = Field((), alias="autres_depenses", description="Dépenses hors des actions")
    consulted: tuple[Words, ...] = Field((), alias="consultes", description="Organisations consultées")
    fictional: YesNo = Field(False, alias="fictif", description="oui si le plan est inventé")
    axes: tuple[Axis, ...] = Field(min_length=1, description="Axes du plan")

    def model_post_init(self, _context: object) -> None:
        if self.period.days > LONGEST_PLAN * 366:
            raise wrong("periode", f"le plan dure plus de {LONGEST_PLAN} ans", "vérifier les deux dates", "periode")

    def actions(self) -> Iterator[Action]:
        """All actions in the order of the plan."""
        for axis in self.axes:
            yield from axis.all_actions

    @property
    def years(self) -> tuple[PlanYear, ...]:
        """The plan's years: declared, or the calendar years that its period touches."""
        if self.declared_years:
            return self.declared_years
        return tuple(
            PlanYear(
                number=year,
                title={"fr": str(year)},
                start=max(self.period.start, dt.date(year, 1, 1)),
                end=min(self.period.end, dt.date(year, 12, 31)),
            )
            for year in range(self.period.start.year, self.period.end.year + 1)
        )


def text_in(text: Text | None, language: str) -> str:
    """The text in a language or French; empty when there is none."""
    return (text or {}).get(language) or (text or {}).get("fr", "")
