"""Which personas are one actor, from judged pairs, and what is known of that actor over all reports.

Full names first, the surest pair before others, never where two members forbid each other; then parts of names ("Roke"), each group of them only
where a single actor fits, or one clearly better than the next. Only the judged pairs around are looked at, so that a new report is woven in without
looking at the rest of the case, and any order of adding gives the same. A person's decisions bind: "must" before all pairs, "cannot" against them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dragoman.lexicon.actors import known_actors
from dragoman.model.actor import ActorKind
from dragoman.model.entity import Appearance, Entity, Judgement, Persona
from dragoman.model.identity import make_id
from dragoman.model.reading import Reading

from .happenings import Bonds
from .judging import APART, judge
from .naming import is_acronym, is_bare
from .offices import offices_of
from .personas import BARE, appearances_of, kind_of, persona_asks, persona_keys, personas_of, signature_of, state_names

NONE = Bonds()
CLEAR = 0.5  # points by which the one whom a part of a name fits must lead the next: any office, country or body more than the other has


def judgements_of(personas: Iterable[Persona]) -> tuple[Judgement, ...]:
    """Judgements on all pairs that find each other by a key and whose names have to do with one another."""
    some = sorted(personas, key=lambda each: each.signature)
    blocks: dict[str, list[Persona]] = defaultdict(list)
    for each in some:
        for key in persona_keys(each):
            blocks[key].append(each)
    found: dict[tuple[str, str], Judgement] = {}
    for one in some:
        near = {other.signature: other for key in persona_asks(one) for other in blocks.get(key, ()) if one.signature < other.signature}
        for signature, other in near.items():
            judgement = judge(one, other)
            if judgement is not None:
                found[one.signature, signature] = judgement
    return tuple(found[pair] for pair in sorted(found))


def clustered(personas: Mapping[str, Persona], judgements: Iterable[Judgement], decisions: Bonds = NONE) -> list[list[str]]:
    """The personas (by signature) parted into actors, single ones included.

    Give whole components: all personas that verdicts "same" and decisions join, with all judgements that touch them, doubtful ones and those on
    personas outside too: a doubt may be a rival for a part of a name.
    """
    return _Parting(personas, judgements, decisions).parts()


class _Parting:
    """One component on its way to its clusters."""

    def __init__(self, personas: Mapping[str, Persona], judgements: Iterable[Judgement], decisions: Bonds) -> None:
        self.personas = personas
        self.judged = {(each.one, each.other): each for each in judgements}
        self.decisions = decisions
        self.owner = {signature: signature for signature in sorted(personas)}
        self.members = {signature: [signature] for signature in self.owner}

    def parts(self) -> list[list[str]]:
        for one, other in sorted(self.decisions.must):
            if one in self.owner and other in self.owner:
                self._merge(one, other)
        same = sorted((each for each in self.judged.values() if each.verdict == "same"), key=_surest)
        for each in same:
            if not each.loose:
                self._join(each)
        for each in same:  # parts of names among themselves
            if each.loose and all(signature in self.owner and self._bare(signature) for signature in (each.one, each.other)):
                self._join(each)
        self._attach()
        return sorted(sorted(each) for each in self.members.values())

    def _bare(self, signature: str) -> bool:
        """Whether no member of its cluster has a full name."""
        return all(not _full(self.personas[each]) for each in self.members[self.owner[signature]])

    def _join(self, judgement: Judgement) -> None:
        one, other = judgement.one, judgement.other
        if one in self.owner and other in self.owner and self._agree(self.owner[one], self.owner[other]):
            self._merge(one, other)

    def _merge(self, one: str, other: str) -> None:
        keep, gone = sorted((self.owner[one], self.owner[other]))
        if keep != gone:
            for signature in self.members.pop(gone):
                self.owner[signature] = keep
                self.members[keep].append(signature)

    def _agree(self, one: str, other: str, *, loosely: bool = False) -> bool:
        return one != other and all(self._may(first, second, loosely) for first in self.members[one] for second in self.members[other])

    def _may(self, one: str, other: str, loosely: bool) -> bool:
        """Whether two personas may be one: not decided or judged otherwise, and two full names have to do with one another."""
        pair = (min(one, other), max(one, other))
        if pair in self.decisions.must:
            return True
        mine, theirs = self.personas[one], self.personas[other]
        if pair in self.decisions.cannot or (mine.anchor is not None and theirs.anchor is not None):
            return False
        judgement = self.judged[pair] if pair in self.judged else judge(mine, theirs)
        if judgement is None:
            return not (_full(mine) and _full(theirs))
        return judgement.verdict == "same" or (judgement.verdict == "unsure" and (loosely or judgement.loose or judgement.score >= APART))

    def _attach(self) -> None:
        """Clusters of parts of names, each to the only one that it fits, or to the one that it fits clearly better than the next."""
        chosen = []
        for part, fits in sorted(self._fits().items()):
            ranked = sorted(fits.items(), key=lambda row: (-row[1][0], row[0]))
            (whole, (score, sure)), *rest = ranked
            if sure and (not rest or score - rest[0][1][0] >= CLEAR):
                chosen.append((-score, part, whole))
        for _, part, whole in sorted(chosen):
            if self._agree(part, self.owner[whole], loosely=True):  # two parts may forbid each other
                self._merge(part, whole)

    def _fits(self) -> dict[str, dict[str, tuple[float, bool]]]:
        """Cluster of parts of names → cluster or persona outside that it may be → the best score, and whether it is sure."""
        bare = {owner for owner in self.members if self._bare(owner)}
        found: dict[str, dict[str, tuple[float, bool]]] = defaultdict(dict)
        for each in self.judged.values():
            for mine, theirs in ((each.one, each.other), (each.other, each.one)):
                part, whole = self.owner.get(mine), self.owner.get(theirs, theirs)
                if not each.loose or part not in bare or whole in bare or (whole not in self.members and whole.endswith(BARE)):
                    continue
                if whole in self.members and not self._agree(part, whole, loosely=True):
                    continue
                sure = each.verdict == "same" and whole in self.members
                found[part][whole] = max((each.score, sure), found[part].get(whole, (0.0, False)))
        return found


def _surest(judgement: Judgement) -> tuple[float, str, str]:
    return (-judgement.score, judgement.one, judgement.other)


def _full(persona: Persona) -> bool:
    """Whether its names say who it is: no part of a name, no acronym; what is listed does."""
    return persona.anchor is not None or (not persona.bare and not all(map(is_acronym, persona.names)))


def entity(
    personas: Sequence[Persona],
    *,
    reports: int | None = None,
    judgements: Iterable[Judgement] = (),
    rename: str | None = None,
    by_hand: tuple[str, ...] = (),
) -> Entity:
    """One actor from its personas. `reports`: how many tell of it, where the caller knows (else its appearances); `rename`: the name that it gets."""
    ordered = sorted(personas, key=lambda each: (each.first is None, each.first or 0, each.signature))
    inside = {each.signature for each in ordered}
    surest = min((each for each in judgements if each.verdict == "same" and {each.one, each.other} <= inside), key=_surest, default=None)
    kind = _kind(ordered)
    names = _names(ordered)
    anchors = sorted({each.anchor for each in ordered if each.anchor is not None})
    name = rename or _listed_name(anchors) or _best_name(ordered, names, kind)
    countries, sectors = _total(each.countries for each in ordered), _total(each.sectors for each in ordered)
    state = next((each.removeprefix("state:") for each in anchors if each.startswith("state:")), None)
    return Entity(
        id=make_id("x", ordered[0].signature),
        name=name,
        names=tuple(dict.fromkeys((name, *sorted(names, key=lambda each: (-names[each], each))))),
        kind="state" if state else kind,
        country=state or _most(countries),
        sector=_most(sectors),
        offices=offices_of(ordered),
        known=next((each.removeprefix("known:") for each in anchors if each.startswith("known:")), None),
        reports=sum(each.appearances for each in ordered) if reports is None else reports,
        personas=tuple(sorted(inside)),
        first=min((each.first for each in ordered if each.first is not None), default=None),
        last=max((each.last for each in ordered if each.last is not None), default=None),
        reasons=surest.reasons if surest else (),
        by_hand=by_hand,
    )


def _kind(personas: Iterable[Persona]) -> ActorKind:
    """What most appearances take it for, those with a full name before parts."""
    count: Counter[ActorKind] = Counter()
    full: Counter[ActorKind] = Counter()
    for each in personas:
        count[kind_of(each)] += each.appearances
        full[kind_of(each)] += each.appearances * (not each.bare)
    return min(count, key=lambda kind: (-full[kind], -count[kind], kind))


def _names(personas: Iterable[Persona]) -> dict[str, int]:
    return _total(names for each in personas for names in (each.names, each.aliases))


def _best_name(personas: Iterable[Persona], names: Mapping[str, int], kind: ActorKind) -> str:
    """The main name that most reports use, a full one where there is one."""
    main = _total(each.names for each in personas if kind_of(each) == kind) or names
    enough = max(main.values()) / 3  # a name of several words says more than a short one that is printed oftener
    return min(main, key=lambda name: (is_bare(name, kind), is_acronym(name), main[name] < enough, " " not in name, -main[name], -len(name), name))


def _listed_name(anchors: Collection[str]) -> str | None:
    listed = {f"known:{actor.id}": actor.name for actor in known_actors()} if any(each.startswith("known:") for each in anchors) else {}
    states = {f"state:{code}": name for code, name in state_names().items()}
    return next((found for each in anchors if (found := listed.get(each) or states.get(each) or each.partition("body:")[2])), None)


def _total(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)


def _most(counts: Mapping[str, int]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def entities_of(readings: Iterable[Reading], decisions: Bonds = NONE) -> tuple[Entity, ...]:
    """All actors of these readings, those of most reports first; the readings in any order give the same."""
    return joined_actors([each for reading in readings for each in appearances_of(reading)], decisions)


def joined_actors(appearances: Sequence[Appearance], decisions: Bonds = NONE) -> tuple[Entity, ...]:
    """All actors of these appearances, those of most reports first."""
    personas = personas_of(appearances)
    told: dict[str, set[str]] = defaultdict(set)
    for each in appearances:
        told[signature_of(each)].add(each.report)
    judgements = judgements_of(personas.values())
    inside: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        inside[judgement.one].append(judgement)
    found = []
    for part in clustered(personas, judgements, decisions):
        reports = len({report for signature in part for report in told[signature]})
        own = [each for signature in part for each in inside[signature]]
        found.append(entity([personas[each] for each in part], reports=reports, judgements=own))
    return tuple(sorted(found, key=lambda each: (-each.reports, each.id)))
