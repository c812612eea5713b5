"""What was asked and by whom: requests, questions and calls of a newsroom, told from those of anybody else."""

from collections.abc import Iterator

from dragoman.model.parse import Parse, Sentence, Token

from .words import WIDEST, near, phrases, under, words

LEADS = ("for", "to", "from", "by", "with", "at", "on")
"""Before the party of an asker's question: "questions for X", "questions sent to X", "comment from X"."""
OURS = frozenset({"our", "my", "we", "us", "me"})


def is_outlet(token: Token) -> bool:
    """Whether the word is a newsroom or one of its people."""
    return (
        token.text in words("outlet")
        or (token.pos == "NOUN" and (token.lemma in words("outlet") or token.lower in words("outlet")))
        or token.lower in OURS
    )


def is_matter(parse: Parse, noun: Token) -> bool:
    """Whether the noun is a question, request, call or letter that may be a newsroom's: not for help, not another's."""
    if not {noun.lemma.lower(), noun.lower, noun.lower.removesuffix("s")} & words("matter"):
        return noun.lemma in ("number", "series", "list", "couple", "host", "set") and any(
            is_matter(parse, item) for of in parse.children(noun, "prep") for item in parse.children(of, "pobj")
        )
    if is_foreign(parse, noun):
        return False
    for preposition in parse.children(noun, "prep"):
        if preposition.lower == "for" and noun.lemma in ("request", "call", "question"):
            purposes = [item for head in parse.children(preposition, "pobj") for item in parse.conjuncts(head)]
            if noun.lemma != "question" and purposes and not any(item.lemma in words("sought") for item in purposes):
                return False
    clauses = parse.children(noun, "acl", "relcl")
    return not any(clause.tag == "VB" and clause.lemma not in words("answer", "sought") and noun.lemma in ("call", "request") for clause in clauses)


def is_foreign(parse: Parse, noun: Token) -> bool:
    """Whether somebody who is no newsroom asked: "the judge's questions", "a letter from the mayor", "a question in parliament"."""
    for child in parse.children(noun, "poss", "nmod"):
        if is_outlet(child) or any(is_outlet(word) for word in under(parse, child)):
            continue
        if child.dep == "poss" and not (child.pos == "PROPN" and is_for_comment(parse, noun)):
            return True
    for preposition in parse.children(noun, "prep"):
        for item in parse.children(preposition, "pobj"):
            channel = phrases("channel").match(parse.text, preposition.start) or phrases("given").match(parse.text, preposition.start)
            if preposition.lower in ("from", "by") and not channel and not any(is_outlet(word) for word in under(parse, item)):
                return True
            if preposition.lower in ("in", "at", "during", "on") and item.lemma in words("occasion"):
                return True
    return False


def is_for_comment(parse: Parse, noun: Token) -> bool:
    """A request "for comment", "seeking comment", "for an interview", an interview request."""
    if any(child.lemma in words("sought") for child in parse.children(noun, "compound", "amod")):
        return True
    for child in parse.children(noun, "prep", "acl", "relcl"):
        if child.lower not in ("for", "seeking", "requesting", "comment", "interviewed", "interview"):
            continue
        if child.lemma == "interview":
            return True
        for item in (child, *parse.children(child, "pobj", "dobj")):
            if item.lemma in ("comment", "interview", "clarification") or item.lower in ("comment", "comments"):
                return True
    return False


def is_participle(parse: Parse, token: Token) -> bool:
    """A passive participle, also where the tagger took it for a past tense: "X, visited at his home, shut the door"."""
    if token.tag == "VBN":
        return True
    comma = token.i > 0 and parse.tokens[token.i - 1].lower == ","
    return token.tag == "VBD" and comma and not parse.children(token, "dobj", "aux")


def is_misread(token: Token) -> bool:
    """A noun of asking that the parser takes for a verb: "Phone calls to X rang out"."""
    return token.pos == "VERB" and token.lower in ("calls", "emails", "messages", "texts")


def is_pressed(parse: Parse, token: Token) -> bool:
    """Whether the sentence around a word speaks of a newsroom at work: an outlet, "for this article", "by the time of publication"."""
    tokens = near(parse, token)
    if any(is_outlet(word) for word in tokens):
        return True
    return phrases("context").search(parse.text, tokens[0].start, tokens[-1].end) is not None


def sentence_before(parse: Parse, token: Token) -> Sentence | None:
    """The sentence before that of the token, in the same paragraph."""
    if not token.sentence:
        return None
    before = parse.sentences[token.sentence - 1]
    return before if before.paragraph == parse.sentence(token).paragraph else None


def tells_of_asking(parse: Parse, sentence: Sentence) -> bool:
    """Whether a sentence says that a newsroom sent questions: "The newspaper put the allegations to X", "Questions were sent to X"."""
    for token in parse.tokens[sentence.first : min(sentence.last, sentence.first + WIDEST)]:
        if token.pos != "VERB" or token.lemma not in words("asked", "receive"):
            continue
        if any(is_outlet(subject) for subject in parse.children(token, "nsubj")):
            return True
        if any(is_matter(parse, subject) for subject in parse.children(token, "nsubjpass")):
            return True
    return False


def things(parse: Parse, verb: Token) -> list[Token]:
    """What the verb is done to: objects, "to" phrases, the subject of a passive."""
    objects = [child for child in parse.children(verb, "dobj") if child.i > verb.i]
    passive = parse.head(verb) if verb.dep == "conj" and verb.tag == "VBN" and not parse.children(verb, "aux", "auxpass") else verb
    objects.extend(parse.children(passive, "nsubjpass"))
    objects.extend(noun for clause in _before(parse, passive) for noun in parse.children(clause, "nsubj"))
    for preposition in parse.children(verb, "prep", "dative"):
        if preposition.lower in ("to", "for") and preposition.i > verb.i:
            objects.extend(noun for noun in parse.children(preposition, "pobj") if preposition.lower == "to" or is_matter(parse, noun))
    return objects


def _before(parse: Parse, verb: Token) -> list[Token]:
    """What the parser took for a clause and is the verb's subject: "Questions put to X were not answered"."""
    lost = parse.children(verb, "auxpass") and not parse.children(verb, "nsubj", "nsubjpass")
    found = [clause for clause in parse.children(verb, "ccomp") if lost and clause.i < verb.i and clause.tag == "VBN"]
    return [*parse.children(verb, "csubj", "csubjpass"), *(clause for clause in found if not parse.children(clause, "aux", "auxpass"))]


def matters_of(parse: Parse, verb: Token) -> list[Token]:
    """The matters among what the verb is done to, lists taken apart."""
    return [item for head in things(parse, verb) for item in parse.conjuncts(head) if is_matter(parse, item)]


def matter_subject(parse: Parse, verb: Token) -> Token | None:
    """The matter that went unanswered: the verb's subject, or the last matter before it where the parser lost the subject."""
    subjects = parse.children(verb, "nsubj", "nsubjpass")
    for clause in _before(parse, verb):
        subjects = [*subjects, *parse.children(clause, "nsubj")]
    for subject in subjects:
        return next((item for item in parse.conjuncts(subject) if is_matter(parse, item)), None)
    head = parse.head(verb)
    if verb.dep in ("conj", "advcl", "xcomp", "acomp", "oprd") and parse.children(head, "nsubj", "nsubjpass", "csubjpass") and not is_misread(head):
        return matter_subject(parse, head)
    before = [word for word in near(parse, verb) if word.i < verb.i and is_misread(word)]
    return before[-1] if before else None


def addressees(parse: Parse, tokens: list[Token] | tuple[Token, ...]) -> Iterator[Token]:
    """Whom an asker's questions went to: the first of "for X", "to X", "from X" whose noun is no matter itself, nor an address."""
    for token in tokens:
        if token.lower not in LEADS:
            continue
        for noun in parse.children(token, "pobj"):
            if is_matter(parse, noun) or noun.lemma.lower() in words("sought") or noun.ent in ("DATE", "TIME"):
                continue
            if noun.lemma.lower() in words("container"):
                owners = [owner for child in (noun, *parse.children(noun, "nmod", "compound")) for owner in parse.children(child, "poss")]
                if owners:
                    yield owners[0]
                    return
                continue
            if token.lower in ("by", "on") or (token.lower == "at" and noun.lemma != "office"):
                continue
            yield from parse.conjuncts(noun)
            return
