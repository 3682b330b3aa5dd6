"""The files of a plan's folder, ``/donnees/<plan>/``."""

from __future__ import annotations

from portail.exports.datapackage import datapackage
from portail.exports.dcat import dcat
from portail.exports.plan_csv import TABLES, plan_csv
from portail.exports.plan_json import plan_json
from portail.exports.release import Release
from portail.exports.stratml import stratml
from portail.exports.workbook import workbook

Files = dict[str, str | bytes]
DOWNLOADS = (
    "plan.xlsx", "plan.json", *(one.file for one in TABLES), "datapackage.json", "stratml.xml", "dcat.jsonld",
)  # fmt: skip
"""The names, in the order in which the plan's page lists them."""


def plan_files(release: Release) -> Files:
    """Every file by name; the same release gives the same bytes."""
    tables = plan_csv(release)
    files: Files = {
        "plan.xlsx": workbook([(one, one.rows(release)) for one in TABLES]),
        "plan.json": plan_json(release),
        **tables,
        "datapackage.json": datapackage(release, tables),
        "stratml.xml": stratml(release.progress),
    }
    return {**files, "dcat.jsonld": dcat(release, files)}
