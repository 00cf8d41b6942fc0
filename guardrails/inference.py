"""ONNX Runtime, as far as it is used here: one model, one thread."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import NDArray


class ModelMeta(Protocol):
    """What a model file says of itself."""

    custom_metadata_map: Mapping[str, str]


class Session(Protocol):
    """A loaded model; ONNX Runtime's own types say nothing."""

    def run(self, output_names: None, input_feed: Mapping[str, NDArray[Any]]) -> Sequence[NDArray[np.float32]]:
        """The outputs for some inputs."""
        ...

    def get_modelmeta(self) -> ModelMeta:
        """What the model file says of itself."""
        ...


def open_session(model: bytes) -> Session:
    """A session of one thread: the caller's threads share the processors between them."""
    options = onnxruntime.SessionOptions()  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])  # pyright: ignore[reportUnknownArgumentType]
    return cast(Session, session)
