"""A folder judged again after a change: what is kept between two judgements never shows in the outcome."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.matching.large import SUBJECT, criteria_of, large_folder
from criteria.model import CriteriaSet, Criterion, Judgement, Method, Subject, WindowRule
from criteria.requirements import requirements_of
from extractors.document import Document, Fact, Source
from pipeline.profile import Profile
from pipeline.run import Evidence, Kept, judge_evidence, settled

SET = criteria_of(40)


def judgement(
    documents: list[Document],
    kept: Kept | None = None,
    criteria: CriteriaSet = SET,
    subject: Subject = SUBJECT,
    as_of: date = date(2026, 2, 1),
    explained: dict[str, str] | None = None,
) -> Judgement:
    evidence = Evidence((), settled(documents, kept), 0, 0.0)
    profile = Profile(explained=explained or {})
    return judge_evidence(evidence, criteria, subject, as_of=as_of, profile=profile, kept=kept)


def folder(seed: int, count: int = 60) -> list[Document]:
    return large_folder(count, requirements_of(SET, SUBJECT), seed)


def corrected(documents: list[Document], rng: random.Random) -> list[Document]:
    """The folder after somebody typed in what a document says, or put one in, or took one away."""
    place, other = rng.randrange(len(documents)), rng.choice(documents)
    name = rng.choice(("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "trich_yeu", "loai_van_ban"))
    said = other.facts.get(name)
    fact = replace(said, confidence=1.0, source=Source.REVIEW) if said else Fact(None, 0.0, Source.REVIEW)
    changed = replace(documents[place], facts={**documents[place].facts, name: fact})
    return rng.choice(
        (
            [*documents[:place], changed, *documents[place + 1 :]],
            [*documents[:place], changed, *documents[place + 1 :]],
            [*documents[:place], *documents[place + 1 :]],
            [*documents, replace(changed, file=f"thêm/{place}.pdf", sha256="e" * 64)],
        )
    )


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_corrections_one_after_the_other(seed: int) -> None:
    rng, kept = random.Random(seed), Kept()
    documents = folder(seed)
    for _ in range(4):
        assert judgement(documents, kept) == judgement(documents)
        documents = corrected(documents, rng)


def edited(criteria: CriteriaSet, code: str, **changes: object) -> CriteriaSet:
    """The set with one criterion changed."""

    def walk(criterion: Criterion) -> Criterion:
        own = replace(criterion, **changes) if criterion.code == code else criterion  # type: ignore[arg-type]
        return replace(own, criteria=tuple(walk(child) for child in own.criteria))

    return replace(criteria, criteria=tuple(walk(top) for top in criteria.criteria))


def leaf(criteria: CriteriaSet) -> Criterion:
    return next(c for c in criteria.leaves() if c.evidence and c.method is Method.EVIDENCE)


def late_window(criteria: CriteriaSet) -> CriteriaSet:
    first, *rest = leaf(criteria).evidence
    rule = replace(first, issued=WindowRule("{year}-01-01", "{year}-01-02"), exceptions={})
    return edited(criteria, leaf(criteria).code, evidence=(rule, *rest))


def other_words(criteria: CriteriaSet) -> CriteriaSet:
    first, *rest = leaf(criteria).evidence
    rule = replace(first, subjects=("phòng cháy, chữa cháy và cứu nạn, cứu hộ",))
    return edited(criteria, leaf(criteria).code, evidence=(rule, *rest))


def as_penalty(criteria: CriteriaSet) -> CriteriaSet:
    """The same lines with the same offers mean the opposite."""
    return edited(criteria, leaf(criteria).code, method=Method.PENALTY)


@pytest.mark.parametrize("edit", [late_window, other_words, as_penalty])
def test_a_rule_that_changed(edit: object) -> None:
    documents, kept = folder(7), Kept()
    judgement(documents, kept)
    changed = edit(SET)  # type: ignore[operator]
    assert judgement(documents, kept, changed) == judgement(documents, criteria=changed)
    assert judgement(documents, kept) == judgement(documents)


def test_another_day_another_explanation_another_unit() -> None:
    documents, kept = folder(8), Kept()
    first = judgement(documents, kept)
    early = date(2025, 2, 1)
    assert judgement(documents, kept, as_of=early) == judgement(documents, as_of=early)
    excused = {leaf(SET).code: "Không phát sinh"}
    assert judgement(documents, kept, explained=excused) == judgement(documents, explained=excused)
    other = replace(SUBJECT, unit="UBND xã Di Linh", parent="UBND tỉnh Lâm Đồng")
    assert judgement(documents, kept, subject=other) == judgement(documents, subject=other)
    assert judgement(documents, kept) == first
