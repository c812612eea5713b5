"""Weaves a reading into the record of a case: its tellings are paired with those that share a key, and what that moves is made anew, nothing else.

What comes out depends on the readings and the decisions alone, not on the order of adding: cores follow from whole components of sure pairs, a
telling that stands alone from the cores around it, and a happening from its tellings with those of copies that repeat them. So adding one by one, in
any order, equals a rebuild.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec

from dragoman.keep import Case
from dragoman.model.happening import Due, Happening, Pair, Telling
from dragoman.reconcile import (
    NEWS,
    SLACK,
    Tag,
    accusations,
    ancestors,
    answers,
    attach,
    contests_of,
    cores,
    due,
    due_keys,
    due_keys_of,
    due_pairs_of,
    enough,
    enough_due,
    first_of,
    followers,
    happening,
    keys_of,
    meet,
    pairs_of,
    parties_of,
    reasons_for,
    recalls,
    repeats,
    roots,
    tag_of,
    until,
)

from .decisions import Decisions, decisions_of, key_now
from .gleaning import Gleaned, Told, finders, may_answer, tagged, window

JOINABLE = ("told", "ahead", "news")


class Weaver:
    """The case with the decisions that bind it; make a new one after a decision."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._record = case.record
        self._kept = case.happenings
        self.decisions: Decisions = decisions_of(case)

    def add(self, found: Gleaned, touched: Iterable[str]) -> None:
        """Weaves in what was gleaned of a reading that is kept already; `touched` are reports whose echoes have changed by it."""
        self.keep(found)
        stale = self._answered(found.told)
        touched = {*touched, found.report}
        again = self._record.owners_in(touched) | self._record.owners(self._record.answered_in(touched))
        self.restitch(self.shadowed(touched, {each.key for each in found.tellings}), stale | again)

    def keep(self, found: Gleaned) -> tuple[int, ...]:
        """Keeps the tellings of a reading, compared with nothing yet; returns their numbers."""
        seq = self._case.seq(found.report)
        numbers = tuple(self._record.add_telling(seq, each, finders(each), window(each)) for each in found.tellings)
        self._case.links.add_parts(found.parts)
        self._case.links.add_order(seq, found.ordered)
        self._keep_ending(seq, found.told)
        return numbers

    def remove(self, report: str) -> None:
        """Takes out what a report tells; the reading itself stays kept."""
        reading = self._case.reading(report)
        keys = self._record.keys_in(report)
        told = tagged(may_answer(reading, self._record.tellings(keys).values()))
        self._record.drop_ending(self._case.seq(report), _words(told))
        answered = self._record.drop_answers(report)
        around, stale = self._record.remove_tellings(keys, finders, window)
        self.restitch(around, stale | self._record.owners(answered))

    def add_by_hand(self, telling: Telling) -> None:
        """Weaves in a telling that a person added."""
        seq = self._case.seq(telling.report)
        self._record.add_telling(seq, telling, finders(telling), window(telling))
        self._case.links.add_parts(parties_of([telling], self._case.entities.appearances(seq)))
        stale = self._answered(tagged([telling]))
        dirty = self.shadowed(self._case.made_from([telling.report]), {telling.key})
        self.restitch(dirty, stale | self._record.owners_in([telling.report]))

    def remove_by_hand(self, telling: Telling) -> None:
        """Takes such a telling out again."""
        answered = self._record.drop_answers_of(telling.key)
        around, stale = self._record.remove_tellings([telling.key], finders, window)
        dirty = self.shadowed(self._case.made_from([telling.report]), ())
        self.restitch(around | dirty, stale | self._record.owners(answered) | self._record.owners_in([telling.report]))

    def decided(self, subjects: Iterable[str]) -> None:
        """Makes anew what tellings, as a correction names them, are part of."""
        keys = {key_now(self._case, each) for each in subjects}
        owners = self._record.owners(keys)
        dirty = self.shadowed({key.partition("/")[0] for key in keys}, ())
        self.restitch(keys - set(self._record.shadowing(keys)) | dirty, owners)

    def shadowed(self, reports: Iterable[str], fresh: Collection[str]) -> set[str]:
        """Says anew which tellings of these reports repeat others, and compares those that are `fresh` or repeat nothing any more.

        Returns the keys of the tellings that must be parted anew.
        """
        record = self._record
        lines = ancestors(self._case.echo_chain(reports))
        dirty: set[str] = set()
        for report in sorted(reports, key=lambda each: (len(lines.get(each, ())), each)):
            own = record.tellings(record.keys_in(report))
            before = record.shadows_in(report)
            line = [list(record.tellings(record.keys_in(each)).values()) for each in lines.get(report, ())]
            found = repeats(own.values(), line, self.decisions.bonds.cannot)
            behind = record.shadowing(found.values())
            after = {key: behind.get(target, target) for key, target in found.items()}
            for key, telling in own.items():
                if after.get(key) != before.get(key) or key in fresh:
                    dirty |= {each for each in (before.get(key), after.get(key)) if each} | record.set_shadow(key, after.get(key))
                if key not in after and (key in before or key in fresh):
                    self._compared(telling)
                    dirty |= {key} if telling.aspect in JOINABLE else set()
        return dirty - set(record.shadowing(dirty))

    def _compared(self, telling: Telling) -> None:
        """Keeps the judgements on a new telling and others."""
        if telling.aspect == "ahead":
            self._announced(telling)
            return
        aspects = ("news",) if telling.aspect == "news" else ("told", "recalled")
        self.judge(telling, self._record.sharing(keys_of(telling), window(telling, SLACK), aspects, enough))

    def judge(self, telling: Telling, others: Iterable[Telling]) -> None:
        """Keeps the judgements on a telling that announces nothing and on others that share enough keys with it."""
        others = [each for each in others if each.report != telling.report]
        if telling.aspect != "recalled":
            self._record.set_pairs(pairs_of((telling,), others))
        pairs = [(each, telling) if each.aspect == "recalled" else (telling, each) for each in others]
        recalled = [(old, new) for old, new in pairs if (old.aspect, new.aspect) == ("recalled", "told")]
        self._record.set_recalls((old.key, new.key) for old, new in recalled if recalls(old, new))

    def judge_announced(self, ahead: Telling, others: Iterable[Telling]) -> None:
        """Keeps which of the other announcements are of the same thing."""
        self._record.set_pairs(due_pairs_of(ahead, others))

    def _announced(self, ahead: Telling) -> None:
        """Keeps which other announcements are of the same thing, and what reports that are kept already tell of its outcome."""
        tag = tag_of(ahead)
        if tag is None or ahead.published is None:
            return
        shared: dict[str, set[str]] = defaultdict(set)
        for key, other in self._record.announced(due_keys_of(ahead), ahead.published):
            shared[other].add(key)
        near = {other for other, keys in shared.items() if other != ahead.key and enough_due(keys)}
        self.judge_announced(ahead, self._record.tellings(near).values())
        found = []
        words = {*tag.words, *tag.marks}
        for report, tags in self._record.endings(words, ahead.published, until(ahead)):
            if any(meet(tag, Tag(*each)) for each in tags):
                told = tagged(may_answer(self._case.reading(report), self._record.tellings(self._record.keys_in(report)).values()))
                found += [answer for each, own in told if meet(tag, own) and (answer := answers(ahead, each)) is not None]
        self._record.set_answers(found)

    def _answered(self, told: Told) -> set[str]:
        """Keeps what these tellings of one report say of announced things; returns what is due and answered."""
        if not told:
            return set()
        by_key: dict[str, list[Telling]] = defaultdict(list)
        for telling, tag in told:
            for key in due_keys(tag):
                by_key[key].append(telling)
        shared: dict[tuple[str, int], set[str]] = defaultdict(set)
        for key, ahead in self._record.announced(by_key, _day(told)):
            for each in by_key[key]:
                shared[ahead, id(each)].add(key)
        near = [pair for pair, keys in shared.items() if enough_due(keys)]
        announced, by_id = self._record.tellings({ahead for ahead, _ in near}), {id(each): each for each, _ in told}
        found = [answer for ahead, each in near if (answer := answers(announced[ahead], by_id[each])) is not None]
        self._record.set_answers(found)
        return self._record.owners(each.ahead for each in found)

    def _keep_ending(self, seq: int, told: Told) -> None:
        """Keeps by what an announcement that comes in later finds what was told."""
        if told:
            self._record.set_ending(seq, _day(told), _words(told), [tag for _, tag in told])

    def restitch(self, dirty: Iterable[str], stale: Iterable[str] = ()) -> None:
        """Makes anew what these tellings (by key) are part of, and the happenings and dues (by id) that are stale."""
        self.build(self._reach(self.part(dirty), set(stale)))

    def part(self, dirty: Iterable[str]) -> set[str]:
        """Parts these tellings, and all that sure pairs and bonds tie to them, into cores; returns the keys of all."""
        component, pairs = self._component(set(dirty))
        for aspect in JOINABLE:
            held = {key: each for key, each in component.items() if each.aspect == aspect}
            parts = cores(held, pairs, self.decisions.bonds)
            self._record.set_cores({key: part[0] if len(part) > 1 else None for part in parts for key in part})
        return set(component)

    def _component(self, dirty: set[str]) -> tuple[dict[str, Telling], list[Pair]]:
        """All tellings that sure pairs and a person's bonds tie to the given ones, and those pairs."""
        found = self._record.tellings(dirty)
        edge = set(found)
        pairs: dict[tuple[str, str], Pair] = {}
        while edge:
            near = [pair for pair in self._record.pairs_around(edge) if pair.sure]
            pairs |= {(pair.one, pair.other): pair for pair in near}
            reached = {key for pair in near for key in (pair.one, pair.other)}
            reached |= {key for bond in self.decisions.bonds.must if not edge.isdisjoint(bond) for key in bond}
            fresh = self._record.tellings(reached - set(found) - set(self._record.shadowing(reached)))
            found |= fresh
            edge = set(fresh)
        return found, list(pairs.values())

    def _reach(self, keys: set[str], stale: set[str]) -> "Reach":
        """All that must be made anew when these tellings have new cores: their cores, the single tellings around, whatever these were part of."""
        record = self._record
        around = {key for pair in record.pairs_around(keys) for key in (pair.one, pair.other)} - keys
        keys = keys | {key for key, (core, _) in record.placed(around).items() if core is None} | set(record.members(stale))
        near: dict[str, set[str]] = {}
        around_lone: dict[str, list[Pair]] = {}
        while True:
            placed = record.placed(keys)
            grown = keys | set(record.members({owner for _, owner in placed.values() if owner}))
            inside = {core for core, _ in placed.values() if core}
            members = record.in_cores(inside)
            grown |= {key for part in members.values() for key in part}
            beside = {key for pair in record.pairs_around(key for part in members.values() for key in part) for key in (pair.one, pair.other)}
            grown |= {key for key, (core, _) in record.placed(beside - grown).items() if core is None}
            lone = {key for key, (core, _) in record.placed(grown).items() if core is None} - set(near)
            fresh, pairs = self.beside(lone)
            near |= fresh
            around_lone |= pairs
            only = {next(iter(each)) for each in near.values() if len(each) == 1}
            grown |= {key for part in record.in_cores(only - inside).values() for key in part}
            if grown == keys:
                return Reach(members, near, around_lone, {owner for _, owner in placed.values() if owner} | stale)
            keys = grown

    def beside(self, lone: Collection[str]) -> tuple[dict[str, set[str]], dict[str, list[Pair]]]:
        """Of tellings that stand alone, the cores with which judged pairs tie them, and those pairs."""
        pairs: dict[str, list[Pair]] = defaultdict(list)
        for pair in self._record.pairs_around(lone):
            for key in {pair.one, pair.other}.intersection(lone):
                pairs[key].append(pair)
        placed = self._record.placed({key for some in pairs.values() for pair in some for key in (pair.one, pair.other)})
        near = {key: {core for pair in pairs.get(key, ()) for end in (pair.one, pair.other) if (core := placed[end][0])} for key in lone}
        return near, dict(pairs)

    def build(self, reach: "Reach") -> None:
        """Parts the tellings into happenings and dues, and keeps them; says what came, changed and went."""
        record = self._record
        waiting: dict[str, list[str]] = defaultdict(list)
        for key, near in reach.near.items():
            if len(near) == 1:
                waiting[next(iter(near))].append(key)
        tellings = record.tellings({*reach.near, *(key for part in reach.cores.values() for key in part)})
        groups = []
        for core, part in sorted(reach.cores.items()):
            groups.append(attach(part, sorted(waiting.get(core, ())), tellings, reach.around, self.decisions.bonds))
        taken = {key for group in groups for key in group}
        groups += [[key] for key in sorted(reach.near) if key not in taken]
        behind = followers(record.shadows_of(tellings))
        tellings |= record.tellings(key for keys in behind.values() for key in keys)
        groups = [sorted((*group, *(key for each in group for key in behind.get(each, ())))) for group in groups]
        before = self._kept.kept(reach.owners)
        alone = [group for group in groups if len(group) == 1 and tellings[group[0]].aspect == "news"]  # one report is no news that is shared
        record.own(None, (key for group in alone for key in group))
        groups = [group for group in groups if group not in alone]
        made = [self._made([tellings[key] for key in group]) for group in groups]
        into: dict[str, str] = {}
        for group, noun in zip(groups, made, strict=True):
            record.own(noun.id, group)
            into |= dict.fromkeys(group, noun.id)
            if isinstance(noun, Due):
                self._kept.keep_due(noun)
                continue
            if noun.type == NEWS:
                self._kept.keep(noun, "told", ())
                continue
            charges = accusations(noun, self._record.accusing(noun.reports))
            contests = contests_of(noun, self._roots(noun.reports), charges)
            blob = self._kept.keep(noun, self._standing(noun), contests)
            if noun.id not in before:
                self._kept.note_change("new", noun.id)
            elif before[noun.id] != blob:
                self._kept.note_change("changed", noun.id)
        gone = reach.owners - {noun.id for noun in made}
        self._kept.drop_dues(gone)
        self._kept.drop(gone)
        for id_ in sorted(id_ for id_ in gone.intersection(before) if not id_.startswith("n-")):
            self._kept.note_change("gone", id_, into.get(self._first_key(before[id_])))

    def _first_key(self, blob: bytes) -> str:
        return first_of(self._case.as_happening(blob).tellings).key

    def _made(self, tellings: Sequence[Telling]) -> Happening | Due:
        keys = {each.key for each in tellings}
        around: dict[str, list[Pair]] = defaultdict(list)
        for pair in self._record.pairs_around(keys) if len(keys) > 1 else ():
            around[pair.one].append(pair)
        reasons = reasons_for(keys, around)
        told = {each.report for each in tellings}
        if tellings[0].aspect == "ahead":
            found = self._record.answers_to(keys)
            return due(tellings, found, self._roots({*told, *(each.report for each in found)}), None)
        root = self._roots(told)
        return happening(
            tellings,
            root,
            reasons,
            distrusted=self.decisions.distrusted,
            retyped=self.decisions.type_of(keys),
            by_hand=self.decisions.words_for(keys),
        )

    def _standing(self, made: Happening) -> str:
        if self.decisions.rejects({each.key for each in made.tellings}):
            return "rejected"
        if made.deniers:
            return "disputed" if made.origins else "denied"
        return "told"

    def _roots(self, reports: Iterable[str]) -> dict[str, str]:
        return roots(self._case.echo_chain(reports))


class Reach(msgspec.Struct):
    """What is to be made anew: cores with their tellings, single tellings with the cores near them and their pairs, what they were part of."""

    cores: dict[str, list[str]]
    near: dict[str, set[str]]
    around: dict[str, list[Pair]]
    owners: set[str]


def _words(told: Told) -> list[str]:
    """What a report is looked up by: the rare words of its sentences, and its acts with their days."""
    return sorted({word for _, tag in told for word in (*tag.words, *tag.marks)})


def _day(told: Told) -> int:
    """When the report was published that tells these."""
    return told[0][0].published or 0  # a tag is of a report that has a day
