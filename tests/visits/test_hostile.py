"""Lines and files that want to break the reader: told as unreadable, the rest counted, nothing of anyone kept."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import tracemalloc
import zlib
from pathlib import Path

import pytest

from conftest import Project
from portail.visits.reading import Tally, blocks
from visits.test_import import caddy, figures, left_out, logpush, run, vhost, write
from visits.truth import MONTREAL, PERSONS, Request, counts, invented

NOON = int(dt.datetime(2026, 5, 4, 12, tzinfo=MONTREAL).timestamp())
GOOD = [Request(f"203.0.113.{n}", NOON + n, "GET", "/guide/", 200, PERSONS[0]).combined() for n in range(1, 8)]
HEAD = '203.0.113.66 - - [04/May/2026:16:00:09 +0000] "GET /guide/ HTTP/1.1" 200 512'
TAIL = f'"-" "{PERSONS[0]}"'

UNREADABLE = {
    "NUL": b"\0" * 40, "NUL in a good line": f"{HEAD} {TAIL}".replace("guide", "gui\0de").encode(),
    "ANSI": f"{HEAD} \"-\" \"\x1b[31mred\x1b[0m\"".encode(), "bell": f'{HEAD} "-" "\x07"'.encode(),
    "carriage return": f'{HEAD} "-" "a\rb"'.encode(), "delete": f'{HEAD} "-" "\x7f"'.encode(),
    "one megabyte": b"A" * 1_000_000, "one megabyte agent": f'{HEAD} "-" "{"x" * 1_000_000}"'.encode(),
    "one megabyte address": HEAD.replace("/guide/", "/" + "g" * 1_000_000).encode(),
    "Latin-1": "203.0.113.66 - - [04/May/2026:16:00:09 +0000] \"GET /é\"".encode("latin-1"),
    "overlong UTF-8": b"\xc0\xaf\xc0\xaf", "lone surrogate": b"\xed\xa0\x80",
    "UTF-16": "\ufeffGET /".encode("utf-16-le"),
    "words": b"hello", "quote": b'"', "quotes": b'""""""""', "open quote": f'{HEAD} "-" "open'.encode(),
    "open request": b'203.0.113.66 - - [04/May/2026:16:00:09 +0000] "GET /guide/ HTTP/1.1 200 512',
    "brackets": b"[[[[[[[[]]]]]]]]", "spaces": b" " * 500, "comma": b",,,,,,,", "semicolon": b";DROP TABLE hits;--",
    "no time": f'203.0.113.66 - - [] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "no zone": f'203.0.113.66 - - [04/May/2026:16:00:09] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "day 99": f'203.0.113.66 - - [99/May/2026:16:00:09 +0000] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "31 February": f'203.0.113.66 - - [31/Feb/2026:16:00:09 +0000] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "month in French": f'203.0.113.66 - - [04/Mai/2026:16:00:09 +0000] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "hour 25": f'203.0.113.66 - - [04/May/2026:25:00:09 +0000] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "year 9999": f'203.0.113.66 - - [04/May/9999:16:00:09 +0000] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "year 0000": f'203.0.113.66 - - [04/May/0000:16:00:09 +0000] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "year 1900": f'203.0.113.66 - - [04/May/1900:16:00:09 +0000] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "zone of words": f'203.0.113.66 - - [04/May/2026:16:00:09 zone] "GET / HTTP/1.1" 200 5 {TAIL}'.encode(),
    "no status": f'203.0.113.66 - - [04/May/2026:16:00:09 +0000] "GET / HTTP/1.1" - 5 {TAIL}'.encode(),
    "status of words": f'203.0.113.66 - - [04/May/2026:16:00:09 +0000] "GET / HTTP/1.1" abc 5 {TAIL}'.encode(),
    "status 99999": f'203.0.113.66 - - [04/May/2026:16:00:09 +0000] "GET / HTTP/1.1" 99999 5 {TAIL}'.encode(),
    "quote in the address": f'203.0.113.66 - - [04/May/2026:16:00:09 +0000] "GET /" HTTP/1.1" 200 5 {TAIL}'.encode(),
    "JSON": b"{}", "JSON list": b"[1, 2, 3]", "JSON number": b"12", "JSON text": b'"abc"', "JSON open": b'{"request":',
    "JSON null": b'{"request": null, "status": 200, "ts": 1}', "JSON deep": b'{"request":' + b"[" * 15_000,
    "JSON deep objects": b'{"a":' * 5_000, "JSON nan": b'{"request": {"method": "GET"}, "status": 200, "ts": NaN}',
    "JSON infinity": b'{"request": {"method": "GET", "uri": "/", "remote_ip": "1"}, "status": 200, "ts": 1e999}',
    "JSON huge integer": b'{"EdgeStartTimestamp": ' + b"9" * 6_000 + b', "ClientRequestMethod": "GET"}',
    "JSON wrong kinds": b'{"request": {"method": {}, "uri": [], "headers": 5}, "status": {}, "ts": []}',
    "Caddy log of another sort": b'{"level": "info", "ts": 1780000000.1, "logger": "tls", "msg": "cleaning storage"}',
    "Logpush without a client": b'{"EdgeStartTimestamp": "2026-05-04T16:00:00Z", "ClientRequestMethod": "GET"}',
    "Logpush time of words": b'{"EdgeStartTimestamp": "noon", "ClientRequestMethod": "GET", "ClientIP": "1.2.3.4"}',
    "W3C": b"#Fields: date time c-ip cs-method", "CSV": b"203.0.113.66,GET,/guide/,200",
    "HTML": b"<script>alert(1)</script>",
    "format string": b"%s%n%x{}{0}",
    "error log": b"2026/05/04 16:00:09 [error] 7#7: *1 open() failed, client: 203.0.113.66",
    "unit separator": f'{HEAD} "-" "a\x1fb"'.encode() + b"\x1b", "byte order mark": b"\xef\xbb\xbfhello",
    "bidi": "\u202e\u2066abc".encode(), "line separator": "a\u2028b".encode(), "emoji": "🙂🙂".encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_hostile_line_is_unreadable_and_its_neighbours_count(project: Project, tmp_path: Path, name: str) -> None:
    log = tmp_path / "log"
    good = [line.encode() for line in GOOD]
    log.write_bytes(b"\n".join([*good[:3], UNREADABLE[name], *good[3:], b""]))
    answer = run(project, log)
    assert left_out(answer) == {"illisible": 1}
    assert figures(project) == {("2026-05-04", "guide", "fr"): (7, 7)}


def test_all_hostile_lines_together_first_and_last(project: Project, tmp_path: Path) -> None:
    log = tmp_path / "log"
    bad = list(UNREADABLE.values())
    log.write_bytes(b"\n".join([*bad, *[line.encode() for line in GOOD], *bad, b""]))
    assert left_out(run(project, log)) == {"illisible": 2 * len(bad)}
    assert figures(project) == {("2026-05-04", "guide", "fr"): (7, 7)}


ODD_BUT_READABLE = {
    "user with a space": GOOD[0].replace(" - - ", " - Jean Tremblay "), "Windows line end": GOOD[0] + "\r",
    "escaped quotes": GOOD[0].replace(PERSONS[0], '\\"quoted\\" ' + PERSONS[0]),
    "backslash at the end": GOOD[0].replace(PERSONS[0], PERSONS[0] + "\\\\"),
    "accents": GOOD[0].replace(PERSONS[0], PERSONS[0] + " déjà"), "empty lines": "\n\n" + GOOD[0] + "\n\n",
    "more fields": GOOD[0] + ' "-" "203.0.113.99, 10.0.0.1" 0.002',
    "IPv6": GOOD[0].replace("203.0.113.1", "2001:db8::1"),
    "another zone": GOOD[0].replace("16:00:01 +0000", "21:30:01 +0530"),
    "no bytes": GOOD[0].replace(" 512 ", " - "), "host name": GOOD[0].replace("203.0.113.1", "client.invalid"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_BUT_READABLE)
@pytest.mark.parametrize("alone", [True, False])
def test_an_odd_line_counts(project: Project, tmp_path: Path, name: str, alone: bool) -> None:
    log = tmp_path / "log"
    log.write_bytes("\n".join([ODD_BUT_READABLE[name], *([] if alone else GOOD[1:]), ""]).encode())
    answer = run(project, log)
    n = 1 if alone else 7
    assert (left_out(answer), figures(project)) == ({}, {("2026-05-04", "guide", "fr"): (n, n)})


def test_two_addresses_of_one_ipv6_network_are_one_visitor(project: Project, tmp_path: Path) -> None:
    lines = [
        GOOD[0].replace("203.0.113.1", one) for one in ("2001:db8:0:7::1", "2001:db8:0:7:ffff::2", "2001:db8:0:8::1")
    ]
    run(project, write(tmp_path, "log", lines))
    assert figures(project) == {("2026-05-04", "guide", "fr"): (2, 3)}


# Files


def test_a_cut_gzip_file_gives_what_it_holds_and_says_so(project: Project, tmp_path: Path) -> None:
    requests = invented(2, 4000)
    path = write(tmp_path, "log.gz", [one.combined() for one in requests])
    path.write_bytes(path.read_bytes()[:-2000])
    answer = run(project, path)
    assert "coupé" in answer.stderr
    assert 0 < sum(views for _, views in figures(project).values()) < sum(v for _, v in counts(requests)[0].values())


@pytest.mark.parametrize("damage", ["middle", "tail", "header"])
def test_a_damaged_gzip_file_harms_nothing(project: Project, tmp_path: Path, damage: str) -> None:
    path = write(tmp_path, "log.gz", [one.combined() for one in invented(2, 2000)])
    data = bytearray(path.read_bytes())
    if damage == "middle":
        data[len(data) // 2 : len(data) // 2 + 60] = os.urandom(60)
    elif damage == "tail":
        data += b"not gzip at all"
    else:
        data[2:9] = b"\xff" * 7
    path.write_bytes(bytes(data))
    answer = run(project, path, write(tmp_path, "good.log", GOOD))
    assert answer.exit_code == 0, answer.output
    assert "coupé ou abîmé" in answer.stderr
    assert figures(project)["2026-05-04", "guide", "fr"] == (7, 7)


def test_gzip_members_one_after_the_other_are_one_log(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"".join(gzip.compress(f"{line}\n".encode()) for line in GOOD))
    run(project, path)
    assert figures(project) == {("2026-05-04", "guide", "fr"): (7, 7)}


def test_a_gzip_bomb_is_left_and_told(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    with path.open("wb") as stream:
        for _ in range(400):
            stream.write(engine.compress(b"\0" * (1 << 20)))
        stream.write(engine.flush())
    tally = Tally()
    tracemalloc.start()
    assert list(blocks(path, tally, lambda _: None)) == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert tally.bomb and tally.unreadable == 1
    assert peak < 64 << 20


def test_empty_and_absent_files(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    answer = run(project, tmp_path / "empty")
    assert answer.exit_code == 0 and "Rien de nouveau" in answer.stdout
    assert not (project.root / "content/ville/visites").exists()
    os.mkfifo(tmp_path / "pipe")
    for name, code in (("absent", "fichier-introuvable"), ("pipe", "fichier-interdit"), (".", "fichier-interdit")):
        answer = run(project, tmp_path / name, write(tmp_path, "good", GOOD))
        assert answer.exit_code == 1 and f"erreur[{code}]" in answer.stderr
        assert not (project.root / "content/ville/visites").exists()


# Privacy

SECRETS = ["203.0.113.", "2001:db8", "Mozilla", "Chrome/126", "iPhone", "secret-words", "/private-page", "Tremblay"]


@pytest.mark.parametrize("form", [Request.combined, vhost, caddy, logpush])
def test_nothing_of_a_person_is_written_anywhere(
    project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, form: object
) -> None:
    place, logs = tmp_path_factory.mktemp("tmp"), tmp_path_factory.mktemp("logs")
    monkeypatch.setattr("tempfile.tempdir", str(place))
    requests = [*invented(5, 300), Request("203.0.113.5", NOON, "GET", "/private-page", 404, PERSONS[1])]
    lines = [form(one) for one in requests] + [
        f'{HEAD} "-" "Mozilla \\"',
        "203.0.113.9 Mozilla Tremblay",
        '{"ClientIP": "203.0.113.9"',
    ]  # type: ignore[operator]
    answer = run(project, write(logs, "log", lines))
    assert answer.exit_code == 0 and figures(project)
    written = [path for folder in (project.root, place) for path in folder.rglob("*") if path.is_file()]
    texts = [answer.stdout, answer.stderr, *(path.read_bytes().decode("utf-8", "replace") for path in written)]
    assert len(written) > 5
    for secret in SECRETS:
        assert not [text[:80] for text in texts if secret in text], secret


def test_an_engine_that_stops_says_nothing_of_the_lines(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portail.visits.counting._COUNT", "SELECT error('203.0.113.1 Mozilla'), ?, ?")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = run(project, write(tmp_path, "log", GOOD))
    assert answer.exit_code == 1 and "erreur[visites]" in answer.stderr
    assert "203.0.113" not in answer.output and "Mozilla" not in answer.output
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("portail-")] == []
    assert json.dumps(sorted(path.name for path in (project.root / "content/ville").iterdir())) == '["portail.yml"]'
