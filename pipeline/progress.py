"""Progress and messages, on standard error only; a bar only when standard error is a terminal."""

from __future__ import annotations

import sys
from types import TracebackType

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Messages:
    """Where the command line tells how it is getting on; use as a context manager.

    `loudness` -1 (`-q`): errors only; 0: what matters; 1 (`-v`): each file.
    """

    def __init__(self, loudness: int = 0) -> None:
        self.loudness = loudness
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Messages:
        if self.loudness == 0 and sys.stderr.isatty():
            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                TextColumn("còn"), TimeRemainingColumn(), TextColumn("[dim]{task.fields[name]}"),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def file_done(self, name: str, done: int, total: int) -> None:
        """A file has been read."""
        if self._bar is not None:
            if self._task is None:
                self._task = self._bar.add_task("Đọc tài liệu", total=total, name="")
            self._bar.update(self._task, completed=done, total=total, name=escape(name[-50:]))
        elif self.loudness > 0:
            click.echo(f"[{done}/{total}] {name}", err=True)

    def say(self, text: str) -> None:
        """A message of some weight."""
        if self.loudness >= 0:
            self._print(text)

    def detail(self, text: str) -> None:
        """A message for `-v`."""
        if self.loudness > 0:
            self._print(text)

    def warn(self, text: str) -> None:
        """Something that a user must see even with `-q`."""
        self._print(text)

    def _print(self, text: str) -> None:
        if self._bar is not None:
            self._bar.console.print(text, markup=False, highlight=False)
        else:
            click.echo(text, err=True)
