"""Closed lists of types: abbreviations, title lines, subjects of letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.registers import TYPES, begins_letter_subject, is_title, type_at_start, type_of_abbreviation

# Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I
DECREE = [
    *("NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CĐ"),
    *("BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB"),
]


@pytest.mark.parametrize("short", DECREE)
def test_every_abbreviation_of_the_decree_is_known(short: str) -> None:
    assert type_of_abbreviation(short) in TYPES


def test_no_abbreviation_stands_for_two_types() -> None:
    shorts = [short for group in TYPES.values() for short in group]
    assert len(shorts) == len(set(shorts))


@pytest.mark.parametrize(
    ("short", "name", "why"),
    [
        ("CT", "Chỉ thị", "case tells CT from CTr"),
        ("CTr", "Chương trình", "case tells CTr from CT"),
        ("CTR", "Chương trình", "in capitals it can be nothing else"),
        ("TTR", "Tờ trình", "TTRI would be Thông tri"),
        ("SNV", None, "a body"),
        ("UBND", None, "a body"),
        ("", None, "nothing"),
    ],
)
def test_abbreviations_and_case(short: str, name: str | None, why: str) -> None:
    assert type_of_abbreviation(short) == name, why


@pytest.mark.parametrize(
    ("line", "name", "why"),
    [
        ("KẾ HOẠCH", "Kế hoạch", "alone"),
        ("KẾ HOẠCH TRIỂN KHAI CẢI CÁCH HÀNH CHÍNH", "Kế hoạch", "with the subject on its line"),
        ("Báo cáo: kết quả quý I", "Báo cáo", "small letters, colon"),
        ("THÔNG TƯ LIÊN TỊCH", "Thông tư liên tịch", "the longer name wins over Thông tư"),
        ("QUY ĐỊNH", "Quy định", "not Quyết định"),
        ("BÁO CÁOKẾT QUẢ", None, "a type is a whole word"),
        ("DANH SÁCH CÁN BỘ", "Danh sách", "tables have types too"),
        ("QUYKET ĐỊNH", "Quyết định", "a long name with a letter misread"),
        ("CHƯƠNGTRÌNH", "Chương trình", "a space lost"),
        ("BÁO CAQ", None, "a short name is like too many words"),
        ("HỘI ĐỒNG", None, "a council is no contract"),
        ("QUYKET ĐỊNH BAN HÀNH KẾ HOẠCH", None, "misread and with more behind it"),
        ("Căn cứ Kế hoạch số 5", None, "a type inside a sentence"),
        ("", None, "nothing"),
    ],
)
def test_a_type_is_read_at_the_start_of_a_line(line: str, name: str | None, why: str) -> None:
    assert type_at_start(line) == name, why


@pytest.mark.parametrize(
    ("line", "title", "why"),
    [
        ("KẾ HOẠCH", True, "as the decree prints it"),
        ("QUYẾT ĐỊNH:", True, "a colon"),
        ("* BÁO CÁO *", True, "marks around"),
        ("Kế hoạch", False, "small letters are running text"),
        ("KẾ HOẠCH NĂM 2025", False, "more than the type"),
        ("PHỤ LỤC II", True, "an annex with its number"),
        ("Phụ lục 1", True, "annexes print small letters too"),
        ("Phụ lục kèm theo", False, "running text"),
        ("QUYKET ĐỊNH", True, "a letter too many"),
        ("CHƯƠNG TRINN", True, "a letter misread"),
        ("THÔNG BA0", True, "a digit for a letter"),
        ("quyket định", False, "misread running text"),
        ("BÁO CAQ", False, "a short name must be read right"),
        ("HỘI ĐỒNG", False, "a council is no contract"),
        ("KHOA HỌC", False, "science is no plan"),
        ("CÔNG ĐOÀN", False, "a union is no telegram"),
        ("VĂN PHÒNG", False, "an office"),
        ("QUYẾT ĐỊNH BAN HÀNH", False, "long names are read whole too"),
        ("SỞ NỘI VỤ", False, "a body"),
        ("", False, "nothing"),
    ],
)
def test_title_lines(line: str, title: bool, why: str) -> None:
    assert is_title(line) is title, why


@given(st.sampled_from(sorted(TYPES)))
def test_every_type_in_capitals_is_a_title_that_names_itself(name: str) -> None:
    assert is_title(name.upper()) and type_at_start(name.upper()) == name


@given(st.sampled_from(sorted(name for name in TYPES if len(name) >= 8)), st.data())
def test_a_letter_too_many_leaves_a_long_name_a_title(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name)))
    assert is_title((name[:at] + data.draw(st.sampled_from("aehikmnotu")) + name[at:]).upper())


@pytest.mark.parametrize(
    ("line", "begins", "why"),
    [
        ("V/v báo cáo quý I", True, "as the decree prints it"),
        ("V/v: báo cáo quý I", True, "a colon"),
        ("v / v báo cáo", True, "spaces"),
        ("Về việc báo cáo", True, "written out"),
        ("VV báo cáo", True, "a slash lost by OCR"),
        ("Với tinh thần", False, "another word"),
        ("báo cáo V/v", False, "inside a line"),
    ],
)
def test_the_subject_of_a_letter(line: str, begins: bool, why: str) -> None:
    assert begins_letter_subject(line) is begins, why
