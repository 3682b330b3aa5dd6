"""Time and memory of whole processes, from their start to their end."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from quiet import busy

WEIGH_EVERY = 0.05
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True)
class Command:
    """A process to start: its arguments, where, and what it finds in its environment beside ours."""

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """What one run cost."""

    seconds: float
    processor: float
    """Seconds of processor of all its processes: what a busy machine changes less."""
    largest: int
    """Peak resident bytes of its largest process, as the kernel counted (``getrusage``)."""
    others: float = 0.0
    """Seconds of processor that other work of the machine took meanwhile."""
    together: int = 0
    """Peak proportional bytes (PSS) of all its processes at once, sampled; 0 if it was not weighed."""


class Failed(Exception):
    """A process ended badly; the text is its last line of complaint."""


def run(commands: Sequence[Command], jobs: int, timeout: float, *, weigh: bool = False) -> Sample:
    """Run the commands, ``jobs`` at a time, and say what they cost together; raises Failed."""
    scale = _Scale() if weigh else None
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        start, before = time.perf_counter(), busy()
        running = [pool.submit(_one, command, timeout, scale) for command in commands]
        used = [future.result() for future in running]
        seconds, work = time.perf_counter() - start, busy() - before
    processor = sum(usage.ru_utime + usage.ru_stime for usage in used)
    largest = max(usage.ru_maxrss for usage in used) * RSS_UNIT
    return Sample(seconds, processor, largest, max(0.0, work - processor), scale.stop() if scale else 0)


def _one(command: Command, timeout: float, scale: _Scale | None) -> resource.struct_rusage:
    """Run one command to its end; what it and its children used."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env={**os.environ, **command.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        if scale:
            scale.add(process.pid)
        late = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
        late.start()
        _, status, usage = os.wait4(process.pid, 0)
        stopped = not late.is_alive()
        late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if stopped:
            raise Failed(f"arrêté après {timeout:.0f} s")
        if process.returncode:
            output.seek(0)
            raise Failed(last_line(output.read().decode("utf-8", "replace")) or f"code {process.returncode}")
    return usage


def last_line(output: str) -> str:
    """The last line that says something, else the last one."""
    lines = [ANSI.sub("", line).strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"error|erreur|échec|failed|not found", line, re.IGNORECASE)]
    return (telling or lines or [""])[-1][:200]


class _Scale:
    """Adds up, from time to time, the memory of some processes and of all that they started."""

    def __init__(self) -> None:
        self._roots: set[int] = set()
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def add(self, pid: int) -> None:
        self._roots.add(pid)

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._over.wait(WEIGH_EVERY):
            self._peak = max(self._peak, sum(_proportional_bytes(pid) for pid in _family(set(self._roots))))


def _family(roots: set[int]) -> set[int]:
    """The processes and their descendants."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it just ended
        parents[int(entry.parent.name)] = int(after_name[1])
    found = roots & parents.keys()
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _proportional_bytes(pid: int) -> int:
    """PSS of a process: memory shared by three processes counts for a third in each."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) * 1024 if match else 0
