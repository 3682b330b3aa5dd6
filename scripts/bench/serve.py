"""Measure `portail serve`: from saving a file to the new page being served, and to its being seen.

    python scripts/bench/serve.py --size 100x6 --saves 10

The new HTML is awaited by HTTP requests every 2 ms; then, where Playwright and a Chromium are there, in a
page that is open in the browser and that reloads itself.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from content import DEFAULT_ACTIONS, Corpus, Size
from installation import CACHE
from planned import ON
from quiet import turn, workshop
from report import machine
from rounds import tell
from saves import Save, saves
from waiting import PATIENCE, Await, await_browser, await_http, browser_page
from write_portail import write_portail


@dataclass
class Times:
    """Seconds from each save to what was awaited, or why there are none."""

    seconds: list[float] = field(default_factory=list)
    failure: str = ""

    def __str__(self) -> str:
        if self.failure or not self.seconds:
            return self.failure or "–"
        low, high = (f"{value * 1000:.0f}" for value in (min(self.seconds), max(self.seconds)))
        return f"{median(self.seconds) * 1000:.0f} ms ({low} … {high})"


@contextmanager
def served(root: Path) -> Iterator[str]:
    """The address of a `portail serve` of its own, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).with_name("portail"))
    command = (program, "serve", "--port", str(port), "--date", ON.isoformat())
    with (CACHE / "serve.log").open("w") as log:
        process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def timed(root: Path, save: Save, wait: Await, count: int, pause: float) -> Times:
    """Save ``count`` times and wait each time; the file is put back at the end."""
    path = root / save.path
    first = path.read_text("utf-8")
    times = Times()
    with turn(CACHE):
        for rank in range(count + 1):
            words = f"Essai numéro {rank} {time.time_ns() % 10**9}"
            start = time.perf_counter()
            path.write_text(save.changed(first, words), "utf-8")
            try:
                wait(words)
            except TimeoutError:
                times.failure = f"rien de nouveau après {PATIENCE:.0f} s"
                break
            if rank:  # the first save also pays for what is done once
                times.seconds.append(time.perf_counter() - start)
            time.sleep(pause)
    path.write_text(first, "utf-8")
    time.sleep(3 * pause)
    return times


def measure(root: Path, kinds: Sequence[str], count: int, pause: float) -> list[tuple[Save, Times, Times]]:
    """For each kind of save: until served, until seen."""
    rows = []
    with served(root) as address, browser_page() as page:
        chosen = [saves(root)[kind] for kind in kinds if kind in saves(root)]
        tell("première construction …")
        await_http(address + chosen[0].page)("</html>")
        time.sleep(2)  # the watcher of the files starts once the site is there
        for save in chosen:
            over_http = timed(root, save, await_http(address + save.page), count, pause)
            tell(f"{save.title}, servi : {over_http}")
            in_browser = Times(failure="pas de navigateur ici")
            if page:
                page.goto(address + save.page)
                in_browser = timed(root, save, await_browser(page), count, pause)
                tell(f"{save.title}, vu : {in_browser}")
            rows.append((save, over_http, in_browser))
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Mesurer « portail serve », de l'enregistrement à la page.")
    parser.add_argument("--size", type=Size.parse, default=Size(100, 6), help="fichesxlangues (100x6)")
    parser.add_argument("--saves", type=int, default=10, help="enregistrements mesurés de chaque sorte (10)")
    parser.add_argument("--kinds", default="fiche,traduction,suivi,mots,gabarit", help="sortes, avec des virgules")
    parser.add_argument("--pause", type=float, default=0.5, help="secondes entre deux enregistrements (0.5)")
    parser.add_argument("--actions", type=int, default=DEFAULT_ACTIONS, help="actions du plan (60)")
    given = parser.parse_args(arguments)
    with workshop(CACHE) as place:
        tell(f"{given.size} · corpus")
        write_portail(Corpus(given.size, 1, given.actions), place / "portail")
        rows = measure(place / "portail", given.kinds.split(","), given.saves, given.pause)
    print(f"{machine()}\n\n### Servir, {given.size.fiches} fiches × {given.size.languages} langues\n")
    print(
        f"Médiane de {given.saves} (de … à).\n\n| Enregistrer | Page servie | Vue dans le navigateur |\n| --- | --: | --: |"
    )
    for save, over_http, in_browser in rows:
        print(f"| {save.title} | {over_http} | {in_browser} |")


if __name__ == "__main__":
    main()
