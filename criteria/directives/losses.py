"""Points lost, component by component, as the annex of a directive lists them with their reasons.

A field states what it scored (`Lĩnh vực 5. …: điểm tự chấm đạt 6,25 điểm/9 điểm`), then what it lost and by which
components (`0,5 điểm Mục 5.4.2 …, lý do: …`).  Sums are people's own arithmetic: `FieldScore.slip` tells their errors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from criteria.directives.codes import CODE, field_number
from criteria.directives.model import FieldScore, Loss
from criteria.directives.paragraphs import Paragraph
from criteria.plain_text import flat

_POINTS = r"\d{1,3}(?:[.,]\d{1,3})?"
_ITEM_WORD = r"(?:muc|tieu chi thanh phan|tieu chi|tctp|tc)"
_ITEM = re.compile(
    rf"(?:(?:tru|mat|giam)\s+)?(?P<points>{_POINTS})\s*diem\b[^.;:]{{0,40}}?\b{_ITEM_WORD}\s+(?P<code>{CODE})"
)
_ITEM_AFTER = re.compile(
    rf"(?:{_ITEM_WORD}\s+)?(?P<code>{CODE})(?P<name>[^;]{{0,300}}?)\b(?:bi\s+)?(?:tru|mat|giam)\s+(?P<points>{_POINTS})\s*diem\b"
)
_FIELD = re.compile(
    r"linh vuc\s+(?P<code>\d{1,2}|(?:i{1,3}|iv|vi{0,3}|ix|x)\b)\s*[.:]?\s*(?P<name>.*?)[\s:,-]*"
    rf"(?:diem\s+)?(?:tu cham|cham)(?:\s+diem)?\s+(?:dat|duoc)\s+(?P<scored>{_POINTS})\s*(?:diem|d)?\s*/+\s*"
    rf"(?P<max>{_POINTS})\s*(?:diem|d)\b"
)
_STATED = re.compile(rf"\b(?:tru|mat)\s+(?P<a>{_POINTS})\s*diem|(?P<b>{_POINTS})\s*diem\s+(?:chua|khong|bi)\b")
_REASON = re.compile(
    r"[,;.]?\s*\(?\b[Ll]ý do\b\s*:?\s*|(?<=[\w)])\.\s+|:\s+(?=[A-ZĐÀ-Ỹ])|[,;]?\s+(?=(?:mục này|nội dung này|vì|do)\s)"
)
_FIELD_REASON = re.compile(r"\b(?:do|vì|lý do:?)\s+(?P<reason>.+)$")


def losses_of(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Loss, ...], tuple[FieldScore, ...]]:
    """The losses in printed order, and the fields with their sums."""
    losses: list[Loss] = []
    fields: list[FieldScore] = []
    group: list[Loss] = []
    head: re.Match[str] | None = None
    words = ""

    def close() -> None:
        nonlocal group
        if head is not None:
            fields.append(_field(head, words, group, losses))
        losses.extend(group)
        group = []

    for paragraph in paragraphs:
        plain = flat(paragraph.text)
        found = _FIELD.match(plain)
        if found is not None:
            close()
            head, words = found, paragraph.text
            rest = paragraph.text[found.end() :]
            inner = _ITEM.search(flat(rest))
            group = [_loss(inner, rest)] if inner is not None else []
        elif (item := item_of(paragraph)) is not None:
            if head is not None and item.code.split(".")[0] != field_number(head["code"]):
                close()  # the score of its own field could not be read
                head = None
            group.append(item)
        elif paragraph.level == 0:
            close()
            head = None
    close()
    return tuple(losses), tuple(fields)


def item_of(paragraph: Paragraph) -> Loss | None:
    """The loss that a paragraph of its own tells, or None."""
    plain = flat(paragraph.text)
    match = _ITEM.match(plain)
    if match is not None:
        return _loss(match, paragraph.text)
    text = f"{paragraph.code} {paragraph.text}" if paragraph.code else paragraph.text
    match = _ITEM_AFTER.match(flat(text))
    if match is None:
        return None
    name = text[match.start("name") : match.end("name")]
    reason = re.sub(r"^\W*(?:lý do\s*:?|do|vì)\s+", "", text[match.end() :], flags=re.IGNORECASE)
    return Loss(match["code"], _number(match["points"]), _shown(name), _shown(reason))


def field_of(paragraph: Paragraph) -> str | None:
    """The number of the field whose score a paragraph states."""
    match = _FIELD.match(flat(paragraph.text))
    return field_number(match["code"]) if match is not None else None


def _loss(match: re.Match[str], text: str) -> Loss:
    name, reason = _split(text[match.end() :])
    return Loss(match["code"], _number(match["points"]), name, reason)


def _split(rest: str) -> tuple[str, str]:
    rest = re.sub(r"^[\s:,.-]*(?:về\s+)?", "", rest)
    cut = _REASON.search(rest)
    if cut is None:
        return _shown(rest), ""
    return _shown(rest[: cut.start()]), _shown(re.sub(r"^(?:[Dd]o|[Vv]ì)\s+", "", rest[cut.end() :]))


def _field(head: re.Match[str], text: str, group: list[Loss], before: list[Loss]) -> FieldScore:
    """The field's sums; a loss without any component is put into the group as one of the field itself."""
    code = field_number(head["code"])
    name = _shown(text[head.start("name") : head.end("name")])
    rest = text[head.end() :]
    found = _STATED.search(flat(rest))
    stated = _number(found["a"] or found["b"]) if found is not None else None
    if stated and not group:
        reason = _FIELD_REASON.search(rest[found.end() :] if found else "")
        group.append(Loss(code, stated, name, _shown(reason["reason"]) if reason else ""))
    items = round(sum(loss.points for loss in group), 4) if group else None
    return FieldScore(code, name, _number(head["scored"]), _number(head["max"]), stated, items)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _shown(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:.-")
