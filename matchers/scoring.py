"""One requirement against one document: how sure it is that this paper is of that kind, 0..1, and why.

`matchers.bulk` computes the same scores for whole folders; it takes the pieces of evidence from `EVIDENCE`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from criteria.types import is_numbered
from matchers.features import ORIGIN_WEIGHT, Asked, Shown
from matchers.fits import (
    Piece,
    activity_piece,
    hinted,
    issuer_fit,
    negative_piece,
    period_piece,
    reading_piece,
    series_piece,
    state_piece,
    type_fit,
    unaided,
    window_piece,
    year_piece,
)
from matchers.hints import FILE, strength
from matchers.text import OTHER_PAPER, contains
from matchers.weights import WEIGHTS

OFFER = WEIGHTS.offer
"""Score from which a document is offered: of the kind but for one contradiction, or with a doubtful subject."""
SURE_KIND = WEIGHTS.sure_kind
"""Score from which the kind needs no second look; `python -m benchmarks.matching near` measures what that means."""
WORTH_NAMING = 0.1
"""Score from which a pair is remembered as "nearest" of a document that fits nothing."""
UNREADABLE_SCORE = 0.55
"""A file of which nothing was read, but which lies in the folder of the criterion."""
FULL_SUBJECT = 0.88
"""Similarity that counts as full: the subject of a document always says a little more than the requirement."""

IN_FOLDER = 1.15
"""A doubtful document is offered more readily where a person put it: this makes up for a plan instead of a report."""
TOPIC_IN_DOUBT = 0.98
"""Factor of a subject that was read with doubt."""
LEAST_AGAINST = 0.7
"""A subject that is like nothing much is no other requirement's paper either."""
_TELLING = 0.9
NEARER = 0.06
"""Of two subjects that are full, the nearer one goes first: a small share of the similarity itself."""
_NAME_WORDS = 0.05


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair: number of the requirement, number of the document, score and reasons."""

    requirement: int
    document: int
    score: float
    reasons: tuple[str, ...]


def score_pair(
    asked: Asked, shown: Shown, similarity: float, best: int = 0, rival: float = 0.0
) -> tuple[float, tuple[str, ...]]:
    """Score and reasons of one pair; `similarity` is that of the subjects, `best` the number of the nearest one.

    `rival` is the similarity of the document to the subject that is nearest to it of all that are asked for.
    """
    subject, hint = hinted(own_likeness(similarity, shown, rival), asked, shown)
    pieces = [evidence.piece(asked, shown, best) for evidence in EVIDENCE]
    activity, _ = pieces[ACTIVITY]
    score = subject * math.prod(factor for factor, _ in pieces[:FIRST_LOOK])
    capped = False
    for evidence, (factor, _) in zip(EVIDENCE[FIRST_LOOK:], pieces[FIRST_LOOK:], strict=True):
        if evidence.caps:
            capped = capped or factor < 1.0
        else:
            score *= factor
    # The table is what is checked, and last year is not this year: neither makes sure what is not sure without it.
    capped = capped or score * unaided(own_likeness(similarity, shown, rival), asked, shown) < SURE_KIND
    pieces.insert(_SUBJECT_AFTER, (1.0, subject_reason(similarity, shown)))
    pieces.append((1.0, hint))
    pieces.append((1.0, rival_reason(similarity, rival)))
    filed = strength(shown.hints, asked.requirement.criterion) >= FILE
    if score < SURE_KIND and filed and activity > OTHER_PAPER:
        # The folder makes it worth a look, and surer of nothing; comments on the plan lie beside it and are no plan.
        score = max(score, min(score * IN_FOLDER, SURE_KIND - 0.01))
    score = min(score, 1.0)
    return below_sure(score) if capped and score >= SURE_KIND else score, tuple(r for _, r in pieces if r)


def below_sure(score: float) -> float:
    """A score from `SURE_KIND` on, brought just below it; the order of scores is kept."""
    return SURE_KIND - 0.001 - 0.01 * (1.0 - score)


def own_likeness(similarity: float, shown: Shown, rival: float) -> float:
    """What the subject alone says, before any hint."""
    return _subject_score(similarity, shown) * _against(similarity, rival)


def _subject_score(similarity: float, shown: Shown) -> float:
    doubt = TOPIC_IN_DOUBT if is_doubtful_topic(shown) else 1.0
    near = 1.0 - NEARER * (1.0 - similarity)
    return _likeness(similarity) * near * ORIGIN_WEIGHT[shown.origin] * doubt


def _against(similarity: float, rival: float) -> float:
    """Words that another requirement asks for and this one does not: its paper, and not only a longer subject.

    The fifth power: of 2 to 8 the least with which on clean tune folders fewer than 1 in 100 papers is counted wrongly.
    """
    ratio = max(similarity / max(rival, similarity) if similarity else 1.0, LEAST_AGAINST)
    return (ratio * ratio) * (ratio * ratio) * ratio


def rival_reason(similarity: float, rival: float) -> str:
    """That another requirement asks for just this subject, in words."""
    told = _against(similarity, rival) < _TELLING
    return "trích yếu sát với nội dung của yêu cầu khác hơn" if told else ""


def is_doubtful_topic(shown: Shown) -> bool:
    """Whether the topic comes from a subject that was read with doubt."""
    return shown.origin == "trich_yeu" and not shown.topic_sure


def _likeness(similarity: float) -> float:
    """Half likeness is pushed down (x to the power of 1.25): topics of one field share half their words.

    Roots and not a power: they are the same to the last bit for one value and for a row of them.
    """
    full = min(similarity / FULL_SUBJECT, 1.0)
    return full * math.sqrt(math.sqrt(full))


def subject_reason(similarity: float, shown: Shown) -> str:
    """How far the subject agrees, in words."""
    if shown.origin == "none":
        return "chưa đọc được trích yếu"
    where = {"trich_yeu": "trích yếu", "text": "phần đầu văn bản", "name": "tên tệp"}[shown.origin]
    return f"{where} khớp {round(100 * _likeness(similarity))}%"


def score_unreadable(asked: Asked, shown: Shown, similarity: float) -> tuple[float, tuple[str, ...]]:
    """A file that could not be read, offered where its folder, or another hint, puts it: it explains the gap.

    The words of its name only decide between the requirements of that criterion.
    """
    code = asked.requirement.criterion
    force, told = strength(shown.hints, code), shown.told.get(code)
    reason = f"tệp không đọc được, nhưng {told.reason if told else f'đặt ở mã {code}'}"
    return UNREADABLE_SCORE * (0.9 + 0.1 * force) + _NAME_WORDS * _likeness(similarity), (reason,)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence, and what it looks at: two demands, or two documents, that agree in it get one factor.

    The number is that of the subject of the requirement that comes nearest.
    """

    piece: Callable[[Asked, Shown, int], Piece]
    demand: Callable[[Asked, int], Hashable]
    kind: Callable[[Shown], Hashable]
    caps: bool = False
    """It speaks not of the kind but of the reading: where it is below 1, no score is sure."""


def _window(asked: Asked) -> Hashable:
    return asked.requirement.window.start, asked.requirement.window.end


def _activities_asked(asked: Asked, best: int) -> Hashable:
    return asked.activities[best], asked.topics[best], asked.topics


def _ruled_out(asked: Asked, best: int) -> Hashable:
    return tuple(n for n in asked.negatives if not contains(asked.topics[best], n, near=False))


EVIDENCE = (
    Evidence(
        lambda asked, shown, _: type_fit(asked, shown),
        lambda asked, _: (asked.types, asked.requirement.types),
        lambda shown: (shown.types, shown.type_sure, shown.document.text_of("loai_van_ban")),
    ),
    Evidence(
        lambda asked, shown, _: issuer_fit(asked, shown),
        lambda asked, _: asked.issuers,
        lambda shown: (shown.issuer, shown.issuer_sure, is_numbered(shown.document)),
    ),
    Evidence(
        lambda asked, shown, _: year_piece(asked, shown),
        lambda asked, _: (asked.years, asked.years_assumed, asked.types, _window(asked)),
        lambda shown: (
            shown.years,
            shown.year_broken,
            shown.issued,
            shown.document.is_sure("ngay_ban_hanh"),
            shown.document.state,
            is_numbered(shown.document),
            shown.types,
        ),
    ),
    Evidence(
        lambda asked, shown, _: period_piece(asked, shown),
        lambda asked, _: (asked.periods, asked.requirement.period, _window(asked)),
        lambda shown: (shown.periods, shown.issued),
    ),
    Evidence(
        lambda asked, shown, _: series_piece(asked, shown),
        lambda asked, _: None if asked.periods else asked.requirement.period,
        lambda shown: (shown.words, shown.issuer),
    ),
    Evidence(
        activity_piece,
        _activities_asked,
        lambda shown: (shown.activities, shown.words, shown.topic, shown.front, shown.topic_sure),
    ),
    Evidence(
        reading_piece,
        lambda asked, best: asked.topics[best],
        lambda shown: (shown.strange, shown.topic) if shown.strange else None,
        caps=True,
    ),
    Evidence(negative_piece, _ruled_out, lambda shown: shown.front),
    Evidence(
        lambda asked, shown, _: window_piece(asked, shown),
        lambda asked, _: _window(asked),
        lambda shown: shown.issued,
    ),
    Evidence(
        lambda asked, shown, _: state_piece(shown),
        lambda asked, _: None,
        lambda shown: shown.document.state,
    ),
)
"""All that speaks for or against a pair beside subject and folder, in the order of the reasons."""

ACTIVITY = 5
"""The place of the piece on other papers of the same topic."""
FIRST_LOOK = 4
"""So many of them decide whether a pair is worth the others, which look at words."""
_SUBJECT_AFTER = 5
"""The reason of the subject stands behind so many of the others."""
