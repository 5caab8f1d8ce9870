"""In which role a digital signature was set: the person with authority, the body, its clerk, a portal.

Nghị định 30/2020/NĐ-CP, Điều 5 asks for the person's and the body's.  Measured on 196 signed files: number, day and
month are signatures of their own, set by the clerk (văn thư) with the body's certificate, whose widgets draw digits and
nothing else; portals and gazette centres sign what they publish.
"""

from __future__ import annotations

import re

from extractors.bodies import starts_body
from extractors.document import fold
from extractors.surnames import SURNAMES

_PORTALS = ("cong thong tin", "cong bao", "trung tam tin hoc", "portal")
_CLERKS = re.compile(r"^(?:to |bo phan |phong |can bo |nhan vien )?van thu\b")
_WORDS_OF_STAMPS = re.compile(r"\b(?:so|ngay|thang|nam)\b\s*:?")
_STAMPED = re.compile(r"(?=.*\d)[\d\s/]{1,12}")
"""A number, or a date without a time."""

_STAMP_FIELDS = frozenset({"so", "so van ban", "so ky hieu", "ngay", "thang", "ngay thang", "van thu", "vanthu"})
"""Names of form fields, folded and without counting digits, that signature software gives the clerk's stamps."""

_COPIES = re.compile(r"\b(?:sao y|trich sao|sao luc|ban sao)\b")
_UNIONS = re.compile(
    r"^doan (?:thanh nien|tncs|thanh tra|kiem tra|dai bieu|dbqh|luat su|khoi|truong|xa|phuong|giam sat|cong tac)\b"
)


def role_of(signer: str | None, unit: str | None, drawn: str, field: str | None) -> str:
    """`person`, `body`, `clerk`, `portal` or `unknown`.

    `signer` and `unit` are of the certificate; `drawn` are the words in the widget, `field` its full name.
    """
    folded = fold(signer or "")
    if any(mark in folded for mark in _PORTALS):
        return "portal"
    # at the beginning only: in the middle it is a name (Lò Văn Thử)
    if _CLERKS.match(folded) or _CLERKS.match(fold(unit or "")) or _is_stamp(drawn, field):
        return "clerk"
    if not signer:
        return "unknown"
    return "body" if names_body(signer) else "person"


def names_body(signer: str) -> bool:
    """Whether the name in a certificate is a body's: `Vụ Pháp chế`, but not `Vũ Văn Pháp`, whose letters are alike."""
    if not starts_body(signer):
        return False
    words = signer.lower().split()
    if words[0].capitalize() not in SURNAMES or not 2 <= len(words) <= 5 or words[:2] == ["văn", "phòng"]:
        return True
    return _UNIONS.match(fold(signer)) is not None


def certifies_copy(drawn: str, reason: str) -> bool:
    """Whether the signature certifies a copy (Nghị định 30/2020/NĐ-CP, Điều 25): its day is not that of the issue."""
    return any(_COPIES.search(fold(text)) for text in (drawn, reason))


def _is_stamp(drawn: str, field: str | None) -> bool:
    folded = fold(drawn)
    if folded:
        return _STAMPED.fullmatch(_WORDS_OF_STAMPS.sub(" ", folded)) is not None
    last = fold(re.sub(r"[\d_.-]+$", "", (field or "").rpartition(".")[2])).replace("_", " ")
    return last in _STAMP_FIELDS
