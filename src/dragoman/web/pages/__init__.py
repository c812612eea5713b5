"""The pages, each kind in the file of its name. A page's function reads from the case and gives a noun; its template has the page's name."""

from typing import Any

from dragoman.web.page import Page
from dragoman.web.write import Write

from . import (
    actor,
    actors,
    ahead,
    coalitions,
    correcting,
    corrections,
    disputes,
    echoes,
    episodes,
    event,
    events,
    map,
    network,
    news,
    report,
    reports,
    search,
    situation,
    sources,
    tension,
)  # fmt: skip

PAGES: tuple[Page[Any, Any], ...] = (
    *situation.PAGES, *search.PAGES,
    *events.PAGES, *event.PAGES, *news.PAGES, *map.PAGES, *ahead.PAGES,
    *actors.PAGES, *actor.PAGES, *network.PAGES, *sources.PAGES,
    *tension.PAGES, *coalitions.PAGES, *episodes.PAGES,
    *disputes.PAGES, *echoes.PAGES, *reports.PAGES, *report.PAGES,
    *corrections.PAGES,
)  # fmt: skip
WRITES: tuple[Write[Any], ...] = (*correcting.WRITES,)
