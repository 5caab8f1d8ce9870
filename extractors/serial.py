"""Documents as JSON objects and back: the shape of `kiemchung extract --format jsonl`."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from extractors.document import (
    FIELDS,
    Box,
    Candidate,
    Citation,
    Document,
    Fact,
    FactValue,
    Finding,
    Seal,
    Severity,
    Signature,
    Source,
    State,
    TextSource,
)

Json = dict[str, Any]

_CROP = "_crop"
"""The picture of a fact in base64."""


def document_to_dict(document: Document) -> Json:
    """The object that is stored: keys that begin with `_` are for the store alone (`_text`, and `_crop` of a fact)."""
    facts = document.facts
    return {
        "file": document.file,
        "sha256": document.sha256,
        "pages": list(document.pages),
        "page_count": document.page_count,
        **{name: _plain(facts[name].value if name in facts else None) for name in FIELDS},
        "fields": {name: _fact_to_dict(facts[name]) for name in FIELDS if name in facts},
        "text_source": document.text_source.value,
        "state": document.state.value,
        "signatures": [_signature_to_dict(s) for s in document.signatures],
        "seal": {"present": document.seal.present, "page": document.seal.page, "box": _box_to_list(document.seal.box)},
        "handwritten_signature": document.handwritten_signature,
        "cites": [
            {
                "so_ky_hieu": c.so_ky_hieu,
                "ngay_ban_hanh": c.ngay_ban_hanh.isoformat() if c.ngay_ban_hanh else None,
                "co_quan_ban_hanh": c.co_quan_ban_hanh,
                "page": c.page,
                "loai_van_ban": c.loai_van_ban,
                "trich_yeu": c.trich_yeu,
            }
            for c in document.cites
        ],
        "findings": [{"code": f.code, "severity": f.severity.value, "message": f.message} for f in document.findings],
        "_text": document.text,
    }


def public_document(document: Document, crops: Mapping[str, str]) -> Json:
    """The public object; `crops` are the files into which pictures of facts were written, by name of the field."""
    stored = {key: value for key, value in document_to_dict(document).items() if not key.startswith("_")}
    return stored | {"fields": public_fields(document, FIELDS, crops)}


def public_fields(document: Document, names: Iterable[str], crops: Mapping[str, str]) -> Json:
    """The facts of the named fields as they are shown to others; see `public_document`."""
    facts = {name: _fact_to_dict(document.facts[name]) for name in names if name in document.facts}
    return {
        name: {key: value for key, value in fact.items() if key != _CROP} | {"crop": crops.get(name)}
        for name, fact in facts.items()
    }


def document_from_dict(data: Json) -> Document:
    """Rebuild a document; raises KeyError or ValueError on an object of another shape."""
    seal = data["seal"]
    return Document(
        file=data["file"],
        sha256=data["sha256"],
        pages=(data["pages"][0], data["pages"][1]),
        page_count=data["page_count"],
        facts={name: _fact_from_dict(name, fact) for name, fact in data["fields"].items()},
        text_source=TextSource(data["text_source"]),
        state=State(data["state"]),
        signatures=tuple(_signature_from_dict(s) for s in data["signatures"]),
        seal=Seal(seal["present"], seal["page"], _box_from_list(seal["box"])),
        handwritten_signature=data["handwritten_signature"],
        cites=tuple(
            Citation(
                c["so_ky_hieu"],
                _date(c["ngay_ban_hanh"]),
                c["co_quan_ban_hanh"],
                c["page"],
                c["loai_van_ban"],
                c["trich_yeu"],
            )
            for c in data["cites"]
        ),
        findings=tuple(Finding(f["code"], Severity(f["severity"]), f["message"]) for f in data["findings"]),
        text=data.get("_text", ""),
    )


def _plain(value: FactValue | None) -> str | list[str] | None:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, plain: Any) -> FactValue | None:
    if plain is None:
        return None
    if name == "ngay_ban_hanh" and "…" not in plain:  # an unread day stays text
        return date.fromisoformat(plain)
    return tuple(plain) if isinstance(plain, list) else str(plain)


def _fact_to_dict(fact: Fact) -> Json:
    crop = {} if fact.crop is None else {_CROP: base64.b64encode(fact.crop).decode("ascii")}
    return {
        "value": _plain(fact.value),
        "confidence": round(fact.confidence, 4),
        "source": fact.source.value,
        "raw": fact.raw,
        "page": fact.page,
        "box": _box_to_list(fact.box),
        "candidates": [
            {"value": _plain(c.value), "confidence": round(c.confidence, 4), "source": c.source.value}
            for c in fact.candidates
        ],
        **crop,
        **{
            name: list(names)
            for name, names in (("confirmed_by", fact.confirmed_by), ("disputed_by", fact.disputed_by))
            if names
        },
    }


def _fact_from_dict(name: str, data: Json) -> Fact:
    candidates = []
    for c in data["candidates"]:
        value = _value(name, c["value"])
        if value is not None:
            candidates.append(Candidate(value, c["confidence"], Source(c["source"])))
    return Fact(
        _value(name, data["value"]),
        data["confidence"],
        Source(data["source"]),
        data["raw"],
        data["page"],
        _box_from_list(data["box"]),
        tuple(candidates),
        crop=base64.b64decode(data[_CROP], validate=True) if _CROP in data else None,
        confirmed_by=tuple(data.get("confirmed_by", ())),
        disputed_by=tuple(data.get("disputed_by", ())),
    )


def _signature_to_dict(signature: Signature) -> Json:
    return {
        "kind": signature.kind,
        "signer": signature.signer,
        "organisation": signature.organisation,
        "signed_at": signature.signed_at.isoformat() if signature.signed_at else None,
        "intact": signature.intact,
        "covers_whole_file": signature.covers_whole_file,
        "trusted": signature.trusted,
        "role": signature.role,
        "unit": signature.unit,
        "field": signature.field,
        "time_source": signature.time_source,
        "claimed_at": signature.claimed_at.isoformat() if signature.claimed_at else None,
        "changed_after": signature.changed_after,
        "notes": list(signature.notes),
    }


def _signature_from_dict(data: Json) -> Signature:
    return Signature(
        data["signer"],
        data["organisation"],
        _moment(data["signed_at"]),
        data["intact"],
        data["covers_whole_file"],
        data["trusted"],
        data["role"],
        data["kind"],
        data["unit"],
        data["field"],
        data["time_source"],
        _moment(data["claimed_at"]),
        data["changed_after"],
        tuple(data["notes"]),
    )


def _box_to_list(box: Box | None) -> list[float] | None:
    return None if box is None else [round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom)]


def _box_from_list(values: list[float] | None) -> Box | None:
    return None if values is None else Box(values[0], values[1], values[2], values[3])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
