"""The events' network in torch: two layers on the shared encoder's lower ones, then for each word its type, status and pointers to its parties."""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertLayer

from dragoman.read.encoder.words import DEPS, TAGS
from dragoman.read.events.pairs import DEPTHS, NEAR, RELATIONS
from training.tagger.model import Convolution, at_words

from .data import FACTS, STATUSES, TYPES, Gold, Packed, Row

WIDTH = 256
POINT = 64
LAYERS = 2
OUT = 1 + len(TYPES) + 1 + len(STATUSES) + len(FACTS)  # none and 16 types, main, status, factuality
ARGUED = 8.0  # weight of a row's parties, a mean over words, in the choice of its trigger
TOLD = 0.5  # weight of a labelled row's types, a sum over its words
SWAYED = 1.5  # weight of status and of factuality, a labelled event each: few rows have them


class Branch(nn.Module):
    """Outputs [B, N, OUT] and points [B, N, 256] for each word; the tables of the pointers are used outside the network when reading."""

    def __init__(self, config: BertConfig, dropout: float = 0.15) -> None:
        super().__init__()
        hidden = config.hidden_size
        self.layers = nn.ModuleList([BertLayer(config) for _ in range(LAYERS)])
        self.tag = nn.Embedding(len(TAGS), 32)
        self.dep = nn.Embedding(len(DEPS), 32)
        self.proposal = nn.Embedding(1 + 2 * len(TYPES), 32)
        self.merge = nn.Linear(2 * hidden + 2 * 64 + 2 * 32, WIDTH)
        self.convolution = Convolution(1)
        self.last = nn.LayerNorm(WIDTH)
        self.emit = nn.Linear(WIDTH, OUT)
        self.point = nn.Linear(WIDTH, 4 * POINT)
        self.drop = nn.Dropout(dropout)
        self.relation = nn.Parameter(torch.zeros(2, RELATIONS))
        self.near = nn.Parameter(torch.zeros(2, NEAR))
        self.depth = nn.Parameter(torch.zeros(2, DEPTHS))
        self.rule = nn.Parameter(torch.zeros(2, 3))
        self.bias = nn.Parameter(torch.full((2,), -2.0))
        self.status = nn.Parameter(2 * torch.eye(len(STATUSES)))  # what the rules' verdict weighs
        self.fact = nn.Parameter(2 * torch.eye(len(FACTS)))

    def forward(
        self, trunk: Tensor, seen: Tensor | None, at: Tensor, words: tuple[Tensor, Tensor, Tensor, Tensor], mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        hidden = trunk
        for layer in self.layers:
            hidden = layer(hidden, attention_mask=seen)
        vectors = at_words(hidden, at)
        head, tag, dep, proposal = words
        above = vectors.gather(1, head.unsqueeze(-1).expand(-1, -1, vectors.shape[-1]))
        marks = [self.tag(tag), self.dep(dep), self.tag(tag.gather(1, head)), self.dep(dep.gather(1, head)), self.proposal(proposal)]
        marks.append(self.proposal(proposal.gather(1, head)))
        x = nn.functional.gelu(self.merge(self.drop(torch.cat([vectors, above, *marks], -1))))
        x = self.drop(self.last(self.convolution(x, mask)))
        return self.emit(x), self.point(x)


class Inputs(NamedTuple):
    """Tensors of B windows padded to P pieces and N words."""

    trunk: Tensor
    seen: Tensor
    at: Tensor
    words: tuple[Tensor, Tensor, Tensor, Tensor]
    mask: Tensor


def collate(windows: list[Packed], masked: float = 0.0) -> Inputs:
    """The windows as one batch; a share `masked` of the lexicon's proposals is hidden, so that the network learns to do without."""
    pieces, words = max(len(each.trunk) for each in windows), max(len(each.at) for each in windows)
    trunk = torch.zeros(len(windows), pieces, windows[0].trunk.shape[1])
    seen = torch.full((len(windows), 1, 1, pieces), -1e4)
    ints = torch.zeros(5, len(windows), words, dtype=torch.long)
    mask = torch.zeros(len(windows), words, 1)
    for row, each in enumerate(windows):
        trunk[row, : len(each.trunk)] = torch.from_numpy(each.trunk).float()
        seen[row, ..., : len(each.trunk)] = 0
        size = len(each.at)
        for which, values in enumerate((each.at, each.head, each.tag, each.dep, each.proposals)):
            ints[which, row, :size] = torch.from_numpy(values)
        mask[row, :size] = 1
    if masked:
        ints[4][torch.rand(ints[4].shape) < masked] = 0
    return Inputs(trunk, seen, ints[0], (ints[1], ints[2], ints[3], ints[4]), mask)


def sides(branch: Branch, points: Tensor, row: Row, triggers: Tensor, which: Tensor) -> Tensor:
    """[2, C, N]: logits that a word of the row belongs to the actor, and to the recipient, of each trigger. `points` are the row's [N, 256]."""
    asks_actor, is_actor, asks_recipient, is_recipient = points.split(POINT, dim=-1)
    relation, near, depth, rule = (torch.from_numpy(table)[which] for table in (row.relation, row.near, row.depth, row.rule))
    found = []
    for side, (asks, keys) in enumerate(((asks_actor, is_actor), (asks_recipient, is_recipient))):
        score = asks[triggers] @ keys.T / math.sqrt(POINT)
        score = score + branch.relation[side][relation] + branch.near[side][near] + branch.depth[side][depth]
        found.append(score + branch.rule[side][rule] + branch.bias[side])
    return torch.stack(found)


def fit(logits: Tensor, gold: Gold) -> Tensor:
    """[C]: mean log-likelihood of the gold parties under the logits [2, C, N] of each trigger."""
    actor, recipient = torch.from_numpy(gold.actor), torch.from_numpy(gold.recipient)
    yes, no = nn.functional.logsigmoid(logits), nn.functional.logsigmoid(-logits)
    if gold.mutual:  # both sides are marked, not which is which: a marked word is in one of them
        marked = torch.logaddexp(yes[0] + no[1], yes[1] + no[0])
        return torch.where(actor.bool(), marked, no[0] + no[1]).mean(-1)
    target = torch.stack([actor, recipient]).unsqueeze(1)
    return (target * yes + (1 - target) * no).sum(0).mean(-1)


def loss_of(branch: Branch, row: Row, out: Tensor, points: Tensor) -> Tensor:
    """Loss of one row from its outputs [N, OUT] and points [N, 256]."""
    types = nn.functional.log_softmax(out[:, : 1 + len(TYPES)], -1)
    triggers = torch.from_numpy(row.triggers)
    every = torch.arange(len(triggers))
    if row.corpus in ("labelled", "news", "nonpolitical"):
        return _labelled(branch, row, out, points, types)
    gold = row.gold[0]
    main = nn.functional.log_softmax(out[triggers, 1 + len(TYPES)], 0)
    if gold.types:
        told = torch.logsumexp(types[triggers][:, [1 + each for each in gold.types]], -1)
    else:
        told = torch.log1p(-types[triggers, 0].exp().clamp(max=1 - 1e-6))
    if row.corpus == "plover_synthetic":
        return -torch.logsumexp(main + told, 0)
    argued = fit(sides(branch, points, row, triggers, every), gold)
    return -torch.logsumexp(main + told + ARGUED * argued, 0)


def _labelled(branch: Branch, row: Row, out: Tensor, points: Tensor, types: Tensor) -> Tensor:
    target = torch.zeros(len(out), dtype=torch.long)
    for gold in row.gold:
        target[gold.trigger] = 1 + gold.types[0]
    total = nn.functional.nll_loss(types, target, reduction="sum") * TOLD
    place = {trigger: at for at, trigger in enumerate(row.triggers)}
    for gold in row.gold:
        which = torch.tensor([place[gold.trigger]])
        total = total - ARGUED * fit(sides(branch, points, row, torch.tensor([gold.trigger]), which), gold).sum() / 2
        rest = out[gold.trigger, 2 + len(TYPES) :]
        status = rest[: len(STATUSES)] + branch.status[gold.verdict[0]]
        fact = rest[len(STATUSES) :] + branch.fact[gold.verdict[1]]
        total = total + SWAYED * nn.functional.cross_entropy(status[None], torch.tensor([gold.status]))
        total = total + SWAYED * nn.functional.cross_entropy(fact[None], torch.tensor([gold.fact]))
    return total
