"""Small files of the cache: plain values, written in one move, ignored when they are not whole."""

from __future__ import annotations

import hashlib
import marshal
import os
from pathlib import Path
from typing import Any

DIGEST = 32


def save(path: Path, stamp: str, value: Any) -> None:
    """Write a plain value (numbers, texts, lists …). A disk that refuses costs speed, not the build."""
    data = marshal.dumps((stamp, value))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.ebauche")
        draft.write_bytes(hashlib.sha256(data).digest() + data)
        os.replace(draft, path)
    except OSError:
        return


def load(path: Path, stamp: str) -> Any:
    """The value written with the same stamp; None when it is missing, damaged or of another program."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(raw[DIGEST:]).digest() != raw[:DIGEST]:
        return None
    try:
        found_stamp, value = marshal.loads(raw[DIGEST:])
    except (EOFError, ValueError, TypeError):
        return None
    return value if found_stamp == stamp else None
