"""Train the recogniser: `python -m training.train <folder of digit pictures> [--out MODEL]`.

Makes its samples, trains, fits the temperatures on strings held out, writes the ONNX model and prints what it
measured.  Seeded: with the same versions, fonts and number of threads it gives the same model; otherwise the held-out
accuracy stays within the tolerance stated in the model card.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.dataset import batches, make_samples
from training.export import write_model
from training.measure import Logits, fit_temperatures, report, see
from training.network import Reader
from training.scenes import Sample

_BATCH = 64
_HELD_OUT = 4_000
_FILL_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train with; the defaults are those of the shipped model."""

    seed: int = 1
    samples: int = 50_000
    epochs: int = 5
    rate: float = 3e-3
    threads: int = 1


def train(made: list[Sample], plan: Plan) -> Reader:
    """A reader trained on the samples; prints the loss of each epoch."""
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    torch.use_deterministic_algorithms(True)
    rng = np.random.default_rng(plan.seed)
    reader = Reader()
    steps = -(-len(made) // _BATCH) * plan.epochs
    optimiser = torch.optim.AdamW(reader.parameters(), lr=plan.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.rate, total_steps=steps, pct_start=0.15)
    read_loss, fill_loss = nn.CTCLoss(zero_infinity=True), nn.CrossEntropyLoss()
    for epoch in range(plan.epochs):
        started, losses = time.monotonic(), []
        reader.train()
        for batch in batches(made, _BATCH, rng):
            letters, fills = reader(torch.from_numpy(batch.strips))
            columns = torch.full((len(batch.texts),), letters.shape[1], dtype=torch.int64)
            loss = read_loss(
                letters.log_softmax(2).transpose(0, 1),
                torch.from_numpy(batch.digits),
                columns,
                torch.from_numpy(batch.lengths),
            )
            loss = loss + _FILL_WEIGHT * fill_loss(fills, torch.from_numpy(batch.fills))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        seconds = time.monotonic() - started
        print(f"epoch {epoch + 1}/{plan.epochs}: loss {np.mean(losses):.4f}, {seconds:.0f} s", flush=True)
    reader.eval()
    return reader


def main() -> None:
    """Train, measure and export."""
    plan = Plan()
    parser = argparse.ArgumentParser(description="Train the recogniser of handwritten digit strings.")
    parser.add_argument(
        "pictures", type=Path, help="folder with the MNIST test set and the USPS zip codes, as downloaded"
    )
    parser.add_argument("--out", type=Path, default=Path("extractors/data/handwriting/digits.onnx"))
    parser.add_argument("--samples", type=int, default=plan.samples)
    parser.add_argument("--epochs", type=int, default=plan.epochs)
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--threads", type=int, default=plan.threads, help="threads of the training")
    parser.add_argument("--processes", type=int, default=2, help="processes that make samples")
    options = parser.parse_args()
    plan = Plan(options.seed, options.samples, options.epochs, plan.rate, options.threads)
    started = time.monotonic()
    made = make_samples(options.pictures, plan.seed, plan.samples, held_out=False, processes=options.processes)
    held = make_samples(options.pictures, plan.seed, _HELD_OUT, held_out=True, processes=options.processes)
    print(f"{len(made)} samples and {len(held)} held out: {time.monotonic() - started:.0f} s", flush=True)
    reader = train(made, plan)
    fitting, judging = held[::2], held[1::2]

    def look(strips: Logits) -> tuple[Logits, Logits]:
        with torch.no_grad():
            letters, fills = reader(torch.from_numpy(strips))
        return letters.numpy(), fills.numpy()

    temperatures = fit_temperatures(see(look, fitting))
    print(json.dumps(report(see(look, judging), temperatures), indent=1))
    write_model(reader, temperatures, options.out)
    print(f"{time.monotonic() - started:.0f} s in all")


if __name__ == "__main__":
    main()
