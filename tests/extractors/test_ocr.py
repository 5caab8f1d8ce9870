"""The engines behind OCR: words with places and confidence."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from extractors.ocr import LANGUAGE, Layout, NoEngineError, data_folders, engine, program_engine
from extractors.version import engine_version


@pytest.fixture(scope="module")
def row(bench: Any) -> Image.Image:
    content = bench.pdf([bench.text("UBND TỈNH SƠN LA Số: 188/KH-UBND", 20, 20)], size=(300, 40))
    picture: Image.Image = bench.photograph(content, 200)
    return picture


def test_the_vietnamese_data_is_shipped() -> None:
    assert any((folder / f"{LANGUAGE}.traineddata").is_file() for folder in data_folders())


def test_words_carry_text_place_and_confidence(row: Image.Image) -> None:
    words = engine().words(row.convert("L"), Layout.LINE, 200)
    assert [w.text for w in words] == ["UBND", "TỈNH", "SƠN", "LA", "Số:", "188/KH-UBND"]
    assert all(0.5 < w.confidence <= 1 for w in words)
    assert len({w.line for w in words}) == 1
    lefts = [w.box[0] for w in words]
    assert lefts == sorted(lefts)
    assert all(0 <= w.box[0] < w.box[2] <= row.width and 0 <= w.box[1] < w.box[3] <= row.height for w in words)


def test_an_empty_picture_has_no_words() -> None:
    assert engine().words(Image.new("L", (300, 60), 255), Layout.BLOCK, 200) == []


def test_the_engine_is_loaded_once() -> None:
    assert engine() is engine()


def test_the_version_names_reader_renderer_and_engine() -> None:
    version = engine_version()
    assert "pdfium" in version and engine().name in version


def test_the_second_engine_reads_alike_or_says_what_is_missing(row: Image.Image) -> None:
    try:
        second = program_engine()
    except NoEngineError as error:
        assert "tesseract" in str(error) or "tiếng Việt" in str(error)
        return
    words = second.words(row.convert("L"), Layout.LINE, 200)
    assert words[-1].text == "188/KH-UBND"
