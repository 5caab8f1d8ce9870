"""The generated near misses: who is right is known by how a paper was made; noise does what it says."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from benchmarks.matching.near import PROVINCE, Paper, generate, is_right, is_wrong
from benchmarks.matching.noise import misread
from criteria.model import Requirement, Subject, Window
from extractors.document import State, fold

UNIT = "UBND tỉnh Lâm Đồng"
PLAN = Requirement(
    "1.1", "a", "Kế hoạch CCHC năm 2025", ("Kế hoạch",), (UNIT,), ("cải cách hành chính năm 2025",), ("kiểm tra",),
    Window(date(2024, 10, 1), date(2025, 1, 31)), year=2025,
)  # fmt: skip
PAPER = Paper("Kế hoạch", None, UNIT, "cải cách hành chính năm 2025", date(2025, 1, 5))

CASES = [
    (PAPER, True, False, "as asked"),
    (replace(PAPER, type="Quyết định", promulgates="Kế hoạch"), True, False, "put into force by a decision"),
    (replace(PAPER, phrase="công tác cải cách hành chính nhà nước năm 2025"), True, False, "words that say nothing"),
    (replace(PAPER, phrase="cải cách hành chính năm 2024"), False, True, "another year"),
    (replace(PAPER, issuer="UBND xã Di Linh"), False, True, "another body"),
    (replace(PAPER, type="Báo cáo"), False, True, "another type"),
    (replace(PAPER, phrase="kiểm tra cải cách hành chính năm 2025", strayed=True), False, True, "another activity"),
    (replace(PAPER, phrase="đẩy mạnh cải cách hành chính năm 2025"), False, False, "says all and more: open"),
    (replace(PAPER, issued=date(2025, 3, 1)), True, False, "late is a matter of the verdict"),
]


@pytest.mark.parametrize(("paper", "right", "wrong", "why"), CASES, ids=[case[3] for case in CASES])
def test_right_and_wrong(paper: Paper, right: bool, wrong: bool, why: str) -> None:
    assert (is_right(PLAN, paper), is_wrong(PLAN, paper)) == (right, wrong), why


def test_a_folder_is_made_again_from_its_seed() -> None:
    subject = Subject(UNIT, 2025, "Chính phủ", "Lâm Đồng")
    one, other = (generate([PLAN], subject, PROVINCE, 3, 0.05) for _ in range(2))
    assert one.documents == other.documents
    assert generate([PLAN], subject, PROVINCE, 4, 0.05).documents != one.documents
    right = {file for files in one.right.values() for file in files}
    assert all(one.papers[file].state is State.ISSUED for file in right)


def test_no_noise_changes_nothing() -> None:
    assert misread("Kế hoạch cải cách hành chính năm 2025", 0.0, random.Random(1)) == (
        "Kế hoạch cải cách hành chính năm 2025"
    )


def test_noise_mostly_touches_marks() -> None:
    text = "Báo cáo kết quả thực hiện nhiệm vụ cải cách hành chính năm 2025 " * 50
    read = misread(text, 0.12, random.Random(1))
    assert read != text
    same = sum(a == b for a, b in zip(fold(read)[:200], fold(text)[:200], strict=True))
    assert same > 20  # spaces shift the rest; the beginning stays
    assert 0.9 * len(text) < len(read) < 1.1 * len(text)
