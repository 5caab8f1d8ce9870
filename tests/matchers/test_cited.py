"""Which file a citation means: typed by hand, so a digit, a day or a body may be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractors.document import Candidate, Document, Fact, FactValue, Finding, Reference, Severity, Source
from matchers.cited import Folder

DAY = date(2025, 3, 19)
SUBJECT = "công tác cải cách hành chính quý I năm 2025"
CITED = Reference("Báo cáo số 42/BC-UBND", "42/BC-UBND", DAY, "UBND tỉnh Hoa Sơn", "Báo cáo", SUBJECT)


def document(file: str = "a.pdf", *, confidence: float = 0.99, **values: FactValue | None) -> Document:
    facts: dict[str, FactValue | None] = {
        "so_ky_hieu": "42/BC-UBND",
        "ngay_ban_hanh": DAY,
        "co_quan_ban_hanh": "UBND tỉnh Hoa Sơn",
        "trich_yeu": "Công tác cải cách hành chính Quý I năm 2025",
    } | values
    made = {name: Fact(value, confidence, Source.TEXT) for name, value in facts.items() if value is not None}
    return Document(file, "", (1, 2), 2, made)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(f.code, f.severity.value) for f in findings]


def test_the_cited_document_is_found() -> None:
    (found,) = Folder([document("b.pdf", so_ky_hieu="43/BC-UBND"), document()]).find([CITED])
    assert (found.document, found.findings) == (document(), ())


SLIPS = [
    # values of the document, finding, words, why
    ({}, [], "", "all the same"),
    ({"so_ky_hieu": "042/BC-UBND"}, [], "", "a leading zero"),
    ({"co_quan_ban_hanh": "UBND TỈNH HOA SƠN"}, [], "", "capitals"),
    ({"ngay_ban_hanh": date(2025, 3, 20)}, ["error"], "Ngày: bảng ghi “19/3/2025”, tài liệu ghi “20/3/2025”", "a day"),
    ({"ngay_ban_hanh": None}, [], "", "a day that was not read says nothing"),
    ({"so_ky_hieu": "24/BC-UBND"}, ["error"], "Số: bảng ghi “42/BC-UBND”, tài liệu ghi “24/BC-UBND”", "turned digits"),
    ({"so_ky_hieu": "42/BC-UBNO"}, ["error"], "tài liệu ghi “42/BC-UBNO”", "a letter of the symbol"),
    (
        {"co_quan_ban_hanh": "Sở Nội vụ tỉnh Hoa Sơn"},
        ["error"],
        "Cơ quan: bảng ghi “UBND tỉnh Hoa Sơn”, tài liệu ghi “Sở Nội vụ tỉnh Hoa Sơn”",
        "the body",
    ),
    ({"trich_yeu": "Phòng cháy, chữa cháy rừng mùa khô"}, ["warning"], "Nội dung: bảng ghi", "the subject"),
]


@pytest.mark.parametrize(("values", "severities", "words", "why"), SLIPS, ids=[case[3] for case in SLIPS])
def test_a_slip_is_told_with_both_values(
    values: dict[str, FactValue | None], severities: list[str], words: str, why: str
) -> None:
    (found,) = Folder([document(**values)]).find([CITED])
    assert found.document is not None, why
    assert told(found.findings) == [("cited_differs", severity) for severity in severities]
    assert all(words in finding.message for finding in found.findings)


def test_only_what_was_read_for_sure_is_held_against_a_citation() -> None:
    (found,) = Folder([document(confidence=0.6, ngay_ban_hanh=date(2025, 3, 20))]).find([CITED])
    assert told(found.findings) == [("cited_differs", "warning")]
    assert "chưa chắc" in found.findings[0].message


def test_a_date_that_stands_once_for_several_numbers_is_no_error() -> None:
    shared = replace(CITED, ngay_ban_hanh=date(2025, 3, 20), shared=True)
    (found,) = Folder([document()]).find([shared])
    assert told(found.findings) == [("cited_differs", "warning")]


OTHERS = [
    (
        {"so_ky_hieu": "43/BC-UBND", "trich_yeu": "Công tác cải cách hành chính xã Bình An"},
        "the next notice of that day",
    ),
    (
        {"ngay_ban_hanh": date(2021, 7, 1), "co_quan_ban_hanh": "UBND xã Di Linh", "trich_yeu": "Thu thuế"},
        "of a commune",
    ),
    ({"so_ky_hieu": "977/BC-UBND"}, "another number, all else equal"),
    ({"so_ky_hieu": None, "ngay_ban_hanh": date(2025, 4, 1)}, "no number, another day"),
]


@pytest.mark.parametrize(("values", "why"), OTHERS, ids=[case[1] for case in OTHERS])
def test_another_document_is_not_taken_for_it(values: dict[str, FactValue | None], why: str) -> None:
    (found,) = Folder([document(**values)]).find([CITED])
    assert found.document is None, why
    assert told(found.findings) == [("cited_not_found", "error")]
    assert found.findings[0].message.startswith("Không có tệp nào là 42/BC-UBND ngày 19/3/2025 của UBND tỉnh Hoa Sơn")


def test_the_nearest_file_is_named() -> None:
    far = document("xa.pdf", so_ky_hieu="7/KH-SYT", ngay_ban_hanh=date(2020, 1, 1), trich_yeu="Tiêm chủng mở rộng")
    near = document("gan.pdf", so_ky_hieu="43/BC-UBND", ngay_ban_hanh=date(2025, 3, 21))
    (found,) = Folder([far, near]).find([CITED])
    assert found.nearest == near
    assert found.findings[0].message.endswith("gần nhất: gan.pdf (43/BC-UBND ngày 21/3/2025 của UBND tỉnh Hoa Sơn)")
    (alone,) = Folder([far]).find([CITED])
    assert alone.nearest is None


def test_a_file_that_another_citation_names_is_no_slip_of_this_one() -> None:
    other = replace(CITED, so_ky_hieu="24/BC-UBND")
    first, second = Folder([document(so_ky_hieu="24/BC-UBND")]).find([CITED, other])
    assert (first.document, second.document is None) == (None, False)


def test_a_number_that_was_not_read_needs_day_and_body() -> None:
    unread = document(so_ky_hieu=None)
    (found,) = Folder([unread]).find([CITED])
    assert (found.document, told(found.findings)) == (unread, [("low_confidence", "warning")])
    fact = Fact("47/BC-UBND", 0.5, Source.HANDWRITING, candidates=(Candidate("42/BC-UBND", 0.4, Source.OCR),))
    doubtful = replace(unread, facts={**unread.facts, "so_ky_hieu": fact})
    (found,) = Folder([doubtful]).find([CITED])
    assert (found.document, told(found.findings)) == (doubtful, [("low_confidence", "warning")])


def test_of_two_bodies_with_the_same_number_the_right_one_is_taken() -> None:
    theirs = document("ho.pdf", co_quan_ban_hanh="UBND tỉnh Bình An")
    (found,) = Folder([theirs, document()]).find([CITED])
    assert found.document == document()
    bare = replace(CITED, co_quan_ban_hanh="UBND tỉnh")
    (found,) = Folder([theirs, document()], province="Hoa Sơn").find([bare])
    assert (found.document, found.findings) == (document(), ())


def test_a_shortened_body_is_the_same() -> None:
    (found,) = Folder([document(co_quan_ban_hanh="Trung tâm Xúc tiến đầu tư")]).find(
        [replace(CITED, co_quan_ban_hanh="Trung tâm")]
    )
    assert (found.document is not None, found.findings) == (True, ())


def test_a_day_that_does_not_exist_is_an_error_with_or_without_the_file() -> None:
    wrong = replace(CITED, ngay_ban_hanh=None, day_text="31/02/2025")
    (found,) = Folder([document()]).find([wrong])
    assert [f.message for f in found.findings] == ["Ngày 31/02/2025 không có trong lịch; trên tài liệu: 19/3/2025"]
    (found,) = Folder([]).find([wrong])
    assert told(found.findings) == [("cited_differs", "error"), ("cited_not_found", "error")]


def test_what_is_named_as_a_basis_need_not_be_there() -> None:
    (found,) = Folder([]).find([replace(CITED, basis=True)])
    assert [(f.code, f.severity) for f in found.findings] == [("cited_not_found", Severity.INFO)]


def test_the_best_copy_is_taken() -> None:
    copies = [document("a.docx"), document("b.pdf")]
    (found,) = Folder(copies).find([CITED])
    assert found.document == copies[1]
