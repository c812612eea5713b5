"""Writes the trained events' network as the files that the package ships: an int8 ONNX network and its tables.

python -m training.events.export --state FOLDER/final.pt [--into eval/folds/fold0.onnx]
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.preprocess import quant_pre_process
from torch import Tensor, nn

from dragoman.read import encoder
from training.tagger.lean import settle, unmask

from .model import Branch
from .train import TABLES, start

NAMES = ["trunk", "at", "head", "tag", "dep", "proposals"]


class Reading(nn.Module):
    """The network without what only training needs."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, trunk: Tensor, at: Tensor, *words: Tensor) -> tuple[Tensor, Tensor]:
        emitted, points = self.branch(trunk, None, at, words, torch.ones_like(at).unsqueeze(-1).float())
        return emitted, points


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--into", type=Path, default=encoder.EVENT_WEIGHTS, help="the ONNX file; the tables go beside it")
    options = parser.parse_args()
    branch = start()
    branch.load_state_dict(torch.load(options.state))
    branch.eval()
    example = (torch.zeros(1, 9, 384), *(torch.zeros(1, 6, dtype=torch.long) for _ in NAMES[1:]))
    outputs = ["emissions", "points"]
    shapes = {name: {0: "batch", 1: "pieces" if name == "trunk" else "words"} for name in [*NAMES, *outputs]}
    with tempfile.TemporaryDirectory() as folder:
        raw, ready = Path(folder) / "raw.onnx", Path(folder) / "ready.onnx"
        named = {"input_names": NAMES, "output_names": outputs, "dynamic_axes": shapes}
        torch.onnx.export(Reading(branch), example, str(raw), opset_version=17, dynamo=False, **named)
        quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
        kept = [node.name for node in onnx.load(str(ready)).graph.node if "/emit/" in node.name]
        kinds = {"op_types_to_quantize": ["MatMul"], "nodes_to_exclude": kept}
        quantize_dynamic(str(ready), str(options.into), per_channel=True, weight_type=QuantType.QInt8, reduce_range=True, **kinds)
    unmask(options.into)
    settle(options.into)
    np.savez(options.into.with_suffix(".npz"), **{name: getattr(branch, name).detach().numpy() for name in TABLES})
    print(f"{options.into.name} {options.into.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
