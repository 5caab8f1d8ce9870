"""Marks given back to words of bodies, and family names known among misread ones."""

from __future__ import annotations

import pytest

from extractors.document import fold
from extractors.surnames import SURNAMES, surname
from extractors.terms import TERMS, marks_mended


@pytest.mark.parametrize(
    ("seen", "meant", "reason"),
    [
        (
            "trường đại học công nghệ thông tin và truyên thông",
            "trường đại học công nghệ thông tin và truyền thông",
            "a lost mark",
        ),
        ("ban cháp hành trung ương", "ban chấp hành trung ương", "a lost hat"),
        ("sở giáo dục và đào tạo", "sở giáo dục và đào tạo", "right already"),
        ("sở thông tin, truyên thông", "sở thông tin, truyền thông", "the comma stays"),
        ("xã mộc lỵ", "xã mộc lỵ", "no term: left alone"),
        ("trường đại học công nghị thông tin", "trường đại học công nghệ thông tin", "a wrong letter"),
        ("vả thruyen thông", "và truyền thông", "a letter too many, and the word before"),
        ("ùy bạn nhân dâm xã an bình", "ủy ban nhân dân xã an bình", "a committee as a whole"),
        ("ủyban nhândân tỉnh", "ủy ban nhân dân tỉnh", "lost spaces"),
        ("trười đại học ngoại ngữ", "trường đại học ngoại ngữ", "two letters for one"),
        ("ubnd xã vân hòa", "ubnd xã vân hòa", "a place, not văn hóa"),
        ("bệnh viện thanh trì", "bệnh viện thanh trì", "a place, not thanh tra"),
        ("", "", "nothing"),
    ],
)
def test_marks_mended(seen: str, meant: str, reason: str) -> None:
    assert marks_mended(seen.split()) == meant.split(), reason


def test_every_term_survives_itself() -> None:
    for term in TERMS:
        assert " ".join(marks_mended(term.split())) == term or [fold(t) for t in TERMS].count(fold(term)) > 1


@pytest.mark.parametrize(
    ("seen", "meant", "reason"),
    [
        ("Nguyễn", "Nguyễn", "as written"),
        ("Nguyên", "Nguyễn", "a lost mark"),
        ("Trân", "Trần", "a lost mark"),
        ("Ha", "Ha", "Hà or Hạ: kept as seen"),
        ("Lò", "Lò", "a name of the Thái"),
        ("Quảng", "Quàng", "a misread mark; that it is a place is for the signer's rules to see"),
        ("Thường", None, "no family name folds like it"),
        ("Giám", None, "a post"),
        ("Huỳn", "Huỳnh", "a lost letter: no Vietnamese word has this rhyme"),
        ("Trươg", "Trương", "a lost letter"),
        ("Minh", None, "a word of its own, one letter from Ninh"),
    ],
)
def test_surname(seen: str, meant: str | None, reason: str) -> None:
    assert surname(seen) == meant, reason


def test_names_are_listed_once() -> None:
    assert len(set(SURNAMES)) == len(SURNAMES)
