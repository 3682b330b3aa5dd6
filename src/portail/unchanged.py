"""Has anything changed since the last build? Answered by looking at files, without reading them.

Imports nothing heavy: when nothing changed, this is all that a build does.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portail.store import load, save

PLACES = ("guide", "plans", "theme", "mkdocs.yml", "package-lock.json", "node_modules/.package-lock.json")
CACHE = Path(".cache/portail")
"""Where builds keep what the next one may need, below the project's folder."""
STAMP = "1"


def is_unchanged(root: Path, site: Path, name: str, on: str) -> bool:
    """Whether the portal published in ``site`` is what a build of today's sources on that day would give."""
    state = _states(root).get(f"{site}\0{name}")
    if not state or state[0] != sources_signature(root, name, on):
        return False
    versions, fingerprint = site / ".versions" / name, state[1]
    try:
        listing = (versions / f"{fingerprint}.liste").read_text(encoding="utf-8")
        if Path(os.path.realpath(site / name)) != Path(os.path.realpath(versions / fingerprint)):
            return False
        sizes = {path: os.lstat(path).st_size for path in _files(versions / fingerprint)}
    except OSError:
        return False
    listed = {f"{versions / fingerprint}/{line[66:]}" for line in listing.splitlines()}
    return listed == set(sizes) and sum(sizes.values()) == state[2]


def remember(root: Path, site: Path, name: str, signature: str, fingerprint: str) -> None:
    """Note that the published portal comes from these sources."""
    folder = site / ".versions" / name / fingerprint
    size = sum(os.lstat(path).st_size for path in _files(folder))
    states = {key: state for key, state in _states(root).items() if Path(key.partition("\0")[0]).exists()}
    save(_file(root), STAMP, {**states, f"{site}\0{name}": (signature, fingerprint, size)})


def sources_signature(root: Path, name: str, on: str) -> str:
    """Stands for the portal's sources, the program and the day: sizes, dates and inodes of every file."""
    state = hashlib.blake2b(on.encode(), digest_size=20)
    program = Path(__file__).parent
    for place in (root / "content" / name, *(root / place for place in PLACES), program):
        for path in sorted(_files(place)):
            if path.endswith(".pyc"):
                continue
            try:
                found = os.lstat(path)
            except OSError:
                continue
            row = (path, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
            state.update(repr(row).encode("utf-8", "surrogateescape"))
    return state.hexdigest()


def _files(place: Path) -> Iterator[str]:
    if not place.is_dir():
        yield str(place)
        return
    waiting = [str(place)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path


def _file(root: Path) -> Path:
    return root / CACHE / "etat"


def _states(root: Path) -> dict[str, Any]:
    found = load(_file(root), STAMP)
    return found if isinstance(found, dict) else {}
