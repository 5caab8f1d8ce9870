"""Documents as JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import (
    FIELDS,
    Box,
    Candidate,
    Citation,
    Document,
    Fact,
    Finding,
    Seal,
    Severity,
    Signature,
    Source,
    State,
    TextSource,
)
from extractors.serial import document_from_dict, document_to_dict, public_document

# what the form keeps: confidence to four places, positions to a tenth of a point
words = st.text("aăâbđê /-\n\"'<", max_size=12)
days = st.dates(date(1945, 1, 1), date(2100, 12, 31))
confidences = st.integers(0, 10_000).map(lambda n: n / 10_000)
points = st.integers(0, 8420).map(lambda n: n / 10)
boxes = st.builds(Box, points, points, points, points)


def values(name: str) -> st.SearchStrategy[str | date | tuple[str, ...]]:
    if name == "ngay_ban_hanh":
        return days
    return st.lists(words, max_size=3).map(tuple) if name == "noi_nhan" else words


def candidates(name: str) -> st.SearchStrategy[Candidate]:
    unread = st.just("…/7/2025") if name == "ngay_ban_hanh" else st.just("…/KH-UBND")
    return st.builds(Candidate, st.one_of(values(name), unread), confidences, st.sampled_from(Source))


def facts(name: str) -> st.SearchStrategy[Fact]:
    return st.builds(
        Fact,
        st.none() | values(name),
        confidences,
        st.sampled_from(Source),
        words,
        st.none() | st.integers(1, 400),
        st.none() | boxes,
        st.lists(candidates(name), max_size=2).map(tuple),
    )


signatures = st.builds(
    Signature,
    st.none() | words,
    st.none() | words,
    st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),
    *[st.none() | st.booleans()] * 3,
    st.sampled_from(["person", "body", "clerk", "portal", "unknown"]),
    st.sampled_from(["digital", "image"]),
)
documents = st.builds(
    Document,
    words,
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    st.integers(0, 9),
    st.fixed_dictionaries({}, optional={name: facts(name) for name in FIELDS}),
    st.sampled_from(TextSource),
    st.sampled_from(State),
    st.lists(signatures, max_size=2).map(tuple),
    st.builds(Seal, st.none() | st.booleans(), st.none() | st.integers(1, 9), st.none() | boxes),
    st.none() | st.booleans(),
    st.lists(st.builds(Citation, words, st.none() | days, st.none() | words, st.integers(1, 9)), max_size=2).map(tuple),
    st.lists(st.builds(Finding, words, st.sampled_from(Severity), words), max_size=2).map(tuple),
    words,
)


@settings(max_examples=150)
@given(documents)
def test_every_document_survives_json(document: Document) -> None:
    assert document_from_dict(json.loads(json.dumps(document_to_dict(document), ensure_ascii=False))) == document


def test_the_public_shape() -> None:
    document = Document(
        "1.1/KH 188.pdf",
        "ab" * 32,
        (1, 4),
        4,
        {"ngay_ban_hanh": Fact(date(2023, 7, 26), 0.98, Source.OVERLAY, "ngày 26", 1, Box(1, 2, 3, 4.04))},
        TextSource.TEXT,
        State.ISSUED,
    )
    plain = document_to_dict(document)
    assert plain["file"] == "1.1/KH 188.pdf" and plain["pages"] == [1, 4] and plain["page_count"] == 4
    assert [plain[name] for name in FIELDS if name != "ngay_ban_hanh"] == [None] * (len(FIELDS) - 1)
    assert plain["ngay_ban_hanh"] == "2023-07-26"
    assert plain["fields"] == {
        "ngay_ban_hanh": {
            "value": "2023-07-26",
            "confidence": 0.98,
            "source": "overlay",
            "raw": "ngày 26",
            "page": 1,
            "box": [1, 2, 3, 4.0],
            "candidates": [],
        }
    }
    assert "crop" not in plain["fields"]["ngay_ban_hanh"]
    assert plain["seal"] == {"present": None, "page": None, "box": None}
    assert (plain["text_source"], plain["state"], plain["handwritten_signature"]) == ("text", "issued", None)


INK = b"\xff\xd8 a picture \x00\xff"
PICTURED = Document("a.pdf", "", (1, 1), 1, {"so_ky_hieu": Fact("75/KH-UBND", 0.6, Source.HANDWRITING, crop=INK)})


def test_the_picture_of_a_line_is_stored_and_not_shown() -> None:
    """Facts are equal whatever their pictures, so the picture is compared by itself."""
    stored = json.loads(json.dumps(document_to_dict(PICTURED)))
    fact = document_from_dict(stored).fact("so_ky_hieu")
    assert fact is not None and fact.crop == INK
    assert INK not in repr(PICTURED).encode() and "crop" not in repr(PICTURED)


@pytest.mark.parametrize(
    ("crops", "path"), [({"so_ky_hieu": "anh/a.jpg"}, "anh/a.jpg"), ({"ngay_ban_hanh": "anh/b.jpg"}, None), ({}, None)]
)
def test_others_see_where_the_picture_lies(crops: dict[str, str], path: str | None) -> None:
    shown = public_document(PICTURED, crops)
    assert shown["fields"]["so_ky_hieu"]["crop"] == path
    assert not [key for key in (*shown, *shown["fields"]["so_ky_hieu"]) if key.startswith("_")]
    assert set(shown["fields"]) == {"so_ky_hieu"}


def test_a_picture_that_is_not_base64_is_refused() -> None:
    stored = document_to_dict(PICTURED)
    stored["fields"]["so_ky_hieu"]["_crop"] = "?"
    with pytest.raises(ValueError, match=r".+"):
        document_from_dict(stored)


@pytest.mark.parametrize("missing", ["file", "sha256", "pages", "fields", "seal", "findings"])
def test_an_object_without_a_key_is_refused(missing: str) -> None:
    plain = document_to_dict(Document("a.pdf", "", (1, 1), 1))
    del plain[missing]
    with pytest.raises(KeyError):
        document_from_dict(plain)


@pytest.mark.parametrize(("key", "value"), [("state", "lost"), ("text_source", "guess")])
def test_an_object_with_an_unknown_word_is_refused(key: str, value: str) -> None:
    plain = document_to_dict(Document("a.pdf", "", (1, 1), 1)) | {key: value}
    with pytest.raises(ValueError, match=value):
        document_from_dict(plain)


def test_what_confirms_a_value_travels_and_is_left_out_where_nothing_does() -> None:
    fact = Fact("12/KH-UBND", 0.95, Source.HANDWRITING, confirmed_by=("citation", "filename"), disputed_by=("order",))
    document = Document(
        "a.pdf", "", (1, 1), 1, {"so_ky_hieu": fact, "loai_van_ban": Fact("Kế hoạch", 1.0, Source.TEXT)}
    )
    plain = document_to_dict(document)
    assert plain["fields"]["so_ky_hieu"]["confirmed_by"] == ["citation", "filename"]
    assert plain["fields"]["so_ky_hieu"]["disputed_by"] == ["order"]
    assert plain["fields"]["loai_van_ban"].keys().isdisjoint({"confirmed_by", "disputed_by"})
    assert document_from_dict(plain) == document
