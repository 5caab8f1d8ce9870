"""What the digital signatures say against the document: signed late or early, by another body, clocks that differ.

Nghị định 30/2020/NĐ-CP: Điều 5 (who signs an electronic document), Điều 15 and 18 (number and date are given after
signing, the document goes out the same day or the next working day), Điều 25 (copies).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from extractors.affiliation import bodies_named, is_other_body
from extractors.document import Document, Finding, Severity, Signature, TextSource
from extractors.workdays import working_days_after

_CLOCKS_DIFFER = timedelta(hours=1)
"""Of 592 signatures with a time stamp 582 agree within half an hour with the clock of the computer."""

_NO_SLIP_OF_ZONE = timedelta(hours=24)
"""A wrong time zone shifts a clock by less than a day."""


def findings_of_signatures(document: Document) -> tuple[Finding, ...]:
    """Findings on when and by whom a document was signed; whether the signatures hold is said by the reader."""
    own = [s for s in document.signatures if s.role in ("person", "body", "clerk") and "copy" not in s.notes]
    found = [
        *_late_or_early(document, own),
        *_by_another_body(document, own),
        *_clocks(document.signatures),
        *_expired(document.signatures),
    ]
    return tuple(dict.fromkeys(found))


def _late_or_early(document: Document, own: Sequence[Signature]) -> list[Finding]:
    """More than one working day between the printed date and the first signature, or the first of the office.

    A portal signs when it publishes, and whoever certifies a copy when it is made: neither counts.
    """
    issued = document.issued_on
    days = [s.signed_at.date() for s in own if s.signed_at is not None]
    if issued is None or not days or not document.is_sure("ngay_ban_hanh"):
        return []
    first, last = min(days), max(days)
    if (late := working_days_after(issued, first)) > 1:
        message = (
            f"Ký số lần đầu ngày {first:%d/%m/%Y}, sau ngày ban hành {issued:%d/%m/%Y} {late} ngày làm việc"
            " (Điều 18 Nghị định 30/2020/NĐ-CP)"
        )
        return [Finding("signed_long_after_date", Severity.WARNING, message)]
    office = [s.signed_at.date() for s in own if s.signed_at is not None and s.role != "person"]
    if office and (late := working_days_after(issued, min(office))) > 1:
        message = (
            f"Người có thẩm quyền ký ngày {first:%d/%m/%Y}, cơ quan ký số và phát hành ngày {min(office):%d/%m/%Y}, sau"
            f" ngày ban hành {late} ngày làm việc (Điều 18 Nghị định 30/2020/NĐ-CP)"
        )
        return [Finding("signed_long_after_date", Severity.INFO, message)]
    if (early := working_days_after(last, issued)) > 1:
        message = (
            f"Ký số xong ngày {last:%d/%m/%Y}, trước ngày ban hành {issued:%d/%m/%Y} {early} ngày làm việc:"
            " ngày phải ghi khi ký, chậm nhất là ngày làm việc tiếp theo (Điều 15, Điều 18 Nghị định 30/2020/NĐ-CP)"
        )
        return [Finding("signed_before_date", Severity.WARNING, message)]
    return []


def _by_another_body(document: Document, own: Sequence[Signature]) -> list[Finding]:
    """Certificates of another body than that of the letterhead, where none of the office itself vouches for it.

    A person's certificate counts only when no body signed.  Over a scan it is information: the paper bears its own
    signature, and whoever digitises it signs too (Điều 25).
    """
    issuer, superior = document.text_of("co_quan_ban_hanh"), document.text_of("co_quan_chu_quan")
    if issuer is None or not document.is_sure("co_quan_ban_hanh"):
        return []
    of_bodies = [s for s in own if s.role != "person" and bodies_named(s.signer, None, None)]
    judged = [
        (s, is_other_body(bodies_named(s.signer, s.unit, s.organisation), issuer, superior, document.issued_on))
        for s in of_bodies or own
    ]
    if not judged or not all(other for _, other in judged):
        return []
    severity = Severity.WARNING if document.text_source is TextSource.TEXT else Severity.INFO
    names = dict.fromkeys(_who(signature) for signature, _ in judged)
    message = f"Chữ ký số của {'; '.join(names)}, không phải của cơ quan ban hành {issuer}"
    return [Finding("signer_not_issuer", severity, message)]


def _who(signature: Signature) -> str:
    named = bodies_named(signature.signer, signature.unit, signature.organisation)
    signer = signature.signer or "không rõ tên"
    return f"{signer} ({named[0]})" if named else signer


def _clocks(signatures: Sequence[Signature]) -> list[Finding]:
    """A time stamp that disagrees with the date which the signing computer wrote."""
    found = []
    for signature in signatures:
        at, claimed = signature.signed_at, signature.claimed_at
        if signature.time_source != "token" or at is None or claimed is None or abs(at - claimed) < _CLOCKS_DIFFER:
            continue
        severity = Severity.WARNING if abs(at - claimed) > _NO_SLIP_OF_ZONE else Severity.INFO
        message = (
            f"Chữ ký số của {signature.signer or 'không rõ tên'}: máy ký ghi {claimed:%H:%M ngày %d/%m/%Y}, dấu thời"
            f" gian ghi {at:%H:%M ngày %d/%m/%Y}; tính theo dấu thời gian"
        )
        found.append(Finding("signing_time_differs", severity, message))
    return found


def _expired(signatures: Sequence[Signature]) -> list[Finding]:
    return [
        Finding(
            "certificate_expired",
            Severity.INFO,
            f"Chứng thư số của {s.signer or 'không rõ tên'} không còn hoặc chưa có hiệu lực khi ký"
            + (f" ngày {s.signed_at:%d/%m/%Y}" if s.signed_at is not None else ""),
        )
        for s in signatures
        if "certificate_expired" in s.notes
    ]
