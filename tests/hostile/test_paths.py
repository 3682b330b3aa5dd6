"""Hostile names and kinds of files: nothing is read outside the project, nothing hangs, nothing collides."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from conftest import RECORD, Project
from hostile.safety import accepted, refused, told
from portail.sources import Tree

FICHE, PORTAL, PLAN = "guide/commun/logement.md", "content/ville/portail.yml", "plans/plan-test/plan.yml"
SECRET = "Ceci n'est pas à publier."
NAMES = [
    "-rf.md", "a\nb.md", "a\tb.md", "a\x1b[2Jb.md", "a\x7fb.md", "a\u202egpj.md", "con.md", "NUL.md", "lpt1.md",
    "a:b.md", "a*.md", "a?.md", 'a"b.md', "a|b.md", "a<b>.md", "a\\b.md", "$(id).md", "`id`.md", "a;b.md", "a b.md",
    "{{7*7}}.md", "%2e%2e.md", "a..md", "é.md", "e\u0301.md", "Logement.md", "LOGEMENT.md", "💥.md", "عربي.md",
    "a" * 130 + ".md", "a" * 251 + ".md", "a.en.fr.md", "a.xyzt.md", "a.FR.md", "a.fr.md", "index.md", "plan.md",
    "404.md", os.fsdecode(b"a\xff.md"), "a .md",
]  # fmt: skip

FOLDERS = ["Ville", "ville 2", "é", "con", "a\nb", "a\x1bb", "-rf", "a" * 200, os.fsdecode(b"\xff")]
FILES = [FICHE, PORTAL, PLAN, RECORD, "content/ville/pages/aide.md", "content/ville/visites/2026-03.csv"]
INNER_FOLDERS = [
    "content/ville", "content/ville/pages", "guide/commun", "plans/plan-test", "plans/plan-test/suivi", "theme/strings",
]  # fmt: skip


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the project, that nobody meant to publish."""
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    (folder / "secret.md").write_text(f"---\ntitre: {SECRET}\n---\n{SECRET}\n", encoding="utf-8")
    (folder / "portail.yml").write_text(f"nom: {SECRET}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names(name: str, published: Project) -> None:
    text = (published.root / FICHE).read_bytes()
    refused(published.write({f"guide/commun/{name}": text}), "nom-de-fichier")


@pytest.mark.parametrize("name", ["trailing.md.", "trailing.md ", "a" * 255], ids=ascii)
def test_names_that_are_not_texts(name: str, published: Project) -> None:
    published.write({f"guide/commun/{name}": b"x"})
    assert told(published.check()) == {"nom-de-fichier"}


@pytest.mark.parametrize("name", FOLDERS, ids=ascii)
@pytest.mark.parametrize("top", ["content", "plans"])
def test_names_of_folders(top: str, name: str, published: Project) -> None:
    source = "ville" if top == "content" else "plan-test"
    shutil.copytree(published.root / top / source, published.root / top / name)
    before = published.served()
    result = published.check()
    assert result.code == 1
    assert told(result) & {"nom-de-fichier", "renvoi"}
    if top == "content":
        assert published.build().code == 1
        assert {path for path in published.served() if not path.startswith(("ville/", "index.html"))} == set()
    assert {path: sha for path, sha in published.served().items() if path in before} == before


@pytest.mark.parametrize("place", FILES)
@pytest.mark.parametrize("kind", ["link", "absolute link", "broken link", "loop", "pipe", "socket"])
def test_what_is_not_a_plain_file(kind: str, place: str, published: Project, outside: Path) -> None:
    path = published.root / place
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    stand_in(kind, path, outside)
    refused(published, "fichier-interdit")


def stand_in(kind: str, path: Path, outside: Path) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        here = os.open(path.parent, os.O_RDONLY)  # the path may be too long for a socket
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(f"/proc/self/fd/{here}/{path.name}")
        os.close(here)
    elif kind == "loop":
        path.symlink_to(path.name)
    else:
        target = {"absolute link": outside / "secret.md", "broken link": Path("rien.md")}
        path.symlink_to(target.get(kind, Path(os.path.relpath(outside / "secret.md", path.parent))))


@pytest.mark.parametrize("place", INNER_FOLDERS)
def test_a_folder_that_is_a_link(place: str, published: Project, outside: Path) -> None:
    path = published.root / place
    if path.exists():
        shutil.rmtree(path)
    path.symlink_to(outside)
    before = published.served()
    check, build = published.check(), published.build()
    assert SECRET not in check.report + build.report
    assert check.code in (1, 2)
    assert published.served() == before
    if place != "content/ville":
        assert "fichier-interdit" in told(check)


@pytest.mark.parametrize("top", ["content", "guide", "plans"])
def test_a_top_folder_that_is_a_link(top: str, published: Project, outside: Path) -> None:
    shutil.move(published.root / top, outside / top)
    (published.root / top).symlink_to(outside / top)
    before = published.served()
    assert (published.check().code, published.build().code) == (1, 1)
    assert published.served() == before


def test_an_image_that_is_a_link(published: Project, outside: Path) -> None:
    images = published.root / "guide/commun/images"
    images.mkdir()
    (images / "plan.png").symlink_to(outside / "secret.md")
    refused(published, "fichier-interdit")


@pytest.mark.parametrize("name", ["maison.md", "maison.en.md"])
def test_a_folder_named_like_a_fiche(name: str, published: Project) -> None:
    (published.root / "guide/commun" / name).mkdir()
    accepted(published)


def test_a_folder_in_place_of_a_file(published: Project) -> None:
    (published.root / PLAN).unlink()
    (published.root / PLAN).mkdir()
    refused(published, "fichier-interdit")


def test_deep_folders_are_not_followed_for_ever(published: Project) -> None:
    deep = published.root / "guide/commun" / "/".join("abcdefghijklmnopqrstuvwxyz" * 8)
    deep.mkdir(parents=True)
    (deep / "perdu.md").write_text("Perdu.\n", encoding="utf-8")
    refused(published, "nom-de-fichier")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator reads everything; a golden simulates the refusal")
@pytest.mark.parametrize("place", [FICHE, PORTAL, PLAN])
def test_a_file_without_rights(place: str, published: Project) -> None:
    (published.root / place).chmod(0)
    refused(published, "fichier-illisible")


@pytest.mark.parametrize("path", ["../secret.md", "/etc/passwd", "guide/../../secret.md", "a\0b", "x" * 5_000])
def test_no_path_leads_out_of_the_project(path: str, project: Project, outside: Path) -> None:
    data, problems = Tree(project.root).read(path)
    assert data is None
    assert {problem.code for problem in problems} <= {"fichier-interdit", "fichier-illisible"}


@pytest.mark.parametrize("name", ["logement.md~", ".logement.md.swp", ".DS_Store", "#logement.md#", "Thumbs.db"])
def test_what_editors_and_systems_leave_behind(name: str, published: Project) -> None:
    accepted(published.write({f"guide/commun/{name}": b"\0"}))


@pytest.mark.parametrize("slug", ["guide", "plan", "recherche", "404", "assets", "donnees", "en", "ar"])
def test_a_page_does_not_take_the_place_of_another(slug: str, published: Project) -> None:
    text = "---\ntitre: Autre page\nresume: Autre.\n---\nTexte.\n"
    refused(published.write({f"content/ville/pages/{slug}.md": text}), "nom-de-fichier")


def test_two_files_for_one_page(published: Project) -> None:
    text = (published.root / FICHE).read_bytes()
    refused(published.write({"guide/commun/ailleurs/logement.md": text}), "doublon")


def test_ids_that_differ_by_case_only(published: Project) -> None:
    first = (published.root / PLAN).read_text(encoding="utf-8")
    action = first[first.index('          - id: "1.1"') :]
    twins = action.replace('"1.1"', "a1") + action.replace('"1.1"', "A1")
    refused(published.write({PLAN: (first.replace(action, twins)).encode()}), "doublon")
