"""One event, or one piece of news, with all that it rests on: on whose word, in which words, what joined them, what stands against it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from dragoman.keep import Case
from dragoman.model.correction import Correction
from dragoman.model.errors import SettingError
from dragoman.model.happening import Contest, Happening, Origin, Pair, Telling
from dragoman.model.link import Party
from dragoman.model.plover import QUADS, in_plover
from dragoman.model.reading import PlaceClass, Versions
from dragoman.model.record import Kept
from dragoman.model.wanted import Wanted
from dragoman.pipeline.explaining import why
from dragoman.web.answers import MovedError, query
from dragoman.web.carriers import Carrier, Readings, carriers_of, explained
from dragoman.web.decided import about_event
from dragoman.web.marks import headed
from dragoman.web.page import Page

from .asking import Part

NEWS = "NEWS"
STEP = 40  # reports on a page, each with its words read again for the reasons: some 0.1 s
PAIRS = 60  # judgements shown, the weightiest
RECALLED = 30  # later reports that recall it
NEAR = 12  # events that it may be merged with
DAYS = 3  # around its own, from which those are taken
KINDS = {"outlet": "the outlet itself", "unnamed": "somebody unnamed"}  # what keys without a name begin with
PLACED = 200  # quotations of disputes that are looked up in their reports


class EventAsked(msgspec.Struct, frozen=True, kw_only=True):
    """`skip`: reports before the first that is shown."""

    skip: Part = 0


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a dispute, found at their place; without one, only the report is known."""

    quote: str
    report: str
    start: int | None = None
    end: int | None = None


class Disputed(msgspec.Struct, frozen=True, kw_only=True):
    """What is contested, and where each quotation of its sides stands."""

    contest: Contest
    quoted: tuple[Quoted, ...]

    def where(self, quote: str) -> Quoted | None:
        """The place of a quotation."""
        return next((each for each in self.quoted if each.quote == quote), None)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as one report gives it; `day` of publication."""

    kind: str
    low: int | None
    high: int | None
    day: int | None
    by: str
    outlet: str
    report: str
    start: int
    end: int


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """Another event that may be this one; `points`: what speaks for it, where two of their tellings were compared."""

    happening: Happening
    points: float | None = None


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where it happened, as `static/map.js` draws it."""

    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str | None
    precision: PlaceClass
    number: int
    quads: dict[str, int]
    href: str


class EventShown(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its standing; `reports` by id, all that the page names; `carriers` a part of those that tell it, `more`: whether
    there are others.

    `heard`: in which reports each source is, by its key; `joins`: judgements on pairs of its tellings; `near`: events that it may be merged with;
    `versions`: what read the reports shown.
    """

    happening: Happening
    standing: str
    parties: tuple[Party, ...]
    places: tuple[Spot, ...]
    reports: dict[str, Kept]
    heard: dict[str, tuple[str, ...]]
    carriers: tuple[Carrier, ...]
    more: bool
    disputes: tuple[Disputed, ...]
    figures: tuple[Told, ...]
    recalled: tuple[Telling, ...]
    joins: tuple[Pair, ...]
    near: tuple[Near, ...]
    corrections: tuple[Correction, ...]
    versions: tuple[Versions, ...]

    def outlets(self, source: Origin) -> list[tuple[str, list[Kept]]]:
        """Who has it from a source, and in which reports."""
        found: dict[str, list[Kept]] = {}
        for report in (self.reports[each] for each in self.heard[source.key]):
            found.setdefault(report.outlet or "outlet unknown", []).append(report)
        return list(found.items())

    def telling(self, key: str) -> Telling:
        """One of its tellings."""
        return next(each for each in self.happening.tellings if each.key == key)


def event(case: Case, asked: EventAsked, params: Mapping[str, str]) -> EventShown:
    """The event, by its id or the beginning of it; MovedError where it went into another."""
    try:
        held = why(case, params["id"])
    except SettingError as error:
        raise _gone(case, params["id"]) or error from error
    about, readings = held.happening, Readings(case)
    carriers = carriers_of(case, about, held.reports, held.echoes)
    shown = carriers[asked.skip : asked.skip + STEP]
    recalled = held.recalled[:RECALLED]
    return EventShown(
        happening=about,
        standing=held.standing,
        parties=case.links.parties([about.id]).get(about.id, ()),
        places=tuple(_spots(about)),
        heard={each.key: _heard(each, carriers) for each in (*about.origins, *about.distrusted)},
        reports=held.reports | {each.report: case.report(each.report) for each in recalled},
        carriers=tuple(explained(each, readings) for each in shown),
        more=len(carriers) > asked.skip + STEP,
        disputes=_disputes(held.contests, readings),
        figures=_figures(carriers),
        recalled=recalled,
        joins=_joins(case, about),
        near=_near(case, about) if about.type != NEWS else (),
        corrections=about_event(case, about),
        versions=tuple({msgspec.json.encode(each): each for each in (readings[one.report.id].versions for one in shown)}.values()),
    )


def _gone(case: Case, id_: str) -> Exception | None:
    """Where it went, by the feed of changes."""
    seen = {id_}
    went = case.corrections.went(id_)
    while went and went.into and went.into not in seen:
        seen.add(went.into)
        further = case.corrections.went(went.into)
        if further is None:
            return MovedError(f"/event/{went.into}")
        went = further
    return (
        SettingError(f"{id_}: there was such an event until {went.at[:10]}; nothing has taken its place. /events lists those in force")
        if went
        else None
    )


def _spots(about: Happening) -> Iterator[Spot]:
    """Its place; a country or region is no point to look at."""
    if about.lat is not None and about.lon is not None and about.precision in ("point", "city", "district", "province"):
        yield Spot(
            geonameid=about.geonameid,
            name=(about.place or "").title(),
            lat=about.lat,
            lon=about.lon,
            country=about.country,
            precision=about.precision,
            number=1,
            quads={QUADS[about.type]: 1} if in_plover(about.type) else {},
            href=f"/events?{query({'place': about.place})}",
        )


def _heard(source: Origin, carriers: Iterable[Carrier]) -> tuple[str, ...]:
    """The reports that have it from this source; a spokesman and the body for which he speaks are one."""
    names = {source.key, source.body} - {""}
    found = (each for each in carriers if any(not names.isdisjoint((one.key, one.body)) for told in each.passages for one in told.telling.origins))
    return tuple(each.report.id for each in found)


def _disputes(contests: Iterable[Contest], readings: Readings) -> tuple[Disputed, ...]:
    """With each quotation at its place, as far as so many are looked up."""
    left = PLACED
    found = []
    for contest in contests:
        quoted: dict[str, Quoted] = {}
        for side in contest.sides:
            for quote in side.quotes[:left]:
                left -= 1
                quoted[quote] = _placed(quote, side.reports, readings)
        found.append(Disputed(contest=contest, quoted=tuple(quoted.values())))
    return tuple(found)


def _placed(quote: str, reports: Iterable[str], readings: Readings) -> Quoted:
    words = quote.removesuffix(" …")
    for report in reports:
        for sentence in readings[report].sentences:
            if " ".join(readings[report].report.text[sentence.start : sentence.end].split()).startswith(words):
                return Quoted(quote=quote, report=report, start=sentence.start, end=sentence.end)
    return Quoted(quote=quote, report=min(reports, default=""))


def _figures(carriers: Iterable[Carrier]) -> tuple[Told, ...]:
    """All figures that reports give in words of their own, by kind, in the order in which they were told."""
    told = [(each.report, passage.telling) for each in carriers for passage in each.passages]
    names = {origin.key: origin.name for _, telling in told for origin in (*telling.origins, *telling.deniers)}
    found = []
    for report, telling in told:
        for each in telling.figures:
            by = names.get(each.by) or KINDS.get(each.by.partition(":")[0], each.by.title())  # a key is a name in small letters
            found.append(
                Told(
                    kind=each.kind, low=each.low, high=each.high, day=telling.published, by=by,
                    outlet=report.outlet or "", report=telling.report, start=telling.start, end=telling.end,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.kind, each.day or 0, each.low or 0, each.report, each.start)))


def _joins(case: Case, about: Happening) -> tuple[Pair, ...]:
    keys = {each.key for each in about.tellings}
    inside = [each for each in case.record.pairs_around(keys) if each.one in keys and each.other in keys]
    return tuple(sorted(inside, key=lambda each: (-each.points, each.one, each.other))[:PAIRS])


def _near(case: Case, about: Happening) -> tuple[Near, ...]:
    """Those whose tellings were compared with its own, the likeliest first; then others of its type and days."""
    keys = {each.key for each in about.tellings}
    outside: dict[str, float] = {}
    for pair in case.record.pairs_around(keys):
        for key in {pair.one, pair.other} - keys:
            outside[key] = max(outside.get(key, 0.0), pair.points)
    points: dict[str, float] = {}
    for key, (_, owner) in case.record.placed(outside).items():
        if owner and owner.startswith("h-") and owner != about.id:
            points[owner] = max(points.get(owner, 0.0), outside[key])
    likely = sorted(points, key=lambda each: (-points[each], each))[:NEAR]
    found = {each: Near(happening=case.look.happening(each), points=points[each]) for each in likely}
    first, last = about.first or about.last, about.last or about.first
    if first and last:
        since, until = (date.fromordinal(each).isoformat() for each in (max(first - DAYS, 1), last + DAYS))
        for each in case.look.happenings(Wanted(type=about.type, limit=NEAR, sort="sources", since=since, until=until)):
            if each.id != about.id:
                found.setdefault(each.id, Near(happening=each))
    return tuple(found.values())


def title(page: EventShown) -> str:
    """What it is, in words."""
    return headed(page.happening)


PAGES = (
    Page(
        path="/event/{id}",
        name="Event",
        asked=EventAsked,
        noun=EventShown,
        view=event,
        title=title,
        says="One event with all that it rests on: on whose word, in which words, what joined them, what stands against it",
    ),
)
