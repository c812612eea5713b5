"""Who was asked: the subject, whom the questions were for, or whose phone it was."""

from collections.abc import Iterator

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument
from dragoman.model.text import Span

from .matter import addressees, is_matter, is_outlet, is_participle, matter_subject, sentence_before, tells_of_asking
from .negation import garbled_no, is_negated
from .words import WIDEST, near, phrases, words


def parties_of(parse: Parse, token: Token) -> Iterator[Token]:
    """The head word of each party of the request that `token` tells of."""
    head = parse.head(token)
    asker = any(is_outlet(subject) for subject in parse.children(token, "nsubj"))
    if (
        (token.lemma in words("reach") or (asker and token.lemma in words("asked")))
        and token.dep in ("acl", "xcomp", "ROOT", "conj", "advcl", "ccomp")
        and parse.children(token, "dobj")
    ):
        for item in parse.children(token, "dobj"):
            yield from apart(parse, item)
        return
    quoted = token.i > 1 and parse.tokens[token.i - 2].tag == "``"
    if token.lower == "comment" and token.pos == "NOUN" and (quoted or token.dep not in ("attr", "nsubj", "nsubjpass")):  # "No comment," said X
        verbs = [word for word in near(parse, token) if word.i > token.i or word.i == token.head]
        speakers = (subject for verb in verbs if verb.lemma in words("speech") for subject in parse.children(verb, "nsubj"))
        yield from list(speakers)[:1]
        return
    if token.pos == "NOUN" and token.dep in ("attr", "nsubj", "nsubjpass") and not parse.children(token, "aux"):
        yield from addressees(parse, [word for word in near(parse, token) if token.i < word.i and word.lower != "by"])
        return
    verb = next((word for word in parse.ancestors(token) if word.pos == "VERB"), token) if token.lower in words("returned") else token
    matter = matter_subject(parse, verb)
    if matter is None and token.lemma == "ring":
        matter = matter_subject(parse, head)
    if matter is not None:
        agents = [noun for by in parse.children(token, "agent") for noun in parse.children(by, "pobj")]
        yield from apart(parse, agents[0]) if agents else addressees(parse, _between(parse, matter, token))
        return
    asked = token.dep in ("advcl", "prep") and token.lemma in words("asked") and not parse.children(token, "nsubj")
    if token.dep == "acl" and token.lemma in words("asked"):
        yield from apart(parse, head)
        return
    subject = subject_of(parse, head if asked else token)
    if subject is not None:
        yield from _parties_under(parse, token, subject)
        yield from _listed(parse, token, subject)


def apart(parse: Parse, head: Token) -> Iterator[Token]:
    """The parties of a coordination; a name that holds its "and" ("Ferrant & Roche") is one."""
    for one in parse.conjuncts(head):
        if one.i == head.i or not _in_name(parse, one):
            yield one


def _in_name(parse: Parse, joined: Token) -> bool:
    """Whether a conjunct is the rest of a name: "& Roche", or an "and" inside of a name."""
    joins = parse.tokens[joined.i - 1] if joined.i else joined
    first = parse.head(joined)
    within = joins.text == "&" or (joins.lower == "and" and joins.ent == joined.ent == first.ent == "ORG")
    return within and joined.pos == "PROPN" and first.pos == "PROPN"


def _listed(parse: Parse, token: Token, subject: Token) -> Iterator[Token]:
    """The rest of a list that the parser took for an apposition: "The ministry, the army and the police all declined"."""
    before = parse.tokens[token.i - 1] if token.i else token
    for rest in parse.children(subject, "appos") if before.lower in ("all", "each", "both") else ():
        yield from apart(parse, rest)


def _between(parse: Parse, matter: Token, outcome: Token) -> list[Token]:
    """The words after the matter, those before the outcome first."""
    after = [word for word in near(parse, outcome) if word.i > matter.i]
    return [word for word in after if word.i < outcome.i] or after


def _parties_under(parse: Parse, token: Token, subject: Token) -> Iterator[Token]:
    if subject.lower == "i" and not _speaks(parse, subject):
        return  # the writer's own
    if token.lemma in words("get") or (is_outlet(subject) and not _speaks(parse, subject)):
        yield from addressees(parse, [word for word in near(parse, token) if word.i > subject.i])
        return
    if subject.lemma in words("line"):
        yield from parse.children(subject, "poss")[:1] or addressees(parse, parse.tokens[subject.i + 1 : max(subject.right, subject.i + 1)])
        return
    if subject.pos == "PRON":
        speaker = _speaker(parse, token, subject)
        if speaker is not None:
            yield from apart(parse, speaker)
            return
    if subject.lower in ("nobody", "none", "person", "neither", "anyone") or (subject.lower == "one" and is_negated(parse, token)):
        places = [*parse.children(subject, "prep"), *parse.children(token, "prep"), *(word for word in near(parse, token) if word.i < subject.i)]
        within = (
            noun for to in places if to.lower in ("of", "at", "in", "from") for noun in parse.children(to, "pobj") if noun.ent not in ("DATE", "TIME")
        )
        subject = next(within, subject)
    yield from apart(parse, subject)


def _speaks(parse: Parse, subject: Token) -> bool:
    """Whether a "we" is the speaker's in a quotation, not the newsroom's."""
    verb = parse.head(subject)
    return subject.pos == "PRON" and verb.dep in ("ccomp", "parataxis") and parse.head(verb).lemma in words("speech")


def _speaker(parse: Parse, token: Token, subject: Token) -> Token | None:
    """Whom a pronoun stands for: the speaker of "X said it had no comment", the addressee of "sent to X; he has not answered"."""
    clause = parse.head(subject)
    for head in parse.ancestors(clause):
        if head.lemma in words("speech") and head.pos == "VERB":
            speaker = next(iter(parse.children(head, "nsubj")), None)
            if speaker is not None and speaker.i != subject.i and (subject.lower not in ("he", "she", "i") or speaker.tag not in ("NNS", "NNPS")):
                return speaker
        if clause.dep not in ("ccomp", "conj", "parataxis"):
            break
        clause = head
    before = [word for word in near(parse, token) if word.i < subject.i]
    if not any(word.lemma in words("asked") and any(is_matter(parse, item) for item in parse.children(word, "nsubjpass", "dobj")) for word in before):
        sentence = sentence_before(parse, token)
        if sentence is None or not tells_of_asking(parse, sentence):
            return None
        before = list(parse.tokens[sentence.first : min(sentence.last, sentence.first + WIDEST)])
    return next(addressees(parse, [word for word in before if word.lower in ("to", "for")]), None)


def subject_of(parse: Parse, token: Token) -> Token | None:
    """The subject of the verb, through coordination, control and relative clauses; the noun just before it where the parser gives none."""
    first = min((child.i for child in parse.children(token, "aux", "auxpass", "neg")), default=token.i)
    before = parse.tokens[first - 1] if first else token
    lost = before.pos in ("NOUN", "PROPN", "PRON") and before.sentence == token.sentence and before.ent not in ("DATE", "TIME")
    if lost and token.dep == "conj" and not parse.children(token, "nsubj", "nsubjpass"):
        joined = next((word for word in (before, *parse.ancestors(before)) if word.dep == "conj" or word.pos == "VERB"), before)
        if joined.pos in ("NOUN", "PROPN"):
            return joined  # "has not talked about the loan and his staff did not respond": read as one object
    seen = token
    for _ in range(5):  # coordination and control seldom stack higher
        subject = next(iter(parse.children(seen, "nsubj", "nsubjpass")), None)
        head = parse.head(seen)
        if subject is not None:
            return head if subject.lower in ("who", "which", "that") and seen.dep == "relcl" else subject
        if (
            head.i == seen.i
            or (seen.dep == "ccomp" and not is_participle(parse, head))
            or seen.dep not in ("ccomp", "conj", "xcomp", "advcl", "acl", "acomp", "relcl", "dobj", "npadvmod", "intj")
        ):
            break
        if seen.dep in ("acl", "relcl"):
            return head if head.pos in ("NOUN", "PROPN") else None
        seen = head
    return before if lost else None


def party_span(parse: Parse, party: Token, trigger: Token) -> Span:
    """The party's phrase, without "by phone" or "through a lawyer" where the parser hung that on it, and short of the verb."""
    phrase = parse.phrase(party)
    for rest in parse.children(party, "conj"):
        if _in_name(parse, rest):
            phrase = Span(phrase.start, parse.phrase(rest).end)
    if party.i < trigger.i and (phrase.end > trigger.start or garbled_no(parse, trigger)):
        garbled = garbled_no(parse, trigger)
        first = (
            garbled.i
            if garbled
            else min(child.i for child in (trigger, *parse.children(trigger, "aux", "auxpass", "neg", "advmod")) if child.i > party.i)
        )
        phrase = Span(phrase.start, parse.tokens[first - 1].end)
    for child in parse.children(party, "prep"):
        told = phrases("channel").search(parse.text, child.start, phrase.end)
        dated = any(noun.ent in ("DATE", "TIME") for noun in parse.children(child, "pobj"))
        if child.i > party.i and (dated or child.lower in ("via", "through") or (told is not None and told.start() == child.start)):
            return Span(phrase.start, parse.tokens[child.i - 1].end)
    return phrase


def is_same_party(parse: Parse, party: Token, through: Argument | None) -> bool:
    """Whether the words only point back to a party named before: "him", or "his driver" with whom a message was left."""
    if party.pos == "PRON":
        return True
    return through is not None and through.start <= party.start < through.end and any(owner.pos == "PRON" for owner in parse.children(party, "poss"))


def is_hearsay(parse: Parse, token: Token, party: Token) -> bool:
    """Whether somebody else says of the party that it did not answer ("doctors said she did not respond"): no newsroom's request."""
    clause = token
    for head in parse.ancestors(token):
        if clause.dep == "ccomp" and head.lemma in words("speech") | {"hear"} and head.pos == "VERB":
            speakers = [speaker for subject in parse.children(head, "nsubj") for speaker in parse.conjuncts(subject)]
            if speakers and not any(is_outlet(speaker) or speaker.i == party.i for speaker in speakers):
                return True
        clause = head
    return False
