"""A tiny valid project, and ways to lay files over it: a site is a few strings.

``project`` gives each test a project of its own; ``published`` gives one whose portal is already
online. A test breaks one thing with ``project.write`` or ``project.edit`` and looks at ``check`` or
``build``, which run the real command in this process.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from portail.cli import main

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-06-30"
RECORD = "plans/plan-test/suivi/2026-03-21-fete.yml"

MINIMAL = {
    "content/ville/portail.yml": """\
        nom: Ville
        devise: {fr: Portail d'essai, en: Trial portal}
        accueil: {fr: Bienvenue ici., en: Welcome here.}
        url: https://ville.invalid/
        langues: [fr, en]
        guide: [commun]
        plans: [plan-test]
        contact: {organisme: Ville}
        """,
    "guide/commun/logement.md": """\
        ---
        titre: Trouver un logement
        resume: Comment louer un premier logement.
        theme: logement
        etapes: [premier-mois]
        sources:
          - {titre: Le bail, url: "https://www.quebec.ca/bail"}
        verifie_le: 2026-01-15
        verifie_par: Lecture de la page citée
        publie_le: 2026-01-20
        contenu_plan: [plan-test/1.1]
        ---
        Lisez le bail avant de signer.

        ## Le bail

        Une copie vous revient.
        """,
    "guide/commun/logement.en.md": """\
        ---
        titre: Finding a home
        resume: How to rent a first home.
        traduit_de: 000000000000
        traduit_le: 2026-01-22
        methode: humaine
        ---
        Read the lease before you sign.
        """,
    "plans/plan-test/plan.yml": """\
        id: plan-test
        titre: {fr: Plan d'accueil, en: Welcome plan}
        organisme: Ville
        periode: {debut: 2026-01-01, fin: 2026-12-31}
        source: {titre: Plan adopté}
        axes:
          - id: "1"
            titre: Accueillir
            objectifs:
              - id: "1"
                titre: Informer
                actions:
                  - id: "1.1"
                    titre: Tenir une fête
                    annees: [2026]
                    indicateurs:
                      - id: participants
                        titre: Personnes présentes
                        unite: personnes
                        cibles:
                          - min: 100
        """,
    RECORD: """\
        date: 2026-03-21
        action: "1.1"
        activite: {titre: Fête du printemps}
        mesures:
          participants: 60
        """,
}


@dataclass(frozen=True)
class Result:
    """What a command answered."""

    code: int
    report: str


@dataclass(frozen=True)
class Project:
    """A project on disk."""

    root: Path

    def write(self, files: Mapping[str, str | bytes]) -> Project:
        """Lay files over the project; texts lose their common indentation."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
        return self

    def edit(self, name: str, old: str, new: str) -> Project:
        """Replace a piece of a file that occurs once."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def check(self, *arguments: str) -> Result:
        return self.run("check", *arguments)

    def build(self, *arguments: str) -> Result:
        return self.run("build", "--date", DAY, *arguments)

    def run(self, *arguments: str) -> Result:
        """The command line in this process; an exception that escapes it fails the test."""
        with contextlib.chdir(self.root):
            answer = CliRunner().invoke(main, arguments)
        assert "Erreur du programme" not in answer.output, answer.output
        if answer.exception and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        return Result(answer.exit_code, answer.output)

    def served(self) -> dict[str, str]:
        """What visitors are served: the SHA-256 of every file of the public folder."""
        site = self.root / "site"
        public = [name for name in os.listdir(site) if not name.startswith(".")] if site.is_dir() else []
        return {path: digest for name in sorted(public) for path, digest in _digests(site / name)}

    def page(self, path: str) -> str:
        """The HTML of a page of the portal « ville »."""
        return (self.root / "site" / "ville" / path / "index.html").read_text(encoding="utf-8")


def _digests(place: Path) -> Iterator[tuple[str, str]]:
    here = place.resolve()  # the portal is a symbolic link: rglob alone would not enter it
    for path in [here] if here.is_file() else sorted(here.rglob("*")):
        if path.is_file():
            inside = path.relative_to(here).as_posix() if path != here else ""
            yield f"{place.name}/{inside}", hashlib.sha256(path.read_bytes()).hexdigest()


def new_project(root: Path) -> Project:
    """The minimal project in a new folder, with the real theme."""
    shutil.copytree(ROOT / "theme", root / "theme")
    (root / "node_modules").mkdir()  # no fonts, and no reminder to install them
    shutil.copy(ROOT / "mkdocs.yml", root)
    return Project(root).write(MINIMAL)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A minimal valid project: one portal in two languages, one fiche, one plan, one record."""
    return new_project(tmp_path)


@pytest.fixture(scope="session")
def _online(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("en-ligne") / "projet"
    result = new_project(root).build()
    assert result.code == 0, result.report
    return root


@pytest.fixture
def published(_online: Path, tmp_path: Path) -> Project:
    """The minimal project, already built and online."""
    root = tmp_path / "projet"
    shutil.copytree(_online, root, symlinks=True)
    return Project(root)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the goldens anew from what the program says")
