"""``portail suivi import``: a city's own table, shown as it was understood, then written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import click

from portail.cli.common import errors, finish, project_root
from portail.cli.plans import read_plan
from portail.cli.writing import write_new
from portail.imports.check import problems_of
from portail.imports.follow_up import Understood, understand
from portail.imports.sheet import MAX_BYTES, read_sheet
from portail.load.typed import load_yaml
from portail.model import TableMap
from portail.problems import Position, Problem, has_errors
from portail.sources import Tree

NOTHING = "Rien n'a été écrit."


@click.command("import", short_help="Lire un tableau de suivi.")
@click.argument("plan")
@click.argument("tableau", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--feuille", "sheet", help="Feuille du classeur (la première, sans cette option).")
@click.option("--ecrire", "write", is_flag=True, help="Écrire les fichiers ; sans elle, montrer ce qui est compris.")
def table(plan: str, tableau: Path, sheet: str | None, write: bool) -> None:
    """Lire un tableau de suivi, .csv ou .xlsx : une ligne, une activité.

    « plans/PLAN/import.yml » dit ce qu'est chaque colonne. Sans --ecrire, rien n'est écrit. Une ligne déjà
    lue n'est pas refaite : lire deux fois le même tableau ne change rien. S'il y a une seule erreur, rien
    n'est écrit.
    """
    root = project_root()
    tree = Tree(root)
    sources = read_plan(tree, plan)
    how, problems = load_yaml(tree, f"plans/{plan}/import.yml", TableMap)
    if how is None or problems:
        finish(problems, "text", NOTHING, "")
    assert how
    with tableau.open("rb") as stream:
        rows, problems = read_sheet(stream.read(MAX_BYTES + 1), str(tableau), sheet)
    if rows is None:
        finish(problems, "text", NOTHING, "")
    assert rows
    existing = {PurePosixPath(one.path).stem: one.value for one in sources.records}
    found = understand(rows, str(tableau), how.value, sources.plan.value, existing)
    _show(found)
    files = {f"suivi/{name}.yml": text for name, text in found.files.items()}
    problems = found.problems + _at_rows(problems_of(root, plan, files), found, str(tableau))
    if has_errors(problems):
        finish(problems, "text", NOTHING, "")
    if write:
        write_new(root, {f"plans/{plan}/{path}": text for path, text in files.items()})
    finish(problems, "text", "", _outcome(found, write))


def _at_rows(problems: Sequence[Problem], found: Understood, path: str) -> list[Problem]:
    """The problems of files that are not there yet, at the rows they come from; those of other files are not ours."""
    named = [(PurePosixPath(one.position.path).stem, one) for one in problems]
    return [
        replace(one, position=Position(path, found.rows[name]), line_text="")
        for name, one in named
        if name in found.rows
    ]


def _show(found: Understood) -> None:
    for name, record in found.shown.items():
        click.echo(f"{name}.yml : action {record.action}")
        for indicator, measure in record.measures.items():
            parts = measure.items() if isinstance(measure, dict) else [("", measure)]
            for part, value in parts:
                click.echo(f"  {indicator}{f', {part}' if part else ''} : {value}")
        if record.status:
            click.echo(f"  statut : {record.status}")
    errors.print(f"lignes nouvelles : {len(found.files)} ; déjà dans le suivi : {found.known}", markup=False)


def _outcome(found: Understood, write: bool) -> str:
    if not found.files:
        return "Rien à écrire."
    return "Écrit." if write else "Rien n'est écrit encore : ajouter --ecrire pour le faire."
