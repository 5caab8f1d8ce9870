"""Pictures of doubtful lines as files in the folder of results, named after the content they were cut from.

The name holds the content hash, the page and the field: documents of the same content share their pictures whatever
they are called, and a file that changed gets new ones.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

from extractors.document import Document
from pipeline.errors import OutputError, why

FOLDER = "anh"
"""Folder of the pictures below the folder of results."""

_SHORT = {"so_ky_hieu": "so", "ngay_ban_hanh": "ngay"}
_OURS = re.compile(r"[0-9a-f]{16}-p\d+-[a-z]+\.jpg(\.tmp)?")


def crop_paths(document: Document) -> dict[str, str]:
    """Paths of the pictures of a document below the folder of results (`anh/….jpg`), by name of the field.

    A value that is sure, by whatever confirmed it, is shown without its picture.
    """
    return {name: path for name, path, _ in _shown(document)}


def crops_of(documents: Iterable[Document]) -> dict[str, bytes]:
    """All pictures (JPEG) of some documents by path."""
    return {path: crop for document in documents for _, path, crop in _shown(document)}


def write_crops(documents: Iterable[Document], out: Path) -> None:
    """Write the pictures that do not lie there yet, each whole or not at all.  Raises OutputError."""
    for name, crop in crops_of(documents).items():
        path = out / name
        try:
            if path.is_file() and path.read_bytes() == crop:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"{path.name}.tmp")
            unfinished.write_bytes(crop)
            unfinished.replace(path)
        except OSError as error:
            raise OutputError(
                f"Không ghi được ảnh {path}: {why(error)}.",
                "Kiểm tra dung lượng đĩa và quyền ghi, hoặc chọn thư mục kết quả khác bằng --out.",
            ) from None


def remove_stale_crops(documents: Iterable[Document], out: Path) -> None:
    """Remove pictures of earlier runs that no document of this one has; files of other names are let alone.

    One that cannot be removed, because a viewer holds it, stays until the next run.
    """
    folder, kept = out / FOLDER, {path.rpartition("/")[2] for path in crops_of(documents)}
    with contextlib.suppress(OSError):
        for file in list(folder.iterdir()):
            if _OURS.fullmatch(file.name) and file.name not in kept:
                with contextlib.suppress(OSError):
                    file.unlink()
        if not kept:
            folder.rmdir()  # fails when people keep something there


def _shown(document: Document) -> Iterable[tuple[str, str, bytes]]:
    for name, short in _SHORT.items():
        fact = document.fact(name)
        if fact is not None and fact.crop is not None and not fact.sure:
            page = fact.page or document.pages[0]
            yield name, f"{FOLDER}/{document.sha256[:16]}-p{page}-{short}.jpg", fact.crop
