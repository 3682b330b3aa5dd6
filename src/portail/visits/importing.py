"""An import, from log files to the files of ``content/<portail>/visites/``. Read it top to bottom."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from portail.assemble.prepare import read
from portail.load.portal import Sources
from portail.load.visits import load_readings
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import NOT_FOUND, portal_pages
from portail.problems import Position, Problem, has_errors, refusal
from portail.publish import lock
from portail.sources import Tree
from portail.strings import Strings
from portail.visits.counting import Count, Days
from portail.visits.engine import REASONS, Engine, EngineStopped, Page, opened
from portail.visits.ledger import Verdict, spans_by_day, union, verdict
from portail.visits.people import People
from portail.visits.reading import Tally, blocks
from portail.visits.writing import Figures, write_figures

HOME = "index"
"""What stands in the column « page » for the first page of a portal, as its source is ``pages/index.md``."""
NOBODYS = (".invalid", ".test", ".example", ".localhost", "localhost")
"""Ends of addresses that are no server's (RFC 2606): a log cannot name them."""
Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Options:
    """What the command line says: addresses of the staff, names of the server, days of other sources replaced."""

    staff: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    replace: bool = False


@dataclass(frozen=True)
class Outcome:
    """What an import did. ``left_out`` has the number of lines by reason, a word of ``REASONS``."""

    lines: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    visits: int = 0
    views: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    foreign: int = 0
    fewer: int = 0
    written: tuple[str, ...] = ()


def import_logs(
    root: Path, name: str, files: Sequence[Path], options: Options, on: dt.date, told: Told
) -> tuple[Outcome, list[Problem]]:
    """Count the visits that the logs tell of, and write them. With an error, nothing is written."""
    with lock(root / "site", f"{name}.visites"):  # another import may be at work
        sources, strings, problems = read(root, name)
        problems += [problem for path in files if (problem := _refused(path))]
        before, _ = load_readings(Tree(root), name)
        if sources is None or has_errors(problems):
            return Outcome(), problems
        names, addresses = known_pages(sources, strings, on)
        hosts = options.hosts or _hosts(sources.portal.value.url)
        figures = Figures(sources.visits, before, names, sources.portal.value.languages)
        try:
            with opened(People(options.staff), addresses, hosts) as engine:
                unreadable, found = _read_all(engine, files, told)
                if has_errors(found):
                    return Outcome(), found
                return _count(root, name, engine, unreadable, figures, options.replace), found
        except EngineStopped as stopped:
            message = f"le moteur de calcul s'est arrêté ({stopped})"
            remedy = "libérer de la mémoire ou du disque, ou donner moins de journaux à la fois"
            return Outcome(), [Problem(Position(f"content/{name}/visites"), "visites", message, remedy)]


def known_pages(sources: Sources, strings: dict[str, Strings], on: dt.date) -> tuple[tuple[str, ...], dict[str, Page]]:
    """The contents by rank, and the rank of content and language of each address under which they are served."""
    base = urlsplit(sources.portal.value.url or "/").path
    names: dict[str, int] = {}
    addresses: dict[str, Page] = {}
    for rank, language in enumerate(sources.portal.value.languages):
        prefix = base + ("" if language == SOURCE_LANGUAGE else f"{language}/")
        for page in portal_pages(sources, [], language, strings[language], on):
            if page.path == NOT_FOUND:
                continue
            found = (names.setdefault(page.path or HOME, len(names)), rank)
            folder = f"{prefix}{page.path}/" if page.path else prefix
            for address in (folder, f"{folder}index.html", folder.rstrip("/")):
                if address:
                    addresses[address] = found
    return tuple(names), addresses


def _hosts(url: str | None) -> tuple[str, ...]:
    """The names under which the portal is served; none when its address is nobody's: any is then taken."""
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    return () if not host or host.endswith(NOBODYS) else (host, f"www.{host}")


def _refused(path: Path) -> Problem | None:
    place = Position(str(path))
    if not path.exists():
        return Problem(place, "fichier-introuvable", "ce journal n'existe pas", "vérifier le nom du fichier")
    if not path.is_file():
        return Problem(place, "fichier-interdit", "ce n'est pas un fichier ordinaire", "donner le fichier du journal")
    return None


def _read_all(engine: Engine, files: Sequence[Path], told: Told) -> tuple[int, list[Problem]]:
    """Give every file to the engine; the answer is how many lines are unreadable, and what is wrong with files."""
    problems: list[Problem] = []
    total, done, unreadable = sum(path.stat().st_size for path in files), 0, 0
    for rank, path in enumerate(files):
        tally = Tally()

        def more(size: int) -> None:
            nonlocal done
            done += size
            told("lecture des journaux", done, total)

        try:
            for block in blocks(path, tally, more):
                unreadable += engine.add(rank, block)
        except OSError as error:
            message = f"le système refuse la lecture : {refusal(error)}"
            problems.append(
                Problem(Position(str(path)), "fichier-illisible", message, "vérifier les droits du fichier")
            )
        unreadable += tally.unreadable
        problems += _warnings(path, tally)
    engine.fold()
    return unreadable, problems


def _warnings(path: Path, tally: Tally) -> list[Problem]:
    place = Position(str(path))
    found = []
    if tally.cut:
        message = "le fichier compressé est coupé ou abîmé : ce qui précède est lu"
        found.append(Problem(place, "fichier-illisible", message, "le copier de nouveau", "avertissement"))
    if tally.bomb:
        message = "le fichier compressé se déplie sans fin : la lecture s'arrête là"
        found.append(Problem(place, "fichier-illisible", message, "vérifier d'où il vient", "avertissement"))
    return found


def _count(root: Path, name: str, engine: Engine, unreadable: int, figures: Figures, replaces: bool) -> Outcome:
    by_day = spans_by_day(engine.hours())
    by_file: dict[int, list[tuple[int, int]]] = {}
    for file, first, last in engine.hours():
        by_file.setdefault(file, []).append((first, last))
    days = Days(engine, [span for spans in by_file.values() for span in union(spans)])
    asked = days.asked()
    verdicts = {
        day: verdict(day, spans, asked.get(day, 0), figures.readings(day), figures.has(day), replaces)
        for day, spans in by_day.items()
    }
    counted_before = days.leave_out({day: one.without for day, one in verdicts.items()})
    machines = days.leave_machines_out()
    counts = list(days.counts())
    after = days.asked()
    verdicts = {day: _with_added(one, after.get(day, 0)) for day, one in verdicts.items()}
    written = write_figures(root, name, figures, counts, verdicts)
    left = Counter({REASONS[reason]: n for reason, n in engine.counts().items() if reason})
    left.update({"illisible": unreadable, "comportement": machines, "double": days.doubles})
    left["deja-compte"] += counted_before
    lines = sum(engine.counts().values()) + unreadable
    return _outcome(lines, +left, counts, verdicts, written)


def _with_added(one: Verdict, asked: int) -> Verdict:
    """The ledger of a day to which a piece was added counts the pages asked for in both."""
    if not one.adds:
        return one
    first, *rest = one.readings
    return replace(one, readings=(replace(first, asked=first.asked + asked), *rest))


def _outcome(
    lines: int, left: Counter[str], counts: list[Count], verdicts: dict[dt.date, Verdict], written: tuple[str, ...]
) -> Outcome:
    days = [one.day for one in counts]
    return Outcome(
        lines, dict(left), sum(one.visits for one in counts), sum(one.views for one in counts),
        min(days, default=None), max(days, default=None),
        sum(one.foreign for one in verdicts.values()), sum(one.fewer for one in verdicts.values()), written,
    )  # fmt: skip
