"""Labelled sentences as rows of words, and rows packed into windows with the shared encoder's vectors of them."""

import pickle
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import EventStatus, EventType, Factuality
from dragoman.read import encoder
from dragoman.read.encoder.words import LIMIT, Words, frame, words_of
from dragoman.read.events.pairs import buckets, depths, relations
from dragoman.read.events.proposing import propose
from dragoman.read.factuality import verdict
from dragoman.read.quotes import find_quotes
from eval.corpora import parsed, report_of, rows
from eval.folds import fold_of
from eval.score_events import gold_spans, mentioned
from eval.score_labelled import labelled
from eval.score_labelled import place as find
from eval.score_news import news

TYPES: tuple[EventType, ...] = get_args(EventType)
STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
FACTS: tuple[Factuality, ...] = get_args(Factuality)
TRIGGERS = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
NONPOLITICAL = Path(__file__).parent / "nonpolitical.txt"


class Gold(NamedTuple):
    """One labelled event of a row, by word: `trigger` None where the corpus marks none, `types` empty where it gives none."""

    trigger: int | None
    types: tuple[int, ...]
    actor: np.ndarray  # [N] 0 or 1
    recipient: np.ndarray
    mutual: bool  # both sides are marked, not which is which
    status: int | None = None
    fact: int | None = None
    verdict: tuple[int, int] = (0, 0)  # what the rules make of status and factuality


class Row(NamedTuple):
    """One text of a corpus: its words, what the lexicon proposes, its labels, and for each possible trigger how the words stand to it."""

    corpus: str
    id: str
    fold: int
    words: Words
    proposals: np.ndarray  # [N] input of the network
    triggers: np.ndarray  # [C] indices of words that can be triggers
    relation: np.ndarray  # [C, N]
    near: np.ndarray  # [C, N]
    depth: np.ndarray  # [C, N]
    rule: np.ndarray  # [C, N] 0 or the side in which the lexicon's frame puts the word
    gold: tuple[Gold, ...]


def load(cache: Path, corpora: Sequence[str]) -> list[Row]:
    """The rows of the corpora; kept under `cache` after the first call."""
    found: list[Row] = []
    for corpus in corpora:
        file = cache / f"{corpus}.pickle"
        if not file.exists():
            file.write_bytes(pickle.dumps(list(_rows(corpus))))
        found += pickle.loads(file.read_bytes())
    return found


def _rows(corpus: str) -> Iterator[Row]:
    texts: list[str]
    if corpus in ("labelled", "news", "nonpolitical"):
        held = labelled() if corpus == "labelled" else news() if corpus == "news" else nonpolitical()
        texts = [row["text"] for row in held]
    else:
        held = rows(corpus)
        texts = [" ".join(row["tokens"]) if "tokens" in row else row["text"] for row in held]
        if corpus == "plover_synthetic":
            texts = [lead(row) for row in held]
    for at, (row, text, (_, _, parse)) in enumerate(zip(held, texts, parsed([report_of(text) for text in texts]), strict=True)):
        made = _row(corpus, str(row.get("id", at)), row, text, parse)
        if made is not None:
            yield made


def nonpolitical() -> list[dict[str, Any]]:
    """Sentences of sport, trade, nature, the arts and daily life, which tell no event."""
    lines = NONPOLITICAL.read_text(encoding="utf-8").splitlines()
    return [{"id": str(at), "text": line, "events": []} for at, line in enumerate(lines) if line]


def lead(row: dict[str, Any]) -> str:
    """Title and first sentence of a story: what it is about."""
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z])", row["text"].strip())[0]
    return f"{row['title'].strip()}. {first}"


def _row(corpus: str, id_: str, row: dict[str, Any], text: str, parse: Parse) -> Row | None:
    length = len(parse.tokens)
    words = words_of(parse, find_quotes(parse), encoder.tokenizer())
    if not length or sum(map(len, words.pieces)) > LIMIT - 8:
        return None
    triggers = [token.i for token in parse.tokens if token.pos in TRIGGERS]
    gold = tuple(_gold(corpus, row, text, parse))
    triggers = sorted({*triggers, *(each.trigger for each in gold if each.trigger is not None)})
    if not triggers:
        return None
    proposals = propose(parse, Cast(mentioned(parse)))
    rule = np.zeros((len(triggers), length), dtype=np.int64)
    place = {trigger: at for at, trigger in enumerate(triggers)}
    for trigger, side, first, last in proposals.parties:
        if trigger in place:
            rule[place[trigger], first:last] = side
    return Row(
        corpus, id_, fold_of(row.get("article") or text), words, proposals.words, np.array(triggers),
        np.stack([relations(parse, parse.tokens[each], 0, length) for each in triggers]),
        np.stack([buckets(each, 0, length) for each in triggers]),
        np.stack([depths(parse, parse.tokens[each], 0, length) for each in triggers]), rule, gold,
    )  # fmt: skip


def _gold(corpus: str, row: dict[str, Any], text: str, parse: Parse) -> Iterator[Gold]:
    length = len(parse.tokens)

    def mark(spans: Sequence[tuple[int, int]]) -> np.ndarray:
        found = np.zeros(length, dtype=np.float32)
        for start, end in spans:
            for token in parse.covering(start, end):
                found[token.i] = 1
        return found

    if corpus == "cameo_roles.train":
        spans = gold_spans(row["tokens"], row["tags"])
        both = any(label == "R" for *_, label in spans)
        yield Gold(
            None, (), mark([(a, b) for a, b, label in spans if label in "SR"]), mark([(a, b) for a, b, label in spans if label in "TR"]),
            both,
        )  # fmt: skip
    elif corpus in ("plv.train", "plover_synthetic"):
        types = tuple(TYPES.index(name) for name in row["type"].split("|"))
        sides = [mark([stretch] if stretch else []) for stretch in (find(text, row.get("source") or ""), find(text, row.get("target") or ""))]
        yield Gold(None, types, sides[0], sides[1], False)
    else:
        for event in row["events"]:
            trigger = _place(text, event["on"])
            top = parse.top(*trigger) if trigger else None
            if top is None:
                continue
            sides = [mark([hit for party in event[side] if (hit := _place(text, party))]) for side in ("actors", "recipients")]
            types = (TYPES.index(event["type"]),)
            status, fact, _ = verdict(parse, top)
            ruled = (STATUSES.index(status), FACTS.index(fact))
            yield Gold(top.i, types, sides[0], sides[1], False, STATUSES.index(event["status"]), FACTS.index(event["fact"]), ruled)


def _place(text: str, told: str | list[int]) -> tuple[int, int] | None:
    """The stretch that a label gives by its words or, where the text is not ours to print, by its offsets."""
    return find(text, told) if isinstance(told, str) else (told[0], told[1])


class Packed(NamedTuple):
    """Rows side by side in one window, with the shared encoder's vectors [P, hidden] of its pieces."""

    rows: tuple[Row, ...]
    starts: tuple[int, ...]  # first word of each row
    trunk: np.ndarray
    at: np.ndarray
    head: np.ndarray
    tag: np.ndarray
    dep: np.ndarray
    proposals: np.ndarray


VIEWS = (1, 2)
"""Seeds: each sentence is seen beside others in two ways, in windows of 40 to 236 pieces, sometimes alone."""


def packed(cache: Path, corpora: Sequence[str], fold: int) -> tuple[list[Row], list[list[Packed]], list[Packed]]:
    """One fold: its rows, the windows of each view, and those of its synthetic stories. Kept under `cache` after the first call."""
    file = cache / f"fold{fold}.windows"
    if not file.exists():
        found = [row for row in load(cache, corpora) if row.fold == fold]
        strict = [row for row in found if row.corpus != "plover_synthetic"]
        noisy = [row for row in found if row.corpus == "plover_synthetic"]
        file.write_bytes(pickle.dumps((strict, [pack(strict, seed) for seed in VIEWS], pack(noisy, 1))))
    made: tuple[list[Row], list[list[Packed]], list[Packed]] = pickle.loads(file.read_bytes())
    return made


def pack(found: Sequence[Row], seed: int | None) -> list[Packed]:
    """The rows in windows: each alone, or (with a seed) several together in random order."""
    if seed is None:
        return [_packed([row], random.Random(0)) for row in found]
    chance = random.Random(seed)
    order = list(found)
    chance.shuffle(order)
    made: list[list[Row]] = [[]]
    room = chance.randint(40, LIMIT - 20)
    for row in order:
        size = sum(map(len, row.words.pieces)) + 2
        if made[-1] and size > room:
            made.append([])
            room = chance.randint(40, LIMIT - 20)
        made[-1].append(row)
        room -= size
    return [_packed(group, chance) for group in made if group]


def _packed(group: Sequence[Row], chance: random.Random) -> Packed:
    starts, pieces, opens, head = [], [], [], []
    at = 0
    for row in group:
        starts.append(at)
        pieces += row.words.pieces
        opens += [chance.random() < 0.5, *[False] * (len(row.words.pieces) - 1)]
        head.append(row.words.head + at)
        at += len(row.words.pieces)
    joined = Words(
        pieces, *(np.concatenate([getattr(row.words, name) for row in group]) for name in ("tag", "dep")), np.concatenate(head),
        np.concatenate([row.words.quote for row in group]), opens, np.zeros(at, dtype=np.int64),
    )  # fmt: skip
    window = frame(joined, 0, at)
    inputs = {name: getattr(window, name)[None] for name in ("pieces", "at", "head", "tag", "dep", "quote")}
    trunk = encoder.session().run(["trunk"], inputs)[0][0].astype(np.float16)
    proposals = np.concatenate([row.proposals for row in group])
    return Packed(tuple(group), tuple(starts), trunk, window.at, window.head, window.tag, window.dep, proposals)
