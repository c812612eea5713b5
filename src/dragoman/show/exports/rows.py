"""From nouns to the rows of the tables."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache

from dragoman.model.cameo import goldstein
from dragoman.model.exported import ExportedActor, ExportedDue, ExportedEvent, ExportedParty, ExportedPlace, ExportedReport, ExportedText
from dragoman.model.happening import Happening, Origin
from dragoman.model.link import Stated
from dragoman.model.plover import QUADS, in_plover
from dragoman.model.record import Silence, Speaker

from ..corroboration import is_unnamed, named
from . import columns as rows
from .geography import priogrid
from .tolls import NONE, toll

NOWHERE = ExportedPlace(name="", printed="")


@lru_cache(20_000)  # the days of half a century return with every row
def day(number: int | None) -> date | None:
    """The day; null where it is not known."""
    return date.fromordinal(number) if number else None


def joined(words: Collection[str]) -> str | None:
    """The words joined by "; ", each once; null for none."""
    if len(words) < 2:
        return next(iter(words), None) or None
    return "; ".join(dict.fromkeys(words)) or None


def names_of(origins: Collection[Origin]) -> str | None:
    return joined([named(each) for each in origins]) if origins else None


def event_row(event: ExportedEvent) -> rows.Event:
    """One row an event."""
    it, place, first = event.happening, event.place or NOWHERE, event.tellings[0]
    killed, wounded = (toll(it.figures, "killed"), toll(it.figures, "wounded")) if it.figures else (NONE, NONE)
    codes = place.codes
    return rows.Event(
        it.id, it.type, it.mode, QUADS[it.type] if in_plover(it.type) else None, joined(event.contexts), it.intensity, event.cameo,
        goldstein(event.cameo) if event.cameo else None, event.acled, event.standing, it.certainty, day(it.first), day(it.last),
        first.telling.dated or any(each.telling.dated for each in event.tellings), day(it.first_told), day(it.last_told),
        it.who or None, it.whom or None,
        place.name or None, place.printed or None, place.geonameid, place.lat, place.lon, place.precision, place.feature, place.city,
        place.district, place.province, place.country, codes.cow, codes.gw, codes.fips, priogrid(place.lat, place.lon),
        killed.best, killed.low, killed.high, None if killed.high is None else killed.open, wounded.best,
        *whose_word(it), first.telling.words, first.telling.report, first.report.kept.url,
        joined(it.by_hand),
    )  # fmt: skip


def whose_word(it: Happening) -> tuple[int, str | None, int, int, int, str | None, int, int]:
    """Sources, their names, how many have none, how many know it at first hand, deniers, their names, reports, copies."""
    origins = it.origins
    return (
        len(origins), names_of(origins), sum(map(is_unnamed, origins)), [each.basis for each in origins].count("direct"),
        len(it.deniers), names_of(it.deniers), len(it.reports), it.echoes,
    )  # fmt: skip


def party_rows(id_: str, actors: Iterable[ExportedParty], recipients: Iterable[ExportedParty]) -> Iterator[rows.Party]:
    """One row a party of an event, or of something due."""
    for role, parties in (("actor", actors), ("recipient", recipients)):
        for position, each in enumerate(parties, 1):
            yield rows.Party(
                id_, role, position, each.id, each.name, each.kind, each.country, each.sector, each.office, each.wikidata, each.codes.cow,
                each.codes.gw,
            )  # fmt: skip


def word_rows(event: ExportedEvent) -> Iterator[rows.Word]:
    """One row a source of an event, for it or against it."""
    it = event.happening
    for stands, origins in (("for", it.origins), ("against", it.deniers), ("distrusted", it.distrusted)):
        for each in origins:
            yield rows.Word(it.id, stands, each.key, named(each), each.kind, each.basis, each.body or None)


def figure_rows(event: ExportedEvent) -> Iterator[rows.Figure]:
    """One row a figure of an event."""
    for each in event.happening.figures:
        yield rows.Figure(event.happening.id, each.kind, each.low, each.high, each.by)


def telling_rows(event: ExportedEvent) -> Iterator[rows.Telling]:
    """One row a telling of an event."""
    for each in event.tellings:
        it, report = each.telling, each.report
        yield rows.Telling(
            event.happening.id, it.key, it.report, report.kept.outlet, day(it.published), _copied(report), it.type, it.mode, it.status,
            it.factuality, it.denied, it.negated, day(it.first), day(it.last), it.dated, it.who or None, it.whom or None, it.place,
            each.sentence, it.start, it.end, it.words, it.quote, joined([origin.key for origin in it.origins]), each.confidence,
        )  # fmt: skip


def _copied(report: ExportedReport) -> str | None:
    return report.echo.of if report.echo and report.is_copy else None


def side_rows(event: ExportedEvent) -> Iterator[rows.Side]:
    """One row a claim that cannot stand with another."""
    for contest in event.contests:
        for number, side in enumerate(contest.sides, 1):
            yield rows.Side(
                event.happening.id, contest.kind, contest.what, number, side.claim, names_of(side.origins), joined(side.reports),
                day(side.first), day(side.last), contest.moved, contest.clash, " … ".join(f"“{quote}”" for quote in side.quotes) or None,
            )  # fmt: skip


def report_row(report: ExportedReport) -> rows.Report:
    """One row a report."""
    kept, echo = report.kept, report.echo
    return rows.Report(
        kept.id, kept.external_id, kept.url, kept.outlet, kept.headline, date.fromisoformat(kept.published) if kept.published else None,
        report.language, None if kept.passed_over else kept.integrity, kept.passed_over, report.length,
        echo.of if echo else None, echo.how if echo else None, echo.share if echo else None,
    )  # fmt: skip


def statement_rows(text: ExportedText) -> Iterator[rows.Statement]:
    """One row a statement of a report."""
    for each in text.statements:
        spans = each.content_spans
        yield rows.Statement(
            each.id, text.report.kept.id, each.source or None, each.actor, each.kind, each.number, each.basis, each.terms, each.stance,
            each.manner, each.cue or None, each.content or None, each.told, each.medium, each.parent, spans[0].start if spans else None,
            spans[-1].end if spans else None, joined(each.events),
        )  # fmt: skip


def actor_row(actor: ExportedActor) -> rows.Actor:
    """One row an actor."""
    it, codes = actor.entity, actor.codes
    return rows.Actor(
        it.id, it.name, joined(it.names), it.kind, it.country, it.sector, it.reports, day(it.first), day(it.last), it.known, actor.wikidata,
        codes.iso_numeric, codes.cow, codes.gw, joined(it.by_hand),
    )  # fmt: skip


def office_rows(actor: ExportedActor) -> Iterator[rows.Office]:
    """One row an office of an actor."""
    for each in actor.entity.offices:
        yield rows.Office(
            actor.entity.id, each.title, each.organization, each.status, day(each.first), day(each.last), day(each.left), each.since, each.until
        )


def due_row(exported: ExportedDue) -> rows.Due:
    """One row a thing announced."""
    it = exported.due
    return rows.Due(
        it.id, it.what, it.type, it.by or None, it.status, day(it.first), day(it.last), it.outcome, it.closed_by, it.closing_quote or None,
        len(it.origins), names_of(it.origins), joined(it.reports),
    )  # fmt: skip


def tie_row(tie: Stated) -> rows.Tie:
    """One row a tie as a report states it."""
    return rows.Tie(
        tie.id, tie.report, tie.type, tie.sign, tie.source_id, tie.source_name, tie.target_id, tie.target_name, day(tie.first), day(tie.last),
        day(tie.published), tie.factuality, tie.odds, tie.start, tie.end, tie.quote, tie.echo,
    )  # fmt: skip


def silence_row(silence: Silence) -> rows.Silence:
    """One row a party that gave no word."""
    return rows.Silence(silence.report, silence.party, silence.response, silence.channel, silence.start, silence.end, silence.quote)


def heard_row(speaker: Speaker) -> rows.Heard:
    """One row a source of the case."""
    return rows.Heard(
        speaker.key, speaker.name, speaker.kind, speaker.basis, speaker.reports, speaker.statements, speaker.denials, day(speaker.first),
        day(speaker.last),
    )  # fmt: skip
