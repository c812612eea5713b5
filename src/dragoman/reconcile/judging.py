"""Whether two personas are one actor: small questions, each with points and a reason in words. The same in both directions.

The points of the names are in `naming`: a full name that both have reaches `SAME` by itself, all others need more: country, office, body, context.
What tells two apart: other anchors, a surname with two given names; another country only makes it doubtful.
"""

import math
from collections.abc import Iterable
from functools import lru_cache

from dragoman.lexicon import names as lexicon
from dragoman.lexicon.actors import known_actors
from dragoman.model.entity import Held, Judgement, Persona, Verdict

from .naming import Naming, code_of, naming
from .personas import kind_of, names_of

SAME = 3.0  # points of one full name (two words) that both have; set on the dam case and 84 reports of news_guardian
PART = 1.75  # from which a part of a name is whose it fits: 0.5 for the surname, so office and context, or country and context, must agree
SECOND = 0.5  # two who share a second name only, such as a nom de guerre, are as a rule two
APART = 2.0  # below, a doubt keeps two groups apart that a third persona would join: something speaks against it, such as the country
DOUBT = 1.25  # below, a part of a name is not worth a person's look
CLOSE, STRONG, WEAK = 0.5, 0.3, 0.12  # cosine of whom they stand with: reports of one affair 0.3 to 0.9, of one country at other times about 0.1
STATE = 0.3  # weight of a state in a context: it stands in a hundred affairs
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "SEP", "INS"})  # one armed group is called the one or the other
OFTEN = 5  # reports from which a person may go by the surname: in 84 Guardian reports on Syria, eleven people have so many
MANY = 8  # names of a persona that are compared: the oftenest
TOP = 40  # names of a context that are compared: the oftenest


def judge(one: Persona, other: Persona) -> Judgement | None:
    """The judgement on two personas; None where nothing worth a word joins their names."""
    one, other = sorted((one, other), key=lambda each: each.signature)
    if one.anchor is not None and other.anchor is not None:
        return None if one.anchor == other.anchor else _judgement(one, other, "different", -3.0, ("listed as two",))
    name = _naming(one, other)
    if name is None:
        return None
    if name.clash:
        return _judgement(one, other, "different", name.points, (name.reason,))
    if name.loose and kind_of(one) == kind_of(other) == "person" and not _placed(one) and not _placed(other):
        return None  # two surnames of which nothing else is known
    told = [(name.points, name.reason)]
    for question in (_kinds, _known_by_it, _countries, _posts, _contexts, _sectors):
        told += question(one, other)
    score = round(sum(points for points, _ in told), 2)
    reasons = tuple(reason for _, reason in told if reason)
    if score >= (PART if name.loose else SAME):
        return _judgement(one, other, "same", score, reasons, loose=name.loose)
    return None if name.loose and score < DOUBT else _judgement(one, other, "unsure", score, reasons, loose=name.loose)


def _judgement(one: Persona, other: Persona, verdict: Verdict, score: float, reasons: tuple[str, ...], *, loose: bool = False) -> Judgement:
    return Judgement(one=one.signature, other=other.signature, verdict=verdict, score=score, reasons=reasons, loose=loose)


def _placed(persona: Persona) -> bool:
    """Whether more is known of it than a part of a name."""
    return not persona.bare or bool(persona.countries) or bool(persona.posts)


def _naming(one: Persona, other: Persona) -> Naming | None:
    """The best that their names say; a name that only one of them has as its main one counts a little less."""
    kind, other_kind = kind_of(one), kind_of(other)
    best: Naming | None = None
    clash: Naming | None = None
    for mine in _oftenest(names_of(one), one.names):
        for theirs in _oftenest(names_of(other), other.names):
            found = naming(mine, theirs, kind, other_kind)
            if found is None:
                continue
            if found.clash:
                clash = found if mine in one.names and theirs in other.names else clash
                continue
            if mine not in one.names and theirs not in other.names:
                found = found._replace(points=min(found.points, SECOND))
            elif not found.loose:
                found = found._replace(points=found.points - _by_alias(one, mine) - _by_alias(other, theirs))
            best = found if best is None or (found.points, found.reason) > (best.points, best.reason) else best
    return clash if best is None or (clash is not None and best.loose) else best


def _by_alias(persona: Persona, name: str) -> float:
    """What a second name is worth less than a main one: much where a single report gives it, nothing for a listed actor."""
    if name in persona.names or persona.anchor is not None:
        return 0.0
    return 0.25 if persona.aliases.get(name, 0) > 2 else 0.5


def _oftenest(names: Iterable[str], counts: dict[str, int]) -> list[str]:
    return sorted(names, key=lambda name: (-counts.get(name, 0), name))[:MANY]


def _kinds(one: Persona, other: Persona) -> list[tuple[float, str]]:
    """A parser takes many a name for another kind; a man with an office is no town."""
    kind, other_kind = sorted((kind_of(one), kind_of(other)))
    if kind == other_kind:
        return []
    person = one if kind_of(one) == "person" else other
    if "person" in (kind, other_kind):
        return [(-1.5 if person.bare and _offices(person) else -0.25, f"but one is read as {kind}, one as {other_kind}")]
    return []


def _known_by_it(one: Persona, other: Persona) -> list[tuple[float, str]]:
    """A surname alone is printed for the one of whom everybody has heard."""
    persons = kind_of(one) == kind_of(other) == "person" and one.bare != other.bare
    often = persons and (other if one.bare else one).appearances >= OFTEN
    return [(0.25, "who is often told of")] if often else []


def _countries(one: Persona, other: Persona) -> list[tuple[float, str]]:
    mine, theirs = _states(one), _states(other)
    if not mine or not theirs:
        return []
    shared = sorted(mine & theirs)
    organ = one.bare and other.bare and kind_of(one) != "person" != kind_of(other)
    if shared:
        return [(2.0 if organ else 0.75, f"both of {shared[0]}")]
    return [(-3.0 if organ else -1.5, f"but of {min(mine)} and {min(theirs)}")]


def _states(persona: Persona) -> frozenset[str]:
    """Its country; a code that only a few reports give beside another is taken for a slip."""
    most = max(persona.countries.values(), default=0)
    found = {code for code, number in persona.countries.items() if 3 * number >= most}
    if persona.anchor is not None and not found:
        listed = _listed_country(persona.anchor)
        found = {listed} if listed else set()
    return frozenset(found)


@lru_cache(maxsize=10_000)
def _listed_country(anchor: str) -> str | None:
    if anchor.startswith("state:"):
        return anchor.removeprefix("state:")
    return next((actor.country for actor in known_actors() if f"known:{actor.id}" == anchor), None)


def _posts(one: Persona, other: Persona) -> list[tuple[float, str]]:
    """The best pair of their offices, and a body that both belong to; an office of other years is another's turn."""
    best = (0.0, "")
    for mine in one.posts:
        for theirs in other.posts:
            best = max(best, _post(mine, theirs))
    bodies = sorted(_bodies(one) & _bodies(other))
    return [each for each in (best, (0.75, f"both with {bodies[0]}") if bodies else (0.0, "")) if each[0]]


def _post(mine: Held, theirs: Held) -> tuple[float, str]:
    until, since = mine.post.until or "9999", theirs.post.since
    again, begun = theirs.post.until or "9999", mine.post.since
    if (since and until < since) or (begun and again < begun):
        return 0.0, ""
    title, second = mine.post.title.split(), theirs.post.title.split()
    entry = lexicon.title_of(mine.post.title) if title else None
    if not title or not second or title[-1] != second[-1] or (entry is not None and entry.kind in ("person", "relation", "honorific")):
        return 0.0, ""
    if title == second:
        return (1.0 if len(title) > 1 else 0.75), f"both {mine.post.title}"
    return (0.5, f"{mine.post.title}, {theirs.post.title}") if set(title) < set(second) or set(second) < set(title) else (0.0, "")


def _bodies(persona: Persona) -> frozenset[str]:
    printed = (each.post.organization for each in persona.posts)
    return frozenset(" ".join(lexicon.plain(each)) for each in printed if each and not code_of(each))


def _offices(persona: Persona) -> bool:
    entries = (lexicon.title_of(each.post.title) for each in persona.posts)
    return any(entry is not None and entry.kind in ("office", "rank") for entry in entries)


def _contexts(one: Persona, other: Persona) -> list[tuple[float, str]]:
    likeness = _cosine(one, other)
    if one.bare != other.bare and _namesake_beside(one if one.bare else other):
        likeness = min(likeness, WEAK) if _placed(one) and _placed(other) else 0.0
    both = {name: one.context[name] + other.context[name] for name in one.context if name in other.context}
    shared = sorted(both, key=lambda name: (name.startswith("state:"), -both[name], name))
    words = f"beside {', '.join(shared[:3])}" if shared else ""
    points = 1.25 if likeness >= CLOSE else 1.0 if likeness >= STRONG else 0.5 if likeness >= WEAK else 0.0
    return [(points, words)] if points else []


def _namesake_beside(bare: Persona) -> bool:
    """Whether another of that surname stands in its reports, whom the reader did not take for the same: what else stands there tells nothing then."""
    return any(lexicon.plain(name)[-1:] == (word,) for name in bare.names for word in bare.context)


def _cosine(one: Persona, other: Persona) -> float:
    """How alike they are in whom they stand with, 0..1."""
    mine, theirs = _weights(one.context), _weights(other.context)
    if len(mine) < 2 or len(theirs) < 2:
        return 0.0
    dot = math.fsum(mine[name] * theirs[name] for name in sorted(mine.keys() & theirs.keys()))
    length = math.sqrt(math.fsum(each * each for each in mine.values()) * math.fsum(each * each for each in theirs.values()))
    return dot / length if length else 0.0


def _weights(context: dict[str, int]) -> dict[str, float]:
    often = sorted(context, key=lambda name: (-context[name], name))[:TOP]
    return {name: context[name] * (STATE if name.startswith("state:") else 1.0) for name in often}


def _sectors(one: Persona, other: Persona) -> list[tuple[float, str]]:
    if not one.sectors or not other.sectors:
        return []
    shared = sorted(set(one.sectors) & set(other.sectors))
    if shared:
        return [(0.25, f"both {shared[0]}")]
    return [] if ARMED.issuperset({*one.sectors, *other.sectors}) else [(-0.25, f"but {min(one.sectors)} and {min(other.sectors)}")]
