"""How many different papers were handed in: two scans of one must not count twice, however their numbers were read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from criteria.model import Status
from criteria.verdicts import judge_requirement

Make = Callable[..., Any]
AFTER = date(2026, 1, 5)
INK: dict[str, Any] = {"confidence": {"so_ky_hieu": 0.6}}
ONE: dict[str, Any] = {"number": "11/BB-UBND", "issued": date(2025, 8, 1), "subject": "Kiểm tra CCHC tại xã A"}
TWO: dict[str, Any] = {**ONE, "number": "17/BB-UBND"}

COUNTED = [
    ([ONE, TWO], Status.SATISFIED, 2, "two sure numbers are two papers"),
    ([ONE, ONE], Status.INVALID, 1, "one number is one paper"),
    ([ONE, {**TWO, **INK}], Status.REVIEW, 1, "an unsure number on the same day: perhaps the same paper"),
    ([ONE, {**TWO, **INK, "issued": date(2025, 8, 5)}], Status.SATISFIED, 2, "another sure day"),
    ([ONE, {**TWO, **INK, "subject": "Hội nghị đối thoại với doanh nghiệp"}], Status.SATISFIED, 2, "another subject"),
]


@pytest.mark.parametrize(("papers", "status", "found", "why"), COUNTED, ids=[c[3] for c in COUNTED])
def test_papers_counted(
    make_offer: Make, make_requirement: Make, papers: list[dict[str, Any]], status: Status, found: int, why: str
) -> None:
    offers = [make_offer(file=f"{n}.pdf", sha256=str(n), **paper) for n, paper in enumerate(papers)]
    verdict = judge_requirement(make_requirement(count=2), offers, as_of=AFTER)
    assert (verdict.status, verdict.found) == (status, found), why
