"""What a criterion is about, from its name: the subject of papers whose cell does not say it."""

from __future__ import annotations

import re

_MEASURE = re.compile(
    r"^(?:(?:tỷ lệ|tỉ lệ|mức độ|số lượng|số vốn|kết quả|chất lượng|tính|tình trạng|công tác|thực hiện|triển khai|"
    r"tổ chức|ban hành|xây dựng|cập nhật|hoàn thiện|hoàn thành|xử lý|khắc phục|tham mưu|việc|các|những|"
    r"quy định về|có|trả lời|về|đánh giá|chế độ|báo cáo(?: đầy đủ, kịp thời)?)[,]?\s+)+(?=\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*\([^()]*\)|\s+(?:trong năm\b.*|theo quy định.*|theo thẩm quyền.*|theo đúng.*|định kỳ (?:hàng|hằng) năm|"
    r"(?:hàng|hằng) năm\b.*|thuộc phạm vi quản lý|thuộc thẩm quyền.*|của tỉnh|của địa phương|tại địa phương|"
    r"khi để xảy ra.*|của các cơ quan, đơn vị thuộc.*)$",
    re.IGNORECASE,
)
_LONGEST = 18
"""Words; a longer name is cut, as titles of papers are shorter than names of criteria."""


def topic_of(name: str) -> str:
    """The topic of a name: `Tỷ lệ hồ sơ TTHC … được giải quyết đúng hạn` → `hồ sơ TTHC … được giải quyết đúng hạn`."""
    text = " ".join(name.split())
    before = None
    while text != before:
        before = text
        text = _TAIL.sub("", text).strip(" ,.;:")
    words = _MEASURE.sub("", text).split()
    topic = " ".join(words[:_LONGEST])
    if len(words) > _LONGEST and topic.rfind(",") > len(topic) // 2:
        topic = topic[: topic.rfind(",")]
    topic = topic.strip(" ,.;:")
    return topic[:1].lower() + topic[1:] if not topic[:2].isupper() else topic


def is_measure(name: str) -> bool:
    """Whether a name begins with what is counted, so that the criterion above it names the matter better."""
    return (
        re.match(r"(?:tỷ lệ|tỉ lệ|mức độ|xử lý|khắc phục|số lượng|kết quả|có|không)\b", name, re.IGNORECASE) is not None
    )
