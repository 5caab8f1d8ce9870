"""Make the register of provinces, districts and communes that the reading core ships.

    python scripts/make_register.py vietnamadminunits-1.0.4-py3-none-any.whl extractors/data/units.tsv

Reads the tables of the data set "vietnamadminunits" (MIT licence, see extractors/data/README.md) from its wheel and
writes one line per parent, kind and life span, so that a change of the data can be read as a difference of text.  The
same wheel gives the same bytes.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

TABLES = "vietnamadminunits/data/dataset.db"
KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã")
HEADER = """\
# Provinces, districts and communes of Viet Nam with their life spans; made by scripts/make_register.py.
# Data: vietnamadminunits, Copyright (c) 2025 Tran Ngoc Minh Hieu, MIT licence; see README.md.
# parent (district|province)\tkind\tfirst day\tlast day\tnames
"""
LAST_DAY = "2025-06-30"
"""The district level and the old communes ended with it (Nghị quyết 203/2025/QH15, Luật 72/2025/QH15)."""

FIRST_DAY = "2025-07-01"

HUE_UNTIL = "2024-12-31"
"""Thừa Thiên Huế became the city of Huế on 01/01/2025 (Nghị quyết 175/2024/QH15); the data set starts after that."""

HUE_SINCE = "2025-01-01"

HUE_DISTRICTS = {
    "thành phố": ("Huế",),
    "thị xã": ("Hương Thủy", "Hương Trà"),
    "huyện": ("A Lưới", "Nam Đông", "Phong Điền", "Phú Lộc", "Phú Vang", "Quảng Điền"),
}
"""Districts of Thừa Thiên Huế until then."""

Row = tuple[str, str, str, str]
"""Parent, kind, first day, last day: what the names of one line share."""


def split_kind(full: str) -> tuple[str, str]:
    """`Thị Xã Mường Lay` to (`thị xã`, `Mường Lay`); the separate kind column of the data set errs in a few rows."""
    text = unicodedata.normalize("NFC", " ".join(full.split()))
    for kind in KINDS:
        if text.lower().startswith(kind + " "):
            return kind, text[len(kind) + 1 :]
    raise ValueError(f"no kind in {full!r}")


def rows_of(legacy: Iterable[tuple[str, str, str | None]], new: Iterable[tuple[str, str]]) -> dict[Row, list[str]]:
    """Group the units; `legacy` are province, district, commune, `new` province and commune, with their kinds."""
    groups: dict[Row, dict[str, None]] = defaultdict(dict)
    today = {split_kind(province) for province, _ in new}
    for province, district, commune in legacy:
        kind, name = split_kind(province)
        since = HUE_SINCE if name == "Huế" else ""
        groups["", kind, since, "" if (kind, name) in today else LAST_DAY][name] = None
        district_kind, district_name = split_kind(district)
        groups[name, district_kind, since, LAST_DAY][district_name] = None
        if commune is not None:
            commune_kind, commune_name = split_kind(commune)
            parent = f"{district_kind} {district_name}|{name}"
            groups[parent, commune_kind, since, LAST_DAY][commune_name] = None
    groups["", "tỉnh", "", HUE_UNTIL]["Thừa Thiên Huế"] = None
    for kind, names in HUE_DISTRICTS.items():
        groups["Thừa Thiên Huế", kind, "", HUE_UNTIL] = dict.fromkeys(names)
    for province, commune in new:
        kind, name = split_kind(commune)
        groups[split_kind(province)[1], kind, FIRST_DAY, ""][name] = None
    return {row: sorted(names) for row, names in sorted(groups.items())}


def write(rows: dict[Row, list[str]], path: Path) -> None:
    """Write the register as UTF-8 with line feeds, whatever the system."""
    lines = ["\t".join((*row, ";".join(names))) for row, names in rows.items()]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def read(wheel: Path) -> dict[Row, list[str]]:
    """Read the tables out of the wheel."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(archive.extract(TABLES, folder))
        try:
            legacy = connection.execute("SELECT province, district, ward FROM admin_units_legacy").fetchall()
            new = connection.execute("SELECT province, ward FROM admin_units").fetchall()
        finally:
            connection.close()
    return rows_of(legacy, new)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make the register of administrative units.")
    parser.add_argument("wheel", type=Path, help="wheel of the data set vietnamadminunits")
    parser.add_argument("output", type=Path, help="file to write")
    options = parser.parse_args(arguments)
    rows = read(options.wheel)
    write(rows, options.output)
    print(f"{sum(map(len, rows.values()))} names in {len(rows)} lines: {options.output}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
