"""No gap is swallowed, and each says why and what to do."""

from dataclasses import replace
from datetime import date

import pytest

from criteria.model import (
    Criterion,
    CriterionVerdict,
    Judgement,
    Method,
    Offer,
    Requirement,
    RequirementVerdict,
    Status,
    Window,
)
from extractors.document import Document, Finding, Severity
from pipeline.reports.gaps import (
    ANY_NOTE,
    OPEN,
    actions_for,
    all_gaps,
    document_name,
    gaps,
    outcome_text,
    requirement_text,
)
from pipeline.reports.wording import FINDINGS


def verdict_of(judgement: Judgement, code: str) -> CriterionVerdict:
    return next(v for v in judgement.verdicts if v.criterion.code == code)


def requirement(**more: object) -> Requirement:
    made = Requirement("1", "bao-cao", "Báo cáo CCHC", (), (), (), (), Window())
    return replace(made, **more)  # type: ignore[arg-type]


def test_every_open_criterion_has_a_gap_and_no_other(judgement: Judgement) -> None:
    for verdict in judgement.verdicts:
        found = gaps(verdict)
        if verdict.status in OPEN:
            assert any(g.status is verdict.status for g in found), verdict.criterion.code
            assert all(g.need and g.reasons and g.actions for g in found)
        else:
            assert found == ()


@pytest.mark.parametrize("status", sorted(OPEN))
def test_an_open_criterion_without_requirements_still_has_a_gap(status: Status) -> None:
    criterion = Criterion("9", "Không rõ", 1.0, evidence_text="- Báo cáo năm\n- TLKC khác")
    (gap,) = gaps(CriterionVerdict(criterion, status, 0.0, (), note="Bộ tiêu chí chưa khai"))
    assert gap.need == "- Báo cáo năm - TLKC khác"
    assert gap.reasons == ("Bộ tiêu chí chưa khai",)
    assert gap.actions[0].endswith(".")


def test_only_the_unmet_requirement_is_a_gap(judgement: Judgement) -> None:
    (gap,) = gaps(verdict_of(judgement, "1.1"))
    assert gap.requirement is not None and gap.requirement.requirement.id == "phan-cong"
    assert gap.need == "Quyết định phân công nhiệm vụ; ban hành từ 1/10/2024 đến 31/1/2025"
    assert gap.reasons == ("07/QĐ-UBND ngày 20/8/2025: Ban hành 20/8/2025, sau hạn 31/1/2025 201 ngày",)
    assert gap.actions == (FINDINGS["late"].remedy,)


def test_doubt_is_marked_where_a_document_is_named(judgement: Judgement) -> None:
    review = gaps(verdict_of(judgement, "1.2"))[0]
    assert review.reasons[0].startswith("31/BC-UBND (?) ngày 19/3/2025 (?): ")


def test_not_due_is_not_urgent_and_names_the_deadline(judgement: Judgement) -> None:
    review, later = gaps(verdict_of(judgement, "1.2"))
    assert (review.urgent, later.urgent) == (True, False)
    assert later.need == "Báo cáo cải cách hành chính – quý III (cần 2); ban hành chậm nhất 20/9/2026"
    assert later.actions == ("Ban hành chậm nhất 20/9/2026.",)


def test_alternatives_are_said_to_be_alternatives(judgement: Judgement) -> None:
    found = gaps(verdict_of(judgement, "1.3"))
    assert len(found) == 2
    assert all(ANY_NOTE in g.reasons for g in found)


def test_a_penalty_does_not_ask_for_the_reprimand(judgement: Judgement) -> None:
    (gap,) = gaps(verdict_of(judgement, "1.4"))
    assert gap.need.startswith("Giải trình, kết quả khắc phục")
    assert gap.actions == (FINDINGS["penalty_document"].remedy,)


def test_a_doubtful_penalty_asks_to_open_the_document(judgement: Judgement) -> None:
    verdict = verdict_of(judgement, "1.4")
    doubt = (Finding("low_confidence", Severity.WARNING, "Chưa rõ cơ quan"),)
    other = (Finding("wrong_year", Severity.ERROR, "Năm 2023"),)
    offer = verdict.requirements[0].offers[0]
    offers = (replace(offer, findings=doubt), replace(offer, findings=other, accepted=False))
    rv = replace(verdict.requirements[0], status=Status.REVIEW, found=0, findings=(), offers=offers)
    (gap,) = gaps(replace(verdict, status=Status.REVIEW, requirements=(rv,)))
    assert gap.reasons == ("88/UBND-NC ngày 6/6/2025: Chưa rõ cơ quan",), "another year is no concern"
    assert gap.actions[0].startswith("Mở văn bản")


def test_optional_lines_are_no_gap(judgement: Judgement) -> None:
    found = gaps(verdict_of(judgement, "2.1"))
    assert [g.requirement and g.requirement.requirement.id for g in found] == ["tuyen-truyen"]


def test_documents_that_count_are_not_blamed() -> None:
    fine = Offer(Document("a.pdf", "", (1, 1), 1), 0.9, (), (Finding("misfiled", Severity.WARNING, "Sai chỗ"),), True)
    rv = RequirementVerdict(
        requirement(count=2), Status.INVALID, 1, (fine,), (Finding("too_few", Severity.ERROR, "Mới có 1/2"),)
    )
    (gap,) = gaps(CriterionVerdict(Criterion("1", "x", 1.0), Status.INVALID, 1.0, (), (rv,)))
    assert gap.reasons == ("Mới có 1/2",)
    assert gap.actions == (FINDINGS["too_few"].remedy,)


def test_many_rejected_documents_are_counted_not_listed() -> None:
    late = (Finding("late", Severity.ERROR, "Muộn"),)
    offers = tuple(Offer(Document(f"{n}.pdf", "", (1, 1), 1), 0.9, (), late) for n in range(5))
    rv = RequirementVerdict(requirement(), Status.INVALID, 0, offers)
    (gap,) = gaps(CriterionVerdict(Criterion("1", "x", 1.0), Status.INVALID, 1.0, (), (rv,)))
    assert gap.reasons[:3] == ("0.pdf: Muộn", "1.pdf: Muộn", "2.pdf: Muộn")
    assert gap.reasons[3] == "… và 2 tài liệu khác không được tính"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Báo cáo CCHC"),
        ({"period": "quý I"}, "Báo cáo CCHC – quý I"),
        ({"description": "Báo cáo CCHC Quý I", "period": "quý I"}, "Báo cáo CCHC Quý I"),
        ({"count": 3}, "Báo cáo CCHC (cần 3)"),
        ({"description": ""}, "bao-cao"),
    ],
)
def test_requirement_text(changes: dict[str, object], text: str) -> None:
    assert requirement_text(RequirementVerdict(requirement(**changes), Status.MISSING, 0)) == text


def test_a_document_without_number_is_called_by_its_file() -> None:
    assert document_name(Document("1.1/a b.pdf", "", (1, 1), 1)) == "a b.pdf"


BEFORE, AFTER = date(2025, 1, 31), date(2025, 2, 2)
CLOSED = (
    "Đã hết thời gian ban hành (đã quá hạn 2 ngày): chỉ nộp nếu đã có văn bản ban hành đúng thời gian ấy;"
    " nếu không, giải trình hoặc tự trừ"
    " điểm; không làm lùi ngày."
)


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("missing", (CLOSED,)),
        ("too_few", (CLOSED,)),
        ("out_of_period", (CLOSED,)),
        ("wrong_year", (CLOSED,)),
        ("draft", (FINDINGS["draft"].remedy, CLOSED)),
        ("unsigned", (FINDINGS["unsigned"].remedy, CLOSED)),
        ("wrong_type", (FINDINGS["wrong_type"].remedy, CLOSED)),
        ("no_date", (FINDINGS["no_date"].remedy, CLOSED)),
        ("late", (FINDINGS["late"].remedy,)),
        ("encrypted", (FINDINGS["encrypted"].remedy,)),
    ],
)
def test_after_the_window_no_action_invites_to_backdate(code: str, after: tuple[str, ...]) -> None:
    window, error = Window(end=date(2025, 1, 31)), Finding(code, Severity.ERROR, "x")
    assert actions_for(error, window, AFTER) == after
    for asked in ((window, BEFORE), (window, None), (Window(), AFTER)):
        assert actions_for(error, *asked) == (FINDINGS[code].remedy,)
    doubt = Finding(code, Severity.WARNING, "x")
    assert actions_for(doubt, window, AFTER) == (FINDINGS[code].remedy,), "a person looks first"


@pytest.mark.parametrize(
    ("method", "status", "words"),
    [
        (Method.STATISTIC, Status.SATISFIED, "tự so với cách chấm"),
        (Method.PENALTY, Status.SATISFIED, "trong thư mục này"),
        (Method.PENALTY, Status.INVALID, "Có văn bản làm mất điểm."),
        (Method.EVIDENCE, Status.SATISFIED, "Đủ tài liệu"),
    ],
)
def test_an_outcome_claims_no_more_than_was_looked_at(method: Method, status: Status, words: str) -> None:
    verdict = CriterionVerdict(Criterion("1", "x", 1.0, method), status, 0.0, ())
    assert words in outcome_text(verdict)


def test_all_gaps_keep_the_order_of_the_criteria(judgement: Judgement) -> None:
    codes = [g.verdict.criterion.code for g in all_gaps(judgement.verdicts)]
    assert codes == ["1.1", "1.2", "1.2", "1.3", "1.3", "1.4", "2.1", "2.5", "2.10"]
    assert Method.PENALTY in {g.verdict.criterion.method for g in all_gaps(judgement.verdicts)}
