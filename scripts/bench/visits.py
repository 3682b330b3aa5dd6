"""Time ``portail visits import`` on an invented log, beside GoAccess when it is installed.

``python scripts/bench/visits.py 300000 [--gzip] [--file LOG]``. The two do not count the same: GoAccess keeps
everyone per day, without sessions, known pages or our robots; what is compared is the time to read and count.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{}.0.0.0 Safari/537.36"
)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_{0} like Mac OS X) AppleWebKit/605.1.15 Version/17.{0} Safari/604.1"
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
]
LINE = '{} - - [{}] "GET {} HTTP/1.1" {} {} "https://exemple.invalid/guide/" "{}"\n'


def lines(size: int) -> Iterator[str]:
    """Thirty days of a portal: a third pages, the rest styles, images, robots and what does not exist."""
    dice = random.Random(1)
    slugs = sorted({path.name.split(".")[0] for path in (ROOT / "guide/commun").glob("*.md")})
    pages = [f"{prefix}/guide/{slug}/" for slug in slugs for prefix in ("", "/en", "/es", "/ar")]
    agents = [CHROME.format(v) for v in range(60, 140)] + [PHONE.format(v) for v in range(8)]
    people = [
        (".".join(str(dice.randrange(1, 255)) for _ in range(4)), dice.choice(ROBOTS if n % 8 == 0 else agents))
        for n in range(max(1, size // 20))
    ]
    start, step = dt.datetime(2026, 9, 1, tzinfo=dt.UTC), dt.timedelta(days=30) / size
    for rank in range(size):
        address, agent = people[dice.randrange(max(0, rank // 20 - 500), rank // 20 + 1)]
        kind, clock = dice.random(), (start + rank * step).strftime("%d/%b/%Y:%H:%M:%S +0000")
        other = f"/assets/app.{dice.randrange(9)}.css" if kind < 0.85 else f"/ancien/{dice.randrange(999)}"
        path = dice.choice(pages) if kind < 0.35 else other
        yield LINE.format(address, clock, path, 200 if kind < 0.9 else 404, dice.randrange(200, 20_000), agent)


def timed(name: str, size: int, command: list[str], folder: Path) -> None:
    """Print the seconds on the clock, those of the processors, and the peak of memory of the greediest so far."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:10}{size} lines  {clock:6.2f} s  processors {work:6.2f} s  {after.ru_maxrss // 1024} MB")


def main() -> None:
    """Make the log, run both, print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("--gzip", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / ("access.log.gz" if options.gzip else "access.log")
        with gzip.open(log, "wt", 6) if options.gzip else log.open("w") as stream:
            stream.writelines(lines(options.size))
        for part in ("content/exemple", "guide", "plans", "theme/strings", "mkdocs.yml"):
            source, target = ROOT / part, folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        shutil.rmtree(folder / "content/exemple/visites", ignore_errors=True)
        program = "import sys; from portail.cli import run; run()"
        ours = [sys.executable, "-c", program, "visits", "import", "exemple", str(log)]
        os.environ["PYTHONPATH"] = str(ROOT / "src")
        timed("portail", options.size, ours, folder)
        if shutil.which("goaccess"):
            theirs = f"gzip -dcf {log} | goaccess - --log-format=COMBINED --no-progress -o {folder / 'out.json'}"
            timed("goaccess", options.size, ["sh", "-c", theirs], folder)


if __name__ == "__main__":
    main()
