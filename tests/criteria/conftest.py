"""Builders for the records that the rules judge; each test names only what matters to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from criteria.loading import load_set
from criteria.model import CriteriaSet, Offer, Requirement, Subject, Window
from extractors.document import Candidate, Document, Fact, Finding, Seal, Source, State, TextSource

DATA = Path(__file__).parent / "data"


def build_document(
    number: str | None = "12/KH-UBND",
    issued: date | None = date(2025, 8, 1),
    issuer: str | None = "UBND xã Di Linh",
    type_: str | None = "Kế hoạch",
    subject: str | None = "Cải cách hành chính năm 2025",
    *,
    confidence: dict[str, float] | None = None,
    candidates: dict[str, tuple[Candidate, ...]] | None = None,
    file: str = "a.pdf",
    sha256: str = "00",
    state: State = State.ISSUED,
    text_source: TextSource = TextSource.TEXT,
    findings: tuple[Finding, ...] = (),
    **rest: Any,
) -> Document:
    values = {
        "so_ky_hieu": number,
        "ngay_ban_hanh": issued,
        "co_quan_ban_hanh": issuer,
        "loai_van_ban": type_,
        "trich_yeu": subject,
    }
    facts = {
        name: Fact(value, (confidence or {}).get(name, 0.99), Source.TEXT, candidates=(candidates or {}).get(name, ()))
        for name, value in values.items()
        if value is not None or name in (candidates or {})
    }
    return Document(
        file,
        sha256,
        (1, 2),
        2,
        facts,
        text_source=text_source,
        state=state,
        findings=findings,
        seal=rest.pop("seal", Seal(None)),
        **rest,
    )


def build_requirement(**changes: Any) -> Requirement:
    plain: dict[str, Any] = {
        "criterion": "1.1.1",
        "id": "ke-hoach",
        "description": "Kế hoạch CCHC năm 2025",
        "types": ("Kế hoạch",),
        "issuers": ("UBND xã Di Linh",),
        "subjects": ("cải cách hành chính năm 2025",),
        "not_subjects": (),
        "window": Window(date(2025, 7, 1), date(2025, 8, 31)),
        "year": 2025,
    }
    return Requirement(**{**plain, **changes})


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    return build_document


@pytest.fixture(scope="session")
def make_requirement() -> Callable[..., Requirement]:
    return build_requirement


@pytest.fixture(scope="session")
def make_offer() -> Callable[..., Offer]:
    def make(score: float = 0.9, **document: Any) -> Offer:
        return Offer(build_document(**document), score)

    return make


@pytest.fixture
def good_file() -> Path:
    return DATA / "xa-thu.yaml"


@pytest.fixture
def broken_file() -> Path:
    return DATA / "hong.yaml"


@pytest.fixture
def small_set(good_file: Path) -> CriteriaSet:
    return load_set(good_file)[0]


@pytest.fixture
def commune() -> Subject:
    return Subject("UBND xã Di Linh", 2025, "UBND tỉnh Lâm Đồng", "Lâm Đồng")
