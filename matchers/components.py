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

from criteria.codes import sort_key
from criteria.model import CriteriaSet, Nearest, Subject
from criteria.requirements import JUDGED_BY_DOCUMENTS
from matchers.features import Asked
from matchers.text import names_of, topic
from matchers.weights import WEIGHTS, Weights

NEAREST = 3
"""How many components are named for a document that serves none."""


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
    for leaf in criteria.leaves():
        if leaf.method in JUDGED_BY_DOCUMENTS:
            above = tuple(c.name for c in criteria.walk() if leaf.code.startswith(f"{c.code}."))
            found[leaf.code] = ComponentText(leaf.name, above, leaf.evidence_text)
    return found


class Components:
    """The components of a set, told apart by their words."""

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
        self._codes = sorted(required, key=sort_key)
        self._said = tuple(_Said(words) for words in (required, own, above))
        self._weights = weights.components

    def evidence(self, about: str, scored: Mapping[str, tuple[str, float]]) -> dict[str, tuple[float, ...]]:
        """What speaks for each component, each 0..1, in the order of `Weights.components`.

        `about` is the topic of the document, `scored` the best requirement of each component with its score.
        """
        words = sorted(_words((about,)))
        shares = [said.shares(words) for said in self._said]
        return {
            code: (scored.get(code, ("", 0.0))[1], *(share.get(code, 0.0) for share in shares)) for code in self._codes
        }

    def rank(self, about: str, scored: Mapping[str, tuple[str, float]]) -> tuple[Nearest, ...]:
        """All components, the nearest first; the value is the weighted mean of what speaks for each."""
        whole = sum(self._weights)
        found = []
        for code, values in self.evidence(about, scored).items():
            value = math.fsum(w * v for w, v in zip(self._weights, values, strict=True)) / whole
            found.append(Nearest(code, scored.get(code, ("", 0.0))[0], round(value, 4)))
        return tuple(sorted(found, key=lambda near: -near.score))


class _Said:
    """Which words which components say."""

    def __init__(self, said: Mapping[str, Collection[str]]) -> None:
        self._size = len(said)
        self._where: dict[str, list[str]] = defaultdict(list)
        for code, words in said.items():
            for word in words:
                self._where[word].append(code)
        self._rare = {word: self._rarity(len(codes)) for word, codes in self._where.items()}

    def _rarity(self, count: int) -> float:
        return 1.0 + math.log((1 + self._size) / (1 + count))

    def shares(self, words: Sequence[str]) -> dict[str, float]:
        """How much of some words each component says, 0..1, the rarer ones counting more."""
        unknown = self._rarity(0)
        whole = math.fsum(self._rare.get(word, unknown) for word in words)
        found: dict[str, float] = defaultdict(float)
        for word in words:
            for code in self._where.get(word, ()):
                found[code] += self._rare[word] / whole
        return found


def _words(topics: Iterable[str]) -> set[str]:
    """Words and pairs of words of bare topics."""
    found: set[str] = set()
    for text in topics:
        words = text.split()
        found.update(words, (f"{a} {b}" for a, b in pairwise(words)))
    return found
