"""GDELT: 61, 16 and 27 cells without a header, a row a pair of parties."""

import io

import pandas as pd

from dragoman.show.exports.gdelt import EVENTS, GKG, MENTIONS

from .made import ARMY, COPY, FRONT, MOSUL, WITH_TELLING, Few, event, full, report, written

PUBLISHED = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
]


def sheet(extract: Few, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(written("gdelt", extract)[0][name]), sep="\t", header=None, names=list(columns), dtype=str, index_col=False)


def test_columns() -> None:
    assert list(EVENTS) == PUBLISHED
    assert (len(EVENTS), len(MENTIONS), len(GKG)) == (61, 16, 27)
    files, _ = written("gdelt", full())
    for name, width in (("events.export.CSV", 61), ("mentions.CSV", 16), ("gkg.csv", 27)):
        assert {len(line.split("\t")) for line in files[name].decode("utf-8").rstrip("\n").split("\n")} == {width}


def test_an_event() -> None:
    row = sheet(Few(event(reports=(report(), COPY))), "events.export.CSV", EVENTS).iloc[0]
    assert (row.SQLDATE, row.MonthYear, row.Year, row.FractionDate) == ("20250902", "202509", "2025", "2025.7452")
    assert (row.Actor1Code, row.Actor1Name, row.Actor1CountryCode, row.Actor1Type1Code) == ("IRQMIL", "IRAQI ARMY", "IRQ", "MIL")
    assert (row.Actor2Code, row.Actor2Type1Code) == ("REB", "REB")
    assert (row.EventCode, row.EventBaseCode, row.EventRootCode, row.QuadClass, row.GoldsteinScale) == ("190", "190", "19", "4", "-10.0")
    assert (row.NumMentions, row.NumSources, row.NumArticles) == ("2", "2", "2")
    assert (row.ActionGeo_Type, row.ActionGeo_FullName, row.ActionGeo_CountryCode) == ("4", "Mosul, Nineveh, Iraq", "IZ")
    assert (row.DATEADDED, row.SOURCEURL) == ("20250903000000", "https://paper.example/1")
    assert row[["AvgTone", "IsRootEvent", "Actor1Geo_Lat", "ActionGeo_ADM1Code"]].isna().all()


def test_codes_keep_their_zeros_and_quads_are_cameos() -> None:
    """A concession is verbal cooperation in PLOVER, yielding (08) material in CAMEO."""
    found = sheet(Few(event(1, "CONCEDE", cameo="0831"), event(2, "REQUEST", cameo="020"), event(3, cameo=None)), "events.export.CSV", EVENTS)
    assert list(found.EventBaseCode.fillna("")) == ["083", "020", ""]
    assert list(found.QuadClass.fillna("")) == ["2", "1", ""]


def test_a_row_a_pair_each_with_its_number() -> None:
    both = event(recipients=(FRONT, ARMY))
    met = event(2, "CONSULT", actors=(ARMY, FRONT), recipients=(), cameo="042")
    lone = event(3, actors=(ARMY, FRONT), recipients=())
    found = sheet(Few(both, met, lone), "events.export.CSV", EVENTS)
    assert len(found) == 2 + 2 + 2
    assert found.GLOBALEVENTID.is_unique
    assert list(found.Actor2Name.isna()) == [False] * 4 + [True] * 2
    mentions = sheet(Few(both, met, lone), "mentions.CSV", MENTIONS)
    assert set(mentions.GLOBALEVENTID) == set(found.GLOBALEVENTID)
    assert all(int(number) < 2**53 for number in found.GLOBALEVENTID)


def test_a_mention() -> None:
    row = sheet(Few(event()), "mentions.CSV", MENTIONS).iloc[0]
    assert (row.EventTimeDate, row.MentionTimeDate, row.MentionType, row.MentionSourceName) == ("20250902000000", "20250903000000", "1", "Paper, The")
    assert (row.SentenceID, row.Actor1CharOffset, row.Actor2CharOffset, row.ActionCharOffset) == ("2", "110", "130", "120")
    assert (row.Confidence, row.MentionDocLen, row.InRawText) == ("87", "400", "1")


def test_a_quotation() -> None:
    row = sheet(Few(reports=(WITH_TELLING,)), "gkg.csv", GKG).iloc[0]
    offset, length, verb, quote = row["V2.1QUOTATIONS"].split("|")
    assert verb == "said"
    assert quote == "We saw  1   them."
    assert WITH_TELLING.text[int(offset) : int(offset) + int(length)] == "We saw #1 | them."
    assert row["V1PERSONS"] == "Dagny Roke"


def test_a_country_is_no_city() -> None:
    whole = type(MOSUL)(name="Iraq", printed="Iraq", lat=33.0, lon=44.0, country="IRQ", country_name="Iraq", precision="country", codes=MOSUL.codes)
    row = sheet(Few(event(place=whole)), "events.export.CSV", EVENTS).iloc[0]
    assert (row.ActionGeo_Type, row.ActionGeo_FullName, row.ActionGeo_ADM1Code) == ("1", "Iraq", "IZ")
