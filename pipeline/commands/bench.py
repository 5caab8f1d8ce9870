"""`kiemchung bench`: how long each stage takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich.text import Text

from pipeline.bench import Bench, run_bench
from pipeline.commands.options import folder_options, given, loudness
from pipeline.errors import OK, UsageProblem
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich, table
from pipeline.progress import Messages
from pipeline.session import criteria_for, settings_for
from pipeline.vietnamese_click import Command

_STAGES = {
    "scan": "Liệt kê tệp",
    "read": "Đọc lần đầu",
    "judge": "Ghép và kết luận",
    "record": "Ghi cơ sở dữ liệu",
    "read_again": "Đọc lần hai (đã lưu)",
    "reports": "Ghi báo cáo",
}


@click.command(cls=Command, name="bench")
@click.argument("folder", metavar="[THƯ_MỤC]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--peer",
    metavar="N",
    type=click.IntRange(0, 1000),
    default=5,
    help="Số tệp PDF đo so với pdf2image + pytesseract (mặc định 5; 0: không so).",
)
@folder_options
def command(folder: Path | None, peer: int, format_: str, **values: Any) -> int:
    """Đo thời gian từng bước trên một thư mục; không nêu thư mục thì đo trên thư mục mẫu.

    Không ghi gì ngoài thư mục tạm.
    """  # fmt: skip
    with TemporaryDirectory(prefix="kiemchung-") as scratch, Messages(loudness(values)) as messages:
        wanted = given(values)
        if folder is None:
            import samples

            messages.say("Đang tạo thư mục mẫu …")
            try:
                made = samples.generate(Path(scratch) / "mau")
            except samples.FontNotFoundError as error:
                raise UsageProblem(str(error), "Nêu thư mục để đo: kiemchung bench THƯ_MỤC") from None
            folder = made.path
            wanted = replace(wanted, profile=made.profile)
        settings = settings_for(replace(wanted, out=wanted.out or Path(scratch) / "ket-qua"), folder)
        criteria = criteria_for(settings, messages) if settings.criteria else None
        result = run_bench(settings, criteria, peer, messages.file_done)
    show(result, format_)
    return OK


def show(result: Bench, format_: str) -> None:
    """Print the figures."""
    data = result.as_json()
    if format_ == "json":
        emit_json(data)
    elif format_ == "jsonl":
        emit_json_line(data)
    elif format_ == "csv":
        rows = [{"stage": stage.name, "seconds": round(stage.seconds, 3)} for stage in result.stages]
        emit_csv(("stage", "seconds"), rows)
    else:
        shown = [
            (_STAGES[stage.name], f"{stage.seconds:.2f}".replace(".", ","), _rate(result, stage.seconds))
            for stage in result.stages
        ]
        emit_rich(
            table(("Bước", "Giây", "Tệp/giây"), shown),
            Text(f"{result.files} tệp, {result.pages} trang, {result.documents} văn bản, {result.jobs} tiến trình"),
            Text(f"Lần đầu: {data['files_per_second']} tệp/giây, {data['pages_per_second']} trang/giây"),
            Text(_peer(data["peer"])),
        )


def _rate(result: Bench, seconds: float) -> str:
    return f"{result.files / seconds:.1f}".replace(".", ",") if seconds else ""


def _peer(peer: dict[str, Any] | None) -> str:
    if peer is None:
        return "Không so được với pdf2image + pytesseract (chưa cài, hoặc không có PDF)."
    return (
        f"So với pdf2image + pytesseract trang 1 ({peer['files']} PDF, một tiến trình): "
        f"{peer['our_seconds_per_file']} giây/tệp so với {peer['seconds_per_file']} giây/tệp, "
        f"nhanh gấp {peer['times_faster']} lần."
    )
