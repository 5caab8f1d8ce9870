"""Every requirement against every document: how sure it is that this paper is of that kind, 0..1, and why.

Similarities come in rows over the whole folder, and the factors of type, body and year are the same for many
documents; a pair is only looked at in detail when those leave it a chance.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from criteria.types import is_numbered
from matchers.features import ORIGIN_WEIGHT, Asked, Shown
from matchers.fits import (
    HINT_GAIN,
    Piece,
    activity_piece,
    hinted,
    issuer_fit,
    negative_piece,
    period_piece,
    state_piece,
    type_fit,
    window_piece,
    year_piece,
)
from matchers.hints import FILE, strength
from matchers.similarity import SubjectIndex
from matchers.text import OTHER_PAPER

OFFER = 0.5
"""Score from which a document is offered: of the kind but for one contradiction, or with a doubtful subject."""
SURE_KIND = 0.75
"""Score from which the kind needs no second look; measured in `tests/matchers/test_benchmark.py`."""
WORTH_NAMING = 0.1
"""Score from which a pair is remembered as "nearest" of a document that fits nothing."""
UNREADABLE_SCORE = 0.55
"""A file of which nothing was read, but which lies in the folder of the criterion."""
_NAME_WORDS = 0.05
_FULL_SUBJECT = 0.88
"""Similarity that counts as full: the subject of a document always says a little more than the requirement."""

IN_FOLDER = 1.15
"""A doubtful document is offered more readily where a person put it: this makes up for a plan instead of a report."""
_CONTRAST = 1.25
"""Exponent that pushes half likeness down: topics of one field share half their words."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair: number of the requirement, number of the document, score and reasons."""

    requirement: int
    document: int
    score: float
    reasons: tuple[str, ...]


def score_pair(asked: Asked, shown: Shown, similarity: float, best: int = 0) -> tuple[float, tuple[str, ...]]:
    """Score and reasons of one pair; `similarity` is that of the subjects, `best` the number of the nearest one."""
    subject, hint = hinted(_subject_score(similarity, shown), asked, shown)
    activity = activity_piece(asked, shown, best)
    pieces: list[Piece] = [
        type_fit(asked, shown),
        issuer_fit(asked, shown),
        year_piece(asked, shown),
        period_piece(asked, shown),
        (1.0, _subject_reason(similarity, shown)),
        activity,
        negative_piece(asked, shown, best),
        window_piece(asked, shown),
        state_piece(shown),
        (1.0, hint),
    ]
    score = subject
    for factor, _ in pieces:
        score *= factor
    filed = strength(shown.hints, asked.requirement.criterion) >= FILE
    if score < SURE_KIND and filed and activity[0] > OTHER_PAPER:
        # The folder makes it worth a look, and surer of nothing; comments on the plan lie beside it and are no plan.
        score = max(score, min(score * IN_FOLDER, SURE_KIND - 0.01))
    return min(score, 1.0), tuple(reason for _, reason in pieces if reason)


def _subject_score(similarity: float, shown: Shown) -> float:
    doubt = 0.98 if shown.origin == "trich_yeu" and not shown.topic_sure else 1.0
    return _likeness(similarity) * ORIGIN_WEIGHT[shown.origin] * doubt


def _likeness(similarity: float) -> float:
    return float(min(similarity / _FULL_SUBJECT, 1.0) ** _CONTRAST)


def _subject_reason(similarity: float, shown: Shown) -> str:
    if shown.origin == "none":
        return "chưa đọc được trích yếu"
    where = {"trich_yeu": "trích yếu", "text": "phần đầu văn bản", "name": "tên tệp"}[shown.origin]
    return f"{where} khớp {round(100 * _likeness(similarity))}%"


def score_all(requirements: Sequence[Asked], documents: Sequence[Shown]) -> list[Scored]:
    """All pairs worth naming, by requirement and then document."""
    index = SubjectIndex([d.topic for d in documents], (t for asked in requirements for t in asked.topics))
    rows = _Rows(documents)
    found: list[Scored] = []
    for number, asked in enumerate(requirements):
        similar, best = _similarities(index, asked, rows)
        hints = rows.hints(asked.requirement.criterion)
        subject = np.minimum(similar / _FULL_SUBJECT, 1.0) ** _CONTRAST * rows.origin
        bound = (subject + (1 - subject) * HINT_GAIN * hints) * rows.factors(asked)
        for place in map(int, np.flatnonzero(rows.readable & (bound >= WORTH_NAMING))):
            shown = documents[place]
            score, reasons = score_pair(asked, shown, float(similar[place]), int(best[place]))
            if score >= WORTH_NAMING:
                found.append(Scored(number, place, score, reasons))
        for place in map(int, np.flatnonzero(~rows.readable & (hints >= FILE))):
            found.append(_unreadable(number, asked, documents[place], float(similar[place])))
    return found


def _unreadable(number: int, asked: Asked, shown: Shown, similarity: float) -> Scored:
    """A file that could not be read, offered where its folder puts it: it explains the gap.

    The words of its name only decide between the requirements of that criterion.
    """
    force = strength(shown.hints, asked.requirement.criterion)
    reason = f"tệp không đọc được, nhưng đặt ở mã {asked.requirement.criterion}"
    score = UNREADABLE_SCORE * (0.9 + 0.1 * force) + _NAME_WORDS * _likeness(similarity)
    return Scored(number, shown.number, score, (reason,))


def _similarities(index: SubjectIndex, asked: Asked, rows: _Rows) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """For each document the similarity to the nearest subject of the requirement, and that subject's number."""
    table = np.stack([rows.similarity(index, topic) for topic in asked.topics])
    best = table.argmax(axis=0)
    return table.max(axis=0), best


class _Rows:
    """Arrays over the documents, made once per distinct demand: many requirements ask for the same type and body."""

    def __init__(self, documents: Sequence[Shown]) -> None:
        self._documents = documents
        self._kept: dict[Hashable, NDArray[np.float64]] = {}
        self._similar: dict[str, NDArray[np.float64]] = {}
        self.origin = np.array([ORIGIN_WEIGHT[d.origin] for d in documents])
        self.readable = np.array([d.readable for d in documents], dtype=bool)

    def factors(self, asked: Asked) -> NDArray[np.float64]:
        """Product of the factors of type, body, year and period."""
        wanted = asked.requirement
        window = (wanted.window.start, wanted.window.end)
        return (
            self._row(("type", wanted.types), type_fit, asked, lambda d: (d.types, d.type_sure))
            * self._row(
                ("issuer", asked.issuers),
                issuer_fit,
                asked,
                lambda d: (d.issuer, d.issuer_sure, is_numbered(d.document)),
            )
            * self._row(
                ("year", asked.years, asked.years_assumed, asked.types, window),
                year_piece,
                asked,
                lambda d: (
                    d.years,
                    d.year_broken,
                    d.issued,
                    d.document.is_sure("ngay_ban_hanh"),
                    d.document.state,
                    is_numbered(d.document),
                ),
            )
            * self._row(
                ("period", asked.periods, wanted.period, window),
                period_piece,
                asked,
                lambda d: (d.periods, d.issued, (d.words, d.issuer) if asked.series and not asked.periods else None),
            )
        )

    def _row(
        self,
        key: Hashable,
        piece: Callable[[Asked, Shown], Piece],
        asked: Asked,
        same: Callable[[Shown], Hashable],
    ) -> NDArray[np.float64]:
        row = self._kept.get(key)
        if row is None:
            seen: dict[Hashable, float] = {}
            values = []
            for document in self._documents:
                kind = same(document)
                if kind not in seen:
                    seen[kind] = piece(asked, document)[0]
                values.append(seen[kind])
            row = self._kept[key] = np.array(values)
        return row

    def hints(self, criterion: str) -> NDArray[np.float64]:
        """Strength of the folder hints for a criterion."""
        key = ("hint", criterion)
        row = self._kept.get(key)
        if row is None:
            row = self._kept[key] = np.array(
                [strength(d.hints, criterion) if d.hints else 0.0 for d in self._documents]
            )
        return row

    def similarity(self, index: SubjectIndex, topic: str) -> NDArray[np.float64]:
        """Similarity of a topic to every document."""
        row = self._similar.get(topic)
        if row is None:
            row = self._similar[topic] = index.similarity(topic)
        return row
