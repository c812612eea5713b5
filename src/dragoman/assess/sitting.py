"""Who would govern with whom: which refusals and agreements are about that, which seats make a house, and who speaks for which party."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from re import Pattern

import msgspec

from dragoman import lexicon
from dragoman.model.implied import Bench
from dragoman.model.link import Seated

FRESH = 7  # days before the newest figure of a party within which reports may still count: of a night of counting the figure that most give


class Together(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of together.yaml."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _words() -> Pattern[str]:
    return lexicon.alternation(word for entry in lexicon.load("together", Together) for word in entry.words)


def governing(quote: str) -> bool:
    """Whether the sentence speaks of governing together."""
    return _words().search(" ".join(quote.split())) is not None


def house(seated: Iterable[Seated]) -> tuple[tuple[Bench, ...], int | None]:
    """The parties with their last figures, the largest first, and of how many seats; of several parliaments that of which most parties are told.

    A party that is known by an entity is the same in all reports, another by its name; of two with one name that is taken of which was told last.
    Copies do not count. Of figures of the last days the one that most reports give is taken, of these the newest. Figures out of another number of
    seats than the newest are of another house or time.
    """
    some = [each for each in seated if not each.echo and each.published]
    countries = Counter(country for country in {(each.country, each.party_id or each.name) for each in some} if country[0])
    chosen = Counter(country for country, _ in countries)
    country = min(chosen, key=lambda each: (-chosen[each], each or ""), default=None)
    some = [each for each in some if each.country in (None, country)]
    sizes = Counter((each.published, each.of) for each in some if each.of)
    of = max(sizes, key=lambda each: (each[0] or 0, sizes[each], each[1] or 0), default=(0, None))[1]
    by_party: dict[str, list[Seated]] = {}
    for each in some:
        if each.of in (None, of):
            by_party.setdefault(each.party_id or each.name.casefold(), []).append(each)
    newest = sorted((_bench(figures) for figures in by_party.values()), key=lambda each: (each.day or 0, each.reports, each.actor or ""))
    benches = sorted({each.party.casefold(): each for each in newest}.values(), key=lambda each: (-each.seats, each.party))
    return tuple(benches), of if of and of >= sum(each.seats for each in benches) else None


def _bench(figures: Sequence[Seated]) -> Bench:
    newest = max(each.published or 0 for each in figures)
    last = [each for each in figures if (each.published or 0) > newest - FRESH]
    told = {seats: {each.report for each in last if each.seats == seats} for seats in {each.seats for each in last}}
    at = {seats: max(each.published or 0 for each in last if each.seats == seats) for seats in told}
    seats = max(told, key=lambda each: (len(told[each]), at[each], each))
    first = min((each for each in last if each.seats == seats), key=lambda each: (each.published or 0, each.report, each.start))
    return Bench(
        party=first.party_name or first.name, seats=seats, actor=first.party_id, reports=len(told[seats]), day=first.published, report=first.report,
        start=first.start, end=first.end, quote=first.quote,
    )  # fmt: skip


def speaking(benches: Iterable[Bench], seated: Iterable[Seated], ends: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """Entity → the party for which it speaks: the party itself, the person whose party it is called, who leads it, who is a member.

    `ends`: type, source and target of ties. Who could speak for two parties speaks for neither.
    """
    parties = {each.actor: each.party for each in benches if each.actor}
    found: dict[str, set[str]] = {}
    for each in seated:
        if each.head_id and each.party_id in parties:
            found.setdefault(each.head_id, set()).add(parties[each.party_id])
    for type_, source, target in ends:
        if type_ in ("leads", "member_of") and target in parties and source not in parties:
            found.setdefault(source, set()).add(parties[target])
    return {**{who: next(iter(some)) for who, some in found.items() if len(some) == 1}, **parties}
