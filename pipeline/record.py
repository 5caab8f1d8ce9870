"""Writes the outcome of a run into the database: files, documents and their facts, requirements, offers, verdicts.

The tables of the last run are replaced as a whole in one transaction: a reader of the database sees the
run before or this one, never a mixture.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from criteria.model import Judgement, Offer
from extractors.document import FIELDS, Document, DocumentKey, FactValue, Finding, fold
from pipeline.crops import crop_paths
from pipeline.schema import LAST_RUN_TABLES
from pipeline.store import Store

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the run; `archive` is the name of the archive that holds it, or None for a file on disk."""

    name: str
    sha256: str
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0
    archive: str | None = None


def record_run(
    store: Store, files: Sequence[FileRecord], documents: Sequence[Document], judgement: Judgement | None
) -> None:
    """Replace the record of the last run; without a judgement (`audit`) the verdict tables become empty.

    Nothing is written when the same files gave the same documents and judgement before.
    """
    pictured = [crop_paths(document) for document in documents]
    mark = hashlib.sha256(repr((files, documents, judgement, pictured)).encode()).hexdigest()
    if [row[0] for row in store.db.execute("select mark from recorded")] == [mark]:
        return
    seen = time.time_ns()
    file_ids = {file.name: number for number, file in enumerate(files, 1)}
    document_ids = {document.key: number for number, document in enumerate(documents, 1)}
    tables = _tables(documents, judgement, file_ids, document_ids)
    with store.transaction() as db:
        for table in LAST_RUN_TABLES:
            db.execute(f"delete from {table}")
        db.execute("delete from recorded")
        db.execute("insert into recorded values (?)", [mark])
        db.table("files").insert_all(
            {
                "id": file_ids[file.name], "name": file.name, "sha256": file.sha256, "size": file.size,
                "mtime_ns": file.mtime_ns, "inode": file.inode, "seen_ns": seen,
                "archive_id": file_ids.get(file.archive) if file.archive else None,
            }
            for file in files
        )  # fmt: skip
        for name, rows in tables.items():
            _insert(store, name, rows)
        db.execute("insert into documents_fts(documents_fts) values ('rebuild')")


def _insert(store: Store, table: str, rows: list[Row]) -> None:
    if rows:
        columns = list(rows[0])
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f"[{column}]" for column in columns)
        store.db.conn.executemany(
            f"insert into [{table}] ({names}) values ({marks})", ([row[column] for column in columns] for row in rows)
        )


def _tables(
    documents: Sequence[Document],
    judgement: Judgement | None,
    file_ids: dict[str, int],
    document_ids: dict[DocumentKey, int],
) -> dict[str, list[Row]]:
    """Rows per table, in an order that satisfies the foreign keys."""
    tables: dict[str, list[Row]] = {
        name: []
        for name in (
            "documents", "facts", "candidates", "citations", "signatures", "verdicts", "requirements", "offers",
            "findings",
        )
    }  # fmt: skip
    for number, document in enumerate(documents, 1):
        tables["documents"].append(_document_row(document, number, file_ids))
        _add_facts(document, number, tables)
        tables["citations"] += _citation_rows(document, number)
        tables["signatures"] += _signature_rows(document, number)
        tables["findings"] += _finding_rows(document.findings, document_id=number)
    if judgement is not None:
        _add_verdicts(judgement, tables, document_ids)
    return tables


def _document_row(document: Document, number: int, file_ids: dict[str, int]) -> Row:
    values = {name: _value(fact.value) if (fact := document.fact(name)) else None for name in FIELDS}
    return {
        "id": number,
        "file_id": file_ids.get(document.file),
        "file": document.file,
        "first_page": document.pages[0],
        "last_page": document.pages[1],
        "page_count": document.page_count,
        **values,
        "text_source": str(document.text_source),
        "state": str(document.state),
        "seal_present": document.seal.present,
        "seal_page": document.seal.page,
        "handwritten_signature": document.handwritten_signature,
        "text": document.text,
        "folded": fold(" ".join((document.file, *(str(v) for v in values.values() if v), document.text))),
    }


def _add_facts(document: Document, number: int, tables: dict[str, list[Row]]) -> None:
    crops = crop_paths(document)
    for field, fact in document.facts.items():
        fact_id = len(tables["facts"]) + 1
        box = fact.box
        tables["facts"].append(
            {
                "id": fact_id, "document_id": number, "field": field, "value": _value(fact.value),
                "confidence": fact.confidence, "source": str(fact.source), "raw": fact.raw, "page": fact.page,
                "x0": box.x0 if box else None, "top": box.top if box else None,
                "x1": box.x1 if box else None, "bottom": box.bottom if box else None, "crop": crops.get(field),
            }
        )  # fmt: skip
        tables["candidates"] += [
            {"fact_id": fact_id, "value": _value(c.value), "confidence": c.confidence, "source": str(c.source)}
            for c in fact.candidates
        ]


def _citation_rows(document: Document, number: int) -> Iterator[Row]:
    for cite in document.cites:
        yield {
            "document_id": number,
            "so_ky_hieu": cite.so_ky_hieu,
            "ngay_ban_hanh": _value(cite.ngay_ban_hanh),
            "co_quan_ban_hanh": cite.co_quan_ban_hanh,
            "page": cite.page,
        }


def _signature_rows(document: Document, number: int) -> Iterator[Row]:
    for signature in document.signatures:
        yield {
            "document_id": number,
            "kind": signature.kind,
            "signer": signature.signer,
            "organisation": signature.organisation,
            "signed_at": signature.signed_at.isoformat() if signature.signed_at else None,
            "intact": signature.intact,
            "covers_whole_file": signature.covers_whole_file,
            "trusted": signature.trusted,
            "role": signature.role,
            "unit": signature.unit,
            "field": signature.field,
            "time_source": signature.time_source,
            "claimed_at": signature.claimed_at.isoformat() if signature.claimed_at else None,
            "changed_after": signature.changed_after,
            "notes": ", ".join(signature.notes),
        }


def _finding_rows(findings: Iterable[Finding], **owner: int) -> Iterator[Row]:
    for finding in findings:
        yield {
            "document_id": owner.get("document_id"),
            "requirement_id": owner.get("requirement_id"),
            "offer_id": owner.get("offer_id"),
            "code": finding.code,
            "severity": str(finding.severity),
            "message": finding.message,
        }


def _add_verdicts(judgement: Judgement, tables: dict[str, list[Row]], ids: dict[DocumentKey, int]) -> None:
    for verdict in judgement.verdicts:
        criterion = verdict.criterion
        tables["verdicts"].append(
            {
                "code": criterion.code, "name": criterion.name, "max_points": criterion.max_points,
                "method": str(criterion.method), "departments": "; ".join(verdict.departments),
                "status": str(verdict.status), "points_at_risk": verdict.points_at_risk, "note": verdict.note,
            }
        )  # fmt: skip
        for row in verdict.requirements:
            requirement, number = row.requirement, len(tables["requirements"]) + 1
            tables["requirements"].append(
                {
                    "id": number, "code": criterion.code, "requirement": requirement.id,
                    "period": requirement.period, "description": requirement.description,
                    "issued_from": _value(requirement.window.start), "issued_to": _value(requirement.window.end),
                    "needed": requirement.count, "found": row.found, "status": str(row.status),
                    "rule": str(requirement.place) if requirement.place else None,
                }
            )  # fmt: skip
            tables["findings"] += _finding_rows(row.findings, requirement_id=number)
            for offer in row.offers:
                _add_offer(offer, number, tables, ids)


def _add_offer(offer: Offer, requirement: int, tables: dict[str, list[Row]], ids: dict[DocumentKey, int]) -> None:
    number = len(tables["offers"]) + 1
    tables["offers"].append(
        {
            "id": number,
            "requirement_id": requirement,
            "document_id": ids.get(offer.document.key),
            "score": offer.score,
            "accepted": offer.accepted,
            "reasons": json.dumps(offer.reasons, ensure_ascii=False),
        }
    )
    tables["findings"] += _finding_rows(offer.findings, offer_id=number)


def _value(value: FactValue | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else "; ".join(value)
