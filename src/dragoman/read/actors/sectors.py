"""What the proper name of a body tells of its sector: its last noun ("Party", "Army"), before it or after it the words of `naming.yaml`."""

from functools import cache

import msgspec

from dragoman.lexicon import load
from dragoman.lexicon import names as lexicon


class Naming(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words whose place in the name of a body tells its sector."""

    id: str
    sector: str
    words: frozenset[str]
    heads: frozenset[str] = frozenset()
    last: bool = False
    before: bool = False
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def namings() -> tuple[Naming, ...]:
    """The entries, in the order in which they are asked."""
    return tuple(load("naming", Naming))


def sector_of_name(name: str) -> str | None:
    """The PLOVER sector that a body's name tells; None where it tells none."""
    words = lexicon.plain(name)
    if not words:
        return None
    sure = next((entry.sector for entry in namings() if entry.before and fits(entry, name)), None)
    if sure:
        return sure
    front = next((words[:at] for at, word in enumerate(words) if at and word in ("of", "for")), ())  # "the Democratic Party of Peru"
    last = _sector((*words[:-1], words[-1].removesuffix("s"))) or _sector(words)
    return last or next((entry.sector for entry in namings() if fits(entry, name)), None) or _sector(front) or _sector(words[:1])


def _sector(words: lexicon.Words) -> str | None:
    body = lexicon.body_noun(words)
    return body.sector if body and body.kind != "state" else None


def fits(entry: Naming, name: str) -> bool:
    """Whether a name of two words or more has the words of the entry."""
    words = [word.replace("'s", "").strip("'") for word in name.lower().replace("’", "'").split() if word not in ("the", "of", "for")]
    told = words[-1:] if entry.last else words
    return len(words) > 1 and not entry.words.isdisjoint(told) and (not entry.heads or not entry.heads.isdisjoint(words))
