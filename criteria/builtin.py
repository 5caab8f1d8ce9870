"""The criteria sets that come with the program, and how a set is named on the command line."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from criteria.errors import CriteriaError


def builtin_sets() -> dict[str, Path]:
    """Path of each set that comes with the program, by id; the id is the name of the file."""
    folder = Path(str(files("criteria"))) / "sets"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find_set(id_or_path: str | Path) -> Path:
    """The file of a built-in id or of a path given by the user.

    Raises `CriteriaError` naming the known ids when it is neither.
    """
    known = builtin_sets()
    name = str(id_or_path)
    if name in known:
        return known[name]
    path = Path(id_or_path).expanduser()
    if path.is_file():
        return path
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f"Có phải ý bạn là '{near[0]}'? " if near else ""
    listed = ", ".join(known) or "(không có)"
    raise CriteriaError.of(
        name,
        "không có tệp này và cũng không phải mã của bộ tiêu chí có sẵn",
        f"{hint}Các bộ có sẵn: {listed}",
    )
