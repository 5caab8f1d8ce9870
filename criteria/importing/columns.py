"""Which column of a table is which, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from criteria.importing.numbering import read_code, split_code
from extractors.document import TableRow, fold


class Role(StrEnum):
    """What a column of a criteria table holds."""

    CODE = "code"
    NAME = "name"
    POINTS = "points"
    SCORING = "scoring"
    EVIDENCE = "evidence"
    REMARK = "remark"
    DEPARTMENTS = "departments"
    CLAIMED = "claimed"
    EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table by role; `width` is the number of columns of its grid."""

    columns: Mapping[Role, tuple[int, ...]]
    width: int

    def texts(self, row: TableRow, role: Role) -> tuple[str, ...]:
        """The filled cells of a role in a row."""
        return tuple(row.cells[c] for c in self.columns.get(role, ()) if c < len(row.cells) and row.cells[c])

    def text(self, row: TableRow, role: Role) -> str:
        """The last filled cell of a role: of several name columns the innermost names the row."""
        return (self.texts(row, role) or ("",))[-1]

    def begins_above(self, row: TableRow, role: Role) -> bool:
        """Whether the cell of a role is one with the cell of the row above."""
        columns = self.columns.get(role, ())
        return bool(columns) and all(c in row.above for c in columns)


_CODE = re.compile(r"(?:stt|tt|so tt|so thu tu|ma|ma so|ma tieu chi|muc|ky hieu)\.?")
_NOT_OURS = re.compile(
    r"\btu (?:danh gia|cham)|dat duoc|thuc te|tham dinh|hoi dong|dieu tra|^chi so$|diem tru\b|da cham|ket qua cham"
)
"""Columns to be filled in later: own points, points of the council, the resulting index."""
_CLAIMED = re.compile(r"\btu (?:danh gia|cham)|\bdon vi cham|\bdiem (?:dat|dat duoc)$")
"""Points that the unit gives itself, in a self-score table."""
_NO_CLAIM = re.compile(r"tai lieu|minh chung|kiem chung|giai trinh|thuyet minh|noi dung|ty le|tham dinh|hoi dong")
_PATTERNS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.EVIDENCE, re.compile(r"tai lieu|minh chung|kiem chung|\btlkc\b|van ban kem")),
    (Role.SCORING, re.compile(
        r"cach (?:thuc )?(?:cham|tinh|danh gia|xac dinh)|phuong phap|huong dan|thang diem danh gia|noi dung cham|"
        r"tieu chuan cham|yeu cau|muc danh gia"
    )),
    (Role.POINTS, re.compile(
        r"diem (?:so )?(?:toi da|chuan|quy dinh|tieu chuan|cao nhat)|thang diem|so diem|tong diem|^diem$|muc diem|"
        r"^toi da$"
    )),
    (Role.NAME, re.compile(r"linh vuc|tieu chi|noi dung|ten tc|chi so thanh phan|nhiem vu")),
    (Role.REMARK, re.compile(r"ghi chu|luu y")),
    (Role.EXPLANATION, re.compile(r"giai trinh|thuyet minh|dien giai|^ly do|(?:ket qua|tinh hinh) thuc hien")),
    (Role.DEPARTMENTS, re.compile(
        r"(?:don vi|co quan|phong|bo phan|to chuc|nguoi)\b.{0,25}(?:chu tri|thuc hien|phu trach|tham muu|theo doi)|"
        r"trach nhiem|^(?:don vi|co quan|phong, ban)$"
    )),
)  # fmt: skip
_LONGEST_HEADING = 120


def role_of(heading: str) -> Role | None:
    """The role that a column heading names, by the word that comes first; None for a column of no use here."""
    text = fold(heading)
    if not text or len(text) > _LONGEST_HEADING:
        return None
    if _CODE.fullmatch(text):
        return Role.CODE
    if _CLAIMED.search(text) and not _NO_CLAIM.search(text):
        return Role.CLAIMED
    if _NOT_OURS.search(text):
        return None
    found = [(match.start(), role) for role, pattern in _PATTERNS if (match := pattern.search(text))]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def find_layout(rows: Sequence[TableRow], start: int = 0) -> tuple[int, Layout] | None:
    """The first heading from `start` on: the number of the row after it, and the columns.

    A heading names the criteria and at least one of points, scoring, evidence; sub-headings and a row that numbers the
    columns belong to it.
    """
    for index in range(start, len(rows)):
        found = heading_at(rows, index)
        if found is not None:
            return found
    return None


def heading_at(rows: Sequence[TableRow], index: int) -> tuple[int, Layout] | None:
    """The heading that begins at a row, or None."""
    row = rows[index]
    if _says_something(row) or not _is_heading(_roles(_spread(row))):
        return None
    texts = list(_spread(row))
    after = index + 1
    while after < len(rows) and _is_below(rows[after], row):
        for column, text in enumerate(_spread(rows[after])):
            if column < len(texts) and text and column not in rows[after].above:
                texts[column] = f"{texts[column]} {text}"
        after += 1
    if after < len(rows) and _numbers_columns(rows[after]):
        after += 1
    return after, Layout(_roles(texts), len(row.cells))


def _roles(texts: Sequence[str]) -> dict[Role, tuple[int, ...]]:
    columns: dict[Role, tuple[int, ...]] = {}
    for column, text in enumerate(texts):
        role = role_of(text)
        if role is Role.NAME or (role is not None and role not in columns):
            columns[role] = (*columns.get(role, ()), column)
    return columns


def _says_something(row: TableRow) -> bool:
    """Whether a row holds sentences or begins with a code: "tài liệu" and "tiêu chí" stand in criteria too."""
    if any(read_code(text) is not None or split_code(text) is not None for text in row.cells[:2] if text):
        return True
    return any(len(text) > _LONGEST_HEADING or text.endswith((".", ";", ",")) for text in row.cells)


def _is_heading(roles: Mapping[Role, object]) -> bool:
    return Role.NAME in roles and any(r in roles for r in (Role.POINTS, Role.SCORING, Role.EVIDENCE))


def _spread(row: TableRow) -> tuple[str, ...]:
    """The texts of a row, those of merged cells over all their columns."""
    texts: list[str] = []
    for column, text in enumerate(row.cells):
        texts.append(texts[-1] if column in row.left and texts else text)
    return tuple(texts)


def _is_below(row: TableRow, heading: TableRow) -> bool:
    """Whether a row is the lower part of a heading: only under headings that span columns is there something new."""
    if not row.above or len(row.cells) != len(heading.cells):
        return False
    new = [c for c, text in enumerate(row.cells) if text]
    spanned = heading.left | {c - 1 for c in heading.left}
    return bool(new) and all(c in spanned for c in new)


def _numbers_columns(row: TableRow) -> bool:
    """Whether a row counts the columns: `(1) (2) (3)` or `A B 1 2`."""
    filled = [text.strip("() ") for text in row.cells if text]
    numbers = [int(text) for text in filled if text.isdigit()]
    letters = filled[: len(filled) - len(numbers)]
    counted = numbers == list(range(1, len(numbers) + 1)) and filled[len(letters) :] == [str(n) for n in numbers]
    return len(filled) >= 3 and counted and letters == [chr(ord("A") + i) for i in range(len(letters))]
