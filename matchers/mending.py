"""Misread words put right by the words that the requirements use.

A folded Vietnamese word is a syllable of known build; what is not one ("khlc", "nnam", "thonng") is a
reading error or an abbreviation.  Such a word becomes the nearest word of a closed list if there is exactly one.
A word that stands between the neighbours of a known word and is one letter off becomes that word: "cải cách hàn chính".
Spaces are put right before that: two known words run together ("nhiemvu"), or one torn apart ("d oanh nghiep").
Words with digits are never touched: a number is read or unknown, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from matchers.shapes import shape

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
_STROKES = re.compile(r"[_|~]+")
_YEAR_GLUED = re.compile(r"(?<=[a-z]{2})(?=20[0-4][0-9]\b)|(?<=\b20[0-4][0-9])(?=[a-z]{2})")
_DIGITS = re.compile(r"\d.*\d")
_SHORTEST = 3
_SHORTEST_ABBREVIATION = 5
_SHORTEST_RUN = 5
_WAYS = 3
_LONG = 6

_DIGIT_IN_WORD = re.compile(r"\b(?:[a-z]*0[a-z]{2,}|[a-z]+0[a-z]+|[a-z]*1[a-z]{2,})\b")
_LETTER_OF = str.maketrans("01", "ol")

_EVERYDAY = (
    "ban hanh ke hoach",
    "phe duyet ke hoach",
    "ve viec ban hanh",
    "ve viec phe duyet",
    "ban hanh chuong trinh",
    "ban hanh de an",
    "trien khai thuc hien",
    "bao cao tinh hinh ket qua thuc hien",
    "bao cao ket qua",
    "phuong huong nhiem vu nam",
    "nhiem vu trong tam",
    "cong tac",
    "tren dia ban tinh",
    "tren dia ban xa",
    "tren dia ban phuong",
    "quyet dinh thong bao to trinh",
    "quy thang dau nam",
    "thang cuoi nam",
    "giai doan",
)
"""What subjects say around their topic."""


def is_syllable(word: str) -> bool:
    """Whether a folded word is built like a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


class Mender:
    """Mends folded texts towards the words, and the runs of three words, of known texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = [_PART.findall(text) for text in (*texts, *_EVERYDAY)]
        words = {word for line in known for word in line if len(word) >= _SHORTEST - 1}
        self._words = sorted(word for word in words if _WORD.fullmatch(word))
        self._nearest_of: dict[str, tuple[str, ...]] = {word: (word,) for word in self._words}
        self._known = frozenset(self._words)
        self._runs: dict[str, str] = {}
        # Offices use the same words over and over: what was made of one between two others holds for all texts.
        self._mended_of: dict[tuple[str, str, str, bool], str] = {}
        self._scraps: dict[str, bool] = {}
        self._alike_of: dict[str, tuple[str, ...]] = {}
        self._by_shape: dict[str, tuple[str, ...]] = {}
        for word in self._words:
            self._by_shape[shape(word)] = (*self._by_shape.get(shape(word), ()), word)
        self._pairs = {pair for line in known for pair in pairwise(line)}
        self._between: dict[tuple[str, str], set[str]] = {}
        for line in known:
            for before, word, after in zip(line, line[1:], line[2:], strict=False):
                self._between.setdefault((before, after), set()).add(word)

    def knows_as(self, other: Mender) -> bool:
        """Whether another mender mends every text alike."""
        return self._words == other._words and self._pairs == other._pairs and self._between == other._between

    def knows(self, word: str) -> bool:
        """Whether a word stands in the known texts."""
        return word in self._known

    def mend(self, folded: str, *, sure: bool = True) -> str:
        """The text with its broken words mended; everything else, numbers and punctuation too, stays.

        In a text that is not sure, proper words too become the known word of the same shape that goes with their
        neighbours ("phân cép" → "phân cấp").
        """
        cleaned = _YEAR_GLUED.sub(" ", _STROKES.sub(" ", folded))
        if not sure:
            cleaned = _DIGIT_IN_WORD.sub(lambda found: found[0].translate(_LETTER_OF), cleaned)
        parts = _SPLIT.split(self._respaced(cleaned))
        places = [n for n, part in enumerate(parts) if _WORD.fullmatch(part)]
        # Twice: a word mended by itself is the neighbour that mends the next one.
        for _ in range(2):
            changed = False
            for number, place in enumerate(places):
                before = parts[places[number - 1]] if number else ""
                after = parts[places[number + 1]] if number + 1 < len(places) else ""
                asked = before, parts[place], after, sure
                found = self._mended_of.get(asked)
                if found is None:
                    found = self._mended_of[asked] = self._mended(*asked)
                changed |= found != parts[place]
                parts[place] = found
            if not changed:
                break
        return "".join(parts)

    def _respaced(self, folded: str) -> str:
        """Lost and inserted spaces put right where that gives known words."""
        parts = _SPLIT.split(folded)
        for place in range(1, len(parts) - 2, 2):
            torn, rest = parts[place], parts[place + 2]
            if not parts[place + 1].isspace() or not (self._is_scrap(torn) or self._is_scrap(rest)):
                continue
            if torn + rest in self._known and not (torn + rest).isdigit():
                parts[place], parts[place + 1], parts[place + 2] = "", "", torn + rest
        return "".join(self._parted(part) if _WORD.fullmatch(part) else part for part in parts)

    def _is_scrap(self, word: str) -> bool:
        known = self._scraps.get(word)
        if known is None:
            whole = word in self._known or is_syllable(word)
            known = self._scraps[word] = word.isalpha() and not whole
        return known

    def _parted(self, word: str) -> str:
        if len(word) < _SHORTEST_RUN or word in self._known:
            return word
        kept = self._runs.get(word)
        if kept is None and is_syllable(word):
            kept = self._runs[word] = word
        if kept is None:
            ways = [way for way in self._ways(word, "") if len(way) > 1] or self._halves(word)
            shortest: tuple[str, ...] = min(ways, key=len, default=(word,))
            kept = self._runs[word] = " ".join(shortest)
        return kept

    def _halves(self, word: str) -> list[tuple[str, ...]]:
        """The one way to part a word in two known ones that nothing brings together."""
        cuts = range(2, len(word) - 1)
        both = [(word[:at], word[at:]) for at in cuts if word[:at] in self._known and word[at:] in self._known]
        return [*both] if len(both) == 1 else []

    def _ways(self, rest: str, before: str) -> list[tuple[str, ...]]:
        """How known words, each at home behind the one before it, make up a run of letters; the shortest few ways."""
        found: list[tuple[str, ...]] = [(rest,)] if self._follows(before, rest) else []
        for at in range(2, len(rest) - 1):
            if len(found) >= _WAYS:
                break
            if self._follows(before, rest[:at]):
                found += [(rest[:at], *way) for way in self._ways(rest[at:], rest[:at])]
        return found

    def _follows(self, before: str, word: str) -> bool:
        return word in self._known and (not before or (before, word) in self._pairs)

    def _mended(self, before: str, word: str, after: str, sure: bool) -> str:
        between = self._between.get((before, after), ())
        if word in between or _DIGITS.search(word):
            return word
        if not sure and (alike := self._fitting(before, word, after)) is not None:
            return alike
        near = [w for w in between if len(w) >= _SHORTEST and Levenshtein.distance(w, word, score_cutoff=1) <= 1]
        if len(near) == 1:
            return near[0]
        nearest = self._nearest(word)
        if len(nearest) > 1:
            nearest = tuple(w for w in nearest if (before, w) in self._pairs or (w, after) in self._pairs)
        return nearest[0] if len(nearest) == 1 else word

    def _fitting(self, before: str, word: str, after: str) -> str | None:
        """The one word of about the same shape that goes with the neighbours, where the word itself does not."""
        if (before, word) in self._pairs or (word, after) in self._pairs:
            return None
        between = self._between.get((before, after), set())
        if word not in self._known and len(between) == 1:
            (only,) = between
            if Levenshtein.distance(shape(only), shape(word), score_cutoff=1) <= 1:
                return only
        alike = self._alike(word)
        beside = [w for w in alike if (before, w) in self._pairs or (w, after) in self._pairs]
        if word in self._known:
            beside = [w for w in beside if (before, w) in self._pairs and (w, after) in self._pairs]
        elif not beside and len(word) > _SHORTEST and not is_syllable(word) and len(alike) == 1:
            return alike[0] if shape(alike[0]) == shape(word) else None
        return beside[0] if len(beside) == 1 else None

    def _alike(self, word: str) -> tuple[str, ...]:
        """The known words of the same shape, or one letter off it."""
        kept = self._alike_of.get(word)
        if kept is None:
            kept = self._by_shape.get(shape(word), ())
            if not kept and len(word) >= _SHORTEST + 1:
                drawn = shape(word)
                kept = tuple(
                    w
                    for key, words in self._by_shape.items()
                    if abs(len(key) - len(drawn)) <= 1 and Levenshtein.distance(key, drawn, score_cutoff=1) <= 1
                    for w in words
                    if len(w) >= _SHORTEST
                )
            self._alike_of[word] = kept
        return kept

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
