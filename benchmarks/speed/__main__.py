"""`python -m benchmarks.speed`: every measurement, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.reading.tables import table
from benchmarks.speed.layers import count_judgements
from benchmarks.speed.memory import long_scan, peak_of
from benchmarks.speed.pairs import FIELDS, Accuracy, Spread, Timing, accuracy, measure
from benchmarks.speed.papers import long_scans, short_scans, text_files, thousand, write_set
from benchmarks.speed.routes import JOBS, routes, timed
from benchmarks.speed.text import text_rate

_FIELDS = {"so_ky_hieu": "Số", "ngay_ban_hanh": "Ngày", "co_quan_ban_hanh": "Cơ quan"}
PARTS = ("long", "short", "text", "layers")


@click.command()
@click.argument("folders", type=click.Path(exists=True, file_okay=False, path_type=Path), nargs=-1)
@click.option("--part", type=click.Choice(PARTS), multiple=True, help="Chỉ đo phần này (mặc định: tất cả).")
@click.option("--pairs", type=click.IntRange(1), default=5, show_default=True, help="Số lần đo lặp.")
@click.option("--files", type=click.IntRange(1), default=6, show_default=True, help="Số tệp mỗi tập tạo ra.")
@click.option("--seed", type=int, default=1, show_default=True, help="Hạt giống của các tập tạo ra.")
@click.option("--memory", is_flag=True, help="Đo thêm bộ nhớ khi đọc bản quét màu 300 trang, 400 dpi.")
@click.option("--thousand", "whole", is_flag=True, help="Đo thêm thư mục 1.000 văn bản (6 trang, 60 % bản quét).")
def main(
    folders: tuple[Path, ...], part: tuple[str, ...], pairs: int, files: int, seed: int, memory: bool, whole: bool
) -> None:
    """So tốc độ và độ đúng với các cách đọc thường, trên cùng tệp, lặp lại xen kẽ.

    FOLDERS: thư mục PDF của bạn, kèm labels.jsonl nếu muốn thấy độ đúng; không nêu thì tạo văn bản giả định.
    """
    with TemporaryDirectory(prefix="kiemchung-") as scratch:
        made = Path(scratch)
        for folder in folders:
            _compare(str(folder), folder, pairs)
        parts = part or (() if folders else PARTS)
        if "long" in parts:
            _compare("Bản quét từ 3 trang", write_set(made / "long", long_scans(seed, files)), pairs)
        if "short" in parts:
            _compare("Bản quét một trang", write_set(made / "short", short_scans(seed, files)), pairs)
        if "text" in parts:
            _rate(write_set(made / "text", text_files(seed, files)), pairs)
        if "layers" in parts:
            _layers(seed, files)
        if memory:
            _memory(made)
        if whole:
            _whole(write_set(made / "thousand", thousand(seed)))


def _compare(title: str, folder: Path, pairs: int) -> None:
    ways = routes()
    timings = measure(folder, ways, pairs)
    count = len(list(folder.glob("*.pdf")))
    click.echo(f"\n## {title}: {count} tệp, {pairs} lần\n")
    head = ("Cách đọc", "Giây/tệp: trung vị (ít nhất-nhiều nhất)", "Lâu gấp", *_FIELDS.values())
    click.echo(table(head, [_row(timing, count) for timing in timings]))
    if len(ways) < 5:
        click.echo("\nKhông đo ocrmypdf: máy chưa cài.")


def _row(timing: Timing, count: int) -> Sequence[str]:
    per_file = Spread(*(value / count for value in (timing.seconds.median, timing.seconds.least, timing.seconds.most)))
    right = [_accuracy(timing.accuracy.get(field)) for field in FIELDS]
    return (timing.name, _spread(per_file), _spread(timing.ratio), *right)


def _rate(folder: Path, pairs: int) -> None:
    rate = text_rate(folder, pairs)
    click.echo(f"\n## Tệp có lớp chữ: {rate.files} tệp, {rate.pages} trang, {pairs} lần\n")
    click.echo(f"{_spread(rate.per_second)} tệp mỗi giây trên một nhân")


def _layers(seed: int, documents: int) -> None:
    tallies = count_judgements(seed, documents)
    click.echo("\n## Phán đoán lớp chữ\n")
    click.echo(table(("Lớp chữ", "Trang", "Phán sai"), [(t.kind, str(t.pages), str(t.wrong)) for t in tallies]))


def _memory(folder: Path) -> None:
    file = long_scan(folder / "300.pdf", 300, 400)
    size = file.stat().st_size / 2**20
    click.echo(
        f"\n## Bộ nhớ: bản quét màu 300 trang, 400 dpi, {size:.0f} MB\n\nđỉnh {peak_of(file):.0f} MB một tiến trình"
    )


def _whole(folder: Path) -> None:
    seconds, found = timed(routes()[0], folder)
    right = accuracy(folder, found)
    click.echo(f"\n## Thư mục {len(found)} văn bản, đọc lần đầu\n\n{_number(seconds / 60)} phút, {JOBS} tiến trình\n")
    click.echo(table(tuple(_FIELDS.values()), [[_accuracy(right[field]) for field in FIELDS]]))


def _spread(spread: Spread) -> str:
    return f"{_number(spread.median)} ({_number(spread.least)}-{_number(spread.most)})"


def _number(value: float) -> str:
    return f"{value:.3g}".replace(".", ",")


def _accuracy(found: Accuracy | None) -> str:
    return "-" if found is None else f"{found.right}/{found.values} (sai {found.wrong})"


if __name__ == "__main__":
    main()
