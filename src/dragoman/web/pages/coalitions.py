"""Who can win a vote: seats, who refuses whom, which coalitions that leaves, and what if one party drops its refusals."""

from collections.abc import Mapping
from itertools import islice

import msgspec

from dragoman.keep import Case
from dragoman.model.assessment import Coalition
from dragoman.model.implied import Chamber, Footing
from dragoman.web.page import Page

from .asking import Words

MOST = 100  # coalitions of a page; `dragoman coalitions` gives all


class CoalitionsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """`lift`: a party that is supposed to drop its refusals."""

    lift: Words | None = None


class Coalitions(msgspec.Struct, frozen=True, kw_only=True):
    """The chamber of the record, null where no seats are told; beside it the supposed one, where one is asked for; the words of refusals by id.

    Of many coalitions a few are shown, those first that are open; `every` and `left`: how many there are, and how many of them the refusals leave.
    """

    chamber: Chamber | None
    supposed: Chamber | None
    words: dict[str, Footing]
    every: int = 0
    left: int = 0


def coalitions(case: Case, asked: CoalitionsAsked, _: Mapping[str, str]) -> Coalitions:
    """The chamber as told."""
    from dragoman.pipeline.assessing import coalitions_of, words_of

    own = coalitions_of(case)
    if own is None:
        return Coalitions(chamber=None, supposed=None, words={})
    other = coalitions_of(case, lift=[asked.lift]) if asked.lift else None
    words = words_of(case, {id_ for each in (*own.refusals, *own.alliances) for id_ in each.grounds})
    shown = _shown(own, other)
    return Coalitions(
        chamber=_of(own, shown), supposed=_of(other, shown) if other else None, words=words, every=len(own.every.found), left=len(own.open.found)
    )


def _shown(*chambers: Chamber | None) -> frozenset[Coalition]:
    """The coalitions that are shown: those that are open in any of the chambers first, then the smallest."""
    known = [each for each in chambers if each]
    ranked = dict.fromkeys(one for found in (*(each.open.found for each in known), known[0].every.found) for one in found)
    return frozenset(islice(ranked, MOST))


def _of(chamber: Chamber, shown: frozenset[Coalition]) -> Chamber:
    every, left = (
        msgspec.structs.replace(found, found=tuple(each for each in found.found if each in shown)) for found in (chamber.every, chamber.open)
    )
    return msgspec.structs.replace(chamber, every=every, open=left)


PAGES = (
    Page(
        path="/coalitions", name="Coalitions", asked=CoalitionsAsked, noun=Coalitions, view=coalitions, slow=True,
        says="Who can win a vote by the seats that reports give, and what parties refuse",
    ),
)  # fmt: skip
