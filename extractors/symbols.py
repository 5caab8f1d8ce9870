"""The grammar of số, ký hiệu: parse, normal form, and what the symbol says of type and body.

Forms (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn of the Party's office for its own):

    188/KH-UBND          số / loại - cơ quan
    1723/SNV-CCHC&VTLT   số / cơ quan - đơn vị            (letters)
    30/2020/NĐ-CP        số / năm / loại - cơ quan        (legal acts)
    36-HD/VPTW           số - loại / cơ quan              (Party and mass organisations)
    24/HDLN-BCA-BQP      several bodies
    38/ĐHNN              số / cơ quan                     (letters of small bodies)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from extractors.layout import mend
from extractors.registers import COMMON_ORGANS, COPIES, all_abbreviations, type_of_abbreviation

_UPPER = "A-ZĐÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
_PART = rf"[{_UPPER}](?:[{_UPPER}a-zđ0-9.&])*"
_SYMBOL = re.compile(rf"{_PART}(?:[-/]{_PART})*")
_STATE = re.compile(rf"(?P<so>\d{{1,6}}[a-h]?)/(?:(?P<nam>(?:19|20)\d\d)/)?(?P<symbol>{_SYMBOL.pattern})")
_PARTY = re.compile(rf"(?P<so>\d{{1,5}})-(?P<loai>{_PART})/(?P<symbol>{_SYMBOL.pattern})")
_BLANK = re.compile(rf"/(?:(?P<nam>(?:19|20)\d\d)/)?(?P<symbol>{_SYMBOL.pattern})")
_BLANK_PARTY = re.compile(rf"-(?P<loai>{_PART})/(?P<symbol>{_SYMBOL.pattern})")
_BARE = re.compile(rf"(?P<symbol>[{_UPPER}][{_UPPER}a-zđ0-9&]+-{_SYMBOL.pattern})$")
_ODD = re.compile(rf"(?P<so>\d[\d/.-]*)/(?P<symbol>{_SYMBOL.pattern})")


_CONFUSED = str.maketrans("IilĐÐ0O5S", "TTTDDOOSS")


@dataclass(frozen=True, slots=True)
class Number:
    """A parsed số ký hiệu.

    `so` is None when its place is blank, or `unread`: something stands there that is no number.  `symbol` is what
    follows the number; `odd` marks a number that no form of the decree knows.
    """

    so: str | None
    symbol: str
    year: int | None = None
    party_type: str | None = None
    odd: bool = False
    unread: bool = False

    @property
    def text(self) -> str | None:
        """Normal form without spaces, or None when the number is blank."""
        if self.so is None:
            return None
        if self.party_type:
            return f"{self.so}-{self.party_type}/{self.symbol}"
        return f"{self.so}/{self.year}/{self.symbol}" if self.year else f"{self.so}/{self.symbol}"

    @property
    def blank_text(self) -> str:
        """The printed part of a blank number, `/KH-UBND`."""
        if self.party_type:
            return f"-{self.party_type}/{self.symbol}"
        return f"/{self.year}/{self.symbol}" if self.year else f"/{self.symbol}"

    @property
    def type_name(self) -> str | None:
        """Type named by the symbol; None for letters, whose symbol begins with the body."""
        first = self.party_type or re.split(r"[-/]", self.symbol)[0]
        return type_of_abbreviation(first)

    @property
    def organs(self) -> tuple[str, ...]:
        """Abbreviations of bodies and units in the symbol."""
        parts = re.split(r"[-/]", self.symbol)
        return tuple(parts if self.party_type or self.type_name is None else parts[1:])

    @property
    def is_copy(self) -> bool:
        """Whether the symbol is that of a copy (SY, TrS, SL): not a number of the document itself."""
        return re.split(r"[-/]", self.symbol)[0] in COPIES


def is_closed(number: Number) -> bool:
    """Whether every letter of the symbol is fixed by a closed list, so that only its digits can be misread."""
    return number.type_name is not None and number.organs != () and all(o in COMMON_ORGANS for o in number.organs)


def squeeze(text: str) -> str:
    """Drop the spaces that are printed around the marks of a number: `188 /QĐ - UBND` becomes `188/QĐ-UBND`."""
    text = mend(text).replace("\\", "/")
    text = re.sub(r"\s*([-/&])\s*", r"\1", text)
    return re.sub(r"-{2,}", "-", text)


def parse(text: str) -> Number | None:
    """Parse what stands after `Số:`; trailing text after the symbol is ignored, leading marks too."""
    squeezed = re.sub(r"^[\s:.;,_*'\"’]+", "", squeeze(text))
    squeezed = re.sub(r"^(\d{1,6})\s+(?=[/-])", r"\1", squeezed)
    squeezed = re.sub(r"^(\d{1,3})\s+(\d{1,3})(?=/)", r"\1\2", squeezed)
    for pattern, odd in ((_PARTY, False), (_STATE, False), (_ODD, True), (_BLANK_PARTY, False), (_BLANK, False)):
        match = pattern.match(squeezed)
        if match:
            parts = match.groupdict()
            return Number(
                parts.get("so"),
                parts["symbol"].rstrip(".&"),
                int(parts["nam"]) if parts.get("nam") else None,
                parts.get("loai"),
                odd,
            )
    return None


def parse_unread(text: str) -> Number | None:
    """The symbol of a line whose number could not be read (`@† /QĐ-BCĐ138`, `42#MTTQ-BTT`), or None."""
    squeezed = squeeze(text)
    for pattern in (_BLANK_PARTY, _BLANK, _BARE):
        match = pattern.search(squeezed)
        if match and match.start() <= 9:
            parts = match.groupdict()
            filled = bool(re.search(r"[^\s:.;,_]", squeezed[: match.start()]))
            year = int(parts["nam"]) if parts.get("nam") else None
            return Number(None, parts["symbol"].rstrip(".&"), year, parts.get("loai"), unread=filled)
    return None


_LOOK_ALIKE = str.maketrans("oOöÖøØlI|", "000000111")
_SLOT = re.compile(rf"(?P<so>[\doOöÖøØlI|]{{1,5}})[.,_]*\s?/(?P<rest>(?:(?:19|20)\d\d/)?{_PART}.*)")
_LOST_SLASH = re.compile(rf"(?P<so>\d{{1,5}})\s?(?P<rest>(?P<first>{_PART})-{_PART}.*)")


def parse_misread(text: str) -> Number | None:
    """A line of a scan that fits no form, as the slips of OCR explain it: `o4/QĐ-UBND`, `95NQ-HĐND`.

    Measured on letterheads: 0 is read as O, 1 as I or l, and the slash is lost.  The slash is put back only before an
    abbreviation of the closed lists.
    """
    squeezed = re.sub(r"^[\s:.;,_*'\"’]+", "", squeeze(text))
    slot = _SLOT.match(squeezed)
    if slot is not None and any(c.isdigit() for c in slot["so"]):
        return parse(f"{slot['so'].translate(_LOOK_ALIKE)}/{slot['rest']}")
    lost = _LOST_SLASH.match(squeezed)
    if lost is not None and (type_of_abbreviation(lost["first"]) is not None or lost["first"] in COMMON_ORGANS):
        return parse(f"{lost['so']}/{lost['rest']}")
    return None


def mended(number: Number) -> Number:
    """A number read by OCR with its symbol put right: `TIr-UBND` can only be `TTr-UBND`, `HĐĐND` HĐND.

    A committee one letter off is put right wherever it stands, a dash read as a point behind an abbreviation of the
    closed lists.  A type only before common bodies, which never stand second in a letter's symbol.  Confusions as
    measured on letterheads: T and I, Đ and D, 0 and O, S and 5.
    """
    first = number.symbol.split(".")[0]
    dashed = number.symbol.replace(".", "-") if type_of_abbreviation(first) or first in COMMON_ORGANS else number.symbol
    parts = [_committee(part) for part in dashed.split("-")]
    number = replace(number, symbol="-".join(parts))
    if len(parts) < 2 or number.type_name is not None or any(p not in COMMON_ORGANS for p in parts[1:]):
        return number
    for short in all_abbreviations():
        if len(short) == len(parts[0]) and short.translate(_CONFUSED) == parts[0].translate(_CONFUSED):
            return replace(number, symbol="-".join([short, *parts[1:]]))
    return number


def _committee(part: str) -> str:
    """UBND or HĐND for a part of a symbol that is one letter away from it, and four letters long at least."""
    if len(part) < 4 or part in COMMON_ORGANS:
        return part
    near = [organ for organ in ("UBND", "HĐND") if Levenshtein.distance(part, organ) == 1]
    return near[0] if len(near) == 1 else part
