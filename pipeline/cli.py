"""The command line: `kiemchung` and `python -m pipeline`."""

from __future__ import annotations

from typing import NoReturn

import click

from pipeline.vietnamese_click import Group

COMMANDS = {
    "check": "pipeline.commands.check",
    "extract": "pipeline.commands.extract",
    "audit": "pipeline.commands.audit",
    "checklist": "pipeline.commands.checklist",
    "crosscheck": "pipeline.commands.crosscheck",
    "criteria": "pipeline.commands.criteria",
    "plan": "pipeline.commands.plan",
    "init": "pipeline.commands.init",
    "doctor": "pipeline.commands.doctor",
    "demo": "pipeline.commands.demo",
    "bench": "pipeline.commands.bench",
}
"""Name of each command and the module that holds it, in the order of the help page."""


def _version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"kiemchung {version('kiemchung')}")
        context.exit()


@click.group(cls=Group, modules=COMMANDS, name="kiemchung", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Hiện phiên bản rồi thoát."
)
def kiemchung() -> None:
    """Kiểm tra tài liệu kiểm chứng Chỉ số cải cách hành chính (PAR INDEX) trước khi nộp.

    Đọc mọi tài liệu trong một thư mục, đối chiếu với bộ tiêu chí, và cho biết tiêu chí nào còn thiếu tài
    liệu hợp lệ, vì sao, phải làm gì. Thư mục tài liệu không bị sửa; không có gì được gửi ra khỏi máy.

    Mã thoát: 0 xong, không còn gì phải sửa; 1 xong, còn thiếu hoặc phải xem lại; 2 không chạy được;
    130 bị dừng.
    """


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    kiemchung.main(arguments, prog_name="kiemchung")
    raise AssertionError("unreachable")
