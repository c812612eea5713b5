"""Whose word a verb carries: its subject, its agent, or whoever controls it."""

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .quotes import Quotes
from .spans import clean

WIDE = 40  # tokens of a subject phrase; longer ones are misread lists
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def is_passive(parse: Parse, verb: Token) -> bool:
    if parse.children(verb, "auxpass", "nsubjpass"):
        return True
    if verb.tag != "VBN":
        return False
    return bool(parse.children(verb, "agent")) or verb.dep == "acl" or (verb.dep == "advcl" and not parse.children(verb, "aux", *SUBJECTS))


def subject_of(parse: Parse, quotes: Quotes, verb: Token, passive: bool) -> tuple[list[Token], list[Span]]:
    """Head tokens and phrases of the source: subject, agent, controller or antecedent."""
    head = source_head(parse, verb, passive)
    if head is None or (head.lower in ("it", "there") and head.dep in ("expl", "nsubjpass")):
        return [], []
    span = source_span(parse, quotes, head, verb)
    return ([head], [span]) if span else ([], [])


def source_head(parse: Parse, verb: Token, passive: bool) -> Token | None:
    if passive:
        agent = next(iter(parse.children(verb, "agent")), None)
        return next(iter(parse.children(agent, "pobj")), None) if agent else None
    stray = _beside(parse, verb)
    if stray is not None:
        return stray
    seen = verb
    for _ in range(6):  # a chain of coordinated and controlled verbs is rarely longer than 3
        subject = next(iter(parse.children(seen, *SUBJECTS)), None)
        if subject is not None:
            return subject
        head = parse.head(seen)
        if head.i == seen.i:
            return None
        if seen.dep in ("acl", "relcl"):
            return head if head.pos in ("NOUN", "PROPN", "PRON", "NUM") and seen.tag in ("VBG", "VBD") else None
        if seen.dep == "xcomp":
            obj = next((child for child in parse.children(head, "dobj") if child.i < seen.i), None)
            if obj is not None:
                return obj
        if seen.dep not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "parataxis", "prep", "dep"):
            return None
        if seen.dep == "conj" and is_passive(parse, head) and not is_passive(parse, seen):
            return next(iter(parse.children(head, *SUBJECTS)), None)
        if seen.dep == "pcomp" and head.pos != "ADP":
            return None
        seen = head
    return None


def swallowed(parse: Parse, verb: Token) -> Token | None:
    """The clause before the verb that is a subject with a long insertion misread ("three others, two of them judges, said …"); or None.

    It opens with its subject, set off by a comma, and ends in a comma before the verb, which goes on.
    """
    clauses = parse.children(verb, "ccomp")
    if not clauses or clauses[0].i > verb.i or parse.children(verb, *SUBJECTS) or verb.right < verb.i + 3:
        return None
    clause = clauses[0]
    subject = next(iter(parse.children(clause, "nsubj", "nsubjpass")), None)
    if subject is None or subject.left != clause.left or verb.i - clause.right > 2 or parse.tokens[verb.i - 1].text != ",":
        return None
    return clause if parse.tokens[subject.i + 1].text == "," else None


def _beside(parse: Parse, verb: Token) -> Token | None:
    """The subject that the parser took from the verb: a misread clause, or a noun right before it coordinated with an earlier one."""
    if parse.children(verb, *SUBJECTS):
        return None
    clause = swallowed(parse, verb)
    if clause is not None:
        return parse.children(clause, "nsubj", "nsubjpass")[0]
    if verb.tag not in ("VBD", "VBZ", "VBP") or verb.dep != "conj" or verb.left == 0:
        return None
    first = verb.left
    for token in (parse.tokens[first - 1], *parse.ancestors(parse.tokens[first - 1])):
        if token.right != first or first - token.left > WIDE:
            return None
        if token.dep == "conj" and token.pos in ("NOUN", "PROPN") and parse.head(token).pos in ("NOUN", "PROPN"):
            return token
    return None


def source_span(parse: Parse, quotes: Quotes, head: Token, verb: Token) -> Span | None:
    """The whole phrase under `head`, appositions and clauses too, on its own side of `verb`."""
    clause = swallowed(parse, verb)
    if clause is not None and clause.left <= head.i < clause.right:
        return clean(parse, quotes, clause.left, clause.right)
    first, last = head.left, head.right
    for child in parse.children(head):
        if child.left <= verb.i < child.right:
            first, last = (first, min(last, child.left)) if child.i > head.i else (max(first, child.right), last)
    if first <= verb.i < last:
        first, last = (verb.i + 1, last) if head.i > verb.i else (first, verb.i)
    return clean(parse, quotes, first, last)
