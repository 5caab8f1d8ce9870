"""The Word 97–2003 file format ([MS-DOC]) as far as text needs it: pieces, runs, paragraphs, sections, fonts.

The text lies in pieces, in any order and in two encodings; formatting lies in 512-byte pages that say, by position
in the file, which changes (`sprm`) apply.  All offsets come from the file and may lie: reading beyond the end gives
less, never an error other than `BrokenFileError`.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PAGE = 512
_FIRST_97 = 0xC1
_FLAG_ENCRYPTED, _FLAG_TABLE_1 = 0x0100, 0x0200

# Places in the FIB of the (offset, length) pairs of tables, [MS-DOC] 2.5.6.
_SECTIONS, _CHARACTER_PAGES, _PARAGRAPH_PAGES, _FONTS, _PIECES = 0xCA, 0xFA, 0x102, 0x112, 0x1A2
# Lengths of the stories in characters: main text, then in this order the others, the text boxes last but one.
_STORY_LENGTHS = (0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64)

_CP1252 = "".join(
    bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in range(256)
)
_OPERAND_SIZE = (1, 1, 2, 4, 2, 2, -1, 3)


class BrokenFileError(Exception):
    """The streams do not hold a Word 97–2003 document."""


class PasswordNeededError(Exception):
    """The document is encrypted."""


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """What a run's formatting says that changes what is read."""

    fonts: tuple[str, ...] = ()
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    capitals: bool = False
    symbol: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Alignment (0 left, 1 centred, 2 right, 3 justified), indent in points, and the place in a table."""

    alignment: int = 0
    indent: float = 0.0
    new_page: bool = False
    depth: int = 0
    row_end: bool = False
    inner_cell_end: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Characters from position `start` of the text that look the same."""

    start: int
    text: str
    look: CharacterLook


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    offset: int
    width: int


class WordFile:
    """The text of a document with its formatting.  Positions count characters from 0.

    Raises BrokenFileError, PasswordNeededError.
    """

    def __init__(self, document: bytes, tables: dict[str, bytes], data: bytes = b"") -> None:
        """`document`, `tables` ("0Table", "1Table") and `data` are the streams of the OLE file."""
        if len(document) < 0x1AA or _u16(document, 0) != 0xA5EC:
            raise BrokenFileError("no Word header")
        flags = _u16(document, 0x0A)
        if flags & _FLAG_ENCRYPTED:
            raise PasswordNeededError
        if _u16(document, 2) < _FIRST_97:
            raise BrokenFileError("Word 95 or older")
        self._document = document
        self._data = data
        self._table = tables.get("1Table" if flags & _FLAG_TABLE_1 else "0Table", b"")
        self._pieces = self._read_pieces()
        lengths = [_u32(document, at) for at in _STORY_LENGTHS]
        end = self._pieces[-1].end
        self.main = range(0, min(lengths[0], end))
        before = sum(lengths[:-1])
        self.text_boxes = range(min(before, end), min(before + lengths[-1], end))
        self._fonts = self._read_fonts()
        self._characters = self._read_pages(_CHARACTER_PAGES)
        self._paragraphs = self._read_pages(_PARAGRAPH_PAGES)
        self._character_starts = [r[0] for r in self._characters]
        self._paragraph_starts = [r[0] for r in self._paragraphs]
        self.continuous = self._read_sections()
        self.knows_paragraphs = bool(self._paragraphs)

    def runs(self, positions: range) -> Iterator[Run]:
        """The text at `positions`, cut where its look changes."""
        for piece in self._pieces:
            start, end = max(piece.start, positions.start), min(piece.end, positions.stop)
            while start < end:
                offset = piece.offset + (start - piece.start) * piece.width
                found = self._at(self._characters, self._character_starts, offset)
                stop = end
                if found is not None:
                    stop = min(end, start + max(1, -(-(found[1] - offset) // piece.width)))
                elif (after := bisect_right(self._character_starts, offset)) < len(self._characters):
                    gap = self._character_starts[after] - offset
                    stop = min(end, start + max(1, -(-gap // piece.width)))
                text = self._text(offset, stop - start, piece.width)
                yield Run(start, text, self._character_look(found[2] if found else b""))
                start = stop

    def paragraph(self, position: int) -> ParagraphLook:
        """The look of the paragraph whose end mark stands at `position`."""
        for piece in self._pieces:
            if piece.start <= position < piece.end:
                offset = piece.offset + (position - piece.start) * piece.width
                found = self._at(self._paragraphs, self._paragraph_starts, offset)
                return self._paragraph_look(found[2][2:]) if found else ParagraphLook()
        return ParagraphLook()

    def _pair(self, at: int) -> bytes:
        offset, size = _u32(self._document, at), _u32(self._document, at + 4)
        return self._table[offset : offset + size]

    def _text(self, offset: int, count: int, width: int) -> str:
        raw = self._document[offset : offset + count * width]
        if width == 2:
            text = raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace")
            # A character beyond the first plane counts twice: keep positions in step.
            return text if len(text) == count else "".join(c if ord(c) < 0x10000 else c + "\x00" for c in text)
        return "".join(_CP1252[b] for b in raw)

    def _read_pieces(self) -> list[_Piece]:
        clx = self._pair(_PIECES)
        at = 0
        while at + 3 <= len(clx) and clx[at] == 1:
            at += 3 + _u16(clx, at + 1)
        if at + 5 > len(clx) or clx[at] != 2:
            raise BrokenFileError("no piece table")
        plc = clx[at + 5 : at + 5 + _u32(clx, at + 1)]
        count = (len(plc) - 4) // 12
        pieces = []
        for i in range(count):
            start, end = _u32(plc, 4 * i), _u32(plc, 4 * i + 4)
            where = _u32(plc, 4 * (count + 1) + 8 * i + 2)
            width = 1 if where & 0x40000000 else 2
            offset = (where & 0x3FFFFFFF) // (2 if width == 1 else 1)
            end = min(end, start + max(0, len(self._document) - offset) // width)
            if end > start:
                pieces.append(_Piece(start, end, offset, width))
        if not pieces:
            raise BrokenFileError("empty piece table")
        return pieces

    def _read_pages(self, at: int) -> list[tuple[int, int, bytes]]:
        """Formatting by place in the file: first byte, byte after the last, changes."""
        plc = self._pair(at)
        count = max(0, (len(plc) - 4) // 8)
        step = 13 if at == _PARAGRAPH_PAGES else 1
        found: list[tuple[int, int, bytes]] = []
        for i in range(count):
            number = _u32(plc, 4 * (count + 1) + 4 * i) & 0x3FFFFF
            page = self._document[number * _PAGE : (number + 1) * _PAGE]
            if len(page) < _PAGE:
                continue
            runs = page[_PAGE - 1]
            for run in range(runs):
                if 4 * (runs + 1) + step * (run + 1) >= _PAGE:
                    break
                place = page[4 * (runs + 1) + step * run] * 2
                changes = b""
                if place and step == 1:
                    changes = page[place + 1 : place + 1 + page[place]]
                elif place and page[place]:
                    changes = page[place + 1 : place + 2 * page[place]]
                elif place:
                    changes = page[place + 2 : place + 2 + 2 * page[place + 1]]
                found.append((_u32(page, 4 * run), _u32(page, 4 * run + 4), changes))
        return sorted(found)

    @staticmethod
    def _at(
        ranges: Sequence[tuple[int, int, bytes]], starts: Sequence[int], offset: int
    ) -> tuple[int, int, bytes] | None:
        index = bisect_right(starts, offset) - 1
        return ranges[index] if index >= 0 and ranges[index][1] > offset else None

    def _read_fonts(self) -> list[str]:
        table = self._pair(_FONTS)
        names: list[str] = []
        at = 4
        while at < len(table) and len(names) < 4096:
            size = table[at]
            names.append(table[at + 40 : at + 1 + size].decode("utf-16-le", "replace").split("\x00")[0])
            at += size + 1
        return names

    def _read_sections(self) -> frozenset[int]:
        """Positions of the section marks after which the text goes on on the same page."""
        plc = self._pair(_SECTIONS)
        count = max(0, (len(plc) - 4) // 16)
        found = set()
        for i in range(1, count):
            where = _u32(plc, 4 * (count + 1) + 12 * i + 2)
            changes = (
                self._document[where + 2 : where + 2 + _u16(self._document, where)] if where != 0xFFFFFFFF else b""
            )
            if any(code == 0x3009 and operand[:1] == b"\x00" for code, operand in _changes(changes)):
                found.add(_u32(plc, 4 * i) - 1)
        return frozenset(found)

    def _character_look(self, changes: bytes) -> CharacterLook:
        fonts: list[str] = []
        on: dict[int, bool] = {}
        symbol = None
        for code, operand in _changes(changes):
            if code in (0x4A4F, 0x4A51):
                fonts.append(self._font(_u16(operand, 0)))
            elif code == 0x6A09:
                symbol = self._font(_u16(operand, 0)), _u16(operand, 2)
            else:
                on[code] = operand[:1] in (b"\x01", b"\x81")
        return CharacterLook(
            fonts=tuple(fonts),
            hidden=on.get(0x083C, False),
            deleted=on.get(0x0800, False),
            inserted=on.get(0x0801, False),
            capitals=on.get(0x083B, False),
            symbol=symbol,
        )

    def _font(self, index: int) -> str:
        return self._fonts[index] if index < len(self._fonts) else ""

    def _paragraph_look(self, changes: bytes, nested: bool = False) -> ParagraphLook:
        alignment, depth, indent = 0, 0, 0.0
        on: dict[int, bool] = {}
        for code, operand in _changes(changes):
            if code in (0x2403, 0x2461):
                alignment = operand[0] if operand else 0
            elif code == 0x6649:
                depth = min(_u32(operand, 0), 64)
            elif code in (0x840F, 0x845E):
                indent = struct.unpack("<h", operand[:2].ljust(2, b"\0"))[0] / 20
            elif code in (0x6645, 0x6646) and not nested:
                # Too long for its page: kept in the Data stream.
                where = _u32(operand, 0)
                return self._paragraph_look(self._data[where + 2 : where + 2 + _u16(self._data, where)], nested=True)
            else:
                on[code] = operand[:1] == b"\x01"
        if on.get(0x2416) and depth == 0:
            depth = 1
        return ParagraphLook(
            alignment=alignment,
            indent=indent,
            new_page=on.get(0x2407, False),
            depth=depth,
            row_end=on.get(0x2417, False) or on.get(0x244C, False),
            inner_cell_end=on.get(0x244B, False),
        )


def _changes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The property changes (`sprm`) in a list of them: code and operand."""
    at = 0
    while at + 2 <= len(data):
        code = _u16(data, at)
        at += 2
        size = _OPERAND_SIZE[code >> 13]
        if code == 0xD608:
            size = _u16(data, at) + 1
        elif size < 0:
            size = 1 + (data[at] if at < len(data) else 0)
        yield code, data[at : at + size]
        at += size


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
