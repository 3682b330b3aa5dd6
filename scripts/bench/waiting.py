"""Waiting for a page to show what was just saved: asked for over HTTP, or open in a browser."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

EVERY = 0.002
PATIENCE = 120.0
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Await = Callable[[str], None]
"""Waits until the words are there; raises TimeoutError."""


def await_http(address: str) -> Await:
    """Asks for the page until it holds the words."""

    def wait(words: str) -> None:
        limit, wanted = time.perf_counter() + PATIENCE, words.encode()
        while wanted not in _got(address):
            if time.perf_counter() > limit:
                raise TimeoutError
            time.sleep(EVERY)

    return wait


def _got(address: str) -> bytes:
    try:
        with urlopen(address, timeout=PATIENCE) as answer:
            data: bytes = answer.read()
            return data
    except (URLError, ConnectionError, TimeoutError):
        return b""


def await_browser(page: Any) -> Await:
    """Watches the open page until a reader would see the words, however often it reloads meanwhile."""
    from playwright.sync_api import Error

    seen = "words => document.body !== null && document.body.innerText.includes(words)"

    def wait(words: str) -> None:
        limit = time.perf_counter() + PATIENCE
        while time.perf_counter() < limit:
            try:
                page.wait_for_function(seen, arg=words, timeout=PATIENCE * 1000, polling="raf")
                return
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise TimeoutError from None
        raise TimeoutError

    return wait


@contextmanager
def browser_page() -> Iterator[Any]:
    """A page of a browser, or None when there is no browser here."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        yield None
        return
    path = os.environ.get("PORTAIL_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error:
            yield None
            return
        yield browser.new_page()
        browser.close()
