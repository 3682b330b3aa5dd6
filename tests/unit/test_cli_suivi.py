"""``portail suivi new``: a new file, checked before it is written, never over another."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import Project
from portail.cli import main, suivi
from portail.imports.records import file_name, typed_number
from portail.load.plan import load_plan
from portail.model import Record
from portail.sources import Tree

OPTIONS = ["--action", "1.1", "--date", "2026-05-02", "--activite", "Fête d'été", "--mesure", "participants=1 200"]


def run(project: Project, *arguments: str, typed: str = "") -> Result:
    with contextlib.chdir(project.root):
        return CliRunner().invoke(main, ["suivi", "new", *arguments], input=typed)


def records(project: Project) -> dict[str, Record]:
    sources, problems = load_plan(Tree(project.root), "plan-test")
    assert sources
    assert problems == []
    return {Path(one.path).stem: one.value for one in sources.records}


def tree(project: Project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}


def test_options_alone_write_the_file(project: Project) -> None:
    more = ["--lieu", "Parc", "--statut", "en-cours", "--note", "Beau temps", "--preuve", "Bilan | https://v.invalid/b"]
    answer = run(project, "plan-test", *OPTIONS, *more)
    assert answer.exit_code == 0, answer.stderr
    one = records(project)["2026-05-02-fete-d-ete"]
    assert (one.date.isoformat(), one.action, one.measures, one.status) == (
        "2026-05-02", "1.1", {"participants": 1200}, "en-cours",
    )  # fmt: skip
    assert one.activity
    assert (one.activity.title, one.activity.place) == ({"fr": "Fête d'été"}, "Parc")
    assert (one.evidence[0].title, one.evidence[0].url) == ("Bilan", "https://v.invalid/b")
    assert project.check().code == 0


def test_the_only_plan_needs_no_name(project: Project) -> None:
    assert run(project, *OPTIONS).exit_code == 0
    assert len(records(project)) == 2


def test_a_second_file_takes_another_name(project: Project) -> None:
    run(project, *OPTIONS)
    before = tree(project)
    assert run(project, *OPTIONS, "--note", "Le soir").exit_code == 0
    assert {path: data for path, data in tree(project).items() if path in before} == before
    assert records(project)["2026-05-02-fete-d-ete-2"].note == {"fr": "Le soir"}


def test_a_correction_is_a_new_file(project: Project) -> None:
    answer = run(project, *OPTIONS, "--corrige", "2026-03-21-fete")
    assert answer.exit_code == 0, answer.stderr
    assert records(project)["2026-05-02-fete-d-ete"].corrects == ("2026-03-21-fete",)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--action", "9"], "Actions : 1.1."),
        (["--date", "2026-05-02"], "il manque --action"),
        (["--action", "1.1", "--date", "2026-02-30"], "n'est pas un jour"),
        ([*OPTIONS[:4], "--mesure", "participant=3"], "l'indicateur « participant » n'est pas dans l'action 1.1"),
        ([*OPTIONS[:4], "--mesure", "participants=beaucoup"], "« beaucoup » n'est pas un nombre"),
        ([*OPTIONS[:4], "--mesure", "participants=1,200"], "se lit de deux façons : écrire 1200 ou 1.2"),
        ([*OPTIONS[:4], "--mesure", "participants.enfants=3"], "la part « enfants » n'est pas"),
        ([*OPTIONS, "--mesure", "participants=3"], "a déjà un chiffre"),
        (OPTIONS[:4], "ce suivi ne dit rien"),
        ([*OPTIONS, "--statut", "abandonnee"], "doit avoir un motif"),
        ([*OPTIONS, "--corrige", "2026-01-01-rien"], "n'existe pas dans ce dossier"),
        ([*OPTIONS, "--preuve", "x|javascript:alert(1)"], "n'est pas une adresse permise"),
        ([*OPTIONS[:4], "--note", "x", "--lieu", "Parc"], "--lieu va avec --activite"),
        (["absent", *OPTIONS], "Plans : plan-test."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(project: Project, arguments: list[str], words: str) -> None:
    before = tree(project)
    answer = run(project, *arguments)
    assert (answer.exit_code in (1, 2), words in answer.stderr) == (True, True), answer.stderr
    assert tree(project) == before


def test_in_a_terminal_it_asks(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suivi, "_is_terminal", lambda: True)
    answer = run(project, typed="1.1\n2026-05-02\nFête d'été\nbeaucoup\n12,5\nen-cours\n")
    assert answer.exit_code == 0, answer.output
    assert "« beaucoup » n'est pas un nombre" in answer.output
    one = records(project)["2026-05-02-fete-d-ete"]
    assert (one.measures, one.status) == ({"participants": 12.5}, "en-cours")


def test_no_answer_is_no_data(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suivi, "_is_terminal", lambda: True)
    answer = run(project, typed="1.1\n2026-05-02\n\n\nrealisee\n")
    assert answer.exit_code == 0, answer.output
    one = records(project)["2026-05-02-tenir-une-fete"]
    assert (one.measures, one.activity, one.status) == ({}, None, "realisee")


@pytest.mark.parametrize(
    ("title", "name"),
    [("Fête d'été", "fete-d-ete"), ("../../x", "x"), ("", "suivi"), ("قصص", "suivi"), ("Œuvre", "oeuvre")],
)
def test_any_title_gives_a_safe_name(title: str, name: str) -> None:
    assert file_name("2026-01-01", title, ()) == f"2026-01-01-{name}"


@pytest.mark.parametrize(
    ("text", "number"), [("60", "60"), ("1\u202f200", "1200"), ("12,5", "12.5"), ("0", "0"), (" 3 ", "3"), ("-1", "-1")]
)
def test_numbers_as_people_type_them(text: str, number: str) -> None:
    assert typed_number(text) == number
