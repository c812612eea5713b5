"""What came back, told by one word and its clause: none, declined, unreachable or given; None where the words are not about comment."""

import re

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token

from .absence import absence_of
from .given import gave
from .matter import (
    is_for_comment,
    is_foreign,
    is_matter,
    is_outlet,
    is_participle,
    is_pressed,
    matter_subject,
    matters_of,
    sentence_before,
    tells_of_asking,
    things,
)
from .negation import NOBODY, garbled_no, is_negated
from .party import subject_of
from .words import LONGEST, Response, clause_of, near, phrases, under, words


def response_of(parse: Parse, cast: Cast, token: Token) -> Response | None:
    """What came back by the words around this one, or None where they are not about comment."""
    lemma = token.lemma.lower()
    if token.pos == "NOUN" and lemma in words("sought", "matter") and _none_there(parse, token):
        return "none"
    if token.lower == "comment" and _says_no_comment(parse, token):
        return "declined"
    if token.pos in ("VERB", "AUX", "ADJ", "NOUN") or token.lower in words("unanswered", "returned"):
        response = _silence(parse, token, lemma) or _refusal(parse, token, lemma) or absence_of(parse, cast, token, lemma)
        if response is not None:
            return response
    if gave(parse, cast, token):
        return "given"
    if token.pos == "VERB" and lemma not in ("have", "be", "do") and is_negated(parse, token) and _sought_of(parse, token):
        return "none"
    garbled = garbled_no(parse, token)
    return "none" if garbled and any(item.tag == "NNS" and is_matter(parse, item) for item in parse.children(token, "dobj")) else None


def _silence(parse: Parse, token: Token, lemma: str) -> Response | None:
    """No answer."""
    verb = token.pos == "VERB"
    if token.lower in words("returned"):
        verb_above = next((word for word in parse.ancestors(token) if word.pos == "VERB"), token)
        return "unreachable" if matter_subject(parse, verb_above) else None
    if token.lower in words("unanswered") or (verb and lemma in words("unanswered")):
        return "none" if (matter_subject(parse, token)) or (lemma == "ring" and matter_subject(parse, parse.head(token))) else None
    if verb and lemma in words("answer") and is_negated(parse, token) and _asked_for(parse, token):
        modal = lemma == "comment" or any(aux.tag == "MD" for aux in parse.children(token, "aux"))
        return "declined" if modal and not _may_come(parse, token) else "none"
    if (
        verb
        and lemma in ("answer", "pick")
        and is_negated(parse, token)
        and any(item.lemma in words("line") for item in parse.children(token, "dobj"))
    ):
        return "none"
    if verb and lemma in ("contact", "approach", "ask") and _awaits(parse, token):
        return "none"
    if (
        lemma == "pick"
        and is_negated(parse, token)
        and any(child.lower == "up" for child in parse.children(token))
        and not parse.children(token, "dobj")
    ):
        return "none"
    if verb and lemma in words("ignore") and matters_of(parse, token):
        return "none"
    if verb and lemma in words("get") and _emptied(parse, token):
        return "none"
    if lemma == "do" and token.pos in ("VERB", "AUX") and is_negated(parse, token) and any(child.lower == "so" for child in parse.children(token)):
        return "none" if phrases("context").search(parse.text, token.start, min(parse.sentence(token).end, token.start + LONGEST)) else None
    return None


def _refusal(parse: Parse, token: Token, lemma: str) -> Response | None:
    """A refusal."""
    verb = token.pos == "VERB"
    if verb and lemma in words("hang") and any(child.lower in ("up", "down") for child in parse.children(token, "prt", "advmod")):
        if lemma == "put" and not any(item.lemma in words("line") for item in parse.children(token, "dobj")):
            return None
        others = [noun for to in parse.children(token, "prep") if to.lower == "on" for noun in parse.children(to, "pobj") if not is_outlet(noun)]
        if others or _has_told(parse, token):
            return None
        return "declined" if all(item.lemma in words("line") for item in parse.children(token, "dobj")) else None
    if verb and lemma in words("leave") and _leaves(parse, token):
        return "declined" if _sought_out(parse, token) and not _has_told(parse, token) else None
    if token.pos in ("VERB", "AUX") and lemma in words("offer") and _no_comment(parse, token):
        return "none" if is_negated(parse, token) and _may_come(parse, token) else "declined"
    if verb and lemma in words("decline") and not is_negated(parse, token) and _declines(parse, token):
        return "declined"
    if lemma in words("agree") and is_negated(parse, token) and any(_about_press(parse, child) for child in parse.children(token, "xcomp")):
        return "declined"
    if lemma in words("unwilling") and any(_about_press(parse, child) for child in parse.children(token, "xcomp")):
        return "declined"
    if verb and lemma in words("talk") and token.dep != "xcomp" and is_negated(parse, token):
        return "declined" if any(aux.tag == "MD" for aux in parse.children(token, "aux")) and _about_press(parse, token) else None
    return None


def _awaits(parse: Parse, verb: Token) -> bool:
    """ "X has been contacted for comment": no answer is told of."""
    if not any(noun.lower == "comment" for to in parse.children(verb, "prep") if to.lower == "for" for noun in parse.children(to, "pobj")):
        return False
    askers = parse.children(verb, "nsubj")
    finite = verb.dep in ("ROOT", "conj") and not is_negated(parse, verb)
    return finite and (bool(parse.children(verb, "nsubjpass") and parse.children(verb, "auxpass")) or any(is_outlet(asker) for asker in askers))


def _may_come(parse: Parse, verb: Token) -> bool:
    """Whether the answer is only missing ("did not comment", "has yet to comment"), not refused ("would not comment")."""
    head = parse.head(verb)
    helpers = [*parse.children(verb, "aux"), head, *parse.children(head, "advmod")] if verb.dep == "xcomp" else parse.children(verb, "aux")
    return any(word.lower in ("did", "has", "have", "had", "yet", "failed") for word in helpers)


def _has_told(parse: Parse, verb: Token) -> bool:
    """Whether an answer came before the party hung up or left: "said that she had never met him, and hung up", not "said he was busy"."""
    before = parse.head(verb)
    speech = parse.head(before) if before.dep == "ccomp" else before  # the parser may join it to what she said
    if verb.dep != "conj" or speech.lemma not in words("speech"):
        return False
    told = [clause for clause in parse.children(speech, "ccomp") if speech.i < clause.i < verb.i and clause.pos in ("VERB", "AUX")]
    return any(not words("brush_off") & {word.lemma.lower() for word in under(parse, clause)} for clause in told)


def _leaves(parse: Parse, verb: Token) -> bool:
    """ "shut the door", "walked away", "drove off" """
    away = any(child.lower in ("away", "off", "past") for child in parse.children(verb, "prt", "advmod", "prep"))
    return away or any(item.lemma == "door" for item in parse.children(verb, "dobj"))


def _none_there(parse: Parse, noun: Token) -> bool:
    """ "There was no (immediate) comment from X", "No reply came from X" """
    if not any(child.lower == "no" for child in parse.children(noun, "det")):
        return False
    if noun.dep != "attr" or not parse.children(parse.head(noun), "expl"):
        verb = parse.head(noun)
        there = verb.lemma in ("come", "receive", "arrive", "provide", "give") or any(
            word.lower == "available" for word in parse.children(verb, "acomp")
        )
        if noun.dep not in ("nsubj", "nsubjpass") or not there:
            return False
    asked = any(is_matter(parse, item) for to in parse.children(noun, "prep") if to.lower == "to" for item in parse.children(to, "pobj"))
    leads = [to for word in (noun, parse.head(noun), *parse.children(parse.head(noun), "acomp")) for to in parse.children(word, "prep")]
    at = [item for to in leads if to.lower == "at" for item in parse.children(to, "pobj")]
    called = any(item.lemma in words("line") for item in at) or is_pressed(parse, noun)
    if not asked and not called and not any(to.lower == "from" for to in leads):
        return False
    if is_foreign(parse, noun) and not any(to.lower == "from" for to in parse.children(noun, "prep")):
        return False
    immediate = any(child.lower in ("immediate", "official") for child in parse.children(noun, "amod"))
    return noun.lemma == "comment" or asked or immediate or called


def _says_no_comment(parse: Parse, noun: Token) -> bool:
    """ "No comment," said X."""
    if not any(child.lower == "no" for child in parse.children(noun, "det", "neg", "intj")):
        return False
    head = parse.head(noun)
    end = parse.tokens[min(noun.i + 1, len(parse.tokens) - 1)]
    if noun.i > 1 and parse.tokens[noun.i - 2].tag in ("``", "''"):
        return True
    return noun.dep in ("dobj", "ccomp", "npadvmod", "parataxis", "dep", "intj", "prep") and (
        head.lemma in words("speech") or end.lower in (",", ".", "”")
    )


def _sought_of(parse: Parse, verb: Token) -> bool:
    """Whether the object of any verb, known or garbled, is a request for comment."""
    purposes = re.compile(r"\b(?:for|seeking) (?:a )?(?:comment|interview|an interview)\b")
    return any(purposes.search(parse.words(parse.phrase(item))) for item in matters_of(parse, verb)) and verb.lemma not in ("receive", "get")


def _asked_for(parse: Parse, verb: Token) -> bool:
    """Whether the verb's object is a request, or it has none and the words speak of comment otherwise."""
    if _on_occasion(parse, verb):
        return False
    if any(item.lower not in ("them", "it") for item in things(parse, verb)):
        asked = bool(matters_of(parse, verb)) or (verb.lemma != "acknowledge" and any(is_outlet(item) for item in things(parse, verb)))
        return asked and not _is_questioned(parse, verb)
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
    if phrases("channel").search(printed) or phrases("context").search(printed):
        return True
    return (
        is_pressed(parse, verb)
        or _sought_out(parse, verb)
        or _asked_before(parse, verb)
        or any(word.lower == "comment" for word in near(parse, verb))
    )


def _asked_before(parse: Parse, verb: Token) -> bool:
    """Whether the words before tell of questions sent: "A list of questions was sent to X; he has not answered"."""
    subject = subject_of(parse, verb)
    asked = parse.head(verb)
    if asked.lemma == "ask" and asked.tag == "VBD" and verb.dep == "ccomp" and is_participle(parse, asked):
        return not parse.children(asked, "agent")
    if subject is not None and any(child.lemma == "ask" and not parse.children(child, "agent") for child in parse.children(subject, "acl")):
        return True
    sent = [token for token in near(parse, verb) if token.i < verb.i and token.dep in ("nsubjpass", "dobj", "pobj") and is_matter(parse, token)]
    for token in sent:
        lead = parse.head(parse.head(token)) if token.dep == "pobj" else token
        if token.dep == "pobj" and (parse.head(token).lower != "of" or lead.pos == "VERB"):
            continue
        sending = parse.head(lead)
        if sending.lemma in words("receive") and token.lemma in ("question", "inquiry", "enquiry", "query"):
            return True
        if sending.lemma in words("asked", "receive") and all(_may_send(item, subject) for item in parse.children(sending, "nsubj")):
            return True
    before = sentence_before(parse, verb)
    if before is None:
        return False
    return tells_of_asking(parse, before) or phrases("context").search(parse.text, before.start, min(before.end, before.start + LONGEST)) is not None


def _may_send(sender: Token, subject: Token | None) -> bool:
    """Whether who sent the questions is a newsroom, or who got them is the party itself."""
    return is_outlet(sender) or (subject is not None and sender.i == subject.i)


def _on_occasion(parse: Parse, verb: Token) -> bool:
    """ "did not comment on it in her speech" """
    for child in parse.children(verb, "prep"):
        for noun in parse.children(child, "pobj"):
            inner = [item for to in parse.children(noun, "prep") if to.lower in ("in", "at", "during") for item in parse.children(to, "pobj")]
            if any(item.lemma in words("occasion") for item in ((noun, *inner) if child.lower in ("in", "at", "during") else inner)):
                return True
    return False


def _is_questioned(parse: Parse, verb: Token) -> bool:
    """Whether the party is one whom others question: a suspect, a witness, a pilot."""
    head = parse.head(verb) if verb.dep == "xcomp" else verb
    named = [subject for clause in (verb, head) for subject in parse.children(clause, "nsubj")]
    of = [noun for subject in named for to in parse.children(subject, "prep") if to.lower == "of" for noun in parse.children(to, "pobj")]
    return any(noun.lower in words("questioned") or noun.lemma in words("questioned") for noun in (*named, *of)) and not is_pressed(parse, verb)


def _emptied(parse: Parse, verb: Token) -> bool:
    """ "received no reply", "did not get an answer", "has not heard back" """
    if verb.lemma == "hear":
        return is_negated(parse, verb) and any(child.lower == "back" for child in parse.children(verb))
    subject = subject_of(parse, verb)
    asker = subject is not None and (is_outlet(subject) or matter_subject(parse, verb) is not None)
    for item in (*parse.children(verb, "dobj"), *(noun for by in parse.children(verb, "prep") for noun in parse.children(by, "pobj"))):
        none = is_negated(parse, verb) or any(child.lower in NOBODY for child in parse.children(item, "det", "neg"))
        if item.lemma == "silence" and verb.lemma == "meet":
            return matter_subject(parse, verb) is not None
        if none and item.lemma in ("reply", "response", "answer", "comment", "acknowledgement"):
            leads = (*parse.children(item, "prep"), *parse.children(verb, "prep", "dative"))
            return asker or any(is_matter(parse, noun) for to in leads for noun in parse.children(to, "pobj"))
    return False


def _no_comment(parse: Parse, verb: Token) -> bool:
    for item in parse.children(verb, "dobj"):
        if item.lemma in ("answer", "reply", "response") and is_negated(parse, verb) and (is_pressed(parse, verb) or _asked_before(parse, verb)):
            return True
        if item.lower == "nothing" and any(child.lemma in ("say", "add") for child in parse.children(item, "relcl", "acl")):
            return is_pressed(parse, verb)
        none = any(child.lower == "no" for child in parse.children(item, "det", "neg"))
        if item.lemma == "interview" and verb.lemma in ("give", "grant") and is_negated(parse, verb):
            return True
        if item.lemma == "comment" and not _on_occasion(parse, verb) and (none or (verb.lemma != "have" and is_negated(parse, verb))):
            return True
        if none and item.lemma in ("reply", "response", "answer"):
            leads = (*parse.children(item, "prep"), *parse.children(verb, "prep", "dative"))
            return any(is_matter(parse, noun) for to in leads for noun in parse.children(to, "pobj"))
    return False


def _declines(parse: Parse, verb: Token) -> bool:
    if verb.lemma == "turn" and not any(child.lower == "down" for child in parse.children(verb)):
        return False
    if any(_about_press(parse, child) for child in parse.children(verb, "xcomp")):
        return not _on_occasion(parse, verb)
    matter = next(iter(parse.children(verb, "nsubjpass")), None)
    if matter is not None:
        return is_matter(parse, matter) and is_for_comment(parse, matter)
    nouns = [noun for noun in parse.children(verb, "dobj", "pobj") if noun.i > verb.i]
    nouns += [noun for to in parse.children(verb, "prep") if to.lower == "to" for noun in parse.children(to, "pobj")]  # "to comment" read as a noun
    for noun in nouns:
        if noun.lemma in ("comment", "interview") and verb.lemma != "reject":
            return True
        if is_matter(parse, noun) and is_for_comment(parse, noun):
            return True
    return False


def _about_press(parse: Parse, verb: Token) -> bool:
    """Whether what is declined is to comment, to be interviewed, to answer questions, to talk to an outlet or, asked by one, to say anything."""
    if verb.lemma == "comment":
        return not _on_occasion(parse, verb)
    if verb.lemma in words("answer"):
        if not things(parse, verb) and not parse.children(verb, "prep"):
            return _sought_out(parse, verb)
        return bool(matters_of(parse, verb)) and not _is_questioned(parse, verb) and not _on_occasion(parse, verb)
    if verb.lemma == "interview" and parse.children(verb, "auxpass"):
        return True
    if verb.lemma in ("give", "make", "provide", "offer", "grant", "issue"):
        if any(noun.lemma in ("comment", "interview", "statement", "reply", "response") for noun in parse.children(verb, "dobj")):
            return True
    elif verb.lemma not in words("talk"):
        return False
    heard = (noun for to in near(parse, verb) if to.i > verb.i and to.lower in ("to", "with", "from") for noun in parse.children(to, "pobj"))
    return any(is_outlet(noun) for noun in heard) or (verb.lemma in words("talk") and _sought_out(parse, verb))


def _sought_out(parse: Parse, verb: Token) -> bool:
    """Whether somebody came asking, by the words of the sentence: "when a reporter called", "through a spokesman", "visited at his home"."""
    tokens = near(parse, verb)
    if phrases("context").search(parse.text, tokens[0].start, tokens[-1].end):
        return True
    for token in tokens:
        asking = parse.head(parse.head(token) if parse.head(token).lower == "by" else token)
        if is_outlet(token) and asking.lemma in words("asked"):
            return True
        if token.i != verb.i and _is_sought(parse, token):
            return True
        if token.lemma in ("pick", "answer") and token.i < verb.i and any(item.lemma in words("line") for item in parse.children(token, "dobj")):
            return True
        if token.lower in ("via", "through") and any(noun.lemma in ("spokesman", "spokeswoman", "lawyer") for noun in parse.children(token, "pobj")):
            return True
    return False


def _is_sought(parse: Parse, token: Token) -> bool:
    """A participle of seeking out, whatever the parser made of it: "when approached", "X, visited at his home, …"."""
    if token.lemma not in words("sought_out") or token.lemma == "ask" or parse.children(token, "dobj", "auxpass", "neg"):
        return False
    agents = [noun for by in parse.children(token, "agent") for noun in parse.children(by, "pobj")]
    if any(not is_outlet(agent) and not phrases("phone").fullmatch(agent.text) and agent.ent != "ORG" for agent in agents):
        return False
    return token.dep in ("advcl", "acl", "ROOT", "conj") and is_participle(parse, token)
