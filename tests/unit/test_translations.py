"""``portail translations``: what to translate, and files that go to translators and come back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from conftest import ROOT, Project, Result
from portail.model import text_hash
from portail.translations.segments import aligned, body_of, lost, remarked, segments, word_count
from portail.translations.xliff_write import NAMESPACE

FRENCH, ENGLISH = "guide/commun/logement.md", "guide/commun/logement.en.md"
OUT = "a-traduire/commun.logement.en.xlf"
BODY = """\
Lisez le bail avant de signer.

## Le bail

| Durée | Avis |
| --- | --- |
| 12 mois | 3 mois |

1. Payez 1 200 $ au plus tard le 31.
   - Demandez un [reçu](https://www.quebec.ca/bail).

```text
du code

encore
```

> Une citation
> sur deux lignes.
"""


def test_a_body_is_cut_in_what_is_translated_at_once() -> None:
    found = segments(BODY)
    assert [(one.name, one.kind) for one in found] == [
        ("b1.1", "texte"), ("b2.1", "titre"), ("b3.1", "rangee"), ("b3.2", "filet"), ("b3.3", "rangee"),
        ("b4.1", "element"), ("b4.2", "element"), ("b5.1", "code"), ("b6.1", "texte"),
    ]  # fmt: skip
    assert [one.name for one in found if one.kept] == ["b3.2", "b5.1"]
    assert body_of((one.name, one.text) for one in reversed(found)) == BODY.rstrip()


@pytest.mark.parametrize("path", sorted((ROOT / "guide").rglob("*.md")), ids=lambda path: path.name)
def test_every_real_text_is_made_again_from_its_segments(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    again = body_of((one.name, one.text) for one in segments(body))
    assert again == re.sub(r"\n{3,}", "\n\n", body).strip()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet="ab #-|>`1.\n\t", max_size=80))
def test_any_text_keeps_its_words_and_its_hash(body: str) -> None:
    again = body_of((one.name, one.text) for one in segments(body))
    assert text_hash("", "", again) == text_hash("", "", body)


def test_a_translation_of_another_shape_is_matched_where_it_can_be() -> None:
    french, english = segments("Un.\n\n## Deux\n\n- trois\n- quatre"), segments("One.\n\n## Two\n\n- three")
    assert aligned(french, english) == ({"b1.1": "One.", "b2.1": "## Two", "b3.1": "- three"}, False)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("- un", "one", "- one"),
        ("  - un", "- one", "  - one"),
        ("## Un", "### One", "## One"),
        ("3. Un", "One", "3. One"),
        ("- Le 24 mai", "24. Mai", "- 24. Mai"),
        ("En 2026", "2026. gadā", "2026\\. gadā"),
        ("Un dièse", "# hash", "\\# hash"),
        ("Une ligne", "one\nline", "one line"),
    ],
)
def test_the_mark_of_a_segment_is_that_of_the_french(source: str, target: str, expected: str) -> None:
    assert remarked(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("1 200 $ le 31", "$1,200 on the 31st", ([], [])),
        ("1 200 $ le 31", "$1,300 on the 31st", ([], ["1200"])),
        ("12,5 km", "12.5 km", ([], [])),
        ("Le 24 mai 2026", "٢٤ مايو ٢٠٢٦", ([], [])),
        ("2. Deux pas", "2. Two steps", ([], [])),
        ("[un](nas.md) et <https://a.ca>", "[one](nas.md)", (["https://a.ca"], [])),
        ("[un](nas.md) [deux](nas.md)", "[one](nas.md)", (["nas.md"], [])),
    ],
)
def test_lost_links_and_numbers(source: str, target: str, expected: tuple[list[str], list[str]]) -> None:
    assert lost(source, target) == expected


def test_words_are_counted_without_addresses_and_marks() -> None:
    assert word_count("## Où aller ?", "- Voir [le site](https://www.quebec.ca/un/deux).", "| --- |") == 5


def listed(project: Project, *arguments: str) -> dict:  # type: ignore[type-arg]
    result = project.run("translations", "--format", "json", "--date", "2026-06-30", *arguments)
    assert result.code == 0, result.report
    return json.loads(result.report)  # type: ignore[no-any-return]


def another(title: str, stage: str) -> str:
    return f"""\
        ---
        titre: {title}
        resume: Un résumé.
        theme: logement
        etapes: [{stage}]
        sources: [{{titre: Source}}]
        verifie_le: 2026-01-15
        verifie_par: Lecture
        publie_le: 2026-01-20
        ---
        Trois mots ici.
        """


def test_what_is_most_read_then_misleads_then_comes_first(project: Project) -> None:
    project.write({
        "guide/commun/tard.md": another("Tard", "ensuite"),
        "guide/commun/tot.md": another("Tôt", "jour-1"),
        "guide/commun/lu.md": another("Lu", "ensuite"),
        "content/ville/visites/2026-03.csv": "jour,page,langue,visites,vues\n2026-03-01,guide/lu,fr,9,9\n",
    })  # fmt: skip
    data = listed(project)
    assert [row["fichier"].rpartition("/")[2] for row in data["a_traduire"]] == [
        "lu.md", "logement.md", "tot.md", "tard.md"
    ]  # fmt: skip
    assert [row["fraicheur"] for row in data["a_traduire"]] == ["absente", "a-reviser", "absente", "absente"]
    assert data["a_traduire"][0] | {"titre": ""} == {
        "portail": "ville", "langue": "en", "fichier": "guide/commun/lu.md", "titre": "", "fraicheur": "absente",
        "methode": None, "mots": 6, "visites": 9,
    }  # fmt: skip
    assert data["bilan"][0]["absente"] == {"textes": 3, "mots": 18}


def test_the_same_list_for_a_spreadsheet_and_for_the_eye(project: Project) -> None:
    rows = project.run("translations", "ville", "--langue", "en", "--format", "csv").report.lstrip("\ufeff")
    assert [row["fichier"] for row in csv.DictReader(io.StringIO(rows))] == [FRENCH]
    shown = project.run("translations", "--date", "2026-12-31").report
    assert FRENCH in shown and "périmée" in shown and "0 textes à jour sur 1" in shown


@pytest.mark.parametrize("wrong", [["vile"], ["--langue", "zz"]])
def test_an_unknown_name_is_said(project: Project, wrong: list[str]) -> None:
    result = project.run("translations", *wrong)
    assert result.code == 1 and ("Vouliez-vous dire" in result.report or "Langues : en" in result.report)


@pytest.fixture
def exported(project: Project) -> Project:
    """The French fiche with a longer body, exported to English."""
    text = (project.root / FRENCH).read_text(encoding="utf-8")
    head = text.split("\n---\n", 1)[0].replace("\ntheme:", "\nmots_cles: [bail, logis]\ntheme:")
    project.write({FRENCH: f"{head}\n---\n{BODY}".encode()})
    result = project.run("translations", "export", "logement", "--langue", "en", "--sortie", "a-traduire")
    assert result.code == 0, result.report
    return project


Change = Callable[[etree._Element], None]


def edited(project: Project, change: Change) -> Project:
    """The exported file as a tool would write it."""
    place = project.root / OUT
    tree = etree.parse(place)
    change(tree.getroot())
    tree.write(place, encoding="UTF-8", xml_declaration=True)
    return project


def units(root: etree._Element) -> dict[str, etree._Element]:
    return {unit.get("id", ""): unit for unit in root.iter(f"{{{NAMESPACE}}}trans-unit")}


def target(unit: etree._Element) -> etree._Element:
    found = unit.find(f"{{{NAMESPACE}}}target")
    assert found is not None
    return found


LINK = re.compile(r"\]\([^)]*\)")


def _split(kept: re.Pattern[str], text: str) -> list[str]:
    """The text in pieces; every second one is what is kept."""
    return re.split(f"({kept.pattern})", text, flags=kept.flags & re.DOTALL)


def translate(root: etree._Element) -> None:
    for name, unit in units(root).items():
        source = unit.findtext(f"{{{NAMESPACE}}}source", "")
        words = "".join(part.replace("e", "é") if n % 2 == 0 else part for n, part in enumerate(_split(LINK, source)))
        target(unit).text = {"titre": 'Home: "a lease"', "mots_cles": "lease; home"}.get(name, words)


def taken(project: Project, *arguments: str) -> Result:
    return project.run("translations", "import", OUT, "--methode", "humaine", "--date", "2026-06-30", *arguments)


def english(project: Project) -> str:
    return (project.root / ENGLISH).read_text(encoding="utf-8")


def test_the_file_for_translators_holds_each_segment_and_what_is_known_of_it(exported: Project) -> None:
    root = etree.parse(exported.root / OUT).getroot()
    found = units(root)
    assert list(found)[:4] == ["titre", "resume", "mots_cles", "b1.1"]
    assert found["mots_cles"].findtext(f"{{{NAMESPACE}}}source") == "bail; logis"
    assert (found["b3.2"].get("translate"), target(found["b3.2"]).get("state")) == ("no", "final")
    assert (target(found["titre"]).text, target(found["titre"]).get("state")) == (
        "Finding a home", "needs-review-translation",
    )  # fmt: skip
    assert (target(found["b2.1"]).text, target(found["b2.1"]).get("state")) == (None, "new")


def test_a_file_that_comes_back_becomes_the_translation(exported: Project) -> None:
    result = taken(edited(exported, translate))
    assert result.code == 0, result.report
    text = english(exported)
    assert "mots_cles: [lease, home]" in text and "traduit_le: 2026-06-30" in text and "methode: humaine" in text
    kept = re.compile(r"```text.*?```|\]\([^)]*\)", re.DOTALL)
    changed = "".join(part.replace("e", "é") if n % 2 == 0 else part for n, part in enumerate(_split(kept, BODY)))
    assert text.split("\n---\n", 1)[1] == changed
    assert exported.check().code == 0
    assert listed(exported)["bilan"][0]["a-jour"]["textes"] == 1


def test_taking_it_back_twice_changes_nothing(exported: Project) -> None:
    taken(edited(exported, translate))
    before = (english(exported), (exported.root / ENGLISH).stat().st_mtime_ns)
    result = taken(exported, "--date", "2026-07-30")
    assert "0 traduction écrite, 1 sans changement" in result.report
    assert (english(exported), (exported.root / ENGLISH).stat().st_mtime_ns) == before


def test_an_export_taken_back_as_it_is_changes_nothing(exported: Project) -> None:
    taken(edited(exported, translate))
    (exported.root / OUT).unlink()
    exported.run("translations", "export", FRENCH, "--langue", "en", "--sortie", "a-traduire")
    before = english(exported)
    assert "1 sans changement" in taken(exported).report and english(exported) == before


def test_french_that_changed_meanwhile_is_told(exported: Project) -> None:
    edited(exported, translate)
    exported.edit(FRENCH, "Lisez le bail", "Lisez bien le bail")
    result = taken(exported)
    assert result.code == 0 and "a changé depuis l'export" in result.report
    assert listed(exported)["a_traduire"][0]["fraicheur"] == "a-reviser"


def test_lost_links_and_numbers_are_told_at_their_line(exported: Project) -> None:
    def forget(root: etree._Element) -> None:
        translate(root)
        target(units(root)["b4.1"]).text = "Pay before the 31st."
        target(units(root)["b4.2"]).text = "Ask for a receipt."

    report = taken(edited(exported, forget)).report
    assert "le nombre « 1200 » n'est plus dans le segment « b4.1 »" in report and "« 31 »" not in report
    assert "le lien « https://www.quebec.ca/bail »" in report
    assert "1. Pay before the 31st.\n   - Ask for a receipt." in english(exported)


def drop(name: str, stamp: bool) -> Change:
    def change(root: etree._Element) -> None:
        translate(root)
        unit = units(root)[name]
        parent = unit.getparent()
        assert parent is not None
        parent.remove(unit)
        if not stamp:
            for file in root.iter(f"{{{NAMESPACE}}}file"):
                del file.attrib["build-num"]

    return change


def with_target(text: str, name: str = "b1.1") -> Change:
    def change(root: etree._Element) -> None:
        translate(root)
        target(units(root)[name]).text = text

    return change


def with_attribute(name: str, value: str) -> Change:
    def change(root: etree._Element) -> None:
        translate(root)
        next(root.iter(f"{{{NAMESPACE}}}file")).set(name, value)

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (drop("b1.1", True), "des segments manquent"),
        (drop("b1.1", False), "des segments manquent"),
        (drop("titre", True), "« titre » manque"),
        (with_target(""), "n'est pas traduit"),
        (with_target("<script>alert(1)</script>"), "balise HTML"),
        (with_target("[x](javascript:alert(1))"), "contenu-interdit"),
        (with_target("[x](../../secret.md)"), "lien-brise"),
        (with_target("\u202etxet"), "caractère invisible"),
        (with_target("t" * 300, "titre"), "trop long : titre"),
        (with_attribute("original", "guide/commun/absente.md"), "n'est pas un texte français du projet"),
        (with_attribute("original", ENGLISH), "n'est pas un texte français du projet"),
        (with_attribute("original", "content/ville/portail.yml"), "n'est pas un texte français du projet"),
        (with_attribute("target-language", "fr"), "n'est pas une langue de traduction"),
        (with_attribute("target-language", "../x"), "n'est pas une langue de traduction"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_back_changes_nothing(exported: Project, change: Change, why: str) -> None:
    before = english(exported)
    result = taken(edited(exported, change))
    assert result.code == 1 and why in result.report, result.report
    assert english(exported) == before


XLIFF = f'<xliff xmlns="{NAMESPACE}" version="1.2">'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + XLIFF + "</xliff>", "entités"),
        ('<?xml version="1.0" encoding="UTF-16"?>\n<!doctype x>' + XLIFF + "</xliff>", "entités"),
        (XLIFF + "&e;</xliff>", "XML lisible"),
        (XLIFF, "XML lisible"),
        (XLIFF + "<a>" * 5000 + "</a>" * 5000 + "</xliff>", "XML lisible"),
        (XLIFF + "</xliff>", "aucun texte"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>', "XLIFF 1.2"),
        ("", "XML lisible"),
        ("x" * 1_000_001, "fichier-trop-gros"),
    ],
    ids=["external", "doctype", "undeclared", "cut", "deep", "nothing", "version", "empty", "large"],
)
def test_hostile_files_are_refused(exported: Project, text: str, why: str) -> None:
    before = english(exported)
    exported.write({OUT: text.encode()})
    result = taken(exported)
    assert result.code == 1 and why in result.report, result.report
    assert english(exported) == before


def test_an_export_never_overwrites_what_a_translator_wrote(exported: Project) -> None:
    again = ("translations", "export", "commun/logement", "--langue", "en", "--sortie", "a-traduire")
    assert exported.run(*again).code == 0  # the same file
    edited(exported, translate)
    result = exported.run(*again)
    assert result.code == 1 and "existe déjà" in result.report


def test_a_portals_own_page_goes_and_comes_back_too(project: Project) -> None:
    page = "content/ville/pages/a-propos.md"
    project.write({page: "---\ntitre: À propos\nresume: Qui fait ce site.\n---\nNous."})
    project.run("translations", "export", page, "--langue", "en")
    place = project.root / "ville.a-propos.en.xlf"
    tree = etree.parse(place)
    translate(tree.getroot())
    tree.write(place)
    assert project.run("translations", "import", place.name, "--methode", "machine").code == 0
    assert project.check().code == 0
    assert [row["fichier"] for row in listed(project)["a_traduire"]] == [FRENCH]


@pytest.mark.parametrize("wrong", [["logemnt", "--langue", "en"], ["logement", "--langue", "fr"]])
def test_an_export_of_nothing_says_why(project: Project, wrong: list[str]) -> None:
    result = project.run("translations", "export", *wrong)
    assert result.code == 1 and (
        "Vouliez" in result.report or "vouliez" in result.report or "langue de" in result.report
    )
