"""Evidence lines drafted from the evidence cell and the scoring text of a criterion; a person clears each later.

Deterministic: the same cell gives the same lines.  A draft never asks for more than the cell: where it names no issuer,
kind or day, the line takes any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from criteria.importing.abbreviations import written_out
from criteria.importing.items import as_document, asks_nothing, is_note, items_of
from criteria.importing.phrases import Phrase, is_vague, understand
from criteria.importing.schedule import (
    USUAL_PERIODS,
    Stated,
    periods_in,
    relative_terms,
    usual_rows,
    windows_in,
)
from criteria.importing.topics import is_measure, topic_of
from criteria.model import EvidenceRule, Method, PeriodRule, WindowRule
from extractors.document import fold

_REPORTS = frozenset({"Báo cáo", "Biên bản", "Thông báo", "Kết luận"})
_YEARLY = frozenset({"Báo cáo", "Kế hoạch"})
_PLANS = frozenset({"Kế hoạch", "Phương án", "Đề án", "Chương trình"})
_RESULT_WINDOW = WindowRule("{year}-01-01", "{year+1}-01-31")
_PLAN_WINDOW = WindowRule("{year-1}-10-01", "{year}-12-31")
_LAST_YEAR_WINDOW = WindowRule("{year-1}-01-01", "{year}-01-31")
"""Where a paper prints no day: results of a year are written until the end of January, plans from October before."""
_COMMUNES_SINCE = WindowRule("2025-07-01")
"""Communes of the two-level government began on 01/07/2025: their own papers cannot be older."""
_REPORTING = re.compile(r"chế độ báo cáo|báo cáo[^.]{0,60}định kỳ", re.IGNORECASE)
_YEAR_WORD = re.compile(r"\bnăm\b\s*(?:\d{4}|\{)", re.IGNORECASE)
_ITS_YEAR = re.compile(r"\bnăm\s+(\d{4})\b")
_STOP_WORDS = frozenset(fold("các và của về theo cho trong tại đến với hoặc một được có những việc").split())


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell is read with: the names above it, its scoring, the set it belongs to, where it stands."""

    code: str
    name: str
    above: str
    field: str
    scoring: str
    method: Method
    level: str
    years: tuple[int, ...]
    source: str
    abbreviations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Evidence lines, what was no document, and days that no calendar has."""

    rules: tuple[EvidenceRule, ...]
    notes: tuple[str, ...]
    wrong_days: tuple[str, ...]


def draft(paragraphs: Sequence[str], context: Context) -> Draft:
    """The evidence lines of a cell.  Criteria by survey or scored by others get notes only."""
    judged = context.method not in (Method.SURVEY, Method.EXTERNAL)
    stated, wrong = windows_in(context.scoring, context.years)
    rules: list[EvidenceRule] = []
    notes: list[str] = []
    for item in items_of(paragraphs):
        phrase = None if asks_nothing(item) or is_note(item) or not judged else understand(as_document(item))
        if phrase is None:
            notes += [] if asks_nothing(item) else [item]
            continue
        # a day in the cell is that of its own paper, a day in the scoring that of all
        own, not_days = windows_in(item, context.years)
        wrong = (*wrong, *not_days)
        rules += [_with_window(rule, (*own, *stated)) for rule in _rules(item, phrase, context)]
    if rules:
        notes += [f"Mốc thời gian trong cách chấm: {s.sentence}" for s in stated if not s.issuing]
        notes += [f"Thời hạn tính từ một sự kiện: {term}" for term in relative_terms(context.scoring)]
    return Draft(tuple(_unique(rules)), tuple(dict.fromkeys(notes)), tuple(dict.fromkeys(wrong)))


def _rules(item: str, phrase: Phrase, context: Context) -> Iterator[EvidenceRule]:
    yield _rule(item, phrase, context)
    for further in phrase.further:
        yield _rule(item, further, context)


def _rule(item: str, phrase: Phrase, context: Context) -> EvidenceRule:
    rows: tuple[PeriodRule, ...] = ()
    if phrase.types == ("Báo cáo",):
        periods = periods_in(item)
        about = fold(_expanded(f"{item} {context.name}", context))
        reform = "cai cach hanh chinh" in about
        if not periods and _REPORTING.search(context.name) and re.search(r"định kỳ|các báo cáo", item, re.IGNORECASE):
            known = reform or "kiem soat thu tuc hanh chinh" in about
            periods = periods_in(context.scoring) or (USUAL_PERIODS if known else ())
        rows = usual_rows(periods, reform=reform)
    issuers = _issuers(phrase, context)
    subjects = _subjects(phrase, context, series=bool(rows))
    own = issuers == ("{unit}",)
    founded = context.level == "xa" and context.years == (2025,) and own
    window = WindowRule() if rows else _usual_window(phrase)
    return EvidenceRule(
        id=_identifier(phrase, subjects),
        description=_description(item, phrase, series=bool(rows)),
        types=phrase.types,
        issuers=issuers,
        subjects=subjects,
        issued=window,
        exceptions={2025: _COMMUNES_SINCE} if founded and not phrase.is_table else {},
        count=phrase.count,
        each=rows,
        sealed=phrase.is_table,
        optional=phrase.optional or context.method is Method.PENALTY or _by_others(phrase, context),
        source=context.source,
        drafted=True,
    )


def _by_others(phrase: Phrase, context: Context) -> bool:
    """Conclusions of inspectors exist only where there was an inspection, unless the criterion is about that."""
    inspected = phrase.authority and phrase.heads[0].startswith("kết luận")
    return inspected and re.search(r"thanh tra|kiểm tra", context.name, re.IGNORECASE) is None


def _issuers(phrase: Phrase, context: Context) -> tuple[str, ...]:
    if phrase.bodies:
        return tuple(dict.fromkeys(_body(name, context) for name in phrase.bodies))
    if phrase.authority or phrase.is_table:
        return ()
    if phrase.own or (phrase.types and set(phrase.types) <= _YEARLY | _PLANS):
        return ("{unit}",)
    return ()


def _body(name: str, context: Context) -> str:
    if fold(name) in {"ubnd tinh", "uy ban nhan dan tinh"}:
        return "{unit}" if context.level == "tinh" else "{parent}"
    if context.level == "xa" and re.fullmatch(r"ubnd (?:cap )?xa.*", fold(name)):
        return "{unit}"
    return name.replace("{", "(").replace("}", ")")


def _subjects(phrase: Phrase, context: Context, *, series: bool) -> tuple[str, ...]:
    named = [o for o in phrase.objects if not is_vague(_expanded(o, context))]
    topics = [_topic(context.name, context)]
    if context.above:
        above = _topic(context.above, context)
        topics = [above, *topics] if is_measure(context.name) else [*topics, above]
    topics = [t for t in topics if not is_vague(t)] or topics
    if not named:
        vague = phrase.objects[0] if phrase.objects else ""
        named = [vague] if vague and context.method is Method.PENALTY else [_completed(vague, t) for t in topics]
        if not phrase.objects and phrase.own:
            named.append(_topic(context.field, context))
    year = "{year-1}" if phrase.last_year else "{year}"
    found = []
    for text in named:
        subject = _expanded(_ITS_YEAR.sub(lambda m: _relative_year(m, context), text), context)
        subject = subject.strip(" ,.;")
        subject = subject[:1].lower() + subject[1:] if not subject[:2].isupper() else subject
        if series:
            subject = f"{subject} {{period}} năm {{year}}"
        elif phrase.types and set(phrase.types) <= _YEARLY and not _YEAR_WORD.search(subject):
            subject = f"{subject} năm {year}"
        found.append(subject)
    return tuple(dict.fromkeys(s for s in found if s))


def _completed(vague: str, topic: str) -> str:
    """A vague object with the topic of the criterion: `xử lý các vấn đề` of a check is what was done after it."""
    if re.search(r"xử lý|khắc phục|giải quyết", vague) and len(vague.split()) > 1:
        inspected = re.match(r"(?:kiểm tra|thanh tra)\b", topic)
        return f"xử lý, khắc phục sau {topic}" if inspected else f"xử lý {topic}"
    if not vague or re.fullmatch(r"(?:kết quả |thực hiện )*(?:kết quả|thực hiện)", vague):
        return topic
    return f"{vague} {topic}" if _adds(vague, topic) else topic


def _adds(vague: str, topic: str) -> bool:
    """Whether a vague object says something that the topic does not (`kiểm tra` + `thi hành pháp luật`)."""
    said = set(re.findall(r"\w+", fold(topic))) | _STOP_WORDS
    return any(word not in said for word in re.findall(r"\w+", fold(vague)))


def _topic(name: str, context: Context) -> str:
    """The topic of a criterion with short forms written out; names of fields stand in capitals."""
    text = _expanded(name, context)
    return topic_of(text.lower() if name.isupper() else text)


def _relative_year(match: re.Match[str], context: Context) -> str:
    ahead = int(match[1]) - context.years[0]
    if len(context.years) > 1 or abs(ahead) > 1:
        return match[0]
    return {0: "năm {year}", -1: "năm {year-1}", 1: "năm {year+1}"}[ahead]


def _expanded(text: str, context: Context) -> str:
    return written_out(text, context.abbreviations)


def _usual_window(phrase: Phrase) -> WindowRule:
    types = set(phrase.types)
    if not types or phrase.is_table:
        return WindowRule()
    if types <= _PLANS:
        return _PLAN_WINDOW
    if types <= _REPORTS:
        return _LAST_YEAR_WINDOW if phrase.last_year else _RESULT_WINDOW
    return WindowRule()


def _with_window(rule: EvidenceRule, stated: Sequence[Stated]) -> EvidenceRule:
    """The window that a sentence about issuing gives to papers of this kind, instead of the usual one."""
    if rule.each or rule.sealed:
        return rule
    for one in stated:
        sentence = fold(one.sentence)
        named = [t for t in rule.types if fold(t) in sentence]
        if one.issuing and (named or (not rule.types and "van ban" in sentence)):
            usual = rule.issued
            start = one.window.start or (usual.start if rule.types else None)
            return replace(rule, issued=WindowRule(start, one.window.end))
    return rule


def _description(item: str, phrase: Phrase, *, series: bool) -> str:
    """The item as printed, without list words; braces would be placeholders."""
    text = re.sub(r"\s*\(?\s*nếu có\s*\)?\s*$", "", as_document(item), flags=re.IGNORECASE)
    text = re.sub(r"^(?:các|những)\s+", "", text, flags=re.IGNORECASE).replace("{", "(").replace("}", ")").strip(" .;,")
    if phrase.further:
        text = re.sub(r"^(kế hoạch)\s*(?:,|và)\s*báo cáo(?: kết quả)?", r"\1", text, flags=re.IGNORECASE)
    elif phrase.heads == ("báo cáo",) and fold(text).startswith("ke hoach"):
        text = re.sub(r"^kế hoạch\s*(?:,|và)\s*", "", text, flags=re.IGNORECASE)
    if series:
        text = re.sub(r"\s*,?\s*(?:quý\s+[IVX\d]+|0?[69] tháng)\b.*$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?:\s+của năm|\s+năm)$", " năm {year}", text[:1].upper() + text[1:])
    return f"{text} (kỳ {{period}})" if series else text


def _identifier(phrase: Phrase, subjects: Sequence[str]) -> str:
    """`bao-cao-cai-cach-hanh-chinh`: the kind and the first words of the subject."""
    words = re.findall(r"[a-z0-9]+", fold(re.sub(r"\{[^}]*\}", "", subjects[0] if subjects else "")))
    kept = [w for w in words if w not in _STOP_WORDS and w != "nam"][:5]
    head = re.findall(r"[a-z0-9]+", fold(phrase.heads[0]))[:3]
    kept = kept[len(head) :] if kept[: len(head)] == head else kept
    return "-".join([*head, *kept])


def _unique(rules: Sequence[EvidenceRule]) -> Iterator[EvidenceRule]:
    """The lines with ids of their own; a line that says the same as one before is left out."""
    seen: dict[str, int] = {}
    before: list[tuple[object, ...]] = []
    for rule in rules:
        same = (rule.types, rule.subjects, rule.issuers, rule.issued, rule.each)
        if same in before:
            continue
        before.append(same)
        number = seen[rule.id] = seen.get(rule.id, 0) + 1
        yield replace(rule, id=rule.id if number == 1 else f"{rule.id}-{number}")
