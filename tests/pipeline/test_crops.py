"""Pictures of doubtful lines in the folder of results: whole, of this run, and never in the folder of evidence."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors.document import Document, Fact, Source
from extractors.options import ReadOptions
from pipeline.crops import crop_paths, crops_of, remove_stale_crops, write_crops
from pipeline.errors import OutputError
from pipeline.record import record_run
from pipeline.run import Evidence, read_evidence
from pipeline.scan import scan
from pipeline.store import Store

Letter = Callable[..., Path]
UNSURE = Fact("75/KH-UBND", 0.6, Source.HANDWRITING, page=2, crop=b"number")
DOUBTED = Fact(date(2025, 1, 2), 0.6, Source.OCR, crop=b"day")
SHA = "ab" * 32
NUMBER, DAY = f"anh/{SHA[:16]}-p2-so.jpg", f"anh/{SHA[:16]}-p1-ngay.jpg"


def document(number: Fact = UNSURE, day: Fact = DOUBTED, file: str = "a.pdf", sha256: str = SHA) -> Document:
    return Document(file, sha256, (1, 2), 2, {"so_ky_hieu": number, "ngay_ban_hanh": day})


def lying(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("number", "paths", "reason"),
    [
        (UNSURE, {"so_ky_hieu": NUMBER, "ngay_ban_hanh": DAY}, "named after content, page and field"),
        (replace(UNSURE, confidence=0.95), {"ngay_ban_hanh": DAY}, "confirmed since it was read"),
        (replace(UNSURE, crop=None), {"ngay_ban_hanh": DAY}, "of a page without a picture"),
    ],
)
def test_where_the_pictures_of_a_document_lie(number: Fact, paths: dict[str, str], reason: str) -> None:
    assert crop_paths(document(number)) == paths, reason


def test_copies_of_a_file_share_their_pictures(tmp_path: Path) -> None:
    copies = [document(file="1.1/a.pdf"), document(file="2.1/bản sao của a.pdf")]
    write_crops(copies, tmp_path)
    assert lying(tmp_path) == {NUMBER: b"number", DAY: b"day"}
    remove_stale_crops(copies[1:], tmp_path)
    assert lying(tmp_path) == {NUMBER: b"number", DAY: b"day"}, "the other copy is still there"


def test_a_picture_of_another_reading_is_replaced_whole(tmp_path: Path) -> None:
    write_crops([document()], tmp_path)
    (tmp_path / NUMBER).write_bytes(b"half a pic")
    write_crops([document()], tmp_path)
    assert lying(tmp_path) == {NUMBER: b"number", DAY: b"day"}


def test_pictures_of_earlier_runs_go_and_files_of_people_stay(tmp_path: Path) -> None:
    write_crops([document(), document(sha256="cd" * 32)], tmp_path)
    (tmp_path / "anh" / "ghi chú.jpg").write_bytes(b"mine")
    (tmp_path / f"{NUMBER}.tmp").write_bytes(b"of a run that was killed")
    remove_stale_crops([document()], tmp_path)
    assert lying(tmp_path) == {NUMBER: b"number", DAY: b"day", "anh/ghi chú.jpg": b"mine"}
    remove_stale_crops([], tmp_path)
    assert lying(tmp_path) == {"anh/ghi chú.jpg": b"mine"}


def test_without_pictures_there_is_no_folder_for_them(tmp_path: Path) -> None:
    sure = document(replace(UNSURE, crop=None), replace(DOUBTED, crop=None))
    write_crops([sure], tmp_path)
    remove_stale_crops([sure], tmp_path)
    assert crops_of([sure]) == {} and not (tmp_path / "anh").exists()
    write_crops([document()], tmp_path)
    remove_stale_crops([sure], tmp_path)
    assert not (tmp_path / "anh").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "anh").write_text("a file in the way")
    with pytest.raises(OutputError, match=r"anh.*jpg"):
        write_crops([document()], tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits of POSIX")
@pytest.mark.usefixtures("tasks")
def test_pictures_come_from_the_cache_as_they_were_read(tmp_path: Path, letter: Letter, read_log: Path) -> None:
    """Two names of one content, and one of them in an archive: as many facts, one picture."""
    place = tmp_path / "van ban"
    paper = letter(place / "giay.docx")  # a name with the number would confirm it
    with zipfile.ZipFile(place / "goi.zip", "w") as archive:
        archive.write(paper, "1.1/bản sao.docx")

    def read(store: Store) -> Evidence:
        evidence = read_evidence(
            scan(place), ReadOptions(ocr=False), store=store, jobs=1, read_file="task_functions:read_pictured"
        )
        record_run(store, evidence.files, evidence.documents, None)
        return evidence

    with Store(tmp_path / "a.db") as store:
        first, second = read(store), read(store)
        rows = store.rows("select file, crop from v_doubts order by file")
    assert (first.read > 0, second.read) == (True, 0)
    assert crops_of(second.documents) == crops_of(first.documents)
    ((path, crop),) = crops_of(first.documents).items()
    sha256 = first.documents[0].sha256
    assert (path, crop) == (f"anh/{sha256[:16]}-p1-so.jpg", sha256.encode())
    assert rows == [{"file": name, "crop": path} for name in ("giay.docx", "goi.zip/1.1/bản sao.docx")]
