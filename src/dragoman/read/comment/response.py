"""What came back, told by one word and its clause: none, declined, unreachable or given; None where the words are not about comment."""

import re
from typing import Literal

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token

from .words import clause_of, phrases, words

Response = Literal["none", "declined", "unreachable", "given"]

NOBODY = frozenset({"nobody", "none", "neither", "no"})


def response_of(parse: Parse, cast: Cast, token: Token) -> Response | None:
    """What came back by the words around this one, or None where they are not about comment."""
    lemma = token.lemma.lower()
    if token.pos == "NOUN" and token.dep == "attr" and _none_there(parse, token):
        return "none"
    if token.pos in ("VERB", "AUX", "ADJ", "NOUN"):
        response = _refusal(parse, cast, token, lemma)
        if response is not None:
            return response
    if lemma in words("asked") and token.tag in ("VBN", "VBD") and _gave(parse, token):
        return "given"
    if lemma in words("speech") and token.pos == "VERB" and not _negated(parse, token):
        leads = [child for child in parse.children(token, "prep") if phrases("given").match(parse.text, child.start)]
        return "given" if leads else None
    if token.pos == "VERB" and lemma not in ("have", "be", "do") and _negated(parse, token) and _sought_of(parse, token):
        return "none"
    return None


def _refusal(parse: Parse, cast: Cast, token: Token, lemma: str) -> Response | None:
    """No answer, a refusal or nobody there."""
    verb = token.pos == "VERB"
    if verb and lemma in words("answer") and _negated(parse, token) and _asked_for(parse, token):
        if lemma == "answer" and any(item.lemma in ("call", "phone", "telephone") for item in _things(parse, token)):
            return "unreachable"
        declined = lemma == "comment" and not any(aux.lower in ("did", "has", "have", "had") for aux in parse.children(token, "aux"))
        return "declined" if declined else "none"
    if token.lower in words("unanswered"):
        matter = next((item for item in parse.children(parse.head(token), "nsubj", "nsubjpass") if _is_matter(parse, item)), None)
        return None if matter is None else "unreachable" if matter.lemma == "call" else "none"
    if verb and lemma in words("ignore") and any(_is_matter(parse, item) for item in parse.children(token, "dobj")):
        return "none"
    if verb and lemma in words("hang") and any(child.lower == "up" for child in parse.children(token, "prt", "advmod")):
        return "declined" if all(item.lemma in ("phone", "telephone") for item in parse.children(token, "dobj")) else None
    if verb and lemma in words("get") and _emptied(parse, token):
        return "none"
    if token.pos in ("VERB", "AUX") and lemma in words("offer") and _no_comment(parse, token):
        return "declined"
    if verb and lemma in words("decline") and not _negated(parse, token) and _declines(parse, token):
        return "declined"
    if verb and lemma in words("reach") and _unreached(parse, cast, token):
        return "unreachable"
    return "unreachable" if token.lower in words("available") and _unavailable(parse, token) else None


def _none_there(parse: Parse, noun: Token) -> bool:
    """ "There was no (immediate) comment from X" """
    if noun.lemma not in ("comment", "response", "reply", "reaction", "answer") or not parse.children(parse.head(noun), "expl"):
        return False
    if not any(child.lower == "no" for child in parse.children(noun, "det")) or not any(to.lower == "from" for to in parse.children(noun, "prep")):
        return False
    asked = any(_is_matter(parse, item) for to in parse.children(noun, "prep") if to.lower == "to" for item in parse.children(to, "pobj"))
    return noun.lemma == "comment" or asked or any(child.lower == "immediate" for child in parse.children(noun, "amod"))


def _sought_of(parse: Parse, verb: Token) -> bool:
    """Whether the object of any verb, known or garbled, is a request for comment."""
    purposes = re.compile(r"\b(?:for|seeking) (?:a )?(?:comment|interview|an interview)\b")
    return any(item.lemma in words("matter") and purposes.search(parse.words(parse.phrase(item))) for item in _things(parse, verb))


def _things(parse: Parse, verb: Token) -> list[Token]:
    """What the verb is done to: objects, "to" phrases, the subject of a passive."""
    objects = [child for child in parse.children(verb, "dobj") if child.i > verb.i]
    objects.extend(parse.children(verb, "nsubjpass"))
    for preposition in parse.children(verb, "prep"):
        if preposition.lower == "to":
            objects.extend(parse.children(preposition, "pobj"))
    return objects


def _negated(parse: Parse, verb: Token) -> bool:
    if any(child.dep == "neg" or child.lower in ("not", "never", "n't") for child in parse.children(verb)):
        return True
    head = parse.head(verb)
    if verb.dep == "xcomp" and (head.lemma == "fail" or _negated_once(parse, head)):
        return True
    if verb.dep == "xcomp" and any(child.lower == "yet" for child in parse.children(head, "advmod")):
        return True
    subject = next(iter(parse.children(verb, "nsubj", "nsubjpass")), None)
    return subject is not None and (
        subject.lower in NOBODY or any(child.lower in NOBODY for child in parse.children(subject, "det", "neg", "preconj"))
    )


def _negated_once(parse: Parse, verb: Token) -> bool:
    return bool(parse.children(verb, "neg")) and verb.lemma in ("be", "want", "able", "choose")


def _asked_for(parse: Parse, verb: Token) -> bool:
    """Whether the verb's object is a request, or it has none and the words speak of comment otherwise."""
    objects = _things(parse, verb)
    if objects:
        return any(_is_matter(parse, item) for head in objects for item in parse.conjuncts(head))
    if verb.lemma == "comment":
        return True
    if verb.lemma in ("return", "acknowledge", "react"):
        return False
    if any(child.lower == "immediately" for child in parse.children(verb, "advmod")):
        return True
    subjects = parse.children(verb, "nsubj")
    if verb.right <= verb.i + 2 and any(child.lower == "neither" for subject in subjects for child in parse.children(subject, "preconj")):
        return True  # "Neither A nor B responded."
    printed = parse.words(clause_of(parse, verb))
    return bool(phrases("channel").search(printed)) or re.search(r"\bthis (?:article|story|report)\b|\bfor comment\b", printed) is not None


def _is_matter(parse: Parse, noun: Token) -> bool:
    if noun.lemma.lower() not in words("matter"):
        return noun.lemma in ("number", "series", "list") and any(
            _is_matter(parse, item) for of in parse.children(noun, "prep") for item in parse.children(of, "pobj")
        )
    for preposition in parse.children(noun, "prep"):
        if preposition.lower == "for" and noun.lemma in ("request", "call", "question"):
            purposes = [item for head in parse.children(preposition, "pobj") for item in parse.conjuncts(head)]
            if noun.lemma != "question" and purposes and not any(item.lemma in words("sought") for item in purposes):
                return False
    clauses = parse.children(noun, "acl", "relcl")
    return not any(clause.tag == "VB" and clause.lemma not in words("answer") and noun.lemma in ("call", "request") for clause in clauses)


def _emptied(parse: Parse, verb: Token) -> bool:
    """ "received no reply", "did not get an answer", "has not heard back" """
    objects = parse.children(verb, "dobj")
    if verb.lemma == "hear":
        return _negated(parse, verb) and any(child.lower == "back" for child in parse.children(verb))
    for item in objects:
        none = _negated(parse, verb) or any(child.lower in NOBODY for child in parse.children(item, "det", "neg"))
        if none and item.lemma in ("reply", "response", "answer", "comment"):
            return True
    return False


def _no_comment(parse: Parse, verb: Token) -> bool:
    for item in parse.children(verb, "dobj"):
        if item.lemma == "comment" and verb.lemma != "have" and _negated(parse, verb):
            return True
        none = any(child.lower == "no" for child in parse.children(item, "det", "neg"))
        if none and item.lemma == "comment":
            return True
        if none and item.lemma in ("reply", "response", "answer"):
            leads = (*parse.children(item, "prep"), *parse.children(verb, "prep", "dative"))
            return any(_is_matter(parse, noun) for to in leads for noun in parse.children(to, "pobj"))
    return False


def _declines(parse: Parse, verb: Token) -> bool:
    for child in parse.children(verb, "xcomp"):
        if child.lemma in ("comment", "respond", "reply", "answer") and (child.lemma == "comment" or _declined_matter(parse, child)):
            return True
        if child.lemma in ("interview", "speak", "talk") and any(grand.lower in ("with", "to") for grand in parse.children(child, "prep")):
            return any(
                noun.lemma in words("outlet") or noun.text in words("outlet")
                for to in parse.children(child, "prep")
                for noun in parse.children(to, "pobj")
            )
        if child.lemma in ("give", "make", "provide", "offer"):
            return any(noun.lemma in ("comment", "interview", "statement", "reply", "response") for noun in parse.children(child, "dobj"))
        if child.lemma == "interview" and parse.children(child, "auxpass"):
            return True
    nouns = [noun for noun in parse.children(verb, "dobj", "pobj") if noun.i > verb.i]
    nouns += [noun for to in parse.children(verb, "prep") if to.lower == "to" for noun in parse.children(to, "pobj")]  # "to comment" read as a noun
    return any(noun.lemma in ("comment", "interview") or (noun.lemma == "request" and _is_interview(parse, noun)) for noun in nouns)


def _declined_matter(parse: Parse, verb: Token) -> bool:
    objects = list(parse.children(verb, "dobj"))
    objects += [noun for to in parse.children(verb, "prep") if to.lower == "to" for noun in parse.children(to, "pobj")]
    return any(_is_matter(parse, item) for item in objects)


def _is_interview(parse: Parse, noun: Token) -> bool:
    if any(child.lemma in words("sought") for child in parse.children(noun, "compound", "amod")):
        return True
    return any(item.lemma in words("sought") for to in parse.children(noun, "prep") for item in parse.children(to, "pobj"))


def _unreached(parse: Parse, cast: Cast, verb: Token) -> bool:
    """ "could not be reached (for comment)", "efforts to reach X failed" """
    if parse.children(verb, "auxpass") and _negated(parse, verb):
        purposes = [noun for to in parse.children(verb, "prep") if to.lower == "for" for noun in parse.children(to, "pobj")]
        if purposes:
            return any(noun.lemma in words("sought") for noun in purposes)
        if verb.lemma == "contact" or phrases("channel").search(parse.words(clause_of(parse, verb))):
            return True
        subject = next(iter(parse.children(verb, "nsubjpass")), None)
        if subject is None or any(to.lower not in ("on", "at") for to in parse.children(verb, "prep", "agent")):
            return False
        mention = cast.mention_at(subject.start)
        known = mention is not None and mention.kind in ("person", "organization")
        named = any(child.ent == "PERSON" for child in parse.children(subject, "appos"))
        immediate = any(child.lower == "immediately" for child in parse.children(verb, "advmod"))
        return known or named or immediate or subject.ent in ("PERSON", "ORG")
    head = parse.head(verb)
    if verb.dep == "acl" and head.lemma in ("effort", "attempt", "bid") and parse.children(verb, "dobj"):
        governor = parse.head(head)
        printed = {token.lower for token in parse.tokens[governor.i : min(governor.right, governor.i + 4)]}
        return governor.lemma == "fail" or bool(printed & {"unsuccessful", "failed", "fruitless", "unavailing"})
    return False


def _unavailable(parse: Parse, word: Token) -> bool:
    purposes = [noun for to in parse.children(word, "prep") if to.lower == "for" for noun in parse.children(to, "pobj")]
    if not any(noun.lemma in words("sought") for noun in purposes):
        return False
    return word.lower == "unavailable" or bool(parse.children(word, "neg")) or _negated(parse, parse.head(word))


def _gave(parse: Parse, verb: Token) -> bool:
    """ "When contacted, X said …", "Reached by phone, X said …", "Asked for comment, X said …" """
    speech = parse.head(verb)
    if verb.dep != "advcl" or verb.i > speech.i or parse.children(verb, "nsubj", "dobj") or speech.lemma not in words("speech"):
        return False
    if _negated(parse, speech):
        return False
    printed = parse.words(clause_of(parse, verb))
    if verb.lemma in ("contact", "reach"):
        return True
    if verb.lemma == "approach":
        return bool(phrases("channel").search(printed)) or "comment" in printed
    return "for comment" in printed or "for a comment" in printed
