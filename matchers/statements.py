"""What stands outside a document's page about its number and date: its file's name, other documents, its twins.

What is brought can be about the document: the same symbol, a body that may be the same, never the document's own words
and never those of a copy of its bytes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from rapidfuzz import fuzz

from criteria.issuers import Likeness, compare_bodies
from extractors.document import Citation, Document, Fact, FactValue, Source, fold
from matchers.file_names import FileName, read_name
from matchers.numbering import Registers, Symbol, folded_tail, register_key, take_apart
from matchers.text import expand

FILENAME, CITATION, TWIN, ORDER = "filename", "citation", "twin", "order"
"""Names of the witnesses, as they stand in `confirmed_by` and `disputed_by`."""

OUTSIDE = (Source.FILENAME, Source.CITATION)
"""Sources of values that the page does not show."""

_TWIN = 88.0
"""Likeness in percent from which two subjects are one: scans lose a letter here and there."""
_OTHER = 60.0
"""… below which they are about different things."""


class Grade(IntEnum):
    """How much a witness that agrees is worth."""

    WEAK = 1
    """Never enough with the page alone."""
    FAIR = 2
    """Enough with a clear first choice of the page."""
    STRONG = 3
    """Enough with a fair reading of the page."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file's name says: `numbers` it may mean (keys of `Symbol`), or days; any one of them."""

    grade: Grade
    numbers: frozenset[tuple[str, str]] = frozenset()
    issued: frozenset[date] = frozenset()


Topic = tuple[object, ...]
"""Something that a document says and another may want to know: a number cited, a register, a file."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one document says to a folder, taken from it once.

    `anchor`: number, date and body are sure by its own page.  `dated` are its citations that can be about another
    document.  Whoever wants to know nothing of `topics` need not hear it again when it changes.
    """

    anchor: bool
    dated: tuple[tuple[Citation, Symbol], ...]
    topics: frozenset[Topic]


def voice_of(document: Document) -> Voice:
    """What a document says."""
    dated = tuple(_dated(document))
    topics: set[Topic] = {("file", document.file), ("bytes", document.sha256, document.pages)}
    for citation, symbol in dated:
        topics.add(("cited", symbol.key))
        topics.add(("on", folded_tail(symbol.tail), citation.ngay_ban_hanh))
    number, issued, body = document.text_of("so_ky_hieu"), document.issued_on, document.text_of("co_quan_ban_hanh")
    own = take_apart(number) if number is not None else None
    if own is not None and issued is not None and body is not None:
        topics.add(register_key(body, own.tail, issued.year))
    return Voice(_is_anchor(document), dated, frozenset(topics))


def topics_heard(document: Document) -> frozenset[Topic]:
    """What a document that is not sure of its number or date wants to know of the others."""
    numbers = [take_apart(text) for text in _on_page(document.fact("so_ky_hieu")) if isinstance(text, str)]
    symbols = [symbol for symbol in numbers if symbol is not None]
    tails = {symbol.tail for symbol in symbols} | {
        text.partition("…")[2]
        for text in _on_page(document.fact("so_ky_hieu"))
        if isinstance(text, str) and "…" in text
    }
    days = [day for day in _on_page(document.fact("ngay_ban_hanh")) if isinstance(day, date)]
    body = document.text_of("co_quan_ban_hanh")
    topics: set[Topic] = {("file", document.file), ("bytes", document.sha256, document.pages)}
    topics.update(("cited", symbol.key) for symbol in symbols)
    topics.update(("on", folded_tail(tail), day) for tail in tails for day in days)
    if body is not None:
        topics.update(register_key(body, tail, day.year) for tail in tails for day in days)
    return frozenset(topics)


class Folder:
    """What the documents of a folder say of each other, looked up by number and by date.

    `voices` are those of the documents; `topics`, if given, is all that anybody will ask: others are not listened to.
    """

    def __init__(
        self, documents: Sequence[Document], voices: Sequence[Voice] | None = None, topics: Set[Topic] | None = None
    ) -> None:
        self.documents = documents
        voices = [voice_of(document) for document in documents] if voices is None else voices
        places = [n for n, voice in enumerate(voices) if topics is None or not voice.topics.isdisjoint(topics)]
        self.registers = Registers((place, documents[place]) for place in places if voices[place].anchor)
        self._in_file = Counter(documents[place].file for place in places)
        self._names: dict[tuple[str, tuple[int, int]], set[str]] = defaultdict(set)
        self._by_number: dict[tuple[str, str], list[tuple[int, Citation]]] = defaultdict(list)
        self._by_date: dict[tuple[str, date], list[tuple[int, Citation, Symbol]]] = defaultdict(list)
        for place in places:
            self._names[_bytes(documents[place], place)].add(documents[place].file)
            for citation, symbol in voices[place].dated:
                self._by_number[symbol.key].append((place, citation))
                if citation.ngay_ban_hanh is not None:
                    self._by_date[folded_tail(symbol.tail), citation.ngay_ban_hanh].append((place, citation, symbol))

    def file_names(self, place: int) -> tuple[FileName, ...]:
        """Names under which exactly these bytes lie in the folder; none for a file of several documents."""
        document = self.documents[place]
        if self._in_file[document.file] > 1:
            return ()
        return tuple(read_name(name) for name in sorted(self._names[_bytes(document, place)]))

    def cited_as(self, place: int, symbol: Symbol) -> tuple[tuple[date, Likeness | None], ...]:
        """Dates under which other documents cite a number of this document's body, each with how well the body fits."""
        found: dict[date, Likeness | None] = {}
        for citer, citation in self._by_number.get(symbol.key, ()):
            issued = citation.ngay_ban_hanh
            if issued is None or not self._may_speak(citer, place):
                continue
            fit = self._body_fit(place, citation)
            if fit is not Likeness.DIFFERENT and found.get(issued) is not Likeness.SAME:
                found[issued] = fit if found.get(issued) is None else (fit or found[issued])
        return tuple(sorted(found.items(), key=lambda item: item[0]))

    def cited_on(self, place: int, tail: str, issued: date) -> tuple[str, ...]:
        """Numbers that other documents cite for this body, symbol and date and that no sure document holds."""
        found = {
            symbol.digits
            for citer, citation, symbol in self._by_date.get((folded_tail(tail), issued), ())
            if self._may_speak(citer, place)
            and self._body_fit(place, citation) is Likeness.SAME
            and not self.registers.same(self.documents[place].text_of("co_quan_ban_hanh"), symbol, issued)
        }
        return tuple(sorted(found, key=int))

    def holder(self, place: int, symbol: Symbol, issued: date) -> bool | None:
        """Whether a sure document of this number and date is a twin (True) or another paper (False).

        None: there is none, or it cannot be told.
        """
        document = self.documents[place]
        body = document.text_of("co_quan_ban_hanh")
        others = [
            self.documents[other]
            for other in self.registers.same(body, symbol, issued)
            if other != place and self.documents[other].sha256 != document.sha256
        ]
        answers = {_are_twins(document, other) for other in others}
        return True if True in answers else False if answers == {False} else None

    def _may_speak(self, citer: int, place: int) -> bool:
        one, other = self.documents[citer], self.documents[place]
        return citer != place and (not one.sha256 or one.sha256 != other.sha256)

    def _body_fit(self, place: int, citation: Citation) -> Likeness | None:
        """How the body cited fits this document's; None when either is not named."""
        own, cited = self.documents[place].text_of("co_quan_ban_hanh"), citation.co_quan_ban_hanh
        return compare_bodies(own, cited) if own is not None and cited is not None else None


def _bytes(document: Document, place: int) -> tuple[str, tuple[int, int]]:
    return (document.sha256 or f"#{place}", document.pages)


def _is_anchor(document: Document) -> bool:
    """Whether number, date and body are sure by the document's own page."""
    names = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh")
    return all(document.is_sure(name) and not document.facts[name].confirmed_by for name in names)


def _dated(document: Document) -> list[tuple[Citation, Symbol]]:
    """Citations that can be about another document: dated, not after their own, not the document's own head.

    Without a date nothing says which year's number is meant; scans also cite the misread number of their own head.
    """
    fact = document.fact("ngay_ban_hanh")
    own_date = document.issued_on if fact is not None and fact.sure and not fact.confirmed_by else None
    own_dates = set(_on_page(fact))
    parts = [take_apart(text) for text in _on_page(document.fact("so_ky_hieu")) if isinstance(text, str)]
    own_tails = {folded_tail(part.tail) for part in parts if part is not None}
    found = []
    for citation in document.cites:
        symbol, issued = take_apart(citation.so_ky_hieu), citation.ngay_ban_hanh
        if symbol is None or issued is None:
            continue
        if own_date is not None and issued > own_date:
            continue
        if issued in own_dates and folded_tail(symbol.tail) in own_tails:
            continue  # an annex that names its own document
        found.append((citation, symbol))
    return found


def _on_page(fact: Fact | None) -> Iterator[FactValue]:
    """All values that the page allows: the same before and after others were heard."""
    if fact is not None:
        yield from (() if fact.value is None else (fact.value,))
        yield from (c.value for c in fact.candidates if c.source not in OUTSIDE)


def _are_twins(a: Document, b: Document) -> bool | None:
    """Whether two documents of one number and date are one paper by type and subject; None: cannot be told."""
    types = {a.text_of("loai_van_ban"), b.text_of("loai_van_ban")} - {None}
    one, other = a.text_of("trich_yeu"), b.text_of("trich_yeu")
    if one is None or other is None:
        return False if len(types) > 1 else None
    left, right = expand(fold(one)), expand(fold(other))
    if len(types) == 1 and re.findall(r"\d+", left) == re.findall(r"\d+", right) and fuzz.ratio(left, right) >= _TWIN:
        return True
    return False if fuzz.token_set_ratio(left, right) < _OTHER else None


def statements_of_name(
    names: Sequence[FileName], symbols: Sequence[Symbol], type_name: str | None
) -> tuple[Statement, ...]:
    """What the names of a file say, given the numbers (or, without digits, the symbol) that may be the document's."""
    statements: list[Statement] = []
    for name in names:
        spelled = {
            (number.digits, folded_tail(symbol.tail))
            for number in name.numbers
            for symbol in symbols
            if number.names(symbol.tail, type_name)
        }
        bare = {
            (number.digits, folded_tail(symbol.tail)) for number in name.numbers if number.bare for symbol in symbols
        }
        numbers = spelled or bare
        if numbers:
            statements.append(Statement(Grade.FAIR if spelled else Grade.WEAK, frozenset(numbers)))
        if name.dates:
            fits = bool(spelled & {symbol.key for symbol in symbols if symbol.digits})
            statements.append(Statement(Grade.FAIR if fits else Grade.WEAK, issued=name.dates))
    return tuple(statements)
