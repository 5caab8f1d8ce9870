"""The sentence that a person reads about a number or a date that is not sure."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document import Candidate, Fact, FactValue, Source
from extractors.doubt import alternatives, doubt_of

HAND, OCR, NAME = Source.HANDWRITING, Source.OCR, Source.FILENAME
Others = dict[FactValue, float]


def fact(value: FactValue | None, confidence: float, source: Source, others: Others) -> Fact:
    return Fact(value, confidence, source, candidates=tuple(Candidate(v, c, source) for v, c in others.items()))


@pytest.mark.parametrize(
    ("value", "confidence", "source", "others", "sentence", "reason"),
    [
        ("75/KH-UBND", 0.629, HAND, {"79/KH-UBND": 0.31}, "Số viết tay: 75 (62%) hoặc 79 (31%)", "rounded down"),
        ("75/KH-UBND", 0.62, OCR, {"79/KH-UBND": 0.31}, "Số đọc chưa chắc: 75 (62%) hoặc 79 (31%)", "printed"),
        ("75a/KH-UBND", 0.62, HAND, {"79/KH-UBND": 0.3}, "Số viết tay: 75a (62%) hoặc 79 (30%)", "a letter behind"),
        ("22-CV/ĐU", 0.8, HAND, {"27-CV/ĐU": 0.1}, "Số viết tay: 22 (80%) hoặc 27 (10%)", "the Party writes a dash"),
        ("7/KH-UBND", 0.8, OCR, {"7/KH-UBNĐ": 0.1}, "Ký hiệu đọc chưa chắc: KH-UBND (80%) hoặc KH-UBNĐ (10%)", "mark"),
        (
            "7/KH-UBND", 0.5, HAND, {"1/KH-UBND": 0.2, "7/KH-UBNĐ": 0.1},
            "Số viết tay: 7/KH-UBND (50%) hoặc 1/KH-UBND (20%) hoặc 7/KH-UBNĐ (10%)", "both: the whole number",
        ),
        ("75/KH-UBND", 0.84, HAND, {}, "Số viết tay, đọc chưa chắc: 75/KH-UBND (84%)", "nothing to choose from"),
        ("75/KH-UBND", 0.84, OCR, {}, "Số, ký hiệu đọc chưa chắc: 75/KH-UBND (84%)", "nor here"),
        ("75/KH-UBND", 0.84, HAND, {"79/KH-UBND": 0.004}, "Số viết tay, đọc chưa chắc: 75/KH-UBND (84%)", "too rare"),
        ("75/KH-UBND", 0.84, OCR, {"79/KH-UBND": 0.0}, "Số đọc chưa chắc: 75 (84%) hoặc 79", "seen, never weighed"),
        (None, 0.0, OCR, {"…": 0.0}, "Số, ký hiệu chưa đọc được", "not even the symbol"),
        (None, 0.0, HAND, {"…/KH-UBND": 0.0}, "Số viết tay chưa đọc được hết: …/KH-UBND", "the symbol alone"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_number(
    value: str | None, confidence: float, source: Source, others: Others, sentence: str, reason: str
) -> None:
    assert doubt_of(fact(value, confidence, source, others), "so_ky_hieu") == sentence, reason


FEBRUARY = date(2024, 2, 16)


@pytest.mark.parametrize(
    ("value", "source", "others", "sentence"),
    [
        (FEBRUARY, HAND, {date(2024, 2, 18): 0.2}, "Ngày viết tay: 16/02/2024 (70%) hoặc 18/02/2024 (20%)"),
        (FEBRUARY, OCR, {date(2024, 2, 8): 0.2}, "Ngày ban hành đọc chưa chắc: 16/02/2024 (70%) hoặc 08/02/2024 (20%)"),
        (FEBRUARY, HAND, {FEBRUARY: 0.2}, "Ngày viết tay, đọc chưa chắc: 16/02/2024 (70%)"),
        (None, OCR, {"…/7/2025": 0.0}, "Ngày ban hành chưa đọc được hết: …/7/2025"),
        (None, OCR, {}, "Ngày ban hành chưa đọc được"),
    ],
)
def test_what_is_said_of_a_date(value: date | None, source: Source, others: Others, sentence: str) -> None:
    assert doubt_of(fact(value, 0.7 if value else 0.0, source, others), "ngay_ban_hanh") == sentence


def test_the_chosen_value_is_the_first_alternative() -> None:
    number = fact("75/KH-UBND", 0.3, HAND, {"79/KH-UBND": 0.2, "78/KH-UBND": 0.1})
    assert alternatives(number, "so_ky_hieu") == ("75 (30%)", "79 (20%)", "78 (10%)")
    assert alternatives(fact(None, 0.0, NAME, {}), "ngay_ban_hanh") == ()


def test_what_the_page_does_not_show_stands_with_its_source() -> None:
    others = (Candidate("12/KH-UBND", 0.2, NAME), Candidate("13/KH-UBND", 0.2, Source.CITATION))
    assert doubt_of(Fact("75/KH-UBND", 0.62, HAND, candidates=others), "so_ky_hieu") == (
        "Số viết tay: 75 (62%) hoặc 12 (20%, tên tệp) hoặc 13 (20%, văn bản khác viện dẫn)"
    )
