"""A person's decisions carried out: kept in the log, and what they touch made anew. Undone, it is as if they had never been made."""

from collections.abc import Sequence
from datetime import date

import msgspec

from dragoman.keep import Case
from dragoman.model.correction import Correction, CorrectionKind
from dragoman.model.errors import SettingError
from dragoman.model.happening import Happening, Telling
from dragoman.model.plover import QUADS, in_plover
from dragoman.model.reading import EventType
from dragoman.reconcile import NEWS, first_of, telling_by_hand

from .casting import Casting
from .decisions import subject_of
from .weaving import Weaver


class Corrector:
    """Corrections of a case by one author, each with a reason; the case must be open for writing."""

    def __init__(self, case: Case, author: str, reason: str = "") -> None:
        self._case = case
        self._author = author
        self._reason = reason

    def merge(self, one: str, other: str) -> Correction:
        """Joins two happenings, by id: all that they tell is one from now on."""
        first, second = self._event(one), self._event(other)
        if first.id == second.id:
            raise SettingError(f"{one} and {other}: are one event already")
        whole = (*first.tellings, *second.tellings)
        start = first_of(whole)
        return self._decide("merge", [subject_of(start), *(subject_of(each) for each in whole if each.key != start.key)])

    def split(self, event: str, report: str) -> list[Correction]:
        """Takes what one report tells out of a happening."""
        whole, id_ = self._event(event), self._case.report(report).id
        apart = [each for each in whole.tellings if each.report == id_]
        rest = [subject_of(each) for each in whole.tellings if each.report != id_]
        if not apart or not rest:
            raise SettingError(
                f"{event}: {'has nothing of report' if not apart else 'has nothing but what is told by report'} {report}; nothing to split"
            )
        return [self._decide("split", [subject_of(each), *rest]) for each in apart]

    def reject(self, event: str) -> Correction:
        """Says that a happening is none: look-ups leave it out; `--status rejected` shows it."""
        return self._decide("reject", [self._first(event)])

    def retype(self, event: str, kind: str) -> Correction:
        """Gives a happening another type; SettingError where it is none of PLOVER's."""
        return self._decide("retype", [self._first(event)], _type(kind))

    def add(
        self, report: str, quote: str, kind: str, *, at: int = 0, who: str = "", whom: str = "", day: str | None = None, place: str | None = None
    ) -> Correction:
        """Adds a happening that reading missed, at its words in a report, the first from `at` on; SettingError where it has no such words."""
        reading = self._case.reading(self._case.report(report).id)
        start = reading.report.text.find(quote, at)
        if start < 0 or not quote.strip():
            raise SettingError(f"{report}: does not have the words {quote!r}; give them exactly as printed, on one line")
        when = date.fromisoformat(day).toordinal() if day else None
        telling = telling_by_hand(reading, start, start + len(quote), _type(kind), who=who, whom=whom, day=when, place=place)
        with self._case.writing(durable=True):
            made = self._log("add", [reading.report.id], msgspec.json.encode(telling).decode())
            Weaver(self._case).add_by_hand(telling)
        return made

    def rename(self, actor: str, name: str) -> Correction:
        """Gives an actor another name."""
        return self._decide("rename", [self._case.look.entity(actor).personas[0]], name)

    def merge_actors(self, one: str, other: str) -> Correction:
        """Joins two actors."""
        first, second = self._case.look.entity(one), self._case.look.entity(other)
        if first.id == second.id:
            raise SettingError(f"{one} and {other}: are one actor already")
        return self._decide("merge_actors", [*first.personas, *second.personas])  # all of them, or what speaks against two would part the rest

    def split_actors(self, actor: str, persona: str) -> Correction:
        """Takes one persona out of an actor; `dragoman actors CASE --format json` lists them."""
        whole = self._case.look.entity(actor)
        rest = [each for each in whole.personas if each != persona]
        if persona not in whole.personas or not rest:
            raise SettingError(
                f"{actor}: {'has nothing but' if not rest else 'has no persona'} {persona!r}; its personas are {', '.join(whole.personas)}"
            )
        return self._decide("split_actors", [persona, *rest])

    def distrust(self, source: str) -> Correction:
        """Trusts an outlet or a source less: it counts as nobody's word any more, nor does what only that outlet has from others."""
        return self._decide("distrust", [self._case.look.origin(source)])

    def undo(self, number: int) -> Correction:
        """Takes a decision back."""
        with self._case.writing(durable=True):
            undone = self._case.corrections.undo(number, self._author)
            if undone.what == "add":
                Weaver(self._case).remove_by_hand(msgspec.json.decode(undone.value or "", type=Telling))
            else:
                self._apply(undone)
        return undone

    def _first(self, event: str) -> str:
        return subject_of(first_of(self._event(event).tellings))

    def _event(self, id_: str) -> Happening:
        found = self._case.look.happening(id_)
        if found.type == NEWS:
            raise SettingError(f"{id_}: is a piece of news, which follows from the heads of its reports; correct an event (`dragoman events CASE`)")
        return found

    def _decide(self, what: CorrectionKind, subject: Sequence[str], value: str | None = None) -> Correction:
        with self._case.writing(durable=True):
            made = self._log(what, subject, value)
            self._apply(made)
        return made

    def _log(self, what: CorrectionKind, subject: Sequence[str], value: str | None = None) -> Correction:
        return self._case.corrections.add(what, subject, author=self._author, value=value, reason=self._reason)

    def _apply(self, made: Correction) -> None:
        """Makes anew what a decision, made or undone, touches."""
        weaver = Weaver(self._case)
        if made.what in ("rename", "merge_actors", "split_actors"):
            Casting(self._case, weaver.decisions).cluster(made.subject)
        elif made.what == "distrust":
            weaver.restitch((), self._case.happenings.with_origin(made.subject) | self._case.record.owners_of_outlet(made.subject[0]))
        else:
            weaver.decided(made.subject)


def _type(words: str) -> EventType:
    kind = words.upper()
    if not in_plover(kind):
        raise SettingError(f"{words}: is no event type; give one of {', '.join(sorted(QUADS))}")
    return kind
