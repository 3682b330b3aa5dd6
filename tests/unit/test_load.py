"""From files to models: names, layers, corrections, visits, and the day of reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest

from conftest import RECORD, Project
from portail.dates import reference_date
from portail.load import Sources, load_portal, portal_names
from portail.load.guide import load_guide, split_name
from portail.load.plan import PlanSources, load_plan, records_in_force
from portail.load.visits import load_visits
from portail.problems import Problem
from portail.sources import Tree

SUIVI = "plans/plan-test/suivi/"


def codes(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(problem.position.path.rpartition("/")[2], problem.code) for problem in problems]


# Names


@pytest.mark.parametrize(
    ("name", "slug", "language"),
    [("logement.md", "logement", "fr"), ("logement.ar.md", "logement", "ar"),
     ("carte-soleil.zh-Hant.md", "carte-soleil", "zh-Hant")],
)  # fmt: skip
def test_a_name_says_the_page_and_its_language(name: str, slug: str, language: str) -> None:
    assert split_name(f"guide/commun/{name}") == (slug, language, None)


@pytest.mark.parametrize("name", ["Logement.md", "été.md", "a_b.md", "con.md", "logement.english.md", "a.b.en.md"])
def test_a_name_that_cannot_be_an_address_is_refused(name: str) -> None:
    problem = split_name(f"guide/commun/{name}")[2]
    assert problem
    assert problem.code == "nom-de-fichier"


# Portal and layers


def test_a_portal_is_read_whole(project: Project) -> None:
    sources, problems = load_portal(Tree(project.root), "ville")
    assert isinstance(sources, Sources)
    assert (problems, list(sources.fiches), list(sources.plans)) == ([], ["logement"], ["plan-test"])
    assert portal_names(Tree(project.root)) == ["ville"]


def test_missing_plan_and_layer_are_told_at_their_place(project: Project) -> None:
    project.edit("content/ville/portail.yml", "guide: [commun]", "guide: [commun, absente]")
    project.edit("content/ville/portail.yml", "plans: [plan-test]", "plans: [plan-test, absent]")
    _, problems = load_portal(Tree(project.root), "ville")
    assert sorted((p.code, p.position.line, p.position.column) for p in problems) == [
        ("renvoi", 6, 17), ("renvoi", 7, 20),
    ]  # fmt: skip


def test_a_citys_fiche_replaces_the_shared_one_with_its_translations(project: Project) -> None:
    shared = (project.root / "guide/commun/logement.md").read_text(encoding="utf-8")
    project.write({"guide/ville/logement.md": shared.replace("Trouver un logement", "Se loger ici")})
    fiches, problems = load_guide(Tree(project.root), ("commun", "ville"))
    assert problems == []
    assert (fiches["logement"].layer, fiches["logement"].french.value.title) == ("ville", "Se loger ici")
    assert fiches["logement"].translations == {}
    first, _ = load_guide(Tree(project.root), ("ville", "commun"))
    assert list(first["logement"].translations) == ["en"]


def test_a_translation_needs_its_french_text(project: Project) -> None:
    (project.root / "guide/commun/logement.md").unlink()
    fiches, problems = load_guide(Tree(project.root), ("commun",))
    assert (fiches, codes(problems)) == ({}, [("logement.en.md", "traduction")])


# Plan and follow-up


def plan_of(project: Project) -> tuple[PlanSources, list[Problem]]:
    sources, problems = load_plan(Tree(project.root), "plan-test")
    assert sources
    return sources, problems


def in_force(project: Project, on: str | None = None) -> list[tuple[str, object]]:
    """Day and figure of the reports that hold."""
    sources, problems = plan_of(project)
    assert problems == []
    records = records_in_force(sources.records, dt.date.fromisoformat(on) if on else None)
    return [(record.date.isoformat(), record.measures.get("participants")) for record in records]


def correction(day: str, corrected: str, figure: int) -> dict[str, str]:
    text = f'date: {day}\naction: "1.1"\nmesures: {{participants: {figure}}}\ncorrige: {corrected}\n'
    return {f"{SUIVI}{day}-correction.yml": text}


def test_a_correction_takes_the_place_and_the_date_of_what_it_corrects(project: Project) -> None:
    project.write(correction("2026-05-01", "2026-03-21-fete.yml", 55))
    assert in_force(project) == [("2026-03-21", 55)]


def test_a_correction_is_known_from_its_own_day(project: Project) -> None:
    project.write(correction("2026-05-01", "2026-03-21-fete", 55))
    assert in_force(project, "2026-03-20") == []
    assert in_force(project, "2026-04-30") == [("2026-03-21", 60)]
    assert in_force(project, "2026-05-01") == [("2026-03-21", 55)]


def test_a_correction_may_be_corrected(project: Project) -> None:
    project.write(correction("2026-05-01", "2026-03-21-fete", 55))
    project.write(correction("2026-06-01", "2026-05-01-correction", 54))
    assert in_force(project) == [("2026-03-21", 54)]


def test_one_correction_may_replace_several_reports(project: Project) -> None:
    project.write({f"{SUIVI}2026-02-01-autre.yml": 'date: 2026-02-01\naction: "1.1"\nmesures: {participants: 3}\n'})
    project.write(correction("2026-05-01", "[2026-03-21-fete, 2026-02-01-autre]", 63))
    assert in_force(project) == [("2026-02-01", 63)]


def test_a_correction_may_be_known_before_what_it_corrects(project: Project) -> None:
    project.write(correction("2026-03-01", "2026-03-21-fete", 55))
    assert in_force(project, "2026-03-10") == [("2026-03-01", 55)]
    assert in_force(project, "2026-03-21") == [("2026-03-01", 55)]


def test_reports_that_correct_each_other_do_not_stop_the_program(project: Project) -> None:
    project.write(correction("2026-05-01", "2026-05-02-correction", 1))
    project.write(correction("2026-05-02", "2026-05-01-correction", 2))
    project.write(correction("2026-05-03", "2026-05-01-correction", 3))
    assert in_force(project) == [("2026-03-21", 60), ("2026-05-01", 3)]


def test_a_wrong_report_does_not_hide_the_others(project: Project) -> None:
    project.write({f"{SUIVI}2026-04-01-faux.yml": "date: 2026-04-01\n"})
    sources, problems = plan_of(project)
    assert codes(problems) == [("2026-04-01-faux.yml", "cle-manquante")]
    assert len(sources.records) == 1


def test_a_wrong_plan_tells_the_mistakes_of_its_reports_too(project: Project) -> None:
    project.edit("plans/plan-test/plan.yml", "min: 100", "min: cent")
    project.edit(RECORD, "participants: 60", "participants: soixante")
    sources, problems = load_plan(Tree(project.root), "plan-test")
    assert sources is None
    assert codes(problems) == [("plan.yml", "nombre"), ("2026-03-21-fete.yml", "nombre")]


@pytest.mark.parametrize(("first", "second"), [("2026-05-01-b", "2026-03-21-a"), ("2026-03-21-a", "2026-03-21-a")])
def test_reports_that_correct_each_other_do_not_vanish_in_silence(project: Project, first: str, second: str) -> None:
    for name, other in (("2026-03-21-a", first), ("2026-05-01-b", second)):
        text = f'date: {name[:10]}\naction: "1.1"\nmesures: {{participants: 1}}\ncorrige: {other}\n'
        project.write({f"{SUIVI}{name}.yml": text})
    answer = project.check()
    assert answer.code == 1
    assert "se corriger lui-même" in answer.report


def test_two_reports_of_one_name_are_told(project: Project) -> None:
    text = (project.root / RECORD).read_text(encoding="utf-8")
    project.write({f"{SUIVI}2026/2026-03-21-fete.yml": text})
    answer = project.check()
    assert answer.code == 1
    assert "erreur[doublon]" in answer.report


def test_a_report_is_named_after_its_date(project: Project) -> None:
    (project.root / RECORD).rename(project.root / SUIVI / "2026-03-22-fete.yml")
    assert codes(plan_of(project)[1]) == [("2026-03-22-fete.yml", "nom-de-fichier")]


def test_a_plan_is_named_after_its_folder(project: Project) -> None:
    project.edit("plans/plan-test/plan.yml", "id: plan-test", "id: autre-plan")
    assert codes(plan_of(project)[1]) == [("plan.yml", "renvoi")]


# Visits


def visits(project: Project, text: str, month: str = "2026-03") -> list[tuple[int, str]]:
    """Line and message of each problem of a month's file."""
    project.write({f"content/ville/visites/{month}.csv": text})
    return [(problem.position.line, problem.message) for problem in load_visits(Tree(project.root), "ville")[1]]


HEAD = "jour,page,langue,visites,vues\n"


def test_months_are_read_in_order(project: Project) -> None:
    assert visits(project, HEAD + "2026-04-01,guide/logement,ar,3,4\n", "2026-04") == []
    assert visits(project, HEAD + "2026-03-31,guide/logement,fr,1,1\n") == []
    rows, _ = load_visits(Tree(project.root), "ville")
    found = [(row.day.isoformat(), row.visits, row.views) for row in rows]
    assert found == [("2026-03-31", 1, 1), ("2026-04-01", 3, 4)]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("", 1),
        ("jour;page;langue;visites;vues\n", 1),
        (HEAD + "2026-03-01,guide/logement,fr,1\n", 2),
        (HEAD + "2026-03-01,guide/logement,fr,1,1,1\n", 2),
        (HEAD + "2026-03-01,guide/logement,fr,1,1\n2026-03-32,guide/logement,fr,1,1\n", 3),
        (HEAD + "2026-03-01,guide/logement,fr,-1,1\n", 2),
        (HEAD + "2026-03-01,guide/logement,fr,1.5,2\n", 2),
        (HEAD + "2026-03-01,guide/logement,fr,3,2\n", 2),
        (HEAD + "2026-04-01,guide/logement,fr,1,1\n", 2),
        (HEAD + "2026-03-01,guide/logement,fr,1,1\n2026-03-01,guide/logement,fr,2,2\n", 3),
        (HEAD + "2026-03-01,guide/logement,français,1,1\n", 2),
    ],
)
def test_a_wrong_row_of_visits_is_told_at_its_line(project: Project, rows: str, line: int) -> None:
    assert [found for found, _ in visits(project, rows)] == [line]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2026-03-32,guide/logement,fr,1,1", "le jour 2026-03-32 n'existe pas"),
        ("2026-03-01,guide/logement,fr,un,1", "« un » n'est pas un nombre"),
        ("2026-03-01,guide/logement,fr,1", "la ligne n'a pas 5 colonnes"),
        (f"2026-03-01,{'x' * 200_000},fr,1,1", "CSV illisible"),
    ],
    ids=["jour", "nombre", "colonnes", "taille"],
)
def test_a_wrong_row_says_why(project: Project, row: str, message: str) -> None:
    ((line, found),) = visits(project, f"{HEAD}{row}\n")
    assert (line, message in found) == (2, True)


def test_a_file_of_visits_that_is_not_text_is_told(project: Project) -> None:
    project.write({"content/ville/visites/2026-03.csv": b"\xff\xfe"})
    rows, problems = load_visits(Tree(project.root), "ville")
    assert (rows, codes(problems)) == ((), [("2026-03.csv", "encodage")])


# The day of reference


def test_the_day_given_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert reference_date("2024-02-29") == dt.date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2023-02-29", "29/02/2024", "2024-2-29", "20240229", "demain"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        reference_date(text)


def test_a_reproducible_build_gives_its_own_day_as_montreal_counts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    midnight_in_london = dt.datetime(2026, 3, 31, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(midnight_in_london.timestamp())))
    assert reference_date() == dt.date(2026, 3, 30)


def test_today_is_a_day_of_montreal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    now = dt.datetime.now(dt.UTC).date()
    assert reference_date() in (now, now - dt.timedelta(days=1))
