"""What holds for any folder: sure values stay, order is nothing, twice is once, one weak source is never enough."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reading.folders import HARSH, make_folder
from extractors.document import Candidate, Citation, Document, Fact, Source, TextSource
from matchers.witnesses import DATE, NUMBER, Hearings, confirm

digits = st.sampled_from(["7", "07", "12", "17", "71", "170"])
numbers = st.builds("{}{}".format, digits, st.sampled_from(["/KH-UBND", "/QĐ-UBND", "/UBND-NC"]))
days = st.builds(date, st.just(2025), st.integers(1, 3), st.sampled_from([1, 7, 17]))
shares = st.sampled_from([0.0, 0.1, 0.35, 0.6, 0.85, 0.95])
names = st.one_of(
    st.builds("{}-{}.pdf".format, digits, st.sampled_from(["KH-UBND", "QD", "UB"])),
    st.builds("{}_{:%Y%m%d}.pdf".format, digits, days),
    st.just("scan.pdf"),
)
bodies = st.sampled_from(["UBND tỉnh Lâm Đồng", "UBND tỉnh", "UBND xã Di Linh"])


def facts(values: st.SearchStrategy[str] | st.SearchStrategy[date], unread: str) -> st.SearchStrategy[Fact]:
    listed = st.lists(st.builds(Candidate, values, shares, st.just(Source.HANDWRITING)), max_size=3).map(tuple)
    nothing = st.just(Fact(None, 0.0, Source.OCR, candidates=(Candidate(unread, 0.0, Source.OCR),)))
    seen = st.builds(
        lambda value, share, others: Fact(value, share, Source.HANDWRITING, candidates=others), values, shares, listed
    )
    return st.one_of(seen, seen, nothing, st.just(Fact(None, 0.0, Source.TEXT)))


documents = st.builds(
    lambda file, sha, number, issued, body, cites: Document(
        file,
        sha,
        (1, 1),
        1,
        {NUMBER: number, DATE: issued, "co_quan_ban_hanh": Fact(body, 0.95, Source.OCR)},
        TextSource.OCR,
        cites=tuple(cites),
    ),
    names,
    st.sampled_from(["a", "b", "c", "d", ""]),
    facts(numbers, "…/KH-UBND"),
    facts(days, "…"),
    bodies,
    st.lists(st.builds(Citation, numbers, st.none() | days, st.none() | bodies, st.just(1)), max_size=3),
)


@settings(max_examples=200)
@given(st.lists(documents, max_size=7), st.randoms(use_true_random=False))
def test_any_folder(folder: list[Document], chance: random.Random) -> None:
    after = confirm(folder)
    for one, other in zip(folder, after, strict=True):
        assert replace(other, facts=one.facts, findings=one.findings) == one
        for name in one.facts:
            if one.facts[name].sure or name not in (NUMBER, DATE):
                assert other.facts[name] == one.facts[name]
        for name in (NUMBER, DATE):
            page = {one.facts[name].value, *(c.value for c in one.facts[name].candidates)}
            assert other.facts[name].value in page | {None}
    assert confirm(after) == after
    order = list(range(len(folder)))
    chance.shuffle(order)
    assert confirm([folder[n] for n in order]) == tuple(after[n] for n in order)


@settings(max_examples=200)
@given(st.lists(documents, min_size=1, max_size=7), st.lists(st.tuples(st.integers(0, 6), documents), max_size=4))
def test_what_was_heard_before_changes_nothing(folder: list[Document], changes: list[tuple[int, Document]]) -> None:
    hearings = Hearings()
    assert confirm(folder, hearings=hearings) == confirm(folder)
    for place, document in changes:
        folder = [*folder[:place], document, *folder[place + 1 :]]
        assert confirm(folder, hearings=hearings) == confirm(folder)


def test_a_corrected_paper_is_heard_by_those_that_ask_for_it() -> None:
    rng = random.Random(5)
    folder = [case.document for case in make_folder(5, 80, HARSH)]
    hearings = Hearings()
    confirm(folder, hearings=hearings)
    for _ in range(25):
        place, other = rng.randrange(len(folder)), rng.choice(folder)
        name = rng.choice((NUMBER, DATE, "co_quan_ban_hanh"))
        said = other.facts.get(name)
        if said is not None:
            facts = {**folder[place].facts, name: replace(said, confidence=1.0, source=Source.REVIEW)}
            folder[place] = replace(folder[place], facts=facts)
        assert confirm(folder, hearings=hearings) == confirm(folder)


def test_a_generated_folder_is_settled_in_one_pass_and_in_any_order() -> None:
    folder = [case.document for case in make_folder(7, 120, HARSH)]
    after = confirm(folder)
    assert confirm(after) == after
    assert confirm(folder[::-1]) == after[::-1]


@given(st.integers(1, 999), shares, days)
def test_one_weak_source_never_makes_a_value_sure(number: int, share: float, issued: date) -> None:
    ink = Fact(f"{number}/KH-UBND", min(share, 0.85), Source.HANDWRITING)
    day = Fact(issued, min(share, 0.78), Source.HANDWRITING)
    for file in (f"{number}_0001.pdf", f"KH ngay {issued:%d.%m.%Y}.pdf", f"{number} {issued:%Y%m%d}.pdf"):
        one = Document(file, "x", (1, 1), 1, {NUMBER: ink, DATE: day}, TextSource.OCR)
        after = confirm((one,))[0]
        assert not after.is_sure(NUMBER)
        assert not after.is_sure(DATE)


@pytest.mark.parametrize("documents", [(), (Document("a.pdf", "", (1, 1), 0),)])
def test_nothing_to_weigh(documents: tuple[Document, ...]) -> None:
    assert confirm(documents) == documents
