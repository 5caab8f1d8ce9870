"""The evidence folder as it reaches Phòng Nội vụ: made, never downloaded, the same for one seed."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from importlib import resources
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from samples import bodies, ink, layout, office, scan
from samples.catalogue import LITTER, Entry, entries
from samples.fonts import find_family
from samples.layout import Press, image_pdf, print_paper
from samples.paper import Look, Mark, Paper, Printed
from samples.signing import HANOI, Authority, Stamp, change_after_signing, found_authority, sign

PASSWORD = "suoi-mo-2025"
"""Opens the encrypted file."""

_ARCHIVE = ".zip/"
_SIGNED = frozenset({"signed", "changed", "resaved", "copy_of"})
_FIELDS = {"number": "So", "day": "Ngay", "month": "Thang"}


@dataclass(frozen=True, slots=True)
class SampleFolder:
    """What was made: the folder, its profile and criteria set, and the names of its documents.

    `documents` are paths below the folder with forward slashes, members of the archive among them; `root_certificate`
    is the PEM of the authority that vouches for the digital signatures.
    """

    path: Path
    profile: Path
    criteria: Path
    documents: tuple[str, ...]
    root_certificate: bytes


@dataclass(frozen=True, slots=True)
class _Workshop:
    press: Press
    authority: Authority


def generate(target: Path, *, seed: int = 2025) -> SampleFolder:
    """Write the sample folder into `target`, made if need be; files of the same names are replaced, others stay.

    The same seed gives the same words, pictures and dates; only the keys of the certificates, and so the bytes of the
    signatures, differ.  Raises FontNotFoundError when no font with all Vietnamese letters is installed, and OSError.
    """
    made, authority = make_documents(seed)
    target.mkdir(parents=True, exist_ok=True)
    for name, content in (*_on_disk(made).items(), *((name, b"\0" * 160) for name in LITTER)):
        path = target.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return SampleFolder(
        path=target,
        profile=_copy_data("kiemchung.yaml", target),
        criteria=_copy_data("xa-mau-2025.yaml", target),
        documents=tuple(made),
        root_certificate=authority.root_pem(),
    )


def make_documents(seed: int, wanted: Collection[str] | None = None) -> tuple[dict[str, bytes], Authority]:
    """The bytes of the documents by name, members of archives apart, and the authority behind the signatures.

    `wanted` limits them to these names.  Nothing is written.
    """
    press = layout.set_up(find_family(), seed)
    workshop = _Workshop(press, found_authority(_certificates()))
    made: dict[str, bytes] = {}
    for entry in entries():
        if wanted is None or entry.file in wanted:
            made[entry.file] = made[entry.source] if entry.source in made else _MAKERS[entry.how](entry, workshop)
    return made, workshop.authority


def _copy_data(name: str, target: Path) -> Path:
    with resources.as_file(resources.files("samples") / "data" / name) as source:
        return Path(shutil.copyfile(source, target / name))


def _on_disk(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files to write: members of an archive are packed into it."""
    files = {name: content for name, content in made.items() if _ARCHIVE not in name}
    archives: dict[str, dict[str, bytes]] = {}
    for name, content in made.items():
        if _ARCHIVE in name:
            archive, member = name.split(_ARCHIVE, 1)
            archives.setdefault(f"{archive}.zip", {})[member] = content
    return files | {name: office.zip_archive(members) for name, members in archives.items()}


def _certificates() -> set[tuple[str, str]]:
    names = {bodies.PORTAL}
    for entry in entries():
        if entry.paper is not None and entry.how in _SIGNED:
            names |= {entry.paper.office.certificate, _person(entry.paper)}
    return names


def _person(paper: Paper) -> tuple[str, str]:
    return paper.signer.name, paper.office.certificate[0]


def _paper(entry: Entry) -> Paper:
    if entry.paper is None:
        raise ValueError(f"{entry.file}: an entry made as {entry.how} needs a paper")
    return entry.paper


def _seed(entry: Entry, workshop: _Workshop) -> int:
    return zlib.crc32(f"{workshop.press.seed}:{entry.file}".encode())


def _printed(entry: Entry, workshop: _Workshop) -> Printed:
    return print_paper(_paper(entry), entry.look, workshop.press)


def _digital(entry: Entry, workshop: _Workshop) -> bytes:
    return _printed(entry, workshop).pdf


def _signed(entry: Entry, workshop: _Workshop) -> bytes:
    return _sign(entry, workshop)[0]


def _sign(entry: Entry, workshop: _Workshop) -> tuple[bytes, Printed]:
    """Print with blanks, then sign as an office does: the leader, number and day by the clerk, the body."""
    paper = _paper(entry)
    if paper.number is None or paper.day is None:
        raise ValueError(f"{entry.file}: a signed paper needs number and day")
    blanks: dict[str, Any] = dict.fromkeys(entry.overlay, "blank")
    if entry.look.printed_month is not None:
        del blanks["month"]  # the wrong month stays in the text, the right one is set over it
    printed = print_paper(paper, replace(entry.look, ink=False, **blanks), workshop.press)
    marks = printed.marks
    when = datetime.combine(paper.day + timedelta(days=entry.signed_days_later), time(9, 12), HANOI)
    body = paper.office.certificate
    person = marks["person"]
    hand = ink.signature(paper.signer.name, workshop.press.seed)
    values = {"number": paper.number, "day": f"{paper.day.day:02d}", "month": str(paper.day.month)}
    stamps = [
        Stamp("ChuKy1", person, _person(paper), when, picture=image_pdf(hand, person.width, person.height)),
        *(
            Stamp(
                _FIELDS[name],
                marks[name],
                body,
                when + timedelta(minutes=20 + index),
                digits=values[name],
                cover=name == "month" and entry.look.printed_month is not None,
            )
            for index, name in enumerate(entry.overlay)
        ),
        Stamp(
            "CoQuan",
            marks["body"],
            body,
            when + timedelta(minutes=30),
            picture=_body_mark(paper, when, workshop, marks),
        ),
    ]
    if entry.portal:
        spot = replace(marks["body"], x=60, width=120)
        words = layout.words_pdf((bodies.PORTAL[0], "Ký số bản đăng tải"), workshop.press, spot.width, spot.height)
        stamps.append(Stamp("CongThongTin", spot, bodies.PORTAL, when + timedelta(days=1), picture=words))
    return sign(printed.pdf, tuple(stamps), workshop.authority), printed


def _body_mark(paper: Paper, when: datetime, workshop: _Workshop, marks: Mapping[str, Mark]) -> bytes:
    moment = (when + timedelta(minutes=30)).strftime("%d/%m/%Y %H:%M:%S")
    return layout.body_mark_pdf(paper.office, moment, workshop.press, marks["body"].width, marks["body"].height)


def _changed(entry: Entry, workshop: _Workshop) -> bytes:
    signed, printed = _sign(entry, workshop)
    return change_after_signing(signed, "(06 thanh vien)", replace(printed.marks["person"], x=90.0))


def _resaved(entry: Entry, workshop: _Workshop) -> bytes:
    """What a merging or compressing tool does: all objects written anew, so that the signed bytes are gone."""
    return _rewritten(PdfWriter(clone_from=BytesIO(_signed(entry, workshop))))


def _encrypted(entry: Entry, workshop: _Workshop) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(_digital(entry, workshop)))
    writer.encrypt(PASSWORD, algorithm="AES-256")
    return _rewritten(writer)


def _script(entry: Entry, workshop: _Workshop) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(_digital(entry, workshop)))
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('mau');"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = action
    return _rewritten(writer)


def _rewritten(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _truncated(entry: Entry, workshop: _Workshop) -> bytes:
    """A fifth of the file, as a broken copy leaves it: no page can be found in it."""
    whole = _digital(entry, workshop)
    return whole[: len(whole) // 5]


def _empty(entry: Entry, workshop: _Workshop) -> bytes:
    return b""


def _scan(entry: Entry, workshop: _Workshop) -> bytes:
    return scan.scan_pdf(_digital(entry, workshop), entry.scan, _seed(entry, workshop))


def _joined(entry: Entry, workshop: _Workshop) -> bytes:
    if entry.second is None:
        raise ValueError(f"{entry.file}: two papers are needed")
    writer = PdfWriter()
    for paper in (_paper(entry), entry.second):
        writer.append(PdfReader(BytesIO(print_paper(paper, Look(), workshop.press).pdf)))
    return scan.scan_pdf(_rewritten(writer), entry.scan, _seed(entry, workshop))


def _photo(entry: Entry, workshop: _Workshop) -> bytes:
    return scan.photo(scan.render(_digital(entry, workshop), 190)[0], _seed(entry, workshop))


def _png(entry: Entry, workshop: _Workshop) -> bytes:
    page = scan.render(_digital(entry, workshop), entry.scan.dpi)[0]
    return scan.png(page, entry.scan, _seed(entry, workshop))


def _tiff(entry: Entry, workshop: _Workshop) -> bytes:
    return scan.tiff(_digital(entry, workshop), entry.scan, _seed(entry, workshop))


def _docx(entry: Entry, workshop: _Workshop) -> bytes:
    return office.docx_draft(_paper(entry), entry.edits, workshop.press.seed)


def _xlsx(entry: Entry, workshop: _Workshop) -> bytes:
    return office.xlsx_table(_paper(entry), workshop.press.seed)


def _doc(entry: Entry, workshop: _Workshop) -> bytes:
    return office.word97(_paper(entry), workshop.press.seed)


_MAKERS: Mapping[str, Callable[[Entry, _Workshop], bytes]] = {
    "digital": _digital,
    "bare": _digital,
    "signed": _signed,
    "copy_of": _signed,
    "changed": _changed,
    "resaved": _resaved,
    "encrypted": _encrypted,
    "script": _script,
    "truncated": _truncated,
    "empty": _empty,
    "scan": _scan,
    "joined": _joined,
    "photo": _photo,
    "png": _png,
    "tiff": _tiff,
    "docx": _docx,
    "xlsx": _xlsx,
    "doc": _doc,
}
