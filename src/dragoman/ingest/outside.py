"""Events of other data sets, to be set beside a case: POLECAT, GDELT 2.0 and 1.0 Events, NGEC's output, and tables with a day and a type a row.

Read as a stream, a bad record told and left out. What they say is taken as it is; what it means is not judged here.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from dragoman.model.errors import SourceError
from dragoman.model.outside import ACLED, CAMEO, DataSet, Named, OutsideEvent, Where
from dragoman.model.plover import QUADS, Quad, in_plover
from dragoman.model.reading import EventType

from .decoding import BINARY, decode
from .lines import LONGEST_LINE, is_report
from .records import day_of
from .rows import Row, Rows, Wrong, names_of

_ACTOR = (
    "code", "name", "countrycode", "knowngroupcode", "ethniccode", "religion1code", "religion2code", "type1code", "type2code", "type3code",
)  # fmt: skip
_PLACE = ("type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid")
GDELT = (
    "globaleventid", "sqldate", "monthyear", "year", "fractiondate", *(f"actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    "isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale", "nummentions", "numsources", "numarticles",
    "avgtone", *(f"{of}geo_{part}" for of in ("actor1", "actor2", "action") for part in _PLACE), "dateadded", "sourceurl",
)  # fmt: skip
OLDER = tuple(name for name in GDELT if not name.endswith("adm2code"))  # GDELT 1.0; its files of before April 2013 end before the address
CLASSES: dict[str, Quad] = {"1": "verbal_cooperation", "2": "material_cooperation", "3": "verbal_conflict", "4": "material_conflict"}
TOWNS = frozenset({"3", "4"})  # GDELT's Geo_Type of towns

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("event_id_cnty", "event_id", "event id", "eventid", "globaleventid", "id"),
    "first": ("event_date", "event date", "date_start", "date", "day", "sqldate"),
    "last": ("end_date", "enddate", "date_end"),
    "code": ("plover", "event_type", "event type", "cameo code", "cameo", "eventcode", "type_of_violence", "type", "event"),
    "actor": ("actor", "actor1", "actor name", "source name", "side_a"),
    "recipient": ("recipient", "actor2", "recipient name", "target name", "target", "side_b"),
    "actor_country": ("actor_country", "actor country", "source country"),
    "recipient_country": ("recipient_country", "recipient country", "target country"),
    "place": ("place", "location", "city", "placename", "where_coordinates"),
    "country": ("country", "iso3"),
    "lat": ("latitude", "lat"),
    "lon": ("longitude", "lon", "lng"),
    "geonameid": ("geonameid", "geonames id"),
    "story": ("url", "source_url", "sourceurl", "story_id", "story id", "source_article"),
    "source": ("source", "publisher", "outlet", "source_office"),
    "text": ("notes", "event text", "event_text", "text"),
}  # of a table by anybody, ACLED's, UCDP's and ICEWS' among them: the first column that it has
DIGITS = re.compile(r"[0-9]{2,4}")
MISSING = frozenset({"", "None", "none", "NA", "NaN", "nan", "null", "NULL", "--"})
EXCERPT = 300  # characters of a story that are kept to show


def read_outside(path: str | os.PathLike[str]) -> Iterator[OutsideEvent | SourceError]:
    """The events of the file, in its order; a SourceError in the place of one that cannot be read, raised where the file itself cannot."""
    label = os.fsdecode(path)
    try:
        with open(path, "rb") as stream:
            yield from _read(stream, label)
    except OSError as error:
        raise SourceError(f"{label}: cannot be read ({error.strerror or error}); check the name and the disk") from error


def _read(stream: BinaryIO, label: str) -> Iterator[OutsideEvent | SourceError]:
    head = stream.readline(LONGEST_LINE)
    stream.seek(0)
    for magic, what in BINARY:
        if head.startswith(magic):
            raise SourceError(f"{label}: is {what}")
    if not head:
        raise SourceError(f"{label}: is empty; give a file of events")
    kind = set_of(head)
    found = _stories(stream) if kind == "ngec" else _rows(stream, kind, head, label)
    for item in found:
        if isinstance(item, OutsideEvent):
            yield item
        else:
            line, error = item
            yield SourceError(f"{label}, line {line}: {error}")


def set_of(line: bytes) -> DataSet:
    """Whose events a file with this first line holds."""
    if is_report(line):
        return "ngec"
    fields = decode(line).text.rstrip("\r\n").split("\t")
    if len(fields) in (len(GDELT), len(OLDER), len(OLDER) - 1) and fields[0].isdigit() and fields[1].isdigit():
        return "gdelt"
    names = names_of(fields)
    return "polecat" if {"event id", "actor name", "recipient name"} <= set(names) else "gdelt" if "globaleventid" in names else "table"


Item = OutsideEvent | tuple[int, SourceError]


def _rows(stream: BinaryIO, kind: DataSet, head: bytes, label: str) -> Iterator[Item]:
    if kind == "gdelt" and not head.lower().startswith(b"globaleventid"):
        count = head.count(b"\t") + 1
        rows = Rows(stream.readline, names=(GDELT if count == len(GDELT) else OLDER[:count]), separator="\t", quoted=False)
    else:
        rows = Rows(stream.readline, separator=None if kind == "table" else "\t", quoted=kind == "table")
    if kind == "table" and not {"first", "code"} <= {field for field, names in COLUMNS.items() if not set(names).isdisjoint(rows.names)}:
        days, types = (", ".join(COLUMNS[field][:4]) for field in ("first", "code"))
        raise SourceError(
            f"{label}: is no file of events: of its columns ({', '.join(rows.names)[:200]}) none has days ({days} …), or none types ({types} …)"
        )
    make = {"polecat": _polecat, "gdelt": _gdelt}.get(kind, _table)
    for row in rows:
        if isinstance(row, Wrong):
            yield row.line, row.error
            continue
        try:
            yield make(row)
        except SourceError as error:
            yield row.line, error


def _polecat(row: Row) -> OutsideEvent:
    get = _getter(row.fields)
    code = get("event type") or ""
    id_ = get("event id") or f"line {row.line}"
    first = _day(get("event date"), "Event Date")
    return OutsideEvent(
        id=id_, line=row.line, code=code, types=types_of(code), quad=_quad(get("quad code"), types_of(code)), first=first, last=first,
        actors=_parties(get("actor name"), get("actor country"), get("actor name raw"), get("wikipedia actor id")),
        recipients=_parties(get("recipient name"), get("recipient country"), get("recipient name raw"), get("wikipedia recipient id")),
        spot=Where(
            names=_some(get("placename"), get("raw placename"), get("city"), get("district"), get("province")), country=get("country"),
            geonameid=_whole(get("geonames id")), lat=_number(get("latitude")), lon=_number(get("longitude")),
            fine=bool(get("city")) or (get("feature type") or "").startswith("P"),
        ),
        story=id_.partition("_")[0] or None, source=get("source"), published=_some_day(get("publication date")),
    )  # fmt: skip


def _gdelt(row: Row) -> OutsideEvent:
    get = _getter(row.fields)
    code = get("eventcode") or ""
    first = _day(get("sqldate") or get("day"), "SQLDATE")
    where = get("actiongeo_fullname")
    return OutsideEvent(
        id=get("globaleventid") or f"line {row.line}", line=row.line, code=code, types=types_of(code), quad=CLASSES.get(get("quadclass") or ""),
        first=first, last=first,
        actors=_parties(get("actor1name"), get("actor1countrycode")), recipients=_parties(get("actor2name"), get("actor2countrycode")),
        spot=Where(
            names=_some(where.partition(",")[0]) if where else (), country=f"fips:{fips}" if (fips := get("actiongeo_countrycode")) else None,
            lat=_number(get("actiongeo_lat")), lon=_number(get("actiongeo_long")), fine=get("actiongeo_type") in TOWNS,
        ),
        story=get("sourceurl"), published=_some_day(get("dateadded")),
    )  # fmt: skip


def _table(row: Row) -> OutsideEvent:
    get = _getter({field: next((row.fields[name] for name in names if name in row.fields), "") for field, names in COLUMNS.items()})
    code = get("code") or ""
    types: tuple[EventType, ...] = ("ASSAULT",) if "type_of_violence" in row.fields else types_of(code)  # UCDP holds deadly violence alone
    first = _day(get("first"), "the day")
    last = _some_day(get("last")) or first
    return OutsideEvent(
        id=get("id") or f"line {row.line}", line=row.line, code=code, types=types, quad=_quad(None, types),
        first=min(first, last), last=max(first, last),
        actors=_parties(get("actor"), get("actor_country")), recipients=_parties(get("recipient"), get("recipient_country")),
        spot=Where(
            names=_some(get("place")), country=get("country"), geonameid=_whole(get("geonameid")), lat=_number(get("lat")), lon=_number(get("lon")),
            fine=bool(get("place")),
        ),
        story=get("story"), source=get("source"), text=(get("text") or "")[:EXCERPT],
    )  # fmt: skip


def _stories(stream: BinaryIO) -> Iterator[Item]:
    """NGEC's output, one event a line."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                pass
            yield number, SourceError(f"is longer than {LONGEST_LINE:,} bytes")
        elif line.strip():
            try:
                yield _ngec(json.loads(decode(line).text), number)
            except json.JSONDecodeError as error:
                yield number, SourceError(f"not JSON ({error.msg} at character {error.colno})")
            except (SourceError, ValueError, RecursionError) as error:
                yield number, error if isinstance(error, SourceError) else SourceError(f"not JSON that can be read ({error})")


def _ngec(given: Any, line: int) -> OutsideEvent:
    if not isinstance(given, dict) or "event_type" not in given:
        raise SourceError("has no event_type; give the events that NGEC wrote, one JSON object a line")
    codes = given["event_type"] if isinstance(given["event_type"], list) else [given["event_type"]]
    types = tuple(dict.fromkeys(each for code in codes for each in types_of(str(code))))
    parts = given.get("attributes")
    parts = parts if isinstance(parts, dict) else {}
    where = given.get("event_geolocation")
    where = where.get("geo", where) if isinstance(where, dict) else None
    where = where if isinstance(where, dict) else {}
    first = _day(next((given[name] for name in ("date_resolved", "pub_date", "date") if isinstance(given.get(name), str)), None), "date_resolved")
    get = _getter({name: str(value) for name, value in where.items() if isinstance(value, (str, int, float))})
    said = given.get("event_text")
    return OutsideEvent(
        id=str(given.get("id") or f"line {line}"), line=line, code=", ".join(map(str, codes)), types=types, quad=_quad(None, types),
        first=first, last=first, actors=_attributes(parts.get("ACTOR")), recipients=_attributes(parts.get("RECIP")),
        spot=Where(
            names=_some(get("resolved_placename"), get("search_placename"), *(each.names[0] for each in _attributes(parts.get("LOC")) if each.names)),
            country=get("country_code3"), geonameid=_whole(get("geonameid")), lat=_number(get("lat")), lon=_number(get("lon")),
            fine=get("feature_class") == "P",
        ),
        story=_text(given.get("story_id")), source=_text(given.get("publisher")), published=_some_day(_text(given.get("pub_date"))),
        text=said[:EXCERPT] if isinstance(said, str) else "",
    )  # fmt: skip


def _attributes(given: Any) -> tuple[Named, ...]:
    """Parties or places as NGEC's attribute model gives them."""
    listed = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    found = (Named(names=_some(_text(each.get("wiki")), _text(each.get("text"))), country=_text(each.get("country"))) for each in listed)
    return tuple(each for each in found if each.names or each.country)


def types_of(code: str) -> tuple[EventType, ...]:
    """PLOVER's types of a type: its own by name, those of a CAMEO code by its root, ACLED's by name; none where it is neither."""
    name = code.strip().upper().partition("-")[0]
    if in_plover(name):
        return (name,)
    if DIGITS.fullmatch(code):
        return CAMEO.get(code[:2], ())
    return ACLED.get(code.strip().lower(), ())


def _quad(given: str | None, types: Iterable[EventType]) -> Quad | None:
    """The quad class as given ("MATERIAL CONFLICT", "4"), else that of the types."""
    named = (given or "").strip().lower().replace(" ", "_").replace("-", "_")
    if (quad := CLASSES.get(named)) or (quad := next((each for each in CLASSES.values() if each == named), None)):
        return quad
    return next((QUADS[each] for each in types), None)


def _parties(names: str | None, countries: str | None, *also: str | None) -> tuple[Named, ...]:
    """Parties given as one field, several parted by ";"; other names only where there is one party, since they cannot be told apart."""
    split = [part.strip() for part in (names or "").split(";")]
    codes = ["" if part.strip() in MISSING else part.strip() for part in (countries or "").split(";")]
    if len(split) == 1:
        known = _some(split[0], *also)
        return tuple(Named(names=known, country=code or None) for code in dict.fromkeys(codes)) if known or any(codes) else ()
    own = codes if len(codes) == len(split) else codes * len(split) if len(codes) == 1 else [""] * len(split)
    return tuple(Named(names=_some(name), country=code or None) for name, code in zip(split, own, strict=True) if name not in MISSING)


def _getter(fields: Mapping[str, str]) -> Any:
    """What gives a field by its name; None for what stands for nothing."""

    def get(name: str) -> str | None:
        value = fields.get(name, "").strip().strip('"')
        return None if value in MISSING else value

    return get


def _some(*names: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name and name.strip() not in MISSING))


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) and value.strip() not in MISSING else None


def _day(value: str | None, column: str) -> int:
    day = _some_day(value)
    if day is None:
        raise SourceError(f"{column} is {value!r} and no day; write it as 2024-05-01 or 20240501")
    return day


def _some_day(value: str | None) -> int | None:
    day = day_of(value) if value else None
    return date.fromisoformat(day).toordinal() if day else None


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value else None
    except ValueError:
        return None


def _whole(value: str | None) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number.is_integer() else None
