from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import FolderError
from pipeline.scan import is_litter, natural_key, printable, scan


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(root: Path, *skip: Path) -> list[str]:
    return [item.name for item in scan(root, skip)]


def test_files_come_in_the_order_in_which_people_count(tmp_path: Path) -> None:
    put(tmp_path, "1.10/a.pdf", "1.2/a.pdf", "1.2/b10.pdf", "1.2/b9.pdf", "1.1.1/z.pdf", "1.1/z.pdf")
    assert names(tmp_path) == ["1.1/z.pdf", "1.1.1/z.pdf", "1.2/a.pdf", "1.2/b9.pdf", "1.2/b10.pdf", "1.10/a.pdf"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$KH 12.docx", "lock file of Word"),
        ("Thumbs.db", "thumbnails of Windows"),
        ("THUMBS.DB", "the same, in capitals"),
        (".DS_Store", "macOS"),
        ("desktop.ini", "Windows"),
        ("KH.pdf.lnk", "a shortcut is not the file"),
        ("trang chu.url", "a link is not a document"),
        (".an.pdf", "hidden"),
        ("tai.pdf.crdownload", "a download that has not ended"),
    ],
)
def test_what_systems_leave_behind_is_no_evidence(tmp_path: Path, name: str, reason: str) -> None:
    put(tmp_path, name, "KH 12.pdf")
    assert names(tmp_path) == ["KH 12.pdf"], reason


@pytest.mark.parametrize("name", ["a.pdf", "lnk", "~KH.docx", "Thumbs.db.pdf", "$x.pdf"])
def test_what_only_looks_like_litter_is_kept(name: str) -> None:
    assert not is_litter(name)


def test_own_files_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "ket-qua/tong-hop.xlsx", "kiemchung.yaml", "khac.yaml", "ghi chu.yaml")
    (tmp_path / "bo.yml").write_text("id: x\ncriteria:\n  - code: '1'\n", encoding="utf-8")
    assert names(tmp_path, tmp_path / "ket-qua", tmp_path / "khac.yaml") == ["a.pdf", "ghi chu.yaml"]


def test_names_are_shown_in_nfc_and_opened_as_they_are(tmp_path: Path) -> None:
    real = unicodedata.normalize("NFD", "Kế hoạch.pdf")
    put(tmp_path, real)
    (item,) = scan(tmp_path)
    assert item.name == "Kế hoạch.pdf"
    assert item.path.name == real
    assert item.path.read_bytes() == b"x"


def test_two_spellings_of_one_name_stay_two_files(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "Kế.pdf"), "Kế.pdf")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system does not tell them apart")
    assert names(tmp_path) == ["Kế.pdf", "Kế.pdf (2)"]


def test_a_link_out_of_the_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "trong", tmp_path / "ngoai"
    put(inside, "a.pdf")
    put(outside, "mat.pdf")
    (inside / "file.pdf").symlink_to(outside / "mat.pdf")
    (inside / "folder").symlink_to(outside, target_is_directory=True)
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "same.pdf").symlink_to(inside / "a.pdf")
    (inside / "gone.pdf").symlink_to(inside / "nothing")
    found = {item.name: item.problem for item in scan(inside)}
    assert found["a.pdf"] == found["same.pdf"] == ""
    assert "dẫn ra ngoài" in found["file.pdf"]
    assert "dẫn ra ngoài" in found["folder"]
    assert "Không mở được" in found["gone.pdf"]
    assert set(found) == {"a.pdf", "same.pdf", "file.pdf", "folder", "gone.pdf"}


def test_pipes_and_sockets_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.pdf")
    assert scan(tmp_path) == ()


@pytest.mark.parametrize("make", ["nothing", "file"])
def test_a_folder_that_is_none(tmp_path: Path, make: str) -> None:
    path = tmp_path / "x"
    if make == "file":
        path.write_bytes(b"")
    with pytest.raises(FolderError) as error:
        scan(path)
    assert error.value.exit_code == 2
    assert error.value.advice


def test_bytes_that_are_no_utf8_can_be_printed() -> None:
    shown = printable(os.fsdecode(b"b\xffo.pdf"))
    assert shown == "b\\xffo.pdf"
    assert shown.encode()


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_names_can_be_sorted(texts: list[str]) -> None:
    ordered = sorted(texts, key=natural_key)
    assert sorted(ordered, key=natural_key) == ordered
