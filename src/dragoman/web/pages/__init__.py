"""The pages, each kind in the file of its name. A page's function reads from the case and gives a noun; its template has the page's name."""

from typing import Any

from dragoman.web.page import Page
from dragoman.web.write import Write

from . import actor, actors, events, map, network, news, reports, situation

PAGES: tuple[Page[Any, Any], ...] = (
    *events.PAGES,
    *reports.PAGES,
    *actors.PAGES,
    *actor.PAGES,
    *network.PAGES,
    *map.PAGES,
    *news.PAGES,
    *situation.PAGES,
)
WRITES: tuple[Write[Any], ...] = ()
