"""Number and date of a document confirmed by what lies outside its page: the second source that a scan often lacks.

Half of the scans carry number and day by hand; what their page says is one source, and one source is never sure.  Here
the other sources of the folder are heard: the file's name, citations by other documents, a sure twin, the order of the
register.  The page's own candidates are the only values that can win.  Each witness multiplies the weight of the pairs
of number and date that it names; a value becomes sure only when the weight and two independent sources say so, the page
being one of them.  A value that was sure is never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from criteria.issuers import Likeness
from extractors.document import SURE, Candidate, Document, Fact, FactValue, Source
from extractors.number_and_date import findings_of, is_shown
from matchers.numbering import Order, Symbol, take_apart
from matchers.statements import (
    CITATION,
    FILENAME,
    ORDER,
    OUTSIDE,
    TWIN,
    Folder,
    Grade,
    Topic,
    Voice,
    statements_of_name,
    topics_heard,
    voice_of,
)
from matchers.witness_weights import WEIGHTS, Weights

NUMBER, DATE = "so_ky_hieu", "ngay_ban_hanh"
_MOST_OFFERED = 2


class Hearings:
    """What was heard of a folder, for the next time: a document is heard again when one that it asks has changed."""

    def __init__(self) -> None:
        self.documents: tuple[Document, ...] = ()
        self.weighed: tuple[Document, ...] = ()
        self.voices: list[Voice] = []
        self.open: dict[int, frozenset[Topic]] = {}
        """What each document that is not sure wants to know, by place."""

    def take(self, documents: Sequence[Document]) -> frozenset[int]:
        """Look at the folder as it is now; gives the places of the open documents that must be heard."""
        if len(documents) != len(self.documents):
            self.documents, self.voices, self.open = (), [], {}
        changed = [
            place
            for place, document in enumerate(documents)
            if place >= len(self.documents)
            or not (document is self.documents[place] or document == self.documents[place])
        ]
        spoken: set[Topic] = set()
        for place in changed:
            document = documents[place]
            spoken |= self.voices[place].topics if place < len(self.documents) else frozenset()
            self.open.pop(place, None)
            if place < len(self.voices):
                self.voices[place] = voice_of(document)
            else:
                self.voices.append(voice_of(document))
            spoken |= self.voices[place].topics
            if _is_open(document):
                self.open[place] = topics_heard(document)
        self.documents = tuple(documents)
        touched = set(changed)
        return frozenset(
            place for place, topics in self.open.items() if place in touched or not topics.isdisjoint(spoken)
        )


def confirm(
    documents: Sequence[Document], weights: Weights = WEIGHTS, hearings: Hearings | None = None
) -> tuple[Document, ...]:
    """The documents with number and date weighed by the witnesses of the whole folder.

    Documents that were weighed before are returned as they are, and what witnesses confirmed is no witness itself, so
    the outcome does not depend on the order and a second pass changes nothing.  `hearings` is what was heard of the
    folder before, with the same weights: the outcome is the same, sooner.
    """
    hearings = hearings or Hearings()
    before = hearings.weighed if len(hearings.documents) == len(documents) else ()
    waiting = hearings.take(documents)
    weighed = list(documents)
    for place in hearings.open:
        if place not in waiting:
            weighed[place] = before[place]
    if waiting:
        asked = frozenset[Topic]().union(*(hearings.open[place] for place in waiting))
        folder = Folder(documents, hearings.voices, asked)
        for place in sorted(waiting):
            weighed[place] = _confirmed(folder, place, weights)
    hearings.weighed = tuple(weighed)
    return hearings.weighed


@dataclass(frozen=True, slots=True)
class _Guess:
    """One value that the page allows, with its share there; `value` None stands for all that it does not list."""

    value: FactValue | None
    share: float
    source: Source = Source.OCR
    symbol: Symbol | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """The guesses for number or date, best first, the unlisted last."""

    guesses: tuple[_Guess, ...]
    settled: bool

    @property
    def listed(self) -> tuple[_Guess, ...]:
        return self.guesses[:-1]


_Voices = dict[str, Grade]
"""Witnesses that agree, each once with its best grade."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """Weights of the guesses of one slot after all witnesses, and who speaks for and against the best."""

    shares: tuple[float, ...]
    best: int
    agree: _Voices
    against: frozenset[str]


def _is_open(document: Document) -> bool:
    """Whether something was seen in one of the places that is not sure, and no witness has been heard yet."""
    facts = [fact for name in (NUMBER, DATE) if (fact := document.fact(name)) is not None]
    return any(is_shown(fact) and not fact.sure and fact.source is not Source.REVIEW for fact in facts) and not any(
        fact.confirmed_by or fact.disputed_by or any(c.source in OUTSIDE for c in fact.candidates) for fact in facts
    )


def _slot(fact: Fact | None, weights: Weights) -> _Slot:
    """The page's values as guesses; shares are cut so that the unlisted keep theirs."""
    if fact is None or not is_shown(fact):
        return _Slot((_Guess(None, 1.0),), False)
    if fact.sure:
        return _Slot((_guess(fact.value, fact.confidence, fact.source), _Guess(None, 1 - fact.confidence)), True)
    values = [(fact.value, fact.confidence, fact.source)]
    values += [(c.value, c.confidence, c.source) for c in fact.candidates]
    listed = [_guess(value, share, source) for value, share, source in values if _is_whole(value) and share > 0]
    total = sum(guess.share for guess in listed)
    if total > 1 - weights.unlisted:
        listed = [replace(guess, share=guess.share * (1 - weights.unlisted) / total) for guess in listed]
    rest = 1 - sum(guess.share for guess in listed)
    return _Slot((*listed, _Guess(None, rest)), False)


def _is_whole(value: FactValue | None) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and "…" not in value)


def _guess(value: FactValue | None, share: float, source: Source) -> _Guess:
    return _Guess(value, share, source, take_apart(value) if isinstance(value, str) else None)


def _confirmed(folder: Folder, place: int, weights: Weights) -> Document:
    document = folder.documents[place]
    number, issued = (_slot(document.fact(name), weights) for name in (NUMBER, DATE))
    hearing = _Hearing(folder, place, number, issued, weights)
    heard_number, heard_date = hearing.outcome()
    facts = dict(document.facts)
    if NUMBER in facts and not number.settled and is_shown(facts[NUMBER]):
        facts[NUMBER] = _with_offers(
            _weighed(facts[NUMBER], number, heard_number, weights), hearing.numbers_offered(heard_date), weights
        )
    if DATE in facts and not issued.settled and is_shown(facts[DATE]):
        facts[DATE] = _with_offers(
            _weighed(facts[DATE], issued, heard_date, weights), hearing.dates_offered(heard_number), weights
        )
    return _with_findings(document, replace(document, facts=facts))


class _Hearing:
    """All witnesses of one document, over the grid of its numbers and dates."""

    def __init__(self, folder: Folder, place: int, number: _Slot, issued: _Slot, weights: Weights) -> None:
        self.folder, self.place, self.weights = folder, place, weights
        self.document = folder.documents[place]
        self.number, self.issued = number, issued
        self.body = self.document.text_of("co_quan_ban_hanh")
        symbols = [guess.symbol for guess in number.listed if guess.symbol is not None]
        self.tail = _tail_of(self.document.fact(NUMBER), symbols)
        known = symbols or ([Symbol("", self.tail)] if self.tail is not None else [])
        self.said = statements_of_name(folder.file_names(place), known, self.document.text_of("loai_van_ban"))
        self.cited = {symbol.key: dict(folder.cited_as(place, symbol)) for symbol in symbols}
        self.grid = self._grid()

    def outcome(self) -> tuple[_Heard, _Heard]:
        """What the witnesses make of the number and of the date."""
        total = sum(map(sum, self.grid)) or 1.0
        rows = tuple(sum(row) / total for row in self.grid)
        columns = tuple(sum(row[j] for row in self.grid) / total for j in range(len(self.issued.guesses)))
        best_number = max(range(max(len(rows) - 1, 1)), key=lambda i: rows[i])
        best_date = max(range(max(len(columns) - 1, 1)), key=lambda j: columns[j])
        number, issued = self.number.guesses[best_number], self.issued.guesses[best_date]
        for_number, against_number = self._of_name(numbers=number)
        for_date, against_date = self._of_name(issued=issued)
        joint, against = self._of_pair(number, issued)
        for voices in (for_number, for_date):
            voices |= {source: max(grade, voices.get(source, grade)) for source, grade in joint.items()}
        if ORDER in joint:  # the order only binds one slot to the other
            if not self.issued.settled:
                del for_number[ORDER]
            if not self.number.settled:
                del for_date[ORDER]
        if not self._may_rest_on(issued, self.issued):
            for_number = {s: g for s, g in for_number.items() if s not in (CITATION, TWIN)}
        if not self._may_rest_on(number, self.number):
            for_date = {s: g for s, g in for_date.items() if s not in (CITATION, TWIN)}
        return (
            _Heard(rows, best_number, for_number, frozenset(against_number | against)),
            _Heard(columns, best_date, for_date, frozenset(against_date | against)),
        )

    def _may_rest_on(self, guess: _Guess, slot: _Slot) -> bool:
        """Whether a paper that names both may be identified by this one."""
        return guess.value is not None and (slot.settled or guess.share >= self.weights.fair)

    def _grid(self) -> list[list[float]]:
        names = [self._name_factor_number(guess) for guess in self.number.guesses]
        days = [self._name_factor_date(guess) for guess in self.issued.guesses]
        tight = any(
            self._order(number, issued) is Order.FITS for number in self.number.listed for issued in self.issued.listed
        )
        return [
            [
                number.share * issued.share * names[i] * days[j] * self._pair_factor(number, issued, tight)
                for j, issued in enumerate(self.issued.guesses)
            ]
            for i, number in enumerate(self.number.guesses)
        ]

    def _name_factor_number(self, guess: _Guess) -> float:
        """How a number fares by the names of the file: several names of one file are one witness, the best counts."""
        weights, factor = self.weights, 1.0
        keys = {other.symbol.key for other in self.number.listed if other.symbol is not None}
        for said in self.said:
            spelled = said.grade is Grade.FAIR
            if guess.symbol is not None and guess.symbol.key in said.numbers:
                digits = {digits for digits, _ in said.numbers}
                factor = max(factor, (weights.name_spelled if spelled else weights.name_bare) / len(digits))
            elif guess.value is None and said.numbers and not said.numbers & keys and spelled:
                factor = max(factor, weights.name_unlisted)
        return factor

    def _name_factor_date(self, guess: _Guess) -> float:
        factor = 1.0
        for said in self.said:
            if guess.value in said.issued:
                weight = self.weights.name_date if said.grade is Grade.FAIR else self.weights.name_date_bare
                factor = max(factor, weight / len(said.issued))
        return factor

    def _pair_factor(self, number: _Guess, issued: _Guess, tight: bool) -> float:
        weights = self.weights
        if number.symbol is None or number.value is None:
            return weights.order_open if tight else 1.0
        cited = self.cited.get(number.symbol.key, {})
        if not isinstance(issued.value, date):
            return (weights.order_open if tight else 1.0) * (weights.cited_half if cited else 1.0)
        holder = self.folder.holder(self.place, number.symbol, issued.value)
        if holder is not None:
            factor = weights.twin if holder else weights.held_by_other
        elif issued.value in cited and not self._is_of_another(number.symbol, issued.value):
            factor = weights.cited_nowhere if cited[issued.value] is None else weights.cited
        else:
            factor = weights.cited_against if cited else 1.0
        order = self._order(number, issued)
        if order is Order.BROKEN:
            factor *= weights.order_broken
        elif order is Order.TAKEN:
            factor *= weights.order_taken
        return factor

    def _is_of_another(self, symbol: Symbol, issued: date) -> bool:
        """Whether a citation can be about a sure document of the folder that may not be this one."""
        return bool(self.folder.registers.same(self.body, symbol, issued))

    def _order(self, number: _Guess, issued: _Guess) -> Order:
        if number.symbol is None or not isinstance(issued.value, date):
            return Order.UNKNOWN
        return self.folder.registers.order(self.body, number.symbol, issued.value)

    def _of_name(self, numbers: _Guess | None = None, issued: _Guess | None = None) -> tuple[_Voices, set[str]]:
        """What the file's name says of a number or a date."""
        voices: _Voices = {}
        against: set[str] = set()
        for said in self.said:
            if numbers is not None and numbers.symbol is not None and said.numbers:
                if numbers.symbol.key in said.numbers:
                    voices[FILENAME] = max(said.grade, voices.get(FILENAME, said.grade))
                elif said.grade is Grade.FAIR:
                    against.add(FILENAME)
            if issued is not None and issued.value in said.issued:
                voices[FILENAME] = max(said.grade, voices.get(FILENAME, said.grade))
        return voices, against

    def _of_pair(self, number: _Guess, issued: _Guess) -> tuple[_Voices, set[str]]:
        """What papers and the register say of a number together with a date."""
        if number.symbol is None or not isinstance(issued.value, date):
            return {}, set()
        voices: _Voices = {}
        against: set[str] = set()
        cited = self.cited.get(number.symbol.key, {})
        holder = self.folder.holder(self.place, number.symbol, issued.value)
        if holder:
            voices[TWIN] = Grade.STRONG
        elif holder is False:
            against.add(TWIN)
        if issued.value in cited:
            if holder or not self._is_of_another(number.symbol, issued.value):
                voices[CITATION] = Grade.FAIR if cited[issued.value] is None else Grade.STRONG
        elif any(fit is Likeness.SAME for fit in cited.values()):
            against.add(CITATION)
        order = self._order(number, issued)
        if order is Order.FITS:
            voices[ORDER] = Grade.WEAK
        elif order is not Order.UNKNOWN:
            against.add(ORDER)
        return voices, against

    def numbers_offered(self, issued: _Heard) -> list[Candidate]:
        """Numbers that the page does not show: spelled in the file's name; cited, where the page's is not read."""
        if self.tail is None:
            return []
        spelled = {digits for said in self.said if said.grade is Grade.FAIR for digits, _ in said.numbers}
        found = [Candidate(digits + self.tail, self.weights.offered, Source.FILENAME) for digits in sorted(spelled)]
        day = self.issued.guesses[issued.best]
        if not self.number.listed and isinstance(day.value, date) and self._may_rest_on(day, self.issued):
            cited = self.folder.cited_on(self.place, self.tail, day.value)
            found += [Candidate(digits + self.tail, self.weights.offered, Source.CITATION) for digits in cited]
        return found

    def dates_offered(self, number: _Heard) -> list[Candidate]:
        """Dates that the page does not show: cited with this number; in the file's name, where none was read."""
        guess = self.number.guesses[number.best]
        found = []
        if guess.symbol is not None and (self.number.settled or guess.share >= self.weights.clear):
            years = {day.value.year for day in self.issued.listed if isinstance(day.value, date)}
            for cited, fit in self.cited.get(guess.symbol.key, {}).items():
                if fit is Likeness.SAME and (not years or cited.year in years):
                    found.append(Candidate(cited, self.weights.offered, Source.CITATION))
        if not self.issued.listed:
            days = sorted({day for said in self.said if said.grade is Grade.FAIR for day in said.issued})
            found += [Candidate(day, self.weights.offered, Source.FILENAME) for day in days]
        return found


def _tail_of(fact: Fact | None, symbols: Sequence[Symbol]) -> str | None:
    """The symbol of a number, read (`/KH-UBND` of its best guess) or not (`…/KH-UBND`)."""
    if symbols:
        return symbols[0].tail
    for candidate in fact.candidates if fact is not None else ():
        if isinstance(candidate.value, str) and candidate.value.startswith("…") and len(candidate.value) > 1:
            return candidate.value[1:]
    return None


def _weighed(fact: Fact, slot: _Slot, heard: _Heard, weights: Weights) -> Fact:
    """The fact after the witnesses: the likeliest of the page's values, and how sure it may be called."""
    if not slot.listed or not (heard.agree or heard.against):
        return fact
    best, share = slot.guesses[heard.best], heard.shares[heard.best]
    first = best.share >= max(guess.share for guess in slot.listed)
    sure = share >= SURE and _is_backed(heard, best.share, first, weights)
    kept = [n for n in sorted(range(len(slot.listed)), key=lambda n: -heard.shares[n]) if n != heard.best]
    others = [
        Candidate(value, heard.shares[n], slot.guesses[n].source) for n in kept if (value := slot.guesses[n].value)
    ]
    unread = [c for c in fact.candidates if not _is_whole(c.value)]
    return replace(
        fact,
        value=best.value,
        confidence=min(share, weights.most if sure else weights.unconfirmed),
        source=best.source,
        candidates=(*others, *unread),
        crop=None if sure else fact.crop,
        confirmed_by=tuple(sorted(heard.agree)),
        disputed_by=tuple(sorted(heard.against)),
    )


def _is_backed(heard: _Heard, share: float, first: bool, weights: Weights) -> bool:
    """Whether a second source confirms what the page says.

    A strong witness confirms any fair reading; a fair one, or two weak ones, only the page's own clear first choice.
    Where another witness contradicts, only a strong one counts, and no citation may be among those who contradict.
    """
    grades = list(heard.agree.values())
    if Grade.STRONG in grades:
        return share >= weights.fair and CITATION not in heard.against
    if heard.against or not first or share < weights.clear:
        return False
    return Grade.FAIR in grades or len(grades) > 1


def _with_offers(fact: Fact, offers: Sequence[Candidate], weights: Weights) -> Fact:
    """The fact with values from outside listed behind its own, at most two of each source."""
    if fact.sure:
        return fact
    known = {_key(fact.value), *(_key(c.value) for c in fact.candidates)}
    added: dict[Source, list[Candidate]] = defaultdict(list)
    for offer in offers:
        if _key(offer.value) not in known and len(added[offer.source]) < _MOST_OFFERED:
            known.add(_key(offer.value))
            added[offer.source].append(offer)
    return replace(fact, candidates=(*fact.candidates, *(c for found in added.values() for c in found)))


def _key(value: FactValue | None) -> object:
    symbol = take_apart(value) if isinstance(value, str) else None
    return symbol.key if symbol is not None else value


def _with_findings(before: Document, after: Document) -> Document:
    """The document with the findings on number and date made again, the others as they were."""
    old, new = findings_of(before), findings_of(after)
    if old == new:
        return after
    return replace(after, findings=(*(f for f in before.findings if f not in old), *new))
