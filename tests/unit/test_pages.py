"""What pages are given: groups of fiches, neighbours, words that agree with numbers, texts marked by language."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib
from pathlib import Path
from typing import Any

import pytest

from conftest import Project
from portail.assemble import Prepared, prepare
from portail.orphans import orphans
from portail.pages import SitePage
from portail.pages.guide import fiche_cards, groups
from portail.render import helpers
from portail.sources import Tree
from portail.startpage import write_start_page
from portail.strings import Strings

SOURCE = Path(__file__).parents[2] / "src"
EXAMPLES = [path for path in sorted(SOURCE.rglob("*.py")) if "\n    >>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_of_the_program_are_true(path: Path) -> None:
    module = importlib.import_module(".".join(path.relative_to(SOURCE).with_suffix("").parts))
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


# Fiches


def fiche(title: str, theme: str, more: str = "") -> str:
    return (
        f"---\ntitre: {title}\nresume: R.\ntheme: {theme}\nsources: [{{titre: S}}]\nverifie_le: 2026-01-15\n"
        f"verifie_par: L\npublie_le: 2026-01-20\n{more}---\nTexte.\n"
    )


@pytest.fixture
def guide(project: Project) -> Project:
    return project.write({
        "guide/commun/bail.md": fiche("Le bail", "logement", "statuts: [refugie]\netapes: [jour-1]\n"),
        "guide/commun/nas.md": fiche("Le NAS", "papiers", "etapes: [premier-mois, jour-1]\n"),
        "guide/commun/autobus.md": fiche("L'autobus", "transport"),
    })  # fmt: skip


def prepared(project: Project) -> Prepared:
    found, problems = prepare(project.root, "ville", dt.date(2026, 6, 30))
    assert found, problems
    return found


def page(project: Project, path: str, language: str = "fr") -> SitePage:
    return next(page for page in prepared(project).pages[language] if page.path == path)


def test_fiches_are_grouped_by_theme_stage_and_status(guide: Project) -> None:
    found = groups(fiche_cards(prepared(guide).sources, "fr"))
    themes, stages, statuses = ({group.key: [card.slug for card in group.fiches] for group in kind} for kind in found)
    assert themes == {"papiers": ["nas"], "logement": ["bail", "logement"], "transport": ["autobus"]}
    assert stages == {"jour-1": ["nas", "bail"], "premier-mois": ["nas", "logement"]}
    everyone = ["nas", "logement", "autobus"]
    assert statuses["refugie"] == ["nas", "bail", "logement", "autobus"]
    assert [slugs for key, slugs in statuses.items() if key != "refugie"] == [everyone] * (len(statuses) - 1)


def neighbours(project: Project, slug: str) -> list[str]:
    rows: Any = page(project, f"guide/{slug}").details["voisines"]
    return [row["path"].removeprefix("guide/") for row in rows]


def test_what_to_read_next_is_of_the_same_theme_then_stage(guide: Project) -> None:
    assert neighbours(guide, "bail") == ["logement", "nas"]
    assert neighbours(guide, "autobus") == []


def test_there_are_four_at_most(guide: Project) -> None:
    guide.write({f"guide/commun/bail-{n}.md": fiche(f"Bail {n}", "logement") for n in range(6)})
    assert len(neighbours(guide, "bail")) == 4


@pytest.mark.parametrize(("day", "again"), [("2026-07-15", False), ("2026-07-16", True)])
def test_a_fiche_says_when_it_must_be_verified_again(project: Project, day: str, again: bool) -> None:
    found, _ = prepare(project.root, "ville", dt.date.fromisoformat(day))
    assert found
    (one,) = [page for page in found.pages["fr"] if page.path == "guide/logement"]
    assert one.details["a_reverifier"] is again


def test_a_page_of_the_portal_that_is_not_translated_is_french(project: Project) -> None:
    project.write({"content/ville/pages/a-propos.md": "---\ntitre: À propos\nresume: R.\n---\nTexte.\n"})
    here, there = page(project, "a-propos"), page(project, "a-propos", "en")
    assert (here.text_language, here.is_fallback, here.written_in) == ("fr", False, ("fr",))
    assert (there.text_language, there.is_fallback, there.title) == ("fr", True, "À propos")


# Words


def spoken(language: str, **words: str) -> dict[str, Any]:
    return helpers(Strings(language, {key.replace("_", "."): text for key, text in words.items()}, {}))


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [("fr", 0, "0 page"), ("fr", 1, "1 page"), ("fr", 2, "2 pages"), ("en", 0, "0 pages"), ("en", 1, "1 page")],
)
def test_a_word_agrees_with_its_number(language: str, count: int, text: str) -> None:
    assert spoken(language, p_un="{n} page", p_autres="{n} pages")["tn"]("p", count) == text


def test_a_text_in_another_language_is_marked_and_escaped() -> None:
    english = spoken("en")
    assert english["say"]({"fr": "Oui", "en": "R&D"}) == "R&amp;D"
    assert english["say"]({"fr": "<b>"}) == '<span lang="fr" dir="ltr">&lt;b&gt;</span>'
    assert english["foreign"]("Yes", "en") == "Yes"


def test_a_date_may_be_given_as_text() -> None:
    assert spoken("fr")["date"]("2026-03-01") == spoken("fr")["date"](dt.date(2026, 3, 1)) == "1er mars 2026"


# Around the portals


def test_files_that_nothing_reads_are_told(project: Project) -> None:
    project.write({
        "content/ville/pages/notes.txt": "x", "content/ville/portal.yml": "x", "plans/plan-test/suivi/a.yaml": "x",
        "plans/plan.yml": "x", "content/ville/pages/.cache": "x", "content/ville/pages/a.md~": "x",
    })  # fmt: skip
    found = orphans(Tree(project.root))
    assert sorted(problem.position.path for problem in found) == [
        "content/ville/pages/notes.txt", "content/ville/portal.yml", "plans/plan-test/suivi/a.yaml", "plans/plan.yml",
    ]  # fmt: skip
    assert {problem.severity for problem in found} == {"avertissement"}


def test_the_start_page_lists_the_portals_that_are_built(project: Project, tmp_path: Path) -> None:
    site = tmp_path / "site-bati"
    (site / "ville").mkdir(parents=True)
    project.edit("content/ville/portail.yml", "nom: Ville", 'nom: "<Ville>"')
    write_start_page(project.root, site)
    assert "<li>" not in (site / "index.html").read_text(encoding="utf-8")
    (site / "ville" / "index.html").write_text("", encoding="utf-8")
    write_start_page(project.root, site)
    text = (site / "index.html").read_text(encoding="utf-8")
    assert '<a href="ville/">&lt;Ville&gt;</a>' in text
    assert sorted(path.name for path in site.iterdir()) == ["index.html", "ville"]
