"""What an import has to say about a paper: one thing, where it stands, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Severity

_LABELS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "lưu ý"}


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for people about one place of a paper; `place` is empty for the paper as a whole."""

    file: str
    place: str
    message: str
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        """`bang.pdf, tr. 5, dòng 3: cảnh báo: …`."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {_LABELS[self.severity]}: {self.message}"


class ImportProblem(Exception):
    """A paper gives no criteria set: why, and what to do about it."""

    def __init__(self, file: str, message: str, remedy: str) -> None:
        super().__init__(f"{file}: {message}. {remedy}")
        self.file = file
        self.message = message
        self.remedy = remedy
