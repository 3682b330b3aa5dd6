"""The real portals give the same bytes whatever builds them, wherever, in whatever surroundings."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.towns import DAY, copy_of_the_project, differences, files
from portail.build import build_portals

pytestmark = pytest.mark.slow


def run(command: list[str], cwd: Path, **settings: str) -> None:
    umask = int(settings.pop("umask", "022"), 8)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}
    program = Path(sys.executable).with_name(command[0])
    answer = subprocess.run(
        [program, *command[1:]], cwd=cwd, env=environment, umask=umask, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


# Engines


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_project(tmp_path_factory.mktemp("projet"))


@pytest.fixture(scope="module")
def beauce(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What ``portail`` makes of the portal."""
    site = tmp_path_factory.mktemp("site")
    outcome = build_portals(project, ["beauce"], dt.date.fromisoformat(DAY), site)
    assert list(outcome.published) == ["beauce"], outcome.problems
    return files(site / "beauce")


@pytest.mark.parametrize("engine", [["mkdocs", "build"], ["properdocs", "build", "-f", "mkdocs.yml"]])
def test_a_plain_engine_makes_the_same_site(
    project: Path, beauce: dict[str, bytes], tmp_path: Path, engine: list[str]
) -> None:
    run([*engine, "--quiet", "-d", str(tmp_path / "site")], project, PORTAIL="beauce", PORTAIL_DATE=DAY)
    assert differences(beauce, files(tmp_path / "site")) == []
    assert len(beauce) > 100


# Surroundings


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    here = copy_of_the_project(tmp_path / "ici")
    there = shutil.copytree(here, tmp_path / "ailleurs" / "plus loin", symlinks=True)
    build = ["portail", "build", "exemple", "--date", DAY, "--sortie"]
    run([*build, str(tmp_path / "un")], here, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C", umask="077")
    run(
        [*build, str(tmp_path / "deux")], there / "content" / "exemple",
        PYTHONHASHSEED="2", TZ="America/Toronto", LC_ALL="fr_CA.UTF-8", LANGUAGE="fr", umask="000",
    )  # fmt: skip
    first, second = files(tmp_path / "un" / "exemple"), files(tmp_path / "deux" / "exemple")
    assert differences(first, second) == []
    assert len(first) > 100


def test_a_build_says_nothing_of_the_place_it_was_made_in(beauce: dict[str, bytes], project: Path) -> None:
    assert [path for path, data in beauce.items() if str(project).encode() in data] == []
