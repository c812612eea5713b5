"""Which seats make a house."""

from dragoman.assess.coalitions import coalitions
from dragoman.assess.sitting import house
from dragoman.model.assessment import Assembly, Party
from dragoman.model.link import Seated


def told(name: str, seats: int, day: int, *, id_: str | None = None, report: str = "r-1", of: int | None = None) -> Seated:
    return Seated(
        report=report, name=name, party=None, head=None, seats=seats, of=of, published=day, start=0, end=9, quote=f"{name} won {seats}", party_id=id_
    )


def test_the_last_figures_the_largest_first() -> None:
    benches, of = house([told("Reform", 40, 100), told("Harvest", 50, 100), told("Reform", 60, 120, of=144)])
    assert [(each.party, each.seats) for each in benches] == [("Reform", 60), ("Harvest", 50)]
    assert of == 144


def test_of_two_parties_of_one_name_the_one_told_of_last_sits() -> None:
    benches, _ = house([told("Reform", 40, 100, id_="x-1"), told("reform", 44, 130, id_="x-2"), told("Reform", 41, 90), told("Harvest", 50, 130)])
    assert [(each.party, each.seats, each.actor) for each in benches] == [("Harvest", 50, None), ("reform", 44, "x-2")]
    assert coalitions(Assembly(parties=tuple(Party(each.party, each.seats) for each in benches))).found
