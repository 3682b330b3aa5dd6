"""``portail plan``: a plan as a table in the terminal."""

from __future__ import annotations

import datetime as dt
import json

import click
from rich.console import Console
from rich.table import Table

from portail import words
from portail.cli.common import date_option, project_root, today
from portail.cli.plans import followed, plan_names, portal_option
from portail.exports.plan_json import plan_data
from portail.progress import ActionProgress, PlanProgress
from portail.sources import Tree
from portail.strings import load_strings


@click.command(short_help="Montrer un plan dans le terminal.")
@click.argument("plan", required=False)
@click.option("--axe", help="Un seul axe du plan.")
@click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="table pour lire, json pour un programme.",
)  # fmt: skip
@portal_option
@date_option
def plan(plan: str | None, axe: str | None, style: str, portal: str | None, on: dt.date | None) -> None:
    """Montrer un plan : axes, objectifs, actions, statuts et cibles. Sans nom, la liste des plans.

    « portail progress » dit où il en est : rythmes, couverture, chiffres d'une année.
    """
    root = project_root()
    tree = Tree(root)
    if plan is None:
        click.echo("\n".join(plan_names(tree)))
        return
    release = followed(tree, plan, on or today(), portal)
    if style == "json":
        click.echo(json.dumps(plan_data(release), ensure_ascii=False, indent=1))
    else:
        _show(release.progress, axe, load_strings(tree, ("fr",))[0]["fr"].words)


def _show(progress: PlanProgress, only: str | None, strings: dict[str, str]) -> None:
    console = Console()
    one = progress.plan
    if only and only not in [axis.axis.id for axis in progress.axes]:
        raise click.ClickException(f"l'axe « {only} » n'existe pas. Axes : {', '.join(a.id for a in one.axes)}.")
    console.print(f"[bold]{one.title['fr']}[/bold] · {one.organisation}")
    console.print(
        f"{one.period.start} → {one.period.end} · au {progress.on}, "
        f"{words.percent(progress.elapsed, 'fr')} du temps écoulé"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, width in (("", 7), ("Action", None), ("Années", 16), ("Statut", 12), ("Cibles", 7), ("Atteinte", 12)):
        table.add_column(title, max_width=width, overflow="fold", justify="right" if title == "Cibles" else "left")
    for axis in progress.axes:
        if only in (None, axis.axis.id):
            table.add_section()
            table.add_row(axis.axis.id, f"[bold]{axis.axis.title['fr']}[/bold]", "", "", "", _share(axis.attained))
            for objective in axis.objectives:
                table.add_row(objective.objective.id, f"[italic]{objective.objective.title['fr']}[/italic]")
                for action in objective.actions:
                    table.add_row(*_row(action, strings))
    console.print(table)
    budget = sum(a.budget.total or 0 for a in one.actions() if a.budget)
    targets = sum(len(i.targets) for a in one.actions() for i in a.indicators)
    indicators = sum(len(a.indicators) for a in one.actions())
    money = f", {words.money(budget, 'fr')}" if budget else ""
    console.print(
        f"{len(one.axes)} axes, {len(progress.actions)} actions, {indicators} indicateurs "
        f"({progress.coverage.known} avec des données), {targets} cibles{money}"
    )


def _row(progress: ActionProgress, strings: dict[str, str]) -> tuple[str, ...]:
    action = progress.action
    targets = sum(len(indicator.targets) for indicator in action.indicators)
    return (
        action.id,
        action.title["fr"],
        " ".join(str(year) for year in action.years),
        strings[f"statut.{progress.status}"],
        str(targets) if targets else "–",
        _share(progress.attained) if targets else "–",
    )


def _share(value: float | None) -> str:
    return "sans donnée" if value is None else words.percent(value, "fr")
