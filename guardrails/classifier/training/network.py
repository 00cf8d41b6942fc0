# pyright: basic, reportMissingImports=false
# torch's own types are partly unknown, and it is not installed where nothing is trained.
"""The network: the lower layers of e5, and one judgement for each sentence from the mean of its tokens."""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from guardrails.classifier.training.pretrained import HEADS, INNER, WIDTH, Pretrained
from guardrails.classifier.windows import PADS

DROPPED = 0.1
_EPSILON = 1e-12
_FAR = -1e9


class Scores(NamedTuple):
    """Before they become probabilities; one row for each sentence of each window."""

    outcomes: Tensor
    kinds: Tensor
    claims: Tensor | None


class Network(nn.Module):
    """A window of tokens in, scores for its sentences out.

    Args:
        start: where the weights come from.
        kept: the pieces of the vocabulary, by their numbers in e5's.
        layers: how many of e5's layers are kept, from the bottom.
        outcomes: how many there are.
        kinds: how many there are.
        claims: how many there are; a sentence may make several.
    """

    def __init__(self, start: Pretrained, kept: list[int], layers: int, outcomes: int, kinds: int, claims: int) -> None:
        super().__init__()
        table = start.matrix("emb.word", WIDTH)[kept] + start.floats("emb.type").reshape(-1, WIDTH)[0]
        # The words stay as they are: those that the corpus lacks must keep their place beside those that it has.
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=True)
        self.positions = nn.Parameter(torch.from_numpy(start.floats("emb.pos").reshape(-1, WIDTH)))
        self.norm = _norm(start, "emb.ln")
        self.layers = nn.ModuleList([Layer(start, number) for number in range(layers)])
        self.drop = _Drop()
        self.outcomes = nn.Linear(WIDTH, outcomes)
        self.kinds = nn.Linear(WIDTH, kinds)
        self.claims = nn.Linear(WIDTH, claims) if claims else None

    def forward(self, tokens: Tensor, shares: Tensor) -> Scores:
        """Scores for the sentences of some windows, padded to the same length."""
        there = torch.zeros(tokens.shape).masked_fill(tokens == PADS, _FAR)[:, None, None, :]
        hidden = self.drop(self.norm(self.words(tokens) + self.positions[: tokens.shape[1]]))
        for layer in self.layers:
            hidden = layer(hidden, there)
        sentences = self.drop(torch.bmm(shares, hidden))
        claims = self.claims(sentences) if self.claims else None
        return Scores(self.outcomes(sentences), self.kinds(sentences), claims)


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019): attention, then two products, each with a short cut around it."""

    def __init__(self, start: Pretrained, number: int) -> None:
        super().__init__()
        parts = [_linear(start, f"l{number}.{name}", WIDTH) for name in "qkv"]
        self.asked = nn.Linear(WIDTH, 3 * WIDTH)
        self.asked.weight.data = torch.cat([one.weight.data for one in parts])
        self.asked.bias.data = torch.cat([one.bias.data for one in parts])
        self.answered = _linear(start, f"l{number}.ao", WIDTH)
        self.widened = _linear(start, f"l{number}.fi", WIDTH)
        self.narrowed = _linear(start, f"l{number}.fo", INNER)
        self.first_norm = _norm(start, f"l{number}.aln")
        self.second_norm = _norm(start, f"l{number}.oln")
        self.drop = _Drop()

    def forward(self, hidden: Tensor, there: Tensor) -> Tensor:
        """What the tokens are after this layer."""
        windows, length, _ = hidden.shape
        query, key, value = (
            one.reshape(windows, length, HEADS, -1).transpose(1, 2) for one in self.asked(hidden).chunk(3, dim=-1)
        )
        weights = functional.softmax(torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2)) + there, -1)
        read = torch.matmul(weights, value).transpose(1, 2).reshape(hidden.shape)
        hidden = self.first_norm(hidden + self.drop(self.answered(read)))
        return self.second_norm(hidden + self.drop(self.narrowed(functional.gelu(self.widened(hidden)))))


class _Drop(nn.Module):
    """Dropout of the same numbers of every token of a window: a mask for each token would cost a tenth of the time."""

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training:
            return hidden
        kept = torch.rand(hidden.shape[0], 1, hidden.shape[2]) >= DROPPED
        return hidden * (kept / (1 - DROPPED))


def _linear(start: Pretrained, name: str, width: int) -> nn.Linear:
    weights = start.matrix(f"{name}.w", width)
    made = nn.Linear(width, len(weights))
    made.weight.data, made.bias.data = torch.from_numpy(weights), torch.from_numpy(start.floats(f"{name}.b"))
    return made


def _norm(start: Pretrained, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(WIDTH, _EPSILON)
    made.weight.data, made.bias.data = (torch.from_numpy(start.floats(f"{name}.{part}")) for part in "wb")
    return made
