"""A serif font of this machine that has every Vietnamese letter.

Nghị định 30/2020/NĐ-CP, Phụ lục I, asks for Times New Roman; fonts of the same widths stand in for it where it is
not installed.  No font is shipped: each system has one, and the licences differ.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def vietnamese_letters() -> str:
    """The 134 letters beyond ASCII: 12 vowels in 6 tones less the 6 plain ones, and đ, in both cases."""
    lower = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES] + ["đ"]
    letters = [letter for letter in lower if not letter.isascii()]
    return "".join(letters) + "".join(letters).upper()


@dataclass(frozen=True, slots=True)
class FontFamily:
    """Four faces of one family, as files."""

    name: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path

    def faces(self) -> tuple[Path, Path, Path, Path]:
        """The four files: upright, bold, italic, bold italic."""
        return self.regular, self.bold, self.italic, self.bold_italic


class FontNotFoundError(RuntimeError):
    """No family on this machine has all Vietnamese letters; the message says what to install."""


_FAMILIES: Mapping[str, tuple[tuple[str, str, str, str], ...]] = {
    "Times New Roman": (
        ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
        (
            "Times New Roman.ttf",
            "Times New Roman Bold.ttf",
            "Times New Roman Italic.ttf",
            "Times New Roman Bold Italic.ttf",
        ),
        (
            "Times_New_Roman.ttf",
            "Times_New_Roman_Bold.ttf",
            "Times_New_Roman_Italic.ttf",
            "Times_New_Roman_Bold_Italic.ttf",
        ),
    ),
    "Tinos": (("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),),
    "Liberation Serif": (
        (
            "LiberationSerif-Regular.ttf",
            "LiberationSerif-Bold.ttf",
            "LiberationSerif-Italic.ttf",
            "LiberationSerif-BoldItalic.ttf",
        ),
    ),
    "FreeSerif": (("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf"),),
    "Noto Serif": (
        ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf", "NotoSerif-BoldItalic.ttf"),
    ),
    "DejaVu Serif": (
        ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf", "DejaVuSerif-BoldItalic.ttf"),
    ),
}

_HOW = {
    "linux": "Trên Ubuntu hoặc Debian: sudo apt install fonts-croscore (hoặc fonts-liberation2); trên Fedora: "
    "sudo dnf install liberation-serif-fonts",
    "win32": "Cài phông Times New Roman: Settings → Personalization → Fonts",
    "darwin": "Mở ứng dụng Font Book và bật lại phông Times New Roman",
}


def font_folders() -> tuple[Path, ...]:
    """Where Linux, Windows and macOS keep fonts, for all users and for this one; they need not exist."""
    home = Path.home()
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("C:/Windows/Fonts"),
        home / "AppData/Local/Microsoft/Windows/Fonts",
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
        home / "Library/Fonts",
    )


def missing_letters(font: Path) -> str:
    """The Vietnamese letters, and the marks – “ ” …, that the font has no glyph for.

    All of them when the file is no TrueType font; a font without outlines of the `glyf` kind counts as none, because
    it could not be embedded.
    """
    wanted = vietnamese_letters() + "–“”…"
    try:
        # the library leaves its own file open when the content is no font
        with font.open("rb") as stream, TTFont(stream, lazy=True) as opened:
            if "glyf" not in opened:
                return wanted
            known = opened.getBestCmap() or {}
    except (TTLibError, OSError):
        return wanted
    return "".join(letter for letter in wanted if ord(letter) not in known)


def complete_families(folders: Iterable[Path] | None = None) -> Iterator[FontFamily]:
    """The families whose four faces have all Vietnamese letters, in the order of likeness to Times New Roman.

    `folders` default to `font_folders()`.
    """
    files = {path.name.casefold(): path for path in _font_files(font_folders() if folders is None else folders)}
    for name, spellings in _FAMILIES.items():
        for spelling in spellings:
            faces = [files.get(face.casefold()) for face in spelling]
            complete = [face for face in faces if face is not None and not missing_letters(face)]
            if len(complete) == 4:
                yield FontFamily(name, *complete)
                break


def find_family(folders: Iterable[Path] | None = None) -> FontFamily:
    """The first of `complete_families`.  Raises FontNotFoundError when there is none."""
    for family in complete_families(folders):
        return family
    raise FontNotFoundError(
        "Không tìm thấy phông chữ có chân đủ 134 chữ cái tiếng Việt để tạo bộ mẫu. "
        + _HOW.get(sys.platform, _HOW["linux"])
        + ", rồi chạy lại."
    )


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.suffix.casefold() == ".ttf")
