"""`kiemchung demo`: the sample folder, checked, so that anybody sees in a minute what the program does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from criteria.wording import written_date
from pipeline.commands.check import show, whereabouts
from pipeline.commands.options import given, loudness, loudness_options
from pipeline.errors import OK, OutputError, UsageProblem, why
from pipeline.output import emit
from pipeline.progress import Messages
from pipeline.publish import write_reports
from pipeline.session import criteria_for, run, settings_for
from pipeline.settings import ENVIRONMENT, RESULTS_NAME
from pipeline.vietnamese_click import Command

_EXAMPLE = "--explain 1.1.1 --as-of"


@click.command(cls=Command, name="demo")
@click.argument("folder", metavar="[THƯ_MỤC]", required=False, type=click.Path(path_type=Path), default=Path("mau"))
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 256), envvar=f"{ENVIRONMENT}JOBS", help="Số tiến trình đọc."
)
@loudness_options
def command(folder: Path, **values: Any) -> int:
    """Tạo thư mục mẫu (mặc định ./mau), kiểm tra nó và ghi báo cáo vào THƯ_MỤC/ket-qua.

    Đơn vị, văn bản và con người trong thư mục mẫu đều do chương trình bịa ra.
    """
    import samples

    refuse_foreign(folder)
    with Messages(loudness(values)) as messages:
        messages.say(f"Đang tạo thư mục mẫu {folder} …")
        try:
            made = samples.generate(folder)
        except samples.FontNotFoundError as error:
            raise UsageProblem(str(error), "Chạy 'kiemchung doctor' để xem cách cài.") from None
        except OSError as error:
            raise OutputError(f"Không ghi được thư mục mẫu {folder}: {why(error)}.", "Chọn thư mục khác.") from None
        wanted = given(
            {"profile": made.profile, "out": folder / RESULTS_NAME, "as_of": samples.truth().as_of, **values}
        )
        settings = settings_for(wanted, folder)
        criteria = criteria_for(settings, messages)
        outcome = run(settings, criteria, messages)
        assert outcome.judgement is not None
        reports = write_reports(outcome.judgement, settings.profile, settings.out)
    show(outcome.judgement, "table", None)
    emit("")
    emit(f"Thư mục mẫu:   {folder}")
    emit(f"Hồ sơ đơn vị:  {made.profile}")
    emit(whereabouts(reports, outcome.database))
    emit("")
    emit(f"Vì sao có kết luận ấy, ví dụ mục 1.1.1 (ngày {written_date(settings.as_of)}, là ngày của thư mục mẫu):")
    emit(f"  kiemchung check {_quoted(folder)} --out {_quoted(settings.out)} {_EXAMPLE} {settings.as_of.isoformat()}")
    return OK


def _quoted(path: Path) -> str:
    """A path as it can be pasted behind a command, in any shell."""
    text = str(path)
    return f'"{text}"' if " " in text else text


def refuse_foreign(folder: Path) -> None:
    """Raise UsageProblem for a folder that holds anything but an earlier sample: people's files are not mixed up."""
    if folder.exists() and not folder.is_dir():
        raise UsageProblem(f"{folder} là một tệp.", "Chọn tên thư mục khác: kiemchung demo TÊN")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "xa-mau-2025.yaml").is_file():
        raise UsageProblem(f"Thư mục {folder} đã có tệp khác.", "Chọn tên thư mục mới: kiemchung demo TÊN")
