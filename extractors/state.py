"""Issued, draft or copy; what a person must know before any criterion is asked."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.document import Fact, State, TextSource, fold
from extractors.fields.signer import copy_mark
from extractors.layout import Head
from extractors.number_and_date import is_shown
from extractors.page import FileContent
from extractors.seeing import Seen


def state_of(file: FileContent, facts: Mapping[str, Fact], seen: Seen, head: Head, by_hand: bool | None) -> State:
    """The state by what the pages show; `by_hand` is whether a pen signed.

    A document is issued with number and date (Nghị định 30/2020/NĐ-CP, Điều 15, 18); an office file without a signature
    has not been issued, whatever it says, nor a paper without number and signature.  An electronic copy is one by the
    signature of the body that made it (Điều 25).
    """
    if any(fold(line.text).startswith("du thao") for line in (*head.left, *head.right, *head.below[:6])):
        return State.DRAFT
    if file.editable and not file.signatures:
        return State.DRAFT
    if any(copy_mark(page) is not None for page in seen.closing) or any("copy" in s.notes for s in file.signatures):
        return State.COPY
    number = facts.get("so_ky_hieu")
    if number is not None and not is_shown(number) and by_hand is False and not file.signatures:
        return State.DRAFT
    found = [facts.get(name, None) for name in ("so_ky_hieu", "ngay_ban_hanh")]
    shown = [fact is not None and is_shown(fact) for fact in found]
    if seen.source is TextSource.TEXT and not any(shown) and not file.signatures and "loai_van_ban" in facts:
        return State.DRAFT
    read = any(fact is not None and _is_read(fact) for fact in found)
    return State.ISSUED if read and (all(shown) or file.signatures) else State.UNKNOWN


def _is_read(fact: Fact) -> bool:
    """Whether at least a part of the value was read: `…/TB-UBND`."""
    return fact.value is not None or any(str(candidate.value).strip("…") for candidate in fact.candidates)
