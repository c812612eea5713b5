"""How far each told happening is a fact: its status, and FactBank's certainty and polarity according to whoever tells it.

CT certain, PR probable, PS possible, each + or -; Uu where the words leave it open. From the trigger's clause up: auxiliaries, negation, adverbs
and adjectives, then the words that govern the clause, as far as a verb of saying. Weaker certainty wins; negations multiply. The value is that of
the teller, the innermost source: "X said Y attacked" is CT+, "X denied attacking" CT-. `status` is taken from the word nearest the trigger.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Attribution, EventMention, EventStatus, Factuality, Ground, Timex
from dragoman.read.encoder import EventScores, EventTables, Floats

STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
FACTS: tuple[Factuality, ...] = get_args(Factuality)
HAPPENED = frozenset({"occurred", "ongoing", "historical"})  # what ACLED codes
LINKS = frozenset({"xcomp", "ccomp", "dobj", "pobj", "pcomp", "acl", "prep", "nsubjpass", "acomp", "advcl", "oprd", "dative"})
GOVERNED = frozenset({"of", "for", "to", "against", "from", "on", "about", "into"})  # "warned of"; "said in", "left after" govern nothing
FINITE = frozenset({"VBD", "VBZ", "VBP"})
HIGHEST = 8  # governors looked at above a trigger: farther words govern some other clause
BACKGROUND = timedelta(days=365)  # a happening more than a year before publication is told as history, not as news
CERTAINTIES = ("CT", "PR", "PS", "U")  # from sure to open


class Sway(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that sway a happening away from plain fact, where they stand to its clause, and what they make of it."""

    id: str
    place: Literal["aux", "mark", "modifier", "governor", "open", "purpose"]  # the last two: an infinitive after no known governor
    words: tuple[str, ...]
    status: EventStatus | None = None
    certainty: Literal["CT", "PR", "PS", "U"]
    negative: bool = False
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]

    @property
    def value(self) -> Factuality:
        """What the entry alone makes of a happening."""
        return _value(self.certainty, self.negative)


class Verdict(NamedTuple):
    """What the words around a trigger make of it, and the rules that say so, from near to far."""

    status: EventStatus
    factuality: Factuality
    grounds: tuple[Ground, ...] = ()


Swayed = tuple[Sway | None, Token]
"""An entry, or None for a negation, at the word that it rests on."""


class Carrier(msgspec.Struct, frozen=True):
    """A verb whose negation and mood are those of what it carries: a noun ("did not launch an attack"), an infinitive ("pressed X to leave")."""

    verbs: tuple[str, ...]
    prep: str | None = None
    object: str | None = None


class Beside(msgspec.Struct, frozen=True):
    """Words that tell no happening and do one thing for the reading of those beside them."""

    kind: str
    words: tuple[str, ...]


@cache
def sways() -> dict[tuple[str, str], Sway]:
    """(place, word) → entry; the first in the file wins."""
    found: dict[tuple[str, str], Sway] = {}
    for entry in lexicon.load("factuality", Sway):
        for word in entry.words:
            found.setdefault((entry.place, word), entry)
    return found


@cache
def _controls() -> frozenset[str]:
    return frozenset(verb for control in lexicon.load("controls", Carrier) for verb in control.verbs)


@cache
def _carriers() -> frozenset[tuple[str, str | None]]:
    return frozenset((verb, carrier.prep) for carrier in lexicon.load("lights", Carrier) for verb in carrier.verbs)


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("event_words", Beside) if entry.kind in kinds for word in entry.words)


def judge_events(
    parse: Parse,
    events: tuple[EventMention, ...],
    timexes: tuple[Timex, ...],
    attributions: tuple[Attribution, ...],
    published: date | None,
    *,
    scores: EventScores | None = None,
) -> tuple[EventMention, ...]:
    """The events with status and factuality filled, in the same order. Without the network's scores: by the rules alone."""
    denied = {attribution.id: _tops(parse, attribution) for attribution in attributions if attribution.stance == "denies"}
    latest = {timex.id: timex.latest for timex in timexes}
    judged = []
    for event in events:
        trigger = parse.top(event.start, event.end)
        if trigger is None:
            judged.append(event)
            continue
        ruled = verdict(parse, trigger)
        status, factuality, grounds = ruled
        if scores is not None:
            status, factuality = _weighed(scores.emissions[trigger.i], scores.tables, status, factuality)
        old = _long_ago(event, latest, published)
        if status == "historical" and old is False:
            status = ruled.status
        if (status, factuality) != ruled[:2]:
            grounds = (*grounds, _ground("network", trigger))
        denials = [id_ for id_ in event.attributions if id_ in denied and not denied[id_].isdisjoint((trigger.i, _clause(parse, trigger).i))]
        if denials:
            factuality = "CT-"
            grounds = (*grounds, _ground("denial", trigger))
        if status in ("occurred", "ongoing", "planned", "demanded", "threatened") and old:
            status = "historical"
            grounds = (*grounds, _ground("date", trigger))
        told = status in HAPPENED and factuality in ("CT+", "PR+")
        judged.append(
            msgspec.structs.replace(
                event, status=status, factuality=factuality, acled=event.acled if told else None, grounds=(*event.grounds, *grounds)
            )
        )
    return tuple(judged)


def _weighed(outputs: Floats, tables: EventTables, status: EventStatus, factuality: Factuality) -> tuple[EventStatus, Factuality]:
    """The network's choice, given what the rules make of the words."""
    statuses: Floats = outputs[-len(STATUSES) - len(FACTS) : -len(FACTS)] + tables.status[STATUSES.index(status)]
    facts: Floats = outputs[-len(FACTS) :] + tables.fact[FACTS.index(factuality)]
    return STATUSES[int(statuses.argmax())], FACTS[int(facts.argmax())]


def _ground(rule: str, token: Token) -> Ground:
    return Ground(part="status", rule=rule, start=token.start, end=token.end)


def _tops(parse: Parse, attribution: Attribution) -> frozenset[int]:
    """The words that head what an attribution says: a denial denies these, not all that its words mention."""
    found: set[int] = set()
    for span in attribution.content.spans:
        top = parse.top(span.start, span.end)
        if top is not None:
            found.update(each.i for each in parse.conjuncts(top))
            found.update(each.i for each in parse.children(top, "pcomp", "xcomp", "ccomp"))
    return frozenset(found)


def _long_ago(event: EventMention, latest: dict[str, str | None], published: date | None) -> bool | None:
    """Whether a date in the text puts it long before publication; None where no date tells."""
    if published is None or event.date is None:
        return None
    last = event.date.latest or (latest.get(event.date.timex) if event.date.timex else None)
    if last is None or (event.date.timex is None and last >= (published - BACKGROUND).isoformat()):
        return None
    return last < (published - BACKGROUND).isoformat()  # ISO dates compare as text


def _clause(parse: Parse, trigger: Token) -> Token:
    """The verb whose mood is the trigger's: itself, the verb under a modal trigger, or the light verb that carries a noun."""
    if trigger.dep in ("aux", "auxpass"):
        return parse.head(trigger)
    if trigger.pos in ("NOUN", "PROPN"):
        noun = trigger
        for _ in range(3):
            if noun.dep != "conj":
                break
            noun = parse.head(noun)
        head = parse.head(noun)
        if noun.dep in ("dobj", "nsubjpass") and (head.lemma.lower(), None) in _carriers():
            return head
        if noun.dep == "pobj" and (parse.head(head).lemma.lower(), head.lower) in _carriers():
            return parse.head(head)
    if trigger.pos == "ADJ" and trigger.dep in ("acomp", "oprd"):
        return parse.head(trigger)
    return trigger


def verdict(parse: Parse, trigger: Token) -> Verdict:
    """Status and value by the words around the trigger alone."""
    clause = _clause(parse, trigger)
    status: EventStatus | None = None
    certainty = "CT"
    negative = False
    grounds = []
    for entry, word in _swaying(parse, trigger, clause):
        if trigger.dep in ("aux", "auxpass"):
            continue  # a commitment or refusal that a modal tells is made by being told
        grounds.append(_ground(entry.id if entry else "negation", word))
        if entry is None:
            negative = not negative
            continue
        status = status or entry.status
        certainty = max(certainty, entry.certainty, key=CERTAINTIES.index)
        negative ^= entry.negative
    if status is None:
        status = "ongoing" if _progressive(parse, clause) else "occurred"
        grounds.append(_ground("tense", clause))
    if status == "ongoing" and (negative or certainty != "CT"):
        status = "occurred"
    return Verdict(status, _value(certainty, negative), tuple(grounds))


def _value(certainty: str, negative: bool) -> Factuality:
    return "Uu" if certainty == "U" else cast(Factuality, certainty + ("-" if negative else "+"))


def _swaying(parse: Parse, trigger: Token, clause: Token) -> Iterator[Swayed]:
    """What sways the trigger, from near to far; None stands for a negation."""
    known = sways()
    if clause.i != trigger.i:
        yield from _around(parse, trigger, own=False)
    yield from _carried(parse, trigger, clause)
    yield from _around(parse, clause, own=True)
    yield from ((None, child) for child in parse.children(clause, "nsubj", "nsubjpass", "dobj") if child.i != trigger.i and _nobody(parse, child))
    step = clause
    for _ in range(HIGHEST):
        if step.head == step.i:
            if step is clause and _infinitive(parse, step):
                headline = parse.sentence(step).part == "headline"  # "King to visit port"
                yield known["aux", "will"] if headline else known["open", "to"], step
            return
        head = parse.head(step)
        if step.dep == "conj":
            while step.tag in FINITE and head.tag == "VB" and head.head != head.i:  # a finite verb is not coordinated with an infinitive
                head = parse.head(head)
            if _around_shared(parse, head, step):
                yield from _around(parse, head, own=True)
            elif step.pos == "VERB" and not parse.children(step, "mark"):
                yield from ((known[key], mark) for mark in parse.children(head, "mark") if (key := ("mark", mark.lower)) in known)
            step = head
            continue
        if step is clause and step.dep == "relcl" and _infinitive(parse, step):  # "no way to arrest him"
            yield known.get(("governor", head.lemma.lower()), known["open", "to"]), head
            return
        if step is trigger and step.dep == "nsubj" and _indefinite(parse, step):  # "an attack could start a war"
            yield from (each for each in _around(parse, head, own=True) if each[0] and each[0].status == "hypothetical")
        if step.dep not in LINKS:
            return
        if step.dep == "advcl" and not _conditional(parse, step):
            if _infinitive(parse, step):
                yield known["purpose", "to"], step
            return
        if step.dep == "nsubjpass" and (("governor", head.lemma.lower()) not in known or head.lemma.lower() in _words("addressing")):
            return
        if step.dep == "prep" and step.lower not in GOVERNED:
            return
        if head.pos in ("NOUN", "PROPN") and ("governor", head.lemma.lower()) not in known and head.lemma not in _words("batch", "phase"):
            above = parse.head(head)
            if step.dep != "prep" or head.dep != "dobj" or ("governor", above.lemma.lower()) not in known:
                return  # but "accused them of attacking", where the parser hangs "of" on "them"
        entry = known.get(("governor", head.lemma.lower()))
        if entry and head.pos in ("VERB", "NOUN", "ADJ") and _governs(parse, head, step):
            yield entry, head
            if entry.status in ("planned", "demanded", "threatened"):
                return  # whether it was truly demanded is another matter than whether it came about
            yield from (each for each in _around(parse, head, own=True) if each[0] is None)
        elif step is clause and _infinitive(parse, step):
            if step.dep == "acl" or head.pos in ("ADJ", "AUX"):
                yield known["open", "to"], step
            if head.pos != "VERB" or not (step.dep == "xcomp" or head.lemma.lower() in _controls()):
                return
            yield from _around(parse, head, own=True)  # "would be forced to leave": the mood is the whole's
        elif head.pos == "VERB" and step.dep in ("dobj", "pobj", "ccomp", "advcl", "pcomp"):
            return  # a verb that the lexicon does not know takes its complement as given
        step = head


def _carried(parse: Parse, trigger: Token, clause: Token) -> Iterator[Swayed]:
    """The sway of the word that carries a noun: "planned an attack", "talks are scheduled", "talks are due to open"."""
    known = sways()
    if clause.i != trigger.i:
        entry = known.get(("governor", clause.lemma.lower()))
        if entry and entry.status in ("planned", "hypothetical") and entry.certainty != "U" and clause.pos == "VERB":
            yield entry, clause
    elif trigger.dep == "nsubj" and trigger.pos == "NOUN":
        head = parse.head(trigger)
        for child in parse.children(head, "acomp"):
            entry = known.get(("governor", child.lemma.lower()))
            if entry and entry.status == "planned" and (parse.children(child, "xcomp") or parse.children(head, "xcomp")):
                yield entry, child


def _governs(parse: Parse, head: Token, step: Token) -> bool:
    """Whether the word governs the clause as a sway: "called for talks", and not "called the attack cruel"."""
    lemma = head.lemma.lower()
    if lemma in ("reject", "oppose", "exclude", "resist") and step.dep in ("dobj", "nsubjpass"):
        return False  # what is rejected was said or done: a call, a deal
    if lemma in ("report", "claim", "believe", "think") and step.dep == "ccomp":
        return False  # somebody's word, and by that word certain; "is believed to have" is nobody's
    if lemma in ("give", "grant", "allow"):  # "gave them until Friday to leave"
        return any(
            child.lower in ("until", "till")
            for child in parse.tokens[head.i : min(head.right, head.i + 2 * HIGHEST)]
            if child.pos in ("ADP", "SCONJ")
        )
    if lemma == "rule":
        return any(child.lower == "out" for child in parse.children(head))
    if lemma in ("call", "appeal", "press", "mark", "report", "charge", "claim", "set", "think", "tell", "order", "stop", "want", "miss"):
        if lemma == "mark":
            return step.dep == "dobj" and step.lemma == "anniversary"
        if lemma == "call":  # "called the attack a plot" demands nothing
            return (step.dep == "prep" and step.lower in ("for", "on", "upon")) or (step.dep in ("xcomp", "ccomp") and _infinitive(parse, step))
        return step.dep in ("xcomp", "ccomp", "prep", "acl", "advcl", "pcomp") or (lemma in ("order", "want") and step.dep == "dobj")
    if step.dep == "dobj" and lemma in ("expect", "agree", "offer", "consider", "suggest", "encourage", "invite", "believe", "suspect", "deny"):
        return lemma in ("expect", "consider", "offer", "suggest")
    return True


def _conditional(parse: Parse, clause: Token) -> bool:
    """Whether an adverbial clause is an infinitive that hangs on a sway (the parser wavers between purpose and complement)."""
    lemma = parse.head(clause).lemma.lower()
    return _infinitive(parse, clause) and (("governor", lemma) in sways() or lemma in _controls())


def _infinitive(parse: Parse, verb: Token) -> bool:
    return verb.tag == "VB" and any(child.lower == "to" for child in parse.children(verb, "aux"))


def _indefinite(parse: Parse, noun: Token) -> bool:
    return noun.pos == "NOUN" and not any(child.lower not in ("a", "an", "any") for child in parse.children(noun, "det", "poss"))


def _nobody(parse: Parse, noun: Token) -> bool:
    """ "nobody", "none of them", "no soldiers"."""
    return noun.lower in ("nobody", "none", "nothing", "no-one") or any(child.lower == "no" for child in parse.children(noun, "det"))


def _around_shared(parse: Parse, head: Token, step: Token) -> bool:
    """Whether a coordinated verb without auxiliaries of its own stands under those of the first ("will attack and burn")."""
    return step.tag == "VB" and not parse.children(step, "aux", "nsubj", "nsubjpass") and head.pos == "VERB"


def _around(parse: Parse, token: Token, *, own: bool) -> Iterator[Swayed]:
    """The sways among the direct dependents of a trigger or of its clause's verb."""
    known = sways()
    children = parse.children(token)
    perfect = any(child.dep == "aux" and child.lemma.lower() == "have" for child in children)
    if (
        own
        and token.tag not in ("VBD", "VBN")
        and any(each.lower in ("if", "unless") for child in children if child.dep == "advcl" for each in parse.children(child, "mark"))
    ):
        yield known["mark", "if"], token
    for child in children:
        word = child.lower
        if child.dep == "neg" or (child.dep == "det" and word == "no"):
            yield None, child
        elif child.dep == "aux" and own:
            entry = known.get(("aux", word))
            if entry is None or child.tag != "MD":
                continue
            if entry.id == "fact.would" and token.dep == "ccomp" and not perfect:
                entry = known["aux", "will"]  # "said that it would": a future seen from the past
            if perfect and entry.id == "fact.may":
                entry = known["modifier", "possibly"]  # "may have attacked": past, if it was
            yield entry, child
        elif child.dep in ("mark", "advmod", "amod", "acomp", "nmod", "compound", "npadvmod"):
            if word in ("never", "without") and child.dep in ("advmod", "mark"):
                yield None, child
            entry = known.get(("mark" if child.dep == "mark" else "modifier", word))
            if entry:
                yield entry, child
    if own and token.dep == "pcomp" and parse.head(token).lower == "without":
        yield None, parse.head(token)


def _progressive(parse: Parse, clause: Token) -> bool:
    """ "are fighting", "has been shelling": under way when told."""
    if clause.tag != "VBG":
        return False
    auxiliaries = [child.lower for child in parse.children(clause, "aux")]
    return any(word in ("is", "are", "'s", "'re", "am") for word in auxiliaries) or ("been" in auxiliaries and "had" not in auxiliaries)
