"""Whether the machine is doing something else: then a time says little."""

from __future__ import annotations

import os
import time
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
