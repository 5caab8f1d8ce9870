"""Issued, draft or copy; signed or not: what a person must know before any criterion is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.document import Fact, State, TextSource, fold
from extractors.fields.signer import Closing, copy_mark
from extractors.layout import Head, columns_below
from extractors.number_and_date import is_shown
from extractors.page import FileContent, Page
from extractors.seeing import Seen


def state_of(file: FileContent, facts: Mapping[str, Fact], seen: Seen, head: Head) -> State:
    """The state by what the pages show.

    A document is issued with number and date (Nghị định 30/2020/NĐ-CP, Điều 15, 18); an office file without a signature
    has not been issued, whatever it says.
    """
    if any(fold(line.text).startswith("du thao") for line in (*head.left, *head.right, *head.below[:6])):
        return State.DRAFT
    if file.editable and not file.signatures:
        return State.DRAFT
    if any(copy_mark(page) is not None for page in seen.closing):
        return State.COPY
    shown = [name in facts and is_shown(facts[name]) for name in ("so_ky_hieu", "ngay_ban_hanh")]
    if seen.source is TextSource.TEXT and not any(shown) and not file.signatures and "loai_van_ban" in facts:
        return State.DRAFT
    return State.ISSUED if any(shown) and (all(shown) or file.signatures) else State.UNKNOWN


def is_unsigned(file: FileContent, seen: Seen, closing: Closing) -> bool:
    """Whether a document certainly bears no signature.

    A PDF made from text, with a signature block found, without a digital signature and without any image on that page
    has nothing that could be one; nor has a copy whose block says `(Đã ký)` in print, whatever images it bears.  A scan
    or an office file cannot be told so simply.
    """
    if file.kind != "pdf" or seen.source is not TextSource.TEXT or file.signatures or closing.page is None:
        return False
    page = next((p for p in seen.closing if p.number == closing.page), None)
    if page is None or any(w.overlay is not None for w in page.words):
        return False
    return page.covered == 0.0 or _says_signed(page)


def _says_signed(page: Page) -> bool:
    """Whether the remark `(Đã ký)` is printed in the right column, where a signature would stand."""
    _, right = columns_below(page, 0.0, 0.45 * page.width)
    return any(re.sub(r"[^a-z ]", "", fold(line.text)).strip() in ("da ky", "da ky dong dau") for line in right)
