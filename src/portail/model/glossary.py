"""Words and acronyms that newcomers cannot know, each explained once."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portail.model.base import Model, Several
from portail.model.scalars import Words


class Term(Model):
    """One word or acronym."""

    term: Words = Field(alias="terme", description="Le mot ou le sigle, tel qu'il est dans les fiches", max_length=60)
    stands_for: Words | None = Field(None, alias="developpe", description="Ce que le sigle abrège, en français")
    meaning: Words = Field(alias="sens", description="Ce que c'est, en une phrase simple", max_length=250)
    forms: Annotated[tuple[Words, ...], Several] = Field(
        (), alias="aussi", description="Autres formes dans les textes : pluriel, autre sigle"
    )


class Glossary(Model):
    """``guide/<couche>/glossaire/<langue>.yml``."""

    terms: tuple[Term, ...] = Field(alias="termes", min_length=1, description="Les mots expliqués")
