"""The tables of a case as other programs get them (CSV, Parquet): a column each field, its type and meaning beside it.

Rows hold no other objects, so the collector of cycles need not look at them (`gc`).
Lists are joined by "; ". Days are ISO dates, places WGS84 degrees, offsets code points of the report's text, half-open.
"""

from datetime import date
from typing import Annotated as An

from msgspec import Meta, Struct


def of(meaning: str) -> Meta:
    """The meaning of a column."""
    return Meta(description=meaning)


class Event(Struct, frozen=True, gc=False):
    """What happened, each thing once, however many reports tell it."""

    event: An[str, of("id; stays when later reports tell of the event")]
    type: An[str, of("PLOVER type, or one of the user's own")]
    mode: An[str | None, of("PLOVER mode")]
    quad: An[str | None, of("PLOVER quad class; null for types of the user's own")]
    contexts: An[str | None, of("PLOVER contexts")]
    intensity: An[float | None, of("PLOVER score, -10 hostile to 10 friendly: the median of the tellings that count")]
    cameo: An[str | None, of("CAMEO code, with its leading zeros")]
    goldstein: An[float | None, of("Goldstein's score of that code")]
    acled: An[str | None, of("ACLED sub-event type, where the words settle it")]
    standing: An[str, of("told; disputed: some deny it; denied: nobody stands for it; rejected: a person struck it out")]
    certainty: An[float, of("0 to 1: how surely it is told, times the share of sources among sources and deniers")]
    first: An[date | None, of("first day on which it may have happened")]
    last: An[date | None, of("last day on which it may have happened")]
    dated: An[bool, of("a report says when; otherwise the days are those of publication")]
    first_told: An[date | None, of("publication of the first report that tells it")]
    last_told: An[date | None, of("publication of the last one")]
    who: An[str | None, of("who acted, as most tellings print it")]
    whom: An[str | None, of("on whom, as most tellings print it")]
    place: An[str | None, of("name of the place")]
    printed_place: An[str | None, of("the same as printed")]
    geonameid: An[int | None, of("GeoNames id")]
    lat: An[float | None, of("latitude")]
    lon: An[float | None, of("longitude")]
    precision: An[str | None, of("what the coordinates stand for: point, city, district, province, country, area")]
    feature: An[str | None, of("GeoNames class and code")]
    city: An[str | None, of("the city that the place is")]
    district: An[str | None, of("second-level division")]
    province: An[str | None, of("first-level division")]
    country: An[str | None, of("ISO 3166-1 alpha-3 of the place")]
    country_cow: An[str | None, of("the same in Correlates of War")]
    country_gw: An[str | None, of("the same in Gleditsch and Ward")]
    country_fips: An[str | None, of("the same in FIPS 10-4")]
    priogrid: An[int | None, of("cell of the PRIO grid (0.5 degrees)")]
    killed: An[int | None, of("dead by the figure on most words, of equals the lower")]
    killed_low: An[int | None, of("lowest figure told")]
    killed_high: An[int | None, of("highest figure told")]
    killed_open: An[bool | None, of("the highest figure is only 'at least'")]
    wounded: An[int | None, of("wounded, in the same way")]
    sources: An[int, of("independent sources behind it; a copy adds none")]
    source_names: An[str | None, of("those sources")]
    unnamed: An[int, of("how many of them have no name")]
    direct: An[int, of("how many of them know it at first hand")]
    deniers: An[int, of("how many deny it")]
    denier_names: An[str | None, of("who denies it")]
    reports: An[int, of("reports that tell it, copies among them")]
    copies: An[int, of("how many of them are copies of others")]
    trigger: An[str, of("the words that told it first")]
    report: An[str, of("id of the report that told it first")]
    url: An[str | None, of("address of that report")]
    corrected: An[str | None, of("what a person corrected")]


class Party(Struct, frozen=True, gc=False):
    """Who took part, one row a party; the direction is in `role`."""

    event: An[str, of("id of an event, or of something due (d-)")]
    role: An[str, of("actor or recipient")]
    position: An[int, of("1 is whom most tellings give")]
    actor: An[str | None, of("id of the actor; null for who is only described")]
    name: An[str, of("name, or the words that describe it")]
    kind: An[str | None, of("person, organization, group, state or place")]
    country: An[str | None, of("ISO 3166-1 alpha-3")]
    sector: An[str | None, of("PLOVER sector")]
    office: An[str | None, of("the office told last on the day")]
    wikidata: An[str | None, of("Wikidata id")]
    cow: An[str | None, of("Correlates of War number of the country")]
    gw: An[str | None, of("Gleditsch and Ward number of the country")]


class Word(Struct, frozen=True, gc=False):
    """On whose word an event stands and who denies it, one row a source."""

    event: An[str, of("id of the event")]
    stands: An[str, of("for: says that it happened; against: denies it; distrusted: a person does not count its word")]
    source: An[str, of("key of the source, the same in all reports for one that has a name")]
    name: An[str, of("name, or the words for it")]
    kind: An[str, of("named, anonymous, collective, document, outlet, unspecified")]
    basis: An[str, of("direct: saw or did it; briefed: was told; unstated")]
    body: An[str | None, of("key of the body for which it speaks")]


class Figure(Struct, frozen=True, gc=False):
    """A figure of an event, on whose word."""

    event: An[str, of("id of the event")]
    kind: An[str, of("killed, wounded, arrested, abducted, displaced, troops, participants")]
    low: An[int | None, of("at least so many")]
    high: An[int | None, of("at most so many; null: at least")]
    source: An[str, of("key of the source")]


class Telling(Struct, frozen=True, gc=False):
    """An event as one report tells it, at its words."""

    event: An[str, of("id of the event")]
    telling: An[str, of("report and event of its reading")]
    report: An[str, of("id of the report")]
    outlet: An[str | None, of("outlet of the report")]
    published: An[date | None, of("publication of the report")]
    copy_of: An[str | None, of("the report is a copy of this one")]
    type: An[str, of("PLOVER type")]
    mode: An[str | None, of("PLOVER mode")]
    status: An[str, of("occurred, ongoing, planned and so on")]
    factuality: An[str, of("FactBank: CT+, CT-, PR+, PR-, PS+, PS-, Uu")]
    denied: An[bool, of("a source of the report denies it")]
    negated: An[bool, of("it is told not to have happened")]
    first: An[date | None, of("first day on which it may have happened, by this report")]
    last: An[date | None, of("last day")]
    dated: An[bool, of("the report says when")]
    who: An[str | None, of("who, as printed")]
    whom: An[str | None, of("whom, as printed")]
    place: An[str | None, of("where, in small letters")]
    sentence: An[int | None, of("number of the sentence")]
    start: An[int, of("where its trigger begins")]
    end: An[int, of("and ends")]
    words: An[str, of("the trigger")]
    quote: An[str, of("its sentence, cut to what a screen shows")]
    sources: An[str | None, of("keys of the sources on whose word this report tells it")]
    confidence: An[float | None, of("0 to 1: how surely it was read")]


class Side(Struct, frozen=True, gc=False):
    """A claim in a dispute, one row a side."""

    event: An[str, of("id of the event")]
    kind: An[str, of("denial, whether, figure, place, perpetrator")]
    what: An[str, of("of a figure, which")]
    side: An[int, of("number of the side")]
    claim: An[str, of("what this side says")]
    sources: An[str | None, of("names of its sources")]
    reports: An[str | None, of("reports that print it")]
    first: An[date | None, of("first told on")]
    last: An[date | None, of("last told on")]
    moved: An[str | None, of("how a figure went over time")]
    clash: An[bool, of("false where a figure only moved")]
    quotes: An[str | None, of("the words, one quotation after another")]


class Report(Struct, frozen=True, gc=False):
    """A report, without its text."""

    report: An[str, of("id, made from outlet, address and text")]
    external_id: An[str | None, of("file name, address or the caller's own id")]
    url: An[str | None, of("address")]
    outlet: An[str | None, of("outlet")]
    headline: An[str | None, of("headline")]
    published: An[date | None, of("day of publication")]
    language: An[str | None, of("ISO 639-1")]
    integrity: An[float | None, of("0 to 1: how undamaged the text is; null where it was passed over, for nobody looked")]
    passed_over: An[str | None, of("sport or markets: what it is about, where it was not read for that")]
    length: An[int, of("characters of the text")]
    made_from: An[str | None, of("the report that it was made from")]
    how: An[str | None, of("identical, syndicated, rewritten, garbled: copies; update: the outlet's own later report")]
    share: An[float | None, of("how much of it the other has too")]


class Statement(Struct, frozen=True, gc=False):
    """Who says what in a report."""

    statement: An[str, of("id, within the report")]
    report: An[str, of("id of the report")]
    source: An[str | None, of("whose word it is, as printed")]
    actor: An[str | None, of("id of the source as an actor")]
    kind: An[str, of("named, anonymous, collective, document, outlet, unspecified")]
    number: An[int | None, of("how many sources the words say")]
    basis: An[str, of("direct, briefed, unstated")]
    terms: An[str | None, of("why the source is unnamed, as printed")]
    stance: An[str, of("asserts, denies, declines and so on")]
    manner: An[str, of("direct: quoted; indirect; mixed")]
    cue: An[str | None, of("the words that attribute it")]
    content: An[str | None, of("what is said, pieces of one joined by …")]
    told: An[str | None, of("to whom it was said")]
    medium: An[str | None, of("through what")]
    parent: An[str | None, of("the statement inside which this one stands")]
    start: An[int | None, of("where its content begins")]
    end: An[int | None, of("and ends")]
    events: An[str | None, of("events that it tells")]


class Actor(Struct, frozen=True, gc=False):
    """Who acts, over all reports."""

    actor: An[str, of("id")]
    name: An[str, of("best name")]
    names: An[str | None, of("all names printed, the oftenest first")]
    kind: An[str, of("person, organization, group, state or place")]
    country: An[str | None, of("ISO 3166-1 alpha-3")]
    sector: An[str | None, of("PLOVER sector")]
    reports: An[int, of("reports that name it")]
    first: An[date | None, of("first told of on")]
    last: An[date | None, of("last told of on")]
    known: An[str | None, of("id in the list of known actors")]
    wikidata: An[str | None, of("Wikidata id")]
    iso_numeric: An[str | None, of("ISO 3166-1 numeric of the country")]
    cow: An[str | None, of("Correlates of War number of the country")]
    gw: An[str | None, of("Gleditsch and Ward number of the country")]
    corrected: An[str | None, of("what a person decided")]


class Office(Struct, frozen=True, gc=False):
    """An office that an actor held."""

    actor: An[str, of("id of the actor")]
    title: An[str, of("the office")]
    organization: An[str | None, of("the body that it belongs to")]
    status: An[str, of("current, former, acting, elect: as told last")]
    first: An[date | None, of("first told as held on")]
    last: An[date | None, of("last told as held on")]
    left: An[date | None, of("first told as past on")]
    since: An[str | None, of("since when, where a text says so")]
    until: An[str | None, of("until when")]


class Due(Struct, frozen=True, gc=False):
    """Something announced, promised or threatened, and what became of it by the newest report."""

    due: An[str, of("id")]
    what: An[str, of("its words")]
    type: An[str | None, of("PLOVER type")]
    by: An[str | None, of("who is to do it, as printed")]
    status: An[str, of("scheduled, expected, promised, threatened, conditional")]
    first: An[date | None, of("not before")]
    last: An[date | None, of("not after")]
    outcome: An[str, of("happened, did_not_happen, overdue, pending, unknown")]
    closed_by: An[str | None, of("the event that it became")]
    closing: An[str | None, of("the words that say what became of it")]
    sources: An[int, of("sources that announce it")]
    source_names: An[str | None, of("who they are")]
    reports: An[str | None, of("reports that announce it")]


class Tie(Struct, frozen=True, gc=False):
    """A tie between two actors, as one report states it."""

    tie: An[str, of("id, within the report")]
    report: An[str, of("id of the report")]
    type: An[str, of("leads, member_of, backs, arms, allied_with, opposes, fights, in_contact_with, succeeded, kin_of, located_in")]
    sign: An[int, of("1 friendly, -1 hostile, 0 neither")]
    source: An[str, of("id of the actor that it goes out from")]
    source_name: An[str, of("its name")]
    target: An[str, of("id of the other actor")]
    target_name: An[str, of("its name")]
    first: An[date | None, of("held from, by the report")]
    last: An[date | None, of("held until, by the report")]
    published: An[date | None, of("publication of the report")]
    factuality: An[str, of("FactBank")]
    odds: An[float | None, of("where only the learned model believes it: how far")]
    start: An[int, of("where its words begin")]
    end: An[int, of("and end")]
    quote: An[str, of("its sentence")]
    copy: An[bool, of("the report is a copy, so the original states it as well")]


class Silence(Struct, frozen=True, gc=False):
    """A party that was asked for a word and gave none."""

    report: An[str, of("id of the report")]
    party: An[str, of("who was asked")]
    response: An[str, of("none, declined, unreachable")]
    channel: An[str | None, of("how it was asked")]
    start: An[int, of("where the words begin")]
    end: An[int, of("and end")]
    quote: An[str, of("the sentence")]


class Heard(Struct, frozen=True, gc=False):
    """A source over all reports of the case."""

    source: An[str, of("key")]
    name: An[str, of("name")]
    kind: An[str, of("named, anonymous, collective, document, outlet, unspecified")]
    basis: An[str, of("direct, briefed, unstated")]
    reports: An[int, of("reports in which it speaks")]
    statements: An[int, of("how often it says something")]
    denials: An[int, of("how often it denies something")]
    first: An[date | None, of("first heard on")]
    last: An[date | None, of("last heard on")]


TABLES: dict[str, type[Struct]] = {
    "events": Event, "parties": Party, "words": Word, "figures": Figure, "tellings": Telling, "disputes": Side, "reports": Report,
    "statements": Statement, "actors": Actor, "offices": Office, "ahead": Due, "ties": Tie, "silences": Silence, "sources": Heard,
}  # fmt: skip
"""Name of the file → its rows."""
