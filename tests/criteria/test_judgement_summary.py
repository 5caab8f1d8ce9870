"""The judgement as JSON and by department."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from criteria.model import CriteriaSet, DuplicateGroup, Judgement, Nearest, Status, Subject, Unmatched
from criteria.summary import NO_DEPARTMENT, department_rollup, judgement_to_json, summary_of
from criteria.verdicts import judge
from extractors.document import Finding, Severity

Make = Callable[..., Any]
OFFICE = "Văn phòng HĐND và UBND"


@pytest.fixture
def judgement(small_set: CriteriaSet, commune: Subject, make_offer: Make, make_document: Make) -> Judgement:
    damaged = Finding("unreadable", Severity.ERROR, "Tệp hỏng")
    offers = {
        ("1.1.1", "ke-hoach", None): [make_offer(0.96, issued=date(2025, 9, 20), file="1.1.1/KH 12.pdf")],
        ("1.2", "tin-bai", None): [make_offer(type_="Danh mục", confidence={"loai_van_ban": 0.5})],
    }
    return judge(
        small_set,
        commune,
        offers,
        as_of=date(2026, 1, 5),
        documents=[
            make_document(),
            make_document(file="hong.pdf", findings=(damaged,)),
            make_document(file="hong.pdf", findings=(damaged,)),
        ],
        unmatched=[Unmatched(make_document(file="la.pdf"), (Nearest("1.2", "ke-hoach", 0.41234),))],
        duplicates=[DuplicateGroup(("a.pdf", "b.pdf"), "same_file")],
        files=2,
    )


def test_summary_counts_leaves_and_points(judgement: Judgement) -> None:
    assert summary_of(judgement) == {
        "criteria": 9,
        "satisfied": 1,
        "missing": 2,
        "invalid": 1,
        "review": 2,
        "not_due": 0,
        "survey": 1,
        "explained": 0,
        "not_applicable": 2,
        "max_points": 20,
        "applicable_points": 20,
        "points_at_risk": 9,
        "points_in_review": 5,
        "documents": 3,
        "files": 2,
        "unreadable": 1,
    }


def test_statuses_add_up_to_the_criteria(judgement: Judgement) -> None:
    summary = summary_of(judgement)
    assert sum(summary[status.value] for status in Status) == summary["criteria"] == len(judgement.verdicts)


def test_exempt_criteria_shrink_the_maximum(small_set: CriteriaSet, commune: Subject) -> None:
    exempt = judge(small_set, commune, {}, as_of=date(2026, 1, 5), not_applicable={"1.2": "Không có"})
    assert summary_of(exempt)["applicable_points"] == 16, "an external score is not exempt"


def test_json_has_the_shape_of_the_contract(judgement: Judgement) -> None:
    shape = judgement_to_json(judgement)
    assert json.loads(json.dumps(shape)) == shape, "plain values only"
    assert {k: shape[k] for k in ("unit", "year", "criteria", "as_of")} == {
        "unit": "UBND xã Di Linh",
        "year": 2025,
        "criteria": "xa-thu",
        "as_of": "2026-01-05",
    }
    first = shape["criteria_results"][0]
    assert {k: first[k] for k in ("code", "max_points", "departments", "status", "points_at_risk")} == {
        "code": "1.1.1",
        "max_points": 2,
        "departments": [OFFICE],
        "status": "invalid",
        "points_at_risk": 2,
    }
    row = first["requirements"][0]
    assert {k: row[k] for k in ("id", "description", "status", "needed", "found", "findings")} == {
        "id": "ke-hoach",
        "description": "Kế hoạch CCHC năm 2025",
        "status": "invalid",
        "needed": 1,
        "found": 0,
        "findings": [],
    }
    assert "period" not in row
    assert row["documents"] == [
        {
            "file": "1.1.1/KH 12.pdf",
            "pages": [1, 2],
            "so_ky_hieu": "12/KH-UBND",
            "ngay_ban_hanh": "2025-09-20",
            "score": 0.96,
            "accepted": False,
            "reasons": [],
            "findings": [
                {"code": "late", "severity": "error", "message": "Ban hành 20/9/2025, sau hạn 31/8/2025 20 ngày"}
            ],
        }
    ]
    assert [r["period"] for r in shape["criteria_results"][1]["requirements"]] == ["quý III", "cả năm"]
    assert shape["unmatched_documents"] == [
        {"file": "la.pdf", "pages": [1, 2], "nearest": [{"code": "1.2", "requirement": "ke-hoach", "score": 0.4123}]}
    ]
    assert shape["duplicates"] == [{"files": ["a.pdf", "b.pdf"], "kind": "same_file"}]


def test_names_of_criteria_are_filled(judgement: Judgement) -> None:
    criterion = replace(judgement.verdicts[0].criterion, name="Kế hoạch năm {year}")
    changed = replace(judgement, verdicts=(replace(judgement.verdicts[0], criterion=criterion),))
    assert judgement_to_json(changed)["criteria_results"][0]["name"] == "Kế hoạch năm 2025"


def test_departments_see_what_is_theirs(judgement: Judgement) -> None:
    rollup = {d.name: d for d in department_rollup(judgement)}
    assert list(rollup) == [OFFICE, "Phòng Văn hóa - Xã hội", NO_DEPARTMENT], "unassigned criteria come last"
    office = rollup[OFFICE]
    assert [v.criterion.code for v in office.to_fix] == ["1.1.2", "1.1.1", "1.2"], "most points first, review last"
    assert (office.criteria, office.points_at_risk, office.points_in_review, office.max_points) == (3, 6, 4, 10)
    assert rollup["Phòng Văn hóa - Xã hội"].counts == {Status.REVIEW: 1}, "a shared criterion is in both"
    assert sum(rollup[NO_DEPARTMENT].counts.values()) == 6
