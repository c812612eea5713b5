"""Episodes of mediation and changes of position, of a case."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import msgspec
import numpy as np

from dragoman.assess.columns import Deeds
from dragoman.assess.episodes import episodes, mediation
from dragoman.assess.turns import turns
from dragoman.assess.whatif import Inputs
from dragoman.keep import Case
from dragoman.model.assessment import Position, Stance
from dragoman.model.happening import Due, Happening
from dragoman.model.implied import Story, Turned
from dragoman.model.wanted import Wanted
from dragoman.reconcile import first_of

from .gathering import gathered
from .inputs import acts_of, inputs_of
from .lens import Lens, lens, named
from .words import happenings_of, words_of

YEAR = 365  # days looked at where none are asked for: of older affairs ask by their days
ACTING, BEHIND = ("leads", "member_of"), ("backs", "arms", "allied_with")
STANDS: dict[str, Stance] = {"REJECT": "refuses", "AGREE": "agrees", "COOPERATE": "agrees", "CONCEDE": "agrees"}
MOST = 10_000  # promises that were not kept

At = tuple[int, str, int, int, str]  # day, report, start, end, sentence


def episodes_of(case: Case, wanted: Wanted) -> Story:
    """Crises with who came between; without `since` those of the last year. With `actor` those in which it has a part."""
    look = bounded(lens(case, wanted))
    found = story(msgspec.structs.replace(inputs_of(case), acts=acts_of(case, look)), look)
    return msgspec.structs.replace(found, names=named(case, everybody(found)), events=words_of(case, found.acts))


def bounded(look: Lens) -> Lens:
    """The lens with a first day: a year before the last where none is asked for."""
    return msgspec.structs.replace(look, since=look.since or max(look.until - YEAR, 1))


def story(inputs: Inputs, look: Lens) -> Story:
    """The episodes, without names."""
    ends = acting_of(inputs.stated)
    behind: dict[str, list[str]] = defaultdict(list)
    acting: dict[str, list[str]] = defaultdict(list)
    for type_, source, target in ends:
        if type_ in ACTING:
            acting[source].append(target)
        else:
            behind[target].append(source)
    found = episodes(inputs.acts, behind=behind, acting=acting)
    if look.actors is not None:
        some = set(look.actors)
        found = tuple(each for each in found if some.intersection(each.parties) or any(act.by in some for act in each.interventions))
    shown = sorted(found, key=lambda each: (not each.interventions, -each.last, each.acts))[: look.limit]
    used = {id_ for each in shown for id_ in (*each.acts, *(id_ for act in each.interventions for id_ in (act.act, *act.responses)))}
    return Story(
        episodes=tuple(shown), acts={act.id: act for act in inputs.acts if act.id in used}, mediators=mediation(found), names={}
    )  # fmt: skip


def acting_of(stated: Deeds) -> list[tuple[str, str, str]]:
    """Type, source and target of the friendly statements that say who acts for whom and who is behind whom, each once."""
    some = (np.isin(stated.types, (*ACTING, *BEHIND)) & (stated.weight > 0))[stated.what]
    rows = zip(stated.types[stated.what[some]], stated.actors[stated.source[some]], stated.actors[stated.target[some]], strict=True)
    return sorted(set(rows))


def everybody(found: Story) -> set[str]:
    """All actors of the episodes."""
    acts = (actor for act in found.acts.values() for actor in (*act.actors, *act.recipients))
    parties = (
        actor
        for each in found.episodes
        for actor in (*each.parties, *(other for act in each.interventions for other in (act.by, *act.to, *act.reached)))
    )
    return {*acts, *parties, *(each.actor for each in found.mediators)}


def turns_of(case: Case, wanted: Wanted) -> Turned:
    """Who changed position; without `since` by the words of the last year. With `actor` only its own."""
    look = bounded(lens(case, wanted))
    positions, topics = _positions(case, look)
    some = [each for each in positions if look.actors is None or each.speaker in look.actors]
    found = tuple(reversed(turns(some)))[: look.limit]
    names = named(case, (each.after.speaker for each in found))
    used = {each.after.topic for each in found}
    return Turned(turns=found, topics={topic: words for topic, words in sorted(topics.items()) if topic in used}, names=names)


def _positions(case: Case, look: Lens) -> tuple[list[Position], dict[str, str]]:
    """What those who have a name said in these days for and against the same thing, and what each thing is: at most a year before."""
    earliest = look.since or 1
    found: list[Position] = []
    topics: dict[str, str] = {}
    contested = [case.as_happening(blob) for blob in case.streams.contested(earliest - YEAR, look.until)]
    said = [(each, key, stance, at) for each in contested for key, stance, at in _voices(each)]
    speakers = case.streams.speakers({key for _, key, *_ in said})
    for about, key, stance, at in said:
        if key in speakers and earliest <= at[0] <= look.until:
            topics[about.id] = _told(about)
            found.append(_position(speakers[key], about.id, stance, at))
    sides = _sided(gathered(case).deeds, look)
    told = happenings_of(case, {id_ for id_, *_ in sides})
    names = named(case, (recipient for *_, recipient in sides))
    for id_, type_, actor, recipient in sides:
        first = first_of(told[id_].tellings)
        topic = f"{actor}/{recipient}"
        topics[topic] = f"dealings with {names[recipient]}"
        at = (told[id_].last or 0, first.report, first.start, first.end, first.quote)
        found.append(_position(actor, topic, STANDS[type_], at))
    return found + list(_promises(case, look, topics)), topics


def _position(speaker: str, topic: str, stance: Stance, at: At) -> Position:
    day, report, start, end, quote = at
    return Position(speaker=speaker, topic=topic, stance=stance, day=day, report=report, start=start, end=end, quote=quote)


def _voices(about: Happening) -> Iterator[tuple[str, Stance, At]]:
    """Who says that it happened and who denies it, by keys of sources: outlets have no position of their own."""
    for telling in about.tellings:
        at = (telling.published or 0, telling.report, telling.start, telling.end, telling.quote)
        denies = [*telling.deniers, *(claim.by for claim in telling.claims if claim.kind == "denial")]
        yield from ((origin.key, "asserts", at) for origin in telling.origins if origin.kind != "outlet")
        yield from ((origin.key, "denies", at) for origin in denies if origin.kind != "outlet")


def _told(about: Happening) -> str:
    return f"{about.type} {' → '.join(part for part in (about.who or '?', about.whom) if part)}"


def _sided(deeds: Deeds, look: Lens) -> list[tuple[str, str, str, str]]:
    """Happening, type, actor and recipient of refusals and agreements between two."""
    some = np.isin(deeds.types, list(STANDS))[deeds.what] & (deeds.days[deeds.what] >= (look.since or 1)) & (deeds.days[deeds.what] <= look.until)
    rows = zip(
        deeds.ids[deeds.what[some]], deeds.types[deeds.what[some]], deeds.actors[deeds.source[some]], deeds.actors[deeds.target[some]], strict=True
    )
    return sorted(rows)


def _promises(case: Case, look: Lens, topics: dict[str, str]) -> Iterator[Position]:
    """Promises that their maker did not keep: the promise, and the words that say so."""
    broken = [each for each in case.look.dues(Wanted(status="did_not_happen", limit=MOST)) if each.status == "promised" and each.closing_quote]
    makers = case.links.parties(each.id for each in broken)
    for due in broken:
        for party in makers.get(due.id, ()):
            if party.role == "actor":
                topics[due.id] = f"promise: {' '.join(due.what.split())}"
                yield from _promised(case, due, party.entity, look)


def _promised(case: Case, due: Due, maker: str, look: Lens) -> Iterator[Position]:
    told = min(due.tellings, key=lambda each: (each.published or 0, each.report, each.start))
    report, _, id_ = (due.closing or "").partition("/")
    day = date.fromisoformat(published).toordinal() if report and (published := case.report(report).published) else None
    span = _span(case, due.closing or "", id_)
    if told.published and day and span and (look.since or 1) <= day <= look.until:
        yield _position(maker, due.id, "promises", (told.published, told.report, told.start, told.end, told.quote))
        yield _position(maker, due.id, "undone", (day, report, *span, due.closing_quote))


def _span(case: Case, key: str, id_: str) -> tuple[int, int] | None:
    """Where the words of a telling stand, or of a sentence that tells no event ("at-START-END")."""
    if id_.startswith("at-"):
        start, _, end = id_.removeprefix("at-").partition("-")
        return int(start), int(end)
    telling = case.record.tellings([key]).get(key)
    return (telling.start, telling.end) if telling else None
