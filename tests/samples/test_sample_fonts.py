from __future__ import annotations

from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from samples.fonts import FontNotFoundError, find_family, font_folders, missing_letters, vietnamese_letters


def test_there_are_134_letters_and_each_is_one_character() -> None:
    letters = vietnamese_letters()
    assert len(letters) == len(set(letters)) == 134
    assert {"đ", "Đ", "ế", "Ặ", "ỹ", "Ự"} <= set(letters)
    assert not any(letter.isascii() for letter in letters)


def test_the_family_found_has_every_letter_in_all_four_faces() -> None:
    family = find_family()
    assert [missing_letters(face) for face in family.faces()] == ["", "", "", ""]
    assert len(set(family.faces())) == 4


def _write_subset(target: Path, letters: str) -> None:
    with TTFont(find_family().regular) as font:
        cutter = subset.Subsetter()
        cutter.populate(text=letters)
        cutter.subset(font)
        font.save(target)


def test_the_letters_a_font_lacks_are_named(tmp_path: Path) -> None:
    _write_subset(tmp_path / "f.ttf", "abc" + vietnamese_letters().replace("ặ", "").replace("Ỹ", "") + "–“”…")
    assert missing_letters(tmp_path / "f.ttf") == "ặỸ"


def test_a_latin_font_under_the_right_name_is_not_taken(tmp_path: Path) -> None:
    for name in ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"):
        _write_subset(tmp_path / name, "abcdefghijklmnopqrstuvwxyzàéê")
    with pytest.raises(FontNotFoundError):
        find_family([tmp_path])


@pytest.mark.parametrize("content", [b"", b"not a font", b"\x00\x01\x00\x00" + b"\xff" * 40])
def test_a_file_that_is_no_font_lacks_everything(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "times.ttf").write_bytes(content)
    assert vietnamese_letters() in missing_letters(tmp_path / "times.ttf")


def test_without_a_font_the_error_says_in_vietnamese_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(FontNotFoundError, match=r"Không tìm thấy phông.*(apt install|Times New Roman)"):
        find_family([tmp_path, tmp_path / "none"])


def test_the_folders_of_three_systems_are_searched() -> None:
    folders = {folder.as_posix() for folder in font_folders()}
    assert {"/usr/share/fonts", "C:/Windows/Fonts", "/Library/Fonts"} <= folders
