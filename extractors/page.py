"""Pages of words: what every reader produces and every field is found on.

Positions are PDF points from the top left of the page as displayed.  A format without positions (docx,
doc, xlsx) lays its text out on a notional A4 page, letterhead columns left and right, so that one set of
field rules serves all; its pages are marked `positioned=False` and give no boxes to facts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from extractors.document import Box, Finding, Signature, Source

if TYPE_CHECKING:
    from PIL import Image

A4 = (595.0, 842.0)


class OverlayKind(IntEnum):
    """What drew text over a page, by weight: anyone can add a FreeText, a signature widget is the clerk's."""

    FREE_TEXT = 1
    STAMP = 2
    FIELD = 3
    SIGNATURE = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space.

    `confidence` is 1 for text, the engine's figure (0..1) for OCR.  `bold` is known for text only, `even` for OCR:
    whether its digits stand as tall and as low as the printed letters near them, as print does and a pen does not;
    `digits` is the engine's confidence in the least certain digit alone, `row` names the line that the engine saw;
    `letters` are its characters with their boxes.  `over` are the printed digits that a word drawn over them hides,
    where it says something else.
    """

    text: str
    box: Box
    source: Source = Source.TEXT
    confidence: float = 1.0
    overlay: OverlayKind | None = None
    bold: bool = False
    even: bool | None = None
    digits: float | None = None
    row: tuple[int, int, int] | None = None
    letters: tuple[tuple[str, Box], ...] = ()
    over: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its words, and how to get its picture (None where there is none).

    `picture(dpi)` shows the page as displayed, in RGB, or in grey (L) where it is one grey scan; `covered` is the share
    of the page (0..1) that its largest image covers: near 1 for a scan.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    positioned: bool = True
    picture: Callable[[float], Image.Image] | None = None
    covered: float = 0.0


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file opened by a reader.  `pages` may load lazily; `kind` is pdf, image, docx, doc, xlsx.

    `editable` is true for office formats, which are drafts unless signed; `tracked_changes` when insertions or
    deletions are still open.  `findings` are facts about the file itself (macros, embedded files).  `close` gives back
    what the reader holds; pages cannot be read after it.
    """

    kind: str
    pages: Sequence[Page]
    signatures: tuple[Signature, ...] = ()
    editable: bool = False
    tracked_changes: bool = False
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    close: Callable[[], None] = field(default=lambda: None)
