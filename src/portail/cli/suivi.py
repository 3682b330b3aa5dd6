"""``portail suivi``: what was seen of a plan, one new file at a time."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from typing import Any, get_args

import click

from portail.cli.common import Day, finish, project_root, today
from portail.cli.plans import plan_names, read_plan
from portail.cli.suivi_import import table
from portail.cli.writing import write_new
from portail.imports.check import problems_of
from portail.imports.records import add_measure, file_name, record_text, typed_number
from portail.load.plan import PlanSources
from portail.model import Action
from portail.model.plan import Status
from portail.problems import has_errors
from portail.sources import Tree

STATUSES: tuple[str, ...] = get_args(Status)


@click.group(short_help="Rapporter ce qui a été fait.")
def suivi() -> None:
    """Rapporter ce qui a été fait : un nouveau fichier par activité, jamais un fichier changé."""


suivi.add_command(table)


@suivi.command("new")
@click.argument("plan", required=False)
@click.option("--action", help="Numéro de l'action.")
@click.option("--date", "day", type=Day(), help="Jour de l'activité ou du rapport (aujourd'hui, sans cette option).")
@click.option("--activite", "activity", help="Nom de l'activité.")
@click.option("--lieu", "place", help="Lieu public de l'activité.")
@click.option(
    "--mesure", "measures", multiple=True, metavar="INDICATEUR=NOMBRE",
    help="Un chiffre : participants=60, ou participants.part=12. Autant de fois qu'il le faut.",
)  # fmt: skip
@click.option("--statut", "status", type=click.Choice(STATUSES), help="Statut de l'action ce jour-là.")
@click.option("--motif", "reason", help="Raison du statut ; obligatoire pour une action abandonnée.")
@click.option("--note", help="Commentaire public.")
@click.option("--preuve", "evidence", multiple=True, metavar="TITRE|ADRESSE", help="Page à l'appui, titre et adresse.")
@click.option("--corrige", "corrects", multiple=True, metavar="FICHIER", help="Fichier de suivi que celui-ci remplace.")
def record(plan: str | None, action: str | None, day: dt.date | None, activity: str | None, place: str | None,
           measures: Sequence[str], status: str | None, reason: str | None, note: str | None,
           evidence: Sequence[str], corrects: Sequence[str]) -> None:  # fmt: skip
    """Créer le fichier de suivi d'une activité. Dans un terminal, ce qui manque est demandé.

    Tout est vérifié avant d'écrire, et rien n'est remplacé : une correction est un nouveau fichier, avec --corrige.
    """
    root = project_root()
    tree = Tree(root)
    name = plan or _asked_plan(tree)
    sources = read_plan(tree, name)
    one = _action(sources, action or _asked_action(sources))
    date = (day or _asked_day()).isoformat()
    said: dict[str, Any] = {"date": date, "action": one.id}
    if _is_terminal() and not (measures or status or note):
        activity = activity or click.prompt("Activité (rien, s'il n'y en a pas)", default="", show_default=False)
        measures = list(_asked_measures(one))
        status = click.prompt("Statut", type=click.Choice(["", *STATUSES]), default="", show_default=False) or None
    if activity:
        said["activite"] = {"titre": activity, **({"lieu": place} if place else {})}
    elif place:
        raise click.UsageError("--lieu va avec --activite")
    said |= {
        "mesures": _measures(measures), "statut": status, "motif": reason, "preuves": [_proof(e) for e in evidence],
        "note": note, "corrige": list(corrects),
    }  # fmt: skip
    taken = {row.path.rpartition("/")[2].removesuffix(".yml") for row in sources.records}
    path = f"suivi/{file_name(date, activity or one.title['fr'], taken)}.yml"
    text = record_text(said)
    problems = [p for p in problems_of(root, name, {path: text}) if p.position.path.endswith(path)]
    if has_errors(problems):
        finish(problems, "text", "Rien n'a été écrit.", "")
    click.echo(text.partition("\n")[2], nl=False)
    write_new(root, {f"plans/{name}/{path}": text})
    finish(problems, "text", "", "")


def _is_terminal() -> bool:
    """Whether someone is there to answer."""
    return sys.stdin.isatty()


def _missing(option: str) -> click.UsageError:
    return click.UsageError(f"il manque {option}")


def _asked_plan(tree: Tree) -> str:
    names = plan_names(tree)
    if len(names) == 1:
        return names[0]
    if not _is_terminal():
        raise _missing(f"le nom du plan : {', '.join(names)}")
    return str(click.prompt("Plan", type=click.Choice(names)))


def _asked_action(sources: PlanSources) -> str:
    if not _is_terminal():
        raise _missing("--action")
    for action in sources.plan.value.actions():
        click.echo(f"  {action.id:8} {action.title['fr']}", err=True)
    return str(click.prompt("Action"))


def _asked_day() -> dt.date:
    day = today()
    answer = click.prompt("Jour", type=Day(), default=day.isoformat()) if _is_terminal() else day
    assert isinstance(answer, dt.date)
    return answer


def _action(sources: PlanSources, name: str) -> Action:
    actions = {action.id: action for action in sources.plan.value.actions()}
    if name not in actions:
        raise click.ClickException(f"l'action « {name} » n'est pas dans le plan. Actions : {', '.join(actions)}.")
    return actions[name]


def _asked_measures(action: Action) -> Iterator[str]:
    """One question for each figure of the action; no answer is no data."""
    for indicator in action.indicators:
        if indicator.source != "suivi":
            continue
        title, unit = indicator.title["fr"], f" ({indicator.unit['fr']})" if indicator.unit else ""
        whole = ([(indicator.id, f"{title}{unit}")]) if not indicator.parts else []
        parts = [(f"{indicator.id}.{p.id}", f"{title}, {p.title['fr']}{unit}") for p in indicator.parts]
        for name, question in whole + parts:
            if answer := click.prompt(question, default="", show_default=False, value_proc=_figure_or_nothing):
                yield f"{name}={answer}"


def _figure_or_nothing(text: str) -> str:
    try:
        return typed_number(text) if text.strip() else ""
    except ValueError as error:
        raise click.UsageError(str(error)) from None  # click asks again


def _measures(given: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in given:
        name, equal, text = one.partition("=")
        try:
            if not equal:
                raise ValueError(f"« {one} » n'est pas INDICATEUR=NOMBRE")
            add_measure(found, name.strip(), typed_number(text))
        except ValueError as error:
            raise click.UsageError(f"--mesure : {error}") from None
    return found


def _proof(text: str) -> dict[str, str]:
    title, _, url = (part.strip() for part in text.partition("|"))
    return {"titre": title or url, **({"url": url} if url else {})}
