"""What is installed, what is missing, and how to get it on this system."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NEEDED = "needed"
USEFUL = "useful"

_LIBRARIES = (
    ("pypdfium2", NEEDED, "đọc và vẽ trang PDF"),
    ("pypdf", NEEDED, "cấu trúc PDF"),
    ("pillow", NEEDED, "ảnh"),
    ("lxml", NEEDED, "văn bản Word"),
    ("sqlite-utils", NEEDED, "cơ sở dữ liệu"),
    ("xlsxwriter", NEEDED, "bảng tổng hợp"),
    ("python-docx", NEEDED, "danh mục docx"),
    ("python-calamine", USEFUL, "bảng tính"),
    ("pyhanko", USEFUL, "kiểm tra chữ ký số"),
)
_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `level` says what is lost without it, `remedy` how to get it."""

    name: str
    level: str
    ok: bool
    found: str
    purpose: str
    remedy: str = ""


def checks(out: Path) -> tuple[Check, ...]:
    """Everything that matters to a run; `out` is where results would go."""
    return (
        _python(),
        *_libraries(),
        *_ocr(),
        _poppler(),
        _fonts(),
        _database(),
        _disk(out),
    )


def _python() -> Check:
    ok = sys.version_info >= (3, 11)
    return Check("Python", NEEDED, ok, platform.python_version(), "chạy chương trình", "Cài Python 3.11 trở lên")


def _libraries() -> Iterator[Check]:
    for name, level, purpose in _LIBRARIES:
        try:
            found, ok = importlib.metadata.version(name), True
        except importlib.metadata.PackageNotFoundError:
            found, ok = "không có", False
        yield Check(name, level, ok, found, purpose, f"{Path(sys.executable).name} -m pip install {name}")


def _ocr() -> Iterator[Check]:
    from extractors.ocr import NoEngineError, data_folders, engine, program_engine

    data = [str(folder / "vie.traineddata") for folder in data_folders()]
    yield Check(
        "Dữ liệu OCR tiếng Việt", USEFUL, bool(data), data[0] if data else "không có", "đọc bản quét",
        _packages("tesseract-ocr-vie", "tesseract-langpack-vie", "tesseract-lang", "bộ cài Tesseract, chọn Vietnamese"),
    )  # fmt: skip
    remedy = _packages(
        "tesseract-ocr tesseract-ocr-vie",
        "tesseract tesseract-langpack-vie",
        "tesseract tesseract-lang",
        "bộ cài Tesseract for Windows, chọn Vietnamese",
    )
    for name, start in (("OCR đang dùng", engine), ("OCR dự phòng (tesseract)", program_engine)):
        yield _engine(name, start, remedy, NoEngineError)


def _engine(name: str, start: Callable[[], object], remedy: str, refusal: type[Exception]) -> Check:
    try:
        return Check(name, USEFUL, True, str(getattr(start(), "name", "có")), "đọc bản quét", remedy)
    except refusal as error:
        return Check(name, USEFUL, False, str(error), "đọc bản quét", remedy)


def _poppler() -> Check:
    path = shutil.which("pdftoppm")
    remedy = _packages("poppler-utils", "poppler-utils", "poppler", "poppler for Windows, thêm vào PATH")
    return Check("poppler", USEFUL, path is not None, _version(path, "-v"), "dự phòng khi vẽ trang; lệnh bench", remedy)


def _fonts() -> Check:
    """Fonts matter to `demo` alone, which prints sample documents."""
    remedy = _packages("fonts-liberation", "liberation-fonts", "font-liberation", "lại phông Times New Roman")
    purpose = "tạo thư mục mẫu (demo)"
    try:
        from samples.fonts import FontNotFoundError, find_family
    except ImportError as error:
        return Check("Phông chữ tiếng Việt", USEFUL, False, str(error), purpose, remedy)
    try:
        return Check("Phông chữ tiếng Việt", USEFUL, True, find_family().name, purpose, remedy)
    except FontNotFoundError as error:
        return Check("Phông chữ tiếng Việt", USEFUL, False, str(error), purpose, remedy)


def _database() -> Check:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("pragma compile_options")}
    connection.close()
    ok = "ENABLE_FTS5" in options
    found = f"SQLite {sqlite3.sqlite_version}" + ("" if ok else ", thiếu FTS5")
    return Check(
        "SQLite", NEEDED, ok, found, "cơ sở dữ liệu, tìm kiếm", "Cài Python từ python.org hoặc của hệ điều hành"
    )


def _disk(out: Path) -> Check:
    place = next(folder for folder in (out, *out.absolute().parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    ok = free >= _FREE_BYTES and os.access(place, os.W_OK)
    found = f"{place}: còn {free // 2**20} MB" + ("" if os.access(place, os.W_OK) else ", không ghi được")
    return Check("Nơi ghi kết quả", NEEDED, ok, found, "báo cáo, cơ sở dữ liệu", "Chọn nơi khác bằng --out")


def _version(path: str | None, option: str) -> str:
    if path is None:
        return "không có"
    try:
        done = subprocess.run([path, option], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return path
    first = (done.stdout or done.stderr).splitlines()
    return first[0] if first else path


def _packages(apt: str, dnf: str, brew: str, windows: str) -> str:
    """How to install on this system."""
    if sys.platform == "win32":
        return f"Cài {windows}"
    if sys.platform == "darwin":
        return f"brew install {brew}"
    if shutil.which("dnf"):
        return f"sudo dnf install {dnf}"
    return f"sudo apt install {apt}"
