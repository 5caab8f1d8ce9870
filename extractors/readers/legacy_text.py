"""Text typed in TCVN3 (ABC, fonts `.Vn*`) or VNI (fonts `VNI-*`) turned into Unicode.

Both write Vietnamese letters with the codes of West European ones, so that text without its font looks like
garbage (`Uû ban nh©n d©n`).  TCVN3 is one code a letter (TCVN 5712:1993, VN3), with capital marked vowels only in
capital fonts (`.VnTimeH`); VNI is a base letter followed by the code of its marks.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto


class Encoding(Enum):
    """How the characters of a run are to be understood."""

    UNICODE = auto()
    TCVN3 = auto()
    TCVN3_CAPITALS = auto()
    VNI = auto()


_TCVN3_CODES = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộ"),
    (0xEA, "ờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3 = {first + i: letter for first, letters in _TCVN3_CODES for i, letter in enumerate(letters)}
# A font flagged as a symbol font has its codes in the private area F000.
_TCVN3_PRIVATE = {0xF000 + code: letter for code, letter in _TCVN3.items()}

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}


def _vni_table() -> dict[str, str]:
    table = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    pairs = [(base, mark, base + tone) for base in "aeouy" for mark, tone in _TONES.items()]
    pairs += [(base, mark, letter + tone) for base, letter in (("ô", "ơ"), ("ö", "ư")) for mark, tone in _TONES.items()]
    pairs += [
        (base, mark, letter + tone) for base, letter in zip("aeo", "âêô", strict=True) for mark, tone in _HATS.items()
    ]
    pairs += [("a", mark, "ă" + tone) for mark, tone in _BREVES.items()]
    table |= {base + mark: unicodedata.normalize("NFC", letter) for base, mark, letter in pairs}
    for code, letter in list(table.items()):
        table[code.upper()] = letter.upper()
        if len(code) == 2:
            # Capital base with a small mark: typed with Shift on the letter only (`Aù`).
            table[code[0].upper() + code[1]] = letter.upper()
            table[code[0] + code[1].upper()] = letter
    return table


_VNI = _vni_table()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORD = re.compile(r"\w+")


def from_tcvn3(text: str, capitals: bool = False) -> str:
    """Unicode of a TCVN3 text given as Latin-1 characters; `capitals` for the capital fonts (`.VnTimeH`).

    A word whose plain letters are capitals (`TØNH`) was typed in such a font for its marked letters: all capitals.
    """

    def convert(match: re.Match[str]) -> str:
        word = match.group()
        plain = [c for c in word if c.isascii() and c.isalpha()]
        letters = word.translate(_TCVN3).translate(_TCVN3_PRIVATE)
        return letters.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else letters

    # The codes of some letters are no letters (© ­ ·): a word is what stands between spaces and ASCII signs.
    converted = re.sub(r"[^\s!-@\[-`{-~]+", convert, text)
    return converted.upper() if capitals else converted


def from_vni(text: str) -> str:
    """Unicode of a VNI (Windows) text given as Latin-1 characters."""
    return _VNI_CODE.sub(lambda m: _VNI[m.group()], text)


def decode(text: str, encoding: Encoding) -> str:
    """`text` in Unicode; text that already has Vietnamese Unicode letters is left alone, whatever its font says."""
    if encoding is Encoding.UNICODE or is_unicode_vietnamese(text):
        return text
    if encoding is Encoding.VNI:
        return from_vni(text)
    return from_tcvn3(text, capitals=encoding is Encoding.TCVN3_CAPITALS)


def encoding_of_font(font: str | None) -> Encoding:
    """The encoding that a font name stands for: `.VnTime`, `.VnTimeH` (capitals), `VNI-Times`."""
    name = (font or "").strip().casefold()
    if name.startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if name.endswith("h") else Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni-") else Encoding.UNICODE


def is_unicode_vietnamese(text: str) -> bool:
    """Whether letters occur that TCVN3 and VNI text cannot hold: Unicode's Vietnamese range, or one of đ ơ ư ă."""
    return any("\u1ea0" <= c <= "\u1ef9" or c in "đĐơƠưƯăĂ\u0300\u0301\u0303\u0309\u0323" for c in text)


# Common syllables with at least one marked letter, of the formulas that stand in every administrative document.
_COMMON = frozenset(
    """
    cộng hòa hoà xã hội chủ nghĩa việt độc lập hạnh phúc của và các ngày tháng năm số việc về ủy uỷ nhân dân huyện tỉnh
    được định quyết nghị chính hành nơi nhận lưu kính gửi sở phòng báo cáo kế hoạch thực hiện tổ chức đề cấp tại từ đến
    những người công tác căn cứ luật điều này trưởng chịu trách nhiệm thi trên đã với là có không
    """.split()  # noqa: SIM905 (a list of a hundred quoted words reads worse)
)


def _known(text: str) -> int:
    return sum(word in _COMMON for word in _WORD.findall(text.casefold()))


def _reads_better(text: str, converted: str) -> bool:
    if is_unicode_vietnamese(text):
        return False
    found = _known(converted)
    return found >= 2 and found > 2 * _known(text)


def looks_like_tcvn3(text: str) -> bool:
    """Whether `text` (a page, at least a line) makes Vietnamese only when read as TCVN3."""
    converted = from_tcvn3(text)
    return _reads_better(text, converted) and _known(converted) >= _known(from_vni(text))


def looks_like_vni(text: str) -> bool:
    """Whether `text` (a page, at least a line) makes Vietnamese only when read as VNI."""
    converted = from_vni(text)
    return _reads_better(text, converted) and _known(converted) > _known(from_tcvn3(text))


def guess_encoding(text: str) -> Encoding:
    """The encoding of a text without font names."""
    if looks_like_tcvn3(text):
        return Encoding.TCVN3
    return Encoding.VNI if looks_like_vni(text) else Encoding.UNICODE
