"""The page over all units of a run, made as the page of one unit is: one file, no network, escaped throughout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from criteria.model import Status
from pipeline.reports.page import page_environment, page_policy
from pipeline.reports.typeset import one_line
from pipeline.reports.units_tally import (
    COUNTED,
    CriterionRow,
    UnitResult,
    criterion_rows,
    most_missing,
    ranked,
    totals,
)
from pipeline.reports.views import segments
from pipeline.reports.wording import STATUSES

_NAMED = 60
"""Units named under a criterion; more are counted."""


@dataclass(frozen=True, slots=True)
class _UnitView:
    """A unit as the page shows it; `link` leads to its own page beside this one."""

    name: str
    folder: str
    link: str | None
    counts: tuple[tuple[Status, int], ...]
    figures: dict[str, float]
    problem: str
    notes: tuple[str, ...]
    judged: bool


def write_units_page(units: Sequence[UnitResult], path: Path, *, generated_on: date) -> None:
    """Write the page; the same results and day give the same bytes.  Raises OSError when it cannot."""
    path.write_text(render_units_page(units, generated_on=generated_on), encoding="utf-8", newline="\n")


def render_units_page(units: Sequence[UnitResult], *, generated_on: date) -> str:
    """The page as text."""
    environment = page_environment()
    style = environment.get_template("page.css.j2").render()
    total = totals(units)
    known = next((unit for unit in units if unit.judged), None)
    counts = {status: int(total[status.value]) for status in STATUSES}
    sets = sorted({unit.criteria_set for unit in units if unit.criteria_set})
    return environment.get_template("units.html.j2").render(
        style=Markup(style),
        policy=page_policy(style),
        year=known.year if known else None,
        as_of=known.as_of if known else None,
        generated_on=generated_on,
        sets=sets,
        total=total,
        segments=segments(counts),
        counted=COUNTED,
        units=tuple(_view(unit) for unit in ranked(units)),
        worst=tuple(_row_view(row) for row in most_missing(criterion_rows(units))),
    )


def _view(unit: UnitResult) -> _UnitView:
    return _UnitView(
        name=one_line(unit.unit) or one_line(unit.folder),
        folder=one_line(unit.folder),
        # The page of the unit lies beside this one, whoever opens it.
        link=quote(unit.page) if unit.page is not None else None,
        counts=tuple((status, int(unit.number(status.value))) for status in COUNTED) if unit.judged else (),
        figures={
            key: unit.number(key)
            for key in ("points_at_risk", "points_in_review", "max_points", "documents", "unreadable")
        }
        if unit.judged
        else {},
        problem=" ".join(one_line(text) for text in (unit.problem, unit.advice) if text),
        notes=tuple(one_line(note) for note in unit.notes),
        judged=unit.judged,
    )


def _row_view(row: CriterionRow) -> dict[str, object]:
    return {
        "set": row.criteria_set,
        "code": row.code,
        "name": one_line(row.name),
        "units": row.units,
        "missing": row.counts.get(Status.MISSING, 0),
        "invalid": row.counts.get(Status.INVALID, 0),
        "review": row.counts.get(Status.REVIEW, 0),
        "points_at_risk": row.points_at_risk,
        "lacking": _listed(row.lacking),
        "unsure": _listed(row.unsure),
        "share": (row.bad + len(row.unsure)) / row.units,
        "bars": _bars(row),
    }


def _bars(row: CriterionRow) -> tuple[tuple[Status, float, float], ...]:
    """Status, start and width in hundredths of the bar of a criterion."""
    bars, start = [], 0.0
    for status in (Status.MISSING, Status.INVALID, Status.REVIEW):
        width = 100 * row.counts.get(status, 0) / row.units
        if width:
            bars.append((status, start, width))
        start += width
    return tuple(bars)


def _listed(names: Sequence[str]) -> str:
    more = f", và {len(names) - _NAMED} đơn vị khác" if len(names) > _NAMED else ""
    return ", ".join(one_line(name) for name in names[:_NAMED]) + more
