"""``portail progress``: the figures of the pages, in the terminal."""

from __future__ import annotations

import contextlib
import csv
import io
import json

import pytest
from click.testing import CliRunner, Result

from conftest import DAY, ROOT, Project
from portail.cli import main

TOWN = "exemple-2024-2027"
NIGHT = "2026-11-21"


def run(project: Project, *arguments: str) -> Result:
    with contextlib.chdir(project.root):
        return CliRunner().invoke(main, ["progress", *arguments])


def real(*arguments: str) -> Result:
    answer = run(Project(ROOT), *arguments, "--date", NIGHT)
    assert answer.exit_code == 0, answer.stderr
    return answer


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_figures_are_those_of_the_published_plan(published: Project) -> None:
    told = json.loads(run(published, "plan-test", "--date", DAY, "--format", "json").stdout)
    place = published.root / "site/ville/donnees/plan-test/plan.json"
    assert told == json.loads(place.read_text(encoding="utf-8"))


def test_csv_is_the_published_table(published: Project) -> None:
    text = run(published, "plan-test", "--date", DAY, "--format", "csv").stdout_bytes
    assert text == (published.root / "site/ville/donnees/plan-test/actions.csv").read_bytes()


COUNTED = [
    "{id: contenus, titre: Contenus, source: contenus, cibles: [{min: 1}]}",
    "{id: visites, titre: Visites, source: visites, cibles: [{min: 10}]}",
]
VISITS = "jour,page,langue,visites,vues\n2026-02-01,guide/logement,fr,5,6\n"


def counted(project: Project) -> Project:
    """The plan also counts a fiche and its visits."""
    plan = project.root / "plans/plan-test/plan.yml"
    lines = "".join(f"{'':14}- {one}\n" for one in COUNTED)
    plan.write_text(plan.read_text(encoding="utf-8") + lines, encoding="utf-8")
    return project.write({"content/ville/visites/2026-02.csv": VISITS})


def test_contents_and_visits_of_the_portal_count(project: Project) -> None:
    data = json.loads(run(counted(project), "plan-test", "--date", DAY, "--format", "json").stdout)
    (one,) = data["axes"][0]["objectifs"][0]["actions"]
    assert [kind["atteinte"] for kind in one["indicateurs"]] == [0.6, 1.0, 0.5]


def test_two_portals_of_one_plan_must_be_told_apart(project: Project) -> None:
    settings = (counted(project).root / "content/ville/portail.yml").read_text(encoding="utf-8")
    project.write({"content/autre/portail.yml": settings})
    answer = run(project, "plan-test", "--date", DAY)
    assert (answer.exit_code, "ajouter --portail, parmi autre, ville" in answer.stderr) == (1, True)
    for portal, attained in (("ville", 0.7), ("autre", 0.8)):  # no visit is counted on the other
        told = run(project, "plan-test", "--date", DAY, "--portail", portal, "--format", "json").stdout
        assert json.loads(told)["avancement"] == attained
    assert "ne montre pas ce plan" in run(project, "plan-test", "--portail", "absent").stderr


def test_all_plans_in_one_table() -> None:
    data = {row["plan"]: row for row in json.loads(real("--format", "json").stdout)}
    table = {row["plan"]: row for row in rows(real("--format", "csv").stdout)}
    assert data.keys() == table.keys() >= {"quebec-2024-2026", TOWN}
    one = json.loads(real(TOWN, "--format", "json").stdout)
    assert data[TOWN]["avancement"] == one["avancement"] == float(table[TOWN]["avancement"])
    assert data["quebec-2024-2026"]["avancement"] is None
    assert table["quebec-2024-2026"]["avancement"] == ""
    assert "sans donnée" in real().stdout


def test_the_table_says_figures_pace_and_coverage(project: Project) -> None:
    text = run(project, "plan-test", "--date", DAY).stdout
    for words in (
        "Avancement : 60\u00a0%, au rythme",
        "avec des données : 1 sur 1",
        "Tenir une fête",
        "1/1",
        "50\u00a0%",
    ):
        assert words in text, words


def test_an_axis_keeps_its_figures() -> None:
    whole, one = (json.loads(real(TOWN, *more, "--format", "json").stdout) for more in ((), ("--axe", "2")))
    assert one["axes"] == [axis for axis in whole["axes"] if axis["id"] == "2"]
    different = {"axes": 0, "statuts": 0, "suivi": 0}
    assert {**one, **different} == {**whole, **different}
    assert {seen["action"][0] for seen in one["suivi"]} == {"2"}
    assert sum(one["statuts"].values()) == sum(len(goal["actions"]) for goal in one["axes"][0]["objectifs"])
    assert "2.1.1" in real(TOWN, "--axe", "2").stdout
    assert "1.1.1" not in real(TOWN, "--axe", "2").stdout


@pytest.mark.parametrize("year", [1, 2, 3])
def test_a_year_shows_its_actions_and_its_figures(year: int) -> None:
    whole, one = (json.loads(real(TOWN, *more, "--format", "json").stdout) for more in ((), ("--annee", str(year))))

    def actions(data: dict) -> dict:  # type: ignore[type-arg]
        return {a["id"]: a for axis in data["axes"] for goal in axis["objectifs"] for a in goal["actions"]}

    kept, every = actions(one), actions(whole)
    assert kept.keys() == {key for key, a in every.items() if not a["annees"] or year in a["annees"]}
    assert len(kept) > 0
    for key, action in kept.items():
        assert action["avancement"] == every[key]["avancement"]
        for kind in action["indicateurs"]:
            for target in kind["cibles"]:
                assert not target["annees"] or year in target["annees"]
                assert {row["annee"] for row in target["par_annee"]} <= {year}
    told = [(r["action"], float(r["valeur"])) for r in rows(real(TOWN, "--annee", str(year), "--format", "csv").stdout)
            if r["valeur"]]  # fmt: skip
    same = [(key, row["valeur"]) for key, action in kept.items() for kind in action["indicateurs"]
            for target in kind["cibles"] for row in target["par_annee"] if row["valeur"] is not None]  # fmt: skip
    assert told == same


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan-tes"], "Vouliez-vous dire « plan-test » ?"),
        (["rien"], "Plans : plan-test."),
        (["plan-test", "--axe", "9"], "Axes : 1."),
        (["plan-test", "--annee", "2031"], "Années : 2026."),
        (["--axe", "1"], "vont avec un plan"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(project: Project, arguments: list[str], words: str) -> None:
    answer = run(project, *arguments)
    assert (answer.exit_code in (1, 2), answer.stdout, words in answer.stderr) == (True, "", True), answer.stderr


def test_a_mistake_of_the_plan_is_told_at_its_place(project: Project) -> None:
    project.edit("plans/plan-test/plan.yml", "min: 100", "min: cent")
    answer = run(project, "plan-test")
    assert (answer.exit_code, "plan.yml:21:" in answer.stderr) == (1, True)
