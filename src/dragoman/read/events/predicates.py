"""The lexicon of happenings: its entries, found by lemma, and whether an entry's conditions hold at a token."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.plover import in_plover
from dragoman.model.reading import EventType

FILES = ("violence", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
SIDES = frozenset({"amod", "compound", "nmod", "npadvmod"})
JOINTS = frozenset({"prep", "prt", "dative", "agent"})
PARTICIPLE_SIDES = frozenset({"amod", "compound", "nmod", "npadvmod", "aux", "auxpass"})  # "the attacked base": a property, nothing told

Side = Literal["actor", "recipient"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry: the words that tell a happening, its type and CAMEO code, and where its actor and recipient stand.

    The type is PLOVER's (`in_plover`) or one of a user's ontology, which may have no CAMEO code (empty).

    A verb's actor is its subject; a noun's stands before it, after `by`, or is the subject of its light verb. Recipient slots are tried in
    order: `object`, `complement` (that of the clause it governs) or a preposition. A noun without actor and recipient counts only if `alone`.
    """

    id: str
    type: str
    mode: str | None = None
    cameo: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ("object",)
    noun_recipient: tuple[str, ...] = ("against", "on", "of")
    noun_actor: tuple[str, ...] = ("by",)
    particle: str | None = None
    prep: tuple[str, ...] = ()  # one of these must follow a verb
    object: tuple[str, ...] = ()  # the verb's object must be one of these; it then tells no happening of its own
    object_not: tuple[str, ...] = ()
    object_modifier: tuple[str, ...] = ()  # that object must be said to be one of these ("peace" in "peace deal")
    subject: tuple[str, ...] = ()  # the subject must be one of these
    subject_not: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()  # a word before a noun that must be there
    modifier_not: tuple[str, ...] = ()
    within: tuple[str, ...] = ()  # one of these must stand after one of the verb's prepositions ("took … into custody")
    active: bool = False  # a participle under it is a finite verb whose object got a stray preposition ("leaders blamed on X for it")
    complement: bool = False  # a clause must follow
    infinitive: bool = False  # and be an infinitive with "to"
    complement_not: tuple[str, ...] = ()  # and not have one of these verbs
    own: bool = False  # and tell what its speaker will do
    over: tuple[str, ...] = ()  # modals: the types of happening that they stand before
    under: tuple[str, ...] = ()  # modals: the verbs of saying that they stand under; nouns: the preposition ("on strike")
    negated: bool = False  # modals: with "not"
    needs: tuple[Side, ...] = ()
    agents: tuple[Side, ...] = ()  # sides that only a person, group or state can fill
    reciprocal: bool = False
    alone: bool = False
    anaphoric: bool = False  # counts only with a figure, and where such a happening was told before ("the death toll rose to 44")
    count: Literal["killed", "wounded", "arrested", "abducted", "displaced", "troops"] | None = None  # what a number of recipients is
    actor_count: Literal["participants", "troops"] | None = None
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]

    @property
    def in_plover(self) -> bool:
        """Whether its type is one of PLOVER's, which are all that the network knows."""
        return in_plover(self.type)

    @property
    def strictness(self) -> int:
        """How many conditions it sets: the entry that sets most is asked first."""
        return (
            2 * bool(self.object)
            + 2 * bool(self.within)
            + 2 * bool(self.subject)
            + bool(self.object_modifier)
            + bool(self.particle)
            + bool(self.prep)
            + bool(self.modifier)
            + bool(self.under)
            + self.complement
            - self.own
        )


class Predicate(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of Dragoman's own lexicon: PLOVER's types and nothing else, each with its CAMEO code."""

    type: EventType
    cameo: str
    over: tuple[EventType, ...] = ()


class Light(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs that say little beyond that the happening named by a noun took place; their subject is its `side`.

    `prep` stands before the noun ("came under attack"), `object` before that ("claimed responsibility for the attack").
    """

    id: str
    verbs: tuple[str, ...]
    prep: str | None = None
    object: str | None = None
    side: Side = "actor"
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Inert(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that rule a happening out: as actor, cause or modifier, or anywhere in its sentence; `never`: they take a field's rule back."""

    id: str
    words: tuple[str, ...]
    where: Literal["actor", "sentence", "cause", "compound", "never"]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Control(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs whose object does what their infinitive tells ("pressed the mayor to resign")."""

    id: str
    verbs: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Agents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns for those who can act: persons by office or trade, groups, bodies; `endings` tell a person where the words have a gap."""

    id: str
    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


Kind = Literal["batch", "bout", "phase", "addressing", "occurrence", "weapon", "speech", "toll", "belonging", "dealing"]


class EventWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell no happening and do one thing for the reading of those beside them."""

    id: str
    kind: Kind
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


Index = dict[tuple[str, str], tuple[Entry, ...]]


@cache
def predicates() -> tuple[Predicate, ...]:
    """All entries in file order."""
    return tuple(entry for name in FILES for entry in lexicon.load(f"predicates_{name}", Predicate))


def indexed(entries: Iterable[Entry]) -> Index:
    """(part of speech, lemma) → entries, the strictest first, else in the order given."""
    found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for pos, words in (("VERB", entry.verbs), ("NOUN", entry.nouns), ("ADJ", entry.adjectives)):
            for word in words:
                found[pos, word].append(entry)
    return {key: tuple(sorted(entries, key=lambda entry: -entry.strictness)) for key, entries in found.items()}


@cache
def lights() -> dict[tuple[str, str | None, str | None], Side]:
    """(verb, preposition, noun before it) → the side that the verb's subject takes."""
    return {(verb, light.prep, light.object): light.side for light in lexicon.load("lights", Light) for verb in light.verbs}


@cache
def controls() -> frozenset[str]:
    return frozenset(verb for entry in lexicon.load("controls", Control) for verb in entry.verbs)


@cache
def inert(where: str) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("inert", Inert) if entry.where == where for word in entry.words)


@cache
def earnest() -> frozenset[str]:
    """Words for those who fight or keep order, and for arms of war: where they stand, an attack is an attack."""
    return frozenset(word for entry in lexicon.load("inert", Inert) if entry.where == "never" for word in entry.words)


@cache
def agents() -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("agents", Agents) for word in entry.words)


@cache
def endings() -> tuple[str, ...]:
    return tuple(ending for entry in lexicon.load("agents", Agents) for ending in entry.endings)


@cache
def words(*kinds: Kind) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("event_words", EventWord) if entry.kind in kinds for word in entry.words)


def candidates(token: Token, entries: Index) -> tuple[Entry, ...]:
    """The entries under the token's lemma whose part of speech and place in the sentence let it tell a happening."""
    pos = token.pos
    if pos == "VERB":
        if token.dep in PARTICIPLE_SIDES:
            return ()
        found = entries.get(("VERB", token.lemma.lower()), ())
        if not found and token.lower.endswith("ed"):  # the lemmatizer's slips: "waged" → "wag"
            found = entries.get(("VERB", token.lower[:-1]), ())
        return found
    if pos == "NOUN" or (pos == "PROPN" and not token.ent):
        if token.dep in SIDES:
            return ()
        return entries.get(("NOUN", token.lemma.lower()), ())
    if pos == "ADJ" and token.dep in ("acomp", "conj", "ROOT", "acl", "oprd"):
        return entries.get(("ADJ", token.lemma.lower()), ())
    return ()


def holds(parse: Parse, token: Token, entry: Entry, objects: list[Token], entries: Index) -> bool:
    """Whether the entry's conditions on the words around the token are met; `objects` are the verb's, `entries` all that are in use."""
    children = parse.children(token)
    if entry.particle and not any(child.lower == entry.particle and (entry.particle != "in" or child.dep == "prt") for child in children):
        return False
    if entry.prep:
        around = [*children, *(inner for each in objects for inner in parse.children(each, "prep"))]
        if not any(child.lower in entry.prep and child.dep in JOINTS and not _dates(parse, child) for child in around):
            return False
    if entry.within and not any(
        each.lemma.lower() in entry.within for child in children if child.dep == "prep" for each in parse.children(child, "pobj")
    ):
        return False
    if entry.complement:
        clauses = [child for child in children if child.dep in ("xcomp", "ccomp", "advcl") and child.i > token.i]
        if entry.infinitive:
            clauses = [child for child in clauses if any(each.dep == "aux" and each.lower == "to" for each in parse.children(child))]
        if not clauses or any(child.lemma.lower() in entry.complement_not for child in clauses):
            return False
        if entry.own and not any(_own(parse, child) for child in clauses):
            return False
    if token.pos == "VERB":
        if not (entry.particle or entry.prep or entry.object) and any(child.dep == "prt" for child in children):
            return False  # "give up", "hold up": another verb
        heads = {each.lemma.lower() for each in objects}
        heads |= {child.lemma.lower() for each in objects for child in parse.children(each, "nummod")}  # "2 million marks"
        if (
            entry.object
            and heads.isdisjoint(entry.object)
            and _contents(parse, objects, entries if entry.type in ("AID", "COERCE") else None).isdisjoint(entry.object)
        ):
            return False
        if entry.object_not and not heads.isdisjoint(entry.object_not):
            return False
        if entry.object_modifier and not any(_sided(parse, each, entry.object_modifier) for each in objects):
            return False
    elif entry.under and parse.head(token).lower not in entry.under:
        return False
    elif entry.modifier or entry.modifier_not:
        if entry.modifier and not _sided(parse, token, entry.modifier):
            return False
        if entry.modifier_not and _sided(parse, token, entry.modifier_not):
            return False
    return True


def _own(parse: Parse, clause: Token) -> bool:
    """Whether the clause tells what its speaker will do ("that it would close the strait")."""
    children = parse.children(clause)
    subject = any(child.dep == "nsubj" and child.lower in ("it", "he", "she", "they", "we", "i") for child in children)
    return subject and any(child.dep == "aux" and child.lower in ("will", "would", "'ll", "shall") for child in children)


def _dates(parse: Parse, preposition: Token) -> bool:
    return any(each.ent in ("DATE", "TIME") for each in parse.children(preposition, "pobj"))


def _contents(parse: Parse, objects: list[Token], entries: Index | None) -> set[str]:
    """What a measured object is made of ("tons of medicine"); given all entries, a compound one too ("shelter materials") where it tells nothing."""
    found: set[str] = set()
    for each in objects:
        for child in parse.children(each, "prep", "compound"):
            if child.lower == "of":
                found.update(inner.lemma.lower() for inner in parse.children(child, "pobj") if not inner.ent)
            elif entries is not None and child.dep == "compound" and ("NOUN", each.lemma.lower()) not in entries:
                found.add(child.lemma.lower())
    return found


def _sided(parse: Parse, token: Token, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands before the token as its modifier, or before a modifier of it ("Nusra Front suicide car bomb")."""
    return any(each.lemma.lower() in words or each.lower in words for each in parse.tokens[max(token.left, token.i - 4) : token.i])
