"""Copies with and without what certifies them (Nghị định 30/2020/NĐ-CP, Điều 25–27)."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.document import Severity, State

BODY, NUMBER, DATE = "UBND XÃ SUỐI MƠ", "Số: 03/SY-UBND", "Suối Mơ, ngày 15 tháng 7 năm 2025"


def certified(bench: Any, mark: str, *lines: str) -> Any:
    """A paper of one page with the mark of a copy and lines of certification under its own end."""
    texts = [bench.text(mark, 312, 640, 14, "bold", True)]
    texts += [bench.text(line, 90, 664 + 20 * i, 13) for i, line in enumerate(lines)]
    return bench.head(extra=tuple(texts))


CASES = [
    ("all but the signature", "SAO Y", (BODY, NUMBER, DATE), ["chữ ký của người sao"]),
    ("no number", "SAO Y", (BODY, DATE), ["số, ký hiệu bản sao", "chữ ký của người sao"]),
    ("no body", "TRÍCH SAO", (NUMBER, DATE), ["tên cơ quan sao", "chữ ký của người sao"]),
    ("no date", "SAO LỤC", (BODY, NUMBER), ["ngày sao", "chữ ký của người sao"]),
    ("the mark alone", "SAO Y", (), ["tên cơ quan sao", "số, ký hiệu bản sao", "ngày sao", "chữ ký của người sao"]),
]


@pytest.mark.parametrize(("why", "mark", "lines", "missing"), CASES, ids=[case[0] for case in CASES])
def test_what_a_text_copy_lacks_is_named(
    bench: Any, why: str, mark: str, lines: tuple[str, ...], missing: list[str]
) -> None:
    document = bench.read(certified(bench, mark, *lines).pdf())
    assert document.state is State.COPY
    (finding,) = [f for f in document.findings if f.code == "copy_not_certified"]
    assert finding.severity is Severity.ERROR
    assert finding.message == f"Bản sao ({mark}) thiếu: {', '.join(missing)} (Điều 25–27 Nghị định 30/2020/NĐ-CP)"


def test_a_scan_with_all_of_it_is_certified(bench: Any) -> None:
    document = bench.read(bench.scan(bench.photograph(certified(bench, "SAO Y", BODY, NUMBER, DATE).pdf(), 200), 200))
    assert document.state is State.COPY
    assert "copy_not_certified" not in [f.code for f in document.findings]


def test_on_a_scan_it_is_a_doubt(bench: Any) -> None:
    document = bench.read(bench.scan(bench.photograph(certified(bench, "SAO Y", BODY, DATE).pdf(), 200), 200))
    (finding,) = [f for f in document.findings if f.code == "copy_not_certified"]
    assert finding.severity is Severity.WARNING
    assert "số, ký hiệu bản sao" in finding.message


def test_an_electronic_copy_without_a_signature(bench: Any) -> None:
    stamp = bench.text("SAO Y", 500, 30, 9, "bold", True)
    document = bench.read(bench.head(extra=(stamp,)).pdf())
    assert [f.message for f in document.findings if f.code == "copy_not_certified"] == [
        "Bản sao (SAO Y) thiếu: chữ ký số của cơ quan sao (Điều 25–27 Nghị định 30/2020/NĐ-CP)"
    ]


@pytest.mark.parametrize("words", ["sao y bản chính", "Sao cho phù hợp", "vì sao y tế"])
def test_words_of_the_text_are_no_mark(bench: Any, words: str) -> None:
    document = bench.read(bench.head(extra=(bench.text(words, 90, 640),)).pdf())
    assert "copy_not_certified" not in [f.code for f in document.findings]
