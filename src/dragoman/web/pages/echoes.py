"""Who copies whom: which report was made from which, and which outlet from which how often."""

from collections.abc import Mapping

import msgspec

from dragoman.keep import Case
from dragoman.model.record import Copying, Echo, EchoKind, Kept
from dragoman.web.page import Page

from .asking import STEP, Part, Words


class EchoesAsked(msgspec.Struct, frozen=True, kw_only=True):
    """`outlet`: of the copy or of the original, as printed."""

    how: EchoKind | None = None
    outlet: Words | None = None
    skip: Part = 0


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """An echo with both reports."""

    echo: Echo
    report: Kept
    of: Kept


class Echoes(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the echoes, the last added first; which outlet echoes which how often, over the last 2,000."""

    echoes: tuple[Copied, ...]
    copying: tuple[Copying, ...]
    more: bool


def echoes(case: Case, asked: EchoesAsked, _: Mapping[str, str]) -> Echoes:
    """What was made from what."""
    found = case.shelf.echoes(how=asked.how, outlet=asked.outlet, skip=asked.skip, limit=STEP + 1)
    shown = found[:STEP]
    kept = case.shelf.kept({each.report for each in shown} | {each.of for each in shown})
    copied = tuple(Copied(echo=each, report=kept[each.report], of=kept[each.of]) for each in shown)
    return Echoes(echoes=copied, copying=tuple(case.shelf.copying()), more=len(found) > STEP)


PAGES = (
    Page(
        path="/echoes", name="Echoes", asked=EchoesAsked, noun=Echoes, view=echoes, says="Which report was made from which, how, and why we think so"
    ),
)
