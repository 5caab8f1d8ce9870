from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors.document import Citation, Document, Fact, Source, TextSource
from extractors.limits import Limits
from extractors.number_and_date import findings_of
from extractors.options import ReadOptions
from extractors.serial import document_to_dict
from pipeline.reading import options_key
from pipeline.record import record_run
from pipeline.run import Evidence, read_evidence
from pipeline.scan import scan
from pipeline.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits of POSIX")

OPTIONS = ReadOptions(ocr=False)
Letter = Callable[..., Path]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "van ban"
    made.mkdir()
    return made


def read(place: Path, store: Store | None, options: ReadOptions = OPTIONS, *, fresh: bool = False) -> Evidence:
    read_file = "task_functions:read_by_name"
    evidence = read_evidence(scan(place), options, store=store, jobs=2, fresh=fresh, read_file=read_file)
    if store is not None:
        record_run(store, evidence.files, evidence.documents, None)
    return evidence


def age(place: Path) -> None:
    """Date the files back: what has just changed is hashed again, on purpose."""
    for path in place.rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))


@pytest.mark.usefixtures("tasks")
def test_one_bad_file_is_a_finding_and_never_the_end(place: Path, letter: Letter, read_log: Path) -> None:
    letter(place / "KH 12.docx")
    for name in ("crash.pdf", "hang.pdf", "hoard.pdf"):
        (place / name).write_bytes(b"%PDF-1.4 " + name.encode())
    (place / "junk.pdf").write_bytes(os.urandom(2000))
    options = replace(OPTIONS, limits=Limits(document_seconds=3, worker_bytes=256 * 1024 * 1024))
    evidence = read(place, None, options)
    findings = {
        d.file: [f.message for f in d.findings if f.code in ("unreadable", "wrong_format")] for d in evidence.documents
    }
    assert findings["KH 12.docx"] == []
    assert "dừng đột ngột" in findings["crash.pdf"][0]
    assert "Quá thời gian" in findings["hang.pdf"][0]
    assert "bộ nhớ" in findings["hoard.pdf"][0]
    assert findings["junk.pdf"]
    assert [d.file for d in evidence.documents] == ["crash.pdf", "hang.pdf", "hoard.pdf", "junk.pdf", "KH 12.docx"]
    assert all(d.sha256 for d in evidence.documents)


def record(path: Path, number: str, confidence: float, cites: tuple[Citation, ...] = ()) -> None:
    facts = {
        "so_ky_hieu": Fact(number, confidence, Source.HANDWRITING),
        "ngay_ban_hanh": Fact(date(2025, 3, 5), 0.97, Source.OCR),
        "co_quan_ban_hanh": Fact("UBND xã Di Linh", 0.97, Source.OCR),
    }
    document = Document(path.name, "", (1, 1), 1, facts, TextSource.OCR, cites=cites)
    document = replace(document, findings=findings_of(document))
    path.write_text(json.dumps([document_to_dict(document)]), encoding="utf-8")


@pytest.mark.usefixtures("tasks", "read_log")
def test_documents_confirm_each_other_and_the_store_keeps_what_each_says_alone(place: Path, tmp_path: Path) -> None:
    record(place / "record 1.pdf", "75/KH-UBND", 0.85)
    record(place / "record 2.pdf", "3/BC-UBND", 0.97, (Citation("75/KH-UBND", date(2025, 3, 5), None, 1),))
    with Store(tmp_path / "a.db") as store:
        both = read(place, store).documents
        again = read(place, store).documents
        (place / "record 2.pdf").unlink()
        (alone,) = read(place, store).documents
    assert both[0].facts["so_ky_hieu"].confirmed_by == ("citation",)
    assert both[0].findings == ()
    assert again == both
    assert alone.facts["so_ky_hieu"] == Fact("75/KH-UBND", 0.85, Source.HANDWRITING)
    assert [f.code for f in alone.findings] == ["low_confidence"]


@pytest.mark.usefixtures("tasks")
def test_a_second_run_reads_nothing(place: Path, tmp_path: Path, letter: Letter, read_log: Path) -> None:
    letter(place / "1.1" / "KH 12.docx")
    (place / "crash.pdf").write_bytes(b"%PDF-1.4")
    age(place)
    with Store(tmp_path / "a.db") as store:
        first = read(place, store)
    read_log.write_text("", encoding="utf-8")
    with Store(tmp_path / "a.db") as store:
        second = read(place, store)
    assert first.read == 2
    assert second.read == 0
    assert second.documents == first.documents
    assert read_log.read_text(encoding="utf-8") == ""


@pytest.mark.usefixtures("tasks")
def test_what_changed_is_read_again_and_what_moved_is_not(
    place: Path, tmp_path: Path, letter: Letter, read_log: Path
) -> None:
    letter(place / "a.docx", number="1/KH-UBND")
    letter(place / "b.docx", number="2/KH-UBND")
    age(place)
    with Store(tmp_path / "a.db") as store:
        read(place, store)
        letter(place / "a.docx", number="31/KH-UBND")
        (place / "moved").mkdir()
        (place / "b.docx").rename(place / "moved" / "b.docx")
        read_log.write_text("", encoding="utf-8")
        evidence = read(place, store)
    assert read_log.read_text(encoding="utf-8") == "a.docx\n"
    assert {d.file: d.text_of("so_ky_hieu") for d in evidence.documents} == {
        "a.docx": "31/KH-UBND",
        "moved/b.docx": "2/KH-UBND",
    }


@pytest.mark.usefixtures("tasks")
def test_other_options_and_fresh_read_again(place: Path, tmp_path: Path, letter: Letter, read_log: Path) -> None:
    letter(place / "a.docx")
    with Store(tmp_path / "a.db") as store:
        assert read(place, store).read == 1
        assert read(place, store).read == 0
        assert read(place, store, replace(OPTIONS, full_text=True)).read == 1
        assert read(place, store, fresh=True).read == 1


@pytest.mark.usefixtures("tasks")
def test_an_archive_is_read_as_if_it_were_a_folder(place: Path, tmp_path: Path, letter: Letter, read_log: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(letter(tmp_path / "x.docx", number="7/KH-UBND"), "Kế hoạch.docx")
    with zipfile.ZipFile(place / "goi.zip", "w") as archive:
        archive.write(letter(tmp_path / "y.docx", number="8/KH-UBND"), "1.1/KH.docx")
        archive.writestr("trong.zip", inner.getvalue())
        archive.writestr("../ra ngoai.pdf", b"%PDF-1.4 broken")
    with Store(tmp_path / "a.db") as store:
        first = read(place, store)
        second = read(place, store)
    assert {d.file: d.text_of("so_ky_hieu") for d in first.documents} == {
        "goi.zip/1.1/KH.docx": "8/KH-UBND",
        "goi.zip/ra ngoai.pdf": None,
        "goi.zip/trong.zip/Kế hoạch.docx": "7/KH-UBND",
    }
    assert second.documents == first.documents
    assert second.read == 0
    assert sorted(path.name for path in place.rglob("*")) == ["goi.zip"]


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"PK\x05\x06" + b"\0" * 18])
def test_an_archive_that_gives_nothing_is_a_finding(place: Path, read_log: Path, content: bytes) -> None:
    (place / "goi.zip").write_bytes(content)
    (document,) = read(place, None).documents
    assert document.file == "goi.zip"
    assert [finding.severity for finding in document.findings] == ["error"]


@pytest.mark.usefixtures("tasks")
def test_a_file_that_cannot_be_opened_is_a_finding(place: Path, read_log: Path) -> None:
    (place / "a.pdf").symlink_to(place / "nothing")
    (document,) = read(place, None).documents
    assert [f.code for f in document.findings] == ["unreadable"]
    assert document.sha256 == ""


def test_passwords_decide_the_key_but_do_not_show_in_it() -> None:
    keys = {options_key(replace(OPTIONS, passwords=words)) for words in ((), ("bí mật",), ("khác",))}
    assert len(keys) == 3
    assert not any("bí mật" in key for key in keys)
