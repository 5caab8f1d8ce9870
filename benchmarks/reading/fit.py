"""Fit the confidence of values read by OCR on labelled documents: `python -m benchmarks.reading.fit FOLDER...`.

Every value carries the grounds it rests on (`Fact.grounds`); a logistic model with a small quadratic penalty says from
them how probably it is right.  Folds of cross-validation hold whole documents.  The weights are written to
`extractors/data/confidence.json`, which the reader loads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from benchmarks.reading.evaluate import read_labels
from benchmarks.reading.scoring import SURE, normal, same
from benchmarks.reading.tables import table
from extractors.options import ReadOptions
from extractors.read import read_documents
from extractors.serial import document_to_dict

MODEL = Path(__file__).parents[2] / "extractors" / "data" / "confidence.json"

_PENALTY = 1.0
"""Strength of the quadratic penalty: with few errors among the labels the weights would otherwise grow without end."""

_FOLDS = 5
_LABELS = "labels.jsonl"

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One value: its field, its grounds, and whether it was right."""

    file: str
    field: str
    grounds: Mapping[str, float]
    right: bool


def cases_of(label: Mapping[str, Any], folder: Path) -> list[Case]:
    """The values with grounds of one labelled file, read under a name that tells nothing."""
    path = folder / str(label["file"])
    document = read_documents(path.read_bytes(), f"d{path.suffix}", ReadOptions())[0]
    plain = document_to_dict(document)
    return [
        Case(
            str(label["file"]),
            field,
            fact.grounds,
            same(field, normal(field, label.get(field)), normal(field, plain[field])),
        )
        for field, fact in document.facts.items()
        if fact.grounds and fact.value is not None and field in label
    ]


def fit(rows: Array, right: Array) -> Array:
    """Weights of the logistic model, the last one its bias, by Newton's method.

    `rows` is (cases, grounds), `right` 1.0 or 0.0 for each case.
    """
    design = np.column_stack([rows, np.ones(len(rows))])
    penalty = np.diag([*np.full(rows.shape[1], _PENALTY), 1e-3])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        expected = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (right - expected) - penalty @ weights
        curvature = (design * (expected * (1 - expected))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def predicted(rows: Array, weights: Array) -> Array:
    """Probabilities (0..1) of the cases being right."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1]))))


def cross_validated(rows: Array, right: Array, folds: NDArray[np.int_]) -> Array:
    """The probability of each case by a model that has not seen its fold."""
    out = np.full(len(rows), float(right.mean()) if len(right) else 0.0)
    for fold in range(_FOLDS):
        held = folds == fold
        if held.any() and not held.all():
            out[held] = predicted(rows[held], fit(rows[~held], right[~held]))
    return out


def fit_all(cases: Sequence[Case]) -> tuple[dict[str, Any], str]:
    """Weights for every field, as kept on disk, and a table of how they do on documents not seen."""
    fields: dict[str, Any] = {}
    lines: list[tuple[str, ...]] = []
    files = {name: i % _FOLDS for i, name in enumerate(sorted({case.file for case in cases}))}
    for field in sorted({case.field for case in cases}):
        own = [case for case in cases if case.field == field]
        names = sorted({name for case in own for name in case.grounds})
        rows = np.array([[case.grounds.get(name, 0.0) for name in names] for case in own])
        right = np.array([float(case.right) for case in own])
        weights = fit(rows, right)
        held_out = cross_validated(rows, right, np.array([files[case.file] for case in own]))
        kept = dict(zip([*names, "bias"], (round(float(w), 4) for w in weights), strict=True))
        fields[field] = {"cases": len(own), "right": int(right.sum()), "weights": kept}
        lines.append((field, *_row(held_out, right)))
    head = ("field", "values", "right", "Brier score", "sure", "sure and wrong")
    return {"fields": fields}, table(head, lines)


def _row(held_out: Array, right: Array) -> Iterator[str]:
    sure = held_out >= SURE
    yield str(len(right))
    yield str(int(right.sum()))
    yield f"{float(np.mean((held_out - right) ** 2)):.4f}"
    yield str(int(sure.sum()))
    yield str(int((sure & (right == 0)).sum()))


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Số tiến trình.")
@click.option("--dry-run", is_flag=True, help="Chỉ in bảng, không ghi mô hình.")
def main(folders: tuple[Path, ...], jobs: int, dry_run: bool) -> None:
    """Khớp lại độ chắc chắn trên các thư mục có nhãn (labels.jsonl), ghi vào extractors/data/confidence.json."""
    cases: list[Case] = []
    with ProcessPoolExecutor(jobs) as pool:
        for folder in folders:
            for found in pool.map(partial(cases_of, folder=folder), read_labels(folder / _LABELS), chunksize=4):
                cases.extend(found)
    model, shown = fit_all(cases)
    click.echo(shown)
    if not dry_run:
        MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
