"""One item of an evidence cell taken apart: kinds of paper, who issues it, what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from criteria.types import TABLE_TYPES
from extractors.document import fold

TABLES = tuple(sorted(TABLE_TYPES, key=lambda name: name == "Biểu mẫu"))
"""A table may be called by any of these; officers do not tell them apart."""

_HEADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:bảng |biểu |biểu mẫu |phụ lục |danh mục |danh sách )?thống kê(?: và xác định| danh sách)?", TABLES),
    (r"(?:bảng |biểu )?tổng hợp", (*TABLES, "Báo cáo")),
    (r"phụ lục|biểu mẫu|bảng|biểu|danh mục|danh sách", TABLES),
    (r"báo cáo số liệu báo cáo|báo cáo chuyên đề(?: đánh giá)?|báo cáo", ("Báo cáo",)),
    (r"thông báo kết luận|kết luận", ("Thông báo", "Kết luận")),
    (r"thông báo", ("Thông báo",)),
    (r"kết quả(?= thanh tra| kiểm tra)", ("Kết luận", "Thông báo", "Báo cáo", "Biên bản")),
    (r"biên bản", ("Biên bản",)),
    (r"quyết định", ("Quyết định",)),
    (r"kế hoạch", ("Kế hoạch",)),
    (r"phương án", ("Phương án",)),
    (r"đề án", ("Đề án",)),
    (r"quy chế", ("Quy chế",)),
    (r"nghị quyết", ("Nghị quyết",)),
    (r"chỉ thị", ("Chỉ thị",)),
    (r"tờ trình", ("Tờ trình",)),
    (r"công văn", ("Công văn",)),
    (r"chương trình", ("Chương trình",)),
    (r"quy trình", ("Quy trình",)),
    (r"hợp đồng", ("Hợp đồng",)),
    (r"văn bản quy phạm pháp luật|vbqppl", ("Nghị quyết", "Quyết định")),
    (r"văn bản|tài liệu|hồ sơ|chứng từ|giấy tờ|chỉ đạo|tlkc|bản mô tả|phiếu|khung năng lực|bản", ()),
)
_HEAD = re.compile("|".join(f"(?P<h{i}>(?:{pattern})(?!\\w))" for i, (pattern, _) in enumerate(_HEADS)), re.IGNORECASE)
_SPEAKING = re.compile(r"bản mô tả|phiếu|khung năng lực")
"""Papers without a type name: what they are called is what they are about."""
_QUANTIFIER = re.compile(r"^(?:(?:tất cả|toàn bộ|các|những|một số|một|\d{1,3})\s+)+", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|/|;|\bvà\b|\bhoặc\b)\s*(?:các\s+|những\s+)?", re.IGNORECASE)
_OR = re.compile(
    r"\s*(?:,|;)?\s+hoặc\s+(?:các\s+|những\s+)?|,\s+(?:các\s+)?(?=(?:thông báo|biên bản|kết luận) \w)", re.IGNORECASE
)
"""What parts alternatives; records, notices and conclusions of an inspection stand for each other."""
_BRACKETS = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)?")
_LISTED = re.compile(r"\(\s*(?:bao\s+)?gồm\s*:?\s*([^()]+)\)", re.IGNORECASE)
"""What a table without a name of its own lists: `Phụ lục thống kê (gồm: …)`."""
_IF_ANY = re.compile(r"\(?\s*nếu có\b[^)]*\)?", re.IGNORECASE)
_COUNT = re.compile(r"(?:ít nhất|tối thiểu)\s+(\d{1,3})\b", re.IGNORECASE)
_OWN = re.compile(
    r"\s*(?:,\s*)?(?:của|tại)\s+(?P<body>(?:ubnd\s+)?(?:các\s+)?(?:tỉnh|thành phố|địa phương|đơn vị|huyện|xã|phường|"
    r"cấp xã|cơ quan, đơn vị|cơ quan|sở|sở, ngành|tỉnh, thành phố|bộ, ngành))"
    r"(?=$|[\s,.;:(/-]*(?:$|về\b|bằng\b|hoặc\b|trong\b|và\b|hằng\b|hàng\b|năm\b|theo\b|định kỳ\b|đã\b))",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\s*của\s+(?P<body>(?:các\s+)?(?:cấp|cơ quan|đơn vị)[^,;.()]{0,40}?(?:có thẩm quyền|"
    r"thanh tra, kiểm tra có thẩm quyền|cấp trên|thanh tra, kiểm tra)|cấp trên)",
    re.IGNORECASE,
)
_AUTHORITY_FIRST = re.compile(r"^\s*(?:của\s+)?(?:cấp|cơ quan) có thẩm quyền\s+(?=\S)", re.IGNORECASE)
_NAMED = re.compile(
    r"\s*của\s+(?P<body>(?:Tỉnh ủy|Thành ủy|Sở|Bộ|Thanh tra|HĐND|UBND|Ban|Chủ tịch|Văn phòng)\b[^;.()]{0,60})"
)
_TAIL = re.compile(
    r"[\s,]*\b(?:theo (?:kế hoạch, |chỉ đạo|quy định|yêu cầu|đề nghị|hướng dẫn)|gửi (?:bộ|sở|ubnd|cấp)|kèm theo|"
    r"trong đó|đối với từng|tính đến|địa chỉ tuyên truyền|có liên quan|liên quan đến theo|bằng các hình thức|"
    r"được ban hành|đã ban hành theo|nêu rõ|trên địa bàn (?:tỉnh|huyện|xã|địa phương)|tại thời điểm|dựa trên|"
    r"để làm|so với|theo kiến nghị|"
    r"và báo cáo có liên quan|và báo cáo kết quả thực hiện các nhiệm vụ)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_FILLER = re.compile(
    r"\b(?:(?:của|trong)\s+)?năm đánh giá\b|\btrong năm\b(?!\s+\d)|\b(?:hàng|hằng) năm\b|\bđịnh kỳ(?:, đột xuất)?\b|"
    r"(?:,|\bvà\b)?\s*(?:theo )?chuyên đề(?=\s|$)|\bđột xuất\b(?: và)?|\bcụ thể\b|"
    r"\bthể hiện (?:các |nội dung )*(?:đã )?(?:được )?|\bchứng minh (?:về )?(?:việc )?|\bliên quan đến (?:việc )?|"
    r"\bcó thể\b.*$",
    re.IGNORECASE,
)
_RELATED = re.compile(r"^\s*(?:có )?liên quan(?:\s+(?:đến|về|tới))?(?:\s+việc)?\s+(?=\S)", re.IGNORECASE)
_PERIODS = re.compile(r"[\s,]*\b(?:quý\s+(?:[IVX]+|\d)|0?[69]\s+tháng)\b.*$", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\bnăm (?:trước liền kề|trước)\b", re.IGNORECASE)
_YEAR_END = re.compile(r"\bnăm$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:về|của|đã|việc|nội dung|các|những|có|là|cho|sản phẩm|tình hình|kết quả|được|"
    r"cho địa phương về)\s+)+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An item understood: `types` empty for any paper; `objects` what each alternative is about, cleaned.

    `bodies` names issuers as printed, `own` when it is the unit that is judged; `parts` gives a further phrase for a
    plan and its report that stand in one item.
    """

    heads: tuple[str, ...]
    types: tuple[str, ...]
    objects: tuple[str, ...]
    own: bool
    bodies: tuple[str, ...]
    authority: bool
    optional: bool
    count: int
    last_year: bool
    further: tuple[Phrase, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it is a table, which has no number of its own but must be signed and sealed."""
        return bool(self.types) and self.types[: len(TABLES)] == TABLES


def understand(item: str) -> Phrase | None:
    """The phrase of an item, or None where it does not begin with a kind of paper."""
    optional = _IF_ANY.search(item) is not None
    count = int(match[1]) if (match := _COUNT.search(item)) else 1
    listed = _LISTED.search(item)
    plain = _BRACKETS.sub(" ", _IF_ANY.sub(" ", item)).strip()
    alternatives = [part for part in _OR.split(plain) if part.strip()]
    heads, rest = _heads(alternatives[0]) if alternatives else ((), "")
    if not heads:
        return None
    if _SPEAKING.fullmatch(heads[-1].name):
        rest = f"{heads[-1].name}{rest}"
    if listed and not rest.strip():
        rest = f" {listed[1]}"
    optional = optional or heads[0].name.startswith("kết quả")  # only who was inspected has results to show
    names, types, objects = [h.name for h in heads], list(_types(heads)), [rest]
    loose = any(not h.types for h in heads)
    for part in alternatives[1:]:
        more, about = _heads(part)
        if not more:
            objects[-1] = f"{objects[-1]} hoặc {part}"
            continue
        more_types = _types(more)
        if not more_types:
            # "hoặc tài liệu có liên quan": any paper would do, and then the kind named first says nothing.
            if _clean(about):
                objects.append(about)
            continue
        names += [h.name for h in more]
        types += [t for t in more_types if t not in types]
        if not objects[-1].strip():
            objects.pop()
        objects.append(about)
    objects = [_TAIL.sub("", _RELATED.sub(" ", text)) for text in objects]
    # Any paper of any body, or a report of one's own: only the first could say whose.
    own = any(_OWN.search(text) for text in (objects[:1] if loose else objects))
    authority = any(_OTHER.search(text) or _AUTHORITY_FIRST.search(text) for text in objects)
    bodies = tuple(dict.fromkeys(b for text in objects for b in _bodies(text)))
    last_year = _LAST_YEAR.search(plain) is not None and not re.search(r"so với năm trước|và năm trước", plain)
    cleaned = [_clean(text) for text in objects]
    further: tuple[Phrase, ...] = ()
    if _is_plan_and_report(heads, alternatives[0]):
        further = (Phrase(("báo cáo",), ("Báo cáo",), tuple(cleaned), own, bodies, authority, optional, 1, last_year),)
        names, types, cleaned = ["kế hoạch"], ["Kế hoạch"], [re.sub(r"^kết quả\s+", "", c) for c in cleaned]
    return Phrase(
        tuple(names),
        () if loose else tuple(types),
        tuple(dict.fromkeys(text for text in cleaned if text)),
        own,
        bodies,
        authority,
        optional,
        count,
        last_year,
        further,
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """A kind of paper as printed, and the types that it stands for."""

    name: str
    types: tuple[str, ...]


def _heads(text: str) -> tuple[tuple[_Head, ...], str]:
    """The kinds of paper with which a text begins, and what follows them."""
    rest = _QUANTIFIER.sub("", text.strip())
    heads: list[_Head] = []
    while True:
        match = _HEAD.match(rest)
        if match is None or not match.group():
            break
        number = next(i for i in range(len(_HEADS)) if match.group(f"h{i}") is not None)
        heads.append(_Head(match.group().lower(), _HEADS[number][1]))
        after = rest[match.end() :]
        joint = _JOINT.match(after)
        following = after[joint.end() :] if joint else ""
        if joint is None or not joint.group().strip() or not _HEAD.match(_QUANTIFIER.sub("", following)):
            return tuple(heads), after
        rest = _QUANTIFIER.sub("", following)
    return tuple(heads), rest


def _types(heads: Sequence[_Head]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for head in heads for t in head.types))


def _is_plan_and_report(heads: Sequence[_Head], text: str) -> bool:
    return [h.name for h in heads] == ["kế hoạch", "báo cáo"] and re.search(
        r"kế hoạch\s*(?:,|và)\s*báo cáo", text, re.I
    ) is not None


def _bodies(text: str) -> tuple[str, ...]:
    match = _NAMED.search(text)
    if match is None:
        return ()
    found = []
    for part in re.split(r",\s*(?=[A-ZĐ])|\s+và\s+(?=[A-ZĐ])", match["body"]):
        name = re.split(r"\s+(?:về|theo|trong|đối với|gửi|trên|giao|phê duyệt)\s", part.strip())[0].strip(" ,")
        if name:
            found.append(name)
    return tuple(found)


def _clean(text: str) -> str:
    """What a paper is about: without issuer, tail clauses, fillers."""
    text = _RELATED.sub(" ", _BRACKETS.sub(" ", text))
    text = _AUTHORITY_FIRST.sub("", text)
    text = _COUNT.sub("", text)
    text = _TAIL.sub("", text)
    text = _OTHER.sub(" ", text)
    named = _NAMED.search(text)
    if named:
        text = text[: named.start()]
    text = _OWN.sub(" ", text)
    text = _PERIODS.sub("", _LAST_YEAR.sub("", text))
    text = _FILLER.sub(" ", text)
    text = _TAIL.sub("", " ".join(text.split()))
    text = _YEAR_END.sub("", " ".join(text.split()).strip(" ,.;:-/"))
    text = _LEADING.sub("", text.strip(" ,.;:-/"))
    text = re.sub(r"(?:\s+(?:và|của|về|trong|theo|cho))+$", "", text)
    text = re.sub(r"\s+(?:trở lên|khác nhau)$", "", text)
    text = re.sub(r"\b(\w+ \w+) \1\b", r"\1", text)
    return _shortened(text.strip(' ,.;:-/”"'))


def _shortened(text: str) -> str:
    """The first words of a long object, up to a comma where one stands late enough: subjects of papers are short."""
    words = text.split()
    if len(words) <= _LONGEST:
        return text
    kept = " ".join(words[:_LONGEST])
    comma = kept.rfind(",")
    return (kept[:comma] if comma > len(kept) // 2 else kept).strip(" ,")


_SHORTEST, _LONGEST = 3, 26
"""Syllables of an object that names a topic, and of one that a title could hold."""

_EMPTY_WORDS = frozenset(
    fold(
        "kết quả thực hiện kiểm tra thanh tra xử lý văn bản nội dung các vấn đề phát hiện kết luận theo quy định hoàn"
        " thành có liên quan chỉ đạo nhiệm vụ được giao đã ban hành giải quyết qua việc tài liệu và hoặc của thẩm quyền"
        " minh triển khai đối với từng những năm thể hiện báo cáo tỉnh địa phương kiến nghị nói trên định kỳ chế độ đơn"
        " vị kế hoạch"
    ).split()
)
"""Words that any object may hold without saying what it is about, folded."""


def is_vague(text: str) -> bool:
    """Whether an object names no topic of its own (`kết luận kiểm tra`, `công nhận`): the criterion must say it."""
    own = [word for word in re.findall(r"\w+", fold(text)) if word not in _EMPTY_WORDS]
    return not own or len(text.split()) < _SHORTEST
