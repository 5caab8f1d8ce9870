"""What the caller may choose about reading; part of the cache key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.limits import Limits


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    `full_text` reads every page, pictures too, instead of head and end of a scan and the text pages of a PDF.
    `organisations` maps an office's own abbreviations to bodies (profile `aliases.organisations`), `symbols`
    abbreviations of types to type names (profile `aliases.symbols`).  `passwords` are tried in order on encrypted
    files.  `roots` are the certificates (PEM, one each) that digital signatures may be trusted by (profile
    `trust.certificates`).
    """

    ocr: bool = True
    full_text: bool = False
    organisations: Mapping[str, str] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    passwords: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
