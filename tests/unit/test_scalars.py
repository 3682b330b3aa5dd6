"""Values as staff type them: what is accepted, and what is refused with which code and way out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from portail.model import Record, Target
from portail.model.guide import Delay
from portail.model.plan import Deadline
from portail.model.scalars import (
    Colour,
    Date,
    Identifier,
    Language,
    LocalText,
    Number,
    Positive,
    Slug,
    Url,
    Words,
    Year,
    YesNo,
    shown,
)


def read(kind: Any, value: object) -> object:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> tuple[str, str]:
    """Code and way out of the refusal of a value."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    error = caught.value.errors(include_url=False)[0]
    return error["type"], error.get("ctx", {}).get("remede", "")


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Number, "3000", 3000), (Number, "12.5", 12.5), (Number, "-4", -4), (Number, 7, 7),
        (Positive, "0", 0),
        (Year, "2026", 2026), (Year, "1", 1), (Year, "20", 20), (Year, "2200", 2200),
        (Date, "2024-02-29", dt.date(2024, 2, 29)), (Date, " 2026-03-31 ", dt.date(2026, 3, 31)),
        (YesNo, "oui", True), (YesNo, "NON", False), (YesNo, "true", True), (YesNo, False, False),
        (Slug, "carte-soleil-2", "carte-soleil-2"),
        (Identifier, "1.2", "1.2"), (Identifier, "A-1.b", "A-1.b"),
        (Url, "https://www.quebec.ca/sante?x=1#bail", "https://www.quebec.ca/sante?x=1#bail"),
        (Url, "mailto:info@ville.ca", "mailto:info@ville.ca"), (Url, "tel:+1-418-555-0100", "tel:+1-418-555-0100"),
        (Colour, "#0b4F6c", "#0b4F6c"),
        (Language, "fr", "fr"), (Language, "zh-Hant", "zh-Hant"), (Language, "pt-BR", "pt-BR"),
        (Words, "  deux mots ", "deux mots"),
        (LocalText, "Bonjour", {"fr": "Bonjour"}),
        (LocalText, {"fr": "Oui", "en": " Yes "}, {"fr": "Oui", "en": "Yes"}),
        (Delay, "6 mois", 6), (Delay, "1 an", 12), (Delay, "2 ans", 24),
        (Deadline, "2026-03-31", dt.date(2026, 3, 31)), (Deadline, "2026", 2026),
        (Deadline, "En continu", "en continu"),
    ],
)  # fmt: skip
def test_what_is_accepted(kind: Any, written: object, value: object) -> None:
    found = read(kind, written)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (Number, "1e3", "nombre"), (Number, "012", "nombre"), (Number, "1٣", "nombre"), (Number, "1.", "nombre"),
        (Number, "nan", "nombre"), (Number, "9" * 20, "nombre"), (Number, [], "type"), (Number, True, "type"),
        (Positive, "-1", "nombre"),
        (Year, "0", "nombre"), (Year, "21", "nombre"), (Year, "1899", "nombre"), (Year, "2201", "nombre"),
        (Year, "1.5", "nombre"),
        (Date, "31/03/2026", "date"), (Date, "2026-3-31", "date"), (Date, "٢٠٢٦-٠٣-٣١", "date"),
        (Date, "2026-02-29", "date-impossible"), (Date, "2026-13-01", "date-impossible"),
        (Date, "0000-01-01", "date-impossible"), (Date, "1899-12-31", "date-impossible"),
        (Date, "9999-12-31", "date-impossible"),
        (YesNo, "peut-être", "oui-non"),
        (Slug, "Carte", "identifiant"), (Slug, "é", "identifiant"), (Slug, "a--b", "identifiant"),
        (Slug, "-a", "identifiant"), (Slug, "a/b", "identifiant"), (Slug, "con", "identifiant"),
        (Slug, "a" * 81, "identifiant"),
        (Identifier, "1..2", "identifiant"), (Identifier, "..", "identifiant"), (Identifier, "NUL", "identifiant"),
        (Url, "javascript:alert(1)", "adresse"), (Url, "//ailleurs.ca/", "adresse"), (Url, "http://", "adresse"),
        (Url, "https://moi@ville.ca/", "adresse"), (Url, 'https://a.ca/"onload="x', "adresse"),
        (Url, "https://a.ca/" + "x" * 300, "adresse"), (Url, "data:text/html,x", "adresse"),
        (Colour, "red", "type"), (Colour, "#123", "type"), (Colour, "#12345g", "type"),
        (Language, "français", "langue"), (Language, "FR", "langue"),
        (Words, "", "type"), (Words, "   ", "type"), (Words, None, "type"), (Words, ["a"], "type"),
        (LocalText, {"en": "Yes"}, "langue"), (LocalText, {"fr": "Oui", "xx1": "?"}, "langue"),
        (LocalText, {"fr": ""}, "type"),
        (Delay, "six mois", "type"), (Delay, "3 ans et demi", "type"), (Delay, "٦ mois", "type"),
        (Deadline, "bientôt", "date"), (Deadline, "0", "nombre"),
    ],
)  # fmt: skip
def test_what_is_refused(kind: Any, written: object, code: str) -> None:
    assert refusal(kind, written)[0] == code


@pytest.mark.parametrize(
    ("written", "way_out"),
    [("3 000", "écrire 3000"), ("3\u202f000", "écrire 3000"), ("12,5", "écrire 12.5"), ("25 %", "écrire 25"),
     ("17 340 $", "écrire 17340"), ("douze", "des chiffres seuls, par exemple 3000 ou 12.5")],
)  # fmt: skip
def test_a_refused_number_says_what_to_write(written: str, way_out: str) -> None:
    assert refusal(Number, written) == ("nombre", way_out)


def test_a_quoted_value_is_one_short_line() -> None:
    assert shown("a\n  b") == "a b"
    assert len(shown("x" * 200)) == 58


def test_braces_in_a_value_are_not_a_template() -> None:
    with pytest.raises(ValidationError, match=r"« \{message\} \{0\} »"):
        read(Number, "{message} {0}")


# Targets and reports


@pytest.mark.parametrize(
    "keys",
    [{}, {"min": "3", "texte": "en continu"}, {"min": "3", "max": "2"}, {"min": "0"}],
)
def test_a_target_says_one_possible_thing(keys: dict[str, str]) -> None:
    assert refusal(Target, keys)[0] == "cible"


def test_a_target_of_at_most_zero_is_a_promise() -> None:
    assert Target(max=0).is_ceiling


@pytest.mark.parametrize(
    ("keys", "threshold", "ceiling"),
    [
        ({"min": 5, "max": 12}, 5, False),
        ({"max": 12}, 12, True),
        ({"min": 5}, 5, False),
        ({"texte": "SO"}, None, False),
    ],
)
def test_the_threshold_is_the_lower_bound_or_the_only_one(keys: Any, threshold: int | None, ceiling: bool) -> None:
    target = Target.model_validate(keys)
    assert (target.threshold, target.is_ceiling) == (threshold, ceiling)


@pytest.mark.parametrize(
    "keys",
    [{}, {"statut": "abandonnee"}, {"mesures": {"i": {}}}],
)
def test_a_report_says_something_and_gives_its_reason(keys: dict[str, object]) -> None:
    refusal(Record, {"date": "2026-01-01", "action": "1.1", **keys})


def test_an_empty_key_is_as_if_absent() -> None:
    keys = {"date": "2026-01-01", "action": "1.1", "statut": "en-cours", "motif": None, "mesures": None}
    assert Record.model_validate(keys).measures == {}
