"""Findings that rest on number, date and signatures: absent, doubtful, signed late, the body gone.

They follow from the record, not from the pages, so that they can be made again when a value is confirmed later.
"""

from __future__ import annotations

from extractors.document import Document, Fact, Finding, Severity, TextSource
from extractors.doubt import doubt_of
from extractors.lives import last_day_of
from extractors.signing import findings_of_signatures


def is_shown(fact: Fact) -> bool:
    """Whether something stands in the place of the value, read or not."""
    return fact.value is not None or bool(fact.candidates)


def findings_of(document: Document) -> tuple[Finding, ...]:
    """Findings on number and date; an absent one is an error only when its place was seen to be empty."""
    if document.text_source is TextSource.NONE:
        return ()
    findings: list[Finding] = []
    for name, code, label in (
        ("so_ky_hieu", "no_number", "số, ký hiệu"),
        ("ngay_ban_hanh", "no_date", "ngày ban hành"),
    ):
        fact = document.fact(name)
        if fact is None:
            findings.append(Finding(code, Severity.WARNING, f"Văn bản chưa có {label}: không thấy dòng ghi"))
        elif not is_shown(fact):
            findings.append(Finding(code, Severity.ERROR, f"Văn bản chưa có {label}: chỗ ghi để trống (“{fact.raw}”)"))
        elif not fact.sure:
            findings.append(Finding("low_confidence", Severity.WARNING, doubt_of(fact, name)))
    return (*findings, *findings_of_signatures(document), *_ended(document))


def _ended(document: Document) -> tuple[Finding, ...]:
    """A body in a document dated after it ended: districts, merged provinces and departments."""
    issuer, issued = document.text_of("co_quan_ban_hanh"), document.issued_on
    last = last_day_of(issuer) if issuer is not None else None
    if last is None or issued is None or issued <= last:
        return ()
    sure = document.is_sure("co_quan_ban_hanh") and document.is_sure("ngay_ban_hanh")
    message = (
        f"{issuer} đã kết thúc hoạt động ngày {last:%d/%m/%Y} (sắp xếp đơn vị hành chính, tổ chức bộ máy năm 2025),"
        f" văn bản ghi ngày {issued:%d/%m/%Y}"
    )
    return (Finding("issuer_not_valid_then", Severity.ERROR if sure else Severity.WARNING, message),)
