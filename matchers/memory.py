"""What matching a folder learns and can use again when the folder is matched once more.

A program that stays open (the review page) matches again after each correction.  What is expensive depends on one
document and on the words of the requirements: its comparison form, the letter groups of its topic, the factors of its
kind.  That is kept here by content, so that a run after one change computes only what the change touches, and its
outcome is that of a run from nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from criteria.model import Requirement, Subject
from extractors.document import Document, fold
from matchers.components import Components, Texts
from matchers.features import Asked, Shown, asked, mend_subject, mender_for, shown, subject_text
from matchers.given import NOTHING_GIVEN, Given
from matchers.hints import NO_HINTS, Hint, strength
from matchers.mending import Mender
from matchers.scoring import EVIDENCE, rival_reason, score_pair, subject_reason
from matchers.shapes import drawn_grams
from matchers.similarity import TopicParts
from matchers.tables import FactorTable

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

_Key = tuple[str, tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Seen:
    """The documents of a folder in comparison form, with the numbers of their kinds for each piece of evidence."""

    shown: tuple[Shown, ...]
    kinds: NDArray[np.intp]
    hint_kinds: Numbers


@dataclass(frozen=True, slots=True)
class _Known:
    """A document as it was seen: its subject as written (folded) and as mended, its hints, and what was made of it."""

    written: str
    mended: str
    given: Mapping[str, Hint]
    shown: Shown
    kinds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Reasons:
    """The reasons of a pair, which is held so that its identity stays its own, and what they rest on."""

    asked: Asked
    shown: Shown
    said: tuple[int, tuple[str, str]]
    reasons: tuple[str, ...]


class Memory:
    """Use one for one unit and year; what belongs to another is forgotten."""

    def __init__(self) -> None:
        self._subject: Subject | None = None
        self._codes: frozenset[str] = frozenset()
        self._forget()

    def _forget(self) -> None:
        self.parts = TopicParts()
        self.drawn = TopicParts(drawn_grams)
        self.tables = tuple(FactorTable(evidence.kind) for evidence in EVIDENCE)
        self._hints = FactorTable(lambda d: tuple(sorted(d.hints.items())))
        self._documents: dict[_Key, _Known] = {}
        self._asked: dict[Requirement, Asked] = {}
        self._mender: tuple[tuple[Requirement, ...], Mender] | None = None
        self._components: tuple[object, Components] | None = None
        self._reasons: dict[tuple[int, int], _Reasons] = {}
        self._given: dict[tuple[int, int], _Reasons] = {}

    def ask(self, requirements: Sequence[Requirement], subject: Subject) -> tuple[Asked, ...]:
        """The requirements in comparison form."""
        self._begin(subject)
        self._asked = {r: self._asked.get(r) or asked(r, subject) for r in requirements}
        return tuple(self._asked[r] for r in requirements)

    def see(
        self,
        documents: Sequence[Document],
        requirements: Sequence[Requirement],
        subject: Subject,
        codes: Collection[str],
        given: Given = NOTHING_GIVEN,
    ) -> Seen:
        """The documents in comparison form; those that are as before, with the same hints, are not looked at again."""
        self._begin(subject, frozenset(codes))
        mender, same = self._mender_for(requirements)
        known: dict[_Key, _Known] = {}
        for number, document in enumerate(documents):
            key = (document.file, document.pages, number if (document.file, document.pages, 0) in known else 0)
            hints = given.get(document.key, NO_HINTS)
            known[key] = self._look(self._documents.get(key), number, document, hints, mender, same)
        self._documents = known
        # Only what the last run gave is kept: a folder that changes for days must not fill the memory.
        self._reasons, self._given = self._given, {}
        kinds = np.array([found.kinds for found in known.values()], np.intp).reshape(-1, len(self.tables) + 1).T
        return Seen(tuple(found.shown for found in known.values()), kinds[:-1], kinds[-1])

    def components(self, asked: Sequence[Asked], texts: Texts, subject: Subject) -> Components:
        """The components of the requirements; those of the run before where they still say the same words."""
        words = [(one.requirement.criterion, one.topics, one.requirement.description) for one in asked]
        if self._components is None or self._components[0] != (words, texts):
            self._components = ((words, texts), Components(asked, texts, subject))
        return self._components[1]

    def hints(self, criterion: str, kinds: Numbers) -> Floats:
        """How strongly the hints of documents speak for a criterion, by the numbers of their kinds."""
        return self._hints.factors(criterion, lambda d: strength(d.hints, criterion), kinds)

    def reasons(self, asked: Asked, shown: Shown, similarity: float, best: int, rival: float) -> tuple[str, ...]:
        """What speaks for and against a pair; written anew when what they say of the subject changes."""
        key = id(asked), id(shown)
        said = best, (subject_reason(similarity, shown), rival_reason(similarity, rival))
        kept = self._reasons.get(key)
        if kept is None or kept.said != said or kept.asked is not asked or kept.shown is not shown:
            kept = _Reasons(asked, shown, said, score_pair(asked, shown, similarity, best, rival)[1])
        self._given[key] = kept
        return kept.reasons

    def _begin(self, subject: Subject, codes: frozenset[str] | None = None) -> None:
        if subject != self._subject or (codes is not None and codes != self._codes):
            kept = self._asked if subject == self._subject else {}
            self._forget()
            self._asked = kept
        self._subject = subject
        if codes is not None:
            self._codes = codes

    def _mender_for(self, requirements: Sequence[Requirement]) -> tuple[Mender, bool]:
        """The mender that knows the words of the requirements, and whether it is that of the run before."""
        texts = tuple(requirements)
        if self._mender is not None and self._mender[0] == texts:
            return self._mender[1], True
        made = mender_for(requirements)
        same = self._mender is not None and made.knows_as(self._mender[1])
        self._mender = (texts, self._mender[1] if same and self._mender is not None else made)
        return self._mender[1], same

    def _look(
        self,
        before: _Known | None,
        number: int,
        document: Document,
        given: Mapping[str, Hint],
        mender: Mender,
        same: bool,
    ) -> _Known:
        if (
            before is not None
            and before.given == given
            and (before.shown.document is document or before.shown.document == document)
            and (same or mend_subject(mender, document, before.written) == before.mended)
        ):
            if before.shown.number == number:
                return before
            return replace(before, shown=replace(before.shown, number=number))
        assert self._subject is not None
        written = fold(subject_text(document)[0])
        made = shown(number, document, self._subject, self._codes, mender, given)
        kinds = (*(table.number(made) for table in self.tables), self._hints.number(made))
        return _Known(written, mend_subject(mender, document, written), given, made, kinds)
