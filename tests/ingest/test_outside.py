"""Event files of others: each set by its own columns, what is missing missing, a bad record told and left out."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.ingest.outside import GDELT, OLDER, read_outside, types_of
from dragoman.model.errors import SourceError
from dragoman.model.outside import Named, OutsideEvent, Where

DAY = date(1931, 5, 4).toordinal()
_COLUMNS = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor Sectors,"
    "Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,"
    "Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,"
    "Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version"
)
POLECAT = tuple(_COLUMNS.split(","))


def found(path: Path, data: str | bytes) -> list[OutsideEvent | SourceError]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_outside(path))


def events(path: Path, data: str | bytes) -> list[OutsideEvent]:
    return [item for item in found(path, data) if isinstance(item, OutsideEvent)]


def polecat(**given: str) -> str:
    return "\t".join(given.get(name.replace(" ", "_"), "None") for name in POLECAT) + "\n"


def gdelt(names: tuple[str, ...] = GDELT, **given: str) -> str:
    return "\t".join(given.get(name, "") for name in names) + "\n"


ROW = {
    "Event_ID": "19310504-1-abc_ASSAULT-firearms", "Event_Date": "1931-05-04", "Event_Type": "ASSAULT", "Quad_Code": "MATERIAL CONFLICT",
    "Actor_Name": "Low Bank Guard;Karsia", "Actor_Country": "None;KAR", "Recipient_Name": "Edric Brisk", "Recipient_Country": "BEL",
    "Recipient_Name_Raw": "Mr. Brisk", "Placename": "Elda", "City": "Elda", "Country": "Belmora", "Latitude": "50.5", "Longitude": "4.25",
    "GeoNames_ID": "77", "Source": "Halyard", "Publication_Date": "1931-05-05",
}  # fmt: skip


def test_polecat(tmp_path: Path) -> None:
    (event,) = events(tmp_path / "p.txt", "\t".join(POLECAT) + "\n" + polecat(**ROW))
    assert (event.types, event.quad, event.first, event.published) == (("ASSAULT",), "material_conflict", DAY, DAY + 1)
    assert event.actors == (Named(names=("Low Bank Guard",)), Named(names=("Karsia",), country="KAR"))
    assert event.recipients == (Named(names=("Edric Brisk", "Mr. Brisk"), country="BEL"),)
    assert event.spot == Where(names=("Elda",), country="Belmora", geonameid=77, lat=50.5, lon=4.25, fine=True)
    assert (event.story, event.source) == ("19310504-1-abc", "Halyard")


def test_a_spoilt_polecat_file(tmp_path: Path) -> None:
    rows = [
        polecat(**ROW),
        polecat(**ROW | {"Event_Date": "None"}),
        "x\t" + polecat(**ROW),
        polecat(**ROW | {"Actor_Name": 'Café "Elda', "Event_ID": "9"}),
    ]
    items = found(tmp_path / "p.tsv", ("\t".join(POLECAT) + "\n" + "".join(rows)).encode("latin-1"))
    assert [item.id if isinstance(item, OutsideEvent) else str(item).partition(": ")[2] for item in items] == [
        ROW["Event_ID"],
        "Event Date is None and no day; write it as 2024-05-01 or 20240501",
        "has 41 fields, and the table 40 columns; the row ends with column 41, “None”",
        "9",
    ]
    assert isinstance(items[3], OutsideEvent)
    assert items[3].actors[0].names[0] == 'Café "Elda'


@pytest.mark.parametrize(("names", "header"), [(GDELT, False), (GDELT, True), (OLDER, False), (OLDER[:-1], False)])
def test_gdelt(tmp_path: Path, names: tuple[str, ...], header: bool) -> None:
    given = {
        "globaleventid": "123", "sqldate": "19310504", "actor1name": "KARSIA", "actor1countrycode": "KAR", "actor2name": "POLICE", "eventcode": "0874",
        "quadclass": "2", "actiongeo_type": "4", "actiongeo_fullname": "Elda, Belmora", "actiongeo_countrycode": "BM", "actiongeo_lat": "50.5",
        "actiongeo_long": "4.25", "dateadded": "19310505" if names is not GDELT else "19310505101500", "sourceurl": "http://g.example/1",
    }  # fmt: skip
    (event,) = events(tmp_path / "g.CSV", ("\t".join(names) + "\n" if header else "") + gdelt(names, **given))
    assert (event.id, event.code, event.types, event.quad) == ("123", "0874", ("CONCEDE", "RETREAT"), "material_cooperation")
    assert (event.first, event.published, event.actors) == (DAY, DAY + 1, (Named(names=("KARSIA",), country="KAR"),))
    assert event.spot == Where(names=("Elda",), country="fips:BM", lat=50.5, lon=4.25, fine=True)
    assert event.story == ("http://g.example/1" if "sourceurl" in names else None)


def test_a_spoilt_gdelt_file(tmp_path: Path) -> None:
    good = gdelt(globaleventid="1", sqldate="19310504", eventcode="190", actor1name="CAFÉ ELDA", sourceurl="http://a.example/1")
    rows = [good, "x\t" + good, gdelt(globaleventid="2", sqldate="19319999", eventcode="190"), good, good[: good.index("CAFÉ")]]
    first, long, undated, again, broken = found(tmp_path / "g.CSV", "".join(rows).encode("latin-1"))
    assert isinstance(first, OutsideEvent)
    assert isinstance(again, OutsideEvent)
    assert again.actors[0].names == ("CAFÉ ELDA",)
    assert [str(error).partition(": ")[0].rpartition(", ")[2] for error in (long, undated, broken)] == ["line 2", "line 3", "line 5"]
    assert "has 62 fields" in str(long)
    assert "19319999" in str(undated)
    assert "has 7 fields, and the table 61 columns" in str(broken)


def test_a_table_of_others_that_is_spoilt(tmp_path: Path) -> None:
    rows = ['1,1931-05-04,AID,"Café, Elda"', '2,1931-05-04,AID,"never', "3,soon,AID,x", "4,1931-05-04,AID,Brisk", "5,1931-05"]
    items = found(tmp_path / "t.csv", ("id,day,plover,actor\n" + "\n".join(rows)).encode("cp1252"))
    assert [item.id for item in items if isinstance(item, OutsideEvent)] == ["1", "4"]
    told = [str(item).partition("t.csv, ")[2] for item in items if isinstance(item, SourceError)]
    assert [error.partition(" (")[0] for error in told[:1]] == ["line 3: is no row"]
    assert told[1:] == [
        "line 4: the day is 'soon' and no day; write it as 2024-05-01 or 20240501",
        "line 6: has 2 fields, and the table 4 columns; the row ends with column 2, “1931-05”",
    ]


def test_ngec(tmp_path: Path) -> None:
    given: dict[str, Any] = {
        "id": "e1_ASSAULT", "story_id": "s1", "event_type": "ASSAULT", "pub_date": "1931-05-05", "date_resolved": "1931-05-04", "publisher": "Halyard",
        "event_text": "The Guard shot at Edric Brisk in Elda.", "event_mode": [],
        "attributes": {"ACTOR": [{"text": "The Guard", "wiki": "Low Bank Guard", "country": ""}], "RECIP": [{"text": "Edric Brisk", "country": "BEL"}],
                       "LOC": [{"text": "Elda"}]},
        "event_geolocation": {"reason": "x", "geo": {"resolved_placename": "Elda", "country_code3": "BEL", "geonameid": "77", "lat": 50.5, "lon": 4.25,
                                                     "feature_class": "P"}},
    }  # fmt: skip
    older = given | {"event_type": ["ACCUSE", "REJECT"], "date_resolved": None, "event_geolocation": {"reason": "x", "geo": None}, "attributes": None}
    rows = [json.dumps(given), '{"event_type": ', '{"id": 1}', json.dumps(older | {"pub_date": "soon"}), json.dumps(older)]
    items = found(tmp_path / "n.jsonl", "\n".join(rows))
    event, *errors, old = items
    assert isinstance(event, OutsideEvent)
    assert (event.first, event.actors[0].names, event.recipients[0].country) == (DAY, ("Low Bank Guard", "The Guard"), "BEL")
    assert event.spot == Where(names=("Elda",), country="BEL", geonameid=77, lat=50.5, lon=4.25, fine=True)
    for error, why in zip(errors, ["line 2: not JSON (Expecting value", "line 3: has no event_type", "line 4: date_resolved is 'soon'"], strict=True):
        assert why in str(error)
    assert isinstance(old, OutsideEvent)
    assert (old.types, old.first, old.spot) == (("ACCUSE", "REJECT"), DAY + 1, Where())


@pytest.mark.parametrize(
    ("header", "row", "types"),
    [
        (
            "event_id_cnty,event_date,event_type,actor1,actor2,location,country",
            'BEL1,04 May 1931,Battles,Guard,"Brisk, E.",Elda,Belmora',
            ("ASSAULT",),
        ),
        ("id\tday\tplover\tactor\trecipient\tplace\tcountry", "BEL1\t1931-05-04\tACCUSE\tGuard\tBrisk, E.\tElda\tBelmora", ("ACCUSE",)),
        (
            "Event ID\tEvent Date\tSource Name\tTarget Name\tCAMEO Code\tCity\tCountry",
            "BEL1\t1931-05-04\tGuard\tBrisk, E.\t190\tElda\tBelmora",
            ("ASSAULT",),
        ),
        ("id;date_start;type_of_violence;side_a;side_b;where_coordinates;country", "BEL1;19310504;2;Guard;Brisk, E.;Elda;Belmora", ("ASSAULT",)),
    ],
)
def test_tables_of_others(tmp_path: Path, header: str, row: str, types: tuple[str, ...]) -> None:
    (event,) = events(tmp_path / "t.csv", f"{header}\n{row}\n")
    assert (event.id, event.types, event.first) == ("BEL1", types, DAY)
    assert [side[0].names for side in (event.actors, event.recipients)] == [("Guard",), ("Brisk, E.",)]
    assert event.spot == Where(names=("Elda",), country="Belmora", fine=True)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "is a ZIP archive"),
        (b"a,b\n1,2\n", "is no file of events: of its columns (a, b) none has days (event_id"),
        (b"day,who\n1,2\n", "is no file of events"),
    ],
)
def test_files_that_are_none(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(SourceError) as error:
        found(tmp_path / "x", data)
    assert why.replace("event_id", "event_date") in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_outside(tmp_path / "gone"))


@pytest.mark.parametrize(
    ("code", "types"),
    [("ASSAULT", ("ASSAULT",)), ("ASSAULT-firearms", ("ASSAULT",)), ("010", ()), ("057", ("SUPPORT", "AGREE")), ("20", ("ASSAULT",)), ("Riots", ("PROTEST", "ASSAULT")),
     ("storm", ()), ("", ())],
)  # fmt: skip
def test_types(code: str, types: tuple[str, ...]) -> None:
    assert types_of(code) == types
