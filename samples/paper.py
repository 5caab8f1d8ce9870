"""What stands on one sample document, before anything is drawn.

Everything is invented: bodies, people, places, figures.  The layout rules that `samples.layout` follows are those
of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Office:
    """A body that issues documents.

    `name` and `above_name` are normal forms; `above` (plain) and `lines` (bold) are printed; `seal` is the text on the
    upper and the lower arc; `certificate` is (common name, organisation).
    """

    name: str
    lines: tuple[str, ...]
    place: str
    above: str | None = None
    above_name: str | None = None
    seal: tuple[str, str] = ("", "")
    certificate: tuple[str, str] = ("", "")
    party: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: printed lines of authority and post, and the name without titles."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """The stamp of the receiving office: its own number and date, which are not those of the document."""

    office: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class Copy:
    """The certification of a copy at its end: a second number, place, date and signer."""

    office: Office
    number: str
    day: date
    signer: Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document.

    `number` and `day` are the truth even where they are not printed; None means that they were never given.
    `month` keeps the month on paper when only the day is blank.  `subject` is printed under the type or, in a letter,
    after V/v.  `annex_type` is the type that a decision promulgates (`Kế hoạch`, `Quy chế`).  `bases` are printed in
    italics before the body.  `pages` is the exact number of pages.
    """

    office: Office
    symbol: str
    number: str | None
    day: date | None
    type: str
    subject: str
    topic: str
    signer: Signer
    month: tuple[int, int] = (0, 0)
    annex_type: str | None = None
    bases: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    lead: str = ""
    table: str | None = None
    pages: int = 2
    incoming: Incoming | None = None
    copy: Copy | None = None
    draft: bool = False

    @property
    def full_number(self) -> str | None:
        """Number and symbol without spaces, as in `188/KH-UBND`, or None when no number was given."""
        if self.number is None:
            return None
        return f"{self.number}-{self.symbol}" if self.office.party else f"{self.number}/{self.symbol}"

    @property
    def is_letter(self) -> bool:
        """Whether this is a công văn, which carries V/v under its number and no printed type."""
        return self.type == "Công văn"


@dataclass(frozen=True, slots=True)
class Look:
    """How the facts of a paper come onto the page.

    `number`, `day`, `month`: `print` in the text, `blank`, or `hand` (written in blue ink).  `printed_month` is a month
    that stands in the text although the true one is another.  `ink`: a signature and a red seal at the end.
    `blot` covers the day with ink.  `incoming_at` is the lower left corner of the stamp of arrival, in points from that
    of the letterhead.
    """

    number: str = "print"
    day: str = "print"
    month: str = "print"
    printed_month: int | None = None
    ink: bool = True
    blot: bool = False
    incoming_at: tuple[float, float] = (4, 4)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page, in points from the lower left corner; `page` counts from 0."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, the number of its pages, and the places where signatures and stamps belong.

    Marks: `number`, `day`, `month` (gaps to fill), `person` (signature block), `body` (top right of page 1).
    """

    pdf: bytes
    pages: int
    marks: dict[str, Mark] = field(default_factory=dict)


def vietnamese_date(place: str, day: str, month: str, year: int) -> str:
    """`Suối Mơ, ngày 05 tháng 9 năm 2025`."""
    return f"{place}, ngày {day} tháng {month} năm {year}"


def day_text(day: date) -> str:
    """Two digits: days below 10 take a zero."""
    return f"{day.day:02d}"


def month_text(month: int) -> str:
    """Months 1 and 2 take a zero, the others do not."""
    return f"{month:02d}" if month < 3 else str(month)


def short_date(day: date) -> str:
    """`05/9/2025`, as documents cite each other."""
    return f"{day_text(day)}/{month_text(day.month)}/{day.year}"
