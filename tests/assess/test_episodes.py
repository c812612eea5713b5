"""Crises, who came between, what was done then; a mediator's record."""

import msgspec

from dragoman.assess.episodes import episodes, mediation
from dragoman.model.assessment import Act, MediationRecord

from .made import DAY

SCORES = {
    "ASSAULT": -9.0,
    "COERCE": -7.0,
    "SANCTION": -6.0,
    "PROTEST": -5.0,
    "THREATEN": -3.5,
    "REQUEST": 0.0,
    "CONSULT": 2.5,
    "COOPERATE": 9.5,
    "SUPPORT": 5.0,
}


def act(id_: str, day: int, type_: str, who: str, whom: str = "", **more: str) -> Act:
    return Act(
        id=id_, day=DAY + day, type=type_, intensity=SCORES[type_], actors=tuple(who.split()), recipients=tuple(whom.split()),
        place=more.get("place"), through=more.get("through"),
    )  # fmt: skip


def test_crisis_intervention_response() -> None:
    acts = [
        act("attack", 0, "ASSAULT", "a", "b"),
        act("again", 5, "ASSAULT", "b", "a"),
        act("same", 0, "REQUEST", "un", "a"),  # before or after it, nobody knows
        act("call", 2, "REQUEST", "un", "a b"),
        act("visit", 8, "CONSULT", "b", "envoy", through="in Geneva"),
        act("aside", 8, "CONSULT", "envoy", "c"),
        act("swap", 12, "COOPERATE", "a", "b"),
        act("thanks", 13, "SUPPORT", "b", "envoy"),
        act("late", 40, "CONSULT", "un", "a"),
    ]
    (found,) = episodes(acts[::-1])
    assert (found.parties, found.first, found.last, found.acts) == (("a", "b"), DAY, DAY + 5, ("attack", "again"))
    call, visit = found.interventions
    assert (call.act, call.how, call.by, call.to, call.through) == ("call", "pressure", "un", ("a", "b"), None)
    assert (visit.act, visit.how, visit.by, visit.to, visit.through) == ("visit", "good offices", "envoy", ("b",), "in Geneva")
    assert (call.conflict_before, call.conflict_after) == (9.0, 9.0)
    assert (visit.conflict_before, visit.conflict_after) == (18.0, 0.0)
    assert visit.responses == ("swap", "thanks")


def test_those_behind_a_party_are_reached() -> None:
    acts = [
        act("attack", 0, "ASSAULT", "a", "b"),
        act("word", 3, "THREATEN", "un", "patron"),
        act("own", 4, "THREATEN", "patron", "b"),
    ]
    (found,) = episodes(acts, behind={"a": ["patron", "b"]})
    word, own = found.interventions
    assert (word.by, word.to, word.reached) == ("un", ("a",), ("patron",))
    assert (own.by, own.to, own.reached) == ("patron", ("b",), ())  # a patron is no party
    assert [each.act for each in episodes(acts)[0].interventions] == ["own"]


def test_where_a_crisis_ends() -> None:
    acts = [act(f"h{day}", day, "ASSAULT", *pair) for day, pair in [(0, "ab"), (14, "ba"), (29, "ab"), (30, "cd"), (31, "ad")]]
    assert [each.acts for each in episodes(acts)] == [("h0", "h14"), ("h29",), ("h30",), ("h31",)]
    assert [each.acts for each in episodes([*acts, act("both", 31, "ASSAULT", "a c", "b d")])] == [("h0", "h14"), ("h29", "h30", "both", "h31")]


def test_what_is_severe() -> None:
    acts = [
        act("march", 0, "PROTEST", "a", "b"), act("blow", 1, "SANCTION", "a", "b"), act("arrest", 60, "COERCE", "a", "b"),
        act("bomb", 99, "ASSAULT", "gunmen", place="Hennet"), act("more", 101, "ASSAULT", "gunmen", place="Hennet"),
    ]  # fmt: skip
    assert [each.acts for each in episodes(acts)] == [("arrest",), ("bomb", "more")]
    assert [each.acts for each in episodes(acts, risen={"march"})] == [("march",), ("arrest",), ("bomb", "more")]
    assert episodes([act("who knows", 0, "ASSAULT", "")]) == ()


def test_a_record_over_episodes() -> None:
    acts = [
        act("h1", 0, "ASSAULT", "a", "b"), act("t1", 2, "CONSULT", "envoy", "a"),
        act("h2", 100, "ASSAULT", "a", "b"), act("t2", 102, "CONSULT", "envoy", "b"), act("h3", 103, "ASSAULT", "b", "a"),
        act("h4", 104, "ASSAULT", "b", "a"), act("r", 105, "REQUEST", "un", "a"),
    ]  # fmt: skip
    found = episodes(acts)
    assert mediation(found) == (MediationRecord(actor="envoy", episodes=2, interventions=2, less=1, same=0, more=1),)
    assert mediation(found, ["pressure"]) == (MediationRecord(actor="un", episodes=1, interventions=1, less=1, same=0, more=0),)


def test_who_acts_for_a_party_is_one() -> None:
    acts = [
        act("attack", 0, "ASSAULT", "rebels", "state"),
        act("talk", 2, "CONSULT", "envoy", "premier"),
        act("own", 3, "CONSULT", "premier", "state"),
    ]
    (found,) = episodes(acts, acting={"premier": ["state"], "envoy": ["island"]})
    assert [(each.act, each.by, each.to, each.reached) for each in found.interventions] == [("talk", "envoy", ("state",), ())]


def test_what_a_report_puts_after_the_crisis() -> None:
    """Told on the day of a later report, or long after: the words say that it followed."""
    visit = msgspec.structs.replace(act("visit", 60, "CONSULT", "envoy", "a"), after=("attack",))
    (found,) = episodes([act("attack", 0, "ASSAULT", "a", "b"), visit, act("other", 60, "CONSULT", "envoy", "b")])
    assert [each.act for each in found.interventions] == ["visit"]


def test_what_nobody_dates_is_taken_for_the_last_crisis() -> None:
    message = msgspec.structs.replace(act("message", 40, "REQUEST", "general", "a"), dated=False)
    acts = [act("first", 0, "ASSAULT", "a", "b"), act("second", 20, "ASSAULT", "a", "c"), message, act("dated", 40, "REQUEST", "un", "a")]
    assert [[act.act for act in each.interventions] for each in episodes(acts)] == [[], ["message"]]
    assert [[act.act for act in each.interventions] for each in episodes(acts[:1] + acts[2:])] == [["message"]]
