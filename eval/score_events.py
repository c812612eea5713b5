"""Scores of `find_events`: PLV (type of what a source did to a target) and CAMEO role spans (source, target, both sides).

The lexicon is developed on one half of each corpus, chosen by a hash of the row's id; keys ending in `.unseen` are figures on the other half.

`pair_found` asks that the printed arguments overlap the row's source and target. `pair_resolved` also takes an argument whose actor has a mention
there ("the party said it will …": the argument is "it", its actor the party), which is how every page and file shows an argument.
"""

import hashlib
from collections import Counter
from typing import Any

import msgspec

from dragoman.model.actor import Mention
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Argument, EventMention
from dragoman.read.actors import find_actors
from dragoman.read.events import find_events, propose
from dragoman.read.mentions import find_mentions

from . import corpora
from .folds import scores_of

CORPORA = ("plv.train", "cameo_roles.train")


def score() -> dict[str, float]:
    """Percentages by 5-fold cross-validation, on the half that the lexicon was written on and (`.unseen`) on the other."""
    return {**_plv(), **_roles()}


def unseen(id_: str) -> bool:
    """Whether the row belongs to the half that nobody looks at."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 2 == 1


def mentioned(parse: Parse) -> tuple[Mention, ...]:
    """The mentions of a sentence read alone, each with its actor."""
    mentions = find_mentions(parse)
    owner = {mention: actor.id for actor in find_actors(parse, mentions) for mention in actor.mentions}
    return tuple(msgspec.structs.replace(each, actor=owner.get(each.id)) for each in mentions)


def read(parse: Parse) -> tuple[EventMention, ...]:
    """The events of a sentence read alone, with the network that never saw it."""
    proposals = propose(parse, Cast(mentioned(parse)))
    return find_events(proposals, (), scores_of(parse, proposals))


def resolved(events: tuple[EventMention, ...], mentions: tuple[Mention, ...]) -> tuple[EventMention, ...]:
    """The events, each argument joined by the other mentions of its actor."""
    places: dict[str, list[Argument]] = {}
    for mention in mentions:
        if mention.actor:
            places.setdefault(mention.actor, []).append(Argument(mention.start, mention.end, mention.actor))

    def wide(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        return tuple(place for each in arguments for place in (each, *places.get(each.actor or "", ())))

    return tuple(msgspec.structs.replace(event, actors=wide(event.actors), recipients=wide(event.recipients)) for event in events)


def _stretch(text: str, words: str | None) -> tuple[int, int] | None:
    at = text.find(words) if words else -1
    return (at, at + len(words)) if words and at >= 0 else None


def _overlaps(arguments: tuple[Argument, ...], stretch: tuple[int, int]) -> bool:
    return any(argument.start < stretch[1] and stretch[0] < argument.end for argument in arguments)


def _pair(event: EventMention, source: tuple[int, int] | None, target: tuple[int, int] | None) -> bool:
    """Whether the event joins the two: in a mutual happening both sides may stand as actors."""
    if source is None or not _overlaps(event.actors, source):
        return False
    others = tuple(argument for argument in event.actors if not _overlaps((argument,), source))
    return target is None or _overlaps((*event.recipients, *others), target)


def predict(row: dict[str, Any], events: tuple[EventMention, ...]) -> tuple[str | None, bool]:
    """The type that answers for the row's source and target, and whether an event joins the two."""
    source, target = _stretch(row["text"], row["source"]), _stretch(row["text"], row.get("target"))
    for event in events:
        if _pair(event, source, target):
            return event.type, True
    return (events[0].type if events else None), False


def _plv() -> dict[str, float]:
    rows = corpora.rows("plv.train")
    reports = [corpora.report_of(row["text"]) for row in rows]
    counts: dict[str, Counter[str]] = {"": Counter(), ".unseen": Counter()}
    types: dict[str, Counter[tuple[str, str]]] = {"": Counter(), ".unseen": Counter()}
    for row, (_, _, parse) in zip(rows, corpora.parsed(reports), strict=True):
        half = ".unseen" if unseen(str(row["id"])) else ""
        events = read(parse)
        predicted, joined = predict(row, events)
        _, told = predict(row, resolved(events, mentioned(parse)))
        gold = row["type"].split("|")
        right = predicted in gold
        counts[half].update(rows=1, right=right, joined=joined, told=told)
        label = row["type"]
        types[half][label, "gold"] += 1
        types[half][label, "right"] += right
        if predicted:
            types[half]["CONCEDE|RETREAT" if predicted in ("CONCEDE", "RETREAT") else predicted, "predicted"] += 1
    found: dict[str, float] = {}
    for half, count in counts.items():
        labels = sorted({label for label, kind in types[half] if kind == "gold"})
        f1s = [_percent(2 * types[half][label, "right"], types[half][label, "gold"] + types[half][label, "predicted"]) for label in labels]
        found[f"events.plv.type_accuracy{half}"] = _percent(count["right"], count["rows"])
        found[f"events.plv.type_macro_f1{half}"] = round(sum(f1s) / len(f1s), 2)
        found[f"events.plv.pair_found{half}"] = _percent(count["joined"], count["rows"])
        found[f"events.plv.pair_resolved{half}"] = _percent(count["told"], count["rows"])
    return found


def role_spans(events: tuple[EventMention, ...]) -> list[tuple[int, int, str]]:
    """S and T of the main event; R for both sides of a mutual one."""
    if not events:
        return []
    event = events[0]
    both = event.type == "CONSULT" and bool(event.recipients or len(event.actors) > 1)
    sources = [(each.start, each.end, "R" if both else "S") for each in event.actors]
    return sources + [(each.start, each.end, "R" if both else "T") for each in event.recipients]


def gold_spans(tokens: list[str], tags: list[str]) -> list[tuple[int, int, str]]:
    """The BIO tags as stretches of the space-joined tokens."""
    spans: list[tuple[int, int, str]] = []
    at = 0
    for token, tag in zip(tokens, tags, strict=True):
        end = at + len(token)
        if tag.startswith("B"):
            spans.append((at, end, tag[-1]))
        elif tag.startswith("I") and spans:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
        at = end + 1
    return spans


def _roles() -> dict[str, float]:
    rows = corpora.rows("cameo_roles.train")
    reports = [corpora.report_of(" ".join(row["tokens"])) for row in rows]
    counts: dict[str, Counter[str]] = {"": Counter(), ".unseen": Counter()}
    for row, (_, _, parse) in zip(rows, corpora.parsed(reports), strict=True):
        half = ".unseen" if unseen(str(row["id"])) else ""
        events = read(parse)
        predicted, gold = role_spans(events), gold_spans(row["tokens"], row["tags"])
        said = {(at, label) for start, end, label in predicted for at in range(start, end)}
        meant = {(at, label) for start, end, label in gold for at in range(start, end)}
        counts[half].update(
            chars=len(said & meant), said=len(said), meant=len(meant),
            spans=len(set(predicted) & set(gold)), predicted=len(set(predicted)), gold=len(set(gold)),
        )  # fmt: skip
    found: dict[str, float] = {}
    for half, count in counts.items():
        found[f"events.cameo_roles.char_micro_f1{half}"] = _percent(2 * count["chars"], count["said"] + count["meant"])
        found[f"events.cameo_roles.exact_f1{half}"] = _percent(2 * count["spans"], count["predicted"] + count["gold"])
    return found


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
