"""What persons decided, as the weaver needs it: by the keys of tellings that the record has now."""

from collections.abc import Collection, Iterable

import msgspec

from dragoman.keep import Case
from dragoman.model.happening import Telling
from dragoman.reconcile import Bonds, whole


class Decisions(msgspec.Struct, frozen=True):
    """Bonds between tellings and between personas; and what is said of single ones, by key."""

    bonds: Bonds = Bonds()
    persona_bonds: Bonds = Bonds()
    rejected: frozenset[str] = frozenset()
    types: dict[str, str] = {}
    names: dict[str, str] = {}
    added: dict[str, tuple[Telling, ...]] = {}
    distrusted: frozenset[str] = frozenset()
    words: dict[str, tuple[str, ...]] = {}

    def rejects(self, keys: Collection[str]) -> bool:
        """Whether a person rejected the happening of these tellings."""
        return not self.rejected.isdisjoint(keys)

    def type_of(self, keys: Iterable[str]) -> str | None:
        """The type that a person gave it, the latest."""
        return next((self.types[key] for key in sorted(keys) if key in self.types), None)

    def words_for(self, keys: Iterable[str]) -> tuple[str, ...]:
        """What was done to it by hand, in words."""
        return tuple(dict.fromkeys(word for key in sorted(keys) for word in self.words.get(key, ())))


def subject_of(telling: Telling) -> str:
    """How a correction names a telling: by its key and by its place, so that it is found again when the report is read anew."""
    return f"{telling.key}@{telling.start}-{telling.end}"


def decisions_of(case: Case) -> Decisions:
    """The decisions that count now; a later one outweighs an earlier one that it contradicts."""
    must: dict[tuple[str, str], bool] = {}
    persona_must: dict[tuple[str, str], bool] = {}
    rejected: set[str] = set()
    distrusted: set[str] = set()
    types: dict[str, str] = {}
    names: dict[str, str] = {}
    added: dict[str, tuple[Telling, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    for each in case.corrections.active():
        note = f"{each.what} by {each.author}" + (f": {each.reason}" if each.reason else "")
        if each.what in ("merge_actors", "split_actors"):
            persona_must |= dict.fromkeys(_against_first(each.subject), each.what == "merge_actors")
            words[each.subject[0]] = (*words.get(each.subject[0], ()), note)
        elif each.what == "rename":
            names[each.subject[0]] = each.value or ""
            words[each.subject[0]] = (*words.get(each.subject[0], ()), note)
        elif each.what == "distrust":
            distrusted.add(each.subject[0])
        elif each.what == "add":
            telling = msgspec.json.decode(each.value or "", type=Telling)
            added[telling.report] = (*added.get(telling.report, ()), telling)
            words[telling.key] = (*words.get(telling.key, ()), note)
        else:
            keys = [key_now(case, subject) for subject in each.subject]
            if each.what in ("merge", "split"):
                must |= dict.fromkeys(_against_first(keys), each.what == "merge")
            elif each.what == "reject":
                rejected.add(keys[0])
            else:
                types[keys[0]] = each.value or ""
            words[keys[0]] = (*words.get(keys[0], ()), note)
    return Decisions(_bonds(must), _bonds(persona_must), frozenset(rejected), types, names, added, frozenset(distrusted), words)


def _bonds(must: dict[tuple[str, str], bool]) -> Bonds:
    return Bonds(frozenset(pair for pair, tied in must.items() if tied), frozenset(pair for pair, tied in must.items() if not tied))


def _against_first(keys: Collection[str]) -> list[tuple[str, str]]:
    """The first with each of the others."""
    first, *rest = keys
    return [(min(first, other), max(first, other)) for other in rest]


def key_now(case: Case, subject: str) -> str:
    """The key of the telling that a correction is about.

    Read anew, the report may tell it under another id at the same words; a later version of the report in the same words elsewhere.
    """
    key, _, span = subject.rpartition("@")
    report, _, event = key.partition("/")
    if event.startswith("hand-") or not case.has(report):
        return key
    start, end = (int(each) for each in span.split("-"))
    now = case.version_in_force(report)
    told = whole(case.reading(now))
    if any(each.key == key for each in told):
        return key
    if now == report:
        return next((each.key for each in told if each.start < end and start < each.end), key)
    words = case.reading(report).report.text[start:end]
    quote = next((each.quote for each in whole(case.reading(report)) if each.start < end and start < each.end), None)
    return next((each.key for each in told if each.quote == quote and each.words == words), key)
