"""What lies ahead by the report's own words: times to come, scheduled, promised and threatened things, conditions."""

from datetime import date
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Ahead, Argument, Attribution, EventMention, Timex
from dragoman.model.text import Span

from .windows import Window, window

AheadStatus = Literal["scheduled", "expected", "promised", "threatened", "conditional"]
Clause = tuple[Token, AheadStatus, Timex | None]  # its head, what it is to the reader, and its time
SUBJECTS = ("nsubj", "nsubjpass")
CLIMB = 4  # verbs looked at upwards for a subject: "is expected to begin to withdraw" has three


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of ahead.yaml; `timed` cues count only with a time to come in their clause, `conditional` ones only with a condition."""

    form: Literal["aux", "governor", "marker", "noun", "saying", "idle"]
    words: tuple[str, ...]
    status: AheadStatus
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]
    timed: bool = False
    conditional: bool = False


@cache
def _cues(form: str) -> dict[str, Cue]:
    return {word: cue for cue in lexicon.load("ahead", Cue) if cue.form == form for word in cue.words}


def find_ahead(
    parse: Parse,
    cast: Cast,
    events: tuple[EventMention, ...],
    timexes: tuple[Timex, ...],
    published: date | None,
    *,
    attributions: tuple[Attribution, ...] = (),
) -> tuple[Ahead, ...]:
    """Clauses about the time to come, each once.

    A clause counts by a time that lies ahead; without one, by words that commit somebody of the cast ("vowed to"), by a condition, or, when it
    says no more than "will", by holding a planned or threatened event: forecasts of no one's doing are left out.
    """
    today = published.isoformat() if published else None
    windows = {timex.id: told for timex in timexes if (told := window(parse, timex, published)) is not None}
    contents = [(span, each.id) for each in attributions for span in each.content.spans]
    coming = {}
    for timex in timexes:
        token = parse.top(timex.start, timex.end)
        if token and timex.id in windows and _lies_ahead(windows[timex.id], timex, today):
            coming[token.i] = timex
    found: dict[int, Ahead] = {}
    body = [token for token in parse.tokens if parse.sentence(token).part == "body"]
    for token in body:
        timed = _timed(parse, token, coming) if token.i in coming else None
        if timed and not (timed[2] and windows[timed[2].id][0] == today and _is_past(parse, timed[0])):  # "promised on Tuesday", a Tuesday
            found.setdefault(timed[0].i, _ahead(parse, timed, events, windows, today))
    for token in body:
        worded = _worded(parse, cast, token)
        item = _ahead(parse, worded, events, windows, today) if worded else None
        if worded and item and (token.dep != "aux" or item.status != "scheduled" or _is_coming(item, events)):
            found.setdefault(worded[0].i, item)
            for other in parse.children(worded[0], "conj"):  # "would hold a referendum and release all detained"
                if other.tag == "VB" and token.dep == "aux":
                    found.setdefault(other.i, _ahead(parse, (other, worded[1], None), events, windows, today))
    return tuple(_behind(parse, cast, contents, item, at) for at, item in _outermost(found))


def _is_past(parse: Parse, head: Token) -> bool:
    """Whether the clause itself is in the past tense, whatever it promises."""
    return head.tag == "VBD" or any(part.tag == "VBD" for part in parse.children(head, "aux", "auxpass") if part.lemma != "be")


def _is_coming(item: Ahead, events: tuple[EventMention, ...]) -> bool:
    """Whether the clause holds an event that is planned or threatened."""
    return any(item.start <= event.start < item.end and event.status in ("planned", "threatened") for event in events)


def _outermost(found: dict[int, Ahead]) -> list[tuple[int, Ahead]]:
    """In text order, with their head words, the items that stand inside no other; an item without a time takes that of one inside it."""
    kept: list[tuple[int, Ahead]] = []
    for head, item in sorted(found.items(), key=lambda row: (row[1].start, -row[1].end)):
        if not kept or item.end > kept[-1][1].end:
            kept.append((head, item))
        elif kept[-1][1].latest is None and (item.latest or (item.earliest or "") > (kept[-1][1].earliest or "")):
            kept[-1] = (kept[-1][0], msgspec.structs.replace(kept[-1][1], earliest=item.earliest, latest=item.latest))
    return kept


def _behind(parse: Parse, cast: Cast, contents: list[tuple[Span, str]], item: Ahead, head: int) -> Ahead:
    """The item with whose doing it is, the condition on which it hangs, and on whose word it stands."""
    verb = parse.tokens[head]
    doer = next((token for token in _doers(parse, verb)), None)
    by = None
    if doer is not None:
        mention = cast.mention_at(doer.start)
        span = Span(mention.start, mention.end) if mention else parse.phrase(doer)
        by = Argument(span.start, span.end, mention.actor if mention else None)
    clause = next(
        (child for child in parse.children(verb, "advcl") if any(mark.lower in _cues("marker") for mark in parse.children(child, "mark", "advmod"))),
        None,
    )
    held = tuple(dict.fromkeys(name for span, name in contents if span.start <= item.start and verb.end <= span.end))
    condition = _whole(parse, clause) if clause is not None else None
    return msgspec.structs.replace(item, by=by, condition=condition, attributions=held)


def _doers(parse: Parse, verb: Token) -> list[Token]:
    """The subject of the clause, that of the word over it where it has none of its own; the agent of a passive."""
    for _ in range(CLIMB):
        agents = [inner for by in parse.children(verb, "agent") for inner in parse.children(by, "pobj")]
        if agents:
            return agents
        subjects = parse.children(verb, "nsubj")
        if subjects:
            return subjects
        if verb.dep not in ("xcomp", "conj", "acomp", "ccomp") or parse.children(verb, "nsubjpass"):
            return []
        verb = parse.head(verb)
    return []


def _whole(parse: Parse, clause: Token) -> Span:
    tokens = parse.subtree(clause)
    last = next((token for token in reversed(tokens) if token.pos != "PUNCT"), tokens[-1])
    return Span(tokens[0].start, last.end)


def _lies_ahead(window: Window, timex: Timex, today: str | None) -> bool:
    """Whether the time ends on the day of publication or later, and is no stretch that began before ("this year", "since May")."""
    if timex.value.endswith("_REF") or not today:  # "now" and "recently" are not to come, whatever else is
        return timex.value == "FUTURE_REF"
    earliest, latest = window
    return earliest >= today if earliest else bool(latest and latest >= today)


def _timed(parse: Parse, token: Token, coming: dict[int, Timex]) -> Clause | None:
    """The clause or noun that a time to come belongs to ("about the future" is a topic, not a time)."""
    if coming[token.i].value == "FUTURE_REF" and parse.head(token).lower in ("about", "of", "over", "for"):
        return None
    head = _governing(parse, token)
    nouns = [above for above in parse.ancestors(token) if above.pos == "NOUN"] + (parse.children(head, "attr") if head else [])
    if any(_is_utmost(child) for noun in nouns for child in parse.children(noun, "amod")):
        return None
    return (head, _status(parse, head), coming[token.i]) if head else None


def _is_utmost(word: Token) -> bool:
    """Whether the word compares with all before: "the largest protest in a decade" looks back."""
    return word.tag in ("JJS", "RBS")


def _worded(parse: Parse, cast: Cast, token: Token) -> Clause | None:
    """The clause that `token` puts into the time to come: "will", "is due to", "vowed to"."""
    aux = _cues("aux").get(token.lower)
    if aux and token.dep == "aux" and token.tag == "MD" and not aux.timed:
        verb = parse.head(token)
        told = _told(parse, verb) if verb.lemma.lower() not in _cues("idle") else None
        status = _conditional(parse, verb) or told
        perfect = any(part.lower == "have" for part in parse.children(verb, "aux"))
        denied = bool(parse.children(verb, "neg")) and told != "threatened"
        somebody = told is not None or (_has_subject(parse, verb) and _names_actor(parse, cast, verb))
        if somebody and verb.pos in ("VERB", "AUX") and not perfect and not denied and not _supposed(parse, verb) and (status or not aux.conditional):
            return verb, status or aux.status, None
    governor = _cues("governor").get(token.lemma.lower())
    if governor and token.pos in ("VERB", "ADJ"):
        inner = [child for child in parse.children(token, "xcomp", "ccomp") if any(part.lower == "to" for part in parse.children(child, "aux"))]
        present = (
            token.pos == "ADJ"
            or token.tag in ("VBP", "VBZ", "VBG")
            or any(part.tag in ("VBP", "VBZ") for part in parse.children(token, "aux", "auxpass"))
        )
        promise = governor.status in ("promised", "threatened") and token.tag in ("VBD", "VBN", "VBP", "VBZ", "VBG")
        negated = any(child.dep == "neg" for child in parse.children(token)) or any(part.lower == "had" for part in parse.children(token, "aux"))
        does = any(child.lemma != "be" for child in inner)
        if does and (present or promise) and not negated and not _supposed(parse, token) and _names_actor(parse, cast, token):
            status = _conditional(parse, token) or next((_conditional(parse, child) for child in inner if _conditional(parse, child)), None)
            return token, status or governor.status, None
    return None


def _has_subject(parse: Parse, verb: Token) -> bool:
    return bool(parse.children(verb, *SUBJECTS)) or (verb.dep == "conj" and bool(parse.children(parse.head(verb), *SUBJECTS)))


def _told(parse: Parse, verb: Token) -> AheadStatus | None:
    """What the words over a clause make of it: its doer warns of it, or says that he will, or somebody predicts it."""
    clause = parse.head(verb) if verb.dep == "conj" and parse.head(verb).dep == "ccomp" else verb
    above = parse.head(clause)
    if clause.dep != "ccomp" or any(part.lower == "had" for part in parse.children(above, "aux")):
        return None
    saying, governor = _cues("saying").get(above.lemma.lower()), _cues("governor").get(above.lemma.lower())
    subjects = parse.children(clause, *SUBJECTS)
    commits = governor is not None and governor.status in ("threatened", "promised")
    own = not subjects or subjects[0].tag == "PRP" or (commits and _owns(parse, subjects[0]))
    if governor is not None and governor.status == "expected":
        return "expected"
    if not own:
        return None
    return governor.status if governor is not None and governor.status in ("threatened", "promised") else saying.status if saying else None


def _owns(parse: Parse, subject: Token) -> bool:
    """Whether the doer is the speaker's own: "the general warned that his army would shell it"."""
    return any(child.tag == "PRP$" for child in parse.children(subject, "poss"))


def _supposed(parse: Parse, verb: Token) -> bool:
    """Whether the words stand in an if-clause: what is only supposed is not ahead."""
    return any(
        link.dep == "advcl" and any(child.lower in _cues("marker") for child in parse.children(link, "mark", "advmod"))
        for link in (verb, *parse.ancestors(verb))
    )


def _names_actor(parse: Parse, cast: Cast, verb: Token) -> bool:
    """Whether the clause has a subject that is somebody of the cast; "you" and "we" are not, "it" is in "Belmora warned that it would"."""
    subjects = parse.children(verb, *SUBJECTS) or (parse.children(parse.head(verb), *SUBJECTS) if verb.dep in ("conj", "xcomp", "acomp") else [])
    if any(subject.lower == "it" for subject in subjects):
        return verb.dep == "ccomp" and any(cast.mention_at(subject.start) for subject in parse.children(parse.head(verb), *SUBJECTS))
    return any(cast.mention_at(subject.start) or subject.lower in ("he", "she", "they") for subject in subjects)


def _governing(parse: Parse, token: Token) -> Token | None:
    """The verb of the clause that a time stands in, or the noun it modifies when that is something held at a time; None in past clauses."""
    noun: Token | None = None
    for above in parse.ancestors(token):
        if above.pos == "NOUN" and above.lemma.lower() in _cues("noun") and noun is None:
            noun = above
        if above.pos in ("VERB", "AUX"):
            shared = parse.children(parse.head(above), "aux") if above.dep == "conj" and above.tag == "VB" else []
            helpers = parse.children(above, "aux", "auxpass") + shared
            perfect = above.tag == "VBN" and any(part.lemma == "have" for part in helpers)  # "the first that it has imposed in 41 years"
            modal = any(
                part.lower in _cues("aux") or (part.lower == "to" and not perfect) for part in helpers
            )  # not "are said to have left on Friday"
            due = _cues("governor").get(above.lemma.lower()) is not None or any(
                child.lemma.lower() in _cues("governor") for child in parse.children(above, "acomp")
            )
            present = above.tag in ("VBZ", "VBP") or (any(part.tag in ("VBZ", "VBP") for part in helpers) and not perfect)
            present = present and (due or token.lower != "today" or above.lemma not in ("be", "have"))  # "which is a bath today" tells what is
            if noun is not None:
                return noun
            told = not any(part.lower in ("would", "'d", "’d") for part in helpers) or _conditional(parse, above) or _told(parse, above)
            if not (modal or due or present) or not told or _supposed(parse, above):
                return None
            over = parse.head(above)  # "talks are scheduled to resume on Tuesday" begins with the talks
            cue = _cues("governor").get(over.lemma.lower()) if above.dep == "xcomp" and over.pos in ("VERB", "ADJ") else None
            return over if cue is not None and cue.status in ("scheduled", "expected") else above
    return noun


def _conditional(parse: Parse, verb: Token) -> AheadStatus | None:
    for clause in parse.children(verb, "advcl"):
        if any(child.lower in _cues("marker") for child in parse.children(clause, "mark", "advmod")) or _inverted(parse, clause):
            return "conditional"
    return None


def _inverted(parse: Parse, clause: Token) -> bool:
    """ "Should the house reject it, …": a condition without an "if"."""
    return parse.tokens[clause.left].lower in ("should", "were", "had") and parse.tokens[clause.left].head == clause.i


def _status(parse: Parse, head: Token) -> AheadStatus:
    """Scheduled unless a condition, a modal or the governing word says otherwise."""
    told = _told(parse, head)
    conditional = _conditional(parse, head)
    if conditional or told:
        return conditional or told or "scheduled"
    for child in parse.children(head, "aux"):
        cue = _cues("aux").get(child.lower)
        if cue:
            return cue.status
    for word in (head, *parse.ancestors(head)):
        cue = _cues("governor").get(word.lemma.lower())
        if cue:
            return cue.status
    return "scheduled"


def _ahead(parse: Parse, clause: Clause, events: tuple[EventMention, ...], windows: dict[str, Window], today: str | None) -> Ahead:
    head, status, timex = clause
    span = _clause(parse, head)
    within = [event for event in events if span.start <= event.start < span.end]
    if timex is None:
        dates = [event.date for event in within if event.date and event.date.timex and event.status in ("planned", "threatened")]
        earliest, latest = (dates[0].earliest, dates[0].latest) if dates else (None, None)
    else:
        earliest, latest = windows[timex.id]
    if status == "promised" and within and "conflict" in within[0].quad:
        status = "threatened"  # "vowed to expel every observer"
    event = within[0].id if within else None
    first = max(earliest, today) if earliest and today else earliest or today
    return Ahead(what=parse.words(span), event=event, start=span.start, end=span.end, earliest=first, latest=latest, status=status)


def _clause(parse: Parse, head: Token) -> Span:
    """The words of a clause (or noun phrase) without what is coordinated before it or opens it, and without its closing mark."""
    if head.pos == "NOUN":
        return parse.phrase(head)
    first, last = head.left, head.right
    for child in parse.children(head, "conj", "cc", "ccomp", "parataxis", "advcl", "mark"):
        if child.i < head.i and child.dep in ("ccomp", "parataxis", "advcl", "mark", "cc"):
            first = max(first, child.right)
        elif child.i > head.i and child.dep in ("conj", "cc"):
            last = min(last, child.left)
    while last - 1 > head.i and parse.tokens[last - 1].pos in ("PUNCT", "CCONJ", "SPACE"):
        last -= 1
    while first < head.i and parse.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ", "SPACE"):
        first += 1
    return Span(parse.tokens[first].start, parse.tokens[last - 1].end)
