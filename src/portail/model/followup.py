"""What was seen: one activity or report is one dated file, never edited after."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from portail.model.base import Model, Reference, Several
from portail.model.plan import Status, Unit
from portail.model.scalars import Date, Identifier, LocalText, Slug, Words, _number, wrong


def _measure(value: Any) -> float | int | dict[str, float | int]:
    """A number, or a number for each part of the indicator."""
    if not isinstance(value, dict):
        return _number(value)
    if not value:
        raise wrong("nombre", "aucun chiffre ici", "un nombre, ou un nombre par part : {part: 12}")
    return {key: _number(number) for key, number in value.items()}


Measure = Annotated[
    float | int | dict[str, float | int],
    BeforeValidator(_measure),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "object", "additionalProperties": {"type": "number"}}]}),
]


class Activity(Model):
    """The activity that was held; it makes « par activité » targets meaningful."""

    title: LocalText = Field(alias="titre", description="Nom de l'activité")
    place: Words | None = Field(None, alias="lieu", description="Lieu public ; jamais de nom de personne")


class Record(Model):
    """One observation (``plans/<plan>/suivi/2026-03-21-semaine.yml``)."""

    date: Date = Field(description="Jour de l'activité ou du rapport")
    action: Identifier = Field(description="Action du plan")
    activity: Activity | None = Field(None, alias="activite", description="L'activité observée")
    unit: Identifier | None = Field(
        None,
        alias="unite",
        description="Le contenu, l'organisme, la MRC … observé, pour les cibles « par … »",
    )
    unit_kind: Unit | None = Field(None, alias="genre_unite", description="Genre de l'unité observée")
    measures: dict[Slug, Measure] = Field(
        {}, alias="mesures", description="Pour chaque indicateur : un nombre, ou un nombre par part"
    )
    status: Status | None = Field(None, alias="statut", description="Statut de l'action à cette date")
    reason: LocalText | None = Field(None, alias="motif", description="Raison, obligatoire si l'action est abandonnée")
    evidence: tuple[Reference, ...] = Field((), alias="preuves", description="Pages ou documents à l'appui")
    note: LocalText | None = Field(None, description="Commentaire public")
    corrects: Annotated[tuple[Words, ...], Several] = Field(
        (), alias="corrige", description="Noms des fichiers de suivi que celui-ci remplace"
    )

    def model_post_init(self, _context: object) -> None:
        if self.status == "abandonnee" and self.reason is None:
            raise wrong("cle-manquante", "une action abandonnée doit avoir un motif", "ajouter « motif: … »", "statut")
        if not self.measures and self.status is None and self.note is None and not self.corrects:
            raise wrong("cle-manquante", "ce suivi ne dit rien", "ajouter mesures, statut ou note")
