"""The report of a measurement in Markdown: scores, reliability of the confidence, and the worst files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import shorten

from benchmarks.reading.scoring import Bin, Judgement, Score, reliability, scores, share

_SCORE_HEAD = ("nhóm", "trường", "n", "đúng", "sai", "sai mà chắc", "đúng và chắc", "nhãn trống", "bịa")
_BIN_HEAD = ("trường", "độ tin cậy", "n", "đúng", "khoảng 95 %")
_WORST_HEAD = ("tệp", "trường", "độ tin cậy", "nguồn", "phải là", "đọc ra", "ảnh")

_LONGEST = 60
"""Letters of a value in the list of the worst files."""


def worst(judgements: Iterable[Judgement], files: int) -> list[Judgement]:
    """The wrong fields of the worst files: most silent errors first, then most errors, then most gaps."""
    by_file: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if not judgement.right:
            by_file.setdefault(judgement.file, []).append(judgement)
    ranked = sorted(by_file.items(), key=lambda item: (*_badness(item[1]), item[0]))[:files]
    return [j for _, found in ranked for j in sorted(found, key=lambda j: (not j.silent, j.got is None))]


def _badness(found: Sequence[Judgement]) -> tuple[int, int, int]:
    return -sum(j.silent for j in found), -sum(j.got is not None for j in found), -len(found)


def report(judgements: Sequence[Judgement], unreadable: int, crops: Mapping[tuple[str, str], Path], files: int) -> str:
    """The whole report; `crops` are pictures by file and field, `files` how many of the worst files are listed.

    `unreadable` is the number of files that gave no document or one that could not be read.
    """
    return "\n".join(
        (
            "## Độ đúng\n",
            f"Tệp không đọc được: {unreadable}\n",
            table(_SCORE_HEAD, map(_score_row, scores(judgements))),
            "\n## Độ tin cậy có đáng tin không\n",
            table(_BIN_HEAD, (_bin_row(b) for b in reliability(judgements) if b.values)),
            "\n## Tệp xấu nhất\n",
            table(_WORST_HEAD, (_worst_row(j, crops) for j in worst(judgements, files))),
        )
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns line up as plain text too."""
    cells = [list(head), *([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines) + "\n"


def percent(value: float | None) -> str:
    """`98.2 %`, or a dash for nothing."""
    return "–" if value is None else f"{value:.1%}".replace("%", " %")


def _score_row(score: Score) -> tuple[str, ...]:
    return (
        score.group,
        score.field,
        str(score.labelled),
        *(percent(share(part, score.labelled)) for part in (score.right, score.wrong)),
        percent(score.silent_share),
        percent(share(score.sure, score.labelled)),
        str(score.empty),
        percent(share(score.invented, score.empty)),
    )


def _bin_row(found: Bin) -> tuple[str, ...]:
    low, high = found.interval or (0.0, 1.0)
    closing = "]" if found.high == 1 else ")"
    return (
        found.field,
        f"[{found.low:g}; {found.high:g}{closing}",
        str(found.values),
        percent(share(found.right, found.values)),
        f"{percent(low)} – {percent(high)}",
    )


def _worst_row(judgement: Judgement, crops: Mapping[tuple[str, str], Path]) -> tuple[str, ...]:
    crop = crops.get((judgement.file, judgement.field))
    return (
        judgement.file,
        judgement.field + (" (!)" if judgement.silent else ""),
        f"{judgement.confidence:.2f}",
        judgement.source or "–",
        shorten(judgement.want or "–", _LONGEST, placeholder=" …"),
        shorten(judgement.got or "–", _LONGEST, placeholder=" …"),
        f"{crop.parent.name}/{crop.name}" if crop else "–",
    )
