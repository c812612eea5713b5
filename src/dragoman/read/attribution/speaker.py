"""Whose word a verb carries: its subject, its agent, or whoever controls it."""

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .quotes import Quotes
from .spans import clean

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def is_passive(parse: Parse, verb: Token) -> bool:
    if parse.children(verb, "auxpass", "nsubjpass", "agent"):
        return True
    return verb.tag == "VBN" and verb.dep == "acl"


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


def source_span(parse: Parse, quotes: Quotes, head: Token, verb: Token) -> Span | None:
    """The whole phrase under `head`, appositions and clauses too, on its own side of `verb`."""
    first, last = head.left, head.right
    for child in parse.children(head):
        if child.left <= verb.i < child.right:
            first, last = (first, min(last, child.left)) if child.i > head.i else (max(first, child.right), last)
    if first <= verb.i < last:
        first, last = (verb.i + 1, last) if head.i > verb.i else (first, verb.i)
    return clean(parse, quotes, first, last)
