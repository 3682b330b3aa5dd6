"""What the commands share: finding the project, choosing portals, dates, reports, a progress line."""

from __future__ import annotations

import datetime as dt
import difflib
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from portail.dates import reference_date
from portail.problems import Format, Problem, has_errors, report
from portail.sources import Tree

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from portail.build import Tell

F = TypeVar("F", bound=Callable[..., Any])


class _Errors:
    """The standard error. Rich, slow to import, draws it on a terminal; elsewhere it is plain text."""

    @property
    def is_terminal(self) -> bool:
        return sys.stderr.isatty()

    @cached_property
    def console(self) -> Console:
        from rich.console import Console

        return Console(stderr=True, highlight=False, soft_wrap=True)

    def print(self, text: Any, style: str | None = None, markup: bool = True) -> None:
        if self.is_terminal:
            self.console.print(text, style=style, markup=markup)
        else:
            click.echo(str(text), err=True)


errors = _Errors()


class Day(click.ParamType[dt.date]):
    """A day of the command line, AAAA-MM-JJ."""

    name = "AAAA-MM-JJ"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return reference_date(str(value))
        except ValueError:
            self.fail(f"« {value} » n'est pas un jour : écrire AAAA-MM-JJ, par exemple 2026-03-31", param, ctx)


def today() -> dt.date:
    """The reference date when the command line gives none."""
    try:
        return reference_date()
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def date_option(command: F) -> F:
    """``--date``: the reference date of progress."""
    text = "Date de référence de l'avancement (aujourd'hui, sans cette option)."
    return click.option("--date", "on", type=Day(), default=None, help=text)(command)


def format_option(command: F) -> F:
    """``--format``: how problems are written."""
    text = "text pour lire, github pour annoter une demande de fusion, json pour un programme."
    choice = click.Choice(["text", "github", "json"])
    return click.option("--format", "style", type=choice, default="text", show_default=True, help=text)(command)


def project_root() -> Path:
    """The project's folder: here or above, the first that holds ``content/`` and ``mkdocs.yml``."""
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "content").is_dir():
            return folder
    raise click.ClickException("aucun projet ici : se placer dans le dossier qui contient content/ et mkdocs.yml")


def chosen(root: Path, names: Sequence[str]) -> list[str]:
    """The portals named, or all; an unknown name is refused with the nearest known one."""
    known = Tree(root).folders("content")
    if not known:
        raise click.ClickException("content/ ne contient aucun portail : « portail new portail ma-ville » en crée un")
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f" Vouliez-vous dire « {close[0]} » ?" if close else f" Portails : {', '.join(known)}."
            raise click.ClickException(f"le portail « {name} » n'existe pas.{hint}")
    return list(dict.fromkeys(names)) or known


def finish(problems: Sequence[Problem], style: Format, outcome: str, success: str) -> None:
    """Print the report and leave: exit code 1 when there are errors."""
    text = report(problems, style, outcome)
    if style == "json" or (style == "github" and text):
        click.echo(text)
    elif text:
        errors.print(coloured(text) if errors.is_terminal else text)
    if has_errors(problems):
        sys.exit(1)
    if style == "text":
        errors.print(success, style="green")


def coloured(text: str) -> Any:
    """The report with its places in bold and its carets in red, when a terminal shows it."""
    from rich.text import Text

    shown = Text(text)
    shown.highlight_regex(r"(?m)^[^\s|][^\n]*?:\d+:\d+(?=: )", "bold")
    shown.highlight_regex(r"erreur\[[a-z0-9-]+\]", "bold red")
    shown.highlight_regex(r"avertissement\[[a-z0-9-]+\]", "bold yellow")
    shown.highlight_regex(r"(?m)^ *\| *\^+.*$", "red")
    return shown


class Steps:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        if errors.is_terminal:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn())
            self._progress = Progress(*columns, console=errors.console, transient=True)

    def __enter__(self) -> Tell:
        if self._progress:
            self._progress.start()
        return self.tell

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()

    def tell(self, step: str, done: int, total: int) -> None:
        if self._progress is None:
            return
        if self._task is None:
            self._task = self._progress.add_task(step, total=None)
        self._progress.update(self._task, description=step, completed=done, total=total or None)
