"""The consolidated workbook: everything about one check in eight sheets, ready to filter, sort and print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from criteria.model import CriterionVerdict, Judgement, Method, RequirementVerdict, Status
from criteria.summary import NO_DEPARTMENT, department_rollup
from criteria.verdicts import counts
from criteria.wording import written_window
from extractors.document import Document, State
from matchers.crosscheck import Crosscheck
from pipeline.reports.evidence import (
    FieldView,
    all_documents,
    document_findings,
    document_key,
    field_view,
    review_items,
    rule_place,
    signatures_text,
    uses,
)
from pipeline.reports.gaps import document_name, gaps, outcome_text, requirement_text
from pipeline.reports.overview import write_overview
from pipeline.reports.scores import write_score_sheets
from pipeline.reports.sheets import Book, Cell, Column, Image, Value
from pipeline.reports.tally import with_filled_names
from pipeline.reports.typeset import one_line, page_range
from pipeline.reports.wording import DUPLICATES, STATES, STATUSES, TEXT_SOURCES

Row = tuple[Value, ...]

_DOUBT_NOTE = "Ô vàng có dấu ? là giá trị máy chưa chắc, phải có người xem; ô trống là không có thông tin."


def write_workbook(
    judgement: Judgement, path: Path, *, generated_on: date, crosscheck: Crosscheck | None = None
) -> None:
    """Write the workbook; the same judgement and day give the same bytes.

    Raises OSError when `path` cannot be written, e.g. because it is open in Excel.
    """
    path.write_bytes(workbook_bytes(judgement, generated_on=generated_on, crosscheck=crosscheck))


def workbook_bytes(judgement: Judgement, *, generated_on: date, crosscheck: Crosscheck | None = None) -> bytes:
    """The workbook as bytes; with the sheets on the self-score table when it was compared with the folder."""
    judgement = with_filled_names(judgement)
    unit, year = judgement.subject.unit, judgement.subject.year
    book = Book(f"Kết quả kiểm tra tài liệu kiểm chứng {year} – {unit}", unit, generated_on)
    write_overview(book, judgement, generated_on)
    _criteria(book, judgement)
    _requirements(book, judgement)
    _documents(book, judgement)
    _review(book, judgement)
    _departments(book, judgement)
    _duplicates(book, judgement)
    _unused(book, judgement)
    if crosscheck is not None:
        write_score_sheets(book, crosscheck, judgement.criteria_set)
    return book.content()


def status_cell(status: Status) -> Cell:
    """A status in words and colour."""
    wording = STATUSES[status]
    return Cell(f"{wording.sign} {wording.label}", wording.ink, wording.paper, bold=True)


def _bullets(lines: tuple[str, ...]) -> str:
    return "\n".join(f"• {line}" for line in dict.fromkeys(lines)) if len(lines) > 1 else "".join(lines)


def _share(share: float | None) -> float | None:
    # Rounded down: 0.998 must not be displayed as 100 %.
    return None if share is None else int(share * 100 + 1e-9) / 100


def _owners(verdict: CriterionVerdict) -> str:
    return "\n".join(one_line(name) for name in verdict.departments) or NO_DEPARTMENT


def _criteria(book: Book, judgement: Judgement) -> None:
    columns = (
        Column("Mã", 8, "centre"),
        Column("Tiêu chí, tiêu chí thành phần", 32),
        Column("Điểm tối đa", 8, "number"),
        Column("Điểm có thể mất", 9, "number"),
        Column("Phòng, ban", 17),
        Column("Kết luận", 16, "centre"),
        Column("Tài liệu cần có", 32),
        Column("Lý do", 36),
        Column("Việc cần làm", 32),
        Column("Tài liệu được tính", 24),
    )
    book.table(
        "Tiêu chí",
        "Kết luận theo tiêu chí",
        "Mỗi dòng là một tiêu chí có điểm; tài liệu cần có, lý do và việc cần làm chỉ ghi cho tiêu chí chưa xong.",
        columns,
        _criterion_rows(judgement),
        frozen=2,
    )


def _criterion_rows(judgement: Judgement) -> Iterator[Row]:
    for verdict in judgement.verdicts:
        criterion, open_ = verdict.criterion, gaps(verdict, judgement.as_of)
        # What counts against a penalty is no proof of anything.
        rows = verdict.requirements if criterion.method is not Method.PENALTY else ()
        accepted = [o.document for r in rows for o in r.offers if counts(o)]
        yield (
            criterion.code,
            one_line(criterion.name),
            criterion.max_points,
            verdict.points_at_risk or None,
            _owners(verdict),
            status_cell(verdict.status),
            _bullets(tuple(g.need for g in open_)),
            _bullets(tuple(r for g in open_ for r in g.reasons)) if open_ else outcome_text(verdict),
            _bullets(tuple(a for g in open_ for a in g.actions)),
            _bullets(tuple(dict.fromkeys(document_name(d) for d in accepted))),
        )


def _requirements(book: Book, judgement: Judgement) -> None:
    columns = (
        Column("Mã tiêu chí", 8, "centre"),
        Column("Mã yêu cầu", 13),
        Column("Tài liệu phải có", 34),
        Column("Kỳ", 10, "centre"),
        Column("Thời gian ban hành", 20),
        Column("Cần", 6, "number"),
        Column("Có", 6, "number"),
        Column("Kết luận", 16, "centre"),
        Column("Tài liệu được tính", 28),
        Column("Tài liệu chưa được tính và lý do", 46),
        Column("Quy định tại", 16),
    )
    rows = (_requirement_row(v, r) for v in judgement.verdicts for r in v.requirements)
    book.table(
        "Yêu cầu",
        "Từng tài liệu kiểm chứng phải có",
        "Mỗi dòng là một yêu cầu, hoặc một kỳ của loạt báo cáo. “Quy định tại” là dòng trong tệp bộ tiêu chí.",
        columns,
        rows,
        frozen=3,
    )


def _requirement_row(verdict: CriterionVerdict, rv: RequirementVerdict) -> Row:
    requirement = rv.requirement
    penalty = verdict.criterion.method is Method.PENALTY
    accepted = tuple(_used_text(o.document) for o in rv.offers if counts(o))
    rejected = [one_line(f.message) for f in rv.findings]
    for offer in rv.offers:
        if not counts(offer):
            why = "; ".join(one_line(f.message).rstrip(".") for f in offer.findings)
            mark = " (chờ xác nhận)" if offer.accepted else ""
            rejected.append(_used_text(offer.document) + mark + (f": {why}" if why else ""))
    return (
        verdict.criterion.code,
        one_line(requirement.id),
        requirement_text(rv) + (" (không bắt buộc)" if requirement.optional else ""),
        one_line(requirement.period),
        written_window(requirement.window),
        None if penalty else requirement.count,
        rv.found,
        status_cell(rv.status),
        _bullets(accepted),
        _bullets(tuple(rejected)),
        rule_place(requirement),
    )


def _used_text(document: Document) -> str:
    name, file = document_name(document), one_line(document.file)
    return name if file.endswith(name) else f"{name} [{file}]"


def _documents(book: Book, judgement: Judgement) -> None:
    columns = (
        Column("STT", 5, "number"),
        Column("Tệp", 34),
        Column("Trang", 8, "centre"),
        Column("Số, ký hiệu", 18),
        Column("Tin cậy", 7, "percent"),
        Column("Ngày ban hành", 13, "centre"),
        Column("Tin cậy", 7, "percent"),
        Column("Cơ quan ban hành", 24),
        Column("Tin cậy", 7, "percent"),
        Column("Loại văn bản", 13),
        Column("Tin cậy", 7, "percent"),
        Column("Trích yếu", 40),
        Column("Tin cậy", 7, "percent"),
        Column("Người ký", 18),
        Column("Chức vụ", 18),
        Column("Tình trạng", 12, "centre"),
        Column("Chữ ký số", 30),
        Column("Dấu đỏ", 9, "centre"),
        Column("Cách đọc", 14),
        Column("Dùng cho tiêu chí", 14),
        Column("Phát hiện", 44),
    )
    book.table(
        "Tài liệu",
        "Tài liệu đã đọc",
        f"{_DOUBT_NOTE} Tiêu chí có dấu ?: chờ xác nhận; trong ngoặc: đã xét nhưng không được tính.",
        columns,
        _document_rows(judgement),
        frozen=2,
        pages_wide=2,
    )


def _document_rows(judgement: Judgement) -> Iterator[Row]:
    used, findings = uses(judgement), document_findings(judgement)
    for number, document in enumerate(all_documents(judgement), 1):
        key = document_key(document)
        pairs: list[Value] = []
        for name in ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban", "trich_yeu"):
            pairs += [_fact_cell(document, field_view(document, name)), _confidence(document, name)]
        state = STATES[document.state]
        yield (
            number,
            one_line(document.file),
            page_range(document.pages),
            *pairs,
            _fact_cell(document, field_view(document, "nguoi_ky")),
            _fact_cell(document, field_view(document, "chuc_vu")),
            Cell(state, doubtful=True) if document.state is State.UNKNOWN else state,
            _bullets(signatures_text(document.signatures)),
            {True: "Có", False: "Không", None: ""}[document.seal.present],
            TEXT_SOURCES[document.text_source],
            ", ".join(used.get(key, ())),
            _bullets(findings[key]),
        )


def _fact_cell(document: Document, view: FieldView) -> Cell:
    fact = document.fact(view.name)
    if fact is not None and isinstance(fact.value, date):
        return Cell(fact.value, doubtful=view.doubtful)
    return Cell(view.text, doubtful=view.doubtful)


def _confidence(document: Document, name: str) -> Cell:
    fact = document.fact(name)
    if fact is None or fact.value is None:
        return Cell(None)
    return Cell(_share(fact.confidence), ink=None if fact.sure else "#854D0E", bold=not fact.sure)


def _review(book: Book, judgement: Judgement) -> None:
    columns = (
        Column("STT", 5, "number"),
        Column("Việc", 14),
        Column("Tệp", 28),
        Column("Trang", 7, "centre"),
        Column("Tiêu chí", 10, "centre"),
        Column("Nội dung", 18),
        Column("Máy đọc được", 28),
        Column("Ảnh trên bản quét", 44),
        Column("Tin cậy", 8, "percent"),
        Column("Nguồn", 14),
        Column("Nguyên văn trên trang", 22),
        Column("Khả năng khác", 26),
        Column("Việc cần làm", 30),
        Column("Giá trị đúng (người xem ghi)", 18),
    )
    rows = (
        (
            number,
            item.task,
            item.file,
            item.page,
            ", ".join(item.serves),
            item.subject,
            Cell(item.value, doubtful=item.confidence is not None),
            Image(item.picture.content, f"Ảnh trên bản quét: {item.picture.caption}") if item.picture else None,
            _share(item.confidence),
            item.source,
            item.raw,
            _bullets(item.candidates),
            item.action,
            None,
        )
        for number, item in enumerate(review_items(judgement), 1)
    )
    book.table(
        "Cần xem lại",
        "Việc phải có người xem",
        "Thứ tự: quyết định, tệp chưa đọc được, giá trị của tài liệu đang dùng, sau cùng là tài liệu chưa dùng đến.",
        columns,
        rows,
        frozen=3,
    )


def _departments(book: Book, judgement: Judgement) -> None:
    columns = (
        Column("Phòng, ban", 34),
        Column("Số tiêu chí", 9, "number"),
        *(Column(wording.label, 10, "number") for wording in STATUSES.values()),
        Column("Điểm tối đa", 9, "number"),
        Column("Điểm có thể mất", 10, "number"),
        Column("Tiêu chí còn việc", 44),
    )
    rows = (
        (
            one_line(row.name),
            row.criteria,
            *(row.counts.get(status, 0) or None for status in STATUSES),
            row.max_points,
            row.points_at_risk or None,
            ", ".join(v.criterion.code for v in row.to_fix),
        )
        for row in department_rollup(judgement)
    )
    book.table(
        "Theo phòng ban",
        "Việc của từng phòng, ban",
        "Tiêu chí do nhiều phòng, ban phụ trách được tính cho từng nơi, nên tổng các dòng có thể lớn hơn số tiêu chí.",
        columns,
        rows,
        frozen=1,
    )


def _duplicates(book: Book, judgement: Judgement) -> None:
    columns = (
        Column("Nhóm", 7, "number"),
        Column("Kiểu", 18),
        Column("Tệp", 70),
        Column("Việc cần làm", 60),
    )
    rows = (
        (
            number,
            DUPLICATES.get(group.kind, (group.kind, ""))[0],
            one_line(file),
            DUPLICATES.get(group.kind, ("", ""))[1],
        )
        for number, group in enumerate(judgement.duplicates, 1)
        for file in group.files
    )
    book.table(
        "Trùng lặp",
        "Tệp trùng lặp hoặc mâu thuẫn",
        "Các tệp cùng số nhóm là một văn bản, hoặc mâu thuẫn với nhau.",
        columns,
        rows,
    )


def _unused(book: Book, judgement: Judgement) -> None:
    columns = (
        Column("STT", 5, "number"),
        Column("Tệp", 40),
        Column("Trang", 8, "centre"),
        Column("Số, ký hiệu", 18),
        Column("Ngày ban hành", 13, "centre"),
        Column("Trích yếu", 50),
        Column("Gần nhất với tiêu chí", 50),
        Column("Giống", 8, "percent"),
    )
    names = {c.code: f"{c.code}. {one_line(c.name)}" for c in judgement.criteria_set.walk()}
    rows: list[Row] = []
    for number, item in enumerate(judgement.unmatched, 1):
        document, nearest = item.document, item.nearest[0] if item.nearest else None
        rows.append(
            (
                number,
                one_line(document.file),
                page_range(document.pages),
                *(_fact_cell(document, field_view(document, n)) for n in ("so_ky_hieu", "ngay_ban_hanh", "trich_yeu")),
                names.get(nearest.criterion, nearest.criterion) if nearest else "",
                _share(nearest.score) if nearest else None,
            )
        )
    book.table(
        "Chưa dùng đến",
        "Tài liệu chưa dùng cho tiêu chí nào",
        "Nếu là tài liệu kiểm chứng thì để vào thư mục của tiêu chí; nếu không thì bỏ ra trước khi nộp.",
        columns,
        rows,
        frozen=2,
    )
