"""Statuses of requirements and criteria, and the judgement of a whole set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from criteria.model import (
    CriteriaSet,
    Criterion,
    CriterionVerdict,
    EvidenceRule,
    Method,
    Offer,
    Requirement,
    Status,
    Subject,
    Window,
)
from criteria.verdicts import (
    EXTERNAL_NOTE,
    NO_LINES_NOTE,
    Decisions,
    judge,
    judge_criterion,
    judge_penalty,
    judge_requirement,
)
from extractors.document import Finding, Severity, State

Make = Callable[..., Any]
AFTER = date(2026, 1, 5)
S = Status
GOOD: dict[str, Any] = {}
LATE: dict[str, Any] = {"issued": date(2025, 9, 1)}
UNSURE: dict[str, Any] = {"confidence": {"ngay_ban_hanh": 0.5}}
LAST_YEAR: dict[str, Any] = {"issued": date(2024, 8, 1), "subject": "Cải cách hành chính năm 2024"}

# offers, count, day of the check, status, found; the deadline is 31/8/2025
REQUIREMENTS = [
    ([GOOD], 1, AFTER, S.SATISFIED, 1, "one good"),
    ([], 1, AFTER, S.MISSING, 0, "nothing after the deadline"),
    ([], 1, date(2025, 8, 31), S.MISSING, 0, "on the deadline it is no longer ahead"),
    ([], 1, date(2025, 8, 30), S.NOT_DUE, 0, "the day before the deadline"),
    ([LATE], 1, AFTER, S.INVALID, 0, "offered, does not count"),
    ([LATE], 1, date(2025, 8, 1), S.INVALID, 0, "a bad offer is said before the deadline too"),
    ([LAST_YEAR], 1, AFTER, S.INVALID, 0, "last year's paper after the deadline"),
    (
        [LAST_YEAR],
        1,
        date(2025, 8, 1),
        S.NOT_DUE,
        0,
        "last year's paper before the deadline",
    ),
    ([{"issuer": "UBND xã Bảo Thuận"}], 1, date(2025, 8, 1), S.NOT_DUE, 0, "nor does a neighbour's"),
    ([{"type_": "Tờ trình"}], 1, date(2025, 8, 1), S.NOT_DUE, 0, "nor the request to issue it"),
    ([{"state": State.DRAFT}], 1, date(2025, 8, 1), S.INVALID, 0, "a draft handed in is the paper, and does not count"),
    ([LAST_YEAR], 2, date(2025, 8, 31), S.INVALID, 0, "on the deadline it is no longer ahead, with an offer too"),
    ([UNSURE], 1, AFTER, S.REVIEW, 0, "a person must confirm"),
    ([LATE, GOOD], 1, AFTER, S.SATISFIED, 1, "a bad one beside a good one"),
    ([LATE, UNSURE], 1, AFTER, S.REVIEW, 0, "a bad one beside a doubtful one"),
    ([GOOD, UNSURE], 2, AFTER, S.REVIEW, 1, "enough if the doubtful one counts"),
    ([GOOD], 2, AFTER, S.INVALID, 1, "too few"),
    ([GOOD], 2, date(2025, 8, 1), S.NOT_DUE, 1, "too few, but there is time"),
    ([GOOD, UNSURE], 3, AFTER, S.INVALID, 1, "too few even if the doubtful one counts"),
    ([GOOD, GOOD, GOOD], 2, AFTER, S.SATISFIED, 3, "more than needed"),
]


def test_a_draft_that_may_be_of_another_paper_does_not_spoil_what_is_still_to_come(
    make_offer: Make, make_requirement: Make
) -> None:
    draft = make_offer(state=State.DRAFT)
    doubted = replace(draft, findings=(Finding("low_confidence", Severity.WARNING, "Chưa chắc"),))
    for offer, ahead, after in ((draft, S.INVALID, S.INVALID), (doubted, S.NOT_DUE, S.INVALID)):
        assert judge_requirement(make_requirement(), [offer], as_of=date(2025, 8, 1)).status is ahead
        assert judge_requirement(make_requirement(), [offer], as_of=AFTER).status is after


@pytest.mark.parametrize(
    ("offers", "count", "as_of", "status", "found", "reason"), REQUIREMENTS, ids=[r[5] for r in REQUIREMENTS]
)
def test_requirement(
    make_offer: Make,
    make_requirement: Make,
    offers: list[dict[str, Any]],
    count: int,
    as_of: date,
    status: Status,
    found: int,
    reason: str,
) -> None:
    given = [make_offer(number=f"{i}/KH-UBND", file=f"{i}.pdf", **o) for i, o in enumerate(offers)]
    verdict = judge_requirement(make_requirement(count=count), given, as_of=as_of)
    assert (verdict.status, verdict.found) == (status, found), reason


def test_findings_of_a_requirement(make_offer: Make, make_requirement: Make) -> None:
    missing = judge_requirement(make_requirement(), [], as_of=AFTER)
    assert missing.findings == (
        Finding(
            "missing",
            Severity.ERROR,
            "Chưa có Kế hoạch CCHC năm 2025 (Kế hoạch của UBND xã Di Linh, ban hành từ 1/7/2025 đến 31/8/2025)",
        ),
    )
    few = judge_requirement(make_requirement(count=4), [make_offer(), make_offer(**LATE)], as_of=AFTER)
    assert [(f.code, f.message) for f in few.findings] == [("too_few", "Mới có 1/4 tài liệu hợp lệ")]


def test_copies_of_one_paper_count_once(make_offer: Make, make_requirement: Make) -> None:
    two_files = [make_offer(file="a.pdf", sha256="1"), make_offer(file="b.pdf", sha256="2")]
    verdict = judge_requirement(make_requirement(count=2), two_files, as_of=AFTER)
    assert (verdict.status, verdict.found) == (S.INVALID, 1)
    other_body = make_offer(file="c.pdf", issuer="UBND xã Bảo Thuận")
    anybody = make_requirement(count=2, issuers=())
    assert judge_requirement(anybody, [two_files[0], other_body], as_of=AFTER).found == 2, "same number, other body"


def test_offers_stand_best_first(make_offer: Make, make_requirement: Make) -> None:
    offers = [
        make_offer(0.99, file="late.pdf", **LATE),
        make_offer(0.95, file="unsure.pdf", **UNSURE),
        make_offer(0.5, file="weak.pdf"),
        make_offer(0.6, file="good.pdf"),
    ]
    verdict = judge_requirement(make_requirement(), offers, as_of=AFTER)
    assert [o.document.file for o in verdict.offers] == ["good.pdf", "weak.pdf", "unsure.pdf", "late.pdf"]


def test_harmless_warnings_leave_a_document_counting(make_offer: Make, make_requirement: Make) -> None:
    signed_late = Finding("signed_long_after_date", Severity.WARNING, "ký sau 9 ngày")
    assert (
        judge_requirement(make_requirement(), [make_offer(findings=(signed_late,))], as_of=AFTER).status is S.SATISFIED
    )
    conflict = Finding("conflict", Severity.WARNING, "cùng số, khác ngày")
    assert judge_requirement(make_requirement(), [make_offer(findings=(conflict,))], as_of=AFTER).status is S.REVIEW


def test_window_that_has_not_opened_is_not_due(make_requirement: Make) -> None:
    later = make_requirement(window=Window(date(2026, 2, 1), None))
    assert judge_requirement(later, [], as_of=AFTER).status is S.NOT_DUE
    no_window = make_requirement(window=Window())
    assert judge_requirement(no_window, [], as_of=AFTER).status is S.MISSING, "without a deadline it is due now"


def test_optional_requirement_without_document(make_requirement: Make) -> None:
    verdict = judge_requirement(make_requirement(optional=True), [], as_of=AFTER)
    assert verdict.status is S.NOT_APPLICABLE
    assert [(f.code, f.severity) for f in verdict.findings] == [("missing", Severity.INFO)]


PENALTIES = [
    ([], S.SATISFIED, 0, "nothing: what the unit hopes for"),
    ([GOOD], S.INVALID, 1, "a reprimand that counts"),
    ([UNSURE], S.REVIEW, 0, "a reprimand perhaps"),
    ([{"number": None}], S.REVIEW, 0, "a flaw of form does not undo it"),
    ([LATE], S.SATISFIED, 0, "of another time"),
    ([{"issuer": "UBND xã Bảo Thuận"}], S.SATISFIED, 0, "of another body"),
    ([LATE, GOOD], S.INVALID, 1, "one of two counts"),
]


@pytest.mark.parametrize(("offers", "status", "found", "reason"), PENALTIES, ids=[p[3] for p in PENALTIES])
def test_penalty(
    make_offer: Make,
    make_requirement: Make,
    offers: list[dict[str, Any]],
    status: Status,
    found: int,
    reason: str,
) -> None:
    verdict = judge_penalty(make_requirement(), [make_offer(**o) for o in offers])
    assert (verdict.status, verdict.found) == (status, found), reason
    assert [f.code for f in verdict.findings] == ["penalty_document"] * found


def criterion(
    rows: dict[tuple[str, str | None], str],
    make_offer: Make,
    make_requirement: Make,
    *,
    as_of: date = AFTER,
    optional: frozenset[str] = frozenset(),
    explained: dict[str, str] | None = None,
    **changes: Any,
) -> CriterionVerdict:
    """Judge a criterion whose requirements are (id, period) → what is offered for them."""
    offered = {"good": [make_offer()], "late": [make_offer(**LATE)], "unsure": [make_offer(**UNSURE)], "none": []}
    ahead = Window(date(2025, 7, 1), date(2026, 2, 1))
    requirements: list[Requirement] = []
    offers: dict[tuple[str, str, str | None], list[Offer]] = {}
    for (id_, period), kind in rows.items():
        extra = {"window": ahead} if kind == "ahead" else {}
        row = make_requirement(id=id_, period=period, optional=id_ in optional, **extra)
        requirements.append(row)
        offers[row.key] = offered.get(kind, [])
    evidence = tuple(EvidenceRule(id_, id_) for id_ in dict.fromkeys(i for i, _ in rows))
    node = Criterion(**{"code": "1.1.1", "name": "A", "max_points": 2.0, "evidence": evidence, **changes})
    decisions = Decisions({}, explained or {}, {})
    return judge_criterion(node, requirements, offers, as_of=as_of, decisions=decisions)


ALL = [
    (["good", "good"], S.SATISFIED, 0),
    (["good", "ahead"], S.NOT_DUE, 0),
    (["ahead", "unsure"], S.REVIEW, 0),
    (["unsure", "late"], S.INVALID, 2),
    (["late", "none"], S.MISSING, 2),
    (["good", "none"], S.MISSING, 2),
]


@pytest.mark.parametrize(("kinds", "status", "at_risk"), ALL)
def test_need_all_takes_the_worst(
    make_offer: Make, make_requirement: Make, kinds: list[str], status: Status, at_risk: float
) -> None:
    rows: dict[tuple[str, str | None], str] = {(f"r{i}", None): kind for i, kind in enumerate(kinds)}
    verdict = criterion(rows, make_offer, make_requirement)
    assert (verdict.status, verdict.points_at_risk) == (status, at_risk)
    backwards = dict(reversed(rows.items()))
    assert criterion(backwards, make_offer, make_requirement).status is status, "order does not matter"


ANY = [
    (["good", "none"], S.SATISFIED),
    (["unsure", "late"], S.REVIEW),
    (["ahead", "none"], S.NOT_DUE),
    (["late", "none"], S.INVALID),
    (["none", "none"], S.MISSING),
]


@pytest.mark.parametrize(("kinds", "status"), ANY)
def test_need_any_takes_the_best(make_offer: Make, make_requirement: Make, kinds: list[str], status: Status) -> None:
    rows: dict[tuple[str, str | None], str] = {(f"r{i}", None): kind for i, kind in enumerate(kinds)}
    assert criterion(rows, make_offer, make_requirement, need="any").status is status


def test_need_any_means_a_whole_series_or_the_other_line(make_offer: Make, make_requirement: Make) -> None:
    rows: dict[tuple[str, str | None], str] = {
        ("bao-cao", "quý I"): "good",
        ("bao-cao", "quý II"): "none",
        ("khac", None): "none",
    }
    assert criterion(rows, make_offer, make_requirement, need="any").status is S.MISSING, "one report of two"
    rows["bao-cao", "quý II"] = "good"
    assert criterion(rows, make_offer, make_requirement, need="any").status is S.SATISFIED


OPTIONAL = [
    ("good", "none", S.SATISFIED, "nothing for the optional line"),
    ("good", "late", S.SATISFIED, "a bad document for the optional line"),
    ("good", "unsure", S.SATISFIED, "a doubtful one"),
    ("none", "good", S.MISSING, "it does not stand in for the required one"),
]


@pytest.mark.parametrize(("required", "optional", "status", "reason"), OPTIONAL, ids=[o[3] for o in OPTIONAL])
def test_optional_lines_never_make_it_worse(
    make_offer: Make, make_requirement: Make, required: str, optional: str, status: Status, reason: str
) -> None:
    rows: dict[tuple[str, str | None], str] = {("a", None): required, ("b", None): optional}
    verdict = criterion(rows, make_offer, make_requirement, optional=frozenset({"b"}))
    assert verdict.status is status, reason


ONLY_OPTIONAL = [
    ("good", None, S.SATISFIED),
    ("none", None, S.REVIEW),
    ("late", None, S.REVIEW),
    ("ahead", None, S.NOT_DUE),
    ("none", {"1.1.1": "Đã công khai trên cổng"}, S.EXPLAINED),
]


@pytest.mark.parametrize(("kind", "explained", "status"), ONLY_OPTIONAL)
def test_criterion_with_only_optional_lines_claims_nothing_unseen(
    make_offer: Make, make_requirement: Make, kind: str, explained: dict[str, str] | None, status: Status
) -> None:
    verdict = criterion(
        {("a", None): kind}, make_offer, make_requirement, optional=frozenset({"a"}), explained=explained
    )
    assert (verdict.status, verdict.points_at_risk) == (status, 0)


EXPLAINED = [
    ({("a", None): "none"}, S.EXPLAINED, "no document, but a reason"),
    ({("a", None): "good", ("b", None): "none"}, S.EXPLAINED, "the reason covers the missing one"),
    ({("a", None): "good"}, S.SATISFIED, "a document is better than a reason"),
    ({("a", None): "late"}, S.INVALID, "a reason does not excuse a bad document"),
    ({("a", None): "late", ("b", None): "none"}, S.MISSING, "nor one beside a missing one"),
    ({("a", None): "unsure"}, S.REVIEW, "the document is there to be looked at"),
]


@pytest.mark.parametrize(("rows", "status", "reason"), EXPLAINED, ids=[e[2] for e in EXPLAINED])
def test_explained(
    make_offer: Make,
    make_requirement: Make,
    rows: dict[tuple[str, str | None], str],
    status: Status,
    reason: str,
) -> None:
    verdict = criterion(rows, make_offer, make_requirement, explained={"1.1": "Không phát sinh"})
    assert verdict.status is status, reason
    assert verdict.note == ("Không phát sinh" if status is S.EXPLAINED else "")


WITHOUT_LINES = [
    ({"evidence_text": "- TLKC khác"}, None, S.REVIEW, NO_LINES_NOTE),
    ({"evidence_text": "- TLKC khác"}, {"1.1.1": "Đã nhập số liệu"}, S.EXPLAINED, "Đã nhập số liệu"),
    ({"max_points": 0.0}, None, S.NOT_APPLICABLE, "Mục không tính điểm và không yêu cầu tài liệu kiểm chứng"),
    ({}, None, S.REVIEW, "Không quy định tài liệu kiểm chứng; cần giải trình cách tính điểm"),
    ({"method": Method.PENALTY, "max_points": 0.0}, None, S.REVIEW, None),
    ({"method": Method.SURVEY}, None, S.SURVEY, ""),
    ({"method": Method.EXTERNAL}, None, S.NOT_APPLICABLE, EXTERNAL_NOTE),
]


@pytest.mark.parametrize(("changes", "explained", "status", "note"), WITHOUT_LINES)
def test_criterion_without_evidence_lines(
    make_offer: Make,
    make_requirement: Make,
    changes: dict[str, Any],
    explained: dict[str, str] | None,
    status: Status,
    note: str | None,
) -> None:
    verdict = criterion({}, make_offer, make_requirement, explained=explained, **changes)
    assert verdict.status is status
    assert note is None or verdict.note == note
    assert verdict.points_at_risk == 0


def verdicts_of(judged: Any) -> dict[str, CriterionVerdict]:
    return {v.criterion.code: v for v in judged.verdicts}


def test_whole_set_without_documents(small_set: CriteriaSet, commune: Subject) -> None:
    verdicts = verdicts_of(judge(small_set, commune, {}, as_of=AFTER))
    assert {code: v.status.value for code, v in verdicts.items()} == {
        "1.1.1": "missing",
        "1.1.2": "missing",
        "1.2": "missing",
        "2.1": "missing",
        "2.2": "survey",
        "2.3": "not_applicable",
        "2.4": "satisfied",
        "2.5": "review",
        "2.10": "not_applicable",
    }
    assert sum(v.points_at_risk for v in verdicts.values()) == 2 + 4 + 4 + 3


def test_profile_decides_by_code_and_by_what_stands_above(small_set: CriteriaSet, commune: Subject) -> None:
    verdicts = verdicts_of(
        judge(
            small_set,
            commune,
            {},
            as_of=AFTER,
            not_applicable={"1.1": "Không có nhiệm vụ", "1.1.2": "Miễn báo cáo"},
            explained={"2.5": "Có 02 sáng kiến"},
            departments={"1": ("Phòng Nội vụ",), "1.2": ("Phòng Kinh tế",), "2.1": ()},
        )
    )
    assert (verdicts["1.1.1"].status, verdicts["1.1.1"].note) == (S.NOT_APPLICABLE, "Không có nhiệm vụ")
    assert verdicts["1.1.2"].note == "Miễn báo cáo", "the longest code wins"
    assert (verdicts["2.5"].status, verdicts["2.5"].note) == (S.EXPLAINED, "Có 02 sáng kiến")
    assert verdicts["1.1.1"].departments == ("Phòng Nội vụ",)
    assert verdicts["1.2"].departments == ("Phòng Kinh tế",), "the profile replaces what the set says"


def test_code_1_does_not_stand_above_10(commune: Subject) -> None:
    leaves = (Criterion("1", "A", 1.0), Criterion("10", "B", 1.0))
    tiny = CriteriaSet("t", "T", "xa", (2025,), (), 2.0, leaves)
    verdicts = verdicts_of(judge(tiny, commune, {}, as_of=AFTER, not_applicable={"1": "Không áp dụng"}))
    assert (verdicts["1"].status, verdicts["10"].status) == (S.NOT_APPLICABLE, S.REVIEW)


def test_periods_before_the_unit_existed_are_not_asked_for(small_set: CriteriaSet, commune: Subject) -> None:
    leaf = {n.code: n for n in small_set.walk()}["1.1.2"]
    only_first = replace(leaf, evidence=(replace(leaf.evidence[0], each=leaf.evidence[0].each[:1]),))
    tiny = replace(small_set, criteria=(only_first,))
    assert verdicts_of(judge(tiny, commune, {}, as_of=AFTER))["1.1.2"].status is S.NOT_APPLICABLE


def test_offers_are_found_by_key_and_penalty_points_are_positive(
    small_set: CriteriaSet, commune: Subject, make_offer: Make
) -> None:
    offers = {
        ("1.1.1", "ke-hoach", None): [make_offer()],
        ("1.1.2", "bao-cao", "quý III"): [make_offer(number="1/BC-UBND", type_="Báo cáo", issued=date(2025, 9, 20))],
        ("1.1.2", "bao-cao", "cả năm"): [make_offer(number="2/BC-UBND", type_="Báo cáo", issued=date(2025, 12, 21))],
        ("2.4", "phe-binh", None): [make_offer(number="9/UBND-NC", type_="Công văn")],
    }
    verdicts = verdicts_of(judge(small_set, commune, offers, as_of=AFTER))
    assert verdicts["1.1.1"].status is S.SATISFIED
    assert [(r.requirement.period, r.status.value) for r in verdicts["1.1.2"].requirements] == [
        ("quý III", "satisfied"),
        ("cả năm", "invalid"),
    ]
    assert [f.message for f in verdicts["1.1.2"].requirements[1].offers[0].findings] == [
        "Ban hành 21/12/2025, sau hạn 20/12/2025 1 ngày"
    ]
    assert (verdicts["2.4"].status, verdicts["2.4"].points_at_risk) == (S.INVALID, 1)
