"""Which file of the folder a citation means, and in what the two differ.

Citations are typed by hand: a digit, a day or a body may be wrong.  A file is the cited document when what agrees
outweighs what does not; each difference is then told with both values.  A number one digit off means the same document
only where everything else agrees word for word: offices issue notices with running numbers on one day, on the same
subject.  Only values that were read for sure are held against a citation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from criteria.issuers import Likeness, compare_bodies
from criteria.wording import written_date
from extractors.document import Document, Finding, Reference, Severity, fold
from matchers.duplicates import quality
from matchers.text import expand

ACCEPTED = 3.0
"""Sum of agreements from which a file is the cited document: the same number alone, nothing speaking against it."""
NEAREST = 1.5
"""Sum from which a file is named as the nearest one."""
_OTHER_SUBJECT = 45.0
"""Likeness in percent below which two subjects are told as different: tables shorten and paraphrase."""
_SAME_WORDS = 93.0
"""Likeness in percent of subjects that differ in a slip only."""
_LONG_SUBJECT = 4
"""Words from which the same subject is no chance."""
_FEW = 5
"""Files tried by subject alone, to name the nearest."""


class Agreement(StrEnum):
    """Outcome of comparing one value."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"
    UNKNOWN = "unknown"


_WEIGHTS = {
    "number": {Agreement.SAME: 3.0, Agreement.NEAR: 1.5, Agreement.UNKNOWN: 0.0, Agreement.OTHER: -1.0},
    "date": {Agreement.SAME: 2.0, Agreement.NEAR: 1.0, Agreement.UNKNOWN: 0.0, Agreement.OTHER: -1.0},
    "body": {Agreement.SAME: 1.0, Agreement.NEAR: 0.5, Agreement.UNKNOWN: 0.0, Agreement.OTHER: -1.5},
}

_SUBJECT_WEIGHTS = ((80.0, 1.5), (60.0, 0.75), (40.0, 0.0), (0.0, -0.75))
"""Likeness in percent from which a subject weighs so much."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and the file that it means; `nearest` where no file is it."""

    reference: Reference
    document: Document | None
    nearest: Document | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    document: Document
    number: Agreement
    date: Agreement
    body: Agreement
    subject: float | None
    same_words: bool

    @property
    def score(self) -> float:
        found = _WEIGHTS["number"][self.number] + _WEIGHTS["date"][self.date] + _WEIGHTS["body"][self.body]
        if self.subject is None:
            return found
        return found + next(weight for least, weight in _SUBJECT_WEIGHTS if self.subject >= least)

    @property
    def is_it(self) -> bool:
        if self.number is Agreement.SAME:
            return self.score >= ACCEPTED
        sure_otherwise = self.date is Agreement.SAME and self.body is not Agreement.OTHER
        if self.number is Agreement.UNKNOWN:
            return sure_otherwise and self.score >= ACCEPTED
        return self.number is Agreement.NEAR and sure_otherwise and self.same_words


class Folder:
    """The documents of a folder, found by number, date and subject; `province` is where the table was written."""

    def __init__(self, documents: Sequence[Document], province: str | None = None) -> None:
        self._documents = documents
        self._province = province
        self._by_number: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_day: dict[date, list[int]] = defaultdict(list)
        for place, document in enumerate(documents):
            for number in _numbers(document):
                self._by_number[_split(number)].append(place)
            if document.issued_on is not None:
                self._by_day[document.issued_on].append(place)
        self._subjects = [expand(fold(document.text_of("trich_yeu") or "")) for document in documents]

    def find(self, references: Sequence[Reference]) -> tuple[Cited, ...]:
        """The file of each reference.  A file that one reference names exactly is no slip of another."""
        named = {
            place
            for reference in references
            for place in self._by_number.get(_split(reference.so_ky_hieu), ())
            if _number_agreement(reference.so_ky_hieu, self._documents[place]) is Agreement.SAME
        }
        return tuple(self._find(reference, named) for reference in references)

    def _find(self, reference: Reference, named: set[int]) -> Cited:
        compared = [(self._compare(reference, place), place) for place in self._candidates(reference)]
        compared.sort(key=lambda pair: (-pair[0].score, quality(pair[0].document), pair[0].document.pages))
        for best, place in compared:
            if best.is_it and (best.number is Agreement.SAME or place not in named):
                return Cited(reference, best.document, None, tuple(_differences(reference, best)))
        nearest = compared[0][0].document if compared and compared[0][0].score >= NEAREST else None
        return Cited(reference, None, nearest, tuple(_absent(reference, nearest)))

    def _candidates(self, reference: Reference) -> list[int]:
        so, symbol = _split(reference.so_ky_hieu)
        found = {
            place
            for (other_so, other_symbol), places in self._by_number.items()
            if other_so == so or (other_symbol == symbol and OSA.distance(so, other_so, score_cutoff=1) <= 1)
            for place in places
        }
        if reference.ngay_ban_hanh is not None:
            found.update(self._by_day.get(reference.ngay_ban_hanh, ()))
        if reference.trich_yeu:
            subject = expand(fold(reference.trich_yeu))
            near = process.extract(subject, self._subjects, scorer=fuzz.token_set_ratio, limit=_FEW, score_cutoff=80)
            found.update(place for _, _, place in near)
        return sorted(found)

    def _compare(self, reference: Reference, place: int) -> _Compared:
        document = self._documents[place]
        own, other = expand(fold(reference.trich_yeu or "")), self._subjects[place]
        both = bool(own and other)
        return _Compared(
            document,
            _number_agreement(reference.so_ky_hieu, document),
            _date_agreement(reference.ngay_ban_hanh, document.issued_on),
            self._body_agreement(reference.co_quan_ban_hanh, document.text_of("co_quan_ban_hanh")),
            fuzz.token_set_ratio(own, other) if both else None,
            both and len(own.split()) >= _LONG_SUBJECT and fuzz.ratio(own, other) >= _SAME_WORDS,
        )

    def _body_agreement(self, cited: str | None, read: str | None) -> Agreement:
        if not cited or not read:
            return Agreement.UNKNOWN
        likeness = compare_bodies(cited, read)
        if likeness is Likeness.UNNAMED and self._province and cited.endswith(" tỉnh"):
            likeness = compare_bodies(f"{cited} {self._province}", read)
            return Agreement.SAME if likeness is Likeness.SAME else Agreement.UNKNOWN
        if likeness is Likeness.DIFFERENT:
            # "Trung tâm", "Đoàn kiểm tra": the table leaves out what everybody knows.
            shortened = set(fold(cited).split()) < set(fold(read).split())
            return Agreement.UNKNOWN if shortened else Agreement.OTHER
        return Agreement.SAME if likeness is Likeness.SAME else Agreement.NEAR


def _numbers(document: Document) -> Iterator[str]:
    """The number of a document, or what it may be where it is not sure."""
    fact = document.fact("so_ky_hieu")
    if fact is None:
        return
    if isinstance(fact.value, str):
        yield fact.value
    if not fact.sure:
        yield from dict.fromkeys(c.value for c in fact.candidates if isinstance(c.value, str) and c.value != fact.value)


def _split(number: str) -> tuple[str, str]:
    """Figure without leading zeros and the rest folded: `06/BC-UBND` is `6/BC-UBND`."""
    match = re.match(r"0*(\d+[a-h]?)(.*)", number)
    return (match[1], fold(match[2])) if match else ("", fold(number))


def _number_agreement(cited: str, document: Document) -> Agreement:
    fact = document.fact("so_ky_hieu")
    read = document.text_of("so_ky_hieu")
    if read is None or fact is None:
        return Agreement.UNKNOWN
    (so, symbol), (other_so, other_symbol) = _split(cited), _split(read)
    same_symbol = symbol == other_symbol or _without_group(symbol) == other_symbol
    if so == other_so and same_symbol:
        return Agreement.SAME
    if not fact.sure and any(_split(other) == (so, symbol) for other in _numbers(document)):
        return Agreement.UNKNOWN
    if same_symbol and OSA.distance(so, other_so) == 1 and max(len(so), len(other_so)) > 1:
        return Agreement.NEAR
    if so == other_so and len(so) > 1 and OSA.distance(symbol, other_symbol) <= 2:
        return Agreement.NEAR
    return Agreement.OTHER


def _without_group(symbol: str) -> str:
    """A symbol without the number of a group behind it, which the table may print and the document not."""
    return re.sub(r"(?<=[a-z])\d{2,4}$", "", symbol)


def _date_agreement(cited: date | None, read: date | None) -> Agreement:
    if cited is None or read is None:
        return Agreement.UNKNOWN
    if cited == read:
        return Agreement.SAME
    parts = zip((cited.day, cited.month, cited.year), (read.day, read.month, read.year), strict=True)
    turned = (cited.day, cited.month, cited.year) == (read.month, read.day, read.year)
    return Agreement.NEAR if turned or sum(a != b for a, b in parts) == 1 else Agreement.OTHER


def _differences(reference: Reference, found: _Compared) -> Iterator[Finding]:
    document = found.document
    if found.number is Agreement.UNKNOWN:
        message = f"Số trên {document.file} chưa đọc được chắc chắn; ngày và cơ quan khớp với {reference.so_ky_hieu}"
        yield Finding("low_confidence", Severity.WARNING, message)
    elif found.number is Agreement.NEAR:
        yield _differs(document, "so_ky_hieu", "Số", reference.so_ky_hieu, document.text_of("so_ky_hieu") or "")
    if found.date in (Agreement.NEAR, Agreement.OTHER):
        cited, read = reference.ngay_ban_hanh, document.issued_on
        assert cited is not None and read is not None
        told = _differs(document, "ngay_ban_hanh", "Ngày", written_date(cited), written_date(read))
        yield Finding(told.code, Severity.WARNING, told.message) if reference.shared else told
    if reference.day_text is not None:
        read_day = f"; trên tài liệu: {written_date(document.issued_on)}" if document.issued_on else ""
        yield Finding("cited_differs", Severity.ERROR, f"Ngày {reference.day_text} không có trong lịch{read_day}")
    if found.body is Agreement.OTHER:
        cited_body, body = reference.co_quan_ban_hanh or "", document.text_of("co_quan_ban_hanh") or ""
        yield _differs(document, "co_quan_ban_hanh", "Cơ quan", cited_body, body)
    if found.subject is not None and found.subject < _OTHER_SUBJECT:
        read_subject = document.text_of("trich_yeu") or ""
        told = _differs(document, "trich_yeu", "Nội dung", reference.trich_yeu or "", read_subject)
        yield Finding(told.code, Severity.WARNING, told.message)


def _differs(document: Document, name: str, label: str, cited: str, read: str) -> Finding:
    sure = document.is_sure(name)
    message = f"{label}: bảng ghi “{cited}”, tài liệu ghi “{read}”"
    if sure:
        return Finding("cited_differs", Severity.ERROR, message)
    return Finding("cited_differs", Severity.WARNING, f"{message} (máy đọc chưa chắc)")


def _absent(reference: Reference, nearest: Document | None) -> Iterator[Finding]:
    if reference.day_text is not None:
        yield Finding("cited_differs", Severity.ERROR, f"Ngày {reference.day_text} không có trong lịch")
    if reference.basis:
        yield Finding(
            "cited_not_found", Severity.INFO, f"{named(reference)} không có trong thư mục; chỉ được nhắc làm căn cứ"
        )
        return
    message = f"Không có tệp nào là {named(reference)}"
    if nearest is not None:
        message += f"; gần nhất: {nearest.file} ({described(nearest)})"
    yield Finding("cited_not_found", Severity.ERROR, message)


def named(reference: Reference) -> str:
    """`42/BC-UBND ngày 19/3/2025 của UBND tỉnh`: what a citation says, in few words."""
    day = f" ngày {written_date(reference.ngay_ban_hanh)}" if reference.ngay_ban_hanh else ""
    body = f" của {reference.co_quan_ban_hanh}" if reference.co_quan_ban_hanh else ""
    return f"{reference.so_ky_hieu}{day}{body}"


def described(document: Document) -> str:
    """The same of a file: `329/BC-UBND ngày 19/12/2025 của UBND tỉnh Lâm Đồng`."""
    day = document.issued_on
    parts: Iterable[str] = (
        document.text_of("so_ky_hieu") or "không số",
        f"ngày {written_date(day)}" if day else "không ngày",
        f"của {body}" if (body := document.text_of("co_quan_ban_hanh")) else "",
    )
    return " ".join(part for part in parts if part)
