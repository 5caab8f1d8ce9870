"""Processes that do the dangerous work and may die: supervised, limited in time and memory, replaced.

Damaged PDFs make native libraries loop, eat memory or crash.  A pool of the standard library loses every
queued task with the one that crashed (13 of 20 in a trial), so supervision is our own:

- one task at a time per process, handed over a pipe; results come back in order of completion;
- past its time limit a process is killed, and the task fails with `timeout`;
- a process that dies takes nothing with it: its task is tried once more, alone, then fails with `crash`;
- memory is bounded per process (RLIMIT_AS, where the system has it): `memory`;
- when the parent dies, so do the processes: an idle one sees its pipe close, a busy one has an alarm set.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from types import TracebackType
from typing import Any, cast

from pipeline.errors import WorkerError
from pipeline.task_process import serve

TASKS_PER_PROCESS = 200
"""A process is replaced after so many tasks, against slow leaks of native libraries."""

FAILED_STARTS = 3
"""So many processes in a row that die before they are ready mean that none will ever work."""


class FailureKind(StrEnum):
    """How a task was lost."""

    TIMEOUT = "timeout"
    CRASH = "crash"
    MEMORY = "memory"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Task:
    """Work for a process: `function` is `package.module:name`, called with `argument` (both picklable).

    `seconds` is the time limit, counted from the moment a process takes the task.
    """

    key: int
    function: str
    argument: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result; `detail` is for the log (exit code or exception), not for users."""

    kind: FailureKind
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """End of a task: a result, or a failure.  `seconds` is what the task took in its process."""

    task: Task
    result: Any
    failure: Failure | None
    seconds: float


class _Process:
    """One process and the task it holds."""

    def __init__(self, context: SpawnContext, memory_bytes: int | None, quiet: bool) -> None:
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=serve, args=(theirs, memory_bytes, quiet), daemon=True, name="kiemchung-doc"
        )
        with _signals_held():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: Task | None = None
        self.suspect = False
        self.started = 0.0
        self.done = 0

    def give(self, task: Task, suspect: bool) -> None:
        self.task, self.suspect, self.started = task, suspect, time.monotonic()
        self.connection.send((task.function, task.argument, task.seconds))

    def stop(self) -> None:
        """Kill the process with everything it started (OCR and rendering programs)."""
        pid = self.process.pid
        if pid is not None and self.process.is_alive() and hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if os.getpgid(pid) == pid:
                    os.killpg(pid, signal.SIGKILL)
        self.process.kill()
        self.process.join(5)
        self.connection.close()


class WorkerPool:
    """`count` processes at most, started when there is work.

    Use as a context manager; leaving it kills whatever still runs.  Tasks may be submitted while results
    are taken.  Raises WorkerError from `results` when processes cannot be started at all.
    """

    def __init__(self, count: int, *, memory_bytes: int | None = None, quiet: bool = True) -> None:
        self._count = max(1, count)
        self.memory_bytes = memory_bytes
        self._quiet = quiet
        self._context = multiprocessing.get_context("spawn")
        self._queue: deque[Task] = deque()
        self._suspects: deque[Task] = deque()
        self._processes: list[_Process] = []
        self._failed_starts = 0

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    @property
    def backlog(self) -> int:
        """Tasks that no process has taken yet; feed while it is small, so that memory stays bounded."""
        return len(self._queue)

    @property
    def active(self) -> bool:
        """Whether any task has not ended yet."""
        return bool(self._queue or self._suspects or any(p.task for p in self._processes))

    @property
    def count(self) -> int:
        """Processes at most."""
        return self._count

    def submit(self, task: Task) -> None:
        """Queue a task."""
        self._queue.append(task)

    def results(self) -> Iterator[Outcome]:
        """Outcomes as they come, until every task submitted so far or meanwhile has ended."""
        while self.active:
            yield from self.step()

    def step(self) -> list[Outcome]:
        """Hand out tasks, wait until something happens, return what ended (perhaps nothing)."""
        self._hand_out()
        waiting = [p for p in self._processes if p.task or not p.ready]
        if not waiting:
            return []
        sources = {p.connection: p for p in waiting}
        for connection in wait(list(sources), self._next_deadline(waiting)):
            process = sources[cast("Connection", connection)]
            outcome = self._receive(process)
            if outcome is not None:
                return [outcome, *self._overdue()]
        return self._overdue()

    def close(self) -> None:
        """Kill all processes; queued tasks are dropped."""
        self._queue.clear()
        self._suspects.clear()
        while self._processes:
            self._processes.pop().stop()

    def _hand_out(self) -> None:
        for process in tuple(self._processes):
            if process.ready and process.task is None:
                self._give_next(process)
        busy = sum(1 for p in self._processes if p.task)
        starting = len(self._processes) - busy
        wanted = min(self._count - busy, len(self._queue) or (1 if self._suspects and not busy else 0))
        for _ in range(max(0, wanted - starting)):
            self._processes.append(_Process(self._context, self.memory_bytes, self._quiet))

    def _give_next(self, process: _Process) -> None:
        suspect = not self._queue
        if suspect and (not self._suspects or any(p.task for p in self._processes)):
            return
        task = self._suspects.popleft() if suspect else self._queue.popleft()
        try:
            process.give(task, suspect)
        except (OSError, ValueError):  # died while idle; its end is seen on the next turn
            process.task = None
            (self._suspects if suspect else self._queue).appendleft(task)
            self._drop(process)

    def _next_deadline(self, waiting: list[_Process]) -> float | None:
        now = time.monotonic()
        left = [p.started + p.task.seconds - now for p in waiting if p.task]
        return max(0.0, min(left)) if left else None

    def _receive(self, process: _Process) -> Outcome | None:
        try:
            kind, value = process.connection.recv()
        except Exception:  # the pipe broke in the middle of a message: any error of unpickling may come
            return self._died(process)
        if kind == "ready":
            process.ready, self._failed_starts = True, 0
            return None
        task = process.task
        assert task is not None
        seconds = time.monotonic() - process.started
        process.task = None
        process.done += 1
        if kind == "memory":  # the heap may be in any state: begin afresh
            self._drop(process)
            return Outcome(task, None, Failure(FailureKind.MEMORY, value), seconds)
        if process.done >= TASKS_PER_PROCESS:
            self._drop(process)
        if kind == "error":
            return Outcome(task, None, Failure(FailureKind.ERROR, value), seconds)
        return Outcome(task, value, None, seconds)

    def _died(self, process: _Process) -> Outcome | None:
        process.process.join(5)
        code = process.process.exitcode
        task, suspect, seconds = process.task, process.suspect, time.monotonic() - process.started
        self._drop(process)
        if task is None:
            if not process.ready:
                self._failed_starts += 1
                if self._failed_starts >= FAILED_STARTS:
                    raise WorkerError(
                        f"Không khởi động được tiến trình đọc tài liệu (mã thoát {code}).",
                        "Chạy 'kiemchung doctor' để xem thành phần nào còn thiếu.",
                    )
            return None
        if hasattr(signal, "SIGALRM") and code == -signal.SIGALRM:
            return Outcome(task, None, Failure(FailureKind.TIMEOUT, "alarm"), seconds)
        if not suspect:
            self._suspects.append(task)
            return None
        return Outcome(task, None, Failure(FailureKind.CRASH, f"exit code {code}"), seconds)

    def _overdue(self) -> list[Outcome]:
        now = time.monotonic()
        late = [p for p in self._processes if p.task and now - p.started >= p.task.seconds]
        outcomes = []
        for process in late:
            task = process.task
            assert task is not None
            self._drop(process)
            outcomes.append(Outcome(task, None, Failure(FailureKind.TIMEOUT, "killed"), now - process.started))
        return outcomes

    def _drop(self, process: _Process) -> None:
        if process in self._processes:
            self._processes.remove(process)
            process.stop()


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Start a process with Ctrl-C blocked: a process that is still starting would print a traceback on it.

    The parent gets the signal afterwards; the process keeps it blocked and ends when the parent says so.
    """
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def default_count() -> int:
    """Processes to use when nobody says: one per usable processor, fewer when memory is short."""
    affinity = getattr(os, "sched_getaffinity", None)
    processors = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(processors, _memory_bytes() // (512 * 1024 * 1024) or 1))


def _memory_bytes() -> int:
    """Memory of the machine, or a figure that does not limit where the system does not say."""
    if sys.platform == "win32" or "SC_PHYS_PAGES" not in os.sysconf_names:
        return 1 << 40
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
