"""Seats that parties won or hold."""

from functools import cache

import msgspec

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument, Seats

ELLIPSIS = 3  # sentences within which "won 27" still speaks of the seats named before
LARGEST_HOUSE = 3000  # seats; the largest parliament in use has just under that


class Holding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entry of seats.yaml."""

    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _holding() -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("seats", Holding) for word in entry.words)


def find_seats(parse: Parse, cast: Cast) -> tuple[Seats, ...]:
    """Each statement that a party won or holds so many seats (of so many); just after one, a bare figure won counts as seats too."""
    found = []
    told = -ELLIPSIS  # number of the last sentence that speaks of seats
    for token in parse.tokens:
        sentence = parse.sentence(token).number
        if token.lemma.lower() == "seat" and token.pos in ("NOUN", "PROPN"):
            counted = _counted(parse, token)
        elif token.pos == "NUM" and token.dep == "dobj" and sentence - told < ELLIPSIS:
            number = _number(token)
            counted = (number, None, token) if number else None
        else:
            continue
        party = _holder(parse, counted[2]) if counted else None
        if counted and party:
            told = sentence
            number, of, top = counted
            span = parse.phrase(party)
            argument = Argument(span.start, span.end, cast.actor_at(party.start))
            found.append(Seats(party=argument, seats=number, of=of, start=min(top.start, token.start), end=token.end))
    return tuple(found)


def _counted(parse: Parse, seat: Token) -> tuple[int, int | None, Token] | None:
    """Seats, of how many, and the word that stands in the clause: "73 seats", "73 of 329 seats", "73 of the 329 seats"."""
    numbers = [value for child in parse.children(seat, "nummod") if (value := _number(child)) is not None]
    number = numbers[0] if numbers else None
    outer = parse.head(seat)
    if seat.dep == "pobj" and outer.lower in ("of", "in"):
        part = _number(parse.head(outer))
        if part is not None:
            return part, number, parse.head(outer)
    if number is None:
        return None
    of = None
    for prep in parse.children(seat, "prep"):
        for inner in parse.children(prep, "pobj"):
            of = of or next((value for child in (inner, *parse.children(inner)) if (value := _number(child)) is not None), None)
    return number, of, seat


def _number(token: Token) -> int | None:
    """The printed figure ("329", "329-seat"), None when it is none or too large for a parliament."""
    digits = token.text.replace(",", "").split("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 and 0 < int(digits) <= LARGEST_HOUSE else None


def _after_figure(parse: Parse, verb: Token) -> list[Token]:
    """Names that the parser lists with a figure, being subjects of the next clause: "the League won 27 and the Front 11"."""
    return [each for thing in parse.children(verb, "dobj") for each in parse.children(thing, "conj") if each.pos == "PROPN"]


def _holder(parse: Parse, counted: Token) -> Token | None:
    """The party: the subject of a verb of holding, or what a relative clause of holding hangs on."""
    for above in parse.ancestors(counted):
        if above.pos in ("VERB", "AUX"):
            if above.lemma.lower() not in _holding():
                return None
            for subject in parse.children(above, "nsubj"):
                if subject.tag in ("WDT", "WP") and above.dep == "relcl":
                    return parse.head(above)
                return subject if subject.pos == "PROPN" or (subject.pos == "NOUN" and parse.children(subject, "compound", "amod", "poss")) else None
            if above.dep not in ("conj", "advcl"):
                return None
            listed = [each for each in _after_figure(parse, parse.head(above)) if each.i < above.i]
            return listed[-1] if listed else next(iter(parse.children(parse.head(above), "nsubj")), None)
    return None
