"""Writes the trained tagger as the files that the package ships: an int8 ONNX network, its tables and the tokenizer.

    python -m training.tagger.export --state FOLDER/state.pt

Weights of the encoder become int8 (dynamic quantisation, one scale a channel); the small head stays in floating point.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.preprocess import quant_pre_process
from torch import Tensor, nn

from dragoman.read import encoder

from .lean import settle, unmask
from .model import Tagger, at_words
from .train import base, fresh, tables_of

SHARED = 4
"""Layers of the encoder after which the events' network branches off (training/events)."""


class Reading(nn.Module):
    """The tagger without what only training needs."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, pieces: Tensor, at: Tensor, *words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        head, tag, dep, quote = words
        hidden = self.tagger.encoder(input_ids=pieces, attention_mask=torch.ones_like(pieces), output_hidden_states=True)
        vectors = at_words(hidden.last_hidden_state, at)
        emissions, points = self.tagger.head(vectors, (head, tag, dep, quote), torch.ones_like(at).unsqueeze(-1).float())
        return emissions, points, hidden.hidden_states[SHARED]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--floats", action="store_true", help="leave the network in floating point, to see what quantisation costs")
    parser.add_argument("--into", type=Path, default=encoder.DATA)
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    tagger = fresh()
    tagger.load_state_dict(torch.load(options.state)["average"])
    tagger.eval()
    names = ["pieces", "at", "head", "tag", "dep", "quote"]
    example = (torch.ones(1, 9, dtype=torch.long), *(torch.zeros(1, 6, dtype=torch.long) for _ in names[1:]))
    outputs = ["emissions", "points", "trunk"]
    shapes = {name: {0: "batch", 1: "pieces" if name in ("pieces", "trunk") else "words"} for name in [*names, *outputs]}
    with tempfile.TemporaryDirectory() as folder:
        raw, ready = Path(folder) / "raw.onnx", Path(folder) / "ready.onnx"
        named = {"input_names": names, "output_names": outputs, "dynamic_axes": shapes}
        torch.onnx.export(Reading(tagger), example, str(raw), opset_version=17, dynamo=False, **named)
        quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
        kept = [node.name for node in onnx.load(str(ready)).graph.node if "/encoder/" not in node.name]
        target = options.into / encoder.WEIGHTS.name
        if options.floats:
            shutil.copy(ready, target)
        else:
            kinds = {"op_types_to_quantize": ["MatMul", "Gather"], "nodes_to_exclude": kept}
            quantize_dynamic(str(ready), str(target), per_channel=True, weight_type=QuantType.QInt8, reduce_range=True, **kinds)
    unmask(target)
    settle(target)
    np.savez(options.into / "attribution.npz", **tables_of(tagger)._asdict())
    shutil.copy(base() / "tokenizer.json", options.into / "tokenizer.json")
    for file in sorted(options.into.iterdir()):
        print(f"{file.name} {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
