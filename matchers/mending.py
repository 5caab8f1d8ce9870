"""Misread words put right by the words that the requirements use.

A folded Vietnamese word is a syllable of known build; what is not one ("khlc", "nnam", "thonng") is a
reading error or an abbreviation.  Such a word becomes the nearest word of a closed list if there is exactly one.
A word that stands between the neighbours of a known word and is one letter off becomes that word: "cải cách hàn chính".
Words with digits are never touched: a number is read or unknown, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|nh|ngh?|n|ph?|qu|r|s|th|tr|t|v|x)?"
    r"(?:(?:a|e|i|o|u|y|ie|oa|oe|ua|ue|uo|uy|uye|ye)(?:ch|c|ng|nh|m|n|p|t)|"
    r"uya|uyu|yeu|ieu|uoi|uou|oai|oay|oeo|uay|uy|ua|ue|uu|ui|oa|oe|oi|ia|iu|uo|"
    r"ai|ao|au|ay|eo|eu|a|e|i|o|u|y)"
)
_VOWEL = re.compile(r"[aeiouy]")
_WORD = re.compile(r"[a-z][a-z0-9]*")
_PART = re.compile(r"[a-z0-9]+")
_SPLIT = re.compile(r"([a-z0-9]+)")
_DIGITS = re.compile(r"\d.*\d")
_SHORTEST = 3
_SHORTEST_ABBREVIATION = 5
_LONG = 6

_EVERYDAY = (
    "ke hoach bao cao quyet dinh thong bao to trinh chuong trinh de an nam quy thang dau cuoi giai doan phuong "
    "huong nhiem vu trong tam ban hanh phe duyet trien khai thuc hien ket qua tinh hinh tren dia ban "
    "tinh xa phuong ve viec cong tac"
)


def is_syllable(word: str) -> bool:
    """Whether a folded word is built like a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


class Mender:
    """Mends folded texts towards the words, and the runs of three words, of known texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = [_PART.findall(text) for text in texts]
        words = {word for line in (*known, _EVERYDAY.split()) for word in line if len(word) >= _SHORTEST - 1}
        self._words = sorted(word for word in words if _WORD.fullmatch(word))
        self._nearest_of: dict[str, tuple[str, ...]] = {word: (word,) for word in self._words}
        self._pairs = {pair for line in known for pair in pairwise(line)}
        self._between: dict[tuple[str, str], set[str]] = {}
        for line in known:
            for before, word, after in zip(line, line[1:], line[2:], strict=False):
                self._between.setdefault((before, after), set()).add(word)

    def knows_as(self, other: Mender) -> bool:
        """Whether another mender mends every text alike."""
        return self._words == other._words and self._pairs == other._pairs and self._between == other._between

    def mend(self, folded: str) -> str:
        """The text with its broken words mended; everything else, numbers and punctuation too, stays."""
        parts = _SPLIT.split(folded)
        places = [n for n, part in enumerate(parts) if _WORD.fullmatch(part)]
        # Twice: a word mended by itself is the neighbour that mends the next one.
        for _ in range(2):
            for number, place in enumerate(places):
                before = parts[places[number - 1]] if number else ""
                after = parts[places[number + 1]] if number + 1 < len(places) else ""
                parts[place] = self._mended(before, parts[place], after)
        return "".join(parts)

    def _mended(self, before: str, word: str, after: str) -> str:
        between = self._between.get((before, after), ())
        if word in between or _DIGITS.search(word):
            return word
        near = [w for w in between if len(w) >= _SHORTEST and Levenshtein.distance(w, word, score_cutoff=1) <= 1]
        if len(near) == 1:
            return near[0]
        nearest = self._nearest(word)
        if len(nearest) > 1:
            nearest = tuple(w for w in nearest if (before, w) in self._pairs or (w, after) in self._pairs)
        return nearest[0] if len(nearest) == 1 else word

    def _nearest(self, word: str) -> tuple[str, ...]:
        """The known words nearest to a broken one; the word itself if it is not broken or nothing is near."""
        kept = self._nearest_of.get(word)
        if kept is None:
            kept = self._nearest_of[word] = self._search(word) if _is_broken(word) else (word,)
        return kept

    def _search(self, word: str) -> tuple[str, ...]:
        for distance in range(1, (2 if len(word) >= _LONG else 1) + 1):
            near = tuple(
                other
                for other in self._words
                if abs(len(other) - len(word)) <= distance
                and Levenshtein.distance(word, other, score_cutoff=distance) == distance
            )
            if near:
                return near
        return (word,)


def _is_broken(word: str) -> bool:
    """Whether a word is neither a syllable nor, by its length, a possible abbreviation."""
    if len(word) < _SHORTEST or is_syllable(word):
        return False
    return _VOWEL.search(word) is not None or len(word) >= _SHORTEST_ABBREVIATION
