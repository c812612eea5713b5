"""Actors in words: kind, sector, country, office, tie."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from dragoman.lexicon import load
from dragoman.lexicon.names import State
from dragoman.model.entity import Office
from dragoman.show.sectornames import SECTORS
from dragoman.show.wording import TIES

KINDS = {"person": "person", "organization": "body", "group": "group", "state": "state", "place": "place"}
"""What kinds of actors are called."""

CERTAINTIES = {"CT+": "", "CT-": "stated not to be so", "PR+": "probable", "PR-": "improbable", "PS+": "possible", "PS-": "possibly not", "Uu": "not certain"}


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
    return TIES[type_][0 if outgoing else 1] if type_ in TIES else type_.replace("_", " ").lower()  # type: ignore[index]


FILTERS: Mapping[str, Callable[..., Any]] = {"sector": sector, "country": country, "office": office, "tie": tie}
GLOBALS: Mapping[str, Any] = {"KINDS": KINDS, "SECTORS": SECTORS, "CERTAINTIES": CERTAINTIES, "countries": countries}
