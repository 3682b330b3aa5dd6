"""``portail serve``: see the portals while writing them."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import threading
import time
import webbrowser
from pathlib import Path

import click

from portail.build import Tell, build_portals
from portail.cli.common import Steps, chosen, coloured, date_option, errors, project_root, today
from portail.load.memory import Memory
from portail.problems import Problem, has_errors, report
from portail.quick import Quick
from portail.serve import LiveServer, watch
from portail.startpage import write_start_page

FIRST_PORT = 8000
WATCHED = ("content", "guide", "plans", "theme", "mkdocs.yml")


@click.command(short_help="Les voir, et les revoir à chaque enregistrement.")
@click.argument("portails", nargs=-1, metavar="[PORTAIL]…")
@click.option("--port", type=click.IntRange(0, 65535), help="Port local (le premier libre à partir de 8000).")
@click.option("--ouvrir", "open_browser", is_flag=True, help="Ouvrir le navigateur.")
@date_option
def serve(portails: tuple[str, ...], port: int | None, open_browser: bool, on: dt.date | None) -> None:
    """Construire, servir sur cette machine, et recommencer à chaque enregistrement.

    Le navigateur se recharge seul. Une erreur s'affiche ici et dans la page ; la dernière bonne page reste.
    """
    root = project_root()
    names = chosen(root, portails)
    workshop = _Workshop(root, names, on or today(), _listen(root / "site", port))

    def first() -> None:
        workshop.rebuild()
        errors.print(f"Servi sur {workshop.address} (Ctrl+C pour arrêter)", style="green")
        if open_browser:
            webbrowser.open(workshop.address)

    try:
        watch([root / name for name in WATCHED], workshop.saved, first)
    except KeyboardInterrupt:
        errors.print("\nArrêté.")


class _Superseded(Exception):
    """A save came while the site was being built."""


class _Workshop:
    """What happens at each save: the fiche at once, then the whole site behind it."""

    def __init__(self, root: Path, names: list[str], day: dt.date, server: LiveServer) -> None:
        self.root, self.names, self.day, self.server = root, names, day, server
        self.address = f"http://127.0.0.1:{server.server_port}/"
        self.quick, self.memory = Quick(root), Memory()
        self.wanted = threading.Event()
        self.showing = threading.Lock()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        threading.Thread(target=self._rebuild_when_wanted, daemon=True).start()

    def saved(self, paths: set[str]) -> None:
        """Files were saved: show what is being written or looked at, and have the whole site built again."""
        self.wanted.set()
        for process in multiprocessing.active_children():
            process.terminate()  # the build that runs is of the past, and would slow this down
        with self.showing:
            self._show(paths)

    def _show(self, paths: set[str]) -> None:
        problems: list[Problem] = []
        others = False
        for path in sorted(paths):
            if Path(path).is_relative_to(self.root):
                pages, found = self.quick.remake(Path(path).relative_to(self.root).as_posix())
                problems += found
                others |= not pages and not found
                self.server.show(pages)
        if others and not problems:
            pages, problems = self.quick.look_again(self.server.viewed, self.day, self.memory)
            self.server.show(pages)
        if has_errors(problems):
            self.server.tell(report(problems))

    def _rebuild_when_wanted(self) -> None:
        while True:
            self.wanted.wait()
            time.sleep(0.1)  # one build for a burst of saves
            with self.showing:  # whoever is writing first
                self.wanted.clear()
            self.rebuild()

    def rebuild(self) -> None:
        """Build the portals and publish them in ``site/``; what was shown early gives way to them."""
        try:
            problems = self._build()
        except _Superseded:
            return  # another save came meanwhile: its own build follows
        if not self.wanted.is_set():
            self.server.tell(report(problems) if has_errors(problems) else "", settled=True)
        now = dt.datetime.now().strftime("%H:%M:%S")
        errors.print(f"[{now}] {self.address}", style="dim", markup=False)

    def _unless_superseded(self, tell: Tell) -> Tell:
        def step(done: str, rank: int, total: int) -> None:
            tell(done, rank, total)
            if self.wanted.is_set():
                raise _Superseded

        return step

    def _build(self) -> list[Problem]:
        site = self.root / "site"
        with Steps() as tell:
            outcome = build_portals(self.root, self.names, self.day, site, self._unless_superseded(tell), self.memory)
        if self.wanted.is_set():
            raise _Superseded
        if outcome.published:
            write_start_page(self.root, site)
            self.quick.update({name: outcome.prepared[name] for name in outcome.published})
        if outcome.problems:
            errors.print(coloured(report(outcome.problems, outcome="La dernière bonne version reste servie.")))
        return outcome.problems


def _listen(site: Path, port: int | None) -> LiveServer:
    site.mkdir(parents=True, exist_ok=True)
    for candidate in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + 20):
        try:
            return LiveServer(site, candidate)
        except OSError:
            continue
    taken = f"le port {port} est pris" if port is not None else "aucun port libre de 8000 à 8019"
    raise click.ClickException(f"{taken} : en choisir un autre, par exemple --port 8080")
