"""Whether the text layer of a page may be trusted.

Of 37 real files with text, 11 had a worthless layer: mojibake after re-printing, or a scanner's English OCR
(`CQNG HOA XA HQI`).  Tests, each with a physical reason: the picture of a scan covers the page; letters of the
private use area; too few words of Vietnamese shape; Vietnamese words without a single Vietnamese mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from extractors.document import Source, fold
from extractors.layout import mend
from extractors.page import Page, Word

SCAN_COVER = 0.7
"""Share of the page under one image from which the page is a scan, and its text somebody's OCR."""

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uya|oai|oay|oeo|uay|uoi|uou|ieu|yeu|ia|ie|ua|uo|oa|oe|ue|uy|ai|ao|au|ay|eo|eu|iu|oi|oo|ui|uu|ye|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)

_STRANGE = re.compile("[\ue000-\uf8ff\ufffd]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKED = "àáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ"
_VIETNAMESE = frozenset(_MARKED + _MARKED.upper())


class Layer(StrEnum):
    """Verdict on a text layer."""

    NONE = "none"
    GOOD = "good"
    GARBAGE = "garbage"
    SCAN = "scan"


def judge_layer(page: Page) -> Layer:
    """Judge the words of the page itself; words drawn over it are not part of the layer."""
    words = [w for w in page.words if w.source is Source.TEXT]
    if page.covered >= SCAN_COVER:
        return Layer.SCAN if words else Layer.NONE
    if len(words) < 8:
        return Layer.NONE
    return Layer.GOOD if is_vietnamese(words) else Layer.GARBAGE


def is_syllable(folded: str) -> bool:
    """Whether a word without marks has the shape of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None


def is_vietnamese(words: Sequence[Word]) -> bool:
    """Whether the words have the shape of Vietnamese: syllables, marks, no private letters.

    Measured on one text: good NFC .937 syllables and .167 marked letters, TCVN3 taken for Latin .457/.018, stripped
    marks .937/.002.  A page of figures has too few letters to tell and passes.
    """
    text = mend(" ".join(w.text for w in words))
    if len(_STRANGE.findall(text)) > 0.02 * len(text):
        return False
    runs = re.findall(r"[^\W\d_]+", text)
    tokens = [t for t in runs if len(t) > 1]
    if len(runs) > 40 and len(tokens) < 0.3 * len(runs):
        return False  # letters one by one: text that runs up or down the page
    if len(tokens) < 12:
        return True
    shaped = sum(map(is_syllable, map(fold, tokens)))
    letters = sum(map(len, runs))
    beyond = _BEYOND_ASCII.findall("".join(runs))
    marked = sum(map(_VIETNAMESE.__contains__, beyond))
    return shaped >= 0.6 * len(tokens) and marked >= 0.05 * letters and len(beyond) - marked <= 0.03 * letters
