"""Several readings of one letterhead: what their agreement and their disagreement are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from extractors.document import Box, Candidate, Fact, Source
from extractors.handwriting.digits import NOTHING, DigitKind, Reading
from extractors.handwriting.evidence import SlotKind
from extractors.layout import Line
from extractors.opinions import weigh, with_blanks
from extractors.page import Page, Word
from extractors.scan import DPI, ScannedHead, is_blank
from extractors.symbols import Number, parse
from extractors.written import Written

NUMBER, DAY, BODY = "so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh"


def ocr(value: object, confidence: float) -> Fact:
    return Fact(value, confidence, Source.OCR)  # type: ignore[arg-type]


def seen_as(fact: Fact) -> Number:
    """What a pass makes of the number: its parse, or the symbol alone where it read no digits."""
    number = parse(str(fact.value)) if fact.value is not None else None
    return number if number is not None else Number(None, "KH-UBND", unread=True)


def merged(name: str, *facts: Fact | None, written: Mapping[DigitKind, Written] | None = None) -> Fact:
    """What the passes say together of one field; None is a pass that did not find its line."""
    numbers = [seen_as(fact) for fact in facts if fact is not None] if name == NUMBER else []
    return weigh([{name: fact} if fact is not None else {} for fact in facts], numbers, written or {})[name]


def ink(
    text: str,
    share: float = 0.97,
    *,
    kind: SlotKind = SlotKind.HAND,
    digits: float = 0.99,
    possible: float = 1.0,
    left_over: float = 0.0,
) -> Written:
    """What the digit model says of a slot."""
    printed = 0.98 if kind is SlotKind.PRINT else 0.02
    return Written(kind, Reading(((text, share),), possible, digits, printed), Box(80, 100, 110, 112), left_over)


GOOD, GUESS, UNREAD = ocr("188/KH-UBND", 0.97), ocr("188/KH-UBND", 0.5), ocr(None, 0.0)
OTHER, THIRD = ocr("186/KH-UBND", 0.97), ocr("183/KH-UBND", 0.97)
ODD, NO_FORM = ocr("188/KH-UBNO", 0.97), ocr("188/12/KH-UBND", 0.6)


@pytest.mark.parametrize(
    ("passes", "value", "reason"),
    [
        ((GOOD, GUESS, None), "188/KH-UBND", "the second pass guessed"),
        ((GUESS, GUESS, GUESS), "188/KH-UBND", "agreement of guesses is none"),
        ((GOOD, None, None), "188/KH-UBND", "one pass alone is never sure"),
        ((GOOD, UNREAD, UNREAD), "188/KH-UBND", "the others saw the line and no number"),
        ((None, GOOD, None), "188/KH-UBND", "only the second pass found the line"),
        ((None, None, GOOD), "188/KH-UBND", "only the line by itself was read"),
        ((UNREAD, GOOD, None), "188/KH-UBND", "the better pass could not read it"),
        ((UNREAD, UNREAD, UNREAD), None, "no pass could read it"),
        ((GOOD, NO_FORM, NO_FORM), "188/KH-UBND", "the others read what no form of the decree knows"),
        ((GOOD, OTHER, None), "188/KH-UBND", "they disagree: the better pass wins"),
        ((GOOD, OTHER, THIRD), "188/KH-UBND", "all disagree: the best pass wins"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_passes_that_do_not_make_a_value_sure(passes: tuple[Fact | None, ...], value: str | None, reason: str) -> None:
    fact = merged(NUMBER, *passes)
    assert fact.value == value, reason
    assert not fact.sure, reason


def test_three_good_passes_over_print_are_sure() -> None:
    fact = merged(NUMBER, GOOD, GOOD, GOOD)
    assert (fact.value, fact.sure, fact.source) == ("188/KH-UBND", True, Source.OCR)


@pytest.mark.parametrize("text", ["160/UBND-NCI", "160/UBND-NC1", "160/BDl", "16/KH-P0"])
def test_signs_that_end_in_a_letter_like_a_digit_are_never_sure(text: str) -> None:
    """All passes take `NC1` for `NCI` alike: print does not tell them apart."""
    fact = merged(NUMBER, *[ocr(text, 0.99)] * 3)
    assert (fact.value, fact.sure) == (text, False)


def test_a_symbol_torn_off_behind_its_type_is_never_sure() -> None:
    fact = merged(NUMBER, *[ocr("774/BC", 0.99)] * 3)
    assert (fact.value, fact.sure) == ("774/BC", False)


@pytest.mark.parametrize(
    ("passes", "value", "others", "reason"),
    [
        ((GOOD, OTHER, OTHER), "186/KH-UBND", ["188/KH-UBND"], "two outvote the best pass"),
        ((ODD, GOOD, None), "188/KH-UBND", ["188/KH-UBNO"], "a body of the closed lists wins a tie"),
        ((ODD, ODD, GOOD), "188/KH-UBNO", ["188/KH-UBND"], "it does not win against two"),
        ((GOOD, GOOD, UNREAD), "188/KH-UBND", [], "an unread line is no other value"),
        ((ocr("08/KH-UBND", 0.9), ocr("8/KH-UBND", 0.9), None), "08/KH-UBND", [], "a leading zero says nothing"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_the_vote_and_what_was_outvoted(
    passes: tuple[Fact | None, ...], value: str, others: list[str], reason: str
) -> None:
    fact = merged(NUMBER, *passes)
    assert fact.value == value, reason
    assert [c.value for c in fact.candidates] == others, reason


def test_an_unread_number_keeps_what_is_known_of_it() -> None:
    seen = (Candidate("…/KH-UBND", 0.0, Source.OCR),)
    fact = merged(NUMBER, replace(UNREAD, candidates=seen), UNREAD, None)
    assert (fact.value, fact.candidates) == (None, seen)


def test_two_days_of_the_calendar_are_told_apart() -> None:
    first, second = ocr(date(2025, 7, 26), 0.97), ocr(date(2025, 7, 28), 0.97)
    fact = merged(DAY, first, second, second)
    assert (fact.value, [c.value for c in fact.candidates]) == (date(2025, 7, 28), [date(2025, 7, 26)])
    assert merged(DAY, first, first, first).sure
    assert not merged(DAY, first, second, None).sure
    assert not merged(DAY, first, None, None).sure


def test_two_days_that_no_calendar_has_together_are_not_mixed() -> None:
    """Day and month are weighed apart: 31 of one pass and February of two do not make a date."""
    fact = merged(DAY, ocr(date(2025, 1, 31), 0.97), ocr(date(2025, 2, 3), 0.6), ocr(date(2025, 2, 13), 0.6))
    assert isinstance(fact.value, date) and not fact.sure
    assert (fact.value.month, fact.value.day) != (2, 31)


# --- the digit model --------------------------------------------------------------------------------------------------


def test_handwriting_that_both_read_is_told_as_such() -> None:
    fact = merged(NUMBER, GUESS, GUESS, None, written={DigitKind.NUMBER: ink("188")})
    assert (fact.value, fact.source) == ("188/KH-UBND", Source.HANDWRITING)
    assert fact.confidence >= merged(NUMBER, GUESS, GUESS, None, written={DigitKind.NUMBER: ink("186")}).confidence


@pytest.mark.parametrize(
    ("passes", "written", "reason"),
    [
        ((UNREAD, UNREAD, None), ink("188"), "the digit model alone"),
        ((GUESS, GUESS, GUESS), ink("186"), "OCR invents on handwriting what the model does not see"),
        ((GOOD, None, None), ink("188", digits=0.1), "hardly digits at all"),
        ((GOOD, None, None), ink("188", 0.2), "the model wavers"),
        ((GOOD, OTHER, None), ink("183"), "three values"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_one_source_alone_is_never_sure(passes: tuple[Fact | None, ...], written: Written, reason: str) -> None:
    assert not merged(NUMBER, *passes, written={DigitKind.NUMBER: written}).sure, reason


@pytest.mark.parametrize(
    ("doubt", "sure", "reason"),
    [
        ({}, True, "all ink was seen, and it is a day"),
        ({"left_over": 0.3}, False, "a digit may be among the ink that was left out"),
        ({"left_over": 0.05}, True, "a speck"),
        ({"possible": 0.01}, False, "the best of what a day can be, but no day"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_slot_that_is_not_whole_is_no_second_source(doubt: Mapping[str, float], sure: bool, reason: str) -> None:
    day = ocr(date(2025, 7, 26), 0.97)
    slots = {DigitKind.DAY: ink("26", 0.99, **doubt), DigitKind.MONTH: ink("7", 0.99, kind=SlotKind.PRINT)}
    assert merged(DAY, day, day, None, written=slots).sure == sure, reason
    if "left_over" in doubt:
        number = {DigitKind.NUMBER: ink("188", 0.99, **doubt)}
        assert merged(NUMBER, GOOD, GOOD, None, written=number).sure == sure, reason


def test_print_that_two_passes_read_alike_does_not_need_the_digit_model() -> None:
    slots = {DigitKind.NUMBER: ink("188", kind=SlotKind.PRINT, left_over=0.4)}
    assert merged(NUMBER, GOOD, GOOD, GOOD, written=slots).sure


def test_the_digit_model_fills_what_no_pass_read() -> None:
    fact = merged(NUMBER, UNREAD, UNREAD, None, written={DigitKind.NUMBER: ink("188")})
    assert (fact.value, fact.source) == ("188/KH-UBND", Source.HANDWRITING)


def test_an_empty_slot_adds_nothing() -> None:
    empty = {DigitKind.NUMBER: Written(SlotKind.EMPTY, NOTHING, Box(80, 100, 110, 112))}
    assert merged(NUMBER, UNREAD, UNREAD, None, written=empty) == merged(NUMBER, UNREAD, UNREAD, None)
    assert merged(NUMBER, GOOD, OTHER, None, written=empty) == merged(NUMBER, GOOD, OTHER, None)


def test_the_digit_model_decides_between_two_passes_over_print() -> None:
    printed = {DigitKind.NUMBER: ink("186", kind=SlotKind.PRINT)}
    fact = merged(NUMBER, GOOD, OTHER, None, written=printed)
    assert (fact.value, fact.source) == ("186/KH-UBND", Source.OCR)


@pytest.mark.parametrize(
    "candidates",
    [(("75", 0.6), ("79", 0.38)), (("75", 0.46), ("79", 0.44), ("73", 0.08)), (("75", 0.97), ("79", 0.02))],
)
def test_what_else_a_number_may_be_is_less_likely_and_all_is_at_most_certain(
    candidates: tuple[tuple[str, float], ...],
) -> None:
    """The value is trusted as labelled scans tell, the others are shares of the model: both are shown side by side."""
    written = Written(SlotKind.HAND, Reading(candidates, 1.0, 0.99, 0.02), Box(80, 100, 110, 112))
    fact = merged(NUMBER, UNREAD, UNREAD, UNREAD, written={DigitKind.NUMBER: written})
    others = [candidate.confidence for candidate in fact.candidates]
    assert fact.value == "75/KH-UBND" and others == sorted(others, reverse=True)
    assert max(others) <= fact.confidence
    assert fact.confidence + sum(others) <= 1.0 + 1e-9


def test_a_day_written_by_hand_in_a_printed_date() -> None:
    half = Fact(None, 0.0, Source.OCR, candidates=(Candidate("…/7/2025", 0.0, Source.OCR),))
    fact = merged(DAY, half, half, None, written={DigitKind.DAY: ink("26")})
    assert (fact.value, fact.source, fact.sure) == (date(2025, 7, 26), Source.HANDWRITING, False)


def test_a_day_that_the_month_does_not_have_is_no_date() -> None:
    half = Fact(None, 0.0, Source.OCR, candidates=(Candidate("…/2/2025", 0.0, Source.OCR),))
    fact = merged(DAY, half, half, None, written={DigitKind.DAY: ink("31")})
    assert fact.value is None and fact.candidates


def test_what_no_pass_found_is_unread_not_absent() -> None:
    facts = weigh([{}, {}, {}], [], {})
    for name in (NUMBER, DAY):
        assert (facts[name].value, facts[name].confidence) == (None, 0.0)
        assert facts[name].candidates
    assert BODY not in facts


def test_words_drawn_over_the_page_need_no_second_opinion() -> None:
    drawn = Fact(date(2025, 7, 26), 0.98, Source.OVERLAY)
    assert merged(DAY, drawn, None, None) is drawn
    assert merged(DAY, drawn, ocr(date(2025, 7, 28), 0.97), None) is drawn


def test_words_drawn_over_the_page_count_wherever_they_are_found() -> None:
    drawn = Fact("188/KH-UBND", 0.98, Source.OVERLAY)
    assert merged(NUMBER, None, drawn, None).value == "188/KH-UBND"


def test_type_and_subject_are_those_of_the_first_pass_that_has_them() -> None:
    mine, other = ocr("Kế hoạch", 0.9), ocr("Báo cáo", 0.95)
    facts = weigh([{"loai_van_ban": mine}, {"loai_van_ban": other, "trich_yeu": other}, {}], [], {})
    assert facts["loai_van_ban"] is mine
    assert facts["trich_yeu"] == replace(other, confidence=0.85), "what the first did not find, with less trust"


seen_numbers = st.one_of(
    st.none(),
    st.just(UNREAD),
    st.builds(ocr, st.sampled_from(["188/KH-UBND", "186/KH-UBND", "18/KH-ABC"]), st.floats(0.0, 1.0, allow_nan=False)),
)
seen_ink = st.one_of(
    st.none(),
    st.builds(
        ink,
        st.sampled_from(["188", "186", "1"]),
        st.floats(0.0, 1.0, allow_nan=False),
        kind=st.sampled_from([SlotKind.PRINT, SlotKind.STAMP, SlotKind.HAND]),
        digits=st.floats(0.0, 1.0, allow_nan=False),
    ),
)


@given(st.tuples(seen_numbers, seen_numbers, seen_numbers), seen_ink)
def test_a_vote_gives_what_was_seen_with_bounded_trust(
    passes: tuple[Fact | None, ...], written: Written | None
) -> None:
    fact = merged(NUMBER, *passes, written={DigitKind.NUMBER: written} if written is not None else None)
    read = [str(one.value) for one in passes if one is not None and one.value is not None]
    seen = {text.split("/")[0] for text in read}
    if written is not None:
        seen |= {text for text, _ in written.reading.candidates}
    assert 0.0 <= fact.confidence <= 0.99
    assert fact.value is None or str(fact.value).split("/")[0] in seen
    assert fact.value is not None or not read
    assert fact.value not in [c.value for c in fact.candidates]
    if written is None and len(read) < 2:
        assert not fact.sure
    if not read:
        assert not fact.sure


# --- bodies -----------------------------------------------------------------------------------------------------------

KNOWN, UNKNOWN = ocr("Sở Nội vụ tỉnh Lâm Đồng", 0.93), ocr("Trường Đại học Ngoại ngữ", 0.85)


@pytest.mark.parametrize(
    ("mine", "other", "sure", "reason"),
    [
        (KNOWN, KNOWN, True, "both passes find it in the register"),
        (UNKNOWN, UNKNOWN, False, "a name that no list knows"),
        (KNOWN, UNKNOWN, False, "the other pass reads another name"),
        (KNOWN, None, False, "one pass alone"),
        (UNKNOWN, KNOWN, False, "the better pass reads another name"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_bodies(mine: Fact, other: Fact | None, sure: bool, reason: str) -> None:
    fact = merged(BODY, mine, other, None)
    assert fact.value == mine.value, reason
    assert fact.sure is sure, reason
    differs = other is not None and other.value != mine.value
    assert [c.value for c in fact.candidates] == ([other.value] if differs and other is not None else []), reason


def test_a_body_that_only_the_second_pass_finds_has_little_trust() -> None:
    fact = merged(BODY, None, KNOWN, None)
    assert fact.value == KNOWN.value
    assert fact.confidence <= 0.6


def test_a_body_from_text_needs_no_second_opinion() -> None:
    typed = Fact("Sở Nội vụ tỉnh Lâm Đồng", 0.97, Source.TEXT)
    assert merged(BODY, typed, UNKNOWN, None) is typed


def test_a_superior_body_is_weighed_like_the_issuer() -> None:
    assert weigh([{"co_quan_chu_quan": UNKNOWN}, {}, {}], [], {})["co_quan_chu_quan"].sure is False


# --- blanks -----------------------------------------------------------------------------------------------------------


def head_with(draw_in_slot: bool) -> tuple[ScannedHead, Line, Fact]:
    """A letterhead line `Số:      /KH-UBND` on white paper, with or without a pen stroke in the slot."""
    scale = DPI / 72
    picture = Image.new("RGB", (int(595 * scale), int(200 * scale)), "white")
    draw = ImageDraw.Draw(picture)
    for x0, x1 in ((60, 80), (120, 180)):
        draw.rectangle([x0 * scale, 101 * scale, x1 * scale, 111 * scale], fill="black")
    if draw_in_slot:
        draw.line([90 * scale, 100 * scale, 95 * scale, 112 * scale], fill=(30, 40, 160), width=4)
    words = (
        Word("Số:", Box(60, 100, 80, 112), Source.OCR, 0.9),
        Word("/KH-UBND", Box(120, 100, 180, 112), Source.OCR, 0.9),
    )
    page = Page(1, 595, 200, words)
    fact = Fact(None, 0.0, Source.OCR, candidates=(Candidate("…/KH-UBND", 0.0, Source.OCR),))
    return ScannedHead(page, page, picture, None), Line(words, 1), fact


def test_an_empty_slot_leaves_no_candidate() -> None:
    scan, line, fact = head_with(draw_in_slot=False)
    assert with_blanks({NUMBER: fact}, {NUMBER: line}, scan)[NUMBER].candidates == ()


def test_ink_in_the_slot_is_unread() -> None:
    scan, line, fact = head_with(draw_in_slot=True)
    assert with_blanks({NUMBER: fact}, {NUMBER: line}, scan)[NUMBER] is fact


def test_a_slot_with_a_word_in_it_is_left_alone() -> None:
    scan, line, fact = head_with(draw_in_slot=False)
    between = Word("§", Box(90, 100, 96, 112), Source.OCR, 0.3)
    filled = Line((line.words[0], between, line.words[1]), 1)
    assert with_blanks({NUMBER: fact}, {NUMBER: filled}, scan)[NUMBER] is fact


def test_a_value_that_was_read_is_no_blank() -> None:
    scan, line, _ = head_with(draw_in_slot=False)
    assert with_blanks({NUMBER: GOOD}, {NUMBER: line}, scan)[NUMBER] is GOOD


def test_a_place_without_room_is_blank() -> None:
    assert is_blank(Image.new("RGB", (100, 100), "black"), Box(5, 5, 5.5, 20))
