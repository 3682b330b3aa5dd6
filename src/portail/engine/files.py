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
        os.unlink(place)
    except FileNotFoundError:
        os.makedirs(place.parent, exist_ok=True)
    with open(place, "xb") as stream:
        stream.write(data)
        stream.flush()
        return os.fstat(stream.fileno())


def take(source: Path, place: Path, size: int, mtime: int) -> bool:
    """Have at ``place`` the file ``source`` of the published version, if it still has that size and date.

    Raises OSError when the disk refuses.
    """
    found = os.stat(source)
    if (found.st_size, found.st_mtime_ns) != (size, mtime):
        return False
    try:
        there = os.lstat(place)
        if (there.st_dev, there.st_ino) == (found.st_dev, found.st_ino):
            return True
        os.unlink(place)
    except FileNotFoundError:
        os.makedirs(place.parent, exist_ok=True)
    os.link(source, place)
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
                    os.rmdir(entry.path)
            elif name in names:
                kept = True
            else:
                os.unlink(entry.path)
    return kept
