"""Who acts: the list of actors."""

from collections.abc import Mapping
from typing import Annotated

import msgspec

from dragoman.keep import Case
from dragoman.model.actor import ActorKind
from dragoman.model.entity import Entity
from dragoman.model.wanted import Wanted
from dragoman.web.page import Page

from .asking import STEP, Number, Part, Words

Code = Annotated[str, msgspec.Meta(max_length=3, pattern="^[A-Za-z]*$")]


class ActorsAsked(msgspec.Struct, frozen=True, kw_only=True):
    actor: Words | None = None
    kind: ActorKind | None = None
    sector: Code | None = None
    country: Code | None = None
    min_reports: Number = 0
    skip: Part = 0


class Actors(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the actors, those in most reports first; `more`: whether the list goes on."""

    actors: tuple[Entity, ...]
    more: bool


def actors(case: Case, asked: ActorsAsked, _: Mapping[str, str]) -> Actors:
    """Who acts, filtered."""
    wanted = Wanted(
        actor=asked.actor, type=asked.sector, place=asked.country, status=asked.kind, min_sources=asked.min_reports, limit=asked.skip + STEP + 1
    )
    found = case.look.entities(wanted)[asked.skip :]
    return Actors(actors=tuple(found[:STEP]), more=len(found) > STEP)


PAGES = (Page(path="/actors", name="Actors", asked=ActorsAsked, noun=Actors, view=actors, says="Who acts, under which names, in which offices"),)
