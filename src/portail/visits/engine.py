"""DuckDB, in memory: requests of known pages as compact rows, each person a number that means nothing else.

Blocks of regular lines are read as columns separated by spaces, quotes around the texts, many times
faster than by regular expressions. A block where one line is not regular is sorted line by line; what is
odd is read by ``lines.py`` and joins the rest in a form of our own. Addresses and agents stay in memory
until they are turned into numbers (``fold``), 500 000 requests at a time; only these rows without them
may go to the disk when memory lacks, in DuckDB's encrypted temporary files.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from portail.dates import MONTREAL
from portail.visits.lines import EARLIEST, LATEST, Fields, fields
from portail.visits.people import HEALTH, ROBOT, People, place

if TYPE_CHECKING:
    import duckdb

REASONS = {
    1: "illisible", 2: "methode", 3: "autre-site", 4: "erreur", 5: "sans-page", 6: "fichier", 7: "page-inconnue",
    8: "sante", 9: "robot", 10: "prefetch", 11: "equipe", 12: "comportement", 13: "double", 14: "deja-compte",
}  # fmt: skip
"""Why a line is not counted, in the order in which it is asked; 0 is counted."""
MEMORY = "1GB"
FOLD = 500_000
TRAP = -1
"""The « page » of requests that only machines make."""
TRAPS = r"^/(robots\.txt$|wp-|wordpress/|xmlrpc\.php|\.env|\.git/|\.aws/|phpmyadmin|cgi-bin/|vendor/phpunit|actuator/)"
Page = tuple[int, int]
"""Ranks of a content and of a language."""

_OWN = {
    "host": "VARCHAR", "ip": "VARCHAR", "t": "BIGINT", "request": "VARCHAR", "status": "SMALLINT",
    "size": "VARCHAR", "ua": "VARCHAR", "mark": "VARCHAR",
}  # fmt: skip
_OPTIONS = (
    "header=false, auto_detect=false, ignore_errors=true, strict_mode=true, max_line_size=200000,"
    "buffer_size=4000000, encoding='utf-8', nullstr='\x1d'"
)
_SHAPE = {  # quotes on a line: what a regular line of that sort looks like
    2: rb'\[[^ \]"]+ [+-]\d{4}\] "[^"\\]*" \d{3} [\d-]+',
    6: rb'\[[^ \]"]+ [+-]\d{4}\] "[^"]*" \d{3} [\d-]+ "[^"]*" "[^"]*"',
}


class EngineStopped(Exception):
    """The engine gave up: no memory, no disk. It says the kind of error only."""


class Engine:
    """One import: give it blocks, then ask what is left of them."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, people: People, addresses: dict[str, Page], hosts: Sequence[str]
    ) -> None:
        self.db, self.people, self.waiting = connection, people, 0
        self.db.execute("CREATE TABLE addresses(path VARCHAR, page INTEGER, lang INTEGER)")
        rows = [[path, page, lang] for path, (page, lang) in addresses.items()]
        for start in range(0, len(rows), 10_000):
            part = [list(column) for column in zip(*rows[start : start + 10_000], strict=True)]
            self.db.execute("INSERT INTO addresses SELECT unnest(?), unnest(?), unnest(?)", part)
        self.db.execute(
            "CREATE TABLE raw(file INTEGER, reason TINYINT, t BIGINT, page INTEGER, lang INTEGER,"
            " ip VARCHAR, ua VARCHAR, mark VARCHAR, line UBIGINT)"
        )
        self.db.execute(
            "CREATE TABLE hits(file INTEGER, t BIGINT, page INTEGER, lang INTEGER, who UBIGINT, line UBIGINT)"
        )
        self.db.execute(
            "CREATE TABLE tallies(file INTEGER, reason TINYINT, hour BIGINT, n BIGINT, first BIGINT, last BIGINT)"
        )
        self._select = _selection(hosts)

    def add(self, file: int, block: bytes) -> int:
        """Read a block of clean lines; the answer is how many of them are no record of a request."""
        count = block.count(b"\n")
        columns, shape = _regular(block)
        if columns and self._take(file, block, columns, count):
            return 0
        odd: list[bytes] = []
        if columns and shape:
            lines = [line for line in block.split(b"\n") if line]
            regular = [line for line in lines if shape.fullmatch(line)]
            if regular and self._take(file, b"\n".join(regular) + b"\n", columns, len(regular)):
                odd = [line for line in lines if not shape.fullmatch(line)]
            else:
                odd = lines
        else:
            odd = [line for line in block.split(b"\n") if line]
        return self._add_odd(file, odd)

    def _add_odd(self, file: int, lines: list[bytes]) -> int:
        found = [one for one in map(_readable, lines) if one]
        text = "".join("\x1f".join(map(str, one)) + "\n" for one in found).encode()
        if text and not self._take(file, text, None, len(found)):
            # One of them is more than the engine bears: by halves, until it stands alone.
            if len(lines) == 1:
                return 1
            half = len(lines) // 2
            return self._add_odd(file, lines[:half]) + self._add_odd(file, lines[half:])
        return len(lines) - len(found)

    def _take(self, file: int, block: bytes, columns: dict[str, str] | None, count: int) -> bool:
        """Read the block in one go; False, and nothing read, when a line is not of these columns."""
        import duckdb

        with _in_memory(block) as path:
            if columns is None:
                source = (
                    f"SELECT * FROM read_csv('{path}', delim='\x1f', quote='', escape='', {_OPTIONS}, columns={_OWN})"
                )
            else:
                source = _spaced(path, columns)
            self.db.execute("BEGIN")
            try:
                rows = self.db.execute(self._select.format(source=source, file=file)).fetchall()[0][0]
            except duckdb.Error:
                rows = -1  # its message may hold a line: it is not passed on
            self.db.execute("COMMIT" if rows == count else "ROLLBACK")
        if rows != count:
            return False
        self.waiting += count
        if self.waiting >= FOLD:
            self.fold()
        return True

    def fold(self) -> None:
        """Turn addresses and agents into numbers, count what is left out, and forget them."""
        self.waiting = 0
        self._number("places", "ip", lambda one: (self.people.code(place(one)), int(self.people.is_staff(one))))
        self._number("agents", "ua", lambda one: (self.people.code(one), self.people.kind(one)))
        self.db.execute(
            f"""CREATE TABLE sorted AS SELECT file, t, page, lang, hash(places.code, agents.code) AS who, line,
            CASE WHEN reason > 0 THEN reason WHEN agents.kind = {HEALTH} THEN 8
            WHEN agents.kind = {ROBOT} OR mark = 'robot' THEN 9 WHEN mark = 'prefetch' THEN 10
            WHEN places.kind = 1 THEN 11 ELSE 0 END AS reason
            FROM raw LEFT JOIN places USING (ip) LEFT JOIN agents USING (ua)"""
        )
        self.db.execute(
            f"INSERT INTO hits SELECT file, t, page, lang, who, line FROM sorted WHERE reason = 0 OR page = {TRAP}"
        )
        self.db.execute(
            "INSERT INTO tallies SELECT file, reason, t // 3600, count(*), min(t), max(t) FROM sorted GROUP BY ALL"
        )
        for name in ("places", "agents", "sorted"):
            self.db.execute(f"DROP TABLE {name}")
        self.db.execute("TRUNCATE raw")

    def _number(self, table: str, column: str, told: Callable[[str], tuple[int, int]]) -> None:
        """A table of the distinct values of a column, each with a code that stands for it and its kind."""
        distinct = f"SELECT DISTINCT {column} FROM raw WHERE page IS NOT NULL"
        self.db.execute(f"CREATE TABLE seen AS SELECT {column}, row_number() OVER () AS n FROM ({distinct})")
        rows = self.db.execute(f"SELECT n, {column} FROM seen").fetchall()
        text = "".join(f"{n},{code},{kind}\n" for n, value in rows for code, kind in [told(value)])
        with _in_memory(text.encode()) as path:
            self.db.execute(
                f"CREATE TABLE {table} AS SELECT {column}, code, kind FROM seen JOIN read_csv('{path}', header=false,"
                " auto_detect=false, columns={'n': 'BIGINT', 'code': 'BIGINT', 'kind': 'TINYINT'}) USING (n)"
            )
        self.db.execute("DROP TABLE seen")

    def counts(self) -> dict[int, int]:
        """Lines by reason, so far."""
        return dict(self.db.execute("SELECT reason, sum(n)::BIGINT FROM tallies GROUP BY reason").fetchall())

    def hours(self) -> list[tuple[int, int, int]]:
        """File, first and last second of each hour of which it holds a line, in order."""
        query = "SELECT file, min(first), max(last) FROM tallies GROUP BY file, hour ORDER BY file, hour"
        return self.db.execute(query).fetchall()


@contextmanager
def opened(people: People, addresses: dict[str, Page], hosts: Sequence[str]) -> Iterator[Engine]:
    """An engine whose temporary files, if any, are encrypted and gone at the end."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="portail-") as folder:
        settings: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": folder, "temp_file_encryption": "true"}
        settings |= {"preserve_insertion_order": "false", "autoinstall_known_extensions": "false"}
        try:
            with duckdb.connect(config=settings) as connection:
                yield Engine(connection, people, addresses, hosts)
        except duckdb.Error as error:
            kind = type(error).__name__
        else:
            return
    raise EngineStopped(kind)  # outside of « except »: no trace of the engine's own message, which may hold a line


def local_day(second: int) -> dt.date:
    """The day in Montréal of a second since 1970."""
    return dt.datetime.fromtimestamp(second, ZoneInfo(MONTREAL)).date()


def _readable(line: bytes) -> Fields | None:
    """The fields of a line, those that no separator of ours can be in."""
    found = fields(line.decode("utf-8"))
    if found is None or any("\x1f" in text or "\n" in text for text in found if isinstance(text, str)):
        return None
    return found


@contextmanager
def _in_memory(block: bytes) -> Iterator[str]:
    """A file that has a path and no disk."""
    handle = os.memfd_create("portail")
    try:
        os.truncate(handle, len(block))
        view = memoryview(block)
        while view:
            view = view[os.write(handle, view) :]
        yield f"/proc/self/fd/{handle}"
    finally:
        os.close(handle)


def _regular(block: bytes) -> tuple[dict[str, str] | None, re.Pattern[bytes] | None]:
    """The columns of the block's lines, guessed from the first; None for what is read line by line."""
    first = block[: block.find(b"\n")]
    quotes, head = first.count(b'"'), first.partition(b" [")[0].split(b" ")
    if quotes not in _SHAPE or b"{" in first[:1] or len(head) not in (3, 4) or not hasattr(os, "memfd_create"):
        return None, None
    if len(head) == 4 and head[1] == b"-":
        return None, None
    names = ["ip", "ident", "user", "clock", "zone", "request", "status", "size"]
    names = ["host", *names] if len(head) == 4 else names
    names += ["referrer", "ua"] if quotes == 6 else []
    kinds = {"clock": "TIMESTAMP", "status": "SMALLINT"}
    shape = rb'(?:[^ "]+ ){%d}' % len(head) + _SHAPE[quotes]
    return {name: kinds.get(name, "VARCHAR") for name in names}, re.compile(shape)


def _spaced(path: str, columns: dict[str, str]) -> str:
    host = "host" if "host" in columns else "''"
    agent = "ua" if "ua" in columns else "'?'"
    return f"""SELECT {host} AS host, ip, epoch_us(clock) // 1000000 - CASE zone WHEN '+0000]' THEN 0
        WHEN '-0400]' THEN -14400 WHEN '-0500]' THEN -18000 ELSE (CASE WHEN zone[1] = '-' THEN -1 ELSE 1 END)
        * (zone[2:3]::INTEGER * 3600 + zone[4:5]::INTEGER * 60) END AS t, request, status, size,
        {agent} AS ua, '' AS mark
        FROM read_csv('{path}', delim=' ', quote='"', escape='', timestampformat='[%d/%b/%Y:%H:%M:%S',
        {_OPTIONS}, columns={columns})"""


def _selection(hosts: Sequence[str]) -> str:
    """The query that sorts the lines of a source. It fails, and the block is read otherwise, if a time is absurd."""
    listed = ", ".join("'" + host.replace("'", "''") + "'" for host in hosts)
    other = f"host <> '' AND lower(split_part(host, ':', 1)) NOT IN ({listed})" if hosts else "false"
    secret = secrets.randbits(62)
    return f"""INSERT INTO raw
        WITH lines AS ({{source}}),
        parts AS (SELECT *, split_part(split_part(request, ' ', 2), '?', 1) AS path FROM lines),
        found AS (SELECT *, CASE WHEN NOT starts_with(request, 'GET ') THEN 2 WHEN {other} THEN 3
            WHEN status >= 400 OR status < 200 THEN 4 WHEN status NOT IN (200, 304) THEN 5
            WHEN page IS NULL AND regexp_matches(path, '\\.[A-Za-z0-9]{{{{1,8}}}}$') THEN 6
            WHEN page IS NULL THEN 7 ELSE 0 END AS reason,
            regexp_matches(path, '{TRAPS}') AND NOT ({other}) AS trap
            FROM parts LEFT JOIN addresses USING (path))
        SELECT {{file}}, reason, CASE WHEN t > {EARLIEST} AND t < {LATEST} THEN t ELSE error('time') END,
            CASE WHEN trap THEN {TRAP} WHEN reason = 0 THEN page END, lang,
            CASE WHEN trap OR reason = 0 THEN ip END, CASE WHEN trap OR reason = 0 THEN ua END, mark,
            CASE WHEN trap OR reason = 0 THEN hash(ip, t, request, status, size, ua, {secret}) END
        FROM found"""
