"""Files of a site in the making, in a folder that may hold those of an old version.

An old version's folder saves making a thousand folders and links again. Its files are shared with versions
that are published: they are replaced, never written to.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path


def put(place: Path, data: bytes) -> os.stat_result:
    """Write a file that is nobody else's."""
    try:
        place.unlink()
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("xb") as stream:
        stream.write(data)
        stream.flush()
        return os.fstat(stream.fileno())


def take(source: Path, place: Path, size: int, mtime: int) -> bool:
    """Have at ``place`` the file ``source`` of the published version, if it still has that size and date.

    Raises OSError when the disk refuses.
    """
    found = source.stat()
    if (found.st_size, found.st_mtime_ns) != (size, mtime):
        return False
    try:
        there = place.lstat()
        if (there.st_dev, there.st_ino) == (found.st_dev, found.st_ino):
            return True
        place.unlink()
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
    place.hardlink_to(source)
    return True


def keep_only(folder: Path, names: Collection[str]) -> None:
    """Remove the files below a folder that are not named (by path), and the folders that this leaves empty."""
    _keep_only(str(folder), "", names)


def _keep_only(folder: str, prefix: str, names: Collection[str]) -> bool:
    kept = False
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if _keep_only(entry.path, f"{name}/", names):
                    kept = True
                else:
                    Path(entry.path).rmdir()
            elif name in names:
                kept = True
            else:
                Path(entry.path).unlink()
    return kept
