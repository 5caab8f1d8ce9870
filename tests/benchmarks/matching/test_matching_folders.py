"""The invented evidence folders: one per seed, truth decided by law and wording, and what verdicts reach on them."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from benchmarks.matching.folder_faults import MIDDLE, YEAR_END, make_folder
from benchmarks.matching.folder_papers import Paper
from benchmarks.matching.folder_truth import Truth, about, truth_of
from benchmarks.matching.folders import HELD_OUT, main, report, tally
from criteria.model import Requirement, Status, Window

UNIT = "UBND xã Di Linh"
PLAN = Requirement(
    "1.1.1", "ke-hoach", "Kế hoạch CCHC năm 2025", ("Kế hoạch",), (UNIT,), ("cải cách hành chính năm 2025",),
    ("kiểm tra",), Window(date(2025, 7, 1), date(2025, 8, 31)),
)  # fmt: skip
RIGHT = Paper(
    1, "Kế hoạch", UNIT, "cải cách hành chính năm 2025", "CCHC năm 2025", date(2025, 7, 20), "1.1.1", "12/KH-UBND"
)


def changed(**what: object) -> Paper:
    return Paper(**{**{name: getattr(RIGHT, name) for name in RIGHT.__slots__}, **what})


TRUTHS = [
    ([RIGHT], YEAR_END, Truth.MET, "the plan"),
    ([changed(issued=date(2025, 8, 31))], YEAR_END, Truth.MET, "on the deadline"),
    ([changed(issued=date(2025, 9, 1))], YEAR_END, Truth.GAP, "the day after"),
    ([changed(issued=date(2025, 6, 30))], YEAR_END, Truth.GAP, "the day before the window"),
    ([changed(phrase="cải cách hành chính năm 2024")], YEAR_END, Truth.GAP, "last year's"),
    ([changed(issuer="UBND tỉnh Lâm Đồng")], YEAR_END, Truth.GAP, "the province's"),
    ([changed(type="Tờ trình")], YEAR_END, Truth.GAP, "the request"),
    ([changed(type="Quyết định", subject="Ban hành Kế hoạch CCHC")], YEAR_END, Truth.MET, "a decision on it"),
    ([changed(draft=True, issued=None)], YEAR_END, Truth.GAP, "a draft"),
    ([changed(signed=False)], YEAR_END, Truth.GAP, "not signed"),
    ([changed(certified=False)], YEAR_END, Truth.GAP, "a copy that nobody certified"),
    ([changed(readable=False)], YEAR_END, Truth.GAP, "cannot be opened"),
    ([changed(present=False)], YEAR_END, Truth.GAP, "not handed in"),
    ([changed(phrase="kiểm tra cải cách hành chính năm 2025")], YEAR_END, Truth.GAP, "ruled out by the set"),
    ([], date(2025, 8, 1), Truth.NOT_DUE, "still time"),
    ([changed(phrase="cải cách hành chính năm 2024")], date(2025, 8, 1), Truth.NOT_DUE, "last year's, still time"),
    ([changed(draft=True, issued=None)], date(2025, 8, 1), Truth.GAP, "a draft handed in before the deadline"),
]


@pytest.mark.parametrize(("papers", "as_of", "truth", "why"), TRUTHS, ids=[t[3] for t in TRUTHS])
def test_truth(papers: list[Paper], as_of: date, truth: Truth, why: str) -> None:
    assert truth_of(PLAN, papers, as_of=as_of, penalty=False) is truth, why


def test_a_seed_gives_one_folder_with_all_kinds_of_truth() -> None:
    one, again, other = make_folder(2), make_folder(2), make_folder(6)
    assert one.documents == again.documents
    assert one.documents != other.documents
    assert one.as_of == MIDDLE
    told = Counter(one.truth.values()) + Counter(make_folder(0).truth.values())
    assert all(told[truth] for truth in (Truth.MET, Truth.GAP, Truth.NOT_DUE))
    assert len({d.key for d in one.documents}) == len(one.documents)


def test_every_sound_paper_is_about_what_it_was_made_for() -> None:
    folder = make_folder(1)
    met = [r for r in folder.requirements if folder.truth.get(r.key) is Truth.MET]
    assert len(met) > 30
    assert all(any(about(p, r) == "yes" for p in folder.papers) for r in met)


def test_verdicts_find_the_gaps_and_invent_none() -> None:
    counted = tally([300, 301])
    gaps = counted.count((Truth.GAP,), tuple(Status))
    assert gaps > 30
    assert counted.count((Truth.GAP,), (Status.SATISFIED, Status.NOT_DUE)) <= 0.02 * gaps
    assert counted.count((Truth.GAP,), (Status.MISSING, Status.INVALID)) >= 0.9 * gaps
    assert counted.count((Truth.MET,), (Status.MISSING, Status.INVALID)) <= 0.05 * gaps
    table = report(counted)
    assert "| thiếu, không hợp lệ được nói ra |" in table
    assert all(row.count("|") == 7 for row in table.splitlines() if row.startswith(("| không gài", "| thiếu |")))


def test_folders_kept_apart_are_only_counted() -> None:
    with pytest.raises(SystemExit):
        main(["--seeds", str(HELD_OUT[0]), "--show"])
