"""``portail visits``: by content, language and month, beside the targets, with the source of the figures."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import Project
from portail.cli import main
from portail.load.portal import load_portal
from portail.load.visits import Reading
from portail.sources import Tree
from portail.visits.ledger import breaks
from portail.visits.summary import lines, promised
from visits.test_import import run, write
from visits.truth import MONTREAL, PERSONS, Request

ROWS = """\
jour,page,langue,visites,vues
2026-01-10,guide/logement,fr,9,9
2026-04-30,guide/logement,en,3,4
2026-05-04,guide/logement,fr,27,50
2026-05-05,index,fr,5,5
"""
INDICATOR = """\
                      - id: visites
                        titre: Visites
                        source: visites
                        cibles:
                          - {min: 3000, par: plan}
                          - {min: 200, par: contenu}
"""


@pytest.fixture
def visited(project: Project) -> Project:
    """The visits of a fiche that counts for an action with both targets; the first stand before its publication."""
    plan = "plans/plan-test/plan.yml"
    text = (project.root / plan).read_text(encoding="utf-8")
    place = text.index("indicateurs:")
    start = text.index("\n", place) + 1
    indent = " " * (len(text[start:]) - len(text[start:].lstrip()))
    body = "".join(indent + line[22:] + "\n" for line in INDICATOR.splitlines())
    (project.root / plan).write_text(text[:start] + body + text[start:], encoding="utf-8")
    for month in ("01", "04", "05"):
        mine = [row for row in ROWS.splitlines() if row.startswith(("jour", f"2026-{month}"))]
        project.write({f"content/ville/visites/2026-{month}.csv": "\n".join(mine) + "\n"})
    return project


def shown(project: Project, *arguments: str) -> str:
    with contextlib.chdir(project.root):
        answer = CliRunner(env={"COLUMNS": "150"}).invoke(main, ["visits", *arguments])
    assert answer.exit_code == 0, answer.output
    return answer.stdout.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


def test_lines_and_promises(visited: Project) -> None:
    sources, problems = load_portal(Tree(visited.root), "ville")
    assert sources and not problems
    each, whole = promised(sources)
    assert each == {"guide/logement": 200}
    assert [(one.plan, one.action, one.target, one.visits) for one in whole] == [("plan-test", "1.1", 3000, 30)]
    first, second = lines(sources.visits, each)
    assert (first.page, first.visits, first.languages, first.target) == ("guide/logement", 39, {"fr": 36, "en": 3}, 200)
    assert first.months == {"2026-01": 9, "2026-04": 3, "2026-05": 27}
    assert (second.page, second.visits, second.target) == ("index", 5, None)


def test_a_content_that_nobody_read_is_shown(visited: Project) -> None:
    assert [(line.page, line.visits) for line in lines([], {"guide/logement": 200})] == [("guide/logement", 0)]


@pytest.mark.parametrize("words", [("ville",), ("montrer", "ville")])
def test_the_terminal(visited: Project, words: tuple[str, ...]) -> None:
    text = shown(visited, *words)
    (row,) = [line for line in text.splitlines() if line.startswith("guide/logement")]
    assert row.split() == ["guide/logement", "39", "20", "%", "de", "200", "36", "3", "9", "3", "27"]
    assert "44 visites en tout." in text
    assert "plan-test, action 1.1 : 30 visites, 1 % de 3 000." in text
    assert "Source non dite pour 4 jours, du 2026-01-10 au 2026-05-05." in text
    assert "2026-01" not in shown(visited, *words, "--mois", "2").splitlines()[0]


def test_a_change_of_source_is_seen(visited: Project, tmp_path: Path) -> None:
    assert "Rupture" not in shown(visited, "ville")
    noon = int(dt.datetime(2026, 6, 1, 12, tzinfo=MONTREAL).timestamp())
    run(visited, write(tmp_path, "log", [Request("203.0.113.1", noon, "GET", "/guide/", 200, PERSONS[0]).combined()]))
    text = shown(visited, "ville")
    assert "Source : journal-web." in text and "Rupture : les jours" in text


def test_breaks_are_where_source_or_measure_changes() -> None:
    def reading(day: int, source: str = "journal-web", measure: str = "visite-30-min") -> Reading:
        return Reading(dt.date(2026, 5, day), source, measure, day, day, 1)

    days = [reading(4, "matomo"), reading(1), reading(2), reading(3), reading(5, "matomo", "visiteur-jour")]
    assert [day.day for day in breaks(days)] == [4, 5]


def test_a_portal_without_visits_says_how_to_count(project: Project) -> None:
    assert "portail visits import ville" in shown(project, "ville")
