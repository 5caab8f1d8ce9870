"""`check --explain`: the whole chain, in the order in which somebody asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

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
from extractors.document import (
    Candidate,
    Document,
    Fact,
    Finding,
    Seal,
    Severity,
    Signature,
    Source,
    TextSource,
)
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
    more: tuple[EvidenceRule, ...] = (),
    need: str = "all",
    others: tuple[Document, ...] = (),
    explained: dict[str, str] | None = None,
    not_applicable: dict[str, str] | None = None,
    deadlines: dict[str, date | None] | None = None,
) -> str:
    evidence = (rule, *more) if method not in {Method.SURVEY, Method.EXTERNAL} else ()
    leaf = Criterion(
        "1.1", "Ban hành kế hoạch", 2.0, method, "Có thì 2 điểm", "- Kế hoạch", ("VP",), need, evidence=evidence
    )
    whole = CriteriaSet("bo", "Bộ", "xa", (2025,), ("1/QĐ-UBND ngày 2/1/2025",), 2.0, (leaf,))
    rows: tuple[Requirement, ...] = requirements_of(whole, UNIT)
    offers = (
        {rows[0].key: [Offer(d, 0.96, ("loại văn bản khớp: Kế hoạch",), findings) for d in offered]} if rows else {}
    )
    judgement: Judgement = judge(
        whole, UNIT, offers, as_of=as_of, documents=(*offered, *others), unmatched=unmatched, explained=explained,
        not_applicable=not_applicable,
    )  # fmt: skip
    console = Console(width=400, highlight=False)
    with console.capture() as taken:
        for part in explain_view(judgement, judgement.verdicts[0], deadlines or {}):
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


CLOSED = (
    "Đã hết thời gian ban hành (đã quá hạn 127 ngày): chỉ nộp nếu đã có văn bản ban hành đúng thời gian ấy;"
    " nếu không, giải trình hoặc tự trừ"
    " điểm; không làm lùi ngày."
)
DRAFT = Finding("draft", Severity.ERROR, "Văn bản là dự thảo, chưa được ký ban hành (Điều 8 Nghị định 30/2020/NĐ-CP)")
TWO = replace(PLAN, count=2)
NOTICE = EvidenceRule("thong-bao", "Thông báo kết luận", ("Thông báo",))


@pytest.mark.parametrize(
    ("offered", "findings"),
    [
        ((), ()),
        ((paper(date(2025, 6, 1)),), ()),
        ((paper(date(2025, 7, 20)),), (DRAFT,)),
        ((paper(date(2024, 7, 20), trich_yeu="CCHC năm 2024"),), ()),
    ],
    ids=["missing", "early", "draft", "last year's"],
)
def test_after_the_window_nobody_is_asked_to_make_a_paper(
    offered: tuple[Document, ...], findings: tuple[Finding, ...]
) -> None:
    assert f"Việc phải làm: {CLOSED}" in shown(offered=offered, findings=findings)
    assert "làm lùi ngày" not in shown(offered=offered, findings=findings, as_of=date(2025, 8, 31))


def test_a_late_paper_is_not_asked_for_again() -> None:
    text = shown(offered=(paper(date(2025, 9, 1)),))
    assert "không sửa ngày" in text
    assert "Đã hết thời gian" not in text
    assert "đã quá hạn 127 ngày" in text


def test_part_of_what_is_needed_is_told_as_part() -> None:
    text = shown(TWO, (paper(date(2025, 7, 20)),))
    assert "Chưa đủ: mới có 1 trên 2 tài liệu được tính." in text
    assert "ĐƯỢC TÍNH" in text
    assert "nhưng không được tính" not in text


def test_a_missing_period_is_named() -> None:
    quarters = tuple(PeriodRule(name, WindowRule(None, "{year}-12-20")) for name in ("quý III", "quý IV"))
    series = EvidenceRule("bao-cao", "Báo cáo {period}", ("Báo cáo",), each=quarters)
    text = shown(series, (paper(date(2025, 9, 20), loai_van_ban="Báo cáo"),))
    assert "Thiếu 1 trên 2 kỳ: quý IV." in text
    assert "Chưa có tài liệu nào được nộp" not in text


def test_a_doubt_that_decides_nothing_asks_for_no_look() -> None:
    document = paper(date(2025, 7, 20))
    facts = {**document.facts, "trich_yeu": Fact("CCHC năm 2025", 0.88, Source.OCR, page=1)}
    text = shown(offered=(replace(document, facts=facts),))
    assert "88%, đủ để kết luận" in text
    assert "cần xem bản gốc" not in text
    assert "giá trị có dấu (?) đủ để kết luận" in text


def test_figures_are_said_to_be_unchecked() -> None:
    text = shown(offered=(paper(date(2025, 7, 20)),), method=Method.STATISTIC)
    assert "Kết luận: Đạt về tài liệu; tỷ lệ phải tự đối chiếu" in text


@pytest.mark.parametrize(
    ("pen", "seal", "signature", "stamp"),
    [
        (True, Seal(True, 3), "thấy", "thấy"),
        (False, Seal(False), "không thấy", "không thấy"),
        (None, Seal(None), "chưa xác định, phải tự xem", "chưa xác định"),
    ],
)
def test_signature_and_seal_have_their_rows(pen: bool | None, seal: Seal, signature: str, stamp: str) -> None:
    document = paper(date(2025, 7, 20), nguoi_ky="Lò Thị Hoa Ban")
    text = shown(offered=(replace(document, handwritten_signature=pen, seal=seal),))
    rows = {cells[0]: cells for line in text.splitlines() if len(cells := [c.strip() for c in line.split("│")]) == 5}
    assert rows["Chữ ký"][1] == signature
    assert rows["Dấu"][1] == stamp
    assert "Tên ghi ở chỗ ký" in rows
    assert "Người ký" not in rows


def test_each_digital_signature_has_its_line_and_state() -> None:
    signed = [
        Signature("Lò Thị Hoa Ban", "UBND XÃ SUỐI MƠ", datetime(2025, 7, 20, 9, minute), intact=True, role=role)
        for minute, role in ((12, "person"), (32, "clerk"), (33, "clerk"))
    ]
    text = shown(offered=(replace(paper(date(2025, 7, 20)), signatures=tuple(signed)),))
    assert [words in text for words in ("09:12", "09:32", "09:33")] == [True, True, True]
    assert "Lò Thị Hoa Ban (cá nhân), UBND XÃ SUỐI MƠ, ký 09:12 ngày 20/7/2025, nội dung còn nguyên" in text
    assert "chưa kiểm tra chứng thư" in text


def test_the_deadline_of_the_department_is_told() -> None:
    assert "Phụ trách: VP (hạn nộp của phòng: 20/12/2025, đã quá hạn 16 ngày)" in shown(
        deadlines={"VP": date(2025, 12, 20)}
    )


def test_other_files_of_the_folder_are_named() -> None:
    other = replace(paper(date(2025, 8, 1), so_ky_hieu="48/KH-UBND", trich_yeu="Chữ ký số"), file="1.1/KH 48.pdf")
    elsewhere = replace(other, file="2.3/KH 49.pdf")
    text = shown(offered=(paper(date(2025, 7, 20)),), others=(other, elsewhere))
    assert "- 1.1/KH 48.pdf: 48/KH-UBND ngày 1/8/2025; Kế hoạch Chữ ký số; không dùng cho mục nào" in text
    assert "KH 49" not in text


def test_how_a_doubt_is_settled() -> None:
    text = shown(offered=(paper(date(2025, 8, 22), 0.6),))
    assert "Kết luận: Cần xem lại; 2 điểm chờ xem" in text
    assert (
        "Mở 1.1/KH 12.pdf, trang 1, dòng ngày ban hành. Nếu đúng là 22/8/2025: tài liệu được tính; nếu khác: chỉ"
        " được tính khi ngày từ 1/7/2025 đến 31/8/2025."
    ) in text
    late = shown(offered=(paper(date(2025, 9, 2), 0.6),))
    assert "Nếu đúng là 2/9/2025: không được tính (Ban hành 2/9/2025, sau hạn 31/8/2025 2 ngày)" in late


def test_once_an_error_decided_a_doubt_adds_nothing() -> None:
    unsure = Finding("low_confidence", Severity.WARNING, "Chưa chắc đây là tài liệu được yêu cầu (độ khớp 61%)")
    last_year = paper(date(2024, 2, 15), trich_yeu="CCHC năm 2024")
    text = shown(offered=(last_year,), findings=(unsure,))
    assert "Chưa chắc đây" not in text
    assert "chỉ có văn bản của năm khác" in text
    assert "ngày 15/2/2024 cũng ngoài thời gian từ 1/7/2025 đến 31/8/2025" in text


def test_what_is_no_longer_needed_is_no_fault() -> None:
    text = shown(offered=(paper(date(2025, 7, 20)),), more=(NOTICE,), need="any")
    assert "Không cần nữa: đã đạt bằng Kế hoạch CCHC năm 2025." in text
    assert "Lỗi" not in text
    told = shown(explained={"1.1": "Không phát sinh"})
    assert "hồ sơ đơn vị (kiemchung.yaml, explained): Không phát sinh" in told
    assert "Lỗi" not in told
    assert "hồ sơ đơn vị (kiemchung.yaml, not_applicable): Không có" in shown(not_applicable={"1.1": "Không có"})
    assert "Không bắt buộc" in shown(offered=(paper(date(2025, 7, 20)),), more=(replace(NOTICE, optional=True),))


def test_a_blank_is_told_once() -> None:
    blank = Finding("no_date", Severity.ERROR, "Văn bản chưa có ngày ban hành: chỗ ghi để trống (“ngày tháng 7”)")
    document = paper(date(2025, 7, 20))
    facts = {name: fact for name, fact in document.facts.items() if name != "ngay_ban_hanh"}
    text = shown(offered=(replace(document, facts=facts, findings=(blank,)),))
    assert text.count("[Không có ngày]") == 1
    assert "- Lỗi: Văn bản chưa có ngày ban hành: chỗ ghi để trống" in text
    assert "nếu bản gốc cũng để trống thì chưa ban hành đúng thể thức" in text


def test_a_choice_between_two_papers_is_not_bad_reading() -> None:
    tie = Finding("low_confidence", Severity.WARNING, "Hai tài liệu ngang nhau: A và B; cần chọn một")
    text = shown(offered=(paper(date(2025, 7, 20)),), findings=(tie,))
    assert "[Cần chọn một]" in text
    assert "quét lại" not in text
    assert "Mở cả hai văn bản, chọn một" in text


def test_what_is_not_due_has_a_day_to_be_done_by_and_no_day_of_the_department() -> None:
    text = shown(as_of=date(2025, 7, 5), deadlines={"VP": date(2025, 7, 1)})
    assert "Việc phải làm: ban hành Kế hoạch" in text
    assert "hạn nộp của phòng" not in text
