"""One row per document: number, date, body, the deadline that applies, days early or late, signatures, findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from criteria.model import Judgement, Offer, Requirement
from extractors.document import Document, DocumentKey, Finding, Severity
from extractors.serial import public_document
from pipeline.crops import crop_paths


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A document and the requirement whose deadline applies to it, if any.

    `days_late` counts from the deadline: positive late, negative early, None without a date or a deadline.
    `findings` are those of the document and, where it serves one, of the requirement.
    """

    document: Document
    requirement: Requirement | None
    deadline: date | None
    days_late: int | None
    findings: tuple[Finding, ...]

    @property
    def needs_look(self) -> bool:
        """Whether a person has something to do about it."""
        return any(finding.severity is not Severity.INFO for finding in self.findings)


def audit_rows(documents: Sequence[Document], judgement: Judgement | None) -> tuple[AuditRow, ...]:
    """Rows in the order of the documents."""
    served = _served(judgement) if judgement is not None else {}
    rows = []
    for document in documents:
        found = served.get(document.key)
        requirement = found[0] if found else None
        deadline = requirement.window.end if requirement else None
        issued = document.issued_on
        late = (issued - deadline).days if issued is not None and deadline is not None else None
        own = found[1].findings if found else ()
        rows.append(AuditRow(document, requirement, deadline, late, tuple(dict.fromkeys((*document.findings, *own)))))
    return tuple(rows)


def _served(judgement: Judgement) -> dict[DocumentKey, tuple[Requirement, Offer]]:
    """The requirement of each document: one that accepts it before one that does not, then the best score."""
    best: dict[DocumentKey, tuple[Requirement, Offer]] = {}
    for verdict in judgement.verdicts:
        for row in verdict.requirements:
            for offer in row.offers:
                key = offer.document.key
                if key not in best or _rank(offer) > _rank(best[key][1]):
                    best[key] = (row.requirement, offer)
    return best


def _rank(offer: Offer) -> tuple[bool, float]:
    return (offer.accepted, offer.score)


def audit_json(row: AuditRow) -> dict[str, Any]:
    """The document as `extract` prints it, with what applies to it."""
    requirement = row.requirement
    return public_document(row.document, crop_paths(row.document)) | {
        "code": requirement.criterion if requirement else None,
        "requirement": requirement.id if requirement else None,
        "period": requirement.period if requirement else None,
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "days_late": row.days_late,
        "findings": [{"code": f.code, "severity": f.severity.value, "message": f.message} for f in row.findings],
    }
