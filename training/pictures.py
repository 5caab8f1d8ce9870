"""Pictures of single handwritten digits: the MNIST test set and the USPS zip codes, as downloaded."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FILES = ("mnist-t10k-images-idx3-ubyte.gz", "mnist-t10k-labels-idx1-ubyte.gz", "usps-zip.train.gz", "usps-zip.test.gz")


@dataclass(frozen=True, slots=True)
class DigitPictures:
    """Pictures by digit: for each of 0–9 a list of arrays, 0 paper to 255 ink, trimmed to their ink."""

    by_digit: tuple[tuple[NDArray[np.uint8], ...], ...]

    def __len__(self) -> int:
        return sum(len(pictures) for pictures in self.by_digit)


def load_pictures(folder: Path) -> tuple[DigitPictures, DigitPictures]:
    """The pictures to train with and those held out: every tenth of each digit is held out.

    Raises FileNotFoundError naming the missing file, ValueError when a file is not of its format.
    """
    pictures: list[list[NDArray[np.uint8]]] = [[] for _ in range(10)]
    images, labels, *zips = (folder / name for name in _FILES)
    for digit, picture in zip(read_idx(labels), read_idx(images), strict=True):
        pictures[int(digit)].append(_trimmed(picture))
    for path in zips:
        for digit, picture in read_zip(path):
            pictures[digit].append(_trimmed(picture))
    train = tuple(tuple(p for i, p in enumerate(kind) if i % 10) for kind in pictures)
    held = tuple(tuple(kind[::10]) for kind in pictures)
    return DigitPictures(train), DigitPictures(held)


def read_idx(path: Path) -> NDArray[np.uint8]:
    """An array in the IDX format of MNIST (gzip; big-endian sizes after a magic number of type and rank)."""
    with gzip.open(path) as stream:
        content = stream.read()
    if content[:3] != b"\0\0\x08":
        raise ValueError(f"{path.name} is no IDX file of bytes")
    rank = content[3]
    shape = np.frombuffer(content, ">u4", rank, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def read_zip(path: Path) -> list[tuple[int, NDArray[np.uint8]]]:
    """Digits of the USPS text format: on each line the digit and 256 levels from -1 (paper) to 1 (ink)."""
    with gzip.open(path, "rt", encoding="ascii") as stream:
        rows = [np.array(line.split(), np.float64) for line in stream]
    if any(len(row) != 257 for row in rows):
        raise ValueError(f"{path.name} is no USPS digit file")
    return [(int(row[0]), ((row[1:] + 1) * 127.5).astype(np.uint8).reshape(16, 16)) for row in rows]


def _trimmed(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rows = np.flatnonzero((picture > 90).any(axis=1))
    columns = np.flatnonzero((picture > 90).any(axis=0))
    if not rows.size:
        return picture
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
