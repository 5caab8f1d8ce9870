"""Whether the text layer of a page may be trusted."""

from __future__ import annotations

import unicodedata

import pytest

from extractors.document import Box, Source, fold
from extractors.layer import Layer, is_vietnamese, judge_layer
from extractors.page import Page, Word

GOOD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập Tự do Hạnh phúc Căn cứ Luật Tổ chức chính quyền địa phương, "
    "Ủy ban nhân dân xã ban hành kế hoạch cải cách hành chính năm 2025 với các nội dung như sau"
)
ENGLISH_OCR = (
    "CQNG HOA XA HQI CHU NGHIA VIET NAM DQc l4p Tq do Hgnh phric Cdn cri Lu4t T6 chric chinh quydn dia phuong, "
    "Uy ban nhdn ddn x5 ban hdnh k6 ho4ch cii cdch hinh chinh nim 2025 vdi cric nQi dung nhu sau"
)
TCVN3 = (
    "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph­¬ng, "
    "Uû ban nh©n d©n x· ban hµnh kÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2025"
)
PRIVATE = "".join(chr(0xE000 + ord(c)) if c.isalpha() and ord(c) < 128 else c for c in GOOD)
ENGLISH = "This page was left blank on purpose by the program that made the file and has no other use at all here"


def words(text: str, source: Source = Source.TEXT) -> tuple[Word, ...]:
    return tuple(Word(w, Box(i, 0, i + 1, 1), source) for i, w in enumerate(text.split()))


@pytest.mark.parametrize(
    ("text", "good", "why"),
    [
        (GOOD, True, "Vietnamese"),
        (GOOD.upper(), True, "in capitals"),
        (unicodedata.normalize("NFD", GOOD), True, "decomposed"),
        (GOOD.replace("Đ", "Ð"), True, "Icelandic Eth for Đ"),
        (ENGLISH_OCR, False, "a scanner's English OCR"),
        (fold(GOOD), False, "all marks lost"),
        (TCVN3, False, "an old font taken for Latin"),
        (PRIVATE, False, "letters of the private use area"),
        (GOOD.replace("a", "\ufffd"), False, "replacement characters"),
        (ENGLISH, False, "another language"),
        (" ".join(GOOD.replace(" ", "")), False, "letters one by one: text that runs up the page"),
        ("1 2 3,5 4.000 20/3/2025", True, "figures have too few letters to tell"),
        ("", True, "nothing to judge"),
    ],
)
def test_the_shape_of_vietnamese(text: str, good: bool, why: str) -> None:
    assert is_vietnamese(words(text)) is good, why


@pytest.mark.parametrize(
    ("page", "verdict", "why"),
    [
        (Page(1, 595, 842, words(GOOD)), Layer.GOOD, "text"),
        (Page(1, 595, 842, words(ENGLISH_OCR)), Layer.GARBAGE, "worthless text"),
        (Page(1, 595, 842, words(GOOD), covered=0.98), Layer.SCAN, "good words under a picture are somebody's OCR"),
        (Page(1, 595, 842, words(GOOD), covered=0.3), Layer.GOOD, "a logo covers little"),
        (Page(1, 595, 842, covered=1.0), Layer.NONE, "a picture alone"),
        (Page(1, 595, 842, words("Trang 1")), Layer.NONE, "a page number is no layer"),
        (Page(1, 595, 842, words(GOOD, Source.OVERLAY)), Layer.NONE, "words drawn over the page are no layer"),
        (Page(1, 595, 842), Layer.NONE, "an empty page"),
    ],
)
def test_verdicts(page: Page, verdict: Layer, why: str) -> None:
    assert judge_layer(page) is verdict, why
