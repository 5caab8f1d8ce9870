import numpy as np
import pytest

from training.dataset import batches
from training.scenes import Fill, Sample, Source


@pytest.fixture
def made() -> list[Sample]:
    rng = np.random.default_rng(1)
    texts = ["7", "04", "", "1406", "31", "299", "08"]
    return [
        Sample(
            rng.integers(0, 256, (32, 16 * (2 + i % 3))).astype(np.uint8),
            text,
            Fill.HAND if text else Fill.OTHER,
            Source.PEN if text else Source.NONE,
        )
        for i, text in enumerate(texts)
    ]


@pytest.mark.parametrize("seed", [None, 3])
def test_every_sample_once_with_its_digits(made, seed):
    rng = None if seed is None else np.random.default_rng(seed)
    got = list(batches(made, 3, rng))
    assert sorted(text for batch in got for text in batch.texts) == sorted(s.text for s in made)
    for batch in got:
        assert batch.strips.shape[:3] == (len(batch.texts), 1, 32)
        assert batch.strips.dtype == np.float32
        assert batch.strips.min() >= 0 and batch.strips.max() <= 1
        assert batch.digits.tolist() == [int(c) + 1 for text in batch.texts for c in text]
        assert batch.lengths.tolist() == [len(text) for text in batch.texts]
        assert [f == Fill.OTHER for f in batch.fills] == [text == "" for text in batch.texts]


def test_without_a_generator_strips_are_as_made(made):
    for batch in batches(made, 1, None):
        (sample,) = [s for s in made if s.text == batch.texts[0]]
        assert np.array_equal(np.rint(batch.strips[0, 0] * 255).astype(np.uint8), sample.strip)


def test_strips_of_like_width_come_together(made):
    widths = [batch.strips.shape[3] for batch in batches(made, 2, None)]
    assert widths == sorted(widths)
