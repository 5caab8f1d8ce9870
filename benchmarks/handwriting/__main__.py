"""Measure how handwritten numbers and days are read: `python -m benchmarks.handwriting [risk|crops|time|gallery]`."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from benchmarks.handwriting.crops import crop_report, read_crops, see_crops
from benchmarks.handwriting.gallery import write_gallery
from benchmarks.handwriting.looking import look
from benchmarks.handwriting.risk import FIELDS, Answer, answers_of, chosen, curve, risk_table
from benchmarks.handwriting.scans import Scan, scans
from extractors.document import SURE
from extractors.handwriting.digits import DigitKind

_SLOTS = (DigitKind.NUMBER.value, DigitKind.DAY.value, DigitKind.MONTH.value)
_KEPT = click.option("--scans", type=click.Path(file_okay=False, path_type=Path), help="Nơi giữ bản quét để dùng lại.")
_DOCUMENTS = click.option("--documents", type=click.IntRange(1), default=3, show_default=True, help="Văn bản mỗi ô.")


@click.group()
def main() -> None:
    """Đo việc đọc số và ngày viết tay trên bản quét giả định."""


@main.command()
@click.option("--choose", type=int, default=61, show_default=True, help="Hạt giống để chọn ngưỡng.")
@click.option("--test", "tests", type=int, multiple=True, default=(71, 72, 73), show_default=True, help="Để báo cáo.")
@_DOCUMENTS
@_KEPT
def risk(choose: int, tests: tuple[int, ...], documents: int, scans: Path | None) -> None:
    """Đòi độ chắc bao nhiêu thì trả lời được bao nhiêu, sai bao nhiêu."""
    with _folder(scans) as folder:
        own = _answers(folder, [choose], documents)
        others = _answers(folder, tests, documents)
    sets = {"chọn": own, "thử": others}
    click.echo(f"Trả lời, sai trên số trả lời; chọn: {_asked(own)} bản quét, thử: {_asked(others)}\n")
    click.echo("## Sau khi cân các cách đọc\n\n" + risk_table(sets, FIELDS))
    for field in FIELDS:
        least = chosen(curve([answer for answer in own if answer.of == field]))
        click.echo(f"{field}: ngưỡng thấp nhất không sai trên tập chọn là {least}; đang dùng {SURE}")
    click.echo("\n## Riêng mô hình chữ số\n\n" + risk_table(sets, _SLOTS))


@main.command()
def crops() -> None:
    """Riêng mô hình trên các ô cắt bằng mắt (crops.jsonl)."""
    click.echo(crop_report(see_crops(read_crops())))


@main.command(name="time")
@click.option("--seed", type=int, default=61, show_default=True, help="Hạt giống.")
@_DOCUMENTS
@_KEPT
def slot_time(seed: int, documents: int, scans: Path | None) -> None:
    """Thời gian một nhân tìm và đọc mọi ô của một trang, ngoài OCR."""
    with _folder(scans) as folder:
        looks = [look(scan.pdf) for scan in _scans(folder, [seed], documents)]
    spent = sorted(1000 * one.seconds for one in looks[1:] if one.slots)  # the first page loads the model
    slots = sum(len(one.slots) for one in looks[1:])
    high = spent[min(int(0.95 * len(spent)), len(spent) - 1)]
    click.echo(
        f"{len(spent)} trang, {slots} ô: trung vị {statistics.median(spent):.1f} ms một trang, "
        f"95 % dưới {high:.1f} ms, nhiều nhất {spent[-1]:.1f} ms"
    )


@main.command()
def gallery() -> None:
    """Vẽ lại các ảnh đọc sai (gallery.md) từ danh sách gallery.jsonl."""
    click.echo(f"Đã ghi {write_gallery()}", err=True)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="kiemchung-hand-") as temporary:
        yield Path(temporary)


def _scans(folder: Path, seeds: Sequence[int], documents: int) -> Iterator[Scan]:
    console = Console(stderr=True)
    for seed in seeds:
        every = list(scans(folder, seed, documents))
        yield from track(every, f"Hạt giống {seed}", console=console, transient=True)


def _answers(folder: Path, seeds: Sequence[int], documents: int) -> list[Answer]:
    return [one for scan in _scans(folder, seeds, documents) for one in answers_of(look(scan.pdf), scan.label)]


def _asked(answers: Sequence[Answer]) -> int:
    return sum(answer.of == FIELDS[0] for answer in answers)


if __name__ == "__main__":
    main()
