"""Journeys: the steps of a time of life, in order, each leading to fiches of the guide."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portail.model.base import Model, Several
from portail.model.guide import Stage, StatusOfPerson
from portail.model.scalars import LocalText, Slug, YesNo

Children = Literal["oui", "non"]
Occupation = Literal["travail", "recherche-emploi", "etudes"]
FrenchLevel = Literal["debutant", "intermediaire", "avance"]


class Step(Model):
    """One thing to do. A condition that is not written holds for everyone."""

    id: Slug = Field(description="Nom de la démarche, qui ne change plus : les listes déjà commencées s'en servent")
    title: LocalText = Field(alias="titre", description="Ce qu'il faut faire, en peu de mots ; aucun fait nouveau")
    stages: Annotated[tuple[Stage, ...], Several] = Field(
        alias="etapes", min_length=1, description="Moments où la faire ; elle est rangée au premier"
    )
    statuses: Annotated[tuple[StatusOfPerson, ...], Several] = Field(
        (), alias="statuts", description="Seulement pour ces personnes"
    )
    children: Annotated[tuple[Children, ...], Several] = Field(
        (), alias="enfants", description="Seulement avec des enfants, ou seulement sans"
    )
    occupations: Annotated[tuple[Occupation, ...], Several] = Field(
        (), alias="occupation", description="Seulement pour qui travaille, cherche un emploi ou étudie"
    )
    french: Annotated[tuple[FrenchLevel, ...], Several] = Field(
        (), alias="francais", description="Seulement à ces niveaux de français"
    )
    optional: YesNo = Field(False, alias="facultatif", description="Peut être sautée : la page le dit")
    fiches: Annotated[tuple[Slug, ...], Several] = Field(
        min_length=1, description="Fiches à lire, par leur nom de fichier sans `.md`"
    )


class Journey(Model):
    """``guide/parcours/<parcours>.yml``."""

    title: LocalText = Field(alias="titre", description="Nom du parcours")
    summary: LocalText = Field(alias="resume", description="À quoi il sert, en une phrase")
    portals: Annotated[tuple[Slug, ...], Several] = Field(
        (), alias="portails", description="Portails qui le montrent ; sans cette clé, tous"
    )
    steps: tuple[Step, ...] = Field(alias="demarches", min_length=1, description="Les démarches, dans l'ordre")
