"""The comparison of a self-score table with the folder, as other programs read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.document import Document, Finding
from matchers.cited import Cited
from matchers.crosscheck import CheckedRow, Crosscheck, NotCited

CSV_COLUMNS = (
    "code", "name", "place", "max_points", "claimed", "citation", "so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh",
    "file", "nearest", "finding", "severity", "message",
)  # fmt: skip


def crosscheck_json(checked: Crosscheck, criteria: str | None) -> dict[str, Any]:
    """The whole as one object."""
    return {
        "scores": checked.table.file,
        "criteria": criteria,
        "rows": [row_json(row) for row in checked.rows],
        "not_cited": [not_cited_json(item) for item in checked.not_cited],
        "findings": [_finding(finding) | {"criterion": code} for code, finding in checked.findings],
        "repeated": [
            {"so_ky_hieu": r.so_ky_hieu, "file": r.document.file if r.document else None, "codes": list(r.codes)}
            for r in checked.repeated
        ],
        "summary": checked.summary(),
    }


def row_json(checked: CheckedRow) -> dict[str, Any]:
    """A row of the table."""
    row = checked.row
    return {
        "code": row.code,
        "name": row.name,
        "place": row.place,
        "max_points": row.max_points,
        "claimed": row.claimed,
        "citations": [_cited(item) for item in checked.cited],
        "explanation": checked.explanation,
        "findings": [_finding(finding) for finding in checked.findings],
    }


def not_cited_json(item: NotCited) -> dict[str, Any]:
    """A document that no row cites."""
    document = item.document
    return {
        "file": document.file,
        "pages": list(document.pages),
        "so_ky_hieu": document.text_of("so_ky_hieu"),
        "ngay_ban_hanh": _day(document),
        "trich_yeu": document.text_of("trich_yeu"),
        "nearest": item.nearest,
        "findings": [_finding(item.finding)],
    }


def csv_rows(checked: Crosscheck) -> Iterator[dict[str, Any]]:
    """A line per citation and finding; a citation without fault has a line with no finding."""
    for item in checked.rows:
        row = row_json(item)
        base = {name: row[name] for name in ("code", "name", "place", "max_points", "claimed")}
        for cited, data in zip(item.cited, row["citations"], strict=True):
            named = base | {"citation": cited.reference.text} | {n: data[n] for n in CSV_COLUMNS[6:11]}
            yield from (named | _line(finding) for finding in cited.findings)
            if not cited.findings:
                yield named
        yield from (base | _line(finding) for finding in item.findings)
    for code, finding in checked.findings:
        yield {"code": code} | _line(finding)
    for left in checked.not_cited:
        data = not_cited_json(left)
        yield {n: data[n] for n in ("so_ky_hieu", "ngay_ban_hanh", "file", "nearest")} | _line(left.finding)


def _cited(item: Cited) -> dict[str, Any]:
    reference, document = item.reference, item.document
    day = reference.ngay_ban_hanh
    return {
        "text": reference.text,
        "so_ky_hieu": reference.so_ky_hieu,
        "ngay_ban_hanh": day.isoformat() if day else None,
        "co_quan_ban_hanh": reference.co_quan_ban_hanh,
        "loai_van_ban": reference.loai_van_ban,
        "trich_yeu": reference.trich_yeu,
        "basis": reference.basis,
        "file": document.file if document else None,
        "pages": list(document.pages) if document else None,
        "nearest": item.nearest.file if item.nearest else None,
        "findings": [_finding(finding) for finding in item.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"code": finding.code, "severity": finding.severity.value, "message": finding.message}


def _line(finding: Finding) -> dict[str, Any]:
    return {"finding": finding.code, "severity": finding.severity.value, "message": finding.message}


def _day(document: Document) -> str | None:
    return document.issued_on.isoformat() if document.issued_on else None
