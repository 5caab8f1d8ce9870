"""Text without marks and case, letter for letter, so that what is found in it can be cut from the original."""

from __future__ import annotations

from extractors.document import fold


def flat(text: str) -> str:
    """The folded text with every character in its place; NFC and single spaces are the caller's business."""
    return "".join(character if character.isspace() else (fold(character) or character)[:1] for character in text)
