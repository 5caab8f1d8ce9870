"""The script that makes the register, on a data set of a few made-up units."""

from __future__ import annotations

import importlib.util
import sqlite3
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_register.py"

LEGACY = [
    ("Tỉnh Một", "Huyện Hai", "Xã Ba"),
    ("Tỉnh Một", "Huyện Hai", "Thị trấn Ba"),
    ("Tỉnh Một", "Thị Xã Bốn", None),
    ("Tỉnh Năm", "Quận 1", "Phường 2"),
]
NEW = [("Tỉnh Một", "Xã Ba"), ("Tỉnh Một", "Đặc khu Sáu")]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_register", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    base = sqlite3.connect(tmp_path / "dataset.db")
    base.execute("CREATE TABLE admin_units_legacy (province, district, ward)")
    base.execute("CREATE TABLE admin_units (province, ward)")
    base.executemany("INSERT INTO admin_units_legacy VALUES (?, ?, ?)", LEGACY)
    base.executemany("INSERT INTO admin_units VALUES (?, ?)", NEW)
    base.commit()
    base.close()
    with zipfile.ZipFile(tmp_path / "data.whl", "w") as archive:
        archive.write(tmp_path / "dataset.db", "vietnamadminunits/data/dataset.db")
    return tmp_path / "data.whl"


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Thị Xã Mường Lay", ("thị xã", "Mường Lay")),
        ("Phường 1", ("phường", "1")),
        ("Thành phố  Huế", ("thành phố", "Huế")),
    ],
)
def test_kind_and_name(script: ModuleType, full: str, parts: tuple[str, str]) -> None:
    assert script.split_kind(full) == parts


def test_a_name_without_kind_is_an_error(script: ModuleType) -> None:
    with pytest.raises(ValueError, match="Mường Lay"):
        script.split_kind("Mường Lay")


def test_lines(script: ModuleType, wheel: Path, tmp_path: Path) -> None:
    assert script.main([str(wheel), str(tmp_path / "units.tsv")]) == 0
    lines = (tmp_path / "units.tsv").read_text(encoding="utf-8").splitlines()
    for line in (
        "\ttỉnh\t\t\tMột",
        "\ttỉnh\t\t2025-06-30\tNăm",
        "Một\thuyện\t\t2025-06-30\tHai",
        "Một\tthị xã\t\t2025-06-30\tBốn",
        "huyện Hai|Một\txã\t\t2025-06-30\tBa",
        "huyện Hai|Một\tthị trấn\t\t2025-06-30\tBa",
        "quận 1|Năm\tphường\t\t2025-06-30\t2",
        "Một\txã\t2025-07-01\t\tBa",
        "Một\tđặc khu\t2025-07-01\t\tSáu",
    ):
        assert line in lines


def test_the_same_data_gives_the_same_bytes(script: ModuleType, wheel: Path, tmp_path: Path) -> None:
    for name in ("a.tsv", "b.tsv"):
        script.main([str(wheel), str(tmp_path / name)])
    assert (tmp_path / "a.tsv").read_bytes() == (tmp_path / "b.tsv").read_bytes()
