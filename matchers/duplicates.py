"""Files that are one paper, and papers that contradict each other.

Numbering restarts each 1 January and is unique per body, so body, number with symbol, and year name one document.
Only sure values speak: a misread digit must neither merge two papers nor accuse an office of a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from criteria.issuers import Likeness, compare_bodies
from criteria.model import DuplicateGroup
from extractors.document import Document, State, fold
from matchers.text import expand

SAME_FILE = "same_file"
SAME_DOCUMENT = "same_document"
CONFLICT = "conflict"

_OTHER_SUBJECT = 60.0
"""Likeness in percent below which two sure subjects are clearly different: copies of one paper lose or gain a few words
at the line breaks, they do not change the topic."""
_STATE_RANK = {State.ISSUED: 0, State.COPY: 1, State.UNKNOWN: 2, State.DRAFT: 3}
_SUFFIX_RANK = {"pdf": 0, "tif": 1, "tiff": 1, "jpg": 1, "jpeg": 1, "png": 1}


@dataclass(frozen=True, slots=True)
class Copies:
    """Numbers of documents that belong together, best copy first, and why: same_file, same_document, conflict."""

    members: tuple[int, ...]
    kind: str


def quality(document: Document) -> tuple[int, int, int, int, str]:
    """Sort key of copies, best first: issued, signed, PDF before picture before editable file, most sure facts."""
    signed = any(s.intact is not False for s in document.signatures)
    suffix = document.file.rsplit(".", 1)[-1].lower()
    sure = sum(fact.sure for fact in document.facts.values())
    return (_STATE_RANK[document.state], 0 if signed else 1, _SUFFIX_RANK.get(suffix, 2), -sure, document.file)


def find_copies(documents: Sequence[Document]) -> tuple[Copies, ...]:
    """All groups; a group of copies is `same_file` only if all its members are the same bytes."""
    root = list(range(len(documents)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    by_bytes: dict[tuple[str, tuple[int, int]], list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        if document.sha256:
            by_bytes[document.sha256, document.pages].append(number)
    for same in by_bytes.values():
        for other in same[1:]:
            if documents[other].file != documents[same[0]].file:  # two documents on one sheet share its bytes and page
                root[find(other)] = find(same[0])

    against: list[tuple[int, int]] = []
    for same in _by_number(documents).values():
        for a, b in combinations(same, 2):
            relation = compare(documents[a], documents[b])
            if relation == SAME_DOCUMENT:
                root[find(b)] = find(a)
            elif relation == CONFLICT:
                against.append((a, b))

    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(documents)):
        groups[find(number)].append(number)
    found = [_group(documents, members) for members in groups.values() if len(members) > 1]
    pairs = {tuple(sorted((find(a), find(b)))) for a, b in against if find(a) != find(b)}
    for one, other in sorted(pairs):
        best = [min(groups[g], key=lambda n: quality(documents[n])) for g in (one, other)]
        found.append(Copies(tuple(sorted(best, key=lambda n: quality(documents[n]))), CONFLICT))
    return tuple(found)


def _group(documents: Sequence[Document], members: list[int]) -> Copies:
    bytes_ = {(documents[n].sha256, documents[n].pages) for n in members}
    kind = SAME_FILE if len(bytes_) == 1 and documents[members[0]].sha256 else SAME_DOCUMENT
    return Copies(tuple(sorted(members, key=lambda n: quality(documents[n]))), kind)


def _by_number(documents: Sequence[Document]) -> dict[tuple[str, int], list[int]]:
    """Documents by number with symbol and year of issue, where number, date and body are sure."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        symbol, issued = document.text_of("so_ky_hieu"), document.issued_on
        sure = all(document.is_sure(name) for name in ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh"))
        if sure and symbol is not None and issued is not None:
            found[fold(symbol).replace(" ", ""), issued.year].append(number)
    return found


def compare(a: Document, b: Document) -> str | None:
    """What two documents with the same sure number and year are to each other; None: papers of different bodies."""
    body_a, body_b = a.text_of("co_quan_ban_hanh"), b.text_of("co_quan_ban_hanh")
    if body_a is None or body_b is None or compare_bodies(body_a, body_b) is not Likeness.SAME:
        return None
    if a.issued_on != b.issued_on:
        return CONFLICT
    return CONFLICT if _other_subject(a, b) else SAME_DOCUMENT


def _other_subject(a: Document, b: Document) -> bool:
    """Whether two sure subjects are clearly about different things; a shortened one is not."""
    one, other = a.text_of("trich_yeu"), b.text_of("trich_yeu")
    if one is None or other is None or not (a.is_sure("trich_yeu") and b.is_sure("trich_yeu")):
        return False
    left, right = expand(fold(one)), expand(fold(other))
    likeness = max(fuzz.ratio(left, right), fuzz.token_set_ratio(left, right) * 0.9)
    return likeness < _OTHER_SUBJECT


def report(groups: Sequence[Copies], documents: Sequence[Document]) -> tuple[DuplicateGroup, ...]:
    """The groups as file names, each once; several documents of one pair of files are one group."""
    rows = (DuplicateGroup(tuple(dict.fromkeys(documents[n].file for n in g.members)), g.kind) for g in groups)
    return tuple(dict.fromkeys(row for row in rows if len(row.files) > 1))
