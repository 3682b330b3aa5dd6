"""The invented town, built once, served with its own security headers and read in a real Chromium."""

from __future__ import annotations

import datetime as dt
import fcntl
import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from places import ROOT
from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright
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


@pytest.fixture(scope="session")
def _regular(browser: Browser, origin: str) -> Reader:
    """One person for all tests that look at pages: opening a new window each time costs more than the tests."""
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    return Reader(origin, context, context.new_page())


@pytest.fixture
def reader(_regular: Reader) -> Open:
    """``reader(width, height)``: somebody in front of a window of that size."""

    def enter(width: int = 1280, height: int = 900) -> Reader:
        _regular.requests.clear()
        _regular.failures.clear()
        _regular.page.set_viewport_size({"width": width, "height": height})
        return _regular

    return enter


@pytest.fixture
def stranger(browser: Browser, origin: str) -> Iterator[Callable[..., Reader]]:
    """``stranger(java_script_enabled=False, …)``: somebody who was never here, with settings of their own."""
    contexts: list[BrowserContext] = []

    def enter(**settings: Any) -> Reader:
        settings.setdefault("service_workers", "block")  # what keeps copies has its own tests
        size = ViewportSize(width=390, height=844)
        contexts.append(browser.new_context(viewport=size, reduced_motion="reduce", **settings))
        return Reader(origin, contexts[-1], contexts[-1].new_page())

    yield enter
    for context in contexts:
        context.close()
