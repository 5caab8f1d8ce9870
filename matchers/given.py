"""What else says for which criterion a document is meant: the self-score table, and the use made of its like last year.

Treated as the folder's code is (`matchers.hints`): it says nothing about what the document is, so type, body, year and
window are judged as without it, and what is not sure without it is not sure with it (`matchers.fits.unaided`): the
table is what is to be checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz.distance import OSA

from criteria.model import Subject
from criteria.types import comparable
from extractors.document import Document, DocumentKey, Reference
from matchers.cited import Folder
from matchers.hints import FILE, FOLDER, Hint
from matchers.text import names_of, topic

Given = Mapping[DocumentKey, Mapping[str, Hint]]
"""Hints by document and code."""

NOTHING_GIVEN: Given = MappingProxyType({})

_FEWEST_WORDS = 2
"""Words from which a topic is told from others of its type."""
_LONG_WORD = 4
"""Letters from which a word with one letter misread is still the same word; shorter ones are others ("thu", "thi")."""


@dataclass(frozen=True, slots=True)
class CitedFor:
    """What the self-score table cites under a code."""

    code: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class UsedBefore:
    """A document that counted for a code last year: its type and its subject."""

    code: str
    type: str
    subject: str


@dataclass(frozen=True, slots=True)
class Sources:
    """All that was given beside the folder."""

    table: tuple[CitedFor, ...] = ()
    last_year: tuple[UsedBefore, ...] = ()


NO_SOURCES = Sources()


def given_hints(sources: Sources, documents: Sequence[Document], subject: Subject, codes: Collection[str]) -> Given:
    """The hints for the documents of a folder; only codes of the criteria set without others below them count.

    A document may be meant for several codes.  Where both sources name one, the table speaks: it is this year's.
    """
    if sources == NO_SOURCES:
        return NOTHING_GIVEN
    groups = {code.rpartition(".")[0] for code in codes}
    leaves = {code for code in codes if code not in groups}
    found: dict[DocumentKey, dict[str, Hint]] = defaultdict(dict)
    for document, code in _as_last_year(sources.last_year, documents, subject):
        if code in leaves:
            reason = f"năm trước văn bản cùng loại, cùng nội dung được dùng cho mục {code}"
            found[document.key][code] = Hint(FILE, reason)
    for document, code in _cited(sources.table, documents, subject):
        if code in leaves:
            found[document.key][code] = Hint(FOLDER, f"bảng tự chấm điểm viện dẫn cho mục {code}")
    return found


def _cited(
    table: Sequence[CitedFor], documents: Sequence[Document], subject: Subject
) -> Iterator[tuple[Document, str]]:
    """The documents that the table offers; what it names as a basis only is not meant to prove anything."""
    pairs = [(row.code, reference) for row in table for reference in row.references]
    if not pairs:
        return
    found = Folder(documents, subject.province).find([reference for _, reference in pairs])
    for (code, reference), cited in zip(pairs, found, strict=True):
        if cited.document is not None and not reference.basis:
            yield cited.document, code


def _as_last_year(
    last_year: Sequence[UsedBefore], documents: Sequence[Document], subject: Subject
) -> Iterator[tuple[Document, str]]:
    """The documents of a type and a topic that counted last year."""
    if not last_year:
        return
    names = names_of(subject.unit, subject.parent, subject.province)
    known: dict[tuple[str, int], dict[tuple[str, ...], set[str]]] = defaultdict(lambda: defaultdict(set))
    for used in last_year:
        words = tuple(topic(used.subject, names).split())
        if len(words) >= _FEWEST_WORDS:
            known[comparable(used.type), len(words)][words].add(used.code)
    for document in documents:
        type_, about = document.text_of("loai_van_ban"), document.text_of("trich_yeu")
        if type_ is None or about is None:
            continue
        own = tuple(topic(about, names).split())
        alike = known.get((comparable(type_), len(own)), {})
        codes = {code for words, used_for in alike.items() if _same(own, words) for code in used_for}
        yield from ((document, code) for code in sorted(codes))


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same words in order, but for slips of one letter: one other word makes it another paper."""
    return all(a == b or _slip(a, b) for a, b in zip(one, other, strict=True))


def _slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LONG_WORD and OSA.distance(one, other, score_cutoff=1) <= 1
