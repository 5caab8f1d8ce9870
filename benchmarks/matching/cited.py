"""The documents that a self-score table cites, each with the components under which officials put it.

A case is a *document*: citations of one number (with dates and bodies that do not contradict each other) are one
document, right under any of the components that cite it.  Left out, by rule and never by hand: what the table names as
a law or inside the subject of another document (`Reference.basis`); what it cites nowhere with a subject, so that
nothing but number and type could speak for it; what stands under a code that the set does not score by documents.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from criteria.importing.outline import outlines_of
from criteria.issuers import Likeness, compare_bodies, is_generic
from criteria.model import CriteriaSet, Subject
from criteria.requirements import JUDGED_BY_DOCUMENTS
from criteria.scores import score_table
from extractors.document import Document, Fact, FactValue, Reference, Source, State, TextSource, fold
from extractors.fields.citations import references_in
from extractors.options import ReadOptions
from extractors.readers.tables import read_tables

BASIS = "nêu làm căn cứ hoặc trong trích yếu văn bản khác"
NO_SUBJECT = "không nêu nội dung"
NOT_BY_DOCUMENTS = "mã không chấm bằng tài liệu"
CONFIDENCE = 0.97
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case:
    """A document with the codes that cite it; `test`: it is of the half that is not looked at."""

    document: Document
    codes: frozenset[str]
    test: bool


@dataclass(frozen=True, slots=True)
class Cases:
    """The usable cases, and how many citations there are and were left out, by rule."""

    cases: tuple[Case, ...]
    citations: int
    left_out: Mapping[str, int]


def is_test(number: str) -> bool:
    """The fixed split: by a hash of number and symbol, so that all that cite one document are on one side."""
    plain = re.sub(r"^0+", "", fold(number).replace(" ", ""))
    return hashlib.sha256(plain.encode()).digest()[0] % 2 == 1


def cited_cases(table: Path, criteria: CriteriaSet, subject: Subject) -> Cases:
    """Read a self-score table and make its citations cases; raises what reading the table raises."""
    scored = score_table(outlines_of(read_tables(table.read_bytes(), table.name, ReadOptions())), table.name)
    judged = {leaf.code for leaf in criteria.leaves() if leaf.method in JUDGED_BY_DOCUMENTS}
    left_out: Counter[str] = Counter()
    papers: list[list[tuple[str, Reference]]] = []
    citations = 0
    for row in scored.rows:
        for reference in references_in(row.text):
            citations += 1
            if reference.basis:
                left_out[BASIS] += 1
            elif row.code not in judged:
                left_out[NOT_BY_DOCUMENTS] += 1
            else:
                _add(papers, row.code, reference)
    usable = [paper for paper in papers if any(reference.trich_yeu for _, reference in paper)]
    left_out[NO_SUBJECT] = sum(map(len, papers)) - sum(map(len, usable))
    cases = tuple(
        Case(
            _document([reference for _, reference in paper], place, subject),
            frozenset(code for code, _ in paper),
            is_test(paper[0][1].so_ky_hieu),
        )
        for place, paper in enumerate(usable)
    )
    return Cases(cases, citations, left_out)


def _add(papers: list[list[tuple[str, Reference]]], code: str, reference: Reference) -> None:
    for paper in papers:
        if all(_same(reference, other) for _, other in paper):
            paper.append((code, reference))
            return
    papers.append([(code, reference)])


def _same(a: Reference, b: Reference) -> bool:
    if fold(a.so_ky_hieu).lstrip("0") != fold(b.so_ky_hieu).lstrip("0"):
        return False
    if a.ngay_ban_hanh and b.ngay_ban_hanh and a.ngay_ban_hanh != b.ngay_ban_hanh:
        return False
    one, other = a.co_quan_ban_hanh, b.co_quan_ban_hanh
    return not (one and other) or compare_bodies(one, other) is not Likeness.DIFFERENT


def _document(references: Sequence[Reference], place: int, subject: Subject) -> Document:
    """The document that the citations speak of: the first value given for each field, and the longest subject."""
    body = _first(r.co_quan_ban_hanh for r in references)
    values: dict[str, FactValue | None] = {
        "so_ky_hieu": references[0].so_ky_hieu,
        "ngay_ban_hanh": _first(r.ngay_ban_hanh for r in references),
        "loai_van_ban": _first(r.loai_van_ban for r in references),
        "co_quan_ban_hanh": _placed(body, subject) if body else None,
        "trich_yeu": max((r.trich_yeu or "" for r in references), key=len),
    }
    facts = {name: Fact(value, CONFIDENCE, Source.CITATION) for name, value in values.items() if value is not None}
    return Document(
        file_name(references[0].so_ky_hieu, values["ngay_ban_hanh"]),
        f"{place:064x}",
        (1, 1),
        1,
        facts,
        TextSource.TEXT,
        state=State.ISSUED,
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _placed(body: str, subject: Subject) -> str:
    """`UBND tỉnh` in a table of a province is that of the province."""
    return f"{body} {subject.province}" if body.endswith(" tỉnh") and is_generic(body) and subject.province else body


def file_name(number: str, issued: FactValue | None) -> str:
    """A name as offices give it, by number and symbol: `42-BC-UBND 19.3.2025.pdf`."""
    day = f" {issued.day}.{issued.month}.{issued.year}" if isinstance(issued, date) else ""
    return f"{re.sub(r'[/.&-]+', '-', number)}{day}.pdf"


def halves(cases: Sequence[Case]) -> Iterator[tuple[str, list[Case]]]:
    """The two halves with their names, tune first."""
    yield "tune", [case for case in cases if not case.test]
    yield "test", [case for case in cases if case.test]
