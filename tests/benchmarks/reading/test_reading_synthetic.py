from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from benchmarks.reading.papers import paper
from benchmarks.reading.places import places
from benchmarks.reading.synthetic import DEGRADATIONS, families, generate, make_document
from samples.fonts import missing_letters

FIELDS = {
    *("kind", "pages", "so_ky_hieu", "so_handwritten", "ngay_ban_hanh", "co_quan_ban_hanh", "co_quan_chu_quan"),
    *("loai_van_ban", "trich_yeu", "nguoi_ky", "chuc_vu", "degradation", "dpi", "font"),
}
DECREE_30_TYPES = 27
"""Types with an abbreviation in Nghị định 30/2020/NĐ-CP, Phụ lục III, that are generated, and công văn."""


@pytest.fixture(scope="module")
def papers() -> list:
    return [paper(random.Random(seed), incoming=seed % 2 == 0) for seed in range(1500)]


def test_the_same_key_gives_the_same_pixels_and_facts_and_another_key_others() -> None:
    first, again, other = (make_document(key, "clean", 200) for key in ("a", "a", "b"))
    assert first == again
    assert first[0] != other[0]
    assert first[1] != other[1]


@pytest.mark.parametrize(("degradation", "dpi"), [("bilevel", 200), ("combo", 300)])
def test_a_document_is_pictures_only_and_fully_labelled(degradation: str, dpi: int) -> None:
    pdf, facts = make_document("k", degradation, dpi)
    assert set(facts) == FIELDS
    assert [name for name, value in facts.items() if value is None] in ([], ["co_quan_chu_quan"])
    assert (facts["kind"], facts["so_handwritten"]) == ("scan", False)
    assert (facts["degradation"], facts["dpi"]) == (degradation, dpi)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == facts["pages"] in (1, 2, 3)
    for page in document:
        assert page.get_textpage().count_chars() == 0
        (image,) = page.get_objects()
        assert image.get_px_size()[0] == pytest.approx(page.get_width() / 72 * dpi, abs=2)
        if degradation == "bilevel":
            assert image.get_filters() == ["CCITTFaxDecode"]
    document.close()


def test_a_folder_holds_each_cell_under_names_that_tell_nothing(tmp_path: Path) -> None:
    lines = list(generate(tmp_path, 5, 1, resolutions=(200,), degradations=("clean", "combo")))
    assert [(line["file"], line["degradation"], line["seed"]) for line in lines] == [
        ("d0001.pdf", "clean", 5),
        ("d0002.pdf", "combo", 5),
    ]
    assert [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text(encoding="utf-8").splitlines()] == lines
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d0001.pdf", "d0002.pdf", "labels.jsonl"]


def test_there_are_nine_ways_to_spoil_a_scan() -> None:
    assert len(DEGRADATIONS) == 9


def test_every_type_and_level_is_drawn(papers: list) -> None:
    assert len({made.type for made in papers}) == DECREE_30_TYPES
    words = Counter(made.office.name.split()[0] for made in papers)
    assert {"UBND", "HĐND", "Sở", "Bộ", "Phòng", "Văn", "Trung", "Đảng", "Ban", "Hội"} <= set(words)
    assert {made.number[0] == "0" for made in papers if int(made.number) < 10} == {True, False}


def test_only_councils_and_the_party_pass_resolutions(papers: list) -> None:
    assert all(made.office.party or made.office.name.startswith("HĐND") for made in papers if made.type == "Nghị quyết")


def test_no_district_issues_after_the_districts_ended_and_no_commune_of_today_before(papers: list) -> None:
    turn = date(2025, 7, 1)
    kinds = {made.office.name.rpartition("UBND ")[2].split()[0]: made.day for made in papers}
    assert {"huyện", "xã", "phường"} <= set(kinds)
    for made in papers:
        if "huyện" in made.office.name:
            assert made.day < turn
        if made.office.name.startswith(("UBND xã", "UBND phường")):
            assert made.day >= turn


def test_a_stamp_of_arrival_has_another_date_than_the_document(papers: list) -> None:
    stamped = [made for made in papers if made.incoming]
    assert len(stamped) == 750
    assert all(made.incoming.day > made.day for made in stamped)


def test_the_register_gives_every_district_and_commune_its_province() -> None:
    found = places()
    assert all(place.province for place in (*found.districts, *found.communes))
    assert all(place.first <= place.last for level in (found.provinces, found.districts) for place in level)


def test_the_faces_have_all_letters() -> None:
    assert [missing_letters(face) for family in families() for face in family.faces()] == [""] * 4 * len(families())
