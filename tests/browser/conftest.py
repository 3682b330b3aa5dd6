"""The invented town, built once, served with its own security headers and read in a real Chromium."""

from __future__ import annotations

import datetime as dt
import fcntl
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, sync_playwright

from portail.build import build_portals
from portail.problems import report

ROOT = Path(__file__).resolve().parents[2]
PORTAL = "exemple"
DAY = dt.date(2026, 11, 21)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built portal. The workers of pytest-xdist share one build."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "navigateur"
    folder.mkdir(exist_ok=True)
    with (folder / "verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / PORTAL).exists():
            outcome = build_portals(ROOT, [PORTAL], DAY, folder)
            assert PORTAL in outcome.published, report(outcome.problems)
    return (folder / PORTAL).resolve()


def headers_of(text: str, path: str) -> dict[str, str]:
    """What a ``_headers`` file says of a path."""
    found: dict[str, str] = {}
    applies = False
    for line in text.splitlines():
        if line.startswith("/"):
            applies = path.startswith(line.removesuffix("*"))
        elif applies and ": " in line:
            name, value = line.strip().split(": ", 1)
            found[name] = value
    return found


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host that obeys the site's ``_headers`` and shows its 404 pages."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".woff2": "font/woff2", ".js": "text/javascript"}

    def end_headers(self) -> None:
        rules = (Path(self.directory) / "_headers").read_text(encoding="utf-8")
        for name, value in headers_of(rules, urlsplit(self.path).path).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        first = self.path.split("/")[1]
        page = Path(self.directory) / (first if (Path(self.directory) / first / "404.html").exists() else "") / "404.html"
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The address of the served portal."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def chromium(playwright: Playwright) -> str:
    """The Chromium to use: PORTAIL_CHROMIUM, else one of the PATH, else Playwright's own."""
    named = os.environ.get("PORTAIL_CHROMIUM")
    if named:
        found = shutil.which(named)
        assert found, f"PORTAIL_CHROMIUM names « {named} », which cannot be run"
        return found
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    assert Path(own).exists(), (
        "The browser tests need a Chromium and found none: install one (apt-get install chromium, or "
        "`playwright install chromium`), or give its path in PORTAIL_CHROMIUM."
    )
    return own


@pytest.fixture(scope="session")
def browser(site: Path) -> Iterator[Browser]:
    """One Chromium for the session; it starts after the build, which forks."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(playwright), args=QUIET)
        yield started
        started.close()


@dataclass
class Reader:
    """A person at a screen: a page, and all that happened behind it."""

    origin: str
    context: BrowserContext
    page: Page
    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """Console errors (a refused style or script is one), exceptions, answers of 400 and more."""

    def __post_init__(self) -> None:
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.failures.append(f"exception: {error}"))
        self.page.on("console", lambda line: self.failures.append(f"{line.type}: {line.text}") if line.type in ("error", "warning") else None)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", lambda answer: self.failures.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # leaving a page drops what was still on its way
            self.failures.append(f"{request.failure}: {request.url}")

    def go(self, path: str) -> Page:
        """Open a page of the portal, « en/guide/nas/ »."""
        self.page.goto(f"{self.origin}/{quote(path, safe='/?=#&.')}")
        return self.page

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(f"{self.origin}/")


Open = Callable[..., Reader]


@pytest.fixture
def reader(browser: Browser, origin: str) -> Iterator[Open]:
    """``reader(width, height, …)``: a new person, without history. Motion is reduced: no scrolling to wait for."""
    contexts: list[BrowserContext] = []

    def enter(width: int = 1280, height: int = 900, **options: object) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        return Reader(origin, context, context.new_page())

    yield enter
    for context in contexts:
        context.close()
