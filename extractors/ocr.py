"""Optical character recognition: words with boxes and confidence from a picture.

Two interchangeable backends: tesserocr (in process; research: a crop costs half of a spawned command) and
pytesseract (the `tesseract` program), tried in this order.  The engine is loaded once per process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL import Image

LANGUAGE = "vie"


PixelBox = tuple[int, int, int, int]


class Layout(IntEnum):
    """Tesseract's page segmentation modes that serve here."""

    COLUMN = 4
    BLOCK = 6
    LINE = 7


@dataclass(frozen=True, slots=True)
class SeenCharacter:
    """A recognised character: box in pixels, confidence 0..1."""

    text: str
    box: PixelBox
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A recognised word: box in pixels (left, top, right, bottom) and confidence 0..1.

    `characters` are its characters, where the backend tells them (tesserocr).
    """

    text: str
    box: PixelBox
    confidence: float
    line: int
    characters: tuple[SeenCharacter, ...] = ()


class Engine(Protocol):
    """What a backend can do."""

    name: str

    def words(self, picture: Image.Image, layout: Layout, dpi: int) -> list[SeenWord]:
        """Words in reading order."""
        ...


class NoEngineError(RuntimeError):
    """No OCR backend works here; the message says what to install."""


def data_folders() -> list[Path]:
    """Where `vie.traineddata` lies: with this package, else in the usual places of Linux, macOS, Windows."""
    places = [
        Path(__file__).parent / "data" / "tessdata",
        *sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True),
        Path("/usr/share/tessdata"),
        Path("/usr/local/share/tessdata"),
        Path("/opt/homebrew/share/tessdata"),
        Path(r"C:\Program Files\Tesseract-OCR\tessdata"),
    ]
    return [p for p in places if (p / f"{LANGUAGE}.traineddata").is_file()]


class _InProcess:
    """tesserocr; one API object per segmentation mode is not needed, the mode is set per call.

    Lines read badly are not tried again as white on black: official papers have none, and it takes a tenth of the time.
    """

    def __init__(self, data: Path) -> None:
        import tesserocr

        self._module = tesserocr
        self._api = tesserocr.PyTessBaseAPI(path=str(data), lang=LANGUAGE, psm=int(Layout.BLOCK))
        self._api.SetVariable("tessedit_do_invert", "0")
        self.name = f"tesserocr {tesserocr.__version__}"

    def words(self, picture: Image.Image, layout: Layout, dpi: int) -> list[SeenWord]:
        api = self._api
        api.SetPageSegMode(int(layout))
        api.SetImage(picture)
        api.SetSourceResolution(dpi)
        try:
            return list(self._words()) if api.Recognize() else []
        finally:
            api.Clear()

    def _words(self) -> Iterator[SeenWord]:
        """Walk the characters and join them to words: the iterator cannot be nested."""
        level = self._module.RIL
        line = -1
        current: SeenWord | None = None
        for item in self._module.iterate_level(self._api.GetIterator(), level.SYMBOL):
            if item.IsAtBeginningOf(level.TEXTLINE):
                line += 1
            try:
                if item.IsAtBeginningOf(level.WORD):
                    if current is not None:
                        yield current
                    current = None
                    text, box = _mended(item.GetUTF8Text(level.WORD)), item.BoundingBox(level.WORD)
                    if text and text.strip() and box:
                        current = SeenWord(text.strip(), box, max(item.Confidence(level.WORD), 0) / 100, line)
                character, box = item.GetUTF8Text(level.SYMBOL), item.BoundingBox(level.SYMBOL)
            except RuntimeError:
                continue  # an empty element
            if current is not None and character and box:
                seen = SeenCharacter(character, box, max(item.Confidence(level.SYMBOL), 0) / 100)
                current = replace(current, characters=(*current.characters, seen))
        if current is not None:
            yield current


class _Program:
    """The `tesseract` program through pytesseract: slower on crops (0.3 s of start-up each), same words."""

    def __init__(self) -> None:
        import pytesseract

        self._module = pytesseract
        version = pytesseract.get_tesseract_version()
        if LANGUAGE not in pytesseract.get_languages():
            raise NoEngineError("thiếu dữ liệu tiếng Việt của tesseract")
        self.name = f"pytesseract {version}"

    def words(self, picture: Image.Image, layout: Layout, dpi: int) -> list[SeenWord]:
        table = self._module.image_to_data(
            picture,
            lang=LANGUAGE,
            config=f"--psm {int(layout)} --dpi {dpi} -c tessedit_do_invert=0",
            output_type=self._module.Output.DICT,
        )
        lines: dict[tuple[int, int, int], int] = {}
        seen = []
        for i, text in enumerate(table["text"]):
            if not text.strip():
                continue
            key = (table["block_num"][i], table["par_num"][i], table["line_num"][i])
            left, top = table["left"][i], table["top"][i]
            box = (left, top, left + table["width"][i], top + table["height"][i])
            seen.append(
                SeenWord(
                    _mended(text).strip(), box, max(float(table["conf"][i]), 0) / 100, lines.setdefault(key, len(lines))
                )
            )
        return seen


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The first backend that works, loaded once per process; raises NoEngineError.

    The caller limits OpenMP to one thread before the first call: more make tesseract 3.5 times slower.
    """
    folders = data_folders()
    if folders:
        try:
            return _InProcess(folders[0])
        except (ImportError, RuntimeError):
            pass
    return program_engine()


def program_engine() -> Engine:
    """The second backend; raises NoEngineError when the program or its Vietnamese data is absent."""
    try:
        return _Program()
    except NoEngineError:
        raise
    except Exception as error:  # pytesseract raises its own and OS errors alike
        raise NoEngineError("chưa cài tesseract hoặc thiếu dữ liệu tiếng Việt (tesseract-ocr-vie)") from error


def _mended(text: str | None) -> str:
    """The model sometimes gives one Đ as Đ and Ð in a row: `QĐÐ` is `QĐ`."""
    return (text or "").replace("ĐÐ", "Đ").replace("ÐĐ", "Đ")
