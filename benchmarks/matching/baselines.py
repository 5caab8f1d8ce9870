"""What plain text search reaches: BM25, rapidfuzz's token_set_ratio, and the names of the files alone.

BM25 is written out here: of the libraries that have it, rank-bm25 has seen no release since 2022.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from extractors.document import Document, fold

Scores = NDArray[np.float64]
Baseline = Callable[[Sequence[str], Sequence[Document]], Scores]
"""Texts of what is asked for × documents → a table of scores, higher is nearer."""

_K1, _B = 1.5, 0.75
_WORD = re.compile(r"[a-z0-9]+")


def text_of(document: Document) -> str:
    """Type and subject, folded: what there is to compare."""
    return fold(f"{document.text_of('loai_van_ban') or ''} {document.text_of('trich_yeu') or ''}")


def bm25(asked: Sequence[str], documents: Sequence[Document]) -> Scores:
    """Okapi BM25 of each text asked for over the documents."""
    counted = [Counter(_WORD.findall(text_of(document))) for document in documents]
    lengths = np.array([max(sum(words.values()), 1) for words in counted])
    spread = Counter(word for words in counted for word in words)
    long = lengths / lengths.mean()
    found = np.zeros((len(asked), len(documents)))
    for row, text in zip(found, asked, strict=True):
        for word in set(_WORD.findall(fold(text))) & spread.keys():
            rare = math.log(1 + (len(documents) - spread[word] + 0.5) / (spread[word] + 0.5))
            often = np.array([words[word] for words in counted])
            row += rare * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * long))
    return found


def token_set(asked: Sequence[str], documents: Sequence[Document]) -> Scores:
    """The token_set_ratio of rapidfuzz."""
    return _cdist(asked, [text_of(document) for document in documents])


def file_names(asked: Sequence[str], documents: Sequence[Document]) -> Scores:
    """The same of the names of the files alone."""
    return _cdist(asked, [" ".join(_WORD.findall(fold(d.file.rpartition(".")[0]))) for d in documents])


def _cdist(asked: Sequence[str], texts: Sequence[str]) -> Scores:
    return np.asarray(process.cdist([fold(text) for text in asked], texts, scorer=fuzz.token_set_ratio), dtype=float)


BASELINES: dict[str, Baseline] = {"BM25": bm25, "token_set_ratio": token_set, "tên tệp": file_names}
