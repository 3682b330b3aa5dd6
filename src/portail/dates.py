"""The reference date: given, or today's; read once, never inside the arithmetic."""

from __future__ import annotations

import datetime as dt
import os
import re
from zoneinfo import ZoneInfo

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_EPOCH = 11
"""Digits of a number of seconds until the year 5138."""
MONTREAL = "America/Toronto"


def reference_date(given: str | None = None) -> dt.date:
    """The day given (AAAA-MM-JJ), else that of ``SOURCE_DATE_EPOCH``, else today in Montréal.

    Raises ValueError, in French, for a day that does not exist and for a variable that is no number.
    """
    if given:
        if not DATE.fullmatch(given):
            raise ValueError(f"« {given} » n'est pas une date : écrire AAAA-MM-JJ")
        return dt.date.fromisoformat(given)
    zone = ZoneInfo(MONTREAL)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        if not epoch.isdecimal() or len(epoch) > LONGEST_EPOCH:
            raise ValueError(f"SOURCE_DATE_EPOCH vaut « {epoch[:40]} » : un nombre de secondes est attendu")
        return dt.datetime.fromtimestamp(int(epoch), zone).date()
    return dt.datetime.now(zone).date()
