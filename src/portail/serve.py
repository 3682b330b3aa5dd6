"""A small local server that reloads the browser, and a watcher of the sources.

Each page served gets a script (never written to the site) that listens to ``/.portail/suite``: the
server answers when the site has changed, or shows the report of the mistakes over the last good page.
"""

from __future__ import annotations

import functools
import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

EVENTS = "/.portail/suite"
SCRIPT = """<script>(() => {
  const show = (text) => {
    let box = document.getElementById("portail-erreurs");
    if (!text) { box?.remove(); return; }
    if (!box) {
      box = document.createElement("pre"); box.id = "portail-erreurs"; box.setAttribute("role", "alert");
      Object.assign(box.style, {position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", margin: 0,
        padding: "1rem", background: "#2b1210", color: "#ffe9e6", font: "15px/1.5 monospace", zIndex: 99,
        whiteSpace: "pre-wrap", direction: "ltr", textAlign: "left"});
      document.body.append(box);
    }
    box.textContent = text;
  };
  const listen = async (seen) => {
    try {
      const news = await (await fetch("EVENTS?vu=" + seen)).json();
      if (seen >= 0 && news.version !== seen && !news.erreurs) return location.reload();
      show(news.erreurs); listen(news.version);
    } catch { setTimeout(() => listen(seen), 1000); }
  };
  listen(-1);
})();</script>""".replace("EVENTS", EVENTS)


VIEWED = 4
"""Pages that may be open in a browser, which a save shows first."""


class LiveServer(ThreadingHTTPServer):
    """Serves a folder on this machine only; ``tell`` wakes the pages that listen."""

    daemon_threads = True

    def __init__(self, site: Path, port: int) -> None:
        handler = functools.partial(_Handler, directory=str(site))
        super().__init__(("127.0.0.1", port), handler)
        self.version = 0
        self.report = ""
        self.early: dict[str, bytes] = {}
        self.viewed: list[str] = []
        """The last pages asked for, by their path in the folder, the newest last."""
        self.news = threading.Condition()

    def note(self, path: str) -> None:
        """A page was asked for."""
        with self.news:
            self.viewed = [*(seen for seen in self.viewed if seen != path), path][-VIEWED:]

    def show(self, pages: Mapping[str, bytes]) -> None:
        """Serve these pages, by their path, in place of those of the folder until the next build."""
        if pages:
            with self.news:
                self.early = {**self.early, **pages}
                self.report = ""
                self.version += 1
                self.news.notify_all()

    def tell(self, report: str, *, settled: bool = False) -> None:
        """Show a report over the pages, or reload them; ``settled``: a build ended and its files are the truth."""
        with self.news:
            if settled:
                self.early = {}
            self.version += 1
            self.report = report
            self.news.notify_all()

    def wait_for_news(self, seen: int, seconds: float = 25.0) -> dict[str, object]:
        with self.news:
            self.news.wait_for(lambda: self.version != seen, timeout=seconds)
            return {"version": self.version, "erreurs": self.report}


class _Handler(SimpleHTTPRequestHandler):
    server: LiveServer

    def do_GET(self) -> None:
        if self.path.startswith(EVENTS):
            seen = self.path.partition("vu=")[2]
            self._answer(json.dumps(self.server.wait_for_news(int(seen) if seen.isdigit() else -1)), "application/json")
        elif (page := self._page()) is not None:
            path = page.relative_to(str(self.directory)).as_posix()
            self.server.note(path)
            early = self.server.early.get(path)
            text = early.decode() if early else page.read_text(encoding="utf-8")
            self._answer(text.replace("</body>", f"{SCRIPT}</body>"), "text/html")
        else:
            super().do_GET()

    def _page(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def _answer(self, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = self._not_found_page() if code == HTTPStatus.NOT_FOUND else None
        if missing is None:
            super().send_error(code, message, explain)
            return
        data = missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _not_found_page(self) -> Path | None:
        """The 404 page of the portal and language asked for, as a real server would answer."""
        parts = [part for part in self.path.partition("?")[0].split("/") if part]
        for depth in range(min(2, len(parts)), 0, -1):
            page = Path(str(self.directory)).joinpath(*parts[:depth], "404.html")
            if ".." not in parts and page.is_file():
                return page
        return None

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Changes(FileSystemEventHandler):
    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.some = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("modified", "created", "deleted", "moved") and not event.is_directory:
            self.paths.add(str(event.src_path))
            self.some.set()


def watch(
    places: Sequence[Path], changed: Callable[[set[str]], None], first: Callable[[], None], calm: float = 0.005
) -> None:
    """Call ``first``, then ``changed`` with the paths after each burst of changes; runs until interrupted.

    What is saved while ``first`` runs is not missed.
    """
    changes = _Changes()
    observer = Observer()
    for place in places:
        if place.is_dir():
            observer.schedule(changes, str(place), recursive=True)
        elif place.exists():
            observer.schedule(changes, str(place))
    observer.start()
    try:
        first()
        while True:
            changes.some.wait()
            time.sleep(calm)  # editors write a file in several steps
            changes.some.clear()  # before the paths are taken: what comes meanwhile wakes the next turn
            paths, changes.paths = changes.paths, set()
            if paths:
                changed(paths)
    finally:
        observer.stop()
        observer.join()
