"""The sets that come with the program, and how they are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from criteria.builtin import builtin_sets, find_set
from criteria.errors import CriteriaError
from criteria.listing import usable_in
from criteria.loading import load_set
from criteria.model import Subject

SETS = builtin_sets()


def test_there_are_sets() -> None:
    assert SETS


@pytest.mark.parametrize("name", SETS)
def test_builtin_set_is_without_any_problem(name: str) -> None:
    criteria_set, problems = load_set(SETS[name])
    assert problems == (), "a set that we ship has not even warnings"
    assert criteria_set.id == name, "the id is the name of the file"
    assert criteria_set.basis, "every set names its legal basis"
    for year in criteria_set.years:
        assert usable_in(criteria_set, Subject("UBND A", year, "UBND B", "C")) is None


@pytest.mark.parametrize("name", SETS)
def test_builtin_set_is_found_by_id(name: str) -> None:
    assert find_set(name) == SETS[name]


def test_path_of_a_users_own_set(good_file: Path) -> None:
    assert find_set(str(good_file)) == good_file
    assert find_set(good_file) == good_file


def test_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(CriteriaError) as caught:
        find_set("tinh-2052")
    assert all(name in str(caught.value) for name in SETS)
    assert caught.value.problems[0].file == "tinh-2052"
