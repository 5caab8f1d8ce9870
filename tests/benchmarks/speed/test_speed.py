"""The measurements themselves: what the plain way takes from a text, how ways are compared, what is made to be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from benchmarks.speed.layers import OVER_SCAN, REMAPPED, RETYPED, count_judgements
from benchmarks.speed.naive import fields
from benchmarks.speed.pairs import Accuracy, accuracy, measure, spread
from benchmarks.speed.papers import long_scans, text_document, text_files, thousand, write_set
from benchmarks.speed.routes import Route, routes
from benchmarks.speed.text import text_rate

HEAD = """UBND TỈNH SƠN LA          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ
Số: 188 /KH-SNV      Sơn La, ngày 5 tháng 7 năm 2025
Căn cứ Quyết định số 12/QĐ-UBND ngày 01 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh"""


@pytest.mark.parametrize(
    ("text", "number", "day", "body"),
    [
        (HEAD, "188/KH-SNV", "2025-07-05", "SỞ NỘI VỤ"),
        (HEAD.splitlines()[-1], "12/QĐ-UBND", "2024-02-01", None),
        ("số 36-HD/VPTW", "36-HD/VPTW", None, None),
        ("Số:      /KH-SNV", None, None, None),
        ("", None, None, None),
    ],
    ids=["a head", "the cited one when there is no other", "of the Party", "blank", "nothing"],
)
def test_the_plain_way_takes_the_first_match(text: str, number: str | None, day: str | None, body: str | None) -> None:
    assert fields(text) == {"so_ky_hieu": number, "ngay_ban_hanh": day, "co_quan_ban_hanh": body}


@pytest.mark.parametrize(
    ("figures", "median", "least", "most"), [([3.0], 3, 3, 3), ([4, 1, 2], 2, 1, 4), ([1, 2, 3, 10], 2.5, 1, 10)]
)
def test_a_spread_is_median_and_extremes(figures: list[float], median: float, least: float, most: float) -> None:
    found = spread(figures)
    assert (found.median, found.least, found.most) == (median, least, most)


LABEL = {"file": "a.pdf", "so_ky_hieu": "188/KH-SNV", "ngay_ban_hanh": "2025-07-05", "co_quan_ban_hanh": None}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    (tmp_path / "a.pdf").write_bytes(b"")
    missing = LABEL | {"file": "not-there.pdf"}
    lines = [json.dumps(label, ensure_ascii=False) for label in (LABEL, missing)]
    (tmp_path / "labels.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (LABEL, [(1, 0, 1), (1, 0, 1), (0, 0, 0)]),
        ({"so_ky_hieu": "188 / kh-snv"}, [(1, 0, 1), (0, 0, 1), (0, 0, 0)]),
        ({"so_ky_hieu": "138/KH-SNV", "co_quan_ban_hanh": "Sở Nội vụ"}, [(0, 1, 1), (0, 0, 1), (0, 1, 0)]),
        ({}, [(0, 0, 1), (0, 0, 1), (0, 0, 0)]),
    ],
    ids=["all", "spaces and case aside", "wrong, and invented", "nothing"],
)
def test_right_and_wrong_are_counted(
    labelled: Path, found: Mapping[str, Any], expected: list[tuple[int, int, int]]
) -> None:
    assert list(accuracy(labelled, {"a.pdf": found}).values()) == [Accuracy(*counts) for counts in expected]


def test_a_folder_without_labels_has_no_accuracy(tmp_path: Path) -> None:
    assert accuracy(tmp_path, {"a.pdf": LABEL}) == {}


def test_ways_take_turns_at_beginning(labelled: Path) -> None:
    order: list[str] = []

    def way(name: str) -> Route:
        def read(folder: Path) -> dict[str, Any]:
            order.append(name)
            return {"a.pdf": LABEL}

        return Route(name, read)

    timings = measure(labelled, [way("ours"), way("theirs")], pairs=3)
    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]
    assert [timing.name for timing in timings] == ["ours", "theirs"]
    assert timings[0].ratio.median == 1
    assert timings[1].accuracy["so_ky_hieu"] == Accuracy(1, 0, 1)


def test_our_way_comes_first() -> None:
    assert routes()[0].name.startswith("kiemchung")


# --- what is made -----------------------------------------------------------------------------------------------------


def page_count(pdf: bytes) -> int:
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


@pytest.mark.parametrize("pages", [2, 3, 6])
def test_a_text_document_has_the_pages_asked_for_and_always_the_same_bytes(pages: int) -> None:
    made = text_document("một", pages)
    assert page_count(made.pdf) == made.label["pages"] == pages
    assert made == text_document("một", pages)
    assert made.label["kind"] == "digital"


def test_scans_bear_no_text_and_are_labelled(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "scans", long_scans(seed=1, count=1))
    (label,) = [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    document = pdfium.PdfDocument((folder / label["file"]).read_bytes())
    assert len(document) == label["pages"] == 3
    assert all(document[i].get_textpage().count_chars() == 0 for i in range(3))
    document.close()
    assert label["kind"] == "scan" and label["so_ky_hieu"]


def test_the_mixed_folder_repeats_pages_but_no_file() -> None:
    made = list(thousand(seed=1, count=2, pool=1))
    assert len({document.pdf for document in made}) == 2
    assert made[0].label == made[1].label
    assert [page_count(document.pdf) for document in made] == [document.label["pages"] for document in made]


def test_text_files_are_read_without_ocr(tmp_path: Path) -> None:
    rate = text_rate(write_set(tmp_path / "text", text_files(seed=1, count=1)), repetitions=1)
    assert (rate.files, rate.pages) == (1, 2)
    assert rate.per_second.median > 0


def test_every_layer_is_judged_as_what_it_is() -> None:
    tallies = {tally.kind: tally for tally in count_judgements(seed=1, documents=1)}
    assert tallies.keys() == {"lớp chữ đúng", *RETYPED, *REMAPPED, OVER_SCAN}
    assert all(tally.pages > 0 for tally in tallies.values())
    assert sum(tally.wrong for tally in tallies.values()) == 0
