"""From requests to visits and views by day, content and language. The rules are those of ``docs/visites.md``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portail.visits.engine import Engine, local_day

SESSION = 1800
"""Seconds without a page after which the next page opens another session."""
MOST_IN_A_MINUTE, MOST_IN_A_DAY = 60, 500
"""Pages of one person beyond which it is a machine for that day: more than a class behind one address asks."""
AT_ONCE = 2_000_000
"""Rows sorted at once; more days than that are counted one group after the other."""
Span = tuple[int, int]
"""First and last second since 1970, both counted."""


class Count(NamedTuple):
    """Visits and views of a content in a language on a day; content and language by their ranks."""

    day: dt.date
    page: int
    language: int
    visits: int
    views: int


class Days:
    """The requests kept, day by day in Montréal. Made once all blocks were added and folded."""

    def __init__(self, engine: Engine, spans: Sequence[Span]) -> None:
        self.db = engine.db
        hours = [row[0] for row in self.db.execute("SELECT DISTINCT t // 3600 FROM hits").fetchall()]
        # A local midnight is always a whole hour of universal time, on the days when the clock changes too.
        days = [local_day(hour * 3600).toordinal() for hour in hours]
        self.db.execute("CREATE TABLE hours AS SELECT unnest(?::BIGINT[]) AS hour, unnest(?::INTEGER[]) AS day",
                        [hours, days])  # fmt: skip
        self.doubles = self._without_doubles(spans)

    def _without_doubles(self, spans: Sequence[Span]) -> int:
        """Lines that several files hold count once; twice in one file is twice. The answer is how many went."""
        columns = "t, page, lang, who, day"
        source = "hits JOIN hours ON hour = t // 3600"
        if not overlapping(spans):
            self.db.execute(f"CREATE TABLE kept AS SELECT {columns} FROM {source}")
            self.db.execute("DROP TABLE hits")
            return 0
        self.db.execute(
            f"CREATE TABLE kept AS SELECT {columns} FROM (SELECT {columns}, line, max(n) AS most FROM"
            f" (SELECT {columns}, line, file, count(*) AS n FROM {source} GROUP BY ALL) GROUP BY ALL), range(most)"
        )
        before, after = self.db.execute(
            "SELECT (SELECT count(*) FROM hits WHERE page >= 0), (SELECT count(*) FROM kept WHERE page >= 0)"
        ).fetchall()[0]
        self.db.execute("DROP TABLE hits")
        return int(before - after)

    def asked(self) -> dict[dt.date, int]:
        """Pages asked for by day, before machines are told by what they do."""
        rows = self.db.execute("SELECT day, count(*) FROM kept WHERE page >= 0 GROUP BY day").fetchall()
        return {dt.date.fromordinal(day): n for day, n in rows}

    def leave_out(self, spans: dict[dt.date, Sequence[Span]]) -> int:
        """Forget what these seconds of these days hold; how many pages that was."""
        rows = [(day.toordinal(), *span) for day, found in spans.items() for span in found]
        if not rows:
            return 0
        columns = [list(column) for column in zip(*rows, strict=True)]
        self.db.execute("CREATE TABLE counted AS SELECT unnest(?::INTEGER[]) AS day, unnest(?::BIGINT[]) AS first,"
                        " unnest(?::BIGINT[]) AS last", columns)  # fmt: skip
        gone = self.db.execute(
            "DELETE FROM kept USING counted WHERE kept.day = counted.day AND t BETWEEN first AND last"
            " RETURNING page >= 0"
        ).fetchall()
        return sum(1 for (page,) in gone if page)

    def leave_machines_out(self) -> int:
        """Forget who asked for what only machines ask for, or too much, that day; how many pages that was."""
        self.db.execute(
            f"""CREATE TABLE machines AS
            WITH busy AS (SELECT who, day, bool_or(page < 0) AS trap, count(*) AS n FROM kept GROUP BY who, day
                HAVING trap OR n > {MOST_IN_A_MINUTE}),
            minutes AS (SELECT DISTINCT who, day FROM (SELECT who, day FROM kept SEMI JOIN busy USING (who, day)
                WHERE page >= 0 GROUP BY who, day, t // 60 HAVING count(*) > {MOST_IN_A_MINUTE}))
            SELECT who, day FROM busy WHERE trap OR n > {MOST_IN_A_DAY} UNION SELECT who, day FROM minutes"""
        )
        query = "SELECT count(*) FROM kept SEMI JOIN machines USING (who, day) WHERE page >= 0"
        return int(self.db.execute(query).fetchall()[0][0])

    def counts(self) -> Iterator[Count]:
        """The figures, in the order of days, contents and languages."""
        sizes = self.db.execute("SELECT day, count(*) FROM kept GROUP BY day ORDER BY day").fetchall()
        for first, last in _groups(sizes):
            rows = self.db.execute(_COUNT, [first, last]).fetchall()
            yield from (Count(dt.date.fromordinal(day), *rest) for day, *rest in rows)


_COUNT = f"""
WITH mine AS (SELECT day, who, t, page, lang FROM kept ANTI JOIN machines USING (who, day)
    WHERE page >= 0 AND day BETWEEN ? AND ?),
steps AS (SELECT *, CASE WHEN t - lag(t) OVER w > {SESSION} THEN 1 ELSE 0 END AS opens FROM mine
    WINDOW w AS (PARTITION BY who, day ORDER BY t)),
sessions AS (SELECT *, sum(opens) OVER (PARTITION BY who, day ORDER BY t RANGE UNBOUNDED PRECEDING) AS session
    FROM steps),
-- A content seen in two languages in one session is one visit, in the language seen first.
seen AS (SELECT day, page, min(t * 1000 + lang) % 1000 AS lang, 1 AS visits, 0 AS views FROM sessions
    GROUP BY day, who, session, page),
figures AS (SELECT day, page, lang, visits, views FROM seen UNION ALL
    SELECT day, page, lang, 0, count(*) FROM mine GROUP BY day, page, lang)
SELECT day, page, lang, sum(visits)::BIGINT, sum(views)::BIGINT FROM figures GROUP BY day, page, lang
ORDER BY day, page, lang
"""


def overlapping(spans: Sequence[Span]) -> bool:
    """Whether two of the spans share a second."""
    ordered = sorted(spans)
    latest = None
    for first, last in ordered:
        if latest is not None and first <= latest:
            return True
        latest = last if latest is None else max(latest, last)
    return False


def _groups(sizes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first, last, total = 0, 0, 0
    for day, size in sizes:
        if total and total + size > AT_ONCE:
            yield first, last
            total = 0
        first, last, total = (first if total else day), day, total + size
    if total:
        yield first, last
