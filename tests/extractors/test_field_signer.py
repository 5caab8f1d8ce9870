"""Người ký, chức vụ, nơi nhận: the block that closes a document."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.document import Source
from extractors.fields.signer import closing_area, find_closing

CASES = [
    # parts, signer, post, recipients, why
    (
        {},
        "Lò Văn Thử",
        "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
        ("UBND tỉnh (b/c)", "Các phòng chuyên môn", "Lưu: VT, CCHC"),
        "a deputy signs for the director",
    ),
    (
        {"post": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")},
        "Lò Văn Thử",
        "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
        ("UBND tỉnh (b/c)", "Các phòng chuyên môn", "Lưu: VT, CCHC"),
        "on behalf of a committee",
    ),
    (
        {"post": ("GIÁM ĐỐC",), "signer": "PGS.TS. Lò Văn Thử"},
        "Lò Văn Thử",
        "GIÁM ĐỐC",
        ("UBND tỉnh (b/c)", "Các phòng chuyên môn", "Lưu: VT, CCHC"),
        "titles are not part of the name",
    ),
    (
        {"post": ("CHỦ TỊCH",), "signer": "LÒ VĂN THỬ"},
        "LÒ VĂN THỬ",
        "CHỦ TỊCH",
        ("UBND tỉnh (b/c)", "Các phòng chuyên môn", "Lưu: VT, CCHC"),
        "a name in capitals",
    ),
    (
        {"recipients": ("- Như trên;", "- Văn phòng HĐND và UBND xã,", "phòng Kinh tế;", "- Lưu: VT.")},
        "Lò Văn Thử",
        "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
        ("Như trên", "Văn phòng HĐND và UBND xã, phòng Kinh tế", "Lưu: VT"),
        "a recipient over two lines",
    ),
]


@pytest.mark.parametrize(("parts", "signer", "post", "recipients", "why"), CASES, ids=[case[4] for case in CASES])
def test_closing_blocks(
    bench: Any, parts: dict[str, Any], signer: str, post: str, recipients: tuple[str, ...], why: str
) -> None:
    document = bench.read(bench.head(**parts).pdf())
    assert document.text_of("nguoi_ky") == signer, why
    assert document.text_of("chuc_vu") == post, why
    assert document.fact("noi_nhan").value == recipients, why


def test_without_a_block_nobody_signs(bench: Any) -> None:
    document = bench.read(bench.head(recipients=(), post=(), signer="").pdf())
    assert document.fact("noi_nhan") is None or "Nơi nhận" not in document.text
    assert document.fact("nguoi_ky") is None


def test_a_blank_signature_gives_the_post_without_a_name(bench: Any) -> None:
    document = bench.read(bench.head(signer="").pdf())
    assert document.text_of("chuc_vu") == "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"
    assert document.fact("nguoi_ky") is None


@pytest.mark.parametrize("remark", ["Ký bởi: Sở Nội vụ", "Thời gian ký: 26/07/2025 10:21:11 +07:00", "(Đã ký)"])
def test_remarks_of_signing_software_are_no_name(bench: Any, remark: str) -> None:
    head = bench.head()
    end = head.texts()[-1]
    stamped = bench.head(extra=(bench.text(remark, 420, end.down - 40, 10, centred=True),))
    assert bench.read(stamped.pdf()).text_of("nguoi_ky") == "Lò Văn Thử"


def test_the_block_is_found_on_the_page_that_has_it_not_on_the_last(bench: Any) -> None:
    annex = [
        bench.text("PHỤ LỤC", 297, 80, 14, "bold", True),
        *(bench.text(f"{i}. Nội dung công việc thứ {i} của kế hoạch năm 2025", 70, 100 + 18 * i) for i in range(1, 9)),
    ]
    document = bench.read(bench.pdf(bench.head().texts(), annex))
    assert document.text_of("nguoi_ky") == "Lò Văn Thử"
    assert document.fact("nguoi_ky").page == 1


def test_whoever_certified_a_copy_did_not_sign_the_document(bench: Any) -> None:
    head = bench.head(body=())
    down = head.texts()[-1].down + 40
    copy = (
        bench.text("SAO Y", 297, down, 13, "bold", True),
        bench.text("Số: 77/SY-VP", 120, down + 20, 12),
        bench.text("Sơn La, ngày 30 tháng 7 năm 2025", 350, down + 20, 12),
        bench.text("Nơi nhận:", 70, down + 60, 12, "bold"),
        bench.text("- Lưu: VT.", 70, down + 75, 11),
        bench.text("CHÁNH VĂN PHÒNG", 420, down + 60, 13, "bold", True),
        bench.text("Cầm Thị Mẫu", 420, down + 150, 13, "bold", True),
    )
    document = bench.read(bench.head(body=(), extra=copy).pdf())
    assert document.text_of("nguoi_ky") == "Lò Văn Thử"
    assert document.text_of("so_ky_hieu") == "188/KH-SNV"
    assert str(document.issued_on) == "2025-07-26"


SCANNED = [
    # lines right of the recipients, name, why
    (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trân Ngọc Căng"), "Trần Ngọc Căng", "the family name gets its marks back"),
    (("CHỦ TỊCH", "Xà Nế", "_ Đặng Văn Minh"), "Đặng Văn Minh", "a line of the seal looks like a name"),
    (("CHỦ TỊCH", "X TS Phạm Thị Tố Như"), "Phạm Thị Tố Như", "stray letters before the name"),
    (("CHỦ TỊCH", "“Nguyễn»Hoàng|Giang"), "Nguyễn Hoàng Giang", "marks for spaces"),
    (("CHỦ TỊCH", "§-Phạm Thị_Tố Như *"), "Phạm Thị Tố Như", "marks around and between"),
    (("CHỦ TỊCH", "ThS. Phạm Thị Tố Như"), "Phạm Thị Tố Như", "a degree"),
    (("CHỦ TỊCH", "a b c d Phạm Thị Tố Như"), None, "a name does not begin far into a line"),
    (("CHỦ TỊCH", "Quảng Ngãi", "Nguyễn Hoàng Giang"), "Nguyễn Hoàng Giang", "a province is no person"),
    (("CHỦ TỊCH", "TS.Huỳn Ñgọc Thọ"), "Huỳnh Ngọc Thọ", "a letter lost, and one that is not Vietnamese"),
    (("CHỦ TỊCH", "/©);", "a1 b2"), None, "nothing that is a name"),
]


@pytest.mark.parametrize(("right", "name", "why"), SCANNED, ids=[case[2] for case in SCANNED])
def test_names_in_scans(lines: Any, page_of: Any, right: tuple[str, ...], name: str | None, why: str) -> None:
    left = lines("Nơi nhận:", "- Như trên;", "- Lưu: VT.", x=70, top=500, source=Source.OCR, confidence=0.9)
    block = lines(*right, x=380, top=500, source=Source.OCR, confidence=0.9)
    signer = find_closing([page_of(left, block)]).signer
    assert (signer.value if signer else None) == name, why
    assert signer is None or not signer.sure, "one pass of OCR is never sure"


@pytest.mark.parametrize("confidence", [0.99, 0.7, 0.3])
@pytest.mark.parametrize(("name", "known"), [("Trần Ngọc Căng", 1.0), ("Xyz Abcde", 0.0)])
def test_a_name_in_a_scan_is_never_sure(lines: Any, page_of: Any, name: str, known: float, confidence: float) -> None:
    left = lines("Nơi nhận:", "- Lưu: VT.", x=70, top=500, source=Source.OCR, confidence=0.95)
    block = lines("CHỦ TỊCH", name, x=380, top=500, source=Source.OCR, confidence=confidence)
    signer = find_closing([page_of(left, block)]).signer
    assert signer is not None and signer.value == name
    assert 0.0 <= signer.confidence <= 0.88
    assert (signer.grounds["family"], signer.grounds["least"]) == (known, confidence)


def test_a_known_family_name_is_taken_before_a_better_read_line(lines: Any, page_of: Any) -> None:
    left = lines("Nơi nhận:", "- Lưu: VT.", x=70, top=500, source=Source.OCR, confidence=0.95)
    block = [
        *lines("CHỦ TỊCH", "Xyz Abcde", x=380, top=500, source=Source.OCR, confidence=0.95),
        *lines("Trần Ngọc Căng", x=380, top=532, source=Source.OCR, confidence=0.5),
    ]
    signer = find_closing([page_of(left, block)]).signer
    assert signer is not None and signer.value == "Trần Ngọc Căng"


def test_the_signature_block_lies_right_of_the_recipients(lines: Any, page_of: Any) -> None:
    left = lines("Nơi nhận:", "- Như trên;", "- Lưu: VT.", x=70, top=500)
    block = lines("CHỦ TỊCH", "Trần Ngọc Căng", x=380, top=500)
    area = closing_area(page_of(left, block))
    assert area is not None
    assert max(line.box.x1 for line in left) <= area.x0 <= 380
    assert area.top < 500 < area.bottom


def test_a_page_without_recipients_has_no_signature_block(lines: Any, page_of: Any) -> None:
    assert closing_area(page_of(lines("CHỦ TỊCH", "Trần Ngọc Căng", x=380, top=500))) is None
