"""Every finding code that speaks about one document and one requirement, with what it makes of the requirement.

The codes of copies, places and the self-score table are given by `matchers` and tested there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from criteria.model import Status
from criteria.verdicts import judge_requirement
from extractors.document import Finding, Seal, Severity, State

Make = Callable[..., Any]
ERROR, WARNING = Severity.ERROR, Severity.WARNING
AFTER = date(2026, 1, 5)
S = Status


def told(code: str, severity: Severity = ERROR) -> dict[str, Any]:
    return {"findings": (Finding(code, severity, code),)}


CODES = [
    ("late", {"issued": date(2025, 9, 1)}, {}, S.INVALID),
    ("out_of_period", {"issued": date(2025, 6, 30)}, {}, S.INVALID),
    ("wrong_year", {"issued": date(2024, 8, 1)}, {}, S.INVALID),
    ("wrong_type", {"type_": "Báo cáo"}, {}, S.INVALID),
    ("wrong_issuer", {"issuer": "UBND xã Bảo Thuận"}, {}, S.INVALID),
    ("issuer_not_valid_then", told("issuer_not_valid_then"), {}, S.INVALID),
    ("issuer_not_valid_then", told("issuer_not_valid_then", WARNING), {}, S.REVIEW),
    ("no_number", {"number": None}, {}, S.INVALID),
    ("no_date", {"issued": None}, {}, S.INVALID),
    ("draft", {"state": State.DRAFT}, {}, S.INVALID),
    ("unsigned", {"handwritten_signature": False}, {}, S.INVALID),
    ("unsigned", {"handwritten_signature": False, "seal": Seal(True)}, {}, S.REVIEW),
    ("no_seal", {"seal": Seal(False)}, {"sealed": True}, S.INVALID),
    ("signature_broken", told("signature_broken"), {}, S.INVALID),
    ("changed_after_signing", told("changed_after_signing", WARNING), {}, S.REVIEW),
    ("signer_not_issuer", told("signer_not_issuer", WARNING), {}, S.SATISFIED),
    ("signed_long_after_date", told("signed_long_after_date", WARNING), {}, S.SATISFIED),
    ("copy_not_certified", told("copy_not_certified"), {}, S.INVALID),
    ("conflict", told("conflict", WARNING), {}, S.REVIEW),
    ("low_confidence", {"confidence": {"co_quan_ban_hanh": 0.6}}, {}, S.REVIEW),
    ("low_confidence", {"confidence": {"loai_van_ban": 0.6}}, {}, S.REVIEW),
    ("low_confidence", {"confidence": {"ngay_ban_hanh": 0.6}}, {}, S.REVIEW),
    ("low_confidence", {"confidence": {"so_ky_hieu": 0.6}}, {}, S.SATISFIED),
    ("unreadable", told("unreadable"), {}, S.INVALID),
    ("encrypted", told("encrypted"), {}, S.INVALID),
    ("too_large", told("too_large"), {}, S.INVALID),
    ("wrong_format", told("wrong_format"), {}, S.INVALID),
    ("active_content", told("active_content", WARNING), {}, S.SATISFIED),
]


@pytest.mark.parametrize(("code", "document", "asked", "status"), CODES, ids=[f"{c[0]}-{c[3]}" for c in CODES])
def test_code(
    make_offer: Make, make_requirement: Make, code: str, document: dict[str, Any], asked: dict[str, Any], status: Status
) -> None:
    row = judge_requirement(make_requirement(**asked), [make_offer(**document)], as_of=AFTER)
    assert code in {f.code for f in row.offers[0].findings}
    assert row.status is status


def test_nothing_and_too_few(make_offer: Make, make_requirement: Make) -> None:
    nothing = judge_requirement(make_requirement(), [], as_of=AFTER)
    few = judge_requirement(make_requirement(count=2), [make_offer()], as_of=AFTER)
    assert ([f.code for f in nothing.findings], nothing.status) == (["missing"], S.MISSING)
    assert ([f.code for f in few.findings], few.status) == (["too_few"], S.INVALID)
