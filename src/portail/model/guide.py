"""The newcomer guide: fiches in French and their translations."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from portail.model.base import Model, Reference, Several
from portail.model.scalars import Date, Slug, Words, months_after, shown, wrong
from portail.model.translation import Basis, Method, MinorEdit

Theme = Literal[
    "papiers", "sante", "logement", "travail", "famille", "francais", "transport", "argent", "aide",
    "vie-quotidienne", "participation",
]  # fmt: skip
StatusOfPerson = Literal[
    "resident-permanent", "refugie", "demandeur-asile", "travailleur-temporaire", "etudiant", "parraine",
    "citoyen",
]  # fmt: skip
Stage = Literal["avant-arrivee", "jour-1", "premier-mois", "mois-2-6", "mois-7-12", "ensuite"]
DELAY = re.compile(r"(\d{1,2}) (mois|an|ans)", re.ASCII)


def _months(value: Any) -> int:
    match = DELAY.fullmatch(str(value).strip())
    if not match:
        raise wrong("type", f"« {shown(value)} » n'est pas un délai", "écrire « 6 mois » ou « 1 an »")
    return int(match[1]) * (1 if match[2] == "mois" else 12)


Delay = Annotated[int, BeforeValidator(_months), WithJsonSchema({"type": "string", "pattern": f"^{DELAY.pattern}$"})]


class Fiche(Model):
    """The front matter of a French fiche (``guide/<couche>/<fiche>.md``)."""

    title: Words = Field(alias="titre", description="Titre de la page, court", max_length=100)
    summary: Words = Field(alias="resume", description="À quoi sert la page, en une phrase", max_length=200)
    theme: Theme = Field(description="Thème sous lequel la fiche est rangée")
    statuses: Annotated[tuple[StatusOfPerson, ...], Several] = Field(
        (), alias="statuts", description="Personnes concernées ; sans cette clé, toutes"
    )
    stages: Annotated[tuple[Stage, ...], Several] = Field(
        (), alias="etapes", description="Moments où la fiche est utile"
    )
    keywords: Annotated[tuple[Words, ...], Several] = Field(
        (), alias="mots_cles", description="Mots qu'une personne taperait pour la trouver"
    )
    services: Annotated[tuple[Slug, ...], Several] = Field((), description="Services du répertoire")
    sources: tuple[Reference, ...] = Field(
        min_length=1, description="D'où vient chaque fait de la page : aucune fiche sans source"
    )
    verified_on: Date = Field(alias="verifie_le", description="Jour de la dernière vérification")
    verified_by: Words = Field(alias="verifie_par", description="Comment la vérification a été faite")
    review_after: Delay = Field(6, alias="a_reverifier", description="Délai avant de revérifier : 6 mois")
    owner: Words | None = Field(None, alias="responsable", description="Équipe qui répond de la fiche")
    counts_for: Annotated[tuple[Words, ...], Several] = Field(
        (), alias="contenu_plan", description="plan/action pour lesquels ce contenu compte"
    )
    published_on: Date = Field(alias="publie_le", description="Jour de première publication")
    minor_edits: tuple[MinorEdit, ...] = Field(
        (), alias="retouches", description="Changements du texte français qui ne font pas vieillir les traductions"
    )
    exception: Basis | None = Field(
        None, description="Exception de la Charte pour les traductions de cette fiche, si ce n'est pas celle du portail"
    )

    @property
    def review_by(self) -> dt.date:
        """The day after which the page says that it must be verified again."""
        return months_after(self.verified_on, self.review_after)


class Translation(Model):
    """The front matter of a translation (``<fiche>.<langue>.md``)."""

    title: Words = Field(alias="titre", description="Titre traduit", max_length=120)
    summary: Words = Field(alias="resume", description="Résumé traduit", max_length=250)
    keywords: Annotated[tuple[Words, ...], Several] = Field((), alias="mots_cles", description="Mots-clés traduits")
    source_hash: Words = Field(
        alias="traduit_de", description="Empreinte du texte français traduit (calculée par l'outil)"
    )
    translated_on: Date = Field(alias="traduit_le", description="Jour de la traduction")
    method: Method = Field(alias="methode", description="Qui a traduit : une personne, une machine, une machine relue")
