"""How an announcement and what answers it find each other: by an act and a rare word of one sentence, or by an act on the very day."""

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.model.happening import Telling

from .duewords import acts_of, begun, is_commit, kindreds, meanings
from .scoring import SLACK
from .wording import content, rarest, triggers

AFTER = 45  # days after the window within which reports still say what became of it; without a window, after the announcement
MARK = "#"  # in keys of a day
RAREST = 6  # words of a sentence under which it is looked up


class Tag(NamedTuple):
    """What a sentence can be found by: acts with any of the words, or acts with their day ("=truce#739527")."""

    acts: tuple[str, ...]
    words: tuple[str, ...]
    marks: tuple[str, ...]


def tag_of(telling: Telling) -> Tag | None:
    """The tag of an announcement or of what may answer one; None where the report has no day: what came first is not known."""
    if telling.published is None:
        return None
    ahead = telling.aspect == "ahead"
    text = telling.quote or telling.words
    acts = acts_in(telling)[0] | kindreds(text) if ahead else meanings(text, lower=True) | (triggers(telling.words) if telling.type else frozenset())
    marks: set[str] = set()
    if telling.dated and telling.first is not None and telling.last is not None:
        done = acts if ahead or not telling.type else triggers(telling.words)
        since = begun(text) or 0
        last = telling.last - since
        on = range(last - SLACK, last + SLACK + 1) if ahead else range(max(telling.first - since, last - SLACK), last + 1)
        marks = {f"{act}{MARK}{day}" for act in done for day in on}
    return Tag(tuple(sorted(acts)), tuple(rarest(stems_in(telling), RAREST)), tuple(sorted(marks)))


def due_keys_of(telling: Telling) -> tuple[str, ...]:
    """Keys that an announcement shares with another of its thing, and with what tells its outcome."""
    tag = tag_of(telling)
    return () if tag is None else due_keys(tag)


def due_keys(tag: Tag) -> tuple[str, ...]:
    """The same of a tag."""
    return tuple(sorted({*tag.marks, *(f"{act}+{word}" for act in tag.acts for word in tag.words)}))


def meet(one: Tag, other: Tag) -> bool:
    """Whether two tags share enough keys."""
    both = len(set(one.acts).intersection(other.acts)) * len(set(one.words).intersection(other.words))
    return both > 1 or not set(one.marks).isdisjoint(other.marks)


def enough_due(shared: Iterable[str]) -> bool:
    """Whether so many keys in common make it worth judging what an announcement and another telling have in common."""
    found = set(shared)
    return len(found) > 1 or any(MARK in key for key in found)


def until(ahead: Telling) -> int:
    """The last day on which reports may tell of an announced thing."""
    published = ahead.published or 0
    return max(published, ahead.last if ahead.last is not None else published) + AFTER


def stems_in(telling: Telling) -> frozenset[str]:
    """The telling words of the sentence: the clause of an announcement alone may lack what takes effect."""
    return frozenset(content(telling.quote or telling.words))


def acts_in(telling: Telling) -> tuple[frozenset[str], bool]:
    """What is to be done, with what that is kindred to, and whether the words name it: without, any word of the announcement may be it."""
    own = (acts_of(telling.words) if is_clause(telling) else ()) or acts_of(telling.quote)
    words: Iterable[str] = own or ((telling.words,) if telling.type and not is_commit(telling.words) else ())
    named = frozenset(each for word in words for each in triggers(word))
    return (named, True) if named else (meanings(telling.words if is_clause(telling) else telling.quote, lower=True), False)


def is_clause(telling: Telling) -> bool:
    """Whether the words of the announcement are its own clause rather than a trigger alone."""
    return not telling.type and " " in telling.words
