"""Slow and obvious: what the counts of a log must be, one request at a time. Knows nothing of the program."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

MONTREAL = ZoneInfo("America/Toronto")
PAGES = {
    "/": ("index", "fr"), "/en/": ("index", "en"), "/guide/": ("guide", "fr"),
    "/guide/logement/": ("guide/logement", "fr"), "/en/guide/logement/": ("guide/logement", "en"),
    "/guide/logement/index.html": ("guide/logement", "fr"), "/en/guide/": ("guide", "en"),
}  # fmt: skip
LANGUAGES = ["fr", "en"]
PERSONS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0 \\x22odd\\x22",
]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "curl/8.5.0", "-", "",
]  # fmt: skip
HEALTH = ["kube-probe/1.29", "ELB-HealthChecker/2.0"]


@dataclass(frozen=True)
class Request:
    """One line of a log, before it is written."""

    address: str
    time: int
    method: str
    path: str
    status: int
    agent: str
    size: int = 512
    referrer: str = "https://search.invalid/?q=secret-words"

    def combined(self, zone: dt.tzinfo = dt.UTC) -> str:
        """The line as nginx and Apache write it."""
        clock = dt.datetime.fromtimestamp(self.time, zone).strftime("%d/%b/%Y:%H:%M:%S %z")
        request = f"{self.method} {self.path} HTTP/1.1"
        return f'{self.address} - - [{clock}] "{request}" {self.status} {self.size} "{self.referrer}" "{self.agent}"'

    @property
    def day(self) -> dt.date:
        return dt.datetime.fromtimestamp(self.time, MONTREAL).date()


def reason(one: Request, staff: str = "") -> str:
    """Why the request is not counted; empty when it is."""
    path = one.path.split("?")[0]
    if one.method != "GET":
        return "methode"
    if not 200 <= one.status < 400:
        return "erreur"
    if one.status not in (200, 304):
        return "sans-page"
    if path not in PAGES:
        return "fichier" if "." in path.rsplit("/", 1)[-1] else "page-inconnue"
    if one.agent in HEALTH:
        return "sante"
    if one.agent in ROBOTS:
        return "robot"
    return "equipe" if staff and one.address.startswith(staff) else ""


def counts(
    requests: list[Request], staff: str = ""
) -> tuple[dict[tuple[str, str, str], tuple[int, int]], Counter[str]]:
    """(day, page, language) → (visits, views), and the lines left out by reason."""
    left: Counter[str] = Counter(why for one in requests if (why := reason(one, staff)))
    days: dict[tuple[str, str, dt.date], list[Request]] = defaultdict(list)
    machines = set()
    for one in requests:
        if one.path == "/robots.txt" or one.path.startswith("/wp-"):
            machines.add((one.address, one.agent, one.day))
        if not reason(one, staff):
            days[one.address, one.agent, one.day].append(one)
    visits: Counter[tuple[str, str, str]] = Counter()
    views: Counter[tuple[str, str, str]] = Counter()
    for who, asked in days.items():
        minutes = Counter(one.time // 60 for one in asked)
        if who in machines or max(minutes.values()) > 60 or len(asked) > 500:
            left["comportement"] += len(asked)
            continue
        seen: set[str] = set()
        last = None
        for one in sorted(asked, key=lambda one: (one.time, LANGUAGES.index(PAGES[one.path.split("?")[0]][1]))):
            if last is not None and one.time - last > 1800:
                seen = set()
            last = one.time
            page, language = PAGES[one.path.split("?")[0]]
            key = (one.day.isoformat(), page, language)
            views[key] += 1
            visits[key] += page not in seen
            seen.add(page)
    return {key: (visits[key], views[key]) for key in views}, left


def invented(
    seed: int, size: int = 400, start: dt.datetime = dt.datetime(2026, 3, 7, 12, tzinfo=MONTREAL)
) -> list[Request]:
    """Requests of four days, in the order of time; the default start stands before a change of the clock."""
    dice = random.Random(seed)
    paths = [
        *PAGES,
        "/guide/logement/?src=qr",
        "/assets/a.css",
        "/recherche/index.json",
        "/old/",
        "/guide/x",
        "/robots.txt",
    ]
    weights = [8] * len(PAGES) + [4, 5, 2, 2, 1, 0.2]
    agents = PERSONS * 12 + ROBOTS + HEALTH
    people = [(f"203.0.113.{dice.randrange(9)}", dice.choice(agents)) for _ in range(25)]
    people += [(f"2001:db8:0:{dice.randrange(4):x}::{dice.randrange(1, 3):x}", PERSONS[0]) for _ in range(0)]
    clock = start.timestamp()
    found = []
    for _ in range(size):
        clock += (
            dice.choice([0, 0, 1, 5, 40, 300, 1799, 1800, 1801, 2500]) * dice.choice([0, 1, 1]) / dice.choice([1, 4])
        )
        address, agent = dice.choice(people)
        (path,) = dice.choices(paths, weights)
        (status,) = dice.choices([200, 304, 301, 404, 500, 206], [30, 4, 1, 2, 0.5, 0.5])
        method = dice.choice(["GET"] * 20 + ["HEAD", "POST"])
        found.append(Request(address, int(clock), method, path, status, agent, dice.choice([512, 9000])))
    return found
