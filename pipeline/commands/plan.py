"""`kiemchung plan`: read a directive, and put what it orders into the profile."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from criteria.codes import sort_key
from criteria.directives.reading import read_directive
from pipeline.assignments import Assignment, assignments_of
from pipeline.commands.init import profile_text
from pipeline.commands.options import given, loudness, paper_options
from pipeline.directive import Paper, read_paper
from pipeline.errors import OK, OutputError, UsageProblem, why
from pipeline.output import emit, emit_csv, emit_json, emit_json_line, emit_rich
from pipeline.plan_view import CSV_COLUMNS, plan_json, plan_rows, plan_view
from pipeline.profile import LoadedProfile, Profile, load_profile, profile_text_of
from pipeline.profile_edit import departments_block, updated
from pipeline.progress import Messages
from pipeline.run import load_criteria
from pipeline.settings import Given, chosen_criteria, reading_options
from pipeline.vietnamese_click import Command


@click.command(cls=Command, name="plan")
@click.argument("paper", metavar="TỆP", type=click.Path(path_type=Path))
@click.option(
    "--profile", "target", metavar="TỆP", type=click.Path(path_type=Path),
    help="Hồ sơ đơn vị để tạo mới hoặc cập nhật (mặc định: chỉ in ra, không ghi gì).",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Ghi hồ sơ mà không hỏi.")
@paper_options
def command(paper: Path, target: Path | None, yes: bool, format_: str, **values: Any) -> int:
    """Đọc văn bản chỉ đạo: ai phụ trách tiêu chí nào, hạn nào, mất điểm ở đâu; cập nhật hồ sơ đơn vị.

    TỆP là kế hoạch, công văn phân công hoặc đôn đốc chấm điểm: PDF (cả bản quét), docx, txt, md.
    Với --profile, lệnh đưa mã tiêu chí và hạn vào mục departments của hồ sơ: cho xem trước chỗ thay đổi rồi mới hỏi;
    chú thích và các mục khác của hồ sơ giữ nguyên, mã đã có không bị bỏ.
    """
    if yes and target is None:
        raise UsageProblem("--yes chỉ dùng cùng --profile.", "Thêm --profile TỆP để chỉ hồ sơ cần ghi.")
    with Messages(loudness(values)) as messages:
        wanted = given(values)
        as_of = wanted.as_of or date.today()
        loaded = _loaded(target)
        read = read_paper(paper, reading_options(wanted, loaded))
        directive = read_directive(read.text, issued=read.issued, tables=read.tables)
        assignments = _in_set(assignments_of(directive), chosen_criteria(wanted, loaded), messages)
        if not directive.orders_something:
            messages.warn(
                f"{read.name}: không thấy mã tiêu chí, thời hạn hay điểm bị mất nào.\n"
                "Cách xử lý: kiểm tra có đúng văn bản phân công, kèm đủ phụ lục; nếu là bản quét mờ, dùng bản gốc."
            )
        if read.source in ("ocr", "mixed"):
            messages.warn(f"{read.name} là bản quét: so lại mã và ngày với bản giấy trước khi dùng.")
        for problem in (*read.unread, *directive.problems):
            messages.warn(f"{read.name}: {problem}")
    found = plan_json(read, directive, assignments, as_of)
    change = _change(target, loaded, read, assignments, wanted) if target is not None else None
    if format_ == "table":
        emit_rich(*plan_view(read, directive, as_of))
        if target is None and assignments:
            emit("\nĐể chép vào kiemchung.yaml (hoặc chạy lại với --profile TỆP):\n")
            emit("\n".join(departments_block(assignments)))
    written = _settle(target, change, yes) if target is not None and change is not None else False
    if target is not None and change is not None:
        diff = "\n".join(_diff(target, *change))
        found["profile"] = {"path": str(target), "diff": diff, "written": written}
    if format_ == "json":
        emit_json(found)
    elif format_ == "jsonl":
        for row in plan_rows(found):
            emit_json_line(row)
    elif format_ == "csv":
        emit_csv(CSV_COLUMNS, plan_rows(found))
    return OK


def _loaded(target: Path | None) -> LoadedProfile:
    if target is None or not target.exists():
        return LoadedProfile(Profile())
    if target.is_dir():
        raise UsageProblem(f"--profile {target} là thư mục.", f"Chỉ tệp, ví dụ {target / 'kiemchung.yaml'}.")
    return load_profile(target)


def _in_set(assignments: Sequence[Assignment], criteria: str | None, messages: Messages) -> tuple[Assignment, ...]:
    """The assignments without codes that the criteria set does not have: `check` refuses a profile with such codes."""
    if criteria is None:
        return tuple(assignments)
    known = {criterion.code for criterion in load_criteria(criteria, messages.say).walk()}
    strange = sorted({code for a in assignments for code in a.criteria} - known, key=sort_key)
    if strange:
        messages.warn(
            f"Bộ tiêu chí {criteria} không có mã {', '.join(strange)}: không đưa vào hồ sơ.\n"
            "Cách xử lý: kiểm tra có đúng bộ tiêu chí của năm ấy, hoặc mã trong văn bản đọc sai."
        )
    return tuple(replace(a, criteria=tuple(code for code in a.criteria if code in known)) for a in assignments)


def _change(
    target: Path, loaded: LoadedProfile, read: Paper, assignments: Sequence[Assignment], wanted: Given
) -> tuple[str, str]:
    """The text of the profile before and after; a new one is that of `init` with the departments filled in."""
    if loaded.path is not None:
        before = profile_text_of(target)
        return before, updated(before, target, assignments)
    if not assignments:
        return "", ""
    unit = wanted.unit or (read.issuer if read.issuer and read.issuer.startswith("UBND ") else None)
    year = wanted.year or read.scored_year or (read.issued.year if read.issued else date.today().year)
    return "", updated(profile_text(unit, wanted.parent, wanted.province, year, wanted.criteria), target, assignments)


def _settle(target: Path, change: tuple[str, str], yes: bool) -> bool:
    """Show the change, ask, write; everything but results goes to standard error."""
    before, after = change
    if before == after:
        click.echo(f"Hồ sơ {target} không có gì phải đổi.", err=True)
        return False
    click.echo(f"Thay đổi của {target}:", err=True)
    click.echo("\n".join(_diff(target, before, after)), err=True)
    if not yes:
        try:
            yes = click.confirm(f"Ghi vào {target}? (y: ghi)", default=False, err=True)
        except click.Abort:  # nobody to answer
            click.echo("", err=True)
        if not yes:
            click.echo("Chưa ghi gì. Thêm --yes để ghi mà không hỏi.", err=True)
            return False
    _write(target, after)
    click.echo(f"Đã ghi {target}.", err=True)
    return True


def _diff(target: Path, before: str, after: str) -> list[str]:
    old, new = before.splitlines(), after.splitlines()
    return list(difflib.unified_diff(old, new, str(target), f"{target} (mới)", lineterm="", n=1))


def _write(target: Path, text: str) -> None:
    """Beside the old file first, then in its place: a full disk must not cost the profile."""
    real = target.resolve()
    try:
        with tempfile.NamedTemporaryFile("wb", dir=real.parent, prefix=f".{real.name}.", delete=False) as stream:
            stream.write(text.encode())
            made = Path(stream.name)
        made.chmod(real.stat().st_mode & 0o777 if real.exists() else 0o644)
        made.replace(real)
    except OSError as error:
        raise OutputError(
            f"Không ghi được {target}: {why(error)}.", "Kiểm tra thư mục của --profile và quyền ghi."
        ) from None
