"""Rounds an int8 network's weights to seven bits, in place, so that no processor's sums overflow.

python -m training.tagger.seven_bits FILE.onnx

Without VNNI instructions a processor adds two products of eight bits in sixteen, which overflows at the ends of the range: the same network then
says something else on another machine. With weights in [-64, 64] it cannot. `export` does this from the floating-point weights (`reduce_range`); this
is for a file whose floating-point weights are gone.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def main() -> None:
    file = Path(sys.argv[1])
    model = onnx.load(str(file))
    held = {each.name: each for each in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type != "MatMulInteger":
            continue
        weights, stem = held[node.input[1]], node.input[1].removesuffix("_quantized")
        values, scale = numpy_helper.to_array(weights), held[f"{stem}_scale"]
        if np.abs(values.astype(np.int16)).max() <= 64:
            continue
        assert not numpy_helper.to_array(held[f"{stem}_zero_point"]).any()
        halved = np.clip(np.rint(values.astype(np.float32) / 2), -64, 63).astype(np.int8)
        weights.CopyFrom(numpy_helper.from_array(halved, weights.name))
        scale.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(scale) * 2, scale.name))
    onnx.save(model, str(file))


if __name__ == "__main__":
    main()
