"""The tables of a plan as CSV files, by name."""

from __future__ import annotations

from portail.exports.plan_tables import PLAN_TABLES
from portail.exports.release import Release
from portail.exports.seen_tables import SEEN_TABLES
from portail.exports.tables import table

TABLES = (*PLAN_TABLES, *SEEN_TABLES)


def plan_csv(release: Release) -> dict[str, str]:
    """``actions.csv`` and the others: every figure of the plan's pages, and what each comes from."""
    return {one.file: table(one.header, one.rows(release)) for one in TABLES}
