"""How the columns of a city's own follow-up table are read: said once, kept with the plan."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portail.model.base import Model
from portail.model.scalars import Words, wrong

PLACES = ("date", "action", "activite", "lieu", "unite", "statut", "motif", "note", "preuve", "corrige")
"""What a column may fill, beside ``mesures.<indicateur>[.<part>]`` and ``ignorer``."""


class TableMap(Model):
    """``plans/<plan>/import.yml``: what each column of the table is."""

    columns: dict[Words, Words] = Field(
        alias="colonnes",
        description="Titre de chaque colonne → date, action, activite, lieu, unite, statut, motif, note, preuve, "
        "corrige, mesures.<indicateur>, mesures.<indicateur>.<part> ou ignorer",
    )
    dates: Literal["aaaa-mm-jj", "jj/mm/aaaa", "mm/jj/aaaa"] = Field(
        "aaaa-mm-jj", description="Comment le tableau écrit les jours"
    )

    def model_post_init(self, _context: object) -> None:
        for place in self.columns.values():
            if place not in (*PLACES, "ignorer") and not place.startswith("mesures."):
                raise wrong("choix", f"« {place} » n'est pas un choix possible", "date, action, mesures.… ou ignorer")
        filled = [place for place in self.columns.values() if place != "ignorer"]
        if len(set(filled)) < len(filled):
            raise wrong("doublon", "deux colonnes remplissent la même clé", "en ignorer une", "colonnes")
        if missing := {"date", "action"} - set(filled):
            raise wrong("cle-manquante", f"aucune colonne n'est {' ni '.join(sorted(missing))}", "", "colonnes")
