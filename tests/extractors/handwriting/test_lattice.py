from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.handwriting.lattice import Lattice, best_of, score_texts


def _collapsed(path: tuple[int, ...]) -> str:
    return "".join(str(c - 1) for c, _ in groupby(path) if c)


def _exact(columns: np.ndarray) -> dict[str, float]:
    """Probability of every string by walking every path."""
    sums: dict[str, float] = {}
    for path in product(range(columns.shape[1]), repeat=columns.shape[0]):
        text = _collapsed(path)
        sums[text] = sums.get(text, 0.0) + float(np.exp(sum(columns[t, c] for t, c in enumerate(path))))
    return sums


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_scores_are_the_sum_over_all_paths(seed, length):
    logits = np.random.default_rng(seed).normal(0, 2, (length, 4)).astype(np.float32)  # blank, 0, 1, 2
    lattice = Lattice.of_logits(logits)
    exact = _exact(lattice.columns)
    texts = sorted(exact)
    assert np.exp(score_texts(lattice, texts)) == pytest.approx([exact[t] for t in texts], abs=1e-9)
    assert sum(exact.values()) == pytest.approx(1)


@given(st.integers(0, 10_000))
def test_best_are_the_most_probable(seed):
    logits = np.random.default_rng(seed).normal(0, 2, (5, 4)).astype(np.float32)
    lattice = Lattice.of_logits(logits)
    exact = sorted(_exact(lattice.columns).items(), key=lambda item: -item[1])[:3]
    assert [p for _, p in best_of([lattice], 3)] == pytest.approx([p for _, p in exact], abs=1e-9)
    assert [t for t, _ in best_of([lattice], 3)] == [t for t, _ in exact]


@pytest.mark.parametrize(
    ("columns", "best"),
    [
        ([0, 0, 0], ""),
        ([0, 2, 0], "1"),
        ([2, 2, 0], "1"),  # one digit over two columns
        ([2, 0, 2], "11"),  # a blank parts equal digits
        ([1, 8, 0, 0, 9], "078"),
    ],
)
def test_sure_columns(columns, best):
    logits = np.full((len(columns), 11), -20, np.float32)
    logits[np.arange(len(columns)), columns] = 20
    text, probability = best_of([Lattice.of_logits(logits)], 1)[0]
    assert (text, round(probability, 6)) == (best, 1)


def test_a_string_longer_than_the_lattice_is_impossible():
    lattice = Lattice.of_logits(np.zeros((2, 11), np.float32))
    assert np.exp(score_texts(lattice, ["123", "11"])).tolist() == [0, 0]
