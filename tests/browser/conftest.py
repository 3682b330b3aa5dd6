"""The invented town, built once, served with its own security headers and read in a real Chromium."""

from __future__ import annotations

import datetime as dt
import fcntl
import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from places import ROOT
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from visitor import Host, Open, Reader, chromium

from portail.build import build_portals
from portail.problems import report

PORTAL = "exemple"
DAY = dt.date(2026, 11, 21)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The address of the served portal."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser(site: Path) -> Iterator[Browser]:
    """One Chromium for the session; it starts after the build, which forks."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(playwright), args=QUIET)
        yield started
        started.close()


@pytest.fixture
def reader(browser: Browser, origin: str) -> Iterator[Open]:
    """``reader(width, height, …)``: a new person, without history. Motion is reduced: no scrolling to wait for."""
    contexts: list[BrowserContext] = []

    def enter(width: int = 1280, height: int = 900, **options: Any) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        return Reader(origin, context, context.new_page())

    yield enter
    for context in contexts:
        context.close()
