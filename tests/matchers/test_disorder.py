"""Numbers that break an orderly register are told; registers that are two in one say nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from extractors.document import Document, Fact, Severity, Source
from matchers.disorder import tell_disorder

UNIT = "UBND xã Di Linh"


def paper(number: int, day: date, sure: float = 0.98, tail: str = "/KH-UBND") -> Document:
    values = {"so_ky_hieu": f"{number:02d}{tail}", "co_quan_ban_hanh": UNIT}
    facts = {name: Fact(value, 0.98, Source.TEXT) for name, value in values.items()}
    facts["ngay_ban_hanh"] = Fact(day, sure, Source.TEXT)
    return Document(f"KH {number}{tail[:3]}.pdf".replace("/", "-"), f"{number}{tail}{day}", (1, 1), 1, facts)


def register(size: int = 12) -> list[Document]:
    """Numbers 1, 3, 5 … a week apart from 6 January."""
    return [paper(2 * n + 1, date(2025, 1, 6) + timedelta(days=7 * n)) for n in range(size)]


def told(documents: list[Document]) -> dict[str, str]:
    return {d.file: f.message for d in tell_disorder(documents) for f in d.findings if f.code == "conflict"}


def test_an_orderly_register_says_nothing() -> None:
    assert told(register()) == {}


def test_a_number_dated_back_or_ahead_is_told_with_its_neighbour() -> None:
    late = paper(6, date(2025, 3, 24))
    assert told([*register(), late]) == {
        late.file: "Số 06/KH-UBND ngày 24/3/2025 trái thứ tự sổ văn bản: 07/KH-UBND ghi ngày 27/1/2025 (KH 7-KH.pdf)"
    }
    early = paper(20, date(2025, 1, 8))
    assert list(told([*register(), early])) == [early.file]
    (finding,) = tell_disorder([*register(), early])[-1].findings
    assert finding.severity is Severity.INFO


def test_a_day_or_two_is_the_clerks_affair() -> None:
    assert told([*register(), paper(6, date(2025, 1, 28))]) == {}


def test_what_is_not_sure_neither_speaks_nor_is_told() -> None:
    assert told([*register(), paper(6, date(2025, 3, 24), sure=0.8)]) == {}


def test_few_documents_make_no_register() -> None:
    assert told([*register(6), paper(6, date(2025, 5, 24))]) == {}


def test_two_registers_under_one_symbol_say_nothing() -> None:
    second = [replace(paper(2 * n + 2, date(2025, 7, 6) + timedelta(days=7 * n))) for n in range(12)]
    assert told([*register(), *second]) == {}


def test_the_year_starts_anew() -> None:
    assert told([*register(), paper(2, date(2026, 1, 5)), paper(40, date(2024, 12, 31))]) == {}
