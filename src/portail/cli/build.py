"""``portail build``: from the sources to the published sites."""

from __future__ import annotations

import datetime as dt
import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portail.ahead import Ahead
from portail.cli.common import Steps, chosen, date_option, errors, finish, format_option, project_root, today
from portail.problems import Format, has_errors
from portail.unchanged import CACHE, is_unchanged

if TYPE_CHECKING:
    from portail.build import Outcome


@click.command(short_help="Construire et publier les portails.")
@click.argument("portails", nargs=-1, metavar="[PORTAIL]…")
@date_option
@format_option
@click.option(
    "--sortie", "out", type=click.Path(file_okay=False, path_type=Path), default=None,
    help="Dossier des sites bâtis (site/, sans cette option).",
)  # fmt: skip
def build(portails: tuple[str, ...], on: dt.date | None, style: Format, out: Path | None) -> None:
    """Construire les portails (tous, ou ceux nommés) et les publier dans site/<portail>/.

    Tout est vérifié avant de publier, et la publication se fait d'un seul coup : s'il y a une erreur,
    le site en ligne ne change pas.
    """
    root = project_root()
    names = chosen(root, portails)
    site = (out or root / "site").resolve()
    day = on or today()
    changed = [name for name in names if not is_unchanged(root, site, name, day.isoformat())]
    if not changed:
        finish([], style, "", "Rien n'a changé : le site publié est à jour.")
        return
    if not (root / "node_modules").is_dir():
        errors.print("Les polices ne sont pas installées (node_modules/ manque) : « make build » les installe.")
    start = time.monotonic()
    gc.disable()  # the process ends before garbage would matter
    outcome = _build(root, changed, day, site)
    if style == "text" and not has_errors(outcome.problems):
        for name, pages in outcome.pages.items():
            errors.print(f"{name} : {pages} pages → {_shown(site / name)}/")
    seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
    finish(outcome.problems, style, _kept(changed, outcome.published), f"Publié en {seconds} s.")


def _build(root: Path, names: list[str], day: dt.date, site: Path) -> Outcome:
    ahead = Ahead(root, root / CACHE)
    from portail.build import Outcome, build_portals, refused
    from portail.startpage import write_start_page

    try:
        with Steps() as tell:
            outcome = build_portals(root, names, day, site, tell, ahead=ahead)
        if outcome.published:
            write_start_page(root, site)
    except OSError as error:
        return Outcome(problems=[refused(error, root)])
    return outcome


def _kept(names: list[str], published: dict[str, str]) -> str:
    done = [name for name in names if name in published]
    if done:
        others = [name for name in names if name not in published]
        return f"Publié : {', '.join(done)}." + (f" Inchangé : {', '.join(others)}." if others else "")
    return "Rien n'a été publié ; le site en ligne n'a pas changé."


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
