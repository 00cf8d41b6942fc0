# pyright: basic, reportMissingImports=false
# torch's own types are partly unknown, and it is not installed where nothing is trained.
"""Training: the corpus is read several times, and the network nudged after each handful of windows.

The result is the same bit for bit wherever the processor has AVX2: one precision, instructions that all such
processors have (`steady`, before torch is imported), two threads, and one seed for every choice.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from guardrails.classifier.reader import encode
from guardrails.classifier.training.corpus import Corpus, Document, Labelled
from guardrails.classifier.training.disguise import disguised
from guardrails.classifier.training.network import Network
from guardrails.classifier.training.pretrained import Pretrained
from guardrails.classifier.training.recipe import FINE, Recipe
from guardrails.classifier.training.vocabulary import Vocabulary
from guardrails.classifier.windows import PADS, Window, windows

THREADS = 2
_TOKENS_AT_ONCE = 2_400
_POOL = 320
"""Windows that are sorted by length together: batches of one length waste nothing, and are still mixed."""
_RATE_OF_HEADS = 1e-3
_DECAY = 0.01
_WARM_UP = 0.06
_SMOOTHING = 0.05
_WEIGHT_OF_KINDS = 0.3
_WEIGHT_OF_CLAIMS = 1.0
_LARGEST_STEP = 1.0
_SURROUNDED = 0.6
"""Of the loose passages, how many stand among sentences of other texts."""
_NOT_LEARNT = -1

Report = Callable[[str], None]


class _Example(NamedTuple):
    window: Window
    outcomes: list[int]
    kinds: list[int]
    claims: list[list[int]]


def trained(recipe: Recipe, corpus: Corpus, start: Pretrained, vocabulary: Vocabulary, report: Report) -> Network:
    """A network that has learnt the corpus.

    Args:
        recipe: what to train.
        corpus: what to learn from.
        start: the weights to start from.
        vocabulary: how text becomes tokens.
        report: is told how far it is, in words.
    """
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(THREADS)
    torch.backends.mkldnn.enabled = False
    torch.use_deterministic_algorithms(True)
    chance = random.Random(recipe.seed)  # noqa: S311  # no secret depends on it
    reading = _Reading(recipe, corpus, vocabulary, chance)
    network = Network(
        start, vocabulary.kept, recipe.layers, len(recipe.outcomes), max(1, len(corpus.kinds)), len(corpus.claims)
    )
    epochs = [list(reading.batches()) for _ in range(recipe.epochs)]
    steps = sum(map(len, epochs))
    optimizer, schedule = _optimizer(network, recipe.rate, steps)
    parameters = [one for one in network.parameters() if one.requires_grad]
    network.train()
    for number, batches in enumerate(epochs, start=1):
        total = 0.0
        for batch in batches:
            loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, _LARGEST_STEP)
            optimizer.step()
            schedule.step()
            total += loss.item()
        report(f"epoch {number} of {recipe.epochs}: loss {total / len(batches):.3f}")
    return network.eval()


class _Reading:
    """Turns documents into examples, a little differently at each reading."""

    def __init__(self, recipe: Recipe, corpus: Corpus, vocabulary: Vocabulary, chance: random.Random) -> None:
        self._recipe, self._corpus, self._vocabulary, self._chance = recipe, corpus, vocabulary, chance
        self._kinds = {kind: number for number, kind in enumerate(corpus.kinds)}
        self._ordinary: dict[str, list[Labelled]] = {}
        self._judged: dict[str, list[Labelled]] = {}
        for document in corpus.documents:
            if document.is_whole:
                inner = [one for one in document.sentences[2:-2] if one.outcome == FINE]
                self._ordinary.setdefault(document.language, []).extend(inner)
            elif len(document.sentences) == 1 and not document.sentences[0].sentence.is_subject:
                self._judged.setdefault(document.language, []).append(document.sentences[0])

    def batches(self) -> Iterator[list[_Example]]:
        """One reading of the corpus."""
        documents = list(self._corpus.documents)
        self._chance.shuffle(documents)
        examples = [one for document in documents for one in self._examples(document)]
        batches: list[list[_Example]] = []
        for first in range(0, len(examples), _POOL):
            batches += _of_one_length(examples[first : first + _POOL])
        self._chance.shuffle(batches)
        return iter(batches)

    def _examples(self, document: Document) -> Iterator[_Example]:
        labelled = self._surrounded(document)
        said = [one.sentence._replace(text=disguised(one.sentence.text, self._chance)) for one in labelled]
        tokens = [encode(self._vocabulary.tokenizer, one) for one in said]
        done = 0
        for window in windows(tokens):
            judged = labelled[done : done + len(window.shares)]
            done += len(judged)
            outcomes = [
                _NOT_LEARNT if one.outcome is None else self._recipe.outcomes.index(one.outcome) for one in judged
            ]
            kinds = [_NOT_LEARNT if one.kind is None else self._kinds[one.kind] for one in judged]
            claims = [self._claims(one) for one in judged]
            if any(one != _NOT_LEARNT for one in (*outcomes, *chain.from_iterable(claims))):
                yield _Example(window, outcomes, kinds, claims)

    def _claims(self, one: Labelled) -> list[int]:
        """For each claim whether a sentence makes it."""
        return [_NOT_LEARNT if one.claims is None else int(claim in one.claims) for claim in self._corpus.claims]

    def _surrounded(self, document: Document) -> Sequence[Labelled]:
        """A loose passage among others, ordinary and not: what presses must not hide behind what presses more."""
        loose = not document.is_whole and not document.sentences[-1].sentence.is_subject
        if not loose or self._chance.random() >= _SURROUNDED:
            return document.sentences
        before, after = (self._neighbours(document.language) for _ in range(2))
        return (*before, *document.sentences, *after)

    def _neighbours(self, language: str) -> list[Labelled]:
        """Up to two sentences, each an ordinary one or a loose passage's own."""
        pools = [one for one in (self._ordinary.get(language), self._judged.get(language)) if one]
        return [self._chance.choice(self._chance.choice(pools)) for _ in range(self._chance.randint(0, 2)) if pools]


def _of_one_length(examples: list[_Example]) -> Iterator[list[_Example]]:
    """Batches of windows that are about as long as each other."""
    batch: list[_Example] = []
    for one in sorted(examples, key=lambda one: len(one.window.tokens)):
        if batch and (len(batch) + 1) * len(one.window.tokens) > _TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(one)
    yield batch


def _loss(network: Network, batch: list[_Example]) -> Tensor:
    length = max(len(one.window.tokens) for one in batch)
    rows = max(len(one.outcomes) for one in batch)
    tokens = np.full((len(batch), length), PADS, np.int64)
    shares = np.zeros((len(batch), rows, length), np.float32)
    outcomes, kinds = (np.full((len(batch), rows), _NOT_LEARNT, np.int64) for _ in range(2))
    claims = np.full((len(batch), rows, len(batch[0].claims[0])), _NOT_LEARNT, np.float32)
    for at, (window, stated, named, claimed) in enumerate(batch):
        tokens[at, : len(window.tokens)] = window.tokens
        shares[at, : len(stated), : len(window.tokens)] = window.shares
        outcomes[at, : len(stated)], kinds[at, : len(named)], claims[at, : len(claimed)] = stated, named, claimed
    scores = network(torch.from_numpy(tokens), torch.from_numpy(shares))
    loss = torch.zeros(())
    if (outcomes != _NOT_LEARNT).any():
        loss = functional.cross_entropy(
            scores.outcomes.flatten(0, 1), torch.from_numpy(outcomes).flatten(),
            ignore_index=_NOT_LEARNT, label_smoothing=_SMOOTHING,
        )  # fmt: skip
    if (kinds != _NOT_LEARNT).any():
        named_loss = functional.cross_entropy(
            scores.kinds.flatten(0, 1), torch.from_numpy(kinds).flatten(), ignore_index=_NOT_LEARNT
        )
        loss = loss + _WEIGHT_OF_KINDS * named_loss
    learnt = claims != _NOT_LEARNT
    if scores.claims is not None and learnt.any():
        claimed_loss = functional.binary_cross_entropy_with_logits(
            scores.claims[torch.from_numpy(learnt)], torch.from_numpy(claims[learnt])
        )
        loss = loss + _WEIGHT_OF_CLAIMS * claimed_loss
    return loss


def _optimizer(
    network: Network, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW (Loshchilov and Hutter 2019); the rate rises for a moment, then falls evenly to nothing."""
    heads = [
        parameter
        for head in (network.outcomes, network.kinds, network.claims)
        if head is not None
        for parameter in head.parameters()
    ]
    of_heads = {id(one) for one in heads}
    body = [one for one in network.parameters() if one.requires_grad and id(one) not in of_heads]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": _RATE_OF_HEADS}], weight_decay=_DECAY
    )
    rise = max(1.0, _WARM_UP * steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / rise, max(0.0, (steps - step) / (steps - rise + 1)))
    )
    return optimizer, schedule
