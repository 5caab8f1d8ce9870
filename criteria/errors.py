"""What is wrong with a criteria file: every problem at once, each with its place and its remedy.

    CriteriaError      the set cannot be used; carries all `Problem`s found, errors and warnings

A person repairs a file in one go only when one run shows everything, so the loader never stops at the
first error.  Warnings alone do not raise: the loader returns them beside the set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.document import Severity

_LABELS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "lưu ý"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to repair.  `line` and `column` count from 1; line 0: the file as a whole."""

    file: str
    line: int
    column: int
    severity: Severity
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        """One line in the form editors can jump to: `file:line:col: lỗi: …`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        advice = f". {self.remedy}" if self.remedy else ""
        return f"{place}: {_LABELS[self.severity]}: {self.message}{advice}"


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems from top to bottom of the file, exact repetitions removed."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line, p.column, p.severity, p.message)))


class CriteriaError(Exception):
    """A criteria set cannot be used.  `problems` holds all errors and warnings, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n".join(str(p) for p in self.problems))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Only the problems that forbid the use of the set."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @classmethod
    def of(cls, file: str, message: str, remedy: str = "", *, line: int = 0, column: int = 0) -> CriteriaError:
        """An error with a single problem."""
        return cls([Problem(file, line, column, Severity.ERROR, message, remedy)])
