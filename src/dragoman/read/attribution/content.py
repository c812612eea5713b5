"""What a cue takes as content, frame by frame."""

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .cues import Frame
from .quotes import Quotes
from .spans import joined, stretch, whole_quotes
from .speaker import SUBJECTS, swallowed

SET_OFF = frozenset({",", "—", "–", "--", "-", "("})
ADJUNCTS = frozenset({"advcl", "npadvmod", "conj", "cc", "punct", "advmod", "mark", "prep", "agent", "parataxis", "dep", "meta", "dobj", "dative"})
WIDEST = 40  # tokens of adjuncts between a verb and the quotation it leads to; keeps a sentence of many verbs linear


def content_of(parse: Parse, quotes: Quotes, verb: Token, frame: Frame, core: tuple[int, int]) -> list[Span]:
    """The content that the verb takes in this frame, in pieces; empty where it takes none. `core` bounds subject and cue."""
    pieces: list[Span] = []
    match frame:
        case "quote":
            pieces = _quoted(parse, quotes, verb, core)
            if pieces:
                pieces += _complement(parse, quotes, verb, core)
        case "clause":
            pieces = _complement(parse, quotes, verb, core) or _around(parse, quotes, verb, core) or _object_clause(parse, quotes, verb)
        case "passive" | "raised":
            pieces = _raised(parse, quotes, verb)
        case "agent":
            pieces = _by_agent(parse, quotes, verb)
        case "predicate":
            pieces = _predicate(parse, quotes, verb)
        case "infinitive" | "gerund":
            for child in parse.children(verb, "xcomp"):
                if child.i > verb.i and (child.tag == "VBG") == (frame == "gerund"):
                    pieces = stretch(parse, quotes, child.left, child.right)
        case "object" | "object_infinitive":
            pieces = _object(parse, quotes, verb, frame == "object_infinitive")
        case _:
            for child in led_by(parse, verb, frame):
                if any(noun.ent in ("DATE", "TIME") for noun in parse.children(child, "pobj")):
                    continue  # "called for Sunday" says when
                pieces = stretch(parse, quotes, child.i + 1, max(_tail(parse, verb, child), child.right))
    return list(joined([whole_quotes(piece, quotes) for piece in pieces], parse.text))


def led_by(parse: Parse, verb: Token, preposition: str) -> list[Token]:
    """The verb's prepositions of this word that have an object after them."""
    found = [child for child in parse.children(verb, "prep", "agent", "prt", "dative") if child.lower == preposition and child.i > verb.i]
    return [child for child in found if any(inner.i > child.i for inner in parse.children(child, "pobj", "pcomp"))]


def _complement(parse: Parse, quotes: Quotes, verb: Token, core: tuple[int, int]) -> list[Span]:
    """The reported clause as the verb's complement, to its right or before it."""
    pieces: list[Span] = []
    sentence = parse.sentence(verb)
    misread = swallowed(parse, verb)
    for child in parse.children(verb, "ccomp"):
        if child is misread or _small(parse, child):
            continue
        if child.i > verb.i:
            pieces += stretch(parse, quotes, max(child.left, verb.i + 1), _tail(parse, verb, child))
        else:
            pieces += stretch(parse, quotes, sentence.first if child.left <= sentence.first + 1 else child.left, min(child.right, core[0]))
            rest = [other for other in parse.children(verb, "ccomp", "parataxis", "xcomp", "dep") if other.i > core[1]]
            for other in rest[:1]:
                pieces += stretch(parse, quotes, other.left, other.right)
    return pieces


def _small(parse: Parse, clause: Token) -> bool:
    """Whether the "clause" is "it hard to …": an adjective without a verb, which reports nothing ("find it hard to sleep")."""
    if clause.pos != "ADJ" or parse.children(clause, "aux", "cop", "mark"):
        return False
    return any(child.lower == "it" for child in parse.children(clause, "nsubj"))


def _object_clause(parse: Parse, quotes: Quotes, verb: Token) -> list[Span]:
    """The second object of "told", read as a noun with a participle where it is a clause ("told the court the boats put out at noon")."""
    objects = [child for child in parse.children(verb, "dobj", "dative") if child.i > verb.i]
    if len(objects) < 2 or not any(child.tag in ("VBN", "VBD") and child.i == objects[-1].i + 1 for child in parse.children(objects[-1], "acl")):
        return []
    return stretch(parse, quotes, objects[-1].left, objects[-1].right)


def _around(parse: Parse, quotes: Quotes, verb: Token, core: tuple[int, int]) -> list[Span]:
    """The sentence around a cue put in between ("The road, he said, is shut")."""
    host = parse.head(verb)
    if verb.dep not in ("parataxis", "ccomp") or host.i == verb.i:
        return []
    sentence = parse.sentence(verb)
    first, last = min(core[0], verb.left), max(core[1], verb.right)
    if verb.dep == "parataxis":
        inserted = first == sentence.first or bool(SET_OFF & {parse.tokens[first - 1].text, parse.tokens[first].text})
    else:
        inserted = host.i < verb.i and _commas(parse, first, last)
    return stretch(parse, quotes, sentence.first, first) + stretch(parse, quotes, last, sentence.last) if inserted else []


def _commas(parse: Parse, first: int, last: int) -> bool:
    return first > 0 and parse.tokens[first - 1].text == "," and last < len(parse.tokens) and parse.tokens[last].text in (",", ".")


def _tail(parse: Parse, verb: Token, child: Token) -> int:
    """Where the content that starts in `child` ends: its own subtree and what follows it under the verb without a comma."""
    last = child.right
    for other in parse.children(verb):
        if other.i > child.i and other.left == last and other.dep in ("prep", "xcomp", "ccomp", "acl", "oprd", "advcl", "relcl", "dobj", "dative"):
            last = other.right
    return last


def _object(parse: Parse, quotes: Quotes, verb: Token, infinitive: bool) -> list[Span]:
    """The object phrase and the rest that completes it ("blasted the media for allowing …", "urged him to go")."""
    if infinitive:
        for child in parse.children(verb, "ccomp", "xcomp"):
            to = child.i > verb.i and any(aux.lower == "to" for aux in parse.children(child, "aux"))
            if to:
                objects = [other for other in parse.children(verb, "dobj", "dative") if verb.i < other.i < child.i]
                first = objects[0].left if objects else child.left
                if objects or parse.children(child, *SUBJECTS):
                    return stretch(parse, quotes, first, child.right)
        return []
    for child in parse.children(verb, "dobj", "oprd", "attr"):
        if child.i > verb.i:
            return stretch(parse, quotes, child.left, _tail(parse, verb, child))
    for child in parse.children(verb, "dobj"):
        if child.tag in ("WP", "WDT", "WP$"):
            return stretch(parse, quotes, child.left, child.right)
    return []


def _predicate(parse: Parse, quotes: Quotes, verb: Token) -> list[Span]:
    """What is named and the name it gets: "called [the vote a farce]", "described [the fire as enormous]"."""
    named = [child for child in parse.children(verb, "dobj") if child.i > verb.i]
    names = [child for child in parse.children(verb, "oprd", "ccomp", "xcomp", "prep", "advcl") if child.i > verb.i]
    for child in names:
        small = child.dep == "ccomp" and child.pos in ("NOUN", "PROPN", "ADJ") and parse.children(child, "nsubj")
        as_name = child.dep in ("prep", "advcl") and (child.lower == "as" or parse.tokens[child.left].lower == "as")
        if (child.dep == "oprd" and (named or child.i > verb.i)) or small or as_name:
            first = min([child.left, *(other.left for other in named)])
            return stretch(parse, quotes, max(first, verb.i + 1), child.right)
    for child in named:
        if any(quotes.at(other.start) for other in parse.children(child, "appos")):
            return stretch(parse, quotes, child.left, child.right)
    return []


def _raised(parse: Parse, quotes: Quotes, verb: Token) -> list[Span]:
    """Content of a passive cue: the subject and what is said of it ("the attack was described as …"), or a that-clause after it."""
    pieces: list[Span] = []
    if verb.dep == "acl" and parse.children(verb, "oprd"):
        return []  # "a town called Aldra" names and attributes nothing
    complements = [child for child in parse.children(verb, "xcomp", "ccomp", "oprd", "prep", "advcl") if child.i > verb.i]
    for child in complements:
        if child.dep == "prep" and child.lower != "as":
            continue
        if child.dep == "advcl" and not parse.children(child, "aux"):
            continue
        if child.dep == "xcomp" and parse.children(child, "agent"):
            return []  # "was said to be described by X": the word is X's
        pieces.extend(stretch(parse, quotes, child.left, child.right))
        break
    subject = next(iter(parse.children(verb, "nsubjpass", "nsubj")), None)
    if not pieces:
        return []
    if subject is not None and subject.tag != "EX" and not (subject.lower == "it" and complements[0].dep == "ccomp"):
        pieces.extend(stretch(parse, quotes, subject.left, min(subject.right, verb.i)))
    elif subject is None and verb.dep in ("acl", "relcl"):
        return pieces
    return pieces


def _by_agent(parse: Parse, quotes: Quotes, verb: Token) -> list[Span]:
    """The subject of a passive cue whose agent is the source: "[the meeting] was described by two porters"."""
    if verb.dep in ("acl", "relcl") or not parse.children(verb, "agent"):
        return []
    subject = next(iter(parse.children(verb, "nsubjpass", "nsubj")), None)
    if subject is None and verb.dep == "xcomp":
        subject = next(iter(parse.children(parse.head(verb), "nsubjpass", "nsubj")), None)
    return stretch(parse, quotes, subject.left, min(subject.right, verb.i)) if subject is not None else []


def _quoted(parse: Parse, quotes: Quotes, verb: Token, core: tuple[int, int]) -> list[Span]:
    """Quotations that stand against the cue clause: closing right before it, opening right after it."""
    tokens = parse.tokens
    sentence = parse.sentence(verb)
    if quotes.at(verb.start):
        return []
    found: list[Span] = []
    before = core[0] - 1
    while before >= sentence.first and tokens[before].text in (",", "-", "—", "–", "--") and not quotes.at(tokens[before].start):
        before -= 1
    quote = quotes.at(tokens[before].start) if before >= 0 else None
    if quote is not None and (before >= sentence.first or (core[0] == sentence.first and _open_ended(parse, quote, tokens[core[0]]))):
        found.append(quote)
    said = tokens[core[1] - 1].end
    following = quotes.opening_from(said)
    if following is not None and following.start < tokens[sentence.last - 1].end:
        between = parse.text[said : following.start].strip()
        against = between in ("", ",", ":", "that", ", that", "—", "-", "–", ", however,")
        if against or (between[-1] in ",:" and not found and _leads(parse, verb, core[1], following)):
            found.append(following)
    return found


def _open_ended(parse: Parse, quote: Span, after: Token) -> bool:
    """Whether a quotation in an earlier sentence runs into the clause that starts with `after` (“Where is he?” she asked)."""
    last = parse.text[quote.start : quote.end].rstrip("”\"'»")[-1:]
    if parse.text[quote.end : after.start].strip(" ,"):
        return False
    return last == "," or (last in ("?", "!", "—", "-") and after.text[:1].islower())


def _leads(parse: Parse, verb: Token, first: int, quote: Span) -> bool:
    """Whether only adjuncts of the verb stand between it and the quotation ("said on Monday outside the court, “…”")."""
    at = first
    while at < min(len(parse.tokens), first + WIDEST) and parse.tokens[at].start < quote.start:
        token = parse.tokens[at]
        if not (token.head == verb.i and token.dep in ADJUNCTS) and not (verb.left <= token.head < verb.right and token.dep != "ccomp"):
            return False
        at += 1
    return at == len(parse.tokens) or parse.tokens[at].start >= quote.start
