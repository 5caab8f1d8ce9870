"""Người ký, chức vụ, nơi nhận: the two columns that close a document.

Left `Nơi nhận`, right authority (TM., KT., TL., TUQ., Q.), post in capitals, signature, name.  The last page is
not always the last of the document proper (annexes, a draft attached), so the block is looked for by its label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import Box, Fact, Source, fold
from extractors.layout import Line, columns_below, lines_of
from extractors.page import OverlayKind, Page
from extractors.places import province_named
from extractors.surnames import surname
from extractors.trust import confidence_of

_MOST_OF_OCR = 0.88
"""A name under a seal and the strokes of a pen, read once, is never sure."""

_LABEL = re.compile(r"^\W{0,3}n[oơ]i (nhan|nh[aâậ]n)\b")
_AUTHORITY = re.compile(r"^\W{0,2}(tm|kt|tl|tuq|q|tuq|thua lenh|thay mat)\b\s*[.,:]")
_COPY = re.compile(r"^\W{0,3}(sao ?y|trich ?sao|sao ?luc)\b")
_POSTS = (
    "chu tich", "pho chu tich", "giam doc", "pho giam doc", "bo truong", "thu truong", "cuc truong", "chanh van phong",
    "pho chanh van phong", "truong phong", "pho truong phong", "hieu truong", "pho hieu truong", "truong ban",
    "pho truong ban", "truong khoa", "pho truong khoa", "bi thu", "pho bi thu", "thu tuong", "pho thu tuong",
    "vu truong",
    "chanh thanh tra", "tong giam doc", "chi cuc truong", "thanh vien", "uy vien", "quyen", "nguoi lap", "truong",
)  # fmt: skip
_TITLES = re.compile(r"^(ths|ts|pgs\.?\s?ts|gs\.?\s?ts|pgs|gs|bs|ks|cn)\s*[.,]\s*")


@dataclass(frozen=True, slots=True)
class Closing:
    """What the closing block says."""

    signer: Fact | None
    post: Fact | None
    recipients: Fact | None
    page: int | None


def find_closing(pages: Sequence[Page]) -> Closing:
    """Find the closing block, searching from the last page of `pages` to the first.

    Below the mark of a copy (sao y, trích sao, sao lục) stands the block of whoever certified it: it is left out.
    """
    pages = [_without_certification(page) for page in pages]
    for page in reversed(pages):
        start = _label_line(page)
        if start is not None:
            return _read_block(page, start)
    for page in reversed(pages):
        start = _authority_line(page)
        if start is not None:
            return _read_block(page, start)
    return Closing(None, None, None, None)


def closing_area(page: Page) -> Box | None:
    """Where authority, post, signature and name stand: right of the recipients, from a little above their label on."""
    start = _label_line(_without_certification(page))
    if start is None:
        return None
    height = start.box.bottom - start.box.top
    top = max(start.box.top - 4.2 * height, 0.0)
    words = [w for w in page.words if top <= w.box.top < start.box.top + 18 * height]
    steps = [page.width * (0.34 + 0.005 * i) for i in range(45)]
    split = min(steps, key=lambda x: (sum(w.box.x0 < x < w.box.x1 for w in words), abs(x - 0.46 * page.width)))
    return Box(max(split, start.box.x1 + 2), top, page.width, page.height)


def copy_mark(page: Page) -> Line | None:
    """The line that certifies a copy, or None (Nghị định 30/2020/NĐ-CP, Phụ lục I, III)."""
    if not any("sao" in fold(word.text) for word in page.words):
        return None  # as on most pages: their lines need not be found
    for line in lines_of(page.words, page.number):
        if _COPY.match(fold(line.text)) and _is_capital(line.text):
            return line
    return None


def _without_certification(page: Page) -> Page:
    mark = copy_mark(page)
    if mark is None or (page.number == 1 and mark.box.top < 0.2 * page.height):
        return page  # none, or the stamp of an electronic copy at the head of the document
    if mark.box.top < 0.3 * page.height:
        return replace(page, words=())  # a page of its own, with its own letterhead
    return replace(page, words=tuple(w for w in page.words if w.box.bottom <= mark.box.top + 1))


def _label_line(page: Page) -> Line | None:
    width = page.width
    lines = [
        line
        for line in lines_of([w for w in page.words if w.box.x0 < 0.5 * width], page.number)
        if _LABEL.match(fold(line.text))
    ]
    return lines[-1] if lines else None


def _authority_line(page: Page) -> Line | None:
    """Without a label: the post in capitals in the right half, low on the page, with lines below it."""
    words = [w for w in page.words if w.box.x0 > 0.38 * page.width and w.box.top > 0.12 * page.height]
    lines = [x for x in lines_of(words, page.number) if _is_post(x.text) and _is_capital(x.text)]
    return lines[0] if lines else None


def _read_block(page: Page, start: Line) -> Closing:
    height = start.box.bottom - start.box.top
    top = start.box.top - 4.2 * height
    split = _split(page, start)
    left, right = columns_below(page, top, split)
    recipients = _recipients([x for x in left if x.box.top >= start.box.top - 1], start)
    right = [line for line in right if not _is_foreign(line)]
    post_lines, name_line = _post_and_name(right)
    signer = None
    if name_line is not None:
        signer = _signer(name_line)
    post = _fact(" / ".join(_clean_post(x.text) for x in post_lines), post_lines, 0.95) if post_lines else None
    return Closing(signer, post, recipients, page.number)


def _signer(line: Line) -> Fact:
    if line.source is not Source.OCR:
        return _fact(_clean_name(line.text), [line], 0.95)
    name = _misread_name(line.text)
    fact = _fact(name or _clean_name(line.text), [line], 0.95)
    words = [w.confidence for w in line.words]
    grounds = {
        "family": float(name is not None),
        "three_words": float(len(str(fact.value).split()) >= 3),
        "alone": float(name is not None and len(name.split()) == len(line.text.split())),
        "mean": sum(words) / len(words),
        "least": min(words),
    }
    return replace(fact, confidence=min(confidence_of("nguoi_ky", grounds), _MOST_OF_OCR), grounds=grounds)


def _split(page: Page, start: Line) -> float:
    """Between the columns: left of the leftmost post in capitals, right of the label."""
    below = [w for w in page.words if w.box.top >= start.box.top - 70 and w.box.x0 > start.box.x1]
    posts = [
        x.box.x0 for x in lines_of([w for w in below if w.box.x0 > 0.3 * page.width], page.number) if _is_post(x.text)
    ]
    return min([*posts, 0.5 * page.width]) - 2


def _post_and_name(lines: Sequence[Line]) -> tuple[list[Line], Line | None]:
    """Lines in capitals from the first on are authority and post; the first personal name below them signs.

    In a scan the line most like a name is taken: pen and seal leave lines that look like names too.
    """
    posts: list[Line] = []
    names: list[Line] = []
    for line in lines:
        scanned = line.source is Source.OCR
        if _is_capital(line.text):
            if not names:
                posts.append(line)
        elif posts and _is_name(line.text) and _looks_personal(line.text):
            if not scanned:
                return posts, line
            names.append(line)
        elif posts and scanned and _misread_name(line.text) is not None:
            names.append(line)
    if names:
        return posts, max(names, key=_likeness_to_name)
    if len(posts) > 1 and _is_printed_name(posts[-1]):
        return posts[:-1], posts[-1]  # some offices print the name in capitals too
    return posts, None


def _likeness_to_name(line: Line) -> tuple[bool, bool, float]:
    """Order among lines of a scan: a known family name, three words or more, then how well it was read."""
    name = _misread_name(line.text)
    return name is not None, name is not None and len(name.split()) >= 3, line.confidence


def _is_printed_name(line: Line) -> bool:
    if line.source is Source.OCR:
        # a post in capitals whose letters fell apart (`TRU ƠNG PHÒNG P. KT`) holds family names too
        return line.text.replace(" ", "").isalpha() and _misread_name(line.text) == _clean_name(line.text)
    return _is_name(line.text) and _looks_personal(line.text)


def _misread_name(text: str) -> str | None:
    """The name in a line of a scan, from its family name on, that name with its marks; None without a family name."""
    if not _looks_personal(text) or province_named(_clean_name(text)) is not None:
        return None
    words = re.sub(r"[^\w\s.]|_", " ", _clean_name(text)).split()
    for i, word in enumerate(words[:3]):
        family = surname(word.capitalize()) if word[:1].isupper() else None
        if family is None and word[:2].isupper() and not word.isupper():
            family = surname(word[1:])  # a stroke of the pen before the name: `PTrân`
        rest = [w.capitalize() if w.isupper() else w for w in words[i + 1 :]]
        name = " ".join([family, *rest]) if family else ""
        if family and _is_name(name):
            return name
    return None


def _is_post(text: str) -> bool:
    folded = fold(re.sub(r"^[^\w]+", "", text))
    return bool(_AUTHORITY.match(folded)) or any(folded == p or folded.startswith(p + " ") for p in _POSTS)


def _is_name(text: str) -> bool:
    words = _clean_name(text).split()
    return 2 <= len(words) <= 6 and all(w[:1].isupper() and not any(c.isdigit() for c in w) for w in words)


def _looks_personal(text: str) -> bool:
    """A person's name is no post, no authority, no remark such as `Đã ký`."""
    folded = fold(text)
    return not _is_post(text) and not any(mark in folded for mark in ("da ky", "ky boi", "uy ban", "dan to", ":", "@"))


def _is_foreign(line: Line) -> bool:
    """Words of the signing software over the block (`Ký bởi`, `Thời gian ký`, e-mail)."""
    if any(mark in fold(line.text) for mark in ("ky boi", "thoi gian ky", "@", "co quan:", "+07:00", "email")):
        return True
    return all(w.overlay is OverlayKind.SIGNATURE for w in line.words) and any(c.isdigit() for c in line.text)


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _clean_name(text: str) -> str:
    """Without titles and stray marks: `PGS.TS. Trần Văn A` is Trần Văn A."""
    text = re.sub(r"^[\W_]+|[\W_\d]+$", "", text)
    match = _TITLES.match(fold(text))
    while match is not None:
        text = text[match.end() :].strip()
        match = _TITLES.match(fold(text))
    return " ".join(text.split())


def _clean_post(text: str) -> str:
    return re.sub(r"^[^\w]+|[\s_:;,*]+$", "", text)


def _recipients(lines: Sequence[Line], start: Line) -> Fact | None:
    """Each line with a dash is one recipient; a line without continues the one above."""
    items: list[str] = []
    used: list[Line] = []
    for line in lines:
        if line.box.top <= start.box.top + 1:
            continue
        text = line.text.strip()
        if re.match(r"^[-+•*~–¬]", text):
            items.append(re.sub(r"^[-+•*~–¬]\s*", "", text))
        elif items and not re.match(r"^\d+$", text):
            items[-1] = f"{items[-1]} {text}"
        used.append(line)
        if "luu" in fold(text)[:8]:
            break
    cleaned = tuple(item.strip(" ;./,") for item in items if item.strip(" ;./,"))
    return _fact(cleaned, used, 0.95) if cleaned else None


def _fact(value: str | tuple[str, ...], lines: Sequence[Line], confidence: float) -> Fact:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    source = lines[0].source if lines[0].source is not Source.OVERLAY else Source.TEXT
    if source is Source.OCR:
        confidence = min(0.88, sum(x.confidence for x in lines) / len(lines))
    return Fact(value, confidence, source, " ".join(x.text for x in lines), lines[0].page, box)
