"""Why a run cannot go on: the tree, with the exit code and the advice of each.

    KiemchungError            2
    ├── UsageProblem          2   an option, an argument or a missing setting
    ├── FolderError           2   no such folder, or it cannot be listed
    ├── ProfileError          2   kiemchung.yaml has errors (all of them, with line and column)
    ├── CriteriaError         2   no such criteria set, or it has errors
    ├── OutputError           2   a result cannot be written
    ├── StoreError            2   the database cannot be used
    └── WorkerError           2   reading processes cannot be started at all
    Interrupted             130   Ctrl-C or a request to end

One bad document is never in this tree: it becomes a finding.  Exit code 1 is no error either, it is the
answer "something is missing".  Messages are Vietnamese: what is wrong, where, and what to do.
"""

from __future__ import annotations

import errno

import click

OK = 0
"""Done, nothing to fix."""

TO_FIX = 1
"""Done, something is missing, invalid or to be reviewed."""

CANNOT_RUN = 2
"""Could not run."""

INTERRUPTED = 130
"""Ended by the user (128 + SIGINT, as shells count it)."""


_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EISDIR: "là thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "hết dung lượng đĩa",
    errno.ENAMETOOLONG: "tên quá dài",
}


def why(error: OSError) -> str:
    """Why the system refused, in Vietnamese; the system's own words for what has no translation."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class KiemchungError(click.ClickException):
    """A reason to stop, with what to do about it."""

    exit_code = CANNOT_RUN

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice

    def format_message(self) -> str:
        """The message and, on the next line, the advice."""
        return f"{self.message}\nCách xử lý: {self.advice}" if self.advice else self.message


class UsageProblem(KiemchungError):
    """The command was given something it cannot use, or lacks a setting."""


class FolderError(KiemchungError):
    """The folder of evidence does not exist or cannot be listed."""


class ProfileError(KiemchungError):
    """`kiemchung.yaml` has errors."""


class CriteriaError(KiemchungError):
    """The criteria set does not exist or has errors."""


class OutputError(KiemchungError):
    """A report or the database cannot be written where it should."""


class StoreError(KiemchungError):
    """The database is damaged, locked, or made by a newer version."""


class WorkerError(KiemchungError):
    """No reading process can be started; nothing can be read on this machine."""


class Interrupted(KeyboardInterrupt):
    """A request to end (SIGTERM, closed terminal), treated like Ctrl-C."""
