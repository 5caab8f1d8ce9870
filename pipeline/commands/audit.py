"""`kiemchung audit`: every document with its facts, its deadline and its signatures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text

from pipeline.audit import AuditRow, audit_json, audit_rows
from pipeline.commands.options import FOLDER, folder_options, given, loudness
from pipeline.dates import show_date
from pipeline.errors import OK, TO_FIX
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich, table
from pipeline.progress import Messages
from pipeline.reports.evidence import field_view, signatures_text
from pipeline.reports.typeset import one_line, page_range
from pipeline.session import criteria_for, run, settings_for
from pipeline.vietnamese_click import Command

CSV_COLUMNS = (
    "file", "pages", "so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban", "trich_yeu", "nguoi_ky",
    "state", "code", "requirement", "period", "deadline", "days_late", "signatures", "seal", "handwritten_signature",
    "findings",
)  # fmt: skip
_HEADINGS = ("Tệp", "Trang", "Số, ký hiệu", "Ngày", "Cơ quan", "Hạn", "Sớm/muộn", "Chữ ký, dấu", "Phát hiện")


@click.command(cls=Command, name="audit")
@FOLDER
@folder_options
def command(folder: Path, format_: str, **values: Any) -> int:
    """Liệt kê mọi văn bản: số, ngày, cơ quan, hạn áp dụng, sớm hay muộn bao nhiêu ngày, chữ ký và dấu.

    Hạn lấy từ yêu cầu của bộ tiêu chí mà văn bản được ghép vào; không chọn bộ tiêu chí thì không có hạn.

    Mã thoát: 0 không có gì phải xem; 1 có văn bản phải sửa hoặc xem lại; 2 không chạy được.
    """
    with Messages(loudness(values)) as messages:
        settings = settings_for(given(values), folder)
        criteria = criteria_for(settings, messages) if settings.criteria else None
        if criteria is None:
            messages.say("Không chọn bộ tiêu chí (--criteria) nên không có hạn để so ngày.")
        outcome = run(settings, criteria, messages)
    rows = audit_rows(outcome.evidence.documents, outcome.judgement)
    if format_ == "json":
        emit_json(
            {
                "unit": settings.unit,
                "as_of": settings.as_of.isoformat(),
                "criteria": criteria[0].id if criteria else None,
                "documents": [audit_json(row) for row in rows],
            }
        )
    elif format_ == "jsonl":
        for row in rows:
            emit_json_line(audit_json(row))
    elif format_ == "csv":
        emit_csv(CSV_COLUMNS, map(_csv_row, rows))
    else:
        emit_rich(*_view(rows))
    return TO_FIX if any(row.needs_look for row in rows) else OK


def _csv_row(row: AuditRow) -> dict[str, Any]:
    data = audit_json(row)
    return data | {
        "pages": page_range(row.document.pages),
        "signatures": list(signatures_text(row.document.signatures)),
        "seal": row.document.seal.present,
        "findings": [f"{f.code}: {f.message}" for f in row.findings],
    }


def _view(rows: tuple[AuditRow, ...]) -> list[RenderableType]:
    shown = table(
        _HEADINGS,
        (
            (
                row.document.file,
                page_range(row.document.pages),
                *(field_view(row.document, n).shown for n in ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh")),
                show_date(row.deadline) if row.deadline else "",
                _lateness(row.days_late),
                _marks(row),
                "\n".join(one_line(finding.message) for finding in row.findings),
            )
            for row in rows
        ),
    )
    open_ = sum(row.needs_look for row in rows)
    return [shown, Text(), Text(f"{len(rows)} văn bản, {open_} văn bản phải xem.", style="bold")]


def _lateness(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return "đúng hạn"
    return f"muộn {days} ngày" if days > 0 else f"sớm {-days} ngày"


def _marks(row: AuditRow) -> str:
    document = row.document
    marks = [one_line(text) for text in signatures_text(document.signatures)]
    known = {True: "có chữ ký tay", False: "không thấy chữ ký tay", None: ""}
    marks.append(known[document.handwritten_signature])
    marks.append({True: "có dấu", False: "không thấy dấu", None: ""}[document.seal.present])
    return "\n".join(mark for mark in marks if mark)
