"""Owners of criteria from a table of assignments: a column of codes, a column `Đơn vị chủ trì`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from criteria.directives.names import bodies_at_start, body_asked
from extractors.document import TableRow, fold

_OWNER = re.compile(r"\b(?:chu tri|phu trach|tham muu|chiu trach nhiem|duoc giao)\b")
_DOER = re.compile(r"\b(?:don vi|co quan|phong,? ban|bo phan)\b.*\b(?:thuc hien|cham diem|cung cap)\b")
_CODE = re.compile(r"\s*(?:TCTP|TC|Tiêu chí|Mục)?\s*(?P<code>\d{1,2}(?:\.\d{1,2}){1,3})\.?(?=\s|$)")
_HEADER_ROWS = 4


def owners_in_tables(tables: Sequence[Sequence[TableRow]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each code of a table of assignments with its owners, empty where its cell names none; in printed order."""
    found: dict[str, tuple[str, ...]] = {}
    for rows in tables:
        for code, names in _owners(rows):
            found[code] = tuple(dict.fromkeys((*found.get(code, ()), *names)))
    return tuple(found.items())


def _owners(rows: Sequence[TableRow]) -> Iterator[tuple[str, tuple[str, ...]]]:
    column = _owner_column(rows)
    if column is None:
        return
    merged: tuple[str, ...] = ()
    for row in rows:
        code = next((match["code"] for cell in row.cells[:column] if (match := _CODE.match(cell))), None)
        if column not in row.above and column < len(row.cells):
            merged = _names(row.cells[column])
        if code is not None:
            yield code, merged


def _owner_column(rows: Sequence[TableRow]) -> int | None:
    """The column whose heading says that it holds who is responsible, not who helps."""
    for pattern in (_OWNER, _DOER):
        for row in rows[:_HEADER_ROWS]:
            for column, cell in enumerate(row.cells):
                folded = fold(cell)
                if column and pattern.search(folded) and len(folded) < 80 and not _CODE.match(cell):
                    return column
    return None


def _names(cell: str) -> tuple[str, ...]:
    """The bodies of a cell, one or several, with or without marks of a list."""
    text = " ".join(cell.split()).rstrip(" .;,")
    names, end = bodies_at_start(text)
    if names and not re.search(r"[^\W_]", text[end:]):
        return names
    lines = re.sub(r"\s*\n\s*(?=[-+•]|[A-ZĐ]|phòng\b|sở\b)", "; ", cell.strip())
    text = " ".join(re.sub(r"(^|;\s*)[-+•]\s*", r"\1", lines).split()).rstrip(" .;,")
    parts = [part for part in re.split(r"\s*;\s*", text) if part]
    each = [bodies_at_start(part)[0] or ((free,) if (free := body_asked(part)) else ()) for part in parts]
    return tuple(name for names in each for name in names)
