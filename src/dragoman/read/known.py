"""Which actors of a report are known ones: each link has a score and a reason, and below `SURE` it stays unsure and adds nothing.

A score is what the printed name is worth alone, raised where a second name or the country agrees, lowered where the country or the years do not. What
the text says of country and sector stands; a sure link only fills what it leaves open.
"""

from typing import NamedTuple

import msgspec

from dragoman.lexicon.actors import KnownActor, Listed
from dragoman.lexicon.names import plain
from dragoman.lexicon.states import codes_of
from dragoman.model.actor import Actor, KnownLink, SectorGround

SURE = 0.8
"""One word (0.6) needs two more witnesses, two words (0.75) one; three and more (0.85) stand alone unless something speaks against them."""
ALONE = (0.6, 0.75, 0.85)
WITNESS, AGAINST = 0.1, 0.3
LEAST = 0.5  # below, the name says nothing
WORLDWIDE = frozenset({"JRN", "NGO", "IGO"})  # who is at work outside the own country
CLOSE = 0.05  # two known actors nearer than this to one another are not told apart
NOT_PLACED = frozenset({"organization", "group"})


class Match(NamedTuple):
    """One known actor that bears a printed name."""

    actor: KnownActor
    score: float
    reason: str


def link_known(actors: tuple[Actor, ...], listed: Listed, published: str | None) -> tuple[Actor, ...]:
    """The actors in their order, with `known` where a known actor bears one of their names."""
    countries: set[str | None] = {actor.country for actor in actors if actor.kind == "state" and actor.country}
    year = int(published[:4]) if published else None
    linked = (_linked(actor, listed, countries, year) for actor in actors)
    return tuple(
        msgspec.structs.replace(actor, codes=codes_of(actor.country)) if actor.kind == "state" and actor.country else actor for actor in linked
    )


def _linked(actor: Actor, listed: Listed, countries: set[str | None], year: int | None) -> Actor:
    found = [match for match in _matches(actor, listed, countries, year) if match.score >= LEAST]
    matches = sorted(found, key=lambda match: (-match.score, match.actor.id))
    if not matches or actor.kind == "place":
        return actor
    best = matches[0]
    rivals = [match for match in matches[1:] if best.score - match.score < CLOSE]
    sure = best.score >= SURE and not rivals
    reason = best.reason + (f"; so is {', '.join(match.actor.name for match in rivals)}" if rivals else "")
    link = KnownLink(id=best.actor.id, name=best.actor.name, score=round(best.score, 2), sure=sure, reason=reason, wikidata=best.actor.wikidata)
    if not sure:
        return msgspec.structs.replace(actor, known=link)
    country = actor.country or best.actor.country
    if actor.sector is None and best.actor.sector is not None:
        return msgspec.structs.replace(actor, known=link, country=country, sector=best.actor.sector, sector_ground=SectorGround(kind="known"))
    return msgspec.structs.replace(actor, known=link, country=country)


def _matches(actor: Actor, listed: Listed, countries: set[str | None], year: int | None) -> list[Match]:
    printed = (actor.name, *actor.aliases)
    borne: dict[str, list[str]] = {}
    entries: dict[str, KnownActor] = {}
    for name in sorted(printed, key=lambda name: -len(plain(name))):
        for entry in listed.find(name):
            if _same_kind(actor, entry) and (_same_case(name, entry) or entry.id in entries):  # "Isis" beside "Islamic State", not alone
                entries[entry.id] = entry
                borne.setdefault(entry.id, []).append(name)
    return [_scored(actor, entry, borne[id_], countries, year) for id_, entry in entries.items()]


def _scored(actor: Actor, entry: KnownActor, names: list[str], countries: set[str | None], year: int | None) -> Match:
    longest = max(names, key=lambda name: (len(plain(name)), name))
    score = ALONE[min(len(plain(longest)), len(ALONE)) - 1]
    reasons = [f"called ‘{longest}’"]
    if len({plain(name) for name in names}) > 1:
        score += WITNESS
        reasons.append(f"and ‘{next(name for name in names if plain(name) != plain(longest))}’")
    if entry.country and actor.country:
        agrees = entry.country == actor.country
        score += WITNESS if agrees else -AGAINST
        reasons.append(f"of {entry.country}" if agrees else f"but of {actor.country}, not {entry.country}")
    elif entry.country in countries:
        score += WITNESS
        reasons.append(f"in a report on {entry.country}")
    elif entry.country and countries and entry.sector not in WORLDWIDE:
        score -= WITNESS
        reasons.append(f"but {entry.country} is not spoken of")
    if year and ((entry.since and year < entry.since) or (entry.until and year > entry.until)):
        score -= AGAINST
        reasons.append(f"but it existed from {entry.since or '?'} to {entry.until or 'now'}, not in {year}")
    return Match(entry, min(max(score, 0.0), 1.0), " ".join(reasons))


def _same_case(name: str, entry: KnownActor) -> bool:
    """An acronym is one only in capitals: "Eta" is a town, "ETA" the Basques'. No name is all in small letters: "a border security force"."""
    if name.islower():
        return False
    own = [each for each in (entry.name, *entry.names) if plain(each) == plain(name)]
    return name.isupper() or not all(each.isupper() for each in own)


def _same_kind(actor: Actor, entry: KnownActor) -> bool:
    return actor.kind == entry.kind or {actor.kind, entry.kind} <= NOT_PLACED
