"""Deadlines as official papers word them: `trước ngày 23/02/2024`, `chậm nhất 10h00' ngày 19/3/2024`, `trong quý II`.

A sentence gives its deadlines with the words they stand in.  A day is never made up: a term counted from an event that
the paper does not date (`05 ngày làm việc kể từ ngày nhận được văn bản`) has no day, and a day that the calendar does
not have is told as such.  A reported period (`trong 9 tháng đầu năm`) is no deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from criteria.days import after_working_days, in_last_month, month_end, quarter
from criteria.plain_text import flat


class Bound(StrEnum):
    """Whether the named day itself is still in time."""

    BEFORE = "before"
    """`trước ngày …`: the day before is the last one."""
    BY = "by"
    """`chậm nhất …`, `đến hết …`: the day counts."""
    WITHIN = "within"
    """`trong tháng …`: any day of a period."""


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline in a sentence.

    `text` are its words, `at` where they begin; `day` is the day named, the last one of a period, or None when the
    words give none; `begins` the first day of a period.  `problem` says, in Vietnamese, why there is no day.
    """

    text: str
    at: int
    bound: Bound
    day: date | None = None
    hour: time | None = None
    begins: date | None = None
    problem: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day that is in time."""
        if self.day is not None and self.bound is Bound.BEFORE and self.hour is None:
            return self.day - timedelta(days=1)
        return self.day


_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ROMAN = ("I", "II", "III", "IV")

_YEAR = r"(?:\s*(?:/|-|,?\s*(?:cua\s+)?nam\s)\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
_DATE = (
    r"(?:ngay\s+)?(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)(?P<month>\d{1,2})(?!\d)"
    r"(?:(?:\s*[/.-]\s*|,?\s+nam\s+)(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_HOUR = r"(?:(?P<hour>\d{1,2})\s*(?:h|g|gio|:)\s*(?P<minute>\d{2})?\s*(?:'|’|phut|p)?(?:\s*,)?\s+)?"
_DOING = r"(?:hoan thanh|thuc hien|gui|nop|bao cao|chot|cuoi|xong)"
_BY = (
    r"(?:cham nhat|muon nhat|han cuoi(?: cung)?|den het|khong (?:qua|muon hon|cham hon)|"
    rf"(?:(?:thoi han|han)(?:\s+{_DOING})*|thoi gian(?:\s+{_DOING})+)\s*:|xong|hoan thanh)"
    r"(?:\s+(?:la|vao|den|trong|het|luc|xong))*\s*:?\s+"
)
_ON_DAY = re.compile(rf"\b(?P<before>(?:{_BY})?truoc\s+)?(?P<by>{_BY})?{_HOUR}{_DATE}")
_PERIOD = (
    r"(?P<word>thang\s+(?P<month>\d{1,2})(?!\d)|quy\s+(?P<quarter>iv|i{1,3}|[1-4])\b|"
    r"(?P<half>0?6|sau)\s+thang\s+(?P<side>dau|cuoi)\s+nam\b|(?P<nine>0?9)\s+thang\s+dau\s+nam\b|(?P<whole>nam)\b)"
)
_PERIOD_YEAR = r"(?:\s*(?:/|,?\s*(?:cua\s+)?nam\s|(?<=nam)\s)\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
_IN_PERIOD = re.compile(
    rf"\b(?P<cue>trong|{_BY}(?:trong\s+)?(?:cuoi\s+|het\s+)?){_PERIOD}{_PERIOD_YEAR}".replace(
        "(?P<cue>trong|", r"(?P<cue>trong\s+|truoc\s+cuoi\s+|truoc\s+khi\s+(?:het|ket thuc)\s+|"
    )
)
_TERM = re.compile(
    r"\b(?:trong\s+(?:thoi\s+han|thoi\s+gian|vong)\s+|cham\s+nhat\s+(?:la\s+|trong\s+|sau\s+)?|khong\s+qua\s+|sau\s+)"
    r"(?P<count>\d{1,3})\s*(?:\([^)]*\)\s*)?ngay(?P<working>\s+lam\s+viec)?\s*,?\s*(?:ke\s+tu|tinh\s+tu|tu|sau)\s+"
    rf"(?:{_DATE}|(?P<event>(?:ngay\s+|khi\s+)?[^.,;()]{{3,80}}))"
)
_LAST_MONTH = re.compile(
    r"\b(?P<cue>truoc|cham\s+nhat(?:\s+la|\s+vao)?|vao|den)\s+(?:ngay\s+)?(?P<day>\d{1,2})\s+(?:cua\s+)?"
    r"(?:thang\s+cuoi|cuoi\s+thang)\s+(?:cua\s+)?(?:moi\s+|hang\s+|tung\s+)?(?P<what>quy|ky)(?:\s+bao\s+cao)?"
    r"(?:\s+(?P<quarter>iv|i{1,3}|[1-4])\b(?!\s*[.)]))?" + _YEAR
)
_PASSED = re.compile(r"(?:(?:da|duoc|co hieu luc|phat sinh|thanh lap)\s+(?:ban hanh\s+|ky\s+)?)$")
_TASK = re.compile(
    r"\b(?:hoan thanh|to chuc|thuc hien|xong|gui|nop|bao cao|ban hanh|xay dung|cong bo|tham dinh|thoi gian|thoi han|"
    r"trinh|trien khai|ra soat|tham muu|huong dan|cap nhat|cham diem|tong hop|khac phuc|kiem tra|phe duyet)\b"
)
_COUNTED = re.compile(r"\b(?:du kien|phat sinh|ty le|da (?!duoc giao)|so luong|dat duoc|tiep nhan|giai quyet)")
_VERB = re.compile(r"(?:(?:hoan thanh|xong)\s+|(?:thoi han|han|thoi gian)[^:]*:\s*)+")


def dues_in(sentence: str, *, issued: date | None = None) -> tuple[Due, ...]:
    """The deadlines of one sentence, in order.

    `issued` is the date of the paper: a day without a year is the first such day not before it, and a term counted
    from the day of issue begins there.  The sentence has single spaces.
    """
    plain = flat(sentence)
    taken: list[tuple[int, int]] = []
    found: list[Due] = []
    for finder in (_series, _terms, _days, _periods):
        for start, end, due in finder(plain, issued):
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                verb = _VERB.match(plain, start, end)
                words = sentence[verb.end() if verb else start : end].strip(" ,;:(")
                found.append(Due(words, start, due.bound, due.day, due.hour, due.begins, due.problem))
    return tuple(sorted(found, key=lambda due: due.at))


_Found = Iterator[tuple[int, int, Due]]


def _days(plain: str, issued: date | None) -> _Found:
    for match in _ON_DAY.finditer(plain):
        if not (match["before"] or match["by"]) or _PASSED.search(plain[: match.start()]) or _is_share(match):
            continue
        if "den het" in (match["by"] or "") and not _is_end(plain, match):
            continue
        bound = Bound.BEFORE if match["before"] else Bound.BY
        hour, wrong = _hour(match)
        day, problem = _day(match, issued)
        yield match.start(), match.end(), Due("", 0, bound, day, hour, None, problem or wrong)


def _is_share(match: re.Match[str]) -> bool:
    """Whether it is no date but a share or a count: `hoàn thành 45/45 nhiệm vụ`."""
    if match["year"] or re.search(r"\bngay\s", match.group()):
        return False
    verb = re.match(r"(?:hoan thanh|xong)\s+\d", match.group()) is not None
    return verb or not (1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12)


def _is_end(plain: str, match: re.Match[str]) -> bool:
    """Whether `đến hết …` ends a task; a state of affairs is told up to a day too (`tính đến hết ngày … là …`)."""
    before, after = plain[: match.start()], plain[match.end() :]
    if re.search(r"\b(?:tinh|luy ke|tu|thi diem|phan dau)\b[^,;]*$", before):
        return False
    if re.match(r"\s*,?\s*(?:la|dat|co|tong|toan|muc)\b", after):
        return False
    return _TASK.search(before) is not None or _TASK.search(after) is not None


def _periods(plain: str, issued: date | None) -> _Found:
    for match in _IN_PERIOD.finditer(plain):
        cue = " ".join(match["cue"].split())
        finishing = cue != "trong" or re.search(r"\b(?:hoan thanh|xong)\s+$", plain[: match.start()]) is not None
        if (match["half"] or match["nine"] or match["whole"]) and not finishing:
            continue  # `trong 9 tháng đầu năm` is what a report is about
        if match["whole"] and not match["year"]:
            continue
        if not finishing and not _is_task(plain, match):
            continue
        if "den het" in cue and not _is_end(plain, match):
            continue
        bound = Bound.WITHIN if cue.endswith("trong") or not re.search(r"\b(?:cuoi|het|truoc)\b", cue) else Bound.BY
        year = int(match["year"]) if match["year"] else issued.year if issued else None
        if year is None:
            yield match.start(), match.end(), Due("", 0, bound, problem="không ghi năm")
            continue
        begins, day = _span(match, year)
        if day is None:
            problem = f"không có tháng {match['month']}"
            yield match.start(), match.end(), Due("", 0, bound, problem=problem)
        else:
            yield match.start(), match.end(), Due("", 0, bound, day, begins=begins)


def _is_task(plain: str, match: re.Match[str]) -> bool:
    """Whether a bare `trong quý II` says when something is to be done, and not when something was counted."""
    before, after = plain[: match.start()], plain[match.end() :]
    if _COUNTED.search(before):
        return False
    return _TASK.search(before or after) is not None and not (not before and _COUNTED.search(after))


def _span(match: re.Match[str], year: int) -> tuple[date | None, date | None]:
    if match["month"]:
        month = int(match["month"])
        return (date(year, month, 1), month_end(year, month)) if 1 <= month <= 12 else (None, None)
    if match["quarter"]:
        return quarter(year, _QUARTERS[match["quarter"]])
    if match["half"]:
        first = match["side"] == "dau"
        return (date(year, 1, 1), date(year, 6, 30)) if first else (date(year, 7, 1), date(year, 12, 31))
    return date(year, 1, 1), date(year, 9, 30) if match["nine"] else date(year, 12, 31)


def _terms(plain: str, issued: date | None) -> _Found:
    for match in _TERM.finditer(plain):
        base: date | None
        if match["event"] is None:
            base, problem = _day(match, issued)
        elif re.match(r"(?:ngay\s+)?(?:ky|ban hanh|phat hanh)\b", match["event"]):
            base, problem = issued, "" if issued else "văn bản không có ngày ban hành đọc được"
        else:
            base, problem = None, "tính từ một sự kiện không ghi ngày"
        day = None
        if base is not None:
            count = int(match["count"])
            day = after_working_days(base, count) if match["working"] else base + timedelta(days=count)
        yield match.start(), match.end(), Due("", 0, Bound.BY, day, problem=problem)


def _series(plain: str, issued: date | None) -> _Found:
    """`trước ngày 20 của tháng cuối quý`: one deadline for a named quarter, one per quarter of the year otherwise."""
    for match in _LAST_MONTH.finditer(plain):
        bound = Bound.BEFORE if match["cue"] == "truoc" else Bound.BY
        year = int(match["year"]) if match["year"] else issued.year if issued else None
        if year is None:
            yield match.start(), match.end(), Due("", 0, bound, problem="không ghi năm")
            continue
        named = _ROMAN[_QUARTERS[match["quarter"]] - 1] if match["quarter"] else None
        ends = [in_last_month(year, f"quý {q}", int(match["day"])) for q in ([named] if named else _ROMAN)]
        day = next((end for end in ends if issued is None or end >= issued), ends[-1])
        problem = "" if named else f"định kỳ: {', '.join(f'{end.day}/{end.month}/{end.year}' for end in ends)}"
        yield match.start(), match.end(), Due("", 0, bound, day, problem=problem)


def _day(match: re.Match[str], issued: date | None) -> tuple[date | None, str]:
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        years = [int(match["year"])]
    elif issued is None:
        return None, "không ghi năm"
    else:
        years = [issued.year, issued.year + 1]
    shown = f"{match['day']}/{match['month']}" + (f"/{match['year']}" if match["year"] else "")
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if match["year"] or issued is None or found >= issued:
            return found, ""
    return None, f"ngày {shown} không có trong lịch"


def _hour(match: re.Match[str]) -> tuple[time | None, str]:
    if match["hour"] is None:
        return None, ""
    try:
        return time(int(match["hour"]), int(match["minute"] or 0)), ""
    except ValueError:
        return None, f"không có giờ {match['hour']}h{match['minute'] or ''}"
