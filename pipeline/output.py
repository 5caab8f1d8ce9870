"""Results to standard output, in the format that was asked for: table, json, jsonl, csv.

Everything goes through `emit`, so that the end of a pipe (`| head`) is quiet and the exit code stays that
of the work.  Cells of CSV that a spreadsheet would take for a formula get an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.reports.typeset import clean

FORMATS = ("table", "json", "jsonl", "csv")
"""Values of `--format`."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def emit(text: str) -> None:
    """Write a line to standard output; once the reader has gone, write nothing more."""
    try:
        click.echo(text)
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def emit_json(value: object) -> None:
    """One JSON document."""
    emit(json.dumps(value, ensure_ascii=False, indent=2))


def emit_json_line(value: object) -> None:
    """One JSON object on one line."""
    emit(json.dumps(value, ensure_ascii=False))


def emit_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """A header and a line per row, as RFC 4180 wants it except for line ends, which follow the terminal."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([inert(row.get(column)) for column in columns] for row in rows)
    emit(buffer.getvalue().rstrip("\n"))


def inert(value: object) -> str:
    """A cell that no spreadsheet runs: a leading apostrophe before `= + - @`, tab and return."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def emit_rich(*parts: RenderableType) -> None:
    """Tables and coloured text; plain and unwrapped to 120 columns when standard output is no terminal."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((120, 24)).columns if terminal else 120
    buffer = io.StringIO()
    console = Console(
        file=buffer, width=width, force_terminal=terminal and "NO_COLOR" not in os.environ, highlight=False
    )
    for part in parts:
        console.print(part)
    emit("\n".join(line.rstrip() for line in buffer.getvalue().rstrip("\n").split("\n")))


def paragraph(indent: int, text: str, style: str = "") -> RenderableType:
    """A paragraph that keeps its indent when it is wrapped."""
    return Padding(Text(text, style=style), (0, 0, 0, indent))


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None, **options: Any
) -> Table:
    """A table of plain texts: no markup, no control characters (file names may hold both)."""
    made = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(Text("" if cell is None else clean(str(cell))) for cell in row))
    return made
