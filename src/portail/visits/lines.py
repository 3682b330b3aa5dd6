"""One line of a log as plain fields, whatever the server that wrote it; slow and careful.

Regular lines never come here: the engine reads them as columns (``engine.py``). This reads the others,
and those written as JSON (Caddy, Cloudflare Logpush).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any, NamedTuple

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
QUOTED = r'"((?:[^"\\]|\\.)*)"'
LINE = re.compile(
    r"([^\[]+) \[(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)\] "
    + QUOTED + r" (\d{3}) (\S+)(?: " + QUOTED + " " + QUOTED + r"(?: .*)?|(?: [^\"].*)?)"
)  # fmt: skip
EARLIEST, LATEST = 0, 4_102_444_800
"""1970 to 2100, in seconds: what is outside is not the time of a request."""
AUTOMATED = 30
"""Cloudflare's bot score below which it holds a request for a machine's; 0 is « not computed »."""


class Fields(NamedTuple):
    """What counting looks at, never written anywhere. ``time`` is in seconds since 1970."""

    host: str
    address: str
    time: int
    request: str
    status: int
    size: str
    agent: str
    mark: str = ""
    """« robot » or « prefetch » when the server itself says so."""


def fields(line: str) -> Fields | None:
    """The fields of a line, or None when it is not the record of a request."""
    try:
        found = _json(line) if line.startswith("{") else _text(line)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError):
        return None
    if found is None or not found.address or not EARLIEST < found.time < LATEST:
        return None
    return found if 0 <= found.status < 1000 else None


def _text(line: str) -> Fields | None:
    match = LINE.fullmatch(line)
    if not match:
        return None
    head, day, month, year, hour, minute, second, sign, ahead, more, request, status, size, _, agent = match.groups()
    words = head.split(" ")
    if len(words) < 3 or "" in words[:2]:
        return None
    host, address = ("", words[0]) if words[1] == "-" or len(words) == 3 else (words[0], words[1])
    offset = dt.timedelta(hours=int(ahead), minutes=int(more)) * (-1 if sign == "-" else 1)
    clock = dt.datetime(
        int(year), MONTHS.index(month) // 3 + 1, int(day), int(hour), int(minute), int(second), tzinfo=dt.UTC
    )
    time = int((clock - offset).timestamp())
    return Fields(host, address, time, request, int(status), size, agent if agent is not None else "?")


def _json(line: str) -> Fields | None:
    row = json.loads(line)
    if "EdgeStartTimestamp" in row or "ClientRequestMethod" in row:
        return _logpush(row)
    return _caddy(row) if isinstance(row.get("request"), dict) and "status" in row else None


def _caddy(row: dict[str, Any]) -> Fields:
    request = row["request"]
    headers = {str(name).lower(): value for name, value in (request.get("headers") or {}).items()}
    address = request.get("client_ip") or request.get("remote_ip") or str(request["remote_addr"]).rpartition(":")[0]
    purposes = " ".join(_first(headers, name) for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return Fields(
        str(request.get("host", "")), str(address), _time(row["ts"]),
        f"{request['method']} {request['uri']} {request.get('proto', '')}", int(row["status"]),
        str(row.get("size", "")), _first(headers, "user-agent"),
        "prefetch" if "prefetch" in purposes.lower() or "prerender" in purposes.lower() else "",
    )  # fmt: skip


def _first(headers: dict[str, Any], name: str) -> str:
    value = headers.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")


def _logpush(row: dict[str, Any]) -> Fields:
    target = row.get("ClientRequestURI") or row.get("ClientRequestPath") or ""
    score = row.get("BotScore")
    return Fields(
        str(row.get("ClientRequestHost", "")), str(row["ClientIP"]), _time(row["EdgeStartTimestamp"]),
        f"{row['ClientRequestMethod']} {target} {row.get('ClientRequestProtocol', '')}",
        int(row["EdgeResponseStatus"]), str(row.get("EdgeResponseBytes", "")),
        str(row.get("ClientRequestUserAgent", "?") or ""),
        "robot" if isinstance(score, int) and 0 < score < AUTOMATED else "",
    )  # fmt: skip


def _time(value: Any) -> int:
    """Seconds since 1970, of a number (seconds, milli- or nanoseconds) or of a text."""
    if isinstance(value, str) and not re.fullmatch(r"\d+(\.\d+)?", value):
        text = value.replace("/", "-").replace(" ", "T", 1)
        moment = dt.datetime.fromisoformat(text)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp() // 1)
    number = float(value)
    for unit in (1e18, 1e15, 1e12):
        if number >= unit:
            return int(value) // int(unit / 1e9)
    return int(number // 1)
