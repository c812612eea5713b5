"""GDELT 2.0: events (61 columns), mentions (16) and quotations in the knowledge graph's file (27), tab-separated without header.

An event of several parties is one row a pair, as in GDELT. A number of sources is one of independent sources here: a copy never raises it.
"""

from collections.abc import Iterator
from datetime import date

from dragoman.model.cameo import base_of, goldstein, quad_class, root_of
from dragoman.model.exported import ExportedEvent, ExportedParty, ExportedPlace, ExportedTelling, ExportedText, Lost, Tally
from dragoman.model.identity import make_id

from .beside import LOST, WhoseWord, number_of, told_day
from .extract import Extract, Opened
from .pairs import pairs
from .rows import day
from .sheets import Tabs

EVENTS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in (1, 2) for name in (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
    )),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles",
    "AvgTone",
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in (
        "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
    )),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID", "Actor1CharOffset",
    "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
GKG = (
    "GKGRECORDID", "V2.1DATE", "V2SOURCECOLLECTIONIDENTIFIER", "V2SOURCECOMMONNAME", "V2DOCUMENTIDENTIFIER", "V1COUNTS", "V2.1COUNTS", "V1THEMES",
    "V2ENHANCEDTHEMES", "V1LOCATIONS", "V2ENHANCEDLOCATIONS", "V1PERSONS", "V2ENHANCEDPERSONS", "V1ORGANIZATIONS", "V2ENHANCEDORGANIZATIONS",
    "V1.5TONE", "V2.1ENHANCEDDATES", "V2GCAM", "V2.1SHARINGIMAGE", "V2.1RELATEDIMAGES", "V2.1SOCIALIMAGEEMBEDS", "V2.1SOCIALVIDEOEMBEDS",
    "V2.1QUOTATIONS", "V2.1ALLNAMES", "V2.1AMOUNTS", "V2.1TRANSLATIONINFO", "V2EXTRASXML",
)  # fmt: skip
TYPES = {
    **{same: same for same in (
        "COP", "GOV", "JUD", "LEG", "MIL", "REB", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "LAB", "REF", "OPP", "IGO", "NGO", "IMG",
        "MNC",
    )},
    "JRN": "MED",  # CAMEO's MED are media,
    "MED": "HLH",  # PLOVER's are healers
}  # fmt: skip
"""PLOVER sector → CAMEO role; for the others CAMEO has no code of the same meaning."""
WEB, CITED = 1, 2  # MentionType, SourceCollectionIdentifier: a page with an address; a text that can only be cited
US = "USA"
MARKS = " \t\r\n\"“”„«»'‘’"
BARS = str.maketrans("#|", "  ")  # which part a quotation from the next
NO_DAY = "of no known day"
LOSES = (
    *LOST,
    Lost("ids of actors, their Wikidata ids, small letters of their names", "the csv and parquet exports"),
    Lost("indirect speech, who speaks in a quotation", "statements of the csv and parquet exports"),
    Lost("# and | inside quotations, which part one from the next: spaces here", "statements of the csv and parquet exports"),
    Lost("tone, themes, images, places of actors, ADM1 codes, GNS ids, root events, codes of ethnic groups and religions: not read", "nowhere"),
)


def write_gdelt(extract: Extract, opened: Opened) -> Tally:
    """`events.export.CSV`, `mentions.CSV`, `gkg.csv`, GDELT's own endings, and whose word each event is."""
    events, mentions, quotations = (Tabs(opened(name), None) for name in ("events.export.CSV", "mentions.CSV", "gkg.csv"))
    beside = WhoseWord(opened)
    undated = 0
    for event in extract.events():
        if not beside.stands(event):
            continue
        when = told_day(event)
        if when is None:
            undated += 1
            beside.add(event, None)
            continue
        for actor, recipient in pairs(event):
            number = number_of(make_id("g", event.happening.id, *(party and (party.id or party.name) for party in (actor, recipient))))
            events.add(event_row(event, number, when, actor, recipient))
            for mention in event.tellings:
                mentions.add(mention_row(mention, number, when))
            beside.add(event, str(number))
    for text in extract.reports():
        quotations.add(gkg_row(text))
    for sheet in (events, mentions, quotations):
        sheet.flush()
    rows, left_out = beside.done()
    return Tally(
        rows={"events": events.count, "mentions": mentions.count, "gkg": quotations.count, **rows},
        left_out=left_out | ({NO_DAY: undated} if undated else {}),
        altered={"cells with a tab or line break": events.altered + mentions.altered + quotations.altered},
    )


def event_row(event: ExportedEvent, number: int, when: date, actor: ExportedParty | None, recipient: ExportedParty | None) -> tuple[object, ...]:
    """The 61 cells of a pair."""
    it, code, first = event.happening, event.cameo, event.tellings[0].report.kept
    added = day(it.first_told)
    return (
        number, f"{when:%Y%m%d}", f"{when:%Y%m}", when.year, round(when.year + (when.month * 30 + when.day) / 365, 4),
        *_actor(actor), *_actor(recipient),
        None, code, base_of(code) if code else None, root_of(code) if code else None, quad_class(code) if code else None,
        goldstein(code) if code else None, len(event.tellings), len(it.origins), len(it.reports), None,
        *(None,) * 16, *_place(event.place),
        f"{added:%Y%m%d}000000" if added else None, first.url or first.id,
    )  # fmt: skip


def _actor(party: ExportedParty | None) -> tuple[object, ...]:
    if party is None:
        return (None,) * 10
    role = TYPES.get(party.sector or "")
    return ("".join(filter(None, (party.country, role))) or None, party.name.upper(), party.country, None, None, None, None, role, None, None)


def _place(place: ExportedPlace | None) -> tuple[object, ...]:
    if place is None or place.lat is None:
        return (None, place.printed if place else None, *(None,) * 6)
    within = dict.fromkeys(filter(None, (place.name, place.province, place.country_name)))
    kind = {"country": 1, "province": 2 if place.country == US else 5, "district": 2 if place.country == US else 5,
            "city": 3 if place.country == US else 4, "point": 3 if place.country == US else 4}.get(place.precision or "")  # fmt: skip
    fips = place.codes.fips
    whole = fips if kind == 1 else None  # of a country GDELT repeats its code; those of divisions and towns are GNS's, which GeoNames has not
    return (kind, ", ".join(within), fips, whole, None, place.lat, place.lon, whole)


def mention_row(mention: ExportedTelling, number: int, when: date) -> tuple[object, ...]:
    """The 16 cells of a mention."""
    kept, told = mention.report.kept, day(mention.telling.published)
    return (
        number, f"{when:%Y%m%d}000000", f"{told:%Y%m%d}000000" if told else None, WEB if kept.url else CITED, kept.outlet, kept.url or kept.id,
        mention.sentence, mention.actor_at, mention.recipient_at, mention.telling.start, 1,
        round(100 * mention.confidence) if mention.confidence is not None else None, mention.report.length, None, None, None,
    )  # fmt: skip


def gkg_row(text: ExportedText) -> tuple[object, ...]:
    """The 27 cells of a report."""
    report, kept = text.report, text.report.kept
    stamp = f"{kept.published.replace('-', '')}000000" if kept.published else None
    people, organizations = (";".join(name.replace(";", ",") for name in names) or None for names in (report.people, report.organizations))
    return (
        f"{stamp or 0}-{number_of(kept.id)}", stamp, WEB if kept.url else CITED, kept.outlet, kept.url or kept.id, *(None,) * 6, people, None,
        organizations, *(None,) * 8, "#".join(_quotations(text)) or None, *(None,) * 4,
    )  # fmt: skip


def _quotations(text: ExportedText) -> Iterator[str]:
    """offset|length|verb|quote of what stands inside quotation marks, without these."""
    for each in text.statements:
        if each.manner == "direct":
            for span in each.content_spans:
                printed = text.text[span.start : span.end]
                words = printed.strip(MARKS)
                start = span.start + len(printed) - len(printed.lstrip(MARKS))
                yield f"{start}|{len(words)}|{each.cue.translate(BARS)}|{words.translate(BARS)}"
