"""Takes out of an exported network, in place, what it works out at every window to no end. What it says stays the same to the last bit.

python -m training.tagger.lean FILE.onnx

- The attention mask: windows are read one at a time and never padded, so it masks nothing. Nought was added, and no softmax of finite numbers is
  "not a number"; a window costs about 12 % less.
- The shapes in which vectors are laid out anew for the heads of attention: they are known but for the length. That is another 2 %.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

LENGTHS = ((50, 30), (77, 41), (90, 30))  # pieces and words of windows by which it is seen which sides of a shape hang on the length


def main() -> None:
    file = Path(sys.argv[1])
    print(f"{unmask(file)} layers unmasked, {settle(file)} shapes settled in {file.name}")


def unmask(file: Path) -> int:
    """How many layers had a mask; it is gone."""
    model = onnx.load(str(file))
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    layers = 0
    for softmax in [node for node in graph.node if node.op_type == "Softmax"]:
        masked = made_by.get(softmax.input[0])
        if masked is None or masked.op_type != "Add":
            continue
        layers += 1
        softmax.input[0] = next(name for name in masked.input if made_by[name].op_type == "MatMul")
        for guard in [node for node in graph.node if node.op_type == "Where" and softmax.output[0] in node.input]:
            for node in graph.node:
                for at, name in enumerate(node.input):
                    if name == guard.output[0]:
                        node.input[at] = softmax.output[0]
    _prune(graph)
    onnx.save(model, str(file))
    return layers


def settle(file: Path) -> int:
    """How many shapes were worked out anew for every window; now they stand there, "as it comes" where the length decides."""
    model = onnx.load(str(file))
    graph = model.graph
    constant = {each.name for each in graph.initializer}
    laid_out = [node for node in graph.node if node.op_type == "Reshape" and node.input[1] not in constant]
    if not laid_out:
        return 0
    seen = [_shapes(model, sorted({name for node in laid_out for name in node.input}), *lengths) for lengths in LENGTHS]
    for node in laid_out:
        before = [values[node.input[0]].shape for values in seen]
        after = [_whole(values[node.input[1]].tolist(), int(np.prod(shape))) for values, shape in zip(seen, before, strict=True)]
        sides = [_side(at, before, after) for at in range(len(after[0]))]
        assert sides.count(-1) <= 1, f"{node.name}: {sides} says too little"
        name = f"{node.name}_shape"
        graph.initializer.append(numpy_helper.from_array(np.array(sides, dtype=np.int64), name))
        node.input[1] = name
    _prune(graph)
    onnx.save(model, str(file))
    return len(laid_out)


def _shapes(model: onnx.ModelProto, names: list[str], pieces: int, words: int) -> dict[str, np.ndarray]:
    """What the tensors of these names are for a window of that length."""
    from onnxruntime import InferenceSession

    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    probe.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    given = {}
    for each in model.graph.input:
        sides = [side.dim_value for side in each.type.tensor_type.shape.dim]
        shape = (1, pieces if each.name in ("pieces", "trunk") else words, *sides[2:])
        given[each.name] = np.ones(shape, dtype=np.float32 if each.name == "trunk" else np.int64)
    return dict(zip(names, InferenceSession(probe.SerializeToString()).run(names, given), strict=True))


def _whole(sides: list[int], size: int) -> list[int]:
    """The sides, with the one that is left open."""
    return [size // -int(np.prod(sides)) if side == -1 else side for side in sides]


def _side(at: int, before: list[tuple[int, ...]], after: list[list[int]]) -> int:
    """The side where it is always the same, 0 where it is that of the vectors as they come, -1 where it is what is left."""
    if len({shape[at] for shape in after}) == 1:
        return after[0][at]
    return 0 if all(at < len(old) and old[at] == new[at] for old, new in zip(before, after, strict=True)) else -1


def _prune(graph: onnx.GraphProto) -> None:
    """Takes out what nothing needs any more."""
    while True:
        used = {name for node in graph.node for name in node.input} | {each.name for each in graph.output}
        dead = [node for node in graph.node if used.isdisjoint(node.output)]
        for node in dead:
            graph.node.remove(node)
        if not dead:
            break
    for held in [each for each in graph.initializer if each.name not in used]:
        graph.initializer.remove(held)


if __name__ == "__main__":
    main()
