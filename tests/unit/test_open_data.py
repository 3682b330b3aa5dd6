"""The standard formats of a plan's data: Data Package, StratML, DCAT, workbook, and what was observed."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
from collections import Counter
from functools import cache
from typing import Any

import openpyxl
import pytest
from lxml import etree

from conftest import ROOT
from portail.exports import Release, plan_files
from portail.exports.files import DOWNLOADS
from portail.exports.plan_csv import TABLES
from portail.exports.stratml import NAMESPACE, _number
from portail.exports.tables import table
from unit.small import FIRST, action, follow, indicator, plan_of, record
from unit.test_exports import PLANS, release_of

XSD = ROOT.parent / "shared" / "schemas" / "stratml-part2-PerformancePlanOrReport.xsd"
Json = dict[str, Any]


@cache
def files_of(name: str) -> dict[str, Any]:
    return plan_files(release_of(name))


@pytest.fixture(params=PLANS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def small(*records: Any, **keys: Any) -> Release:
    """A release of a small plan; records are named after their rank."""
    whole = plan_of(action("1.1", indicator("i", {"min": 10}), **keys))
    named = {f"{one.date}-{rank}": one for rank, one in enumerate(records)}
    return Release(follow(whole, *records), named)


# What there is


def test_the_page_links_to_every_file_and_to_nothing_else(name: str) -> None:
    page = (ROOT / "theme/pages/plan.html").read_text(encoding="utf-8")
    listed = re.findall(r'"([\w.]+\.(?:csv|json|xml|xlsx|jsonld))"', page)
    assert tuple(listed) == DOWNLOADS
    assert set(files_of(name)) == set(DOWNLOADS)


def test_the_same_plan_gives_the_same_bytes(name: str) -> None:
    assert plan_files(release_of(name)) == files_of(name)


# Data Package


def resources(name: str) -> dict[str, Json]:
    return {one["name"]: one for one in json.loads(files_of(name)["datapackage.json"])["resources"]}


def test_the_package_names_itself_and_its_licence(name: str) -> None:
    package = json.loads(files_of(name)["datapackage.json"])
    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert {"title", "description", "created", "licenses", "sources", "contributors"} <= package.keys()
    assert ("imaginaires" in package["description"]) == (name == "exemple-2024-2027")


def test_every_table_is_a_resource_with_its_size_and_hash(name: str) -> None:
    files = files_of(name)
    assert [one["path"] for one in resources(name).values()] == [file for file in files if file.endswith(".csv")]
    for one in resources(name).values():
        data = files[one["path"]].encode()
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")


PARSE = {
    "string": str,
    "number": float,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": dt.date.fromisoformat,
}


def test_every_cell_is_what_its_schema_says(name: str) -> None:
    for one in resources(name).values():
        fields = one["schema"]["fields"]
        read = rows(files_of(name)[one["path"]])
        header = files_of(name)[one["path"]].removeprefix("\ufeff").split("\r\n")[0]
        assert header.split(",") == [field["name"] for field in fields]
        for row in read:
            for field in fields:
                text, limits = row[field["name"]], field.get("constraints", {})
                if text == "":
                    assert not limits.get("required"), (one["name"], row, field)
                    continue
                value = PARSE[field["type"]](text)
                assert "enum" not in limits or value in limits["enum"], (one["name"], row, field)
                assert "maximum" not in limits or limits["minimum"] <= value <= limits["maximum"]


def test_keys_are_unique_and_lead_somewhere(name: str) -> None:
    tables = {one["name"]: rows(files_of(name)[one["path"]]) for one in resources(name).values()}
    for one in resources(name).values():
        schema, mine = one["schema"], tables[one["name"]]
        if "primaryKey" in schema:
            keys = [tuple(row[field] for field in schema["primaryKey"]) for row in mine]
            assert len(set(keys)) == len(keys), one["name"]
            assert all(all(key) for key in keys)
        for link in schema.get("foreignKeys", []):
            there = tables[link["reference"]["resource"]]
            known = {tuple(row[field] for field in link["reference"]["fields"]) for row in there}
            wanted = {tuple(row[field] for field in link["fields"]) for row in mine}
            assert {key for key in wanted if any(key)} <= known, (one["name"], link)


# What was observed


def test_the_figures_of_the_page_come_back_from_the_observations() -> None:
    files = files_of("exemple-2024-2027")
    kinds = {(r["action"], r["indicateur"]): r for r in rows(files["indicateurs.csv"])}
    period = release_of("exemple-2024-2027").progress.plan.period
    found = 0
    for target in rows(files["cibles.csv"]):
        key = target["action"], target["indicateur"]
        whole = target["par"] in ("plan", "annee") and not target["annees"]
        if not whole or kinds[key]["agregation"] != "somme" or target["valeur"] == "":
            continue
        seen = [
            float(row["valeur"])
            for row in rows(files["observations.csv"])
            if (row["action"], row["indicateur"]) == key
            and row["en_vigueur"] == "true"
            and dt.date.fromisoformat(row["date"]) in period
            and target["population"] in ("", row["part"])
        ]
        assert sum(seen) == pytest.approx(float(target["valeur"])), target
        found += 1
    assert found >= 5


def test_a_correction_and_what_it_corrects_are_both_told() -> None:
    first = record("2025-03-01", measures={"i": 3}, activite={"titre": "Fête", "lieu": "Parc"})
    second = record("2025-04-01", measures={"i": 5}, corrige="2025-03-01-0.yml", note="Recompté")
    told = plan_files(small(first, second))
    old, new = rows(str(told["suivi.csv"]))
    assert (old["en_vigueur"], old["compte_le"], old["corrige_par"]) == ("false", "", "2025-04-01-1")
    assert (new["en_vigueur"], new["compte_le"], new["corrige"]) == ("true", "2025-03-01", "2025-03-01-0")
    assert (old["activite"], old["lieu"], new["note"]) == ("Fête", "Parc", "Recompté")
    figures = [(r["suivi"], r["valeur"], r["date"], r["en_vigueur"]) for r in rows(str(told["observations.csv"]))]
    assert figures == [
        ("2025-03-01-0", "3", "2025-03-01", "false"), ("2025-04-01-1", "5", "2025-03-01", "true"),
    ]  # fmt: skip


def test_evidence_is_told_with_its_address() -> None:
    proof = [{"titre": "Bilan", "url": "https://ville.invalid/b"}, {"titre": "Affiche"}]
    (row,) = rows(str(plan_files(small(record(FIRST, measures={"i": {"a": 1, "b": 2}}, preuves=proof)))["suivi.csv"]))
    assert row["preuves"] == "Bilan <https://ville.invalid/b>; Affiche"


def test_a_figure_by_part_is_a_row_for_each() -> None:
    told = rows(str(plan_files(small(record(FIRST, measures={"i": {"a": 1, "b": 2}})))["observations.csv"]))
    assert [(row["part"], row["valeur"]) for row in told] == [("a", "1"), ("b", "2")]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@x", "\tx"])
def test_no_text_of_any_table_can_be_run(text: str) -> None:
    words = {"titre": text, "responsables": [text], "partenaires": [text], "budget": {"financement": text}}
    whole = plan_of(action("1.1", indicator("i", {"min": 1, "citation": text}, unite=text), **words))
    seen = record(FIRST, measures={"i": 1}, note=text, activite={"titre": text, "lieu": text})
    files = plan_files(Release(follow(whole, seen), {"2025-01-01": seen}))
    for one in TABLES:
        for row in rows(str(files[one.file])):
            for column in one.columns:
                value = row[column.name]
                assert column.kind != "string" or not value.startswith(("=", "+", "-", "@", "\t")), (one.name, row)


# Workbook


def test_the_workbook_says_what_the_tables_say(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files_of(name)["plan.xlsx"]), read_only=True)
    assert book.sheetnames == [one.name for one in TABLES]
    for one in TABLES:
        header, *body = book[one.name].iter_rows(values_only=True)
        assert header == one.header
        cells = ((v.date() if isinstance(v, dt.datetime) else v for v in row) for row in body)
        assert table(one.header, [tuple(row) for row in cells]) == files_of(name)[one.file], one.name


def test_the_workbook_holds_texts_never_formulas() -> None:
    whole = plan_of(action("1.1", titre="=1+1 <b>&\x0bx"))
    book = openpyxl.load_workbook(io.BytesIO(plan_files(Release(follow(whole)))["plan.xlsx"]))  # type: ignore[arg-type]
    cell = book["actions"]["D2"]
    assert (cell.data_type in "s", cell.value) == (True, "=1+1 <b>&\N{REPLACEMENT CHARACTER}x")


# StratML


def document(name: str) -> etree._Element:
    return etree.fromstring(files_of(name)["stratml.xml"].encode())


@pytest.mark.skipif(not XSD.is_file(), reason="the schema is not in this project")
def test_stratml_is_valid_against_its_schema(name: str) -> None:
    schema = etree.XMLSchema(etree.parse(XSD))
    assert schema.validate(document(name)), schema.error_log


TIMES = ("StartDate?", "EndDate?", "NumberOfUnits?", "Descriptor?", "Description?")
CONTENT = {
    "PerformancePlanOrReport": (
        "Name", "Description?", "OtherInformation?", "StrategicPlanCore", "AdministrativeInformation?",
    ),
    "StrategicPlanCore": ("Organization*", "Goal+"),
    "Organization": ("Name?", "Identifier?"),
    "Goal": ("Name", "Description", "Identifier?", "SequenceIndicator?", "OtherInformation?", "Objective*"),
    "Objective": (
        "Name?", "Description?", "Identifier?", "SequenceIndicator?", "Stakeholder*", "OtherInformation?",
        "PerformanceIndicator*",
    ),
    "Stakeholder": ("Name", "Role*"),
    "Role": ("Name", "RoleType?"),
    "PerformanceIndicator": (
        "SequenceIndicator?", "MeasurementDimension", "UnitOfMeasurement", "Identifier?", "MeasurementInstance*",
    ),
    "MeasurementInstance": ("TargetResult*", "ActualResult*"),
    "TargetResult": TIMES,
    "ActualResult": TIMES,
    "Descriptor": ("DescriptorName?", "DescriptorValue?"),
    "AdministrativeInformation": ("Identifier?", "StartDate?", "EndDate?", "PublicationDate?", "Source?"),
}  # fmt: skip
"""The rules of the schema that these documents meet: children in order (« ? », « * », « + » as usual)."""
VALUES = {
    "Type": {"Strategic_Plan", "Performance_Plan", "Performance_Report"},
    "StakeholderTypeType": {"Person", "Organization", "Generic_Group"},
    "PerformanceIndicatorType": {"Quantitative", "Qualitative"},
    "RoleType": {"Performer", "Beneficiary"},
}
TEXTS = {
    "NumberOfUnits": r"-?\d+(\.\d+)?",
    "StartDate": r"\d{4}-\d\d-\d\d",
    "EndDate": r"\d{4}-\d\d-\d\d",
    "PublicationDate": r"\d{4}-\d\d-\d\d",
    "Identifier": r"[A-Za-z_][A-Za-z0-9_.-]*",
    "RoleType": "Performer|Beneficiary",
}


def test_stratml_keeps_the_rules_of_its_schema(name: str) -> None:
    identifiers: Counter[str] = Counter()
    for element in document(name).iter():
        space, _, tag = str(element.tag)[1:].partition("}")
        assert space == NAMESPACE
        children = " ".join(str(child.tag).rpartition("}")[2] for child in element)
        rule = "".join(f"(?:{one.rstrip('?*+')} ){one[len(one.rstrip('?*+')) :]}" for one in CONTENT.get(tag, ()))
        assert re.fullmatch(rule, f"{children} " if children else ""), (tag, children)
        assert all(value in VALUES[str(key)] for key, value in element.attrib.items())
        if tag in TEXTS:
            assert re.fullmatch(TEXTS[tag], element.text or ""), (tag, element.text)
        if tag == "Identifier":
            identifiers[element.text or ""] += 1
    assert set(identifiers.values()) == {1}


def test_stratml_holds_every_level(name: str) -> None:
    progress, root = release_of(name).progress, document(name)
    here = {"s": NAMESPACE}
    assert len(root.findall(".//s:Goal", here)) == sum(len(axis.objectives) for axis in progress.axes)
    assert len(root.findall(".//s:Objective", here)) == len(progress.actions)
    assert len(root.findall(".//s:PerformanceIndicator", here)) == sum(len(a.indicators) for a in progress.actions)


def test_what_nobody_reported_has_no_actual_result(name: str) -> None:
    found = document(name).findall(f".//{{{NAMESPACE}}}ActualResult")
    kind = document(name).get("Type")
    assert (kind, bool(found)) == (
        ("Performance_Report", True) if name == "exemple-2024-2027" else ("Performance_Plan", False)
    )


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (1e-6, "0.000001"), (1e15, "1000000000000000"), (12.5, "12.5")])
def test_a_decimal_of_xml_has_no_exponent(value: float, said: str) -> None:
    assert _number(value).removesuffix(".0") == said


# DCAT


def test_the_catalogue_entry_offers_every_other_file(name: str) -> None:
    entry = json.loads(files_of(name)["dcat.jsonld"])
    offered = {one["dct:title"]: one for one in entry["dcat:distribution"]}
    assert set(offered) == set(DOWNLOADS) - {"dcat.jsonld"}
    for title, one in offered.items():
        content = files_of(name)[title]
        size = len(content if isinstance(content, bytes) else content.encode())
        assert one["dcat:byteSize"]["@value"] == str(size)
        assert one["dcat:downloadURL"]["@id"] == entry["@id"].removeprefix("./") + title


def test_the_catalogue_entry_needs_no_other_site_to_be_read(name: str) -> None:
    entry = json.loads(files_of(name)["dcat.jsonld"])
    prefixes = entry["@context"]
    assert all(isinstance(value, str) for value in prefixes.values())
    used = set(re.findall(r'"(\w+):\w+":', files_of(name)["dcat.jsonld"]))
    assert used <= set(prefixes)
    assert {"dct:title", "dct:description", "dct:publisher", "dct:license", "dct:modified"} <= entry.keys()
