"""The invented folders are the same for a seed, and what they measure keeps its promise."""

from __future__ import annotations

import pytest

from benchmarks.reading.folders import HARSH, USUAL, main, make_folder, measure, without
from matchers.witnesses import DATE, NUMBER


def test_a_seed_gives_one_folder() -> None:
    assert make_folder(3, 30) == make_folder(3, 30)
    assert make_folder(3, 30) != make_folder(4, 30)
    assert make_folder(3, 30, USUAL) != make_folder(3, 30, HARSH)


def test_witnesses_help_and_hardly_ever_mislead() -> None:
    folders = [make_folder(seed, 200) for seed in range(400, 405)]
    before, after = measure(folders, before=True), measure(folders)
    for name in (NUMBER, DATE):
        assert before[name].sure == 0
        assert after[name].slots == before[name].slots > 100
        assert after[name].right >= before[name].right
        assert after[name].sure > 0.1 * after[name].slots
        assert after[name].wrong <= 0.005 * after[name].sure


def test_witnesses_can_be_taken_away() -> None:
    cases = [without(case, names=True, cites=True) for case in make_folder(3, 30)]
    assert all(not case.document.cites for case in cases)
    assert len({case.document.file for case in cases}) == len(cases)


def test_the_table_has_a_row_for_each_stage_and_field(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--seeds", "5-5", "--size", "40"])
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 2 + 2 * 5
    assert all(row.count("|") == 7 for row in rows)
