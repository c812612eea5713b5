"""When and where each event happened, as its own clause says; else its other telling, else the old year that the passage is told about, else
bounded by the date of publication.

Time and place are looked for under the trigger, then under the words that it hangs on, never across the border of another clause: "said on
Monday" dates the saying. A dateline is not parsed and dates nothing. Left out on purpose: joining tellings beyond "the attack" said again.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal

import msgspec

from dragoman.lexicon import load
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import EventMention, Place, Precision, Timex, When

from .backdrop import Backdrop, find_backdrops
from .reckoning import counted_back, only_time, recalled, spread

NEAREST = 12  # times or places weighed each side of a trigger: more stand only in lists, and a garbled sentence may hold thousands
HOPS = 6  # words up the tree from trigger to clause, and from time or place to trigger: longer paths are parsing errors
DIRECT = 3  # words from a place to the trigger when the preposition hangs on the trigger itself
BORDERS = frozenset({"relcl", "ccomp", "advcl", "acl", "parataxis", "csubj", "csubjpass"})
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative", "prep", "compound", "nmod", "agent", "oprd", "poss"})
MODIFIERS = frozenset({"compound", "nmod", "amod", "poss", "nummod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})

ASIDE = frozenset({"relcl", "acl", "csubj", "csubjpass", "parataxis"})  # clauses that a backdrop does not reach: "the men who had come"

Cue = Literal["site", "goal", "about", "ahead", "apart"]


class SituationCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `situation.yaml`."""

    cue: Cue
    words: frozenset[str]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _words(cue: Cue) -> frozenset[str]:
    return frozenset(word for entry in load("situation", SituationCue) if entry.cue == cue for word in entry.words)


def situate_events(
    parse: Parse, events: tuple[EventMention, ...], timexes: tuple[Timex, ...], places: tuple[Place, ...], published: date | None
) -> tuple[EventMention, ...]:
    """The events with `date` and `place`; null where the text does not say and nothing bounds it."""
    triggers = [parse.top(event.start, event.end) for event in events]
    taken = {trigger.i for trigger in triggers if trigger is not None}
    when = _Standing(parse, [(timex.start, timex.end) for timex in timexes])
    where = _Standing(parse, [(place.start, place.end) for place in places])
    backdrops = find_backdrops(parse, timexes, published)
    told: dict[tuple[str, str, bool], list[tuple[int, EventMention]]] = {}
    situated: list[EventMention] = []
    for event, trigger in zip(events, triggers, strict=True):
        if trigger is None:
            situated.append(event)
            continue
        chain = _chain(parse, trigger, taken)
        tense = _tense(parse, chain)
        dated = _date(parse, chain, when, timexes, taken, tense=tense, published=published)
        place = _place(parse, chain, where, places, bodily=event.quad.startswith("material") or event.mode == "visit")
        if dated is None or dated.timex is None:
            dated = counted_back(parse, trigger, timexes, published) or dated
        if (
            dated is None
            and (alone := only_time(parse, trigger, timexes, _words("about"))) is not None
            and _usable(parse, timexes[alone], chain, tense, published)
        ):
            dated = spread(parse, timexes, alone, past=tense == "past", published=published)
        key = (event.type, trigger.lemma, trigger.tag == "NNS")
        before = told.setdefault(key, [])
        definite = _definite(parse, trigger)
        earlier = _earlier(before, trigger.sentence, dated, place) if definite else None
        if earlier is not None:
            dated = dated or (earlier.date if earlier.date and earlier.date.timex else None)
            place = place or earlier.place
        if dated is None and tense == "past":
            dated = _told(parse, chain, backdrops.get(trigger.sentence)) or recalled(parse, trigger, _verbs(parse, chain), timexes, published)
        if dated is None and published is not None and tense is not None:
            iso = published.isoformat()
            dated = When(latest=iso) if tense == "past" else When(earliest=iso)
        dated = msgspec.structs.replace(dated, precision=precision(dated.earliest, dated.latest)) if dated else None
        event = msgspec.structs.replace(event, date=dated, place=place)  # noqa: PLW2901  # the same telling, situated
        introduced = trigger.pos == "NOUN" and not definite  # "another attack": the next "the attack" may be that one
        if earlier is None and ((dated is not None and dated.timex) or place or introduced):
            before.append((trigger.sentence, event))
        situated.append(event)
    return tuple(situated)


def precision(earliest: str | None, latest: str | None) -> Precision | None:
    """How far the two bounds settle the day."""
    if earliest is None or latest is None:
        return "before" if latest else "after" if earliest else None
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    if first == last:
        return "day"
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return "month"
    return "year" if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year) else "range"


def _earlier(before: list[tuple[int, EventMention]], sentence: int, dated: When | None, place: str | None) -> EventMention | None:
    """The telling that "the attack" takes up again: the only one so far, or one just told; None where it has a time or place of its own."""
    if not before or (dated is not None and place):
        return None
    at, last = before[-1]
    alone = all((each.date, each.place) == (last.date, last.place) for _, each in before[-NEAREST:])
    if not alone and sentence - at > 1:
        return None
    other = (dated is not None and last.date is not None and last.date.timex) or (place and last.place and place != last.place)
    return None if other else last


class _Standing:
    """Spans by the token that heads them, so that those near a trigger are found without a walk over all."""

    def __init__(self, parse: Parse, spans: list[tuple[int, int]]) -> None:
        tops = [(top.i, at) for at, (start, end) in enumerate(spans) if (top := parse.top(start, end)) is not None]
        self._tops = sorted(tops)
        self._indices = [i for i, _ in self._tops]

    def near(self, parse: Parse, trigger: Token) -> Iterator[tuple[Token, int]]:
        """The head tokens in the trigger's sentence, with the number of the span, in text order."""
        sentence = parse.sentence(trigger)
        middle = bisect_left(self._indices, trigger.i)
        for i, at in self._tops[max(0, middle - NEAREST) : middle + NEAREST]:
            if sentence.first <= i < sentence.last:
                yield parse.tokens[i], at


def _chain(parse: Parse, trigger: Token, taken: set[int]) -> list[Token]:
    """The trigger and the words above it whose time and place are its own, nearest first.

    A noun shares with the verb that makes it happen, not with one that speaks of it; a participle or a coordinated verb with its governor.
    """
    chain = [trigger]
    while len(chain) <= HOPS and chain[-1].head != chain[-1].i:
        token = chain[-1]
        head = parse.head(token)
        verbal = head.pos in ("VERB", "AUX")
        if token.lower in _words("apart") and token.i != trigger.i:
            break
        if token.dep in NOMINAL:
            if verbal and (head.i in taken or head.lemma in _words("about")):
                break
        elif token.dep == "xcomp":
            if head.i in taken or head.lemma in _words("about"):
                break
        elif token.dep in ("advcl", "acl"):
            finite = token.tag not in ("VBG", "VBN") or parse.children(token, "mark", "nsubj", "nsubjpass")
            at_once = any(child.lower in ("when", "as", "while") for child in parse.children(token, "mark", "advmod"))
            if (finite and not at_once) or head.lemma in _words("about"):
                break
        elif token.dep not in ("conj", "pcomp"):
            break
        chain.append(head)
    return chain


def _path(parse: Parse, token: Token, chain: list[Token]) -> tuple[int, list[Token]] | None:
    """How far up the chain `token` hangs, and the words between; None when it hangs elsewhere or beyond the border of a clause."""
    height = {link.i: at for at, link in enumerate(chain)}
    between = [token]
    while len(between) <= HOPS:
        token = between[-1]
        if token.i in height:
            return height[token.i], between
        if token.head == token.i or token.dep in BORDERS:
            return None
        between.append(parse.head(token))
    return None


def _date(
    parse: Parse, chain: list[Token], when: _Standing, timexes: tuple[Timex, ...], taken: set[int], *, tense: str | None, published: date | None
) -> When | None:
    """The time that hangs nearest on the chain and agrees with the tense."""
    best: tuple[tuple[int, int, int], int] | None = None
    past = tense == "past"
    for token, at in when.near(parse, chain[0]):
        timex = timexes[at]
        if token.dep == "conj" and parse.head(token).pos == "VERB":  # "…, and the following day he fled": misread as a second thing
            if chain[0].dep == "relcl" and chain[0].head == token.i:
                return spread(parse, timexes, at, past=past, published=published)
            continue
        if not _dates(parse, timex, chain) or not _agrees(timex, tense, published):
            continue
        found = _path(parse, token, chain)
        if found is None:
            continue
        height, between = found
        if token.dep in MODIFIERS and len(between) > 1 and between[1].i != chain[height].i:
            # "rejected the 2015 deal" dates the deal; "Monday's blast killed two" dates the killing
            if not (between[1].i in taken and between[1].dep in SUBJECTS):
                continue
        elif token.dep in MODIFIERS and height and chain[height].pos in ("NOUN", "PROPN"):
            continue
        rank = (height, len(between), abs(token.i - chain[0].i))
        if best is None or rank < best[0]:
            best = rank, at
    return spread(parse, timexes, best[1], past=past, published=published) if best else None


def _told(parse: Parse, chain: list[Token], backdrop: Backdrop | None) -> When | None:
    """The bounds that the passage lends: what had happened before lies open to the past, what has happened since gets none."""
    if backdrop is None:
        return None
    top = chain[-1]
    aside = any(link.dep in ASIDE for link in (top, *parse.ancestors(top)))
    verbs = _verbs(parse, chain)
    if any(token.tag in ("VBZ", "VBP") for token in verbs):
        return None
    then = any(child.lower == "then" for token in verbs for child in parse.children(token, "advmod"))
    before = not then and any(token.lower == "had" and token.dep == "aux" for token in verbs)
    if aside and not before:
        return None
    return When(None if before else backdrop.earliest, backdrop.latest, backdrop.timex)


def _verbs(parse: Parse, chain: list[Token]) -> list[Token]:
    """The verbs of the chain and over it, with their auxiliaries."""
    over = (*chain, *parse.ancestors(chain[-1]))
    return [child for link in over if link.pos in ("VERB", "AUX") for child in (link, *parse.children(link, "aux", "auxpass"))]


def _dates(parse: Parse, timex: Timex, chain: list[Token]) -> bool:
    """Whether such a time can date anything: "now" only what is going on, "recently" nothing."""
    if timex.value == "PRESENT_REF":
        return any(
            verb.tag in ("VBZ", "VBP")
            for link in chain
            if link.pos in ("VERB", "AUX")
            for verb in (link, *parse.children(link, "aux", "auxpass"))
            if verb.lemma != "have"
        )
    return timex.type != "SET" and not timex.value.endswith("_REF") and (timex.earliest is not None or timex.latest is not None)


def _usable(parse: Parse, timex: Timex, chain: list[Token], tense: str | None, published: date | None) -> bool:
    return _dates(parse, timex, chain) and _agrees(timex, tense, published)


def _agrees(timex: Timex, tense: str | None, published: date | None) -> bool:
    if published is None or tense is None:
        return True
    iso = published.isoformat()
    if tense == "past":
        return timex.earliest is None or timex.earliest <= iso
    return timex.latest is None or timex.latest >= iso


def _place(parse: Parse, chain: list[Token], where: _Standing, places: tuple[Place, ...], *, bodily: bool) -> str | None:
    """The place that hangs nearest on the chain where a preposition of place or a city as object says that it is one.

    Words against a city are not spoken there, so an event that is not `bodily` (a deed, a visit) takes only a place said to be its own.
    """
    best: tuple[tuple[int, int, int, int], Place] | None = None
    for token, at in where.near(parse, chain[0]):
        found = _path(parse, token, chain)
        if found is None:
            continue
        height, between = found
        kind = _site(token, between, places[at])
        if kind is None or (kind and height > (token.dep != "dobj")) or (not bodily and (kind or len(between) > DIRECT)):
            continue
        country = places[at].feature or ""
        rank = (max(kind, int(country.startswith("A.PCL"))), height, len(between), abs(token.i - chain[0].i))  # "on Aleppo in Syria" is Aleppo
        if best is None or rank < best[0]:
            best = rank, places[at]
    return best[1].id if best else None


def _site(token: Token, between: list[Token], place: Place) -> int | None:
    """0: said to be the site; 1: the goal or object of the deed; 2: a modifier or the subject's own site; None: no site."""
    country = place.feature is not None and place.feature.startswith("A.PCL")
    above = between[1] if len(between) > 1 else None
    subject = any(link.dep in SUBJECTS for link in between[:-1])
    if above is None:
        return None
    if token.dep == "pobj" and above.lower in _words("site"):
        return 2 if subject else 0 if above.lower != "on" else 1 if not country else None
    if subject or country:
        return None
    if token.dep == "pobj" and above.lower in _words("goal"):
        return 1
    if token.dep == "dobj":
        return 1
    return 2 if token.dep in ("compound", "nmod", "poss") and above.pos == "NOUN" else None


def _definite(parse: Parse, trigger: Token) -> bool:
    """True for "the attack": a noun said to be known already."""
    return trigger.pos == "NOUN" and any(child.lower in DEFINITE for child in parse.children(trigger, "det"))


def _tense(parse: Parse, chain: list[Token]) -> Literal["past", "ahead"] | None:
    """Whether the words put it before or after the report; None for the present, wishes and conditions."""
    verb = next((link for link in chain if link.pos in ("VERB", "AUX")), None)
    if verb is None:
        return "past" if chain[0].pos == "NOUN" and _above(parse, chain[-1]) else None
    auxiliaries = [child for link in chain if link.pos in ("VERB", "AUX") for child in parse.children(link, "aux", "auxpass")]
    if any(child.lower in _words("ahead") for child in auxiliaries):
        return "ahead"
    own = parse.children(verb, "aux", "auxpass")
    if any(child.tag == "MD" or child.lower == "to" for child in own):
        return None
    if verb.tag == "VBD" or any(child.tag == "VBD" or child.lemma == "have" for child in own):
        return "past"
    if verb.tag in ("VBN", "VBG") and not own:  # a bare participle: the tense of what it hangs on
        above = next((link for link in (*chain[1:], *parse.ancestors(chain[-1])) if link.tag in ("VBD", "MD", "VBP", "VBZ")), None)
        return "past" if above is None or above.tag == "VBD" else None
    return None


def _above(parse: Parse, token: Token) -> bool:
    """True when the verb that speaks of the happening is in the past, or perfect."""
    for link in parse.ancestors(token):
        if link.pos in ("VERB", "AUX"):
            own = parse.children(link, "aux", "auxpass")
            return link.tag == "VBD" or any(child.tag == "VBD" or child.lemma == "have" for child in own)
    return False
