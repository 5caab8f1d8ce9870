"""Why a document does not count: a table per rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.model import Offer, Requirement, Window
from criteria.rules import judge_offer
from extractors.document import (
    Candidate,
    Document,
    Fact,
    Finding,
    Seal,
    Severity,
    Signature,
    Source,
    State,
    TextSource,
)

Make = Callable[..., Any]
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
YEAR_PLAN = {"window": Window(date(2024, 10, 1), date(2025, 1, 31))}


def found(requirement: Requirement, document: Document) -> dict[str, Severity]:
    offer = judge_offer(requirement, Offer(document, 0.9))
    assert offer.accepted is not any(f.severity is ERROR for f in offer.findings)
    return {f.code: f.severity for f in offer.findings}


def messages(requirement: Requirement, document: Document) -> list[str]:
    return [f.message for f in judge_offer(requirement, Offer(document, 0.9)).findings]


def test_a_fitting_document_is_accepted_without_findings(make_document: Make, make_requirement: Make) -> None:
    assert judge_offer(make_requirement(), Offer(make_document(), 0.9)) == Offer(make_document(), 0.9, accepted=True)


# The window of make_requirement: 1/7/2025 to 31/8/2025, judged year 2025.
DAYS = [
    (date(2025, 6, 30), {"out_of_period"}, "the day before the window opens"),
    (date(2025, 7, 1), set(), "the first day"),
    (date(2025, 8, 31), set(), "on the deadline"),
    (date(2025, 9, 1), {"late"}, "the day after the deadline"),
    (date(2025, 12, 31), {"late"}, "last day of the year"),
    (date(2026, 1, 1), {"late"}, "late into the next year is still late"),
    (date(2025, 1, 1), {"out_of_period"}, "first day of the judged year"),
    (date(2024, 12, 31), {"wrong_year"}, "last day of the year before"),
]


@pytest.mark.parametrize(("issued", "codes", "reason"), DAYS, ids=[d[2] for d in DAYS])
def test_days_around_a_window(
    make_document: Make, make_requirement: Make, issued: date, codes: set[str], reason: str
) -> None:
    assert found(make_requirement(), make_document(issued=issued)) == dict.fromkeys(codes, ERROR), reason


CROSS_YEAR = [
    (date(2024, 9, 30), {"wrong_year"}, "before a window that opens in the year before"),
    (date(2024, 10, 1), set(), "first day, in the year before"),
    (date(2024, 12, 31), set(), "31/12"),
    (date(2025, 1, 1), set(), "01/01"),
    (date(2025, 1, 31), set(), "deadline"),
    (date(2025, 2, 1), {"late"}, "the day after"),
]


@pytest.mark.parametrize(("issued", "codes", "reason"), CROSS_YEAR, ids=[d[2] for d in CROSS_YEAR])
def test_days_around_a_window_over_new_year(
    make_document: Make, make_requirement: Make, issued: date, codes: set[str], reason: str
) -> None:
    assert set(found(make_requirement(**YEAR_PLAN), make_document(issued=issued))) == codes, reason


OPEN = [
    (Window(None, date(2025, 8, 31)), date(1999, 1, 1), set(), "no first day: nothing is too early"),
    (Window(date(2025, 7, 1), None), date(2030, 1, 1), set(), "no deadline: nothing is late"),
    (Window(None, date(2025, 8, 31)), date(2025, 9, 1), {"late"}, "a deadline alone"),
    (Window(date(2025, 7, 1), None), date(2025, 6, 30), {"out_of_period"}, "a first day alone"),
    (Window(), date(1999, 1, 1), set(), "open on both sides"),
]


@pytest.mark.parametrize(("window", "issued", "codes", "reason"), OPEN, ids=[o[3] for o in OPEN])
def test_open_windows(
    make_document: Make, make_requirement: Make, window: Window, issued: date, codes: set[str], reason: str
) -> None:
    assert set(found(make_requirement(window=window), make_document(issued=issued))) == codes, reason


def test_sentences_cite_values_and_rule(make_document: Make, make_requirement: Make) -> None:
    deadline = make_requirement(window=Window(date(2025, 7, 1), date(2025, 7, 31)))
    said = {
        "late": messages(deadline, make_document(issued=date(2025, 8, 20))),
        "early": messages(deadline, make_document(issued=date(2025, 6, 30))),
        "year": messages(deadline, make_document(issued=date(2024, 8, 20))),
        "subject": messages(deadline, make_document(issued=date(2025, 7, 2), subject="CCHC năm 2024")),
        "type": messages(deadline, make_document(issued=date(2025, 7, 2), type_="Báo cáo")),
        "issuer": messages(deadline, make_document(issued=date(2025, 7, 2), issuer="UBND xã Bảo Thuận")),
    }
    assert said == {
        "late": ["Ban hành 20/8/2025, sau hạn 31/7/2025 20 ngày"],
        "early": ["Ban hành 30/6/2025, sớm 1 ngày so với ngày đầu được nhận, 1/7/2025"],
        "year": [
            "Ban hành 20/8/2024 (năm 2024), yêu cầu văn bản của năm 2025 ban hành từ 1/7/2025 đến 31/7/2025",
        ],
        "subject": ["Trích yếu nêu năm 2024, yêu cầu năm 2025"],
        "type": ["Tên loại là Báo cáo, yêu cầu Kế hoạch"],
        "issuer": ["Cơ quan ban hành là UBND xã Bảo Thuận, yêu cầu UBND xã Di Linh"],
    }


SUBJECT_YEARS = [
    ("Cải cách hành chính năm 2025", set(), "the year itself"),
    ("Cải cách hành chính", set(), "no year"),
    (None, set(), "no subject read"),
    ("Cải cách hành chính năm 2024", {"wrong_year"}, "the year before"),
    ("Công tác CCHC năm 2025 và nhiệm vụ năm 2026", set(), "the year and the next"),
    ("CCHC giai đoạn 2021 - 2025", set(), "a span that holds the year"),
    ("CCHC giai đoạn 2026 - 2030", {"wrong_year"}, "a span after the year"),
    ("Thực hiện Quyết định số 1/QĐ-UBND ngày 5/5/2024", set(), "the year of a cited document"),
]


@pytest.mark.parametrize(("subject", "codes", "reason"), SUBJECT_YEARS, ids=[s[2] for s in SUBJECT_YEARS])
def test_year_in_the_subject(
    make_document: Make, make_requirement: Make, subject: str | None, codes: set[str], reason: str
) -> None:
    assert set(found(make_requirement(), make_document(subject=subject))) == codes, reason


def test_requirement_without_a_year_leaves_the_subject_alone(make_document: Make, make_requirement: Make) -> None:
    fix = make_requirement(description="Kế hoạch khắc phục", subjects=("khắc phục tồn tại",))
    assert found(fix, make_document(subject="Khắc phục tồn tại Chỉ số CCHC năm 2024")) == {}


def test_document_of_another_year_is_not_called_late(make_document: Make, make_requirement: Make) -> None:
    next_plan = make_document(issued=date(2025, 12, 20), subject="Cải cách hành chính năm 2026")
    assert found(make_requirement(), next_plan) == {"wrong_year": ERROR}


TYPES = [
    (("Kế hoạch",), "Kế hoạch", "CCHC", {}, "asked for"),
    (("Kế hoạch",), "Báo cáo", "CCHC", {"wrong_type": ERROR}, "another type"),
    (("Kế hoạch",), "Quyết định", "Ban hành Kế hoạch CCHC", {}, "a plan put into force by a decision"),
    (("Kế hoạch",), "Quyết định", "Giao biên chế", {"wrong_type": ERROR}, "a decision on something else"),
    (("Kế hoạch", "Chương trình"), "Chương trình", "CCHC", {}, "one of two"),
    (("Báo cáo tổng kết",), "Báo cáo", "CCHC", {}, "a free name that begins with a known one"),
    ((), "Sổ tay", "CCHC", {}, "any type will do"),
    (("Kế hoạch",), None, "CCHC", {"low_confidence": WARNING}, "type not read"),
    ((), None, "CCHC", {}, "type neither read nor needed"),
]


@pytest.mark.parametrize(("types", "type_", "subject", "expected", "reason"), TYPES, ids=[t[4] for t in TYPES])
def test_type(
    make_document: Make,
    make_requirement: Make,
    types: tuple[str, ...],
    type_: str | None,
    subject: str,
    expected: dict[str, Severity],
    reason: str,
) -> None:
    assert found(make_requirement(types=types), make_document(type_=type_, subject=subject)) == expected, reason


ISSUERS = [
    (("UBND xã Di Linh",), "UBND xã Di Linh, tỉnh Lâm Đồng", {}, "with its province"),
    (("UBND xã Di Linh",), "UBND xã Bảo Thuận", {"wrong_issuer": ERROR}, "another commune"),
    (("UBND xã Di Linh", "UBND tỉnh Lâm Đồng"), "UBND tỉnh Lâm Đồng", {}, "one of two"),
    (("UBND tỉnh Lâm Đồng",), "UBND tỉnh Sơn La", {"wrong_issuer": ERROR}, "another province"),
    ((), "Công ty A", {}, "anybody"),
    (("UBND xã Di Linh",), None, {"low_confidence": WARNING}, "issuer not read"),
    (("UBND xã Di Linh",), "UBND xã", {"low_confidence": WARNING}, "which commune?"),
    (("HĐND tỉnh",), "HĐND tỉnh Lâm Đồng", {}, "whoever asks for HĐND tỉnh means any"),
]


@pytest.mark.parametrize(("issuers", "issuer", "expected", "reason"), ISSUERS, ids=[i[3] for i in ISSUERS])
def test_issuer(
    make_document: Make,
    make_requirement: Make,
    issuers: tuple[str, ...],
    issuer: str | None,
    expected: dict[str, Severity],
    reason: str,
) -> None:
    assert found(make_requirement(issuers=issuers), make_document(issuer=issuer)) == expected, reason


def test_a_province_that_was_merged_is_a_doubt(make_document: Make, make_requirement: Make) -> None:
    requirement = make_requirement(issuers=("UBND tỉnh Lâm Đồng",), window=Window(date(2025, 1, 1), date(2025, 12, 31)))
    before = make_document(issuer="UBND tỉnh Bình Thuận", issued=date(2025, 3, 1))
    assert found(requirement, before) == {"low_confidence": WARNING}
    assert "Nghị quyết 202/2025/QH15" in messages(requirement, before)[0]
    after = make_document(issuer="UBND tỉnh Bình Thuận", issued=date(2025, 8, 1))
    assert found(requirement, after) == {"wrong_issuer": ERROR}


ABSENT = [
    ({"number": None}, {"no_number": ERROR}, "complete text without number"),
    ({"issued": None}, {"no_date": ERROR}, "complete text without date"),
    ({"number": None, "text_source": TextSource.OCR}, {"no_number": WARNING}, "a scan: perhaps handwritten"),
    ({"number": None, "text_source": TextSource.NONE}, {"no_number": WARNING}, "nothing was read at all"),
    (
        {"number": None, "text_source": TextSource.OCR, "findings": (Finding("no_number", ERROR, "ô số để trống"),)},
        {"no_number": ERROR},
        "a scan whose reader saw the blank",
    ),
    (
        {"number": None, "candidates": {"so_ky_hieu": (Candidate("12/KH-UBND", 0.4, Source.OCR),)}},
        {"low_confidence": WARNING},
        "something was seen: a doubt, not an absence",
    ),
]


@pytest.mark.parametrize(("document", "expected", "reason"), ABSENT, ids=[a[2] for a in ABSENT])
def test_number_and_date_absent(
    make_document: Make,
    make_requirement: Make,
    document: dict[str, Any],
    expected: dict[str, Severity],
    reason: str,
) -> None:
    assert found(make_requirement(), make_document(**document)) == expected, reason


def test_person_who_says_there_is_no_number_is_believed(make_document: Make, make_requirement: Make) -> None:
    scan = make_document(number=None, text_source=TextSource.OCR)
    facts = {**scan.facts, "so_ky_hieu": Fact(None, 1.0, Source.REVIEW)}
    told = Document(scan.file, scan.sha256, scan.pages, scan.page_count, facts, text_source=TextSource.OCR)
    assert found(make_requirement(), told) == {"no_number": ERROR}


def test_tables_need_no_number_and_a_date_only_for_a_window(make_document: Make, make_requirement: Make) -> None:
    table = make_document(number=None, issued=None, type_="Bảng thống kê")
    assert found(make_requirement(types=(), window=Window()), table) == {}
    assert found(make_requirement(types=()), table) == {"no_date": ERROR}


SIGNED = Signature("A", "B", None)
FORM = [
    ({}, {}, {}, "nothing known: nothing said"),
    ({}, {"handwritten_signature": False}, {"unsigned": ERROR}, "known to be unsigned"),
    ({}, {"handwritten_signature": True}, {}, "signed by hand"),
    ({}, {"handwritten_signature": False, "signatures": (SIGNED,)}, {}, "signed digitally"),
    ({}, {"handwritten_signature": False, "seal": Seal(True)}, {"unsigned": WARNING}, "the seal may cover it"),
    ({"signed": False}, {"handwritten_signature": False}, {}, "signature not asked for"),
    ({"sealed": True}, {}, {}, "seal unknown (grey scan)"),
    ({"sealed": True}, {"seal": Seal(False)}, {"no_seal": ERROR}, "known to bear no seal"),
    ({"sealed": True}, {"seal": Seal(True)}, {}, "sealed"),
    ({"sealed": False}, {"seal": Seal(False)}, {}, "seal not asked for"),
    (
        {"sealed": True},
        {"seal": Seal(False), "signatures": (Signature("A", "B", None, role="body"),)},
        {},
        "the body signed digitally",
    ),
    (
        {"sealed": True},
        {"seal": Seal(False), "signatures": (Signature("A", None, None, role="person"),)},
        {"no_seal": ERROR},
        "only the person signed",
    ),
    ({}, {"state": State.DRAFT}, {"draft": ERROR}, "draft"),
    ({"signed": False}, {"state": State.DRAFT}, {"draft": ERROR}, "a draft proves nothing"),
    ({}, {"state": State.UNKNOWN}, {}, "state unknown"),
    ({}, {"state": State.COPY}, {}, "a copy as such is no flaw"),
]


@pytest.mark.parametrize(("asked", "document", "expected", "reason"), FORM, ids=[f[3] for f in FORM])
def test_signature_seal_and_state(
    make_document: Make,
    make_requirement: Make,
    asked: dict[str, Any],
    document: dict[str, Any],
    expected: dict[str, Severity],
    reason: str,
) -> None:
    assert found(make_requirement(**asked), make_document(**document)) == expected, reason


UNSURE = [
    ({"so_ky_hieu": 0.89}, {}, {"low_confidence": INFO}, "number just below sure: only told"),
    ({"so_ky_hieu": 0.9}, {}, {}, "number just sure"),
    ({"ngay_ban_hanh": 0.5}, {}, {"low_confidence": WARNING}, "date"),
    ({"co_quan_ban_hanh": 0.5}, {}, {"low_confidence": WARNING}, "issuer asked for"),
    ({"co_quan_ban_hanh": 0.5}, {"issuers": ()}, {}, "issuer not asked for"),
    ({"loai_van_ban": 0.5}, {}, {"low_confidence": WARNING}, "type asked for"),
    ({"loai_van_ban": 0.5}, {"types": ()}, {}, "type not asked for"),
    ({"trich_yeu": 0.1}, {}, {}, "a subject in order needs no confirmation"),
]


@pytest.mark.parametrize(("confidence", "asked", "expected", "reason"), UNSURE, ids=[u[3] for u in UNSURE])
def test_unsure_values(
    make_document: Make,
    make_requirement: Make,
    confidence: dict[str, float],
    asked: dict[str, Any],
    expected: dict[str, Severity],
    reason: str,
) -> None:
    assert found(make_requirement(**asked), make_document(confidence=confidence)) == expected, reason


ACCUSATIONS = [
    ({"issued": date(2025, 9, 1)}, "ngay_ban_hanh", "late"),
    ({"issued": date(2025, 6, 1)}, "ngay_ban_hanh", "out_of_period"),
    ({"issued": date(2024, 6, 1)}, "ngay_ban_hanh", "wrong_year"),
    ({"type_": "Báo cáo"}, "loai_van_ban", "wrong_type"),
    ({"issuer": "UBND xã Bảo Thuận"}, "co_quan_ban_hanh", "wrong_issuer"),
    ({"subject": "CCHC năm 2024"}, "trich_yeu", "wrong_year"),
]


@pytest.mark.parametrize(("document", "field", "code"), ACCUSATIONS)
def test_an_unsure_value_accuses_nobody(
    make_document: Make, make_requirement: Make, document: dict[str, Any], field: str, code: str
) -> None:
    assert found(make_requirement(), make_document(**document))[code] is ERROR
    unsure = make_document(**document, confidence={field: 0.6})
    assert found(make_requirement(), unsure)[code] is WARNING


def test_doubt_shows_the_value_and_the_other_readings(make_document: Make, make_requirement: Make) -> None:
    readings = (Candidate("13/KH-UBND", 0.2, Source.OCR), Candidate("18/KH-UBND", 0.3, Source.FILENAME))
    seen = make_document(confidence={"so_ky_hieu": 0.72}, candidates={"so_ky_hieu": readings})
    assert messages(make_requirement(), seen) == [
        "Số, ký hiệu: đọc được 12/KH-UBND nhưng chưa chắc chắn (72%),"
        " cũng có thể là 18/KH-UBND (30%) hoặc 13/KH-UBND (20%)"
    ]
    only = make_document(issued=None, candidates={"ngay_ban_hanh": (Candidate(date(2025, 8, 11), 0.5, Source.OCR),)})
    assert messages(make_requirement(), only) == ["Ngày ban hành: chưa xác định được, có thể là 11/8/2025 (50%)"]


CARRIED = [
    (Finding("conflict", WARNING, "trùng số"), {"conflict": WARNING}),
    (Finding("copy_not_certified", ERROR, "bản sao"), {"copy_not_certified": ERROR}),
    (Finding("signature_broken", ERROR, "chữ ký"), {"signature_broken": ERROR}),
    (Finding("draft", ERROR, "dự thảo"), {"draft": ERROR}),
    (Finding("low_confidence", WARNING, "quét mờ"), {"low_confidence": INFO}),
    (Finding("misfiled", WARNING, "sai chỗ"), {}),
]


@pytest.mark.parametrize(("finding", "expected"), CARRIED, ids=[f[0].code for f in CARRIED])
def test_findings_of_the_document_that_matter_are_carried(
    make_document: Make, make_requirement: Make, finding: Finding, expected: dict[str, Severity]
) -> None:
    assert found(make_requirement(), make_document(findings=(finding,))) == expected


def test_draft_known_to_the_reader_is_said_once(make_document: Make, make_requirement: Make) -> None:
    known = make_document(state=State.DRAFT, findings=(Finding("draft", ERROR, "Ô số và chữ ký để trống"),))
    assert messages(make_requirement(), known) == ["Ô số và chữ ký để trống"]


@pytest.mark.parametrize("code", ["unreadable", "encrypted", "too_large", "wrong_format"])
def test_unreadable_file_gets_no_further_reproach(make_document: Make, make_requirement: Make, code: str) -> None:
    blank = make_document(None, None, None, None, None, findings=(Finding(code, ERROR, "không đọc được"),))
    assert found(make_requirement(), blank) == {code: ERROR}


def test_findings_of_the_matcher_stay_first(make_document: Make, make_requirement: Make) -> None:
    doubt = Finding("low_confidence", WARNING, "Hai tài liệu ngang nhau")
    late = make_document(issued=date(2025, 9, 1))
    judged = judge_offer(make_requirement(), Offer(late, 0.5, ("loại khớp",), (doubt,)))
    assert [f.code for f in judged.findings] == ["low_confidence", "late"]
    assert (judged.score, judged.reasons, judged.accepted) == (0.5, ("loại khớp",), False)


DATES = st.none() | st.dates(date(2023, 1, 1), date(2027, 12, 31))
CONFIDENCE = st.fixed_dictionaries({name: st.floats(0, 1) for name in ("so_ky_hieu", "ngay_ban_hanh", "trich_yeu")})


@given(
    issued=DATES, year=st.sampled_from(["", " năm 2024", " năm 2025"]), start=DATES, end=DATES, confidence=CONFIDENCE
)
def test_at_most_one_reproach_of_time_and_judging_is_idempotent(
    make_document: Make,
    make_requirement: Make,
    issued: date | None,
    year: str,
    start: date | None,
    end: date | None,
    confidence: dict[str, float],
) -> None:
    requirement = make_requirement(window=Window(start, end))
    document = make_document(issued=issued, subject=f"Cải cách hành chính{year}", confidence=confidence)
    once = judge_offer(requirement, Offer(document, 0.5))
    assert judge_offer(requirement, once) == once
    reproaches = [f.code for f in once.findings if f.code in {"late", "out_of_period", "wrong_year"}]
    inside = issued is None or ((start is None or issued >= start) and (end is None or issued <= end))
    if start is None or end is None or start <= end:
        assert len(reproaches) <= 1
    if inside and year != " năm 2024":
        assert reproaches == []
    elif not inside or year == " năm 2024":
        assert reproaches
