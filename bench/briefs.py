"""`briefs(number)`: short reports in any number, each with names that no other has: what a worker's memory must not grow with.

Nothing in them is news: sentences of one mould, filled with invented people, towns and figures by a generator of fixed seed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from dragoman.model.identity import make_id
from dragoman.model.text import Report

SEED = 11
BEGUN = date(1931, 1, 1)
ONSETS = ("b", "br", "d", "dr", "f", "g", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z", "sh")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "ou")
ENDS = ("", "n", "r", "l", "k", "m", "s", "t", "nd", "rk")
LEADS = (
    "Gunmen attacked the {thing} of {town} on {day}, killing {few} guards, the {office} minister, {given} {family}, said.",
    "Police in {town} arrested {many} people on {day} after a march against the {thing}, {given} {family}, the mayor, told reporters.",
    "The {office} minister of {land}, {given} {family}, met envoys of {other} in {town} on {day} and promised aid worth {many} million marks.",
    "{land} accused {other} on {day} of shelling the {thing} near {town}; {given} {family}, a spokesman, denied it.",
)
REST = (
    '"We will not leave the {thing}," {family} said.',
    "{Few} witnesses said that trucks had left {town} before dawn.",
    "An official who asked not to be named said that {other} would answer by {day}.",
    "{given2} {family2} of the {town} council did not answer a request for comment.",
    "Unions plan to strike in {town} next week unless the {thing} is opened.",
)
THINGS = ("harbour", "bridge", "mill", "depot", "railway", "school", "prison", "dam", "market", "airfield")
OFFICES = ("interior", "defence", "foreign", "finance")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
FEW = ("two", "three", "four", "five", "nine", "twelve")


def briefs(number: int, seed: int = SEED) -> Iterator[Report]:
    """So many reports of some 50 words."""
    chance = Random(seed)
    for at in range(number):
        filled = {
            "thing": chance.choice(THINGS), "office": chance.choice(OFFICES), "day": chance.choice(DAYS), "few": chance.choice(FEW),
            "Few": chance.choice(FEW).title(), "many": chance.randint(20, 900),
            **{name: _name(chance) for name in ("town", "given", "family", "given2", "family2", "land", "other")},
        }  # fmt: skip
        text = " ".join(line.format(**filled) for line in (chance.choice(LEADS), *chance.sample(REST, 2)))
        outlet, day = f"{_name(chance)} Post", (BEGUN + timedelta(days=at % 3650)).isoformat()
        yield Report(id=make_id("r", outlet, "", text), external_id=str(at), outlet=outlet, published=day, text=text)


def _name(chance: Random) -> str:
    return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(ENDS) for _ in range(chance.randint(2, 3))).title()
