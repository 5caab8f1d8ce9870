"""Codes of criteria in paths."""

from __future__ import annotations

import pytest

from matchers.hints import FIELD, FILE, FOLDER, codes_in, hints_of, strength

CODES = {"1", "1.1", "1.1.1", "1.2", "1.3", "1.3.1", "2", "2.1", "15.7", "10.2"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("1.1.1", {"1.1.1"}),
        ("TC 1.2", {"1.2"}),
        ("TCTP 1.3.1 - Kiểm tra", {"1.3.1"}),
        ("1.3.1 Kiem tra", {"1.3.1"}),
        ("Tiêu chí 1.1.1. Kế hoạch", {"1.1.1"}),
        ("1_3_1", {"1.3.1"}),
        ("01.02 Bao cao", {"1.2"}),
        ("Lĩnh vực 2", {"2"}),
        ("1. Chỉ đạo điều hành", {"1"}),
        ("1.1 va 1.2", {"1.1", "1.2"}),
        ("10.2", {"10.2"}),
        # A date is no code, even if its first half is one.
        ("bao cao 15.7.2025", set()),
        ("15-7-2025", set()),
        ("1.2.2025", set()),
        # A code that the set does not have.
        ("9.9.9", set()),
        ("2025", set()),
        ("KH 12", set()),
    ],
)
def test_codes_in_names(name: str, found: set[str]) -> None:
    assert codes_in(name, CODES) == found


@pytest.mark.parametrize(
    ("path", "hints"),
    [
        ("1.1.1/KH 188.pdf", {"1.1.1": FOLDER}),
        ("1/1.3/1.3.1/a.pdf", {"1.3.1": FOLDER}),
        ("1.2/Quý I/a.pdf", {"1.2": FOLDER}),
        ("1.1.1 Ke hoach.pdf", {"1.1.1": FILE}),
        ("1.2/TC 1.1.1 KH.pdf", {"1.2": FOLDER, "1.1.1": FILE}),
        # The first file of a folder, not field 1.
        ("Ke hoach/1. KH.pdf", {}),
        ("khac/a.pdf", {}),
    ],
)
def test_hints_of_paths(path: str, hints: dict[str, float]) -> None:
    assert dict(hints_of(path, CODES)) == hints


def test_a_folder_of_a_field_speaks_weakly_for_what_is_below_it() -> None:
    assert strength({"1": FOLDER}, "1.1.1") == FIELD * FOLDER
    assert strength({"1.1": FOLDER}, "1.11") == 0.0
    assert strength({"1.1": FOLDER}, "1.1") == FOLDER
