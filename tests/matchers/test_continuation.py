"""Pages of one document in several pictures."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.document import Candidate, Document, Fact, Source, TextSource
from matchers.continuation import join_pictures

UNREAD = Fact(None, 0.0, Source.OCR, candidates=(Candidate("…", 0.0, Source.OCR),))


def picture(file: str, text: str = "", source: TextSource = TextSource.OCR, **values: Any) -> Document:
    facts = {name: Fact(value, 0.8, Source.OCR) for name, value in values.items()}
    return Document(file, file, (1, 1), 1, facts={"so_ky_hieu": UNREAD, **facts}, text_source=source, text=text)


HEAD = {"so_ky_hieu": "12/KH-UBND", "loai_van_ban": "Kế hoạch"}
END = {"nguoi_ky": "Lò Văn Thử", "noi_nhan": ("Lưu: VT",)}

CASES = [
    ("numbered by the camera", "a/IMG_0001.jpg", "a/IMG_0002.jpg", True),
    ("counted in brackets", "a/KH 12 (1).png", "a/KH 12 (2).png", True),
    ("counted in words", "a/KH 12 trang 1.jpg", "a/KH 12 trang 2.jpg", True),
    ("the first without a count", "a/quyet dinh.jpg", "a/quyet dinh 2.jpg", True),
    ("another name", "a/KH 12.jpg", "a/Bien ban.jpg", False),
    ("another folder", "a/IMG_0001.jpg", "b/IMG_0002.jpg", False),
    ("no picture", "a/IMG_0001.jpg", "a/IMG_0002.pdf", False),
]


@pytest.mark.parametrize(("why", "one", "two", "same"), CASES, ids=[case[0] for case in CASES])
def test_pictures_that_follow_each_other(why: str, one: str, two: str, same: bool) -> None:
    first, later = join_pictures([picture(one, "đầu", **HEAD), picture(two, "cuối", **END)])
    assert (first.text_of("nguoi_ky") == "Lò Văn Thử") is same
    assert [f.code for f in later.findings] == (["continuation"] if same else [])
    assert later.file == two
    assert (first.text == "đầu\ncuối") is same


@pytest.mark.parametrize(
    ("why", "first", "later"),
    [
        ("the first has its end", {**HEAD, **END}, END),
        ("the later one has a letterhead", HEAD, {**HEAD, **END}),
        ("the first has no letterhead", {}, END),
    ],
)
def test_what_does_not_go_on(why: str, first: dict[str, Any], later: dict[str, Any]) -> None:
    documents = [picture("a/1.jpg", **first), picture("a/2.jpg", **later)]
    assert join_pictures(documents) == tuple(documents), why


def test_a_document_of_three_pictures_and_the_next_one() -> None:
    pages = [picture(f"a/IMG_{n}.jpg", **values) for n, values in enumerate((HEAD, {}, END, HEAD, END), 1)]
    joined = join_pictures(pages)
    assert [d.text_of("nguoi_ky") for d in joined] == ["Lò Văn Thử", None, None, "Lò Văn Thử", None]
    assert joined[0].findings[0].message == "Văn bản còn trang tiếp ở tệp: IMG_2.jpg; IMG_3.jpg;"
    assert [bool(d.facts) for d in joined] == [True, False, False, True, False]
    assert join_pictures(joined) == joined


def test_a_picture_that_was_not_read_is_left_alone() -> None:
    documents = [picture("a/1.jpg", **HEAD), picture("a/2.jpg", source=TextSource.NONE)]
    assert join_pictures(documents) == tuple(documents)
