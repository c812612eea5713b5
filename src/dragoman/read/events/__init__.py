"""Happenings told in a report, in PLOVER's sixteen types, each at its trigger with its parties.

One pass over the tokens finds the triggers by lemma; parties come from the parse; tellings of one happening within a sentence become one. Date,
place, status and certainty are left to later steps. Event types are those of the PLOVER 2.0 draft manual.

`confidence` says how complete the frame is: 0.4 for a trigger, 0.2 for an actor, 0.2 for a recipient (or a second actor of a mutual happening),
0.1 where one of them is an actor known to the report, 0.1 for a verb, which tells more surely than a noun.
"""

from collections.abc import Iterable

from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Token
from dragoman.model.plover import QUADS, intensity
from dragoman.model.reading import Argument, Attribution, Count, EventMention

from .classes import PERSONAL
from .contexts import contexts_of
from .counts import count_of, reached, toll_of
from .fields import Fields
from .frame import DEEPEST, LONGEST, Frame
from .predicates import Predicate, agents, candidates, holds, index, inert, modals, words
from .tellings import Telling, merged

__all__ = ["find_events"]

ANOTHER = frozenset({"other", "another", "new", "second", "latest", "previous", "earlier", "next", "further"})


def find_events(parse: Parse, cast: Cast, attributions: tuple[Attribution, ...]) -> tuple[EventMention, ...]:
    """The events in text order, but within a sentence the one that it is about (nearest its root) first."""
    frame = Frame(parse, cast)
    entries = index()
    fields = Fields(parse)
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
    found += _sentence(parse, told, fields)
    return _events(frame, found, attributions)


def _read(frame: Frame, token: Token, options: tuple[Predicate, ...]) -> Telling | None:
    """The happening that the token tells under the first entry whose conditions hold."""
    parse = frame.parse
    objects = frame.objects(token) if token.pos == "VERB" else []
    for entry in options:
        if not holds(parse, token, entry, objects):
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
        recipients = frame.recipients(token, entry)
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


def _ruled_out(frame: Frame, token: Token, entry: Predicate, actors: list[Token], recipients: list[Token]) -> bool:
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
    if actor.pos == "NOUN" and lemma not in agents() and (lemma in words("weapon") or ("NOUN", lemma) in index()):
        return frame.noun_actors(actor)
    if actor.dep == "pobj" and not frame.can_act(actor):  # "an attack on a terminal that killed 31": the attack killed, the terminal did not
        told = frame.parse.head(frame.parse.head(actor))
        if told.pos == "NOUN" and ("NOUN", told.lemma.lower()) in index():
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
    for entry in modals():
        if not entry.under and aux.lemma.lower() in entry.modals and entry.negated == negated and telling.entry.type in entry.over:
            return [Telling(aux, entry, telling.actors, telling.recipients, telling.depth - 0.5, [])]
    return []


def _demand(frame: Frame, aux: Token) -> list[Telling]:
    """ "X said that Y must …": X asks it of Y."""
    verb = frame.parse.head(aux)
    said = frame.parse.head(verb)
    if verb.dep != "ccomp" or said.pos != "VERB":
        return []
    for entry in modals():
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
    tokens = parse.in_sentence(parse.sentence(told[0].token))
    games = inert("sentence")
    if any(token.lower in games or token.lemma.lower() in games for token in tokens):
        return []
    borrowed = fields.borrowed(told[0].token.sentence)
    kept = [telling for telling in merged(parse, told) if telling.entry.type not in borrowed]
    if not kept:
        return []
    main = min(kept, key=lambda telling: (telling.depth, telling.token.i))
    return [main, *sorted((each for each in kept if each is not main), key=lambda telling: telling.token.i)]


def _events(frame: Frame, tellings: Iterable[Telling], attributions: tuple[Attribution, ...]) -> tuple[EventMention, ...]:
    tellings = list(tellings)
    said = _attributed(tellings, attributions)
    events = []
    seen = -1
    contexts: tuple[str, ...] = ()
    by_actor: set[tuple[str, str | None, tuple[str | None, ...]]] = set()
    told: dict[str, list[frozenset[str]]] = {}  # type → the date words of each happening told
    for telling in tellings:
        token, entry = telling.token, telling.entry
        counts = _counts(frame, telling)
        if (entry.anaphoric and entry.type not in told) or (not counts and _told_before(frame, telling, told)):
            continue
        if token.sentence != seen:
            seen, contexts = token.sentence, contexts_of(frame.parse, frame.parse.sentence(token))
        actors = frame.arguments(telling.actors, token, apart=entry.reciprocal and not telling.recipients)
        recipients = _others(frame, actors, frame.arguments(telling.recipients, token))
        again = (entry.type, telling.mode, tuple(each.actor for each in actors))
        if token.pos == "NOUN" and again in by_actor and not (recipients or counts or _dates(frame, token)):
            continue  # "the minister's resignation", once more
        if actors and all(each.actor for each in actors):
            by_actor.add(again)
        told.setdefault(entry.type, []).append(_dates(frame, token))
        start, end = telling.span(frame.parse)
        complete = bool(recipients) or (entry.reciprocal and len(actors) > 1)
        known = any(each.actor for each in (*actors, *recipients))
        mode = telling.mode
        events.append(
            EventMention(
                id=make_id("e", entry.type, start, end),
                type=entry.type,
                mode=mode,
                contexts=contexts,
                start=start,
                end=end,
                actors=actors,
                recipients=recipients,
                attributions=said[token.i],
                counts=counts,
                cameo=entry.cameo,
                quad=QUADS[entry.type],
                intensity=intensity(entry.type, mode),
                confidence=round(0.4 + 0.2 * bool(actors) + 0.2 * complete + 0.1 * known + 0.1 * (token.pos == "VERB"), 2),
                entry=entry.id,
            )
        )
    return tuple(events)


def _dates(frame: Frame, trigger: Token) -> frozenset[str]:
    """The words of dates that stand under the trigger."""
    under = frame.parse.tokens[trigger.left : min(trigger.right, trigger.left + LONGEST)]
    return frozenset(each.lower for each in under if each.ent == "DATE" and each.pos != "PUNCT")


def _told_before(frame: Frame, telling: Telling, told: dict[str, list[frozenset[str]]]) -> bool:
    """Whether a bare noun ("the attack", "the Nov. 7 attack") only points back to a happening of its type, and of its date, that was told before."""
    noun = telling.token
    if telling.entry.anaphoric:
        return True  # without a figure it tells nothing
    if noun.pos != "NOUN" or telling.entry.type not in told or telling.actors or telling.recipients:
        return False
    children = frame.parse.children(noun)
    definite = any(child.dep == "det" and child.lower in ("the", "this", "that", "these", "those", "both") for child in children)
    dates = _dates(frame, noun)
    if dates and not any(dates <= earlier for earlier in told[telling.entry.type]):
        return False
    own = any(
        child.ent in ("TIME", "ORDINAL")
        or child.dep in ("nummod", "relcl")
        or (child.dep == "poss" and child.ent != "DATE")
        or child.lower in ANOTHER
        for child in children
    )
    placed = any(each.ent not in ("", "DATE") for child in children if child.dep == "prep" for each in frame.parse.children(child, "pobj"))
    return definite and not own and not placed


def _others(frame: Frame, actors: tuple[Argument, ...], recipients: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The recipients that can be others than the actors: one pronoun on both sides says nothing, and "him" is never the subject of its verb."""
    taken = {(each.start, each.end) for each in actors}
    words = {frame.parse.text[each.start : each.end].lower() for each in actors}
    known = {each.actor for each in actors}
    found = []
    for each in recipients:
        word = frame.parse.text[each.start : each.end].lower()
        if (each.start, each.end) in taken or (word in PERSONAL and word in words):
            continue
        found.append(Argument(each.start, each.end) if word in PERSONAL and each.actor in known else each)
    return tuple(found)


def _counts(frame: Frame, telling: Telling) -> tuple[Count, ...]:
    """The figures on its parties and on those of the tellings merged into it, in text order."""
    found: dict[int, Count] = {}
    for each in (telling, *telling.parts):
        for heads, kind in ((each.recipients, each.entry.count), (each.actors, each.entry.actor_count)):
            if kind is None:
                continue
            for head in heads:
                for one in frame.parse.conjuncts(head):
                    count = count_of(frame.parse, one, kind) or toll_of(frame.parse, one, kind)
                    if count:
                        found.setdefault(count.start, count)
        if each.entry.type == "ASSAULT" and each.token.pos == "NOUN":
            count = reached(frame.parse, each.token, "killed") if each.entry.anaphoric else toll_of(frame.parse, each.token, "killed")
            if count:
                found.setdefault(count.start, count)
    return tuple(found[start] for start in sorted(found))


def _attributed(tellings: list[Telling], attributions: tuple[Attribution, ...]) -> dict[int, tuple[str, ...]]:
    """Trigger → attributions whose content holds it, innermost (shortest) first. One sweep over both."""
    spans = sorted((span.start, span.end, attribution.id) for attribution in attributions for span in attribution.content.spans)
    found: dict[int, tuple[str, ...]] = {}
    open_: list[tuple[int, int, str]] = []
    at = 0
    for telling in sorted(tellings, key=lambda each: each.token.i):
        token = telling.token
        while at < len(spans) and spans[at][0] <= token.start:
            open_.append(spans[at])
            at += 1
        open_ = [span for span in open_ if span[1] > token.start]
        holding = sorted((end - start, id_) for start, end, id_ in open_ if end >= token.end)
        found[token.i] = tuple(dict.fromkeys(id_ for _, id_ in holding))
    return found
