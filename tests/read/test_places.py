"""Place names are found and mean the right place; people and peoples are not places."""

from pathlib import Path

import msgspec
import pytest

from dragoman.lexicon import load
from dragoman.lexicon.gazetteer import Candidate, Region
from dragoman.model.actor import Mention
from dragoman.model.parse import Parse
from dragoman.model.reading import Place
from dragoman.model.text import Layout, Part
from dragoman.read import engines
from dragoman.read.places import PlaceCue, find_places, locate
from dragoman.read.toponyms import Name, distance_km, holds, resolve
from eval import score_places
from eval.corpora import FOLDER, parsed, report_of


class Case(msgspec.Struct, frozen=True):
    """A text and its places: words, name, country, feature."""

    text: str
    places: tuple[tuple[str, str, str | None, str | None], ...]


CASES = msgspec.yaml.decode((Path(__file__).parent.parent / "cases" / "places.yaml").read_bytes(), type=list[Case])


def parse_of(text: str) -> Parse:
    return next(engines.parse_reports([report_of(text)], [Layout(parts=(Part("body", 0, len(text)),))]))


def places_of(text: str, mentions: tuple[Mention, ...] = ()) -> tuple[Place, ...]:
    return find_places(parse_of(text), mentions)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:40])
def test_cases(case: Case) -> None:
    found = tuple((case.text[place.start : place.end], place.name, place.country, place.feature) for place in places_of(case.text))
    assert found == case.places


def test_a_country_has_its_own_geonameid() -> None:
    (place,) = places_of("Rain fell in Iraq.")
    assert (place.geonameid, place.feature) == (99237, "A.PCLI")


def test_an_unknown_place_has_no_coordinates() -> None:
    (place,) = places_of("He camped near Zzyborough.")
    assert (place.geonameid, place.lat, place.lon, place.country, place.feature) == (None, None, None, None, None)


def test_a_person_among_the_mentions_is_no_place() -> None:
    text = "Paris Stanhope resigned."
    assert places_of(text, (Mention(id="m-1", start=0, end=14, kind="person", form="name"),)) == ()


def test_one_sense_a_name() -> None:
    places = places_of("A barn burned in Paris, Texas. Firemen from Paris came late.")
    assert len({place.geonameid for place in places if place.name == "Paris"}) == 1
    assert all(place.country == "USA" for place in places)


@pytest.mark.parametrize("cue", load("place_cues", PlaceCue), ids=lambda cue: cue.cue)
def test_cues_by_their_examples(cue: PlaceCue) -> None:
    assert [text for text in cue.examples if not places_of(text)] == []
    assert [text for text in cue.lookalikes if places_of(text)] == []


def test_regions_by_their_examples() -> None:
    regions = load("regions", Region)
    texts = [(region, text, True) for region in regions for text in region.examples]
    texts += [(region, text, False) for region in regions for text in region.lookalikes]
    layouts = [Layout(parts=(Part("body", 0, len(text)),)) for _, text, _ in texts]
    parses = engines.parse_reports([report_of(text) for _, text, _ in texts], layouts)
    wrong = [
        text
        for (region, text, wanted), parse in zip(texts, parses, strict=True)
        if any((place.lat, place.lon) == (region.lat, region.lon) for place in find_places(parse, ())) != wanted
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["x", "“ ” ))) 🙂", "in " * 400, "Paris, " * 400, "בבגדאד נהרגו", "In In In Near The The", "." * 500, "Springfield and " * 300]
)
def test_odd_text_raises_nothing_and_spans_are_clean(text: str) -> None:
    for place in places_of(text):
        words = text[place.start : place.end]
        assert words
        assert words == words.strip(" ,;:\"'“”()")


def test_no_text_no_places() -> None:
    assert find_places(Parse("", (), ()), ()) == ()


def candidate_of(geonameid: int, lat: float, lon: float, **fields: object) -> Candidate:
    values: dict[str, object] = {"name": "X", "country": "AAA", "feature": "P.PPL", "population": 5000} | fields
    return msgspec.convert({"geonameid": geonameid, "lat": lat, "lon": lon, **values}, Candidate)


def test_distance_against_known_ones() -> None:
    london, paris = candidate_of(1, 51.5074, -0.1278), candidate_of(2, 48.8566, 2.3522)
    assert distance_km(london, paris) == pytest.approx(344, abs=2)
    assert distance_km(candidate_of(1, 0, 179.5), candidate_of(2, 0, -179.5)) == pytest.approx(111.2, abs=0.5)


def test_holds() -> None:
    state = candidate_of(10, 0, 0, feature="A.ADM1")
    assert holds(state, candidate_of(1, 0, 0, admin1=10))
    assert not holds(state, state)
    assert not holds(candidate_of(1, 0, 0), state)


def test_company_outweighs_population() -> None:
    large = candidate_of(1, 50, 0, population=500_000)
    small = candidate_of(2, 0, 0, population=20_000, country="BBB", admin1=10)
    state = candidate_of(10, 0.2, 0.2, country="BBB", feature="A.ADM1", population=100_000)
    assert resolve([Name("x", 1, (large, small))]) == [large]
    assert resolve([Name("x", 1, (large, small)), Name("y", 1, (state,))]) == [small, state]
    assert resolve([Name("x", 1, ())]) == [None]


@pytest.mark.corpora
def test_scores_on_lgl_hold() -> None:
    if not (FOLDER / "geo_lgl.dev.jsonl").exists():
        pytest.skip("the LGL corpus is not beside the repository")
    figures = score_places.score()
    assert figures["places.lgl.detection_f1"] > 72
    assert figures["places.lgl.accuracy_161km"] > 83
    assert figures["places.lgl.gazetteer_ceiling"] > 83


def test_marked_names_are_located() -> None:
    text = "Shells fell on Lima, Ohio, and on Zzyrrhof."
    _, _, parse = next(parsed([report_of(text)]))
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Lima", "Ohio", "Zzyrrhof")]
    lima, ohio, nowhere = locate(parse, spans)
    assert (lima.country, ohio.precision) == ("USA", "province")
    assert (nowhere.lat, nowhere.unresolved is not None) == (None, True)
