"""The trained network as an ONNX file that carries its temperatures."""

from __future__ import annotations

from pathlib import Path

import torch

from training.measure import Temperatures
from training.network import Reader

_OPSET = 17


def write_model(reader: Reader, temperatures: Temperatures, path: Path) -> None:
    """Write the network; the temperatures are laid into its last layers, so that its outputs are calibrated logits.

    Input `strips` (batch, 1, 32, width), outputs `letters` (batch, width / 4, 11) and `fill` (batch, 3).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        for layer, temperature in ((reader.letters, temperatures.letters), (reader.fill, temperatures.fill)):
            layer.weight.div_(temperature)
            layer.bias.div_(temperature)
    torch.onnx.export(
        reader,
        (torch.zeros(2, 1, 32, 96),),
        str(path),
        input_names=["strips"],
        output_names=["letters", "fill"],
        dynamic_axes={"strips": {0: "batch", 3: "width"}, "letters": {0: "batch", 1: "columns"}, "fill": {0: "batch"}},
        opset_version=_OPSET,
        dynamo=False,
    )
