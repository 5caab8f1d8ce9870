"""How right `kiemchung extract` reads a labelled folder: `python -m benchmarks.reading.evaluate [FOLDER]`.

The files are read under names that tell nothing, because a file name is a source too.  Without a folder, invented scans
are made and read.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from benchmarks.reading.crops import save_crops
from benchmarks.reading.scoring import Judgement, judge
from benchmarks.reading.synthetic import DEGRADATIONS, RESOLUTIONS, generate
from benchmarks.reading.tables import report, worst

_OUT = Path(__file__).parent / "out"
_LABELS = "labels.jsonl"


def read_labels(path: Path) -> list[dict[str, Any]]:
    """The labels, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def extract(folder: Path, files: Sequence[str], jobs: int) -> dict[str, dict[str, Any]]:
    """The first document of each file, by its true name, as a separate process of the program reads it.

    Raises CalledProcessError when the program cannot run.
    """
    with tempfile.TemporaryDirectory(prefix="kiemchung-eval-") as temporary:
        hidden = {_link(folder / name, Path(temporary), index): name for index, name in enumerate(files, start=1)}
        command = [
            sys.executable,
            "-m",
            "pipeline",
            "extract",
            temporary,
            "--format",
            "jsonl",
            "-q",
            "--jobs",
            str(jobs),
        ]
        run = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"}
        )
    documents: dict[str, dict[str, Any]] = {}
    for line in run.stdout.splitlines():
        document = json.loads(line)
        name = hidden[Path(document["file"]).name]
        documents.setdefault(name, document | {"file": name})
    return documents


def _link(file: Path, folder: Path, index: int) -> str:
    name = f"d{index:04d}{file.suffix}"
    try:
        (folder / name).hardlink_to(file)
    except OSError:  # another file system
        shutil.copyfile(file, folder / name)
    return name


def evaluate(labels: Iterable[Mapping[str, Any]], documents: Mapping[str, Mapping[str, Any]]) -> list[Judgement]:
    """All fields of all labelled files; a file that gave no document counts as read empty."""
    return [judgement for label in labels for judgement in judge(label, documents.get(str(label["file"]), {}))]


def _is_unreadable(document: Mapping[str, Any] | None) -> bool:
    return document is None or any(finding["code"] == "unreadable" for finding in document["findings"])


def synthetic_set(target: Path, seeds: Sequence[int], documents: int, jobs: int) -> None:
    """Invented scans of several seeds in one folder with one file of labels."""
    lines: list[dict[str, Any]] = []
    cells = len(DEGRADATIONS) * len(RESOLUTIONS) * documents
    for seed in seeds:
        folder = target / f"seed-{seed}"
        made = generate(folder, seed, documents, jobs=jobs)
        shown = track(made, f"Hạt giống {seed}", cells, console=Console(stderr=True), transient=True)
        lines += [line | {"file": f"{folder.name}/{line['file']}"} for line in shown]
    (target / _LABELS).write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), encoding="utf-8")


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--labels", type=click.Path(exists=True, path_type=Path), help=f"Mặc định: FOLDER/{_LABELS}.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=_OUT, help="Nơi ghi bảng và ảnh cắt.")
@click.option("--documents", type=click.IntRange(1), default=6, show_default=True, help="Văn bản giả định mỗi ô.")
@click.option("--seed", "seeds", type=int, multiple=True, default=(1, 2, 3), show_default=True, help="Hạt giống.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Số tiến trình.")
@click.option("--worst", "count", type=click.IntRange(0), default=20, show_default=True, help="Số tệp xấu nhất in ra.")
def main(
    folder: Path | None,
    labels: Path | None,
    out: Path,
    documents: int,
    seeds: tuple[int, ...],
    jobs: int,
    count: int,
) -> None:
    """Đo độ đúng khi đọc thư mục có nhãn FOLDER; không có FOLDER thì tạo và đọc bản quét giả định."""
    with tempfile.TemporaryDirectory(prefix="kiemchung-synthetic-") as temporary:
        if folder is None:
            folder = Path(temporary)
            synthetic_set(folder, seeds, documents, jobs)
        truth = read_labels(labels or folder / _LABELS)
        found = extract(folder, [label["file"] for label in truth], jobs)
        judgements = evaluate(truth, found)
        out.mkdir(parents=True, exist_ok=True)
        crops = save_crops(worst(judgements, count), folder, out / "crops")
    text = report(judgements, sum(_is_unreadable(found.get(label["file"])) for label in truth), crops, count)
    (out / "report.md").write_text(text, encoding="utf-8")
    with (out / "predictions.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in found.values())
    click.echo(text)
    click.echo(f"Đã ghi vào {out}", err=True)


if __name__ == "__main__":
    main()
