"""`python -m benchmarks.importing FOLDER`: import the official papers of 2025 and compare with what people checked.

FOLDER holds the papers as their issuers publish them; they are not part of the project.  `data/*.csv` are codes, points
and names as printed, compared with the pages by eye; `data/drafts.csv` are a hundred drafted lines with a verdict each.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from criteria.builtin import find_set
from criteria.importing.assembly import Wish, assemble
from criteria.importing.outline import Outline, outlines_of
from criteria.loading import load_set
from criteria.model import CriteriaSet
from extractors.options import ReadOptions
from extractors.readers.tables import read_tables

DATA = Path(__file__).parent / "data"
PAPERS: Mapping[str, tuple[str, str]] = {
    "1187-bang-2": ("1187", "bang-cap-tinh"),
    "12094-phu-luc-2": ("12094", "cap-tinh"),
    "2775-phu-luc-ii": ("2775", "cap-xa"),
}
"""Checked table, and what the name of its paper begins with and contains."""
SETS: Mapping[str, tuple[str, ...]] = {
    "tinh-2025": ("1187-bang-2", "12094-phu-luc-2"),
    "xa-lam-dong-2025": ("2775-phu-luc-ii",),
}
"""Built-in sets and the papers they come from."""


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 when a code, a name, a point, a built-in set or a judged line differs, 2 without papers."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("Cách dùng: python -m benchmarks.importing THƯ_MỤC-VĂN-BẢN-CHÍNH-THỨC", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    outlines: dict[str, Outline] = {}
    differences: list[str] = []
    for name, (start, inside) in PAPERS.items():
        path = next((p for p in sorted(folder.glob(f"{start}*")) if inside in p.name), None)
        if path is None:
            print(f"{name}: không có tệp {start}*{inside}* trong {folder}", file=sys.stderr)
            return 2
        began = time.monotonic()
        outlines[name] = outlines_of(read_tables(path.read_bytes(), path.name, ReadOptions()))[0]
        differences += _compare(name, outlines[name], time.monotonic() - began)
    for name, papers in SETS.items():
        made = assemble([outlines[p] for p in papers], Wish(name)).criteria_set
        differences += _compare_set(made, load_set(find_set(name))[0])
        differences += _compare_drafts(made, papers[-1].partition("-")[0])
    print("\n".join(differences) or "Không có chỗ khác.")
    return 1 if differences else 0


def _compare(name: str, outline: Outline, seconds: float) -> Iterable[str]:
    checked = {row["code"]: row for row in _rows(f"{name}.csv")}
    read = {c.code: c for c in outline.criteria}
    for code in checked.keys() ^ read.keys():
        yield f"{name}: mã {code} chỉ có ở {'bảng đã kiểm' if code in checked else 'kết quả nhập'}"
    letters = wrong = points = 0
    for code in checked.keys() & read.keys():
        row, criterion = checked[code], read[code]
        letters += len(row["name"])
        distance = Levenshtein.distance(row["name"], criterion.name)
        wrong += distance
        if distance:
            yield f"{name}: tên {code}: '{criterion.name}', đúng là '{row['name']}'"
        if (f"{criterion.points:g}" if criterion.points is not None else "") == row["points"]:
            points += 1
        else:
            yield f"{name}: điểm {code}: {criterion.points}, đúng là {row['points']}"
    total = "" if outline.total is None else f", tổng in {outline.total:g}"
    print(
        f"{name}: {len(checked.keys() & read.keys())}/{len(checked)} mã, tên {100 * (1 - wrong / letters):.2f} % ký tự,"
        f" {points}/{len(checked)} điểm{total}, {seconds:.1f} giây"
    )


def _compare_set(made: CriteriaSet, ours: CriteriaSet) -> Iterable[str]:
    """Codes, points and methods by document or not; names without case: our fields are not in capitals."""
    new, old = {c.code: c for c in made.walk()}, {c.code: c for c in ours.walk()}
    for code in new.keys() ^ old.keys():
        yield f"{ours.id}: mã {code} chỉ có ở {'bộ có sẵn' if code in old else 'kết quả nhập'}"
    same = sum(new[c].method is old[c].method for c in new.keys() & old.keys() if new[c].is_leaf)
    for code in new.keys() & old.keys():
        if new[code].name.casefold() != old[code].name.casefold():
            yield f"{ours.id}: tên {code}: '{new[code].name}', bộ có sẵn '{old[code].name}'"
        if abs(new[code].max_points - old[code].max_points) > 1e-9:
            yield f"{ours.id}: điểm {code}: {new[code].max_points:g}, bộ có sẵn {old[code].max_points:g}"
    leaves = sum(1 for _ in made.leaves())
    print(f"{ours.id}: {len(old)} mục như bộ có sẵn; cách chấm máy đoán như người ở {same}/{leaves} mục")


def _compare_drafts(made: CriteriaSet, paper: str) -> Iterable[str]:
    drafted = {(c.code, rule.id): rule for c in made.leaves() for rule in c.evidence}
    judged = [row for row in _rows("drafts.csv") if row["paper"] == paper]
    usable = sum(row["verdict"] == "dùng được" for row in judged)
    print(f"{paper}: {len(drafted)} dòng soạn; {usable}/{len(judged)} dòng đã xét dùng được không phải sửa")
    for row in judged:
        rule = drafted.get((row["code"], row["requirement"]))
        if rule is None or ("; ".join(rule.types) or "bất kỳ") != row["types"]:
            yield f"{paper}: dòng {row['code']} {row['requirement']} đã đổi, phải xét lại"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
