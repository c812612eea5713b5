"""Whether a verb is negated, by itself, by what it completes or by its subject."""

from dragoman.lexicon.words import words as dictionary
from dragoman.model.parse import Parse, Token

NOBODY = frozenset({"nobody", "none", "neither", "no"})


def is_negated(parse: Parse, verb: Token) -> bool:
    """ "did not reply", "failed to reply", "has yet to reply", "was not willing to comment", "nobody replied", "neither A nor B replied" """
    seen = verb
    for _ in range(4):  # "was not willing to comment" is three deep
        if any(child.dep == "neg" or (child.lower in ("not", "never", "n't", "yet") and child.i < verb.i) for child in parse.children(seen)):
            return seen.i == verb.i or _hands_on(parse, seen)
        head = parse.head(seen)
        if seen.dep not in ("xcomp", "acomp") or head.i == seen.i:
            break
        if head.lemma in ("fail", "stop", "cease") or head.lower == "unable":
            return True
        seen = head
    subject = next(iter(parse.children(verb, "nsubj", "nsubjpass") or parse.children(seen, "nsubj", "nsubjpass")), None)
    return subject is not None and (
        subject.lower in NOBODY or any(child.lower in NOBODY for child in parse.children(subject, "det", "neg", "preconj"))
    )


def _hands_on(parse: Parse, verb: Token) -> bool:
    """Whether the negation of this verb is one of the verb that completes it."""
    return verb.lemma in ("be", "want", "able", "choose", "wish", "have", "willing", "prepared", "manage") or bool(
        [child for child in parse.children(verb, "advmod") if child.lower == "yet"]
    )


def garbled_no(parse: Parse, verb: Token) -> Token | None:
    """The small odd word that stands for a lost negation between a party and a verb in the past: "The office ne scolded questions about …"."""
    if verb.tag != "VBD" or verb.i < 2:
        return None
    word, party = parse.tokens[verb.i - 1], parse.tokens[verb.i - 2]
    odd = word.text not in dictionary() or word.tag in ("NNP", "FW")  # in small letters no name
    if not odd or not word.text.islower() or len(word.text) > 3 or word.sentence != verb.sentence:
        return None
    known = party.pos == "NOUN" and party.lower in dictionary() and party.i >= word.left
    return word if known and word.dep == "nsubj" else None
