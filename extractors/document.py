"""A document and its facts: what was read, how sure we are, and where it stands on the page.

These records are the only part of `extractors` that the judging packages see.  They are frozen; a
correction makes a new record.  Shapes follow the JSON of `kiemchung extract`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

SURE = 0.9
"""Confidence from which a value is presented as a fact; below it a person has to look."""

FIELDS = (
    "so_ky_hieu",
    "ngay_ban_hanh",
    "co_quan_ban_hanh",
    "co_quan_chu_quan",
    "loai_van_ban",
    "trich_yeu",
    "nguoi_ky",
    "chuc_vu",
    "noi_nhan",
)
"""Field names in the order in which they are printed."""

FactValue = str | date | tuple[str, ...]
DocumentKey = tuple[str, tuple[int, int], str]


class Source(StrEnum):
    """Where a value was read."""

    TEXT = "text"
    OVERLAY = "overlay"
    OCR = "ocr"
    HANDWRITING = "handwriting"
    SIGNATURE = "signature"
    FILENAME = "filename"
    CITATION = "citation"
    REVIEW = "review"


class Severity(StrEnum):
    """How much a finding weighs: an error makes evidence invalid, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class State(StrEnum):
    """Legal state of a document."""

    ISSUED = "issued"
    DRAFT = "draft"
    COPY = "copy"
    UNKNOWN = "unknown"


class TextSource(StrEnum):
    """How the words of a document were obtained."""

    TEXT = "text"
    OCR = "ocr"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points (1/72 inch) from the top left of the page as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why a document does not count or needs a look, with a stable code and a Vietnamese sentence."""

    code: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that was considered and not chosen."""

    value: FactValue
    confidence: float
    source: Source


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its origin.

    `value` is None when nothing could be read with any right; the candidates then hold what was seen.
    `raw` is the text as it stood on the page; `page` counts from 1 in the file; `box` is None where the
    format has no positions (docx).  `grounds` are the figures from which the confidence was computed, while the
    document is read; they are not kept.  `crop` is the picture (JPEG) of the line of a number or date of a scan that
    is not sure.  `confirmed_by` and `disputed_by` name what outside the page agrees with the value or contradicts it
    (filename, citation, twin, order), once the documents of a folder have been compared.
    """

    value: FactValue | None
    confidence: float
    source: Source
    raw: str = ""
    page: int | None = None
    box: Box | None = None
    candidates: tuple[Candidate, ...] = ()
    grounds: Mapping[str, float] = field(default_factory=dict, compare=False)
    crop: bytes | None = field(default=None, compare=False, repr=False)
    confirmed_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the value may be presented without a person looking at it."""
        return self.value is not None and self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document named in this one; type and subject where the sentence says them."""

    so_ky_hieu: str
    ngay_ban_hanh: date | None
    co_quan_ban_hanh: str | None
    page: int
    loai_van_ban: str | None = field(default=None, compare=False)
    trich_yeu: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named in a sentence, as the cells of a self-score table name their evidence.

    `text` is the passage as printed; `trich_yeu` what the sentence says it is about.  `day_text` is the printed date
    where it is no day of the calendar.  `shared`: date or body stand once for several numbers and were taken from
    there.  `basis`: named as a law, or inside the subject of another document, and not itself offered.
    """

    text: str
    so_ky_hieu: str
    ngay_ban_hanh: date | None = None
    co_quan_ban_hanh: str | None = None
    loai_van_ban: str | None = None
    trich_yeu: str | None = None
    day_text: str | None = None
    shared: bool = False
    basis: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One digital signature; None means that it was not checked or cannot be known.

    `signer`, `organisation` and `unit` are of the certificate's subject; `trusted`: its chain ends in a root that the
    office supplied, None without roots.  `signed_at` is by the clock that `time_source` names: `token` (a time-stamp
    authority), `dictionary` (the signing computer, also `claimed_at`) or `cms`.  `changed_after`: something else than
    signing and filling forms went on after it.  `field` is the name of the form field.  `notes` are facts that do not
    make it invalid: `sha1`, `certificate_expired` (on the day of signing), `local_time_as_utc`, `copy` (it certifies a
    copy).
    """

    signer: str | None
    organisation: str | None
    signed_at: datetime | None
    intact: bool | None = None
    covers_whole_file: bool | None = None
    trusted: bool | None = None
    role: str = "unknown"
    kind: str = "digital"
    unit: str | None = None
    field: str | None = None
    time_source: str | None = None
    claimed_at: datetime | None = None
    changed_after: bool | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seal:
    """Whether a round red seal was seen; `present` None: cannot be known (grey scan, no image)."""

    present: bool | None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the folder.

    `file` is the path below the folder with forward slashes; a member of an archive is written as if the
    archive were a folder.  `pages` are the first and last page in the file, from 1.  `text` is what was
    read of it, line by line (the head and the end only, for a scan), for search and matching.
    """

    file: str
    sha256: str
    pages: tuple[int, int]
    page_count: int
    facts: Mapping[str, Fact] = field(default_factory=dict)
    text_source: TextSource = TextSource.NONE
    state: State = State.UNKNOWN
    signatures: tuple[Signature, ...] = ()
    seal: Seal = Seal(None)
    handwritten_signature: bool | None = None
    cites: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    text: str = ""

    @property
    def key(self) -> DocumentKey:
        """What tells the documents of a folder apart: file, pages and, since two may share a sheet, what was read."""
        return (self.file, self.pages, "|".join(str(f.value) for f in self.facts.values()))

    def fact(self, name: str) -> Fact | None:
        """The fact of a field, or None when nothing at all is known of it."""
        return self.facts.get(name)

    def text_of(self, name: str) -> str | None:
        """The value of a textual field, or None."""
        fact = self.facts.get(name)
        return fact.value if fact is not None and isinstance(fact.value, str) else None

    @property
    def issued_on(self) -> date | None:
        """Date of issue, sure or not."""
        fact = self.facts.get("ngay_ban_hanh")
        return fact.value if fact is not None and isinstance(fact.value, date) else None

    def is_sure(self, name: str) -> bool:
        """Whether the field has a value that needs no second look."""
        fact = self.facts.get(name)
        return fact is not None and fact.sure

    @property
    def has_digital_signature(self) -> bool:
        """Whether the file carries a digital signature, whatever its state."""
        return any(s.kind == "digital" for s in self.signatures)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a printed table: one text per column of its grid, paragraphs separated by line feeds.

    A merged cell gives its text in its first row and column and "" elsewhere; `above` and `left` are the columns
    whose cell began in an earlier row or further left.  `page` counts what the rows run over (pages, tables of a Word
    file, sheets) from 1, and `place` names it with the number of the row for people: `tr. 5, dòng 3`.
    """

    page: int
    place: str
    cells: tuple[str, ...]
    above: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PrintedTables:
    """The tables of a file, rows in printed order; `heading` is the text above the first, `findings` about the file.

    `scanned`: the texts were recognised in pictures.
    """

    file: str
    heading: str
    tables: tuple[tuple[TableRow, ...], ...]
    findings: tuple[Finding, ...] = ()
    scanned: bool = False


_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Comparison form of a text: no marks, no case, single spaces (`Uỷ ban` and `ỦY BAN` become `uy ban`).

    Đ is not a combination of D and a mark in Unicode, and scanners write Ð (Icelandic): both become d.
    """
    plain = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())
