"""Writes the reports of a judgement into the folder of results."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from criteria.model import Judgement
from matchers.crosscheck import Crosscheck
from pipeline.crops import crops_of
from pipeline.errors import OutputError, why
from pipeline.profile import Profile
from pipeline.reports.units_tally import UnitResult

WORKBOOK_NAME = "tong-hop.xlsx"
SCORES_NAME = "doi-chieu.xlsx"
PAGE_NAME = "bao-cao.html"
CHECKLISTS_NAME = "danh-muc-thieu"
UNITS_WORKBOOK_NAME = "tong-hop-don-vi.xlsx"
UNITS_PAGE_NAME = "don-vi.html"
STAMP_NAME = ".bao-cao.json"


@dataclass(frozen=True, slots=True)
class Reports:
    """Where the reports lie."""

    workbook: Path
    page: Path
    checklists: tuple[Path, ...]


def write_reports(judgement: Judgement, profile: Profile, out: Path) -> Reports:
    """Workbook, page and checklists; dated with the day of the check, so that a run can be repeated exactly.

    Reports that the same judgement and the same program wrote before, and that nobody changed since, are left as
    they are.
    """
    made_from = _made_from(judgement, profile)
    reports = _standing(out, made_from)
    if reports is None:
        reports = _write_all(judgement, profile, out)
        _stamp(out, made_from, reports)
    return reports


def write_unit_reports(units: Sequence[UnitResult], out: Path, *, generated_on: date) -> Reports:
    """The workbook and the page over several units."""
    from pipeline.reports.units_page import write_units_page
    from pipeline.reports.units_workbook import write_units_workbook

    workbook, page = out / UNITS_WORKBOOK_NAME, out / UNITS_PAGE_NAME
    _write(workbook, lambda: write_units_workbook(units, workbook, generated_on=generated_on))
    _write(page, lambda: write_units_page(units, page, generated_on=generated_on))
    return Reports(workbook, page, ())


def write_score_report(
    checked: Crosscheck, judgement: Judgement | None, unit: str, out: Path, *, generated_on: date
) -> Path:
    """The comparison of the self-score table: in the consolidated workbook, or alone when nothing was judged."""
    from pipeline.reports.scores import score_workbook
    from pipeline.reports.workbook import write_workbook

    if judgement is None:
        path = out / SCORES_NAME
        _write(path, lambda: _write_bytes(path, score_workbook(checked, unit, generated_on=generated_on)))
        return path
    path = out / WORKBOOK_NAME
    _write(path, lambda: write_workbook(judgement, path, generated_on=generated_on, crosscheck=checked))
    return path


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _made_from(judgement: Judgement, profile: Profile) -> str:
    """A mark of everything the reports are made from: the judgement, the departments, and the code that writes."""
    mark = hashlib.sha256(repr((judgement, profile.departments)).encode())
    for path, crop in sorted(crops_of(judgement.documents).items()):
        mark.update(path.encode() + crop)
    for folder in ("pipeline.reports", "criteria"):
        for file in sorted(Path(str(resources.files(folder))).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                state = file.stat()
                mark.update(f"{file.name} {state.st_size} {state.st_mtime_ns}".encode())
    return mark.hexdigest()


def _standing(out: Path, made_from: str) -> Reports | None:
    """The reports of an earlier run when they are of this judgement and untouched, else None."""
    try:
        noted = json.loads((out / STAMP_NAME).read_text(encoding="utf-8"))
        if noted["made_from"] != made_from:
            return None
        paths = [out / name for name in noted["files"]]
        if [_sha256(path) for path in paths] != list(noted["files"].values()):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Reports(out / WORKBOOK_NAME, out / PAGE_NAME, tuple(paths[2:]))


def _stamp(out: Path, made_from: str, reports: Reports) -> None:
    """Note what was written; without the note the next run writes again, so a failure costs nothing."""
    paths = (reports.workbook, reports.page, *reports.checklists)
    with contextlib.suppress(OSError):
        files = {path.relative_to(out).as_posix(): _sha256(path) for path in paths}
        (out / STAMP_NAME).write_text(json.dumps({"made_from": made_from, "files": files}), encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_all(judgement: Judgement, profile: Profile, out: Path) -> Reports:
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
            f"Không ghi được {name}: {why(error)}.",
            "Đóng tệp nếu đang mở trong Excel hoặc Word, kiểm tra dung lượng đĩa, hoặc đổi --out.",
        ) from None
