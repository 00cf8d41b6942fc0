# pyright: basic, reportMissingImports=false
# torch's and onnx's own types are partly unknown, and torch is not installed where nothing is trained.
"""From a trained network to the one file that `SentenceReader` reads.

Products take eight-bit weights with a scale for each column, and what they multiply is made eight-bit as it comes
(Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference";
ONNX Runtime's contributed operator ``DynamicQuantizeMatMul``). The weights keep to seven bits, because processors
without VNNI add pairs of products in sixteen and would overflow. Words keep the four bits that they came with.
"""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from guardrails.classifier.training.corpus import Corpus
from guardrails.classifier.training.network import Layer, Network
from guardrails.classifier.training.pretrained import HEADS, WIDTH, Packed, Pretrained
from guardrails.classifier.training.recipe import Recipe
from guardrails.classifier.training.vocabulary import Vocabulary

_LARGEST = 63
_EPSILON = 1e-12
_CONTRIBUTED = "com.microsoft"
_OPSETS = (("", 18), (_CONTRIBUTED, 1))
_IR_VERSION = 9


def exported(network: Network, start: Pretrained, vocabulary: Vocabulary, recipe: Recipe, corpus: Corpus) -> bytes:
    """The model file."""
    graph = _Graph()
    hidden = graph.embedded(start.packed("emb.word", WIDTH), vocabulary.kept, network, start)
    for number, layer in enumerate(network.layers):
        assert isinstance(layer, Layer)
        hidden = graph.layer(f"layer{number}", hidden, layer)
    graph.add("MatMul", ["sentences", hidden], "read")
    graph.scores("read", network.outcomes, "outcomes")
    graph.scores("read", network.kinds, "kinds")
    if network.claims is not None:
        graph.scores("read", network.claims, "claims")
    model = graph.model(recipe.name)
    said = {
        "outcomes": json.dumps(recipe.outcomes),
        "kinds": json.dumps(corpus.kinds, ensure_ascii=False),
        "tokenizer": vocabulary.tokenizer.to_str(),
    }
    if corpus.claims:
        said["claims"] = json.dumps(corpus.claims)
    for key, value in said.items():
        model.metadata_props.add(key=key, value=value)
    return model.SerializeToString(deterministic=True)


class _Graph:
    """The nodes and constants of an ONNX graph, in the order in which they are added."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._outputs: list[str] = []

    def add(self, operator: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        """One operator; returns its output."""
        domain = _CONTRIBUTED if operator in _CONTRIBUTED_OPERATORS else ""
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def constant(self, name: str, values: NDArray) -> str:
        """One constant; returns its name."""
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def embedded(self, words: Packed, kept: list[int], network: Network, start: Pretrained) -> str:
        """What the layers read: words, their positions, and e5's constant for the first part of a pair."""
        shape = (len(kept), WIDTH)
        # From 8 too large to signed: the highest of four bits turned over.
        pairs = np.ascontiguousarray(words.pairs[kept] ^ 0x88).tobytes()
        self._constants.append(helper.make_tensor("words", TensorProto.INT4, shape, pairs, raw=True))
        self.constant("word_scales", words.scales[kept])
        self.add(
            "GatherBlockQuantized", ["words", "tokens", "word_scales"], "words_half",
            block_size=32, gather_axis=0, quantize_axis=1,
        )  # fmt: skip
        self.add("Cast", ["words_half"], "words_read", to=TensorProto.FLOAT)
        first_part = start.floats("emb.type").reshape(-1, WIDTH)[0]
        self.constant("positions", _numbers(network.positions) + first_part)
        # As many positions as there are tokens.
        self.add("Shape", ["tokens"], "length", start=1, end=2)
        self.constant("from", np.array([0], np.int64))
        self.add("Slice", ["positions", "from", "length"], "positions_here")
        return self._normed("start", ("words_read", "positions_here"), network.norm)

    def layer(self, name: str, hidden: str, layer: Layer) -> str:
        """One layer of the network."""
        asked = self._product(f"{name}.asked", hidden, layer.asked)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self._nodes.append(helper.make_node("Split", [asked], parts, axis=2, num_outputs=3))
        read = self.add("MultiHeadAttention", parts, f"{name}.read", num_heads=HEADS)
        answered = self._product(f"{name}.answered", read, layer.answered)
        middle = self._normed(f"{name}.middle", (hidden, answered), layer.first_norm)
        widened = self.add("Gelu", [self._product(f"{name}.widened", middle, layer.widened)], f"{name}.bent")
        narrowed = self._product(f"{name}.narrowed", widened, layer.narrowed)
        return self._normed(f"{name}.end", (middle, narrowed), layer.second_norm)

    def scores(self, read: str, head: nn.Linear, name: str) -> None:
        """The scores of one head, in full precision."""
        weights = self.constant(f"{name}.weights", _numbers(head.weight).T)
        bias = self.constant(f"{name}.bias", _numbers(head.bias))
        self._outputs.append(self.add("Add", [self.add("MatMul", [read, weights], f"{name}.product"), bias], name))

    def model(self, name: str) -> onnx.ModelProto:
        """Everything that was added, as a model."""
        inputs = [
            helper.make_tensor_value_info("tokens", TensorProto.INT64, ["windows", "tokens"]),
            helper.make_tensor_value_info("sentences", TensorProto.FLOAT, ["windows", "sentences", "tokens"]),
        ]
        outputs = [
            helper.make_tensor_value_info(one, TensorProto.FLOAT, ["windows", "sentences", None])
            for one in self._outputs
        ]
        graph = helper.make_graph(self._nodes, name, inputs, outputs, self._constants)
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="scrupule")

    def _product(self, name: str, hidden: str, linear: nn.Linear) -> str:
        weights = _numbers(linear.weight)
        scales = np.maximum(np.abs(weights).max(axis=1) / _LARGEST, np.finfo(np.float32).tiny).astype(np.float32)
        narrow = np.rint(weights / scales[:, None]).astype(np.int8)
        inputs = [
            hidden,
            self.constant(f"{name}.weights", narrow.T),
            self.constant(f"{name}.scales", scales),
            "",
            self.constant(f"{name}.bias", _numbers(linear.bias)),
        ]
        return self.add("DynamicQuantizeMatMul", inputs, name)

    def _normed(self, name: str, added: tuple[str, str], norm: nn.LayerNorm) -> str:
        """A sum, normed. In two operators: ``SkipLayerNormalization`` takes five times their time."""
        scale = self.constant(f"{name}.scale", _numbers(norm.weight))
        shift = self.constant(f"{name}.shift", _numbers(norm.bias))
        total = self.add("Add", added, f"{name}.sum")
        return self.add("LayerNormalization", [total, scale, shift], name, axis=-1, epsilon=_EPSILON)


_CONTRIBUTED_OPERATORS = frozenset((
    "GatherBlockQuantized", "DynamicQuantizeMatMul", "MultiHeadAttention", "Gelu",
))  # fmt: skip


def _numbers(tensor) -> NDArray[np.float32]:
    return tensor.detach().numpy()
