"""What every hostile file must meet: a clear refusal or a plain success, and nothing published by mistake."""

from __future__ import annotations

import re
import time

from conftest import Project, Result
from portail.problems import CATALOGUE

HEAD = re.compile(r"^(?P<path>[^\n]+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+)\[(?P<code>[a-z-]+)\] : (.+)$")
OTHER = re.compile(r"^(\d* +\||\d+ \||   → |\d+ problèmes? dans|\d+ portails? vérifié|\w+ : \d+ pages|Publié|Rien n'a)")
SECONDS = 4.0
"""Of processor, for both commands: a few times what the worst file needs."""


def told(result: Result) -> set[str]:
    """The codes of a report whose every line has its form: a place, a known code, a way out."""
    codes = set()
    for line in result.report.splitlines():
        if head := HEAD.match(line):
            assert head["code"] in CATALOGUE, line
            assert min(int(head["line"]), int(head["column"])) >= 1, line
            assert not head["path"].startswith(("/", "..")), line
            codes.add(head["code"])
        else:
            assert OTHER.match(line), result.report
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", result.report)
    return codes


def refused(project: Project, code: str) -> None:
    """Check and build refuse the project with this code; what is online has not changed by a byte."""
    before = project.served()
    started = time.process_time()
    check, build = project.check(), project.build()
    assert time.process_time() - started < SECONDS
    assert (check.code, build.code) == (1, 1), check.report + build.report
    assert code in told(check), check.report
    assert "Rien n'a été publié ; le site en ligne n'a pas changé." in build.report
    assert told(build)
    assert project.served() == before


def accepted(project: Project) -> None:
    """Check and build take the project as it is."""
    check, build = project.check(), project.build()
    assert (check.code, build.code) == (0, 0), check.report + build.report
    told(check)
