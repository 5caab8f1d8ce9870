"""`kiemchung doctor`: what is installed, what is missing, how to get it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.text import Text

from pipeline.commands.options import format_option
from pipeline.doctor import NEEDED, Check, checks
from pipeline.errors import CANNOT_RUN, OK
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich, table
from pipeline.settings import RESULTS_NAME
from pipeline.vietnamese_click import Command

COLUMNS = ("name", "level", "ok", "found", "purpose", "remedy")


@click.command(cls=Command, name="doctor")
@click.option("--out", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help="Nơi sẽ ghi kết quả.")
@format_option
def command(out: Path | None, format_: str) -> int:
    """Xem máy này có gì, thiếu gì, cài thế nào.

    Mã thoát: 0 chạy được (có thể thiếu phần không bắt buộc); 2 thiếu phần bắt buộc.
    """
    found = checks(out or Path(RESULTS_NAME))
    usable = all(check.ok for check in found if check.level == NEEDED)
    if format_ == "json":
        emit_json({"usable": usable, "checks": [_row(check) for check in found]})
    elif format_ == "jsonl":
        for check in found:
            emit_json_line(_row(check))
    elif format_ == "csv":
        emit_csv(COLUMNS, map(_row, found))
    else:
        rows = ((_sign(c), c.name, c.found, c.purpose, "" if c.ok else c.remedy) for c in found)
        verdict = "Máy này chạy được." if usable else "Thiếu phần bắt buộc: cài theo cột cuối rồi chạy lại."
        emit_rich(table(("", "Thành phần", "Hiện có", "Dùng để", "Cách cài"), rows), Text(), Text(verdict, "bold"))
    return OK if usable else CANNOT_RUN


def _row(check: Check) -> dict[str, Any]:
    return {name: getattr(check, name) for name in COLUMNS}


def _sign(check: Check) -> str:
    if check.ok:
        return "✓"
    return "✗" if check.level == NEEDED else "!"
