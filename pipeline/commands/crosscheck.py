"""`kiemchung crosscheck`: the self-score table against the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text

from criteria.wording import written_points
from extractors.document import Document, Severity
from extractors.fields.citations import references_in
from matchers.crosscheck import Crosscheck, crosscheck
from pipeline.commands.options import FOLDER, folder_options, given, loudness
from pipeline.crosscheck import CSV_COLUMNS, crosscheck_json, csv_rows, not_cited_json, row_json
from pipeline.errors import OK, TO_FIX
from pipeline.given import read_scores
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich, table
from pipeline.progress import Messages
from pipeline.publish import write_score_report
from pipeline.reports.typeset import one_line
from pipeline.session import criteria_for, run, settings_for
from pipeline.vietnamese_click import Command

_FAILED = "Không đối chiếu được"


@click.command(cls=Command, name="crosscheck")
@FOLDER
@click.option(
    "--scores", metavar="TỆP", required=True, type=click.Path(path_type=Path),
    help="Bảng tự chấm điểm: docx hoặc xlsx.",
)  # fmt: skip
@folder_options
def command(folder: Path, scores: Path, format_: str, **values: Any) -> int:
    """Đối chiếu bảng tự chấm điểm với thư mục tài liệu.

    Mỗi tài liệu bảng viện dẫn có trong thư mục không, đúng số, ngày, cơ quan, nội dung không; tệp nào chưa được viện
    dẫn; điểm nào chấm mà không có tài liệu hay giải trình; cộng điểm, điểm tối đa và tỷ lệ có đúng không. Chọn bộ tiêu
    chí thì điểm tối đa được so với bộ, tệp chưa viện dẫn được ghép với tiêu chí, kết quả ghi vào bảng tổng hợp.

    Mã thoát: 0 không có gì phải sửa; 1 có chỗ sai, thiếu hoặc phải xem lại; 2 không chạy được.
    """
    with Messages(loudness(values)) as messages:
        settings = settings_for(given(values), folder)
        scored = read_scores(scores, settings.reading, _FAILED)
        criteria = criteria_for(settings, messages) if settings.criteria else None
        if criteria is None:
            messages.say("Không chọn bộ tiêu chí (--criteria) nên không so điểm tối đa với bộ.")
        outcome = run(settings, criteria, messages)
        own = scores.resolve()
        checked = crosscheck(
            scored,
            [references_in(row.text) for row in scored.rows],
            [d for d in outcome.evidence.documents if not _is_table(d, folder, own)],
            judgement=outcome.judgement,
            province=settings.province,
        )
        unit = settings.unit or folder.resolve().name
        workbook = write_score_report(checked, outcome.judgement, unit, settings.out, generated_on=settings.as_of)
    if format_ == "json":
        emit_json(crosscheck_json(checked, criteria[0].id if criteria else None))
    elif format_ == "jsonl":
        for line in _lines(checked):
            emit_json_line(line)
    elif format_ == "csv":
        emit_csv(CSV_COLUMNS, csv_rows(checked))
    else:
        emit_rich(*_view(checked))
    messages.say(f"Bảng tổng hợp: {workbook}\nCơ sở dữ liệu: {outcome.database}")
    return TO_FIX if checked.needs_work else OK


def _is_table(document: Document, folder: Path, scores: Path) -> bool:
    """Whether a document is the table itself, lying among the evidence."""
    return (folder / document.file).resolve() == scores


def _lines(checked: Crosscheck) -> Iterator[dict[str, Any]]:
    yield from ({"kind": "row"} | row_json(row) for row in checked.rows)
    yield from ({"kind": "not_cited"} | not_cited_json(item) for item in checked.not_cited)
    for finding in crosscheck_json(checked, None)["findings"]:
        yield {"kind": "finding"} | finding


def _view(checked: Crosscheck) -> Iterator[RenderableType]:
    numbers = checked.summary()
    yield Text(f"Bảng tự chấm điểm {checked.table.file}: {numbers['rows']} dòng", style="bold")
    yield Text(
        f"{numbers['citations']} lượt viện dẫn: {numbers['found']} có tệp ({numbers['differs']} khác với tài liệu), "
        f"{numbers['not_found']} không có tệp, {numbers['basis']} chỉ là căn cứ"
    )
    yield from _problems(checked)
    yield from _points(checked)
    yield from _files(checked)


def _problems(checked: Crosscheck) -> Iterator[RenderableType]:
    rows = [
        (row.row.code, item.reference.so_ky_hieu, item.document.file if item.document else "", one_line(f.message))
        for row in checked.rows
        for item in row.cited
        for f in item.findings
        if f.severity is not Severity.INFO
    ]
    if rows:
        yield Text()
        yield table(("Mã", "Số, ký hiệu", "Tệp", "Phát hiện"), rows, title="Viện dẫn không khớp hoặc không có tệp")


def _points(checked: Crosscheck) -> Iterator[RenderableType]:
    rows = [
        (r.row.code, _points_text(r.row.max_points), _points_text(r.row.claimed), one_line(f.message))
        for r in checked.rows
        for f in r.findings
    ]
    rows += [(code or "", "", "", one_line(finding.message)) for code, finding in checked.findings]
    if rows:
        yield Text()
        yield table(("Mã", "Tối đa", "Tự chấm", "Phát hiện"), rows, title="Điểm, tỷ lệ, điểm chấm không có kiểm chứng")


def _files(checked: Crosscheck) -> Iterator[RenderableType]:
    if checked.not_cited:
        yield Text()
        rows = [
            (i.document.file, i.document.text_of("so_ky_hieu") or "", one_line(i.document.text_of("trich_yeu"), 80),
             i.nearest or "")
            for i in checked.not_cited
        ]  # fmt: skip
        title = "Tệp chưa được viện dẫn"
        yield table(("Tệp", "Số, ký hiệu", "Trích yếu", "Gần với tiêu chí"), rows, title=title)
    if checked.repeated:
        yield Text()
        often = [
            (r.so_ky_hieu, r.document.file if r.document else "", len(r.codes), ", ".join(r.codes))
            for r in checked.repeated
        ]
        title = "Văn bản được viện dẫn cho nhiều tiêu chí"
        yield table(("Số, ký hiệu", "Tệp", "Số mục", "Tiêu chí"), often, title=title)


def _points_text(points: float | None) -> str:
    return "" if points is None else written_points(points)
