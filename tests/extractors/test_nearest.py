"""The one name that a misread text must mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.nearest import nearest

NAMES = ("so tai chinh", "bo tai chinh", "so noi vu")


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("so noi vu", "so noi vu", "exact"),
        ("so nci vu", "so noi vu", "one letter off, nothing else near"),
        ("ao tai chinh", None, "as near to the one as to the other"),
        ("phong kinh te", None, "near to none"),
        ("", None, "nothing"),
    ],
)
def test_a_name_is_mended_only_when_no_other_is_as_near(text: str, found: str | None, why: str) -> None:
    assert nearest(text, NAMES, likeness=85, lead=8) == found, why


def test_nothing_is_near_in_an_empty_list() -> None:
    assert nearest("so noi vu", (), likeness=0, lead=0) is None


@given(st.text(max_size=15), st.lists(st.text(max_size=15), max_size=6), st.floats(0, 100), st.floats(0, 30))
def test_the_answer_is_one_of_the_names(text: str, names: list[str], likeness: float, lead: float) -> None:
    assert nearest(text, names, likeness=likeness, lead=lead) in (None, *names)
