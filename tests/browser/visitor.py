"""A static host that obeys the site's headers, and a person who reads the site in a real Chromium."""

from __future__ import annotations

import gzip
import http.server
import io
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

BLOCKED = "Service Worker registration blocked by Playwright"
TEXTS = (".html", ".css", ".js", ".svg", ".json", ".txt", ".xml", ".csv")


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
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".woff2": "font/woff2",
        ".js": "text/javascript",
    }

    def end_headers(self) -> None:
        rules = (Path(self.directory) / "_headers").read_text(encoding="utf-8")
        for name, value in headers_of(rules, urlsplit(self.path).path).items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> BinaryIO | None:
        """A text goes compressed, as from any web server."""
        place = Path(self.translate_path(self.path))
        place = place / "index.html" if self.path.partition("?")[0].endswith("/") else place
        if place.suffix not in TEXTS or not place.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        body = gzip.compress(place.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(place)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        site = Path(self.directory)
        language = site / self.path.split("/")[1]
        page = (language if (language / "404.html").exists() else site) / "404.html"
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


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
        self.page.on("console", self._said)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def _said(self, line: ConsoleMessage) -> None:
        if line.type in ("error", "warning") and line.text != BLOCKED:
            self.failures.append(f"{line.type}: {line.text}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400:
            self.failures.append(f"{answer.status}: {answer.url}")

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
