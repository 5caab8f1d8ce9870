"""The plain way: draw pages with pdf2image, read them with pytesseract, take the first match of each pattern.

`python -m benchmarks.speed.naive FOLDER [--first-page] [--processes N]` prints one JSON object per file.  Two processes
with one thread of OpenMP each are the fairest setting found: tesseract's own threads make it three times slower, and
a script that knows nothing of them has them.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import click

DPI = 300
"""What the manuals of tesseract advise, and pdf2image scripts use."""

_NUMBER = re.compile(r"Số\s*:?\s*(\d+\s*[/-]\s*[^\s,;]+)", re.IGNORECASE)
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_BODY = re.compile(
    r"^\s*((?:ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ|BỘ|PHÒNG|BAN|TRUNG TÂM|CHI CỤC|VĂN PHÒNG)\b.*?)\s*$", re.MULTILINE
)


def fields(text: str) -> dict[str, str | None]:
    """The first number, date and body in a text, as a short script would take them."""
    number, day, body = _NUMBER.search(text), _DATE.search(text), _BODY.search(text)
    return {
        "so_ky_hieu": re.sub(r"\s+", "", number[1]) if number else None,
        "ngay_ban_hanh": f"{int(day[3]):04d}-{int(day[2]):02d}-{int(day[1]):02d}" if day else None,
        "co_quan_ban_hanh": body[1] if body else None,
    }


def read(path: str, first_page: bool) -> dict[str, str | None]:
    """The fields of one PDF; pages are drawn one by one, as all of a long file at once do not fit into memory."""
    import pdf2image
    import pytesseract

    count = 1 if first_page else int(pdf2image.pdfinfo_from_path(path)["Pages"])
    texts = []
    for number in range(1, count + 1):
        for page in pdf2image.convert_from_path(path, dpi=DPI, first_page=number, last_page=number):
            texts.append(pytesseract.image_to_string(page, lang="vie", config="--psm 3"))
    return {"file": Path(path).name} | fields("\n".join(texts))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--first-page", is_flag=True, help="Chỉ đọc trang 1.")
@click.option("--processes", default=2, show_default=True, help="Số tiến trình.")
def main(folder: Path, first_page: bool, processes: int) -> None:
    """Đọc các PDF của FOLDER theo cách thường."""
    paths = [str(path) for path in sorted(folder.glob("*.pdf"))]
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for found in pool.map(read, paths, [first_page] * len(paths)):
            click.echo(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
