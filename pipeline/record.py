"""Writes the outcome of a run into the database: files, documents and their facts, requirements, offers, verdicts.

What is known of a unit is replaced as a whole in one transaction: a reader of the database sees the run before or
this one, never a mixture.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlite_utils import Database

from criteria.model import Judgement, Offer
from criteria.summary import summary_of
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


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """What a run knows of one unit.

    `folder` is that of the unit below the folder of the run, empty where that is the unit's own; names of files, and
    the paths of pictures below the folder of results, are recorded with it in front.  `judgement` None: nothing was
    judged (`audit`).  `problem` is a Vietnamese reason why the unit could not be read at all, else empty.
    """

    folder: str
    files: Sequence[FileRecord] = ()
    documents: Sequence[Document] = ()
    judgement: Judgement | None = None
    problem: str = ""

    def path(self, name: str) -> str:
        """A name below the unit's folder as one below the folder of the run."""
        return f"{self.folder}/{name}" if self.folder else name


def record_run(
    store: Store, files: Sequence[FileRecord], documents: Sequence[Document], judgement: Judgement | None
) -> None:
    """Replace the record of the last run; without a judgement (`audit`) the verdict tables become empty."""
    record_units(store, [UnitRecord("", files, documents, judgement)])


def record_units(store: Store, units: Iterable[UnitRecord]) -> None:
    """Replace the record of the last run by these units, each in one transaction as it comes.

    A unit is not written when the same files gave the same documents and judgement before.  Units of the last run that
    are no more go at the end.
    """
    kept: set[str] = set()
    changed = False
    try:
        for unit in units:
            if not kept:
                changed |= _make_room(store, unit)
            kept.add(unit.folder)
            changed |= _record_unit(store, unit)
        gone = [row["folder"] for row in store.rows("select folder from units") if row["folder"] not in kept]
        for folder in gone:
            with store.transaction() as db:
                _forget_unit(db, folder)
        changed |= bool(gone)
    finally:
        # Also when the run was stopped: what was written by then can be searched.
        if changed:
            with store.transaction() as db:
                db.execute("insert into documents_fts(documents_fts) values ('rebuild')")


def _make_room(store: Store, first: UnitRecord) -> bool:
    """One unit over the whole folder and several below it cannot stand side by side: they hold the same files."""
    other = store.rows("select folder from units where (folder = '') <> ?", [not first.folder])
    if other:
        with store.transaction() as db:
            for row in other:
                _forget_unit(db, row["folder"])
    return bool(other)


def _record_unit(store: Store, unit: UnitRecord) -> bool:
    """Whether anything had to be written."""
    pictured = [crop_paths(document) for document in unit.documents]
    mark = hashlib.sha256(
        repr((unit.files, unit.documents, unit.judgement, unit.problem, pictured)).encode()
    ).hexdigest()
    if [row["mark"] for row in store.rows("select mark from units where folder = ?", [unit.folder])] == [mark]:
        return False
    seen = time.time_ns()
    with store.transaction() as db:
        _forget_unit(db, unit.folder)
        ids = _Ids(db)
        number = ids.next("units")
        file_ids = {file.name: ids.next("files") for file in unit.files}
        _insert(store, "units", [_unit_row(unit, number, mark)])
        _insert(
            store,
            "files",
            [
                {
                    "id": file_ids[file.name], "unit_id": number, "name": unit.path(file.name), "sha256": file.sha256,
                    "size": file.size, "mtime_ns": file.mtime_ns, "inode": file.inode, "seen_ns": seen,
                    "archive_id": file_ids.get(file.archive) if file.archive else None,
                }
                for file in unit.files
            ],
        )  # fmt: skip
        for name, rows in _tables(unit, number, file_ids, ids).items():
            _insert(store, name, rows)
    return True


def _forget_unit(db: Database, folder: str) -> None:
    """Remove all of a unit, in the order that the foreign keys want."""
    mine = "(select id from units where folder = ?)"
    documents = f"(select id from documents where unit_id in {mine})"
    requirements = f"(select r.id from requirements r join verdicts v on v.id = r.verdict_id where v.unit_id in {mine})"
    offers = f"(select id from offers where requirement_id in {requirements})"
    for table, column, owners in (
        ("findings", "offer_id", offers),
        ("findings", "requirement_id", requirements),
        ("findings", "document_id", documents),
        ("offers", "requirement_id", requirements),
        ("requirements", "id", requirements),
        ("verdicts", "unit_id", mine),
        ("candidates", "fact_id", f"(select id from facts where document_id in {documents})"),
        ("facts", "document_id", documents),
        ("citations", "document_id", documents),
        ("signatures", "document_id", documents),
        ("documents", "unit_id", mine),
        ("files", "unit_id", mine),
    ):
        db.execute(f"delete from {table} where {column} in {owners}", [folder])
    db.execute("delete from units where folder = ?", [folder])


class _Ids:
    """The next free number of each table."""

    def __init__(self, db: Database) -> None:
        self._last = {
            table: db.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0] for table in LAST_RUN_TABLES
        }

    def next(self, table: str) -> int:
        self._last[table] += 1
        return cast("int", self._last[table])


def _unit_row(unit: UnitRecord, number: int, mark: str) -> Row:
    judgement = unit.judgement
    row: Row = {"id": number, "folder": unit.folder, "problem": unit.problem or None, "mark": mark}
    if judgement is None:
        return row | {"state": "failed" if unit.problem else "read", "documents": len(unit.documents)}
    summary = summary_of(judgement)
    counted = ("satisfied", "missing", "invalid", "review", "not_due", "max_points", "points_at_risk",
               "points_in_review", "documents", "files", "unreadable")  # fmt: skip
    return row | {
        "unit": judgement.subject.unit,
        "year": judgement.subject.year,
        "criteria": judgement.criteria_set.id,
        "as_of": judgement.as_of.isoformat(),
        "state": "judged",
        "total": summary["criteria"],
        **{name: summary[name] for name in counted},
    }


def _insert(store: Store, table: str, rows: list[Row]) -> None:
    if rows:
        columns = list(rows[0])
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f"[{column}]" for column in columns)
        store.db.conn.executemany(
            f"insert into [{table}] ({names}) values ({marks})", ([row[column] for column in columns] for row in rows)
        )


def _tables(unit: UnitRecord, number: int, file_ids: dict[str, int], ids: _Ids) -> dict[str, list[Row]]:
    """Rows per table, in an order that satisfies the foreign keys."""
    tables: dict[str, list[Row]] = {
        name: []
        for name in (
            "documents", "facts", "candidates", "citations", "signatures", "verdicts", "requirements", "offers",
            "findings",
        )
    }  # fmt: skip
    document_ids: dict[DocumentKey, int] = {}
    for document in unit.documents:
        known = document_ids[document.key] = ids.next("documents")
        tables["documents"].append(_document_row(document, unit, known, number, file_ids))
        _add_facts(document, unit, known, tables, ids)
        tables["citations"] += _citation_rows(document, known)
        tables["signatures"] += _signature_rows(document, known)
        tables["findings"] += _finding_rows(document.findings, document_id=known)
    if unit.judgement is not None:
        _add_verdicts(unit.judgement, number, tables, document_ids, ids)
    return tables


def _document_row(document: Document, unit: UnitRecord, number: int, unit_id: int, file_ids: dict[str, int]) -> Row:
    values = {name: _value(fact.value) if (fact := document.fact(name)) else None for name in FIELDS}
    return {
        "id": number,
        "unit_id": unit_id,
        "file_id": file_ids.get(document.file),
        "file": unit.path(document.file),
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


def _add_facts(document: Document, unit: UnitRecord, number: int, tables: dict[str, list[Row]], ids: _Ids) -> None:
    crops = crop_paths(document)
    for field, fact in document.facts.items():
        fact_id = ids.next("facts")
        box = fact.box
        tables["facts"].append(
            {
                "id": fact_id, "document_id": number, "field": field, "value": _value(fact.value),
                "confidence": fact.confidence, "source": str(fact.source), "raw": fact.raw, "page": fact.page,
                "x0": box.x0 if box else None, "top": box.top if box else None,
                "x1": box.x1 if box else None, "bottom": box.bottom if box else None,
                "crop": unit.path(crops[field]) if field in crops else None,
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


def _add_verdicts(
    judgement: Judgement, unit_id: int, tables: dict[str, list[Row]], documents: dict[DocumentKey, int], ids: _Ids
) -> None:
    for verdict in judgement.verdicts:
        criterion, verdict_id = verdict.criterion, ids.next("verdicts")
        tables["verdicts"].append(
            {
                "id": verdict_id, "unit_id": unit_id, "code": criterion.code, "name": criterion.name,
                "max_points": criterion.max_points,
                "method": str(criterion.method), "departments": "; ".join(verdict.departments),
                "status": str(verdict.status), "points_at_risk": verdict.points_at_risk, "note": verdict.note,
            }
        )  # fmt: skip
        for row in verdict.requirements:
            requirement, number = row.requirement, ids.next("requirements")
            tables["requirements"].append(
                {
                    "id": number, "verdict_id": verdict_id, "code": criterion.code, "requirement": requirement.id,
                    "period": requirement.period, "description": requirement.description,
                    "issued_from": _value(requirement.window.start), "issued_to": _value(requirement.window.end),
                    "needed": requirement.count, "found": row.found, "status": str(row.status),
                    "rule": str(requirement.place) if requirement.place else None,
                }
            )  # fmt: skip
            tables["findings"] += _finding_rows(row.findings, requirement_id=number)
            for offer in row.offers:
                _add_offer(offer, number, tables, documents, ids)


def _add_offer(
    offer: Offer, requirement: int, tables: dict[str, list[Row]], documents: dict[DocumentKey, int], ids: _Ids
) -> None:
    number = ids.next("offers")
    tables["offers"].append(
        {
            "id": number,
            "requirement_id": requirement,
            "document_id": documents.get(offer.document.key),
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
