"""Letters of one shape are one letter."""

from __future__ import annotations

import pytest

from matchers.shapes import drawn_grams, shape
from matchers.similarity import FolderIndex


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("tuyeu", "tuyen"),
        ("hauh", "hanh"),
        ("kiern tra", "kiem tra"),
        ("guyen", "quyen"),
        ("cai coch", "cai cach"),
        ("1uan", "luan"),
        ("clan", "dan"),
    ],
)
def test_confused_letters_have_one_shape(read: str, printed: str) -> None:
    assert shape(read) == shape(printed)


@pytest.mark.parametrize(("one", "other"), [("kiem", "kien"), ("tra", "soat"), ("cong", "vien"), ("chi", "chu")])
def test_other_words_keep_other_shapes(one: str, other: str) -> None:
    assert shape(one) != shape(other)


def test_groups_do_not_see_spaces() -> None:
    assert drawn_grams("phan cap") == drawn_grams("ph ancap")
    assert drawn_grams("") == {}


def test_only_doubtful_topics_are_compared_by_shape() -> None:
    topics = ["phan cep phan guyen", "phan cep phan guyen", "giam ngheo"]
    sure, doubtful, other = FolderIndex(topics, [False, True, True], ["phan cap phan quyen"]).similarity(
        "phan cap phan quyen"
    )
    assert doubtful > 0.95 > sure
    assert other < 0.3
