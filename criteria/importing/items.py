"""The items of an evidence cell, and which of them are documents at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import fold

_MARKER = re.compile(r"^(?:[-–+•*◦▪]+|\(?\d{1,2}[.)]|[a-zđ]\))\s*")
_SENTENCE = re.compile(r"(?<=[a-zà-ỹđ)A-Z])\.\s+(?=[A-ZĐÀ-Ỹ])")
_BESIDE = re.compile(
    r"[,;]?\s+và\s+(?=(?:các\s+)?(?:kết quả (?:theo dõi|đánh giá)|dữ liệu (?:thẩm định|do)|số liệu (?:do|của))\b)",
    re.IGNORECASE,
)
"""What another body supplies beside the document asked for."""
_NEXT_LIST = re.compile(r"(?<=[.;)])\s+[-–+]\s+(?=\S)|,\s+(?=các (?:văn bản|báo cáo|quyết định|tài liệu|kế hoạch)\s)")
"""An item that a full line glued to the one before, or a further paper in the plural."""
_NEXT_PAPER = re.compile(
    r"(của (?:tỉnh|địa phương|đơn vị|xã|huyện|sở))\s+(?=(?:Báo cáo|Kế hoạch|Bảng|Biểu|Quyết định|Biên bản|Danh mục|"
    r"Thông báo|Văn bản|TLKC)\s)"
)
_LABEL = re.compile(r"^Về [^:;.]{3,60}:\s*")
_ASKING = re.compile(
    r"^(?:cung cấp|gửi(?: đại diện)?|kèm theo|đính kèm|nộp|trường hợp có)\s+(?:các\s+)?", re.IGNORECASE
)

_OTHERS = re.compile(
    r"(?:cac |nhung )?(?:tlkc|(?:hinh anh, )?(?:tai lieu|van ban)(?: kiem chung| minh chung)?)(?: co)?"
    r"(?: khac| (?:co )?lien quan(?: khac)?)+(?: co lien quan)?(?: \(?neu co\)?)?|"
    r"tlkc(?: \(?neu co\)?)?|(?:cac )?(?:bao cao|van ban) khac\b(?! phuc\b).*"
)
"""`TLKC khác (nếu có)`: asks for nothing in particular."""
_NO_DOCUMENT = re.compile(
    r"giai trinh|truong hop\b|doi voi\b|luu y|ghi chu|nam \d{4},|"
    r"(?:cac )?(?:duong (?:dan|link)|link|dia chi|lien ket)|"
    r"(?:cac )?(?:hinh anh|anh chup|video|phong su|san pham|clip)|"
    r"(?:cac )?(?:so lieu|du lieu|thong tin)\b|su dung so lieu|"
    r"(?:cac )?ket qua (?:theo doi|danh gia|cong khai|tren|khao sat|dieu tra|tham dinh|xep loai|do)|"
    r"(?:cac )?(?:co so du lieu|csdl|cong (?:dvc|dich vu|thong tin|ttdt)|he thong|phan mem|website|trang thong tin)|"
    r"kiem tra truc tiep|dua tren|can cu|hoi dong|cac dia phuong|dia phuong (?:co|khong)|"
    r"(?:bo|van phong chinh phu|so|ubnd)\b.{0,60}(?:theo doi|danh gia|cham diem|cung cap|tham dinh)"
)
_SUPPLIED = re.compile(r"\(?(?:\w+ )?do (?:bo|so|van phong|hoi dong|cuc|nganh|co quan)[^()]{0,60}cung cap")
_AND_PAPERS = re.compile(r"^(?:các\s+)?hình ảnh\s*[,/]\s*(?=văn bản)", re.IGNORECASE)


def items_of(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The items of a cell in printed order, markers and closing stops removed; sentences and `;` part them."""
    return tuple(dict.fromkeys(item for paragraph in paragraphs for item in _items(paragraph)))


def asks_nothing(item: str) -> bool:
    """Whether an item is the open offer of further evidence that ends most cells."""
    return _OTHERS.fullmatch(_plain(item)) is not None


def is_note(item: str) -> bool:
    """Whether an item is no document: a link, a screenshot, a figure, an explanation, another's findings."""
    text = _plain(item)
    return _NO_DOCUMENT.match(text) is not None or _SUPPLIED.search(text) is not None


def as_document(item: str) -> str:
    """The item without what only says that it is to be handed in: `Cung cấp các văn bản …` → `văn bản …`."""
    return _AND_PAPERS.sub("", _ASKING.sub("", _LABEL.sub("", item)))


def _items(paragraph: str) -> Iterator[str]:
    text = _NEXT_PAPER.sub(r"\1; ", _MARKER.sub("", paragraph.strip()))
    for part in _outside_brackets(_NEXT_LIST.sub("; ", text)):
        for sentence in _SENTENCE.split(part):
            for piece in _BESIDE.split(sentence):
                item = _MARKER.sub("", piece.strip()).strip(' .;:”"')
                if item and not re.fullmatch(r"\(.*\)", item):
                    yield item


def _outside_brackets(text: str) -> Iterator[str]:
    """The text cut at semicolons that stand in no brackets."""
    depth, start = 0, 0
    for i, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == ";" and depth <= 0:
            yield text[start:i]
            start = i + 1
    yield text[start:]


def _plain(item: str) -> str:
    return fold(as_document(item)).strip(" .;,")
