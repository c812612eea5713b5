"""Stretches of a report that are told about an old year, and the bounds that they lend to what happens in them.

A time put first sets the scene for more than its own sentence (Charolles 1997, *encadrement du discours*); one put last mostly dates its
sentence alone. So, of the body only, and with "old" meaning over more than a year before publication:

- a sentence in the past tense that an old time opens ("On April 25, 1974, soldiers …") sets a backdrop, from itself on;
- one with an old time anywhere else in its main clause sets it for the sentences after it in the same paragraph;
- where the first paragraph of the report itself is told about an old time, the report is a history: either kind then lasts over paragraphs.
  In another report the next paragraph must say that it goes on: by a length of time put first ("Within days"), or by "then", "later";
- the backdrop ends with a main clause in the present, perfect or future, with a time near publication or "now" (and with that the history
  too), and with a paragraph that opens with a quotation or a verb of telling: the report is back at its witnesses;
- within a paragraph, sentences of telling and quotations are passed over: nobody says when what they tell of happened.

The bounds run from the first day of the time to the end of its year, as the story moves on; a later old year told in passing moves the end
on to that, a length in years ("for three years") by as many. Precision is wanted, not recall: without a backdrop an event is merely bounded
by publication.
"""

import re
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from dragoman.lexicon import load
from dragoman.model.parse import Parse, Sentence, Token
from dragoman.model.reading import Timex

OLD = timedelta(days=365)  # as factuality counts: what happened over a year before publication is told as history
HOPS = 8  # words from a time up to its main clause: longer paths are parsing errors
YEARS = re.compile(r"P(\d{1,2}|X)[YE]")  # a length in years or decades
ADVERBIAL = frozenset({"pobj", "prep", "npadvmod", "advmod", "pcomp", "conj", "appos", "attr", "nmod", "amod", "punct", "dep", "nummod"})
QUOTES = frozenset('"“”«»„')
Tense = Literal["past", "present"]
Cue = Literal["teller", "then", "beside"]


class BackdropCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `backdrop.yaml`."""

    cue: Cue
    words: frozenset[str]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Backdrop(NamedTuple):
    """The old time that a sentence is told about: first and last possible day, and the id of the timex that says so."""

    earliest: str
    latest: str
    timex: str


class _Standing(NamedTuple):
    """A time of the main clause."""

    timex: Timex
    fronted: bool
    old: bool
    recent: bool


@cache
def _words(cue: Cue) -> frozenset[str]:
    return frozenset(word for entry in load("backdrop", BackdropCue) if entry.cue == cue for word in entry.words)


def find_backdrops(parse: Parse, timexes: tuple[Timex, ...], published: date | None) -> dict[int, Backdrop]:
    """Index of a sentence → what it is told about; empty without a day of publication, as nothing is then known to be old."""
    found: dict[int, Backdrop] = {}
    if published is None or published - date.min <= OLD or not timexes:
        return found
    border = (published - OLD).isoformat()
    times = _by_sentence(parse, timexes)
    history: bool | None = None  # None until the first paragraph of the body is over
    current: Backdrop | None = None
    paragraph = -1
    for at, sentence in enumerate(parse.sentences):
        if sentence.part != "body":
            continue
        opens = sentence.paragraph != paragraph
        if opens and paragraph >= 0 and history is None:
            history = current is not None
        paragraph = sentence.paragraph
        root = _root(parse, sentence)
        if root is None:
            continue
        own = times.get(at, [])
        beside = _beside(parse, own, border)
        main = [time for timex in own if timex.id not in beside and (time := _standing(parse, timex, root, border)) is not None]
        tense = _tense(parse, root)
        telling = root.lemma.lower() in _words("teller")
        passed = telling or any(mark in parse.text[sentence.start : sentence.end] for mark in QUOTES)
        old = [time for time in main if time.old]
        fronted = any(time.fronted for time in old)
        back = any(time.recent for time in main) or (not fronted and any(_recent(timex, border) for timex in own if timex.id not in beside))
        if back and history:
            history = False
        if back or tense == "present" or (opens and (passed or not (history or _goes_on(parse, main, root)))):
            current = None
        if back or tense != "past":
            continue
        told = [timex for timex in own if _old(timex, border) and not _aside(parse, timex)]
        held = current = _moved_on(current, told)
        if old and not passed:
            current = _moved_on(_backdrop(old), told)
            held = current if fronted else None
        if held is None or (passed and not _then(parse, sentence)):
            continue
        extended = _extended(held, own, published)
        if extended is not None:
            found[at] = extended
    return found


def _by_sentence(parse: Parse, timexes: tuple[Timex, ...]) -> dict[int, list[Timex]]:
    found: dict[int, list[Timex]] = {}
    for timex in timexes:
        tokens = parse.covering(timex.start, timex.end)
        if tokens:
            found.setdefault(tokens[0].sentence, []).append(timex)
    return found


def _root(parse: Parse, sentence: Sentence) -> Token | None:
    """The verb of the main clause; None for a fragment."""
    return next((token for token in parse.in_sentence(sentence) if token.head == token.i and token.pos in ("VERB", "AUX")), None)


def _tense(parse: Parse, root: Token) -> Tense | None:
    """The tense of the main clause; the perfect is present, "would" and "could" are past, as in a story told."""
    own = [root, *parse.children(root, "aux", "auxpass")]
    if any(token.tag in ("VBZ", "VBP") or (token.tag == "MD" and token.lower not in ("would", "could", "might")) for token in own):
        return "present"
    return "past" if any(token.tag in ("VBD", "MD") for token in own) else None


def _standing(parse: Parse, timex: Timex, root: Token, border: str) -> _Standing | None:
    """The time as it stands in the main clause; None where it hangs on a noun or a side clause."""
    token = parse.top(timex.start, timex.end)
    if token is None or timex.type == "SET":
        return None
    opening = parse.tokens[parse.sentence(token).first]
    if opening.pos == "ADP" and timex.start - opening.end <= 1:  # "In 1951 rebels took it" is at times parsed as 1,951 rebels
        return _Standing(timex, fronted=True, old=_old(timex, border), recent=_recent(timex, border))
    for _ in range(HOPS):
        if token.i == root.i or (token.dep == "conj" and token.pos in ("VERB", "AUX")):
            break
        verbal = token.pos in ("VERB", "AUX")
        if verbal or token.dep not in ADVERBIAL or token.head == token.i:
            return None
        above = parse.head(token)
        if token.dep in ("nummod", "nmod", "amod") and above.pos == "NOUN":
            return None  # "the 2015 deal"
        token = above
    else:
        return None
    subject = next(iter(parse.children(root, "nsubj", "nsubjpass", "expl", "csubj")), None)
    fronted = timex.end <= parse.tokens[subject.left if subject is not None else root.i].start
    return _Standing(timex, fronted=fronted, old=_old(timex, border), recent=_recent(timex, border))


def _old(timex: Timex, border: str) -> bool:
    return timex.type in ("DATE", "TIME") and timex.earliest is not None and timex.latest is not None and timex.latest < border


def _recent(timex: Timex, border: str) -> bool:
    if timex.value == "PRESENT_REF":
        return True
    return timex.type in ("DATE", "TIME") and (timex.latest or timex.earliest or "") >= border


def _beside(parse: Parse, own: list[Timex], border: str) -> frozenset[str]:
    """Recent times from which an old one beside them is counted: "Fifty years ago on Monday" is of long ago."""
    ends = [timex.end for timex in own if _old(timex, border)]
    between = _words("beside")
    recent = [timex for timex in own if _recent(timex, border)]
    return frozenset(
        timex.id for timex in recent if any(end < timex.start and set(parse.text[end : timex.start].lower().split()) <= between for end in ends)
    )


def _backdrop(old: list[_Standing]) -> Backdrop:
    """From the first day of the earliest to the end of the year of the latest; fronted times outrank the others."""
    chosen = [time.timex for time in old if time.fronted] or [time.timex for time in old]
    first = min(timex.earliest or "" for timex in chosen)
    last = max(timex.latest or "" for timex in chosen)
    return Backdrop(first, f"{last[:4]}-12-31", chosen[0].id)


def _moved_on(backdrop: Backdrop | None, told: list[Timex]) -> Backdrop | None:
    """The bounds opened to a later old time told in passing ("the vote of 1980 was near"): the story may move on to it."""
    if backdrop is None or not told:
        return backdrop
    last = max(timex.latest or "" for timex in told)
    return backdrop if last <= backdrop.latest else backdrop._replace(latest=f"{last[:4]}-12-31")


def _aside(parse: Parse, timex: Timex) -> bool:
    """Whether it stands in a relative clause, which leaves the story: "Brazil, where he died in 1980"."""
    top = parse.top(timex.start, timex.end)
    return top is not None and any(link.dep == "relcl" for link in islice(parse.ancestors(top), HOPS))


def _extended(backdrop: Backdrop, own: list[Timex], published: date) -> Backdrop | None:
    """The bounds, moved on by a length in years ("denied it for three years"); None where nobody says how many, or they reach the present."""
    years = 0
    for timex in own:
        length = YEARS.match(timex.value) if timex.type == "DURATION" else None
        if length:
            if length[1] == "X":
                return None
            years += int(length[1]) * (10 if timex.value.endswith("E") else 1)
    last = int(backdrop.latest[:4]) + years
    return backdrop._replace(latest=min(f"{last:04}-12-31", published.isoformat())) if not years or last < published.year else None


def _goes_on(parse: Parse, main: list[_Standing], root: Token) -> bool:
    """Whether a paragraph's first sentence says that it follows the one before."""
    lengthy = any(time.fronted and not time.old and not time.recent for time in main)
    return lengthy or any(child.lower in _words("then") for child in parse.children(root, "advmod"))


def _then(parse: Parse, sentence: Sentence) -> bool:
    """Whether the telling itself is put into the story ("said at the time")."""
    words = [token.lower for token in parse.in_sentence(sentence)]
    return "then" in words or any(words[at : at + 3] == ["at", "the", "time"] for at in range(len(words)))
