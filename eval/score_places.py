"""Scores of place names on LGL (Lieberman, Samet and Sankaranarayanan 2010), local news: `python -m eval.score_places`.

Detection counts a gold name found when a place has exactly its span (`detection_f1`, the practice of LGL and TR-News) or overlaps it
(`overlap_f1`). LGL also marks demonyms ("Iraqi"), streets and places inside names of organisations; they count against recall. Resolution is
measured on gold names with coordinates: `accuracy_161km` of those that were found with the same span, `given_names_right` of all, their spans given;
an unresolved place is wrong. `gazetteer_ceiling`: the share of gold names that some namesake in the gazetteer would answer.
"""

from collections.abc import Iterator
from typing import Any

from dragoman.lexicon.gazetteer import Candidate, lookup
from dragoman.model.reading import Place
from dragoman.read.mentions import find_mentions
from dragoman.read.places import find_places, locate
from dragoman.read.toponyms import distance_km
from eval.corpora import parsed, report_of, rows

CORPORA = ("geo_lgl.dev",)
NEAR_KM = 161.0  # 100 miles: the radius of the toponym resolution literature


def score() -> dict[str, float]:
    """Figure → percentage with one decimal."""
    gold = predicted = exact = gold_met = predicted_met = located = near = ceiling = with_point = end_to_end = given_right = 0
    for toponyms, places, given in _pairs():
        spans = {(place.start, place.end): place for place in places}
        gold += len(toponyms)
        predicted += len(places)
        gold_met += sum(any(place.start < toponym["end"] and toponym["start"] < place.end for place in places) for toponym in toponyms)
        predicted_met += sum(any(place.start < toponym["end"] and toponym["start"] < place.end for toponym in toponyms) for place in places)
        for toponym in toponyms:
            found = spans.get((toponym["start"], toponym["end"]))
            exact += found is not None
            if toponym["lat"] is None:
                continue
            with_point += 1
            point = _point(toponym["lat"], toponym["lon"])
            ceiling += any(distance_km(candidate, point) <= NEAR_KM for candidate in lookup(toponym["phrase"]))
            told = given.get(toponym["start"])
            given_right += told is not None and _is_near(told, point)
            if found is not None:
                located += 1
                right = _is_near(found, point)
                near += right
                end_to_end += right
    figures = {
        "places.lgl.detection_f1": _f1(exact / predicted, exact / gold),
        "places.lgl.detection_precision": exact / predicted,
        "places.lgl.detection_recall": exact / gold,
        "places.lgl.overlap_f1": _f1(predicted_met / predicted, gold_met / gold),
        "places.lgl.accuracy_161km": near / located,
        "places.lgl.found_and_right": end_to_end / with_point,
        "places.lgl.given_names_right": given_right / with_point,
        "places.lgl.gazetteer_ceiling": ceiling / with_point,
    }
    return {name: round(100 * value, 1) for name, value in figures.items()}


def _is_near(place: Place, point: Candidate) -> bool:
    return place.lat is not None and place.lon is not None and distance_km(_point(place.lat, place.lon), point) <= NEAR_KM


def _pairs() -> Iterator[tuple[list[dict[str, Any]], tuple[Place, ...], dict[int, Place]]]:
    """Gold toponyms, our places, and the places of the gold toponyms by their start, article by article."""
    articles = rows(CORPORA[0])
    reports = [report_of(article["text"], article["published"]) for article in articles]
    for article, (_, _, parse) in zip(articles, parsed(reports), strict=True):
        given = locate(parse, [(toponym["start"], toponym["end"]) for toponym in article["toponyms"]])
        yield article["toponyms"], find_places(parse, find_mentions(parse)), {place.start: place for place in given}


def _point(lat: float, lon: float) -> Candidate:
    return Candidate(geonameid=None, name="", lat=lat, lon=lon, country=None, feature="")


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    for name, value in score().items():
        print(f"{name:36} {value:5.1f}")
