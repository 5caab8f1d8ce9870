"""From the rows of a paper to its criteria in printed order, each with its texts and the place it stands at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from criteria.importing.columns import Layout, Role, heading_at
from criteria.importing.numbering import mend, read_code, read_points, resolve_fields, split_code, successors
from criteria.importing.passages import append, goes_on, split_name, tidy_name
from criteria.importing.remarks import ImportProblem, Remark
from extractors.document import PrintedTables, Severity, TableRow, fold

_TOTAL = re.compile(r"(?:tong (?:so )?(?:diem|cong|so)|tong|cong)\b.{0,30}")
_OWN_ROWS = 0.3
"""Rows without a code for each row with one, from which the scoring stands in rows of its own below the name."""
_EMBEDDED = 0.6
"""Share of the coded rows whose name begins with a code: then the first column only counts the rows."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A criterion as a paper prints it; `points` None where the paper gives none.

    `claimed` and `explanation` stand in self-score tables only: the unit's own points, and why it gives them.
    """

    code: str
    name: str
    points: float | None
    scoring: tuple[str, ...]
    evidence: tuple[str, ...]
    remark: str
    departments: tuple[str, ...]
    place: str
    evidence_place: str
    claimed: float | None = None
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """One set of a paper: its criteria in printed order and the printed totals.

    `has_claims`: there is a column of own points; `claimed_total` is what the row of the total says in it.
    """

    file: str
    heading: str
    criteria: tuple[Printed, ...]
    total: float | None
    total_place: str
    has_points: bool
    remarks: tuple[Remark, ...]
    claimed_total: float | None = None
    has_claims: bool = False


@dataclass(slots=True)
class _Item:
    """A criterion while its rows come in."""

    code: str
    place: str
    first: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    remark: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)
    points: float | None = None
    claimed: float | None = None
    evidence_place: str = ""


@dataclass(slots=True)
class _Run:
    """The rows under one heading, repeated headings left out, with the layout each was read by."""

    rows: list[tuple[TableRow, Layout]] = field(default_factory=list)


def outlines_of(paper: PrintedTables) -> tuple[Outline, ...]:
    """The sets of a paper; a paper with several tables that each begin with field 1 has several.

    Raises `ImportProblem` when no table names criteria.
    """
    remarks: list[Remark] = []
    rows = list(_criteria_rows(paper, remarks))
    if not rows:
        raise ImportProblem(
            paper.file,
            "không tìm thấy bảng tiêu chí (cột tiêu chí/nội dung cùng cột điểm, cách chấm hoặc tài liệu kiểm chứng)",
            "Kiểm tra đúng tệp có bảng; bảng không kẻ ô thì chép sang Word hoặc Excel rồi nhập",
        )
    embedded = _codes_in_names(rows)
    found = []
    for part in _sets(rows, embedded):
        reader = _Reader(paper.file, part, embedded, scanned=paper.scanned)
        found.append(reader.outline(paper.heading, tuple(remarks)))
        remarks = []
    return tuple(outline for outline in found if outline.criteria)


def _criteria_rows(paper: PrintedTables, remarks: list[Remark]) -> Iterator[tuple[TableRow, Layout]]:
    """The rows of all tables of criteria; a table without a heading goes on with the columns of the one before."""
    layout: Layout | None = None
    for table in paper.tables:
        index, skipped = 0, 0
        while index < len(table):
            heading = heading_at(table, index)
            if heading is not None:
                index, layout = heading
                continue
            row = table[index]
            index += 1
            if layout is None or not any(row.cells):
                continue
            if len(row.cells) == layout.width:
                yield row, layout
            else:
                skipped += 1
                place = row.place
        if layout is not None and skipped:
            remarks.append(
                Remark(
                    paper.file, place, f"{skipped} dòng có số cột khác bảng tiêu chí ({layout.width} cột), không đọc"
                )
            )


def _codes_in_names(rows: Sequence[tuple[TableRow, Layout]]) -> bool:
    coded = [(row, layout) for row, layout in rows if read_code(layout.text(row, Role.CODE))]
    if not coded:
        return any(split_code(layout.text(row, Role.NAME)) for row, layout in rows)
    inside = sum(split_code(layout.text(row, Role.NAME)) is not None for row, layout in coded)
    return inside >= _EMBEDDED * len(coded)


def _code_and_name(row: TableRow, layout: Layout, embedded: bool) -> tuple[str | None, str]:
    name = layout.text(row, Role.NAME)
    if embedded:
        both = split_code(name)
        if both is not None:
            return both
        return None, name
    return read_code(layout.text(row, Role.CODE)), name


def _sets(rows: Sequence[tuple[TableRow, Layout]], embedded: bool) -> Iterator[list[tuple[TableRow, Layout]]]:
    """The rows of each set: a new one begins where the first field comes again in a table with a total before it."""
    part: list[tuple[TableRow, Layout]] = []
    first: str | None = None
    closed = False
    for row, layout in rows:
        code, _ = _code_and_name(row, layout, embedded)
        if code is not None and first is None:
            first = code
        elif code is not None and code == first and closed:
            yield part
            part, closed = [], False
        closed = closed or _is_total(row)
        part.append((row, layout))
    if part:
        yield part


def _is_total(row: TableRow) -> bool:
    return any(_TOTAL.fullmatch(fold(text)) for text in row.cells[:3] if text)


class _Reader:
    """Goes through the rows of one set."""

    def __init__(self, file: str, rows: Sequence[tuple[TableRow, Layout]], embedded: bool, *, scanned: bool) -> None:
        self._file = file
        self._scanned = scanned
        self._rows = rows
        self._embedded = embedded
        self._items: list[_Item] = []
        self._remarks: list[Remark] = []
        self._total: float | None = None
        self._claimed_total: float | None = None
        self._total_place = ""
        coded = sum(_code_and_name(row, layout, embedded)[0] is not None for row, layout in rows)
        # The first row of a page may be the rest of a cell that the page break cut.
        inner = [now for before, now in pairwise(rows) if before[0].page == now[0].page]
        own = sum(_code_and_name(row, layout, embedded)[0] is None for row, layout in inner)
        scored = any(Role.SCORING in layout.columns for _, layout in rows)
        self._own_rows = own > _OWN_ROWS * coded and not scored

    def outline(self, heading: str, remarks: tuple[Remark, ...]) -> Outline:
        page = 0
        for row, layout in self._rows:
            self._row(row, layout, first_of_page=row.page != page)
            page = row.page
        codes = resolve_fields([item.code for item in self._items])
        criteria = [self._printed(item, code) for item, code in zip(self._items, codes, strict=True)]
        has_points = any(Role.POINTS in layout.columns for _, layout in self._rows)
        return Outline(
            self._file,
            heading,
            tuple(self._unique(criteria)),
            self._total,
            self._total_place,
            has_points and any(c.points is not None for c in criteria),
            (*remarks, *self._remarks),
            self._claimed_total,
            any(Role.CLAIMED in layout.columns for _, layout in self._rows),
        )

    def _remark(self, place: str, message: str, severity: Severity = Severity.WARNING) -> None:
        self._remarks.append(Remark(self._file, place, message, severity))

    def _row(self, row: TableRow, layout: Layout, *, first_of_page: bool) -> None:
        code, name = _code_and_name(row, layout, self._embedded)
        if self._scanned and not self._embedded:
            code = self._mended(code, layout.text(row, Role.CODE), row.place)
        points_text = layout.text(row, Role.POINTS)
        if code is None and _is_total(row):
            self._total = read_points(points_text)
            self._claimed_total = read_points(layout.text(row, Role.CLAIMED))
            self._total_place = row.place
            return
        if code is not None and not layout.begins_above(row, Role.CODE):
            self._begin(row, layout, code, name, points_text)
            return
        printed = layout.text(row, Role.CODE)
        if printed and not layout.begins_above(row, Role.CODE) and self._looks_like_code(printed):
            self._remark(row.place, f"không đọc được mã '{_short(printed)}'; dòng được nối vào mục trước")
        if not self._items:
            if name:
                self._remark(row.place, f"dòng '{_short(name)}' đứng trước mục đầu tiên, bỏ qua", Severity.INFO)
            return
        self._further(row, layout, name, points_text, broken=first_of_page)

    def _mended(self, code: str | None, seen: str, place: str) -> str | None:
        """The code as the order of the table wants it, where OCR lost a point or a digit; the person is told."""
        before = self._items[-1].code if self._items else None
        if not seen or code in successors(before):
            return code
        mended = mend(seen, before)
        if mended is None or mended == code:
            return code
        self._remark(place, f"mã đọc từ ảnh là '{_short(seen)}', hiểu là {mended} theo thứ tự của bảng")
        return mended

    def _looks_like_code(self, printed: str) -> bool:
        return any(c.isdigit() for c in printed) and not self._embedded

    def _begin(self, row: TableRow, layout: Layout, code: str, name: str, points_text: str) -> None:
        item = _Item(code, row.place, evidence_place=row.place)
        item.first = name.split("\n") if name else []
        item.points = self._points(points_text, row)
        item.claimed = self._claimed(layout.text(row, Role.CLAIMED), row)
        append(item.explanation, layout.text(row, Role.EXPLANATION), broken=False)
        append(item.body, layout.text(row, Role.SCORING), broken=False)
        append(item.remark, layout.text(row, Role.REMARK), broken=False)
        append(item.departments, layout.text(row, Role.DEPARTMENTS), broken=False)
        if layout.begins_above(row, Role.EVIDENCE) and self._items:
            # One cell of evidence for several criteria: the list is shared, also what comes to it after a page break.
            item.evidence = self._items[-1].evidence
            item.evidence_place = self._items[-1].evidence_place
        else:
            append(item.evidence, layout.text(row, Role.EVIDENCE), broken=False)
        if layout.begins_above(row, Role.DEPARTMENTS) and self._items:
            item.departments = self._items[-1].departments
        if not name:
            self._remark(row.place, f"mục {code} không có tên")
        self._items.append(item)

    def _further(self, row: TableRow, layout: Layout, name: str, points_text: str, *, broken: bool) -> None:
        """A row without a code: the rest of a cell that a page break cut, or scoring in a row of its own."""
        item = self._items[-1]
        scoring = layout.text(row, Role.SCORING)
        if name and broken and not item.body and self._is_rest_of_first(item, name, layout):
            append(item.first, name, broken=True)
        elif name and Role.SCORING in layout.columns and broken:
            item.first = [f"{' '.join(item.first)} {name}"]
        elif name:
            append(item.body, name, broken=broken, rows=self._own_rows)
        append(item.body, scoring, broken=broken)
        if layout.text(row, Role.EVIDENCE) and not item.evidence:
            item.evidence_place = row.place
        append(item.evidence, layout.text(row, Role.EVIDENCE), broken=broken)
        append(item.remark, layout.text(row, Role.REMARK), broken=broken)
        append(item.departments, layout.text(row, Role.DEPARTMENTS), broken=broken)
        if points_text and item.points is None and not item.body:
            item.points = self._points(points_text, row)
        append(item.explanation, layout.text(row, Role.EXPLANATION), broken=broken)
        if item.claimed is None and not item.body:
            item.claimed = self._claimed(layout.text(row, Role.CLAIMED), row)

    def _is_rest_of_first(self, item: _Item, text: str, layout: Layout) -> bool:
        if Role.SCORING in layout.columns:
            return False
        return goes_on(item.first[-1] if item.first else "", text) if self._own_rows else True

    def _points(self, text: str, row: TableRow) -> float | None:
        if not text:
            return None
        points = read_points(text)
        if points is None:
            self._remark(row.place, f"không đọc được điểm '{_short(text)}'")
        return points

    def _claimed(self, text: str, row: TableRow) -> float | None:
        """Own points; words instead of a figure ("Điều tra XHH", "Bộ chấm") say that the unit gives none."""
        return self._points(text, row) if any(c.isdigit() for c in text) else None

    def _printed(self, item: _Item, code: str) -> Printed:
        if self._own_rows or self._embedded:
            name = tidy_name(" ".join(item.first))
            rest: list[str] = []
        else:
            name, rest = split_name(item.first)
        return Printed(
            code,
            name,
            item.points,
            tuple(rest + item.body),
            tuple(item.evidence),
            " ".join(item.remark),
            tuple(_departments(item.departments)),
            item.place,
            item.evidence_place if item.evidence else "",
            item.claimed,
            tuple(item.explanation),
        )

    def _unique(self, criteria: Iterable[Printed]) -> Iterator[Printed]:
        seen: dict[str, Printed] = {}
        for criterion in criteria:
            earlier = seen.setdefault(criterion.code, criterion)
            if earlier is criterion:
                yield criterion
            else:
                self._remark(
                    criterion.place,
                    f"mã {criterion.code} đã dùng ở {earlier.place} ('{_short(earlier.name)}');"
                    f" dòng '{_short(criterion.name)}' bị bỏ qua. Sửa mã trong bảng rồi nhập lại",
                    Severity.ERROR,
                )


def _departments(lines: Iterable[str]) -> Iterator[str]:
    """Names of departments, one per line or separated by semicolons."""
    for line in lines:
        for part in line.split(";"):
            name = part.strip(" -–+.,")
            if name:
                yield name


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else f"{line[:49]}…"
