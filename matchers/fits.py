"""The pieces of evidence that a document is of the required kind, each a factor and a sentence.

Factors multiply: a document must fit in *every* respect.  One sure contradiction (about 0.5) leaves a
document on offer, so that the verdict can say "sai cơ quan ban hành"; two take it away.  Something not
read (`UNKNOWN`) lowers it below what is accepted without a look, and no further.
"""

from __future__ import annotations

from datetime import date

from criteria.issuers import Likeness, compare_bodies
from criteria.model import Window
from criteria.types import comparable, is_numbered
from criteria.wording import written_date, written_list
from extractors.document import State, fold
from matchers.features import Asked, Shown
from matchers.hints import FIELD, strength
from matchers.periods import OTHER_PERIOD, PART, period_fit, year_fit
from matchers.text import ACTIVITIES, contains, echoes, expand

Piece = tuple[float, str]
"""A factor above 0 and up to about 1, and a Vietnamese reason, empty where there is nothing to say."""

UNKNOWN = 0.72
"""The field could not be read."""
NOT_PRINTED = 0.95
"""The field is missing, as it mostly is on tables and annexes, which bear no letterhead."""
UNSURE_MATCH = 0.96
"""The field fits, but was read with doubt."""
UNSURE_MISMATCH = 0.68
"""The field does not fit, but was read with doubt."""
MISMATCH = 0.56
"""The field surely does not fit."""
OPPOSITE = 0.45
"""A plan where a report is asked for, or the reverse: another paper, not a stage of the same one as a Tờ trình is."""
NEGATIVE = 0.3
"""A word that the requirement rules out stands in the subject."""
HINT_GAIN = 0.35
"""Share of what the subject lacks that a folder with the code of the criterion makes up for."""
ELSEWHERE = 0.97
"""Factor of a subject whose document lies in the folder of another criterion."""
EARLY = 0.72
"""The period fits but the date does not fit the period."""
STRANGE = 0.0
"""A word of the subject was not read.  It does not make the kind less likely, but nothing is sure without a look
(`matchers.scoring.Evidence.caps`)."""
LACKING = 0.55
"""Factor of a subject without the activity asked for; milder than another activity: a word can be lost in reading."""
CONTRASTS = (("cong chuc", "vien chuc"), ("vien chuc", "cong chuc"), ("bien che hanh chinh", "vien chuc"))
"""Whom a paper is about and whom the requirement: neighbouring components ask for one each, and a paper that names both
serves both.  The posts of administrations are those of công chức."""
_SHORT_TOPIC = 2
"""Spaces from which a topic has words enough to be compared by likeness."""
_NEAR_END_DAYS = 75
_YEAR_DAYS = 330
_ONE_YEAR_ONLY = 250
_PLANS = frozenset(map(fold, ("Kế hoạch", "Chương trình", "Đề án", "Phương án")))
_RESULTS = frozenset(map(fold, ("Báo cáo", "Biên bản")))
_AFTER_END_DAYS = 30
_INSPECTION = frozenset(("thanh tra", "kiem tra"))
_INSPECTED = ("thanh tra kiem tra", "kiem tra thanh tra")
"""Said in one breath: "kết luận thanh tra, kiểm tra"."""


def type_fit(asked: Asked, shown: Shown) -> Piece:
    """Kind of paper; a decision that promulgates a plan counts as the plan (`criteria.types.counts_as`)."""
    if not asked.types:
        return 1.0, ""
    name = shown.document.text_of("loai_van_ban")
    if not shown.types:
        return UNKNOWN, "chưa đọc được loại văn bản"
    common = asked.types & shown.types
    if common:
        if name is not None and comparable(name) not in common:
            return UNSURE_MATCH if not shown.type_sure else 0.99, f"{name} được tính là {asked.requirement.types[0]}"
        return (
            (1.0, f"loại văn bản khớp: {name}")
            if shown.type_sure
            else (UNSURE_MATCH, "loại văn bản khớp (đọc chưa chắc)")
        )
    wanted = written_list(asked.requirement.types)
    if shown.type_sure:
        opposite = (asked.types <= _PLANS and shown.types & _RESULTS) or (
            asked.types <= _RESULTS and shown.types & _PLANS
        )
        return OPPOSITE if opposite else MISMATCH, f"loại văn bản là {name}, cần {wanted}"
    return UNSURE_MISMATCH, f"loại văn bản có thể là {name}, cần {wanted}"


def issuer_fit(asked: Asked, shown: Shown) -> Piece:
    """Issuing body; no list, or `any`, takes all."""
    if not asked.issuers:
        return 1.0, ""
    if shown.issuer is None:
        if not is_numbered(shown.document):
            return NOT_PRINTED, "bảng, phụ lục không ghi cơ quan"
        return UNKNOWN, "chưa đọc được cơ quan ban hành"
    likeness = {compare_bodies(shown.issuer, name) for name in asked.issuers}
    if Likeness.SAME in likeness and shown.issuer_sure:
        return 1.0, f"đúng cơ quan ban hành: {shown.issuer}"
    if likeness != {Likeness.DIFFERENT}:
        if shown.issuer_sure:
            return UNSURE_MATCH, f"đúng loại cơ quan ban hành, không ghi địa phương: {shown.issuer}"
        return UNSURE_MATCH, f"đúng cơ quan ban hành: {shown.issuer} (đọc chưa chắc)"
    wanted = written_list(asked.issuers)
    if shown.issuer_sure:
        return MISMATCH, f"cơ quan ban hành là {shown.issuer}, cần {wanted}"
    return UNSURE_MISMATCH, f"cơ quan ban hành có thể là {shown.issuer}, cần {wanted}"


def year_piece(asked: Asked, shown: Shown) -> Piece:
    """The year spoken of; where the subject names none, the date of issue stands for it, with less weight.

    A report of December or January may be about either year, so a report counts from February; plans are made from
    October on.  Where the subject names a year that was misread, the date alone proves nothing, unless the window
    is too short to hold the paper of another year.
    """
    window = asked.requirement.window
    issued = shown.issued
    inside = issued is not None and (window.start or date.min) <= issued <= (window.end or date.max)
    bounded = window.start is not None and window.end is not None
    if shown.years.known and not _misread(shown):
        fit = year_fit(asked.years, shown.years)
        named = ", ".join(str(y) for y in sorted(shown.years.single)) or "–".join(str(y) for y in shown.years.spans[0])
        if fit == 1.0:
            return 1.0, f"đúng năm {named}"
        if asked.years_assumed:
            # The requirement names no year: a document within its window may well speak of another one.
            return (0.95, "") if inside and bounded else (max(fit, 0.6), f"nói về năm {named}")
        return fit, f"nói về năm {named}, cần {_written_years(asked)}"
    if issued is None:
        if asked.years_assumed and window == Window() and not is_numbered(shown.document):
            return NOT_PRINTED, "bảng, phụ lục không ghi ngày"
        if asked.years_assumed and shown.document.state is State.DRAFT:
            return NOT_PRINTED, "dự thảo chưa có ngày"
        return UNKNOWN, "chưa rõ năm"
    day = written_date(issued)
    broken = shown.year_broken or shown.years.known
    if inside and window.start and window.end and (window.end - window.start).days <= _ONE_YEAR_ONLY:
        return 0.96, f"ban hành trong khoảng yêu cầu ({day})"
    year = max(asked.years.single, default=issued.year)
    if asked.years_assumed and inside and window.start and window.start < date(year - 1, 10, 1):
        # "các năm trước còn hiệu lực vẫn được nhận": the window says so.
        return 0.94, f"ban hành trong khoảng yêu cầu ({day})"
    first = date(year, 2, 1) if asked.types and asked.types <= _RESULTS else date(year - 1, 10, 1)
    if not first <= issued <= date(year + 1, 3, 31):
        return MISMATCH, f"ban hành {day}, cần năm {year}"
    if broken:
        return UNKNOWN, f"năm trong trích yếu không đọc được; ban hành {day}"
    return 0.96 if inside and bounded else 0.94, f"ban hành quanh năm {year} ({day})"


def _misread(shown: Shown) -> bool:
    """Whether the year in the subject is a reading error by the sure date of issue.

    More than a year off; of a report, in the years to come: it tells what was done.
    """
    issued = shown.issued
    if issued is None or shown.years.spans or not shown.document.is_sure("ngay_ban_hanh"):
        return False
    ahead = 0 if shown.types and shown.types <= _RESULTS else 1
    return all(not -1 <= year - issued.year <= ahead for year in shown.years.single)


def _written_years(asked: Asked) -> str:
    if asked.years.single:
        return "năm " + ", ".join(str(y) for y in sorted(asked.years.single))
    return "giai đoạn " + ", ".join(f"{a}–{b}" for a, b in asked.years.spans)


def period_piece(asked: Asked, shown: Shown) -> Piece:
    """Quarter, half, nine months, year: which member of a series, or that an annual paper is not a quarterly one."""
    if not asked.periods:
        return 1.0, ""
    # Part of a year of which the number was misread ("… tháng đầu năm"): the day of issue says which part.
    unread = asked.series and shown.periods == {PART} and "y" not in asked.periods
    name = asked.requirement.period
    if shown.periods and not unread:
        fit = period_fit(asked.periods, shown.periods)
        if asked.series and fit > OTHER_PERIOD and _far_ahead(asked, shown):
            return fit * EARLY, f"ngày ban hành quá sớm so với kỳ {name}"
        if fit == 1.0:
            return 1.0, f"đúng kỳ: {name}" if name else ""
        if asked.series:
            return fit, f"kỳ khác với {name}" if fit == OTHER_PERIOD else f"kỳ gần với {name}"
        return fit, "" if fit == 1.0 else "kỳ báo cáo khác"
    if not asked.series:
        return 0.95, ""
    end = asked.requirement.window.end
    if shown.issued is None or end is None:
        return 0.62, "chưa rõ kỳ"
    before = (end - shown.issued).days
    if -_AFTER_END_DAYS <= before <= _NEAR_END_DAYS:
        return 0.85 + 0.05 * (1 - abs(before) / _NEAR_END_DAYS), f"ngày ban hành hợp với kỳ {name}"
    return 0.5, f"ngày ban hành không hợp với kỳ {name}"


def series_piece(asked: Asked, shown: Shown) -> Piece:
    """A series of its own making ("đợt 1", "Sở Nội vụ"): the name of the member should stand in the subject."""
    name = asked.requirement.period
    if name is None or asked.periods:
        return 1.0, ""
    said = f"{shown.words} {expand(fold(shown.issuer or ''))}"
    return (1.0, f"đúng kỳ: {name}") if contains(said, expand(fold(name))) else (0.6, f"không thấy nêu {name}")


def _far_ahead(asked: Asked, shown: Shown) -> bool:
    """Whether a member of a series was issued long before its own deadline: then one of the two was misread.

    A whole year before is a matter of the year and judged there; a day inside the window is never too early.
    """
    start, end = asked.requirement.window.start, asked.requirement.window.end
    if start is not None and shown.issued is not None and shown.issued >= start:
        return False
    return end is not None and shown.issued is not None and _NEAR_END_DAYS < (end - shown.issued).days < _YEAR_DAYS


def window_piece(asked: Asked, shown: Shown) -> Piece:
    """Soft: a late plan is still the plan; it must be offered and then judged late."""
    window = asked.requirement.window
    issued = shown.issued
    if issued is None:
        return (1.0, "") if window == Window() else (0.97, "chưa đọc được ngày ban hành")
    if window.end is not None and issued > window.end:
        return 0.98, ""
    if window.start is not None and issued < window.start:
        return 0.95, ""
    return 1.0, ""


def activity_piece(asked: Asked, shown: Shown, best: int) -> Piece:
    """Another paper of the same topic: checking, training, amending … (`matchers.text.ACTIVITIES`).

    `best` is the number of the subject of the requirement that comes nearest.
    """
    wanted = asked.activities[best]
    extra = shown.activities - wanted
    if wanted & _INSPECTION and any(both in shown.words for both in _INSPECTED):
        extra -= _INSPECTION
    # What was misread cannot be missed: look again for the words the requirement needs, errors allowed.
    has = contains if shown.topic_sure else echoes
    lacking = {
        word
        for word in wanted
        if word in asked.topics[best] and not has(shown.words, word) and not contains(shown.front, word)
    }
    factor, reason = 1.0, ""
    if extra:
        worst = min(extra, key=lambda word: (ACTIVITIES[word], word))
        factor, reason = ACTIVITIES[worst], "trích yếu nói về việc khác của cùng lĩnh vực"
    if asked.topics[best].count(" ") < _SHORT_TOPIC and not contains(shown.words, asked.topics[best]):
        # Two words are there or they are not: "an toàn" shares half its letters with "kiểm toán".
        factor, reason = factor * LACKING, "trích yếu thiếu nội dung được yêu cầu"
    if any(_only(one, other, shown.topic) and _only(other, one, " ; ".join(asked.topics)) for one, other in CONTRASTS):
        factor, reason = factor * LACKING, "trích yếu nói về đối tượng khác"
    if lacking:
        worst = min(lacking, key=lambda word: (ACTIVITIES[word], word))
        factor, reason = factor * max(ACTIVITIES[worst], LACKING), "trích yếu thiếu nội dung được yêu cầu"
    return factor, reason


def _only(phrase: str, other: str, topic: str) -> bool:
    return contains(topic, phrase, near=False) and not contains(topic, other, near=False)


def reading_piece(asked: Asked, shown: Shown, best: int) -> Piece:
    """A badly read subject with words that nothing asked for knows, before or among those asked for.

    One of them may be the word that makes it another paper ("rà soát …", "tuyên truyền …"); behind stand places.
    """
    if not shown.strange:
        return 1.0, ""
    wanted, words = set(asked.topics[best].split()), shown.topic.split()
    last = max((place for place, word in enumerate(words) if word in wanted), default=-1)
    if shown.strange.isdisjoint(words[: last + 1]):
        return 1.0, ""
    return STRANGE, "trích yếu có chữ đọc chưa rõ"


def negative_piece(asked: Asked, shown: Shown, best: int) -> Piece:
    """Words the requirement rules out; one that its own subject holds is no contradiction."""
    for number, phrase in enumerate(asked.negatives):
        if contains(shown.front, phrase) and not contains(asked.topics[best], phrase, near=False):
            return NEGATIVE, f"trích yếu có cụm từ bị loại trừ «{asked.requirement.not_subjects[number]}»"
    return 1.0, ""


def state_piece(shown: Shown) -> Piece:
    """A draft is of the kind, yet ranks below what was issued."""
    return (0.9, "bản dự thảo") if shown.document.state is State.DRAFT else (1.0, "")


def hinted(subject: float, asked: Asked, shown: Shown) -> tuple[float, str]:
    """A subject similarity after what the folder, or another hint, says, and the reason."""
    code = asked.requirement.criterion
    force = strength(shown.hints, code)
    if force > FIELD:
        where = "thư mục" if force > 0.9 else "tên tệp"
        told = shown.told.get(code)
        return subject + (1 - subject) * HINT_GAIN * force, told.reason if told else f"{where} ghi mã {code}"
    if force > 0:
        return subject + (1 - subject) * HINT_GAIN * force, ""
    return subject * (ELSEWHERE if shown.hints else 1.0), ""


def unaided(subject: float, asked: Asked, shown: Shown) -> float:
    """The share of a hinted similarity that is left without the hint told from elsewhere than the path."""
    told = shown.told.get(asked.requirement.criterion)
    if told is None:
        return 1.0
    gain = (1 - subject) * HINT_GAIN * told.placed
    plain = subject + gain if told.placed > 0 else subject * (ELSEWHERE if told.elsewhere else 1.0)
    return plain / hinted(subject, asked, shown)[0]
