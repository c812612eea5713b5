"""What the demo case and the seed report imply, each line followed to its words: what a careful reader finds is found, by the general rules alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dragoman.keep import Case, open_case
from dragoman.model.assessment import Assembly, Party
from dragoman.model.wanted import Wanted
from dragoman.pipeline import add_sources
from dragoman.pipeline.assessing import (
    change,
    coalitions_of,
    episodes_of,
    moved_of,
    sides_of,
    supposed_of,
    tension_of,
    ties_of,
    turns_of,
    words_of,
)
from dragoman.settings import Settings
from eval.corpora import FOLDER

EXAMPLES = Path(__file__).parents[2] / "examples"
SEED = FOLDER.parent / "seed"
ALL = Wanted(limit=100)


def made(path: Path, source: Path, published: str | None) -> Path:
    with open_case(path, create=True, write=True) as case:
        assert list(add_sources(case, [str(source)], Settings(published=published)))
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with open_case(made(tmp_path_factory.mktemp("demo") / "demo.case", EXAMPLES, "2026-03-03")) as case:
        yield case


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    if not list(SEED.glob("*.txt")):
        pytest.skip(f"no seed report in {SEED}")
    with open_case(made(tmp_path_factory.mktemp("seed") / "seed.case", SEED, None)) as case:
        yield case


def quotes(case: Case, ids: tuple[str, ...]) -> str:
    """The words on which a line stands, each where its report has them."""
    found = words_of(case, ids)
    assert set(found) == set(ids)
    for each in found.values():
        text = case.reading(each.report).report.text
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] in each.quote or each.quote in text
    return " ".join(" ".join(each.quote.split()) for each in found.values())


class TestDemo:
    def test_camps_and_the_chain(self, demo: Case) -> None:
        found = sides_of(demo, Wanted(until="2026-03-20"))
        camps = [{found.names[each] for each in camp} for camp in found.camps.camps]
        brigades = next(camp for camp in camps if "Lantern Brigades" in camp)
        assert {"Radu Seleth", "Anton Kress"} & brigades
        assert "Belmora" not in brigades
        assert "Mirela Oskan" not in brigades
        against = [{frozenset({found.names[tie.source], found.names[tie.target]}) for tie in each.ties if tie.sign < 0} for each in found.opposed]
        assert any(frozenset({"Belmora", "Lantern Brigades"}) in pairs for pairs in against)
        chain = next(each for each in found.chains if found.names[each.actors[-1]] == "Lantern Brigades")
        assert [found.names[each] for each in chain.actors] == ["Karsia", "Lantern Brigades"]
        assert "a militia armed by neighbouring Karsia" in quotes(demo, chain.ties[0].stated)

    def test_the_mediator(self, demo: Case) -> None:
        found = episodes_of(demo, ALL)
        episode = next(each for each in found.episodes if any(found.names[act.by] == "Ingrith Sallow" for act in each.interventions))
        assert {found.names[each] for each in episode.parties} == {"Lantern Brigades", "Belmora"}
        assert date.fromordinal(episode.first) == date(2026, 3, 3)
        act = next(act for act in episode.interventions if found.names[act.by] == "Ingrith Sallow")
        assert (act.how, date.fromordinal(act.day)) == ("good offices", date(2026, 3, 11))
        assert [found.names[each] for each in act.to] == ["Belmora"]  # by its prime minister
        assert "met Belmoran Prime Minister Mirela Oskan" in quotes(demo, (act.act,))
        assert "Ingrith Sallow" in [found.names[each.actor] for each in found.mediators]

    def test_the_coalition_table(self, demo: Case) -> None:
        found = coalitions_of(demo)
        assert found is not None
        assert [(each.party, each.seats) for each in found.benches] == [
            ("Civic Harbour", 61), ("Reform Union", 44), ("Harvest League", 27), ("Lantern Front", 11),
        ]  # fmt: skip
        assert (found.assembly.of, found.every.quota) == (150, 76)
        refusals = {(each.one, each.other): quotes(demo, each.grounds) for each in found.refusals}
        assert refusals.keys() == {("Reform Union", "Civic Harbour"), ("Harvest League", "Civic Harbour")}
        assert "ruled out a coalition with Oskan" in refusals["Reform Union", "Civic Harbour"]
        assert "would not sit with Oskan" in refusals["Harvest League", "Civic Harbour"]
        assert [each.parties for each in found.open.found] == [("Reform Union", "Harvest League", "Lantern Front")]
        assert len(found.every.found) == 3
        lifted = coalitions_of(demo, lift=["harvest"])
        assert lifted is not None
        assert [each.parties for each in lifted.open.found][-1] == ("Civic Harbour", "Harvest League")
        assert [(each.one, each.other) for each in lifted.lifted] == [("Harvest League", "Civic Harbour")]

    def test_seats_of_a_file_meet_the_refusals_of_the_record(self, demo: Case) -> None:
        given = Assembly(parties=(Party("civic harbour", 5), Party("Reform Union", 4), Party("Others", 4)))
        found = coalitions_of(demo, given)
        assert found is not None
        assert [(each.one, each.other) for each in found.refusals] == [("Reform Union", "civic harbour")]

    def test_the_jump_of_tension(self, demo: Case) -> None:
        found = tension_of(demo, ALL)
        jump = max((each for each in found.spikes if each.figure == "conflict"), key=lambda each: each.z)
        assert date.fromordinal(jump.day) == date(2026, 3, 2)  # the week of the attack
        assert jump.amount > 100 > jump.usual
        assert "ferry terminal" in quotes(demo, tuple(each.happening for each in jump.shares))
        assert jump.reports is not None
        assert jump.reports >= 9

    def test_what_if(self, demo: Case) -> None:
        event = next(each for each in demo.look.happenings(Wanted(type="assault", min_sources=5)))
        changes = [change(demo, "drop_event", [event.id[:10]]), change(demo, "remove_actor", ["Karsia"])]
        found = supposed_of(demo, changes, ALL)
        assert found.own.sides.chains == sides_of(demo, ALL).chains != ()
        assert not found.supposed.sides.chains
        assert event.id in {id_ for each in found.own.story.episodes for id_ in each.acts}
        assert event.id not in {id_ for each in found.supposed.story.episodes for id_ in each.acts}

    def test_ties_and_what_moved(self, demo: Case) -> None:
        found = ties_of(demo, ALL)
        assert found.in_all == len(found.ties) > 10
        for tie in found.ties:
            quotes(demo, (*tie.deeds, *tie.stated))
        moved = moved_of(demo, ALL, date(2026, 3, 20).toordinal())
        shifted = ((each.kind, each.after or each.before) for each in moved.shifts)
        named = {(kind, moved.names[known.source], moved.names[known.target]) for kind, known in shifted if known}
        assert ("came", "Viktor Hale", "Reform Union") in named


class TestSeed:
    def test_the_chain_to_the_militias(self, seed: Case) -> None:
        found = sides_of(seed, ALL)
        chain = next(each for each in found.chains if found.names[each.actors[-1]] == "Iran-backed militias")
        assert found.names[chain.actors[0]] == "Iran"
        assert "Iran-backed" in quotes(seed, chain.ties[0].stated)

    def test_two_camps_and_sadr_across(self, seed: Case) -> None:
        found = sides_of(seed, ALL)
        camp = {found.names[actor]: number for actor, number in found.camps.of.items()}
        assert camp["Iran"] == camp["Iran-backed militias"] != camp["Sadr"]
        assert {frozenset((each.one, each.other)) for each in found.opposed} == {frozenset((camp["Iran"], camp["Sadr"]))}

    def test_attack_visit_message(self, seed: Case) -> None:
        found = episodes_of(seed, ALL)
        episode = next(each for each in found.episodes if each.interventions)
        assert date.fromordinal(episode.first) == date(2021, 11, 7)
        assert "attack on the prime minister's house" in quotes(seed, episode.acts)
        assert {found.names[act.by] for act in episode.interventions} == {"Esmail Ghaani"}
        visit, message = episode.interventions
        assert "visited Iraq following the attack" in quotes(seed, (visit.act,))
        assert "told the Iranian-backed groups to stop fuelling unrest" in quotes(seed, (message.act,))
        assert [found.names[each] for each in message.to] == ["Iran-backed militias"]

    def test_nobody_is_said_to_have_turned(self, seed: Case) -> None:
        assert turns_of(seed, ALL).turns == ()


REFUSED = """ARDESH, May 18, 2026 (Meridian) - Reform Union leader Viktor Hale ruled out a coalition with Prime Minister Mirela Oskan on Monday.

Anton Kress, the leader of the Lantern Brigades, denied that his fighters had attacked the ferry terminal in Port Velane on May 3.
"""
AGREED = """ARDESH, May 29, 2026 (Gazette) - Reform Union leader Viktor Hale agreed on Friday to form a coalition with Prime Minister Mirela Oskan.

In the marshes, Anton Kress confirmed that his fighters had attacked the ferry terminal in Port Velane on May 3, and said that he had nothing to add.
"""


def test_refused_then_agreed_denied_then_admitted(tmp_path: Path) -> None:
    for name, text in (("a", REFUSED), ("b", AGREED)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        list(add_sources(case, [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], Settings()))
        found = turns_of(case, ALL)
        turned = {(found.names[each.after.speaker], each.before.stance, each.after.stance): each for each in found.turns}
        assert turned.keys() == {("Viktor Hale", "refuses", "agrees"), ("Anton Kress", "denies", "asserts")}
        hale = turned["Viktor Hale", "refuses", "agrees"]
        assert found.topics[hale.after.topic] == "dealings with Mirela Oskan"
        assert ("ruled out" in hale.before.quote, "agreed on Friday" in hale.after.quote) == (True, True)
        assert {date.fromordinal(hale.before.day), date.fromordinal(hale.after.day)} == {date(2026, 5, 18), date(2026, 5, 29)}
        assert turns_of(case, Wanted(actor="Kress")).turns == (turned["Anton Kress", "denies", "asserts"],)
        assert turns_of(case, Wanted(until="2026-05-20")).turns == ()
