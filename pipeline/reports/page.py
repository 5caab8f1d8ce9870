"""The report as one HTML page: no server, no network, no file beside it; works without script and in print.

Values reach the template as records of plain text and are escaped there; the page carries a content security
policy that names its own style and script by hash, so nothing injected could run.  Evidence is named by its path
as text, never linked: a link would need to guess where the folder lies from the reader's machine.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from pathlib import Path

import jinja2
from markupsafe import Markup

from criteria.model import Judgement
from criteria.summary import department_rollup, summary_of
from criteria.wording import written_date, written_points
from pipeline.reports.evidence import review_items
from pipeline.reports.tally import field_rows, share, with_filled_names
from pipeline.reports.typeset import one_line, percent
from pipeline.reports.views import (
    criterion_view,
    document_views,
    duplicate_views,
    groups,
    segments,
    unmatched_views,
    urgent,
)
from pipeline.reports.wording import STATUSES


def write_page(judgement: Judgement, path: Path, *, generated_on: date) -> None:
    """Write the page; the same judgement and day give the same bytes.  Raises OSError when it cannot."""
    path.write_text(render_page(judgement, generated_on=generated_on), encoding="utf-8", newline="\n")


def render_page(judgement: Judgement, *, generated_on: date) -> str:
    """The page as text."""
    judgement = with_filled_names(judgement)
    environment = page_environment()
    style = environment.get_template("page.css.j2").render()
    script = (Path(__file__).parent / "templates" / "page.js").read_text(encoding="utf-8")
    departments = department_rollup(judgement)
    summary = summary_of(judgement)
    counts = {status: int(summary[status.value]) for status in STATUSES}
    views = tuple(criterion_view(v, [d.name for d in departments], judgement.as_of) for v in judgement.verdicts)
    return environment.get_template("page.html.j2").render(
        style=Markup(style),
        script=Markup(script),
        policy=page_policy(style, script),
        unit=one_line(judgement.subject.unit),
        parent=one_line(judgement.subject.parent),
        year=judgement.subject.year,
        set_title=one_line(judgement.criteria_set.title),
        basis=tuple(one_line(b) for b in judgement.criteria_set.basis),
        as_of=judgement.as_of,
        generated_on=generated_on,
        summary=summary,
        segments=segments(counts),
        fields=field_rows(judgement),
        departments=departments,
        urgent=urgent(views, judgement),
        groups=groups(views, judgement),
        review=review_items(judgement),
        duplicates=duplicate_views(judgement),
        unmatched=unmatched_views(judgement),
        documents=document_views(judgement),
    )


def page_environment() -> jinja2.Environment:
    """The templates of pages, with the wording and the filters that all of them use."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals |= {"statuses": STATUSES, "share": share}
    environment.filters |= {
        "points": written_points,
        "day": written_date,
        "percent": percent,
        "line": one_line,
        "inline": _inline,
    }
    return environment


def page_policy(style: str, script: str = "") -> str:
    """The content security policy of a page: its own style and script and nothing else."""
    scripts = _hash(script) if script else "'none'"
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {scripts}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _inline(picture: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
