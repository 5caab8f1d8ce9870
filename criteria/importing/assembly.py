"""One criteria set from the outlines of one or two papers: merged by code, nested, drafted, sums checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from criteria.codes import is_within, sort_key
from criteria.importing.abbreviations import explained_in
from criteria.importing.drafting import Context, draft
from criteria.importing.methods import method_of
from criteria.importing.outline import Outline, Printed
from criteria.importing.remarks import ImportProblem, Remark
from criteria.model import CriteriaSet, Criterion, Method
from criteria.wording import written_points
from extractors.document import Severity, fold

TOLERANCE = 0.005
"""Points; printed tables have at most two decimals."""
_LEVELS = (
    ("tinh", r"cap tinh"),
    ("xa", r"cap xa|xa, phuong|phuong, xa|cac xa\b|xa, thi tran"),
    ("huyen", r"cap huyen|\bhuyen, thi xa|ubnd (?:cac )?huyen"),
    ("so", r"cap so|\bso, (?:ban, )?nganh|co quan chuyen mon|cac so\b"),
    ("bo", r"cap bo|cac bo, co quan ngang bo"),
    ("tinh", r"\btinh, thanh pho truc thuoc|uy ban nhan dan tinh"),
)
_BASIS = re.compile(
    r"(?:Quyết định|Công văn|Kế hoạch|Hướng dẫn|Thông báo|Nghị quyết)\s+số\s*"
    r"(?P<number>\d[\w/.&-]*(?:\s*/[\w/.&-]+)?)\s*(?:,\s*)?ngày\s*(?P<day>\d{1,2})\s*(?:tháng|/)\s*(?P<month>\d{1,2})\s*(?:năm|/)\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"cong hoa xa hoi|doc lap\b.*hanh phuc|^(?:uy ban nhan dan|bo|so|ubnd)(?: \w+){0,6}$")
_YEAR = re.compile(r"\bNĂM\s+(20\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for; None where the papers are to say it."""

    id: str
    title: str | None = None
    level: str | None = None
    years: tuple[int, ...] = ()
    facts_only: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """The set and what there is to say about it."""

    criteria_set: CriteriaSet
    remarks: tuple[Remark, ...]
    papers: tuple[str, ...]


def assemble(outlines: Sequence[Outline], wish: Wish) -> Imported:
    """The set of one or two papers.

    The paper with points gives codes, names and points; evidence, and the scoring that goes with it, come from the one
    that has them.  Raises `ImportProblem`: no points anywhere, level or year neither said nor printed.
    """
    main = max(outlines, key=lambda o: (o.has_points, len(o.criteria)))
    if not main.has_points:
        raise ImportProblem(
            main.file,
            "bảng không có cột điểm (điểm tối đa, điểm chuẩn, thang điểm) hoặc cột ấy để trống",
            "Nhập kèm tệp có bảng điểm của cùng bộ tiêu chí: kiemchung criteria import BANG-DIEM TEP-NAY -o bo.yaml",
        )
    others = [o for o in outlines if o is not main]
    remarks = [remark for outline in (main, *others) for remark in outline.remarks]
    level, years = _level(outlines, wish), _years(outlines, wish)
    rows = {c.code: _Row(c, main.file) for c in main.criteria}
    for other in others:
        remarks += _merge(rows, other, main.file)
    builder = _Builder(tuple(rows.values()), level, years, wish.facts_only, several=bool(others))
    criteria = builder.tree()
    remarks += builder.remarks
    remarks += _sum_remarks(criteria, main)
    basis = tuple(dict.fromkeys(b for o in (main, *others) for b in _basis(o)))
    total = main.total if main.total is not None else round(sum(c.max_points for c in criteria), 4)
    made = CriteriaSet(
        id=wish.id,
        title=wish.title or _title(main, years),
        level=level,
        years=years,
        basis=basis or tuple(o.file for o in (main, *others)),
        max_points=total,
        criteria=criteria,
    )
    return Imported(made, tuple(remarks), tuple(o.file for o in (main, *others)))


@dataclass(slots=True)
class _Row:
    """A criterion with the file each of its parts came from."""

    printed: Printed
    file: str
    evidence_file: str = ""

    def __post_init__(self) -> None:
        self.evidence_file = self.evidence_file or self.file


def _merge(rows: dict[str, _Row], other: Outline, main_file: str) -> Iterator[Remark]:
    for criterion in other.criteria:
        row = rows.get(criterion.code)
        if row is None:
            message = f"mục {criterion.code} không có trong bảng điểm {main_file}, bỏ qua"
            yield Remark(other.file, criterion.place, message)
            continue
        if _letters(row.printed.name) != _letters(criterion.name):
            yield Remark(
                other.file,
                criterion.place,
                f"tên mục {criterion.code} khác bảng điểm: '{criterion.name}'; giữ '{row.printed.name}'",
                Severity.INFO,
            )
        if criterion.points is not None and row.printed.points not in (None, criterion.points):
            yield Remark(
                other.file,
                criterion.place,
                f"điểm mục {criterion.code} là {written_points(criterion.points)}, bảng điểm ghi"
                f" {written_points(row.printed.points or 0)}; giữ điểm của bảng điểm",
            )
        row.printed = replace(
            row.printed,
            points=row.printed.points if row.printed.points is not None else criterion.points,
            scoring=criterion.scoring or row.printed.scoring,
            evidence=criterion.evidence or row.printed.evidence,
            remark=" ".join(filter(None, (row.printed.remark, criterion.remark))),
            departments=criterion.departments or row.printed.departments,
            evidence_place=criterion.evidence_place or criterion.place,
        )
        row.evidence_file = other.file


def _letters(name: str) -> str:
    return re.sub(r"\W+", "", fold(name))


class _Builder:
    """Nests rows by their codes and drafts the evidence of the leaves."""

    def __init__(
        self, rows: Sequence[_Row], level: str, years: tuple[int, ...], facts_only: bool, *, several: bool
    ) -> None:
        self._rows = {row.printed.code: row for row in rows}
        self._level = level
        self._years = years
        self._facts_only = facts_only
        self._several = several
        self._children: dict[str | None, list[str]] = {}
        for code in self._rows:
            above = max((c for c in self._rows if c != code and is_within(code, c)), key=len, default=None)
            self._children.setdefault(above, []).append(code)
        texts = [t for row in rows for t in (row.printed.name, *row.printed.scoring, *row.printed.evidence)]
        self._abbreviations: Mapping[str, str] = explained_in(texts)
        self.remarks: list[Remark] = []

    def tree(self) -> tuple[Criterion, ...]:
        return tuple(self._node(code, ()) for code in self._children.get(None, ()))

    def _node(self, code: str, above: tuple[str, ...]) -> Criterion:
        row = self._rows[code]
        printed = row.printed
        self._check_place(code, above, row)
        children = tuple(self._node(child, (*above, code)) for child in self._children.get(code, ()))
        method = method_of(
            printed.name, "\n".join(printed.scoring), "\n".join(printed.evidence), printed.remark, printed.points
        )
        if children:
            method = Method.EVIDENCE
        points = printed.points
        if points is None and children:
            points = round(sum(c.max_points for c in children), 4)
        if points is None:
            self._remark(row.file, printed.place, f"mục {code} không có điểm, tạm ghi 0", Severity.ERROR)
            points = 0.0
        node = Criterion(
            code=code,
            name=printed.name or code,
            max_points=points,
            method=method,
            departments=printed.departments,
            criteria=children,
            source=self._source(row.file, printed.place),
        )
        return node if self._facts_only else self._with_texts(node, row, above)

    def _with_texts(self, node: Criterion, row: _Row, above: tuple[str, ...]) -> Criterion:
        printed = row.printed
        node = replace(node, scoring="\n".join(printed.scoring), evidence_text="\n".join(printed.evidence))
        if node.criteria:
            if printed.evidence:
                message = f"tài liệu kiểm chứng ghi ở mục {node.code} có mục con; xem lại và chuyển xuống mục con"
                self._remark(row.evidence_file, printed.evidence_place, message)
                return replace(node, notes=printed.evidence, drafted=True)
            return node
        drafted = draft(
            printed.evidence,
            Context(
                node.code,
                node.name,
                self._rows[above[-1]].printed.name if len(above) > 1 else "",
                self._rows[above[0]].printed.name if above else "",
                node.scoring,
                node.method,
                self._level,
                self._years,
                self._source(row.evidence_file, printed.evidence_place),
                self._abbreviations,
            ),
        )
        for day in drafted.wrong_days:
            self._remark(row.evidence_file, printed.evidence_place or printed.place, f"ngày {day} không có trong lịch")
        remark = (printed.remark,) if printed.remark and node.method is not Method.SURVEY else ()
        unsure = node.method is not Method.SURVEY and not drafted.rules and bool(printed.evidence or printed.scoring)
        return replace(node, evidence=drafted.rules, notes=(*drafted.notes, *remark), drafted=unsure)

    def _check_place(self, code: str, above: tuple[str, ...], row: _Row) -> None:
        expected = code.rpartition(".")[0]
        if expected and (above[-1] if above else "") != expected:
            self._remark(row.file, row.printed.place, f"không thấy mục {expected} đứng trên mục {code}")
        siblings = self._children.get(above[-1] if above else None, ())
        position = siblings.index(code)
        if position and sort_key(siblings[position - 1]) > sort_key(code):
            self._remark(row.file, row.printed.place, f"mục {code} in sau mục {siblings[position - 1]}", Severity.INFO)

    def _remark(self, file: str, place: str, message: str, severity: Severity = Severity.WARNING) -> None:
        self.remarks.append(Remark(file, place, message, severity))

    def _source(self, file: str, place: str) -> str:
        return f"{file}, {place}" if self._several else place


def _sum_remarks(criteria: Sequence[Criterion], main: Outline) -> Iterator[Remark]:
    """A remark per node whose parts do not add up, and one for the total."""
    places = {c.code: c.place for c in main.criteria}
    for field in criteria:
        for node in field.walk():
            parts = sum(c.max_points for c in node.criteria if c.method is not Method.PENALTY)
            whole = sum(c.max_points for c in node.criteria)
            if node.criteria and min(abs(parts - node.max_points), abs(whole - node.max_points)) > TOLERANCE:
                yield Remark(
                    main.file,
                    places.get(node.code, ""),
                    f"điểm mục {node.code} là {written_points(node.max_points)} nhưng các mục con cộng lại"
                    f" {written_points(whole)}",
                )
    total = sum(c.max_points for c in criteria)
    if main.total is not None and abs(total - main.total) > TOLERANCE:
        yield Remark(
            main.file,
            main.total_place,
            f"tổng điểm in là {written_points(main.total)} nhưng các lĩnh vực cộng lại {written_points(total)}",
        )


def _level(outlines: Sequence[Outline], wish: Wish) -> str:
    if wish.level:
        return wish.level
    for outline in outlines:
        text = fold(outline.heading)
        for level, pattern in _LEVELS:
            if re.search(pattern, text):
                return level
    raise ImportProblem(
        outlines[0].file, "không thấy bảng dành cho cấp nào", "Thêm --level: bo, tinh, so, huyen hoặc xa"
    )


def _years(outlines: Sequence[Outline], wish: Wish) -> tuple[int, ...]:
    if wish.years:
        return wish.years
    for outline in outlines:
        match = _YEAR.search(re.sub(r"ngày[^\n]{0,40}", "", outline.heading, flags=re.IGNORECASE))
        if match:
            return (int(match[1]),)
    issued = [int(m["year"]) for outline in outlines for m in _BASIS.finditer(outline.heading)]
    if issued:
        return (max(issued),)
    raise ImportProblem(outlines[0].file, "không thấy bảng dùng cho năm nào", "Thêm --year, ví dụ --year 2025")


def _basis(outline: Outline) -> Iterator[str]:
    for match in _BASIS.finditer(outline.heading):
        number = re.sub(r"\s+", "", match["number"])
        yield f"{number} ngày {int(match['day']):02d}/{int(match['month']):02d}/{match['year']}"


def _title(outline: Outline, years: tuple[int, ...]) -> str:
    """The lines in capitals above the table, as a sentence."""
    lines = [line.strip() for line in re.split(r"[\n\t]+", outline.heading) if line.strip()]
    lines = [line for line in lines if not _LETTERHEAD.search(fold(line))]
    capitals = [line for line in lines if line.isupper() and len(line.split()) > 3]
    title = " ".join(capitals) or next((line for line in lines if len(line.split()) > 3), "Bộ tiêu chí")
    title = title.strip(" .;:")
    return title if str(years[0]) in title else f"{title} (năm {', '.join(map(str, years))})"
