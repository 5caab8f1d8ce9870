"""The options that commands share, with their environment variables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.output import FORMATS
from pipeline.settings import ENVIRONMENT, Given
from pipeline.vietnamese_click import Day

Function = TypeVar("Function", bound=Callable[..., Any])

FOLDER = click.argument("folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path))
"""The folder of evidence; checked by `pipeline.scan.check_folder`, which knows what to advise."""

_OCR = click.option(
    "--ocr/--no-ocr", "ocr", default=None, envvar=f"{ENVIRONMENT}OCR",
    help="Nhận dạng chữ trên bản quét (mặc định) hoặc bỏ qua.",
)  # fmt: skip
_AS_OF = click.option(
    "--as-of", metavar="NGÀY", type=Day(), envvar=f"{ENVIRONMENT}AS_OF",
    help="Coi ngày này là hôm nay (mặc định: hôm nay); để kết quả lặp lại được.",
)  # fmt: skip
_READING = (
    click.option("--jobs", metavar="N", type=click.IntRange(1, 256), envvar=f"{ENVIRONMENT}JOBS",
                 help="Số tiến trình đọc song song (mặc định: số nhân của máy)."),
    _OCR,
    click.option("--fresh", is_flag=True, help="Đọc lại mọi tệp, không dùng kết quả đã lưu của lần trước."),
)  # fmt: skip
_WHO = (
    click.option("--criteria", metavar="MÃ|TỆP", envvar=f"{ENVIRONMENT}CRITERIA",
                 help="Bộ tiêu chí: mã có sẵn (kiemchung criteria list) hoặc tệp YAML."),
    click.option("--unit", metavar="TÊN", envvar=f"{ENVIRONMENT}UNIT",
                 help='Đơn vị được chấm, ví dụ "UBND xã Di Linh".'),
    click.option("--parent", metavar="TÊN", envvar=f"{ENVIRONMENT}PARENT", help="Cơ quan cấp trên của đơn vị."),
    click.option("--province", metavar="TÊN", envvar=f"{ENVIRONMENT}PROVINCE", help="Tỉnh, thành phố."),
    click.option("--year", metavar="NĂM", type=click.IntRange(2012, 2100), envvar=f"{ENVIRONMENT}YEAR",
                 help="Năm được chấm điểm."),
    _AS_OF,
)  # fmt: skip
_PROFILE = click.option(
    "--profile", metavar="TỆP", type=click.Path(path_type=Path), envvar=f"{ENVIRONMENT}PROFILE",
    help="Hồ sơ đơn vị (mặc định: THƯ_MỤC/kiemchung.yaml nếu có).",
)  # fmt: skip
_OUT = click.option(
    "--out", metavar="THƯ_MỤC", type=click.Path(path_type=Path), envvar=f"{ENVIRONMENT}OUT",
    help="Nơi ghi kết quả (mặc định: ./ket-qua/<tên thư mục>).",
)  # fmt: skip
_PICTURES = click.option(
    "--out", metavar="THƯ_MỤC", type=click.Path(path_type=Path), envvar=f"{ENVIRONMENT}OUT",
    help="Nơi ghi ảnh dòng số, dòng ngày đọc chưa chắc của bản quét (mặc định: không ghi).",
)  # fmt: skip
_FORMAT = click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="table", envvar=f"{ENVIRONMENT}FORMAT",
    metavar="|".join(FORMATS), help="Dạng kết quả in ra (mặc định: table).",
)  # fmt: skip
_LOUDNESS = (
    click.option("-q", "--quiet", is_flag=True, help="Chỉ báo lỗi."),
    click.option("-v", "--verbose", is_flag=True, help="Báo từng tệp."),
)


def _all(*options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


format_option = _FORMAT
"""`--format` alone, for commands that read no folder."""

loudness_options = _all(*_LOUDNESS)
"""`-q` and `-v`."""

reading_options = _all(_PROFILE, _PICTURES, *_READING, _FORMAT, *_LOUDNESS)
"""For commands that read documents without judging them."""

folder_options = _all(_PROFILE, *_WHO, _OUT, *_READING, _FORMAT, *_LOUDNESS)
"""All shared options of the contract."""

paper_options = _all(*_WHO, _OCR, _FORMAT, *_LOUDNESS)
"""For commands that read one paper."""


def given(values: dict[str, Any]) -> Given:
    """The shared options of a command as one record; takes them out of `values`."""
    names = (
        "profile", "criteria", "unit", "parent", "province", "year", "as_of", "out", "jobs", "ocr", "fresh", "scores",
        "previous",
    )  # fmt: skip
    return Given(**{name: values.pop(name) for name in names if name in values})


def loudness(values: dict[str, Any]) -> int:
    """-1, 0 or 1 from `-q` and `-v`; takes them out of `values`."""
    quiet, verbose = values.pop("quiet"), values.pop("verbose")
    return -1 if quiet else int(verbose)
