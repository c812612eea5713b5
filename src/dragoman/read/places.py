"""Place names of a report and where they lie. A demonym is not a place; a person's name is not one either, whatever town bears it.

Names come from the parser's entities (GPE, LOC, FAC) and from the gazetteer in locative contexts ("in X", "X, Ohio"); names that nothing in the
gazetteer bears stay, without coordinates. A government meant by its capital's name is still a place name. Datelines are not parsed, so not here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

import msgspec

from dragoman.lexicon import load
from dragoman.lexicon.gazetteer import ABBREVIATED, LONGEST, OWN, Candidate, fold, lookup
from dragoman.model.actor import Mention
from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Place, PlaceClass

from .toponyms import Name, holds, resolve

PLACES = frozenset({"GPE", "LOC"})
NEVER = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})
LARGE = 100_000  # inhabitants: a firm's or event's name that is wholly a city of that size is far likelier the city, mislabelled
TOWN = 10_000  # a name coordinated with a place ("Damascus and Palmyra") is a town of that size rather than a person or firm
INNER = frozenset(
    {"of", "the", "and", "de", "la", "le", "du", "des", "del", "di", "da", "el", "al", "ar", "as", "ash", "az", "es", "ez", "en", "upon", "sur"}
)
EDGES = "\"'“”‘’«»()[]{}<>,;:!?-–—…*_/\\|.  \t"

Cue = Literal["inside", "along", "direction", "division", "settlement", "divided", "title", "institution", "other"]


class PlaceCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `place_cues.yaml`."""

    cue: Cue
    words: frozenset[str]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class _Match(msgspec.Struct, frozen=True):
    """Tokens [first, last) that may name a place; no candidates: only the parser says that it does."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]


@cache
def _words(cue: Cue) -> frozenset[str]:
    return frozenset(word for entry in load("place_cues", PlaceCue) if entry.cue == cue for word in entry.words)


@cache
def _common() -> frozenset[str]:
    """Words that are towns somewhere, and in news are themselves."""
    return _words("direction") | _words("institution") | _words("division") | _words("settlement") | _words("other")


def find_places(parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Place, ...]:
    """The places in text order; coordinates null where nothing in the gazetteer bears the name."""
    entities = _entities(parse)
    matches = list(_matches(parse, entities))
    commas = _commas(parse, matches)
    people = _people(parse, entities, mentions)
    cast = Cast(tuple(mention for mention in mentions if mention.form == "name"))
    taken: dict[int, _Match] = {}
    doubtful: list[_Match] = []
    refused: set[int] = set()
    for match in matches:
        verdict = match.first in commas or _judge(parse, match, entities, people, cast)
        if verdict:
            taken[match.first] = match
        elif verdict is None:
            doubtful.append(match)
        else:
            refused.add(match.first)
    for match in _unlisted(parse, entities, taken, refused, cast):
        taken[match.first] = match
    sure = {fold(_text(parse, match)) for match in taken.values()}
    heads = {at for match in taken.values() for at in range(match.first, match.last)}
    for match in doubtful:
        last = parse.tokens[match.last - 1]
        if fold(_text(parse, match)) in sure or (last.dep == "conj" and last.head in heads and match.candidates[0].population >= TOWN):
            taken[match.first] = match
            heads.update(range(match.first, match.last))
    found = sorted(taken.values(), key=lambda match: match.first)
    places = _placed(parse, found, {first: match.candidates for first, match in commas.items()})
    return tuple(_place(parse, match, held) for match, held in zip(found, places, strict=True))


def locate(parse: Parse, spans: Iterable[tuple[int, int]]) -> tuple[Place, ...]:
    """The places that these stretches of the text name, in text order: for text whose place names somebody else has marked."""
    matches = []
    for start, end in sorted(set(spans)):
        tokens = parse.covering(start, end)
        if tokens:
            matches.append(_Match(tokens[0].i, tokens[-1].i + 1, lookup(parse.text[start:end].strip(EDGES))))
    commas = _commas(parse, matches)
    placed = _placed(parse, matches, {first: match.candidates for first, match in commas.items()})
    return tuple(_place(parse, match, held) for match, held in zip(matches, placed, strict=True))


def _entities(parse: Parse) -> dict[int, tuple[int, int, str]]:
    """Token index → the entity over it, as [first, last) and label, "the" and a possessive left out."""
    found: dict[int, tuple[int, int, str]] = {}
    tokens = parse.tokens
    first = 0
    for at in range(1, len(tokens) + 1):
        if at < len(tokens) and tokens[at].ent == tokens[first].ent and not tokens[at].ent_first:
            continue
        if tokens[first].ent:
            low, high = first, at
            while low < high - 1 and (tokens[low].lower in ("the", "a", "an") or tokens[low].text in _words("direction")):
                low += 1
            while high - 1 > low and (tokens[high - 1].tag == "POS" or not tokens[high - 1].text.strip(EDGES)):
                high -= 1
            for inner in range(low, high):
                found[inner] = (low, high, tokens[first].ent)
        first = at
    return found


def _named(token: Token) -> bool:
    return token.text[:1].isupper()


def _matches(parse: Parse, entities: dict[int, tuple[int, int, str]]) -> Iterator[_Match]:
    """The longest gazetteer names, left to right, none overlapping."""
    tokens = parse.tokens
    at = 0
    while at < len(tokens):
        match = _longest(parse, at) if _named(tokens[at]) and (at not in entities or entities[at][2] not in NEVER) else None
        if match is None:
            at += 1
            continue
        yield match
        at = match.last


def _longest(parse: Parse, first: int) -> _Match | None:
    tokens = parse.tokens
    last = first + 1
    limit = min(first + 2 * LONGEST, parse.sentence(tokens[first]).last, len(tokens))
    while last < limit and (_named(tokens[last]) or tokens[last].lower in INNER or tokens[last].text in "-–'’."):
        last += 1
    while last > first:
        token = tokens[last - 1]
        if _named(token) and last - first <= 2 * LONGEST:
            candidates = lookup(parse.text[tokens[first].start : token.end])
            if candidates:
                return _Match(first, _stopped(parse, last), candidates)
        last -= 1
    return None


def _stopped(parse: Parse, last: int) -> int:
    """The end of a match, its full stop taken in where the parser cut "W.Va." in two."""
    tokens = parse.tokens
    cut = last < len(tokens) and tokens[last].text == "." and tokens[last].start == tokens[last - 1].end and "." in tokens[last - 1].text
    return last + 1 if cut else last


def _commas(parse: Parse, matches: list[_Match]) -> dict[int, _Match]:
    """First token → match, its namesakes cut down to those in the division or country named after the comma; that one too."""
    found: dict[int, _Match] = {}
    for match, after in pairwise(matches):
        if after.first != match.last + 1 or parse.tokens[match.last].text != ",":
            continue
        pairs = [(inner, outer) for outer in after.candidates[:20] for inner in match.candidates if holds(outer, inner)]
        if not pairs:
            continue
        inner = tuple(dict.fromkeys(pair[0] for pair in pairs))
        outer = tuple(dict.fromkeys(pair[1] for pair in pairs))
        found[match.first] = _Match(match.first, match.last, inner)
        found[after.first] = _Match(after.first, after.last, outer)
    return found


def _people(parse: Parse, entities: dict[int, tuple[int, int, str]], mentions: tuple[Mention, ...]) -> frozenset[str]:
    """Surnames: the last words of persons' names of several words, where the report does not use them as places at least as often.

    With them their plurals, and possessives that lost the apostrophe ("the Sadrs").
    """
    surnames = Counter(parse.tokens[last - 1].lower for at, (first, last, label) in entities.items() if label == "PERSON" and at == first < last - 1)
    for mention in mentions:
        words = parse.text[mention.start : mention.end].split()
        if mention.kind == "person" and mention.form == "name" and len(words) > 1:
            surnames[words[-1].lower()] += 1
    places = Counter(parse.tokens[at].lower for at, (first, last, label) in entities.items() if label == "GPE" and last - first == 1)
    kept = [name for name, count in surnames.items() if count >= places[name]]
    return frozenset([*kept, *(f"{name}s" for name in kept)])


def _judge(parse: Parse, match: _Match, entities: dict[int, tuple[int, int, str]], people: frozenset[str], cast: Cast) -> bool | None:
    """True: a place; False: not one; None: one if the report calls that name a place elsewhere."""
    tokens = parse.tokens
    first, last = match.first, match.last
    low, high, label = entities.get(first, (first, last, ""))
    if all(candidate.borne == ABBREVIATED for candidate in match.candidates):
        return label == "GPE" and "." in _text(parse, match)
    if last - first == 1 and (tokens[first].lower in _common() or tokens[first].pos in ("DET", "PRON", "ADP", "AUX")):
        return False
    mention = cast.mention_at(tokens[first].start)
    if mention and mention.end > tokens[last - 1].end and mention.kind == "person":
        return False
    before = _before(parse, first)
    if before is not None and before.i == first - 1 and _named(before) and before.lower.rstrip(".") in _words("title"):
        return False
    inside = before is not None and before.lower in _words("inside")
    if mention and mention.kind == "person":
        label = "PERSON"
    if mention and mention.kind in ("place", "state") and mention.end == tokens[last - 1].end and label not in PLACES:
        label = "GPE"
    surname = last - first == 1 and tokens[first].lower in people
    owns = last < len(tokens) and tokens[last].tag == "POS"
    if (surname and not inside) or (label == "PERSON" and owns and inside):
        return False  # "in Jordan's view"
    if first <= low and last >= high:
        return _judge_whole(parse, match, label, inside, before)
    if first == low and tokens[last].lower in _words("institution"):
        return True
    if label in PLACES:
        rest = [token for token in tokens[low:high] if not first <= token.i < last]
        return not any(_named(token) and token.pos == "PROPN" and token.i != parse.sentence(token).first for token in rest)
    # "University of Leeds", "Government of Chad": the place that the body's name ends in
    return last == high and tokens[first - 1].lower == "of" and label in ("ORG", "FAC") and match.candidates[0].population >= LARGE


def _judge_whole(parse: Parse, match: _Match, label: str, inside: bool, before: Token | None) -> bool | None:
    """The verdict on a name that is the whole of what the parser labelled."""
    tokens = parse.tokens
    if label in PLACES or label == "FAC":
        return True
    likely = match.candidates[0]
    if tokens[match.first].pos != "PROPN" or (likely.borne != OWN and likely.population < LARGE):
        return None
    if label != "ORG" and likely.feature[0] not in "AP":
        return True  # seas, rivers and regions lend their names to firms, seldom to persons
    divided = _hint(parse, match)
    if divided is not None and any(candidate.feature.startswith(("A.ADM", "L.")) == divided for candidate in match.candidates):
        return True
    if label == "NORP":
        return True if tokens[match.last - 1].dep == "pobj" and likely.borne == OWN and likely.population >= LARGE else None
    if inside or (not label and before is not None and before.lower in _words("along")):
        return True
    if label == "ORG" and before is not None and before.lower in _words("along") and likely.borne == OWN:
        return True
    filed = match.first == parse.sentence(tokens[match.first]).first and tokens[match.last - 1].text.isupper()
    if filed and match.last < len(tokens) and tokens[match.last].text in ("-", "--", "–", "—", ":"):
        return True  # a dateline inside the text, as in a digest of several reports
    return True if label == "ORG" and likely.borne == OWN and likely.population >= LARGE else None


def _before(parse: Parse, first: int) -> Token | None:
    """The token before the name, over an article and words of direction."""
    at = first - 1
    while at >= 0 and (parse.tokens[at].lower == "the" or parse.tokens[at].lower in _words("direction")):
        at -= 1
    same = at >= 0 and parse.tokens[at].sentence == parse.tokens[first].sentence
    return parse.tokens[at] if same else None


def _unlisted(parse: Parse, entities: dict[int, tuple[int, int, str]], taken: dict[int, _Match], refused: set[int], cast: Cast) -> Iterator[_Match]:
    """The parser's places in which no gazetteer name was taken, nor refused as the whole."""
    covered = {at for match in taken.values() for at in range(match.first, match.last)}
    for at, (first, last, label) in entities.items():
        if at != first or not (label in PLACES or label == "FAC") or any(inner in covered for inner in range(first, last)):
            continue
        mention = cast.mention_at(parse.tokens[first].start)
        if (first in refused and last - first == 1) or (mention and mention.kind in ("person", "organization")):
            continue
        before = _before(parse, first)
        sure = label != "GPE" or (
            before is not None and before.lower in _words("inside")
        )  # on LGL 1 in 5 of the other GPE names is a place, 2 in 3 of these
        if sure and _named(parse.tokens[first]) and parse.tokens[first].pos == "PROPN":
            yield _Match(first, last, ())
            covered.update(range(first, last))
    named = _words("settlement") | _words("divided") - {"department", "state"}
    for token in parse.tokens:
        if token.text != "of" or token.i < 1 or parse.tokens[token.i - 1].text not in named:
            continue  # "the city of X", but "City of X" and "Department of X" are bodies
        first = last = token.i + 1
        while last < len(parse.tokens) and parse.tokens[last].pos == "PROPN" and _named(parse.tokens[last]) and last not in covered:
            last += 1
        if first < last and entities.get(first, (0, 0, ""))[2] not in NEVER:
            yield _Match(first, last, ())


def _text(parse: Parse, match: _Match) -> str:
    return parse.text[parse.tokens[match.first].start : parse.tokens[match.last - 1].end]


def _placed(parse: Parse, found: list[_Match], commas: dict[int, tuple[Candidate, ...]]) -> list[Candidate | None]:
    """The place that each match means: one sense a name, unless a match says its division or country itself."""
    own: dict[str, list[_Match]] = {}
    for match in found:
        own.setdefault(fold(_text(parse, match)), []).append(match)
    names: list[Name] = []
    for words, matches in own.items():
        stated = [commas[match.first] for match in matches if match.first in commas]
        hints = [hint for match in matches if (hint := _hint(parse, match)) is not None]
        names.append(Name(words, len(matches), stated[0] if stated else matches[0].candidates, hints[0] if hints else None))
    held = dict(zip(own, resolve(names), strict=True))
    return [held[fold(_text(parse, match))] if match.candidates else None for match in found]


def _hint(parse: Parse, match: _Match) -> bool | None:
    """True when the words around call it a division, False when a town, None when they do not say."""
    tokens = parse.tokens
    if match.last < len(tokens) and tokens[match.last].lower in _words("division"):
        return True
    if match.first >= 2 and tokens[match.first - 1].lower == "of":
        head = tokens[match.first - 2].lower
        return True if head in _words("divided") else False if head in _words("settlement") else None
    return None


def _place(parse: Parse, match: _Match, held: Candidate | None) -> Place:
    start, end = parse.tokens[match.first].start, parse.tokens[match.last - 1].end
    words = parse.text[start:end]
    if held is None:
        why = "no place of the gazetteer bears the name" if not match.candidates else "its namesakes cannot be told apart"
        return Place(id=make_id("p", start, end), start=start, end=end, name=words, unresolved=why)
    # GeoNames spells many towns as locals do; the report's spelling is the reader's, but a country or an abbreviation gets its full name.
    full = held.feature.startswith("A.PCL") or held.borne == ABBREVIATED or (words.isupper() and fold(held.name) == fold(words))
    return Place(
        id=make_id("p", start, end), start=start, end=end, name=held.name if full else words, geonameid=held.geonameid,
        lat=held.lat, lon=held.lon, country=held.country, feature=held.feature,
        precision=_precision(held.feature),
    )  # fmt: skip


def _precision(feature: str) -> PlaceClass:
    """What a GeoNames feature class and code stand for."""
    kind, _, code = feature.partition(".")
    if kind == "P":
        return "city" if code != "PPLX" else "point"
    if kind == "A":
        return "country" if code.startswith("PCL") else "province" if code.startswith("ADM1") else "district"
    return "area" if kind in "LHV" else "point"
