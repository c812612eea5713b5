"""PolNeAR articles as windows with labels and pointer targets."""

import pickle
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.model.parse import Parse
from dragoman.read.attribution.decoding import BEGIN, END, INSIDE, OUT, ROLES, SINGLE, label
from dragoman.read.encoder.words import LIMIT, Window, Words, cut, frame, words_of
from dragoman.read.quotes import find_quotes
from eval.corpora import parsed, report_of, rows

IGNORE = -1
ROOM = 1800  # pieces a batch, padding included
ALIKE = 64  # windows sorted by length together, which saves a fifth in padding
SHORTENED = 0.15  # share of articles cut short
SHORT = (16, 96)  # pieces


class Article(NamedTuple):
    """One article: its words, labels, and for each word the target of its pointers in article indices."""

    words: Words
    labels: np.ndarray
    cue_of: np.ndarray  # content word → first word of its cue
    source_of: np.ndarray  # first word of a cue → first word of its source; the article's length: it has none
    row: dict[str, Any]
    parse: tuple[Any, ...]


def load(corpus: str, tokenizer: Tokenizer, cache: Path) -> list[Article]:
    """The corpus's articles; kept under `cache` after the first call."""
    file = cache / f"{corpus}.pickle"
    if not file.exists():
        found = rows(corpus)
        articles = [
            _article(row, parse, tokenizer) for row, (_, _, parse) in zip(found, parsed([report_of(row["text"]) for row in found]), strict=True)
        ]
        file.write_bytes(pickle.dumps(articles))
    return pickle.loads(file.read_bytes())


def _article(row: dict[str, Any], parse: Parse, tokenizer: Tokenizer) -> Article:
    length = len(parse.tokens)
    labels = np.zeros(length, dtype=np.int64)
    cue_of = np.full(length, IGNORE)
    source_of = np.full(length, IGNORE)
    for attribution in row["attributions"]:
        held = {role: _words(parse, attribution[role]) for role in ROLES}
        cue = held["cue"][0][0] if held["cue"] else None
        for number, role in enumerate(ROLES):
            for first, last in held[role]:
                _mark(labels, number, first, last)
                if role == "content" and cue is not None:
                    cue_of[first:last] = cue
        if cue is not None:
            source_of[cue] = held["source"][0][0] if held["source"] else length
            if attribution["source"] and not held["source"]:
                source_of[cue] = IGNORE
    return Article(words_of(parse, find_quotes(parse), tokenizer), labels, cue_of, source_of, row, (parse.text, parse.tokens, parse.sentences))


def _words(parse: Parse, spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Word stretches of the spans, those that only white space parts made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(map(tuple, spans)):
        tokens = parse.covering(start, end)
        if not tokens:
            continue
        first, last = tokens[0].i, tokens[-1].i + 1
        if found and found[-1][1] >= first:
            first, last = found[-1][0], max(last, found.pop()[1])
        found.append((first, last))
    return found


def _mark(labels: np.ndarray, role: int, first: int, last: int) -> None:
    if labels[first:last].any():
        return  # the second of two overlapping annotations (4 of 60,000), or a source that several cues share: already marked
    if last - first == 1:
        labels[first] = label(role, SINGLE)
        return
    labels[first:last] = label(role, INSIDE)
    labels[first] = label(role, BEGIN)
    labels[last - 1] = label(role, END)


class Batch(NamedTuple):
    """Tensors of B windows padded to N words and P pieces."""

    pieces: Tensor
    seen: Tensor
    at: Tensor
    head: Tensor
    tag: Tensor
    dep: Tensor
    quote: Tensor
    mask: Tensor
    labels: Tensor
    cue_of: Tensor
    source_of: Tensor
    sentence: Tensor


CURLY = {1523: 1000, 1524: 1000}  # “ ” → " in BERT's uncased vocabulary


def batches(articles: Sequence[Article], seed: int) -> list[list[tuple[Article, Window]]]:
    """Every article once, cut at places that the seed decides, without overlap; batches of like lengths, in random order.

    Some articles are cut into short pieces, so that a single sentence is read as well as a page.
    """
    chance = random.Random(seed)
    found = []
    for article in articles:
        limit = chance.randint(*SHORT) if chance.random() < SHORTENED else LIMIT
        for first, last in cut(article.words, 0, len(article.labels), limit=limit, overlap=0, lead=chance.randint(48, LIMIT)):
            found.append((article, frame(article.words, first, last)))
    chance.shuffle(found)
    found = [row for at in range(0, len(found), ALIKE) for row in sorted(found[at : at + ALIKE], key=lambda row: len(row[1].pieces))]
    made: list[list[tuple[Article, Window]]] = [[]]
    for row in found:
        if made[-1] and (len(made[-1]) + 1) * len(row[1].pieces) > ROOM:
            made.append([])
        made[-1].append(row)
    chance.shuffle(made)
    return made


def collate(rows: Sequence[tuple[Article, Window]], chance: random.Random | None = None) -> Batch:
    """The windows as one batch; with `chance`, some have their quotation marks straightened and a few pieces masked."""
    words = max(len(window.at) for _, window in rows)
    pieces = max(len(window.pieces) for _, window in rows)
    made = {name: np.zeros((len(rows), words), dtype=np.int64) for name in ("at", "head", "tag", "dep", "quote", "mask", "labels", "sentence")}
    ids = np.zeros((len(rows), pieces), dtype=np.int64)
    seen = np.zeros((len(rows), pieces), dtype=np.int64)
    cue_of = np.full((len(rows), words), IGNORE)
    source_of = np.full((len(rows), words), IGNORE)
    for at, (article, window) in enumerate(rows):
        size, first, last = len(window.at), window.first, window.last
        own = window.pieces.copy()
        if chance is not None:
            if chance.random() < 0.3:
                own = np.array([CURLY.get(int(piece), piece) for piece in own])
            for place in range(1, len(own) - 1):
                if chance.random() < 0.02:
                    own[place] = 103
        ids[at, : len(own)] = own
        seen[at, : len(own)] = 1
        for name in ("at", "head", "tag", "dep", "quote"):
            made[name][at, :size] = getattr(window, name)
        made["mask"][at, :size] = 1
        made["labels"][at, :size] = article.labels[first:last]
        made["sentence"][at, :size] = article.words.sentence[first:last]
        cue_of[at, :size] = _inside(article.cue_of[first:last], first, last)
        target = article.source_of[first:last]
        inside = _inside(target, first, last)
        source_of[at, :size] = np.where(target == len(article.labels), words, inside)
    arrays = (ids, seen, *(made[name] for name in ("at", "head", "tag", "dep", "quote", "mask", "labels")), cue_of, source_of, made["sentence"])
    batch = Batch(*(torch.from_numpy(array) for array in arrays))
    return batch._replace(mask=batch.mask.float())


def _inside(target: np.ndarray, first: int, last: int) -> np.ndarray:
    return np.where((target >= first) & (target < last), target - first, IGNORE)


assert OUT == 0  # padding is outside
