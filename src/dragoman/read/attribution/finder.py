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
from .cues import Cue
from .quotes import Quotes
from .spans import clean, joined, whole_quotes

GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
ADJUNCTS = frozenset({"advcl", "npadvmod", "conj", "cc", "punct", "advmod", "mark", "prep", "agent", "parataxis", "dep", "meta"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
MATTER = ("about", "of", "for", "on", "against", "to", "at", "with", "as", "over", "in", "from", "into", "by")

FRAMES = ("predicate", "quote", "clause", "object_infinitive", "infinitive", "gerund", "raised", "passive", "object", *MATTER)
"""In the order in which they are tried: the fuller content first."""


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


def find(parse: Parse, quotes: Quotes) -> Iterator[Found]:
    """The attributions in the order of their cues, running quotations not yet joined to them."""
    verbs, nouns, phrases = cues.verbs(), cues.nouns(), cues.phrases()
    for token in parse.tokens:
        found = None
        if token.pos in ("VERB", "AUX") and not _adjectival(token):
            found = _verb(parse, quotes, token, verbs)
        elif token.pos == "NOUN" and token.lemma in nouns:
            found = _noun(parse, quotes, token, nouns[token.lemma])
        if token.lower in phrases:
            found = _phrase(parse, quotes, token, phrases[token.lower]) or found
        if found is not None and found.content:
            yield found


def _adjectival(token: Token) -> bool:
    return token.dep in ("amod", "compound", "aux", "auxpass")


def _verb(parse: Parse, quotes: Quotes, verb: Token, verbs: dict[str, dict[str, Cue]]) -> Found | None:
    particle = next((child for child in parse.children(verb, "prt") if child.i == verb.i + 1), None)
    frames = verbs.get(f"{verb.lemma} {particle.lower}") if particle else None
    frames = frames or verbs.get(verb.lemma)
    if not frames:
        return None
    group = _group(parse, verb, particle)
    passive = _passive(parse, verb)
    heads, sources, left = _subject(parse, quotes, verb, passive)
    core = _core(parse, verb, group, heads)
    for frame in FRAMES:
        cue = frames.get(frame)
        if cue is None or (frame == "passive" and not passive) or (passive and frame in ("object", "predicate", "raised")):
            continue
        span, content, quoted = _content(parse, quotes, verb, frame, group, core, passive)
        if content:
            negated = any(child.dep == "neg" for child in parse.children(verb))
            if frame == "raised":
                heads, sources = [], []
            speaks = frame in ("quote", "clause", "predicate", "object") and bool(heads) and "quote" in frames and quotes.at(verb.start) is None
            return Found(cue, verb, span, sources, heads, content, negated, speaks)
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


def _passive(parse: Parse, verb: Token) -> bool:
    if parse.children(verb, "auxpass", "nsubjpass", "agent"):
        return True
    return verb.tag == "VBN" and verb.dep == "acl"


def _subject(parse: Parse, quotes: Quotes, verb: Token, passive: bool) -> tuple[list[Token], list[Span], Token | None]:
    """Head tokens and phrases of the source: subject, agent, controller or antecedent."""
    head = _source_head(parse, verb, passive)
    if head is None or head.lower in ("it", "there") and head.dep in ("expl", "nsubjpass"):
        return [], [], None
    span = source_span(parse, quotes, head, verb)
    return ([head], [span], head) if span else ([], [], None)


def _source_head(parse: Parse, verb: Token, passive: bool) -> Token | None:
    if passive:
        agent = next(iter(parse.children(verb, "agent")), None)
        return next(iter(parse.children(agent, "pobj")), None) if agent else None
    seen = verb
    for _ in range(6):  # a chain of coordinated and controlled verbs is rarely longer than 3
        subject = next(iter(parse.children(seen, *SUBJECTS)), None)
        if subject is not None:
            return subject
        head = parse.head(seen)
        if head.i == seen.i:
            return None
        if seen.dep in ("acl", "relcl"):
            return head if head.pos in ("NOUN", "PROPN", "PRON", "NUM") and seen.tag == "VBG" else None
        if seen.dep == "xcomp":
            obj = next((child for child in parse.children(head, "dobj") if child.i < seen.i), None)
            if obj is not None:
                return obj
        if seen.dep not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "parataxis", "prep", "dep"):
            return None
        if seen.dep == "conj" and _passive(parse, head) and not _passive(parse, seen):
            return next(iter(parse.children(head, *SUBJECTS)), None)
        if seen.dep == "pcomp" and head.pos != "ADP":
            return None
        seen = head
    return None


def source_span(parse: Parse, quotes: Quotes, head: Token, verb: Token) -> Span | None:
    """The whole phrase under `head`, appositions and clauses too, on its own side of `verb`."""
    first, last = head.left, head.right
    for child in parse.children(head):
        if child.left <= verb.i < child.right:
            first, last = (first, min(last, child.left)) if child.i > head.i else (max(first, child.right), last)
    if first <= verb.i < last:
        first, last = (verb.i + 1, last) if head.i > verb.i else (first, verb.i)
    return clean(parse, quotes, first, last)


def _core(parse: Parse, verb: Token, group: tuple[int, int], heads: list[Token]) -> tuple[int, int]:
    """Token bounds of cue group and subject: what a content around it leaves out."""
    first, last = group
    for head in heads:
        if head.head == verb.i or head.i > verb.i:
            first, last = min(first, head.left), max(last, head.right)
    for child in parse.children(verb):
        if child.dep in ("dobj", "dative", "npadvmod", "prep") and child.left == last and not _is_matter(child, verb):
            last = child.right
    return first, last


def _is_matter(child: Token, verb: Token) -> bool:
    return False


def _content(
    parse: Parse, quotes: Quotes, verb: Token, frame: str, group: tuple[int, int], core: tuple[int, int], passive: bool
) -> tuple[Span, list[Span], list[Span]]:
    tokens = parse.tokens
    span = Span(tokens[group[0]].start, tokens[group[1] - 1].end)
    pieces: list[Span] = []
    quoted: list[Span] = []
    if frame in ("quote", "clause"):
        if frame == "quote":
            quoted = _quoted(parse, quotes, verb, core)
            if not quoted:
                return span, [], []
            pieces.extend(quoted)
        pieces.extend(_clause(parse, quotes, verb, core, frame))
        if frame == "clause" and not pieces:
            return span, [], []
    elif frame in ("passive", "raised"):
        pieces = _raised(parse, quotes, verb)
    elif frame == "predicate":
        pieces = _predicate(parse, quotes, verb)
    elif frame in ("infinitive", "gerund"):
        for child in parse.children(verb, "xcomp"):
            if child.i > verb.i and (child.tag == "VBG") == (frame == "gerund"):
                pieces = _stretch(parse, quotes, child.left, child.right)
    elif frame in ("object", "object_infinitive"):
        pieces = _object(parse, quotes, verb, frame == "object_infinitive")
    else:
        for child in parse.children(verb, "prep", "agent", "prt", "dative"):
            if child.lower == frame and child.i > verb.i:
                inner = [grand for grand in parse.children(child, "pobj", "pcomp") if grand.i > child.i]
                if inner:
                    right = max(_tail(parse, verb, child), child.right)
                    pieces = _stretch(parse, quotes, child.i + 1, right)
                    if child.i == group[1]:
                        span = Span(span.start, child.end)
    pieces = [whole_quotes(piece, quotes) for piece in pieces]
    return span, list(joined(pieces, parse.text)), quoted


def _stretch(parse: Parse, quotes: Quotes, first: int, last: int) -> list[Span]:
    span = clean(parse, quotes, first, last)
    return [span] if span else []


def _clause(parse: Parse, quotes: Quotes, verb: Token, core: tuple[int, int], frame: str) -> list[Span]:
    """The reported clause: complement right or left of the verb, or the sentence around a verb put in between."""
    pieces: list[Span] = []
    sentence = parse.sentence(verb)
    for child in parse.children(verb, "ccomp"):
        if child.i > verb.i:
            pieces.extend(_stretch(parse, quotes, max(child.left, verb.i + 1), _tail(parse, verb, child)))
        else:
            pieces.extend(_stretch(parse, quotes, sentence.first if child.left <= sentence.first + 1 else child.left, min(child.right, core[0])))
            rest = [other for other in parse.children(verb) if other.i > core[1] and other.dep in ("ccomp", "parataxis", "xcomp", "dep")]
            for other in rest[:1]:
                pieces.extend(_stretch(parse, quotes, other.left, other.right))
    if pieces or frame == "quote":
        return pieces
    if verb.dep in ("parataxis", "ccomp") and parse.head(verb).i != verb.i:
        host = parse.head(verb)
        first, last = min(core[0], verb.left), max(core[1], verb.right)
        set_off = first == sentence.first or parse.tokens[first - 1].text in (",", "—", "–", "--", "-", "(")
        if verb.dep == "parataxis" and set_off or (verb.dep == "ccomp" and host.i < verb.i and _commas(parse, first, last)):
            pieces.extend(_stretch(parse, quotes, sentence.first, first))
            pieces.extend(_stretch(parse, quotes, last, sentence.last))
    return pieces


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
                    return _stretch(parse, quotes, first, child.right)
        return []
    for child in parse.children(verb, "dobj", "oprd", "attr"):
        if child.i > verb.i:
            return _stretch(parse, quotes, child.left, _tail(parse, verb, child))
    for child in parse.children(verb, "dobj"):
        if child.tag in ("WP", "WDT", "WP$"):
            return _stretch(parse, quotes, child.left, child.right)
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
            return _stretch(parse, quotes, max(first, verb.i + 1), child.right)
    return []


def _raised(parse: Parse, quotes: Quotes, verb: Token) -> list[Span]:
    """Content of a passive cue: the subject and what is said of it ("the attack was described as …"), or a that-clause after it."""
    pieces: list[Span] = []
    complements = [child for child in parse.children(verb, "xcomp", "ccomp", "oprd", "prep", "advcl") if child.i > verb.i]
    for child in complements:
        if child.dep == "prep" and child.lower != "as":
            continue
        if child.dep == "advcl" and not parse.children(child, "aux"):
            continue
        pieces.extend(_stretch(parse, quotes, child.left, child.right))
        break
    if not pieces:
        return []
    subject = next(iter(parse.children(verb, "nsubjpass", "nsubj")), None)
    if subject is not None and subject.tag != "EX" and not (subject.lower == "it" and complements[0].dep == "ccomp"):
        pieces.extend(_stretch(parse, quotes, subject.left, min(subject.right, verb.i)))
    elif subject is None and verb.dep in ("acl", "relcl"):
        return pieces
    return pieces


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
    if quote is not None and (before >= sentence.first or core[0] == sentence.first and quote.end > tokens[sentence.first].start - 3):
        found.append(quote)
    after = core[1]
    limit = sentence.last
    for nxt in quotes.within(tokens[after - 1].end, tokens[limit - 1].end if limit > after else tokens[after - 1].end):
        if nxt.start < tokens[core[1] - 1].end:
            continue
        between = parse.text[tokens[after - 1].end : nxt.start].strip()
        if between in ("", ",", ":", "that", ", that", "—", "-", "–", ", however,") or (between[-1] in ",:" and not found and _leads(parse, verb, after, nxt)):
            found.append(nxt)
        break
    return found


def _leads(parse: Parse, verb: Token, first: int, quote: Span) -> bool:
    """Whether only adjuncts of the verb stand between it and the quotation ("said on Monday outside the court, “…”")."""
    at = first
    while at < len(parse.tokens) and parse.tokens[at].start < quote.start:
        token = parse.tokens[at]
        top = token
        if not (top.head == verb.i and top.dep in ADJUNCTS | {"dobj", "dative"}) and not (verb.left <= token.head < verb.right and token.dep != "ccomp"):
            return False
        at += 1
    return True


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
            cue, content = frames["clause"], _stretch(parse, quotes, child.left, child.right)
        elif child.dep in ("acl", "xcomp") and "infinitive" in frames and any(aux.lower == "to" for aux in parse.children(child, "aux")):
            cue, content = frames["infinitive"], _stretch(parse, quotes, child.left, child.right)
        elif child.dep == "prep" and child.lower in frames and child.i == noun.i + 1 and parse.children(child, "pobj", "pcomp"):
            cue, content = frames[child.lower], _stretch(parse, quotes, child.i + 1, child.right)
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
        if noun.dep == "dobj" and verb.lemma in ("make", "give", "issue", "repeat", "reject", "voice", "express", "have", "deny", "raise"):
            subject = _source_head(parse, verb, _passive(parse, verb))
            span = source_span(parse, quotes, subject, verb) if subject else None
            if subject and span:
                heads, sources = [subject], [span]
                first = min(_group(parse, verb, None)[0], first) if verb.i < noun.i else first
    return Found(
        cue, noun, Span(parse.tokens[first].start, parse.tokens[last - 1].end), sources, heads, [whole_quotes(p, quotes) for p in content]
    )


def _that(parse: Parse, clause: Token) -> bool:
    return any(child.lower in ("that", "whether") and child.dep == "mark" for child in parse.children(clause))


def _phrase(parse: Parse, quotes: Quotes, token: Token, phrases: dict[str, Cue]) -> Found | None:
    """A prepositional cue: "according to X", "in the words of X"; the content is the sentence around it."""
    for rest, cue in phrases.items():
        words = rest.split()
        last = token.i + 1 + len(words)
        if last >= len(parse.tokens) or any(parse.tokens[token.i + 1 + at].lower != word for at, word in enumerate(words)):
            continue
        anchor = parse.tokens[last - 1]
        head = next(iter(parse.children(anchor, "pobj", "pcomp", "amod", "npadvmod")), None)
        if head is None or head.i < anchor.i:
            continue
        heads = [head]
        last = head.right
        sentence = parse.sentence(token)
        span = clean(parse, quotes, head.left, last)
        if span is None:
            return None
        pieces = _stretch(parse, quotes, sentence.first, token.i) + _stretch(parse, quotes, last, sentence.last)
        return Found(
            cue,
            token,
            Span(token.start, anchor.end),
            [span],
            heads,
            list(joined([whole_quotes(piece, quotes) for piece in pieces], parse.text)),
        )
    return None
