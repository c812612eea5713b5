"""The reports of the case: the list."""

from collections.abc import Mapping

import msgspec

from dragoman.keep import Case
from dragoman.model.record import Echo, Kept
from dragoman.web.page import Page

from .asking import STEP, Part


class ReportsAsked(msgspec.Struct, frozen=True, kw_only=True):
    skip: Part = 0


class Reports(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the reports, the newest first, with what they are echoes of."""

    reports: tuple[Kept, ...]
    echoes: tuple[Echo, ...]
    total: int
    more: bool


def reports(case: Case, asked: ReportsAsked, _: Mapping[str, str]) -> Reports:
    """The reports in force."""
    found = list(case.reports(limit=asked.skip + STEP + 1))[asked.skip :]
    shown = tuple(found[:STEP])
    return Reports(
        reports=shown, echoes=tuple(case.echo_chain(each.id for each in shown)), total=case.count(all_versions=False), more=len(found) > STEP
    )


PAGES = (Page(path="/reports", name="Reports", asked=ReportsAsked, noun=Reports, view=reports, says="What was read, the newest first"),)
