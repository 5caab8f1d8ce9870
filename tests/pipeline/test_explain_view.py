"""`check --explain`: the whole chain, in the order in which somebody asks."""

from __future__ import annotations

from datetime import date

import pytest
from rich.console import Console

from criteria.model import (
    CriteriaSet,
    Criterion,
    EvidenceRule,
    Judgement,
    Method,
    Nearest,
    Offer,
    PeriodRule,
    Place,
    Requirement,
    Subject,
    Unmatched,
    WindowRule,
)
from criteria.requirements import requirements_of
from criteria.verdicts import judge
from extractors.document import Candidate, Document, Fact, Finding, Severity, Source, TextSource
from pipeline.explain_view import explain_view

UNIT = Subject("UBND xã Suối Mơ", 2025, "UBND tỉnh Hoa Sơn", "Hoa Sơn")
PLAN = EvidenceRule(
    "ke-hoach",
    "Kế hoạch CCHC năm {year}",
    ("Kế hoạch",),
    ("{unit}",),
    ("cải cách hành chính năm {year}",),
    ("kiểm tra",),
    WindowRule("{year-1}-10-01", "{year}-01-31"),
    {2025: WindowRule("2025-07-01", "2025-08-31")},
    place=Place("/noi/nao/bo.yaml", 12, 9),
)


def paper(issued: date, sure: float = 0.98, **more: str) -> Document:
    values: dict[str, str] = {
        "so_ky_hieu": "12/KH-UBND",
        "co_quan_ban_hanh": "UBND xã Suối Mơ",
        "loai_van_ban": "Kế hoạch",
        "trich_yeu": "CCHC năm 2025",
    }
    values |= more
    facts = {name: Fact(value, 0.98, Source.TEXT, page=1) for name, value in values.items()}
    other = (Candidate(date(2025, 9, 2), 0.2, Source.HANDWRITING),) if sure < 0.9 else ()
    facts["ngay_ban_hanh"] = Fact(issued, sure, Source.HANDWRITING, "", 1, candidates=other)
    return Document("1.1/KH 12.pdf", "x", (1, 3), 3, facts, TextSource.TEXT)


def shown(
    rule: EvidenceRule = PLAN,
    offered: tuple[Document, ...] = (),
    *,
    as_of: date = date(2026, 1, 5),
    method: Method = Method.EVIDENCE,
    unmatched: tuple[Unmatched, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> str:
    evidence = (rule,) if method not in {Method.SURVEY, Method.EXTERNAL} else ()
    leaf = Criterion("1.1", "Ban hành kế hoạch", 2.0, method, "Có thì 2 điểm", "- Kế hoạch", ("VP",), evidence=evidence)
    whole = CriteriaSet("bo", "Bộ", "xa", (2025,), ("1/QĐ-UBND ngày 2/1/2025",), 2.0, (leaf,))
    rows: tuple[Requirement, ...] = requirements_of(whole, UNIT)
    offers = (
        {rows[0].key: [Offer(d, 0.96, ("loại văn bản khớp: Kế hoạch",), findings) for d in offered]} if rows else {}
    )
    judgement: Judgement = judge(whole, UNIT, offers, as_of=as_of, documents=offered, unmatched=unmatched)
    console = Console(width=400, highlight=False)
    with console.capture() as taken:
        for part in explain_view(judgement, judgement.verdicts[0]):
            console.print(part)
    return taken.get()


def test_a_satisfied_criterion_tells_the_whole_chain() -> None:
    text = shown(offered=(paper(date(2025, 7, 20)),))
    chain = [
        "UBND xã Suối Mơ, năm 2025; coi hôm nay là 5/1/2026 (đổi bằng --as-of)",
        "Kết luận: Đạt",
        "Phụ trách: VP",
        "Theo: 1/QĐ-UBND ngày 2/1/2025, mục 1.1",
        "Cách chấm: Có thì 2 điểm",
        "Yêu cầu 1/1: Kế hoạch CCHC năm 2025 → Đạt",
        "Loại văn bản: Kế hoạch",
        "Cơ quan ban hành: UBND xã Suối Mơ",
        "Không nhận văn bản nói về: kiểm tra",
        "Ngày ban hành: từ 1/7/2025 đến 31/8/2025 (đúng ngày cuối vẫn là đúng hạn)",
        "Hạn lấy từ: mốc riêng của năm 2025 (bình thường: từ 1/10/2024 đến 31/1/2025)",
        "Chỗ ghi: bo.yaml:12:9 (tệp:dòng:cột)",
        "1. 12/KH-UBND ngày 20/7/2025: ĐƯỢC TÍNH. Tệp 1.1/KH 12.pdf, trang 1–3, mức khớp 96%",
        "Vì sao xem xét: loại văn bản khớp: Kế hoạch.",
        "98%",
        "không có điểm nào sai",
        "Đạt: cần 1, có 1 tài liệu được tính.",
        "Mức khớp nói",
    ]
    places = [text.index(words) for words in chain]
    assert places == sorted(places)
    assert "/noi/nao" not in text, "no path of this machine"


def test_a_rejected_paper_tells_rule_reason_and_remedy() -> None:
    text = shown(offered=(paper(date(2025, 9, 1)),))
    assert "Kết luận: Không hợp lệ; có thể mất 2 điểm" in text
    assert "KHÔNG TÍNH" in text
    assert "- Lỗi: Ban hành 1/9/2025, sau hạn 31/8/2025 1 ngày." in text
    assert "Căn cứ: 1/QĐ-UBND ngày 2/1/2025, mục 1.1." in text
    assert "[Ban hành muộn]" in text
    assert text.index("Còn vướng") < text.index("Việc phải làm") < text.index("Bộ tiêu chí quy định")


def test_a_doubt_shows_the_other_readings_and_asks_for_a_look() -> None:
    text = shown(offered=(paper(date(2025, 8, 22), 0.6),))
    assert "Kết luận: Cần xem lại" in text
    assert "CẦN NGƯỜI XEM" in text
    assert "22/8/2025 (?) hoặc 2/9/2025 (20%)" in text
    assert "60%, cần xem bản gốc" in text


def test_what_is_missing_shows_what_came_nearest_and_how_long_ago_it_was_due() -> None:
    other = paper(date(2025, 7, 1), trich_yeu="Chuyển đổi số năm 2025")
    near = Unmatched(other, (Nearest("1.1", "ke-hoach", 0.41),))
    text = shown(unmatched=(near,))
    assert "Kết luận: Thiếu" in text
    assert "Tài liệu được xem xét: không có" in text
    assert "Gần giống nhất nhưng chưa đủ (mức khớp 41%, cần từ 50%): 12/KH-UBND" in text
    assert "đã quá hạn 127 ngày" in text


SERIES = EvidenceRule(
    "bao-cao", "Báo cáo {period}", ("Báo cáo",), each=(PeriodRule("quý I", WindowRule(None, "{year}-03-20")),)
)
ORIGINS = [
    (EvidenceRule("a", "A", issued=WindowRule(None, "{year}-01-31")), "mốc chung của tài liệu này"),
    (SERIES, "mốc của kỳ “quý I”"),
    (PLAN, "mốc riêng của năm 2025 (bình thường: từ 1/10/2024 đến 31/1/2025)\n"),
]


@pytest.mark.parametrize(("rule", "origin"), ORIGINS)
def test_where_a_deadline_comes_from(rule: EvidenceRule, origin: str) -> None:
    lines = "\n".join(line.rstrip() for line in shown(rule).splitlines())
    assert f"Hạn lấy từ: {origin}" in lines


def test_without_dates_there_is_no_origin() -> None:
    text = shown(EvidenceRule("a", "A"))
    assert "Ngày ban hành: không đặt hạn" in text
    assert "Hạn lấy từ" not in text


def test_a_feared_document_is_not_asked_for() -> None:
    nothing = shown(method=Method.PENALTY)
    assert "Không thấy văn bản nào làm mất điểm trong thư mục này" in nothing
    assert "Văn bản làm mất điểm nếu có" in nothing
    there = shown(offered=(paper(date(2025, 7, 20)),), method=Method.PENALTY)
    assert "Có 1 văn bản làm mất điểm." in there
    assert "12/KH-UBND ngày 20/7/2025: LÀM MẤT ĐIỂM." in there
    assert "ĐƯỢC TÍNH" not in there


@pytest.mark.parametrize(
    ("method", "words"), [(Method.SURVEY, "Điều tra xã hội học"), (Method.EXTERNAL, "không tự đánh giá")]
)
def test_criteria_without_documents(method: Method, words: str) -> None:
    assert words in shown(method=method)


def test_the_rule_behind_an_error_is_named() -> None:
    broken = Finding("signature_broken", Severity.ERROR, "Chữ ký số hỏng")
    text = shown(offered=(paper(date(2025, 7, 20)),), findings=(broken,))
    line = next(line for line in text.splitlines() if "- Lỗi: Chữ ký số hỏng" in line)
    assert "Căn cứ:" in line
    assert "Việc phải làm:" in line
    assert "[Chữ ký số hỏng]" in line
