"""Citations against the documents that they name."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document import Citation, Document, Fact, Severity, Source
from matchers.contradictions import tell_contradictions

ISSUED = date(2025, 3, 19)


def paper(confidence: float = 0.99, number: str = "42/BC-UBND") -> Document:
    values = {"so_ky_hieu": number, "ngay_ban_hanh": ISSUED, "co_quan_ban_hanh": "UBND tỉnh Lâm Đồng"}
    facts = {name: Fact(value, confidence, Source.TEXT) for name, value in values.items()}
    return Document("a.pdf", "a", (1, 1), 1, facts=facts)


def citing(number: str, issued: date | None, body: str | None, file: str = "b.pdf") -> Document:
    return Document(file, file, (1, 1), 1, cites=(Citation(number, issued, body, 1),))


OTHER = date(2025, 3, 9)


@pytest.mark.parametrize(
    ("cited", "contradicts", "why"),
    [
        (("42/BC-UBND", OTHER, "UBND tỉnh Lâm Đồng"), True, "another day"),
        (("042/BC-UBND", OTHER, "Ủy ban nhân dân tỉnh Lâm Đồng"), True, "written otherwise"),
        (("42/BC-UBND", ISSUED, "UBND tỉnh Lâm Đồng"), False, "the same day"),
        (("42/BC-UBND", date(2024, 3, 9), "UBND tỉnh Lâm Đồng"), False, "that of another year"),
        (("42/BC-UBND", OTHER, "UBND tỉnh Sơn La"), False, "another body's"),
        (("42/BC-UBND", OTHER, "UBND tỉnh"), False, "some province"),
        (("42/BC-UBND", OTHER, None), False, "nobody's"),
        (("42/BC-UBND", None, "UBND tỉnh Lâm Đồng"), False, "without a day"),
        (("43/BC-UBND", OTHER, "UBND tỉnh Lâm Đồng"), False, "another number"),
    ],
)
def test_citations(cited: tuple[str, date | None, str | None], contradicts: bool, why: str) -> None:
    first, second = tell_contradictions([paper(), citing(*cited)])
    assert [f.code for f in first.findings] == (["conflict"] if contradicts else []), why
    assert second.findings == ()


def test_the_sentence_names_both_days_and_the_citing_files() -> None:
    cites = ("42/BC-UBND", OTHER, "UBND tỉnh Lâm Đồng")
    (first, *_) = tell_contradictions([paper(), citing(*cites, file="c.pdf"), citing(*cites)])
    (finding,) = first.findings
    assert finding.severity is Severity.INFO
    assert finding.message == (
        "Văn bản ghi ngày 19/03/2025, nhưng nơi viện dẫn ghi khác: b.pdf ghi ngày 09/03/2025; c.pdf ghi ngày 09/03/2025"
    )


def test_an_unsure_document_is_not_accused() -> None:
    first, _ = tell_contradictions([paper(0.8), citing("42/BC-UBND", OTHER, "UBND tỉnh Lâm Đồng")])
    assert first.findings == ()
