"""Reading errors as print OCR makes them in Vietnamese, letter by letter.

Kinds and shares follow what tesseract's Vietnamese model did to letterheads of worn scans: most errors on letters that
bear marks touch only the marks (lost, or another tone); then letters of one shape (l i 1, 0 O, c e, C G, T I, rn m),
lost letters, spaces and strokes put in; spaces themselves are lost a third as often as letters are misread; digits
mostly become a letter of the same shape (0 → O), one time in ten another digit (8 → 6, 2 → 3), which nobody can see.
"""

from __future__ import annotations

import random
import unicodedata

from extractors.document import fold

_MARKS = 0.6
"""Share of the errors on a letter that may bear marks which only touch the marks."""
_SPACE = 1 / 3
"""How often a space is lost, against a letter."""
_DROPPED, _STROKE, _SPACED = 0.12, 0.05, 0.13
_DIGIT = 0.1
"""Share of the errors on a digit that make another digit."""
_VOWELS = "aeiouy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SHAPES = {
    "a": "oe", "b": "h6", "c": "eo", "d": ("cl", "đ"), "e": "co", "g": "qy", "h": "bn", "i": "l1j", "l": "i1I",
    "m": ("rn", "in"), "n": ("u", "ri", "h"), "o": "ce0", "p": "q", "q": "g", "r": "nt", "s": "ae", "t": "fl",
    "u": "nv", "v": "u", "x": "k", "y": "v", "k": "l", "C": "G", "D": "O", "G": "C", "I": "l1", "O": "0Q", "Q": "O",
    "S": "5§", "T": "I", "B": "8", "H": "N", "N": "H", "U": "V", "V": "U", "K": "X", "M": "N", "P": "F", "L": "I",
}  # fmt: skip
_LETTER_FOR = {
    "0": "OOOo",
    "1": "Il",
    "2": "Zz",
    "3": "B",
    "4": "A",
    "5": "Ss",
    "6": "óG",
    "7": "?",
    "8": "B",
    "9": "g",
}
_DIGIT_FOR = dict(zip("0123456789", ("86", "7", "3", "8", "1", "6", "8", "1", "6", "4"), strict=True))


def misread(text: str, rate: float, rng: random.Random) -> str:
    """A text as read with so many errors per letter or digit; 0 leaves it as it is."""
    if not rate:
        return text
    signs = unicodedata.normalize("NFC", text)
    out = (_misread(sign, rng) if rng.random() < rate * (_SPACE if sign == " " else 1) else sign for sign in signs)
    return unicodedata.normalize("NFC", "".join(out))


def _misread(sign: str, rng: random.Random) -> str:
    if sign == " ":
        return ""
    if sign.isdigit():
        return rng.choice((_DIGIT_FOR if rng.random() < _DIGIT else _LETTER_FOR)[sign])
    plain = fold(sign)
    may_bear = plain in _VOWELS or plain != sign.lower()
    if sign.isalpha() and may_bear and rng.random() < _MARKS:
        return _other_marks(sign, plain, rng)
    chance = rng.random()
    if chance < _DROPPED:
        return ""
    if chance < _DROPPED + _STROKE:
        return f"{sign}{rng.choice('_I')}"
    if chance < _DROPPED + _STROKE + _SPACED:
        return f"{sign} "
    shapes = _SHAPES.get(sign) or _SHAPES.get(plain)
    return rng.choice(shapes) if shapes else ""


def _other_marks(sign: str, plain: str, rng: random.Random) -> str:
    """Half of the time all marks are lost, else the tone is another one."""
    bare = plain if sign.islower() else plain.upper()
    if plain == "d" or rng.random() < 0.5:
        return bare
    return unicodedata.normalize("NFC", bare + rng.choice(_TONES))
