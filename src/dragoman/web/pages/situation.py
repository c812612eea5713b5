"""What an analyst sees first: what the case holds, how it went, what is new, what is disputed, what is to come, who acts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from dragoman.keep import Case
from dragoman.model.happening import Contest, Due, Happening
from dragoman.model.link import Active, DayCount, PlaceCount
from dragoman.model.record import Doubtful, Silence
from dragoman.model.wanted import Wanted
from dragoman.show.wording import DAMAGED
from dragoman.web.graph import Network, Sought, network
from dragoman.web.page import Page
from dragoman.web.timeline import By, Timeline, shown, timeline

from .asking import Span
from .events import Listed

MONTH = 30  # days that are shown unless others are asked for
EVENTS = 100  # of which the last are shown in any case: a month in which little was reported says little
FEW = 5  # lines of a section: the page is read in five minutes
MORE = 8  # of the lists that carry it
CAMP = 5  # names of a camp
MANY = 5_000  # events whose parties and places are counted while a reader waits


class SituationAsked(Span, frozen=True, kw_only=True):
    by: By | None = None


class Disputed(msgspec.Struct, frozen=True, kw_only=True):
    """What is disputed about a happening."""

    about: Happening
    contest: Contest


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """What the reports of the window brought: how many of each, and of some the last."""

    reports: int
    echoes: int
    events: int
    disputes: int
    disputed: tuple[Disputed, ...]
    figures: int
    moved: tuple[Disputed, ...]
    outcomes: int
    settled: tuple[Due, ...]


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """The window and what is to be known of it; `first`, `newest`: days of the first and the newest report. Without a dated report no window.

    `actors`, `network` (the strongest ties, whom they tie, and of each camp a few) and `places` are of the days from `recent` on, which is the
    beginning of the window unless that has too many events.
    """

    counts: str
    damaged: tuple[Doubtful, ...]
    first: date | None = None
    newest: date | None = None
    since: date | None = None
    until: date | None = None
    timeline: Timeline | None = None
    changed: Changed | None = None
    headlines: tuple[Happening, ...] = ()
    events: tuple[Listed, ...] = ()
    pending: tuple[Due, ...] = ()
    overdue: tuple[Due, ...] = ()
    silences: tuple[Silence, ...] = ()
    recent: date | None = None
    actors: tuple[Active, ...] = ()
    network: Network | None = None
    places: tuple[PlaceCount, ...] = ()


def situation(case: Case, asked: SituationAsked, _: Mapping[str, str]) -> Situation:
    """The case at a glance."""
    counts, damaged = case.look.counts(), tuple(case.look.doubtful(DAMAGED, FEW))
    span = case.fresh.span()
    if span is None:
        return Situation(counts=counts, damaged=damaged)
    first, newest = (date.fromisoformat(each) for each in span)
    since, until = window(asked, first, newest, case.fresh.since_of_last(EVENTS, newest.toordinal()))
    begun, by = shown(since, until, asked.by)
    days = Wanted(since=since.isoformat(), until=until.isoformat(), limit=FEW)
    many = msgspec.structs.replace(days, limit=MORE)
    counts_by_day = case.charts.counts_by_day(Wanted(since=begun.isoformat(), until=days.until))
    recent = lately(counts_by_day, begun, MANY)
    lastly = Wanted(since=recent.isoformat(), until=days.until)
    return Situation(
        counts=counts,
        damaged=damaged,
        first=first,
        newest=newest,
        since=since,
        until=until,
        timeline=timeline(counts_by_day, begun, until, by),
        changed=changed(case, since, until),
        headlines=tuple(case.look.news(msgspec.structs.replace(days, sort="sources"))),
        events=tuple(Listed(happening=each, standing=case.look.standing(each.id)) for each in case.look.happenings(many)),
        pending=tuple(case.look.dues(Wanted(status="pending", limit=FEW))),
        overdue=tuple(case.look.dues(msgspec.structs.replace(days, status="overdue"))),
        silences=tuple(case.look.silences(days)),
        recent=recent,
        actors=tuple(case.charts.busiest(lastly, MORE)),
        network=_short(network(case, Sought(since=recent, until=until))),
        places=tuple(case.charts.places(lastly)[:MORE]),
    )


def window(asked: Span, first: date, newest: date, enough: int | None = None) -> tuple[date, date]:
    """The days that are asked for, in either order, else the last thirty up to the newest report, or all where the case is shorter.

    Where nothing is asked for it begins on the day `enough` if that is earlier, from which on there are events enough to look at.
    """
    until = asked.until or max(newest, asked.since or newest)
    month = until.toordinal() - MONTH + 1
    begin = month if asked.until or enough is None else min(month, enough)
    since = asked.since or max(min(first, until), date.fromordinal(max(1, begin)))
    return min(since, until), max(since, until)


def lately(counts: Sequence[DayCount], since: date, most: int) -> date:
    """From which day on no more than so many events happened, the last day of all whatever it has; the beginning where they are fewer."""
    last = counts[-1].day if counts else 0
    for each in reversed(counts):
        most -= each.number
        if most < 0 and each.day < last:
            return date.fromordinal(each.day + 1)
    return since


def _short(whole: Network) -> Network:
    """Its strongest ties, whom they tie, and of each camp those in most reports."""
    ties = whole.ties[:MORE]
    tied = {end for each in ties for end in (each.source, each.target)}
    camps: Counter[int | None] = Counter()
    nodes = []
    for node in whole.nodes:  # those in most reports first
        camps[node.camp] += 1
        if node.id in tied or (node.camp and camps[node.camp] <= CAMP):
            nodes.append(node)
    return msgspec.structs.replace(whole, ties=ties, nodes=tuple(nodes))


def changed(case: Case, since: date, until: date) -> Changed:
    """What the reports of these days brought."""
    days = (since.toordinal(), until.toordinal())
    reports, echoes = case.fresh.reports(since.isoformat(), until.isoformat())
    disputes, disputed = case.fresh.contests(*days, FEW, moved=False)
    figures, moved = case.fresh.contests(*days, FEW, moved=True)
    outcomes, settled = case.fresh.settled(*days, FEW)
    return Changed(
        reports=reports,
        echoes=echoes,
        events=case.fresh.events(*days),
        disputes=disputes,
        disputed=_disputed(disputed),
        figures=figures,
        moved=_disputed(moved),
        outcomes=outcomes,
        settled=tuple(settled),
    )


def _disputed(found: list[tuple[Happening, Contest]]) -> tuple[Disputed, ...]:
    return tuple(Disputed(about=about, contest=contest) for about, contest in found)


PAGES = (
    Page(
        path="/", name="Situation", asked=SituationAsked, noun=Situation, view=situation,
        says="What the case holds, what happened when, what is new, disputed and to come, and who acts",
    ),
)  # fmt: skip
