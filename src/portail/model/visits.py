"""Visits: counts per day, page and language, and nothing else of anyone."""

from __future__ import annotations

from pydantic import Field

from portail.model.base import Model
from portail.model.scalars import Date, Language, Positive, Words


class Visit(Model):
    """A row of ``visites/2026-03.csv``.

    A *visite* is one visitor seeing one content once in a session of 30 minutes, cut at local midnight.
    """

    day: Date = Field(alias="jour", description="Jour, heure de Montréal")
    page: Words = Field(description="Adresse de la page dans le site, sans la langue : guide/logement")
    language: Language = Field(alias="langue", description="Langue de la page")
    visits: Positive = Field(alias="visites", description="Visites de la page")
    views: Positive = Field(alias="vues", description="Affichages de la page")
