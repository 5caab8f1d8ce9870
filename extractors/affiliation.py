"""Whether the body in a certificate may sign for the body of a letterhead.

Normal are the body itself, its superior, its own units, the office of a People's Committee for the committee, any body
of a place for a council or steering committee of that place, and old names: certificates outlive reorganisations.
Everything that is not plainly another body counts as unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.bodies import normalise_body, starts_body
from extractors.body_names import split_place
from extractors.document import fold
from extractors.known_bodies import MINISTRIES
from extractors.lives import last_day_of
from extractors.places import cities
from extractors.signers import names_body
from extractors.units import KINDS, Unit, is_below, units

_GOVERNMENT = ("UBND", "HĐND")
_MERGED_INTO = {
    "Nông nghiệp và Phát triển nông thôn": "Nông nghiệp và Môi trường",
    "Tài nguyên và Môi trường": "Nông nghiệp và Môi trường",
    "Thông tin và Truyền thông": "Khoa học và Công nghệ",
    "Lao động - Thương binh và Xã hội": "Nội vụ",
    "Giao thông vận tải": "Xây dựng",
    "Kế hoạch và Đầu tư": "Tài chính",
}
"""Fields of ministries and departments that were merged on 01/03/2025 (Nghị quyết 176/2025/QH15)."""


@dataclass(frozen=True, slots=True)
class _Body:
    """A name in normal form, apart: `Sở Nội vụ`, `tỉnh Sơn La`; the place is empty for a body of the state."""

    head: str
    place: str

    @property
    def level(self) -> str:
        """The kind of unit that its place is; a centrally run city counts as a province."""
        kind = next((kind for kind in KINDS if self.place.startswith(f"{kind} ")), "")
        return "tỉnh" if kind == "thành phố" and fold(self.place[len(kind) + 1 :]) in cities() else kind

    @property
    def is_government(self) -> bool:
        """Whether it governs its place, itself or through its office."""
        return self.head.removeprefix("Văn phòng ") in (*_GOVERNMENT, "HĐND và UBND")


def bodies_named(signer: str | None, unit: str | None, organisation: str | None) -> tuple[str, ...]:
    """Bodies of a certificate's subject in normal form, the smallest first; departments get the place above them."""
    names: list[str] = []
    place = ""
    person = signer is not None and not names_body(signer)
    for text in (organisation, unit, None if person else signer):
        if text is None or not starts_body(text):
            continue
        name = normalise_body(text)
        body, own = split_place(name)
        if not own and place and body not in MINISTRIES:
            name = f"{'Văn phòng UBND' if fold(body) == 'van phong' else body} {place}"
        place = split_place(name)[1] or place
        names.insert(0, name)
    return tuple(dict.fromkeys(names))


def is_other_body(named: Sequence[str], issuer: str, superior: str | None, issued: date | None) -> bool | None:
    """Whether a certificate (`bodies_named`) is plainly another body's than the letterhead's; None: cannot be said."""
    if not named:
        return None
    ours = [name for name in (issuer, superior) if name is not None]
    if any(_alike(name, other) for name in named for other in ours[:1]) or any(_alike(named[0], name) for name in ours):
        return False
    signer = _taken(named[0])
    if _has_ended(named[0], signer.place, issued):
        return None
    return _are_apart(signer, _taken(issuer)) or None


def _are_apart(signer: _Body, issuer: _Body) -> bool:
    if not _is_plain(signer) or not _is_plain(issuer) or bool(signer.place) is not bool(issuer.place):
        return False  # bodies of the state sign for their branches
    if fold(signer.place) == fold(issuer.place):
        return not (signer.is_government or issuer.is_government) and _field(signer.head) != _field(issuer.head)
    if signer.level == issuer.level:
        return True
    return not _may_lie_in(issuer.place, signer.place) and not _may_lie_in(signer.place, issuer.place)


def _is_plain(body: _Body) -> bool:
    """Ministries, departments, People's Committees and Councils: kinds that are told apart by name and place alone."""
    if not body.place:
        return body.head in MINISTRIES and body.head.startswith("Bộ ")
    return body.is_government or body.head.startswith(("Sở ", "Phòng "))


@lru_cache(maxsize=1024)
def _taken(name: str) -> _Body:
    return _Body(*split_place(name))


def _alike(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def _field(head: str) -> str:
    """The field of a ministry or department by its name of today."""
    kind, _, field = head.partition(" ")
    return f"{kind} {_MERGED_INTO.get(field, field)}"


def _has_ended(name: str, place: str, issued: date | None) -> bool:
    """Whether a name may be an old one: the body, or a unit called like its place, was gone on the day of issue."""
    days = [last_day_of(name), *(unit.until for unit in _units(place))]
    return any(day is not None and (issued is None or day < issued) for day in days)


def _may_lie_in(place: str, larger: str) -> bool:
    """Whether a unit lies in a larger one; a name that the register lacks may lie anywhere."""
    found = _units(place)
    return not found or any(is_below(unit.above, larger) for unit in found)


def _units(place: str) -> list[Unit]:
    kind = next((kind for kind in KINDS if place.startswith(f"{kind} ")), None)
    return units(kind, fold(place[len(kind) + 1 :])) if kind is not None else []
