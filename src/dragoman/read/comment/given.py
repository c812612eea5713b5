"""Whether an answer came: "reached by phone, X said", "in a faxed reply, X said", "responded to a request for comment with a link"."""

import re

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .matter import is_for_comment, is_foreign, is_matter, is_outlet, is_participle, is_pressed, matters_of
from .negation import is_negated
from .words import clause_of, phrases, under, words

SENT = frozenset({"emailed", "e-mailed", "written", "faxed", "texted", "mailed", "email", "e-mail", "text"})


def gave(parse: Parse, cast: Cast, token: Token) -> bool:
    """Whether the word and its clause tell of an answer to a newsroom."""
    lemma = token.lemma.lower()
    if lemma in words("asked") and token.tag in ("VBN", "VBD") and _when_asked(parse, cast, token):
        return True
    if token.pos != "VERB" or is_negated(parse, token) or _to_another(parse, token):
        return False
    if lemma in words("speech", "gives") and any(_leads(parse, child) for child in parse.children(token, "prep")):
        return True
    if lemma in words("speech") and any(_asks_him(parse, child) for child in parse.children(token, "advcl")):
        return True
    if lemma in ("respond", "reply", "answer"):
        if token.tag == "VBG" and token.dep in ("advcl", "acl"):
            return bool(matters_of(parse, token))  # "Responding to questions, the club said …"
        matters = matters_of(parse, token)
        strong = any(_is_strong(parse, matter) for matter in matters) or (bool(matters) and _spokesman(parse, cast, token))
        return strong and not _refused(parse, token)
    return False


def _to_another(parse: Parse, verb: Token) -> bool:
    """ "told the king by phone", "wrote to the bank by e-mail" """
    told = [noun for to in parse.children(verb, "prep", "dative") if to.lower == "to" for noun in (to, *parse.children(to, "pobj"))]
    told += parse.children(verb, "dobj") if verb.lemma == "tell" else []
    return any(noun.pos in ("NOUN", "PRON") and not is_outlet(noun) and not is_matter(parse, noun) for noun in told)


def _asks_him(parse: Parse, verb: Token) -> bool:
    """ "when the newspaper asked him about it": not another, and at no speech or hearing"""
    askers = parse.children(verb, "nsubj")
    if not askers or not all(is_outlet(asker) for asker in askers) or verb.lemma not in words("sought_out") or is_negated(parse, verb):
        return False
    if not any(child.lower in ("when", "after", "as") for child in parse.children(verb, "advmod", "mark")):
        return False
    others = any(item.pos != "PRON" for item in parse.children(verb, "dobj"))
    return not others and not any(word.lemma in words("occasion") for word in under(parse, verb))


def _was_sent(parse: Parse, verb: Token) -> bool:
    """ "a spokesman, who was sent the same questions by email, said" """
    who = any(child.tag in ("WP", "WDT") for child in parse.children(verb, "nsubjpass"))
    things = parse.children(verb, "dobj")
    asked = any(is_matter(parse, item) for item in things) if things else verb.lemma in words("reach")
    return verb.dep == "relcl" and verb.tag == "VBN" and who and asked and not is_negated(parse, verb)


def _when_asked(parse: Parse, cast: Cast, verb: Token) -> bool:
    """ "When contacted, X said …", "Reached by phone, X said …", "Asked for comment, X said …", "X, contacted by phone, said …" """
    speech = parse.head(verb)
    if (
        verb.dep == "prep"
        and verb.tag == "VBN"
        and re.search(r"(?:chance|opportunity|right) (?:to|of) (?:respond|comment|reply)", parse.words(_stretch(parse, verb)))
    ):
        return speech.lemma in words("speech")  # "Given a chance to respond, X said": the parser's preposition
    if verb.tag == "VBD" and verb.dep == "ROOT" and is_participle(parse, verb):
        speech = next((item for item in parse.children(verb, "conj") if item.lemma in words("speech")), speech)
    elif (
        verb.dep in ("acl", "relcl")
        and speech.dep in ("nsubj", "appos")
        and (_was_sent(parse, verb) or not parse.children(verb, "nsubj", "nsubjpass", "dobj"))
    ):
        speech = parse.head(speech)
    elif (
        verb.dep != "advcl"
        or parse.children(verb, "nsubj", "nsubjpass")
        or (parse.children(verb, "dobj") and verb.lemma not in ("give", "offer", "send", "show"))
    ):
        return False
    if speech.lemma not in words("speech") or is_negated(parse, speech):
        return False
    if verb.i > speech.i and not any(child.lower == "when" for child in parse.children(verb)):
        return False
    printed = parse.words(clause_of(parse, verb))
    agents = [noun for by in parse.children(verb, "agent", "prep") if by.lower == "by" for noun in parse.children(by, "pobj")]
    if any(is_outlet(agent) for agent in agents):
        return True
    if verb.lemma in ("contact", "reach"):
        return all(phrases("phone").search(agent.text) or phrases("channel").search(printed) or agent.ent == "ORG" for agent in agents)
    if verb.lemma in ("approach", "visit", "telephone", "phone", "call") and not agents:
        return True
    if verb.lemma in ("present", "confront", "show", "give", "offer", "send"):
        return (is_pressed(parse, verb) or (_was_sent(parse, verb) and _spokesman(parse, cast, speech))) and not agents
    if verb.lemma == "ask" and not agents and (_spokesman(parse, cast, speech) or re.search(r"\b(?:by|via) (?:e-?mail|phone|telephone)\b", printed)):
        return True
    return re.search(r"\bfor (?:a |any )?(?:comment|response|reaction)\b|\bto comment\b", printed) is not None and not agents


def _stretch(parse: Parse, token: Token) -> Span:
    tokens = under(parse, token)
    return Span(tokens[0].start, tokens[-1].end)


def _spokesman(parse: Parse, cast: Cast, speech: Token) -> bool:
    """Whether the one who answers is a spokesman or a body, which answers by one; others may be asked by anybody."""
    named = [item for subject in parse.children(speech, "nsubj") for item in (subject, *parse.children(subject, "appos", "compound"))]
    mention = cast.mention_at(named[0].start) if named else None
    if mention is not None and mention.kind == "organization" and (named[0].pos == "NOUN" or parse.children(named[0], "det")):
        return True  # a bare name may be a person's
    return any(item.lemma.lower() in ("spokesman", "spokeswoman", "spokesperson") for item in named)


def _leads(parse: Parse, lead: Token) -> bool:
    """ "in an emailed reply", "in response to questions", "by e-mail" before or after a verb of speech."""
    for noun in parse.children(lead, "pobj"):
        if is_foreign(parse, noun):
            return False
        leads = [to for word in (noun, *parse.children(noun, "acl")) for to in parse.children(word, "prep", "dative")]
        targets = [item for to in leads if to.lower == "to" for item in parse.children(to, "pobj")]
        if targets:
            pressed = all((is_matter(parse, item) and item.lemma not in words("sought")) or is_outlet(item) for item in targets)
            return pressed and noun.lemma in words("reply") | {"message", "text", "note"}
        if noun.lemma in words("reply") and any(child.lower in SENT for child in parse.children(noun, "amod", "compound", "nmod")):
            return True
    return phrases("given").match(parse.text, lead.start) is not None


def _is_strong(parse: Parse, matter: Token) -> bool:
    """Whether the matter is a newsroom's beyond doubt: for comment, or asked by an outlet."""
    if any(child.lower in ("emailed", "e-mailed") for child in parse.children(matter, "amod")):
        return True
    return is_for_comment(parse, matter) or any(is_outlet(word) for word in under(parse, matter))


def _refused(parse: Parse, verb: Token) -> bool:
    return verb.dep == "xcomp" and parse.head(verb).lemma in words("decline")
