"""What a source does with the content: the cue's stance, turned by negation, by what it rejects and by words that call the matter untrue.

A cue that was found by its frame brings its entry of `cues.yaml`. For one that came without an entry `cue_by_words` gives the one that its words
and what stands around them fit best; where the lexicon knows none of its words it only asserts.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Stance
from dragoman.model.text import Span

from . import cues
from .cues import Cue, Frame
from .found import Found

OBJECTS = frozenset({"me", "him", "her", "us", "them"})
SELVES = frozenset({"i", "we", "it", "he", "she", "they"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
EARLY = 100  # characters: a denial comes with the main clause of what is said; later words deny something inside it
LONGEST = 12  # tokens of a cue that are looked at
WIDE = 6  # tokens between a verb and the refusal over it ("declined on Monday to say")


class Turn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that lend or turn a stance; stances.yaml says what each field means."""

    id: str
    field: Literal["cue", "refusal", "seeming", "harm", "warning", "withheld"]
    words: tuple[str, ...]
    stance: Stance
    negated: Stance | None = None
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


def stance_of(parse: Parse, found: Found) -> Stance:
    """The stance that cue and content lend the source."""
    cue = found.cue
    cued = _cued(parse, found.anchor, found.cue_span)
    over = [*cued, *_governors(parse, found.anchor)]
    either = _either(parse, found.anchor)
    negated = not _holds_not(cue, cued) and (
        found.negated or any(token.lower in NEGATIONS for token in (*cued, *(child for verb in either for child in parse.children(verb))))
    )
    if any(token.i != found.anchor.i and {token.lemma, token.lower} & _words("seeming") for token in over):
        return "hedges"
    if any(token.i < found.anchor.i and token.lemma in _words("refusal") for token in over):
        return "hedges" if cue.stance in ("denies", "declines") else "declines"
    if negated and {"confirms", "denies"} <= {other.stance for token in (*cued, *either) for other in cues.verbs().get(token.lemma, {}).values()}:
        return "declines"  # "neither confirmed nor denied"
    if negated:
        return cue.negated or cue.stance
    if cue.stance == "denies" and _to_somebody(parse, found):
        return "declines"  # to deny somebody a thing is to refuse it
    if cue.claims and _claimed(parse, found) & {*cue.claims}:
        return "denies"
    if cue.stance in ("asserts", "accuses", "hedges") and _denied(parse, [*found.content[:1], *_predicates(parse, found.anchor)]):
        return "denies"
    if (cue.stance == "promises" or found.anchor.lemma in _words("warning")) and _harm(parse, found):
        return "threatens"
    return cue.stance


def stance_by_words(parse: Parse, anchor: Token, cue_span: Span) -> Stance:
    """The stance of a cue known by its place alone; what follows the cue in its sentence is taken for the content."""
    after = Span(cue_span.end, max(cue_span.end, parse.sentence(anchor).end))
    content = [after] if parse.covering(after.start, after.end) else []
    return stance_of(parse, Found(cue_by_words(parse, anchor, cue_span), anchor, cue_span, [], [], content))


def cue_by_words(parse: Parse, anchor: Token, cue_span: Span, quoted: bool = False) -> Cue:
    """The lexicon's entry for these words: in the frame that stands around the anchor, else in any frame; a plain statement where there is none.

    `quoted`: whether the content is a quotation, which is the plainest sign of all.
    """
    cued = _cued(parse, anchor, cue_span)
    printed = " ".join(token.lower for token in cued)
    for first, rests in cues.phrases().items():
        for rest, phrase in rests.items():
            if f"{first} {rest}" in printed:
                return phrase
    if anchor.text == ":":
        return cues.mark()
    longer = _longer(cued)
    if longer is not None:
        return longer
    for token in (anchor, *(token for token in reversed(cued) if token.i != anchor.i and token.pos in ("VERB", "NOUN", "ADJ"))):
        cue = _entry(parse, token, quoted)
        if cue is not None:
            return cue
    return cues.verbs()["say"]["clause"]


def _cued(parse: Parse, anchor: Token, cue_span: Span) -> tuple[Token, ...]:
    return parse.covering(cue_span.start, cue_span.end)[:LONGEST] or (anchor,)


def _holds_not(cue: Cue, cued: tuple[Token, ...]) -> bool:
    """Whether the negation is a word of the cue ("pleaded not guilty")."""
    printed = " ".join(token.lower for token in cued)
    return any(" not " in word and word.partition(" ")[2] in printed for word in cue.words)


def _either(parse: Parse, anchor: Token) -> list[Token]:
    """The anchor and the verbs that share its negation ("neither confirmed nor denied", "did not confirm or deny")."""
    found = [anchor]
    for first, second in ((parse.head(anchor), anchor), *((anchor, child) for child in parse.children(anchor, "conj"))):
        if second.dep == "conj" and first.i != second.i and any(child.lower in ("or", "nor") for child in parse.children(first, "cc")):
            found.extend((first, second))
    return found


def _governors(parse: Parse, anchor: Token) -> Iterator[Token]:
    """The verbs just before the anchor that take it as their infinitive ("refused to say", "appeared to suggest")."""
    token = anchor
    while token.dep == "xcomp" and 0 < token.i - token.head <= WIDE:
        token = parse.head(token)
        yield token


def _longer(cued: tuple[Token, ...]) -> Cue | None:
    """The entry of `stances.yaml` whose words are more than one ("rule out", "pleaded not guilty")."""
    for at, token in enumerate(cued):
        for words, cue in _many().get(token.lemma, ()):
            after = tuple(other.lower for other in cued[at + 1 : at + len(words)])
            if after == words[1:]:
                return cue
    return None


def _entry(parse: Parse, token: Token, quoted: bool) -> Cue | None:
    """The word's entry: with its particle before without it, in the fitting frame before any other, in cues.yaml before stances.yaml."""
    indexes = (cues.nouns(), cues.verbs()) if token.pos == "NOUN" else (cues.verbs(), cues.nouns())
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else token
    signs = [*(["quote"] if quoted else []), *_frames(parse, token)]
    with_after = f"{token.lemma} {after.lower}"
    if after.dep == "prep" and after.lower in cues.verbs().get(token.lemma, ()) and not cues.verbs().get(with_after, {}).keys() & set(signs):
        with_after = ""  # "called on both sides": the preposition leads on, it is no particle
    for word in (with_after, token.lemma, token.lower):
        for frames in (index[word] for index in indexes if word in index):
            return next((frames[frame] for frame in signs if frame in frames), None) or next(iter(frames.values()))
        if word in _single():
            return _single()[word]
    return None


def _frames(parse: Parse, anchor: Token) -> Iterator[Frame]:
    """The frames that the words around the anchor fit, the plainest sign first."""
    after = [child for child in parse.children(anchor) if child.i > anchor.i]
    deps = {child.dep for child in after}
    if parse.children(anchor, "auxpass", "nsubjpass") or (anchor.tag == "VBN" and anchor.dep == "acl"):
        named = any(child.dep in ("oprd", "xcomp") or (child.dep == "prep" and child.lower == "as") for child in after)
        yield from ("passive", "agent") if named or "agent" not in deps else ("agent", "passive")
    for child in after:
        to = any(aux.lower == "to" for aux in parse.children(child, "aux"))
        if child.dep in ("xcomp", "ccomp", "acl", "advcl") and to:
            yield "object_infinitive" if "dobj" in deps or parse.children(child, "nsubj") else "infinitive"
        elif child.dep == "xcomp" and child.tag == "VBG":
            yield "gerund"
        elif child.dep == "oprd" or (child.dep == "prep" and child.lower == "as"):
            yield "predicate"
        elif child.dep in ("ccomp", "acl", "relcl"):
            yield "clause"
        elif child.dep in ("prep", "prt", "agent"):
            yield child.lower
    if "dobj" in deps:
        yield "object"
    yield from ("clause", "quote")


def _to_somebody(parse: Parse, found: Found) -> bool:
    """Whether something is kept from somebody: an indirect object (the parser often misses a pronoun there: "denied them the right") or its name."""
    first = parse.covering(found.content[0].start, found.content[0].start + 1) if found.content else ()
    given = parse.children(found.anchor, "dative") or any(token.tag == "PRP" and token.lower in OBJECTS for token in first)
    return bool(given) or bool(_claimed(parse, found) & _words("withheld"))


def _claimed(parse: Parse, found: Found) -> set[str]:
    """Lemmas of what the verb takes: its object or passive subject, else the first noun of the content; the noun itself where it is the cue."""
    if found.anchor.pos == "NOUN":
        return {found.anchor.lemma}
    objects = [child for child in parse.children(found.anchor, "dobj", "oprd") if child.i > found.anchor.i]
    objects = objects or parse.children(found.anchor, "nsubjpass")
    if not objects and found.content:
        tokens = parse.covering(found.content[0].start, min(found.content[0].end, found.content[0].start + EARLY))
        objects = [token for token in tokens if token.pos == "NOUN" and token.dep != "compound"][:1]
    return {each.lemma for each in objects}


def _denied(parse: Parse, words: Iterable[Span]) -> bool:
    return any(_denials().search(parse.text, span.start, min(span.end, span.start + EARLY)) for span in words)


def _predicates(parse: Parse, anchor: Token) -> list[Span]:
    """What the verb calls its object, which may stand apart from the content ("called the charge [baseless]")."""
    named = [child for child in parse.children(anchor, "oprd") if child.i > anchor.i]
    named += [child for child in parse.children(anchor, "prep") if child.lower == "as" and child.i > anchor.i]
    return [Span(parse.tokens[child.left].start, parse.tokens[child.right - 1].end) for child in named]


def _harm(parse: Parse, found: Found) -> bool:
    """Whether the speaker announces to do harm: "to crush …" under the cue, "that it would retaliate", "we will strike" in the main clause."""
    for span in found.content[:1]:
        for token in parse.covering(span.start, min(span.end, span.start + EARLY)):
            if token.pos not in ("VERB", "NOUN") or token.lemma not in _words("harm"):
                continue
            subjects = parse.children(token, "nsubj")
            ahead = any(aux.lower in ("to", "will", "would", "shall", "'ll", "’ll") for aux in parse.children(token, "aux"))
            if ahead and all(subject.lower in SELVES for subject in subjects) and (subjects or _governed(parse, token, found)):
                return True
            if token.dep == "dobj" and token.head == found.anchor.i:
                return True  # "vowed revenge"
    return False


def _governed(parse: Parse, token: Token, found: Found) -> bool:
    """Whether the infinitive stands right under the cue, or under one that does."""
    return any(head.i == found.anchor.i for head, _ in zip(parse.ancestors(token), range(2), strict=False))


@cache
def _denials() -> re.Pattern[str]:
    return lexicon.alternation(word for cue in lexicon.load("cues", Cue) if cue.pos == "denial" for word in cue.words)


@cache
def _words(field: str) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("stances", Turn) if entry.field == field for word in entry.words)


def _unframed() -> Iterator[tuple[str, Cue]]:
    """Each word of a `cue` entry with the entry as a cue that takes no frame."""
    for entry in lexicon.load("stances", Turn):
        if entry.field == "cue":
            cue = Cue(id=entry.id, pos="verb", words=entry.words, takes=(), stance=entry.stance, negated=entry.negated, examples=(), lookalikes=())
            yield from ((word, cue) for word in entry.words)


@cache
def _single() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for word, cue in _unframed():
        if " " not in word:
            found.setdefault(word, cue)
    return found


@cache
def _many() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    """First lemma → all words (the others as printed) and the cue."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for word, cue in _unframed():
        if " " in word:
            parts = tuple(word.split())
            found.setdefault(parts[0], []).append((parts, cue))
    return found
