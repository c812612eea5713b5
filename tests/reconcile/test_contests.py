"""Contests: what cannot stand together about one happening, and what is no contest."""

import random
from typing import Any

import msgspec
import pytest

from dragoman.model.happening import Claim, Contest, Figure, Origin, Telling
from dragoman.reconcile.contests import accusations, contests_of
from dragoman.reconcile.happenings import happening

DAY = 704_000
BASE = Telling(
    id="e1", report="r1", type="ASSAULT", words="attacked", status="occurred", factuality="CT+", first=DAY, last=DAY, dated=True, published=DAY, place=None,
    geonameid=None, feature=None, actors=(), recipients=(), origins=(), who="", whom="", quote="Men attacked the mill in Velane.",
)  # fmt: skip


def said(*keys: str) -> tuple[Origin, ...]:
    return tuple(Origin(key=key, name=key, kind="named") for key in keys)


def dead(low: int | None, high: int | None, by: str) -> tuple[Figure, ...]:
    return (Figure(kind="killed", low=low, high=high, by=by),)


def telling(report: str, by: str = "", **changes: Any) -> Telling:
    changes.setdefault("origins", said(by or f"outlet:{report}"))
    return msgspec.structs.replace(BASE, report=report, id=f"e-{report}", **changes)


def contests(*tellings: Telling, root: dict[str, str] | None = None, **more: Any) -> tuple[Contest, ...]:
    return contests_of(happening(tellings, root or {}), root or {}, **more)


def sides(contest: Contest) -> list[tuple[str, list[str]]]:
    return [(side.claim, [origin.key for origin in side.origins]) for side in contest.sides]


def test_nothing_disputed() -> None:
    assert contests(telling("r1"), telling("r2", "banu")) == ()


@pytest.mark.parametrize(
    ("figures", "claims", "moved", "clash"),
    [
        ([(12, None, "a", 0), (17, 17, "b", 1), (19, 19, "c", 2)], ["12+", "17", "19"], "12+ → 17 → 19", False),
        ([(23, 23, "a", 0), (31, 31, "b", 0)], ["23", "31"], None, True),
        ([(12, None, "a", 0), (17, 17, "b", 0)], ["12+", "17"], "12+ → 17", False),  # one fits the other
        ([(12, 12, "a", 0), (17, 17, "a", 1)], ["12", "17"], "12 → 17", False),  # one source corrects itself
        ([(12, 15, "a", 0), (14, 14, "b", 0)], ["14", "12–15"], "14 → 12–15", False),
        ([(None, 9, "a", 0), (14, 14, "b", 0)], ["up to 9", "14"], None, True),
        ([(19, 19, "a", 0), (17, 17, "b", 1)], ["19", "17"], "19 → 17", False),
    ],
)  # fmt: skip
def test_figures(figures: list[tuple[int | None, int | None, str, int]], claims: list[str], moved: str | None, clash: bool) -> None:
    tellings = [telling(f"r{at}", by, figures=dead(low, high, by), published=DAY + day) for at, (low, high, by, day) in enumerate(figures)]
    (contest,) = contests(*tellings)
    assert (contest.kind, contest.what, [side.claim for side in contest.sides]) == ("figure", "killed", claims)
    assert (contest.moved, contest.clash) == (moved, clash)


@pytest.mark.parametrize("other", [dead(12, 12, "b"), dead(12, None, "b"), (Figure(kind="wounded", low=30, high=30, by="b"),)])
def test_no_other_figure(other: tuple[Figure, ...]) -> None:
    assert contests(telling("r1", "a", figures=dead(12, 12, "a")), telling("r2", "b", figures=other)) == ()


def test_a_part_of_a_toll_is_no_other_toll() -> None:
    assert contests(telling("r1", "a", figures=(*dead(17, 17, "a"), *dead(4, 4, "a"))), telling("r2", "b", figures=dead(17, 17, "b"))) == ()


def test_a_figure_still_told_beside_a_newer_one_clashes() -> None:
    old = [telling(f"r{day}", "a", figures=dead(4, 4, "a"), published=DAY + day) for day in (0, 3)]
    (contest,) = contests(*old, telling("r9", "b", figures=dead(14, 14, "b"), published=DAY + 1))
    assert (contest.clash, contest.moved) == (True, "4 → 14")
    assert [(side.first, side.last) for side in contest.sides] == [(DAY, DAY + 3), (DAY + 1, DAY + 1)]


def test_a_copy_adds_no_source_and_no_side() -> None:
    original = telling("r1", "a", figures=dead(12, 12, "a"))
    copy = telling("r2", "outlet:r2", figures=dead(12, 12, "a"))
    garbled = telling("r3", "outlet:r3", figures=dead(21, 21, "outlet:r3"))
    root = {"r2": "r1", "r3": "r1"}
    assert contests(original, copy, garbled, root=root) == ()
    (contest,) = contests(original, copy, telling("r4", "b", figures=dead(19, 19, "b")), root=root)
    assert sides(contest) == [("12", ["a"]), ("19", ["b"])]
    assert contest.sides[0].reports == ("r1", "r2")


def test_a_copy_stands_for_an_original_that_is_not_at_hand() -> None:
    copies = [telling(name, f"unnamed:{name}:v", figures=dead(12, 12, f"unnamed:{name}:v")) for name in ("r2", "r3")]
    (contest,) = contests(*copies, telling("r4", "b", figures=dead(19, 19, "b")), root={"r2": "r1", "r3": "r1"})
    assert sides(contest) == [("12", ["unnamed:r1:v"]), ("19", ["b"])]


def test_denial() -> None:
    (contest,) = contests(telling("r1", "banu"), telling("r2", denied=True, origins=(), deniers=said("rook"), quote="Rook denied it."))
    assert (contest.kind, sides(contest)) == ("denial", [("happened", ["banu"]), ("denied", ["rook"])])
    assert contest.sides[1].quotes == ("Rook denied it.",)


def test_a_denial_alone_is_no_contest() -> None:
    assert contests(telling("r2", denied=True, origins=(), deniers=said("rook"))) == ()


def test_whether_it_happened() -> None:
    (contest,) = contests(telling("r1", "banu"), telling("r2", negated=True, factuality="CT-", origins=(), deniers=said("rook")))
    assert (contest.kind, sides(contest)) == ("whether", [("happened", ["banu"]), ("did not happen", ["rook"])])


def test_a_claim_of_the_report_against_its_own_telling() -> None:
    rook = said("rook")[0]
    claims = (Claim(kind="denial", by=rook, quote="Rook denied it."), Claim(kind="whether", by=rook, quote="“Nobody came,” said Rook."))
    found = contests(telling("r1", "banu", claims=claims))
    assert [(each.kind, sides(each)[1][1]) for each in found] == [("denial", ["rook"]), ("whether", ["rook"])]


@pytest.mark.parametrize(("of", "number"), [("r1/e9", 1), ("r1/e-r1", 0)])
def test_another_figure_of_the_report_unless_its_telling_is_here_too(of: str, number: int) -> None:
    rook = said("rook")[0]
    claims = (Claim(kind="figure", by=rook, figure=dead(14, 14, "rook")[0], of=of),)
    assert len(contests(telling("r1", "a", figures=dead(4, 4, "a"), claims=claims))) == number


@pytest.mark.parametrize(
    ("one", "other", "contest"),
    [
        ({"place": "ivren"}, {"place": "hennet"}, True),
        ({"place": "ivren"}, {"place": "ivren"}, False),
        ({"place": "ivren"}, {"place": None}, False),
        ({"place": "ivren", "context": ("hennet",)}, {"place": "hennet"}, False),  # it names both: the one may be in the other
        ({"place": "ivren"}, {"place": "weir road"}, False),
        ({"place": "ivren"}, {"place": "hennet", "quote": "Men attacked Hennet in Ivren."}, False),
        ({"place": "london", "geonameid": 2643743}, {"place": "paris", "geonameid": 2988507}, True),
        ({"place": "london", "geonameid": 2643743}, {"place": "united kingdom", "geonameid": 2635167}, False),
    ],
)  # fmt: skip
def test_place(one: dict[str, Any], other: dict[str, Any], contest: bool) -> None:
    found = contests(telling("r1", **one), telling("r2", **other))
    assert [each.kind for each in found] == ["place"] * contest


@pytest.mark.parametrize(
    ("one", "other", "contest"),
    [
        ({"actors": ("herons",)}, {"actors": ("guard",), "quote": "The Guard attacked it."}, True),
        ({"actors": ("herons",)}, {"actors": ("herons", "guard"), "quote": "Both attacked it."}, False),
        ({"actors": ("herons",)}, {"actors": ()}, False),
        ({"actors": ("herons",)}, {"actors": ("guard",)}, False),  # of one sentence
        ({"actors": ("tesk",), "type": "CONSULT"}, {"actors": ("pyke",), "type": "CONSULT", "quote": "Pyke met."}, False),
    ],
)  # fmt: skip
def test_perpetrator(one: dict[str, Any], other: dict[str, Any], contest: bool) -> None:
    found = contests(telling("r1", **one), telling("r2", **other))
    assert [each.kind for each in found] == ["perpetrator"] * contest


def test_a_town_is_no_culprit() -> None:
    one = telling("r1", "a", actors=("herons",), place="velane", quote="The Herons attacked Velane.")
    other = telling("r2", "b", actors=("velane",), place=None, quote="The Velane attack was the worst.")
    assert contests(one, other) == ()


def test_one_source_that_changes_its_mind_is_no_contest_of_culprits() -> None:
    assert contests(telling("r1", "a", actors=("herons",)), telling("r2", "a", actors=("guard",), quote="The Guard attacked it.")) == ()


def test_accusations() -> None:
    attack = happening([telling("r1"), telling("r2", actors=("guard",), quote="The Guard attacked it.")], {})
    words = "Brisk accused the Herons of the attack on the mill in Velane."
    charge = telling("r1", type="ACCUSE", actors=("brisk",), recipients=("herons",), quote=words)
    other = telling("r1", type="ACCUSE", actors=("brisk",), recipients=("pyke",), quote="Brisk accused Pyke of theft.")
    found = accusations(attack, [charge, other])
    assert [(each.claim, each.by.key) for each in found] == [("herons", "brisk")]
    (contest,) = contests_of(attack, {}, accusing=found)
    assert sides(contest) == [("guard", ["outlet:r2"]), ("herons", ["brisk"])]


def blamed(by: str, culprit: str, *names: str) -> Claim:
    return Claim(kind="perpetrator", by=said(by)[0], claim=culprit, names=names, quote=f"{by} blamed {culprit}.")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([blamed("brisk", "herons"), blamed("ansk", "guard")], [("guard", ["ansk"]), ("herons", ["brisk"])]),
        ([blamed("brisk", "herons"), blamed("ansk", "rivermen", "herons")], None),  # two names of one
        ([blamed("brisk", "herons"), blamed("ansk", "heron bandits")], None),
        ([blamed("brisk", "herons")], None),
        ([blamed("brisk", "herons"), blamed("brisk", "guard")], None),  # who names both names no rivals
    ],
)
def test_claims_of_who_did_it(claims: list[Claim], expected: list[tuple[str, list[str]]] | None) -> None:
    found = contests(*(telling(f"r{at}", claims=(claim,)) for at, claim in enumerate(claims)))
    assert [sides(each) for each in found] == ([expected] if expected else [])


def test_a_charge_of_another_thing_is_no_accusation_of_it() -> None:
    attack = happening([telling("r1")], {})
    words = "Brisk accused the Herons of wasting the water of the mill in Velane."
    assert accusations(attack, [telling("r1", type="ACCUSE", words="accused", recipients=("herons",), quote=words)]) == ()


def test_the_place_where_a_report_says_that_it_was_not() -> None:
    claims = (Claim(kind="place", by=said("outlet:r2")[0], claim="velane", quote="The mill does not stand in Velane."),)
    (contest,) = contests(telling("r1", "banu"), telling("r2", quote="Men attacked the mill.", claims=claims))
    assert (contest.kind, sides(contest)) == ("place", [("not velane", ["outlet:r2"]), ("velane", ["banu"])])
    assert contests(telling("r2", quote="Men attacked the mill.", claims=claims)) == ()


def test_order_does_not_matter() -> None:
    tellings = [telling(f"r{at}", f"s{at % 3}", figures=dead(10 + at % 4, 10 + at % 4, f"s{at % 3}"), place=f"p{at % 2}") for at in range(8)]
    tellings.append(telling("r9", denied=True, origins=(), deniers=said("rook")))
    expected = contests(*tellings)
    for seed in range(5):
        random.Random(seed).shuffle(tellings)
        assert contests(*tellings) == expected
