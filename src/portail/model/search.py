"""What the search of a language knows besides the fiches: words that say the same, words that say nothing."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from portail.model.base import Model, Several
from portail.model.scalars import Words, shown, wrong


def _group(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) < 2:
        raise wrong("type", "un groupe réunit au moins deux façons de dire", "ajouter un mot : [garderie, CPE]")
    seen: set[str] = set()
    for word in words:
        if word.casefold() in seen:
            raise wrong("doublon", f"« {shown(word)} » est deux fois dans ce groupe", "l'écrire une fois")
        seen.add(word.casefold())
    return words


class Lead(Model):
    """Words that lead to others, and not back: « bébé » leads to « garderie »."""

    words: Annotated[tuple[Words, ...], Several] = Field(alias="mots", description="Ce que la personne tape")
    to: Annotated[tuple[Words, ...], Several] = Field(alias="vers", description="Ce qui est cherché aussi")


class Synonyms(Model):
    """``guide/<couche>/synonymes/<langue>.yml``."""

    groups: tuple[Annotated[tuple[Words, ...], AfterValidator(_group)], ...] = Field(
        (), alias="groupes", description="Façons de dire la même chose : chercher l'une trouve les autres"
    )
    leads: tuple[Lead, ...] = Field((), alias="renvois", description="Mots qui mènent à d'autres, sans retour")
    empty: Annotated[tuple[Words, ...], Several] = Field(
        (), alias="mots_vides", description="Mots qui ne disent rien de ce qui est cherché : le, de, comment"
    )
