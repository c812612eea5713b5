"""Crisis, intervention, response: who came between the parties of a crisis, and what they did then.

A crisis begins with an act of force between two parties, or one that drove a jump of tension, and goes on as long as they follow each other closely.
What follows an intervention need not follow from it: outsiders come when it is worst, and what is worst mostly becomes less by itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from dragoman.model.assessment import Act, Episode, Intervention, MediationRecord
from dragoman.model.plover import QUADS

How = Literal["good offices", "help", "pressure", "force"]

SEVERE = -7.0  # PLOVER's score of COERCE, the mildest use of force against persons; sanctions and mobilization are above it
QUIET = 14  # days without such an act that end a crisis
UNDATED = 45  # days before publication in which an undated act of the news may lie: as `FRESH` in reconcile/tellings.py
WITHIN = 14  # days in which an intervention may follow on a crisis, and a response on an intervention
HOW: Mapping[str, How] = {
    "CONSULT": "good offices", "AGREE": "good offices", "COOPERATE": "good offices",
    "AID": "help", "SUPPORT": "help",
    "REQUEST": "pressure", "ACCUSE": "pressure", "REJECT": "pressure", "THREATEN": "pressure", "SANCTION": "pressure",
    "MOBILIZE": "force", "COERCE": "force", "ASSAULT": "force",
}  # fmt: skip
NOBODY: Mapping[str, Collection[str]] = {}
TALKS: tuple[How, ...] = ("good offices",)


class _Days:
    """Acts in order of days, found by who did them or had them done to it."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self.acts = acts
        self.of: dict[str, list[int]] = {}
        for at, act in enumerate(acts):
            for actor in sorted({*act.actors, *act.recipients}):
                self.of.setdefault(actor, []).append(at)

    def around(self, actors: Iterable[str], first: int, last: int) -> list[Act]:
        """Acts with any of the actors from the first day to the last."""
        found: set[int] = set()
        for actor in actors:
            mine = self.of.get(actor, [])
            begin = bisect_left(mine, first, key=lambda at: self.acts[at].day)
            found.update(mine[begin : bisect_right(mine, last, key=lambda at: self.acts[at].day)])
        return [self.acts[at] for at in sorted(found)]


def episodes(
    acts: Iterable[Act],
    *,
    risen: Collection[str] = (),
    behind: Mapping[str, Collection[str]] = NOBODY,
    acting: Mapping[str, Collection[str]] = NOBODY,
    severe: float = SEVERE,
    quiet: int = QUIET,
    within: int = WITHIN,
) -> tuple[Episode, ...]:
    """The crises, the earliest first, each with its interventions; what was done by nobody known to nobody known is none.

    `risen`: ids of acts that drove a jump (`Jump.shares`), which count as severe. `behind`: party → those behind it (its camp, its patrons): what is
    directed at them reaches the party. `acting`: who acts for which bodies (a minister for his state): where one of these is a party, so is he. Talks
    count whoever called them; other acts only where the party or those behind it are the recipients. What a report puts after an act of the crisis
    (`Act.after`) comes after it, whatever its day and whoever is met. What no report dates may have happened some weeks before its day, and is taken
    for the last crisis of its parties.
    """
    days = _Days(sorted(acts, key=lambda act: (act.day, act.id)))
    following: dict[str, list[Act]] = {}
    for act in days.acts:
        for earlier in act.after:
            following.setdefault(earlier, []).append(act)
    staff: dict[str, list[str]] = {}
    for who, bodies in acting.items():
        for body in bodies:
            staff.setdefault(body, []).append(who)
    found = []
    taken: set[str] = set()
    severe_ = [act for act in days.acts if (act.actors or act.recipients) and (act.id in risen or _is_severe(act, severe))]
    for crisis in sorted(_crises(severe_, quiet), key=lambda crisis: (-crisis[0].day, crisis[0].id)):
        parties = {actor for act in crisis for actor in (*act.actors, *act.recipients)}
        first, last = crisis[0].day, crisis[-1].day
        ways = {other: sorted(party for party in parties if other in behind.get(party, ())) for party in parties for other in behind.get(party, ())}
        inside = {who: sorted(parties.intersection(acting[who])) for party in parties for who in staff.get(party, ())} | {
            each: [each] for each in parties
        }
        reached = {**{other: tuple(of) for other, of in ways.items()}, **{who: tuple(of) for who, of in inside.items()}}
        told = {act.id: act for one in crisis for act in following.get(one.id, ()) if act not in crisis}
        later = {act.id: act for act in days.around(reached, first + 1, last + within)}
        undated = {act.id: act for act in days.around(reached, last + within + 1, last + within + UNDATED) if not act.dated and act.id not in taken}
        taken |= undated.keys() | {id_ for id_, act in later.items() if not act.dated}
        came = [
            _intervention(days, act, who, how, reached=reached, parties=inside, within=within)
            for act in sorted((later | undated | told).values(), key=lambda act: (act.day, act.id))
            if (how := HOW.get(act.type)) and act not in crisis
            for who in sorted({*act.actors, *_called(act, how, inside)} - inside.keys())
            if any(other in reached for other in _towards(act, who, how)) or (act.id in told and who in act.actors and how != "force")
        ]
        found.append(Episode(parties=tuple(sorted(parties)), first=first, last=last, acts=tuple(act.id for act in crisis), interventions=tuple(came)))
    return tuple(sorted(found, key=lambda each: (each.first, each.acts)))


def _is_severe(act: Act, severe: float) -> bool:
    return act.intensity <= severe and QUADS.get(act.type, "material_conflict") == "material_conflict"  # type: ignore[call-overload]  # a type of one's own is none of PLOVER's


def _crises(acts: Sequence[Act], quiet: int) -> list[list[Act]]:
    """Acts that are tied, over any number of others, by the same two parties within so many days; without a recipient, by the same doer and place."""
    head = list(range(len(acts)))

    def root(at: int) -> int:
        while head[at] != at:
            head[at] = head[head[at]]
            at = head[at]
        return at

    latest: dict[tuple[str, ...], int] = {}
    for at, act in enumerate(acts):
        pairs = {tuple(sorted((actor, other))) for actor in act.actors for other in act.recipients if actor != other}
        for key in pairs or {(actor, act.place or "", "") for actor in (*act.actors, *act.recipients)}:
            if key in latest and act.day - acts[latest[key]].day <= quiet:
                first, second = sorted((root(latest[key]), root(at)))
                head[second] = first
            latest[key] = at
    crises: dict[int, list[Act]] = {}
    for at, act in enumerate(acts):
        crises.setdefault(root(at), []).append(act)
    return list(crises.values())


def _called(act: Act, how: How, inside: Collection[str]) -> tuple[str, ...]:
    """Whom a party of the crisis asked to talk; between whom an outsider talks, they are no outsiders who step in."""
    return act.recipients if how == "good offices" and _any(act.actors, inside) else ()


def _towards(act: Act, who: str, how: How) -> tuple[str, ...]:
    """Whom the act reaches, seen from one of those who did it."""
    return tuple(other for other in ((*act.actors, *act.recipients) if how == "good offices" else act.recipients) if other != who)


def _intervention(
    days: _Days, act: Act, who: str, how: How, *, reached: Mapping[str, tuple[str, ...]], parties: Collection[str], within: int
) -> Intervention:
    met = [other for other in _towards(act, who, how) if other in reached]
    near = days.around(parties, act.day - within, act.day + within)
    between = [each for each in near if each.id != act.id and _any(each.actors, parties) and _any(each.recipients, parties)]
    after = [each for each in near if each.day > act.day and _any(each.actors, parties) and _any(each.recipients, {*parties, who})]
    conflict = [
        sum(max(0.0, -each.intensity) for each in between if first <= each.day <= last)
        for first, last in ((act.day - within, act.day - 1), (act.day + 1, act.day + within))
    ]
    return Intervention(
        act=act.id, day=act.day, how=how, by=who, to=tuple(sorted({party for other in met for party in reached[other]})),
        reached=tuple(sorted(other for other in met if other not in parties)), through=act.through,
        conflict_before=round(conflict[0], 6), conflict_after=round(conflict[1], 6), responses=tuple(each.id for each in after),
    )  # fmt: skip


def _any(some: Iterable[str], others: Collection[str]) -> bool:
    return any(each in others for each in some)


def mediation(found: Iterable[Episode], hows: Collection[How] = TALKS) -> tuple[MediationRecord, ...]:
    """Of each who intervened in such ways: in how many episodes, how often, and what conflict did after; those in most episodes first."""
    tally: dict[str, list[tuple[int, Intervention]]] = {}
    for number, episode in enumerate(found):
        for each in episode.interventions:
            if each.how in hows:
                tally.setdefault(each.by, []).append((number, each))
    records = []
    for actor, mine in tally.items():
        moved = [each.conflict_after - each.conflict_before for _, each in mine]
        records.append(
            MediationRecord(
                actor=actor, episodes=len({number for number, _ in mine}), interventions=len(mine),
                less=sum(step < 0 for step in moved), same=sum(step == 0 for step in moved), more=sum(step > 0 for step in moved),
            )
        )  # fmt: skip
    return tuple(sorted(records, key=lambda each: (-each.episodes, -each.interventions, each.actor)))
