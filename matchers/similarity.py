"""How near the subject of a requirement is to that of every document: TF-IDF over letter groups.

Measured on 60 requirements against 200 documents with near misses: letter groups of 2 to 4 over folded text with
acronyms written out rank best once reading errors come in (0.72 right at 12 % errors, against 0.56 for words and 0.07
to 0.54 for the usual fuzzy ratios), and an own index ranks exactly as the common libraries do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matchers.text import grams

COVERAGE_SHARE = 0.7
"""Weight of "all that is asked for is there" against "nothing else is there": subjects of documents are longer than
those of requirements, and what is too much is judged by `matchers.fits` word by word."""


class SubjectIndex:
    """An index over the topics of documents, asked with the topics of requirements.

    `background` are further topics (those of the requirements) that count for how common a letter group is;
    with a folder of three files the documents alone would not tell.
    """

    def __init__(self, topics: Sequence[str], background: Iterable[str] = ()) -> None:
        counted = [grams(topic) for topic in topics]
        spread: Counter[str] = Counter()
        for counts in counted:
            spread.update(counts.keys())
        seen = len(counted)
        for topic in background:
            spread.update(grams(topic).keys())
            seen += 1
        self._rare = {gram: 1.0 + math.log((1 + seen) / (1 + n)) for gram, n in spread.items()}
        self._unseen = 1.0 + math.log(1 + seen)
        self._size = len(counted)
        where: dict[str, tuple[list[int], list[float]]] = {}
        for number, counts in enumerate(counted):
            weights = self._weights(counts)
            for gram, weight in weights.items():
                places, values = where.setdefault(gram, ([], []))
                places.append(number)
                values.append(weight)
        self._postings: dict[str, tuple[NDArray[np.intp], NDArray[np.float64]]] = {
            gram: (np.array(places, dtype=np.intp), np.array(values)) for gram, (places, values) in where.items()
        }

    def _weights(self, counts: Counter[str]) -> dict[str, float]:
        """Unit vector of a topic."""
        raw = {gram: (1.0 + math.log(n)) * self._rare.get(gram, self._unseen) for gram, n in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {gram: weight / length for gram, weight in raw.items()}

    def similarity(self, topic: str) -> NDArray[np.float64]:
        """Similarity 0..1 of a topic to every indexed one, in their order."""
        covered = np.zeros(self._size)
        cosine = np.zeros(self._size)
        for gram, weight in self._weights(grams(topic)).items():
            posting = self._postings.get(gram)
            if posting is None:
                continue
            places, values = posting
            covered[places] += weight * weight
            cosine[places] += weight * values
        blend = COVERAGE_SHARE * covered + (1.0 - COVERAGE_SHARE) * cosine
        return np.minimum(blend, 1.0)
