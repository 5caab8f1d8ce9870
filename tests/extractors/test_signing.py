"""What the signatures say against the document: late, early, by another body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from extractors.document import Document, Fact, Severity, Signature, Source, TextSource
from extractors.readers.pdf_signatures import VIETNAM
from extractors.signing import findings_of_signatures

INFO, WARNING = Severity.INFO, Severity.WARNING
FRIDAY = date(2025, 7, 25)
PROVINCE = "UBND tỉnh Sơn La"


def signature(role: str, day: date | None = FRIDAY, signer: str = "Trần An", above: str | None = None) -> Signature:
    at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=VIETNAM) if day is not None else None
    return Signature(signer, above, at, role=role)


def document(
    signatures: Sequence[Signature],
    issued: date = FRIDAY,
    issuer: str = "Sở Nội vụ tỉnh Sơn La",
    confidence: float = 0.98,
    source: TextSource = TextSource.TEXT,
) -> Document:
    facts = {
        "ngay_ban_hanh": Fact(issued, confidence, Source.TEXT),
        "co_quan_ban_hanh": Fact(issuer, confidence, Source.TEXT),
        "co_quan_chu_quan": Fact(PROVINCE, confidence, Source.TEXT),
    }
    return Document("a.pdf", "", (1, 1), 1, facts, source, signatures=tuple(signatures))


def found(one: Document) -> dict[str, Severity]:
    return {f.code: f.severity for f in findings_of_signatures(one)}


@pytest.mark.parametrize(
    ("issued", "signed", "expected", "why"),
    [
        (date(2025, 1, 24), {"person": date(2025, 2, 3)}, {}, "the first working day after Tết"),
        (date(2025, 1, 24), {"person": date(2025, 2, 4)}, {"signed_long_after_date": WARNING}, "the second"),
        (date(2025, 8, 29), {"person": date(2025, 9, 3)}, {}, "the first after the National Day"),
        (FRIDAY, {"person": FRIDAY, "body": date(2025, 7, 28)}, {}, "the office on Monday"),
        (FRIDAY, {"person": FRIDAY, "body": date(2025, 7, 29)}, {"signed_long_after_date": INFO}, "on Tuesday"),
        (FRIDAY, {"person": FRIDAY, "clerk": date(2025, 7, 31)}, {"signed_long_after_date": INFO}, "a number put late"),
        (FRIDAY, {"body": date(2025, 7, 29)}, {"signed_long_after_date": WARNING}, "nobody signed in time"),
        (FRIDAY, {"person": date(2025, 7, 24)}, {}, "the date of the next working day"),
        (FRIDAY, {"person": date(2025, 7, 22), "clerk": FRIDAY}, {}, "the office signed on the date"),
        (FRIDAY, {"person": date(2025, 7, 22), "clerk": date(2025, 7, 23)}, {"signed_before_date": WARNING}, "early"),
        (date(2025, 2, 3), {"body": date(2025, 1, 24)}, {}, "before Tết, dated the first working day after"),
    ],
)  # fmt: skip
def test_the_day_of_signing_against_the_printed_date(
    issued: date, signed: dict[str, date], expected: dict[str, Severity], why: str
) -> None:
    signatures = [signature(role, day) for role, day in signed.items()]
    assert found(document(signatures, issued)) == expected, why


def test_an_unsure_date_is_compared_with_nothing() -> None:
    assert found(document([signature("person", date(2025, 8, 20))], confidence=0.8)) == {}


FINANCE, HOME = ("Sở Tài chính", PROVINCE), ("Sở Nội vụ", PROVINCE)


@pytest.mark.parametrize(
    ("signers", "expected", "why"),
    [
        ([("body", *HOME)], {}, "the body"),
        ([("body", *FINANCE)], {"signer_not_issuer": WARNING}, "another body"),
        ([("clerk", *FINANCE)], {"signer_not_issuer": WARNING}, "the number stamped by another body"),
        ([("body", *HOME), ("body", *FINANCE)], {}, "another body signed what it received"),
        ([("portal", "Trung tâm Công báo", PROVINCE)], {}, "a portal publishes for all"),
        ([("person", "Trần An", "UBND tỉnh Lai Châu")], {"signer_not_issuer": WARNING}, "only a stranger signed"),
        ([("person", "Trần An", "UBND tỉnh Lai Châu"), ("body", *HOME)], {}, "his certificate is older than his post"),
        ([("person", "Trần An", PROVINCE)], {}, "a person of the superior body"),
        ([("person", "Trần An", None)], {}, "a certificate that names no body"),
        ([("unknown", "Sở Tài chính", PROVINCE)], {}, "an office file's signature is not read so far"),
    ],
)
def test_the_body_of_the_certificate(
    signers: list[tuple[str, str, str | None]], expected: dict[str, Severity], why: str
) -> None:
    signatures = [signature(role, FRIDAY, name, above) for role, name, above in signers]
    assert found(document(signatures)) == expected, why


def test_over_a_scan_another_body_is_information() -> None:
    signatures = [signature("body", FRIDAY, *FINANCE)]
    assert found(document(signatures, source=TextSource.OCR)) == {"signer_not_issuer": INFO}


def test_an_unsure_letterhead_accuses_nobody() -> None:
    assert found(document([signature("body", FRIDAY, *FINANCE)], confidence=0.85)) == {}


def test_every_certificate_of_another_body_is_named_once() -> None:
    signatures = [signature("body", FRIDAY, *FINANCE), signature("clerk", FRIDAY, *FINANCE)]
    (finding,) = findings_of_signatures(document(signatures))
    assert finding.message.count("Sở Tài chính tỉnh Sơn La") == 1
    assert "không phải của cơ quan ban hành Sở Nội vụ tỉnh Sơn La" in finding.message
