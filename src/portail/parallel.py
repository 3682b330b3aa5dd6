"""Run tasks in forked processes: what was imported and prepared is shared, nothing is pickled to them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
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


def forked(tasks: Sequence[Callable[[], T]], jobs: int) -> Generator[tuple[int, T], None, None]:
    """The results of the tasks, as they come, with their rank; at most ``jobs`` run at once.

    The first tasks start at once, whether or not results are asked for yet. Raises TaskFailed when a
    process dies or its task raises. Where processes cannot be forked the tasks run here, one after the
    other, as results are asked for.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return ((rank, task()) for rank, task in enumerate(tasks))
    gc.freeze()  # else each process's first collection would copy all the memory that it shares
    context = multiprocessing.get_context("fork")
    running: dict[Connection, tuple[int, BaseProcess]] = {}
    for rank in range(min(jobs, len(tasks))):
        ours, theirs = context.Pipe()
        process: BaseProcess = context.Process(target=_work, args=(tasks, theirs, [*running, ours]), daemon=True)
        process.start()
        theirs.close()
        ours.send(rank)
        running[ours] = rank, process
    return _results(running, iter(range(len(running), len(tasks))))


def _results(
    running: dict[Connection, tuple[int, BaseProcess]], waiting: Iterator[int]
) -> Generator[tuple[int, T], None, None]:
    try:
        while running:
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                rank, process = running.pop(ready)
                result: T = _answer(ready, process)
                ready.send(following := next(waiting, None))
                if following is None:
                    ready.close()
                    process.join()
                else:
                    running[ready] = following, process
                yield rank, result
    finally:
        for _, process in running.values():
            process.terminate()


def _work(tasks: Sequence[Callable[[], T]], asked: Connection, inherited: Sequence[Connection]) -> None:
    """What a process does: the tasks whose ranks it is sent, until it is sent none or its parent is gone."""
    gc.disable()  # it ends before garbage would matter
    for connection in inherited:
        connection.close()  # else it would wait for ever for a parent that was killed
    while (rank := _next(asked)) is not None:
        try:
            asked.send((True, tasks[rank]()))
        except BaseException as error:
            asked.send((False, (_last_line(error), traceback.format_exc())))
            return
        gc.collect()  # between two tasks, when little is alive


def _next(asked: Connection) -> int | None:
    try:
        rank: int | None = asked.recv()
    except EOFError:
        return None
    return rank


def _last_line(error: BaseException) -> str:
    said = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__} : {said}" if said else type(error).__name__


def _answer(asked: Connection, process: BaseProcess) -> T:  # type: ignore[type-var]
    try:
        done, result = asked.recv()
    except (EOFError, ConnectionResetError):
        process.join()
        raise TaskFailed(f"le processus a été arrêté (code {process.exitcode})") from None
    if not done:
        raise TaskFailed(*result)
    return result  # type: ignore[no-any-return]
