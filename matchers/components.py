"""Which component of the set a document belongs to, also where it is none of the papers that the set lists.

Officials put the plan of an inspection, the decision that forms its team and the notice of its days under the component
on inspections, though only its conclusions are listed as evidence.  What speaks for a component is the score of its
best requirement, and how much of what the subject says is said by the requirements, by the component's own name and by
the names above it.  Words that few components say tell more.  The four shares are weighed as fitted on real
assignments (`matchers.weights`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from criteria.codes import sort_key
from criteria.model import CriteriaSet, Nearest, Subject
from criteria.requirements import JUDGED_BY_DOCUMENTS
from matchers.features import Asked
from matchers.text import names_of, topic
from matchers.weights import WEIGHTS, Weights

NEAREST = 3
"""How many components are named for a document that serves none."""


Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ComponentText:
    """What a component says of itself beside its requirements."""

    name: str
    above: tuple[str, ...] = ()
    evidence: str = ""


Texts = Mapping[str, ComponentText]
"""By the code of each component."""
NO_TEXTS: Texts = MappingProxyType({})
"""Only the requirements say what the components are about."""


def component_texts(criteria: CriteriaSet) -> dict[str, ComponentText]:
    """The texts of all components that documents are asked for: names from the field down, evidence as printed."""
    found = {}
    names = {criterion.code: criterion.name for criterion in criteria.walk()}
    for leaf in criteria.leaves():
        if leaf.method in JUDGED_BY_DOCUMENTS:
            parts = leaf.code.split(".")
            codes = (".".join(parts[:size]) for size in range(1, len(parts)))
            above = tuple(names[code] for code in codes if code in names)
            found[leaf.code] = ComponentText(leaf.name, above, leaf.evidence_text)
    return found


class Components:
    """The components of a set, told apart by their words; what was made of a topic is kept."""

    def __init__(self, asked: Sequence[Asked], texts: Texts, subject: Subject, weights: Weights = WEIGHTS) -> None:
        names = names_of(subject.unit, subject.parent, subject.province)
        required: dict[str, set[str]] = defaultdict(set)
        for one in asked:
            described = topic(one.requirement.description, names)
            required[one.requirement.criterion].update(_words((*one.topics, described)))
        for code, text in texts.items():
            required[code].update(_words(topic(line, names) for line in text.evidence.splitlines()))
        own = {code: _words((topic(text.name, names),)) for code, text in texts.items()}
        above = {code: _words(topic(name, names) for name in text.above) for code, text in texts.items()}
        self.codes: tuple[str, ...] = tuple(sorted(required, key=sort_key))
        self._said = tuple(_Said(words, self.codes) for words in (required, own, above))
        self._weights = weights.components
        self._by_words: dict[str, Floats] = {}

    def evidence(self, about: str, scored: Mapping[str, tuple[str, float]]) -> dict[str, tuple[float, ...]]:
        """What speaks for each component, each 0..1, in the order of `Weights.components`.

        `about` is the topic of the document, `scored` the best requirement of each component with its score.
        """
        words = sorted(_words((about,)))
        shares = [said.shares(words).tolist() for said in self._said]
        return {
            code: (scored.get(code, ("", 0.0))[1], *said)
            for code, said in zip(self.codes, zip(*shares, strict=True), strict=True)
        }

    def rank(self, about: str, scored: Mapping[str, tuple[str, float]]) -> tuple[Nearest, ...]:
        """All components, the nearest first; the value is the weighted mean of what speaks for each."""
        scores = np.array([[scored.get(code, ("", 0.0))[1] for code in self.codes]])
        (near,) = self.nearest((about,), scores, len(self.codes))
        return tuple(Nearest(code, scored.get(code, ("", 0.0))[0], value) for code, value in near)

    def nearest(self, abouts: Sequence[str], scores: Floats, most: int) -> list[list[tuple[str, float]]]:
        """For each of some documents the components it is nearest to, best first, with the value of `rank`.

        `scores` has a row for each document and a column for each of `codes`: the score of its best requirement.
        """
        words = [self._words_say(about) for about in abouts]
        values = np.round((self._weights[0] * scores + np.array(words).reshape(scores.shape)) / sum(self._weights), 4)
        if most < len(self.codes):
            best, kept = self._best(values, most)
        else:
            best = np.argsort(-values, axis=1, kind="stable")
            kept = np.take_along_axis(values, best, axis=1)
        return [
            [(self.codes[number], value) for number, value in zip(row, said, strict=True)]
            for row, said in zip(best.tolist(), kept.tolist(), strict=True)
        ]

    def _best(self, values: Floats, most: int) -> tuple[NDArray[np.intp], Floats]:
        """Numbers and values of the largest values of each row, of equal ones the first; `values` is used up."""
        rows = np.arange(len(values))
        best, kept = [], []
        for _ in range(most):
            number = values.argmax(axis=1)
            best.append(number)
            kept.append(values[rows, number])
            values[rows, number] = -1.0
        return np.stack(best, axis=1), np.stack(kept, axis=1)

    def _words_say(self, about: str) -> Floats:
        """What the words of a topic say for each component, weighted."""
        known = self._by_words.get(about)
        if known is None:
            words = sorted(_words((about,)))
            known = np.zeros(len(self.codes))
            for weight, said in zip(self._weights[1:], self._said, strict=True):
                known += weight * said.shares(words)
            self._by_words[about] = known
        return known


class _Said:
    """Which words which components say."""

    def __init__(self, said: Mapping[str, Collection[str]], codes: Sequence[str]) -> None:
        place = {code: number for number, code in enumerate(codes)}
        words = sorted({word for own in said.values() for word in own})
        self._word = {word: number for number, word in enumerate(words)}
        table = np.zeros((len(words), len(codes)))
        for code, own in said.items():
            table[[self._word[word] for word in own], place[code]] = 1.0
        rare = np.array([self._rarity(len(said), count) for count in table.sum(axis=1).tolist()])
        self._table = table * rare[:, np.newaxis]
        self._rare = rare.tolist()
        self._unknown = self._rarity(len(said), 0)
        self._size = len(codes)

    @staticmethod
    def _rarity(size: int, count: float) -> float:
        return 1.0 + math.log((1 + size) / (1 + count))

    def shares(self, words: Sequence[str]) -> Floats:
        """How much of some words each component says, 0..1, the rarer ones counting more."""
        known = [number for word in words if (number := self._word.get(word)) is not None]
        if not known:
            return np.zeros(self._size)
        whole = math.fsum((*(self._rare[number] for number in known), self._unknown * (len(words) - len(known))))
        shares: Floats = self._table[known].sum(axis=0) / whole
        return shares


def _words(topics: Iterable[str]) -> set[str]:
    """Words and pairs of words of bare topics."""
    found: set[str] = set()
    for text in topics:
        words = text.split()
        found.update(words, (f"{a} {b}" for a, b in pairwise(words)))
    return found
