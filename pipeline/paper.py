"""The tables of a paper that the user names: read, or a message that says why not."""

from __future__ import annotations

from pathlib import Path

from extractors.document import PrintedTables
from extractors.errors import ReadError
from extractors.options import ReadOptions
from extractors.readers.tables import read_tables
from pipeline.errors import CriteriaError, KiemchungError, UsageProblem, why


def tables_of(path: Path, options: ReadOptions, failed: str) -> PrintedTables:
    """The tables of a file; `failed` begins the message, e.g. `Không nhập được`.

    Raises UsageProblem (no such file), CriteriaError (no tables can be read from it).
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageProblem(f"Không mở được {path}: {why(error)}.", "Kiểm tra lại đường dẫn và quyền đọc.") from None
    try:
        return read_tables(content, path.name, options)
    except ReadError as error:
        raise CriteriaError(f"{failed} {path.name}: {error.reason}.", f"{error.remedy}.") from None
    except (MemoryError, KiemchungError):
        raise
    except Exception as error:  # the document boundary: libraries raise anything on odd bytes
        reason = f"Không đọc được bảng của {path.name} ({type(error).__name__})."
        raise CriteriaError(reason, "Mở bằng chương trình đã tạo ra tệp, lưu lại rồi chạy lại.") from None
