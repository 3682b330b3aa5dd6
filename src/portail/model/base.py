"""What all models share: French keys, no unknown key, nothing changes after reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from portail.model.scalars import SOURCE_LANGUAGE, Date, Text, Url, Words, wrong


class Model(BaseModel):
    """A group of keys of a source file. Attributes are English, keys (aliases) French."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: Any) -> Any:
        """« cle: » with nothing after it is as if the key were not there; an unknown key stays, and is refused."""
        if not isinstance(data, dict):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in data.items() if value is not None or key not in known}


def _several(value: Any) -> Any:
    """One value where a list is expected is a list of one."""
    return [value] if isinstance(value, str) else ([] if value is None else value)


Several = BeforeValidator(_several)
"""Marks a list that may be written as a single value."""


class Period(Model):
    """From the first day to the last, both included."""

    start: Date = Field(alias="debut", description="Premier jour, AAAA-MM-JJ")
    end: Date = Field(alias="fin", description="Dernier jour, AAAA-MM-JJ")

    def model_post_init(self, _context: object) -> None:
        if self.end < self.start:
            message = f"la fin ({self.end}) vient avant le début ({self.start})"
            raise wrong("periode", message, "vérifier les deux dates", "fin")

    def __contains__(self, day: object) -> bool:
        return self.start <= day <= self.end  # type: ignore[operator]

    @property
    def days(self) -> int:
        """Length in days, both ends included."""
        return (self.end - self.start).days + 1


class Reference(Model):
    """A public document or page that says what is written here."""

    title: Words = Field(alias="titre", description="Titre du document ou de la page")
    organisation: Words | None = Field(None, alias="organisme", description="Qui le publie")
    url: Url | None = Field(None, description="Adresse de la page officielle")
    read_on: Date | None = Field(None, alias="consulte_le", description="Jour où la page a été lue")
    date: Words | None = Field(None, description="Date du document, telle qu'imprimée")
    note: Words | None = Field(None, description="Précision sur cette source")


def said_in(text: Text, language: str) -> str:
    """The text in a language, else in French (the caller marks the French as such)."""
    return text.get(language) or text[SOURCE_LANGUAGE]


def names(values: Sequence[str]) -> str:
    """« a, b et c » for a message."""
    return " et ".join(filter(None, [", ".join(values[:-1]), *values[-1:]]))
