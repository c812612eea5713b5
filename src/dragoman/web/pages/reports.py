"""The reports of the case: the list."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from dragoman.keep import Case
from dragoman.model.record import Counted, Echo, Kept
from dragoman.web.page import Page

from .asking import STEP, Part, Span, Words


class ReportsAsked(Span, frozen=True, kw_only=True):
    """`state`: damaged, passed over as sport or markets, an echo of another, or of its own; `source`: key of a source that speaks in it;
    `versions`: with those that were replaced.
    """

    outlet: Words | None = None
    state: Literal["damaged", "passed_over", "echo", "own"] | None = None
    source: Words | None = None
    versions: Literal["force", "all"] = "force"
    skip: Part = 0


class Reports(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the reports, the newest first, with what they are echoes of; `total` are all in force; `heard`: the source whose key is asked for."""

    reports: tuple[Kept, ...]
    echoes: tuple[Echo, ...]
    outlets: tuple[Counted, ...]
    heard: str | None
    total: int
    more: bool


def reports(case: Case, asked: ReportsAsked, _: Mapping[str, str]) -> Reports:
    """The reports that fit."""
    found = case.shelf.reports(
        since=asked.since.isoformat() if asked.since else None,
        until=asked.until.isoformat() if asked.until else None,
        outlet=asked.outlet,
        state=asked.state,
        heard=asked.source,
        all_versions=asked.versions == "all",
        skip=asked.skip,
        limit=STEP + 1,
    )
    shown = tuple(found[:STEP])
    return Reports(
        reports=shown,
        echoes=tuple(case.echo_chain(each.id for each in shown)),
        outlets=tuple(case.shelf.outlets()),
        heard=case.shelf.source(asked.source) if asked.source else None,
        total=case.count(all_versions=False),
        more=len(found) > STEP,
    )


PAGES = (Page(path="/reports", name="Reports", asked=ReportsAsked, noun=Reports, view=reports, says="What was read, the newest first"),)
