"""The tagger in torch: encoder, syntax-fed head, CRF over the words and two pointers (content to cue, cue to source)."""

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from dragoman.read.encoder.words import DEPS, TAGS

LABELS = 13  # O and B, I, E, S of source, cue, content
WIDTH = 256
POINT = 64
NEAR = 33  # buckets of signed word distance


def bucket(distance: Tensor) -> Tensor:
    """Signed logarithmic bucket, 0 … NEAR - 1: two a doubling."""
    size = torch.clamp((2 * torch.log2(distance.abs().clamp(min=1).float())).long() + 1, max=NEAR // 2)
    return NEAR // 2 + torch.sign(distance) * torch.where(distance == 0, 0, size)


def at_words(hidden: Tensor, at: Tensor) -> Tensor:
    """[B, N, hidden]: of the pieces' vectors [B, P, hidden] those of each word's first piece."""
    return hidden.gather(1, at.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))


class Convolution(nn.Module):
    """A gated convolution over neighbouring words, added to its input."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.conv = nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=dilation, dilation=dilation)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        y = (self.norm(x) * mask).transpose(1, 2)
        return x + nn.functional.glu(self.conv(y), dim=1).transpose(1, 2)


class Tagger(nn.Module):
    """Emissions of the 13 labels and the pointers' keys and queries for each word of a batch of windows."""

    def __init__(self, config: BertConfig, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        hidden = config.hidden_size
        self.tag = nn.Embedding(len(TAGS), 32)
        self.dep = nn.Embedding(len(DEPS), 32)
        self.quote = nn.Embedding(3, 8)
        self.merge = nn.Linear(2 * hidden + 2 * 64 + 8, WIDTH)
        self.convolutions = nn.ModuleList([Convolution(1), Convolution(3)])
        self.last = nn.LayerNorm(WIDTH)
        self.emit = nn.Linear(WIDTH, LABELS)
        self.point = nn.Linear(WIDTH, 4 * POINT)
        self.drop = nn.Dropout(dropout)
        # the CRF and the pointers' tables: read out at export, used in numpy when reading
        self.transitions = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.start = nn.Parameter(torch.zeros(LABELS))
        self.distance = nn.Parameter(torch.zeros(2, NEAR))
        self.apart = nn.Parameter(torch.zeros(2, 7))  # sentences between, -3 … 3
        self.none = nn.Parameter(torch.zeros(POINT))

    def vectors(self, pieces: Tensor, seen: Tensor, at: Tensor) -> Tensor:
        """[B, N, hidden]: the encoder's vector of each word's first piece."""
        hidden = self.encoder(input_ids=pieces, attention_mask=seen).last_hidden_state
        return at_words(hidden, at)

    def head(self, vectors: Tensor, words: tuple[Tensor, Tensor, Tensor, Tensor], mask: Tensor) -> tuple[Tensor, Tensor]:
        """Emissions [B, N, 13] and points [B, N, 256] from the vectors and each word's governor, tag, dependency and quotation."""
        head, tag, dep, quote = words
        above = vectors.gather(1, head.unsqueeze(-1).expand(-1, -1, vectors.shape[-1]))
        marks = torch.cat([self.tag(tag), self.dep(dep), self.tag(tag.gather(1, head)), self.dep(dep.gather(1, head)), self.quote(quote)], -1)
        x = nn.functional.gelu(self.merge(self.drop(torch.cat([vectors, above, marks], -1))))
        for layer in self.convolutions:
            x = layer(x, mask)
        x = self.drop(self.last(x))
        return self.emit(x), self.point(x)


def crf_loss(emissions: Tensor, labels: Tensor, mask: Tensor, transitions: Tensor, start: Tensor) -> Tensor:
    """Negative log-likelihood of the labels, summed over the batch. Shapes [B, N, L], [B, N], [B, N]."""
    length = emissions.shape[1]
    own = emissions.gather(2, labels.unsqueeze(-1)).squeeze(-1)
    score = (own * mask).sum() + start[labels[:, 0]].sum()
    score = score + (transitions[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum()
    alpha = start + emissions[:, 0]
    for at in range(1, length):
        step = torch.logsumexp(alpha.unsqueeze(2) + transitions, dim=1) + emissions[:, at]
        alpha = torch.where(mask[:, at].bool().unsqueeze(1), step, alpha)
    return torch.logsumexp(alpha, dim=1).sum() - score
