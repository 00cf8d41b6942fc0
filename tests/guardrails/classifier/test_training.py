"""Training: the same corpus gives the same file, bit for bit. Runs where ``pip install .[train]`` was run."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from guardrails.classifier.training.recipe import CORPORA, INJECTION

_SMALL = """
import sys
from dataclasses import replace
from pathlib import Path
from guardrails.classifier.training import recipe
from guardrails.classifier.training.build import build
small = replace(recipe.INJECTION, name="small", layers=1, epochs=1, words=500, languages=("en",), every_letter=False)
recipe.CORPORA = Path(sys.argv[1])
build(small, print, Path(sys.argv[2]))
"""


@pytest.mark.slow
def test_the_same_corpus_makes_the_same_file(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    corpus = tmp_path / "small"
    corpus.mkdir()
    lines = (CORPORA / INJECTION.name / "texts_en.jsonl").read_text("utf-8").splitlines()[:60]
    (corpus / "texts_en.jsonl").write_text("\n".join(lines), "utf-8")
    made = [tmp_path / f"{number}.onnx" for number in range(2)]
    for path in made:
        subprocess.run([sys.executable, "-c", _SMALL, str(tmp_path), str(path)], check=True, timeout=600)
    first, second = (sha256(path.read_bytes()).hexdigest() for path in made)
    assert first == second
