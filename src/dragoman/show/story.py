"""Episodes, mediators and changes of position, in sections."""

from collections.abc import Iterable

from dragoman.model.assessment import Episode, Intervention, Position
from dragoman.model.implied import Story, Turned

from .sections import Row, Section, day, plural, section, told_as
from .tables import days

MOST = 2  # acts named that followed
HOW = {"good offices": "talked", "help": "helped", "pressure": "pressed", "force": "used force"}


def story(found: Story) -> tuple[Section, ...]:
    """Episodes with their interventions, and the record of those who mediate."""
    return episodes(found), record(found)


def episodes(found: Story) -> Section:
    """One row an intervention."""
    rows = [(_came(found, each, act), _followed(each, act)) for each in found.episodes for act in each.interventions]
    lone = sum(not each.interventions for each in found.episodes)
    lines = [f"{lone} more {plural(lone, 'crisis', 'crises')} in which nobody is told to have stepped in."] if lone else []
    return section(
        "Episodes", ("crisis", "between", "then", "who", "how", "with whom", "what followed"), rows, lines=lines,
        empty="nobody is told to have stepped in",
        caveat="What followed need not follow from it: outsiders come when it is worst, and what is worst mostly becomes less by itself.",
    )  # fmt: skip


def _came(found: Story, episode: Episode, act: Intervention) -> Row:
    def called(some: Iterable[str]) -> str:
        return ", ".join(found.names.get(each, each) for each in some)

    through = f" (through {called(act.reached)})" if act.reached else ""
    change = (
        "less conflict than"
        if act.conflict_after < act.conflict_before
        else "more than"
        if act.conflict_after > act.conflict_before
        else "as much as"
    )
    some = [told_as(found.events[id_]) for id_ in act.responses[:MOST] if id_ in found.events]
    after = f"{change} before; " + ("; ".join(some) or "no act of the parties")
    return (
        days(episode.first, episode.last), _crisis(found, episode, called(episode.parties)), day(act.day), called([act.by]),
        f"{HOW[act.how]} ({found.acts[act.act].type})",
        (called(act.to) or _met(found, act)) + through, after,
    )  # fmt: skip


def _met(found: Story, act: Intervention) -> str:
    """With whom, in the report's own words."""
    told = found.events.get(act.act)
    return " ".join(told.whom.split()) if told else ""


def _crisis(found: Story, episode: Episode, parties: str) -> str:
    """The parties with the first act, whose own words may name more than the record knows by name."""
    first = found.events.get(episode.acts[0])
    more = f" and {len(episode.acts) - 1} more" if len(episode.acts) > 1 else ""
    return f"{parties}: {told_as(first)}{more}" if first else parties


def _followed(episode: Episode, act: Intervention) -> tuple[str, ...]:
    return (*episode.acts[:2], act.act, *act.responses)


def record(found: Story) -> Section:
    """What mediators did over all episodes."""
    rows: list[tuple[Row, tuple[str, ...]]] = [
        ((found.names.get(each.actor, each.actor), each.episodes, each.interventions, each.less, each.same, each.more), ())
        for each in found.mediators
    ]
    return section(
        "Mediators", ("actor", "episodes", "times", "less conflict", "as much", "more"), rows, empty="nobody talked with the parties of a crisis",
        caveat="Less conflict afterwards is no success of theirs.",
    )  # fmt: skip


def turned(found: Turned) -> Section:
    """Who changed position."""
    rows: list[tuple[Row, tuple[str, ...]]] = [
        (
            (
                found.names.get(each.after.speaker, each.after.speaker), found.topics[each.after.topic], _held(each.before), _held(each.after),
                _words(each.before), _words(each.after),
            ),
            (each.after.topic,) if each.after.topic.startswith("h-") else (),
        )
        for each in found.turns
    ]  # fmt: skip
    return section(
        "Turns", ("who", "about", "first", "then", "words before", "words after"), rows, empty="nobody is told to have changed position",
        caveat="Two statements differ; neither need be a lie.",
    )  # fmt: skip


def _held(each: Position) -> str:
    return f"{each.stance} ({day(each.day)})"


def _words(each: Position) -> str:
    return f"“{' '.join(each.quote.split())}” {each.report} {each.start}–{each.end}"
