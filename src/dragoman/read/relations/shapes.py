"""The pairs that the words of a tie join, by the shape in which they do (see `ties.yaml`)."""

from collections.abc import Iterator
from itertools import combinations

from dragoman.lexicon import names as lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .party import Parties, Party
from .ties import Tie

Pair = tuple[Party | None, Party | None, Span]
CLIMB = 4  # governors followed for a subject or a mood: "is said to be believed to back" has three
TOGETHER = 6  # coordinated parties of one meeting or clash: longer lists are rosters, and pairs grow with the square
OWNING = ("of", "to")
TURNED = ("of", "from", "for", "into")  # after these, what is done is the object's: accused of, kept from, blamed for, talked into
NEIGHBOURING = frozenset({"neighbouring", "neighboring", "bordering"})


def pairs(parties: Parties, tie: Tie, token: Token) -> Iterator[Pair]:
    """(X, Y, cue) for each pair that the tie's shape finds around the token."""
    parse = parties.parse
    match tie.shape:
        case "compound":
            yield from _compound(parties, token)
        case "prefix":
            yield from _prefix(parties, token)
        case "passive":
            yield from _passive(parties, token)
        case "verb" if token.pos == "VERB":
            for subject in subjects(parse, token):
                for found in parse.children(token, "dobj"):
                    for thing in parse.conjuncts(found):
                        yield parties.at(subject), parties.at(thing), Span(token.start, token.end)
        case "with" if token.pos == "VERB":
            yield from _with(parties, tie, token)
        case "adjective" if token.pos in ("ADJ", "VERB"):
            yield from _adjective(parties, tie, token)
        case "noun" | "title" if token.pos in ("NOUN", "PROPN"):
            yield from _noun(parties, tie, token)
        case "against" if token.pos == "NOUN":
            yield from _against(parties, tie, token)
        case "between" if token.pos == "NOUN":
            for preposition in parse.children(token, "prep"):
                if preposition.lower in tie.prepositions:
                    for inner in parse.children(preposition, "pobj"):
                        yield from _each_other(parties, parse.conjuncts(inner), token)
        case "together" if token.pos == "VERB" and not parse.children(token, "dobj", "nsubjpass", "ccomp"):
            yield from _each_other(parties, list(subjects(parse, token)), token)
        case "place" if token.dep == "prep":
            yield from _place(parties, token)
        case "named" if token.pos == "VERB":
            yield from _named(parties, token)
        case _:
            pass


def subjects(parse: Parse, verb: Token) -> Iterator[Token]:
    """The verb's subjects, a verb's without its own from its governor or the noun that it describes, a relative pronoun's antecedent."""
    found: list[Token] = []
    for _ in range(CLIMB):
        found = parse.children(verb, "nsubj")
        if found:
            break
        head = parse.head(verb)
        if verb.dep == "acl" and verb.tag in ("VBG", "VB"):  # "fighters guarding the port", "Chile's effort to hold the port"
            found = [head] if verb.tag == "VBG" else parse.children(head, "poss")
            break
        turned = head.lower in TURNED and verb.dep == "pcomp"  # "accused Chile of arming them": Chile arms
        if head.pos == "ADP" and head.dep == "prep":  # "after meeting them, he left"
            head = parse.head(head)
        elif verb.dep not in ("conj", "xcomp", "acomp") and not (verb.dep == "advcl" and verb.tag in ("VBG", "VB")):
            break
        objects = [thing for thing in parse.children(head, "dobj") if _can_act(thing)] if verb.dep == "xcomp" or turned else []
        if turned and head.dep == "relcl" and not (objects or parse.children(head, "nsubj")):  # "Chile, which they accuse of arming them", misread
            objects = [parse.head(head)]
        if objects:  # "Chile urged the rebels to leave": the rebels leave
            found = objects
            break
        verb = head
    for subject in found:
        yield from parse.conjuncts(_antecedent(parse, subject))


def _can_act(token: Token) -> bool:
    return token.pos in ("PROPN", "PRON") or lexicon.person_noun([token.lemma]) is not None or lexicon.body_noun([token.lemma]) is not None


def _antecedent(parse: Parse, token: Token) -> Token:
    if token.tag in ("WP", "WDT"):
        verb = parse.head(token)
        if verb.dep == "relcl":
            return parse.head(verb)
    return token


def _each_other(parties: Parties, tokens: list[Token], cue: Token) -> Iterator[Pair]:
    for one, other in combinations(tokens[:TOGETHER], 2):
        yield parties.at(one), parties.at(other), Span(cue.start, cue.end)


def _compound(parties: Parties, token: Token) -> Iterator[Pair]:
    tokens = parties.parse.tokens
    if token.i < 2 or tokens[token.i - 1].text != "-":
        return
    noun = parties.parse.head(token)
    if noun.i > token.i:
        yield parties.at(tokens[token.i - 2]), parties.at(noun), Span(token.start, token.end)


def _prefix(parties: Parties, token: Token) -> Iterator[Pair]:
    tokens = parties.parse.tokens
    if token.i + 2 >= len(tokens) or tokens[token.i + 1].text != "-":
        return
    side = tokens[token.i + 2]
    for noun in parties.parse.ancestors(side):
        if noun.pos in ("NOUN", "PROPN") and noun.i > side.i:
            yield parties.at(noun), parties.at(side), Span(token.start, token.end)
            return
        if noun.i - side.i > CLIMB:
            return


def _passive(parties: Parties, token: Token) -> Iterator[Pair]:
    parse = parties.parse
    if token.tag not in ("VBN", "VBD"):
        return
    agents = [
        inner for by in parse.children(token, "agent", "prep") if by.lower == "by" for inner in (*parse.children(by, "pobj"), *_beside(parse, by))
    ]
    if not agents:
        return
    patients = parse.children(token, "nsubjpass") or ([parse.head(token)] if token.dep in ("acl", "relcl") else [])
    if token.dep == "conj" and not patients and parse.children(token, "auxpass"):  # "a militia that holds the marsh and is backed by Chad"
        patients = list(subjects(parse, token))
    for agent in agents:
        for source in parse.conjuncts(agent):
            for patient in patients:
                for target in parse.conjuncts(_antecedent(parse, patient)):
                    yield parties.at(source), parties.at(target), Span(token.start, token.end)


def _beside(parse: Parse, by: Token) -> list[Token]:
    """The state of "armed by neighbouring Karsia", where the parser takes the adjective for a verb with an object."""
    verbs = [verb for verb in parse.children(by, "pcomp") if verb.lower in NEIGHBOURING and verb.i == by.i + 1]
    return [thing for verb in verbs for thing in parse.children(verb, "dobj") if thing.left == verb.i + 1]


def _with(parties: Parties, tie: Tie, token: Token) -> Iterator[Pair]:
    parse = parties.parse
    after = parse.children(token, "prep", "dative")
    after += [preposition for thing in parse.children(token, "dobj") for preposition in parse.children(thing, "prep") if "from" in tie.prepositions]
    for preposition in after:
        if preposition.lower not in tie.prepositions:
            continue
        for inner in parse.children(preposition, "pobj"):
            for thing in parse.conjuncts(inner):
                for subject in subjects(parse, token):
                    yield parties.at(subject), parties.at(thing), Span(token.start, token.end)


def _adjective(parties: Parties, tie: Tie, token: Token) -> Iterator[Pair]:
    parse = parties.parse
    for preposition in parse.children(token, "prep"):
        if preposition.lower not in tie.prepositions:
            continue
        head = parse.head(token)
        if token.dep in ("acl", "amod", "appos", "relcl"):
            bearers = [head]
        else:
            bearers = parse.children(token, "nsubjpass", "nsubj") or parse.children(head, "nsubj", "nsubjpass")
        for inner in parse.children(preposition, "pobj"):
            for thing in parse.conjuncts(inner):
                for bearer in bearers:
                    yield parties.at(_antecedent(parse, bearer)), parties.at(thing), Span(token.start, preposition.end)


def _noun(parties: Parties, tie: Tie, token: Token) -> Iterator[Pair]:
    parse = parties.parse
    owners: list[Token] = []
    if tie.shape == "noun":
        # "the army and its allies": the pronoun is the army
        owners += [parse.head(token) if child.tag == "PRP$" and token.dep == "conj" else child for child in parse.children(token, "poss")]
        owners = owners or [child for child in parse.children(token, "compound", "nmod") if child.ent in ("ORG", "GPE", "PERSON", "NORP")]
    prepositions = tie.prepositions or OWNING
    owners += [inner for of in parse.children(token, "prep") if of.lower in prepositions for inner in parse.children(of, "pobj")]
    if tie.type in ("leads", "member_of") and any(child.lower in lexicon.statuses() for child in parse.children(token, "amod")):
        return  # a former leader leads no more
    bearer = _bearer(parties, token) if owners else None
    for owner in owners:
        for one in [owner] if owner.dep in ("compound", "nmod") else parse.conjuncts(owner):
            yield bearer, parties.at(one), Span(token.start, token.end)


def _bearer(parties: Parties, token: Token) -> Party | None:
    """Whom the noun is said of: the head of its apposition, the subject of its copula, the name that follows; else its own phrase."""
    parse = parties.parse
    head = parse.head(token)
    found: Party | None = None
    if token.dep == "appos":
        found = parties.at(head)
    elif token.dep == "attr":
        for subject in parse.children(head, "nsubj"):
            found = parties.at(_antecedent(parse, subject))
            break
    if found is not None and found.kind == "person" and lexicon.person_noun([token.lemma]) is None:
        return _left_of_comma(parties, token)  # "head of the Watch, an arm of the guard": the arm is no person
    if found is not None:
        several = found.plural or found.kind != "person" or len(parse.conjuncts(head)) > 1
        one = token.tag in ("NN", "NNP")
        return found if (not one and several) or (one and not found.plural) else parties.at(token)  # "X, the leaders of" is a misparse
    found = parties.at(token)
    if found is None and token.i + 1 < len(parse.tokens) and token.dep in ("compound", "nmod", "appos"):
        following = parties.cast.mention_at(parse.tokens[token.i + 1].start)  # "Danton's rival Robespierre": a title before a name
        found = parties.of(following) if following is not None and following.kind == "person" else None
    return found


def _left_of_comma(parties: Parties, token: Token) -> Party | None:
    """The body or group named right before the apposition that the token heads."""
    tokens = parties.parse.tokens
    at = token.left - 2
    if at < 0 or tokens[at + 1].text != "," or tokens[at].sentence != token.sentence:
        return None
    found = parties.at(tokens[at])
    return found if found is not None and found.kind != "person" else None


def _against(parties: Parties, tie: Tie, token: Token) -> Iterator[Pair]:
    parse = parties.parse
    sides: list[Token] = []
    for preposition in parse.children(token, "prep"):
        if preposition.lower not in tie.prepositions:
            continue
        sides = sides or _sides(parse, tie, token)
        for inner in parse.children(preposition, "pobj"):
            for thing in parse.conjuncts(inner):
                for side in sides:
                    yield parties.at(side), parties.at(thing), Span(token.start, token.end)


def _sides(parse: Parse, tie: Tie, token: Token) -> list[Token]:
    """Whose war, meeting or support it is: the noun's owners and agents, else the subject of a verb of doing that it hangs on."""
    sides = parse.children(token, "poss", "amod", "compound", "nmod")
    sides += [inner for by in parse.children(token, "prep") if by.lower in ("by", "of") for inner in parse.children(by, "pobj")]
    head = parse.head(token)
    if token.dep == "pobj" and head.dep == "prep":
        head = parse.head(head)
        if head.pos == "VERB" and (
            tie.type == "in_contact_with" or head.lemma in tie.doing
        ):  # who says it in a meeting was there; who dies in a raid did not lead it
            sides += list(subjects(parse, head))
    elif token.dep == "dobj" and head.lemma in tie.doing:
        sides += list(subjects(parse, head))
    return sides


def _place(parties: Parties, token: Token) -> Iterator[Pair]:
    """Who or what is in the place: the noun that "in" hangs on, or the verb's object, else its subject."""
    parse = parties.parse
    head = parse.head(token)
    who: list[Token] = []
    if head.pos in ("NOUN", "PROPN"):
        who = [head]
        if head.dep == "attr":  # "the dam is a barrage on the Nile"
            who = [_antecedent(parse, subject) for subject in parse.children(parse.head(head), "nsubj")] or who
        elif parties.at(head) is None:  # "the army's campaign in Chad"
            who = parse.children(head, "poss")
    elif head.pos in ("VERB", "AUX"):
        objects = [thing for found in parse.children(head, "dobj", "nsubjpass") for thing in parse.conjuncts(_antecedent(parse, found))]
        placed = [thing for thing in objects if (party := parties.at(thing)) and not party.place and party.kind != "state"]
        who = placed or list(subjects(parse, head))
    for inner in parse.children(token, "pobj"):
        for thing in parse.conjuncts(inner):
            for one in who:
                yield parties.at(one), parties.at(thing), Span(token.start, token.end)


def _named(parties: Parties, token: Token) -> Iterator[Pair]:
    """What a thing is called: "the militia known as X"."""
    parse = parties.parse
    head = parse.head(token)
    names = parse.children(token, "oprd", "dobj")
    names += [inner for as_ in parse.children(token, "prep") if as_.lower == "as" for inner in parse.children(as_, "pobj")]
    bearers = [head] if token.dep in ("acl", "relcl", "appos") else [*parse.children(token, "nsubjpass")]
    for bearer in bearers:
        for name in names:
            yield parties.at(_antecedent(parse, bearer)), parties.at(name), Span(token.start, token.end)
