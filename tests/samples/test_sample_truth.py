from __future__ import annotations

from collections import Counter
from datetime import date
from importlib import resources
from typing import Any

import pytest
from ruamel.yaml import YAML

from samples import ExpectedDocument, truth

TRUTH = truth()
BY_FILE = {document.file: document for document in TRUTH.documents}
BY_CODE = {criterion.code: criterion for criterion in TRUTH.criteria}
STATUSES = {"satisfied", "missing", "invalid", "review", "not_due", "survey", "explained", "not_applicable"}
CODES = frozenset(
    {
        "missing",
        "too_few",
        "late",
        "out_of_period",
        "wrong_year",
        "wrong_type",
        "wrong_issuer",
        "issuer_not_valid_then",
        "no_number",
        "no_date",
        "draft",
        "unsigned",
        "no_seal",
        "signature_broken",
        "changed_after_signing",
        "signer_not_issuer",
        "signed_long_after_date",
        "copy_not_certified",
        "duplicate",
        "conflict",
        "low_confidence",
        "unreadable",
        "encrypted",
        "too_large",
        "wrong_format",
        "active_content",
        "misfiled",
        "not_cited",
        "cited_not_found",
        "cited_differs",
        "claimed_without_evidence",
        "sum_mismatch",
        "penalty_document",
    }
)


def _load(name: str) -> Any:
    return YAML(typ="safe").load((resources.files("samples") / "data" / name).read_text("utf-8"))


SET = _load("xa-mau-2025.yaml")
PROFILE = _load("kiemchung.yaml")


def _leaves(nodes: list[Any]) -> list[Any]:
    return [leaf for node in nodes for leaf in (_leaves(node["criteria"]) if "criteria" in node else [node])]


def _check_sums(node: Any) -> None:
    children = node.get("criteria", [])
    if children:
        assert sum(child["max_points"] for child in children) == node["max_points"], node.get("code", "all")
    for child in children:
        _check_sums(child)


def test_points_add_up_at_every_level() -> None:
    _check_sums(SET)
    assert SET["max_points"] == TRUTH.max_points == sum(c.points for c in TRUTH.criteria) == 100


def test_there_is_a_verdict_for_every_leaf_with_its_points() -> None:
    assert {leaf["code"]: leaf["max_points"] for leaf in _leaves(SET["criteria"])} == {
        c.code: c.points for c in TRUTH.criteria
    }
    assert len(BY_CODE) == len(TRUTH.criteria)


def test_the_set_uses_every_part_of_the_format() -> None:
    leaves = _leaves(SET["criteria"])
    lines = [line for leaf in leaves for line in leaf.get("evidence", [])]
    assert {leaf.get("method", "evidence") for leaf in leaves} == {
        "evidence",
        "statistic",
        "survey",
        "external",
        "penalty",
    }
    assert any(leaf.get("need") == "any" for leaf in leaves)
    for key in ("each", "exceptions", "optional", "sealed", "not_subjects", "count"):
        assert any(key in line for line in lines), key
    assert len(SET["criteria"]) == 7


def test_the_profile_owns_every_field_and_settles_two_criteria() -> None:
    owned = [code for department in PROFILE["departments"] for code in department["criteria"]]
    assert sorted(owned) == [node["code"] for node in SET["criteria"]]
    assert {BY_CODE[code].status for code in PROFILE["not_applicable"]} == {"not_applicable"}
    assert {BY_CODE[code].status for code in PROFILE["explained"]} == {"explained"}
    assert PROFILE["unit"] == TRUTH.unit


def test_every_status_and_every_planted_finding_is_expected_somewhere() -> None:
    assert {c.status for c in TRUTH.criteria} == STATUSES
    planted = {code for c in TRUTH.criteria for code in c.findings} | {
        code for document in TRUTH.documents for code in document.findings
    }
    assert planted <= CODES
    assert planted >= {
        "missing",
        "too_few",
        "late",
        "out_of_period",
        "wrong_year",
        "wrong_type",
        "wrong_issuer",
        "issuer_not_valid_then",
        "no_number",
        "no_date",
        "draft",
        "unsigned",
        "signature_broken",
        "changed_after_signing",
        "signed_long_after_date",
        "duplicate",
        "conflict",
        "low_confidence",
        "unreadable",
        "encrypted",
        "active_content",
        "misfiled",
        "penalty_document",
    }


def test_findings_and_tolerated_statuses_make_sense() -> None:
    for criterion in TRUTH.criteria:
        assert criterion.tolerated <= STATUSES - {criterion.status}
        assert criterion.reason
        if criterion.status in ("missing", "invalid", "review"):
            assert criterion.findings, criterion.code


def test_the_sums_that_a_summary_shows() -> None:
    assert sum(TRUTH.by_status().values()) == len(TRUTH.criteria)
    assert TRUTH.points_at_risk + TRUTH.points_in_review < TRUTH.max_points
    assert TRUTH.points_at_risk == 41
    assert TRUTH.points_in_review == 10


def test_at_least_45_documents_of_all_kinds() -> None:
    assert len(TRUTH.documents) >= 45
    assert set(Counter(d.kind for d in TRUTH.documents)) == {"digital", "signed", "scan", "photo", "office", "broken"}
    assert {d.number_in for d in TRUTH.documents} == {"text", "overlay", "image", "handwritten", "blank"}
    assert {d.state for d in TRUTH.documents} == {"issued", "draft", "copy", "unknown"}
    assert all(d.reason for d in TRUTH.documents)


def test_handwritten_numbers_may_stay_unsure_and_nothing_printed_may() -> None:
    for document in TRUTH.documents:
        assert ("so_ky_hieu" in document.unsure) == (document.number_in == "handwritten"), document.file


def test_a_number_stands_on_one_paper_only_except_where_planted() -> None:
    """(body, number, year) is the key of a document; the same key elsewhere would be an unplanned conflict."""
    keys: dict[tuple[str | None, str, int], set[str]] = {}
    for d in TRUTH.documents:
        if d.so_ky_hieu and d.ngay_ban_hanh:
            keys.setdefault((d.co_quan_ban_hanh, d.so_ky_hieu, d.ngay_ban_hanh.year), set()).add(d.file)
    planted = {group.files for group in TRUTH.duplicates}
    assert {frozenset(files) for files in keys.values() if len(files) > 1} == planted


def test_numbers_of_the_commune_grow_with_the_days() -> None:
    """Numbering restarts each year and runs on per type, as in a real register."""
    rows: dict[str, list[tuple[date, int]]] = {}
    for d in TRUTH.documents:
        if (
            d.co_quan_ban_hanh == TRUTH.unit
            and d.so_ky_hieu
            and d.ngay_ban_hanh
            and d.ngay_ban_hanh.year == 2025
            and "conflict" not in d.findings
        ):
            number, symbol = d.so_ky_hieu.split("/")
            rows.setdefault(symbol, []).append((d.ngay_ban_hanh, int(number)))
    for symbol, register in rows.items():
        ordered = [number for _, number in sorted(register)]
        assert ordered == sorted(ordered), symbol


@pytest.mark.parametrize(
    ("file", "number", "day", "why"),
    [
        ("1. Chi dao dieu hanh/1.1.1/KH 12.pdf", "12/KH-UBND", date(2025, 7, 18), "only in signature fields"),
        ("3. Cai cach TTHC/3.8/QD quy trinh noi bo.pdf", "42/QĐ-UBND", date(2025, 9, 20), "the overlay wins"),
        (
            "6. Tai chinh cong/6.1/QD giao du toan (sao y).pdf",
            "1250/QĐ-UBND",
            date(2025, 7, 10),
            "not that of the copy",
        ),
        ("0. Van ban cap tren/CT 05 Dang uy.pdf", "05-CT/ĐU", date(2025, 8, 6), "the way of the Party"),
        ("7. Chuyen doi so/7.6/KH giam sat an ninh.png", "44/KH-UBND", None, "the day lies under a blot"),
        ("4. To chuc bo may/4.4/BC bien che.pdf", "133/BC-UBND", None, "the day was never filled in"),
        ("5. Cong chuc/5.1/KH dao tao.pdf", None, date(2025, 8, 12), "no number was given"),
    ],
)
def test_facts_of_the_telling_documents(file: str, number: str | None, day: date | None, why: str) -> None:
    assert (BY_FILE[file].so_ky_hieu, BY_FILE[file].ngay_ban_hanh) == (number, day), why


def _late(document: ExpectedDocument, code: str) -> bool:
    """Whether the document is after the deadline of the first line of the criterion, exceptions for 2025 applied."""
    line = next(leaf for leaf in _leaves(SET["criteria"]) if leaf["code"] == code)["evidence"][0]
    deadline = line.get("exceptions", {}).get(2025, {}).get("to") or line["issued"]["to"].replace("{year}", "2025")
    assert document.ngay_ban_hanh is not None
    return document.ngay_ban_hanh > date.fromisoformat(str(deadline))


@pytest.mark.parametrize(
    ("code", "file"),
    [
        ("1.1.1", "1. Chi dao dieu hanh/1.1.1/KH 12.pdf"),
        ("1.1.2", "1. Chi dao dieu hanh/1.1.2/KH tuyen truyen CCHC.pdf"),
        ("3.1", "3. Cai cach TTHC/3.1/KH kiem soat TTHC.pdf"),
        ("3.8", "3. Cai cach TTHC/3.8/QD quy trinh noi bo.pdf"),
        ("4.1", "4. To chuc bo may/4.1/QD 02.pdf"),
    ],
)
def test_late_is_what_the_deadline_of_the_set_says(code: str, file: str) -> None:
    assert _late(BY_FILE[file], code) == ("late" in BY_CODE[code].findings)
