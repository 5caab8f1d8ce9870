"""Pictures of the places where a field was read wrongly, for a person to look at."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from benchmarks.reading.scoring import Judgement
from extractors.errors import ReadError
from extractors.options import ReadOptions
from extractors.page import FileContent
from extractors.readers.opening import open_file

_DPI = 150.0
_MARGIN = 18.0
"""Points shown around the box, so that its neighbours can be seen."""

_HEAD = 0.35
"""Share of the first page shown for what was not found; for a signer the whole last page is shown."""


def save_crops(judgements: Iterable[Judgement], folder: Path, target: Path) -> dict[tuple[str, str], Path]:
    """One PNG for each judgement that has a picture, by file and field; pictures of earlier runs are removed."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    by_file: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        by_file.setdefault(judgement.file, []).append(judgement)
    saved: dict[tuple[str, str], Path] = {}
    for file, found in by_file.items():
        try:
            content = open_file((folder / file).read_bytes(), file, ReadOptions())
        except ReadError:
            continue
        try:
            for judgement in found:
                picture = _crop(judgement, content)
                if picture is not None:
                    name = re.sub(r"[^A-Za-z0-9.-]+", "_", f"{file}-{judgement.field}.png")
                    picture.save(target / name)
                    saved[file, judgement.field] = target / name
        finally:
            content.close()
    return saved


def _crop(judgement: Judgement, content: FileContent) -> Image.Image | None:
    last = judgement.field == "nguoi_ky"
    number = judgement.page or (len(content.pages) if last else 1)
    if not 1 <= number <= len(content.pages):
        return None
    page = content.pages[number - 1]
    if page.picture is None:
        return None
    picture = page.picture(_DPI)
    scale = picture.width / page.width
    if judgement.box is None:
        area = (0.0, 0.0, page.width, page.height * (1 if last else _HEAD))
    else:
        left, upper, right, lower = judgement.box
        area = (left - _MARGIN, upper - _MARGIN, right + _MARGIN, lower + _MARGIN)
    x0, y0, x1, y1 = (round(edge * scale) for edge in area)
    return picture.crop((max(0, x0), max(0, y0), min(picture.width, max(x1, x0 + 1)), min(picture.height, y1)))
