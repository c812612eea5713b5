"""Which happening the text puts before which ("fled after the attack", "the strike was followed by riots"), and all of them on one line.

Data: `order.yaml`. The line goes by dates where they tell apart, by what the text says where they do not, else by the text's own order.
"""

from collections.abc import Iterator
from functools import cache
from heapq import heappop, heappush
from typing import Literal

import msgspec

from dragoman.lexicon import load
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import EventMention, Order

HOPS = 6  # words up the tree from an event to the word that orders it; longer paths are parsing errors
SUBJECTS = ("nsubj", "nsubjpass")
Side = Literal["earlier", "later"]


class OrderCue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that order two happenings. `form`: `word` (a preposition or conjunction) stands between them, `verb` has both as its parties.

    `makes`: whether what stands after the word, or the verb's object, is the earlier or the later of the two.
    """

    id: str
    form: Literal["word", "verb"]
    words: tuple[str, ...]
    makes: Side
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _cues(form: str) -> dict[str, OrderCue]:
    return {word: cue for cue in load("order", OrderCue) if cue.form == form for word in cue.words}


def find_order(parse: Parse, events: tuple[EventMention, ...]) -> tuple[Order, ...]:
    """Pairs of events that the text orders, each pair once, in text order; never both ways round."""
    at: dict[int, EventMention] = {}
    for event in events:
        for passage in event.passages or (event,):
            top = parse.top(passage.start, passage.end)
            if top is not None:
                at.setdefault(top.i, event)
    found: dict[tuple[str, str], Order] = {}
    for token in parse.tokens:
        for earlier, later in _ordered(parse, token, at):
            pair = (earlier.id, later.id)
            if earlier.id != later.id and pair[::-1] not in found:
                found.setdefault(pair, Order(before=earlier.id, after=later.id, start=token.start, end=token.end))
    return tuple(found.values())


def _ordered(parse: Parse, token: Token, at: dict[int, EventMention]) -> Iterator[tuple[EventMention, EventMention]]:
    """(earlier, later) pairs that the token orders."""
    cue = _cues("word").get(token.lower)
    if cue is not None and token.dep in ("prep", "mark", "advmod"):
        inner = (
            [parse.head(token)]
            if token.dep != "prep"
            else [word for child in parse.children(token, "pobj", "pcomp") for word in parse.conjuncts(child)]
        )
        outer = parse.head(token) if token.dep == "prep" else parse.head(parse.head(token))
        first, second = _above(parse, outer, at), [at[word.i] for word in inner if word.i in at]
        for other in second if first is not None else ():
            assert first is not None
            yield (other, first) if cue.makes == "earlier" else (first, other)
    verb = _cues("verb").get(token.lemma)
    if verb is not None and token.pos == "VERB":
        subjects = [at[word.i] for child in parse.children(token, *SUBJECTS) for word in parse.conjuncts(child) if word.i in at]
        things = parse.children(token, "dobj")
        passive = bool(parse.children(token, "nsubjpass"))
        for agent in parse.children(token, "agent", "prep"):
            if agent.lower in ("by", "to", "in") and (agent.lower == "by") == passive:
                things += parse.children(agent, "pobj")
        objects = [at[word.i] for child in things for word in parse.conjuncts(child) if word.i in at]
        for subject in subjects:
            for other in objects:
                yield (other, subject) if (verb.makes == "earlier") != passive else (subject, other)


def _above(parse: Parse, token: Token, at: dict[int, EventMention]) -> EventMention | None:
    """The event at the word or over it, not across a saying."""
    for _ in range(HOPS):
        if token.i in at:
            return at[token.i]
        subjects = [at[child.i] for child in parse.children(token, *SUBJECTS) if child.i in at] if token.pos == "VERB" else []
        if subjects:
            return subjects[0]  # "talks began after the attack"
        if token.head == token.i or token.dep in ("ccomp", "relcl", "acl"):
            return None
        token = parse.head(token)
    return None


def line_up(events: tuple[EventMention, ...], order: tuple[Order, ...], published: str | None) -> tuple[str, ...]:
    """The ids of all events on one line, the earliest first."""
    position = {event.id: at for at, event in enumerate(events)}
    key = {event.id: (_day(event, published), position[event.id]) for event in events}
    after: dict[str, list[str]] = {}
    waits = dict.fromkeys(position, 0)
    for link in order:
        if key[link.before][0] <= key[link.after][0]:  # dates that say otherwise are the surer
            after.setdefault(link.before, []).append(link.after)
            waits[link.after] += 1
    ready: list[tuple[tuple[str, int], str]] = []
    for name, count in waits.items():
        if not count:
            heappush(ready, (key[name], name))
    line: list[str] = []
    while ready:
        _, name = heappop(ready)
        line.append(name)
        for other in after.get(name, ()):
            waits[other] -= 1
            if not waits[other]:
                heappush(ready, (key[other], other))
    rest = sorted((name for name in position if name not in set(line)), key=key.__getitem__)  # a ring of ties: by date
    return (*line, *rest)


def _day(event: EventMention, published: str | None) -> str:
    """The day by which it is put on the line: the last on which it can have been, the first for what is to come; undated, the day of publication."""
    date = event.date
    told = (date.latest or date.earliest) if date else None
    return told or published or "9999"
