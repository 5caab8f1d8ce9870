"""Generated folders with near misses over topics that share most of their words: what matching and verdict reach.

Requirements are plans, annual reports and series of reports; `benchmarks.matching.near` makes the right papers and what
an office also has, and misreads their subjects.  benchmarks/README.md has the figures for the built-in sets.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from benchmarks.matching.near import PROVINCE, Folder, generate
from criteria.model import Requirement, Status, Subject, Window
from criteria.verdicts import judge_requirement
from extractors.document import State
from matchers import Matching, match
from matchers.scoring import SURE_KIND

YEAR = 2025
UNIT = "UBND tỉnh Lâm Đồng"
SUBJECT = Subject(unit=UNIT, year=YEAR, parent="Chính phủ", province="Lâm Đồng")

# (topic, words ruled out)
TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cải cách hành chính", ("kiểm tra", "tuyên truyền")),
    ("kiểm tra công tác cải cách hành chính", ()),
    ("tuyên truyền cải cách hành chính", ()),
    ("chuyển đổi số", ()),
    ("kiểm soát thủ tục hành chính", ("rà soát",)),
    ("rà soát, đánh giá thủ tục hành chính", ()),
    ("theo dõi tình hình thi hành pháp luật", ()),
    ("rà soát văn bản quy phạm pháp luật", ()),
    ("phòng, chống tham nhũng", ()),
    ("tiếp công dân, giải quyết khiếu nại, tố cáo", ()),
    ("đào tạo, bồi dưỡng cán bộ, công chức, viên chức", ()),
    ("tinh giản biên chế", ()),
    ("cải cách chế độ công vụ, công chức", ()),
    ("khắc phục hạn chế Chỉ số cải cách hành chính", ()),
    ("đo lường sự hài lòng của người dân", ()),
    ("áp dụng Hệ thống quản lý chất lượng TCVN ISO 9001:2015", ()),
    ("cung cấp dịch vụ công trực tuyến", ()),
    ("phổ biến, giáo dục pháp luật", ()),
    ("sử dụng dịch vụ bưu chính công ích", ()),
    ("phân cấp, phân quyền quản lý nhà nước", ()),
)
SERIES = (0, 4, 8)
PERIODS = (("quý I", 3), ("6 tháng", 6), ("quý III", 9), ("năm", 12))


def requirements() -> list[Requirement]:
    """A plan for each topic; for every second one an annual report, for some a series."""
    made: list[Requirement] = []
    for number, (topic, banned) in enumerate(TOPICS):
        code = f"{1 + number // 6}.{1 + number % 6}"
        window = Window(date(YEAR - 1, 10, 1), date(YEAR, 3, 31))
        made.append(requirement(code, "ke-hoach", "Kế hoạch", f"{topic} năm {YEAR}", banned, window))
        if number in SERIES:
            for period, month in PERIODS:
                due, said = Window(None, date(YEAR, month, 20)), f"{topic} {period} năm {YEAR}"
                said = said.replace("năm năm", "năm")
                made.append(requirement(code, "bao-cao", "Báo cáo", said, banned, due, period))
        elif number % 2:
            window = Window(date(YEAR, 10, 1), date(YEAR + 1, 1, 15))
            made.append(requirement(code, "bao-cao", "Báo cáo", f"kết quả {topic} năm {YEAR}", banned, window))
    return made


def requirement(
    code: str, name: str, kind: str, said: str, banned: tuple[str, ...], window: Window, period: str | None = None
) -> Requirement:
    return Requirement(
        code, name, f"{kind} {said}", (kind,), (UNIT,), (said,), banned, window, period=period, year=YEAR
    )


SEEDS = range(5)
AFTER = date(YEAR + 1, 6, 1)


@cache
def matched(seed: int, noise: float) -> tuple[Folder, Matching]:
    folder = generate(requirements(), SUBJECT, PROVINCE, seed, noise)
    codes = {r.criterion for r in folder.requirements}
    return folder, match(folder.requirements, folder.documents, SUBJECT, codes=codes)


def first_right(noise: float) -> float:
    """Share of requirements with a right paper whose first offer is one."""
    right = total = 0
    for seed in SEEDS:
        folder, matching = matched(seed, noise)
        for key, files in folder.right.items():
            offers = matching.offers[key]
            total += 1
            right += bool(offers) and offers[0].document.file in files
    return right / total


def test_the_benchmark_is_large_enough() -> None:
    folder, _ = matched(0, 0.0)
    assert len(folder.requirements) >= 40
    assert len(folder.documents) >= 150
    assert len(folder.right) < len(folder.requirements)


@pytest.mark.parametrize(("noise", "least"), [(0.0, 0.98), (0.05, 0.95), (0.12, 0.85)])
def test_first_offer_is_a_right_paper(noise: float, least: float) -> None:
    assert first_right(noise) >= least


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_subjects_never_make_a_wrong_kind_look_sure(seed: int) -> None:
    folder, matching = matched(seed, 0.0)
    by_key = {requirement.key: requirement for requirement in folder.requirements}
    wrong = [
        (key, offer.score, offer.document.text_of("trich_yeu"))
        for key, offers in matching.offers.items()
        for offer in offers
        if offer.score >= SURE_KIND and folder.wrong(by_key[key], offer.document.file)
    ]
    assert wrong == []


@pytest.mark.parametrize(("noise", "most"), [(0.0, 0.0), (0.05, 0.0), (0.12, 0.01)])
def test_no_verdict_is_satisfied_by_a_wrong_paper(noise: float, most: float) -> None:
    silent, satisfied = [], 0
    for seed in SEEDS:
        folder, matching = matched(seed, noise)
        for requirement in folder.requirements:
            verdict = judge_requirement(requirement, matching.offers[requirement.key], as_of=AFTER)
            if verdict.status is Status.SATISFIED:
                satisfied += 1
                counted = verdict.offers[0]
                if folder.wrong(requirement, counted.document.file):
                    silent.append((requirement.key, counted.document.text_of("trich_yeu"), counted.reasons))
    assert len(silent) <= most * satisfied, silent


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_subjects_satisfy_what_is_there_and_find_every_gap(seed: int) -> None:
    folder, matching = matched(seed, 0.0)
    for requirement in folder.requirements:
        verdict = judge_requirement(requirement, matching.offers[requirement.key], as_of=AFTER)
        if requirement.key in folder.right:
            assert verdict.status is Status.SATISFIED, requirement.key
        else:
            assert verdict.status in {Status.MISSING, Status.INVALID}, requirement.key


def test_drafts_are_never_right() -> None:
    folder, _ = matched(0, 0.0)
    drafts = {file for file, paper in folder.papers.items() if paper.state is State.DRAFT}
    assert drafts
    assert not drafts & {file for files in folder.right.values() for file in files}


def test_every_document_is_accounted_for() -> None:
    folder, matching = matched(0, 0.0)
    offered = {offer.document.file for offers in matching.offers.values() for offer in offers}
    unmatched = {row.document.file for row in matching.unmatched}
    assert offered | unmatched == {document.file for document in folder.documents}
    assert not offered & unmatched
