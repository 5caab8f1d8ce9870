"""`kiemchung check`: read a folder, judge it, report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from criteria.model import CriteriaSet, Judgement
from criteria.reminders import hand_in_json, hand_ins, reminder_json, reminders
from criteria.summary import TO_FIX as OPEN
from criteria.summary import judgement_to_json, summary_of
from pipeline.commands.check_units import check_units
from pipeline.commands.options import FOLDER, folder_options, given, loudness
from pipeline.console_view import summary_view
from pipeline.errors import OK, TO_FIX, UsageProblem
from pipeline.explain_view import NO_DEADLINES, explain_view
from pipeline.judgement_json import with_fields
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich
from pipeline.progress import Messages
from pipeline.publish import Reports, write_reports
from pipeline.session import criteria_for, run, settings_for
from pipeline.vietnamese_click import Command

CSV_COLUMNS = (
    "code", "name", "max_points", "departments", "criterion_status", "points_at_risk", "requirement", "period",
    "description", "status", "needed", "found", "issued_from", "issued_to", "documents", "reasons", "days_left",
)  # fmt: skip


@click.command(cls=Command, name="check")
@FOLDER
@click.option(
    "--units",
    is_flag=True,
    help="THƯ_MỤC gồm nhiều đơn vị, mỗi thư mục con là một đơn vị, tên theo tên thư mục hoặc kiemchung.yaml trong đó.",
)
@click.option("--explain", metavar="MÃ", help="Giải thích đầy đủ kết luận của một tiêu chí, ví dụ 1.1.1.")
@click.option(
    "--scores", metavar="TỆP", type=click.Path(path_type=Path),
    help="Bảng tự chấm điểm (docx, xlsx): văn bản bảng viện dẫn cho mục nào được coi như đặt ở thư mục của mục ấy.",
)  # fmt: skip
@click.option(
    "--previous", metavar="TỆP", type=click.Path(path_type=Path),
    help="kiemchung.db của năm trước: văn bản cùng loại, cùng nội dung được ưu tiên cho mục đã dùng năm trước.",
)  # fmt: skip
@folder_options
def command(folder: Path, units: bool, explain: str | None, format_: str, **values: Any) -> int:
    """Kiểm tra cả thư mục: đọc, đối chiếu bộ tiêu chí, kết luận và ghi báo cáo.

    In tóm tắt và việc phải làm của từng phòng, ban; ghi bảng tổng hợp (xlsx), báo cáo (html), danh mục
    còn thiếu của từng phòng (docx) và cơ sở dữ liệu vào thư mục kết quả. Với --units, thêm bảng các đơn vị và
    các tiêu chí hay thiếu nhất; báo cáo của từng đơn vị nằm trong thư mục con cùng tên.

    Mã thoát: 0 không còn gì phải sửa; 1 còn thiếu, không hợp lệ hoặc phải xem lại; 2 không chạy được.
    """
    if units:
        if explain is not None:
            raise UsageProblem(
                "--explain không dùng cùng --units.",
                "Giải thích cho từng đơn vị: kiemchung check THƯ_MỤC_CỦA_ĐƠN_VỊ --explain MÃ",
            )
        if values["scores"] is not None:
            raise UsageProblem(
                "--scores không dùng cùng --units.", "Điền scores: trong kiemchung.yaml của từng đơn vị."
            )
        return check_units(folder, format_, values)
    with Messages(loudness(values)) as messages:
        settings = settings_for(given(values), folder)
        criteria = criteria_for(settings, messages)
        explain = None if explain is None else chosen_code(criteria[0], explain, settings.criteria)
        outcome = run(settings, criteria, messages)
        judgement = outcome.judgement
        assert judgement is not None
        reports = write_reports(judgement, settings.profile, settings.out)
    show(judgement, format_, explain, {d.name: d.deadline for d in settings.profile.departments})
    messages.say(whereabouts(reports, outcome.database))
    return TO_FIX if needs_work(judgement) else OK


def chosen_code(criteria: CriteriaSet, said: str, source: str | None = None) -> str:
    """The criterion that somebody means: `1,1,1.` is 1.1.1; `source` is how the set was chosen.

    Raises UsageProblem for a group or an unknown code.
    """
    code = re.sub(r"[\s.,]+", ".", said.strip()).strip(".")
    nodes = {node.code: node for node in criteria.walk()}
    if code in nodes and nodes[code].is_leaf:
        return code
    show = f"Xem các mã bằng: kiemchung criteria show {source or criteria.id}"
    if code in nodes:
        below = [node.code for node in nodes[code].walk() if node.is_leaf]
        raise UsageProblem(f"'{code}' là nhóm tiêu chí, không có kết luận riêng.", f"Chọn một mã: {', '.join(below)}.")
    near = get_close_matches(code, [leaf.code for leaf in criteria.leaves()], n=3, cutoff=0.7)
    advice = f"Có phải {' hoặc '.join(near)}? {show}" if near else show
    raise UsageProblem(f"Bộ tiêu chí {criteria.id} không có tiêu chí thành phần '{said.strip()}'.", advice)


def needs_work(judgement: Judgement) -> bool:
    """Whether somebody has to act: a criterion is open, or a file could not be read and may be what is missing."""
    return any(verdict.status in OPEN for verdict in judgement.verdicts) or summary_of(judgement)["unreadable"] > 0


def show(
    judgement: Judgement, format_: str, explain: str | None, deadlines: Mapping[str, date | None] = NO_DEADLINES
) -> None:
    """Print the judgement, or all about one criterion of it; `deadlines` are those of the departments."""
    if format_ == "table":
        if explain is None:
            emit_rich(*summary_view(judgement, deadlines))
        else:
            verdict = next(v for v in judgement.verdicts if v.criterion.code == explain)
            emit_rich(*explain_view(judgement, verdict, deadlines))
        return
    data = with_fields(judgement_to_json(judgement), judgement)
    data["upcoming"] = [reminder_json(reminder, judgement) for reminder in reminders(judgement)]
    data["department_deadlines"] = [hand_in_json(hand_in) for hand_in in hand_ins(judgement, deadlines)]
    results = [r for r in data["criteria_results"] if explain in (None, r["code"])]
    if format_ == "json":
        emit_json(data if explain is None else results[0])
    elif format_ == "jsonl":
        for result in results:
            emit_json_line(result)
    else:
        emit_csv(CSV_COLUMNS, (row for result in results for row in _rows(result)))


def _rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    base = {
        "code": result["code"],
        "name": result["name"],
        "max_points": result["max_points"],
        "departments": result["departments"],
        "criterion_status": result["status"],
        "points_at_risk": result["points_at_risk"],
        "reasons": result["note"],
    }
    rows = []
    for row in result["requirements"]:
        messages = [f["message"] for f in row["findings"]]
        messages += [f"{d['file']}: {f['message']}" for d in row["documents"] for f in d["findings"]]
        rows.append(
            base
            | {
                "requirement": row["id"],
                "period": row.get("period"),
                "description": row["description"],
                "status": row["status"],
                "needed": row["needed"],
                "found": row["found"],
                "issued_from": row["issued"]["from"],
                "issued_to": row["issued"]["to"],
                "days_left": row["days_left"],
                "documents": [d["file"] for d in row["documents"]],
                "reasons": messages,
            }
        )
    return rows or [base]


def whereabouts(reports: Reports, database: Path) -> str:
    """Where the results lie, a line each."""
    lines = [
        f"Bảng tổng hợp: {reports.workbook}",
        f"Báo cáo:       {reports.page}",
        f"Cơ sở dữ liệu: {database}",
    ]
    if reports.checklists:
        count = len(reports.checklists)
        lines.insert(2, f"Danh mục:      {reports.checklists[0].parent} ({count} phòng, ban)")
    return "\n".join(lines)
