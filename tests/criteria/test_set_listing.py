"""What `criteria list`, `show` and `validate` print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from criteria.codes import is_within, nearest_above, sort_key
from criteria.errors import CriteriaError
from criteria.listing import (
    list_sets,
    problem_to_json,
    set_to_json,
    show_rows,
    show_text,
    unknown_codes,
    usable_in,
    validation_text,
)
from criteria.loading import load_set
from criteria.model import CriteriaSet, Subject
from criteria.wording import written_list, written_points


def test_list_shows_figures_and_does_not_stop_at_a_broken_set(good_file: Path, broken_file: Path) -> None:
    good, broken = list_sets({"xa-thu": good_file, "hong": broken_file})
    assert (good.id, good.fields, good.leaves, good.max_points, good.survey_points) == ("xa-thu", 2, 9, 20, 4)
    assert (good.years, good.problem) == ((2024, 2025), "")
    assert broken.id == "hong"
    assert broken.problem.startswith(f"{broken_file}:1:5: lỗi: ")


def test_show_is_a_tree_with_concrete_windows(small_set: CriteriaSet, commune: Subject) -> None:
    lines = show_text(small_set, commune).splitlines()
    assert lines[0] == "xa-thu: Bộ tiêu chí thử cho cấp xã"
    assert "2 lĩnh vực, 9 mục chấm điểm, 20 điểm (điều tra xã hội học 4)" in lines[1]
    assert "  1.1 Kế hoạch và báo cáo năm 2025 (6 điểm; Văn phòng HĐND và UBND)" in lines
    plan = "Kế hoạch CCHC năm 2025; Kế hoạch; của UBND xã Di Linh; ban hành từ 1/7/2025 đến 31/8/2025"
    assert f"      - {plan}" in lines
    assert "    cần một trong các tài liệu:" in lines
    assert "  2.4 Bị nhắc nhở (-1 điểm; trừ điểm)" in lines
    assert any(line.endswith("không bắt buộc") for line in lines)


def test_rows_have_depth_and_requirements(small_set: CriteriaSet) -> None:
    rows = {row.code: row for row in show_rows(small_set)}
    assert [rows[c].depth for c in ("1", "1.1", "1.1.1")] == [0, 1, 2]
    assert [len(rows[c].requirements) for c in ("1", "1.1.2", "2.2")] == [0, 3, 0], "first year of the set: 2024"


def test_json_of_a_set(small_set: CriteriaSet, commune: Subject) -> None:
    shape = set_to_json(small_set, commune)
    assert json.loads(json.dumps(shape)) == shape
    assert [c["code"] for c in shape["criteria"]] == [c.code for c in small_set.walk()]
    assert shape["criteria"][2]["requirements"][0]["issued"] == {"from": "2025-07-01", "to": "2025-08-31"}


def test_validation_text(good_file: Path, broken_file: Path) -> None:
    assert validation_text("a.yaml", load_set(good_file)[1]) == "a.yaml: hợp lệ"
    with pytest.raises(CriteriaError) as caught:
        load_set(broken_file)
    text = validation_text("b.yaml", caught.value.problems)
    assert text.splitlines()[-1] == "b.yaml: chưa dùng được, 27 lỗi, 4 cảnh báo"
    assert problem_to_json(caught.value.problems[0])["line"] == 1


def test_year_that_the_set_is_not_for(small_set: CriteriaSet) -> None:
    assert usable_in(small_set, Subject("A", 2025)) is None
    reason = usable_in(small_set, Subject("A", 2023))
    assert reason == "bộ tiêu chí xa-thu dùng cho năm 2024, 2025, không phải năm 2023"


def test_codes_of_a_profile_that_name_nothing(small_set: CriteriaSet) -> None:
    assert unknown_codes(small_set, ["1", "1.1", "2.10", "1.3", "9", ""]) == ("1.3", "9", "")


def test_codes_as_paths() -> None:
    assert is_within("1.2.3", "1.2") and is_within("1.2", "1.2")
    assert not is_within("10.2", "1") and not is_within("1", "1.2")
    assert nearest_above({"1": "a", "1.2": "b"}, "1.2.9") == "b"
    assert nearest_above({"1": "a"}, "2") is None
    assert sorted(["1.10", "1.2", "A", "10", "2"], key=sort_key) == ["1.2", "1.10", "2", "10", "A"]


@pytest.mark.parametrize(("points", "text"), [(14.5, "14,5"), (2.0, "2"), (0.25, "0,25"), (-1.0, "-1"), (0.0, "0")])
def test_points_are_written_with_a_comma(points: float, text: str) -> None:
    assert written_points(points) == text


def test_lists_are_written_as_sentences() -> None:
    assert [written_list(t) for t in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a hoặc b", "a, b hoặc c"]
