"""Evidence cells become evidence lines: kinds, subjects, issuers, series, alternatives, options, notes, windows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.importing.abbreviations import explained_in, written_out
from criteria.importing.drafting import Context, Draft, draft
from criteria.importing.items import asks_nothing, is_note, items_of
from criteria.importing.methods import method_of
from criteria.importing.schedule import relative_terms, windows_in
from criteria.importing.topics import topic_of
from criteria.model import EvidenceRule, Method, WindowRule

YEAR = WindowRule("{year}-01-01", "{year+1}-01-31")
PLAN = WindowRule("{year-1}-10-01", "{year}-12-31")


def drafted(cell: str, name: str = "Thực hiện nhiệm vụ", *, scoring: str = "", level: str = "tinh", above: str = "",
            method: Method = Method.EVIDENCE, years: tuple[int, ...] = (2026,)) -> Draft:  # fmt: skip
    context = Context("1.1", name, above, "Chỉ đạo", scoring, method, level, years, "tr. 1, dòng 2", {})
    return draft(cell.split("\n"), context)


def line(cell: str, name: str = "Thực hiện nhiệm vụ", **how: object) -> EvidenceRule:
    (rule,) = drafted(cell, name, **how).rules  # type: ignore[arg-type]
    return rule


def test_a_list_of_papers() -> None:
    found = drafted("- Kế hoạch CCHC năm;\n- Báo cáo CCHC năm;\n- TLKC khác nếu có.")
    assert [(r.types, r.subjects, r.issuers, r.issued) for r in found.rules] == [
        (("Kế hoạch",), ("cải cách hành chính năm {year}",), ("{unit}",), PLAN),
        (("Báo cáo",), ("cải cách hành chính năm {year}",), ("{unit}",), YEAR),
    ]
    assert all(r.drafted and r.source == "tr. 1, dòng 2" for r in found.rules)
    assert found.notes == ()


def test_a_series_by_the_periods_it_names() -> None:
    rule = line("Các báo cáo CCHC Quý I, 6 tháng, Quý III và báo cáo năm.")
    assert [row.period for row in rule.each] == ["quý I", "6 tháng", "quý III", "năm"]
    assert rule.each[0].window == WindowRule("{year}-02-15", "{year}-03-20")
    assert rule.subjects == ("cải cách hành chính {period} năm {year}",)


def test_a_series_where_the_criterion_is_about_reporting() -> None:
    rule = line(
        "Các báo cáo kết quả thực hiện", "Thực hiện chế độ báo cáo định kỳ", scoring="định kỳ (gồm: 6 tháng, năm)"
    )
    assert [row.period for row in rule.each] == ["6 tháng", "năm"]
    assert rule.each[0].window == WindowRule()
    assert line("Các báo cáo CCHC định kỳ", "Công tác tuyên truyền").each == ()


@pytest.mark.parametrize(
    ("cell", "types"),
    [
        ("Biên bản hoặc Thông báo/Báo cáo kết quả kiểm tra.", ("Biên bản", "Thông báo", "Báo cáo")),
        ("Các biên bản kiểm tra, thông báo kết luận kiểm tra.", ("Biên bản", "Thông báo", "Kết luận")),
        ("Phương án, Kế hoạch sắp xếp các đơn vị", ("Phương án", "Kế hoạch")),
        ("Báo cáo kiểm soát TTHC của tỉnh hoặc Báo cáo CCHC năm của tỉnh", ("Báo cáo",)),
        ("Báo cáo thu ngân sách của tỉnh hoặc tài liệu có liên quan", ("Báo cáo",)),
        ("Các văn bản công bố danh mục văn bản hết hiệu lực", ()),
    ],
)
def test_alternatives_are_one_line(cell: str, types: tuple[str, ...]) -> None:
    assert line(cell).types == types


def test_alternative_subjects() -> None:
    rule = line("Báo cáo kiểm soát TTHC của tỉnh hoặc Báo cáo CCHC năm của tỉnh")
    assert rule.subjects == ("kiểm soát thủ tục hành chính năm {year}", "cải cách hành chính năm {year}")
    assert rule.issuers == ("{unit}",)


def test_a_plan_and_its_report_are_two_lines() -> None:
    found = drafted("- Kế hoạch, báo cáo kết quả đào tạo, bồi dưỡng công chức của địa phương.", level="xa")
    assert [(r.types, r.subjects) for r in found.rules] == [
        (("Kế hoạch",), ("đào tạo, bồi dưỡng công chức năm {year}",)),
        (("Báo cáo",), ("đào tạo, bồi dưỡng công chức năm {year}",)),
    ]


@pytest.mark.parametrize(
    ("cell", "level", "issuers"),
    [
        ("Kế hoạch chuyển đổi số của địa phương", "xa", ("{unit}",)),
        ("Quyết định bổ nhiệm lãnh đạo phòng của UBND tỉnh", "tinh", ("{unit}",)),
        ("Quyết định giao chỉ tiêu ngân sách của UBND tỉnh", "xa", ("{parent}",)),
        ("Văn bản phê duyệt vị trí việc làm của cấp có thẩm quyền", "xa", ()),
        ("Thông báo kết quả chấm điểm của Sở Nội vụ", "xa", ("Sở Nội vụ",)),
        ("Các báo cáo CCHC theo chỉ đạo của UBND tỉnh", "xa", ("{unit}",)),
    ],
)
def test_issuers(cell: str, level: str, issuers: tuple[str, ...]) -> None:
    assert line(cell, level=level).issuers == issuers


def test_tables_are_sealed_and_carry_no_window() -> None:
    rule = line("- Phụ lục thống kê các nhiệm vụ được UBND tỉnh giao")
    assert (rule.sealed, rule.issued) == (True, WindowRule())
    assert "Bảng thống kê" in rule.types


def test_option_count_and_the_year_before() -> None:
    assert line("Quyết định công nhận sáng kiến cấp tỉnh (nếu có)").optional
    assert line("Gửi đại diện Bản mô tả công việc của ít nhất 05 vị trí").count == 5
    before = line("Báo cáo tình hình kinh tế - xã hội của tỉnh trong năm trước liền kề")
    assert before.subjects == ("kinh tế - xã hội năm {year-1}",)
    assert before.issued == WindowRule("{year-1}-01-01", "{year}-01-31")


def test_what_the_cell_does_not_say_comes_from_the_criterion() -> None:
    rule = line("- Các thông báo kết luận kiểm tra.", "Kiểm tra việc thi hành pháp luật")
    assert rule.subjects == ("kiểm tra việc thi hành pháp luật",)


def test_new_communes_have_no_papers_from_before_they_were_founded() -> None:
    rule = line("Kế hoạch CCHC của địa phương", level="xa", years=(2025,))
    assert rule.exceptions == {2025: WindowRule("2025-07-01")}
    assert line("Kế hoạch CCHC của địa phương", level="xa", years=(2026,)).exceptions == {}


@pytest.mark.parametrize(
    "item",
    [
        "Giải trình/ghi chú kết quả đạt được (nêu ngắn gọn)",
        "Cung cấp các đường link tới tin, bài",
        "Hình ảnh chụp màn hình",
        "Số liệu trên Cổng DVC quốc gia",
        "Cơ sở dữ liệu quốc gia về thủ tục hành chính",
        "Kết quả theo dõi, kiểm tra của Bộ Tư pháp (do Bộ Tư pháp cung cấp)",
        "Trường hợp không có kiến nghị thì nêu rõ",
        "Kiểm tra trực tiếp trên website",
    ],
)
def test_what_is_no_document_becomes_a_note(item: str) -> None:
    assert is_note(item)
    found = drafted(f"- {item}.")
    assert found.rules == ()
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    "item", ["TLKC khác (nếu có)", "TLKC khác nếu có", "Tài liệu kiểm chứng khác", "Tài liệu có liên quan (nếu có)"]
)
def test_the_open_offer_of_more_is_neither(item: str) -> None:
    assert asks_nothing(item)
    assert drafted(f"- {item}.") == Draft((), (), ())


def test_putting_right_is_not_something_else() -> None:
    assert line("Báo cáo khắc phục sau kiểm tra").subjects == ("khắc phục sau kiểm tra năm {year}",)
    assert asks_nothing("Các báo cáo khác có chứa thông tin số liệu")


def test_items_are_parted_where_they_end() -> None:
    cell = [
        "- Kế hoạch kiểm tra; Biên bản kiểm tra (gồm: biên bản họp; biên bản làm việc). Thông báo.",
        "+ Báo cáo của tỉnh và kết quả theo dõi của Bộ",
    ]
    assert items_of(cell) == (
        "Kế hoạch kiểm tra",
        "Biên bản kiểm tra (gồm: biên bản họp; biên bản làm việc)",
        "Thông báo",
        "Báo cáo của tỉnh",
        "kết quả theo dõi của Bộ",
    )


@pytest.mark.parametrize(
    ("text", "window", "issuing"),
    [
        ("Kế hoạch ban hành trước ngày 15/12 thì đạt 1 điểm", WindowRule(None, "{year}-12-14"), True),
        ("Gửi báo cáo chậm nhất ngày 20/3", WindowRule(None, "{year}-03-20"), True),
        ("Ban hành kế hoạch trong quý IV năm trước", WindowRule("{year-1}-10-01", "{year-1}-12-31"), True),
        ("Ban hành trong tháng 01", WindowRule("{year}-01-01", "{year}-01-31"), True),
        ("Ban hành trước ngày 01/01 năm đánh giá", WindowRule(None, "{year-1}-12-31"), True),
        (
            "văn bản bị kiến nghị xử lý trong thời gian từ 01/10 năm trước liền kề đến ngày 30/9 của năm đánh giá",
            WindowRule("{year-1}-10-01", "{year}-09-30"),
            False,
        ),
        ("Phê duyệt trước ngày 31/01/2027", WindowRule(None, "{year+1}-01-30"), True),
        (
            "lượt truy cập từ ngày 01 tháng 01 đến hết ngày 31 tháng 12 của năm đánh giá",
            WindowRule("{year}-01-01", "{year}-12-31"),
            False,
        ),
    ],
)
def test_windows_in_scoring_texts(text: str, window: WindowRule, issuing: bool) -> None:
    (stated,), wrong = windows_in(text, (2026,))
    assert (stated.window, stated.issuing, wrong) == (window, issuing, ())


@pytest.mark.parametrize(
    "text",
    [
        "vị trí thứ 01/34 đến vị trí 10/34",
        "theo Nghị định 30/2020/NĐ-CP",
        "đạt từ 80% đến dưới 100%",
        "trước 05 ngày làm việc",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert windows_in(text, (2026,)) == ((), ())


def test_a_day_that_no_calendar_has() -> None:
    assert windows_in("Ban hành kế hoạch trước ngày 31/02", (2026,)) == ((), ("31/02",))
    found = drafted("Kế hoạch CCHC", scoring="Ban hành kế hoạch trước ngày 31/02")
    assert found.wrong_days == ("31/02",)
    assert found.rules[0].issued == PLAN


def test_a_day_in_the_cell_is_that_of_its_own_paper() -> None:
    found = drafted("- Kế hoạch CCHC, ban hành trước ngày 15/01;\n- Kế hoạch tuyên truyền CCHC, ban hành trước 30/02")
    assert [r.issued for r in found.rules] == [WindowRule("{year-1}-10-01", "{year}-01-14"), PLAN]
    assert found.wrong_days == ("30/02",)


def test_a_deadline_for_papers_of_the_kind_that_the_sentence_names() -> None:
    found = drafted(
        "- Kế hoạch CCHC;\n- Báo cáo CCHC", scoring="Kế hoạch được ban hành trước ngày 15/01 thì đạt 1 điểm."
    )
    assert [r.issued for r in found.rules] == [WindowRule("{year-1}-10-01", "{year}-01-14"), YEAR]


def test_terms_that_run_from_an_event_become_notes() -> None:
    text = "Quyết định phải ban hành chậm nhất trước 05 ngày làm việc tính đến ngày văn bản có hiệu lực."
    assert relative_terms(text) == ("chậm nhất trước 05 ngày làm việc tính đến ngày văn bản có hiệu lực",)


@pytest.mark.parametrize(
    ("name", "scoring", "evidence", "remark", "points", "method"),
    [
        ("Tính hợp lý của văn bản", "", "", "ĐTXHH", 1.0, Method.SURVEY),
        ("Mức độ hài lòng", "Điều tra XHH", "", "", 1.0, Method.SURVEY),
        ("Nhiệm vụ", "Các địa phương không tự đánh giá nội dung này", "", "", 1.0, Method.EXTERNAL),
        ("Chất lượng", "", "Năm 2025, các địa phương không tự đánh giá, chấm điểm", "", 1.0, Method.EXTERNAL),
        ("Không có văn bản phê bình của cấp trên", "", "", "", 0.5, Method.PENALTY),
        ("Vi phạm", "", "", "", -1.0, Method.PENALTY),
        ("Tỷ lệ hồ sơ đúng hạn", "", "", "", 1.0, Method.STATISTIC),
        ("Thực hiện", "Tính điểm theo công thức: (b/a)*điểm tối đa", "", "", 1.0, Method.STATISTIC),
        ("Ban hành kế hoạch", "Kịp thời: 1", "Kế hoạch", "", 1.0, Method.EVIDENCE),
    ],
)  # fmt: skip
def test_methods(name: str, scoring: str, evidence: str, remark: str, points: float, method: Method) -> None:
    assert method_of(name, scoring, evidence, remark, points) is method


def test_criteria_of_others_get_no_lines() -> None:
    found = drafted("Báo cáo của Văn phòng Chính phủ", method=Method.EXTERNAL)
    assert (found.rules, found.notes) == ((), ("Báo cáo của Văn phòng Chính phủ",))


def test_abbreviations_that_a_paper_explains() -> None:
    learned = explained_in(["Theo dõi thi hành pháp luật (TDTHPL)", "kế hoạch (nếu có)"])
    assert learned == {"TDTHPL": "theo dõi thi hành pháp luật"}
    assert written_out("kết quả TDTHPL, CCHC", learned) == "kết quả theo dõi thi hành pháp luật, cải cách hành chính"


def test_topic_of_a_name() -> None:
    assert topic_of("Tỷ lệ hồ sơ TTHC được giải quyết đúng hạn trong năm") == "hồ sơ TTHC được giải quyết đúng hạn"
    assert topic_of("Thực hiện quy định về tuyển dụng công chức (xét tuyển)") == "tuyển dụng công chức"


@given(st.text(alphabet=st.sampled_from("kếhoạchbáocáoquyđịnhcủatỉnhnăm()-;.,/{} \n12ivIVhoặcvànếucó"), max_size=120))
def test_any_cell_gives_lines_that_a_set_may_hold(text: str) -> None:
    found = drafted(text)
    assert len({r.id for r in found.rules}) == len(found.rules)
    for rule in found.rules:
        assert rule.description
        assert rule.subjects
        assert not any(mark in rule.description.replace("{year}", "").replace("{period}", "") for mark in "{}")
