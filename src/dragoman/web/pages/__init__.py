"""The pages, each kind in the file of its name. A page's function reads from the case and gives a noun; its template has the page's name."""

from typing import Any

from dragoman.web.page import Page
from dragoman.web.write import Write

from . import actor, actors, correcting, event, events, map, network, news, report, reports, situation

PAGES: tuple[Page[Any, Any], ...] = (
    *situation.PAGES,
    *events.PAGES,
    *event.PAGES,
    *news.PAGES,
    *map.PAGES,
    *actors.PAGES,
    *actor.PAGES,
    *network.PAGES,
    *reports.PAGES,
    *report.PAGES,
)
WRITES: tuple[Write[Any], ...] = (*correcting.WRITES,)
