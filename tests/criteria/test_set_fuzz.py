"""No text, however mangled, leaves the loader other than as a set or as a list of problems with places."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.errors import CriteriaError
from criteria.loading import load_set_text
from criteria.model import CriteriaSet

GOOD = (Path(__file__).parent / "data" / "xa-thu.yaml").read_text(encoding="utf-8").splitlines()
DEBRIS = [
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "&a ",
    "*a",
    "!!int ",
    "|",
    ">",
    '"',
    "'",
    "\t",
    "null",
    "2025",
    "~",
    "#",
    "1,5",
]
DEBRIS += [
    "<<: *a",
    "? ",
    "%",
    "@",
    "true",
    "{year}",
    "2025-02-31",
    ".inf",
    "0x1F",
    "1e400",
    "!!binary ",
    "---\n",
    "\x85",
]


def loads_or_says_where(text: str) -> None:
    try:
        criteria_set, warnings = load_set_text(text, "x.yaml")
    except CriteriaError as error:
        assert error.errors
        problems = error.problems
    else:
        assert isinstance(criteria_set, CriteriaSet)
        problems = warnings
    for problem in problems:
        assert problem.message and problem.remedy
        assert 0 <= problem.line <= text.count("\n") + 2 and problem.column >= 0


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_mangled_file(data: st.DataObject) -> None:
    lines = list(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        i = data.draw(st.integers(0, len(lines) - 1))
        cut = data.draw(st.integers(0, len(lines[i])))
        debris = data.draw(st.sampled_from(DEBRIS))
        keep_rest = data.draw(st.booleans())
        lines[i] = lines[i][:cut] + debris + (lines[i][cut:] if keep_rest else "")
    loads_or_says_where("\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from([*DEBRIS, "id", "criteria", "\n", " ", "a"])).map("".join))
def test_any_text(text: str) -> None:
    loads_or_says_where(text)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text("aă1,.{}-", max_size=8)
KEYS = [
    "id",
    "title",
    "level",
    "years",
    "criteria",
    "code",
    "name",
    "max_points",
    "evidence",
    "each",
    "issued",
    "types",
]
KEYS += ["from", "to", "period", "exceptions", "description", "departments", "method", "lạ"]
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), TREES, min_size=1, max_size=8))
def test_known_keys_with_values_of_any_shape(tree: dict[str, object]) -> None:
    loads_or_says_where(json.dumps(tree))
