"""The network: a small convolutional reader with connectionist temporal classification (CTC, Graves 2006)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

CLASSES = 11
"""Blank (0) and the digits 0–9 (1–10)."""

FILLS = 3
"""Hand, print, other: see `training.scenes.Fill`."""


def _layer(
    before: int, after: int, kernel: int | tuple[int, int] = 3, padding: int | tuple[int, int] = 1
) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, kernel, padding=padding, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)
    )


class _Context(nn.Module):
    """A residual look at the neighbouring columns."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(channels, channels // 2, 1, bias=False),
            nn.BatchNorm1d(channels // 2),
            nn.ReLU(inplace=True),
            nn.Conv1d(channels // 2, channels, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm1d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.body(x))


class Reader(nn.Module):
    """Strips (batch, 1, 32, width) to logits of the CTC classes (batch, width / 4, 11) and of the fill (batch, 3)."""

    def __init__(self) -> None:
        super().__init__()
        self.eye = nn.Sequential(
            _layer(1, 16),
            nn.MaxPool2d(2),
            _layer(16, 32),
            _layer(32, 32),
            nn.MaxPool2d(2),
            _layer(32, 64),
            _layer(64, 64),
            nn.MaxPool2d((2, 1)),
            _layer(64, 96),
            _layer(96, 128, (4, 1), (0, 0)),
        )
        self.context = nn.Sequential(_Context(128, 1), _Context(128, 2), _Context(128, 4))
        self.drop = nn.Dropout(0.15)
        self.letters = nn.Linear(128, CLASSES)
        self.fill = nn.Linear(256, FILLS)

    def forward(self, strips: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the letters and of the fill."""
        seen = self.context(self.eye(strips).squeeze(2))
        pooled = torch.cat([seen.mean(dim=2), seen.amax(dim=2)], dim=1)
        letters: Tensor = self.letters(self.drop(seen.transpose(1, 2)))
        fill: Tensor = self.fill(self.drop(pooled))
        return letters, fill
