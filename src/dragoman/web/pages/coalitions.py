"""Who can win a vote: seats, who refuses whom, which coalitions that leaves, and what if one party drops its refusals."""

from collections.abc import Mapping

import msgspec

from dragoman.keep import Case
from dragoman.model.implied import Chamber, Footing
from dragoman.web.page import Page

from .asking import Words


class CoalitionsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """`lift`: a party that is supposed to drop its refusals."""

    lift: Words | None = None


class Coalitions(msgspec.Struct, frozen=True, kw_only=True):
    """The chamber of the record, null where no seats are told; beside it the supposed one, where one is asked for; the words of refusals by id."""

    chamber: Chamber | None
    supposed: Chamber | None
    words: dict[str, Footing]


def coalitions(case: Case, asked: CoalitionsAsked, _: Mapping[str, str]) -> Coalitions:
    """The chamber as told."""
    from dragoman.pipeline.assessing import coalitions_of, words_of

    own = coalitions_of(case)
    if own is None:
        return Coalitions(chamber=None, supposed=None, words={})
    other = coalitions_of(case, lift=[asked.lift]) if asked.lift else None
    return Coalitions(chamber=own, supposed=other, words=words_of(case, {id_ for each in (*own.refusals, *own.alliances) for id_ in each.grounds}))


PAGES = (
    Page(
        path="/coalitions", name="Coalitions", asked=CoalitionsAsked, noun=Coalitions, view=coalitions,
        says="Who can win a vote by the seats that reports give, and what parties refuse",
    ),
)  # fmt: skip
