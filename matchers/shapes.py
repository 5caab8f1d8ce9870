"""What letters look like to a scanner.

Print OCR takes letters of one shape for each other (c e o, h n u, l i t 1, g q y; `rn` and `m`), far more often than
any others.  Where all letters of a shape are written as one, a misread text is mostly the text that was printed.
"""

from __future__ import annotations

from collections import Counter

_DRAWN_ALIKE = (("rn", "m"), ("ri", "n"), ("in", "m"), ("cl", "d"))
_SHAPES = str.maketrans(
    {letter: group[0] for group in ("ocea0", "nhubv", "iltjfk1", "gqy9", "s5", "z2") for letter in group}
)
_SIZES = (3, 4)
"""Letters in a group; of the sizes tried (2 to 6) these ranked best at 5 and 12 % reading errors."""


def shape(word: str) -> str:
    """A folded word with one letter for each shape; `rn` is `m`."""
    for pair, one in _DRAWN_ALIKE:
        word = word.replace(pair, one)
    return word.translate(_SHAPES)


def drawn_grams(expanded: str) -> Counter[str]:
    """Groups of letter shapes of a text, wherever its spaces fell: scanners lose them and put some in."""
    drawn = shape(expanded.replace(" ", ""))
    return Counter(drawn[at : at + size] for size in _SIZES for at in range(len(drawn) - size + 1))
