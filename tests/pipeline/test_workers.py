from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from pipeline import workers
from pipeline.errors import WorkerError
from pipeline.workers import FailureKind, Outcome, Task, WorkerPool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits of POSIX")

LONG = 120.0


def run(tasks: list[Task], count: int = 2, memory_bytes: int | None = None) -> dict[int, Outcome]:
    with WorkerPool(count, memory_bytes=memory_bytes) as pool:
        for task in tasks:
            pool.submit(task)
        return {outcome.task.key: outcome for outcome in pool.results()}


def task(key: int, function: str, argument: Any = None, seconds: float = LONG) -> Task:
    return Task(key, f"task_functions:{function}", argument, seconds)


def kind(outcome: Outcome) -> FailureKind | None:
    return outcome.failure.kind if outcome.failure else None


@pytest.mark.usefixtures("tasks")
def test_every_task_ends_and_nothing_is_lost_with_a_process_that_dies() -> None:
    wanted = [task(n, "double", n) for n in range(12)]
    wanted[3:3] = [task(100, "crash"), task(101, "exit_at_once"), task(102, "raise_value_error")]
    outcomes = run(wanted)
    assert {n: outcomes[n].result for n in range(12)} == {n: 2 * n for n in range(12)}
    assert kind(outcomes[100]) is FailureKind.CRASH
    assert kind(outcomes[101]) is FailureKind.CRASH
    assert kind(outcomes[102]) is FailureKind.ERROR
    assert outcomes[102].failure is not None
    assert "not a document" in outcomes[102].failure.detail


@pytest.mark.usefixtures("tasks")
def test_a_task_that_hangs_is_killed_at_its_limit_and_others_go_on() -> None:
    outcomes = run([task(0, "hang", seconds=0.2), task(1, "double", 4), task(2, "double", 5)], count=1)
    assert kind(outcomes[0]) is FailureKind.TIMEOUT
    assert [outcomes[1].result, outcomes[2].result] == [8, 10]


@pytest.mark.usefixtures("tasks")
def test_memory_is_bounded() -> None:
    outcomes = run([task(0, "hoard"), task(1, "double", 1)], count=1, memory_bytes=256 * 1024 * 1024)
    assert kind(outcomes[0]) is FailureKind.MEMORY
    assert outcomes[1].result == 2


@pytest.mark.usefixtures("tasks")
def test_a_death_that_does_not_repeat_costs_nothing(tmp_path: Path) -> None:
    """Another process may have eaten the memory: the task is tried once more, alone."""
    outcomes = run([task(0, "exit_first_time", str(tmp_path / "mark"))])
    assert outcomes[0].result == "second time"


@pytest.mark.usefixtures("tasks")
def test_processes_are_quiet_and_use_one_thread(capfd: pytest.CaptureFixture[str]) -> None:
    outcomes = run([task(0, "chatter"), task(1, "environment")], count=1)
    assert outcomes[0].result == "quiet"
    assert outcomes[1].result == {"OMP_THREAD_LIMIT": "1"}
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("tasks")
def test_tasks_may_be_added_while_results_are_taken() -> None:
    with WorkerPool(1) as pool:
        pool.submit(task(0, "double", 1))
        found = []
        for outcome in pool.results():
            found.append(outcome.result)
            if outcome.task.key < 3:
                pool.submit(task(outcome.task.key + 1, "double", outcome.result))
    assert found == [2, 4, 8, 16]


@pytest.mark.usefixtures("tasks")
def test_ctrl_c_ends_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    monkeypatch.setenv("KIEMCHUNG_TEST_FIFO", str(fifo))
    pids: list[int] = []
    # a shell that runs the tests in the background lets them ignore Ctrl-C
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def interrupt_when_busy() -> None:
        pids.append(int(fifo.read_text()))
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt_when_busy)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        run([task(0, "announce_and_hang")], count=1)
    thread.join()
    signal.signal(signal.SIGINT, before)
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_a_function_that_does_not_exist_is_an_error_of_its_task() -> None:
    outcomes = run([Task(0, "no_such_module:nothing", None, LONG)], count=1)
    assert kind(outcomes[0]) is FailureKind.ERROR


def test_processes_that_cannot_start_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "serve", os._exit)
    with pytest.raises(WorkerError, match="tiến trình"):
        run([task(0, "double", 1)], count=1)


def test_there_is_always_a_process() -> None:
    assert workers.default_count() >= 1
