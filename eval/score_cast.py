"""Scores of the actors in passages labelled for this project (tests/cases/cast.jsonl): chains, roles, sectors.

Three sets by three hands: `developed` and `second`, whose errors may be read, and `blind`, whose errors nobody reads. A chain is right when all
labelled mentions of an actor are mentions of one actor of ours and none of another labelled actor is. A role is right with its title, status and
organization. Against `role_precision` count the roles of labelled persons that no label has.
"""

import json
from collections import Counter
from typing import Any

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Actor, Mention
from dragoman.model.parse import Parse
from dragoman.read.actors import find_actors
from dragoman.read.mentions import find_mentions

from .corpora import ROOT, parsed, report_of
from .score_labelled import place

CORPORA: tuple[str, ...] = ()
FILE = ROOT / "tests" / "cases" / "cast.jsonl"


def score() -> dict[str, float]:
    """Percentages for each set."""
    found: dict[str, float] = {}
    for name in ("developed", "second", "blind"):
        count: Counter[str] = Counter()
        for row, parse in passages(name):
            count += compared(row, parse)[0]
        found |= {
            f"actors.labelled.{name}.{part}": round(100 * count[f"{part}_right"] / max(1, count[f"{part}_all"]), 2)
            for part in ("chain", "role", "sector")
        }
        found[f"actors.labelled.{name}.role_precision"] = round(100 * count["role_right"] / max(1, count["role_right"] + count["role_extra"]), 2)
    return found


def passages(name: str) -> list[tuple[dict[str, Any], Parse]]:
    """The passages of one set, parsed."""
    rows = [row for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines()) if row["set"] == name]
    return [(row, parse) for row, (_, _, parse) in zip(rows, parsed([report_of(row["text"]) for row in rows]), strict=True)]


def compared(row: dict[str, Any], parse: Parse) -> tuple[Counter[str], list[str]]:
    """Counts for one passage, and its errors in words."""
    mentions = find_mentions(parse)
    actors = {mention: actor for actor in find_actors(parse, mentions) for mention in actor.mentions}
    count: Counter[str] = Counter()
    errors: list[str] = []
    held = [[_owner(parse, mentions, actors, words) for words in actor["mentions"]] for actor in row["actors"]]
    for number, label in enumerate(row["actors"]):
        owners = [each.id if each else None for each in held[number]]
        others = {each.id for at, row_ in enumerate(held) if at != number for each in row_ if each}
        right = len(set(owners)) == 1 and owners[0] is not None and owners[0] not in others
        count.update(chain_all=1, chain_right=right)
        if not right:
            errors.append(
                f"chain {label['name']}: {[(words, each and each.name) for words, each in zip(label['mentions'], held[number], strict=True)]}"
            )
        ours = Counter(each.id for each in held[number] if each).most_common(1)
        actor = next((each for each in actors.values() if ours and each.id == ours[0][0]), None)
        wanted = [_plain(**role) for role in label["roles"]]
        got = [_plain(role.title, role.organization, role.status) for role in actor.roles] if actor else []
        count.update(role_all=len(wanted), role_right=sum(role in got for role in wanted))
        count["role_extra"] += sum(role not in wanted for role in got) if label["kind"] == "person" else 0
        if any(role not in got for role in wanted):
            errors.append(f"role {label['name']}: {got} for {wanted}")
        if label["sector"]:
            count.update(sector_all=1, sector_right=actor is not None and actor.sector == label["sector"])
            if actor is None or actor.sector != label["sector"]:
                errors.append(f"sector {label['name']}: {actor and actor.sector} for {label['sector']}")
    return count, errors


def _owner(parse: Parse, mentions: tuple[Mention, ...], actors: dict[str, Actor], words: str) -> Actor | None:
    """The actor of the mention that has one head with the labelled words; the shortest mention where several have."""
    span = place(parse.text, words)
    if span is None:
        return None
    fitting = []
    head = parse.top(*span)
    for mention in mentions:
        own = parse.top(mention.start, mention.end)
        if head and own and mention.start <= head.start < mention.end and span[0] <= own.start < span[1]:
            fitting.append((mention.end - mention.start, mention))
    return actors.get(min(fitting, key=lambda pair: pair[0])[1].id) if fitting else None


def _plain(title: str, organization: str | None, status: str) -> tuple[tuple[str, ...], tuple[str, ...] | None, str]:
    return lexicon.plain(title), lexicon.plain(organization) if organization else None, status
