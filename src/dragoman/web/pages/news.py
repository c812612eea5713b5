"""What several reports are about, by their heads: the list."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from dragoman.keep import Case
from dragoman.model.happening import Happening
from dragoman.web.page import Page

from .asking import STEP, Listing, Number, wanted


class NewsAsked(Listing, frozen=True, kw_only=True):
    min_sources: Number = 0
    sort: Literal["day", "sources"] = "day"


class News(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the news, the newest first; `more`: whether the list goes on."""

    news: tuple[Happening, ...]
    more: bool


def news(case: Case, asked: NewsAsked, _: Mapping[str, str]) -> News:
    """What reports are about, filtered."""
    found = case.look.news(wanted(asked, min_sources=asked.min_sources, sort=asked.sort))[asked.skip :]
    return News(news=tuple(found[:STEP]), more=len(found) > STEP)


PAGES = (Page(path="/news", name="News", asked=NewsAsked, noun=News, view=news, says="What several reports are about, by their heads"),)
