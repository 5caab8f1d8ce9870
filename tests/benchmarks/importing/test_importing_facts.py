"""Checked facts of the official papers: the built-in sets agree with them, and sums are those that the papers print."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from criteria.builtin import find_set
from criteria.loading import load_set

DATA = Path(__file__).parents[3] / "benchmarks" / "importing" / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("facts", "set_id", "total"),
    [("1187-bang-2.csv", "tinh-2025", 100), ("2775-phu-luc-ii.csv", "xa-lam-dong-2025", 75)],
)
def test_built_in_sets_have_the_printed_codes_names_and_points(facts: str, set_id: str, total: float) -> None:
    printed = [(row["code"], row["name"].casefold(), float(row["points"])) for row in rows(facts)]
    ours = load_set(find_set(set_id))[0]
    assert [(c.code, c.name.casefold(), c.max_points) for c in ours.walk()] == printed
    assert sum(points for code, _, points in printed if "." not in code) == total


def test_the_guidance_names_criteria_of_the_table() -> None:
    codes = {row["code"] for row in rows("1187-bang-2.csv")}
    guided = [row["code"] for row in rows("12094-phu-luc-2.csv")]
    assert len(set(guided)) == len(guided) == 75
    assert set(guided) <= codes


def test_a_hundred_drafted_lines_are_judged() -> None:
    judged = rows("drafts.csv")
    assert len(judged) == 100
    assert {row["verdict"] for row in judged} == {"dùng được", "sửa"}
    assert all(row["reason"] for row in judged)
    assert sum(row["verdict"] == "dùng được" for row in judged) >= 85
