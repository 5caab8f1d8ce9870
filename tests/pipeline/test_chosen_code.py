"""The code behind `--explain`: as people write it, and what they are told when it names nothing."""

from __future__ import annotations

import pytest

from criteria.model import CriteriaSet, Criterion
from pipeline.commands.check import chosen_code
from pipeline.errors import UsageProblem

LEAVES = (Criterion("1.1", "A", 1.0), Criterion("1.2", "B", 1.0))
SET = CriteriaSet("bo", "Bộ", "xa", (2025,), (), 2.0, (Criterion("1", "Nhóm", 2.0, criteria=LEAVES),))


@pytest.mark.parametrize("said", ["1.1", " 1.1", "1.1.", "1,1", "1. 1"])
def test_a_code_may_be_written_as_people_write_it(said: str) -> None:
    assert chosen_code(SET, said) == "1.1"


@pytest.mark.parametrize(
    ("said", "words"), [("1", "Chọn một mã: 1.1, 1.2."), ("1.11", "Có phải 1.1"), ("x", "không có tiêu chí thành phần")]
)
def test_a_wrong_code_is_told_with_what_may_be_meant(said: str, words: str) -> None:
    with pytest.raises(UsageProblem) as told:
        chosen_code(SET, said)
    assert words in f"{told.value} {told.value.advice}"
