"""From documents to offers: what is offered, in which order, with which findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import criteria
from criteria.loading import load_set
from criteria.model import Offer, Requirement, Status, Subject, Window
from criteria.requirements import requirements_of
from criteria.verdicts import judge_requirement
from extractors.document import Document, Fact, Finding, Severity, Source, State, TextSource
from matchers import Matching, match
from matchers.scoring import OFFER, SURE_KIND

UNIT = "UBND xã Di Linh"
SUBJECT = Subject(unit=UNIT, year=2025, parent="UBND tỉnh Lâm Đồng", province="Lâm Đồng")
CODES = {"1", "1.1", "1.2", "1.3"}
AS_OF = date(2026, 1, 20)

PLAN = Requirement(
    criterion="1.1",
    id="ke-hoach",
    description="Kế hoạch CCHC năm 2025",
    types=("Kế hoạch",),
    issuers=(UNIT,),
    subjects=("cải cách hành chính năm 2025",),
    not_subjects=("kiểm tra", "tuyên truyền"),
    window=Window(date(2025, 7, 1), date(2025, 8, 31)),
    year=2025,
)
CHECK = replace(
    PLAN,
    criterion="1.3",
    description="Kế hoạch kiểm tra CCHC năm 2025",
    subjects=("kiểm tra cải cách hành chính năm 2025",),
    not_subjects=(),
)


def doc(
    file: str = "a.pdf",
    kind: str | None = "Kế hoạch",
    subject: str | None = "Cải cách hành chính năm 2025",
    issued: date | None = date(2025, 7, 20),
    issuer: str | None = UNIT,
    number: str | None = "12/KH-UBND",
    state: State = State.ISSUED,
    sure: float = 0.97,
    sha256: str = "",
    **more: object,
) -> Document:
    values = {
        "loai_van_ban": kind,
        "trich_yeu": subject,
        "ngay_ban_hanh": issued,
        "co_quan_ban_hanh": issuer,
        "so_ky_hieu": number,
    }
    facts = {name: Fact(value, sure, Source.TEXT) for name, value in values.items() if value is not None}
    made = Document(file, sha256 or f"hash of {file}", (1, 2), 2, facts, TextSource.TEXT, state)
    return replace(made, **more)  # type: ignore[arg-type]


def run(documents: Sequence[Document], requirements: Sequence[Requirement] = (PLAN,)) -> Matching:
    return match(requirements, documents, SUBJECT, codes=CODES)


def offers(documents: Sequence[Document], requirement: Requirement = PLAN) -> tuple[Offer, ...]:
    return run(documents, (requirement,)).offers[requirement.key]


def codes(offer: Offer) -> list[str]:
    return [finding.code for finding in offer.findings]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (doc(), "the plan"),
        (doc(subject="V/v ban hành Kế hoạch CCHC nhà nước năm 2025 của xã Di Linh"), "in other words"),
        (doc(kind="Quyết định", subject="Ban hành Kế hoạch cải cách hành chính năm 2025"), "a decision on it"),
        (doc(issued=date(2025, 11, 20)), "late, which is for the verdict to say"),
        (doc(issued=date(2025, 3, 20)), "early"),
        (doc(state=State.DRAFT, number=None, issued=None, file="du thao.docx"), "a draft"),
        (doc(issued=None), "no date"),
        (doc(subject="CCHC", issued=date(2025, 7, 20)), "the year only from the date"),
    ],
)  # fmt: skip
def test_sure_of_the_kind(document: Document, why: str) -> None:
    (offer,) = offers([document])
    assert offer.score >= SURE_KIND, why
    assert "low_confidence" not in codes(offer)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (doc(issuer="UBND tỉnh Lâm Đồng"), "the superior's"),
        (doc(issuer="UBND xã Bảo Thuận"), "the neighbour's"),
        (doc(subject="Cải cách hành chính năm 2024", issued=date(2024, 1, 20)), "last year's"),
        (doc(kind="Tờ trình", subject="Về việc ban hành Kế hoạch cải cách hành chính năm 2025"), "the request for it"),
        (doc(kind=None), "type not read"),
        (doc(issuer=None), "body not read"),
        (doc(subject=None, text="KẾ HOẠCH\nCải cách hành chính năm 2025\nCăn cứ ..."), "subject from the page"),
        (doc(subject="Điều chỉnh, bổ sung Kế hoạch cải cách hành chính năm 2025"), "an amendment"),
    ],
)
def test_offered_for_a_look(document: Document, why: str) -> None:
    (offer,) = offers([document])
    assert OFFER <= offer.score < SURE_KIND, why
    assert "low_confidence" in codes(offer)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (doc(subject="Kiểm tra cải cách hành chính năm 2025"), "ruled out by the requirement"),
        (doc(subject="Khảo sát cải cách hành chính năm 2025"), "another activity"),
        (doc(kind="Báo cáo"), "a report is no stage of a plan"),
        (doc(kind="Công văn", subject="V/v đôn đốc xây dựng Kế hoạch CCHC năm 2025"), "a letter that presses for it"),
        (doc(issuer="UBND xã Bảo Thuận", kind="Tờ trình"), "two contradictions"),
        (doc(subject="Phòng cháy, chữa cháy năm 2025"), "another topic"),
    ],
)
def test_not_offered_but_accounted_for(document: Document, why: str) -> None:
    found = run([document])
    assert found.offers[PLAN.key] == (), why
    assert [row.document for row in found.unmatched] == [document]


def test_the_nearest_requirements_are_named_best_first() -> None:
    other = doc(kind="Báo cáo")
    (row,) = run([other], (PLAN, CHECK)).unmatched
    assert [near.criterion for near in row.nearest] == ["1.1", "1.3"]
    assert row.nearest[0].score > row.nearest[1].score


def test_a_folder_makes_a_doubtful_document_worth_a_look_and_no_surer() -> None:
    (offer,) = offers([doc(file="1.1/a.pdf", kind="Báo cáo")])
    assert OFFER <= offer.score < SURE_KIND
    assert "thư mục ghi mã 1.1" in offer.reasons


def test_a_misfiled_document_is_found_and_named() -> None:
    found = run([doc(file="1.3/a.pdf")], (PLAN, CHECK))
    (offer,) = found.offers[PLAN.key]
    assert codes(offer) == ["misfiled"]
    assert offer.findings[0].message == "Nằm ở 1.3, đúng ra 1.1"
    assert found.offers[CHECK.key] == ()


def test_a_doubtful_likeness_tells_nobody_where_a_file_belongs() -> None:
    (offer,) = offers([doc(file="1.3/a.pdf", issuer="UBND tỉnh Lâm Đồng")])
    assert codes(offer) == ["low_confidence"]


def test_two_documents_on_one_sheet_are_told_apart() -> None:
    plan, check = doc(file="1.1/a.pdf"), doc(file="1.1/a.pdf", subject="Kiểm tra CCHC năm 2025", number="13/KH-UBND")
    assert plan.key != check.key
    found = run([plan, check], (PLAN, CHECK))
    (first,), (second,) = found.offers[PLAN.key], found.offers[CHECK.key]
    assert (first.document, second.document) == (plan, check)
    assert codes(first) == []
    assert codes(second) == ["misfiled"], "the plan lies where it belongs, the other one does not"


TRAINING = replace(
    PLAN,
    criterion="1.2",
    description="Báo cáo đào tạo",
    types=("Báo cáo",),
    subjects=("kết quả đào tạo, bồi dưỡng cán bộ, công chức, viên chức năm 2025",),
    not_subjects=(),
    window=Window(date(2025, 7, 1), date(2026, 1, 31)),
)
DISCIPLINE = replace(
    TRAINING, criterion="1.3", subjects=("chấp hành kỷ luật, kỷ cương của cán bộ, công chức, viên chức năm 2025",)
)


def test_a_paper_with_a_sure_place_is_not_offered_elsewhere_on_a_chance_likeness() -> None:
    report = doc(kind="Báo cáo", subject="Kết quả đào tạo, bồi dưỡng cán bộ, công chức, viên chức năm 2025")
    alone = run([report], (DISCIPLINE,)).offers[DISCIPLINE.key]
    both = run([report], (TRAINING, DISCIPLINE)).offers
    assert [o.document for o in both[TRAINING.key]] == [report]
    assert both[DISCIPLINE.key] == ()
    assert all(o.score < SURE_KIND for o in alone), "offered or not, never sure"


@pytest.mark.parametrize(
    ("subject", "sure", "why"),
    [
        ("Giao biên chế công chức năm 2025", True, "those asked for"),
        ("Giao biên chế công chức, viên chức năm 2025", True, "both in one paper"),
        ("Giao biên chế viên chức năm 2025", False, "the others"),
    ],
)
def test_civil_servants_and_public_employees_are_two_laws(subject: str, sure: bool, why: str) -> None:
    wanted = replace(PLAN, types=("Quyết định",), subjects=("giao biên chế công chức năm 2025",), not_subjects=())
    found = offers([doc(kind="Quyết định", subject=subject)], wanted)
    assert any(o.score >= SURE_KIND for o in found) is sure, why


def test_posts_of_administrations_are_none_of_public_employees() -> None:
    wanted = replace(PLAN, types=("Quyết định",), subjects=("giao biên chế viên chức năm 2025",), not_subjects=())
    found = offers([doc(kind="Quyết định", subject="Giao biên chế hành chính năm 2025")], wanted)
    assert all(o.score < SURE_KIND for o in found)


TABLE = replace(
    PLAN,
    description="Phụ lục thống kê tin, bài",
    types=("Bảng thống kê", "Phụ lục"),
    subjects=("thống kê tin, bài tuyên truyền cải cách hành chính",),
    not_subjects=(),
    window=Window(),
)


@pytest.mark.parametrize("year", ["", " năm 2025"])
def test_a_table_needs_no_letterhead(year: str) -> None:
    subject = f"Thống kê tin, bài tuyên truyền CCHC{year}"
    (offer,) = offers([doc(kind="Bảng thống kê", subject=subject, issued=None, issuer=None)], TABLE)
    assert offer.score >= SURE_KIND


TWINS = [
    ({}, True, "nothing tells them apart"),
    ({"issuer": "Sở Nội vụ tỉnh Lâm Đồng"}, False, "papers of two bodies: either will do"),
    ({"findings": (Finding("signature_broken", Severity.ERROR, "hỏng"),)}, False, "one of them is ruled out"),
    ({"issued": date(2025, 9, 1)}, False, "one of them is late"),
    ({"number": "12/KH-UBND", "issued": date(2025, 7, 20)}, False, "one paper twice"),
    ({"number": "17/KH-UBND", "issued": date(2025, 7, 20), "sure": 0.85}, False, "perhaps one paper, read twice"),
    ({"number": "12/KH-UBND", "sure": 0.85}, False, "the day read twice"),
]


@pytest.mark.parametrize(("changes", "tied", "why"), TWINS, ids=[t[2] for t in TWINS])
def test_equal_candidates_go_to_a_person(changes: dict[str, object], tied: bool, why: str) -> None:
    second = {"file": "b.pdf", "number": "15/KH-UBND", "issued": date(2025, 7, 25), **changes}
    found = offers([doc(), doc(**second)], replace(PLAN, issuers=()))  # type: ignore[arg-type]
    assert any("ngang nhau" in f.message for o in found for f in o.findings) is tied, why


@pytest.mark.parametrize(("file", "count"), [("1.1/a.pdf", 1), ("khac/a.pdf", 0)])
def test_an_unreadable_file_is_only_offered_where_its_folder_puts_it(file: str, count: int) -> None:
    broken = Document(file, "x", (1, 1), 1, findings=(Finding("unreadable", Severity.ERROR, "Tệp hỏng"),))
    found = run([broken], (PLAN, CHECK))
    assert len(found.offers[PLAN.key]) == count
    assert found.offers[CHECK.key] == ()
    assert len(found.unmatched) == 1 - count


def test_a_document_serves_several_criteria() -> None:
    second = replace(PLAN, criterion="1.2")
    found = run([doc()], (PLAN, second))
    assert len(found.offers[PLAN.key]) == len(found.offers[second.key]) == 1


def test_a_document_serves_one_requirement_of_a_criterion() -> None:
    second = replace(PLAN, id="khac")
    found = run([doc()], (PLAN, second))
    assert sorted(len(o) for o in found.offers.values()) == [0, 1]


def series() -> tuple[Requirement, ...]:
    ends = {"quý I": (3, 20), "6 tháng": (6, 20), "quý III": (9, 20), "năm": (12, 20)}
    return tuple(
        Requirement("1.2", "bao-cao", f"Báo cáo CCHC {period}", ("Báo cáo",), (UNIT,),
                    (f"công tác cải cách hành chính {period} năm 2025",), (),
                    Window(None, date(2025, *end)), period=period, year=2025)
        for period, end in ends.items()
    )  # fmt: skip


def test_the_reports_of_a_series_find_their_periods() -> None:
    said = {
        "quý I": ("Công tác CCHC quý I năm 2025", date(2025, 3, 19)),
        "6 tháng": ("Công tác CCHC quý II và 6 tháng đầu năm 2025", date(2025, 6, 19)),
        "quý III": ("Công tác CCHC quý III và phương hướng, nhiệm vụ quý IV năm 2025", date(2025, 9, 19)),
        "năm": ("Công tác CCHC năm 2025 và phương hướng, nhiệm vụ năm 2026", date(2025, 12, 19)),
    }
    documents = [
        doc(f"{n}.pdf", "Báo cáo", text, day, number=f"{n}/BC-UBND") for n, (text, day) in enumerate(said.values())
    ]
    found = run(documents, series())
    for n, requirement in enumerate(series()):
        assert [o.document.file for o in found.offers[requirement.key]] == [f"{n}.pdf"], requirement.period


def test_reports_without_a_period_go_by_their_dates_and_need_a_look() -> None:
    days = [date(2025, 3, 18), date(2025, 6, 18), date(2025, 9, 18)]
    documents = [doc(f"{n}.pdf", "Báo cáo", "Công tác CCHC", day, number=f"{n}/BC-UBND") for n, day in enumerate(days)]
    found = run(documents, series())
    for n, requirement in enumerate(series()[:3]):
        assert [o.document.file for o in found.offers[requirement.key]] == [f"{n}.pdf"], requirement.period
    assert found.offers[series()[3].key] == ()


def test_last_years_outlook_is_not_this_years_report() -> None:
    report = doc(
        kind="Báo cáo",
        subject="Công tác CCHC năm 2024 và phương hướng, nhiệm vụ năm 2025",
        issued=date(2024, 12, 19),
        number="300/BC-UBND",
    )
    (offer,) = offers([report], series()[3])
    assert offer.score < SURE_KIND
    assert any("2024" in reason for reason in offer.reasons)


def test_copies_go_behind_the_best_one_and_say_so() -> None:
    best = doc("b.pdf")
    scan = doc("a.pdf", sure=0.92)
    word = doc("c.docx")
    found = run([word, scan, best])
    first, second, third = found.offers[PLAN.key]
    assert first.document.file in {"a.pdf", "b.pdf"}
    assert codes(first) == []
    assert codes(second) == codes(third) == ["duplicate"]
    assert third.document.file == "c.docx"
    assert first.score >= second.score
    assert [group.kind for group in found.duplicates] == ["same_document"]
    assert found.unmatched == ()


def test_a_second_paper_is_ranked_before_a_copy() -> None:
    two = replace(PLAN, count=2)
    found = offers(
        [doc("a.pdf"), doc("copy.pdf"), doc("b.pdf", number="40/KH-UBND", subject="CCHC năm 2025 (đợt 2)")], two
    )
    assert [o.document.file for o in found] == ["a.pdf", "b.pdf", "copy.pdf"]


def test_a_conflict_is_said_on_both() -> None:
    found = run([doc("a.pdf"), doc("b.pdf", issued=date(2025, 7, 25))])
    assert [(g.kind, g.files) for g in found.duplicates] == [("conflict", ("a.pdf", "b.pdf"))]
    assert all("conflict" in codes(offer) for offer in found.offers[PLAN.key])


def test_two_equal_papers_are_for_a_person() -> None:
    found = offers([doc("a.pdf"), doc("b.pdf", number="15/KH-UBND", issued=date(2025, 7, 21))])
    assert [codes(offer) for offer in found] == [["low_confidence"], ["low_confidence"]]
    assert "12/KH-UBND ngày 20/7/2025" in found[0].findings[0].message
    assert "15/KH-UBND ngày 21/7/2025" in found[0].findings[0].message
    assert judge_requirement(PLAN, found, as_of=AS_OF).status is Status.REVIEW


@pytest.mark.parametrize(
    ("rival", "why"),
    [
        (doc("b.pdf", number="15/KH-UBND", issued=date(2025, 12, 1)), "late"),
        (doc("b.docx", number=None, issued=None, state=State.DRAFT), "a draft"),
        (doc("b.pdf"), "the same paper"),
        (doc("b.pdf", number="15/KH-UBND", subject="Cải cách hành chính năm 2025 tại xã, thôn"), "another subject"),
    ],
)
def test_no_tie_where_something_tells_them_apart(rival: Document, why: str) -> None:
    found = offers([rival, doc("a.pdf")])
    assert judge_requirement(PLAN, found, as_of=AS_OF).status is Status.SATISFIED, why


def test_the_doubtful_are_few_and_the_rest_is_reported() -> None:
    others = [doc(f"{n}.pdf", issuer=f"UBND xã Thứ {n}", number=f"{n}/KH-UBND") for n in range(20)]
    found = run([*others, doc("own.pdf")])
    assert found.offers[PLAN.key][0].document.file == "own.pdf"
    assert len(found.offers[PLAN.key]) + len(found.unmatched) == 21
    assert len(found.unmatched) == 15
    assert all(row.nearest[0].criterion == "1.1" for row in found.unmatched)


def test_nothing_to_match() -> None:
    assert run([]).offers == {PLAN.key: ()}
    assert [row.nearest for row in run([doc()], ()).unmatched] == [()]


def test_order_of_the_folder_does_not_matter() -> None:
    documents = [
        doc("a.pdf"),
        doc("b.pdf", number="15/KH-UBND"),
        doc("c.pdf", issuer="UBND xã Bảo Thuận"),
        doc("d.docx"),
    ]
    assert run(documents).offers == run(documents[::-1]).offers


def test_one_annual_report_serves_two_criteria_of_the_provincial_set() -> None:
    path = Path(criteria.__file__).parent / "sets" / "tinh-2025.yaml"
    criteria_set, problems = load_set(path)
    assert not [p for p in problems if p.severity is Severity.ERROR]
    province = Subject(unit="UBND tỉnh Lâm Đồng", year=2025, province="Lâm Đồng")
    report = doc(
        "329-BC-UBND.pdf",
        "Báo cáo",
        "Công tác cải cách hành chính năm 2025 và phương hướng, nhiệm vụ năm 2026 của tỉnh Lâm Đồng",
        date(2025, 12, 19),
        "UBND tỉnh Lâm Đồng",
        "329/BC-UBND",
    )
    requirements = requirements_of(criteria_set, province)
    found = match(requirements, [report], province, codes={c.code for c in criteria_set.walk()})
    sure = {key for key, row in found.offers.items() for offer in row if offer.score >= SURE_KIND}
    assert ("1.1", "bao-cao-cchc-nam", None) in sure
    assert ("1.2", "bao-cao-dinh-ky", "năm") in sure
    # It is neither the plan nor the report of a quarter.
    assert not {key for key in sure if key[1] == "ke-hoach-cchc" or (key[0] == "1.2" and key[2] != "năm")}
