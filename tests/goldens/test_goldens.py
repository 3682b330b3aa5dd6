"""One golden per error code: break one thing, and the report is exactly this.

``<code>.yml`` says what the code means and what to do (the words of ``docs/erreurs.md``), and its cases:
what each breaks in the minimal project, and the report. ``pytest --rewrite`` writes the reports and the
page anew (with ``-n 0``): the difference is the review.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, Project, Result
from portail.problems import CATALOGUE

HERE = Path(__file__).parent
GOLDENS = {path.stem: path for path in sorted(HERE.glob("*.yml"))}
CASES = [
    pytest.param(code, rank, id=f"{code}-{rank}")
    for code, path in GOLDENS.items()
    for rank, _ in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))["cases"])
]
PAGE = ROOT / "docs" / "erreurs.md"
INTRODUCTION = """\
# Les erreurs et comment les corriger

`portail check` et `portail build` disent chaque erreur de chaque fichier en une fois : le fichier, la ligne et
la colonne, un code entre crochets, ce qui ne va pas, la ligne en cause et la correction proposée. Tant qu'il
reste une erreur, rien n'est publié et le site en ligne ne change pas. Un avertissement n'empêche rien.

Cherchez ci-dessous le code entre crochets. Pour montrer les erreurs dans une demande de fusion :
`portail check --format github` ; pour un programme : `--format json`.

<!-- Cette page est écrite par `pytest tests/goldens --rewrite -n 0` depuis tests/goldens/*.yml : chaque exemple est
le texte exact que l'outil imprime. -->
"""


class Literal(str):
    """A text shown line by line in the YAML."""


yaml.SafeDumper.add_representer(
    Literal, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
)


def golden(code: str) -> dict[str, Any]:
    return yaml.safe_load(GOLDENS[code].read_text(encoding="utf-8"))


def break_project(project: Project, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do to the project what the case says."""
    project.write(case.get("write", {}))
    project.write({name: text.encode("latin-1") for name, text in case.get("latin1", {}).items()})
    project.write({name: b"x" * size for name, size in case.get("large", {}).items()})
    for name, letters in case.get("pad", {}).items():
        with (project.root / name).open("a", encoding="utf-8") as stream:
            stream.write("x" * letters)
    for name, pieces in case.get("edit", {}).items():
        for old, new in pieces.items():
            project.edit(name, old, new)
    for name in case.get("delete", ()):
        (project.root / name).unlink()
    for name, target in case.get("link", {}).items():
        (project.root / name).symlink_to(target)
    if hidden := case.get("unreadable"):
        refuse(monkeypatch, [project.root / name for name in hidden])


def refuse(monkeypatch: pytest.MonkeyPatch, places: list[Path]) -> None:
    """The system refuses to open these files (the administrator could read them whatever their rights)."""
    really = os.open

    def opened(path: Any, *arguments: Any, **options: Any) -> int:
        if Path(path) in places:
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, *arguments, **options)

    monkeypatch.setattr(os, "open", opened)


def run(project: Project, case: dict[str, Any], *arguments: str) -> Result:
    if isinstance(case.get("run"), list):
        return project.run(*case["run"])
    return project.build(*arguments) if case.get("run") == "build" else project.check(*arguments)


@pytest.mark.parametrize(("code", "rank"), CASES)
def test_report(
    code: str, rank: int, project: Project, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    case = golden(code)["cases"][rank]
    break_project(project, case, monkeypatch)
    result = run(project, case)
    if request.config.getoption("--rewrite"):
        rewrite(code, rank, "report", result.report)
    else:
        assert result.report == case["report"]
    assert set(re.findall(r"\[([a-z0-9-]+)\] : ", result.report)) == {code}
    assert result.code == (0 if "erreur[" not in result.report else 1)


@pytest.mark.parametrize("style", ["github", "json"])
def test_report_in_other_formats(
    style: str, project: Project, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    case = golden("date-impossible")["cases"][0]
    break_project(project, case, monkeypatch)
    result = run(project, case, "--format", style)
    expected = HERE / f"date-impossible.{style}.txt"
    if request.config.getoption("--rewrite"):
        expected.write_text(result.report, encoding="utf-8")
    assert result.report == expected.read_text(encoding="utf-8")


def test_codes_of_the_source_the_goldens_and_the_page_are_the_same() -> None:
    headings = re.findall(r"^## `(.+)`$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    used = {
        code
        for path in (ROOT / "src").rglob("*.py")
        if path.name != "problems.py"
        for code in re.findall(r'"([a-z-]+)"', path.read_text(encoding="utf-8"))
        if code in CATALOGUE
    }
    assert list(CATALOGUE) == headings
    assert set(CATALOGUE) == set(GOLDENS) == used


def test_every_case_has_a_way_out() -> None:
    for code in GOLDENS:
        for case in golden(code)["cases"]:
            for block in re.split(r"(?m)^(?=\S+:\d+:\d+: )", case["report"])[1:]:
                assert re.search(r"\^  \S|^   → \S", block, re.MULTILINE), block


def test_page_is_current(request: pytest.FixtureRequest) -> None:
    page = "\n".join([INTRODUCTION, *(section(code) for code in CATALOGUE)])
    if request.config.getoption("--rewrite"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, "pytest tests/goldens --rewrite -n 0"


def section(code: str) -> str:
    """The part of the page about a code: meaning, exact example, what to do."""
    told = golden(code)
    example = told["cases"][0]["report"].rstrip()
    parts = [f"## `{code}`", f"**{CATALOGUE[code]}.** {told['meaning']}", f"```text\n{example}\n```"]
    return "\n\n".join([*parts, f"**Que faire ?** {told['remedy']}"]) + "\n"


def rewrite(code: str, rank: int, key: str, text: str) -> None:
    told = golden(code)
    told["cases"][rank][key] = text
    for case in told["cases"]:
        if key in case:
            case[key] = Literal(case[key])
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=110)
    GOLDENS[code].write_text(text, encoding="utf-8")
