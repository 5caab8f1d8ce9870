"""`python -m benchmarks.matching`: how well documents are matched to criteria, and the fit of the weights."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from benchmarks.matching import fit, near_figures, real
from benchmarks.matching.cited import cited_cases
from benchmarks.reading.tables import percent, table
from criteria.builtin import find_set
from criteria.loading import load_set
from criteria.model import CriteriaSet, Subject
from matchers.weights import WEIGHTS

HEAD = ("cách", "chọn: top-1", "chọn: top-3", "thử: top-1", "thử: top-3")
WEIGHTS_FILE = Path(__file__).parents[2] / "matchers" / "weights.json"


def _table_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(
        (
            click.argument("scores", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
            click.option("--set", "set_id", default="tinh-2025", show_default=True, help="Bộ tiêu chí của bảng."),
            click.option("--unit", default="UBND tỉnh Lâm Đồng", show_default=True, help="Đơn vị tự chấm."),
            click.option("--parent", default="Chính phủ", show_default=True, help="Cơ quan cấp trên."),
            click.option("--province", default="Lâm Đồng", show_default=True, help="Tỉnh."),
            click.option("--year", default=2025, show_default=True, help="Năm tự chấm."),
        )
    ):
        command = option(command)
    return command


def _given(values: dict[str, Any]) -> tuple[Path, CriteriaSet, Subject]:
    subject = Subject(values["unit"], values["year"], values["parent"], values["province"])
    return values["scores"], load_set(find_set(values["set_id"]))[0], subject


@click.group(help=__doc__)
def main() -> None:
    """The commands below."""


@main.command("real")
@_table_options
@click.option("--misses", is_flag=True, help="In các văn bản xếp sai của nửa để chọn.")
def real_command(*, misses: bool, **values: Any) -> None:
    """Bảng tự chấm điểm SCORES: mỗi văn bản được viện dẫn, chương trình xếp vào mục nào, cán bộ đã xếp vào mục nào."""
    path, criteria, subject = _given(values)
    found, rows = real.table(path, criteria, subject)
    left_out = ", ".join(f"{count} {rule}" for rule, count in found.left_out.items())
    halves = " và ".join(str(sum(case.test is test for case in found.cases)) for test in (False, True))
    click.echo(f"{found.citations} lượt viện dẫn; bỏ {left_out}; còn {len(found.cases)} văn bản ({halves}).\n")
    click.echo(table(HEAD, rows))
    if misses:
        click.echo("\n".join(real.misses(path, criteria, subject)))


@main.command("near")
@click.option("--misses", type=float, help="In các chỗ sai của thư mục để chọn ở mức nhiễu này (0, 0.05, 0.12).")
def near_command(*, misses: float | None) -> None:
    """Thư mục giả định đầy văn bản gần giống, chữ đọc sai 0, 5, 12 %."""
    if misses is not None:
        click.echo("\n".join(near_figures.misses(near_figures.TUNE, misses)))
        return
    rows, counted = [], []
    for noise in near_figures.NOISE:
        tune, test = (near_figures.measure(seeds, noise) for seeds in (near_figures.TUNE, near_figures.TEST))
        for method in tune.tallies:
            cells = (*tune.tallies[method].shares(), *test.tallies[method].shares())
            rows.append((percent(noise), method, *cells))
        shares = (f"{f.wrong}/{f.counted} ({percent(f.wrong / f.counted)})" for f in (tune, test))
        counted.append((percent(noise), *shares))
    click.echo(table(("nhiễu", *HEAD), rows))
    click.echo(table(("nhiễu", "chọn: tính mà sai", "thử: tính mà sai"), counted))


@main.command("fit")
@_table_options
@click.option("--write", is_flag=True, help="Ghi vào matchers/weights.json.")
def fit_command(*, write: bool, **values: Any) -> None:
    """Khớp lại trọng số xếp văn bản vào mục trên nửa để chọn của bảng SCORES."""
    path, criteria, subject = _given(values)
    given = fit.choices(criteria, subject, cited_cases(path, criteria, subject).cases)
    first, three = fit.left_out(given)
    requirement, required_words, own_name, names_above = fit.fitted(given)
    weights = replace(
        WEIGHTS,
        requirement=requirement,
        required_words=required_words,
        own_name=own_name,
        names_above=names_above,
    )
    click.echo(f"{len(given)} văn bản; khớp trên phần khác: top-1 {percent(first)}, top-3 {percent(three)}")
    click.echo(json.dumps(asdict(weights), indent=2))
    if write:
        WEIGHTS_FILE.write_text(f"{json.dumps(asdict(weights), indent=2)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
