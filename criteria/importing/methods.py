"""How a criterion is scored, told from its name, its scoring text, its evidence cell and the remark beside it."""

from __future__ import annotations

import re

from criteria.model import Method
from extractors.document import fold

_SURVEY = re.compile(r"\bdtxhh\b|dieu tra (?:xa hoi hoc|xhh)|khao sat (?:xa hoi hoc|muc do hai long)")
_EXTERNAL = re.compile(
    r"khong (?:can phai )?(?:thuc hien )?(?:phai )?(?:tu danh gia|tu cham)|khong bat buoc thuc hien danh gia|"
    r"khong can phai thuc hien tu danh gia"
)
_PENALTY = re.compile(
    r"(?:khong co|bi|co) (?:van ban|hinh thuc)[^.]{0,20}(?:phe binh|nhac nho|kiem diem|canh bao)|diem tru"
)
_STATISTIC_NAME = re.compile(r"^(?:ty le|ti le|so luong|so don vi|so von|muc do (?:hoan thanh|thuc hien))\b")
_STATISTIC = re.compile(
    r"\(?[bc]\d?\s*(?:\+\s*c\))?/a\)?|tinh ty le|ty le %|\btu \d+ ?% ?(?:-|den|tro)|a\s*\*\s*diem toi da"
)

_SHORT = 80
"""A cell this short that names a survey says nothing else."""


def method_of(name: str, scoring: str, evidence: str, remark: str, points: float | None) -> Method:
    """The method; evidence where nothing says otherwise.

    A survey is said in the remark (`ĐTXHH`) or in the cells; "địa phương không tự đánh giá" is scored by others; points
    below zero or a reprimand that costs points is a penalty; a ratio or formula is a statistic.
    """
    remarks, cells = fold(remark), fold(f"{scoring} {evidence}")
    if _SURVEY.search(remarks) or any(len(t) <= _SHORT and _SURVEY.search(fold(t)) for t in (evidence, scoring)):
        return Method.SURVEY
    if _EXTERNAL.search(f"{cells} {remarks}"):
        return Method.EXTERNAL
    if (points is not None and points < 0) or _PENALTY.search(fold(name)):
        return Method.PENALTY
    if _STATISTIC_NAME.search(fold(name)) or _STATISTIC.search(fold(scoring)):
        return Method.STATISTIC
    return Method.EVIDENCE
