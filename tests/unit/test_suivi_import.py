"""``portail suivi import``: shown before it is written, refused when it is not understood, the same when done twice."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import ROOT, Project, Result
from portail.imports.sheet import MAX_ROWS, MAX_UNPACKED, read_sheet
from portail.load.plan import load_plan
from portail.load.typed import load_yaml
from portail.model import Record, TableMap
from portail.sources import Tree

MAPPING = """\
    colonnes:
      Quand: date
      No: action
      Quoi: activite
      Où: lieu
      Présences: mesures.participants
      État: statut
      Corrige: corrige
      Interne: ignorer
    dates: jj/mm/aaaa
    """
TABLE = """\
    Quand;No;Quoi;Où;Présences;État;Interne
    21/04/2026;1.1;Fête d'avril;Parc;1 200;en-cours;A12
    ;;;;;;
    02/05/2026;1.1;Fête de mai;;;realisee;
    """
HEAD = "Quand;No;Quoi;Présences\n"


@pytest.fixture
def town(project: Project) -> Project:
    return project.write({"plans/plan-test/import.yml": MAPPING, "table.csv": TABLE})


def load(project: Project, *options: str, table: str = "table.csv") -> Result:
    return project.run("suivi", "import", "plan-test", table, *options)


def records(project: Project) -> dict[str, Record]:
    sources, problems = load_plan(Tree(project.root), "plan-test")
    assert sources
    assert problems == []
    return {Path(one.path).stem: one.value for one in sources.records}


def files(project: Project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}


def test_it_shows_what_it_understood_and_writes_nothing(town: Project) -> None:
    before = files(town)
    answer = load(town)
    assert answer.code == 0, answer.report
    for words in ("2026-04-21-fete-d-avril.yml : action 1.1", "participants : 1200", "nouvelles : 2", "--ecrire"):
        assert words in answer.report, words
    assert files(town) == before


def test_it_writes_what_it_showed(town: Project) -> None:
    assert load(town, "--ecrire").code == 0
    one, other = (records(town)[name] for name in ("2026-04-21-fete-d-avril", "2026-05-02-fete-de-mai"))
    assert (one.date, one.measures, one.status) == (dt.date(2026, 4, 21), {"participants": 1200}, "en-cours")
    assert one.activity
    assert one.activity.place == "Parc"
    assert (other.measures, other.status) == ({}, "realisee")  # an empty cell is no data, not 0
    assert town.check().code == 0


def test_twice_changes_nothing(town: Project) -> None:
    load(town, "--ecrire")
    before = files(town)
    answer = load(town, "--ecrire")
    assert (answer.code, files(town)) == (0, before)
    assert "nouvelles : 0 ; déjà dans le suivi : 2" in answer.report


def test_only_new_rows_are_added(town: Project) -> None:
    load(town, "--ecrire")
    before = files(town)
    town.write({"plus.csv": TABLE + "    09/06/2026;1.1;Fête de juin;;30;;\n"})
    assert load(town, "--ecrire", table="plus.csv").code == 0
    assert records(town)["2026-06-09-fete-de-juin"].measures == {"participants": 30}
    assert {path: data for path, data in files(town).items() if path in before} == before


def test_a_changed_figure_is_not_written_over(town: Project) -> None:
    load(town, "--ecrire")
    town.edit("table.csv", "1 200", "1 300")
    before = files(town)
    answer = load(town, "--ecrire")
    assert (answer.code, "dit autre chose de cette activité" in answer.report) == (1, True)
    assert files(town) == before


def test_a_correction_is_a_new_file_and_comes_once(town: Project) -> None:
    load(town, "--ecrire")
    town.write(
        {
            "table.csv": """\
        Quand;No;Quoi;Présences;Corrige
        21/04/2026;1.1;Fête d'avril;1 300;2026-04-21-fete-d-avril
        """
        }
    )
    for _ in range(2):
        assert load(town, "--ecrire").code == 0
    assert len(records(town)) == 4
    assert records(town)["2026-04-21-fete-d-avril-2"].corrects == ("2026-04-21-fete-d-avril",)


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("Quand;No;Nouvelle\n21/04/2026;1.1;x\n", 1, "colonnes inconnues : Nouvelle"),
        ("No;Quoi\n1.1;x\n", 1, "colonnes absentes : Quand"),
        (HEAD + "31/02/2026;1.1;x;3\n", 2, "le jour 31/02/2026 n'existe pas"),
        (HEAD + "hier;1.1;x;3\n", 2, "« hier » n'est pas une date"),
        (HEAD + "21/04/2026;1.1;x;environ 3\n", 2, "« environ 3 » n'est pas un nombre"),
        (HEAD + "21/04/2026;1.1;x;1,200\n", 2, "se lit de deux façons"),
        (HEAD + "21/04/2026;1.1;x;\n", 2, "ce suivi ne dit rien"),
        (HEAD + "21/04/2026;;x;3\n", 2, "valeur refusée : action"),
        (HEAD + "21/04/2026;9.9;x;3\n", 2, "l'action « 9.9 » n'est pas dans le plan"),
        (HEAD + "21/04/2026;1.1;x;3\n21/04/2026;1.1;x;4\n", 3, "parle du même jour"),
        (HEAD + "21/04/2026;1.1;x;3;trop\n", 1, "la ligne 2 a plus de cellules que l'en-tête"),
        (HEAD + '21/04/2026;1.1;"x\n', 1, "CSV illisible"),
        ("Quand;Quand\n", 1, "deux colonnes ont le titre « Quand »"),
        ("Quand;;No\n1;2;3\n", 1, "une colonne n'a pas de titre"),
        ("", 1, "le tableau est vide"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_row(town: Project, text: str, row: int, words: str) -> None:
    town.write({"table.csv": text.encode()})
    before = files(town)
    answer = load(town, "--ecrire")
    assert (answer.code, words in answer.report) == (1, True), answer.report
    assert f"table.csv:{row}:1: erreur[" in answer.report
    assert files(town) == before


def test_one_wrong_row_and_nothing_is_written(town: Project) -> None:
    town.edit("table.csv", "02/05/2026", "02/15/2026")
    before = files(town)
    assert load(town, "--ecrire").code == 1
    assert files(town) == before


def test_a_table_in_another_encoding_says_how_to_save_it(town: Project) -> None:
    town.write({"table.csv": TABLE.encode("latin-1")})
    assert "CSV UTF-8" in load(town).report


def test_without_a_mapping_nothing_is_guessed(project: Project) -> None:
    project.write({"table.csv": TABLE})
    answer = load(project)
    assert (answer.code, "import.yml" in answer.report) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Quoi: activite", "Quoi: titre", "« titre » n'est pas un choix possible"),
        ("Où: lieu", "Où: activite", "deux colonnes remplissent la même clé"),
        ("Quand: date", "Quand: ignorer", "aucune colonne n'est date"),
    ],
)
def test_a_wrong_mapping_is_told_at_its_place(town: Project, old: str, new: str, words: str) -> None:
    town.edit("plans/plan-test/import.yml", old, new)
    for answer in (load(town), town.check()):
        assert (answer.code, words in answer.report) == (1, True), answer.report


def test_the_mapping_of_the_invented_town_names_what_is_in_its_plan() -> None:
    how, problems = load_yaml(Tree(ROOT), "plans/exemple-2024-2027/import.yml", TableMap)
    sources, _ = load_plan(Tree(ROOT), "exemple-2024-2027")
    assert how
    assert sources
    assert problems == []
    known = {f"mesures.{i.id}" for a in sources.plan.value.actions() for i in a.indicators}
    assert {place.rpartition(".")[0] for place in how.value.columns.values() if place.count(".") == 2} <= known


# Workbooks


def workbook(*rows: tuple[Any, ...], title: str = "Suivi") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_says_the_same_as_a_csv(town: Project) -> None:
    load(town, "--ecrire")
    before = files(town)
    town.write({"table.xlsx": workbook(
        ("Quand", "No", "Quoi", "Où", "Présences", "État"),
        (dt.datetime(2026, 4, 21), "1.1", "Fête d'avril", "Parc", 1200, "en-cours"),
        (dt.date(2026, 5, 2), 1.1, "Fête de mai", None, None, "realisee"),
    )})  # fmt: skip
    answer = load(town, "--ecrire", table="table.xlsx")
    assert (answer.code, "déjà dans le suivi : 2" in answer.report) == (0, True), answer.report
    (town.root / "table.xlsx").unlink()
    assert files(town) == before


def test_a_sheet_is_chosen_by_name() -> None:
    data = workbook(("a",), ("x",))
    assert read_sheet(data, "t.xlsx", "Suivi")[0]
    _, (problem,) = read_sheet(data, "t.xlsx", "Autre")
    assert "Feuilles : Suivi" in problem.message


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def changed(name: str, data: bytes) -> bytes:
    """A right workbook with one part that is not."""
    with zipfile.ZipFile(io.BytesIO(workbook(("a",), ("x",)))) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    return zipped({**parts, name: data})


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (changed("xl/media/x.bin", b"0" * (MAX_UNPACKED + 1)), "Mo une fois ouvert"),
        (zipped({f"{n}.xml": b"" for n in range(501)}), "Mo une fois ouvert"),
        (changed("xl/worksheets/sheet1.xml", ENTITIES), "entités XML"),
        (changed("xl/workbook.xml", ENTITIES.decode().encode("utf-16")), "entités XML"),
        (changed("xl/worksheets/sheet1.xml", b"<a"), "illisible"),
        (zipped({"x": b"y"}), "illisible"),
        (b"x", "pas un classeur"),
        (b"PK\x03\x04" + b"\0" * 50, "pas un classeur"),
        (workbook(*[("a",)] * (MAX_ROWS + 1)), f"plus de {MAX_ROWS} lignes"),
        (b"x" * 5_000_001, "dépasse 5 Mo"),
    ],
)
def test_a_hostile_workbook_is_refused(data: bytes, words: str) -> None:
    sheet, problems = read_sheet(data, "t.xlsx")
    assert sheet is None
    assert [words in problem.message for problem in problems] == [True], problems
