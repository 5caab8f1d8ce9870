"""The inside of a reading process: takes one task at a time from a pipe, answers, and may be killed at any moment.

Imports nothing of the program before a task names a function, so that a process starts quickly.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

MEMORY_HEADROOM = 1024 * 1024 * 1024
"""Bytes of address space granted on top of the limit: libraries map far more than they use."""

ALARM_GRACE = 10.0
"""Seconds past the limit after which a process ends itself, should nobody be left to kill it."""


def serve(connection: Connection, memory_bytes: int | None, quiet: bool) -> None:
    """Answer tasks until the pipe closes.

    Messages out: ("ready", None), then per task ("done", result), ("error", text) or ("memory", text).
    """
    _settle(quiet)
    _limit_memory(memory_bytes)
    try:
        connection.send(("ready", None))
        while True:
            function, argument, seconds = connection.recv()
            _alarm(seconds + ALARM_GRACE)
            answer = _answer(function, argument)
            _alarm(0)
            connection.send(answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _answer(function: str, argument: Any) -> tuple[str, Any]:
    try:
        return "done", resolve(function)(argument)
    except MemoryError as error:
        return "memory", repr(error)
    except Exception as error:  # the document boundary: whatever a library raises is one document's trouble
        return "error", f"{type(error).__name__}: {error}"


def resolve(function: str) -> Callable[[Any], Any]:
    """The function named `package.module:name`."""
    module, _, name = function.partition(":")
    found: Callable[[Any], Any] = getattr(importlib.import_module(module), name)
    return found


def _settle(quiet: bool) -> None:
    """Own process group, no threads inside libraries, no core files, and silence.

    Native libraries print to the terminal whatever they like; results go to stdout of the parent alone.
    """
    for variable in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[variable] = "1"
    if hasattr(os, "setsid"):
        with contextlib.suppress(PermissionError):  # already leads a group
            os.setsid()
    if quiet:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)
    else:
        os.dup2(2, 1)


def _limit_memory(memory_bytes: int | None) -> None:
    if memory_bytes is None or sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory_bytes + MEMORY_HEADROOM
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    for limit, soft in ((resource.RLIMIT_AS, wanted), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (soft, resource.getrlimit(limit)[1]))
        except (ValueError, OSError):  # macOS knows the name but refuses the figure
            continue


def _alarm(seconds: float) -> None:
    """Let the system end this process after `seconds`, even inside native code; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
