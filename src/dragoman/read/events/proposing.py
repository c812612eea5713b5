"""What the lexicon proposes: triggers by lemma, their entries' conditions, parties from the parse, one telling each happening.

One pass over the tokens. The network (`judging`) reads these proposals beside the words, and decides.
"""

from typing import NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import EventType

from .fields import Fields
from .frame import DEEPEST, Frame
from .ontology import Ontology
from .predicates import Entry, agents, candidates, holds, inert, words
from .recipients import recipients_of
from .tellings import Telling, merged

TYPES: tuple[EventType, ...] = get_args(EventType)
PROPOSED, POSSIBLE = 1, 1 + len(TYPES)  # added to a type: the lexicon tells it, or only has the word
ACTOR, RECIPIENT = 1, 2


class Party(NamedTuple):
    """Words [first, last) in which the lexicon's frame sees a side of the telling at `trigger`."""

    trigger: int
    side: int  # ACTOR or RECIPIENT
    first: int
    last: int


class Proposals(NamedTuple):
    """The lexicon's tellings in text order of sentences, and the same as the network's input: a number for each word, and the parties.

    A type that is not PLOVER's is no input: the network knows none. `silent` are words that only entries would tell which the user took out; `fields`
    say which types a sentence only borrows words from.
    """

    frame: Frame
    tellings: list[Telling]
    words: npt.NDArray[np.int64]
    parties: list[Party]
    fields: Fields
    silent: frozenset[int] = frozenset()


def propose(parse: Parse, cast: Cast, ontology: Ontology | None = None) -> Proposals:
    """What the lexicon, with the user's entries where an ontology is given, sees in the parse."""
    frame = Frame(parse, cast, ontology)
    entries, removed = frame.ontology.index, frame.ontology.removed
    words = np.zeros(len(parse.tokens), dtype=np.int64)
    silent = set()
    for token in parse.tokens:
        options = candidates(token, entries)
        known = next((entry for entry in options if entry.in_plover), None)
        if known:
            words[token.i] = POSSIBLE + TYPES.index(known.type)
        elif not options and candidates(token, removed):
            silent.add(token.i)
    fields = Fields(parse)
    found = _tellings(frame, fields)
    parties = []
    for telling in found:
        if not telling.entry.in_plover:
            continue
        words[telling.token.i] = PROPOSED + TYPES.index(telling.entry.type)
        actors = frame.arguments(telling.actors, telling.token, apart=telling.entry.reciprocal and not telling.recipients)
        for side, arguments in ((ACTOR, actors), (RECIPIENT, frame.arguments(telling.recipients, telling.token))):
            for each in arguments:
                held = parse.covering(each.start, each.end)
                parties.append(Party(telling.token.i, side, held[0].i, held[-1].i + 1))
    return Proposals(frame, found, words, parties, fields, frozenset(silent))


def _tellings(frame: Frame, fields: Fields) -> list[Telling]:
    """The tellings that the lexicon finds, sentence by sentence."""
    parse = frame.parse
    entries = frame.ontology.index
    found: list[Telling] = []
    told: list[Telling] = []
    sentence = -1
    for token in parse.tokens:
        if token.sentence != sentence:
            found += _sentence(parse, told, fields)
            told, sentence = [], token.sentence
        options = candidates(token, entries)
        if options:
            telling = _read(frame, token, options)
            if telling:
                told.append(telling)
                told += _modal(frame, telling)
        elif token.dep == "aux" and token.tag == "MD":
            told += _demand(frame, token)
    return found + _sentence(parse, told, fields)


def _read(frame: Frame, token: Token, options: tuple[Entry, ...]) -> Telling | None:
    """The happening that the token tells under the first entry whose conditions hold."""
    parse = frame.parse
    objects = frame.objects(token) if token.pos == "VERB" else []
    for entry in options:
        if not holds(parse, token, entry, objects, frame.ontology.index):
            continue
        if token.pos in ("NOUN", "PROPN"):
            actors = frame.noun_actors(token, words=(*entry.noun_actor, "between") if entry.reciprocal else entry.noun_actor)
        elif token.pos == "ADJ":
            actors = frame.subjects(token) or (frame.subjects(parse.head(token)) if token.dep in ("acomp", "oprd", "conj") else [])
        elif entry.active:
            actors = frame.subjects(token)
        elif frame.passive(token) and (
            "object" in entry.recipient
            or entry.object
            or (token.dep == "acl" and entry.type == "ASSAULT")
            or parse.children(token, "auxpass", "nsubjpass")
        ):
            actors = frame.after(token, "by", of_object=False)
        else:
            actors = frame.subjects(token)
        recipients = recipients_of(frame, token, entry)
        if _ruled_out(frame, token, entry, actors, recipients):
            continue
        actors = [each for each in actors if frame.acts(each)]
        if "compound" in entry.noun_recipient:  # "the prisoner release": released, not releasing
            actors = [each for each in actors if each.dep != "compound" or each.i not in {other.i for other in recipients}]
        if any(not (actors if side == "actor" else recipients) for side in entry.needs):
            continue
        parties = actors or recipients or entry.object or "complement" in entry.recipient
        if not parties and not (entry.alone and _specific(frame, token)):
            continue
        if entry.type in ("ASSAULT", "COERCE") and token.pos == "VERB":
            actors = [who for each in actors for who in _behind(frame, each)]
        return Telling(token, entry, actors, recipients, _depth(frame, token), objects)
    return None


def _ruled_out(frame: Frame, token: Token, entry: Entry, actors: list[Token], recipients: list[Token]) -> bool:
    heads = [frame.core(each).lemma.lower() for each in actors]
    if entry.subject and not any(each.lemma.lower() in entry.subject or head in entry.subject for each, head in zip(actors, heads, strict=True)):
        return True
    if any(head in inert("actor") or head in entry.subject_not for head in heads):
        return True
    if "actor" in entry.agents and actors and not any(frame.can_act(each) for each in actors):
        return True
    if "recipient" in entry.agents and recipients and not any(frame.can_act(each) for each in recipients):
        return True
    if entry.type == "ASSAULT" and not actors:
        causes = [*frame.after(token, "in", of_object=False), *frame.after(token, "by", of_object=False), *frame.after(token, "of", of_object=False)]
        if any(each.lemma.lower() in inert("cause") for each in causes):
            return True
    if token.pos in ("NOUN", "PROPN"):
        sides = [child.lemma.lower() for child in frame.parse.children(token, "compound", "amod", "nmod", "poss")]
        return not inert("compound").isdisjoint(sides)
    return False


def _behind(frame: Frame, actor: Token) -> list[Token]:
    """Who stands behind an attack or weapon that is said to kill: its own actor, or nobody known."""
    lemma = actor.lemma.lower()
    if actor.pos == "NOUN" and lemma not in agents() and (lemma in words("weapon") or ("NOUN", lemma) in frame.ontology.index):
        return frame.noun_actors(actor)
    if actor.dep == "pobj" and not frame.can_act(actor):  # "an attack on a terminal that killed 31": the attack killed, the terminal did not
        told = frame.parse.head(frame.parse.head(actor))
        if told.pos == "NOUN" and ("NOUN", told.lemma.lower()) in frame.ontology.index:
            return frame.noun_actors(told)
    return [actor]


def _specific(frame: Frame, noun: Token) -> bool:
    """Whether a bare noun names one happening ("the attack", "Tuesday's blast", "an attack in …") and not happenings as such."""
    governor = frame.parse.head(noun)
    light = frame.light(noun)
    for child in frame.parse.children(noun):
        if child.dep == "det" and child.lower in ("the", "this", "that", "these", "those", "another", "both"):
            return True
        if child.dep == "relcl" or (child.dep == "acl" and child.lemma.lower() in words("occurrence")):
            return True
        if child.dep in ("nummod", "poss") or child.ent in ("DATE", "TIME", "ORDINAL"):
            return True
        if (
            child.dep == "prep"
            and child.lower in ("in", "at", "near", "outside", "on")
            and any(each.ent in ("GPE", "LOC", "FAC", "DATE", "TIME") for each in frame.parse.children(child, "pobj"))
        ):
            return True
    if light is not None or (noun.dep == "pobj" and governor.lower in ("in", "after", "during", "following", "since", "before")):
        return noun.tag == "NN" or light is not None
    if noun.dep not in ("nsubj", "nsubjpass"):
        return False
    below = [governor, *frame.parse.children(governor, "xcomp", "acomp")]  # "talks are due to open"
    below += [each for child in below[1:] for each in frame.parse.children(child, "xcomp")]
    return any(each.lemma.lower() in words("occurrence") for each in below)


def _depth(frame: Frame, token: Token) -> float:
    """Steps from the root of the sentence; a noun under its light verb stands where the verb stands."""
    light = frame.light(token) if token.pos in ("NOUN", "PROPN") else None
    start = light[0] if light and light[0].i != token.i else token
    depth = 0.0
    for above in frame.parse.ancestors(start):
        depth += 0.0 if above.lemma in words("speech") else 1.0  # whose word it is leaves what it is about
        if depth > 4 * DEEPEST:
            break
    return depth


def _modal(frame: Frame, telling: Telling) -> list[Telling]:
    """What a modal before a verb tells beside it: "will release" commits (AGREE), "will not release" refuses (REJECT)."""
    verb = telling.token
    if verb.pos != "VERB":
        governed = frame.light(verb)
        if governed is None:
            return []
        verb = governed[0]
    children = frame.parse.children(verb)
    aux = next((child for child in children if child.dep == "aux" and child.tag == "MD"), None)
    if aux is None or not telling.actors:
        return []
    if aux.lower == "would" and (verb.dep != "ccomp" or frame.parse.head(verb).lemma.lower() not in words("speech")):
        return []  # a condition, not an announcement in reported speech
    negated = any(child.dep == "neg" for child in children)
    for entry in frame.ontology.modals:
        if not entry.under and aux.lemma.lower() in entry.modals and entry.negated == negated and telling.entry.type in entry.over:
            return [Telling(aux, entry, telling.actors, telling.recipients, telling.depth - 0.5, [])]
    return []


def _demand(frame: Frame, aux: Token) -> list[Telling]:
    """ "X said that Y must …": X asks it of Y."""
    verb = frame.parse.head(aux)
    said = frame.parse.head(verb)
    if verb.dep != "ccomp" or said.pos != "VERB":
        return []
    for entry in frame.ontology.modals:
        if aux.lower in entry.modals and said.lemma.lower() in entry.under:
            actors = [each for each in frame.subjects(said) if frame.acts(each)]
            asked = [each for each in frame.subjects(verb) if frame.party(each) and frame.can_act(each)]
            asked = [
                each for each in asked if each.pos == "PROPN" or frame.parse.children(each, "det", "poss", "nummod")
            ]  # one party, not "children"
            if actors and asked and asked[0].lower not in ("we", "i", "it") and asked[0].i != actors[0].i:
                return [Telling(aux, entry, actors, asked, _depth(frame, verb) - 0.5, [])]
    return []


def _sentence(parse: Parse, told: list[Telling], fields: Fields) -> list[Telling]:
    """The tellings of one sentence, one each happening, the main one first."""
    if not told:
        return []
    borrowed = fields.borrowed(told[0].token.sentence)
    kept = [telling for telling in merged(parse, told) if telling.entry.type not in borrowed]
    if not kept:
        return []
    main = min(kept, key=lambda telling: (telling.depth, telling.token.i))
    return [main, *sorted((each for each in kept if each is not main), key=lambda telling: telling.token.i)]
