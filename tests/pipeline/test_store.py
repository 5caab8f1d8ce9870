from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from extractors.document import (
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
)
from pipeline.errors import OutputError, StoreError
from pipeline.record import FileRecord, record_run
from pipeline.schema import MIGRATIONS, migrate
from pipeline.store import Reading, ReadingKey, Store

KEY = ReadingKey("ab" * 32, "KH 12.pdf", "reader 1", "options 1")
DOCUMENT = Document(
    "1.1/KH 12.pdf",
    "ab" * 32,
    (1, 2),
    2,
    facts={
        "so_ky_hieu": Fact(
            "12/KH-UBND",
            0.8,
            Source.OCR,
            "Số: 12 /KH-UBND",
            1,
            Box(1, 2, 3, 4),
            (Candidate("72/KH-UBND", 0.1, Source.OCR),),
        ),
        "ngay_ban_hanh": Fact(date(2025, 7, 20), 0.99, Source.TEXT),
        "noi_nhan": Fact(("Như Điều 3", "Lưu: VT"), 0.97, Source.TEXT),
    },
    signatures=(Signature("Nguyễn Văn A", None, None, intact=True),),
    seal=Seal(True, 2),
    cites=(Citation("30/2020/NĐ-CP", date(2020, 3, 5), "Chính phủ", 1),),
    findings=(Finding("low_confidence", Severity.WARNING, "Số đọc chưa chắc"),),
    text="Kế hoạch đánh giá cải cách hành chính",
)
FILE = FileRecord("1.1/KH 12.pdf", "ab" * 32, 10, 20, 30)


def test_readings_survive_and_are_found_by_all_that_decides_them(tmp_path: Path) -> None:
    with Store(tmp_path / "kq" / "kiemchung.db") as store:
        store.keep(KEY, Reading("[]", (("trong/a.pdf", "cd"), ("xuong\ndong.pdf", "ef")), 1.5))
    with Store(tmp_path / "kq" / "kiemchung.db") as store:
        assert store.reading(KEY) == Reading("[]", (("trong/a.pdf", "cd"), ("xuong\ndong.pdf", "ef")), 1.5)
        for changed in ("sha256", "name", "engine", "options"):
            assert store.reading(replace(KEY, **{changed: "khac"})) is None
        store.forget_other_engines("reader 2")
        assert store.reading(KEY) is None


def test_two_documents_on_one_sheet_are_two_rows(tmp_path: Path) -> None:
    other = replace(DOCUMENT, facts={**DOCUMENT.facts, "so_ky_hieu": Fact("13/KH-UBND", 0.9, Source.OCR)})
    with Store(tmp_path / "a.db") as store:
        record_run(store, [FILE], [DOCUMENT, other, replace(other)], None)
        rows = store.rows("select id, so_ky_hieu from documents order by id")
    assert [(row["id"], row["so_ky_hieu"]) for row in rows] == [(1, "12/KH-UBND"), (2, "13/KH-UBND"), (3, "13/KH-UBND")]


def test_a_run_is_recorded_in_plain_tables(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        record_run(store, [FILE], [DOCUMENT], None)
        assert store.rows(
            "select field, value, confidence, source, page, x0, bottom from facts where field = 'so_ky_hieu'"
        ) == [
            {
                "field": "so_ky_hieu",
                "value": "12/KH-UBND",
                "confidence": 0.8,
                "source": "ocr",
                "page": 1,
                "x0": 1.0,
                "bottom": 4.0,
            }
        ]
        assert store.rows("select value from candidates") == [{"value": "72/KH-UBND"}]
        assert store.rows("select ngay_ban_hanh, noi_nhan, seal_present from documents") == [
            {"ngay_ban_hanh": "2025-07-20", "noi_nhan": "Như Điều 3; Lưu: VT", "seal_present": 1}
        ]
        assert store.rows("select so_ky_hieu, ngay_ban_hanh from citations") == [
            {"so_ky_hieu": "30/2020/NĐ-CP", "ngay_ban_hanh": "2020-03-05"}
        ]
        assert store.rows("select signer, intact, trusted from signatures") == [
            {"signer": "Nguyễn Văn A", "intact": 1, "trusted": None}
        ]
        assert store.rows("select file, confidence, findings from v_documents") == [
            {"file": "1.1/KH 12.pdf", "confidence": 0.8, "findings": "low_confidence"}
        ]
        assert store.rows("pragma foreign_key_check") == []


def test_doubts_are_told_with_alternatives_and_picture(tmp_path: Path) -> None:
    number = replace(DOCUMENT.facts["so_ky_hieu"], crop=b"ink")
    with Store(tmp_path / "a.db") as store:
        record_run(store, [FILE], [DOCUMENT], None)
        assert store.rows("select crop from v_doubts") == [{"crop": None}]
        pictured = replace(DOCUMENT, facts={**DOCUMENT.facts, "so_ky_hieu": number})
        record_run(store, [FILE], [pictured], None)
        assert store.rows("select file, field, value, confidence, alternatives, crop from v_doubts") == [
            {
                "file": "1.1/KH 12.pdf",
                "field": "so_ky_hieu",
                "value": "12/KH-UBND",
                "confidence": 0.8,
                "alternatives": "72/KH-UBND (0.1)",
                "crop": "anh/abababababababab-p1-so.jpg",
            }
        ], "a picture alone is a change worth recording"


@pytest.mark.parametrize("query", ["danh gia", "cai cach", '"kh 12"', "12"])
def test_full_text_search_needs_no_marks(tmp_path: Path, query: str) -> None:
    """SQLite folds marks but not đ, so `danh gia` would miss `đánh giá`."""
    with Store(tmp_path / "a.db") as store:
        record_run(store, [FILE], [DOCUMENT], None)
        assert len(store.rows("select rowid from documents_fts where documents_fts match ?", [query])) == 1


def test_a_new_run_replaces_the_last_one_and_leaves_people_s_words(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        record_run(store, [FILE], [DOCUMENT], None)
        with store.transaction() as db:
            db.table("corrections").insert(
                {"sha256": "ab", "first_page": 1, "field": "so_ky_hieu", "value": "12/KH-UBND"}
            )
            db.table("decisions").insert({"code": "1.1", "sha256": "ab", "decision": "accept"})
        record_run(store, [], [], None)
        assert store.rows("select * from documents") == store.rows("select * from facts") == []
        assert [r["value"] for r in store.rows("select value from corrections")] == ["12/KH-UBND"]
        assert [r["decision"] for r in store.rows("select decision from decisions")] == ["accept"]


def test_a_failed_replacement_leaves_the_run_before(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        record_run(store, [FILE], [DOCUMENT], None)
        with pytest.raises(StoreError):
            record_run(store, [FILE, FILE], [DOCUMENT], None)
        assert len(store.rows("select * from documents")) == 1


def test_files_of_the_last_run_are_known_by_size_time_and_place(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        record_run(store, [FILE, FileRecord("a.zip/b.pdf", "cd", archive="1.1/KH 12.pdf")], [], None)
        (seen,) = store.seen().values()
        assert (seen.size, seen.mtime_ns, seen.inode, seen.sha256) == (10, 20, 30, "ab" * 32)


def test_an_older_file_is_brought_up_to_date_without_loss(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        store.keep(KEY, Reading("[]"))
    db = Database(sqlite3.connect(tmp_path / "a.db"))
    migrate(db, (*MIGRATIONS, lambda db: db.execute("alter table readings add column note text")))
    assert db.execute("pragma user_version").fetchone() == (len(MIGRATIONS) + 1,)
    assert db.execute("select sha256, note from readings").fetchall() == [(KEY.sha256, None)]
    db.close()


def test_a_file_of_one_unit_keeps_readings_and_people_s_words(tmp_path: Path) -> None:
    """The fourth version knew one unit: what its last run wrote is made again, the rest stays."""
    db = Database(sqlite3.connect(tmp_path / "a.db"))
    db.execute("pragma foreign_keys = on")
    migrate(db, MIGRATIONS[:4])
    with db.atomic():
        db.table("readings").insert({"sha256": "ab", "name": "a", "engine": "e", "options": "o", "documents": "[]"})
        db.table("corrections").insert({"sha256": "ab", "first_page": 1, "field": "so_ky_hieu", "value": "12/KH-UBND"})
        db.table("files").insert({"id": 1, "name": FILE.name, "sha256": "ab"})
        db.table("documents").insert({"id": 1, "file_id": 1, "file": FILE.name, "folded": "ke hoach"})
        db.table("verdicts").insert({"code": "1.1", "status": "missing"})
        db.table("requirements").insert({"id": 1, "code": "1.1", "status": "missing"})
        db.table("offers").insert({"id": 1, "requirement_id": 1, "document_id": 1})
        db.table("findings").insert({"id": 1, "offer_id": 1, "code": "late"})
        db.execute("insert into documents_fts(documents_fts) values ('rebuild')")
    db.close()
    with Store(tmp_path / "a.db") as store:
        assert [row["sha256"] for row in store.rows("select sha256 from readings")] == ["ab"]
        assert [row["value"] for row in store.rows("select value from corrections")] == ["12/KH-UBND"]
        record_run(store, [FILE], [DOCUMENT], None)
        assert [row["file"] for row in store.rows("select file from v_documents")] == ["1.1/KH 12.pdf"]
        assert store.rows("select rowid from documents_fts where documents_fts match 'ke hoach'") == [{"rowid": 1}]
        assert store.rows("pragma foreign_key_check") == store.rows("select * from v_missing") == []


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    def fail(db: Database) -> None:
        db.execute("create table half (a)")
        raise RuntimeError

    db = Database(sqlite3.connect(tmp_path / "a.db"))
    migrate(db)
    with pytest.raises(RuntimeError):
        migrate(db, (*MIGRATIONS, fail))
    assert "half" not in db.table_names()
    assert db.execute("pragma user_version").fetchone() == (len(MIGRATIONS),)
    db.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 999")
    connection.close()


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table customers (a)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "mới hơn"),
        (foreign, "không phải do chương trình"),
        (lambda path: path.write_bytes(b"This is no database. " * 100), "bị hỏng"),
    ],
)
def test_a_file_that_is_no_database_of_ours_is_refused_and_kept(tmp_path: Path, spoil: object, words: str) -> None:
    path = tmp_path / "a.db"
    spoil(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(StoreError, match=words) as error:
        Store(path)
    assert error.value.advice
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "tep").write_bytes(b"")
    with pytest.raises(OutputError, match="Không tạo được"):
        Store(tmp_path / "tep" / "a.db")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_the_file_is_sound_after_kill_9(tmp_path: Path) -> None:
    program = """
import sys, os
from pathlib import Path
from pipeline.store import Store, Reading, ReadingKey
store = Store(Path(sys.argv[1]))
store.keep(ReadingKey("a", "b", "c", "d"), Reading("[]"))
store.flush()
store.db.execute("begin")
store.db.execute("insert into readings (sha256, name, engine, options) values ('x', 'x', 'x', 'x')")
print("half way", flush=True)
sys.stdin.read()
"""
    path = tmp_path / "a.db"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half way\n"
        os.kill(process.pid, signal.SIGKILL)
    with Store(path) as store:
        assert store.rows("pragma integrity_check") == [{"integrity_check": "ok"}]
        assert store.rows("select sha256 from readings") == [{"sha256": "a"}]
