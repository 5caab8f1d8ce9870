"""Word checklists: one sheet per department with what is still missing, to be printed and ticked off.

A department with nothing left gets a sheet that says so in one line.  Without it the sheet of an earlier run would
stay in the folder and ask for documents that have long been handed in.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from criteria.days import left_until, written_left
from criteria.model import CriterionVerdict, Judgement
from criteria.reminders import time_left
from criteria.summary import NO_DEPARTMENT
from criteria.wording import written_date, written_points
from pipeline.reports.gaps import Gap, all_gaps
from pipeline.reports.tally import with_filled_names
from pipeline.reports.typeset import one_line, slug
from pipeline.reports.wording import STATUSES

FONT = "Times New Roman"
TITLE = "DANH MỤC TÀI LIỆU KIỂM CHỨNG CÒN THIẾU"
PREFIX = "danh-muc-con-thieu-"

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_HEADERS = (
    ("STT", 1.3),
    ("Mã tiêu chí", 1.7),
    ("Tên tiêu chí, tiêu chí thành phần", 4.5),
    ("Điểm", 1.4),
    ("Tài liệu cần có", 4.4),
    ("Tình trạng", 1.9),
    ("Lý do", 4.9),
    ("Việc cần làm", 4.6),
    ("Đã nộp", 1.2),
)
"""Column titles and widths in cm; together the 25.9 cm between the margins."""

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


class DepartmentLike(Protocol):
    """What a checklist needs to know of a department; the profile's record fits."""

    @property
    def deadline(self) -> date | None:
        """Day by which the department hands in its documents."""


def write_checklists(
    judgement: Judgement,
    folder: Path,
    *,
    generated_on: date,
    departments: Mapping[str, DepartmentLike] | None = None,
) -> list[Path]:
    """Write one docx per department into `folder` and return the paths, in the order of the departments.

    Departments are those of the profile, then others named by the criteria; criteria without an owner go to
    `Chưa phân công`.  Raises OSError when a file cannot be written, e.g. because it is open in Word.
    """
    folder.mkdir(parents=True, exist_ok=True)
    judgement = with_filled_names(judgement)
    known = departments or {}
    owned = verdicts_by_department(judgement, known)
    paths: list[Path] = []
    for name, file_name in zip(owned, _file_names(owned), strict=True):
        department = known.get(name)
        content = checklist_bytes(
            judgement,
            name,
            owned[name],
            generated_on=generated_on,
            deadline=department.deadline if department is not None else None,
        )
        path = folder / file_name
        path.write_bytes(content)
        paths.append(path)
    return paths


def verdicts_by_department(
    judgement: Judgement, departments: Mapping[str, object]
) -> dict[str, tuple[CriterionVerdict, ...]]:
    """Criteria of each department, in printed order; a criterion with several owners stands with each."""
    owned: dict[str, list[CriterionVerdict]] = {name: [] for name in departments}
    orphans: list[CriterionVerdict] = []
    for verdict in judgement.verdicts:
        for name in dict.fromkeys(verdict.departments):
            owned.setdefault(name, []).append(verdict)
        if not verdict.departments:
            orphans.append(verdict)
    if orphans:
        owned.setdefault(NO_DEPARTMENT, []).extend(orphans)
    return {name: tuple(verdicts) for name, verdicts in owned.items()}


def _file_names(departments: Mapping[str, object]) -> list[str]:
    """ASCII names, different from each other even where upper and lower case are one."""
    taken: set[str] = set()
    names: list[str] = []
    for department in departments:
        base = PREFIX + slug(department)
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        names.append(f"{name}.docx")
    return names


def checklist_bytes(
    judgement: Judgement,
    department: str,
    verdicts: Sequence[CriterionVerdict],
    *,
    generated_on: date,
    deadline: date | None = None,
) -> bytes:
    """The checklist of one department as docx; the same input gives the same bytes."""
    found = tuple(all_gaps(verdicts, judgement.as_of))
    urgent, later = tuple(g for g in found if g.urgent), tuple(g for g in found if not g.urgent)
    document = _new_document(generated_on)
    _letterhead(document, judgement, one_line(department), deadline)
    _title(document, judgement)
    if not verdicts:
        _paragraph(document, "Phòng, ban không phụ trách tiêu chí nào trong bộ tiêu chí này.")
    elif not found:
        _paragraph(document, f"Không còn tài liệu thiếu trong {len(verdicts)} tiêu chí được giao.")
    else:
        _paragraph(document, _headline(verdicts, urgent, later))
    if urgent:
        _table(document, urgent, judgement.as_of)
    if later:
        _paragraph(document, "Chưa đến hạn, cần chuẩn bị:", bold=True, space_before=10, keep=True)
        _table(document, later, judgement.as_of)
    _closing(document, judgement, generated_on)
    return _bytes(document)


def _headline(verdicts: Sequence[CriterionVerdict], urgent: Sequence[Gap], later: Sequence[Gap]) -> str:
    open_codes = {g.verdict.criterion.code for g in urgent}
    lost = sum(v.points_at_risk for v in verdicts)
    parts = [f"Phụ trách {len(verdicts)} tiêu chí; {len(open_codes)} tiêu chí còn {len(urgent)} việc phải làm"]
    if lost:
        parts.append(f"có thể mất {written_points(lost)} điểm")
    if later:
        parts.append(f"{len(later)} tài liệu chưa đến hạn")
    return "; ".join(parts) + "."


def _new_document(generated_on: date) -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin, section.right_margin = Cm(2.0), Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    stamp = datetime(generated_on.year, generated_on.month, generated_on.day)
    properties.author, properties.title, properties.comments = "kiemchung", TITLE, ""
    properties.created = properties.modified = stamp
    properties.last_modified_by, properties.language = "kiemchung", "vi-VN"
    _page_numbers(section)
    return document


def _letterhead(document: Any, judgement: Judgement, department: str, deadline: date | None) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Cm(12.0), Cm(13.9)
    lines = []
    if judgement.subject.parent:
        lines.append((one_line(judgement.subject.parent).upper(), False))
    lines.append((one_line(judgement.subject.unit).upper(), True))
    _fill(left.paragraphs[0], lines[0][0], bold=lines[0][1], align=_CENTRE)
    for text, bold in lines[1:]:
        _fill(left.add_paragraph(), text, bold=bold, align=_CENTRE)
    _fill(left.add_paragraph(), "———————", size=8, align=_CENTRE)
    _fill(right.paragraphs[0], f"Phòng, ban: {department}", bold=True, align=_CENTRE)
    due = f"Hạn nộp: {written_date(deadline)}" if deadline else "Hạn nộp: ……/……/…………"
    _fill(right.add_paragraph(), due, align=_CENTRE)
    if deadline:
        remaining = written_left(left_until(deadline, judgement.as_of))
        _fill(right.add_paragraph(), remaining, size=10, italic=True, align=_CENTRE)


def _title(document: Any, judgement: Judgement) -> None:
    _fill(document.add_paragraph(), TITLE, bold=True, size=14, align=_CENTRE, space_before=8)
    year = judgement.subject.year
    _fill(document.add_paragraph(), f"Chỉ số cải cách hành chính năm {year}", bold=True, size=13, align=_CENTRE)
    _fill(document.add_paragraph(), one_line(judgement.criteria_set.title), italic=True, align=_CENTRE, space_after=6)


def _table(document: Any, found: Sequence[Gap], as_of: date) -> None:
    table = document.add_table(rows=1, cols=len(_HEADERS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, (_, width) in zip(table.columns, _HEADERS, strict=True):
        column.width = Cm(width)  # Word goes by the cells, LibreOffice by the columns: both are set
    header = table.rows[0]
    for cell, (title, _) in zip(header.cells, _HEADERS, strict=True):
        _fill(cell.paragraphs[0], title, bold=True, size=11, align=_CENTRE)
        _shade(cell, "E5ECEF")
    _mark(header, "w:tblHeader")
    previous: Gap | None = None
    for number, gap in enumerate(found, 1):
        _gap_row(table, number, gap, as_of, first=previous is None or previous.verdict is not gap.verdict)
        previous = gap
    for row in table.rows:
        _mark(row, "w:cantSplit")
        for cell, (_, width) in zip(row.cells, _HEADERS, strict=True):
            cell.width = Cm(width)


def _gap_row(table: Any, number: int, gap: Gap, as_of: date, *, first: bool) -> None:
    cells = table.add_row().cells
    criterion, wording = gap.verdict.criterion, STATUSES[gap.status]
    # The code stands on every row, so that a row cut out still says where it belongs; the rest once.
    name = one_line(criterion.name) if first else "(như trên)"
    _fill(cells[0].paragraphs[0], str(number), size=11, align=_CENTRE)
    _fill(cells[1].paragraphs[0], one_line(criterion.code), size=11, bold=True, align=_CENTRE)
    _fill(cells[2].paragraphs[0], name, size=11, italic=not first)
    _fill(cells[3].paragraphs[0], written_points(criterion.max_points) if first else "", size=11, align=_CENTRE)
    _fill(cells[4].paragraphs[0], gap.need, size=11)
    _fill(cells[5].paragraphs[0], wording.label, size=11, bold=True, align=_CENTRE, colour=wording.ink)
    left = time_left(gap.requirement, as_of) if gap.requirement is not None else None
    _fill_lines(
        cells[6], (*gap.reasons, f"Hạn {written_date(left.deadline)}: {written_left(left)}") if left else gap.reasons
    )
    _fill_lines(cells[7], gap.actions)
    _fill(cells[8].paragraphs[0], "☐", size=16, align=_CENTRE)


def _fill_lines(cell: Any, lines: Sequence[str]) -> None:
    mark = "– " if len(lines) > 1 else ""
    for index, line in enumerate(lines):
        _fill(cell.paragraphs[0] if index == 0 else cell.add_paragraph(), mark + line, size=11)


def _closing(document: Any, judgement: Judgement, generated_on: date) -> None:
    text = (
        f"Lập ngày {written_date(generated_on)}; xét theo tình hình đến ngày {written_date(judgement.as_of)}. "
        "Kết luận của máy chỉ để rà soát; tài liệu ghi “Cần xem lại” phải có người mở ra so với bản gốc."
    )
    _fill(document.add_paragraph(), text, size=10, italic=True, space_before=8)


def _paragraph(document: Any, text: str, *, bold: bool = False, space_before: float = 0, keep: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = keep
    _fill(paragraph, text, bold=bold, space_before=space_before, space_after=4)


def _fill(
    paragraph: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 12,
    align: Any = None,
    colour: str | None = None,
    space_before: float = 0,
    space_after: float = 0,
) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(space_before)
    paragraph.paragraph_format.space_after = Pt(space_after)


def _mark(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _page_numbers(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = _CENTRE
    for text, field in (("Trang ", "PAGE"), ("/", "NUMPAGES")):
        paragraph.add_run(text)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        paragraph._p.append(element)


def _bytes(document: Any) -> bytes:
    """The package with constant times in its archive: python-docx stamps the clock into it."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename, _ZIP_DAY), source.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()
