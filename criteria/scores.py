"""A self-score table: what it claims for each criterion, and whether its points hold together.

Every sum of points is checked level by level, against the row of the total, and against the criteria set.  A province
lists only what it scores itself: criteria of the survey and of the ministry are left out, and the maximum of the levels
above shrinks by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from criteria.importing.outline import Outline
from criteria.importing.remarks import ImportProblem, Remark
from criteria.model import CriteriaSet, Criterion, Method
from criteria.ratios import Ratio, ratios_in
from criteria.wording import written_points
from extractors.document import Finding, Severity

_TOLERANCE = 0.005
"""Half of the last place that points are printed with."""
_NOT_OWN = (Method.SURVEY, Method.EXTERNAL)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A row of the table: `text` is all that its cells say for the claim, paragraph by paragraph."""

    code: str
    name: str
    max_points: float | None
    claimed: float | None
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The rows in printed order, the totals of its last row, and what could not be read."""

    file: str
    rows: tuple[ScoreRow, ...]
    max_total: float | None = None
    claimed_total: float | None = None
    total_place: str = ""
    remarks: tuple[Remark, ...] = ()

    def children(self, row: ScoreRow) -> tuple[ScoreRow, ...]:
        """The rows one level below: those that stand under no other row below it."""
        below = [other for other in self.rows if other.code.startswith(f"{row.code}.")]
        return tuple(r for r in below if not any(r.code.startswith(f"{o.code}.") for o in below))

    def is_leaf(self, row: ScoreRow) -> bool:
        """Whether points are claimed here and not further down."""
        return not any(other.code.startswith(f"{row.code}.") for other in self.rows)


def score_table(outlines: Sequence[Outline], file: str) -> ScoreTable:
    """The self-score table among the outlines of a paper.  Raises ImportProblem when there is none, or several."""
    claiming = [outline for outline in outlines if outline.has_claims]
    if not claiming:
        raise ImportProblem(
            file,
            "bảng không có cột điểm tự đánh giá, tự chấm",
            "Kiểm tra đúng tệp bảng tự chấm điểm; cột điểm của đơn vị phải có tên, ví dụ 'Điểm tự đánh giá'",
        )
    if len(claiming) > 1:
        firsts = "; ".join(f"từ '{o.criteria[0].name}' ({o.criteria[0].place})" for o in claiming)
        raise ImportProblem(file, f"có {len(claiming)} bảng tự chấm điểm: {firsts}", "Tách mỗi bảng ra một tệp")
    outline = claiming[0]
    rows = tuple(
        ScoreRow(
            c.code, c.name, c.points, c.claimed, "\n".join((*c.evidence, *c.explanation, c.remark)).strip(), c.place
        )
        for c in outline.criteria
    )
    if all(row.claimed is None for row in rows):
        raise ImportProblem(file, "cột điểm tự đánh giá không có điểm nào", "Điền điểm tự chấm rồi đối chiếu lại")
    remarks = tuple(remark for outline in outlines for remark in outline.remarks)
    return ScoreTable(file, rows, outline.total, outline.claimed_total, outline.total_place, remarks)


Told = tuple[str | None, Finding]
"""A finding with the code of the criterion that it is about, None for the table as a whole."""


def point_findings(table: ScoreTable, criteria: CriteriaSet | None) -> Iterator[Told]:
    """What could not be read; sums of each level, the total, claims above the maximum, maximum points of the set."""
    for remark in table.remarks:
        if remark.severity is not Severity.INFO:
            yield None, Finding("sum_mismatch", remark.severity, f"{remark.place}: {remark.message}".removeprefix(": "))
    for row in table.rows:
        yield from _own(row)
        children = table.children(row)
        if children:
            yield from _sums(row, children)
    yield from _totals(table)
    if criteria is not None:
        yield from _against_set(table, criteria)


def ratio_findings(row: ScoreRow) -> Iterator[Finding]:
    """The ratios of a row that do not come out."""
    for ratio in ratios_in(row.text):
        if not ratio.agrees:
            yield Finding("sum_mismatch", Severity.WARNING, _ratio_sentence(ratio))


def _ratio_sentence(ratio: Ratio) -> str:
    right = f"{ratio.computed:.{max(ratio.decimals, 1)}f}".replace(".", ",")
    message = f"Tỷ lệ tính lại không khớp: “{ratio.text}”, tính ra {right}%"
    return f"{message}; có thể ghi ngược tử số và mẫu số" if ratio.swapped else message


def _own(row: ScoreRow) -> Iterator[Told]:
    if row.claimed is not None and row.max_points is not None and row.claimed > row.max_points + _TOLERANCE:
        message = f"Điểm tự chấm {written_points(row.claimed)} cao hơn điểm tối đa {written_points(row.max_points)}"
        yield row.code, Finding("sum_mismatch", Severity.ERROR, message)


def _sums(row: ScoreRow, children: Sequence[ScoreRow]) -> Iterator[Told]:
    codes = f"{children[0].code} đến {children[-1].code}" if len(children) > 1 else children[0].code
    for what, stated, parts in (
        ("Điểm tối đa", row.max_points, [c.max_points for c in children]),
        ("Điểm tự chấm", row.claimed, [c.claimed for c in children]),
    ):
        known = [part for part in parts if part is not None]
        unread = what == "Điểm tối đa" and len(known) < len(parts)
        if stated is None or not known or unread:
            continue
        message = f"{what} ghi {written_points(stated)}, cộng các mục {codes} được {written_points(sum(known))}"
        if abs(sum(known) - stated) > _TOLERANCE:
            yield row.code, Finding("sum_mismatch", Severity.ERROR, message)


def _totals(table: ScoreTable) -> Iterator[Told]:
    tops = [r for r in table.rows if not any(r.code.startswith(f"{other.code}.") for other in table.rows)]
    for what, stated, parts in (
        ("điểm tối đa", table.max_total, [r.max_points for r in tops]),
        ("điểm tự chấm", table.claimed_total, [r.claimed for r in tops]),
    ):
        added = sum(part for part in parts if part is not None)
        if stated is not None and abs(added - stated) > _TOLERANCE:
            message = f"Dòng tổng ghi {what} {written_points(stated)}, cộng các lĩnh vực được {written_points(added)}"
            yield None, Finding("sum_mismatch", Severity.ERROR, f"{message} ({table.total_place})")


def _against_set(table: ScoreTable, criteria: CriteriaSet) -> Iterator[Told]:
    known = {criterion.code: criterion for criterion in criteria.walk()}
    listed = {row.code for row in table.rows}
    for row in table.rows:
        criterion = known.get(row.code)
        if criterion is None:
            message = f"Bộ tiêu chí {criteria.id} không có mã {row.code} ({row.place})"
            yield row.code, Finding("sum_mismatch", Severity.WARNING, message)
            continue
        allowed = {_kept(criterion, listed), criterion.max_points}
        if row.max_points is not None and all(abs(row.max_points - points) > _TOLERANCE for points in allowed):
            message = (
                f"Điểm tối đa ghi {written_points(row.max_points)}, bộ tiêu chí {criteria.id} quy định"
                f" {written_points(criterion.max_points)}"
            )
            yield row.code, Finding("sum_mismatch", Severity.ERROR, message)
    for criterion in criteria.leaves():
        own = criterion.method not in _NOT_OWN and criterion.max_points > 0
        if own and not any(criterion.code == code or criterion.code.startswith(f"{code}.") for code in _leaves(table)):
            message = (
                f"Bảng không có dòng {criterion.code} {criterion.name} ({written_points(criterion.max_points)} điểm)"
            )
            yield criterion.code, Finding("sum_mismatch", Severity.WARNING, message)


def _leaves(table: ScoreTable) -> Iterator[str]:
    return (row.code for row in table.rows if table.is_leaf(row))


def _kept(criterion: Criterion, listed: set[str]) -> float:
    """Maximum points without the leaves below that the unit does not score and the table leaves out."""
    leaves = [node for node in criterion.walk() if node.is_leaf]
    return round(sum(n.max_points for n in leaves if n.method not in _NOT_OWN or n.code in listed), 4)
