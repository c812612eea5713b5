"""Where attributions stand: cue, source and content on the tree, after PARC 3 and PolNeAR. Kinds, numbers and stances are described elsewhere.

Span conventions: the source is the whole noun phrase with appositions and relative clauses; the cue is the verb with its auxiliaries, adverbs,
particle and the preposition that leads into the content; the content keeps "that" and "to", quotation marks and what stands inside them, but not the
final full stop.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from . import cues
from .content import content_of, led_by
from .cues import Cue, Frame
from .quotes import Quotes
from .spans import clean, joined, stretch, whole_quotes
from .speaker import is_passive, source_head, source_span, subject_of

LABEL = 4  # tokens of a speaker's label before a colon: a rank, two names
LABEL_TAGS = ("NNS", "NNP", "NNPS")  # "Diplomats:", "Keller:"; not "Analysis:", "Live:"
GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
MATTER = ("about", "of", "for", "on", "against", "to", "at", "with", "as", "over", "in", "from", "into", "by")

FRAMES = ("predicate", "quote", "clause", "object_infinitive", "infinitive", "gerund", "raised", "passive", "agent", "object", *MATTER)
"""In the order in which they are tried: the fuller content first."""

OWNED = frozenset({"predicate", "object", "object_infinitive", "infinitive", "gerund", *MATTER})
"""Frames that attribute only with a source: without one, 43 in a hundred finds on PolNeAR's training articles are annotated, 5 with this content."""
NOBODY = frozenset({"no", "nobody", "none", "neither"})


@dataclass(slots=True)
class Found:
    """One attribution by its words; `heads` are the source's head tokens in text order."""

    cue: Cue
    anchor: Token
    cue_span: Span
    sources: list[Span]
    heads: list[Token]
    content: list[Span]
    negated: bool = False
    speaks: bool = False
    frame: Frame = "phrase"


def find(parse: Parse, quotes: Quotes) -> Iterator[Found]:
    """The attributions in the order of their cues, running quotations not yet joined to them."""
    verbs, nouns, phrases = cues.verbs(), cues.nouns(), cues.phrases()
    waiting: Found | None = None
    for token in parse.tokens:
        if quotes.at(token.start):
            continue  # a quotation is one speaker's words: PolNeAR looks for no attribution inside it
        found = None
        if token.pos in ("VERB", "AUX") and not _adjectival(token) and not _supposed(parse, token, verbs):
            found = _verb(parse, quotes, token, verbs)
        elif token.pos == "NOUN" and token.lemma in nouns:
            found = _noun(parse, quotes, token, nouns[token.lemma])
        if token.text == ":":
            found = _colon(parse, quotes, token)
        if token.lower in phrases:
            found = _phrase(parse, quotes, token, phrases[token.lower]) or found
        if found is not None and found.content:
            if waiting is not None and not found.cue_span.start <= waiting.anchor.start < found.anchor.start:
                yield waiting  # "voiced fears that" is one cue: the noun's find holds the verb's
            waiting = found
    if waiting is not None:
        yield waiting


def _mute(parse: Parse, head: Token, frame: Frame) -> bool:
    """Whether the source asserts nothing: nobody, or the relative of a clause that only tells which one is meant ("those that oppose the king").

    Measured on PolNeAR's training articles: of cues under "that" 9 to 16 in a hundred are annotated with this content, under "who" without a comma 33
    where it says something, 28 elsewhere.
    """
    if head.lower in NOBODY or any(child.lower in NOBODY for child in parse.children(head, "det", "neg")):
        return True
    if head.ent in ("DATE", "TIME"):
        return True  # "the past year suggests"
    if head.tag not in ("WDT", "WP"):
        return False
    set_off = head.i > 0 and parse.tokens[head.i - 1].text == ","
    return head.lower == "that" or (not set_off and (head.lower == "which" or frame not in ("quote", "clause")))


def _adjectival(token: Token) -> bool:
    return token.dep in ("amod", "compound", "aux", "auxpass")


def _supposed(parse: Parse, verb: Token, verbs: dict[str, dict[str, Cue]]) -> bool:
    """Whether the saying is itself only wanted, refused or spoken of ("refused to acknowledge", "he thinks they say").

    Measured on PolNeAR's training articles: of such cues 15 to 39 in a hundred are annotated, of all others 77.
    """
    if verb.dep == "ccomp":
        return verb.tag in ("VB", "VBP")
    while verb.dep == "conj" and parse.head(verb).tag == "VB":
        verb = parse.head(verb)
    return verb.dep == "xcomp" and verb.tag == "VB" and "infinitive" in verbs.get(parse.head(verb).lemma, ())


def _verb(parse: Parse, quotes: Quotes, verb: Token, verbs: dict[str, dict[str, Cue]]) -> Found | None:
    particle = next((child for child in parse.children(verb, "prt") if child.i == verb.i + 1), None)
    frames = verbs.get(f"{verb.lemma} {particle.lower}") if particle else None
    frames = frames or verbs.get(verb.lemma)
    if not frames:
        return None
    group = _group(parse, verb, particle)
    passive = is_passive(parse, verb)
    heads, sources = subject_of(parse, quotes, verb, passive)
    core = _core(parse, verb, group, heads)
    for frame in FRAMES:
        cue = frames.get(frame)
        if passive and frame == "infinitive" and "passive" in frames:
            continue  # "is expected to": what is expected is the subject's doing, not the subject's expectation
        if cue is None or (frame in ("passive", "agent") and not passive) or (passive and frame in ("object", "predicate", "raised")):
            continue
        if cue.only and not any(child.lemma in cue.only for child in parse.children(verb, "dobj")):
            continue
        content = content_of(parse, quotes, verb, frame, core)
        if content:
            negated = any(child.dep == "neg" for child in parse.children(verb))
            if frame == "raised":
                heads, sources = [], []
            elif (not heads and frame in OWNED) or (heads and _mute(parse, heads[0], frame)):
                return None
            speaks = frame in ("quote", "clause", "predicate", "object") and bool(heads) and "quote" in frames and quotes.at(verb.start) is None
            return Found(cue, verb, cue_span(parse, verb, frame, group), sources, heads, content, negated, speaks, frame)
    return None


def _group(parse: Parse, verb: Token, particle: Token | None) -> tuple[int, int]:
    """Token bounds of the verb with the auxiliaries and adverbs that touch it."""
    first = verb.i
    while first > 0:
        before = parse.tokens[first - 1]
        if before.head == verb.i and before.dep in GROUP and before.right == before.i + 1 and before.tag not in ("WRB", "WP"):
            first -= 1
        else:
            break
    while first < verb.i and parse.tokens[first].dep == "advmod" and parse.tokens[first].lower in ("so", "then", "when", "as", "thus", "just"):
        first += 1
    head = parse.head(verb)
    if verb.dep == "xcomp" and head.lemma in ("go", "continue", "begin", "start") and 0 < first - head.i <= 2:
        first = head.i  # "went on to say"
        first = _group(parse, head, None)[0]
    return first, (particle.i if particle else verb.i) + 1


def cue_span(parse: Parse, verb: Token, frame: Frame, group: tuple[int, int]) -> Span:
    """The verb group, with the preposition or the colon that leads on to the content."""
    last = parse.tokens[group[1] - 1]
    after = parse.tokens[group[1]] if group[1] < len(parse.tokens) else last
    if after.text == ":" or any(child.i == after.i for child in led_by(parse, verb, frame)):
        last = after
    return Span(parse.tokens[group[0]].start, last.end)


def _core(parse: Parse, verb: Token, group: tuple[int, int], heads: list[Token]) -> tuple[int, int]:
    """Token bounds of cue group and subject: what a content around it leaves out."""
    first, last = group
    for head in heads:
        if head.head == verb.i or head.i > verb.i:
            first, last = min(first, head.left), max(last, head.right)
    for child in parse.children(verb):
        if child.dep in ("dobj", "dative", "npadvmod", "prep") and child.left == last:
            last = child.right
    return first, last


def _noun(parse: Parse, quotes: Quotes, noun: Token, frames: dict[str, Cue]) -> Found | None:
    """A nominal cue: "the ministry's claim that …", "his call for …"."""
    owner = next(iter(parse.children(noun, "poss")), None)
    content: list[Span] = []
    cue = None
    last = noun.i + 1
    for child in parse.children(noun):
        if child.i < noun.i:
            continue
        if child.dep in ("acl", "ccomp", "relcl") and "clause" in frames and _that(parse, child):
            cue, content = frames["clause"], stretch(parse, quotes, child.left, child.right)
        elif child.dep in ("acl", "xcomp") and "infinitive" in frames and any(aux.lower == "to" for aux in parse.children(child, "aux")):
            cue, content = frames["infinitive"], stretch(parse, quotes, child.left, child.right)
        elif child.dep == "prep" and child.lower in frames and child.i == noun.i + 1 and parse.children(child, "pobj", "pcomp"):
            cue, content = frames[child.lower], stretch(parse, quotes, child.i + 1, child.right)
            last = child.i + 1
        if content:
            break
    if cue is None or not content:
        return None
    first = noun.i
    heads: list[Token] = []
    sources: list[Span] = []
    if owner is not None:
        mark = next(iter(parse.children(owner, "case")), None)
        span = clean(parse, quotes, owner.left, mark.i if mark else owner.right)
        if span:
            heads, sources = [owner], [span]
        first = mark.i if mark else owner.right
    else:
        for child in parse.children(noun, "det", "amod", "nummod"):
            first = min(first, child.i)
        verb = parse.head(noun)
        if noun.dep == "dobj" and verb.lemma in cues.over("carrier", "denier"):
            cue = cues.verbs().get(verb.lemma, {}).get("object", cue) if verb.lemma in cues.over("denier") else cue
            subject = source_head(parse, verb, is_passive(parse, verb))
            span = source_span(parse, quotes, subject, verb) if subject else None
            if subject and span:
                heads, sources = [subject], [span]
                first = min(_group(parse, verb, None)[0], first) if verb.i < noun.i else first
    return Found(cue, noun, Span(parse.tokens[first].start, parse.tokens[last - 1].end), sources, heads, [whole_quotes(p, quotes) for p in content])


def _that(parse: Parse, clause: Token) -> bool:
    return any(child.lower in ("that", "whether") and child.dep == "mark" for child in parse.children(clause))


def _colon(parse: Parse, quotes: Quotes, colon: Token) -> Found | None:
    """A speaker before a colon: "Envoys: truce near" in a headline, "KELLER: I never met him." in a transcript."""
    sentence = parse.sentence(colon)
    speaker = parse.tokens[sentence.first : colon.i]
    if not 0 < len(speaker) <= LABEL or colon.i + 1 >= sentence.last:
        return None
    spoken = sentence.part == "headline" and all(token.pos in ("NOUN", "PROPN", "ADJ") for token in speaker) and speaker[-1].tag in LABEL_TAGS
    if not spoken and not (speaker[-1].pos in ("PROPN", "NOUN") and all(token.text.isupper() and len(token.text) > 1 for token in speaker)):
        return None
    span = clean(parse, quotes, speaker[0].i, colon.i)
    content = stretch(parse, quotes, colon.i + 1, sentence.last)
    if span is None:
        return None
    return Found(cues.mark(), colon, Span(colon.start, colon.end), [span], [speaker[-1]], content)


def _phrase(parse: Parse, quotes: Quotes, token: Token, phrases: dict[str, Cue]) -> Found | None:
    """A prepositional cue: "according to X", "in the words of X"; the content is the sentence around it."""
    for rest, cue in phrases.items():
        words = rest.split()
        last = token.i + 1 + len(words)
        if last >= len(parse.tokens) or any(parse.tokens[token.i + 1 + at].lower != word for at, word in enumerate(words)):
            continue
        anchor = parse.tokens[last - 1]
        head = next(iter(parse.children(anchor, "pobj", "pcomp", "amod", "npadvmod")), None)
        if head is None or head.i < anchor.i or head.lemma in cue.bars:
            continue
        heads = [head]
        last = head.right
        sentence = parse.sentence(token)
        span = clean(parse, quotes, head.left, last)
        if span is None:
            return None
        pieces = stretch(parse, quotes, sentence.first, token.i) + stretch(parse, quotes, last, sentence.last)
        return Found(
            cue,
            token,
            Span(token.start, anchor.end),
            [span],
            heads,
            list(joined([whole_quotes(piece, quotes) for piece in pieces], parse.text)),
        )
    return None
