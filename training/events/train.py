"""Trains the events' network on the shared encoder's vectors; with `--fold K`, on all but one fold, whose rows it then scores.

python -m training.events.train --out FOLDER [--fold K] [--epochs 12]
"""

import argparse
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertConfig

from eval.folds import FOLDS
from training.tagger.train import base

from .data import VIEWS, Packed, Row, pack, packed
from .model import LAYERS, Branch, collate, loss_of
from .upper import shipped

CORPORA = ("plv.train", "cameo_roles.train", "plover_synthetic", "labelled", "news", "nonpolitical")
WEIGHT = {"plv.train": 1.0, "cameo_roles.train": 1.0, "plover_synthetic": 0.3, "labelled": 1.0, "news": 1.5, "nonpolitical": 1.0}
RATE = 2e-4  # of the two layers
HEAD_RATE = 1e-3
TABLE_RATE = 1e-2
TABLES = ("relation", "near", "depth", "rule", "bias", "status", "fact")
WARM = 0.1
KEPT = 0.995  # moving average of the weights
ROOM = 1500  # pieces a batch, padding included
MASKED = 0.15
SHARE = 0.05  # of the synthetic stories seen each epoch


def start() -> Branch:
    """The network, its layers those that the shipped tagger has above the shared ones."""
    config = BertConfig.from_pretrained(base())
    config.attention_probs_dropout_prob = 0.0
    branch = Branch(config)
    for own, upper in zip(branch.layers, shipped(LAYERS), strict=True):
        own.load_state_dict(upper)
    return branch


def groups(branch: Branch) -> list[dict[str, Any]]:
    found: dict[float, list[nn.Parameter]] = {}
    for name, weight in branch.named_parameters():
        found.setdefault(RATE if name.startswith("layers") else TABLE_RATE if name in TABLES else HEAD_RATE, []).append(weight)
    return [{"params": weights, "lr": rate, "weight_decay": 0.01 if rate < TABLE_RATE else 0.0} for rate, weights in found.items()]


def batched(windows: list[Packed], chance: random.Random) -> list[list[Packed]]:
    """Batches of like lengths in random order."""
    chance.shuffle(windows)
    found = [each for at in range(0, len(windows), 128) for each in sorted(windows[at : at + 128], key=lambda each: len(each.trunk))]
    made: list[list[Packed]] = [[]]
    for each in found:
        if made[-1] and (len(made[-1]) + 1) * len(each.trunk) > ROOM:
            made.append([])
        made[-1].append(each)
    chance.shuffle(made)
    return made


def outputs(branch: Branch, windows: list[Packed], masked: float = 0.0) -> list[tuple[Row, Tensor, Tensor]]:
    """Each row with its outputs [N, OUT] and points [N, 256]."""
    inputs = collate(windows, masked)
    emitted, points = branch(*inputs)
    found = []
    for at, window in enumerate(windows):
        for row, first in zip(window.rows, window.starts, strict=True):
            last = first + len(row.words.pieces)
            found.append((row, emitted[at, first:last], points[at, first:last]))
    return found


def learn(folds: list[tuple[list[Row], list[list[Packed]], list[Packed]]], epochs: int, begun: Path | None = None) -> Branch:
    """The network after `epochs` over the folds' windows, its weights averaged. Labelled rows of fold 0 are never learnt.

    `begun` is the state of a network to go on from, at half the rates.
    """
    branch = start()
    if begun is not None:
        branch.load_state_dict(torch.load(begun), strict=False)  # one of an earlier shape has fewer tables
    chance = random.Random(7)
    views = [[window for _, seen, _ in folds for window in seen[view]] for view in range(len(VIEWS))]
    noisy = [window for *_, stories in folds for window in stories]
    chance.shuffle(noisy)
    parts = round(1 / SHARE)

    def seen(epoch: int) -> list[Packed]:
        return views[epoch % len(views)] + noisy[epoch % parts :: parts]

    sizes = sum(len(batched(seen(epoch), random.Random(epoch))) for epoch in range(epochs))
    optimizer = torch.optim.AdamW(groups(branch))
    for group in optimizer.param_groups:
        group["lr"] *= 1.0 if begun is None else 0.5
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: min((at + 1) / (WARM * sizes), max(0.0, (sizes - at) / (sizes * (1 - WARM)))))
    average = {name: weight.detach().clone() for name, weight in branch.state_dict().items()}
    step = 0
    for epoch in range(epochs):
        branch.train()
        began, summed, counts = time.time(), dict.fromkeys(CORPORA, 0.0), dict.fromkeys(CORPORA, 0)
        for batch in batched(seen(epoch), chance):
            found = [each for each in outputs(branch, batch, MASKED) if each[0].corpus != "labelled" or each[0].fold != 0]
            losses = [(row.corpus, WEIGHT[row.corpus] * loss_of(branch, row, emitted, points)) for row, emitted, points in found]
            if not losses:
                continue
            for corpus, loss in losses:
                summed[corpus] += float(loss.detach())
                counts[corpus] += 1
            torch.stack([loss for _, loss in losses]).sum().div(16).backward()
            nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            kept = min(KEPT, step / (step + 10))
            for name, weight in branch.state_dict().items():
                average[name].lerp_(weight, 1 - kept)
        told = {corpus: round(summed[corpus] / counts[corpus], 3) for corpus in CORPORA if counts[corpus]}
        print(f"epoch {epoch + 1} {told} {time.time() - began:.0f} s", flush=True)
    branch.load_state_dict(average)
    return branch.eval()


@torch.no_grad()
def scored(branch: Branch, windows: list[Packed]) -> dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]:
    """(corpus, id) → outputs and points of the rows, each read alone."""
    made = {}
    for window in windows:
        for row, emitted, points in outputs(branch, [window]):
            made[row.corpus, row.id] = (emitted.numpy().astype(np.float32), points.numpy().astype(np.float32))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--corpora", default=",".join(CORPORA))
    parser.add_argument("--begun", type=Path, help="state of a network to go on from; of a fold, only one that never saw it")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    folds = [packed(options.out, options.corpora.split(","), fold) for fold in range(FOLDS) if fold != options.fold]
    branch = learn(folds, options.epochs, options.begun)
    name = "final" if options.fold is None else f"fold{options.fold}"
    torch.save(branch.state_dict(), options.out / f"{name}.pt")
    tables = {table: getattr(branch, table).detach().numpy() for table in TABLES}
    held, *_ = packed(options.out, options.corpora.split(","), options.fold or 0)
    (options.out / f"{name}.pickle").write_bytes(pickle.dumps((tables, scored(branch, pack(held, None)))))


if __name__ == "__main__":
    main()
