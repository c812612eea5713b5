"""The pages, each kind in the file of its name. A page's function reads from the case and gives a noun; its template has the page's name."""

from typing import Any

from dragoman.web.page import Page
from dragoman.web.write import Write

from . import correcting, event, events, report, reports

PAGES: tuple[Page[Any, Any], ...] = (*events.PAGES, *reports.PAGES, *report.PAGES, *event.PAGES)
WRITES: tuple[Write[Any], ...] = (*correcting.WRITES,)
