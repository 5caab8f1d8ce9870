"""Comparison forms of Vietnamese subjects: no marks, acronyms and full forms made equal, filler taken out.

A requirement says "cải cách hành chính năm 2025", a document "V/v ban hành Kế hoạch CCHC nhà nước năm 2025 của tỉnh
Lâm Đồng".  What makes them the same is the topic; year and period, kind of paper and name of the unit are evidence
of their own (`matchers.periods`, `matchers.fits`) and are taken out of it here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from criteria.outlook import without_outlook
from extractors.document import fold
from matchers.shapes import shape

ACRONYMS: dict[str, str] = {
    "bcci": "buu chinh cong ich",
    "bcd": "ban chi dao",
    "cbcc": "can bo cong chuc",
    "cbccvc": "can bo cong chuc vien chuc",
    "cbccvcnld": "can bo cong chuc vien chuc nguoi lao dong",
    "cchc": "cai cach hanh chinh",
    "ccvc": "cong chuc vien chuc",
    "cds": "chuyen doi so",
    "cntt": "cong nghe thong tin",
    "cqcm": "co quan chuyen mon",
    "csdl": "co so du lieu",
    "dvc": "dich vu cong",
    "dvctt": "dich vu cong truc tuyen",
    "dvhc": "don vi hanh chinh",
    "dvsn": "don vi su nghiep",
    "dvsncl": "don vi su nghiep cong lap",
    "hcnn": "hanh chinh nha nuoc",
    "hdnd": "hoi dong nhan dan",
    "htqlcl": "he thong quan ly chat luong",
    "khcn": "khoa hoc cong nghe",
    "kntc": "khieu nai to cao",
    "kstthc": "kiem soat thu tuc hanh chinh",
    "kt xh": "kinh te xa hoi",
    "ktxh": "kinh te xa hoi",
    "mttq": "mat tran to quoc",
    "nsnn": "ngan sach nha nuoc",
    "pakn": "phan anh kien nghi",
    "par index": "chi so cai cach hanh chinh",
    "parindex": "chi so cai cach hanh chinh",
    "pbgdpl": "pho bien giao duc phap luat",
    "pctn": "phong chong tham nhung",
    "qlnn": "quan ly nha nuoc",
    "qppl": "quy pham phap luat",
    "sipas": "chi so hai long ve su phuc vu hanh chinh",
    "sncl": "su nghiep cong lap",
    "tap huan ai": "tap huan tri tue nhan tao",
    "tdthpl": "theo doi thi hanh phap luat",
    "tlkc": "tai lieu kiem chung",
    "ttdt": "thong tin dien tu",
    "tthc": "thu tuc hanh chinh",
    "ubnd": "uy ban nhan dan",
    "udcntt": "ung dung cong nghe thong tin",
    "ung dung ai": "ung dung tri tue nhan tao",
    "vbqppl": "van ban quy pham phap luat",
    "vphc": "vi pham hanh chinh",
    "vtvl": "vi tri viec lam",
    "xhh": "xa hoi hoc",
    "xlvphc": "xu ly vi pham hanh chinh",
}
"""Acronym → full form, both folded.  Those that stand in the official tables of PAR INDEX and in office letters."""

OTHER_PAPER = 0.45
"""Factor of a subject on another activity: too low for an offer."""
AMENDMENT = 0.7
"""Factor of a paper that changes the one asked for, or answers what was said of it: a person has to look."""

ACTIVITIES: dict[str, float] = dict.fromkeys(
    (
        "boi duong",
        "cham diem",
        "chan chinh",
        "chi so",
        "cuoc thi",
        "danh muc",
        "dieu tra",
        "doi thoai",
        "don doc",
        "giam sat",
        "gop y",
        "hai long",
        "het hieu luc",
        "hoi nghi",
        "hoi thi",
        "khac phuc",
        "khao sat",
        "khen thuong",
        "kiem soat",
        "kiem tra",
        "kien toan",
        "kinh phi",
        "lay y kien",
        "mo hinh",
        "nhac nho",
        "phan cong",
        "phat dong",
        "phe binh",
        "ra soat",
        "sang kien",
        "so ket",
        "tap huan",
        "tham dinh",
        "thanh lap",
        "thanh tra",
        "thi dua",
        "truyen thong",
        "tuyen truyen",
    ),
    OTHER_PAPER,
) | dict.fromkeys(("bo sung", "dieu chinh", "kien nghi", "sua doi", "thay the"), AMENDMENT)
"""Words that make another paper of the same topic (a plan for *checking* reform is not the plan for reform), folded,
with the factor for a document that has the word where the requirement has not.  Chosen from the evidence lists of the
criteria tables, where these words tell neighbouring components apart."""

_ACTIVITY_PARTS = tuple((phrase, tuple(phrase.split())) for phrase in ACTIVITIES)
_DRAWN_ACTIVITIES = tuple((phrase, shape(phrase.replace(" ", ""))) for phrase in ACTIVITIES if len(phrase) > 6)

_LOOKALIKES = frozenset(
    (
        "chap chinh",
        "chi co",
        "co ket",
        "dien toan",
        "dinh muc",
        "do ket",
        "doi thi",
        "ghi so",
        "kiem toan",
        "moi thi",
        "phan chinh",
        "tap quan",
        "thanh la",
        "thanh sap",
        "thoi thi",
    )
)
"""Words of the official tables that are one letter from one of `ACTIVITIES` and no misreading of it."""

_TYPES = (
    "ke hoach|bao cao|quyet dinh|thong bao|to trinh|chuong trinh|de an|phuong an|quy che|quy dinh|cong van|"
    "chi thi|nghi quyet|huong dan|bien ban|quy trinh"
)
_LEAD = re.compile(
    rf"^(?:(?:ve viec|v/v|ve|ban hanh|phe duyet|du thao|trien khai thuc hien|trien khai|thuc hien|tinh hinh thuc hien|"
    rf"tinh hinh|ket qua thuc hien|ket qua|xay dung|cac|{_TYPES})\b[\s:,.-]*)+"
)
_FILLER = re.compile(
    r"\b(?:cong tac|(?<!ngan sach )(?<!kiem toan )nha nuoc|tren dia ban|thuoc pham vi quan ly|theo quy dinh|dinh ky|"
    r"hang nam|hang quy|cua|tai(?! (?:chinh|san|nguyen|lieu|khoan|tro|dinh cu))|va|ve|cac|cho|trong|theo(?! doi)|"
    r"(?<!lam )(?<!cong )viec|giai doan)\b"
)
_TIMES = re.compile(
    r"\b(?:quy (?:[i1l|]{1,3}v?|iv|[1-4])|(?:6|sau|9|chin|03|3|ba) thang(?: (?:dau|cuoi) nam)?|"
    r"thang (?:0?[1-9]|1[0-2])|(?:dau |cuoi |ca )?nam|20\d\d|lan thu \w+|dot \d+)\b"
)
_CITED = re.compile(
    r"\b(?:so\s+)?\d+(?:/\d{4})?/[a-z0-9&-]+(?:/[a-z0-9&-]+)*|\bngay\s+\d{1,2}\s*(?:/|-|\.|thang)\s*\d{1,2}\s*"
    r"(?:/|-|\.|nam)\s*\d{4}|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|"
    r"(?<=\d\d\d\d)\s?:\s?\d{4}\b"
)
_GENERIC = re.compile(r"uy ban nhan dan (?:xa|phuong|dac khu|tinh|thanh pho|huyen)\b")
"""The unit without its name: rules written for every commune say "UBND xã"."""
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_ACRONYM = re.compile(r"\b(?:" + "|".join(sorted(ACRONYMS, key=len, reverse=True)) + r")\b")
_SHORTEST_NEAR = 8
_ACRONYM_COUNT = 8
_ECHO = 80.0
"""Likeness in percent: one error in eight letters and a lost space."""


def without_citations(folded: str) -> str:
    """A folded text without numbers and dates of other documents ("số 76/NQ-CP ngày 15/7/2021")."""
    return _CITED.sub(" ", folded)


@lru_cache(maxsize=65536)
def expand(folded: str) -> str:
    """A folded text as plain words, acronyms written out: `ke hoach cchc` → `ke hoach cai cach hanh chinh`."""
    words = _NOT_WORD.sub(" ", folded).strip()
    return _ACRONYM.sub(lambda found: ACRONYMS[found.group()], words)


def acronyms(expanded: str) -> frozenset[str]:
    """The acronyms whose full form stands in an expanded text; "cải cách hành chính" is one thing."""
    padded = f" {expanded} "
    return frozenset(short for short, full in ACRONYMS.items() if f" {full} " in padded)


def topic(text: str, names: Iterable[str] = ()) -> str:
    """What a subject is about: expanded, without type words in front, times, filler and the given names.

    `names` are expanded names of the unit, its superior and its province (`matchers.text.names_of`).  If
    nothing would be left, less is taken out.
    """
    kept = _LEAD.sub("", without_outlook(without_citations(fold(text))))
    plain = expand(kept)
    bare = _FILLER.sub(" ", _TIMES.sub(" ", plain))
    for name in names:
        bare = re.sub(rf"\b{re.escape(name)}\b", " ", bare)
    for generic in {m.group(0) for m in map(_GENERIC.match, names) if m}:
        bare = re.sub(rf"\b{generic}\b", " ", bare)
    return " ".join(bare.split()) or " ".join(plain.split()) or expand(fold(text))


def names_of(*bodies: str | None) -> tuple[str, ...]:
    """The ways in which a subject may name bodies and their places, expanded, longest first.

    `UBND tỉnh Lâm Đồng` gives "uy ban nhan dan tinh lam dong", "tinh lam dong" and "lam dong".
    """
    names: set[str] = set()
    for body in bodies:
        if not body:
            continue
        full = expand(fold(body))
        names.add(full)
        place = re.search(r"\b(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu) (.+)$", full)
        if place:
            names.update((place.group(), place.group(1)))
    return tuple(sorted((n for n in names if n), key=lambda n: (-len(n), n)))


def contains(expanded: str, phrase: str, *, near: bool = True) -> bool:
    """Whether an expanded text has a phrase as whole words; `near` allows one reading error in longer phrases.

    One error in eight letters is what print OCR makes in a bad scan; shorter phrases must be exact,
    because too many other words are one letter away.  Words are compared with as many words: parts of
    words would make "chấn chỉnh" out of "hành chính".
    """
    if f" {phrase} " in f" {expanded} ":
        return True
    return near and len(phrase) >= _SHORTEST_NEAR and _nearly_contains(expanded.split(), phrase.split())


def _nearly_contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether a run of words is a phrase but for one letter: one word differs by it, the others are the same."""
    size = len(phrase)
    if sum(part in words for part in phrase) < size - 1:
        return False
    for start in range(len(words) - size + 1):
        window = words[start : start + size]
        other = [n for n in range(size) if window[n] != phrase[n]]
        near = len(other) == 1 and " ".join(window) not in _LOOKALIKES
        if near and Levenshtein.distance(phrase[other[0]], window[other[0]], score_cutoff=1) <= 1:
            return True
    return False


def echoes(expanded: str, phrase: str) -> bool:
    """Whether a badly read text may well have a phrase: most of its letters in their order, wherever spaces fell."""
    return contains(expanded, phrase) or fuzz.partial_ratio(_squeezed(phrase), _squeezed(expanded)) >= _ECHO


def _squeezed(expanded: str) -> str:
    return expanded.replace(" ", "")


def activities(expanded: str, *, near: bool = True) -> frozenset[str]:
    """The words of `ACTIVITIES` in an expanded text."""
    padded, words = f" {expanded} ", expanded.split()
    return frozenset(
        phrase
        for phrase, parts in _ACTIVITY_PARTS
        if f" {phrase} " in padded or (near and len(phrase) >= _SHORTEST_NEAR and _nearly_contains(words, parts))
    )


def drawn_activities(expanded: str) -> frozenset[str]:
    """The words of `ACTIVITIES` in a badly read text by the shapes of their letters, as one to three words of it."""
    words = expanded.split()
    runs = {shape("".join(words[at : at + size])) for size in (1, 2, 3) for at in range(len(words) - size + 1)}
    return frozenset(phrase for phrase, figure in _DRAWN_ACTIVITIES if figure in runs)


def grams(expanded: str) -> Counter[str]:
    """Features of an expanded text and how much each counts: letter groups of 2 to 4, pairs of words, acronyms.

    Letter groups survive reading errors; pairs of words keep order, which letter groups lose ("cải cách thủ tục
    hành chính" is not "cải cách hành chính").
    """
    words = expanded.split()
    features = Counter(f"{a}_{b}" for a, b in pairwise(words))
    for short in acronyms(expanded):
        features[f"#{short}"] = _ACRONYM_COUNT
    for word in words:
        padded = f" {word} "
        for size in (2, 3, 4):
            features.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    return features
