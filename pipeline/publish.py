"""Writes the reports of a judgement into the folder of results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from criteria.model import Judgement
from pipeline.errors import OutputError
from pipeline.profile import Profile

WORKBOOK_NAME = "tong-hop.xlsx"
PAGE_NAME = "bao-cao.html"
CHECKLISTS_NAME = "danh-muc-thieu"


@dataclass(frozen=True, slots=True)
class Reports:
    """Where the reports lie."""

    workbook: Path
    page: Path
    checklists: tuple[Path, ...]


def write_reports(judgement: Judgement, profile: Profile, out: Path) -> Reports:
    """Workbook, page and checklists; dated with the day of the check, so that a run can be repeated exactly."""
    from pipeline.reports.page import write_page
    from pipeline.reports.workbook import write_workbook

    day = judgement.as_of
    workbook, page = out / WORKBOOK_NAME, out / PAGE_NAME
    _write(workbook, lambda: write_workbook(judgement, workbook, generated_on=day))
    _write(page, lambda: write_page(judgement, page, generated_on=day))
    return Reports(workbook, page, write_department_lists(judgement, profile, out))


def write_department_lists(judgement: Judgement, profile: Profile, out: Path) -> tuple[Path, ...]:
    """The checklists of the departments.  Lists of departments that are no more are not removed."""
    from pipeline.reports.checklist import write_checklists

    folder = out / CHECKLISTS_NAME
    departments = {department.name: department for department in profile.departments}
    paths: list[Path] = []
    _write(
        folder,
        lambda: paths.extend(
            write_checklists(judgement, folder, generated_on=judgement.as_of, departments=departments)
        ),
    )
    return tuple(paths)


def _write(path: Path, work: Callable[[], None]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        work()
    except OSError as error:
        name = error.filename or path
        raise OutputError(
            f"Không ghi được {name}: {error.strerror or error}.",
            "Đóng tệp nếu đang mở trong Excel hoặc Word, kiểm tra dung lượng đĩa, hoặc đổi --out.",
        ) from None
