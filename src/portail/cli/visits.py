"""``portail visits``: count the visits that the web server's logs tell of, and show them."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portail import words
from portail.cli.common import Steps, chosen, coloured, errors, finish, project_root, today
from portail.load.visits import DEFINITIONS
from portail.problems import has_errors, report
from portail.sources import Tree

if TYPE_CHECKING:
    from portail.load.portal import Sources
    from portail.load.visits import Reading

REASONS = {
    "illisible": "illisibles", "methode": "pas une lecture de page (POST, HEAD…)", "autre-site": "d'un autre site",
    "erreur": "erreurs (404, 500…)", "sans-page": "renvois et réponses sans page",
    "fichier": "images, styles, fichiers",
    "page-inconnue": "pages que le portail n'a pas", "sante": "vérifications automatiques du serveur",
    "robot": "robots qui se nomment", "prefetch": "pages préparées d'avance, pas encore vues",
    "equipe": "adresses de l'équipe", "comportement": "robots reconnus à leur conduite",
    "double": "lues aussi dans un autre fichier", "deja-compte": "déjà comptées, ou d'un jour laissé tel quel",
}  # fmt: skip


class Network(click.ParamType[str]):
    """An address or a network, as ``--equipe`` takes it."""

    name = "ADRESSE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return str(ipaddress.ip_network(str(value), strict=False))
        except ValueError:
            self.fail("ce n'est ni une adresse ni un réseau : écrire par exemple 192.0.2.0/24", param, ctx)


class _Shortened(click.Group):
    """``portail visits ma-ville`` is ``portail visits montrer ma-ville``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = args[0] in self.commands or args[0].startswith("-")
        return super().resolve_command(ctx, args if known else ["montrer", *args])


@click.group(cls=_Shortened, short_help="Compter les visites, d'après les journaux du serveur.")
def visits() -> None:
    """Compter les visites, d'après les journaux du serveur. « portail visits ma-ville » les montre."""


@visits.command("montrer")
@click.argument("portail")
@click.option("--mois", type=click.IntRange(0, 24), default=3, show_default=True, help="Nombre de mois montrés.")
def show(portail: str, mois: int) -> None:
    """Montrer les visites par contenu, langue et mois, à côté des cibles des plans."""
    from portail.load.portal import load_portal
    from portail.load.visits import load_readings

    root = project_root()
    (name,) = chosen(root, [portail])
    sources, problems = load_portal(Tree(root), name)
    if sources is None or has_errors(problems):
        finish(problems, "text", "", "")
        return
    if not sources.visits:
        click.echo(f"Aucune visite n'est comptée : « portail visits import {name} FICHIER… » les compte.")
        return
    _show(sources, load_readings(Tree(root), name)[0], mois)


def _show(sources: Sources, readings: Sequence[Reading], latest: int) -> None:
    from rich.console import Console
    from rich.table import Table

    from portail.visits.summary import lines, promised

    console = Console(highlight=False)
    targets, promises = promised(sources)
    rows, languages = lines(sources.visits, targets), sources.portal.value.languages
    months = sorted({month for row in rows for month in row.months})[-latest:] if latest else []
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Contenu", overflow="fold")
    for title in ("Visites", "Cible", *languages, *months):
        table.add_column(title, justify="right")
    for row in rows:
        target = f"{words.percent(row.visits / row.target, 'fr')} de {_n(int(row.target))}" if row.target else "–"
        counts = [row.languages[code] for code in languages] + [row.months[month] for month in months]
        table.add_row(row.page, _n(row.visits), target, *map(_n, counts))
    console.print(table)
    console.print(f"{_n(sum(row.visits for row in rows))} visites en tout.")
    for one in promises:
        share = words.percent(one.visits / one.target, "fr") if one.target else "–"
        console.print(f"{one.plan}, action {one.action} : {_n(one.visits)} visites, {share} de {_n(int(one.target))}.")
    for text in _origin(sources, readings):
        console.print(text)


def _origin(sources: Sources, readings: Sequence[Reading]) -> list[str]:
    """Where the figures come from and what they measure; the days from which they no longer compare."""
    from portail.visits.ledger import breaks

    said = {one.day for one in readings}
    unsaid = {one.day for one in sources.visits} - said
    kinds = sorted({(one.source, one.measure) for one in readings})
    found = [f"Source : {source}. Une visite : {DEFINITIONS.get(measure, measure)}." for source, measure in kinds]
    if unsaid:
        found.append(f"Source non dite pour {len(unsaid)} jours, du {min(unsaid)} au {max(unsaid)}.")
    if unsaid and said:
        found.append("Rupture : les jours de sources différentes ne se comparent pas.")
    return found + [f"Rupture le {day} : la source ou la mesure change." for day in breaks(readings)]


@visits.command("import")
@click.argument("portail")
@click.argument("fichiers", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option("--equipe", multiple=True, type=Network(), help="Adresse ou réseau de l'équipe, à ne pas compter.")
@click.option(
    "--hote", multiple=True, help="Nom du serveur à compter (sans cette option, celui de l'adresse du portail)."
)
@click.option("--remplacer", is_flag=True, help="Compter de nouveau les jours lus, d'où que viennent leurs chiffres.")
def import_(
    portail: str, fichiers: tuple[Path, ...], equipe: tuple[str, ...], hote: tuple[str, ...], remplacer: bool
) -> None:
    """Lire des journaux de serveur Web et en écrire les comptes dans content/<portail>/visites/.

    Les formats sont reconnus : nginx et Apache (combined, common, vhost), Caddy, Cloudflare Logpush ; en clair
    ou en gzip, dans n'importe quel ordre. Relire les mêmes lignes ne change rien. Rien d'une personne n'est
    gardé : ni adresse IP, ni navigateur, ni page d'où elle vient.
    """
    from portail.visits.importing import Options, import_logs

    root = project_root()
    (name,) = chosen(root, [portail])
    options = Options(equipe, tuple(one.lower() for one in hote), remplacer)
    with Steps() as tell:
        outcome, problems = import_logs(root, name, fichiers, options, today(), tell)
    if problems:
        text = report(problems, "text", "Rien n'est écrit." if has_errors(problems) else "")
        errors.print(coloured(text) if errors.is_terminal else text)
    if has_errors(problems):
        raise click.exceptions.Exit(1)
    click.echo("\n".join(_said(outcome)))


def _said(outcome: Any) -> list[str]:
    """What the import did, for whoever reads the terminal."""
    left = sum(outcome.left_out.values())
    lines = [f"{_n(outcome.lines)} lignes lues, {_n(left)} laissées de côté, {_n(outcome.views)} vues comptées."]
    width = max((len(_n(n)) for n in outcome.left_out.values()), default=0)
    lines += [
        f"  {_n(outcome.left_out[key]):>{width}}  {text}" for key, text in REASONS.items() if key in outcome.left_out
    ]
    if outcome.first:
        lines.append(f"{_n(outcome.visits)} visites {_period(outcome.first, outcome.last)}.")
    if outcome.foreign:
        lines.append(
            f"{outcome.foreign} jours ont déjà des chiffres d'une autre source, qui ne s'additionnent pas : "
            "laissés tels quels (--remplacer pour les compter d'après ces journaux)."
        )
    if outcome.fewer:
        lines.append(
            f"{outcome.fewer} jours avaient plus de pages lues : laissés tels quels (manque-t-il un fichier ?)."
        )
    if not outcome.views and outcome.left_out.get("autre-site"):
        lines.append("Le nom du serveur n'est pas celui du portail : le dire par --hote.")
    lines += [f"Écrit : {path}" for path in outcome.written] or ["Rien de nouveau : aucun fichier ne change."]
    return lines


def _n(number: int) -> str:
    return words.number(number, "fr")


def _period(first: dt.date, last: dt.date) -> str:
    return f"le {first}" if first == last else f"du {first} au {last}"
