"""The XML of a Word document walked in reading order: what is printed becomes blocks for the notional page.

Kept: tables, text boxes (once), content controls, tracked insertions, field results.  Dropped: deletions, hidden text,
field codes, footnote marks, prompts of empty controls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.readers.docx_styles import Look, Styles, child, is_on, local, paragraph_look, run_look, value
from extractors.readers.legacy_text import Encoding, decode, encoding_of_font
from extractors.readers.notional import Align, Block, Cell, PageBreak, Paragraph, Row, Table, tidy

_TWIPS = 20.0
_EMU = 12700.0
_TRANSPARENT = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "customXml", "dir", "bdo", "ruby", "rt"}
)
_DROPPED = frozenset({"del", "moveFrom"})
_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
_RIGHT_HALF = 200.0
"""A text box that begins this many points right of the margin belongs to the right column."""
_SYMBOLS = {
    "wingdings": {0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xFC: "✓", 0xFE: "☑", 0xA7: "▪", 0x6C: "●", 0x6E: "■", 0xE0: "→"},
    "symbol": {0xB7: "•", 0x2D: "-", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xDE: "⇒", 0xAE: "→"},
}


@dataclass(frozen=True, slots=True)
class _ColumnBreak:
    """End of a newspaper column; only `_sections` sees it."""


@dataclass(frozen=True, slots=True)
class _TextBox:
    """The blocks of a text box and how far right of the margin it begins (points), where that is known."""

    blocks: tuple[Block, ...]
    x: float


_Item = Block | _ColumnBreak
_Event = tuple[str, Encoding] | PageBreak | _ColumnBreak | _TextBox


class Walk:
    """One pass over the XML of a document; collects blocks and whether changes are still open."""

    def __init__(self, styles: Styles, default: Encoding) -> None:
        self.tracked = False
        self._styles = styles
        self._default = default
        self._fields: list[bool] = []
        self._carried: list[_Event] = []

    def body(self, body: etree._Element) -> Iterator[Block]:
        """The blocks of a body, header or footer; sections of two columns become two cells of a row."""
        section: list[_Item] = []
        first = True
        for item in self._items(body):
            if not isinstance(item, etree._Element):
                section.append(item)
                continue
            yield from _section(section, item, first)
            section, first = [], False
        yield from _section(section, None, True)

    def _items(self, container: etree._Element) -> Iterator[_Item | etree._Element]:
        """Blocks in order; a `w:sectPr` stands for the end of a section."""
        for element in container:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
                section = child(element, "pPr", "sectPr")
                if section is not None:
                    yield section
            elif name == "tbl":
                yield self._table(element)
            elif name == "sectPr":
                yield element
            elif name == "sdt":
                inner = _content_of(element)
                if inner is not None:
                    yield from self._items(inner)
            elif name == "AlternateContent":
                for choice in _choice(element):
                    yield from self._items(choice)
            elif name in _TRACKED or name == "customXml":
                self.tracked = self.tracked or name in _TRACKED
                if name not in _DROPPED:
                    yield from self._items(element)
        if self._carried:
            segments = [event for event in self._carried if isinstance(event, tuple)]
            self._carried = []
            yield Paragraph(_joined(segments))

    def _blocks(self, container: etree._Element) -> tuple[Block, ...]:
        return tuple(i for i in self._items(container) if isinstance(i, Paragraph | Table | PageBreak))

    def _paragraph(self, element: etree._Element) -> Iterator[_Item]:
        properties = child(element, "pPr")
        base = paragraph_look(properties).over(self._styles.of(value(child(properties, "pStyle"))))
        events = self._carried + list(self._inline(element, base))
        self._carried = []
        # No field's instruction runs over a paragraph: one without its end must not swallow the rest of the document.
        self._fields = [False] * len(self._fields)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None:
            # The deleted thing is the end of the paragraph: what follows joins on.
            self.tracked = True
            self._carried = events
            return
        if child(mark, "ins") is not None:
            self.tracked = True
        if base.new_page:
            yield PageBreak()
        align = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT}.get(base.align or "", Align.LEFT)
        indent = child(properties, "ind")
        left = _points(value(indent, "left") or value(indent, "start")) + max(0, _points(value(indent, "firstLine")))
        tabs = child(properties, "tabs")
        marks = () if tabs is None else tuple(t for t in tabs if value(t) != "clear")
        stops = tuple(sorted(_points(value(mark, "pos")) for mark in marks))
        boxes: list[_TextBox] = []
        segments: list[tuple[str, Encoding]] = []
        written = False
        for event in events:
            if isinstance(event, _TextBox):
                boxes.append(event)
            elif isinstance(event, tuple):
                segments.append(event)
            else:
                if segments:
                    yield Paragraph(_joined(segments), align, left, stops)
                segments, written = [], True
                yield event
        if segments or not (written or boxes):
            yield Paragraph(_joined(segments), align, left, stops)
        yield from _placed(boxes)

    def _inline(self, element: etree._Element, base: Look) -> Iterator[_Event]:
        for node in element:
            name = local(node)
            if name == "r":
                yield from self._run(node, base)
            elif name == "sdt":
                inner = _content_of(node)
                if inner is not None:
                    yield from self._inline(inner, base)
            elif name in ("oMath", "oMathPara"):
                yield "".join(t.text or "" for t in node.iter("{*}t")), Encoding.UNICODE
            elif name == "AlternateContent":
                for choice in _choice(node):
                    yield from self._inline(choice, base)
            else:
                self.tracked = self.tracked or name in _TRACKED
                if name in _TRANSPARENT:
                    yield from self._inline(node, base)

    def _run(self, run: etree._Element, base: Look) -> Iterator[_Event]:
        properties = child(run, "rPr")
        look = run_look(properties)
        style = value(child(properties, "rStyle"))
        if style:
            look = look.over(self._styles.by_id.get(style, Look()))
        look = look.over(base)
        encoding = encoding_of_font(look.font)
        if encoding is Encoding.UNICODE:
            encoding = self._default
        if look.capitals and encoding is Encoding.TCVN3:
            encoding = Encoding.TCVN3_CAPITALS
        for node in _run_nodes(run):
            name = local(node)
            if name == "fldChar":
                self._field(value(node, "fldCharType"))
            elif name in ("drawing", "pict", "object"):
                yield from self._boxes(node)
            elif look.hidden or any(self._fields):
                continue
            elif name == "lastRenderedPageBreak":
                yield PageBreak(noted=True)
            elif name == "br" and value(node, "type") in ("page", "column"):
                yield PageBreak() if value(node, "type") == "page" else _ColumnBreak()
            elif name == "footnoteReference" and is_on(_attribute_node(node, "customMarkFollows")):
                return
            else:
                text = _character(node, name)
                if text:
                    yield (text.upper() if look.capitals and encoding is Encoding.UNICODE else text), encoding

    def _field(self, kind: str | None) -> None:
        """Keep a stack of open fields; an entry is true while inside the field's instruction."""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _boxes(self, drawing: etree._Element) -> Iterator[_TextBox]:
        for content in drawing.iter("{*}txbxContent"):
            outer = content.getparent()
            while outer is not None and outer is not drawing and local(outer) not in ("txbxContent", "Fallback"):
                outer = outer.getparent()
            if outer is not drawing:
                continue  # inside another box, which brings it along, or the old form of the same box
            fields, self._fields = self._fields, []
            yield _TextBox(self._blocks(content), _offset(drawing, content))
            self._fields = fields

    def _table(self, table: etree._Element) -> Table:
        grid = child(table, "tblGrid")
        widths = tuple(_points(value(column, "w")) for column in (grid if grid is not None else ()))
        return Table(tuple(self._rows(table)), widths)

    def _rows(self, container: etree._Element) -> Iterator[Row]:
        for element in container:
            name = local(element)
            if name == "tr":
                properties = child(element, "trPr")
                for change in ("ins", "del"):
                    self.tracked = self.tracked or child(properties, change) is not None
                if child(properties, "del") is None and not is_on(child(properties, "hidden")):
                    cells = tuple(self._cells(element, _number(value(child(properties, "gridBefore")))))
                    breaks = any(isinstance(b, PageBreak) for c in cells for b in c.blocks)
                    yield Row(cells, new_page=breaks)
            elif name == "sdt":
                inner = _content_of(element)
                if inner is not None:
                    yield from self._rows(inner)
            elif name in ("customXml", "ins", "moveTo"):
                self.tracked = self.tracked or name in _TRACKED
                yield from self._rows(element)

    def _cells(self, row: etree._Element, column: int) -> Iterator[Cell]:
        for element in row:
            name = local(element)
            if name == "tc":
                properties = child(element, "tcPr")
                span = min(max(_number(value(child(properties, "gridSpan"))), 1), 63)
                if child(properties, "cellDel") is not None:
                    self.tracked = True
                    continue
                merge = child(properties, "vMerge")
                joined = merge is not None and (value(merge) or "continue") == "continue"
                yield Cell(self._blocks(element), column, span, joined)
                column += span
            elif name in ("sdt", "customXml", "ins", "moveTo"):
                inner = _content_of(element) if name == "sdt" else element
                for cell in self._cells(inner, column) if inner is not None else ():
                    yield cell
                    column = cell.column + cell.span


def _section(items: list[_Item], properties: etree._Element | None, first: bool) -> Iterator[Block]:
    """The blocks of a section, on a new page unless it is continuous."""
    if not first and items and value(child(properties, "type")) != "continuous":
        yield PageBreak()
    breaks = [i for i, item in enumerate(items) if isinstance(item, _ColumnBreak)]
    columns = _number(value(child(properties, "cols"), "num"))
    if columns == 2 and len(breaks) == 1:
        left, right = items[: breaks[0]], items[breaks[0] + 1 :]
        cells = [tuple(i for i in part if isinstance(i, Paragraph | Table)) for part in (left, right)]
        yield Table((Row((Cell(cells[0], 0), Cell(cells[1], 1))),))
        return
    for item in items:
        yield PageBreak() if isinstance(item, _ColumnBreak) else item


def _placed(boxes: list[_TextBox]) -> Iterator[Block]:
    """The text boxes of a paragraph; those in the right half of the page go beside the others."""
    if not any(box.x > _RIGHT_HALF for box in boxes):
        for box in boxes:
            yield from box.blocks
        return
    sides = [tuple(b for box in boxes if (box.x > _RIGHT_HALF) is right for b in box.blocks) for right in (False, True)]
    left = sides[0] or (Paragraph(""),)
    yield Table((Row((Cell(left, 0), Cell(sides[1], 1))),))


def _offset(drawing: etree._Element, content: etree._Element) -> float:
    """How far right of the margin a text box begins, in points; 0 where the file does not say."""
    for position in drawing.iter("{*}positionH"):
        x = _float(next((e.text for e in position.iter("{*}posOffset")), None)) / _EMU
        return x - 72.0 if position.get("relativeFrom") == "page" else x
    shape = content.getparent()
    while shape is not None and shape is not drawing:
        match = re.search(r"margin-left:\s*(-?[\d.]+)(pt|in|cm|mm|px)?", shape.get("style", ""))
        if match:
            return _float(match[1]) * {"in": 72, "cm": 28.35, "mm": 2.835, "px": 0.75}.get(match[2] or "pt", 1.0)
        shape = shape.getparent()
    return 0.0


def _run_nodes(run: etree._Element) -> Iterator[etree._Element]:
    for node in run:
        if local(node) == "AlternateContent":
            for choice in _choice(node):
                yield from choice
        else:
            yield node


def _choice(element: etree._Element) -> Iterator[etree._Element]:
    """The one branch of an alternate content to read: the first that has any text, else none (a drawn line)."""
    branches = [b for b in element if local(b) in ("Choice", "Fallback")]
    best = next((b for b in branches if next(b.iter("{*}t", "{*}blip"), None) is not None), None)
    if best is not None:
        yield best


def _content_of(control: etree._Element) -> etree._Element | None:
    """What was typed into a content control, or None for its prompt (“Click here to enter text”)."""
    if is_on(child(control, "sdtPr", "showingPlcHdr")):
        return None
    return child(control, "sdtContent")


def _attribute_node(node: etree._Element, name: str) -> etree._Element | None:
    return node if (value(node, name) or "0").casefold() in ("1", "true", "on") else None


def _character(node: etree._Element, name: str) -> str:
    if name == "t":
        return node.text or ""
    if name == "sym":
        return _symbol(value(node, "font") or "", value(node, "char") or "")
    return {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")


def _symbol(font: str, code: str) -> str:
    """A character of a symbol font, given as four hexadecimal digits; pictures without a meaning are dropped."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    number -= 0xF000 if 0xF000 <= number <= 0xF0FF else 0
    family = font.casefold()
    for name, table in _SYMBOLS.items():
        if family.startswith(name):
            plain = chr(number) if name == "symbol" and 0x20 <= number < 0x40 else ""
            return table.get(number, plain)
    if family.startswith(("webdings", "marlett")):
        return ""
    return chr(number) if 0x20 <= number < 0xD800 else ""


def _joined(segments: list[tuple[str, Encoding]]) -> str:
    """One text of the segments; neighbours of one encoding are decoded together, for VNI letters span runs."""
    parts: list[tuple[str, Encoding]] = []
    for text, encoding in segments:
        if parts and parts[-1][1] is encoding:
            parts[-1] = (parts[-1][0] + text, encoding)
        else:
            parts.append((text, encoding))
    return tidy("".join(decode(text, encoding) for text, encoding in parts))


def _float(text: str | None) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e9 else 0.0


def _number(text: str | None) -> int:
    return int(_float(text))


def _points(twips: str | None) -> float:
    return _float(twips) / _TWIPS
