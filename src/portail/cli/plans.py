"""What the commands about plans share: finding a plan, and its progress with the figures of its pages."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from portail.cli.common import finish
from portail.exports import Release, plan_release
from portail.load.plan import PlanSources, load_plan, records_in_force
from portail.load.portal import load_portal, portal_names
from portail.load.typed import load_yaml
from portail.model import Portal
from portail.pages import portal_progress
from portail.problems import has_errors
from portail.progress import plan_progress
from portail.sources import Tree
from portail.validate import validate, validate_plan

F = TypeVar("F", bound=Callable[..., Any])


def portal_option(command: F) -> F:
    """``--portail``: whose contents and visits count, when several portals show a plan."""
    text = "Portail dont les contenus et les visites comptent, si plusieurs montrent ce plan."
    return click.option("--portail", "portal", help=text)(command)


def plan_names(tree: Tree) -> list[str]:
    """The plans of the project: the folders of ``plans/`` that hold a ``plan.yml``."""
    return [name for name in tree.folders("plans") if tree.exists(f"plans/{name}/plan.yml")]


def known_plan(tree: Tree, name: str) -> str:
    """The name, if it is that of a plan; else refused with the nearest or the list."""
    names = plan_names(tree)
    if name not in names:
        close = difflib.get_close_matches(name, names, n=1, cutoff=0.8)
        hint = f"Vouliez-vous dire « {close[0]} » ?" if close else f"Plans : {', '.join(names) or 'aucun'}."
        raise click.ClickException(f"le plan « {name} » n'existe pas. {hint}")
    return name


def read_plan(tree: Tree, name: str) -> PlanSources:
    """A plan without errors; else the report, and leave."""
    sources, problems = load_plan(tree, known_plan(tree, name))
    problems += validate_plan(sources) if sources else []
    if sources is None or has_errors(problems):
        finish(problems, "text", "", "")
    assert sources
    return sources


def followed(tree: Tree, name: str, on: dt.date, portal: str | None = None) -> Release:
    """A plan and its progress, as the portal that shows it says.

    Contents and visits are those of the portal; a plan whose indicators count neither needs none.
    """
    sources = read_plan(tree, name)
    if all(i.source == "suivi" for action in sources.plan.value.actions() for i in action.indicators):
        return _alone(sources, on)
    shown = [one for one in portal_names(tree) if name in _plans(tree, one)]
    if portal and portal not in shown:
        raise click.ClickException(f"le portail « {portal} » ne montre pas ce plan. Portails : {_list(shown)}.")
    if len(shown) > 1 and not portal:
        raise click.ClickException(f"ce plan est dans plusieurs portails : ajouter --portail, parmi {_list(shown)}.")
    if not shown:
        return _alone(sources, on)
    return _in_portal(tree, portal or shown[0], name, on)


def _alone(sources: PlanSources, on: dt.date) -> Release:
    progress = plan_progress(sources.plan.value, records_in_force(sources.records, on), on)
    return plan_release(progress, sources)


def _in_portal(tree: Tree, portal: str, name: str, on: dt.date) -> Release:
    sources, problems = load_portal(tree, portal)
    problems += validate(sources) if sources else []
    if sources is None or has_errors(problems):
        finish(problems, "text", "", "")
    assert sources
    progress = next(p for p in portal_progress(sources, on) if p.plan.id == name)
    return plan_release(progress, sources.plans[name], sources)


def _plans(tree: Tree, portal: str) -> Sequence[str]:
    loaded, _ = load_yaml(tree, f"content/{portal}/portail.yml", Portal)
    return loaded.value.plans if loaded else ()


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or "aucun"
