"""``portail translations``: what to translate, and the files that go to translators and come back."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import get_args

import click

from portail.assemble.prepare import read
from portail.cli.common import Day, chosen, errors, finish, project_root, today
from portail.exports.tables import table
from portail.model.scalars import SOURCE_LANGUAGE
from portail.model.translation import Method
from portail.problems import Problem, has_errors
from portail.sources import Tree
from portail.translations.freshness import same_texts
from portail.translations.taken_back import Taken, taken_back
from portail.translations.texts import french_text, named_text, translated_text
from portail.translations.todo import Task
from portail.translations.todo import translations as tasks_of
from portail.translations.xliff_read import read_xliff
from portail.translations.xliff_write import xliff

STATES = {"a-jour": "à jour", "a-reviser": "à réviser", "perimee": "périmée", "absente": "absente"}
COLUMNS = ("portail", "langue", "fichier", "titre", "fraicheur", "methode", "mots", "visites")
LISTING = "liste"


class Translations(click.Group):
    """A group whose first command may be left out: ``portail translations quebec``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [LISTING, *args])


@click.group(cls=Translations, short_help="Dire quoi traduire ; échanger avec les traducteurs.")
def translations() -> None:
    """Dire ce qui reste à traduire, écrire les fichiers des traducteurs et reprendre leur travail.

    Sans nom de commande, « liste » : portail translations quebec --langue es
    """


@translations.command(LISTING, short_help="Dire quoi traduire.")
@click.argument("portail", required=False)
@click.option("--langue", help="Une seule langue.")
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True,
    help="table pour lire, json pour un programme, csv pour un tableur.",
)  # fmt: skip
@click.option("--date", "on", type=Day(), default=None, help="Jour où l'on compte (aujourd'hui, sans cette option).")
def listing(portail: str | None, langue: str | None, style: str, on: dt.date | None) -> None:
    """Dire ce qui reste à traduire, par portail et par langue, avec le nombre de mots.

    Les pages les plus visitées depuis un an d'abord ; à visites égales, les traductions périmées, à réviser, puis
    absentes ; puis ce qui sert le plus tôt à l'arrivée.
    """
    root, tasks = project_root(), list[Task]()
    problems: list[Problem] = []
    spoken: set[str] = set()
    for name in chosen(root, [portail] if portail else []):
        sources, _, found = read(root, name)
        problems += found
        if sources:
            languages = [code for code in sources.portal.value.languages if code != SOURCE_LANGUAGE]
            spoken.update(languages)
            wanted = [code for code in languages if langue in (None, code)]
            tasks += [task for code in wanted for task in tasks_of(sources, code, on or today())]
    if has_errors(problems):
        finish(problems, "text", "", "")
    if langue and langue not in spoken:
        raise click.ClickException(
            f"aucun portail n'est traduit en « {langue} ». Langues : {', '.join(sorted(spoken))}."
        )
    {"table": _show, "json": _json, "csv": _csv}[style](tasks)


def _left(tasks: Sequence[Task]) -> list[Task]:
    return [task for task in tasks if task.freshness != "a-jour"]


def _row(task: Task) -> tuple[object, ...]:
    return (
        task.portal, task.language, task.path, task.title, task.freshness, task.method or None, task.words, task.visits
    )  # fmt: skip


def _csv(tasks: Sequence[Task]) -> None:
    click.echo(table(COLUMNS, map(_row, _left(tasks))), nl=False)


def _json(tasks: Sequence[Task]) -> None:
    rows = [dict(zip(COLUMNS, _row(task), strict=True)) for task in _left(tasks)]
    click.echo(json.dumps({"bilan": _totals(tasks), "a_traduire": rows}, ensure_ascii=False, indent=1))


def _totals(tasks: Sequence[Task]) -> list[dict[str, object]]:
    """Texts and words in each state, by portal and language."""
    totals: list[dict[str, object]] = []
    for (portal, language), group in groupby(tasks, key=lambda task: (task.portal, task.language)):
        texts, words = Counter[str](), Counter[str]()
        for task in group:
            texts[task.freshness] += 1
            words[task.freshness] += task.words
        states = {state: {"textes": texts[state], "mots": words[state]} for state in STATES}
        totals.append({"portail": portal, "langue": language, **states})
    return totals


def _show(tasks: Sequence[Task]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    for (portal, language), group in groupby(tasks, key=lambda task: (task.portal, task.language)):
        mine = list(group)
        left = _left(mine)
        done, words = len(mine) - len(left), sum(task.words for task in left)
        console.print(
            f"[bold]{portal} · {language}[/bold] : {done} textes à jour sur {len(mine)}, {words} mots à traduire"
        )
        shown = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("Texte", "Fraîcheur", "Mots", "Visites"):
            right = heading in ("Mots", "Visites")
            shown.add_column(heading, overflow="fold", justify="right" if right else "left")
        for task in left:
            shown.add_row(task.path, STATES[task.freshness], str(task.words), str(task.visits))
        if left:
            console.print(shown)


@translations.command("export", short_help="Écrire les fichiers XLIFF à traduire.")
@click.argument("fiches", nargs=-1, required=True, metavar="FICHE…")
@click.option("--langue", required=True, help="Langue de la traduction, par exemple es.")
@click.option(
    "--sortie", type=click.Path(file_okay=False, path_type=Path), default=Path(), metavar="DOSSIER",
    help="Dossier où les écrire (le dossier courant, sans cette option).",
)  # fmt: skip
def export(fiches: tuple[str, ...], langue: str, sortie: Path) -> None:
    """Écrire un fichier XLIFF 1.2 par fiche, que lisent les outils des traducteurs.

    FICHE est un nom (nas), une couche et un nom (commun/nas) ou un chemin. La traduction qui existe y est, à réviser si
    le texte français a changé.
    """
    tree = Tree(project_root())
    if langue == SOURCE_LANGUAGE or f"theme/strings/{langue}.yml" not in tree.files("theme/strings", ".yml")[0]:
        raise click.ClickException(f"« {langue} » n'est pas une langue de traduction : voir theme/strings/")
    problems: list[Problem] = []
    files: dict[Path, bytes] = {}
    for name in dict.fromkeys(fiches):
        path, why = named_text(tree, name)
        if why:
            raise click.ClickException(why)
        french, found = french_text(tree, path)
        made, more = translated_text(tree, path, langue)
        problems += found + more
        if french:
            fresh = made is not None and made.stamp in same_texts(french.hash, french.minor_edits)
            parts = [part for part in path.removesuffix(".md").split("/")[1:] if part != "pages"]
            files[sortie / f"{'.'.join(parts)}.{langue}.xlf"] = xliff(french, made, langue, fresh)
    if has_errors(problems):
        finish(problems, "text", "Aucun fichier n'a été écrit.", "")
    for place, data in files.items():
        if place.exists() and place.read_bytes() != data:
            raise click.ClickException(f"{place} existe déjà, et dit autre chose : rien n'a été changé")
    for place, data in files.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        errors.print(f"écrit : {place}")


@translations.command("import", short_help="Reprendre les fichiers traduits.")
@click.argument(
    "fichiers", nargs=-1, required=True, metavar="FICHIER.xlf…", type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--methode", type=click.Choice(get_args(Method)), required=True, help="Qui a traduit.")
@click.option("--date", "on", type=Day(), default=None, help="Jour de la traduction (aujourd'hui, sans cette option).")
def taking_back(fichiers: tuple[Path, ...], methode: str, on: dt.date | None) -> None:
    """Écrire les traductions d'après les fichiers XLIFF des traducteurs.

    S'il y a une erreur, rien n'est écrit. Un lien ou un nombre perdu est signalé. Reprendre deux fois le même fichier
    ne change rien.
    """
    root = project_root()
    tree, problems, made = Tree(root), list[Problem](), list[Taken]()
    for place in fichiers:
        exchanges, found = read_xliff(place)
        problems += found
        for exchange in exchanges:
            taken, found = taken_back(tree, exchange, methode, on or today())
            problems += found
            made += [taken] if taken else []
    twice = [path for path, count in Counter(taken.path for taken in made).items() if count > 1]
    if twice:
        raise click.ClickException(f"{twice[0]} vient de deux fichiers : n'en reprendre qu'un")
    written = [] if has_errors(problems) else [taken for taken in made if taken.content is not None]
    for taken in written:
        _replace(root / taken.path, taken.content or "")
        errors.print(f"écrit : {taken.path}")
    count = f"{len(written)} traductions écrites" if len(written) > 1 else f"{len(written)} traduction écrite"
    outcome = "Aucune traduction n'a été écrite." if has_errors(problems) else ""
    finish(problems, "text", outcome, f"{count}, {len(made) - len(written)} sans changement.")


def _replace(place: Path, text: str) -> None:
    """Write a file in one move: whoever reads it sees the old text or the new one."""
    draft = place.with_name(f".{place.name}.nouveau")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, place)
