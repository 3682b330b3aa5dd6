"""Whether the machine is doing something else: then a time says little. Two benches take turns."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
IDLE, WAITING = 3, 4
"""Columns of ``/proc/stat`` that are not work."""


def busy() -> float:
    """Seconds of work of all processors since the machine started; 0 where the kernel does not say."""
    try:
        columns = [int(text) for text in Path("/proc/stat").read_text("utf-8").split("\n", 1)[0].split()[1:9]]
    except OSError:
        return 0.0
    return (sum(columns) - columns[IDLE] - columns[WAITING]) / TICK


def wait_for_quiet(patience: float, cores: int, share: float = 0.15) -> None:
    """Wait until others take less than this share of the processors, or until patience ends."""
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        before, start = busy(), time.monotonic()
        time.sleep(1.0)
        if busy() - before < share * cores * (time.monotonic() - start):
            return


@contextmanager
def turn(cache: Path) -> Iterator[None]:
    """Hold what no other bench of this project may do at the same time; the kernel frees it, whatever happens."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "verrou").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextmanager
def workshop(cache: Path) -> Iterator[Path]:
    """A folder of this process alone, removed at the end; those of dead processes are removed too."""
    for folder in cache.glob("atelier/[0-9]*"):
        if not _alive(int(folder.name)):
            shutil.rmtree(folder, ignore_errors=True)
    mine = cache / "atelier" / str(os.getpid())
    mine.mkdir(parents=True)
    try:
        yield mine
    finally:
        shutil.rmtree(mine, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
