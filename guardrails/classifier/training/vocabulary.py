"""The vocabulary of a model: the pieces of e5's 250,000 that its languages need, so that the file stays small."""

import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from importlib import resources
from typing import Any

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from guardrails.classifier.training.pretrained import Pretrained
from guardrails.classifier.training.recipe import Recipe

_MARKS = 4
"""The first pieces are the model's own marks: beginning, padding, end, unknown."""
_UNKNOWN = 3
_RARE = 5
"""A word of pyspellchecker's lists that was met less often is likely to be a slip."""


class Vocabulary:
    """The pieces that are kept, and the tokenizer that cuts text into them.

    Args:
        start: the model that they come from.
        recipe: whose languages they serve.
        texts: what the model learns from; all its pieces are kept.

    Attributes:
        kept: numbers of the pieces in e5's own vocabulary, in order.
        tokenizer: cuts text into them, without the marks of beginning and end.
    """

    def __init__(self, start: Pretrained, recipe: Recipe, texts: Iterable[str]) -> None:
        self._start = start
        seen = {piece for encoded in self._whole.encode_batch(list(texts)) for piece in encoded.ids}
        common: Counter[int] = Counter()
        for language in recipe.languages:
            counts = _frequencies(language)
            of_language: Counter[int] = Counter()
            words = [word for word in sorted(counts) if counts[word] >= _RARE]
            for shape in (str.lower, str.capitalize):
                for word, encoded in zip(words, self._whole.encode_batch([shape(one) for one in words]), strict=True):
                    for piece in encoded.ids:
                        of_language[piece] += counts[word]
            common.update(dict.fromkeys((piece for piece, _ in of_language.most_common(recipe.words)), 1))
        letters = {at for at, piece in enumerate(start.pieces) if _is_basic(piece.lstrip("▁"), recipe.every_letter)}
        self.kept = sorted({*range(_MARKS), *seen, *common, *letters})
        self.tokenizer = _tokenizer([(start.pieces[at], start.scores[at]) for at in self.kept])

    @cached_property
    def _whole(self) -> Tokenizer:
        return _tokenizer(list(zip(self._start.pieces, self._start.scores, strict=True)))


def _frequencies(language: str) -> dict[str, int]:
    """How often each word of a language was met, from pyspellchecker's lists (MIT)."""
    packed = resources.files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed))


def _is_basic(piece: str, every_letter: bool) -> bool:
    """Whether a piece is a single letter or sign that any text may hold."""
    return len(piece) == 1 and (every_letter or ord(piece) < 0x250 or not unicodedata.category(piece).startswith("L"))


def _tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """Unigram pieces (Kudo 2018) over text in compatibility form, every word opened by ``▁``."""
    made: Any = Tokenizer(models.Unigram(pieces, unk_id=_UNKNOWN))
    made.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return made
