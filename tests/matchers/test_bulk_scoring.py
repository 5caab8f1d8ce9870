"""Rows over a whole folder give what every pair by itself gives, and a second run what a first one gives."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.matching.large import SUBJECT, criteria_of, large_folder
from criteria.model import Requirement, Window
from criteria.requirements import requirements_of
from extractors.document import Document, Fact, Source, State
from matchers import match
from matchers.bulk import score_all
from matchers.features import Asked, Shown
from matchers.given import Given
from matchers.hints import FILE, FOLDER, Hint, strength
from matchers.memory import Memory
from matchers.scoring import OFFER, WORTH_NAMING, score_pair, score_unreadable
from matchers.similarity import FolderIndex, SubjectIndex, TopicParts

SEEDS = st.integers(0, 10_000)


@cache
def all_requirements() -> tuple[Requirement, ...]:
    return requirements_of(criteria_of(300), SUBJECT)


def some(seed: int, documents: int = 60, requirements: int = 25) -> tuple[list[Requirement], list[Document]]:
    asked = random.Random(seed).sample(all_requirements(), requirements)
    named = [replace(asked[0], period="đợt 1"), replace(asked[1], period="Sở Nội vụ")]  # series of their own making
    return [*named, *asked[2:]], large_folder(documents, asked, seed)


def codes_of(requirements: Sequence[Requirement]) -> set[str]:
    return {requirement.criterion for requirement in requirements}


def told_of(requirements: Sequence[Requirement], documents: Sequence[Document], seed: int) -> Given:
    """Hints from elsewhere than the path for some documents; none for every other seed."""
    rng, codes = random.Random(seed), sorted(codes_of(requirements))
    some = documents[: seed % 2 * len(documents) // 2]
    return {d.key: {rng.choice(codes): Hint(rng.choice((FILE, FOLDER)), "vì thế") for _ in range(2)} for d in some}


def plain(asked: Sequence[Asked], shown: Sequence[Shown]) -> list[dict[int, tuple[float, tuple[str, ...]]]]:
    """Every pair by itself: score and reasons of those worth naming."""
    doubtful = [not s.topic_sure for s in shown]
    index = FolderIndex([s.topic for s in shown], doubtful, [t for a in asked for t in a.topics])
    rival = np.max([index.similarity(topic) for a in asked for topic in a.topics], axis=0)
    rows = []
    for a in asked:
        similar = np.stack([index.similarity(topic) for topic in a.topics])
        row = {}
        for n, s in enumerate(shown):
            value, best = float(similar[:, n].max()), int(similar[:, n].argmax())
            if s.readable:
                pair = score_pair(a, s, value, best, float(rival[n]))
            elif strength(s.hints, a.requirement.criterion) >= FILE:
                pair = score_unreadable(a, s, value)
            else:
                continue
            if pair[0] >= WORTH_NAMING or not s.readable:
                row[n] = pair
        rows.append(row)
    return rows


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_rows_score_as_pairs_do(seed: int) -> None:
    requirements, documents = some(seed)
    memory = Memory()
    seen = memory.see(documents, requirements, SUBJECT, codes_of(requirements), told_of(requirements, documents, seed))
    asked = memory.ask(requirements, SUBJECT)
    papers = [n - n % 4 if n < 40 else n for n in range(len(documents))]  # ten papers in four copies each
    scores = score_all(asked, seen, memory, papers)
    pairs = plain(asked, seen.shown)
    for number, row in enumerate(pairs):
        offered = {papers[n] for n, (score, _) in row.items() if score >= OFFER}
        kept = {n: pair for n, pair in row.items() if papers[n] in offered}
        assert {n: scored.score for n, scored in scores.rows[number].items()} == {n: p[0] for n, p in kept.items()}
        for n, (_, reasons) in kept.items():
            assert scores.reasons(number, n) == reasons
    for n in range(len(documents)):
        best: dict[str, tuple[str, float]] = {}
        for a, row in sorted(zip(asked, pairs, strict=True), key=lambda pair: pair[0].requirement.id):
            code, line = a.requirement.criterion, a.requirement.id
            if n in row and np.float32(row[n][0]) > best.get(code, ("", 0.0))[1]:
                best[code] = (line, float(np.float32(row[n][0])))
        found = scores.best_lines(n)
        assert found.keys() == best.keys()
        assert found == best


def changed(documents: list[Document], rng: random.Random) -> list[Document]:
    """The folder after what people do to it: a corrected field, another state, a file more, one less, one moved."""
    place = rng.randrange(len(documents))
    document = documents[place]
    corrections: tuple[tuple[str, str | date], ...] = (
        ("trich_yeu", "Kế hoạch kiểm tra công tác cải cách hành chính năm 2025"),
        ("trich_yeu", rng.choice(documents).text_of("trich_yeu") or "Báo cáo"),
        ("loai_van_ban", "Báo cáo"),
        ("ngay_ban_hanh", date(2025, rng.randint(1, 12), 5)),
        ("co_quan_ban_hanh", SUBJECT.unit),
    )
    field, value = rng.choice(corrections)
    corrected = replace(document, facts={**document.facts, field: Fact(value, 1.0, Source.REVIEW)})
    options = (
        [*documents[:place], corrected, *documents[place + 1 :]],
        [*documents[:place], replace(document, state=State.DRAFT), *documents[place + 1 :]],
        [*documents[:place], replace(document, file=f"1.1/thêm {place}.pdf"), *documents[place:]],
        [*documents[:place], *documents[place + 1 :]],
        [*documents[:place], replace(document, text=""), *documents[place + 1 :]],
    )
    return rng.choice(options)


def rules_changed(requirements: list[Requirement], rng: random.Random) -> list[Requirement]:
    """The requirements after a line of the set was edited: deadline, words, bodies, number, order, a line less."""
    place = rng.randrange(len(requirements))
    line = requirements[place]
    options = (
        replace(line, window=Window(None, date(2025, 5, 5))),
        replace(line, subjects=("phòng cháy, chữa cháy và cứu nạn, cứu hộ",)),
        replace(line, not_subjects=("tuyên truyền",)),
        replace(line, issuers=("Bộ Nội vụ",), types=("Thông báo",)),
        replace(line, count=3),
    )
    edited = [*requirements[:place], rng.choice(options), *requirements[place + 1 :]]
    return rng.choice((edited, edited, [*requirements[:place], *requirements[place + 1 :]]))


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_what_is_remembered_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)
    requirements, documents = some(seed, 40, 15)
    memory = Memory()
    for _ in range(5):
        codes = codes_of(requirements)
        again = match(requirements, documents, SUBJECT, codes=codes, memory=memory)
        assert again == match(requirements, documents, SUBJECT, codes=codes)
        documents = changed(documents, rng)
        if rng.random() < 0.4:
            requirements = rules_changed(requirements, rng)


def test_another_unit_is_met_as_if_for_the_first_time() -> None:
    requirements, documents = some(3)
    codes, memory = codes_of(requirements), Memory()
    other = replace(SUBJECT, unit="UBND xã Di Linh", parent="UBND tỉnh Lâm Đồng")
    for subject in (SUBJECT, other, SUBJECT):
        assert match(requirements, documents, subject, codes=codes, memory=memory) == match(
            requirements, documents, subject, codes=codes
        )


def test_an_empty_folder_and_no_requirements() -> None:
    requirements, documents = some(1, 5, 4)
    nothing = match(requirements, [], SUBJECT, codes=codes_of(requirements))
    assert set(nothing.offers.values()) == {()}
    assert nothing.unmatched == ()
    assert [u.nearest for u in match([], documents, SUBJECT, codes=()).unmatched] == [()] * 5


@pytest.mark.parametrize("query", ["cai cach hanh chinh", "khong ai noi", ""])
def test_an_index_does_not_depend_on_what_was_taken_apart_before(query: str) -> None:
    topics, background = ["cai cach hanh chinh", "", "kiem tra cai cach"], ["cai cach", "chuyen doi so"]
    parts = TopicParts()
    SubjectIndex(["phong chay", "chua chay khong"], ["thu tuc hanh chinh"], parts).similarity("nong thon moi")
    fresh, kept = SubjectIndex(topics, background), SubjectIndex(topics, background, parts)
    assert list(fresh.similarity(query)) == list(kept.similarity(query))
