"""The pages, each kind in the file of its name. A page's function reads from the case and gives a noun; its template has the page's name."""

from typing import Any

from dragoman.web.page import Page
from dragoman.web.write import Write

from . import ahead, correcting, corrections, disputes, echoes, events, reports, search, sources

PAGES: tuple[Page[Any, Any], ...] = (
    *events.PAGES, *reports.PAGES,
    *sources.PAGES, *disputes.PAGES, *ahead.PAGES, *echoes.PAGES, *search.PAGES, *corrections.PAGES,
)  # fmt: skip
WRITES: tuple[Write[Any], ...] = (*correcting.WRITES,)
