"""The fitted model of confidence: what holds whatever its weights are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.trust import confidence_of

FIELDS = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "trich_yeu", "nguoi_ky")
"""Fields that are weighed when they are read by OCR."""

grounds = st.dictionaries(
    st.sampled_from(["two_agree", "three_agree", "contradicted", "best", "second", "least", "mean", "closed"]),
    st.floats(0, 1, allow_nan=False),
)


@pytest.mark.parametrize("field", FIELDS)
def test_every_weighed_field_has_a_model(field: str) -> None:
    assert 0.0 <= confidence_of(field, {}) <= 0.99


@given(st.sampled_from(FIELDS), grounds)
def test_a_confidence_is_a_probability_and_never_certain(field: str, given_grounds: dict[str, float]) -> None:
    assert 0.0 <= confidence_of(field, given_grounds) <= 0.99


@pytest.mark.parametrize("value", [1e6, -1e6])
def test_figures_out_of_all_bounds_overflow_nothing(value: float) -> None:
    assert 0.0 <= confidence_of("trich_yeu", {"least": value}) <= 0.99


@given(st.sampled_from(FIELDS), grounds)
def test_a_ground_that_was_not_fitted_counts_for_nothing(field: str, given_grounds: dict[str, float]) -> None:
    more = given_grounds | {"phase of the moon": 1.0}
    assert confidence_of(field, more) == confidence_of(field, given_grounds)


@given(st.sampled_from(FIELDS), grounds)
def test_the_order_of_the_grounds_does_not_matter(field: str, given_grounds: dict[str, float]) -> None:
    turned = dict(reversed(given_grounds.items()))
    assert confidence_of(field, turned) == pytest.approx(confidence_of(field, given_grounds))


@pytest.mark.parametrize("field", ["", "loai_van_ban", "SO_KY_HIEU"])
def test_a_field_without_model_is_an_error(field: str) -> None:
    with pytest.raises(KeyError):
        confidence_of(field, {"best": 1.0})
