"""Scans of invented documents, degraded in nine ways, with their facts: `python -m benchmarks.reading.synthetic OUT`.

The same seed gives the same pixels, on the same fonts and library versions.  What is drawn stays legible to a person.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image
from pypdf import PdfReader, PdfWriter, Transformation
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading.papers import paper as invent
from samples.fonts import FontFamily, FontNotFoundError, complete_families
from samples.layout import LayoutError, Press, print_paper, set_up
from samples.paper import Look, Mark, Office, Paper, Printed
from samples.scan import ScanLook, scan_pdf
from training.writing import pen_writing

RESOLUTIONS = (200, 300)
"""Dots per inch: what Nghị định 30/2020/NĐ-CP asks at least, and what scanners are mostly set to."""

_NARROW = ("Times New Roman", "Tinos", "Liberation Serif", "FreeSerif")
"""Families of the width of Times New Roman; wider ones do not fit the two columns of the letterhead."""

_COLUMN = 172.0
"""Width in points that a line of the left column may take without touching the right one."""

_STAMP_FACES = ("Helvetica", "Helvetica-Bold", "Courier-Bold")
_PEN_DPI = 300
_PEN_INKS = ((20, 30, 120), (35, 60, 170), (25, 25, 30))
_STAMP_INKS = ((0.1, 0.12, 0.45), (0.16, 0.2, 0.6), (0.12, 0.12, 0.16))


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one document comes onto paper: the face, its sizes in points, and what the clerk stamps into blanks.

    `stamped` maps a blank (number, day, month) to the text in it; `stamp` is face and ink of the numbering stamp, None
    where the clerk types into the blank in the face of the document, or writes into it by `hand`.
    """

    family: FontFamily
    sizes: tuple[float, ...]
    stamped: Mapping[str, str]
    stamp: tuple[str, tuple[float, float, float]] | None
    hand: bool
    look: Look


def _clean(rng: random.Random) -> ScanLook:
    return ScanLook(skew=rng.uniform(-0.2, 0.2), blur=0.4, noise=1.5, quality=88)


def _jpeg(rng: random.Random) -> ScanLook:
    return ScanLook(skew=rng.uniform(-0.3, 0.3), blur=0.5, noise=3, quality=rng.randint(40, 70))


def _skew(rng: random.Random) -> ScanLook:
    return ScanLook(skew=rng.choice((-1, 1)) * rng.uniform(0.8, 2.0), noise=3, quality=80)


def _noise(rng: random.Random) -> ScanLook:
    return ScanLook(
        skew=rng.uniform(-0.4, 0.4), noise=rng.uniform(14, 24), speckle=rng.uniform(60, 200), blur=0.5, quality=80
    )


def _blur(rng: random.Random) -> ScanLook:
    return ScanLook(skew=rng.uniform(-0.4, 0.4), blur=rng.uniform(1.2, 1.9), noise=2, quality=80)


def _contrast(rng: random.Random) -> ScanLook:
    return ScanLook(skew=rng.uniform(-0.4, 0.4), contrast=rng.uniform(0.3, 0.5), noise=3, quality=80)


def _by_hand(paper: Paper, sheet: Sheet) -> Sheet:
    """The sheet with number and day, and the month where it was a blank, left to the pen."""
    assert paper.day is not None and paper.number is not None
    blanks = {"number": paper.number, "day": f"{paper.day.day:02d}", **sheet.stamped}
    look = replace(sheet.look, number="blank", day="blank")
    return replace(sheet, stamped=blanks, stamp=None, hand=True, look=look)


def _bilevel(rng: random.Random) -> ScanLook:
    return ScanLook(mode="1", skew=rng.uniform(-0.6, 0.6), blur=0.5, noise=rng.uniform(3, 12), speckle=20)


def _arrival(rng: random.Random) -> ScanLook:
    return ScanLook(skew=rng.uniform(-0.4, 0.4), blur=0.5, noise=3, quality=rng.randint(60, 85))


def _combo(rng: random.Random) -> ScanLook:
    return ScanLook(
        skew=rng.choice((-1, 1)) * rng.uniform(0.5, 1.4),
        blur=rng.uniform(0.6, 1.0),
        noise=rng.uniform(6, 12),
        speckle=rng.uniform(20, 120),
        contrast=rng.uniform(0.5, 0.75),
        quality=rng.randint(45, 70),
    )


DEGRADATIONS: Mapping[str, Callable[[random.Random], ScanLook]] = {
    "clean": _clean,
    "jpeg": _jpeg,
    "skew": _skew,
    "noise": _noise,
    "blur": _blur,
    "low-contrast": _contrast,
    "bilevel": _bilevel,
    "arrival": _arrival,
    "combo": _combo,
}
"""Name of each way to spoil a scan, and the scanner it makes (lengths in pixels at 200 dpi)."""

_GREY = ("jpeg", "skew", "noise", "blur", "low-contrast", "combo")
_ARRIVED = {"arrival": 1.0, "combo": 0.5}


def families() -> tuple[FontFamily, ...]:
    """The installed families that the letterhead can be set in; raises FontNotFoundError when there is none."""
    found = tuple(family for family in complete_families() if family.name in _NARROW)
    if not found:
        raise FontNotFoundError("no family of the width of Times New Roman with all Vietnamese letters is installed")
    return found


def make_document(
    key: str, degradation: str, dpi: int, hand: float = 0.0, last: int | None = None
) -> tuple[bytes, dict[str, Any]]:
    """The image-only PDF of one document, and its label without `file`; `key` decides everything that is random.

    `hand` is the share (0..1) of documents whose number and day a pen fills in; with `last` only so many of the first
    pages are scanned, their pixels are the same.
    """
    rng = random.Random(key)
    paper = invent(rng, incoming=rng.random() < _ARRIVED.get(degradation, 0))
    sheet = _by_hand(paper, _sheet(paper, rng)) if hand and rng.random() < hand else _sheet(paper, rng)
    press = set_up(sheet.family, zlib.crc32(key.encode()))
    paper, printed = _print(replace(paper, office=_fitted(paper.office, press)), sheet, press)
    look = DEGRADATIONS[degradation](rng)
    if degradation in _GREY and rng.random() < 0.35:
        look = replace(look, mode="L")
    look = replace(look, dpi=dpi, blur=look.blur * dpi / 200)
    pdf = scan_pdf(
        _laid_on_glass(_stamped(printed, sheet, press, rng), rng, last), look, zlib.crc32(f"{key}:scan".encode())
    )
    facts = label(paper, printed.pages) | {"so_handwritten": sheet.hand}
    return pdf, facts | {"degradation": degradation, "dpi": dpi, "font": sheet.family.name}


def label(paper: Paper, pages: int) -> dict[str, Any]:
    """The facts of the paper under the names of the glossary; file and circumstances of the scan come on top."""
    assert paper.day is not None
    return {
        "kind": "scan",
        "pages": pages,
        "so_ky_hieu": paper.full_number,
        "so_handwritten": False,
        "ngay_ban_hanh": paper.day.isoformat(),
        "co_quan_ban_hanh": paper.office.name,
        "co_quan_chu_quan": paper.office.above_name,
        "loai_van_ban": paper.type,
        "trich_yeu": paper.subject,
        "nguoi_ky": paper.signer.name,
        "chuc_vu": " / ".join(paper.signer.lines),
    }


def generate(
    target: Path,
    seed: int,
    documents: int,
    resolutions: Sequence[int] = RESOLUTIONS,
    degradations: Sequence[str] = tuple(DEGRADATIONS),
    jobs: int = 1,
    hand: float = 0.0,
    last: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Write `documents` scans for each resolution and degradation into `target`, and `labels.jsonl`; yields the labels.

    The files are called d0001.pdf and so on: their names tell nothing.  `jobs` processes draw them; the result is the
    same for any number.
    """
    target.mkdir(parents=True, exist_ok=True)
    cells = [(d, dpi, n) for d in degradations for dpi in resolutions for n in range(1, documents + 1)]
    keys = [f"{seed}:{degradation}:{dpi}:{n}" for degradation, dpi, n in cells]
    pool = ProcessPoolExecutor(jobs, get_context("spawn")) if jobs > 1 else None
    with (target / "labels.jsonl").open("w", encoding="utf-8") as labels, pool or nullcontext():
        run = pool.map if pool else map
        columns = [cell[0] for cell in cells], [cell[1] for cell in cells], [hand] * len(cells), [last] * len(cells)
        made = run(make_document, keys, *columns)
        for index, (pdf, facts) in enumerate(made, start=1):
            name = f"d{index:04d}.pdf"
            (target / name).write_bytes(pdf)
            line = {"file": name} | facts | {"seed": seed}
            labels.write(json.dumps(line, ensure_ascii=False) + "\n")
            yield line


def _sheet(paper: Paper, rng: random.Random) -> Sheet:
    """Printed throughout, number stamped, or number and date filled into blanks; dates also without leading zero."""
    assert paper.day is not None and paper.number is not None
    stamped: dict[str, str] = {}
    if rng.random() < 0.35:
        stamped["number"] = paper.number
    if rng.random() < 0.3:
        plain = rng.random() < 0.5
        stamped["day"] = str(paper.day.day) if plain else f"{paper.day.day:02d}"
        if rng.random() < 0.4:
            stamped["month"] = str(paper.day.month) if plain else f"{paper.day.month:02d}"
    size = rng.choice((13.0, 13.5, 14.0))
    return Sheet(
        family=rng.choice(families()),
        sizes=(size, 13.0, 12.5, 12.0),
        stamped=stamped,
        stamp=(rng.choice(_STAMP_FACES), rng.choice(_STAMP_INKS)) if rng.random() < 0.75 else None,
        hand=False,
        look=Look(
            number="blank" if "number" in stamped else "print",
            day="blank" if "day" in stamped else "print",
            month="blank" if "month" in stamped else "print",
            incoming_at=(rng.uniform(-30, 40), rng.uniform(8, 30)),
        ),
    )


def _fitted(office: Office, press: Press) -> Office:
    """The office with its name broken into lines that fit the left column."""
    broken = [line for text in office.lines for line in _wrapped(text, press.type.bold, 12)]
    return replace(office, lines=tuple(broken))


def _wrapped(text: str, font: str, size: float) -> list[str]:
    """As few lines as fit the column, of about the same length, as a typist breaks a title."""
    count = len(_broken(text, font, size, _COLUMN))
    room = next(room for room in range(40, int(_COLUMN) + 1, 4) if len(_broken(text, font, size, room)) == count)
    return _broken(text, font, size, room)


def _broken(text: str, font: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pdfmetrics.stringWidth(longer, font, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _print(paper: Paper, sheet: Sheet, press: Press) -> tuple[Paper, Printed]:
    """The paper on as many of its pages as its words fill."""
    for pages in range(paper.pages, 0, -1):
        try:
            return replace(paper, pages=pages), print_paper(
                replace(paper, pages=pages), sheet.look, press, tuple(sheet.sizes)
            )
        except LayoutError:
            continue
    return _print(replace(paper, pages=paper.pages + 1), sheet, press)


def _stamped(printed: Printed, sheet: Sheet, press: Press, rng: random.Random) -> bytes:
    """The PDF with the blanks of the first page filled in."""
    if not sheet.stamped:
        return printed.pdf
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for name, text in sheet.stamped.items():
        if sheet.hand:
            _write(canvas, text, printed.marks[name], rng)
            continue
        face, ink = sheet.stamp or (press.type.regular if name == "number" else press.type.italic, (0, 0, 0))
        mark = printed.marks[name]
        drop = rng.uniform(-2, 2.5) if sheet.stamp else 0
        canvas.setFillColorRGB(*ink)
        canvas.setFont(face, rng.uniform(12, 14) if sheet.stamp else 13)
        canvas.drawCentredString(mark.x + mark.width / 2, mark.y + 4 + drop, text)
    canvas.save()
    writer = PdfWriter(clone_from=BytesIO(printed.pdf))
    writer.pages[0].merge_page(PdfReader(BytesIO(out.getvalue())).pages[0])
    return _written(writer)


def _write(canvas: Canvas, text: str, mark: Mark, rng: random.Random) -> None:
    """A digit string in the strokes of a pen, in its blank."""
    height = rng.uniform(12, 19)
    writing = pen_writing(text, height * _PEN_DPI / 72, np.random.default_rng(rng.getrandbits(32)))
    ink = rng.choice(_PEN_INKS)
    alpha = Image.fromarray((np.clip(writing.coverage, 0, 1) * 255).astype(np.uint8))
    picture = Image.merge("RGBA", [*(Image.new("L", alpha.size, level) for level in ink), alpha])
    width, tall = (side * 72 / _PEN_DPI for side in alpha.size)
    left = mark.x + (mark.width - width) / 2 + rng.uniform(-4, 4)
    foot = mark.y + 4 - (alpha.height - writing.foot) * 72 / _PEN_DPI + rng.uniform(-3, 3)
    canvas.drawImage(ImageReader(picture), left, foot, width, tall, mask="auto")


def _laid_on_glass(pdf: bytes, rng: random.Random, last: int | None = None) -> bytes:
    """The pages shifted by some millimetres and a little smaller, as no two sheets lie alike; the first `last` only."""
    writer = PdfWriter()
    writer.append(BytesIO(pdf), pages=None if last is None else (0, min(last, len(PdfReader(BytesIO(pdf)).pages))))
    for page in writer.pages:
        scale = rng.uniform(0.97, 1.0)
        page.add_transformation(Transformation().scale(scale).translate(rng.uniform(-12, 16), rng.uniform(-8, 24)))
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", type=int, default=1, show_default=True, help="Hạt giống: cùng số cho cùng ảnh.")
@click.option("--documents", type=click.IntRange(1), default=6, show_default=True, help="Số văn bản mỗi ô.")
@click.option("--dpi", type=click.Choice([str(dpi) for dpi in RESOLUTIONS]), multiple=True, help="Mặc định: cả hai.")
@click.option("--degradation", type=click.Choice(list(DEGRADATIONS)), multiple=True, help="Mặc định: tất cả.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Số tiến trình.")
@click.option("--hand", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Phần ghi số, ngày bằng tay.")
def main(
    out: Path, seed: int, documents: int, dpi: tuple[str, ...], degradation: tuple[str, ...], jobs: int, hand: float
) -> None:
    """Tạo bản quét giả định và labels.jsonl trong OUT: --documents văn bản cho mỗi kiểu hỏng ở mỗi độ phân giải."""
    resolutions = [int(value) for value in dpi] or RESOLUTIONS
    made = sum(1 for _ in generate(out, seed, documents, resolutions, degradation or tuple(DEGRADATIONS), jobs, hand))
    click.echo(f"{made} văn bản trong {out}", err=True)


if __name__ == "__main__":
    main()
