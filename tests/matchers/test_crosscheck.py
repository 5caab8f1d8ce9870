"""The self-score table against the documents: claims, files left out, documents cited again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from criteria.scores import ScoreRow, ScoreTable
from extractors.document import Document, Fact, Finding, Reference, Severity, Source, State
from matchers.crosscheck import Crosscheck, crosscheck

DAY = date(2025, 3, 19)


def document(number: str, subject: str = "", file: str = "") -> Document:
    facts = {"so_ky_hieu": Fact(number, 0.99, Source.TEXT), "ngay_ban_hanh": Fact(DAY, 0.99, Source.TEXT)}
    if subject:
        facts["trich_yeu"] = Fact(subject, 0.99, Source.TEXT)
    return Document(file or f"{number.replace('/', '-')}.pdf", number, (1, 1), 1, facts)


def reference(number: str, *, basis: bool = False) -> Reference:
    return Reference(f"số {number}", number, DAY, basis=basis)


def row(code: str, text: str = "", claimed: float | None = 1.0, name: str = "Tên") -> ScoreRow:
    return ScoreRow(code, name, 1.0, claimed, text, f"dòng {code}")


def check(rows: list[tuple[ScoreRow, list[Reference]]], *documents: Document) -> Crosscheck:
    table = ScoreTable("bang.docx", tuple(r for r, _ in rows))
    return crosscheck(table, [references for _, references in rows], documents)


HERE = document("1/KH-UBND")
DRAFT = replace(HERE, state=State.DRAFT)
UNSIGNED = replace(HERE, findings=(Finding("unsigned", Severity.ERROR, "Không có chữ ký"),))
REASON = "Đã hoàn thành toàn bộ nhiệm vụ được giao trong năm"
ONE, LAW = reference("1/KH-UBND"), reference("30/2020/NĐ-CP", basis=True)
CLAIMS: list[tuple[ScoreRow, list[Reference], list[Document], Severity | None, str]] = [
    (row("1", "số 1/KH-UBND"), [ONE], [HERE], None, "a document that counts"),
    (row("1", ""), [], [], Severity.ERROR, "nothing at all"),
    (row("1", "(gửi kèm)"), [], [], Severity.ERROR, "no sentence"),
    (row("1", REASON), [], [], None, "an explanation"),
    (row("1", "số 1/KH-UBND"), [ONE], [], Severity.ERROR, "cited, not there"),
    (row("1", f"số 1/KH-UBND. {REASON}"), [ONE], [], Severity.WARNING, "cited, not there, explained"),
    (row("1", "số 1/KH-UBND"), [ONE], [DRAFT], Severity.ERROR, "a draft"),
    (row("1", f"số 1/KH-UBND {REASON}"), [ONE], [UNSIGNED], Severity.WARNING, "unsigned, explained"),
    (row("1", "số 30/2020/NĐ-CP"), [LAW], [], Severity.ERROR, "a law proves nothing"),
    (row("1", "", 0.0), [], [], None, "no points claimed"),
    (row("1", "", None), [], [], None, "nothing claimed"),
]


@pytest.mark.parametrize(("line", "cited", "documents", "severity", "why"), CLAIMS, ids=[case[4] for case in CLAIMS])
def test_points_need_a_valid_document_or_an_explanation(
    line: ScoreRow, cited: list[Reference], documents: list[Document], severity: Severity | None, why: str
) -> None:
    (found,) = check([(line, cited)], *documents).rows
    told = [f.severity for f in found.findings if f.code == "claimed_without_evidence"]
    assert told == ([severity] if severity else []), why


EXPLANATIONS = [
    (
        "Kết quả kiểm tra cả năm: (1) số 1/KH-UBND; (2) số 1/KH-UBND;",
        "Kết quả kiểm tra cả năm",
        "marks of empty items go",
    ),
    ("- số 1/KH-UBND; - số 1/KH-UBND.", None, "citations alone"),
    ("- số 1/KH-UBND; - Đã hoàn thành nhiệm vụ", "Đã hoàn thành nhiệm vụ", "an item beside a citation"),
]


@pytest.mark.parametrize(("text", "explanation", "why"), EXPLANATIONS, ids=[case[2] for case in EXPLANATIONS])
def test_what_a_cell_says_beside_its_citations(text: str, explanation: str | None, why: str) -> None:
    (found,) = check([(row("1", text), [ONE, ONE][: text.count("1/KH")])], HERE).rows
    assert (found.explanation or "").rstrip(":") == (explanation or ""), why


def test_only_the_lowest_level_claims() -> None:
    checked = check([(row("1"), []), (row("1.1", REASON), [])])
    assert not checked.needs_work


def test_files_that_no_row_cites_and_the_row_they_fit() -> None:
    plan = document("5/KH-UBND", "Tuyên truyền cải cách hành chính năm 2025")
    odd = document("6/TB-UBND", "Lịch thi đấu bóng chuyền")
    copy = replace(HERE, file="ban sao.pdf")
    rows = [
        (row("1", "số 1/KH-UBND", name="Kế hoạch"), [ONE]),
        (row("2", REASON, name="Công tác tuyên truyền CCHC"), []),
    ]
    checked = check(rows, HERE, copy, plan, odd)
    assert [(item.document.file, item.nearest) for item in checked.not_cited] == [
        ("5-KH-UBND.pdf", "2"),
        ("6-TB-UBND.pdf", None),
    ], "a copy of what is cited is cited"
    assert checked.not_cited[0].finding.code == "not_cited"
    assert checked.needs_work


def test_a_further_page_of_a_cited_document_is_not_left_out() -> None:
    page = Document("1-KH-UBND trang 2.jpg", "2", (1, 1), 1, {})
    page = replace(page, findings=(Finding("continuation", Severity.INFO, "Trang sau của 1-KH-UBND.pdf"),))
    assert check([(row("1", "số 1/KH-UBND"), [ONE])], HERE, page).not_cited == ()


def test_documents_cited_by_several_rows_are_listed() -> None:
    rows = [(row(code, "số 1/KH-UBND"), [ONE, LAW, ONE]) for code in ("1.2", "1.10")] + [(row("2", REASON), [LAW])]
    (repeated,) = check(rows, HERE).repeated
    assert (repeated.so_ky_hieu, repeated.document, repeated.codes) == ("1/KH-UBND", HERE, ("1.2", "1.10"))


def test_the_summary_counts() -> None:
    checked = check([(row("1", "số"), [ONE, LAW, reference("9/QĐ-UBND")])], HERE, document("8/BC-SYT"))
    expected = {"citations": 3, "found": 1, "not_found": 1, "basis": 1, "not_cited": 1, "differs": 0, "rows": 1}
    assert checked.summary().items() >= expected.items()


def test_an_empty_folder_and_a_table_without_citations() -> None:
    checked = check([(row("1", REASON), [])])
    assert (checked.not_cited, checked.repeated, checked.needs_work) == ((), (), False)
