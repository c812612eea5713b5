"""Nobody there: phones switched off, e-mails that bounce, parties that could not be reached."""

import re

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Sentence, Token

from .matter import is_matter, is_outlet, is_pressed, matter_subject, sentence_before, tells_of_asking
from .negation import is_negated
from .words import LONGEST, WIDEST, Response, clause_of, near, phrases, words


def absence_of(parse: Parse, cast: Cast, token: Token, lemma: str) -> Response | None:
    """Nobody there."""
    if token.pos == "VERB" and lemma in words("reach"):
        if _drew_nothing(parse, token):
            return "none"
        if _unreached(parse, cast, token) or _sought_in_vain(parse, token):
            return "unreachable"
    if lemma in words("dead") and _is_dead(parse, token):
        return "unreachable"
    return "unreachable" if token.lower in words("available") and _unavailable(parse, token) else None


def _unreached(parse: Parse, cast: Cast, verb: Token) -> bool:
    """ "could not be reached (for comment)" """
    if not parse.children(verb, "auxpass") or not is_negated(parse, verb):
        return False
    purposes = [noun for to in parse.children(verb, "prep") if to.lower == "for" for noun in parse.children(to, "pobj")]
    if purposes:
        return any(noun.lemma in words("sought") for noun in purposes)
    places = [noun for to in parse.children(verb, "prep") if to.lower in ("at", "through", "via", "on") for noun in parse.children(to, "pobj")]
    if any(parse.children(noun, "poss") and noun.lemma in words("container") | {"office", "lawyer", "lawyers"} for noun in places):
        return True
    if verb.lemma in ("find", "trace", "locate"):
        return is_pressed(parse, verb)
    if verb.lemma == "contact" or phrases("channel").search(parse.words(clause_of(parse, verb))):
        return True
    subject = next(iter(parse.children(verb, "nsubjpass")), None)
    if subject is None or any(to.lower not in ("on", "at") for to in parse.children(verb, "prep", "agent")):
        return False
    mention = cast.mention_at(subject.start)
    known = mention is not None and mention.kind in ("person", "organization")
    named = any(child.ent == "PERSON" for child in parse.children(subject, "appos"))
    immediate = any(child.lower == "immediately" for child in parse.children(verb, "advmod"))
    nobody = subject.lower in ("one", "nobody") and any(to.lower in ("from", "at", "in") for to in parse.children(subject, "prep"))
    return known or named or immediate or nobody or subject.ent in ("PERSON", "ORG") or subject.pos == "PRON"


def _attempt(parse: Parse, verb: Token) -> Token | None:
    """The "attempt" or "effort" to reach somebody."""
    head = parse.head(verb)
    return head if verb.dep in ("acl", "xcomp") and head.lemma in ("effort", "attempt", "bid", "try") and parse.children(verb, "dobj") else None


def _drew_nothing(parse: Parse, verb: Token) -> bool:
    """ "attempts to contact X drew no reply", "went unanswered", "met with silence": whom they were to reach did not answer"""
    attempt = _attempt(parse, verb)
    if attempt is None or any(word.lower == "radio" for word in near(parse, verb)):
        return False  # rescuers call a ship "by radio"
    outcome = parse.head(attempt)
    printed = parse.tokens[outcome.i : min(outcome.right, outcome.i + 5)]
    if outcome.lemma in words("get"):
        none = any(child.lower == "no" for word in printed if word.lemma in words("sought") for child in parse.children(word, "det"))
        return none or any(word.lower == "silence" for word in printed)
    return outcome.i < attempt.i + WIDEST and any(word.lower in words("unanswered") or word.lemma in words("ignore") for word in printed)


def _sought_in_vain(parse: Parse, verb: Token) -> bool:
    """ "efforts to reach X failed", "the newspaper was unable to reach X" """
    if not parse.children(verb, "dobj"):
        return False
    head = parse.head(verb)
    attempt = _attempt(parse, verb)
    if attempt is not None:
        governor = parse.head(attempt)
        printed = {token.lower for token in parse.tokens[governor.i : min(governor.right, governor.i + 5)]}
        return governor.lemma == "fail" or bool(printed & {"unsuccessful", "failed", "fruitless", "unavailing", "vain", "not"})
    asker = next((subject for clause in (verb, head, parse.head(head)) for subject in parse.children(clause, "nsubj")), None)
    if asker is None or not is_outlet(asker):
        return False
    return is_negated(parse, verb) or head.lower == "unable"


def _is_dead(parse: Parse, token: Token) -> bool:
    """A phone switched off, a number out of service, e-mails that bounce."""
    if token.lemma == "bounce":
        return matter_subject(parse, token) is not None
    subject = next(iter(parse.children(token, "nsubj", "nsubjpass")), None)
    if subject is None or subject.lemma not in words("line"):
        return False
    if token.lemma in ("switch", "turn") and not any(child.lower == "off" for child in parse.children(token)):
        return False
    if token.pos == "AUX" and not re.search(r"\b(?:off|out of service|no longer in service|dead)\b", parse.words(clause_of(parse, token))):
        return False
    if subject.lemma == "number" and (token.pos == "AUX" or token.lemma == "disconnect"):
        return True  # only a caller learns that
    before = sentence_before(parse, token)  # "X could not be reached for comment. His phone was off."
    his = any(owner.pos == "PRON" for owner in parse.children(subject, "poss"))
    if before is not None and his and _tells_of_comment(parse, before):
        return True
    sentence = near(parse, token)
    return is_pressed(parse, token) or any(
        word.lemma in words("matter") and is_matter(parse, word) for word in sentence if word.pos in ("NOUN", "VERB")
    )


def _tells_of_comment(parse: Parse, sentence: Sentence) -> bool:
    within = phrases("context").search(parse.text, sentence.start, min(sentence.end, sentence.start + LONGEST))
    return within is not None or tells_of_asking(parse, sentence)


def _unavailable(parse: Parse, word: Token) -> bool:
    purposes = [noun for to in parse.children(word, "prep") if to.lower in ("for", "to") for noun in parse.children(to, "pobj")]
    purposes += [verb for verb in parse.children(word, "xcomp") if verb.lemma == "comment"]
    if not any(noun.lemma in words("sought") for noun in purposes):
        return False
    return word.lower == "unavailable" or bool(parse.children(word, "neg")) or is_negated(parse, parse.head(word))
