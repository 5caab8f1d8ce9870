"""The grammar of số, ký hiệu: its five forms, what is printed around them, and what a symbol says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.registers import TYPES, type_of_abbreviation
from extractors.symbols import Number, is_closed, mended, parse, parse_misread, parse_unread, squeeze

FORMS = [
    # as printed, normal form, type, organs, why
    ("188/KH-UBND", "188/KH-UBND", "Kế hoạch", ("UBND",), "number, type, body"),
    ("1723/SNV-CCHC&VTLT", "1723/SNV-CCHC&VTLT", None, ("SNV", "CCHC&VTLT"), "a letter: body and unit"),
    ("30/2020/NĐ-CP", "30/2020/NĐ-CP", "Nghị định", ("CP",), "a legal act carries its year"),
    ("05-HD/VPTW", "05-HD/VPTW", "Hướng dẫn", ("VPTW",), "the Party puts the type before the slash"),
    ("30-CT/TU", "30-CT/TU", "Chỉ thị", ("TU",), "the Party, short body"),
    ("24/HDLN-BCA-BQP-VKSNDTC", "24/HDLN-BCA-BQP-VKSNDTC", None, ("HDLN", "BCA", "BQP", "VKSNDTC"), "several bodies"),
    ("38/ĐHNN", "38/ĐHNN", None, ("ĐHNN",), "a small body's letter has no unit"),
    ("1105/KH-ĐKT", "1105/KH-ĐKT", "Kế hoạch", ("ĐKT",), "an advisory body's own series"),
    ("45/CTr-UBND", "45/CTr-UBND", "Chương trình", ("UBND",), "CTr is no CT"),
    ("45/CT-UBND", "45/CT-UBND", "Chỉ thị", ("UBND",), "CT is no CTr"),
    ("7/HĐ-SNV", "7/HĐ-SNV", "Hợp đồng", ("SNV",), "HĐ is no HD"),
    ("7/HD-SNV", "7/HD-SNV", "Hướng dẫn", ("SNV",), "HD is no HĐ"),
    ("12/QyĐ-UBND", "12/QyĐ-UBND", "Quy định", ("UBND",), "small letters inside an abbreviation"),
    ("15a/QĐ-UBND", "15a/QĐ-UBND", "Quyết định", ("UBND",), "a number squeezed in later"),
    ("512/UBND-NC1", "512/UBND-NC1", None, ("UBND", "NC1"), "units carry digits"),
    ("09/QĐ-BCĐ138", "09/QĐ-BCĐ138", "Quyết định", ("BCĐ138",), "so do bodies"),
    ("01/2025/NQ-HĐND", "01/2025/NQ-HĐND", "Nghị quyết", ("HĐND",), "a council's legal act"),
]


@pytest.mark.parametrize(("printed", "normal", "type_name", "organs", "why"), FORMS, ids=[f[0] for f in FORMS])
def test_forms(printed: str, normal: str, type_name: str | None, organs: tuple[str, ...], why: str) -> None:
    number = parse(printed)
    assert number is not None, why
    assert (number.text, number.type_name, number.organs, number.odd) == (normal, type_name, organs, False), why


@pytest.mark.parametrize(
    ("printed", "normal", "why"),
    [
        ("188 /KH-UBND", "188/KH-UBND", "a gap left for the number"),
        ("188/QĐ - UBND", "188/QĐ-UBND", "spaces around the dash, as many offices print"),
        ("1723/SNV-CCHC & VTLT", "1723/SNV-CCHC&VTLT", "spaces around the ampersand"),
        (": 188/KH-UBND", "188/KH-UBND", "the colon of the label"),
        ("...188/KH-UBND", "188/KH-UBND", "dots as a line to write on"),
        ("188/KH-UBND.", "188/KH-UBND", "a full stop is not part of the symbol"),
        ("188/KH-UBND V/v báo cáo", "188/KH-UBND", "text after it on the same line"),
        ("188/KH–UBND", "188/KH-UBND", "an en dash"),
        ("188/KH\u00adUBND", "188/KH-UBND", "a soft hyphen that Word leaves"),
        ("188∕KH-UBND", "188/KH-UBND", "a division slash"),
        ("188/QÐ-UBND", "188/QĐ-UBND", "Icelandic Eth for Đ"),
        ("188/КН-UBND", "188/KH-UBND", "Cyrillic look-alikes"),
        ("188/KH--UBND", "188/KH-UBND", "a doubled dash"),
        ("18 8/KH-UBND", "188/KH-UBND", "digits set apart by the stamp"),
        ("188\\KH-UBND", "188/KH-UBND", "a backslash"),
        ("188/QĐ-UBND", "188/QĐ-UBND", "a decomposed letter is composed"),
    ],
)
def test_what_is_printed_around_a_number(printed: str, normal: str, why: str) -> None:
    number = parse(printed)
    assert number is not None and number.text == normal, why


@pytest.mark.parametrize(
    ("printed", "blank", "why"),
    [
        ("/KH-UBND", "/KH-UBND", "nothing before the slash"),
        (":      /QĐ - UBND", "/QĐ-UBND", "a gap, spaces in the symbol"),
        ("......../UBND-NC1", "/UBND-NC1", "dots"),
        ("/2025/QĐ-UBND", "/2025/QĐ-UBND", "the year of a legal act is printed, its number is not"),
        ("-HD/VPTW", "-HD/VPTW", "the Party's form"),
    ],
)
def test_a_blank_number_has_no_text_but_keeps_its_symbol(printed: str, blank: str, why: str) -> None:
    number = parse(printed)
    assert number is not None, why
    assert (number.so, number.text, number.blank_text) == (None, None, blank), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("4567", "an arrival number has no symbol"),
        ("188", "a bare number"),
        ("02/8/2025", "a date is no number"),
        ("Sở Nội vụ", "words"),
        ("188/kế hoạch", "a symbol is in capitals"),
    ],
)
def test_what_is_no_number(text: str, why: str) -> None:
    assert parse(text) is None, why


def test_a_number_of_no_known_form_is_odd() -> None:
    number = parse("188/12/KH-UBND")
    assert number is not None and number.odd


@pytest.mark.parametrize("symbol", ["SY-UBND", "TrS-VP", "SL-SNV", "BS-UBND"])
def test_the_number_of_a_copy_is_known_as_such(symbol: str) -> None:
    number = parse(f"77/{symbol}")
    assert number is not None and number.is_copy


def test_the_number_of_an_original_is_no_copy() -> None:
    assert not Number("77", "KH-UBND").is_copy


@pytest.mark.parametrize(
    ("text", "blank", "unread", "why"),
    [
        ("@† /QĐ-BCĐ138", "/QĐ-BCĐ138", True, "handwriting read as signs"),
        (": l§ /KH-UBND", "/KH-UBND", True, "handwriting read as letters"),
        (":    /KH-UBND", "/KH-UBND", False, "an empty place"),
        ("?-HD/VPTW", "-HD/VPTW", True, "the Party's form"),
    ],
)
def test_a_line_whose_digits_are_unread_keeps_its_symbol(text: str, blank: str, unread: bool, why: str) -> None:
    number = parse_unread(text)
    assert number is not None, why
    assert (number.text, number.blank_text, number.unread) == (None, blank, unread), why


def test_a_symbol_far_into_a_line_is_not_that_of_an_unread_number() -> None:
    assert parse_unread("theo văn bản đã gửi /KH-UBND") is None


@pytest.mark.parametrize(
    ("text", "normal", "why"),
    [
        ("o4/QĐ-UBND", "04/QĐ-UBND", "0 as a small o"),
        ("1O5/QĐ-UBND", "105/QĐ-UBND", "0 as a capital O"),
        ("1Ø/QĐ-UBND", "10/QĐ-UBND", "0 struck through"),
        ("l05/KH-UBND", "105/KH-UBND", "1 as l"),
        ("I05/KH-UBND", "105/KH-UBND", "1 as I"),
        ("|05/KH-UBND", "105/KH-UBND", "1 as a bar"),
        (": o4./QĐ-UBND", "04/QĐ-UBND", "colon before, a dot after"),
        ("o4 /QĐ - UBND", "04/QĐ-UBND", "spaces as printed"),
        ("2O/2025/NQ-HĐND", "20/2025/NQ-HĐND", "a legal act keeps its year"),
        ("95NQ-HĐND", "95/NQ-HĐND", "the slash is lost before a type"),
        ("95 NQ-HĐND", "95/NQ-HĐND", "a space in its place"),
        ("12SNV-VP", "12/SNV-VP", "the slash is lost before a common body"),
    ],
)
def test_slips_of_ocr_are_explained(text: str, normal: str, why: str) -> None:
    number = parse_misread(text)
    assert number is not None and (number.text, number.odd) == (normal, False), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("lI/KH-UBND", "no digit at all"),
        ("/KH-UBND", "blank"),
        ("95XY-ABC", "neither type nor common body: the slash may have stood elsewhere"),
        ("95NQ", "no body"),
        ("l2/8/2025", "a date"),
        ("x4/QĐ-UBND", "a letter that is like no digit"),
        ("Sở Nội vụ", "words"),
        ("", "nothing"),
    ],
)
def test_what_no_slip_explains(text: str, why: str) -> None:
    assert parse_misread(text) is None, why


@pytest.mark.parametrize(
    ("printed", "closed", "why"),
    [
        ("188/KH-UBND", True, "type and body of the lists"),
        ("01/2025/NQ-HĐND", True, "a legal act"),
        ("30-CT/TU", True, "the Party"),
        ("188/KH-BCĐ138", False, "a body of its own"),
        ("1723/SNV-VP", False, "a letter names no type"),
        ("774/BC", False, "torn off behind the type: the body belongs to it"),
        ("38/ĐHNN", False, "a small body's letter"),
        ("188/KH-UBND-BCĐ138", False, "one of two bodies is not listed"),
    ],
)
def test_symbols_of_closed_lists(printed: str, closed: bool, why: str) -> None:
    number = parse(printed)
    assert number is not None and is_closed(number) is closed, why


@pytest.mark.parametrize(
    ("read", "right", "why"),
    [
        ("12/TIr-UBND", "12/TTr-UBND", "T read as I"),
        ("12/QD-UBND", "12/QĐ-UBND", "the bar of Đ lost"),
        ("12/KH-UBND", "12/KH-UBND", "nothing to mend"),
        ("12/TIr-BCĐ138", "12/TIr-BCĐ138", "what follows is no common body"),
        ("12/XYZ-UBND", "12/XYZ-UBND", "like no type"),
    ],
)
def test_a_misread_type_is_mended(read: str, right: str, why: str) -> None:
    number = parse(read)
    assert number is not None and mended(number).text == right, why


# --- properties -------------------------------------------------------------------------------------------------------

bodies = st.sampled_from(["UBND", "SNV", "HĐND", "PNV", "BNV", "ĐKT", "BCĐ138", "VP", "CCHC&VTLT", "NC1", "VPTW", "TU"])
abbreviations = st.sampled_from(sorted(short for shorts in TYPES.values() for short in shorts))
numbers = st.integers(1, 99_999).map(lambda n: f"{n:02d}")
years = st.integers(1945, 2099)
forms = st.one_of(
    st.builds("{}/{}-{}".format, numbers, abbreviations, bodies),
    st.builds("{}/{}-{}".format, numbers, bodies, bodies),
    st.builds("{}/{}/{}-{}".format, numbers, years, abbreviations, bodies),
    st.builds("{}-{}/{}".format, numbers, abbreviations, bodies),
    st.builds("{}/{}-{}-{}".format, numbers, bodies, bodies, bodies),
    st.builds("{}/{}".format, numbers, bodies),
)


@given(forms)
def test_every_form_parses_to_itself(text: str) -> None:
    number = parse(text)
    assert number is not None and number.text == text and not number.odd


@given(forms, st.data())
def test_spaces_around_the_marks_change_nothing(text: str, data: st.DataObject) -> None:
    spaced = "".join(
        " " * data.draw(st.integers(0, 2)) + c + " " * data.draw(st.integers(0, 2)) if c in "-/&" else c for c in text
    )
    assert squeeze(spaced) == text
    number = parse(f":  {spaced}   V/v báo cáo")
    assert number is not None and number.text == text


@given(forms)
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@given(numbers, years, abbreviations, bodies)
def test_the_type_of_a_legal_act_comes_from_its_symbol(so: str, year: int, short: str, body: str) -> None:
    number = parse(f"{so}/{year}/{short}-{body}")
    assert number is not None
    assert (number.so, number.year, number.type_name, number.organs) == (so, year, type_of_abbreviation(short), (body,))


@given(numbers, abbreviations, st.sampled_from(["UBND", "HĐND", "SNV"]), st.data())
def test_confused_digits_are_read_back(so: str, short: str, body: str, data: st.DataObject) -> None:
    alike = {"0": "0oO", "1": "1lI|"}
    seen = "".join(data.draw(st.sampled_from(alike.get(digit, digit))) for digit in so)
    if not any(c.isdigit() for c in seen):
        return
    number = parse_misread(f": {seen}/{short}-{body}")
    assert number is not None and number.text == f"{so}/{short}-{body}"


@given(st.text("0123456789oOlI|/-. KHQĐUBNDSV"))
def test_an_explained_slip_is_a_number_of_the_grammar(text: str) -> None:
    number = parse_misread(text)
    assert number is None or (number.text is not None and not number.odd)


@given(st.text())
def test_any_text_gives_a_number_of_the_grammar_or_nothing(text: str) -> None:
    number = parse(text)
    if number is None:
        return
    again = parse(number.text if number.text is not None else number.blank_text)
    assert again is not None
    assert (again.text, again.blank_text) == (number.text, number.blank_text)


@pytest.mark.parametrize(
    ("text", "want", "why"),
    [
        ("05/HĐĐND-VP", "05/HĐND-VP", "a letter doubled"),
        ("8/TB.HĐNĐ", "8/TB-HĐND", "a dash read as a point, a committee one letter off"),
        ("12/TIr-UBND", "12/TTr-UBND", "a type before a common body"),
        ("7/QĐ-ƯBND", "7/QĐ-UBND", "a mark too many"),
        ("1/TB-ĐHVH", "1/TB-ĐHVH", "an abbreviation of no list stays"),
        ("3/HD-BND", "3/HD-BND", "too short to tell"),
        ("9/KT.NN-AB", "9/KT.NN-AB", "a point within an unknown abbreviation stays"),
    ],
)
def test_symbols_misread_are_put_right_by_closed_lists(text: str, want: str, why: str) -> None:
    number = parse(text)
    assert number is not None
    assert mended(number).text == want, why
