"""`kiemchung extract`: the fields of documents, without judging them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from extractors.document import FIELDS, Document
from extractors.serial import public_document
from matchers import confirm
from pipeline.commands.options import given, loudness, reading_options
from pipeline.crops import crop_paths, write_crops
from pipeline.errors import OK, UsageProblem
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich, table
from pipeline.progress import Messages
from pipeline.reading import FileReading, read_items
from pipeline.reports.evidence import field_view
from pipeline.reports.typeset import one_line, page_range
from pipeline.scan import Item, natural_key, printable, scan
from pipeline.settings import find_profile
from pipeline.settings import reading_options as how_to_read
from pipeline.vietnamese_click import Command
from pipeline.workers import default_count

CSV_COLUMNS = ("file", "sha256", "pages", "page_count", *FIELDS, "text_source", "state", "findings")
_HEADINGS = ("Tệp", "Trang", "Số, ký hiệu", "Ngày", "Cơ quan", "Loại", "Trích yếu", "Lưu ý")
_SHOWN = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban", "trich_yeu")


@click.command(cls=Command, name="extract")
@click.argument("paths", metavar="ĐƯỜNG_DẪN…", nargs=-1, required=True, type=click.Path(path_type=Path))
@reading_options
def command(paths: tuple[Path, ...], format_: str, **values: Any) -> int:
    """Đọc từng tài liệu (tệp hoặc thư mục) và in số ký hiệu, ngày, cơ quan, loại, trích yếu, người ký….

    Giá trị chưa chắc có dấu ? ở dạng bảng và confidence < 0.9 ở dạng json.
    """
    with Messages(loudness(values)) as messages:
        wanted = given(values)
        loaded = find_profile(wanted.profile, paths[0] if len(paths) == 1 else None)
        check_out(wanted.out, paths)
        items = items_of(paths)
        if not items:
            messages.warn("Không có tệp tài liệu nào.")
        options = how_to_read(wanted, loaded)
        jobs = min(wanted.jobs or loaded.profile.jobs or default_count(), max(1, len(items)))
        readings = read_items(items, options, store=None, jobs=jobs, listener=messages.file_done)
        found = confirm([document for reading in in_order(readings, items) for document in reading])
    if format_ == "jsonl":
        for document in found:
            emit_json_line(public(document, wanted.out))
        return OK
    shown = [public(document, wanted.out) for document in found]
    if format_ == "json":
        emit_json(shown)
    elif format_ == "csv":
        emit_csv(CSV_COLUMNS, map(_csv_row, shown, found))
    else:
        emit_rich(
            table(("Tệp", "Trang", "Số, ký hiệu", "Ngày", "Cơ quan", "Loại", "Trích yếu", "Lưu ý"), map(_row, found))
        )
    return OK


def items_of(paths: Iterable[Path]) -> tuple[Item, ...]:
    """The files named, and those of the folders named; names are relative to a folder, base names for files."""
    items: list[Item] = []
    several = len(paths := tuple(paths)) > 1
    taken: set[str] = set()
    for path in paths:
        if path.is_dir():
            prefix = f"{printable(path.resolve().name)}/" if several else ""
            found: tuple[Item, ...] = tuple(replace(item, name=prefix + item.name) for item in scan(path))
        elif path.exists():
            status = path.stat()
            name = printable(path.name)
            if name in taken:
                name = printable(path.as_posix())
            found = (Item(name, path, status.st_size, status.st_mtime_ns, status.st_ino),)
        else:
            raise UsageProblem(f"Không có tệp hoặc thư mục {path}.", "Kiểm tra lại đường dẫn.")
        taken |= {item.name for item in found}
        items += found
    return tuple(items)


def in_order(readings: Iterable[FileReading], items: tuple[Item, ...]) -> Iterator[list[Document]]:
    """Documents of each item in the order of the items, those of an archive's members by their names."""
    read: dict[str, list[Document]] = {}
    for reading in readings:
        read.setdefault(reading.item.name, []).extend(reading.documents)
    for item in items:
        yield sorted(read.pop(item.name, []), key=lambda document: (natural_key(document.file), document.pages))


def check_out(out: Path | None, paths: Iterable[Path]) -> None:
    """Raise UsageProblem for a place of results that is a file or lies in a folder that is read."""
    if out is None:
        return
    if out.exists() and not out.is_dir():
        raise UsageProblem(f"--out {out} là một tệp, không phải thư mục.", "Chọn thư mục khác.")
    for path in paths:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise UsageProblem(
                f"--out {out} nằm trong thư mục tài liệu {path}.",
                "Chọn thư mục kết quả khác: thư mục tài liệu không bị ghi.",
            )


def public(document: Document, out: Path | None) -> dict[str, Any]:
    """The document in the shape of the contract, its pictures written into the folder of results if there is one."""
    if out is None:
        return public_document(document, {})
    write_crops((document,), out)
    return public_document(document, crop_paths(document))


def _csv_row(shown: dict[str, Any], document: Document) -> dict[str, Any]:
    return shown | {
        "pages": page_range(document.pages),
        "findings": [f"{finding.code}: {finding.message}" for finding in document.findings],
    }


def _row(document: Document) -> tuple[str, ...]:
    return (
        document.file,
        page_range(document.pages),
        *(field_view(document, name).shown for name in _SHOWN),
        "\n".join(one_line(finding.message) for finding in document.findings),
    )
