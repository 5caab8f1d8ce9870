"""The files of a folder, in the order in which a person would list them.  Nothing is opened or written.

Left out without a word: what Office, Windows and macOS leave behind, hidden files, the program's own
profile, criteria sets and results.  Archives are listed as the files they are; `pipeline.reading` looks inside.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import FolderError, why

PROFILE_NAME = "kiemchung.yaml"
"""Name of the profile that is looked for in the folder."""

RESULTS_MARK = "kiemchung.db"
"""Name of the database; a folder that holds it is one of results, of this run or another, and no evidence."""

_LITTER = {"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "icon\r"}
_LITTER_FOLDERS = {"__macosx", "$recycle.bin", "system volume information"}
_LITTER_ENDINGS = (".lnk", ".url", ".tmp", ".crdownload", ".part")
_YAML = (".yaml", ".yml")
_LEADS_OUT = "Liên kết (symlink) dẫn ra ngoài thư mục nên không được đọc"
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Item:
    """One file below the folder.

    `name` is what reports show: NFC, forward slashes, always printable; `path` is the real name on disk.
    `size` in bytes, `mtime_ns` and `inode` identify the content without reading it.  `problem` is a
    Vietnamese reason why the file cannot be opened at all, else empty.
    """

    name: str
    path: Path
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0
    problem: str = ""


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key by which `2.pdf` comes before `10.pdf` and `1.2` before `1.10`."""
    parts = (part for piece in name.split("/") for part in (*_DIGITS.split(piece.casefold()), "\0"))
    return tuple((0, int(part[:99]), part) if part.isdecimal() else (1, 0, part) for part in parts if part)


def printable(name: str) -> str:
    """The name in NFC; bytes that are no UTF-8 are written in hexadecimal, so that it can be printed and stored."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace"))


def is_litter(name: str) -> bool:
    """Whether a file of this name is never evidence: lock files, thumbnails, shortcuts, hidden files."""
    low = name.casefold()
    return name.startswith((".", "~$")) or low in _LITTER or low.endswith(_LITTER_ENDINGS)


def looks_like_criteria(path: Path) -> bool:
    """Whether a YAML file is a criteria set or a profile, told by its first 4 kB: evidence is never YAML by nature."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return False
    return re.search(rb"^(criteria|unit|departments)\s*:", head, re.MULTILINE) is not None


def scan(folder: Path, skip: Iterable[Path] = ()) -> tuple[Item, ...]:
    """All files below `folder`, sorted naturally; `skip` are files and folders of our own (results, profile).

    Symbolic links are followed to files inside the folder only, so that no circle and no foreign file comes
    in; one that leads out is listed with a problem, not passed over.
    Raises FolderError when the folder itself cannot be listed.
    """
    check_folder(folder)
    root = folder.resolve()
    own = {path.resolve() for path in skip}
    found: list[Item] = []
    problems: list[OSError] = []
    for here, folders, files in os.walk(root, onerror=problems.append):
        base = Path(here)
        found += [item for name in folders if (item := _link_out(root, base / name)) is not None]
        folders[:] = [name for name in folders if not _skipped_folder(base / name, own)]
        found += [item for name in files if (item := _item(root, base / name, own)) is not None]
    for problem in problems:
        blocked = Path(os.fsdecode(problem.filename)) if problem.filename else root
        if blocked == root:
            raise FolderError(f"Không mở được thư mục {folder}: {why(problem)}.", "Kiểm tra quyền truy cập thư mục.")
        found.append(Item(_name(root, blocked), blocked, problem=f"Không mở được thư mục con ({why(problem)})"))
    return _distinct(sorted(found, key=lambda item: (natural_key(item.name), os.fsencode(item.path))))


def subfolders(folder: Path, skip: Iterable[Path] = ()) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The folders right below `folder` that may hold evidence, and the names of the files beside them.

    Raises FolderError when the folder cannot be listed.
    """
    check_folder(folder)
    root = folder.resolve()
    own = {path.resolve() for path in skip}
    try:
        inside = sorted(root.iterdir(), key=lambda path: natural_key(printable(path.name)))
    except OSError as error:
        raise FolderError(
            f"Không mở được thư mục {folder}: {why(error)}.", "Kiểm tra quyền truy cập thư mục."
        ) from None
    folders = tuple(path for path in inside if path.is_dir() and not _skipped_folder(path, own))
    files = tuple(item.name for path in inside if not path.is_dir() and (item := _item(root, path, own)) is not None)
    return folders, files


def check_folder(folder: Path) -> None:
    """Raise FolderError, with advice, unless `folder` is a folder."""
    try:
        mode = folder.stat().st_mode
    except OSError as error:
        reason = "không tồn tại" if isinstance(error, FileNotFoundError) else f"không mở được ({why(error)})"
        raise FolderError(
            f"Thư mục {folder} {reason}.", "Kiểm tra lại đường dẫn; đặt trong dấu nháy kép nếu có dấu cách."
        ) from None
    if not stat.S_ISDIR(mode):
        raise FolderError(
            f"{folder} là một tệp, không phải thư mục.",
            "Đưa thư mục chứa tài liệu kiểm chứng; để đọc riêng một tệp hãy dùng: kiemchung extract TỆP",
        )


def _skipped_folder(path: Path, own: set[Path]) -> bool:
    if path.name.startswith(".") or path.name.casefold() in _LITTER_FOLDERS or path.is_symlink() or path in own:
        return True
    return (path / RESULTS_MARK).is_file()


def _link_out(root: Path, path: Path) -> Item | None:
    if path.name.startswith(".") or not path.is_symlink() or path.resolve().is_relative_to(root):
        return None
    return Item(_name(root, path), path, problem=_LEADS_OUT)


def _item(root: Path, path: Path, own: set[Path]) -> Item | None:
    if is_litter(path.name) or path in own:
        return None
    if path.suffix.casefold() in _YAML and (path.name.casefold() == PROFILE_NAME or looks_like_criteria(path)):
        return None
    name = _name(root, path)
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            return Item(name, path, problem=_LEADS_OUT)
        status = path.stat()
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle of links, before Python 3.13
        reason = why(error) if isinstance(error, OSError) and not path.is_symlink() else "liên kết hỏng"
        return Item(name, path, problem=f"Không mở được tệp ({reason})")
    if not stat.S_ISREG(status.st_mode):
        return None
    problem = "" if os.access(path, os.R_OK) else "Không có quyền đọc tệp"
    return Item(name, path, status.st_size, status.st_mtime_ns, status.st_ino, problem)


def _name(root: Path, path: Path) -> str:
    return printable(path.relative_to(root).as_posix())


def _distinct(items: list[Item]) -> tuple[Item, ...]:
    """Two real names may fall together in NFC; the later one gets a number, so that each file is named once."""
    taken: set[str] = set()
    result: list[Item] = []
    for item in items:
        name = _free(item, taken.__contains__)
        taken.add(name)
        result.append(Item(name, item.path, item.size, item.mtime_ns, item.inode, item.problem))
    return tuple(result)


def _free(item: Item, taken: Callable[[str], bool]) -> str:
    if not taken(item.name):
        return item.name
    number = 2
    while taken(name := f"{item.name} ({number})"):
        number += 1
    return name
