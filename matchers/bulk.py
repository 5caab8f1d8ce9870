"""Every requirement against every document of a folder, in rows instead of pairs.

For each requirement, the factors of type, body, year and period are looked up for the whole folder and multiplied with
the similarity of the subjects; only where that leaves a chance are the factors that look at words asked for.  The
scores are those of `matchers.scoring.score_pair`, to the last bit; reasons are written for the pairs somebody asks for.
Memory grows with the documents and with the pairs that may be offered, not with all pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from criteria.model import Requirement
from matchers.features import ORIGIN_WEIGHT, Asked, Shown
from matchers.fits import ELSEWHERE, HINT_GAIN, unaided
from matchers.hints import FILE
from matchers.memory import Memory, Seen
from matchers.scoring import (
    ACTIVITY,
    EVIDENCE,
    FIRST_LOOK,
    FULL_SUBJECT,
    IN_FOLDER,
    LEAST_AGAINST,
    NEARER,
    OFFER,
    SURE_KIND,
    TOPIC_IN_DOUBT,
    WORTH_NAMING,
    Evidence,
    is_doubtful_topic,
    own_likeness,
    score_unreadable,
)
from matchers.similarity import FolderIndex
from matchers.text import OTHER_PAPER

_PRODUCTS = 64
"""So many rows of factors are kept while a folder is scored, the last ones asked for."""

Place = tuple[str, str]
"""Criterion and evidence line: what the members of a series share."""
Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair: its score, the similarity of the subjects, and the number of the subject that comes nearest."""

    score: float
    similarity: float
    best: int
    rival: float


class Scores:
    """The scores of a folder: all pairs that may be offered, and what each document is like."""

    def __init__(
        self,
        asked: Sequence[Asked],
        seen: Seen,
        memory: Memory,
        rows: Sequence[Mapping[int, Scored]],
        best: _Best,
    ) -> None:
        self._asked, self._seen, self._memory, self._best = asked, seen, memory, best
        self.rows = rows
        """For each requirement the documents that score `OFFER`, and those of their copies that are worth naming."""

    def reasons(self, requirement: int, document: int) -> tuple[str, ...]:
        """What speaks for and against a pair of `rows`."""
        pair, asked, shown = self.rows[requirement][document], self._asked[requirement], self._seen.shown[document]
        if not shown.readable:
            return score_unreadable(asked, shown, pair.similarity)[1]
        return self._memory.reasons(asked, shown, pair.similarity, pair.best, pair.rival)

    def best_lines(self, document: int) -> dict[str, tuple[str, float]]:
        """For each component that a document is like: the evidence line that fits best, and its score."""
        return self._best.of(document)

    def best_scores(self, codes: Sequence[str], documents: Sequence[int]) -> Floats:
        """For some documents (rows) the score of the best line of each component (columns), 0 where it has none."""
        return self._best.scores(codes, documents)

    def best_line(self, code: str, document: int) -> str:
        """The evidence line of a component that fits a document best, "" where none does."""
        return self._best.line(code, document)


def score_all(requirements: Sequence[Asked], seen: Seen, memory: Memory, papers: Sequence[int] | None = None) -> Scores:
    """The scores of all pairs; `papers` are the numbers of the documents' papers: those of one paper are copies."""
    topics = [shown.topic for shown in seen.shown]
    wanted = [topic for asked in requirements for topic in asked.topics]
    doubtful = [not shown.topic_sure for shown in seen.shown]
    index = FolderIndex(topics, doubtful, wanted, memory.parts, memory.drawn)
    folder = _Folder(seen, memory, _Similarities(index, requirements), papers)
    rows: list[Mapping[int, Scored]] = [{} for _ in requirements]
    places: dict[Place, list[int]] = defaultdict(list)
    for number, asked in enumerate(requirements):
        places[_place(asked.requirement)].append(number)
    best = _Best(sorted({code for code, _ in places}), len(seen.shown))
    # In the order of the places: of equal scores the first is the best.
    for place, members in sorted(places.items()):
        found = []
        for number in members:
            row = folder.row(requirements[number])
            rows[number] = folder.kept(row)
            found.append(row)
        best.add(place, found)
    return Scores(requirements, seen, memory, rows, best)


def _place(requirement: Requirement) -> Place:
    return requirement.criterion, requirement.id


@dataclass(frozen=True, slots=True)
class _Row:
    """The documents worth naming for one requirement, rising, with their scores and what these rest on."""

    documents: Numbers
    scores: Floats
    similar: Floats
    best: Numbers


class _Folder:
    """Arrays over the documents of a folder."""

    def __init__(self, seen: Seen, memory: Memory, similarities: _Similarities, papers: Sequence[int] | None) -> None:
        self._memory, self._similarities, self._kinds, self._hint_kinds = (
            memory, similarities, seen.kinds, seen.hint_kinds,
        )  # fmt: skip
        self._origin = np.array([ORIGIN_WEIGHT[shown.origin] for shown in seen.shown])
        self._doubt = np.array([TOPIC_IN_DOUBT if is_doubtful_topic(shown) else 1.0 for shown in seen.shown])
        self._no_hint = np.array([ELSEWHERE if shown.hints else 1.0 for shown in seen.shown])
        self._products: dict[Hashable, Floats] = {}
        self._readable = np.array([shown.readable for shown in seen.shown], dtype=bool)
        self._shown = seen.shown
        self._rival = similarities.nearest()
        self._told: dict[str, list[int]] = defaultdict(list)
        for number, shown in enumerate(seen.shown):
            for code in shown.told:
                self._told[code].append(number)
        self._paper = np.array(range(len(seen.shown)) if papers is None else papers, np.intp)

    def row(self, asked: Asked) -> _Row:
        """All documents worth naming for a requirement."""
        similar, best = self._similarities.to(asked)
        hints = self._memory.hints(asked.requirement.criterion, self._hint_kinds)
        score = self._subject(similar, hints)
        score *= self._first_look(asked)
        at = np.flatnonzero(self._readable & (score >= WORTH_NAMING / IN_FOLDER))
        score, best = score[at], best[at]
        capped = np.zeros(len(at), dtype=bool)
        filed = hints[at] >= FILE
        for number in range(FIRST_LOOK, len(EVIDENCE)):
            factors = self._factors(number, asked, at, best)
            if EVIDENCE[number].caps:
                capped |= factors < 1.0
            else:
                score *= factors
            if number == ACTIVITY:
                filed &= factors > OTHER_PAPER
        if told := self._told.get(asked.requirement.criterion):
            capped |= score * self._unaided(asked, similar, told)[at] < SURE_KIND
        lifted = np.maximum(score, np.minimum(score * IN_FOLDER, SURE_KIND - 0.01))
        score = np.minimum(np.where((score < SURE_KIND) & filed, lifted, score), 1.0)
        score = np.where(capped & (score >= SURE_KIND), SURE_KIND - 0.001 - 0.01 * (1.0 - score), score)
        kept = score >= WORTH_NAMING
        row = _Row(at[kept], score[kept], similar[at][kept], best[kept])
        dim = np.flatnonzero(~self._readable & (hints >= FILE))
        return self._with_unreadable(row, asked, dim, similar) if len(dim) else row

    def _first_look(self, asked: Asked) -> Floats:
        """The product of the factors that look at no words; many requirements ask for the same type, body and year."""
        demands = tuple(EVIDENCE[number].demand(asked, 0) for number in range(FIRST_LOOK))
        product = self._products.pop(demands, None)
        if product is None:
            product = np.ones(len(self._readable))
            nearest = np.zeros(1, np.intp)
            for number in range(FIRST_LOOK):
                product *= self._factors(number, asked, slice(None), nearest)
            if len(self._products) >= _PRODUCTS:
                self._products.pop(next(iter(self._products)))
        self._products[demands] = product
        return product

    def kept(self, row: _Row) -> dict[int, Scored]:
        """The pairs of a row that somebody may ask for."""
        paper = self._paper[row.documents]
        offered = np.zeros(len(self._paper), dtype=bool)
        offered[paper[row.scores >= OFFER]] = True
        at = np.flatnonzero(offered[paper])
        return {
            document: Scored(score, similar, best, rival)
            for document, score, similar, best, rival in zip(
                row.documents[at].tolist(), row.scores[at].tolist(), row.similar[at].tolist(), row.best[at].tolist(),
                self._rival[row.documents[at]].tolist(), strict=True,
            )
        }  # fmt: skip

    def _subject(self, similar: Floats, hints: Floats) -> Floats:
        """What `score_pair` makes of a similarity and the folder."""
        full = np.minimum(similar / FULL_SUBJECT, 1.0)
        near = 1.0 - NEARER * (1.0 - similar)
        subject = full * np.sqrt(np.sqrt(full)) * near * self._origin * self._doubt * self._against(similar)
        hinted: Floats = np.where(hints > 0, subject + (1 - subject) * HINT_GAIN * hints, subject * self._no_hint)
        return hinted

    def _unaided(self, asked: Asked, similar: Floats, told: Sequence[int]) -> Floats:
        """What is left of the likeness of each document without the hints of `told`."""
        left = np.ones(len(similar))
        for number in told:
            shown = self._shown[number]
            own = own_likeness(float(similar[number]), shown, float(self._rival[number]))
            left[number] = unaided(own, asked, shown)
        return left

    def _against(self, similar: Floats) -> Floats:
        ratio = np.divide(similar, self._rival, out=np.ones(len(similar)), where=similar > 0)
        np.maximum(ratio, LEAST_AGAINST, out=ratio)
        against: Floats = (ratio * ratio) * (ratio * ratio) * ratio
        return against

    def _factors(self, number: int, asked: Asked, at: Numbers | slice, best: Numbers) -> Floats:
        """Factors of one piece of evidence for the documents at `at`, whose nearest subjects are `best`."""
        evidence, table = EVIDENCE[number], self._memory.tables[number]
        kinds = self._kinds[number][at]
        subjects = np.unique(best).tolist() or [0]
        demands = {subject: evidence.demand(asked, subject) for subject in subjects}
        if len(set(demands.values())) == 1:
            return table.factors(demands[subjects[0]], _factor_of(evidence, asked, subjects[0]), kinds)
        factors = np.empty(len(kinds))
        for subject, demand in demands.items():
            own = best == subject
            factors[own] = table.factors(demand, _factor_of(evidence, asked, subject), kinds[own])
        return factors

    def _with_unreadable(self, row: _Row, asked: Asked, dim: Numbers, similar: Floats) -> _Row:
        scores = [score_unreadable(asked, self._shown[at], float(similar[at]))[0] for at in dim.tolist()]
        documents = np.concatenate((row.documents, dim))
        order = np.argsort(documents)
        return _Row(
            documents[order],
            np.concatenate((row.scores, scores))[order],
            np.concatenate((row.similar, similar[dim]))[order],
            np.concatenate((row.best, np.zeros(len(dim), np.intp)))[order],
        )


def _factor_of(evidence: Evidence, asked: Asked, best: int) -> Callable[[Shown], float]:
    return lambda shown: evidence.piece(asked, shown, best)[0]


class _Similarities:
    """Similarities of all topics that are asked for to all documents, by topic."""

    def __init__(self, index: FolderIndex, requirements: Sequence[Asked]) -> None:
        topics = list(dict.fromkeys(topic for asked in requirements for topic in asked.topics))
        self._index = index
        self._row = {topic: number for number, topic in enumerate(topics)}
        self._plain, self._drawn = index.rows(topics or [""])

    def to(self, asked: Asked) -> tuple[Floats, Numbers]:
        """For each document the similarity to the nearest subject of the requirement, and that subject's number."""
        numbers = [self._row[topic] for topic in asked.topics]
        rows = np.stack([self._index.spread(self._plain[n], self._drawn[n]) for n in numbers])
        return rows.max(axis=0), rows.argmax(axis=0)

    def nearest(self) -> Floats:
        """For each document the similarity to the subject that is nearest to it of all."""
        return self._index.spread(self._plain.max(axis=0), self._drawn.max(axis=0))


class _Best:
    """For each component and document the best evidence line and its score, kept up as lines come in."""

    def __init__(self, codes: Sequence[str], size: int) -> None:
        self._codes = {code: number for number, code in enumerate(codes)}
        self._lines: list[str] = []
        self._scores = np.zeros((len(codes), size), np.float32)
        self._numbers = np.zeros((len(codes), size), np.int16)

    def add(self, place: Place, rows: Sequence[_Row]) -> None:
        """Take in a line; the score of a document is that of its best member."""
        scores, numbers = self._scores[self._codes[place[0]]], self._numbers[self._codes[place[0]]]
        for row in rows:
            given = row.scores.astype(np.float32)  # as they are kept: of equal scores the first stays
            better = given > scores[row.documents]
            at = row.documents[better]
            scores[at], numbers[at] = given[better], len(self._lines)
        self._lines.append(place[1])

    def of(self, document: int) -> dict[str, tuple[str, float]]:
        """For each component that a document may serve the best line and its score."""
        column = self._scores[:, document]
        return {
            code: (self._lines[self._numbers[number, document]], float(column[number]))
            for code, number in self._codes.items()
            if column[number] > 0
        }

    def scores(self, codes: Sequence[str], documents: Sequence[int]) -> Floats:
        """The scores of some documents (rows) and components (columns)."""
        found = np.zeros((len(documents), len(codes)))
        for column, code in enumerate(codes):
            if code in self._codes:
                found[:, column] = self._scores[self._codes[code], documents]
        return found

    def line(self, code: str, document: int) -> str:
        """The best line of a component for a document."""
        number = self._codes.get(code)
        if number is None or not self._scores[number, document]:
            return ""
        return self._lines[int(self._numbers[number, document])]
