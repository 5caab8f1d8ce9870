"""Sheets on the self-score table: what each row claims, what it cites, which files it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from criteria.model import CriteriaSet
from extractors.document import Document, Severity
from matchers.cited import Cited, described
from matchers.crosscheck import CheckedRow, Crosscheck
from pipeline.reports.sheets import Book, Cell, Column, Value
from pipeline.reports.typeset import one_line, page_range
from pipeline.reports.wording import SEVERITIES

Row = tuple[Value, ...]

_SHOWN = 300
"""Letters shown of an explanation: whoever wants it all has the table."""

_GOOD = Cell("✓ Khớp", "#166534", "#DCFCE7", bold=True)
_LOOKS = {
    Severity.ERROR: ("#991B1B", "#FEE2E2"),
    Severity.WARNING: ("#854D0E", "#FEF9C3"),
    Severity.INFO: ("#374151", "#F3F4F6"),
}


def score_workbook(checked: Crosscheck, unit: str, *, generated_on: date) -> bytes:
    """A workbook of these sheets alone, where no criteria set says what else there is to tell."""
    book = Book(f"Đối chiếu bảng tự chấm điểm – {unit}", unit, generated_on)
    write_score_sheets(book, checked, None)
    return book.content()


def write_score_sheets(book: Book, checked: Crosscheck, criteria: CriteriaSet | None) -> None:
    """The three sheets at the end of a workbook."""
    _points(book, checked, criteria)
    _citations(book, checked)
    _left_out(book, checked, criteria)


def _points(book: Book, checked: Crosscheck, criteria: CriteriaSet | None) -> None:
    columns = (
        Column("Mã", 8, "centre"),
        Column("Tiêu chí, tiêu chí thành phần", 40),
        Column("Điểm tối đa", 9, "number"),
        Column("Điểm tự chấm", 9, "number"),
        Column("Viện dẫn", 9, "number"),
        Column("Có tệp", 9, "number"),
        Column("Kết luận", 14, "centre"),
        Column("Phát hiện về điểm, tỷ lệ, tài liệu", 60),
        Column("Giải trình trong bảng", 50),
    )
    book.table(
        "Tự chấm điểm",
        f"Đối chiếu bảng tự chấm điểm {one_line(checked.table.file, 80)}",
        "Mỗi dòng là một dòng của bảng; từng tài liệu viện dẫn ở trang tính Viện dẫn.",
        columns,
        _point_rows(checked, criteria),
        frozen=2,
    )


def _point_rows(checked: Crosscheck, criteria: CriteriaSet | None) -> Iterator[Row]:
    known = {row.row.code for row in checked.rows}
    names = {criterion.code: criterion.name for criterion in criteria.walk()} if criteria else {}
    for row in checked.rows:
        told = [f for code, f in checked.findings if code == row.row.code] + list(row.findings)
        offered = [item for item in row.cited if not item.reference.basis]
        yield (
            row.row.code,
            one_line(row.row.name),
            row.row.max_points,
            row.row.claimed,
            len(offered) or None,
            sum(item.document is not None for item in offered) if offered else None,
            _outcome(row, [f.severity for f in told]),
            "\n".join(one_line(f.message) for f in told),
            one_line(row.explanation, _SHOWN),
        )
    for code, finding in checked.findings:
        if code is None or code not in known:
            yield (
                code or "",
                one_line(names.get(code or "")) or "Cả bảng",
                None,
                None,
                None,
                None,
                _mark(finding.severity),
                one_line(finding.message),
                "",
            )


def _outcome(row: CheckedRow, severities: list[Severity]) -> Cell:
    found = severities + [f.severity for item in row.cited for f in item.findings]
    weighty = [s for s in (Severity.ERROR, Severity.WARNING) if s in found]
    return _mark(weighty[0]) if weighty else _GOOD if row.cited else Cell("")


def _mark(severity: Severity) -> Cell:
    ink, paper = _LOOKS[severity]
    return Cell(SEVERITIES[severity], ink, paper, bold=True)


def _citations(book: Book, checked: Crosscheck) -> None:
    columns = (
        Column("Mã", 8, "centre"),
        Column("Viện dẫn trong bảng", 56),
        Column("Số, ký hiệu", 18),
        Column("Ngày", 12, "centre"),
        Column("Cơ quan", 24),
        Column("Tệp", 32),
        Column("Trên tài liệu", 34),
        Column("Kết luận", 14, "centre"),
        Column("Phát hiện", 56),
        Column("Cùng viện dẫn ở", 16),
    )
    rows = (_citation_row(row.row.code, item, checked) for row in checked.rows for item in row.cited)
    book.table(
        "Viện dẫn",
        "Từng tài liệu mà bảng tự chấm điểm viện dẫn",
        "“Căn cứ”: văn bản chỉ được nhắc đến (luật, nghị định, hoặc nằm trong trích yếu của văn bản khác).",
        columns,
        rows,
        frozen=1,
        pages_wide=2,
    )


def _citation_row(code: str, item: Cited, checked: Crosscheck) -> Row:
    reference, document = item.reference, item.document
    shown = [s for s in (Severity.ERROR, Severity.WARNING) if any(f.severity is s for f in item.findings)]
    outcome = _mark(shown[0]) if shown else _GOOD if document is not None else Cell("Căn cứ", *_LOOKS[Severity.INFO])
    return (
        code,
        one_line(reference.text, 600),
        reference.so_ky_hieu,
        reference.ngay_ban_hanh,
        one_line(reference.co_quan_ban_hanh),
        one_line(document.file) if document else "",
        described(document) if document else "",
        outcome,
        "\n".join(one_line(f.message) for f in item.findings),
        ", ".join(c for c in _repeats(reference.so_ky_hieu, document, checked, code)),
    )


def _repeats(number: str, document: Document | None, checked: Crosscheck, code: str) -> Iterator[str]:
    for repeated in checked.repeated:
        if repeated.so_ky_hieu == number and repeated.document == document and code in repeated.codes:
            yield from (other for other in repeated.codes if other != code)


def _left_out(book: Book, checked: Crosscheck, criteria: CriteriaSet | None) -> None:
    columns = (
        Column("STT", 5, "number"),
        Column("Tệp", 44),
        Column("Trang", 8, "centre"),
        Column("Văn bản", 40),
        Column("Trích yếu", 56),
        Column("Gần nhất với tiêu chí", 48),
    )
    names = {row.row.code: row.row.name for row in checked.rows}
    names |= {criterion.code: criterion.name for criterion in criteria.walk()} if criteria else {}
    rows = (
        (
            number,
            one_line(item.document.file),
            page_range(item.document.pages),
            described(item.document),
            one_line(item.document.text_of("trich_yeu")),
            f"{item.nearest}. {one_line(names.get(item.nearest))}" if item.nearest else "",
        )
        for number, item in enumerate(checked.not_cited, 1)
    )
    book.table(
        "Chưa viện dẫn",
        "Tài liệu trong thư mục mà bảng tự chấm điểm không viện dẫn",
        "Nếu là tài liệu kiểm chứng thì bổ sung vào bảng; nếu không thì bỏ ra trước khi nộp.",
        columns,
        rows,
        frozen=2,
    )
