"""`kiemchung criteria import`: official papers in, a criteria file to be read and cleared out."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from criteria.builtin import find_set
from criteria.errors import CriteriaError as SetProblems
from criteria.importing.assembly import Imported, Wish, assemble
from criteria.importing.outline import Outline, outlines_of
from criteria.importing.overlay import lay_over
from criteria.importing.remarks import ImportProblem, Remark
from criteria.importing.todo import todo_of
from criteria.importing.writing import set_yaml
from criteria.loading import load_set, load_set_text
from criteria.model import CriteriaSet, Method
from criteria.schema import LEVELS
from criteria.wording import written_points
from extractors.document import PrintedTables, Severity, fold
from extractors.options import ReadOptions
from pipeline.commands.options import format_option
from pipeline.errors import OK, CriteriaError, OutputError, UsageProblem, why
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich
from pipeline.paper import tables_of
from pipeline.vietnamese_click import Command

REMARK_COLUMNS = ("file", "place", "severity", "message")
_MOST_FILES = 2


@click.command(cls=Command, name="import")
@click.argument("files", metavar="TỆP [TỆP2]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="TỆP.yaml", required=True, type=click.Path(path_type=Path), help="Tệp bộ tiêu chí sẽ ghi."
)
@click.option("--id", "id_", metavar="MÃ", help="Mã của bộ (mặc định: theo tên tệp sẽ ghi).")
@click.option("--title", metavar="TÊN", help="Tên của bộ (mặc định: dòng chữ hoa phía trên bảng).")
@click.option(
    "--level", metavar="|".join(LEVELS), type=click.Choice(LEVELS), help="Cấp được chấm (mặc định: theo tên bảng)."
)
@click.option(
    "--year",
    "years",
    metavar="NĂM",
    type=click.IntRange(2012, 2100),
    multiple=True,
    help="Năm áp dụng, ghi nhiều lần nếu nhiều năm (mặc định: theo tên bảng hoặc ngày ban hành).",
)
@click.option("--table", "chosen", metavar="N", type=click.IntRange(1), help="Bảng thứ mấy, khi tệp có nhiều bộ.")
@click.option("--facts-only", is_flag=True, help="Chỉ mã, tên, điểm, cách chấm; không chép câu chữ của bảng.")
@click.option(
    "--overlay",
    metavar="MÃ|TỆP",
    help="Bộ tiêu chí đã rà soát: lấy lại tài liệu, cách chấm, phòng ban cho các mã trùng.",
)
@click.option("--password", "passwords", metavar="CHỮ", multiple=True, help="Mật khẩu của tệp PDF.")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có.")
@format_option
def command(
    files: tuple[Path, ...],
    output: Path,
    id_: str | None,
    title: str | None,
    level: str | None,
    years: tuple[int, ...],
    chosen: int | None,
    facts_only: bool,
    overlay: str | None,
    passwords: tuple[str, ...],
    force: bool,
    format_: str,
) -> int:
    """Nhập bộ tiêu chí từ văn bản chính thức: PDF, Word (docx), Excel có bảng tiêu chí.

    Hai tệp là hai văn bản của cùng một bộ: bảng điểm và hướng dẫn tài liệu kiểm chứng. Những dòng tài liệu do máy soạn
    mang drafted: true; đọc lại từng dòng, sửa nếu cần rồi xóa drafted. Chỗ không đọc được được báo kèm trang và dòng.

    Mã thoát: 0 đã ghi; 2 không nhập được.
    """  # fmt: skip
    if len(files) > _MOST_FILES:
        raise UsageProblem("Chỉ nhập được một hoặc hai tệp một lần.", "Bảng điểm trước, hướng dẫn tài liệu sau.")
    if output.exists() and not force:
        raise UsageProblem(f"Đã có {output}.", "Chọn tên khác, hoặc thêm --force để ghi đè.")
    wish = Wish(id_ or _identifier(output), title, level, tuple(sorted(set(years))), facts_only)
    # Several threads make the recognition of scans several times slower (`extractors.ocr`).
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    options = ReadOptions(passwords=passwords)
    try:
        outlines = [_outline(tables_of(path, options, "Không nhập được"), chosen) for path in files]
        imported = assemble(outlines, wish)
        made = lay_over(imported.criteria_set, load_set(find_set(overlay))[0]) if overlay else imported.criteria_set
    except ImportProblem as problem:
        raise CriteriaError(f"Không nhập được {problem.file}: {problem.message}.", problem.remedy) from None
    except SetProblems as error:
        lines = "\n".join(str(problem) for problem in error.problems)
        raise CriteriaError(f"Không dùng được tệp đã rà soát:\n{lines}", "Sửa các dòng trên rồi chạy lại.") from None
    text = set_yaml(made, tuple(_head(made, imported)))
    _check(text, output)
    _write(output, text)
    for remark in imported.remarks:
        click.echo(str(remark), err=True)
    _report(made, imported.remarks, output, format_)
    return OK


def _outline(paper: PrintedTables, chosen: int | None) -> Outline:
    found = outlines_of(paper)
    about = tuple(Remark(paper.file, "", finding.message, finding.severity) for finding in paper.findings)
    if not found:
        raise ImportProblem(paper.file, "có bảng nhưng không dòng nào mang mã tiêu chí", "Kiểm tra cột STT/TT của bảng")
    if chosen is not None and chosen > len(found):
        raise ImportProblem(paper.file, f"chỉ có {len(found)} bộ tiêu chí", f"Chọn --table từ 1 đến {len(found)}")
    if chosen is None and len(found) > 1:
        sizes = "; ".join(
            f"--table {i}: {len(o.criteria)} mục, từ '{o.criteria[0].name}' ({o.criteria[0].place})"
            for i, o in enumerate(found, start=1)
        )
        raise ImportProblem(paper.file, f"có {len(found)} bộ tiêu chí ({sizes})", "Thêm --table để chọn")
    outline = found[(chosen or 1) - 1]
    return Outline(
        outline.file, outline.heading, outline.criteria, outline.total, outline.total_place, outline.has_points,
        (*about, *outline.remarks),
    )  # fmt: skip


def _identifier(output: Path) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(output.stem))) or "bo-tieu-chi"


def _head(made: CriteriaSet, imported: Imported) -> Iterator[str]:
    yield f"Nhập từ {' và '.join(imported.papers)} bằng kiemchung criteria import."
    yield "Dòng # trên mỗi mục: chỗ của mục trong văn bản gốc (trang, dòng của bảng trên trang đó)."
    if any(True for _ in todo_of(made)):
        yield "drafted: true là dòng máy soạn từ ô tài liệu kiểm chứng: đọc lại, sửa rồi xóa drafted. Xem việc còn lại:"
        yield "  kiemchung criteria show TỆP-NÀY --todo"
        yield "Nơi bảng không in hạn, máy để: báo cáo, biên bản, thông báo của năm nhận đến 31/01 năm sau; kế hoạch từ"
        yield "01/10 năm trước đến 31/12; báo cáo CCHC định kỳ theo ngày 20 tháng cuối kỳ (581/BNV-CCHC)."


def _check(text: str, output: Path) -> None:
    """The file must load; if it does not, the fault is the program's and nothing is written."""
    try:
        load_set_text(text, str(output))
    except SetProblems as error:
        lines = "\n".join(str(problem) for problem in error.problems[:20])
        raise CriteriaError(
            f"Bảng đọc ra không thành bộ tiêu chí dùng được:\n{lines}", "Sửa bảng trong văn bản gốc rồi nhập lại."
        ) from None


def _write(output: Path, text: str) -> None:
    draft = output.with_name(f".{output.name}.tmp")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(output)
    except OSError as error:
        raise OutputError(f"Không ghi được {output}: {why(error)}.", "Chọn nơi khác bằng -o.") from None


def _report(made: CriteriaSet, remarks: Sequence[Remark], output: Path, format_: str) -> None:
    leaves = list(made.leaves())
    summary: dict[str, Any] = {
        "file": str(output),
        "id": made.id,
        "title": made.title,
        "level": made.level,
        "years": list(made.years),
        "basis": list(made.basis),
        "max_points": made.max_points,
        "fields": len(made.criteria),
        "criteria": len(leaves),
        "evidence": sum(len(leaf.evidence) for leaf in leaves),
        "todo": len(todo_of(made)),
    }
    rows = [
        {"file": r.file, "place": r.place, "severity": r.severity.value, "message": r.message} for r in remarks
    ]  # fmt: skip
    if format_ == "json":
        emit_json(summary | {"remarks": rows})
    elif format_ == "jsonl":
        for row in rows:
            emit_json_line(row)
    elif format_ == "csv":
        emit_csv(REMARK_COLUMNS, rows)
    else:
        emit_rich(*map(Text, _lines(made, summary, remarks, output)))


def _lines(made: CriteriaSet, summary: dict[str, Any], remarks: Sequence[Remark], output: Path) -> Iterator[str]:
    survey = sum(leaf.max_points for leaf in made.leaves() if leaf.method is Method.SURVEY)
    yield f"Đã ghi {output}: {made.title}"
    yield (
        f"{summary['fields']} lĩnh vực, {summary['criteria']} mục chấm điểm, {written_points(made.max_points)} điểm"
        f" (điều tra xã hội học {written_points(survey)}), {summary['evidence']} dòng tài liệu."
    )
    grave = sum(remark.severity is not Severity.INFO for remark in remarks)
    if grave:
        yield f"{grave} chỗ phải xem lại với bảng gốc (đã in ở trên)."
    if summary["todo"]:
        yield f"{summary['todo']} dòng do máy soạn: kiemchung criteria show {shlex.quote(str(output))} --todo"
