"""`kiemchung criteria`: the criteria sets – which there are, what is in one, whether a file is sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text

from criteria.builtin import builtin_sets, find_set
from criteria.codes import is_within
from criteria.errors import CriteriaError as SetProblems
from criteria.errors import Problem
from criteria.importing.todo import todo_of
from criteria.listing import example_subject
from criteria.loading import load_set
from criteria.model import CriteriaSet, Criterion, EvidenceRule, WindowRule
from criteria.periods import fill
from criteria.wording import written_points
from extractors.document import Severity
from pipeline.commands import criteria_import
from pipeline.commands.options import format_option
from pipeline.errors import CANNOT_RUN, OK
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich, table
from pipeline.reports.typeset import one_line
from pipeline.reports.wording import METHODS
from pipeline.run import criteria_error
from pipeline.vietnamese_click import Group

LIST_COLUMNS = ("id", "title", "level", "years", "max_points", "criteria", "evidence")
TODO_COLUMNS = ("code", "id", "description", "source", "place")
SHOW_COLUMNS = ("code", "name", "max_points", "method", "departments", "need", "evidence", "place")


@click.group(cls=Group, name="criteria")
def command() -> None:
    """Bộ tiêu chí: danh sách có sẵn, nội dung, kiểm tra tệp tự soạn."""


@command.command("list")
@format_option
def list_sets(format_: str) -> int:
    """Các bộ tiêu chí có sẵn."""
    rows = [_set_row(_load(str(path))) for path in builtin_sets().values()]
    if format_ == "json":
        emit_json(rows)
    elif format_ == "jsonl":
        for row in rows:
            emit_json_line(row)
    elif format_ == "csv":
        emit_csv(LIST_COLUMNS, rows)
    else:
        shown = (
            (r["id"], r["title"], ", ".join(map(str, r["years"])), written_points(r["max_points"]), r["criteria"])
            for r in rows
        )
        emit_rich(table(("Mã", "Tên", "Năm", "Điểm", "Tiêu chí thành phần"), shown))
    return OK


@command.command("show")
@click.argument("chosen", metavar="MÃ|TỆP")
@click.option("--code", metavar="MÃ_TIÊU_CHÍ", help="Chỉ một tiêu chí và các tiêu chí dưới nó, ví dụ 1.2.")
@click.option("--todo", is_flag=True, help="Chỉ những dòng máy soạn khi nhập (drafted) còn chờ người đọc lại.")
@format_option
def show_set(chosen: str, code: str | None, todo: bool, format_: str) -> int:
    """Nội dung một bộ tiêu chí: mã, điểm, cách chấm, tài liệu phải có."""
    criteria = _load(chosen)
    if todo:
        _show_todo(criteria, code, format_)
        return OK
    nodes = [node for node in criteria.walk() if code is None or node.code == code or node.code.startswith(f"{code}.")]
    if not nodes:
        raise click.UsageError(f"Bộ tiêu chí {criteria.id} không có mã '{code}'.")
    rows = [_criterion_row(node) for node in nodes]
    if format_ == "json":
        emit_json(_set_row(criteria) | {"basis": list(criteria.basis), "items": rows})
    elif format_ == "jsonl":
        for row in rows:
            emit_json_line(row)
    elif format_ == "csv":
        flat = (row | {"evidence": [line["description"] for line in row["evidence"]]} for row in rows)
        emit_csv(SHOW_COLUMNS, flat)
    else:
        emit_rich(*_set_view(criteria, nodes))
    return OK


command.add_command(criteria_import.command)


@command.command("validate")
@click.argument("files", metavar="TỆP…", nargs=-1, required=True)
@format_option
def validate(files: tuple[str, ...], format_: str) -> int:
    """Kiểm tra tệp bộ tiêu chí: mọi lỗi và cảnh báo một lần, có dòng và cột.

    Mã thoát: 0 dùng được; 2 có lỗi.
    """
    found: list[Problem] = []
    for name in files:
        try:
            found += load_set(find_set(name))[1]
        except SetProblems as error:
            found += error.problems
    rows = [
        {
            "file": p.file, "line": p.line, "column": p.column, "severity": p.severity.value, "message": p.message,
            "remedy": p.remedy,
        }
        for p in found
    ]  # fmt: skip
    errors = sum(p.severity is Severity.ERROR for p in found)
    if format_ == "json":
        emit_json({"valid": not errors, "errors": errors, "warnings": len(found) - errors, "problems": rows})
    elif format_ == "jsonl":
        for row in rows:
            emit_json_line(row)
    elif format_ == "csv":
        emit_csv(("file", "line", "column", "severity", "message", "remedy"), rows)
    else:
        emit_rich(*(Text(str(problem)) for problem in found), Text(f"{errors} lỗi, {len(found) - errors} cảnh báo."))
    return CANNOT_RUN if errors else OK


def _show_todo(criteria: CriteriaSet, code: str | None, format_: str) -> None:
    waiting = [line for line in todo_of(criteria) if code is None or is_within(line.code, code)]
    rows = [
        {
            "code": line.code, "id": line.id, "description": line.description, "source": line.source,
            "place": str(line.place) if line.place else None,
        }
        for line in waiting
    ]  # fmt: skip
    if format_ == "json":
        emit_json({"id": criteria.id, "todo": rows})
    elif format_ == "jsonl":
        for row in rows:
            emit_json_line(row)
    elif format_ == "csv":
        emit_csv(TODO_COLUMNS, rows)
    else:
        shown = (
            (
                r["code"],
                r["id"] or "(cả mục)",
                one_line(r["description"]),
                r["source"],
                line.place.line if line.place else "",
            )
            for r, line in zip(rows, waiting, strict=True)
        )
        emit_rich(
            table(("Mã", "Dòng", "Tài liệu", "Văn bản gốc", "Dòng YAML"), shown),
            Text(f"{len(rows)} dòng chờ rà soát. Đọc lại, sửa rồi xóa drafted: true của dòng ấy."),
        )


def _load(chosen: str) -> CriteriaSet:
    try:
        return load_set(find_set(chosen))[0]
    except SetProblems as error:
        raise criteria_error(Path(chosen).name, error.problems) from None


def _set_row(criteria: CriteriaSet) -> dict[str, Any]:
    leaves = list(criteria.leaves())
    return {
        "id": criteria.id,
        "title": criteria.title,
        "level": criteria.level,
        "years": list(criteria.years),
        "max_points": criteria.max_points,
        "criteria": len(leaves),
        "evidence": sum(len(leaf.evidence) for leaf in leaves),
    }


def _criterion_row(node: Criterion) -> dict[str, Any]:
    return {
        "code": node.code,
        "name": node.name,
        "max_points": node.max_points,
        "method": node.method.value,
        "departments": list(node.departments),
        "need": node.need,
        "scoring": node.scoring,
        "evidence_text": node.evidence_text,
        "notes": list(node.notes),
        "drafted": node.drafted,
        "evidence": [_evidence_row(rule) for rule in node.evidence],
        "place": str(node.place) if node.place else None,
    }


def _evidence_row(rule: EvidenceRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "description": rule.description,
        "types": list(rule.types),
        "issuers": list(rule.issuers),
        "subjects": list(rule.subjects),
        "not_subjects": list(rule.not_subjects),
        "issued": _window(rule.issued),
        "count": rule.count,
        "each": [{"period": row.period} | _window(row.window) for row in rule.each],
        "signed": rule.signed,
        "sealed": rule.sealed,
        "optional": rule.optional,
        "source": rule.source,
        "drafted": rule.drafted,
    }


def _window(window: WindowRule) -> dict[str, str | None]:
    return {"from": window.start, "to": window.end}


def _set_view(criteria: CriteriaSet, nodes: list[Criterion]) -> Iterator[RenderableType]:
    yield Text(f"{criteria.title} ({criteria.id})", style="bold")
    for line in criteria.basis:
        yield Text(f"Căn cứ: {one_line(line)}")
    rows = []
    subject = example_subject(criteria)
    for node in nodes:
        lines = [
            fill(rule.description, subject, "/".join(fill(row.period, subject) for row in rule.each))
            + (f" × {rule.count}" if rule.count > 1 else "")
            for rule in node.evidence
        ]
        method = METHODS[node.method] if node.is_leaf else ""
        rows.append(
            (node.code, one_line(fill(node.name, subject)), written_points(node.max_points), method, "\n".join(lines))
        )
    yield table(("Mã", "Tên", "Điểm", "Cách chấm", "Tài liệu phải có"), rows)
