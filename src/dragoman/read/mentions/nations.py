"""States that the lexicon does not know (new, old, invented): a name that the report uses as a state's, with its demonym, its foreign ministry or a
government's deeds."""

from dragoman.lexicon import gazetteer
from dragoman.lexicon import names as lexicon
from dragoman.model.actor import ActorKind
from dragoman.model.parse import Parse, Token

from .metonymy import is_place, settings
from .stretch import Stretch

GOVERNING = frozenset({"GOV", "MIL", "LEG"})  # the sectors of what a state has: its ministry, its army, its parliament, its president
REACH = 3  # words from a state's name or demonym to what it has: "Belmora's deputy foreign minister"


def find_nations(parse: Parse, names: list[Stretch]) -> dict[str, str]:
    """Name → itself, and demonym → name, of each unknown state: the report prints both, and one of them owns a government, an army, an office."""
    tokens = parse.tokens
    by_form: dict[str, list[Token]] = {}
    for token in tokens:
        if token.text[0].isupper() and len(token.text) > 3 and token.text.isalpha():
            by_form.setdefault(token.text, []).append(token)
    persons = {word for name in names if name.kind == "person" and name.last - name.first > 1 for word in _words(parse, name)}
    places = {_words(parse, name)[0] for name in names if name.kind in ("place", "organization")} - persons
    demonyms = {form for word in by_form for form in lexicon.regular_demonyms(word)}
    found: dict[str, str] = {}
    for name in sorted({tokens[name.first].text for name in names if name.last - name.first == 1} & by_form.keys()):
        if name in persons or lexicon.known(name) or not name.isalpha():
            continue
        forms = [form for form in lexicon.regular_demonyms(name) if form in by_form and not lexicon.known(form)]
        is_state = name in places and (any(_has_ministry(parse, token) for token in by_form[name]) or _acts(parse, by_form[name]))
        is_state = is_state or (name in places - demonyms and any(_governs(parse, token) for token in by_form[name]))
        is_state = is_state or (
            bool(forms) and name not in demonyms and not gazetteer.lookup(name) and any(_stands(parse, token) for token in by_form[name])
        )
        if is_state or (forms and any(_governs(parse, token) for form in (name, *forms) for token in by_form[form])):
            found[name] = name
            found.update(dict.fromkeys(forms, name))
    for token in parse.tokens:  # "Qasira and Nuwayra closed their border": who stands beside a state
        beside = parse.head(token).text if token.dep == "conj" else ""
        lone = token.text in by_form and token.text not in persons and token.tag == "NNP" and not parse.children(token, "compound", "appos")
        if lone and found.get(beside) == beside and not lexicon.known(token.text) and token.i + 1 < len(parse.tokens):
            found.setdefault(token.text, token.text)
    return found


def name_nations(parse: Parse, names: list[Stretch], nations: dict[str, str]) -> list[Stretch]:
    """The names with these states in them: every mention of a state's name is one, its demonyms name nobody, or its people."""
    if not nations:
        return names
    tokens = parse.tokens
    kept: list[Stretch] = []
    for name in names:
        first = name.first
        if tokens[first].text in nations and name.last - first > 1 and tokens[first + 1].tag == "POS":
            first += 2  # "Belmora's foreign ministry" names Belmora only
        if (name.last - first > 1 or tokens[name.first].text not in nations) and any(token.text[0].isupper() for token in tokens[first : name.last]):
            kept.append(Stretch(first, name.last, name.kind, name.sure))
    taken = bytearray(len(tokens))
    for name in kept:
        taken[name.first : name.last] = b"\1" * (name.last - name.first)
    for token in tokens:
        state = nations.get(token.text)
        if state is None or taken[token.i]:
            continue
        people = token.text != state
        if not people or token.tag in ("NNPS", "NNS"):
            kind: ActorKind = "group" if people else "state"
            kept.append(Stretch(token.i, token.i + 1, kind, True))
    return sorted(kept, key=lambda name: name.first)


def _words(parse: Parse, name: Stretch) -> list[str]:
    return [token.text for token in parse.tokens[name.first : name.last]]


def _governs(parse: Parse, token: Token) -> bool:
    """True before what only a state has ("Belmora's foreign ministry", "the Belmoran army"), and after "neighbouring"."""
    tokens = parse.tokens
    if token.i and tokens[token.i - 1].lower in ("neighbouring", "neighboring"):
        return True
    after = [
        follower.lower for follower in tokens[token.i + 1 : token.i + 2 + REACH] if follower.sentence == token.sentence and follower.tag != "POS"
    ]
    if after and after[0] in settings("state_noun"):
        return True
    for size in range(1, min(REACH, len(after)) + 1):
        title, body = lexicon.person_noun(after[:size]), lexicon.body_noun(after[:size])
        if (title and title.state) or (body and body.sector in GOVERNING and body.nouns):
            return True
    return False


def _has_ministry(parse: Parse, token: Token) -> bool:
    """True before or after what no person and no province has: "Halmar's foreign minister", "the foreign ministry of Halmar"."""
    lower = [one.lower for one in parse.tokens[max(0, token.i - 3) : token.i + 4]]
    at = min(3, token.i)
    before, after = lower[:at], [word for word in lower[at + 1 :] if word not in ("'s", "’s")]
    return " ".join(after[:2]) in settings("state_office") or (before[-1:] == ["of"] and " ".join(before[:2]) in settings("state_office"))


def _stands(parse: Parse, token: Token) -> bool:
    """Whether the word stands as a land's name does: as subject or owner, or after a preposition, by itself."""
    return token.tag == "NNP" and token.dep in ("nsubj", "nsubjpass", "poss", "pobj", "conj", "dobj") and not parse.children(token, "compound")


def _acts(parse: Parse, tokens: list[Token]) -> bool:
    """True of a name that the parser takes for a land, no gazetteer knows, and that does what governments do ("Belmora accused")."""
    deeds = settings("state_deed")
    labels = {token.ent for token in tokens}
    acted = any(token.dep == "nsubj" and parse.head(token).lemma in deeds for token in tokens)
    return acted and "GPE" in labels and "PERSON" not in labels and not gazetteer.lookup(tokens[0].text)


def settle_state(parse: Parse, name: Stretch, nations: dict[str, str]) -> None:
    """State or place: a country where things happen and a capital in which people meet are places, unless they act."""
    if name.kind not in ("state", "place", "group"):
        return
    tokens = parse.tokens
    known = lexicon.known(" ".join(token.text for token in tokens[name.first : name.last]).replace(" - ", "-"))
    if name.last - name.first == 1 and name.kind == "state" and tokens[name.first].text in nations:
        name.kind = "place" if is_place(parse, tokens[name.first], capital=False) else "state"
    if known is None or known.sense not in ("state", "capital", "seat"):
        return
    if known.sense == "seat":
        name.kind = "state"
    elif name.last - name.first == 1 and lexicon.match([tokens[name.first].text], 0) is None:
        name.kind = "state"  # a possessive that lost its apostrophe owns something
    else:
        name.kind = "place" if is_place(parse, tokens[name.last - 1], capital=known.sense == "capital") else "state"
