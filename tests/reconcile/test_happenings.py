"""Happenings: which tellings are one, which are not, and how many independent sources stand behind them."""

import random

import msgspec
import pytest

from dragoman.model.happening import Figure, Happening, Origin, Telling
from dragoman.model.record import Echo
from dragoman.reconcile import joined
from dragoman.reconcile.happenings import happening
from dragoman.reconcile.scoring import compare

DAY = 704_000
DEAD_44 = Figure(kind="killed", low=44, high=44, by="banu")
BASE = Telling(
    id="e1", report="r1", type="ASSAULT", words="attacked", status="occurred", factuality="CT+", first=DAY, last=DAY, dated=True, published=DAY, place="velane",
    geonameid=None, feature=None, actors=("lantern brigades",), recipients=(), figures=(Figure(kind="killed", low=31, high=None, by="banu"),), origins=(Origin(key="banu", name="Banu", kind="named"),), who="Lantern Brigades", whom="",
)  # fmt: skip


def said(*keys: str) -> tuple[Origin, ...]:
    return tuple(Origin(key=key, name=key, kind="named") for key in keys)


def keys(origins: tuple[Origin, ...]) -> list[str]:
    return [origin.key for origin in origins]


def telling(report: str, **changes: object) -> Telling:
    return msgspec.structs.replace(BASE, report=report, id=f"e-{report}", **changes)


def parts(happenings: tuple[Happening, ...]) -> list[list[str]]:
    return sorted(sorted(each.reports) for each in happenings)


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({}, True),
        ({"words": "raid", "actors": (), "figures": (DEAD_44,)}, True),
        ({"first": DAY + 1, "last": DAY + 1}, True),
        ({"place": None}, True),
        ({"place": None, "recipients": ("velane",)}, True),
        ({"type": "COERCE"}, True),
        ({"first": DAY + 14, "last": DAY + 14}, False),  # the look-alike of two weeks later
        ({"first": DAY - 365 * 20, "last": DAY - 365 * 20}, False),  # an anniversary
        ({"type": "CONSULT"}, False),
        ({"place": "tolvin", "actors": (), "figures": ()}, False),
        ({"place": None, "actors": (), "figures": (), "words": "shot"}, False),
    ],
)
def test_what_is_one_happening(changes: dict[str, object], one: bool) -> None:
    assert (len(joined([telling("r1"), telling("r2", **changes)], [])) == 1) == one


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({"words": "rebuked"}, False),  # of a president many charges are told on a day
        ({"words": "rebuked", "nouns": ("quarry", "ferry")}, True),
        ({"nouns": ("quarry",)}, True),
        ({}, False),
    ],
)
def test_utterances_of_one_party_are_many(changes: dict[str, object], one: bool) -> None:
    first = telling("r1", type="ACCUSE", words="blamed", place=None, figures=(), nouns=("quarry", "ferry"))
    second = telling("r2", **({"type": "ACCUSE", "words": "blamed", "place": None, "figures": ()} | changes))
    assert (len(joined([first, second], [])) == 1) == one


def test_two_known_towns_forbid_it() -> None:
    assert compare(telling("r1", feature="P.PPL"), telling("r2", feature="P.PPL", place="tolvin")) is None


def test_an_echo_adds_no_source() -> None:
    tellings = [telling("r1"), telling("r2", origins=said("banu", "outlet:courier")), telling("r3", origins=said("rook"))]
    echo = Echo(report="r2", of="r1", how="syndicated", share=0.9, reasons=())
    (alone,) = joined(tellings[:1], [])
    (happened,) = joined(tellings, [echo])
    assert len(alone.origins) == 1
    assert keys(happened.origins) == ["banu", "rook"]
    assert (happened.reports, happened.echoes) == (("r1", "r2", "r3"), 1)
    without = joined([tellings[0], tellings[2]], [])[0]
    assert without.origins == happened.origins


def test_a_garbled_copy_names_nobody_where_its_original_does() -> None:
    tellings = [telling("r1", whom="Belmora", recipients=("belmora",)), telling("r2", whom="Karsia", recipients=("karsia",))]
    assert happening(tellings, {"r2": "r1"}).whom == "Belmora"
    assert happening(tellings[1:], {"r2": "r1"}).whom == "Karsia"


def test_copies_without_their_original_count_once() -> None:
    copies = [telling(name, origins=said(f"unnamed:{name}:v")) for name in ("r2", "r3", "r4")]
    echoes = [Echo(report=each.report, of="r1", how="identical", share=1.0, reasons=()) for each in copies]
    (happened,) = joined(copies, echoes)
    assert keys(happened.origins) == ["unnamed:r1:v"]


def test_two_copies_that_seem_each_others_have_one_root() -> None:
    pair = [Echo(report=a, of=b, how="syndicated", share=0.9, reasons=()) for a, b in (("r1", "r2"), ("r2", "r1"))]
    (happened,) = joined([telling("r1"), telling("r2", origins=said("banu"))], pair)
    assert (keys(happened.origins), happened.echoes) == (["banu"], 1)


def test_who_denies_it_is_no_source_of_it() -> None:
    (happened,) = joined([telling("r1"), telling("r2", denied=True, origins=(), deniers=said("lantern brigades"))], [])
    assert (keys(happened.origins), keys(happened.deniers)) == (["banu"], ["lantern brigades"])


def test_without_any_day_nothing_is_joined_by_place_alone() -> None:
    assert len(joined([telling("r1", actors=()), telling("r2", first=None, last=None, dated=False, actors=(), figures=(DEAD_44,))], [])) == 2


def test_a_lone_undated_telling_joins_the_only_one_that_it_can_be() -> None:
    undated = telling("r9", first=DAY - 20, last=DAY + 25, dated=False, actors=(), figures=(), words="violence", who="", nouns=("bridg",))
    known = [telling("r1", nouns=("bridg",)), telling("r2", nouns=("bridg",))]
    assert parts(joined([*known, undated], [])) == [["r1", "r2", "r9"]]
    other = [telling(name, first=DAY + 14, last=DAY + 14, nouns=("bridg",)) for name in ("r3", "r4")]
    assert ["r9"] in parts(joined([*known, *other, undated], []))


@pytest.mark.parametrize("seed", range(8))
def test_the_order_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    tellings = [
        telling(f"r{number}", first=DAY + (day := chance.randrange(6)), last=DAY + day, place=chance.choice(["velane", "tolvin", None]), actors=chance.choice([(), ("x",), ("y",)]))
        for number in range(30)
    ]  # fmt: skip
    once = joined(tellings, [])
    chance.shuffle(tellings)
    assert joined(tellings, []) == once
