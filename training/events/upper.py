"""The layers of the attributions' network that lie above the shared ones, as the package ships them: where the events' network starts."""

import re

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from dragoman.read import encoder
from training.tagger.export import SHARED

PLACE = re.compile(r"encoder/layer\.(\d+)/(.+)/MatMul_quant$")


def shipped(layers: int) -> list[dict[str, Tensor]]:
    """The weights of the first `layers` layers above the shared ones by BERT's names; int8 matrices are scaled back to floating point."""
    graph = onnx.load(str(encoder.WEIGHTS)).graph
    held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found: list[dict[str, Tensor]] = [{} for _ in range(layers)]
    for name, values in held.items():
        plain = re.search(r"encoder\.layer\.(\d+)\.(.+)$", name)
        if plain and SHARED <= int(plain[1]) < SHARED + layers:
            found[int(plain[1]) - SHARED][plain[2]] = torch.from_numpy(values.copy())
    for node in graph.node:
        place = PLACE.search(node.name) if node.op_type == "MatMulInteger" else None
        if place and SHARED <= int(place[1]) < SHARED + layers:
            stem = node.input[1].removesuffix("_quantized")
            whole = (held[node.input[1]].astype("float32") - held[f"{stem}_zero_point"]) * held[f"{stem}_scale"]
            found[int(place[1]) - SHARED][f"{place[2].replace('/', '.')}.weight"] = torch.from_numpy(whole.T.copy())
    return found
