"""Numbers, money, dates and shares as each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portail import words

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (3000, "fr", f"3{NBSP}000"), (3000, "en", "3,000"), (3000, "es", "3,000"), (3000, "ar", "3,000"),
        (12.5, "fr", "12,5"), (12.5, "en", "12.5"), (12.0, "fr", "12"), (0, "fr", "0"), (-3, "fr", "-3"),
        (1.236, "fr", "1,24"),
    ],
)  # fmt: skip
def test_numbers(value: float, language: str, text: str) -> None:
    assert words.number(value, language).replace("\u202f", NBSP).replace("\u200e", "") == text


@pytest.mark.parametrize("value", [0, 7, 1234567, 0.25])
def test_arabic_pages_use_the_digits_of_quebec(value: float) -> None:
    assert words.number(value, "ar").isascii()


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [(17340, "fr", f"17{NBSP}340{NBSP}$"), (17340, "en", "$17,340"), (0.5, "fr", f"0,50{NBSP}$"),
     (2750.5, "en", "$2,750.50"), (12.0, "fr", f"12{NBSP}$"), (5, "es", "$5")],
)  # fmt: skip
def test_money(value: float, language: str, text: str) -> None:
    assert words.money(value, language) == text


@pytest.mark.parametrize(
    ("day", "language", "text"),
    [
        ("2026-03-21", "fr", "21 mars 2026"),
        ("2026-03-01", "fr", "1er mars 2026"),
        ("2026-03-11", "fr", "11 mars 2026"),
        ("2026-03-31", "fr", "31 mars 2026"),
        ("2026-03-01", "en", "March 1, 2026"),
        ("2026-03-01", "es", "1 de marzo de 2026"),
    ],
)
def test_dates(day: str, language: str, text: str) -> None:
    assert words.date(dt.date.fromisoformat(day), language) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (0.0001, "1%"), (0.004, "1%"), (0.005, "1%"), (0.014, "1%"), (0.015, "2%"), (0.5, "50%"),
     (0.994, "99%"), (0.995, "99%"), (0.9999, "99%"), (1, "100%")],
)  # fmt: skip
def test_shares_are_whole_percentages(share: float, text: str) -> None:
    assert words.percent(share, "en") == text


@settings(derandomize=True)
@given(st.floats(0, 1))
def test_a_share_is_never_said_reached_nor_void_too_soon(share: float) -> None:
    text = words.percent(share, "en")
    assert (text == "100%") == (share == 1)
    assert (text == "0%") == (share == 0)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_french_and_spanish_put_a_space_before_the_sign(language: str) -> None:
    assert words.percent(0.5, language) == f"50{NBSP}%"


@pytest.mark.parametrize("language", ["tlh", "zz", "not a language"])
def test_a_language_that_babel_does_not_know_is_written_as_french(language: str) -> None:
    assert words.number(1234.5, language) == words.number(1234.5, "fr")


def test_a_script_or_country_is_kept() -> None:
    assert str(words.locale_of("zh-Hant")) == "zh_Hant"
    assert str(words.locale_of("en")) == "en_CA"
