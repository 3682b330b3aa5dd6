"""``dcat.jsonld``: the plan's data as a dataset of a catalogue, for Données Québec to harvest.

Données Québec is a CKAN; the terms are those that its DCAT harvester maps (``ckanext-dcat``,
``docs/mapping.md``). The context is in the file: reading it needs no other site. A portal whose address is
not known yet gives relative addresses, which are those of the files beside this one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from portail.exports.datapackage import KEYWORDS, LICENCE, description, home
from portail.exports.release import Release

Json = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = {
    ".csv": ("CSV", "text/csv"),
    ".json": ("JSON", "application/json"),
    ".xml": ("XML", "application/xml"),
    ".xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
IANA = "https://www.iana.org/assignments/media-types/"
FRENCH = "http://publications.europa.eu/resource/authority/language/FRA"


def dcat(release: Release, files: Mapping[str, str | bytes]) -> str:
    """The entry of a plan's data; ``files`` are those that it offers, by name."""
    plan, portal = release.progress.plan, release.portal
    base = f"{portal.url}donnees/{plan.id}/" if portal and portal.url else ""
    contact = portal.contact if portal else None
    data: Json = {
        "@context": CONTEXT,
        "@id": base or "./",
        "@type": "dcat:Dataset",
        "dct:identifier": plan.id,
        "dct:title": _french(plan.title["fr"]),
        "dct:description": _french(description(release)),
        "dcat:keyword": [_french(word) for word in KEYWORDS],
        "dct:language": {"@id": FRENCH},
        "dct:license": {"@id": LICENCE["path"]},
        "dct:modified": _day(release.progress.on.isoformat()),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(plan.period.start.isoformat()),
            "dcat:endDate": _day(plan.period.end.isoformat()),
        },
        "dct:creator": _organisation(plan.organisation),
        "dct:publisher": _organisation(contact.organisation if contact else plan.organisation),
        **({"dcat:landingPage": {"@id": home(release)}} if home(release) else {}),
        **({"dct:source": {"@id": plan.source.url}} if plan.source.url else {}),
        **({"dcat:contactPoint": _contact(contact.organisation, contact.email)} if contact else {}),
        "dcat:distribution": [_distribution(base, name, content) for name, content in files.items()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _distribution(base: str, name: str, content: str | bytes) -> Json:
    kind, media = MEDIA[PurePosixPath(name).suffix]
    size = len(content.encode() if isinstance(content, str) else content)
    return {
        "@type": "dcat:Distribution",
        "@id": f"{base}{name}",
        "dct:title": name,
        "dcat:downloadURL": {"@id": f"{base}{name}"},
        "dcat:mediaType": {"@id": IANA + media},
        "dct:format": kind,
        "dct:license": {"@id": LICENCE["path"]},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(size)},
        **({"dct:conformsTo": {"@id": "https://datapackage.org/"}} if name == "datapackage.json" else {}),
    }


def _french(text: str) -> Json:
    return {"@language": "fr", "@value": text}


def _day(text: str) -> Json:
    return {"@type": "xsd:date", "@value": text}


def _organisation(name: str) -> Json:
    return {"@type": "foaf:Organization", "foaf:name": name}


def _contact(name: str, email: str | None) -> Json:
    return {"@type": "vcard:Organization", "vcard:fn": name, **({"vcard:hasEmail": {"@id": email}} if email else {})}
