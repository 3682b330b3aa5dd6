"""The command line: help in French, suggestions, formats for programs, and new portals that build."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from conftest import DAY, ROOT, Project
from portail.cli import main

CONTEXT = click.Context(main)
COMMANDS = [(name,) for name in main.list_commands(CONTEXT)] + [
    ("new", "portail"),
    ("new", "fiche"),
    ("new", "plan"),
    ("suivi", "new"),
]


def run(project: Project, *arguments: str) -> Result:
    """The command, with what it writes on each stream."""
    with contextlib.chdir(project.root):
        return CliRunner().invoke(main, arguments)


# Help


@pytest.mark.parametrize("command", [(), *COMMANDS])
def test_each_command_helps_in_french(command: tuple[str, ...]) -> None:
    answer = CliRunner().invoke(main, [*command, "--help"])
    assert answer.exit_code == 0
    assert answer.output.startswith("Usage : ")
    assert "Montrer cette aide." in answer.output
    english = "Show this", "Options:", "Commands:", "[default", "[OPTIONS]", "COMMAND ", "TEXT ", "DIRECTORY", "INTEGER"
    assert [word for word in english if word in answer.output] == []


def test_the_commands_are_those_of_the_design() -> None:
    assert {"check", "build", "serve", "plan", "new"} <= {name for (name, *_) in COMMANDS}


def test_alone_it_lists_the_commands() -> None:
    answer = CliRunner().invoke(main, [])
    assert answer.exit_code == 0
    assert all(name in answer.output for (name, *_) in COMMANDS)


# Mistakes


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_an_unknown_portal_is_refused_with_the_nearest(project: Project, command: str) -> None:
    answer = run(project, command, "vile")
    assert (answer.exit_code, answer.stderr) == (
        1, "Erreur : le portail « vile » n'existe pas. Vouliez-vous dire « ville » ?\n",
    )  # fmt: skip


def test_a_name_like_no_portal_is_refused_with_the_list(project: Project) -> None:
    assert "Portails : ville." in run(project, "check", "montréal").stderr


def test_an_unknown_plan_is_refused_with_the_list(project: Project) -> None:
    answer = run(project, "plan", "absent")
    assert (answer.exit_code, "Plans : plan-test." in answer.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "commande inconnue"),
        (["build", "--dat", "2026-01-01"], "option inconnue"),
        (["build", "--date", "2026-02-30"], "« 2026-02-30 » n'est pas un jour"),
        (["check", "--format", "xml"], "n'est pas parmi"),
        (["new", "portail"], "il manque"),
    ],
)
def test_a_wrong_command_is_told_in_one_line(project: Project, arguments: list[str], words: str) -> None:
    answer = run(project, *arguments)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert words in answer.stderr
    assert "Traceback" not in answer.stderr


def test_outside_a_project_it_says_where_to_go(tmp_path: Path) -> None:
    answer = run(Project(tmp_path), "check")
    assert (answer.exit_code, "aucun projet ici" in answer.stderr) == (1, True)


def test_it_works_from_any_folder_of_the_project(project: Project) -> None:
    with contextlib.chdir(project.root / "guide" / "commun"):
        assert CliRunner().invoke(main, ["check"]).exit_code == 0


# Check and build


def test_a_right_project_is_told_so(project: Project) -> None:
    answer = run(project, "check")
    assert (answer.exit_code, answer.stdout, answer.stderr) == (0, "", "1 portail vérifié : aucune erreur.\n")


def test_problems_as_json(project: Project) -> None:
    project.edit("plans/plan-test/plan.yml", "min: 100", "min: cent")
    for command in (["check"], ["build", "--date", DAY]):
        answer = run(project, *command, "--format", "json")
        assert answer.exit_code == 1
        (row,) = json.loads(answer.stdout)["problemes"]
        assert (row["fichier"], row["ligne"], row["code"], row["gravite"]) == (
            "plans/plan-test/plan.yml", 21, "nombre", "erreur",
        )  # fmt: skip


def test_no_problem_as_json_is_an_empty_list(project: Project) -> None:
    assert json.loads(run(project, "check", "--format", "json").stdout)["problemes"] == []


def test_problems_as_github_annotations(project: Project) -> None:
    project.edit("plans/plan-test/plan.yml", "min: 100", "min: cent")
    answer = run(project, "check", "--format", "github")
    assert answer.stdout.startswith("::error file=plans/plan-test/plan.yml,line=21,col=")
    assert answer.stdout.count("\n") == 1


def test_a_plan_that_no_portal_shows_is_checked_too(project: Project) -> None:
    project.edit("content/ville/portail.yml", "plans: [plan-test]", "plans: []")
    project.edit("plans/plan-test/plan.yml", "min: 100", "min: cent")
    assert run(project, "check", "ville").exit_code == 0
    assert run(project, "check").exit_code == 1


def test_a_site_may_go_elsewhere(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "ailleurs"
    answer = run(project, "build", "--date", DAY, "--sortie", str(out))
    assert answer.exit_code == 0, answer.stderr
    assert (out / "ville" / "index.html").is_file()
    assert "Ville" in (out / "index.html").read_text(encoding="utf-8")
    assert not (project.root / "site").exists()


def test_a_portal_with_mistakes_does_not_hold_the_others_back(project: Project) -> None:
    settings = (project.root / "content/ville/portail.yml").read_text(encoding="utf-8")
    project.write({"content/autre/portail.yml": settings.replace("plans: [plan-test]", "plans: [absent]")})
    answer = run(project, "build", "--date", DAY)
    assert answer.exit_code == 1
    assert "Publié : ville. Inchangé : autre." in answer.stderr
    assert sorted(path.name for path in (project.root / "site").glob("[!.]*")) == ["index.html", "ville"]


# Plan


def test_plans_are_listed(project: Project) -> None:
    assert run(project, "plan").stdout == "plan-test\n"


def test_a_plan_is_shown_as_a_table(project: Project) -> None:
    answer = run(project, "plan", "plan-test", "--date", DAY)
    assert answer.exit_code == 0
    for words in ("Plan d'accueil", "1.1", "Tenir une fête", "rapporté", "60\u00a0%", "1 cible"):
        assert words in answer.stdout, words


def test_an_unknown_axis_is_refused_with_the_list(project: Project) -> None:
    answer = run(project, "plan", "plan-test", "--axe", "9")
    assert (answer.exit_code, "Axes : 1." in answer.stderr) == (1, True)


def test_a_plan_as_json_is_its_open_data(project: Project) -> None:
    data = json.loads(run(project, "plan", "plan-test", "--date", DAY, "--format", "json").stdout)
    assert (data["id"], data["date"], data["avancement"]) == ("plan-test", DAY, 0.6)
    run(project, "build", "--date", DAY)
    published = project.root / "site" / "ville" / "donnees" / "plan-test" / "plan.json"
    assert json.loads(published.read_text(encoding="utf-8")) == data


def test_progress_is_that_of_the_day_asked(project: Project) -> None:
    data = json.loads(run(project, "plan", "plan-test", "--date", "2026-03-20", "--format", "json").stdout)
    assert data["avancement"] is None


def test_a_wrong_plan_is_not_shown(project: Project) -> None:
    project.edit("plans/plan-test/plan.yml", "min: 100", "min: cent")
    answer = run(project, "plan", "plan-test")
    assert (answer.exit_code, "erreur[nombre]" in answer.stderr) == (1, True)


# New


@pytest.fixture
def skeleton(tmp_path: Path) -> Project:
    """The project as a new city copies it: theme, settings and shared fiches, no portal yet."""
    root = tmp_path / "projet"
    root.mkdir()
    for folder in ("theme", "guide/commun"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "content").mkdir()
    return Project(root)


def test_without_a_portal_it_says_how_to_make_one(skeleton: Project) -> None:
    assert "portail new portail ma-ville" in run(skeleton, "build").stderr


def test_a_new_portal_builds_at_once(skeleton: Project) -> None:
    assert run(skeleton, "new", "portail", "ma-ville").exit_code == 0
    answer = run(skeleton, "build", "ma-ville", "--date", DAY)
    assert answer.exit_code == 0, answer.stderr
    site = skeleton.root / "site" / "ma-ville"
    assert "Ma Ville" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "en" / "guide" / "logement" / "index.html").is_file()


def test_a_new_fiche_is_right_at_once(skeleton: Project) -> None:
    run(skeleton, "new", "portail", "ma-ville")
    for options in ([], ["--couche", "ma-ville"]):
        assert run(skeleton, "new", "fiche", f"piscine-{len(options)}", *options).exit_code == 0
    answer = run(skeleton, "check")
    assert answer.exit_code == 0, answer.stderr
    assert (skeleton.root / "guide/ma-ville/piscine-2.md").is_file()


def test_nothing_is_written_over(project: Project) -> None:
    before = (project.root / "guide/commun/logement.md").read_bytes()
    for arguments in (["portail", "ville"], ["fiche", "logement"]):
        answer = run(project, "new", *arguments)
        assert (answer.exit_code, "existe déjà" in answer.stderr) == (1, True)
    assert (project.root / "guide/commun/logement.md").read_bytes() == before


@pytest.mark.parametrize("name", ["Ma Ville", "québec", "../ailleurs", "a/b", "con", "-x", "x" * 61, ""])
def test_a_name_that_cannot_be_an_address_makes_nothing(project: Project, name: str) -> None:
    before = sorted(project.root.rglob("*"))
    for kind in ("portail", "fiche"):
        assert run(project, "new", kind, "--", name).exit_code == 1
    assert sorted(project.root.rglob("*")) == before


def test_a_fiche_goes_in_a_layer_that_exists(project: Project) -> None:
    answer = run(project, "new", "fiche", "piscine", "--couche", "absente")
    assert (answer.exit_code, "guide/absente/" in answer.stderr) == (1, True)


@pytest.mark.parametrize("epoch", ["hier", "-1", "1e9", "9" * 30])
def test_a_source_date_that_is_no_number_is_said(epoch: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.chdir(project.root)
    answer = CliRunner().invoke(main, ["build"])
    assert answer.exit_code == 1
    assert "un nombre de secondes est attendu" in answer.output
