"""Names of bodies in running text: single ones, lists of them, and whole groups (`UBND các xã, thị trấn`).

Running text does not mark where a name ends (`Phòng Kinh tế và Hạ tầng huyện tham mưu …`): what a department does is a
closed vocabulary, that of the decrees on specialised departments, in any mix of commas, dashes and `và`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from criteria.plain_text import flat
from extractors.document import fold
from extractors.known_bodies import DEPARTMENTS, MINISTRIES

_LEVEL = r"(?:huyen|tinh|xa|phuong|thi tran|thi xa|thanh pho|quan|dac khu)"
_JOIN = r"\s*(?:,|-|/|&|\bva\b)\s*"
_SHORT = r"[A-ZĐ]{2,}(?:\s*[&-]\s*[A-ZĐ]{2,})*"
_MORE_TASKS = (
    "van hoa thong tin", "van hoa xa hoi", "tai chinh ke hoach", "kinh te ha tang", "ha tang do thi", "nong nghiep",
    "kinh te do thi", "lao dong thuong binh xa hoi", "tai nguyen moi truong", "giao duc dao tao", "khoa hoc cong nghe",
    "thong tin truyen thong", "ke hoach dau tu", "van hoa the thao", "noi chinh", "cai cach hanh chinh",
    "to chuc hanh chinh", "hanh chinh quan tri", "tong hop", "kiem soat thu tuc hanh chinh", "phap che",
)  # fmt: skip
"""Tasks of departments, folded, without what joins their parts; beside those of `known_bodies`."""

_GROUP_UNIT = (
    r"(?:phong,? ban|phong|ban|so|nganh|co quan|don vi|dia phuong|xa|phuong|thi tran|dac khu|huyen|thanh pho|thi xa|"
    r"quan|to chuc|doan the|cong chuc|bo phan|chu tich ubnd|ubnd)"
)
_DUTIES = r"theo doi|phu trach|chu tri|tham muu|thuc hien"
_GROUP_MORE = (
    rf"(?:con lai|co lien quan|lien quan|chuyen mon|trung uong|dong tren dia ban|truc thuoc|thuoc ubnd {_LEVEL}|thuoc|"
    rf"cap {_LEVEL}|tren dia ban(?: {_LEVEL})?|cung cap|{_LEVEL}|(?:cac )?{_LEVEL}|"
    rf"duoc giao (?:{_DUTIES})(?:\s*,\s*(?:{_DUTIES}))*[^,:;.()]{{0,80}}?(?=[,:;]|$))"
)
_GROUP_HEAD = (
    r"(?:(?:thu truong|chu tich|lanh dao|giam doc|nguoi dung dau) )?"
    rf"(?:(?:tat ca |toan bo )?(?:cac|nhung) |ubnd cac |ubnd (?={_LEVEL}s?,)|moi )"
)
_GROUP = re.compile(
    rf"{_GROUP_HEAD}(?:thanh vien [^,;:.(]{{3,60}}|"
    rf"{_GROUP_UNIT}(?:\s*(?:,|va|-|/)\s*(?!ubnd|chu tich)(?:cac )?{_GROUP_UNIT}\b)*"
    rf"(?:\s+{_GROUP_MORE}\b)*(?:\s*,\s*{_LEVEL}\b(?! ))*)"
)
_GROUP_WORDS = frozenset(
    ("phòng", "ban", "sở", "ngành", "cơ", "đơn", "địa", "xã", "phường", "thị", "đặc", "huyện", "thành", "quận", "tổ",
     "đoàn", "công", "bộ", "chủ", "ubnd")
)  # fmt: skip
_GIVEN = re.compile(
    r"(?:giao(?: nhiem vu)?(?: cho)?|doi voi|yeu cau|de nghi|phan cong|don vi chu tri|chu tri|trach nhiem cua)\s*:?\s+"
)
_LISTED = re.compile(
    r"(?:(?:giao|doi voi|yeu cau|de nghi)\s+)?(?:cac|nhung) (?:co quan|don vi|phong,? ban)(?:, don vi)?"
)
_AND = re.compile(r"\s*(?:[,;]|\bva\b|,\s*va\b|;\s*va\b)\s*")
_FREE = re.compile(
    r"(?:phòng|văn phòng|sở|ban(?! hành)|cục|chi cục|trung tâm|thanh tra|công an|trạm|hội(?! nghị| đồng| thảo)|"
    r"đoàn(?! thể)|ủy ban|uỷ ban|tổ(?! chức)|đội|kho bạc|bảo hiểm|bệnh viện|trường(?! hợp)|liên đoàn|mặt trận|ubmttq|"
    r"ubnd|hđnd|bộ phận|hạt)\s+[^:;.()]{2,70}",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+(?:chu tri|phoi hop|tham muu|tong hop|thuc hien|theo doi|huong dan|co trach nhiem|chiu trach nhiem|phu trach|"
    r"danh gia|cham diem|cung cap|cu|bao cao|gui|hoan thanh|ra soat|to chuc|tiep tuc|xay dung|trinh|don doc|la|de|"
    r"khan truong|chu dong|tap trung|truoc|cham nhat|nghien cuu|quan tam|lien he|nop|lap|can cu)\b"
)
_LEVEL_WORDS = frozenset(("huyện", "tỉnh", "xã", "phường", "thị trấn", "thị xã", "thành phố", "quận", "đặc khu"))
_UNPLACED = ("Phòng ", "Văn phòng ", "Sở ", "Ban ")
"""Bodies of the unit itself: a bare level after their name (`Phòng Nội vụ huyện`) says nothing."""


def _pattern(words: str) -> str:
    """A name with whatever joins its parts: `Tài chính - Kế hoạch`, `Tài chính, Kế hoạch`, `Tài chính và Kế hoạch`."""
    parts = re.split(r"\s*(?:,|-|/|&|\bva\b)\s*|\s+", fold(words))
    return r"(?:\s*(?:,|-|/|&|\bva\b)\s*|\s+)".join(map(re.escape, (p for p in parts if p)))


@lru_cache(maxsize=1)
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a name with its kind, and of what departments do, over flat text."""
    tasks = {fold(name).split(" ", 1)[1] for name in DEPARTMENTS if name.startswith(("Phòng ", "Sở "))}
    tasks |= set(_MORE_TASKS)
    task = "|".join(sorted((_pattern(t) for t in tasks), key=len, reverse=True))
    whole = [n for n in (*MINISTRIES, *DEPARTMENTS) if not n.startswith(("Phòng ", "Sở ")) and " " in n]
    whole = [n for n in whole if n not in ("Thanh tra", "Văn phòng")]
    known = "|".join(sorted((_pattern(n) for n in whole), key=len, reverse=True))
    office = rf"(?:van phong|vp)\s+(?:doan dbqh|hdnd|ubnd|dang uy|huyen uy|tinh uy)(?:{_JOIN}(?:hdnd|ubnd)\b)*"
    chiefs = rf"(?:ubnd|hdnd|cong an|thanh tra)\s+{_LEVEL}"
    name = rf"(?:(?:phong|so|p\.)\s+(?:{task})|{office}|{known}|{chiefs})\b(?:\s+{_LEVEL}\b)?"
    return re.compile(name), re.compile(rf"(?:{task})\b")


_ABBREVIATED = re.compile(rf"(?:[Pp]hòng|[Ss]ở)\s+(?!HĐND|UBND|ĐBQH){_SHORT}(?:\s+(?:huyện|tỉnh|xã|phường))?")
_TOGETHER = re.compile(r"(?:cac\s+)?(?P<kind>phong|so)\s*:?\s*")
_PLACE = re.compile(r"(?:\s+[A-ZĐÀ-Ỹ][\wà-ỹ]*){1,4}")


def bodies_at_start(text: str) -> tuple[tuple[str, ...], int]:
    """The bodies that a text begins with, and where their list ends; empty when it begins with something else."""
    plain = flat(text)
    given = _GIVEN.match(plain)
    place = given.end() if given else 0
    found: list[str] = []
    end = 0
    while True:
        names, stop = _one(text, plain, place)
        if not names:
            break
        found += names
        end = stop
        joint = _AND.match(plain, stop)
        if joint is None or joint.end() == stop:
            break
        place = joint.end()
    return tuple(dict.fromkeys(found)), end


def bodies_of_lead(text: str) -> tuple[str, ...]:
    """The bodies that a paragraph speaks to: its whole text, or what stands before its first colon.

    Names outside the vocabulary count here, for nothing else can stand in such a place: `b) Tổ Công nghệ số:`.
    """
    plain = flat(text)
    lead, colon, rest = text.partition(":")
    if colon and _LISTED.fullmatch(flat(lead).strip()):
        listed, _ = bodies_at_start(rest.strip())
        if listed:
            return listed
    names, end = bodies_at_start(text)
    if names and _ends_lead(plain, end):
        return names
    if colon:
        inner, stop = bodies_at_start(lead)
        if inner and (_VERB.match(plain, stop) or not re.search(r"[^\W_]", _without_brackets(lead[stop:]))):
            return inner
        if inner:
            return tuple(dict.fromkeys((*inner, *_rest_of_lead(lead[stop:]))))
    if len(text.split()) <= 14 or (colon and len(lead.split()) <= 14):
        free = _free(lead if colon else text)
        return (free,) if free else ()
    return ()


def is_list_of_bodies(text: str) -> bool:
    """Whether a line is nothing but names of bodies."""
    names, end = bodies_at_start(text.rstrip(" .:;"))
    return bool(names) and not re.search(r"[^\W_]", text[end:])


def bodies_within(text: str) -> tuple[tuple[str, int, int], ...]:
    """Every single body named in a text with its place; groups are left out."""
    plain = flat(text)
    found = []
    for pattern, source in ((_grammar()[0], plain), (_ABBREVIATED, text)):
        for match in pattern.finditer(source):
            if match.start() == 0 or not (plain[match.start() - 1].isalnum()):
                end = _with_place(text, plain, match.start(), match.end())
                found.append((tidy(text[match.start() : end]), match.start(), end))
    found.sort(key=lambda entry: (entry[1], -entry[2]))
    return tuple(e for i, e in enumerate(found) if not any(e[1] < other[2] for other in found[:i]))


def body_asked(text: str) -> str | None:
    """The one body that a text begins with, be it outside the vocabulary: what stands before its verb."""
    return _free(text)


def tidy(name: str) -> str:
    """A name as it is shown: capital first letter, plain dashes, no bare level after a department of the unit."""
    text = " ".join(name.replace("–", "-").split()).strip(" ,;:.-")
    text = re.sub(r"\s*-\s*(?=[A-ZĐÀ-Ỹ][a-zà-ỹđ])", " - ", text)
    text = re.sub(r"(HĐND|ĐBQH)\s*&\s*", r"\1 và ", text)
    text = re.sub(r"^VP(?=\s)", "Văn phòng", text)
    text = re.sub(r"^[Pp]\.\s*", "Phòng ", text)
    text = text[:1].upper() + text[1:]
    if text.startswith(_UNPLACED):
        text = re.sub(r"(?<=\w)\s+(?:huyện|tỉnh|xã|phường|quận|thị xã|thành phố)$", "", text)
    return "Văn phòng UBND tỉnh" if text == "Văn phòng UBND" and fold(name).endswith("tinh") else text


def body_id(name: str) -> str:
    """Equal for spellings of one department: `Phòng Văn hóa - Thông tin`, `phòng Văn hóa và Thông tin huyện`."""
    words = re.sub(r"[,/&-]|\bva\b", " ", fold(tidy(name))).split()
    return " ".join(words)


def is_department(name: str) -> bool:
    """Whether a name is one body that can own criteria, and no group and no committee."""
    folded = fold(name)
    if folded.startswith(("cac ", "nhung ", "tat ca", "ubnd ", "hdnd ", "thu truong", "chu tich", "moi ", "bo ")):
        return False
    return not re.match(r"(?:uy ban nhan dan|hoi dong|thanh vien|to giup viec|chinh phu)\b", folded)


def speaks_to_departments(name: str) -> bool:
    """Whether a group takes in the departments of a unit: `các phòng ban chuyên môn`, `các cơ quan, đơn vị`."""
    return (
        re.match(r"(?:thu truong |tat ca |toan bo )?cac (?:phong|co quan|don vi)\b(?! con lai)", fold(name)) is not None
    )


def _one(text: str, plain: str, place: int) -> tuple[tuple[str, ...], int]:
    together = _TOGETHER.match(plain, place)
    if together is not None:
        names, end = _distributed(text, plain, together)
        if len(names) > 1 or (names and plain[place:].startswith("cac")):
            return names, end
    match = _grammar()[0].match(plain, place) or _ABBREVIATED.match(text, place)
    if match is not None:
        end = _with_place(text, plain, place, match.end())
        return (tidy(text[place:end]),), end
    group = _GROUP.match(plain, place)
    if group is not None and _is_group(text[place : group.end()]):
        return (" ".join(text[place : group.end()].split()),), group.end()
    return (), place


def _is_group(words: str) -> bool:
    """Whether marks bear a group out: `các số liệu` are no Sở, `các phương án` no phường."""
    unit = re.search(r"\b(?:các|những|mọi)\s+(\w+)", words, re.IGNORECASE)
    return unit is None or unit[1].casefold() in _GROUP_WORDS


def _distributed(text: str, plain: str, head: re.Match[str]) -> tuple[tuple[str, ...], int]:
    """`các phòng: Nội vụ, Tư pháp` as names of their own; the list ends where something else begins."""
    kind = "Phòng" if head["kind"] == "phong" else "Sở"
    names: list[str] = []
    place = end = head.end()
    while (task := _grammar()[1].match(plain, place)) is not None and text[place].isupper():
        names.append(tidy(f"{kind} {text[place : task.end()]}"))
        end = task.end()
        joint = _AND.match(plain, end)
        if joint is None or joint.end() == end:
            break
        place = joint.end()
    return tuple(names), end


def _with_place(text: str, plain: str, start: int, end: int) -> int:
    """The end of a name with its proper place after a level: `Phòng Nội vụ huyện Sìn Hồ`.

    Marks decide whether it is a level: `quan tâm` is no `quận`, `phương án` no `phường`.
    """
    level = re.search(rf"\s+{_LEVEL}$", plain[start:end])
    if level is not None and text[start + level.start() : end].strip().casefold() not in _LEVEL_WORDS:
        return start + level.start()
    if re.search(rf"\b{_LEVEL}$", plain[start:end]) and (name := _PLACE.match(text, end)):
        return name.end()
    return end


def _ends_lead(plain: str, end: int) -> bool:
    rest = _without_brackets(plain[end:]).lstrip()
    return not rest or rest[0] in ":." or rest in ("./.", ";")


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^)]*\)", "", text)


def _rest_of_lead(text: str) -> tuple[str, ...]:
    """Further bodies of a lead behind words that say more about the first: `…, Sở Tài chính, Cục Thuế tỉnh`."""
    return tuple(name for name, _, _ in bodies_within(text))


def _free(text: str) -> str | None:
    plain = flat(text)
    given = _GIVEN.match(plain)
    start = given.end() if given else 0
    match = _FREE.match(text, start)
    if match is None:
        return None
    verb = _VERB.search(plain, start, match.end())
    end = verb.start() if verb else match.end()
    rest = plain[match.end() :].strip(" .;:")
    if verb is None and rest and ":" not in plain:
        return None
    return tidy(text[start:end]) if len(text[start:end].split()) > 1 else None
