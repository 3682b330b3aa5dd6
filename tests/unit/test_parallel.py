"""Tasks in forked processes: their results, their failures, their death."""

from __future__ import annotations

import multiprocessing
import os
import time
from functools import partial
from pathlib import Path

import pytest

from portail.parallel import TaskFailed, cores, forked

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def double(number: int) -> int:
    return 2 * number


def after(seconds: float, answer: str) -> str:
    time.sleep(seconds)
    return answer


def fail() -> None:
    raise ValueError("la fiche n'a pas de titre")


def die() -> None:
    os._exit(7)


def test_each_result_comes_with_its_rank() -> None:
    assert sorted(forked([partial(double, n) for n in range(7)], 3)) == [(n, 2 * n) for n in range(7)]


def test_results_come_as_they_are_ready() -> None:
    assert list(forked([partial(after, 0.5, "lente"), partial(after, 0, "vive")], 2)) == [(1, "vive"), (0, "lente")]


def test_one_job_keeps_the_order() -> None:
    assert list(forked([partial(after, 0.1, "a"), partial(after, 0, "b")], 1)) == [(0, "a"), (1, "b")]


def test_what_was_prepared_is_shared_not_pickled() -> None:
    assert list(forked([lambda: "sans échange"], 2)) == [(0, "sans échange")]


def test_tasks_run_in_other_processes_and_none_is_left(tmp_path: Path) -> None:
    assert os.getpid() not in [pid for _, pid in forked([os.getpid, os.getpid], 2)]
    assert multiprocessing.active_children() == []


def test_an_answer_larger_than_a_pipe_comes_whole() -> None:
    assert list(forked([lambda: "x" * 3_000_000], 1)) == [(0, "x" * 3_000_000)]


def test_a_task_that_raises_says_why() -> None:
    with pytest.raises(TaskFailed, match="la fiche n'a pas de titre"):
        list(forked([fail], 1))


def test_a_process_that_dies_says_its_code() -> None:
    with pytest.raises(TaskFailed, match=r"code 7"):
        list(forked([die], 1))


def test_a_failure_stops_the_others() -> None:
    start = time.monotonic()
    with pytest.raises(TaskFailed):
        list(forked([fail, partial(after, 20, "trop tard")], 2))
    while multiprocessing.active_children() and time.monotonic() - start < 10:
        time.sleep(0.01)
    assert multiprocessing.active_children() == []


def test_no_task_is_no_result() -> None:
    assert list(forked([], 4)) == []


def test_without_fork_tasks_run_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert list(forked([os.getpid, os.getpid], 2)) == [(0, os.getpid()), (1, os.getpid())]


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
