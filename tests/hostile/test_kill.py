"""The site online is always one whole version: killed builds, builds at once, a disk that refuses."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import DAY, Project
from portail.publish import hashes_of, publish

FICHE = "guide/commun/logement.md"
RUN = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); from portail.cli import main; main()"
)
KILLS = 10


def start(project: Project, limit: int = -1) -> subprocess.Popen[str]:
    """A build in a process group of its own, which may be refused files of more than ``limit`` bytes."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN.format(limit), "build", "--date", DAY],
        cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def end(build: subprocess.Popen[str]) -> tuple[int, str]:
    """How a build ended, and what it said."""
    told, _ = build.communicate(timeout=60)
    return build.returncode, told


def whole(project: Project) -> str:
    """The fingerprint of the version online, once every byte of it has been compared with its list."""
    version = (project.root / "site" / "ville").resolve()
    listing = version.with_name(f"{version.name}.liste").read_text(encoding="utf-8")
    files = sorted(path for path in version.rglob("*") if path.is_file())
    found = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(version).as_posix()}\n" for path in files
    )
    assert sorted(found.splitlines()) == sorted(listing.splitlines())
    return version.name


def change(project: Project, number: int) -> None:
    """Another text, so that the next build publishes another version."""
    path = project.root / FICHE
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\nVersion {number}.\n", encoding="utf-8")


def test_a_killed_build_leaves_the_site_whole(published: Project) -> None:
    change(published, 0)
    began = time.monotonic()
    assert end(start(published))[0] == 0
    length = time.monotonic() - began
    ends = set()
    for number in range(1, KILLS + 1):
        change(published, number)
        before = whole(published)
        process = start(published)
        time.sleep(length * number / KILLS)
        os.killpg(process.pid, signal.SIGKILL)
        ends.add(end(process)[0])
        after = whole(published)
        assert f"Version {number}." in published.page("guide/logement") or after == before
    assert -signal.SIGKILL in ends
    change(published, KILLS + 1)
    code, told = end(start(published))
    assert (code, "problème" in told) == (0, False)
    assert f"Version {KILLS + 1}." in published.page("guide/logement")
    whole(published)
    remains = [path.name for path in (published.root / "site").glob(".construction/*")]
    assert remains == []


def test_two_builds_at_once(published: Project) -> None:
    change(published, 1)
    builds = [start(published), start(published)]
    assert [end(build)[0] for build in builds] == [0, 0]
    assert "Version 1." in published.page("guide/logement")
    whole(published)


def test_builds_of_different_texts_at_once(published: Project) -> None:
    first = start(published)
    change(published, 1)
    second = start(published)
    assert [end(first)[0], end(second)[0]] == [0, 0]
    whole(published)
    assert published.build().code == 0
    assert "Version 1." in published.page("guide/logement")


@pytest.mark.parametrize("limit", [10, 6_000])
def test_a_disk_that_refuses(limit: int, published: Project) -> None:
    before = published.served()
    change(published, 1)
    code, told = end(start(published, limit))
    assert code == 1, told
    assert "erreur[publication]" in told
    assert "le fichier dépasse la taille permise par le système" in told
    assert "Rien n'a été publié ; le site en ligne n'a pas changé." in told
    assert "Traceback" not in told
    assert published.served() == before
    assert end(start(published))[0] == 0
    assert "Version 1." in published.page("guide/logement")


@pytest.mark.parametrize("place", ["site/.versions", "site/.construction"])
def test_a_file_where_a_folder_is_needed(place: str, project: Project) -> None:
    project.write({place: "une copie malheureuse"})
    result = project.build()
    assert (result.code, "erreur[publication]" in result.report) == (1, True)
    assert project.served() == {}


def test_an_old_copy_of_the_site_steps_aside(project: Project) -> None:
    project.write({"site/ville/index.html": "ancien"})
    assert project.build().code == 0
    assert (project.root / "site" / "ville").is_symlink()
    whole(project)


@pytest.mark.parametrize("damage", ["missing", "changed", "added", "list missing", "link gone"])
def test_what_is_online_and_damaged_is_made_again(damage: str, published: Project) -> None:
    good = published.served()
    version = (published.root / "site" / "ville").resolve()
    page = version / "guide" / "index.html"
    if damage == "missing":
        page.unlink()
    elif damage == "changed":
        page.write_text("piraté", encoding="utf-8")
    elif damage == "added":
        (version / "intrus.html").write_text("x", encoding="utf-8")
    elif damage == "list missing":
        version.with_name(f"{version.name}.liste").unlink()
    else:
        (published.root / "site" / "ville").unlink()
    assert published.build().code == 0
    assert published.served() == good


@pytest.mark.parametrize("place", ["etat", "sources", "gabarits"])
@pytest.mark.parametrize("damage", [b"", b"\0" * 100, bytes(range(256)) * 40], ids=["empty", "zeros", "noise"])
def test_a_damaged_cache_is_not_believed(damage: bytes, place: str, published: Project) -> None:
    cache = published.root / ".cache" / "portail" / place
    assert cache.exists()
    cache.write_bytes(damage)
    change(published, 1)
    assert published.build().code == 0
    assert "Version 1." in published.page("guide/logement")


def test_a_cache_that_cannot_be_written_costs_only_time(published: Project) -> None:
    cache: Path = published.root / ".cache"
    for path in sorted(cache.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    cache.rmdir()
    cache.write_text("un fichier", encoding="utf-8")
    change(published, 1)
    assert published.build().code == 0
    assert "Version 1." in published.page("guide/logement")


STEPS = [(os, "replace"), (os, "fsync"), (os, "utime"), (shutil, "rmtree"), (Path, "symlink_to"), (Path, "unlink")]


def die_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this process die, as if killed, at the n-th call that changes the disk."""
    countdown = iter(range(step, -1, -1))

    def dying(really: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if next(countdown) == 0:
                os._exit(9)
            return really(*arguments, **options)

        return call

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, dying(getattr(owner, name)))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("again", [False, True], ids=["new version", "version already there"])
def test_killed_at_each_step_of_the_publication(again: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)

    def publish_text(text: str) -> None:
        built = tmp_path / "site" / "neuf"
        shutil.rmtree(built, ignore_errors=True)
        project.write({f"site/neuf/{name}.html": f"{name} {text}" for name in "abc"})
        publish(built, tmp_path / "site", "ville", hashes_of(built))

    (tmp_path / "site").mkdir()
    publish_text("premier")
    for step in range(30):
        publish_text("autre" if again else f"numéro {step}")
        before = whole(project)
        child = os.fork()
        if child == 0:
            die_at(step, monkeypatch)
            publish_text("premier" if again else f"tué {step}")
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert whole(project) == before or "a premier" in served(project) or f"a tué {step}" in served(project)
        if code == 0:
            break
    assert code == 0, "more steps than were tried"
    assert step >= 5


def served(project: Project) -> str:
    return (project.root / "site/ville/a.html").read_text(encoding="utf-8")
