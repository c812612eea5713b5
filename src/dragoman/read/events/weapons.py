"""The weapon that a telling names: "with mortars", "in a drone strike", "a car bomb killed", "fired rockets at".

Only words tied to the trigger in the parse count, never any weapon of the sentence: the trigger's own words and modifiers, the object of a verb of
using, instruments, the subject, the deed that it happened in. `mode` is the PLOVER ASSAULT mode that the weapon implies.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

ARMED = frozenset({"ASSAULT", "PROTEST", "THREATEN", "MOBILIZE"})  # elsewhere a weapon is given, sought or found, not used
SIDES = ("compound", "amod", "nmod")
INSTRUMENTS = frozenset({"with", "by", "using", "from", "via", "under"})
OCCASIONS = frozenset({"in", "by", "during", "with", "under", "after", "from"})  # before the deed that it happened in: "in a drone strike"
CAUSES = frozenset({"when", "after", "as"})  # "when a bomb exploded"; not "if" and "because"
SUBJECTS = ("nsubj", "nsubjpass")
SHARED = frozenset({"conj", "advcl", "xcomp"})  # clauses that borrow their governor's subject
NAMES = frozenset({"PERSON", "GPE", "ORG", "NORP"})
LONGEST = 4  # tokens of a weapon's name that are looked at: "improvised explosive device", "rocket - propelled grenade"
DEEPEST = 4  # steps up to a borrowed subject, and modifiers below modifiers

Kind = Literal["weapon", "carrier", "bout", "wield", "burst"]


class Arm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weapons of one mode, or words that tie a weapon to a deed (see the head of the file)."""

    id: str
    kind: Kind
    mode: str | None = None
    acled: str | None = None
    words: tuple[str, ...]
    beside: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Weapon(NamedTuple):
    """The printed words, the PLOVER ASSAULT mode and the ACLED sub-event type that the weapon implies, each None where it implies none."""

    span: Span
    mode: str | None
    acled: str | None


Found = tuple[Token, Arm]


def weapon_of(parse: Parse, trigger: Token, type_: str) -> Weapon | None:
    """The weapon named with the trigger, or None. Coordinated weapons ("mortars and rockets") are one; they imply only what all of them imply."""
    if type_ not in ARMED:
        return None
    ways: tuple[Callable[[Parse, Token], Iterator[Token]], ...] = (_own, _wielded, _instruments, _doers, _occasions, _causes)
    for way in ways:
        for token in way(parse, trigger):
            found = _weapon(parse, token)
            if found:
                return found
    return None


@cache
def _words(*kinds: Kind) -> frozenset[str]:
    return frozenset(word for arm in lexicon.load("weapons", Arm) if arm.kind in kinds for word in arm.words)


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], Arm], ...]]:
    """Last word → the weapons' names that end with it, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Arm]]] = {}
    for arm in lexicon.load("weapons", Arm):
        for name in arm.words if arm.kind == "weapon" else ():
            parts = tuple(name.replace("-", " - ").split())
            found.setdefault(parts[-1], []).append((parts, arm))
    return {last: tuple(sorted(names, key=lambda each: -len(each[0]))) for last, names in found.items()}


def _weapon(parse: Parse, token: Token) -> Weapon | None:
    """What the noun says: a weapon, or a deed whose modifiers or contents do ("drone strike", "volley of rockets")."""
    weapons = [found for each in parse.conjuncts(token) if (found := _named(parse, each))]
    if not weapons and token.lemma.lower() in _words("carrier", "bout"):
        weapons = next((held for each in _contents(parse, token) if (held := _all(parse, each))), [])
    elif not weapons and token.pos == "NUM":  # "two of the rockets"
        weapons = next((held for each in _inside(parse, token) if (held := _all(parse, each))), [])
    if not weapons:
        return None
    modes, codes = {arm.mode for _, arm in weapons}, {arm.acled for _, arm in weapons}
    first, last = weapons[0][0], weapons[-1][0]
    return Weapon(
        Span(min(_start(parse, each) for each, _ in weapons), max(first.end, last.end)),
        modes.pop() if len(modes) == 1 else None,
        codes.pop() if len(codes) == 1 else None,
    )


def _all(parse: Parse, token: Token) -> list[Found]:
    return [found for each in parse.conjuncts(token) if (found := _named(parse, each))]


def _contents(parse: Parse, deed: Token) -> Iterator[Token]:
    """The words that may name the weapon of a deed told by a noun, those nearest to it first."""
    level = [deed]
    for _ in range(DEEPEST):
        level = [child for each in level for child in reversed(parse.children(each, *SIDES)) if child.i < deed.i]
        yield from level
    if deed.lemma.lower() in _words("bout"):  # "a volley of rockets"; what a bombing is "of" is its target
        yield from _inside(parse, deed)


def _inside(parse: Parse, token: Token) -> Iterator[Token]:
    for preposition in parse.children(token, "prep"):
        if preposition.lower == "of":
            yield from parse.children(preposition, "pobj")


def _named(parse: Parse, token: Token) -> Found | None:
    """The token, if a weapon's name ends there and nothing beside it takes that back."""
    first = parse.sentence(token).first
    if (token.pos not in ("NOUN", "PROPN", "ADJ", "X") and token.dep != "pcomp") or (token.ent in NAMES and token.i != first):
        return None
    if token.lemma.lower() not in _words("carrier") and any(child.lower == "of" for child in parse.children(token, "prep")):
        return None  # "a tank of fuel"; but "the bombing of a port"
    for last in dict.fromkeys((token.lemma.lower(), token.lower, token.lower.removesuffix("s"))):  # names have no lemma: "Rockets"
        for parts, arm in _names().get(last, ()):
            if token.pos == "ADJ" and len(parts) == 1 and token.dep not in SIDES:
                continue
            first = token.i - len(parts) + 1
            if first < parse.sentence(token).first:
                continue
            before = parse.tokens[first : token.i]
            if any(part not in (each.lower, each.lemma.lower()) for part, each in zip(parts, before, strict=False)):
                continue
            if len(parts) == 1 and first > 0 and parse.tokens[first - 1].lower in arm.beside:
                return None
            return token, arm
    return None


def _start(parse: Parse, token: Token) -> int:
    """Where the weapon's name begins: with its modifiers, which stand close before it ("short-range ballistic missiles")."""
    first = token
    for child in reversed(parse.children(token, *SIDES)):
        if child.i < first.i and first.i - child.right <= 1:
            first = parse.tokens[child.left]
    for parts, _ in _names().get(token.lemma.lower(), ()):
        before = parse.tokens[max(token.i - len(parts) + 1, 0) : token.i]
        if len(parts) > 1 and [each.lower for each in before] == list(parts[:-1]):
            first = min(first, before[0], key=lambda each: each.i)
    return first.start


def _own(parse: Parse, trigger: Token) -> Iterator[Token]:
    """The trigger's own words: it names a weapon, or its modifiers do."""
    if trigger.pos in ("NOUN", "PROPN"):
        yield trigger
        yield from _contents(parse, trigger)


def _verbs(parse: Parse, trigger: Token) -> Iterator[Token]:
    """The trigger, or the verb that it is the object or passive subject of ("carried out the attack"), or the verb that its clause completes."""
    yield trigger
    above = parse.head(trigger)
    if above.pos == "VERB" and (trigger.dep in ("dobj", "nsubjpass", "xcomp") or (trigger.dep == "advcl" and trigger.tag == "VBG")):
        yield above  # "used mortars to attack", "fired rockets …, killing"


def _wielded(parse: Parse, trigger: Token) -> Iterator[Token]:
    """Objects of verbs of using: the trigger's own, its governor's, or those of a participle under it."""
    users = [*_verbs(parse, trigger), *parse.children(trigger, "advcl", "acl", "xcomp", "conj")]
    users += [each for child in parse.children(trigger, "dobj", "nsubj") for each in parse.children(child, "acl")]
    users += [each for child in parse.children(trigger, "prep") for each in parse.children(child, "pcomp")]
    for verb in users:
        if verb.pos != "VERB" or verb.lemma.lower() not in _words("wield") or parse.children(verb, "prt"):
            continue
        if verb.i > trigger.i and verb.tag not in ("VBG", "VBN") and verb.dep != "xcomp":
            continue  # another deed
        yield from parse.children(verb, "dobj", "nsubjpass")
        if verb.dep == "acl" and verb.tag == "VBN" and verb.i == trigger.i:
            yield parse.head(verb)  # "rockets fired at the base"


def _instruments(parse: Parse, trigger: Token) -> Iterator[Token]:
    """What stands after "with", "by" or "using" under the trigger, its object (the parser wavers) or the verb that it completes."""
    holders = [each for verb in _verbs(parse, trigger) for each in (verb, *parse.children(verb, "dobj"))]
    for holder in holders:
        for preposition in parse.children(holder, "prep", "agent", "acl", "advcl"):
            if preposition.lower in INSTRUMENTS:
                yield from parse.children(preposition, "pobj", "pcomp", "dobj")


def _doers(parse: Parse, trigger: Token) -> Iterator[Token]:
    """The subject, and what it is armed with."""
    verb = trigger
    for _ in range(DEEPEST):
        subjects = parse.children(verb, "nsubj")
        if verb.dep == "relcl" and subjects and subjects[0].pos in ("PRON", "DET", "SCONJ"):
            subjects = [parse.head(verb)]
        if subjects:
            yield from subjects
            for subject in subjects:
                for arm in parse.children(subject, "acl"):
                    for preposition in parse.children(arm, "prep") if arm.lemma.lower() == "arm" else ():
                        yield from parse.children(preposition, "pobj")
            return
        if verb.dep not in SHARED or parse.children(verb, "nsubjpass", "agent") or verb.tag == "VBN":
            return
        verb = parse.head(verb)


def _occasions(parse: Parse, trigger: Token) -> Iterator[Token]:
    """The deed that it happened in ("killed in a rocket attack")."""
    for preposition in parse.children(trigger, "prep", "agent"):
        if preposition.lower in OCCASIONS:
            yield from parse.children(preposition, "pobj", "pcomp")


def _causes(parse: Parse, trigger: Token) -> Iterator[Token]:
    """The subject of a clause that says how it came about ("when a bomb exploded")."""
    for clause in parse.children(trigger, "advcl"):
        marks = {child.lower for child in parse.children(clause, "advmod", "mark")}
        if clause.lemma.lower() in _words("burst") and not marks.isdisjoint(CAUSES):
            yield from parse.children(clause, "nsubj")
