"""A follow-up record as the text of its file, and the name of that file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from portail.imports.yaml_text import yaml_text
from portail.model.scalars import NUMBER

SCHEMA = "# yaml-language-server: $schema=../../../schemas/suivi.json\n"
SPACES = re.compile(r"[\s\u00a0\u202f]")
AMBIGUOUS = re.compile(r"-?\d{1,3},\d{3}")
LONGEST_NAME = 60


def record_text(record: dict[str, Any]) -> str:
    """The file of a record, from its French keys; empty ones are left out."""
    return SCHEMA + yaml_text({key: value for key, value in record.items() if value not in (None, "", [], {})})


def file_name(date: str, title: str, taken: Collection[str]) -> str:
    """« 2026-03-21-fete-du-printemps », with a number when that name is taken."""
    plain = unicodedata.normalize("NFKD", title.lower().replace("œ", "oe")).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", plain))[:LONGEST_NAME].rstrip("-")
    name = f"{date}-{slug or 'suivi'}"
    rank, chosen = 1, name
    while chosen in taken:
        rank += 1
        chosen = f"{name}-{rank}"
    return chosen


def typed_number(text: str) -> str:
    """A number as people type it, as the sources write it: « 1 200 » → 1200, « 12,5 » → 12.5.

    Raises ValueError for what is not a number, and for « 1,200 », which is 1200 to some and 1.2 to others.
    """
    bare = SPACES.sub("", text)
    if AMBIGUOUS.fullmatch(bare):
        raise ValueError(f"« {text} » se lit de deux façons : écrire {bare.replace(',', '')} ou {float_of(bare)}")
    number = bare.replace(",", ".")
    if not NUMBER.fullmatch(number):
        raise ValueError(f"« {text} » n'est pas un nombre")
    return number


def float_of(text: str) -> str:
    """« 1,200 » read as a decimal: 1.2."""
    return text.replace(",", ".").rstrip("0").rstrip(".")


def add_measure(measures: dict[str, Any], name: str, figure: str) -> None:
    """Put « participants » or « participants.part » among the measures.

    Raises ValueError when the same figure is given twice, or both whole and by part.
    """
    indicator, _, part = name.partition(".")
    if not part:
        if indicator in measures:
            raise ValueError(f"« {indicator} » a déjà un chiffre")
        measures[indicator] = figure
        return
    parts = measures.setdefault(indicator, {})
    if not isinstance(parts, dict) or part in parts:
        raise ValueError(f"« {indicator} » a déjà un chiffre")
    parts[part] = figure
