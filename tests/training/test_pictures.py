import gzip
from pathlib import Path

import numpy as np
import pytest

from training.pictures import load_pictures, read_idx, read_zip


def _write(path: Path, content: bytes) -> None:
    with gzip.open(path, "wb") as stream:
        stream.write(content)


def _idx(array: np.ndarray) -> bytes:
    sizes = b"".join(int(n).to_bytes(4, "big") for n in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def _zip_line(digit: int, ink: int) -> str:
    levels = np.full((16, 16), -1.0)
    levels[4:12, 8 : 8 + ink] = 1.0
    return f"{digit}.0000 " + " ".join(f"{v:.3f}" for v in levels.ravel()) + " \n"


def test_idx_holds_its_shape(tmp_path):
    array = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    _write(tmp_path / "a.gz", _idx(array))
    assert np.array_equal(read_idx(tmp_path / "a.gz"), array)


@pytest.mark.parametrize("content", [b"", b"\0\0\x09\1\0\0\0\1a", b"<html>"])
def test_no_idx_file(tmp_path, content):
    _write(tmp_path / "a.gz", content)
    with pytest.raises(ValueError, match=r"a\.gz"):
        read_idx(tmp_path / "a.gz")


def test_zip_digits(tmp_path):
    _write(tmp_path / "z.gz", (_zip_line(6, 3) + _zip_line(0, 5)).encode())
    (first, picture), (second, _) = read_zip(tmp_path / "z.gz")
    assert (first, second, picture.shape) == (6, 0, (16, 16))
    assert (picture.min(), picture.max()) == (0, 255)


def test_no_zip_file(tmp_path):
    _write(tmp_path / "z.gz", b"1 2 3\n")
    with pytest.raises(ValueError, match=r"z\.gz"):
        read_zip(tmp_path / "z.gz")


def test_every_tenth_of_a_digit_is_held_out_and_pictures_are_trimmed(tmp_path):
    images = np.zeros((20, 28, 28), np.uint8)
    images[:, 5:25, 10:14] = 255
    _write(tmp_path / "mnist-t10k-images-idx3-ubyte.gz", _idx(images))
    _write(tmp_path / "mnist-t10k-labels-idx1-ubyte.gz", _idx(np.full(20, 1, np.uint8)))
    for name in ("train", "test"):
        _write(tmp_path / f"usps-zip.{name}.gz", _zip_line(1, 2).encode() * 5)
    train, held = load_pictures(tmp_path)
    assert (len(train), len(held)) == (27, 3)
    assert train.by_digit[1][0].shape == (20, 4)
    assert held.by_digit[1][-1].shape == (8, 2)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="mnist"):
        load_pictures(tmp_path)
