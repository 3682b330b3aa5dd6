"""Numbers, dates, money and shares as each language writes them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from math import floor

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

# Babel's plain "fr" and "en" are those of France and the United States.
REGIONAL = {"fr": "fr_CA", "en": "en_CA", "es": "es_US"}


@cache
def locale_of(language: str) -> Locale:
    """The locale of a language as Québec uses it; French where Babel knows none."""
    try:
        return Locale.parse(REGIONAL.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("fr_CA")


@cache
def number(value: float, language: str, pattern: str = "#,##0.##") -> str:
    """3000 → « 3 000 » in French, « 3,000 » in English."""
    return str(format_decimal(value, format=pattern, locale=locale_of(language), numbering_system="latn"))


@cache
def money(value: float, language: str) -> str:
    """Canadian dollars, the sign where the language puts it: « 17 340 $ », "$17,340"; cents if there are any."""
    amount = number(value, language, "#,##0" if value == int(value) else "#,##0.00")
    return f"${amount}" if language in ("en", "es") else f"{amount}\u00a0$"


@cache
def date(day: dt.date, language: str) -> str:
    """« 21 mars 2026 », « March 21, 2026 »; the first of a French month is « 1er »."""
    text = str(format_date(day, format="long", locale=locale_of(language)))
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text


@cache
def percent(share: float, language: str) -> str:
    """A share in [0, 1] as a whole percentage that never says 100 % before it is reached, nor 0 too soon."""
    points = 100 if share >= 1 else min(99, max(1 if share > 0 else 0, floor(share * 100 + 0.5)))
    return f"{points}\u00a0%" if language in ("fr", "es") else f"{points}%"
