"""One actor: names, offices, ties, what it did and had done to it, what it said, what is ahead for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from dragoman.keep import Case
from dragoman.model.entity import Entity
from dragoman.model.entity import Persona as Seen
from dragoman.model.happening import Due, Happening
from dragoman.model.link import DayCount, Heard, Role, Stated
from dragoman.model.plover import QUADS, Quad, in_plover
from dragoman.model.reading import Reading, Stance
from dragoman.model.record import Kept, Silence
from dragoman.model.wanted import Wanted
from dragoman.reconcile import utterances_of
from dragoman.web.actorwords import NO_TIE
from dragoman.web.page import Page
from dragoman.web.timeline import Timeline, shown, timeline

from .asking import Part, Span, Words

STEP = 15  # deeds on one page
TOLD = 400  # ties that reports state of an actor, the newest, that are summed up
SPOKEN = 400  # reports in which it speaks, the newest, that are counted
QUOTED = 8  # reports whose words are quoted, and as many with denials: each is taken out of the case whole
QUOTE = 300  # characters of a sentence that are shown
COUNTERPARTS = 40
DUES = 100
PERSONAS = 200  # of one actor that are looked at, whole names before parts of names: a state may be a thousand
BACKGROUND = 365  # days before the first report that names it: what happened earlier is told as history, and would squeeze the rest
FEW = 12  # of each short list
REPORTS = 12
OUTLETS = 15


class ActorAsked(Span, frozen=True, kw_only=True):
    """`role`: only what it did, or had done to it; `other`: only what is between it and this actor, by id."""

    role: Role | None = None
    other: Words | None = None
    skip: Part = 0


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A name, and in how many reports it is the best one or another one for the actor."""

    name: str
    reports: int


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    name: str | None
    reports: int


class Persona(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the actor that a person can take out: one name, as one kind; `first`: the first day on which it was told of."""

    signature: str
    name: str
    kind: str
    reports: int
    first: int | None


class Bond(msgspec.Struct, frozen=True, kw_only=True):
    """What reports state of the actor and another one in one type, from it or to it: the newest first, copies only where no original is read so."""

    type: str
    sign: int
    outgoing: bool
    stated: tuple[Stated, ...]


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Another actor with a name like this one's."""

    id: str
    name: str
    reports: int


class Counterpart(msgspec.Struct, frozen=True, kw_only=True):
    """Another actor: what binds it to this one, and what this one did to it (`did`) and had done to it by it (`had`), counted by quad class.

    `last`: the last day of all of it.
    """

    id: str
    name: str
    bonds: tuple[Bond, ...]
    did: dict[Quad, int]
    had: dict[Quad, int]
    last: int | None


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A happening with the parts that the actor has in it."""

    roles: tuple[Role, ...]
    happening: Happening
    standing: str


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the actor in one report: the sentence, and the bounds of what is said. `medium`: through what, as printed."""

    report: str
    outlet: str | None
    published: str | None
    stance: Stance
    medium: str | None
    quote: str
    start: int
    end: int


class Portrait(msgspec.Struct, frozen=True, kw_only=True):
    """One actor. `other`: whom alone `counterparts` and `deeds` are about, where that is asked; `more`: whether the deeds go on.

    `timeline`: what it has a part in, null where no day of it is known; `places`: where reports put it. `speaks`: in how many reports it is a source.
    """

    entity: Entity
    names: tuple[Printed, ...]
    personas: tuple[Persona, ...]
    counterparts: tuple[Counterpart, ...]
    places: tuple[Printed, ...]
    timeline: Timeline | None
    other: Entity | None
    deeds: tuple[Deed, ...]
    more: bool
    said: tuple[Utterance, ...]
    denied: tuple[Utterance, ...]
    speaks: int
    silences: tuple[Silence, ...]
    ahead: tuple[Due, ...]
    outlets: tuple[Outlet, ...]
    reports: tuple[Kept, ...]
    alike: tuple[Alike, ...]

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """Of which names, as which kind, in how many reports it is joined, the oftenest first."""
        counted: Counter[tuple[str, str]] = Counter()
        for each in self.personas:
            counted[each.name, each.kind] += each.reports
        return [(name, kind, number) for (name, kind), number in sorted(counted.items(), key=lambda row: (-row[1], row[0]))]


def portrait(case: Case, asked: ActorAsked, at: Mapping[str, str]) -> Portrait:
    """The actor at the address."""
    entity = case.look.entity(at["id"])
    other = case.look.entity(asked.other) if asked.other else None
    personas = case.entities.personas(sorted(entity.personas, key=lambda each: each.endswith("|bare"))[:PERSONAS])
    heard = case.links.spoken(entity.id, SPOKEN)
    said, denied = _utterances(case, heard)
    stated = case.links.ties(entity.id, limit=TOLD)
    deeds, more = _deeds(case, entity.id, asked, other)
    return Portrait(
        entity=entity,
        names=_names(personas.values()),
        personas=tuple(_persona(each) for each in personas.values()),
        counterparts=_counterparts(case, entity.id, stated, other),
        places=_places(entity.id, stated),
        timeline=_timeline(case.charts.counts_by_day(Wanted(), entity=entity.id), entity.first),
        other=other,
        deeds=deeds,
        more=more,
        said=said,
        denied=denied,
        speaks=len({each.report for each in heard}),
        silences=tuple(case.links.silent(entity.id, FEW)),
        ahead=_ahead(case, entity.id),
        outlets=tuple(Outlet(name=name, reports=number) for name, number in case.links.outlets(entity.id, OUTLETS)),
        reports=tuple(case.links.appears_in(entity.id, REPORTS)),
        alike=_alike(case, entity),
    )


def _names(personas: Iterable[Seen]) -> tuple[Printed, ...]:
    """All names that were printed, the oftenest first."""
    counted: Counter[str] = Counter()
    for each in personas:
        counted.update(each.names)
        counted.update(each.aliases)
    return tuple(Printed(name=name, reports=number) for name, number in sorted(counted.items(), key=lambda row: (-row[1], row[0])))


def _persona(seen: Seen) -> Persona:
    name = max(sorted(seen.names), key=lambda each: seen.names[each], default=seen.signature)
    kind = max(sorted(seen.kinds), key=lambda each: seen.kinds[each], default="")
    return Persona(signature=seen.signature, name=name, kind=kind, reports=seen.appearances, first=seen.first)


def _counterparts(case: Case, own: str, stated: Iterable[Stated], other: Entity | None) -> tuple[Counterpart, ...]:
    """Those with whom most is told, first."""
    bonds: dict[str, dict[tuple[str, int, bool], list[Stated]]] = defaultdict(lambda: defaultdict(list))
    done: dict[str, dict[Role, Counter[Quad]]] = defaultdict(lambda: {"actor": Counter(), "recipient": Counter()})
    last: dict[str, int] = {}
    names: dict[str, str] = {}
    for told in stated:
        outgoing = told.source_id == own
        id_, name = (told.target_id, told.target_name) if outgoing else (told.source_id, told.source_name)
        if told.type not in NO_TIE:
            bonds[id_][told.type, told.sign, outgoing].append(told)
            names[id_] = name
            last[id_] = max(last.get(id_, 0), told.published or 0)
    for each in case.links.dealings(own):
        if in_plover(each.type):
            done[each.entity][each.role][QUADS[each.type]] += each.number
        last[each.entity] = max(last.get(each.entity, 0), each.last)
    weight = {id_: sum(map(len, bonds[id_].values())) + sum(sum(part.values()) for part in done[id_].values()) for id_ in last}
    wanted = [other.id][: other.id in last] if other else sorted(weight, key=lambda each: (-weight[each], each))[:COUNTERPARTS]
    return tuple(
        Counterpart(
            id=id_, name=names.get(id_) or case.look.entity(id_).name, bonds=tuple(_bonds(bonds[id_])),
            did=dict(sorted(done[id_]["actor"].items())), had=dict(sorted(done[id_]["recipient"].items())), last=last.get(id_) or None,
        )
        for id_ in wanted
    )  # fmt: skip


def _bonds(found: Mapping[tuple[str, int, bool], list[Stated]]) -> Iterator[Bond]:
    for type_, sign, outgoing in sorted(found, key=lambda key: (-len(found[key]), key)):
        told = found[type_, sign, outgoing]
        yield Bond(type=type_, sign=sign, outgoing=outgoing, stated=tuple(each for each in told if not each.echo) or tuple(told))


def _places(own: str, stated: Iterable[Stated]) -> tuple[Printed, ...]:
    """Where reports say that the actor is."""
    found = Counter(each.target_name for each in stated if each.type == "located_in" and each.source_id == own)
    return tuple(Printed(name=name, reports=number) for name, number in sorted(found.items(), key=lambda row: (-row[1], row[0]))[:FEW])


def _timeline(counts: Sequence[DayCount], told: int | None) -> Timeline | None:
    """What it has a part in by day, week or month, from the first of it on that is no background."""
    days = [each.day for each in counts if each.day >= (told or 0) - BACKGROUND]
    if not days:
        return None
    first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
    begun, by = shown(first, last, None)
    return timeline(counts, begun, last, by)


def _alike(case: Case, own: Entity) -> tuple[Alike, ...]:
    """Actors that have the last word of one of its names, the most reported first."""
    last = {words[-1] for words in (name.split() for name in own.names[:FEW]) if words}
    found = {each.id: each for word in sorted(last) for each in case.look.entities(Wanted(actor=word, limit=FEW))}
    some = sorted((each for each in found.values() if each.id != own.id), key=lambda each: (-each.reports, each.id))
    return tuple(Alike(id=each.id, name=each.name, reports=each.reports) for each in some[:FEW])


def _deeds(case: Case, own: str, asked: ActorAsked, other: Entity | None) -> tuple[tuple[Deed, ...], bool]:
    """One part of what it did and had done to it, the newest first; and whether there is more."""
    wanted = Wanted(
        since=asked.since.isoformat() if asked.since else None,
        until=asked.until.isoformat() if asked.until else None,
        limit=2 * (asked.skip + STEP + 1),  # a happening comes once for each part that the actor has in it
    )
    roles: dict[str, tuple[Role, ...]] = {}
    found: dict[str, Happening] = {}
    for role, each in case.links.deeds(own, wanted, role=asked.role, beside=other.id if other else None):
        roles[each.id] = (*roles.get(each.id, ()), role)
        found[each.id] = each
    shown = list(found.values())[asked.skip :]
    deeds = tuple(Deed(roles=roles[each.id], happening=each, standing=case.look.standing(each.id)) for each in shown[:STEP])
    return deeds, len(shown) > STEP


def _utterances(case: Case, heard: Iterable[Heard]) -> tuple[tuple[Utterance, ...], tuple[Utterance, ...]]:
    """What it said and what it denied, of the newest reports that are no copies."""
    own = [each for each in heard if not each.echo]
    chosen = {each.report: each for each in (*own[:QUOTED], *[each for each in own if each.denials][:QUOTED])}
    found = [words for each in own if each.report in chosen for words in _words(case.reading(each.report), each)]
    denied = tuple(each for each in found if each.stance == "denies")
    return tuple(each for each in found if each.stance not in ("denies", "declines"))[:FEW], denied[:FEW]


def _words(reading: Reading, heard: Heard) -> Iterator[Utterance]:
    """The statements of one report, one a sentence."""
    seen = set()
    for said in utterances_of(reading, heard.key):
        spans = said.content.spans or said.cue.spans
        if not spans:
            continue
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        bounds = next(((each.start, each.end) for each in reading.sentences if each.start <= start < each.end), (start, end))
        if (bounds, said.stance) not in seen:
            seen.add((bounds, said.stance))
            quote = " ".join(reading.report.text[bounds[0] : bounds[1]].split())
            yield Utterance(
                report=heard.report, outlet=heard.outlet, published=heard.published, stance=said.stance, medium=said.medium,
                quote=quote if len(quote) <= QUOTE else quote[:QUOTE].rsplit(" ", 1)[0] + " …", start=start, end=end,
            )  # fmt: skip


def _ahead(case: Case, own: str) -> tuple[Due, ...]:
    """What is still to come first, then what became of the rest, the newest first."""
    found = {due.id: due for _, due in case.links.dues(own, Wanted(limit=2 * DUES))}
    return tuple(sorted(found.values(), key=lambda each: each.outcome != "pending")[:FEW])


PAGES = (
    Page(
        path="/actor/{id}", name="Actor", asked=ActorAsked, noun=Portrait, view=portrait, title=lambda noun: noun.entity.name,
        says="One actor: names, offices, ties, what it did and had done to it, what it said, what is ahead for it",
    ),
)  # fmt: skip
