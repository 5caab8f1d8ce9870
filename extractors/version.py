"""What made a result: part of the cache key, found without loading any engine."""

from __future__ import annotations

from importlib import metadata, util

from extractors.ocr import LANGUAGE, data_folders

READER_VERSION = "12"
"""Raised with every change that can alter a result."""


def engine_version() -> str:
    """This reader, and the libraries and the model that decide what is seen."""
    parts = [f"reader {READER_VERSION}"]
    for name in ("pypdfium2", "tesserocr", "pytesseract", "pyhanko", "pypdf", "holidays", "onnxruntime"):
        if util.find_spec(name) is not None:
            parts.append(f"{name} {metadata.version(name)}")
    # size tells the models apart: fast 0.5 MB, best 1.7 MB
    parts.extend(f"{LANGUAGE} {(folder / f'{LANGUAGE}.traineddata').stat().st_size}" for folder in data_folders()[:1])
    return "; ".join(parts)
