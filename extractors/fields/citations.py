"""Other documents named in a text: number, date, body, page.

Forms (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4: a document is cited by type, number, date, body, subject; the rest as
offices write their self-score tables):

    Báo cáo số 42/BC-UBND ngày 19/3/2025 của UBND tỉnh Lâm Đồng về …
    Báo cáo của UBND tỉnh số 42/BC-UBND, ngày 19 tháng 3 năm 2025
    Quyết định số 329/QĐ-UBND, 330/QĐ-UBND cùng ngày 01/02/2025 của …    one date and body for several
    các Thông báo số 12, 13 và 14/TB-SNV ngày 5/6/2025                   one symbol for several
    Kế hoạch số 192/KH-ĐKT 557 ngày 23/4/2025                            a group that bears the number of its decision
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.bodies import starts_body
from extractors.document import Citation, Reference
from extractors.fields.cited_body import body_at
from extractors.fields.date import to_date
from extractors.layout import Line, mend
from extractors.registers import TYPES
from extractors.symbols import Number, parse
from extractors.units import KINDS

_CAPITAL = "A-ZĐĂÂÊÔƠƯ"
_PART = rf"[{_CAPITAL}](?:[A-Za-zĐđƯ0-9.]*[A-Za-zĐđƯ0-9])?(?![^\W\d_])"
_SPACED_PART = rf"[{_CAPITAL}]{{2,}}[{_CAPITAL}0-9]*(?![^\W\d_])"
"""What may follow a mark with a space before it: `QĐ - UBND`, but not `KH-UBND - Kế hoạch`."""
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?P<so>\d{1,5}[a-h]?)[^\S\n]*"
    r"(?:/\s?(?P<nam>(?:19|20)\d\d)\s?)?(?:/|-\s?[A-ZĐ]{2,4}\s?/)\s?"
    rf"(?P<symbol>{_PART}(?:[-/&]\s?{_PART}|\s[-/&]\s?{_SPACED_PART})*)"
    # The number of the decision that a group was formed by, and a unit printed behind a space.
    r"(?P<group>(?:\s[A-ZĐ]{2,5})?\s\d{1,4}(?=\s*,?\s*(?:ngày|của)\b))?"
)
_DAY = (
    r"(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*(?P<year>\d{4})(?![\d/])"
)  # fmt: skip
_DATED = re.compile(rf"[\s,(]*(?:ban hành\s+|ký\s+)?(?:cùng\s+)?(?:các\s+)?ngày\s*(?P<text>{_DAY})", re.IGNORECASE)
_OF = re.compile(r"[\s,]*của\s+")
_BEFORE = re.compile(r"\bcủa\s+(?P<body>[^;.()\n:]{3,70}?)\s*,?\s+số\s*:?\s*$")
_PLACE_BEFORE = re.compile(
    rf"\b(?P<level>{'|'.join(KINDS)})\s+(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){{0,4}}?)\s+số\s*:?\s*$"
)
"""The place that a list names before the number: `tỉnh Bình Thuận số 29/NQ-HĐND ngày … của HĐND tỉnh`."""
_HAS_ISSUED = re.compile(r"\s+(?:đã\s+)?(?:kịp thời\s+|tiếp tục\s+)?(?:có|ban hành)\s+$")
_MORE_NUMBERS = re.compile(r"\bsố\s*:?\s*(?P<numbers>(?:\d{1,5}[a-h]?\s*(?:,\s*|;\s*|\s+và\s+))+)$")
_SAID_NUMBER = re.compile(r"\bsố\s*:?\s*(?:\d{1,5}\s*(?:,|;|\bvà\b)\s*)*$", re.IGNORECASE)
_TYPE_NAMES = "|".join(sorted((*map(re.escape, TYPES), "Văn bản"), key=len, reverse=True))
_TYPE = re.compile(
    rf"(?<!\w)(?P<type>{_TYPE_NAMES})(?:\s+[^\W\d_]+){{0,4}}?\s*(?:\bsố\b\s*:?\s*)?(?:\d{{1,5}}\s*(?:,|;|và)\s*)*$",
    re.IGNORECASE,
)
_BARE_START = re.compile(r"\bsố\s*:?\s*(?:\d{1,5}\s*(?:,|;|và)\s*)*$", re.IGNORECASE)
_LOOK_BACK = 70
_LINK = re.compile(rf"\s*(?:[,;]|và|,\s*và)?\s*(?:(?:{_TYPE_NAMES})(?:\s+[^\W\d_]+){{0,3}}?)?\s*(?:số\s*:?)?\s*", re.I)
"""What stands between the numbers of one list."""
_ABOUT = re.compile(r"(?:\s*\([^()]*\))?[\s,]*(?:về\s+việc\b|về\b|v/v\b|Về\b)\s*:?\s*")
_SENTENCE_END = re.compile(r"[;\n]|\.(?=\s|$)|:\s+(?=[^\W\d_])(?=(?P<next>\S))")
_CLAUSE_END = re.compile(r"[;:\n]|\.(?=\s|$)")
_COORDINATE = re.compile(r"(?:[,;:(\n–+-]|\bvà|\bcùng|\bkèm theo)\s*$|^\s*$")
_BASIS = re.compile(
    r"(?:căn cứ|theo quy định (?:của|tại)|quy định tại|thực hiện)\s+(?:[^.;\n]{0,25}\s)?$", re.IGNORECASE
)
_LAWS = frozenset({"Nghị định", "Luật", "Pháp lệnh", "Thông tư", "Thông tư liên tịch"})
_ABOVE_ALL = frozenset({"CP", "TTg", "QH", "UBTVQH", "TW", "TƯ", "UBKTTW", "BCT", "BBT"})
_LONGEST_SUBJECT = 400


def find_citations(pages: Iterable[Sequence[Line]], own_number: str | None) -> tuple[Citation, ...]:
    """Every cited number once, with the first date and body given for it; the document's own is left out.

    `pages` are the lines of each page.
    """
    spoken = ((" ".join(line.text for line in lines), lines[0].page) for lines in pages if lines)
    return citations_of(spoken, own_number)


def citations_of(pages: Iterable[tuple[str, int]], own_number: str | None) -> tuple[Citation, ...]:
    """The same from the text of each page with its number."""
    found: dict[str, Citation] = {}
    for text, page in pages:
        for citation in _on_page(text, page):
            known = found.get(citation.so_ky_hieu)
            if citation.so_ky_hieu == own_number:
                continue
            if known is None or (known.ngay_ban_hanh is None and citation.ngay_ban_hanh is not None):
                found[citation.so_ky_hieu] = citation
    return tuple(found.values())


def _on_page(text: str, page: int) -> Iterator[Citation]:
    for named in _named_in(mend(text)):
        yield Citation(named.number, named.day, named.body, page)

