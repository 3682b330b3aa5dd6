"""Logs whose truth is known, imported by the real command; the truth is told by ``truth.py``."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import gzip
import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import Project
from portail.cli import main
from visits.truth import MONTREAL, PERSONS, Request, counts, invented

WORDS = {
    "illisibles": "illisible", "pas une lecture": "methode", "d'un autre site": "autre-site", "erreurs": "erreur",
    "renvois": "sans-page", "images": "fichier", "pages que le portail": "page-inconnue", "vérifications": "sante",
    "robots qui": "robot", "pages préparées": "prefetch", "adresses de l'équipe": "equipe",
    "robots reconnus": "comportement", "lues aussi": "double", "déjà comptées": "deja-compte",
}  # fmt: skip


def run(project: Project, *arguments: object) -> Result:
    with contextlib.chdir(project.root):
        return CliRunner().invoke(main, ["visits", "import", "ville", *map(str, arguments)])


def write(folder: Path, name: str, lines: list[str]) -> Path:
    path = folder / name
    data = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def figures(project: Project) -> dict[tuple[str, str, str], tuple[int, int]]:
    found = {}
    for path in (project.root / "content/ville/visites").glob("20*.csv"):
        for row in csv.DictReader(path.read_text().splitlines()):
            assert row["jour"].startswith(path.stem)
            found[row["jour"], row["page"], row["langue"]] = (int(row["visites"]), int(row["vues"]))
    return found


def left_out(answer: Result) -> dict[str, int]:
    assert answer.exit_code == 0, answer.output
    found = {}
    for line in answer.stdout.splitlines():
        for words, key in WORDS.items():
            if line.startswith("  ") and f"  {words}" in line:
                found[key] = int(
                    line.partition("  " + words)[0].replace("\N{NO-BREAK SPACE}", "").replace("\u202f", "")
                )
    return found


def everything(project: Project) -> dict[str, bytes]:
    folder = project.root / "content/ville/visites"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("seed", range(8))
def test_the_counts_are_those_of_an_obvious_reading(project: Project, tmp_path: Path, seed: int) -> None:
    start = [dt.datetime(2026, 3, 7, 12), dt.datetime(2026, 10, 31, 12), dt.datetime(2026, 6, 29, 23)][seed % 3]
    requests = invented(seed, 600, start.replace(tzinfo=MONTREAL))
    zone = [dt.UTC, MONTREAL][seed % 2]
    answer = run(
        project, write(tmp_path, "access.log", [one.combined(zone) for one in requests]), "--equipe", "203.0.113.8"
    )
    expected, left = counts(requests, staff="203.0.113.8")
    assert left_out(answer) == dict(left)
    assert figures(project) == expected
    assert expected, "nothing was counted: the test would say nothing"


def test_rotated_files_in_any_order_are_one_log(project: Project, tmp_path: Path) -> None:
    requests = invented(21, 900)
    lines = [one.combined() for one in requests]
    parts = [write(tmp_path, name, lines[a:b]) for name, a, b in
             (("access.log", 600, 900), ("access.log.2.gz", 0, 300), ("access.log.1", 300, 600))]  # fmt: skip
    run(project, *parts)
    assert figures(project) == counts(requests)[0]


def test_the_same_lines_again_change_nothing(project: Project, tmp_path: Path) -> None:
    requests = invented(3, 600)
    lines = [one.combined() for one in requests]
    path = write(tmp_path, "access.log", lines)
    run(project, path)
    before = everything(project)
    copy = write(tmp_path, "copy.log.gz", lines)
    for files in ([path], [copy], [path, copy], [write(tmp_path, "part.log", lines[100:400])]):
        answer = run(project, *files)
        assert answer.exit_code == 0, answer.output
        assert everything(project) == before, files


def test_overlapping_rotations_of_one_run_count_once(project: Project, tmp_path: Path) -> None:
    requests = invented(4, 900)
    lines = [one.combined() for one in requests]
    answer = run(project, write(tmp_path, "a.log", lines[:600]), write(tmp_path, "b.log", lines[400:]))
    assert figures(project) == counts(requests)[0]
    assert left_out(answer)["double"] > 0


def test_a_log_that_grew_replaces_what_was_counted_of_it(project: Project, tmp_path: Path) -> None:
    requests = invented(5, 900)
    lines = [one.combined() for one in requests]
    for end in (200, 500, 900):
        run(project, write(tmp_path, "access.log", lines[:end]))
        assert figures(project) == counts(requests[:end])[0]


def test_each_day_with_the_rotation_before_it_gives_the_whole(project: Project, tmp_path: Path) -> None:
    requests = invented(6, 1200)
    lines = [one.combined() for one in requests]
    cuts = [0, 300, 600, 900, 1200]
    for a, b in zip(cuts, cuts[2:], strict=False):
        run(project, write(tmp_path, "access.log", lines[a:b]))
    expected = counts(requests)[0]
    found = figures(project)
    assert {key: views for key, (_, views) in found.items()} == {key: views for key, (_, views) in expected.items()}
    whole_days = sorted({day for day, _, _ in expected})
    assert len(whole_days) > 2


def test_pieces_of_a_day_are_added_without_counting_a_line_twice(project: Project, tmp_path: Path) -> None:
    day = dt.datetime(2026, 5, 4, 9, tzinfo=MONTREAL).timestamp()
    requests = [Request("203.0.113.1", int(day) + 3600 * n, "GET", "/guide/", 200, PERSONS[0]) for n in range(6)]
    lines = [one.combined() for one in requests]
    run(project, write(tmp_path, "late.log", lines[3:]))
    run(project, write(tmp_path, "early.log", lines[:3]))
    run(project, write(tmp_path, "middle.log", lines[2:5]))
    assert figures(project) == {("2026-05-04", "guide", "fr"): (6, 6)} == counts(requests)[0]


def test_figures_of_another_source_are_never_added_to(project: Project, tmp_path: Path) -> None:
    project.write({"content/ville/visites/2026-05.csv": "jour,page,langue,visites,vues\n2026-05-04,guide,fr,40,50\n"})
    noon = int(dt.datetime(2026, 5, 4, 12, tzinfo=MONTREAL).timestamp())
    log = write(tmp_path, "a.log", [Request("203.0.113.1", noon, "GET", "/guide/", 200, PERSONS[0]).combined()])
    answer = run(project, log)
    assert figures(project) == {("2026-05-04", "guide", "fr"): (40, 50)}
    assert "1 jours" in answer.stdout or "1 jour " in answer.stdout
    run(project, log, "--remplacer")
    assert figures(project) == {("2026-05-04", "guide", "fr"): (1, 1)}


@pytest.mark.parametrize(("day", "hours"), [(dt.date(2026, 3, 8), 23), (dt.date(2026, 11, 1), 25)])
def test_days_when_the_clock_changes(project: Project, tmp_path: Path, day: dt.date, hours: int) -> None:
    start = int(dt.datetime.combine(day, dt.time(), MONTREAL).timestamp())
    requests = [
        Request(f"203.0.113.{n}", start + second, "GET", "/guide/", 200, PERSONS[0])
        for n, second in enumerate([-1, 0, 7200, hours * 3600 - 1, hours * 3600])
    ]
    run(project, write(tmp_path, "a.log", [one.combined() for one in requests]))
    one = dt.timedelta(days=1)
    assert figures(project) == {
        (f"{day - one}", "guide", "fr"): (1, 1),
        (f"{day}", "guide", "fr"): (3, 3),
        (f"{day + one}", "guide", "fr"): (1, 1),
    }  # fmt: skip


def test_a_session_is_cut_at_midnight_and_after_30_minutes(project: Project, tmp_path: Path) -> None:
    midnight = int(dt.datetime(2026, 7, 2, tzinfo=MONTREAL).timestamp())
    times = [midnight - 4000, midnight - 2200, midnight - 300, midnight + 60, midnight + 1860, midnight + 3661]
    lines = [Request("203.0.113.1", t, "GET", "/guide/", 200, PERSONS[0]).combined() for t in times]
    run(project, write(tmp_path, "a.log", lines))
    assert figures(project) == {("2026-07-01", "guide", "fr"): (2, 3), ("2026-07-02", "guide", "fr"): (2, 3)}


# Formats


def common(one: Request) -> str:
    return one.combined().partition(' "https://search')[0]


def vhost(one: Request) -> str:
    return "ville.invalid:443 " + one.combined()


def with_more(one: Request) -> str:
    return one.combined() + ' "203.0.113.77" rt=0.003'


def apache_escapes(one: Request) -> str:
    return one.combined().replace("\\x22odd\\x22", '\\"odd\\"')


def caddy(one: Request) -> str:
    request = {
        "remote_ip": one.address, "remote_port": "41342", "client_ip": one.address, "proto": "HTTP/2.0",
        "method": one.method, "host": "ville.invalid", "uri": one.path, "headers": {"User-Agent": [one.agent]},
    }  # fmt: skip
    return json.dumps({
        "level": "info", "ts": one.time + 0.25, "logger": "http.log.access.log0", "msg": "handled request",
        "request": request, "bytes_read": 0, "user_id": "", "duration": 0.01, "size": one.size, "status": one.status,
        "resp_headers": {"Server": ["Caddy"]},
    })  # fmt: skip


def logpush(one: Request) -> str:
    clock = dt.datetime.fromtimestamp(one.time, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return json.dumps({
        "ClientIP": one.address, "ClientRequestHost": "ville.invalid", "ClientRequestMethod": one.method,
        "ClientRequestURI": one.path, "EdgeResponseStatus": one.status, "EdgeStartTimestamp": clock,
        "ClientRequestUserAgent": one.agent, "EdgeResponseBytes": one.size, "RayID": "3a6050bcbe121a87",
    })  # fmt: skip


def logpush_nanoseconds(one: Request) -> str:
    row = json.loads(logpush(one))
    return json.dumps(row | {"EdgeStartTimestamp": one.time * 1_000_000_000 + 5})


@pytest.mark.parametrize("form", [vhost, with_more, apache_escapes, caddy, logpush, logpush_nanoseconds])
def test_each_format_gives_the_same_counts(project: Project, tmp_path: Path, form: object) -> None:
    requests = invented(11, 500)
    answer = run(project, write(tmp_path, "log.gz", [form(one) for one in requests]))  # type: ignore[operator]
    expected, left = counts(requests)
    assert (figures(project), left_out(answer)) == (expected, dict(left))


def test_a_common_log_does_not_name_agents_so_no_robot_is_known(project: Project, tmp_path: Path) -> None:
    requests = [
        Request(one.address, one.time, one.method, one.path, one.status, PERSONS[0]) for one in invented(12, 500)
    ]
    run(project, write(tmp_path, "log", [common(one) for one in requests]))
    assert figures(project) == counts(requests)[0]


def test_formats_may_be_mixed_in_a_file(project: Project, tmp_path: Path) -> None:
    requests, dice = invented(13, 500), random.Random(1)
    forms = [Request.combined, vhost, caddy, logpush, with_more, apache_escapes]
    run(project, write(tmp_path, "log", [dice.choice(forms)(one) for one in requests]))
    expected = counts(requests)[0]
    odd_agent = counts([one for one in requests if one.agent != PERSONS[2]])[0]
    assert {key: views for key, (_, views) in figures(project).items()} == {k: n for k, (_, n) in expected.items()}
    assert odd_agent


def test_what_caddy_and_cloudflare_say_of_a_request_is_heard(project: Project, tmp_path: Path) -> None:
    one = Request("203.0.113.1", 1_780_000_000, "GET", "/guide/", 200, PERSONS[0])
    ahead = json.loads(caddy(one))
    ahead["request"]["headers"]["Sec-Purpose"] = ["prefetch;prerender"]
    scored = json.loads(logpush(one)) | {"BotScore": 2}
    answer = run(project, write(tmp_path, "log", [json.dumps(ahead), json.dumps(scored), caddy(one)]))
    assert left_out(answer) == {"prefetch": 1, "robot": 1}
    assert list(figures(project).values()) == [(1, 1)]


def test_other_hosts_of_the_server_are_left_out(project: Project, tmp_path: Path) -> None:
    project.edit("content/ville/portail.yml", "https://ville.invalid/", "https://accueil.ville.ca/immigration/")
    one = Request("203.0.113.1", 1_780_000_000, "GET", "/immigration/guide/", 200, PERSONS[0]).combined()
    lines = [f"{host} {one}" for host in ("accueil.ville.ca:443", "www.accueil.ville.ca", "autre.ville.ca:443")]
    answer = run(project, write(tmp_path, "log", lines))
    assert left_out(answer) == {"autre-site": 1}
    assert list(figures(project).values()) == [(1, 2)]
