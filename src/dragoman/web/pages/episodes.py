"""Crises, who stepped in after them, and what followed; who mediates; who changed position."""

from collections.abc import Mapping

import msgspec

from dragoman.keep import Case
from dragoman.model.implied import Story, Turned
from dragoman.web.page import Page

from .asking import Listing, wanted

FEW = 40  # episodes of a page, those in which somebody stepped in first


class EpisodesAsked(Listing, frozen=True, kw_only=True):
    """`actor`: who must have a part in it."""


class Episodes(msgspec.Struct, frozen=True, kw_only=True):
    """The episodes of a year up to the last day, unless others are asked for, and the changes of position in it."""

    story: Story
    turned: Turned


def episodes(case: Case, asked: EpisodesAsked, _: Mapping[str, str]) -> Episodes:
    """What happened after which crisis."""
    from dragoman.pipeline.assessing import episodes_of, turns_of

    look = wanted(asked, limit=FEW)
    return Episodes(story=episodes_of(case, look), turned=turns_of(case, look))


PAGES = (
    Page(
        path="/episodes", name="Episodes", asked=EpisodesAsked, noun=Episodes, view=episodes, slow=True,
        says="Who stepped in after which crisis, with whom, and what followed",
    ),
)  # fmt: skip
