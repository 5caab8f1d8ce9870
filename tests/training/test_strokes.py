import numpy as np
import pytest

from training.strokes import hand, shapes, smooth, write


def test_every_digit_has_several_shapes():
    assert sorted(shapes()) == list("0123456789")
    assert all(len(ways) >= 4 for ways in shapes().values())


@pytest.mark.parametrize("digit", "0123456789")
def test_shapes_fill_their_box(digit):
    for shape in shapes()[digit]:
        points = np.concatenate(shape.strokes)
        assert -0.1 <= points[:, 1].min() <= 0.1
        assert 0.9 <= points[:, 1].max() <= 1.1
        assert points[:, 0].max() <= 1.0


def test_a_curve_goes_through_its_points():
    knots = np.array([(0, 0), (0.5, 0.2), (1, 0), (1.2, 0.9)])
    curve = smooth(knots)
    assert all(np.abs(curve - knot).sum(axis=1).min() < 1e-9 for knot in knots)


def test_a_point_given_twice_is_a_corner():
    knots = np.array([(0, 0), (0.5, 0), (1, 0), (1, 0), (1, 0.5), (1, 1)])
    assert smooth(knots)[:, 0].max() <= 1 + 1e-9  # a smooth curve would swing out
    assert smooth(np.unique(knots, axis=0))[:, 0].max() > 1


def test_no_two_writers_write_alike_but_a_seed_repeats():
    def strokes(seed: int) -> np.ndarray:
        rng = np.random.default_rng(seed)
        return np.concatenate(write("7", hand(rng), rng))

    assert np.array_equal(strokes(1), strokes(1))
    assert strokes(1).shape != strokes(2).shape or not np.allclose(strokes(1), strokes(2))


@pytest.mark.parametrize("digit", "0123456789")
def test_ink_begins_at_the_left_edge(digit):
    rng = np.random.default_rng(3)
    assert min(float(stroke[:, 0].min()) for stroke in write(digit, hand(rng), rng)) == pytest.approx(0)
