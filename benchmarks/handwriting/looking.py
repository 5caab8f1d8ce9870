"""Reading one scan as the program does, and keeping what it saw in the slots of number, day and month."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from extractors import read
from extractors.document import Document
from extractors.handwriting.digits import DigitKind
from extractors.layout import Line
from extractors.options import ReadOptions
from extractors.scan import ScannedHead
from extractors.written import Written, read_written

FILE_NAME = "d.pdf"
"""Tells nothing: a file name is a source too."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one scan gave: its document, its slots by kind, and the seconds that finding and reading them took."""

    document: Document
    slots: Mapping[DigitKind, Written]
    seconds: float


def look(pdf: bytes) -> Look:
    """Read a scan with the program's own steps; its reading of the slots is listened to, not changed."""
    slots: dict[DigitKind, Written] = {}
    seconds = 0.0

    def heard(scan: ScannedHead, readings: Iterable[Mapping[str, Line]]) -> dict[DigitKind, Written]:
        nonlocal seconds
        lines = list(readings)
        started = time.process_time()
        found = read_written(scan, lines)
        seconds += time.process_time() - started
        slots.update(found)
        return found

    with patch.object(read, "read_written", heard):
        document = read.read_documents(pdf, FILE_NAME, ReadOptions())[0]
    return Look(document, slots, seconds)


def truth_of(label: Mapping[str, Any]) -> dict[DigitKind, str]:
    """The digits of the slots by the facts of a label, without leading zeros: the law reads `04` and `4` alike."""
    _, month, day = str(label["ngay_ban_hanh"]).split("-")
    number = str(label["so_ky_hieu"]).split("/")[0].split("-")[0]
    texts = {DigitKind.NUMBER: number, DigitKind.DAY: day, DigitKind.MONTH: month}
    return {kind: bare(text) for kind, text in texts.items()}


def bare(text: str) -> str:
    """A digit string without leading zeros."""
    return text.lstrip("0") or "0"
