"""One report → one Reading. The steps, in the order written out in `read_parse`; they know nothing of one another.

No memory, no clock, no disk: the same report gives the same bytes. Reading is total: odd text yields fewer items and a flag.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import compress

import msgspec

from dragoman import lexicon
from dragoman.lexicon.actors import KnownActor, Listed, listed, load_actors
from dragoman.model.actor import Actor, Mention
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import PassedOver, Reading, SentenceSpan, Versions
from dragoman.model.text import Dateline, Layout, Report

from . import encoder, engines
from .actors import find_actors
from .anatomy import find_layout
from .attribution import find_attributions
from .camps import find_camps
from .comment import find_comment_requests, leave_to_requests
from .credits import find_credits
from .events import find_events, propose
from .events.ontology import Ontology
from .events.ontology_file import load_ontology
from .factuality import judge_events
from .first_look import pass_over
from .integrity import find_flags, find_language, score_integrity
from .known import link_known
from .ledger import find_ahead, find_disputes, find_seats
from .mentions import find_mentions
from .order import find_order, line_up
from .places import find_places
from .relations import find_relations
from .retelling import fold_events
from .situation import situate_events
from .speakers import find_speakers
from .tenure import date_roles
from .timex import filed_on, find_timexes, infer_published, told_on
from .voices import find_shared_accounts, find_voices

__all__ = ["KnownActor", "Listed", "Ontology", "listed", "load_actors", "load_ontology", "read_parse", "read_report", "read_reports", "versions"]
__version__ = "0.1.0"


def read_report(report: Report, ontology: Ontology | None = None, known: Listed | None = None, *, first_look: bool = False) -> Reading:
    """What one report says, its events in PLOVER's types and the ontology's, if one is given, its actors linked to known ones. Never raises.

    With a `first_look` one about nothing but sport or markets is passed over, unless an ontology says what to look for.
    """
    return next(read_reports([report], ontology, known, first_look=first_look))


def read_reports(
    reports: Sequence[Report], ontology: Ontology | None = None, known: Listed | None = None, *, first_look: bool = False
) -> Iterator[Reading]:
    """One Reading a report, in order, each as `read_report` gives it; parsed together, which is faster than one by one."""
    reports = [msgspec.structs.replace(report, language=find_language(report.text)) for report in reports]
    layouts = [find_layout(report) for report in reports]
    looked = [pass_over(_words(report)) if first_look and not ontology and _english(report) else None for report in reports]
    legible = [not passed for passed in looked]
    parses = engines.parse_reports(list(compress(reports, legible)), list(compress(layouts, legible)))
    for report, layout, passed, parsed in zip(reports, layouts, looked, legible, strict=True):
        yield read_parse(report, layout, next(parses) if parsed else Parse(report.text, (), ()), ontology, known, passed=passed)


def read_parse(
    report: Report,
    layout: Layout,
    parse: Parse,
    ontology: Ontology | None = None,
    known: Listed | None = None,
    *,
    passed: PassedOver | None = None,
) -> Reading:
    """The steps after parsing, in order; without a list of known actors, the shipped one. What was passed over has no words in its parse."""
    known = known or listed()
    flags = find_flags(report, layout, parse)
    published = _published(report, layout, parse)
    header = _header(report, layout, published)
    blank = Reading(
        report=header,
        passed_over=passed,
        integrity=1.0 if passed else score_integrity(parse, flags),
        flags=flags,
        parts=layout.parts,
        sentences=tuple(SentenceSpan(sentence.number, sentence.start, sentence.end) for sentence in parse.sentences),
        versions=versions(ontology, known),
    )
    if passed or not _english(report):
        return blank
    timexes = find_timexes(parse, told_on(layout, published))
    mentions = find_mentions(parse)
    actors = link_known(date_roles(parse, find_actors(parse, mentions), timexes), known, header.published)
    mentions = _link(mentions, actors)
    cast = Cast(mentions)
    places = find_places(parse, mentions)
    proposals = propose(parse, cast, ontology)
    encoded = encoder.encode_report(parse, proposals.words)
    attributions = find_attributions(parse, cast, encoded)
    voices, distinct_sources = find_voices(parse, cast, attributions)
    comment_requests = find_comment_requests(parse, cast)
    mentions, actors = find_speakers(parse, mentions, actors, attributions)
    cast = Cast(mentions)
    events = leave_to_requests(find_events(proposals, attributions, encoded.events, actors, cast), comment_requests)
    events = situate_events(parse, events, timexes, places, published)
    events = judge_events(parse, events, timexes, attributions, published, scores=encoded.events)
    events = fold_events(parse, events, timexes, places)
    order = find_order(parse, events)
    relations = find_relations(parse, cast, actors, attributions, events=events, places=places)
    return msgspec.structs.replace(
        blank,
        mentions=mentions,
        actors=actors,
        timexes=timexes,
        places=places,
        attributions=attributions,
        voices=voices,
        distinct_sources=distinct_sources,
        shared_accounts=find_shared_accounts(parse, attributions, voices),
        credits=find_credits(report, layout),
        events=ontology.renamed(events) if ontology else events,
        relations=relations,
        camps=find_camps(actors, mentions, relations),
        comment_requests=comment_requests,
        disputes=find_disputes(parse, events, attributions),
        ahead=find_ahead(parse, cast, events, timexes, published, attributions=attributions),
        order=order,
        line=line_up(events, order, header.published),
        seats=find_seats(parse, cast),
    )


def versions(ontology: Ontology | None = None, known: Listed | None = None) -> Versions:
    """What a reading of now would be made by; the lexicon's is the digest of all words that it rests on."""
    own = [each.digest for each in (ontology, known if known is not listed() else None) if each]
    return Versions(__version__, "+".join((lexicon.digest(), *own)), {**engines.versions(), **encoder.versions()})


def _words(report: Report) -> str:
    """Its text, with a headline that stands beside it."""
    return f"{report.headline or ''}\n{report.text}"


def _english(report: Report) -> bool:
    """Whether it is read: also where it is too short to tell its language."""
    return report.language in (None, "en")


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _published(report: Report, layout: Layout, parse: Parse) -> date | None:
    """The day of the metadata; else one that the text prints with its year, the caller's, one whose year is worked out, in this order."""
    given = _date(report.published)
    if given and not report.published_assumed:
        return given
    found = infer_published(layout, parse)
    printed = layout.year is not None or layout.month is None
    return found if found and printed else given or found


def _link(mentions: tuple[Mention, ...], actors: tuple[Actor, ...]) -> tuple[Mention, ...]:
    """The mentions, each with the actor whose chain holds it."""
    owner = {mention: actor.id for actor in actors for mention in actor.mentions}
    return tuple(msgspec.structs.replace(mention, actor=owner.get(mention.id)) for mention in mentions)


def _header(report: Report, layout: Layout, published: date | None) -> Report:
    """The report with what its text says of headline, dateline, outlet and date, where the metadata is silent."""
    dateline = None
    if layout.dateline:
        filed = None
        if layout.month and layout.day and (layout.year or published):
            filed = filed_on(layout, published)
        dateline = Dateline(layout.place, filed.isoformat() if filed else None, layout.dateline.start, layout.dateline.end)
    return msgspec.structs.replace(
        report,
        headline=report.headline or layout.headline,
        dateline=dateline,
        published=published.isoformat() if published else None,
        published_inferred=published is not None and report.published is None and layout.year is None,
        published_assumed=report.published_assumed and published == _date(report.published),
        outlet=report.outlet or layout.outlet,
    )
