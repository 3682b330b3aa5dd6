"""Never wrong: after any sequence of changes, an incremental build gives what a build from nothing gives."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from pathlib import Path

import pytest

from conftest import DAY, Project
from portail.build import build_portals

ON = dt.date.fromisoformat(DAY)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def build(project: Project, site: Path) -> dict[str, bytes]:
    outcome = build_portals(project.root, ["ville"], ON, site)
    assert [p for p in outcome.problems if p.severity == "erreur"] == []
    return tree((site / "ville").resolve())


def from_nothing(project: Project, where: Path) -> dict[str, bytes]:
    """The same sources, elsewhere, without cache or former site."""
    copy = Project(where / "copie")
    shutil.copytree(project.root, copy.root, ignore=shutil.ignore_patterns(".cache", "site"))
    found = build(copy, where / "neuf")
    shutil.rmtree(where)
    return found


def fiche(number: int, words: str, theme: str = "sante") -> str:
    return (
        f"---\ntitre: Fiche {number} {words}\nresume: Pour {words}.\ntheme: {theme}\netapes: [premier-mois]\n"
        "sources:\n  - {titre: Source}\nverifie_le: 2026-01-15\nverifie_par: Lecture\npublie_le: 2026-01-20\n---\n\n"
        f"Texte {words}.\n\n## Suite {words}\n\nVoir [le logement](logement.md).\n"
    )


def translation(number: int, words: str) -> str:
    return (
        f"---\ntitre: Page {number} {words}\nresume: For {words}.\ntraduit_de: 000000000000\n"
        f"traduit_le: 2026-01-22\nmethode: machine\n---\n\nText {words}.\n"
    )


class Editor:
    """Somebody who changes things at random; the seed makes it always the same somebody."""

    def __init__(self, project: Project, seed: int) -> None:
        self.project, self.chance = project, random.Random(seed)
        self.guide = project.root / "guide/commun"

    def change(self) -> str:
        action = self.chance.choice(
            [
                self.write_fiche,
                self.write_fiche,
                self.translate,
                self.remove,
                self.rename,
                self.plan,
                self.record,
                self.theme,
                self.template,
                self.page,
                self.portal,
                self.back,
                self.glossary,
                self.synonyms,
                self.journey,
            ]
        )
        action()
        return action.__name__

    def words(self) -> str:
        return " ".join(self.chance.choice(["rue", "parc", "neige", "pain", "lune", "mer"]) for _ in range(3))

    def own(self, pattern: str) -> list[Path]:
        return sorted(p for p in self.guide.glob(pattern) if p.name.startswith("fiche-"))

    def write_fiche(self) -> None:
        number = self.chance.randrange(4)
        theme = self.chance.choice(["sante", "travail"])
        (self.guide / f"fiche-{number}.md").write_text(fiche(number, self.words(), theme), encoding="utf-8")

    def translate(self) -> None:
        for path in self.own("fiche-?.md")[:1]:
            number = int(path.stem[-1])
            path.with_suffix(".en.md").write_text(translation(number, self.words()), encoding="utf-8")

    def remove(self) -> None:
        for path in self.own("fiche-?.md")[-1:]:
            path.unlink()
            path.with_suffix(".en.md").unlink(missing_ok=True)

    def rename(self) -> None:
        for path in self.own("fiche-?.md")[:1]:
            if not path.with_suffix(".en.md").exists():
                path.rename(path.with_name(f"fiche-{self.chance.randrange(5, 9)}.md"))

    def plan(self) -> None:
        path = self.project.root / "plans/plan-test/plan.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("Tenir une fête", "Tenir une fête.").replace("min: 1", "min: 11"), encoding="utf-8"
        )

    def record(self) -> None:
        day = f"2026-0{self.chance.randrange(1, 6)}-1{self.chance.randrange(10)}"
        text = f'date: {day}\naction: "1.1"\nmesures:\n  participants: {self.chance.randrange(90)}\n'
        (self.project.root / f"plans/plan-test/suivi/{day}-autre.yml").write_text(text, encoding="utf-8")

    def theme(self) -> None:
        path = self.project.root / "theme/strings/en.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("menu.guide: ", f"menu.guide: {self.chance.choice('abc')}"), encoding="utf-8")

    def template(self) -> None:
        name = self.chance.choice(["partials/footer.html", "partials/header.html", "pages/group.html", "main.html"])
        path = self.project.root / "theme" / name
        path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n<!-- {self.words()} -->\n", encoding="utf-8")

    def page(self) -> None:
        path = self.project.root / "content/ville/pages/a-propos.md"
        path.parent.mkdir(exist_ok=True)
        if path.exists() and self.chance.random() < 0.5:
            path.unlink()
        else:
            path.write_text(f"---\ntitre: À propos\nresume: {self.words()}.\n---\n\nTexte.\n", encoding="utf-8")

    def portal(self) -> None:
        path = self.project.root / "content/ville/portail.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("(?m)^nom: .*$", f"nom: {self.words()}", text), encoding="utf-8")

    def glossary(self) -> None:
        own = f"- {{terme: {self.words()}, sens: {self.words()}}}"
        self.lexicon("glossaire", f"termes:\n  {own}\n  - {{terme: Texte, sens: {self.words()}}}\n")

    def synonyms(self) -> None:
        self.lexicon("synonymes", f"groupes:\n  - [{self.words()}, bail {self.words()}]\n")

    def lexicon(self, kind: str, text: str) -> None:
        path = self.guide / kind / f"{self.chance.choice(['fr', 'en'])}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def journey(self) -> None:
        path = self.guide.parent / "parcours" / "annee.yml"
        path.parent.mkdir(exist_ok=True)
        step = f"- {{id: bail, titre: {self.words()}, etapes: [jour-1], fiches: [logement]}}"
        path.write_text(f"titre: {self.words()}\nresume: {self.words()}\ndemarches:\n  {step}\n", encoding="utf-8")

    def back(self) -> None:
        """An older text again, whose version may still be on the disk."""
        (self.guide / "fiche-0.md").write_text(fiche(0, "neige"), encoding="utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_random_changes(project: Project, tmp_path: Path, seed: int) -> None:
    editor, site, done = Editor(project, seed), tmp_path / "site-suivi", []
    build(project, site)
    for step in range(8):
        done.append(editor.change())
        assert build(project, site) == from_nothing(project, tmp_path / f"neuf-{step}"), done


@pytest.mark.parametrize("damage", ["absent", "vide", "coupe", "melange"])
def test_damaged_cache(project: Project, tmp_path: Path, damage: str) -> None:
    site = tmp_path / "site-suivi"
    build(project, site)
    (project.root / "guide/commun/fiche-1.md").write_text(fiche(1, "neige"), encoding="utf-8")
    for path in sorted((project.root / ".cache").rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            kinds = {"vide": b"", "coupe": data[: len(data) // 2], "melange": data[:40] + data[:-40]}
            path.unlink() if damage == "absent" else path.write_bytes(kinds[damage])
    assert build(project, site) == from_nothing(project, tmp_path / "neuf")


def test_touched_published_file(project: Project, tmp_path: Path) -> None:
    """Who edits a published page by hand sees it made again, not taken for the tool's own."""
    site = tmp_path / "site-suivi"
    build(project, site)
    page = (site / "ville").resolve() / "guide/logement/index.html"
    page.write_text("<p>modifié", encoding="utf-8")
    (project.root / "guide/commun/fiche-1.md").write_text(fiche(1, "neige"), encoding="utf-8")
    assert build(project, site) == from_nothing(project, tmp_path / "neuf")
