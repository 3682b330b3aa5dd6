"""``portail serve``: see the portals while writing them."""

from __future__ import annotations

import datetime as dt
import threading
import webbrowser
from pathlib import Path

import click

from portail.build import build_portals
from portail.cli.common import Steps, chosen, coloured, date_option, errors, project_root
from portail.dates import reference_date
from portail.problems import Problem, has_errors, report
from portail.serve import LiveServer, watch
from portail.startpage import write_start_page

WATCHED = ("content", "guide", "plans", "theme", "mkdocs.yml")


@click.command(short_help="Les voir, et les revoir à chaque enregistrement.")
@click.argument("portails", nargs=-1, metavar="[PORTAIL]…")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port local.")
@click.option("--ouvrir", "open_browser", is_flag=True, help="Ouvrir le navigateur.")
@date_option
def serve(portails: tuple[str, ...], port: int, open_browser: bool, on: dt.date | None) -> None:
    """Construire, servir sur cette machine, et recommencer à chaque enregistrement.

    Le navigateur se recharge seul. Une erreur s'affiche ici et dans la page ; la dernière bonne page reste.
    """
    root = project_root()
    names = chosen(root, portails)
    site = root / "site"
    day = on or reference_date()
    server = _listen(site, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"

    def rebuild(changed: set[str]) -> None:
        problems = _build(root, names, day, site)
        server.tell(report(problems) if has_errors(problems) else "")
        errors.print(f"[{dt.datetime.now():%H:%M:%S}] {address}", style="dim", markup=False)

    rebuild(set())
    errors.print(f"Servi sur {address} (Ctrl+C pour arrêter)", style="green")
    if open_browser:
        webbrowser.open(address)
    try:
        watch([root / name for name in WATCHED], rebuild)
    except KeyboardInterrupt:
        errors.print("\nArrêté.")


def _listen(site: Path, port: int) -> LiveServer:
    site.mkdir(parents=True, exist_ok=True)
    try:
        return LiveServer(site, port)
    except OSError:
        raise click.ClickException(f"le port {port} est pris : en choisir un autre avec --port {port + 1}") from None


def _build(root: Path, names: list[str], day: dt.date, site: Path) -> list[Problem]:
    with Steps() as tell:
        outcome = build_portals(root, names, day, site, tell)
    if outcome.published:
        write_start_page(root, site)
    if outcome.problems:
        errors.print(coloured(report(outcome.problems, outcome="La dernière bonne version reste servie.")))
    return outcome.problems
