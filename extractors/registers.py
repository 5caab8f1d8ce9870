"""Closed lists: types of documents with their abbreviations, marks of titles and subjects.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục III (types and abbreviations of administrative documents); Luật Ban
hành văn bản quy phạm pháp luật (legal acts); Hướng dẫn of the Party's office for its own types.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from extractors.document import fold

LETTER = "Công văn"

TYPES: dict[str, tuple[str, ...]] = {
    "Nghị quyết": ("NQ", "NQLT"),
    "Quyết định": ("QĐ",),
    "Chỉ thị": ("CT",),
    "Quy chế": ("QC",),
    "Quy định": ("QyĐ", "QĐi"),
    "Thông cáo": ("TC",),
    "Thông báo": ("TB",),
    "Hướng dẫn": ("HD",),
    "Chương trình": ("CTr",),
    "Kế hoạch": ("KH",),
    "Phương án": ("PA",),
    "Đề án": ("ĐA",),
    "Dự án": ("DA",),
    "Báo cáo": ("BC",),
    "Biên bản": ("BB",),
    "Tờ trình": ("TTr",),
    "Hợp đồng": ("HĐ",),
    "Công điện": ("CĐ",),
    "Bản ghi nhớ": ("BGN",),
    "Bản thỏa thuận": ("BTT",),
    "Giấy ủy quyền": ("GUQ",),
    "Giấy mời": ("GM",),
    "Giấy giới thiệu": ("GGT",),
    "Giấy nghỉ phép": ("GNP",),
    "Phiếu gửi": ("PG",),
    "Phiếu chuyển": ("PC",),
    "Phiếu báo": ("PB",),
    "Phiếu trình": ("PT", "PTr"),
    "Thư công": (),
    "Luật": ("QH",),
    "Pháp lệnh": ("UBTVQH",),
    "Lệnh": ("L",),
    "Nghị định": ("NĐ",),
    "Thông tư": ("TT",),
    "Thông tư liên tịch": ("TTLT",),
    "Kết luận": ("KL",),
    "Thông tri": ("TTri",),
    "Quy hoạch": (),
    "Phụ lục": (),
    "Danh sách": ("DS",),
    "Giấy chứng nhận": ("GCN",),
    "Giấy xác nhận": ("GXN",),
    "Bảng tổng hợp": (),
    "Bảng thống kê": (),
    "Công văn": ("CV",),
}
"""Full name of each type and its abbreviations as they stand in a symbol."""

COPIES: dict[str, str] = {"SY": "Sao y", "TrS": "Trích sao", "SL": "Sao lục", "BS": "Bản sao"}
"""Kinds of copies; their number is not the document's own."""

COMMON_ORGANS = frozenset(
    {"UBND", "HĐND", "TTg", "CP", "SNV", "BNV", "VP", "VPCP", "STP", "STC", "SYT", "SXD", "SCT", "SGDĐT", "SKHCN", "TU"}
)
"""Abbreviations of bodies that occur in every province, as they stand in a symbol."""

_BY_FOLD = {fold(name): name for name in TYPES}
_BY_ABBREVIATION = {short: name for name, shorts in TYPES.items() for short in shorts}
_LONGEST_FIRST = sorted(_BY_FOLD, key=len, reverse=True)


def all_abbreviations() -> tuple[str, ...]:
    """Abbreviations of types as printed."""
    return tuple(_BY_ABBREVIATION)


def type_of_abbreviation(short: str) -> str | None:
    """Type name of `KH`, `QĐ` …; upper and lower case matter (`CTr` Chương trình, `CT` Chỉ thị) unless nothing fits."""
    exact = _BY_ABBREVIATION.get(short)
    if exact is not None:
        return exact
    folded = [name for abbreviation, name in _BY_ABBREVIATION.items() if abbreviation.upper() == short.upper()]
    return folded[0] if len(folded) == 1 else None


def type_at_start(text: str) -> str | None:
    """Type name with which a title line begins, e.g. `KẾ HOẠCH TRIỂN KHAI …` gives Kế hoạch, or None."""
    folded = fold(text).strip(" :.-*_\"'")
    for key in _LONGEST_FIRST:
        if folded == key or folded.startswith((key + " ", key + ":")):
            return _BY_FOLD[key]
    near = _nearest_title(folded) if len(folded) >= _LONG_TITLE else None
    return _BY_FOLD[near] if near is not None else None


_LETTER_SUBJECT = re.compile(r"^\W{0,3}(v\s*/\s*v|vv|ve viec)\b")


def begins_letter_subject(text: str) -> bool:
    """Whether a line begins the subject of a letter: `V/v …`, `Về việc …`."""
    return _LETTER_SUBJECT.match(fold(text)) is not None


def is_title(text: str) -> bool:
    """Whether a line is nothing but the name of a type in capitals, as the decree prints it."""
    if re.fullmatch(r"\W*phu luc(\s+so)?(\s+([ivxlc]+|\d+|[a-h]))?\W*", fold(text)):
        return True  # annexes print their label in small letters too
    letters = [c for c in text if c.isalpha()]
    folded = re.sub(r"[^a-z ]", "", fold(text)).strip()
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return False
    return folded in _BY_FOLD or (len(folded) >= _LONG_TITLE and _nearest_title(folded) is not None)


_LONG_TITLE = 8
_NEAR = 90
"""How alike (0..100) a line in capitals and the name of a type must be when a letter was misread: `QUYKET ĐỊNH`."""


def _nearest_title(folded: str) -> str | None:
    best = process.extractOne(folded, _BY_FOLD.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return best[0] if best is not None else None
