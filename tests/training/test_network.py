"""The network itself: only where the group `training` is installed."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the group training is not installed")
onnxruntime = pytest.importorskip("onnxruntime")

from training.export import write_model  # noqa: E402
from training.measure import Temperatures  # noqa: E402
from training.network import CLASSES, FILLS, Reader  # noqa: E402
from training.scenes import Fill, Sample, Source  # noqa: E402
from training.train import Plan, train  # noqa: E402


def _bars(count: int) -> list[Sample]:
    """Strips with one to three upright bars, to be read as so many ones."""
    made = []
    for i in range(count):
        ones = 1 + i % 3
        strip = np.zeros((32, 64), np.uint8)
        for bar in range(ones):
            left = 8 + 16 * bar + i % 5
            strip[3:29, left : left + 3] = 255
        made.append(Sample(strip, "1" * ones, Fill.HAND, Source.PEN))
    return made


@pytest.mark.parametrize("width", [16, 48, 192])
def test_a_column_for_every_four_pixels(width):
    with torch.no_grad():
        letters, fill = Reader().eval()(torch.zeros(3, 1, 32, width))
    assert letters.shape == (3, width // 4, CLASSES)
    assert fill.shape == (3, FILLS)


def test_training_learns_and_repeats(capsys):
    plan = Plan(seed=3, epochs=4)
    first, again = train(_bars(192), plan), train(_bars(192), plan)
    losses = [float(line.split()[3].rstrip(",")) for line in capsys.readouterr().out.splitlines()]
    assert losses[3] < losses[0]
    assert all(torch.equal(a, b) for a, b in zip(first.state_dict().values(), again.state_dict().values(), strict=True))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the exporter
def test_the_file_says_what_the_network_says_at_its_temperatures(tmp_path: Path):
    torch.manual_seed(4)
    reader = Reader().eval()
    strips = np.random.default_rng(4).random((2, 1, 32, 80), dtype=np.float32)
    with torch.no_grad():
        letters, fill = (output.numpy() for output in reader(torch.from_numpy(strips)))
    write_model(reader, Temperatures(2.0, 4.0), tmp_path / "a.onnx")
    got = onnxruntime.InferenceSession(tmp_path / "a.onnx").run(["letters", "fill"], {"strips": strips})
    assert np.allclose(got[0], letters / 2, atol=1e-4)
    assert np.allclose(got[1], fill / 4, atol=1e-4)
