"""The local server: pages that reload, 404 pages as a real server answers them, and the watcher."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from portail.serve import EVENTS, SCRIPT, LiveServer, watch

PAGES = {
    "index.html": "<body>départ</body>",
    "ville/index.html": "<body>accueil</body>",
    "ville/404.html": "<body>introuvable</body>",
    "ville/en/index.html": "<body>home</body>",
    "ville/en/404.html": "<body>not found</body>",
    "ville/assets/a.css": "body{}",
}
Get = Callable[..., tuple[HTTPResponse, str]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    for name, text in PAGES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    live = LiveServer(tmp_path, 0)
    thread = threading.Thread(target=live.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield live
    live.shutdown()
    live.server_close()
    thread.join()


@pytest.fixture
def get(server: LiveServer) -> Get:
    def ask(path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request(method, path)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    return ask


def test_it_listens_on_this_machine_only(server: LiveServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("path", ["/ville/", "/ville/index.html", "/ville/?q=bail"])
def test_a_page_gets_the_script_that_reloads_it(get: Get, path: str) -> None:
    answer, text = get(path)
    assert (answer.status, text) == (200, f"<body>accueil{SCRIPT}</body>")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_published_file_is_not_changed(server: LiveServer, get: Get, tmp_path: Path) -> None:
    get("/ville/")
    assert (tmp_path / "ville/index.html").read_text(encoding="utf-8") == PAGES["ville/index.html"]


def test_other_files_are_served_as_they_are(get: Get) -> None:
    answer, text = get("/ville/assets/a.css")
    assert (answer.status, text, answer.headers["Content-Type"]) == (200, "body{}", "text/css")


def test_a_folder_without_its_slash_is_sent_to_it(get: Get) -> None:
    answer, _ = get("/ville")
    assert (answer.status, answer.headers["Location"]) == (301, "/ville/")


@pytest.mark.parametrize(
    ("path", "text"),
    [("/ville/absente/", "introuvable"), ("/ville/en/absente/", "not found"), ("/ville/en/a/b/c", "not found"),
     ("/ville/es/absente/", "introuvable")],
)  # fmt: skip
def test_a_wrong_address_answers_in_its_language(get: Get, path: str, text: str) -> None:
    answer, page = get(path)
    assert (answer.status, page) == (404, f"<body>{text}</body>")


@pytest.mark.parametrize("path", ["/nulle-part", "/../../etc/passwd", "/ville/..%2f..%2fetc/passwd"])
def test_nothing_is_served_from_elsewhere(get: Get, path: str) -> None:
    answer, text = get(path)
    assert answer.status == 404
    assert "root:" not in text


def test_asking_for_the_head_sends_no_body(get: Get) -> None:
    answer, text = get("/ville/absente/", "HEAD")
    assert (answer.status, text) == (404, "")


# News


def news(get: Get, seen: object) -> dict[str, object]:
    return json.loads(get(f"{EVENTS}?vu={seen}")[1])  # type: ignore[no-any-return]


def test_a_new_page_learns_the_version_at_once(get: Get) -> None:
    assert news(get, -1) == {"version": 0, "erreurs": ""}
    assert news(get, "hier") == {"version": 0, "erreurs": ""}


def test_a_page_behind_learns_at_once(server: LiveServer, get: Get) -> None:
    server.tell("")
    assert news(get, 0) == {"version": 1, "erreurs": ""}


def test_a_page_that_waits_is_woken_by_a_build(server: LiveServer, get: Get) -> None:
    heard: list[dict[str, object]] = []
    waiting = threading.Thread(target=lambda: heard.append(news(get, 0)))
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()
    server.tell("2 problèmes dans 1 fichier.")
    waiting.join(5)
    assert heard == [{"version": 1, "erreurs": "2 problèmes dans 1 fichier."}]


def test_waiting_has_an_end(server: LiveServer) -> None:
    assert server.wait_for_news(0, seconds=0.01) == {"version": 0, "erreurs": ""}


# Pages shown before the build


def test_a_page_made_early_is_served_until_the_next_build(server: LiveServer, get: Get) -> None:
    server.show({"ville/index.html": b"<body>nouvel accueil</body>"})
    assert get("/ville/")[1] == f"<body>nouvel accueil{SCRIPT}</body>"
    assert news(get, 0) == {"version": 1, "erreurs": ""}
    server.tell("1 problème dans 1 fichier.")
    assert "nouvel accueil" in get("/ville/")[1]
    server.tell("", settled=True)
    assert get("/ville/")[1] == f"<body>accueil{SCRIPT}</body>"


def test_nothing_made_early_is_no_news(server: LiveServer) -> None:
    server.show({})
    assert server.wait_for_news(0, seconds=0.01)["version"] == 0


# Watching


class Enough(Exception):
    """Ends the watch, as Ctrl+C does."""


def seen_after(places: list[Path], first: Callable[[], object], calm: float = 0.05) -> set[str]:
    """The names of the first burst of changes that the watcher tells."""
    found: set[str] = set()

    def changed(paths: set[str]) -> None:
        found.update(Path(path).name for path in paths)
        raise Enough

    with pytest.raises(Enough):
        watch(places, changed, lambda: first() and None, calm)
    return found


def test_a_saved_file_is_seen(tmp_path: Path) -> None:
    fiche = tmp_path / "guide" / "commun" / "nas.md"
    fiche.parent.mkdir(parents=True)
    fiche.write_text("un", encoding="utf-8")
    assert seen_after([tmp_path / "guide"], lambda: fiche.write_text("deux", encoding="utf-8")) == {"nas.md"}


@pytest.mark.parametrize("act", ["create", "delete", "rename"])
def test_files_that_come_and_go_are_seen(tmp_path: Path, act: str) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    acts: dict[str, Callable[[], object]] = {
        "create": (tmp_path / "b.md").touch,
        "delete": (tmp_path / "a.md").unlink,
        "rename": lambda: (tmp_path / "a.md").rename(tmp_path / "b.md"),
    }
    assert seen_after([tmp_path], acts[act]) & {"a.md", "b.md"}


def test_a_single_file_is_watched_and_a_missing_place_is_not(tmp_path: Path) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("a", encoding="utf-8")
    places = [tmp_path / "absent", settings]
    assert seen_after(places, lambda: settings.write_text("b", encoding="utf-8")) == {"mkdocs.yml"}


def test_reading_is_not_a_change(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")

    def read_then_write() -> None:
        (tmp_path / "a.md").read_text(encoding="utf-8")
        time.sleep(0.1)
        (tmp_path / "b.md").write_text("x", encoding="utf-8")

    assert seen_after([tmp_path], read_then_write) == {"b.md"}


def test_a_burst_of_changes_is_told_once(tmp_path: Path) -> None:
    names = {"a.md", "b.md", "c.md"}

    def save() -> None:
        for name in names:
            (tmp_path / name).write_text("x", encoding="utf-8")

    assert seen_after([tmp_path], save, calm=0.3) == names


def test_a_change_during_a_build_starts_another(tmp_path: Path) -> None:
    turns: list[set[str]] = []

    def changed(paths: set[str]) -> None:
        turns.append({Path(path).name for path in paths})
        if len(turns) == 2:
            raise Enough
        (tmp_path / "b.md").write_text("x", encoding="utf-8")
        time.sleep(0.1)

    def first() -> None:
        (tmp_path / "a.md").write_text("x", encoding="utf-8")

    with pytest.raises(Enough):
        watch([tmp_path], changed, first, calm=0.05)
    assert turns == [{"a.md"}, {"b.md"}]
