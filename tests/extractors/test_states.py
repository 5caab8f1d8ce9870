"""Issued, draft or unknown, by what a page shows of number, date and signature."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.document import State

BLANK_NUMBER = {"number": "Số:          /KH-SNV"}
NO_HEAD: dict[str, Any] = {
    "superior": "", "issuer": (), "number": "", "motto": (), "date": "", "title": "", "subject": (),
}  # fmt: skip


@pytest.mark.parametrize(
    ("why", "parts", "state"),
    [
        ("number and date are there", {}, State.ISSUED),
        ("no number and no signature", BLANK_NUMBER, State.DRAFT),
        ("neither number nor day", {**BLANK_NUMBER, "date": "Sơn La, ngày      tháng 7 năm 2025"}, State.DRAFT),
    ],
)
def test_state_of_a_text_document(bench: Any, why: str, parts: dict[str, Any], state: State) -> None:
    assert bench.read(bench.head(**parts).pdf()).state is state, why


@pytest.mark.parametrize(
    ("why", "parts", "state"),
    [
        ("number and date are there", {}, State.ISSUED),
        ("a later page without a letterhead", NO_HEAD, State.UNKNOWN),
    ],
)
def test_state_of_a_scan(bench: Any, why: str, parts: dict[str, Any], state: State) -> None:
    assert bench.read(bench.scan(bench.photograph(bench.head(**parts).pdf(), 200), 200)).state is state, why
