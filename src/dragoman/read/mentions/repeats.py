"""Words that name elsewhere in the report and were passed over: surnames, given names, acronyms."""

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import ActorKind
from dragoman.model.parse import Parse

from .stretch import DATED, Stretch, covered


def find_repeats(parse: Parse, names: list[Stretch]) -> list[Stretch]:
    """Words that name elsewhere in the report and were passed over here: surnames and acronyms, also where a possessive lost its apostrophe."""
    tokens = parse.tokens
    taken = covered(names, len(tokens))
    one: dict[str, ActorKind] = {}
    parts: set[str] = set()
    for name in names:
        text = tokens[name.last - 1].text
        if lexicon.known(text):
            continue
        if name.kind == "person" and len(text) > 3:
            one.setdefault(text, "person")
        if name.kind == "person" and name.last - name.first > 1:  # family names may stand first, and given names stand alone
            parts.update(each.text for each in tokens[name.first : name.last] if each.text.isalpha() and each.text[0].isupper())
        elif name.kind in ("organization", "group") and name.last - name.first == 1 and text.isupper() and len(text) > 2:
            one.setdefault(text, name.kind)
    found: list[Stretch] = []
    for token in tokens:
        if taken[token.i] or not token.text[0].isupper() or token.ent in DATED:
            continue
        part = token.text in parts and token.tag == "NNP" and not lexicon.known(token.text) and token.lower not in lexicon.honorifics()
        kind = "person" if part else one.get(token.text) or (one.get(token.text[:-1]) if token.text.endswith("s") else None)
        if kind and not (token.i > 0 and taken[token.i - 1] and tokens[token.i - 1].text == "-"):
            found.append(Stretch(token.i, token.i + 1, kind))
    return found
