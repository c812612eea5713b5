"""Actors in words: kind, sector, country, office, tie."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from dragoman.lexicon import load
from dragoman.lexicon.names import State
from dragoman.model.entity import Office
from dragoman.show.sectornames import SECTORS
from dragoman.show.tables import days
from dragoman.show.wording import TIES

from .terms import bar
from .words import QUAD_NAMES, day, plain

KINDS = {"person": "person", "organization": "organization", "group": "group", "state": "state", "place": "place"}
"""What kinds of actors are called."""

STATED_AS = {
    "CT+": "",
    "CT-": "stated not to be so",
    "PR+": "probable",
    "PR-": "improbable",
    "PS+": "possible",
    "PS-": "possibly not",
    "Uu": "not certain",
}

NO_TIE = ("located_in", "same_as")  # where one is, and who is the same, bind no two actors
ROLES = {"actor": "did", "recipient": "met with", "actor recipient": "did and met with"}
STANCES = {
    "asserts": "said", "confirms": "confirmed", "denies": "denied", "declines": "declined", "asks": "asked", "accuses": "accused",
    "threatens": "threatened", "promises": "promised", "hedges": "said with reserve",
}  # fmt: skip
RESPONSES = {"none": "gave no answer", "declined": "declined", "unreachable": "could not be reached"}
OUTCOMES = {
    "pending": "still to come", "overdue": "overdue: nobody has told of it since", "happened": "happened", "did_not_happen": "did not happen",
    "unknown": "no day to judge it by",
}  # fmt: skip
TIE_KINDS = {type_: words for type_, (words, _) in TIES.items()} | {name: words.lower() for name, words in QUAD_NAMES.items()}
"""What ties can be narrowed to: what reports state, or what was done."""
STRENGTHS = {0.1: "0.1: more than a trace", 0.25: "0.25", 0.5: "0.5", 0.75: "0.75: the strongest"}
DEGREES = {0.25: "0.25: possible", 0.5: "0.5: open", 0.75: "0.75: probable", 1.0: "1: told as certain"}
"""How certain what is counted must be at least, in words."""
PRECISIONS = {
    "point": "a spot: a building, a bridge", "city": "a town or city", "district": "only the district", "province": "only the province",
    "country": "only the country", "area": "a region without borders",
}  # fmt: skip
"""How exactly a place is known."""


@cache
def countries() -> Mapping[str, str]:
    """The states of the lexicon, code → name."""
    return {each.code: each.name for each in load("countries", State)}


def sector(code: str | None) -> str:
    """ "armed forces"; a code that the codebook does not have, as it is."""
    return SECTORS.get(code, code) if code else ""


def country(code: str | None) -> str:
    """The state's name; a code that the lexicon does not have, as it is."""
    return countries().get(code, code) if code else ""


def office(held: Office) -> str:
    """ "former interior minister, Orvany"; the body once, where the title has it already."""
    title, body = held.title, held.organization or ""
    said = f"{title}, {body}" if body and body.lower() not in title.lower() else title
    return said if held.status == "current" or held.status in said.split() else f"{held.status} {said}"


def tie(type_: str, *, outgoing: bool = True) -> str:
    """What a tie is called from its source's side, or from its target's ("backed by")."""
    return TIES[type_][0 if outgoing else 1] if type_ in TIES else type_.replace("_", " ").lower()


def deed_or_tie(type_: str) -> str:
    """What a type is called, of events or of ties."""
    return tie(type_) if type_ in TIES else plain(type_)


def latest(offices: Sequence[Office]) -> list[Office]:
    """Offices that are held before those that were, the last told first."""
    return sorted(offices, key=lambda each: (each.status != "former", each.last or each.left or each.first or 0), reverse=True)


def held(about: Office) -> str:
    """When it was told as held, what bounds it, when it was told as past."""
    told = days(about.first, about.last)
    parts = [f"told {told}" if told else "", f"told as past on {day(about.left)}" if about.left else ""]
    parts += [f"{word} {bound}" for word, bound in (("since", about.since), ("until", about.until)) if bound]
    return "; ".join(part for part in parts if part) or "no day told"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "sector": sector,
    "country": country,
    "office": office,
    "tie": tie,
    "deed_or_tie": deed_or_tie,
    "held": held,
    "latest": latest,
}
GLOBALS: Mapping[str, Any] = {
    "KINDS": KINDS,
    "SECTORS": SECTORS,
    "STATED_AS": STATED_AS,
    "countries": countries,
    "terms": bar,
    "ROLES": ROLES,
    "STANCES": STANCES,
    "RESPONSES": RESPONSES,
    "OUTCOMES": OUTCOMES,
    "TIE_KINDS": TIE_KINDS,
    "STRENGTHS": STRENGTHS,
    "DEGREES": DEGREES,
    "PRECISIONS": PRECISIONS,
}
