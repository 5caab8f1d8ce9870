"""The judgement as `check --format json` prints it: that of `criteria.summary`, with what only reading knows."""

from __future__ import annotations

from typing import Any

from criteria.model import Judgement
from extractors.serial import public_fields
from pipeline.crops import crop_paths


def with_fields(data: dict[str, Any], judgement: Judgement) -> dict[str, Any]:
    """The JSON of a judgement in which each offered document tells its number and date as `extract` does."""
    for result, verdict in zip(data["criteria_results"], judgement.verdicts, strict=True):
        for row, requirement in zip(result["requirements"], verdict.requirements, strict=True):
            for entry, offer in zip(row["documents"], requirement.offers, strict=True):
                document = offer.document
                entry["fields"] = public_fields(document, ("so_ky_hieu", "ngay_ban_hanh"), crop_paths(document))
    return data
