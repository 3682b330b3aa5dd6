"""Run tasks in forked processes: what was imported and prepared is shared, nothing is pickled to them."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TypeVar

T = TypeVar("T")


class TaskFailed(Exception):
    """A process ended without an answer; the text says why, ``detail`` is for the program's makers."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.detail = detail or why


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def forked(tasks: Sequence[Callable[[], T]], jobs: int) -> Iterator[tuple[int, T]]:
    """The results of the tasks, as they come, with their rank; at most ``jobs`` run at once.

    Raises TaskFailed when a process dies or its task raises. Where processes cannot be forked the
    tasks run here, one after the other.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        yield from ((rank, task()) for rank, task in enumerate(tasks))
        return
    context = multiprocessing.get_context("fork")
    waiting = list(enumerate(tasks))[::-1]
    running: dict[Connection, tuple[int, BaseProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                rank, task = waiting.pop()
                receiver, sender = context.Pipe(duplex=False)
                process: BaseProcess = context.Process(target=_run, args=(task, sender), daemon=True)
                process.start()
                sender.close()
                running[receiver] = rank, process
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                rank, process = running.pop(ready)
                yield rank, _answer(ready, process)
    finally:
        for _, process in running.values():
            process.terminate()


def _run(task: Callable[[], T], sender: Connection) -> None:
    try:
        sender.send((True, task()))
    except BaseException as error:
        sender.send((False, (_last_line(error), traceback.format_exc())))
    finally:
        sender.close()


def _last_line(error: BaseException) -> str:
    said = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__} : {said}" if said else type(error).__name__


def _answer(receiver: Connection, process: BaseProcess) -> T:  # type: ignore[type-var]
    try:
        done, result = receiver.recv()
    except EOFError:
        process.join()
        raise TaskFailed(f"le processus a été arrêté (code {process.exitcode})") from None
    finally:
        receiver.close()
    process.join()
    if not done:
        raise TaskFailed(*result)
    return result  # type: ignore[no-any-return]
