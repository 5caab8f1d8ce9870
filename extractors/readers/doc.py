"""Word 97–2003 documents (doc): the main text, table cells kept side by side.

Own reader, so that no office program has to be installed; checked against documents saved by one.  What is only
called `.doc` (rtf, html, docx) is told apart by `sniff` and never comes here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from extractors.document import Finding, Signature
from extractors.errors import TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import FileContent
from extractors.readers.legacy_text import Encoding, decode, encoding_of_font, guess_encoding
from extractors.readers.notional import Align, Block, Cell, PageBreak, Paragraph, Row, Table, lay_out, tidy
from extractors.readers.package import active_content_finding, damaged, encrypted
from extractors.readers.word_binary import BrokenFileError, ParagraphLook, PasswordNeededError, WordFile

_MACROS = ("Macros", "_VBA_PROJECT_CUR")
_SIGNATURES = ("_signatures", "_xmlsignatures")
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_PARAGRAPH_END, _CELL_END, _PAGE_END = "\r", "\x07", "\x0c"
_PLAIN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": ""}
_ALIGN = {1: Align.CENTER, 2: Align.RIGHT}
_MAX_CHARACTERS = 20_000_000


def read_doc(content: bytes, limits: Limits) -> FileContent:
    """The pages of a Word 97–2003 document.

    Raises EncryptedError, UnreadableError (damaged, or Word 95 and older), TooLargeError (too many pages).
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            if ole.exists("EncryptedPackage"):
                raise encrypted("Word")
            streams = {name: _stream(ole, name) for name in ("WordDocument", "0Table", "1Table", "Data")}
            macros = any(ole.exists(name) for name in _MACROS)
            signed = any(ole.exists(name) for name in _SIGNATURES)
        word = WordFile(streams["WordDocument"], streams, streams["Data"])
    except PasswordNeededError as error:
        raise encrypted("Word") from error
    except BrokenFileError as error:
        reason = "Tệp Word bị hỏng hoặc do Word 95 trở về trước tạo ra"
        raise UnreadableError(reason, "Mở bằng Word, lưu lại thành .docx hoặc PDF") from error
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise damaged("Word") from error
    if len(word.main) > _MAX_CHARACTERS:
        raise TooLargeError("Tệp Word quá dài", "Tách tệp thành nhiều phần rồi kiểm tra lại")
    walk = _Walk(word)
    blocks = [*walk.story(word.main), *walk.story(word.text_boxes)]
    findings: tuple[Finding, ...] = (active_content_finding(["macro"]),) if macros else ()
    return FileContent(
        "doc",
        lay_out(blocks, limits.pages),
        (Signature(None, None, None),) if signed else (),
        editable=True,
        tracked_changes=walk.tracked,
        findings=findings,
    )


def _stream(ole: olefile.OleFileIO[str], name: str) -> bytes:
    if not ole.exists(name):
        return b""
    with ole.openstream(name) as stream:
        data: bytes = stream.read()
    return data


@dataclass(slots=True)
class _Building:
    """A table, or the text outside of tables, as far as it has been read."""

    blocks: list[Block] = field(default_factory=list)
    cells: list[tuple[Block, ...]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def end_cell(self) -> None:
        self.cells.append(tuple(self.blocks))
        self.blocks = []

    def end_row(self) -> None:
        if self.blocks:
            self.end_cell()
        if self.cells:
            cells = tuple(Cell(blocks, column) for column, blocks in enumerate(self.cells))
            self.rows.append(Row(cells, new_page=any(isinstance(b, PageBreak) for c in self.cells for b in c)))
        self.cells = []


class _Walk:
    """Turns runs and paragraph marks into blocks; notes whether changes are still open."""

    def __init__(self, word: WordFile) -> None:
        self.tracked = False
        self._word = word
        sample = range(word.main.start, min(word.main.stop, word.main.start + 20_000))
        self._default = guess_encoding("".join(run.text for run in word.runs(sample)).replace("\r", "\n"))

    def story(self, positions: range) -> list[Block]:
        """The blocks of a story."""
        stack = [_Building()]
        after_cell = False
        for segments, end, look in self._paragraphs(positions):
            text = tidy("".join(decode(t, e) for t, e in segments))
            depth = max(look.depth, 1) if end == _CELL_END else look.depth
            row_end = look.row_end
            if end == _CELL_END and not self._word.knows_paragraphs:
                row_end = after_cell and not text  # an empty cell looks the same: the best that can be known
            after_cell = end == _CELL_END and not row_end
            while len(stack) - 1 > depth:
                _close(stack)
            while len(stack) - 1 < depth:
                stack.append(_Building())
            here = stack[-1]
            if row_end:
                here.end_row()
                continue
            if look.new_page:
                here.blocks.append(PageBreak())
            here.blocks.append(Paragraph(text, _ALIGN.get(look.alignment, Align.LEFT), look.indent))
            if end == _CELL_END or look.inner_cell_end:
                here.end_cell()
            elif end == _PAGE_END:
                here.blocks.append(PageBreak())
        while len(stack) > 1:
            _close(stack)
        return stack[0].blocks

    def _paragraphs(self, positions: range) -> Iterator[tuple[list[tuple[str, Encoding]], str, ParagraphLook]]:
        """Text with encodings, end mark and look of each paragraph."""
        segments: list[tuple[str, Encoding]] = []
        fields: list[bool] = []
        for run in self._word.runs(positions):
            look = run.look
            self.tracked = self.tracked or ((look.inserted or look.deleted) and bool(run.text.strip("\r\x07")))
            dropped = look.hidden or look.deleted
            encoding = next(
                (e for f in look.fonts if (e := encoding_of_font(f)) is not Encoding.UNICODE), self._default
            )
            kept: list[str] = []
            for i, character in enumerate(run.text):
                if character in (_PARAGRAPH_END, _CELL_END, _PAGE_END):
                    position = run.start + i
                    if dropped and character == _PARAGRAPH_END:
                        continue
                    if character == _PAGE_END and position in self._word.continuous:
                        character = _PARAGRAPH_END
                    _add(segments, kept, encoding, look.capitals)
                    yield segments, character, self._word.paragraph(position)
                    segments, kept = [], []
                    # No field's instruction runs over a paragraph: one without its end must not swallow the rest.
                    fields = [False] * len(fields)
                elif character == _FIELD_BEGIN:
                    fields.append(True)
                elif character == _FIELD_RESULT and fields:
                    fields[-1] = False
                elif character == _FIELD_END and fields:
                    fields.pop()
                elif not dropped and not any(fields) and look.symbol is None:
                    kept.append(_PLAIN.get(character, character))
            _add(segments, kept, encoding, look.capitals)
        if segments:
            yield segments, _PARAGRAPH_END, ParagraphLook()


def _add(segments: list[tuple[str, Encoding]], kept: list[str], encoding: Encoding, capitals: bool) -> None:
    """Append characters, joined to the last segment when of one encoding: VNI letters span runs."""
    text = "".join(kept)
    if not text:
        return
    if capitals and encoding is Encoding.UNICODE:
        text = text.upper()
    elif capitals and encoding is Encoding.TCVN3:
        encoding = Encoding.TCVN3_CAPITALS
    if segments and segments[-1][1] is encoding:
        segments[-1] = (segments[-1][0] + text, encoding)
    else:
        segments.append((text, encoding))


def _close(stack: list[_Building]) -> None:
    """The innermost table is complete: it becomes a block of what is around it."""
    table = stack.pop()
    table.end_row()
    if table.rows:
        stack[-1].blocks.append(Table(tuple(table.rows)))
