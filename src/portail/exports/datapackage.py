"""``datapackage.json``: what each table and column means, as a Data Package.

Version 2 of the standard (https://datapackage.org/standard/data-package/), with nothing that a reader of
version 1 does not know: no ``list`` type, no categories.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from portail.exports.plan_csv import TABLES
from portail.exports.release import Release
from portail.exports.tables import Column, Table

Json = dict[str, Any]
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
KEYWORDS = ["immigration", "plan d'action", "reddition de comptes", "municipalité", "Québec"]
ABOUT = (
    "État au {date}. Une cellule vide est une donnée que personne n'a rapportée, jamais un zéro. Un texte qui commence "
    "comme une formule de tableur est précédé d'une apostrophe."
)
INVENTED = "Plan inventé : toutes les données sont imaginaires. "


def datapackage(release: Release, tables: Mapping[str, str]) -> str:
    """The descriptor of the CSV files of a plan; ``tables`` are their texts by name."""
    plan = release.progress.plan
    day = release.progress.on.isoformat()
    data: Json = {
        "$schema": PROFILE,
        "name": plan.id,
        "title": plan.title["fr"],
        "description": description(release),
        **({"homepage": home(release)} if home(release) else {}),
        "version": day,
        "created": f"{day}T00:00:00Z",
        "keywords": KEYWORDS,
        "licenses": [LICENCE],
        "contributors": [{"title": plan.organisation, "role": "author"}],
        "sources": [{"title": plan.source.title, **({"path": plan.source.url} if plan.source.url else {})}],
        "resources": [_resource(one, tables[one.file]) for one in TABLES],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def description(release: Release) -> str:
    """What the data is, in a few sentences."""
    about = ABOUT.format(date=release.progress.on.isoformat())
    return (INVENTED if release.progress.plan.fictional else "") + about


def home(release: Release) -> str:
    """The address of the plan's page; empty when the site has none yet."""
    base = release.portal.url if release.portal else None
    return f"{base}plan/{release.progress.plan.id}/" if base else ""


def _resource(one: Table, text: str) -> Json:
    data = text.encode()
    return {
        "name": one.name,
        "type": "table",
        "path": one.file,
        "title": one.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema(one),
    }


def schema(one: Table) -> Json:
    """The Table Schema of a table: types, the key of a row, the tables it refers to."""
    links = [
        {"fields": list(mine), "reference": {"resource": other, "fields": list(mine)}} for mine, other in one.links
    ]
    return {
        "fields": [_field(column) for column in one.columns],
        "missingValues": [""],
        **({"primaryKey": list(one.key)} if one.key else {}),
        **({"foreignKeys": links} if links else {}),
    }


def _field(column: Column) -> Json:
    limits: Json = {}
    if column.required:
        limits["required"] = True
    if column.choices:
        limits["enum"] = list(column.choices)
    if column.share:
        limits |= {"minimum": 0, "maximum": 1}
    return {
        "name": column.name,
        "type": column.kind,
        "description": column.text,
        **({"constraints": limits} if limits else {}),
    }
