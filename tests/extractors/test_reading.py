"""One file in, its document out: text documents in full, and files that cannot be read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import SURE, Document, Severity, Source, State, TextSource
from extractors.options import ReadOptions
from extractors.read import read_documents


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


LETTER: dict[str, Any] = {
    "number": "Số: 1723/SNV-CCHC&VTLT",
    "about": ("V/v báo cáo kết quả", "cải cách hành chính"),
    "title": "",
    "subject": (),
    "body": ("Kính gửi: Các phòng chuyên môn.", "Thực hiện kế hoạch năm 2025, Sở đề nghị các phòng gửi báo cáo."),
}


def test_a_text_document_is_read_in_full_and_sure(bench: Any) -> None:
    document = bench.read(bench.head().pdf(), name="1.1/KH 188.pdf")
    assert {name: fact.value for name, fact in document.facts.items() if name != "ngay_ban_hanh"} == {
        "so_ky_hieu": "188/KH-SNV",
        "co_quan_ban_hanh": "Sở Nội vụ tỉnh Sơn La",
        "co_quan_chu_quan": "UBND tỉnh Sơn La",
        "loai_van_ban": "Kế hoạch",
        "trich_yeu": "Cải cách hành chính năm 2025",
        "nguoi_ky": "Lò Văn Thử",
        "chuc_vu": "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
        "noi_nhan": ("UBND tỉnh (b/c)", "Các phòng chuyên môn", "Lưu: VT, CCHC"),
    }
    assert str(document.issued_on) == "2025-07-26"
    assert all(fact.confidence >= SURE and fact.source is Source.TEXT for fact in document.facts.values())
    assert all(fact.page == 1 and fact.raw is not None for fact in document.facts.values())
    assert (document.file, document.pages, document.page_count) == ("1.1/KH 188.pdf", (1, 1), 1)
    assert (document.state, document.text_source) == (State.ISSUED, TextSource.TEXT)
    assert document.findings == ()
    assert "Căn cứ Luật Tổ chức chính quyền địa phương" in document.text
    assert [c.so_ky_hieu for c in document.cites] == ["1478/QĐ-UBND"]


def test_boxes_point_at_what_was_read(bench: Any) -> None:
    head = bench.head()
    document = bench.read(head.pdf())
    label = next(t for t in head.texts() if t.text.startswith("Số:"))
    box = document.fact("so_ky_hieu").box
    assert (box.x0, box.x1) == pytest.approx((label.left, label.left + label.width(label.text)), abs=1)
    assert box.top < label.down < box.bottom + 1


@pytest.mark.parametrize(
    ("parts", "number", "type_name", "body", "why"),
    [
        (
            {"number": "Số: 188 /QĐ - UBND", "title": "QUYẾT ĐỊNH", "superior": "", "issuer": ("UBND TỈNH SƠN LA",)},
            "188/QĐ-UBND",
            "Quyết định",
            "UBND tỉnh Sơn La",
            "spaces in the symbol",
        ),
        (
            {
                "number": "Số 05-HD/VPTW",
                "title": "HƯỚNG DẪN",
                "superior": "BAN CHẤP HÀNH TRUNG ƯƠNG",
                "issuer": ("VĂN PHÒNG",),
                "motto": ("ĐẢNG CỘNG SẢN VIỆT NAM",),
            },
            "05-HD/VPTW",
            "Hướng dẫn",
            "Văn phòng Ban Chấp hành Trung ương",
            "the Party",
        ),
        (
            {"number": "Số: 30/2025/NĐ-CP", "title": "NGHỊ ĐỊNH", "superior": "", "issuer": ("CHÍNH PHỦ",)},
            "30/2025/NĐ-CP",
            "Nghị định",
            "Chính phủ",
            "a legal act",
        ),
        (LETTER, "1723/SNV-CCHC&VTLT", "Công văn", "Sở Nội vụ tỉnh Sơn La", "a letter"),
        (
            LETTER | {"number": "Số: 512/SNV-NC1"},
            "512/SNV-NC1",
            "Công văn",
            "Sở Nội vụ tỉnh Sơn La",
            "a unit with a digit",
        ),
        (
            LETTER | {"about": ("V/v đính chính Công văn", "số 1700/SNV-CCHC ngày 01/7/2025")},
            "1723/SNV-CCHC&VTLT",
            "Công văn",
            "Sở Nội vụ tỉnh Sơn La",
            "a second number in the subject",
        ),
        (
            {
                "number": "Số: 1105/KH-ĐKT",
                "issuer": ("ĐOÀN KIỂM TRA", "Theo Quyết định", "số 1050/QĐ-SNV ngày 12/5/2025"),
            },
            "1105/KH-ĐKT",
            "Kế hoạch",
            "Đoàn kiểm tra tỉnh Sơn La",
            "the decision that made the body, in its name",
        ),
    ],
)
def test_kinds_of_documents(
    bench: Any, parts: dict[str, Any], number: str, type_name: str, body: str, why: str
) -> None:
    document = bench.read(bench.head(**parts).pdf())
    found = [document.text_of(name) for name in ("so_ky_hieu", "loai_van_ban", "co_quan_ban_hanh")]
    assert found == [number, type_name, body], why
    assert document.is_sure("so_ky_hieu") and document.is_sure("loai_van_ban")
    assert str(document.issued_on) == "2025-07-26"


def stamp(bench: Any, *rows: str, x: float = 60.0) -> tuple[Any, ...]:
    return tuple(bench.text(row, x, 20 + 12 * i, 10) for i, row in enumerate(rows))


BLANK: dict[str, Any] = {"number": "Số:        /KH-SNV", "date": "Sơn La, ngày      tháng 7 năm 2025"}


@pytest.mark.parametrize("parts", [{}, BLANK], ids=["issued", "blank"])
@pytest.mark.parametrize(
    ("rows", "x", "why"),
    [
        (("CÔNG VĂN ĐẾN", "Số: 4567/ĐẾN", "Ngày: 02/8/2025"), 60, "a stamp of arrival, left"),
        (("CÔNG VĂN ĐẾN", "Số: 4567", "Ngày: 02/8/2025"), 60, "its number without a symbol"),
        (("ĐẾN Số: 4567", "Ngày 02/8/2025", "Chuyển: Văn phòng"), 430, "a stamp of arrival, right"),
    ],
)
def test_a_stamp_of_arrival_gives_nothing(
    bench: Any, parts: dict[str, Any], rows: tuple[str, ...], x: float, why: str
) -> None:
    document = bench.read(bench.head(**parts, extra=stamp(bench, *rows, x=x)).pdf())
    assert document.text_of("so_ky_hieu") == (None if parts else "188/KH-SNV"), why
    assert document.issued_on is None if parts else str(document.issued_on) == "2025-07-26", why
    assert document.text_of("co_quan_ban_hanh") == "Sở Nội vụ tỉnh Sơn La", why
    assert document.text_of("co_quan_chu_quan") == "UBND tỉnh Sơn La", why


def copy_block(bench: Any, down: float) -> tuple[Any, ...]:
    return (
        bench.text("SAO Y", 297, down, 13, "bold", True),
        bench.text("VĂN PHÒNG", 120, down + 20, 12, "bold"),
        bench.text("Số: 77/SY-VP", 120, down + 36, 12),
        bench.text("Sơn La, ngày 30 tháng 7 năm 2025", 350, down + 36, 12),
    )


@pytest.mark.parametrize("down", [330.0, 700.0], ids=["high on the page", "at its foot"])
def test_a_blank_document_does_not_borrow_from_its_copy_block(bench: Any, down: float) -> None:
    parts = BLANK | ({"body": (), "recipients": (), "post": (), "signer": ""} if down < 500 else {})
    document = bench.read(bench.head(**parts, extra=copy_block(bench, down)).pdf())
    assert document.text_of("so_ky_hieu") is None and document.issued_on is None


def test_a_copy_is_known_and_keeps_its_own_number_and_day(bench: Any) -> None:
    document = bench.read(bench.head(extra=copy_block(bench, 700)).pdf())
    assert document.text_of("so_ky_hieu") == "188/KH-SNV"
    assert str(document.issued_on) == "2025-07-26"
    assert document.state is State.COPY


# --- blanks -----------------------------------------------------------------------------------------------------------


def test_blank_number_and_day_are_errors_and_no_values(bench: Any) -> None:
    document = bench.read(bench.head(**BLANK).pdf())
    assert document.fact("so_ky_hieu").value is None and document.fact("ngay_ban_hanh").value is None
    assert codes(document) == ["no_number", "no_date"]
    assert {f.severity for f in document.findings} == {Severity.ERROR}
    assert "/KH-SNV" in document.findings[0].message
    assert document.state is State.DRAFT


def test_lines_that_are_not_there_are_reported_too(bench: Any) -> None:
    document = bench.read(bench.head(number="", date="").pdf())
    assert document.fact("so_ky_hieu") is None and document.fact("ngay_ban_hanh") is None
    assert codes(document) == ["no_number", "no_date"]


def test_a_letter_without_a_day_does_not_take_one_from_its_text(bench: Any) -> None:
    body = ("Kính gửi: Các phòng chuyên môn.", "Ngày 12 tháng 6 năm 2025, Sở nhận được văn bản của tỉnh.")
    about = ("V/v báo cáo kết quả", "ngày 05 tháng 6 năm 2025")
    document = bench.read(bench.head(**LETTER | {"date": "", "body": body, "about": about}).pdf())
    assert document.issued_on is None
    assert "no_date" in codes(document)


def test_a_blank_day_does_not_take_one_from_the_legal_basis(bench: Any) -> None:
    document = bench.read(bench.head(date="Sơn La, ngày      tháng      năm 2025").pdf())
    assert document.issued_on is None


def test_the_word_draft_makes_a_draft(bench: Any) -> None:
    document = bench.read(bench.head(extra=(bench.text("DỰ THẢO", 160, 40, 12, centred=True),)).pdf())
    assert document.state is State.DRAFT


# --- words drawn over the page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("hung", [0.0, 9.0, -9.0, 15.0], ids=["in line", "above", "below", "well above"])
@pytest.mark.parametrize(
    ("kind", "appearance", "sure"),
    [("/Sig", True, True), ("/Stamp", True, True), ("/FreeText", True, False), ("/FreeText", False, False)],
)
def test_number_and_day_drawn_over_blanks(bench: Any, kind: str, appearance: bool, sure: bool, hung: float) -> None:
    head = bench.head(**BLANK)
    (nx, ny), (dx, dy) = head.spot("Số: "), head.spot("ngày ")
    drawn = [
        bench.drawn(text, x + 3, y + hung, kind=kind, appearance=appearance)
        for text, x, y in (("188", nx, ny), ("26", dx, dy))
    ]
    document = bench.read(bench.over(head.pdf(), *drawn))
    assert document.text_of("so_ky_hieu") == "188/KH-SNV"
    assert str(document.issued_on) == "2025-07-26"
    for name in ("so_ky_hieu", "ngay_ban_hanh"):
        assert (document.fact(name).source, document.is_sure(name)) == (Source.OVERLAY, sure)
    assert codes(document) == ([] if sure else ["low_confidence", "low_confidence"])


@pytest.mark.parametrize("flags", [2, 32])
def test_hidden_widgets_leave_the_blanks(bench: Any, flags: int) -> None:
    head = bench.head(**BLANK)
    x, y = head.spot("Số: ")
    document = bench.read(bench.over(head.pdf(), bench.drawn("188", x + 3, y, flags=flags)))
    assert document.text_of("so_ky_hieu") is None


def test_a_month_stamped_over_a_printed_one_wins(bench: Any) -> None:
    head = bench.head(date="Sơn La, ngày 16 tháng 4 năm 2025")
    x, y = head.spot("tháng ")
    document = bench.read(bench.over(head.pdf(), bench.drawn("5", x, y)))
    assert str(document.issued_on) == "2025-05-16"
    assert document.fact("ngay_ban_hanh").source is Source.OVERLAY


def test_a_digit_stamped_over_a_printed_one_wins(bench: Any) -> None:
    head = bench.head(number="Số: 184/KH-SNV")
    x, y = head.spot("18")
    document = bench.read(bench.over(head.pdf(), bench.drawn("5", x, y)))
    assert document.text_of("so_ky_hieu") == "185/KH-SNV"


# --- files that give no document --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "rong.pdf", "unreadable"),
        (b"%PDF-1.7 hong", "hong.pdf", "unreadable"),
        (b"MZ\x90\x00" + b"\0" * 300, "a.exe", "wrong_format"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_document_with_a_finding(content: bytes, name: str, code: str) -> None:
    (document,) = read_documents(content, name, ReadOptions())
    assert (document.file, document.facts, document.text_source) == (name, {}, TextSource.NONE)
    (finding,) = document.findings
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert len(document.sha256) == 64


@settings(max_examples=40)
@given(st.data())
def test_no_damage_to_a_file_escapes_as_an_error(bench: Any, data: st.DataObject) -> None:
    content = bytearray(bench.head(body=()).pdf())
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    (document,) = read_documents(bytes(content[:cut]), "a.pdf", ReadOptions(ocr=False))
    assert document.facts or document.findings


def test_without_ocr_a_scan_is_unreadable_and_says_so(bench: Any) -> None:
    content = bench.scan(bench.photograph(bench.head().pdf(), 72), 72)
    document = bench.read(content, ocr=False)
    assert codes(document) == ["unreadable"]
    assert "OCR" in document.findings[0].message
    assert document.text_source is TextSource.NONE
