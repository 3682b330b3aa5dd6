"""``portail progress``: where a plan is, with the figures of its pages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import click
from rich.console import Console
from rich.table import Table

from portail import words
from portail.cli.common import date_option, project_root, today
from portail.cli.plans import followed, plan_names, portal_option
from portail.exports.plan_csv import plan_csv
from portail.exports.plan_json import coverage, plan_data, share
from portail.exports.tables import table
from portail.progress import (
    ActionProgress,
    AxisProgress,
    ObjectiveProgress,
    PlanProgress,
    TargetProgress,
    of_axis,
    of_year,
)
from portail.sources import Tree
from portail.strings import load_strings

NONE = "sans donnée"
WORDS = {"sans-donnee": NONE, "texte": "sans chiffre"}
COLUMNS = ("plan", "titre", "date", "avancement", "rythme", "temps_ecoule", "avec_donnees", "total", "actions")


@click.command(short_help="Dire où en est un plan, ou tous.")
@click.argument("plan", required=False)
@click.option("--axe", help="Un seul axe du plan.")
@click.option("--annee", "year", type=int, metavar="ANNÉE", help="Une seule année du plan : 2025, ou son rang.")
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True,
    help="table pour lire, json et csv pour un programme ou un tableur.",
)  # fmt: skip
@portal_option
@date_option
def progress(
    plan: str | None, axe: str | None, year: int | None, style: str, portal: str | None, on: dt.date | None
) -> None:
    """Dire où en est un plan, avec les chiffres de ses pages. Sans nom, une ligne par plan.

    Avec --axe ou --annee, seules les lignes montrées changent, et les comptes par statut et par rythme ;
    l'avancement de chaque axe et du plan reste le même. Le format json est celui de plan.json ; csv,
    celui d'actions.csv, ou d'annees.csv avec --annee.
    """
    tree, day = Tree(project_root()), on or today()
    if plan is None:
        if axe or year:
            raise click.UsageError("--axe et --annee vont avec un plan : portail progress PLAN --axe 1")
        _all([followed(tree, name, day, portal).progress for name in plan_names(tree)], style, _words(tree))
        return
    whole = followed(tree, plan, day, portal)
    shown = replace(whole, progress=_chosen(whole.progress, axe, year))
    if style == "json":
        click.echo(json.dumps(plan_data(shown), ensure_ascii=False, indent=1))
    elif style == "csv":
        click.echo(plan_csv(shown)["annees.csv" if year else "actions.csv"], nl=False)
    else:
        _show(shown.progress, year, _words(tree))


def _chosen(whole: PlanProgress, axis: str | None, year: int | None) -> PlanProgress:
    """The part asked for, or a refusal with the list of what there is."""
    try:
        one = of_axis(whole, axis) if axis else whole
    except LookupError:
        known = ", ".join(a.id for a in whole.plan.axes)
        raise click.ClickException(f"l'axe « {axis} » n'existe pas. Axes : {known}.") from None
    try:
        return of_year(one, year) if year is not None else one
    except LookupError:
        known = ", ".join(str(y.number) for y in whole.plan.years)
        raise click.ClickException(f"l'année « {year} » n'est pas dans le plan. Années : {known}.") from None


def _words(tree: Tree) -> Mapping[str, str]:
    return load_strings(tree, ("fr",))[0]["fr"].words


# All plans


def _all(plans: Sequence[PlanProgress], style: str, say: Mapping[str, str]) -> None:
    rows = [_summary(one) for one in plans]
    if style == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif style == "csv":
        click.echo(table(COLUMNS, (list(row.values()) for row in rows)), nl=False)
    else:
        lines = _table("Plan", "Avancement", "Rythme", "Temps", "Données")
        for one in plans:
            lines.add_row(one.plan.id, *_figures(one, say), words.percent(one.elapsed, "fr"), _coverage(one))
        _console().print(lines)


def _summary(one: PlanProgress) -> dict[str, object]:
    return {
        "plan": one.plan.id,
        "titre": one.plan.title["fr"],
        "date": one.on.isoformat(),
        "avancement": share(one.attained),
        "rythme": one.pace,
        "temps_ecoule": share(one.elapsed),
        **coverage(one),
        "actions": len(one.actions),
    }


# One plan


def _show(one: PlanProgress, year: int | None, say: Mapping[str, str]) -> None:
    console = _console()
    for line in _head(one, year, say):
        console.print(line, markup=False)
    lines = _table("", "Action", "Statut", "Avancement", "Rythme", "Données")
    for axis in one.axes:
        lines.add_section()
        lines.add_row(axis.axis.id, axis.axis.title["fr"], "", *_figures(axis, say), _coverage(axis), style="bold")
        for objective in axis.objectives:
            lines.add_row(
                objective.objective.id, objective.objective.title["fr"], "", _share(objective.attained), "",
                _coverage(objective), style="italic",
            )  # fmt: skip
            for action in objective.actions:
                status = say[f"statut.{action.status}"].removeprefix("statut ")
                lines.add_row(
                    action.action.id, action.action.title["fr"], status, *_figures(action, say), _coverage(action)
                )
                if year:
                    for name, target in _yearly(action):
                        lines.add_row("", f"  {name}", "", *_of_year(target), "", style="dim")
    console.print(lines)


def _head(one: PlanProgress, year: int | None, say: Mapping[str, str]) -> Iterator[str]:
    plan, covered = one.plan, one.coverage
    yield f"{plan.title['fr']} · {plan.organisation}"
    yield f"{plan.period.start} → {plan.period.end} · au {one.on}, {words.percent(one.elapsed, 'fr')} du temps écoulé"
    pace = f", {say[f'rythme.{one.pace}']}" if one.pace else ""
    known = f"indicateurs avec des données : {covered.known} sur {covered.total}"
    yield f"Avancement : {_share(one.attained)}{pace} · {known}"
    part = f" ({len(one.actions)} montrées)" if year or len(one.axes) < len(plan.axes) else ""
    counts = {say[f"statut.{key}"]: count for key, count in one.statuses.items()}
    yield f"Actions{part} : {_counted(counts)}"
    paces = {WORDS.get(key) or say[f"rythme.{key}"]: count for key, count in one.paces.items()}
    yield f"Cibles : {_counted(paces) or 'aucune'}"
    if year:
        name = next(y.title["fr"] for y in plan.years if y.number == year)
        yield f"{name} : ses actions, et ses cibles annuelles (valeur / cible)"


def _yearly(action: ActionProgress) -> Iterator[tuple[str, TargetProgress]]:
    for indicator in action.indicators:
        for target in indicator.targets:
            if target.years:
                yield indicator.indicator.title["fr"], target


def _of_year(target: TargetProgress) -> tuple[str, str]:
    """The share and the value of the one year that is left."""
    row = target.years[0]
    asked = words.number(target.target.threshold or 0, "fr")
    value = "–" if row.value is None else f"{words.number(row.value, 'fr')} / {asked}"
    return _share(row.attained), value


def _console() -> Console:
    """As wide as the terminal; a file or another program gets lines that are not cut."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=140)


def _table(*titles: str) -> Table:
    lines = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        lines.add_column(title, overflow="fold", no_wrap=title in ("Données", "Temps"))
    return lines


def _figures(one: PlanProgress | AxisProgress | ActionProgress, say: Mapping[str, str]) -> tuple[str, str]:
    if isinstance(one, ActionProgress) and not one.coverage.total:
        return "–", ""
    return _share(one.attained), say[f"rythme.{one.pace}"] if one.pace else ""


def _share(value: float | None) -> str:
    return NONE if value is None else words.percent(value, "fr")


def _coverage(one: PlanProgress | AxisProgress | ObjectiveProgress | ActionProgress) -> str:
    return f"{one.coverage.known}/{one.coverage.total}" if one.coverage.total else "–"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])))
