"""Who did it, by sentences that tell no event of it: accusations, claims of responsibility, and what the doers or their traces are said to be.

"The ministry blamed the rebels for the abduction", "his men had taken five engineers", "the attackers had been sappers", "the cartridges were of a
make that the guild uses". Which event is meant: `aim`. A denial is no culprit: `claims` has those.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.actor import Mention
from dragoman.model.happening import Claim, Origin
from dragoman.model.reading import Attribution, EventMention, SentenceSpan

from .aim import Aim
from .duewords import meanings
from .tellings import Teller, known, name_of
from .witnesses import is_presupposed
from .wording import triggers

HARMFUL = frozenset({"ASSAULT", "COERCE"})  # of which it is asked who did it; a meeting has many actors, none of them against the others
ATTACKS = frozenset({"ASSAULT"})  # an attacker's deed
NOT = re.compile(r"\b(?:not|never|no|nobody|none)\b|n['’]t\b", re.IGNORECASE)
ON = re.compile(r"\bon\s+(?:the\s+)?$", re.IGNORECASE)
BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
SUFFERED = re.compile(r"\s+(?:were|was|are|have been|had been|had to)\b", re.IGNORECASE)
DID = re.compile(r"\s+(?:(?:had|have|then|also)\s+)?(?P<verb>[\w'’-]+)", re.IGNORECASE)
OF = re.compile(r"[^.;]*?(?<!\w)(?:of|for|over)\s+(.{,45})", re.DOTALL)
FAR = 16  # characters between a speaker and his claim or charge ("the guild nevertheless")
ARTICLE = 5  # characters of "the " before a name


class Account(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of accounts.yaml, which says what each field means."""

    id: str
    field: str
    words: tuple[str, ...]
    against: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


def culprits_in(teller: Teller, aim: Aim) -> Iterator[tuple[str, Claim]]:
    """Event → who is said to have done it, on whose word."""
    naming = Naming(teller, aim)
    told = [(each, sentence) for sentence in aim.body for each in naming.found(sentence)]
    ours = (each for attribution in teller.reading.attributions for each in naming.ours(attribution))
    for each, sentence in (*told, *((each, sentence) for each in ours if (sentence := aim.sentence(each.at)))):
        event = aim.at(sentence, each.at, each.types, each.kin or (), until=each.at + 1 if each.kin is None else None)
        if event is None or event.start == each.at:
            continue
        if each.kin is None or not triggers(teller.text[event.start : event.end]).isdisjoint(each.kin):
            name, *others = naming.names(each.actor)
            yield event.id, Claim(kind="perpetrator", by=each.by, claim=name, names=tuple(others), quote=teller.quote(each.at))


def charge_of(words: str) -> frozenset[str] | None:
    """What the words behind an accusation say that it is of; None where they do not."""
    behind = OF.match(words)
    return meanings(behind[1]) if behind else None


class Named(NamedTuple):
    """Who did it, on whose word, and where it is said; `kin`: words of which the event has one or a kindred one, null where none is spoken of."""

    actor: str
    by: Origin
    at: int
    kin: frozenset[str] | None
    types: frozenset[str] = HARMFUL


class Naming:
    """The mentions and attributions of one reading by where they stand."""

    def __init__(self, teller: Teller, aim: Aim) -> None:
        self.teller, self.aim, self.text = teller, aim, teller.text
        self.mentions = sorted((each for each in teller.reading.mentions if each.actor in teller.actors), key=lambda each: (each.start, -each.end))
        self.starts = [each.start for each in self.mentions]
        self.same: dict[str, set[str]] = {}
        for tie in teller.reading.relations:
            one, other = tie.source.actor, tie.target.actor
            if tie.type == "same_as" and one in teller.actors and other in teller.actors and one is not None and other is not None:
                self.same.setdefault(one, set()).add(other)
                self.same.setdefault(other, set()).add(one)

    def names(self, actor: str) -> tuple[str, ...]:
        """Its name, and those of all who are the same by the report's own words."""
        own = name_of(self.teller.actors[actor])
        return tuple(dict.fromkeys((own, *sorted(name_of(self.teller.actors[each]) for each in self.same.get(actor, set()) & self.teller.named))))

    def found(self, sentence: SentenceSpan) -> Iterator[Named]:
        """All that the sentence says of who did it."""
        words = self.text[sentence.start : sentence.end]
        inside = self.mentions[bisect_left(self.starts, sentence.start) : bisect_left(self.starts, sentence.end)]
        for match in _pattern("accuse").finditer(words):
            yield from self._accused(inside, sentence.start + match.start(), sentence.start + match.end(), sentence.end)
        for match in _pattern("claim").finditer(words):
            end = sentence.start + match.start()
            subject = self._subject(inside, end)
            if subject and not NOT.search(self.text[subject.start : end]) and subject.actor in self.teller.named:
                yield Named(subject.actor or "", self._origin(subject), end, None)
        for match in _doers().finditer(words):
            yield from self._meant(inside, sentence.start + match.end())
        for match in _traces().finditer(words):
            start, end = (sentence.start + each for each in match.span("own"))
            yield from self._owner(inside, start, end)
        for event in self.aim.inside(sentence):
            if event.type in HARMFUL and event.factuality.endswith("+") and is_presupposed(self.text, event.start, event.end):
                yield from self._done(event)

    def _subject(self, inside: Sequence[Mention], at: int) -> Mention | None:
        """Who does what stands here."""
        return next((each for each in reversed(inside) if each.end <= at <= each.end + FAR and "," not in self.text[each.end : at]), None)

    def _origin(self, mention: Mention) -> Origin:
        return known(self.teller.actors[mention.actor or ""])

    def _accused(self, inside: Sequence[Mention], since: int, at: int, end: int) -> Iterator[Named]:
        after = [each for each in inside if at - ARTICLE <= each.start and each.end > at]
        turned = [each for each in after if ON.search(self.text[at : each.start])]
        plain = [each for each in after if each.start <= at + ARTICLE and not self.text[at : each.start].strip().lower().removeprefix("the")]
        accused = next((each for each in (*turned, *plain) if self._is_somebody(each)), None)
        if accused is None or accused.actor is None:
            return
        accuser = next((each for each in after if BY.search(self.text[at : each.start])), None)
        kin = charge_of(self.text[accused.end : end])
        if kin is None and accused in turned and accuser is None:
            kin = meanings(self.text[at : accused.start])  # "blamed the attack on the rebels"
        who = accuser or self._subject(inside, since)
        by = self.aim.speaker(accused.start) or (self._origin(who) if who else self.teller.outlet)
        yield Named(accused.actor, by, accused.start, kin)

    def _meant(self, inside: Sequence[Mention], at: int) -> Iterator[Named]:
        """Who the attackers "were"."""
        for each in inside:
            if at <= each.start <= at + ARTICLE and each.actor and self._is_somebody(each) and self._has_name(each):
                yield Named(each.actor, self.aim.speaker(each.start) or self.teller.outlet, each.start, None, ATTACKS)
                return

    def _owner(self, inside: Sequence[Mention], start: int, end: int) -> Iterator[Named]:
        """Whose the trace is: before "uses", behind "used by"."""
        before = next((each for each in inside if each.end <= start <= each.end + 1), None)
        behind = next((each for each in inside if end <= each.start <= end + ARTICLE), None)
        owner = before if before and self._has_name(before) else behind
        if owner and owner.actor and self._has_name(owner):
            yield Named(owner.actor, self.aim.speaker(start) or self.teller.outlet, start, None)

    def ours(self, attribution: Attribution) -> Iterator[Named]:
        """What a speaker says that his own people did."""
        speaker = attribution.source.actor
        if speaker not in self.teller.named or attribution.stance not in ("asserts", "confirms"):
            return
        for span in attribution.content.spans:
            for match in _pattern("ours").finditer(self.text, span.start, span.end):
                did = DID.match(self.text, match.end(), span.end)
                if did and speaker and not NOT.search(self.text[match.end() : span.end]) and not SUFFERED.match(did[0]):
                    yield Named(speaker, self.teller.origin(attribution.id), match.start(), triggers(did["verb"]))

    def _done(self, event: EventMention) -> Iterator[Named]:
        """Who did the deed that a sentence takes for known ("his guard had carried out the attack")."""
        for each in event.actors[:1]:
            did = each.end < event.start and _pattern("deed").search(self.text, each.end, event.start)
            if did and each.actor in self.teller.named and each.actor in self.teller.actors:
                by = self.teller.origin(event.attributions[0] if event.attributions else None)
                yield Named(each.actor, by, event.start, triggers(self.text[event.start : event.end]))

    def _is_somebody(self, mention: Mention) -> bool:
        """Whether it says more than "men" or "unknown gunmen": a name, or a description of several words."""
        if _pattern("nobody").search(self.text[mention.start : mention.end]):
            return False
        return mention.kind != "place" and (mention.actor in self.teller.named or " " in self.text[mention.start : mention.end])

    def _has_name(self, mention: Mention) -> bool:
        return mention.actor in self.teller.named or any(mention.start <= each.start < mention.end for each in self.teller.names)


@cache
def _words(field: str) -> tuple[str, ...]:
    return tuple(word for entry in lexicon.load("accounts", Account) if entry.field == field for word in entry.words)


@cache
def _pattern(field: str) -> re.Pattern[str]:
    return lexicon.alternation(_words(field))


@cache
def _doers() -> re.Pattern[str]:
    return re.compile(rf"(?P<doer>{_pattern('doer').pattern})\s+(?:had been|have been|were|was|are)\s+", re.IGNORECASE)


@cache
def _traces() -> re.Pattern[str]:
    return re.compile(rf"{_pattern('trace').pattern}[^.;]{{0,80}}?\b(?P<own>{_pattern('own').pattern})", re.IGNORECASE)
