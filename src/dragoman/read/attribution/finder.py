"""Where attributions stand: the tagger's spans of source, cue and content as tokens and characters, after PARC 3 and PolNeAR.

Span conventions, as learned: the source is the whole noun phrase with appositions and relative clauses; the cue is the verb with its auxiliaries,
adverbs, particle and the preposition that leads into the content; the content keeps "that" and "to", quotation marks and what stands inside them.
"""

from collections.abc import Iterator, Sequence

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span
from dragoman.read.encoder import Encoded, Scores, Words, encode, tables
from dragoman.read.quotes import Quotes

from . import cues
from .decoding import Stretch, Tagged, decode
from .found import Found
from .heads import source_heads
from .stance import cue_by_words
from .terms import past_terms

LABEL = 4  # words of a speaker's label before a colon: a rank, two names
LABEL_TAGS = ("NNS", "NNP", "NNPS")  # "Diplomats:", "Keller:"; not "Analysis:", "Live:"
LABEL_WORDS = ("NOUN", "PROPN", "ADJ")
NOBODY = frozenset({"no", "nobody", "none", "neither"})
DEEPEST = 2  # contents in contents that are read again: "he said they said she said" goes no further in print
QUOTED = ("quote", "clause")
"""Frames of verbs whose subject is heard: a quotation that no cue takes goes on from such a one."""


def find(parse: Parse, quotes: Quotes, encoded: Encoded) -> Iterator[Found]:
    """The attributions in the order of their cues, those inside a content after the one that holds it."""
    yield from _speakers(parse)
    yield from _within(parse, quotes, encoded.words, encoded.attributions, (0, len(parse.tokens)))


def _speakers(parse: Parse) -> Iterator[Found]:
    """Those whom a headline names before a colon: "Envoys: truce near"."""
    for sentence in parse.sentences:
        if sentence.part != "headline":
            continue
        tokens = parse.in_sentence(sentence)
        colon = next((at for at, token in enumerate(tokens[: LABEL + 1]) if token.text == ":"), 0)
        if 0 < colon < len(tokens) - 1 and tokens[colon - 1].tag in LABEL_TAGS and all(token.pos in LABEL_WORDS for token in tokens[:colon]):
            mark, source = tokens[colon], Span(tokens[0].start, tokens[colon - 1].end)
            content = Span(tokens[colon + 1].start, tokens[-1].end)
            yield Found(cues.mark(), mark, Span(mark.start, mark.end), [source], [tokens[colon - 1]], [content])


def _within(parse: Parse, quotes: Quotes, words: Words, scores: Scores, place: Stretch, *, depth: int = 0) -> Iterator[Found]:
    """The attributions of the words in `place` by the network's scores of these words, each followed by those inside its content.

    PolNeAR marks no attribution inside another's content, so the tagger finds none there; a content that speaks of saying outside quotation marks (a
    speaker's own "I think" is no news of another source) is therefore read once more, by itself.
    """
    first, last = place
    for flat in decode(scores, tables(), words.sentence[first:last]):
        tagged = _moved(flat, first)
        if not tagged.contents:
            continue
        found = _found(parse, quotes, tagged)
        if _nobodys(parse, found):
            continue
        if depth and not (_other(found) and _says(found.anchor) and not quotes.at(found.anchor.start)):
            continue  # what somebody is said to want or to be is no word of theirs
        yield found
        for inner in tagged.contents if depth < DEEPEST else ():
            # read without "that", as a sentence of its own: those the tagger knows
            begin, end = inner[0] + (parse.tokens[inner[0]].dep == "mark"), inner[1]
            if end - begin < last - first and any(_says(token) and not quotes.at(token.start) for token in parse.tokens[begin:end]):
                yield from _within(parse, quotes, words, encode(words, begin, end), (begin, end), depth=depth + 1)


def _nobodys(parse: Parse, found: Found) -> bool:
    """Whether it is nobody's word: "No group claimed the attack", "according to plan"."""
    if any(head.lower in NOBODY or any(child.lower in NOBODY for child in parse.children(head, "det", "neg")) for head in found.heads):
        return True
    return any(head.lemma in found.cue.bars and found.sources == [Span(head.start, head.end)] for head in found.heads)


def _other(found: Found) -> bool:
    """Whether the source is told apart from the one whose content it stands in: "he said he believed" brings in nobody new."""
    return bool(found.heads) and found.heads[0].pos != "PRON"


def _says(token: Token) -> bool:
    return token.pos == "VERB" and any(frame in cues.verbs().get(token.lemma, ()) for frame in QUOTED)


def _moved(tagged: Tagged, by: int) -> Tagged:
    def move(stretch: Stretch) -> Stretch:
        return stretch[0] + by, stretch[1] + by

    return Tagged(move(tagged.cue), [move(stretch) for stretch in tagged.sources], [move(stretch) for stretch in tagged.contents])


def _found(parse: Parse, quotes: Quotes, tagged: Tagged) -> Found:
    sources = [_span(parse, stretch) for stretch in tagged.sources]
    content = [past_terms(parse, _span(parse, _after_colon(parse, stretch))) for stretch in tagged.contents]
    anchor = telling = _anchor(parse, tagged.cue)
    if not sources:
        sources, content, telling = _agent(parse, anchor, content)
    content = _together(parse, anchor, content)
    cue_span = _span(parse, tagged.cue)
    quoted = any(quotes.at(piece.start) for piece in content)
    cue = cue_by_words(parse, telling, cue_span, quoted)
    negated = any(child.dep == "neg" for child in parse.children(anchor))
    speaks = bool(sources) and any(frame in cue.takes for frame in QUOTED)
    return Found(cue, anchor, cue_span, sources, source_heads(parse, sources), content, negated, speaks)


def _agent(parse: Parse, anchor: Token, content: list[Span]) -> tuple[list[Span], list[Span], Token]:
    """The agent of a passive cue, the content without it, and the verb that tells what he does ("was said to have been denied by two aides"); nobody
    where it has none.
    """
    verb: Token | None = anchor
    while verb is not None and not parse.children(verb, "agent"):
        verb = next((child for child in parse.children(verb, "xcomp") if child.tag == "VBN" and child.lemma in cues.verbs()), None)
    if verb is None:
        return [], content, anchor
    by = parse.children(verb, "agent")[0]
    left = []
    for piece in content:
        if piece.start < by.start:
            left.append(Span(piece.start, parse.tokens[by.i - 1].end) if by.start < piece.end else piece)
        elif piece.start >= parse.tokens[by.right - 1].end:
            left.append(piece)
    if not left or by.right <= by.i + 1:
        return [], content, anchor
    return [Span(parse.tokens[by.i + 1].start, parse.tokens[by.right - 1].end)], left, verb


def _together(parse: Parse, anchor: Token, content: list[Span]) -> list[Span]:
    """The pieces without those that a paragraph of others' words parts from the cue and from all pieces nearer to it; all where none is near."""
    home = parse.sentence(anchor).paragraph
    places = [(parse.sentence(parse.covering(piece.start, piece.end)[0]).paragraph, piece) for piece in content]
    held = {home}
    for paragraph in sorted({paragraph for paragraph, _ in places}, key=lambda paragraph: (abs(paragraph - home), paragraph)):
        if held & {paragraph - 1, paragraph, paragraph + 1}:
            held.add(paragraph)
    return [piece for paragraph, piece in places if paragraph in held] or content


def _after_colon(parse: Parse, stretch: Stretch) -> Stretch:
    """The words without a colon that leads into them."""
    first, last = stretch
    return first + (parse.tokens[first].text == ":" and last - first > 1), last


def _span(parse: Parse, stretch: Stretch) -> Span:
    return Span(parse.tokens[stretch[0]].start, parse.tokens[stretch[1] - 1].end)


def _anchor(parse: Parse, cue: Stretch) -> Token:
    """The word of the cue that says: its head or else the last verb or noun that the lexicon knows, else the last verb, else the last noun."""
    tokens: Sequence[Token] = parse.tokens[cue[0] : cue[1]]
    top = parse.top(tokens[0].start, tokens[-1].end) or tokens[0]
    verbs = [token for token in tokens if token.pos == "VERB" or token.tag.startswith("VB")]
    nouns = [token for token in tokens if token.pos in ("NOUN", "PROPN")]
    known = [token for token in verbs if token.lemma in cues.verbs()] or [token for token in nouns if token.lemma in cues.nouns()]
    if top in known and any(entry.stance != "asserts" for entry in cues.verbs().get(top.lemma, {}).values()):
        return top  # "denied knowing of"
    return next((found[-1] for found in (known, verbs, nouns) if found), top)
