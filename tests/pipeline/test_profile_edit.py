"""Departments are written into a profile and nothing else of it changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.assignments import Assignment, merged, place_of
from pipeline.errors import ProfileError
from pipeline.profile import Department, profile_of
from pipeline.profile_edit import departments_block, updated

PATH = Path("kiemchung.yaml")
GIVEN = [
    Assignment("Phòng Nội vụ", ("1.1", "1.10"), date(2024, 2, 23), "trước ngày 23/02/2024"),
    Assignment("Phòng Kinh tế, Hạ tầng và Đô thị", ("1.5",), None, ""),
]
NEW = (
    '  - {name: Phòng Nội vụ, criteria: ["1.1", "1.10"], deadline: 2024-02-23}  # trước ngày 23/02/2024\n'
    '  - {name: "Phòng Kinh tế, Hạ tầng và Đô thị", criteria: ["1.5"]}\n'
)
WORKS = '{name: "Phòng Kinh tế, Hạ tầng và Đô thị", criteria: ["1.5"]}'

TEXTS = [
    ("", "departments:\n" + NEW, "empty file"),
    ("unit: A", "unit: A\n\ndepartments:\n" + NEW, "no section, no last line end"),
    ("departments:\nunit: A\n", "departments:\n" + NEW + "unit: A\n", "section without a value"),
    (
        "departments: []   # chưa có\n\n# năm\nyear: 2024\n",
        "departments:   # chưa có\n" + NEW + "\n# năm\nyear: 2024\n",
        "empty list with a comment",
    ),
    (
        "departments:   # ai\n  - {name: Phòng Nội vụ, criteria: [\"1.1\"]}  # ghi chú\n  # cuối\n\n# sau\nunit: 'A'\n",
        'departments:   # ai\n  - {name: Phòng Nội vụ, criteria: ["1.1", "1.10"], deadline: 2024-02-23}  # ghi chú\n'
        f"  - {WORKS}\n  # cuối\n\n# sau\nunit: 'A'\n",
        "one line each",
    ),
    (
        'departments:\n- name: P. NV\n  aliases: [Phòng Nội vụ]  # tên khác\n  criteria:\n  - "1.1"\n  # giữa\n'
        "  deadline: 2024-01-01  # cũ\n- name: Khác\n\nunit: A\n",
        'departments:\n- name: P. NV\n  aliases: [Phòng Nội vụ]  # tên khác\n  criteria:\n  - "1.1"\n  - "1.10"\n'
        f"  # giữa\n  deadline: 2024-02-23  # cũ\n- name: Khác\n- {WORKS}\n\nunit: A\n",
        "written out, found by its alias",
    ),
    (
        "departments: [{name: phòng Nội vụ huyện}, {name: X, criteria: []}]\n",
        'departments: [{name: phòng Nội vụ huyện, criteria: ["1.1", "1.10"], deadline: 2024-02-23}, '
        f"{{name: X, criteria: []}}, {WORKS}]\n",
        "all on one line",
    ),
    (
        "departments:\r\n  - name: Phòng Nội vụ\r\n    criteria: []\r\nunit: A\r\n",
        'departments:\r\n  - name: Phòng Nội vụ\r\n    criteria: ["1.1", "1.10"]\r\n    deadline: 2024-02-23\r\n'
        f"  - {WORKS}\r\nunit: A\r\n",
        "line ends of Windows",
    ),
    (
        "departments:\n  - name: Phòng Nội vụ\n    criteria:\n    deadline: 5/1/2024\n",
        f'departments:\n  - name: Phòng Nội vụ\n    criteria: ["1.1", "1.10"]\n    deadline: 2024-02-23\n  - {WORKS}\n',
        "a key without a value",
    ),
]


@pytest.mark.parametrize(("before", "after", "why"), TEXTS, ids=[row[2] for row in TEXTS])
def test_only_departments_change(before: str, after: str, why: str) -> None:
    assert updated(before, PATH, GIVEN) == after, why
    assert updated(after, PATH, GIVEN) == after, "a second time changes nothing"


def test_codes_are_never_taken_away() -> None:
    known = [Department(name="Phòng Nội vụ", criteria=["9.9", "1.1"])]
    (department, _) = merged(known, GIVEN)
    assert department.criteria == ["9.9", "1.1", "1.10"]


def test_a_profile_that_cannot_be_edited_safely_is_left_alone_with_the_lines_to_copy() -> None:
    shared = 'departments:\n  - {name: Phòng Nội vụ, criteria: &c ["1.1"]}\n  - {name: B, criteria: *c}\n'
    with pytest.raises(ProfileError) as error:
        updated(shared, PATH, GIVEN)
    assert departments_block(GIVEN)[1] in error.value.advice


def test_a_broken_profile_is_told_with_its_line() -> None:
    with pytest.raises(ProfileError, match=r"kiemchung\.yaml:2"):
        updated("unit: A\nunut: B\n", PATH, GIVEN)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Phòng Văn hóa và Thông tin", 0),
        ("phòng Văn hoá - Thông tin huyện", 0),
        ("VP", 1),
        ("Văn phòng HĐND&UBND", 1),
        ("Phòng Văn hóa", None),
    ],
)
def test_a_department_is_found_however_it_is_spelt(name: str, place: int | None) -> None:
    text = "departments:\n  - name: Phòng Văn hóa và Thông tin\n  - {name: Văn phòng HĐND và UBND, aliases: [VP]}\n"
    assert place_of(profile_of(text, PATH).profile.departments, name) == place
