"""Every hostile file in one project, through the real command, with little memory and little time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import Project, Result
from hostile.corpus import BOMBS, ENCODINGS, FRONT_MATTER, STRUCTURES
from hostile.safety import told

MEGABYTES = 400
SECONDS = 60
RUN = "import resource; resource.setrlimit(resource.RLIMIT_CPU, ({0}, {0})); from portail.cli import main; main()"


def plant(project: Project) -> dict[str, str]:
    """All files of the corpus; the code that each must be refused with."""
    records = {**ENCODINGS, **{name: (text.encode(), code) for name, (text, code) in {**STRUCTURES, **BOMBS}.items()}}
    expected: dict[str, str] = {}
    for number, (data, code) in enumerate(records.values()):
        path = f"plans/plan-test/suivi/2026-03-21-hostile-{number}.yml"
        project.write({path: data})
        expected[path] = code
    for number, (text, code) in enumerate(FRONT_MATTER.values()):
        path = f"guide/commun/hostile-{number}.md"
        project.write({path: text.encode()})
        expected[path] = code
    return expected


def test_all_hostile_files_in_one_run(project: Project, tmp_path: Path) -> None:
    expected = plant(project)
    assert len(expected) >= 120
    (project.root / "guide/commun/tube.md").parent.mkdir(exist_ok=True)
    os.mkfifo(project.root / "guide/commun/tube.md")
    output = tmp_path / "rapport.txt"
    with output.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN.format(SECONDS), "check"], cwd=project.root, stdout=stream, stderr=stream
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    report = output.read_text(encoding="utf-8")
    assert process.returncode == 1, report[-2000:]
    assert usage.ru_maxrss < MEGABYTES * 1024
    told(Result(1, report))
    found = set(re.findall(r"(?m)^(\S[^\n]*?):\d+:\d+: \w+\[([a-z-]+)\]", report))
    assert {(path, code) for path, code in expected.items()} - found == set()
    assert ("guide/commun/tube.md", "fichier-interdit") in found
