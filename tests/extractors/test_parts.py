"""Files that hold more than one document, and files that only look as if they did."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from extractors.options import ReadOptions
from extractors.read import read_documents

PLAN: dict[str, Any] = {}
REPORT: dict[str, Any] = {"number": "Số: 12/BC-SNV", "title": "BÁO CÁO", "date": "Sơn La, ngày 05 tháng 8 năm 2025"}
INVITATION: dict[str, Any] = {
    "number": "Số: 40/GM-SNV",
    "title": "GIẤY MỜI",
    "date": "Sơn La, ngày 06 tháng 8 năm 2025",
}
DRAFT: dict[str, Any] = {"number": "Số:         /QĐ-UBND", "title": "QUYẾT ĐỊNH", "signer": "Hà Thị Mẫu"}
ANNEX = "annex"
BLANK = "blank"
COVER = "cover"


def joined(*parts: bytes) -> bytes:
    writer = PdfWriter()
    for part in parts:
        writer.append(PdfReader(BytesIO(part)))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def page(bench: Any, kind: dict[str, Any] | str) -> bytes:
    """One page: a letterhead with what differs from the usual one, or a page without any."""
    texts = {
        ANNEX: ["PHỤ LỤC", "Danh mục nhiệm vụ kèm theo văn bản của Sở Nội vụ", "1. Rà soát thủ tục hành chính."],
        BLANK: [],
        COVER: ["HỒ SƠ", "Kiểm chứng tiêu chí cải cách hành chính", "của cơ quan, đơn vị"],
    }
    if isinstance(kind, str):
        lines = texts[kind]
        return bytes(bench.pdf([bench.text(text, 312, 90 + 24 * i, centred=True) for i, text in enumerate(lines)]))
    return bytes(bench.head(**kind).pdf())


CASES: list[tuple[str, list[dict[str, Any] | str], list[tuple[str | None, tuple[int, int]]]]] = [
    ("one document of three pages", [PLAN, ANNEX, ANNEX], [("188/KH-SNV", (1, 3))]),
    ("two documents", [PLAN, REPORT], [("188/KH-SNV", (1, 1)), ("12/BC-SNV", (2, 2))]),
    (
        "a bundle of three, an annex and a blank back between",
        [PLAN, ANNEX, REPORT, BLANK, INVITATION],
        [("188/KH-SNV", (1, 2)), ("12/BC-SNV", (3, 4)), ("40/GM-SNV", (5, 5))],
    ),
    ("a draft behind the letter that presents it", [REPORT, DRAFT], [("12/BC-SNV", (1, 2))]),
    ("a draft in the middle", [PLAN, DRAFT, REPORT], [("188/KH-SNV", (1, 2)), ("12/BC-SNV", (3, 3))]),
    ("a cover in front", [COVER, PLAN], [("188/KH-SNV", (2, 2))]),
    ("a draft alone is the document", [DRAFT], [(None, (1, 1))]),
]


@pytest.mark.parametrize(("why", "pages", "expected"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("scanned", [False, True], ids=["text", "scan"])
def test_documents_of_a_file(bench: Any, scanned: bool, why: str, pages: Any, expected: Any) -> None:
    parts = [page(bench, kind) for kind in pages]
    if scanned:
        parts = [bench.scan(bench.photograph(part, 200), 200) for part in parts]
    documents = read_documents(joined(*parts), "tep.pdf", ReadOptions())
    assert [(d.text_of("so_ky_hieu"), d.pages) for d in documents] == expected, why
    assert [d.page_count for d in documents] == [last - first + 1 for _, (first, last) in expected]


def test_the_signer_is_not_that_of_the_draft_behind(bench: Any) -> None:
    (document,) = read_documents(joined(page(bench, REPORT), page(bench, DRAFT)), "tep.pdf", ReadOptions())
    assert document.text_of("nguoi_ky") == "Lò Văn Thử"
    assert document.state.value == "issued"


def test_a_form_with_a_letterhead_before_the_end_of_its_paper(bench: Any) -> None:
    """The paper goes on behind the form: its end is looked for there."""
    opening = page(bench, {"recipients": (), "post": (), "signer": ""})
    form = page(bench, {"number": "Số:        /BC-…", "recipients": (), "post": (), "signer": ""})
    end = page(bench, {"superior": "", "issuer": (), "number": "", "motto": (), "date": "", "title": "", "subject": ()})
    (document,) = read_documents(joined(opening, form, end), "tep.pdf", ReadOptions())
    assert document.pages == (1, 3)
    assert document.text_of("nguoi_ky") == "Lò Văn Thử"
