"""What the words around a trigger make of it, by rule: from its clause up, as far as a verb of saying.

Auxiliaries, negation, adverbs and adjectives first, then the words that govern the clause. Weaker certainty wins; negations multiply. `status` is
taken from the word nearest the trigger.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import EventStatus, Factuality, Ground

from .sways import Sway, beside, carriers, controls, sways, value_of

LINKS = frozenset({"xcomp", "ccomp", "dobj", "pobj", "pcomp", "acl", "prep", "nsubjpass", "acomp", "advcl", "oprd", "dative"})
GOVERNED = frozenset({"of", "for", "to", "against", "from", "on", "about", "into"})  # "warned of"; "said in", "left after" govern nothing
FINITE = frozenset({"VBD", "VBZ", "VBP"})
ASSERTED = frozenset({"insist", "suggest", "propose", "recommend", "demand", "advise"})  # verbs that demand with a subjunctive, assert with a tense
WISHED = frozenset({"want", "wish", "seek", "like"})
POSSIBLE = frozenset({"may", "might", "could", "can"})  # "may attack if": possible, however it depends
HIGHEST = 8  # governors looked at above a trigger: farther words govern some other clause
CERTAINTIES = ("CT", "PR", "PS", "U")  # from sure to open


class Verdict(NamedTuple):
    """What the words around a trigger make of it, and the rules that say so, from near to far."""

    status: EventStatus
    factuality: Factuality
    grounds: tuple[Ground, ...] = ()


Swayed = tuple[Sway | None, Token]
"""An entry, or None for a negation, at the word that it rests on."""


def ground(rule: str, token: Token) -> Ground:
    return Ground(part="status", rule=rule, start=token.start, end=token.end)


def clause_of(parse: Parse, trigger: Token) -> Token:
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
        if noun.dep in ("dobj", "nsubjpass") and (head.lemma.lower(), None) in carriers():
            return head
        if noun.dep == "pobj" and (parse.head(head).lemma.lower(), head.lower) in carriers():
            return parse.head(head)
    if trigger.pos == "ADJ" and trigger.dep in ("acomp", "oprd"):
        return parse.head(trigger)
    return trigger


def verdict(parse: Parse, trigger: Token) -> Verdict:
    """Status and value by the words around the trigger alone."""
    clause = clause_of(parse, trigger)
    status: EventStatus | None = None
    certainty = "CT"
    negative = False
    grounds = []
    for entry, word in _swaying(parse, trigger, clause):
        if trigger.dep in ("aux", "auxpass"):
            continue  # a commitment or refusal that a modal tells is made by being told
        grounds.append(ground(entry.id if entry else "negation", word))
        if entry is None:
            negative = not negative
            continue
        status = status or entry.status
        certainty = max(certainty, entry.certainty, key=CERTAINTIES.index)
        negative ^= entry.negative
    if status is None:
        status = "ongoing" if _progressive(parse, clause) else "occurred"
        grounds.append(ground("tense", clause))
    if status == "ongoing" and (negative or certainty != "CT"):
        status = "occurred"
    return Verdict(status, value_of(certainty, negative), tuple(grounds))


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
                headline = parse.sentence(step).part == "headline" or parse.children(step, "nsubj", "nsubjpass")  # "King to visit port"
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
        if step.dep == "nsubjpass" and (("governor", head.lemma.lower()) not in known or head.lemma.lower() in beside("addressing")):
            return
        if step.dep == "prep" and step.lower not in GOVERNED:
            return
        if head.pos in ("NOUN", "PROPN") and ("governor", head.lemma.lower()) not in known and head.lemma not in beside("batch", "phase"):
            above = parse.head(head)
            if step.dep != "prep" or head.dep != "dobj" or ("governor", above.lemma.lower()) not in known:
                return  # but "accused them of attacking", where the parser hangs "of" on "them"
        entry = known.get(("governor", head.lemma.lower()))
        if entry and head.lemma.lower() in WISHED and _anothers(parse, head, step):
            entry = known["governor", "demand"]
        if entry and head.pos in ("VERB", "NOUN", "ADJ") and _governs(parse, head, step):
            yield entry, head
            if entry.status in ("planned", "demanded", "threatened"):
                return  # whether it was truly demanded is another matter than whether it came about
            yield from (each for each in _around(parse, head, own=True) if each[0] is None)
        elif step is clause and _infinitive(parse, step):
            if step.dep == "acl" or head.pos in ("ADJ", "AUX"):
                yield known["open", "to"], step
            if head.pos != "VERB" or not (step.dep == "xcomp" or head.lemma.lower() in controls()):
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
        lasting = known.get(("governor", head.lemma.lower()))
        if lasting and lasting.status == "ongoing" and head.pos == "VERB":  # "the talks are continuing"
            yield lasting, head
        way = next((child for child in parse.children(head, "prep") if child.lower == "under" and parse.children(child, "pobj")), None)
        if way and parse.children(way, "pobj")[0].lower == "way":
            yield known["governor", "continue"], way
        for child in parse.children(head, "advmod", "acomp"):
            if child.lower == "underway":
                yield known["governor", "continue"], child
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
    if lemma in ASSERTED and step.dep == "ccomp" and _finite(parse, step):
        return False  # "insists that he was shot" demands nothing; "insists that he be shot" does
    if lemma == "tell":  # "told them to leave"; "the army attacked, an officer told the agency" demands nothing
        return _infinitive(parse, step)
    if lemma in ("call", "appeal", "press", "mark", "report", "charge", "claim", "set", "think", "order", "stop", "want", "miss"):
        if lemma == "mark":
            return step.dep == "dobj" and step.lemma == "anniversary"
        if lemma == "call":  # "called the attack a plot" demands nothing
            return (step.dep == "prep" and step.lower in ("for", "on", "upon")) or (step.dep in ("xcomp", "ccomp") and _infinitive(parse, step))
        return step.dep in ("xcomp", "ccomp", "prep", "acl", "advcl", "pcomp") or (lemma in ("order", "want") and step.dep == "dobj")
    if step.dep == "dobj" and lemma in ("expect", "agree", "offer", "consider", "suggest", "encourage", "invite", "believe", "suspect", "deny"):
        return lemma in ("expect", "consider", "offer", "suggest")
    return True


def _finite(parse: Parse, clause: Token) -> bool:
    """Whether the clause has a tense of its own, as a subjunctive has not."""
    return clause.tag in FINITE or any(child.tag in FINITE for child in parse.children(clause, "aux", "auxpass"))


def _anothers(parse: Parse, wish: Token, step: Token) -> bool:
    """Whether what is wished for is for others to do: "want the minister to go", "seek a loan"; not "want to go"."""
    if step.dep in ("dobj", "nsubjpass"):
        return step.pos in ("NOUN", "PROPN")
    return bool(parse.children(step, "nsubj", "nsubjpass")) or (wish.i < step.i and bool(parse.children(wish, "dobj")))


def _conditional(parse: Parse, clause: Token) -> bool:
    """Whether an adverbial clause is an infinitive that hangs on a sway (the parser wavers between purpose and complement)."""
    lemma = parse.head(clause).lemma.lower()
    return _infinitive(parse, clause) and (("governor", lemma) in sways() or lemma in controls())


def _infinitive(parse: Parse, verb: Token) -> bool:
    return verb.tag == "VB" and any(child.lower == "to" for child in parse.children(verb, "aux"))


def _indefinite(parse: Parse, noun: Token) -> bool:
    return noun.pos == "NOUN" and not any(child.lower not in ("a", "an", "any") for child in parse.children(noun, "det", "poss"))


def _nobody(parse: Parse, noun: Token) -> bool:
    """ "nobody", "none of them", "no soldiers", "neither side"."""
    if noun.lower in ("nobody", "none", "nothing", "no-one", "neither"):
        return True
    return any(child.lower in ("no", "neither") for child in parse.children(noun, "det", "preconj", "cc"))


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
        and not any(child.dep == "aux" and child.lower in POSSIBLE for child in children)
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
