"""Words for every machine key: a key without words would reach people as English."""

import ast
from pathlib import Path

import pytest

from criteria.model import Method, Status
from extractors.document import FIELDS, Fact, Finding, Severity, Source, State, TextSource
from matchers.statements import CITATION, FILENAME, ORDER, TWIN
from pipeline.reports import wording
from pipeline.reports.evidence import source_text

ROOT = Path(__file__).parents[3]
CONTRACT_CODES = [
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
    "signature_unchecked",
    "signer_not_issuer",
    "signed_long_after_date",
    "signed_before_date",
    "signing_time_differs",
    "certificate_expired",
    "copy_not_certified",
    "duplicate",
    "conflict",
    "low_confidence",
    "unreadable",
    "encrypted",
    "too_large",
    "wrong_format",
    "active_content",
    "continuation",
    "misfiled",
    "not_cited",
    "cited_not_found",
    "cited_differs",
    "claimed_without_evidence",
    "sum_mismatch",
    "penalty_document",
]


def codes_in_source() -> set[str]:
    """First arguments of `Finding("…", …)` in the packages, read from the syntax tree."""
    found = set()
    for package in ("extractors", "criteria", "matchers", "pipeline"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
    return found


def test_every_code_of_the_contract_has_words() -> None:
    assert set(wording.FINDINGS) == set(CONTRACT_CODES)


def test_every_code_that_the_program_gives_has_words() -> None:
    assert codes_in_source() <= set(wording.FINDINGS)


@pytest.mark.parametrize("code", CONTRACT_CODES)
def test_words_of_a_code_are_sentences(code: str) -> None:
    words = wording.FINDINGS[code]
    assert words.title and not words.title.endswith(".")
    assert words.meaning.endswith(".") and words.remedy.endswith(".") and words.rule
    assert wording.what_to_do(Finding(code, Severity.ERROR, "x")) == words.remedy


def test_a_choice_has_its_own_words_as_the_matchers_open_it() -> None:
    opening = "Hai tài liệu ngang nhau"
    assert opening in (ROOT / "matchers" / "ties.py").read_text(encoding="utf-8")
    choice = Finding("low_confidence", Severity.WARNING, f"{opening}: A và B; cần chọn một")
    assert wording.title_of(choice) == "Cần chọn một"
    assert "chọn một" in wording.what_to_do(choice)
    assert wording.rule_behind(choice) == ""


def test_no_second_rule_beside_a_message_that_quotes_one() -> None:
    draft = Finding("draft", Severity.ERROR, "Văn bản là dự thảo (Điều 8 Nghị định 30/2020/NĐ-CP)")
    assert wording.rule_behind(draft) == ""
    assert wording.rule_behind(Finding("draft", Severity.ERROR, "Dự thảo")) == wording.FINDINGS["draft"].rule


def test_a_code_of_a_later_version_gets_neutral_words() -> None:
    assert wording.what_to_do(Finding("brand_new", Severity.ERROR, "x")).endswith(".")


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (wording.STATUSES, Status),
        (wording.SEVERITIES, Severity),
        (wording.SOURCES, Source),
        (wording.STATES, State),
        (wording.TEXT_SOURCES, TextSource),
        (wording.METHODS, Method),
        (wording.FIELD_LABELS, FIELDS),
        (wording.DUPLICATES, ("same_file", "same_document", "conflict")),
        (wording.SIGNATURE_ROLES, ("person", "body", "clerk", "portal", "unknown")),
    ],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_every_key_has_a_label(table: dict[str, object], keys: object) -> None:
    assert set(table) == set(keys)  # type: ignore[call-overload]
    assert all(table.values())


def test_statuses_differ_without_colour() -> None:
    words = wording.STATUSES.values()
    assert len({w.sign for w in words}) == len({w.label for w in words}) == len(Status)
    assert wording.status_label(Status.MISSING) == "Thiếu"


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("status", Status)
def test_status_colours_can_be_read(status: Status) -> None:
    words = wording.STATUSES[status]
    light, dark = sorted((luminance(words.ink), luminance(words.paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5, "WCAG 2.2 AA for text"


def test_what_confirms_a_value_stands_beside_its_source() -> None:
    fact = Fact("12/KH-UBND", 0.95, Source.HANDWRITING, confirmed_by=(CITATION, FILENAME), disputed_by=(ORDER,))
    assert source_text(fact) == (
        "nhận dạng chữ viết tay, đúng với văn bản khác viện dẫn, tên tệp, trái với thứ tự số trong năm"
    )
    assert source_text(Fact("12/KH-UBND", 0.95, Source.TEXT)) == "chữ trong tệp"
    assert wording.WITNESSES.keys() == {CITATION, FILENAME, ORDER, TWIN}
