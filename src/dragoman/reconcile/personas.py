"""From a reading to the appearances of its named actors, and from appearances to personas: all that bear one signature.

A persona is a set of counters, so that it can be kept while reports come and go: `add` and `remove` in any order give what `persona` gives for the
set. Two personas are judged only when one has a key for which the other asks (`persona_keys`, `persona_asks`).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TypeVar

import msgspec

from dragoman.lexicon import likeness, load
from dragoman.lexicon import names as lexicon
from dragoman.lexicon.actors import known_actors
from dragoman.model.actor import Actor, ActorKind
from dragoman.model.entity import Appearance, Held, Persona, Post
from dragoman.model.reading import Reading

from .naming import acronym, code_of, content, country_of, initials, is_acronym, is_bare, one_thing, proper, words_of

CONTEXT = 10  # names that an appearance stands with: the oftenest of the report, its main parties
OFFICES = frozenset({"office", "rank"})  # what a bare surname is told by: a driver or a witness there is in every affair
SIDING = frozenset({"backs", "arms", "leads", "allied_with"})
BARE = "|bare"  # the end of the signature of a part of a name
ASKED = {"s": ("b",), "b": ("s", "b"), "i": ("i", "j"), "j": ("i",)}  # a whole name for a bare surname, "M." for "Martin", and the other way round
K = TypeVar("K", bound=str | int)


def appearances_of(reading: Reading) -> tuple[Appearance, ...]:
    """The actors of the report that have a name, and states; not those whom it only describes ("gunmen").

    But groups described by who stands behind them ("Iran-backed militias", "pro-Iranian factions") are the side of one who has a name, and are one in
    all reports: whose militia that is, is what is known of them.
    """
    text = reading.report.text
    printed: dict[str, set[str]] = defaultdict(set)
    said: Counter[str] = Counter()
    for mention in reading.mentions:
        if mention.actor:
            said[mention.actor] += 1
            if mention.form == "name":
                printed[mention.actor].add(" ".join(text[mention.start : mention.end].split()))
    day = date.fromisoformat(reading.report.published).toordinal() if reading.report.published else None
    sided = sides_of(reading, printed)
    actors = [each for each in reading.actors if printed[each.id] or (each.kind == "state" and each.country) or each.id in sided]
    tied = _tied(reading, {each.id: each for each in actors})
    often = sorted(actors, key=lambda each: (-said[each.id], each.id))
    around = {each.id: _told_by(each) for each in often}
    found = []
    for actor in actors:
        name = _best(actor, printed[actor.id])
        others = {proper(each) for each in (*actor.aliases, *printed[actor.id], *tied[actor.id])} - {name, ""}
        near = [around[each.id] for each in often if each.id != actor.id][:CONTEXT]
        anchor = sided.get(actor.id) or _anchor(actor, name, printed[actor.id])
        appearance = Appearance(
            report=reading.report.id, actor=actor.id, name=name, aliases=tuple(sorted(others)), kind=_kind(actor), country=country_of(actor),
            sector=actor.sector, posts=tuple(sorted(set(_posts(actor)))), anchor=anchor, day=day,
            context=tuple(sorted(set(near))),
        )  # fmt: skip
        found.append(appearance)
    return tuple(found)


def sides_of(reading: Reading, printed: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Groups without a name that their own words tie to one who has a name, or to a state, each with the anchor of that one's side."""
    actors = {each.id: each for each in reading.actors}
    text = reading.report.text
    found: dict[str, str] = {}
    for relation in reading.relations:
        for own, other in ((relation.source, relation.target), (relation.target, relation.source)):
            group, patron = actors.get(own.actor or ""), actors.get(other.actor or "")
            if (
                group is None
                or patron is None
                or group.kind != "group"
                or printed.get(group.id)
                or relation.type not in SIDING
                or relation.odds is not None
            ):
                continue
            words = text[own.start : own.end].rstrip()
            inside = all(own.start <= span.start and span.end < own.end for span in relation.cue.spans)  # "its supporters" are nobody in particular
            named = bool(printed.get(patron.id)) or (patron.kind == "state" and patron.country is not None)
            if inside and named and words.endswith("s") and not words.endswith("ss"):  # several: "the Karsia-backed militia" is one that has a name
                found.setdefault(group.id, f"side:{_told_by(patron)}")
    return found


def _tied(reading: Reading, actors: dict[str, Actor]) -> dict[str, set[str]]:
    """Names that the report itself gives to an actor of another chain: "the Front, better known as the Lynxes"."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in reading.relations:
        one, other = actors.get(relation.source.actor or ""), actors.get(relation.target.actor or "")
        if relation.type != "same_as" or one is None or other is None or one.id == other.id or relation.factuality != "CT+":
            continue
        if (one.kind == "person") == (other.kind == "person") and not is_bare(other.name, other.kind) and not is_bare(one.name, one.kind):
            found[one.id].add(other.name)
            found[other.id].add(one.name)
    return found


def _best(actor: Actor, printed: set[str]) -> str:
    """The name without honorifics; of a state that is only described, its name in the lexicon."""
    if actor.kind == "state" and actor.country and not printed:
        return state_names().get(actor.country, actor.name)
    return proper(actor.name)


def _kind(actor: Actor) -> ActorKind:
    """A body called "Mr Brisk" is a person that was read amiss."""
    return "person" if actor.kind != "state" and lexicon.honorific_genders().get(actor.name.split(" ")[0].lower()) else actor.kind


def _posts(actor: Actor) -> Iterator[Post]:
    for role in actor.roles:
        words = role.title.split()
        state = lexicon.match(words, 0) if words else None
        led = state[0] if state and len(words) > state[0] and state[1].sense in ("state", "demonym") else 0
        body = role.organization or " ".join(words[:led])
        title = " ".join(words[led:]).lower()
        yield Post(title=title, organization=body, status=role.status, since=role.since or "", until=role.until or "")


def _anchor(actor: Actor, name: str, printed: set[str]) -> str | None:
    if actor.known is not None and actor.known.sure:
        return f"known:{actor.known.id}"
    if actor.kind == "person":
        return None
    code = code_of(name)
    if code is None and actor.kind == "state" and actor.country and (not printed or any(code_of(each) == actor.country for each in printed)):
        code = actor.country
    return f"state:{code}" if code is not None else None


def _told_by(actor: Actor) -> str:
    """A name for contexts: a known actor's in the list, a state's code, a person's last word, else all words."""
    anchor = _anchor(actor, proper(actor.name), set(actor.aliases))
    if anchor is not None and actor.known is not None and actor.known.sure:
        return " ".join(lexicon.plain(actor.known.name))
    words = words_of(actor.name, _kind(actor))
    return anchor or (words[-1] if _kind(actor) == "person" and words else " ".join(words))


@cache
def state_names() -> dict[str, str]:
    """Code → name of the state."""
    return {state.code: state.name for state in load("countries", lexicon.State)}


def signature_of(appearance: Appearance) -> str:
    """What appearances of one persona have in common: an anchor; else kind, full name and country.

    A part of a name stands with the office or body and the country, and where the report gives none of these, with the report.
    """
    if appearance.anchor is not None:
        return appearance.anchor
    kind = "body" if appearance.kind in ("organization", "group") else appearance.kind
    words = " ".join(words_of(appearance.name, appearance.kind)) or appearance.name
    country = appearance.country or ""
    if not is_bare(appearance.name, appearance.kind):
        return "|".join((kind, " ".join(filter(None, (words, likeness.generation(appearance.name)))), country))
    office = _office(appearance) if appearance.kind == "person" else ""
    return "|".join((kind, words, country, office or ("" if country else appearance.report))) + BARE


def _office(appearance: Appearance) -> str:
    """The body that the office belongs to, else the office itself."""
    bodies = sorted(" ".join(lexicon.plain(post.organization)) for post in appearance.posts if code_of(post.organization) is None)
    named = [body for body in bodies if body and not is_bare(body, "organization")]
    titles = [post.title for post in appearance.posts if (title := lexicon.title_of(post.title)) and title.kind in OFFICES]
    return named[0] if named else min(titles, default="")


def persona(signature: str, appearances: Iterable[Appearance]) -> Persona:
    """The persona of these appearances, which all bear the signature; their order changes nothing."""
    some = list(appearances)
    if not some:
        raise ValueError("a persona needs an appearance")
    held: dict[Post, Counter[int]] = defaultdict(Counter)
    for each in some:
        for post in each.posts:
            held[post][each.day or 0] += 1
    return Persona(
        signature=signature,
        anchor=some[0].anchor,
        bare=some[0].anchor is None and is_bare(some[0].name, some[0].kind),
        appearances=len(some),
        names=_counted(each.name for each in some),
        aliases=_counted(alias for each in some for alias in each.aliases),
        kinds=_counted(each.kind for each in some),
        countries=_counted(each.country for each in some if each.country),
        sectors=_counted(each.sector for each in some if each.sector),
        days=_counted(each.day or 0 for each in some),
        context=_counted(name for each in some for name in each.context if not (each.anchor or "").startswith("state:")),
        posts=tuple(Held(post=post, days=dict(sorted(held[post].items()))) for post in sorted(held)),
    )


def _counted(values: Iterable[K]) -> dict[K, int]:
    return dict(sorted(Counter(values).items()))


def add(kept: Persona | None, appearance: Appearance) -> Persona:
    """The persona with one appearance more; the first makes it."""
    one = persona(signature_of(appearance), (appearance,))
    return one if kept is None else summed(kept, one)


def summed(kept: Persona, more: Persona) -> Persona:
    """Both as one, of one signature and of different reports."""
    return _summed(kept, more, 1)


def remove(kept: Persona, appearance: Appearance) -> Persona | None:
    """The persona with one appearance fewer; None when that was the last."""
    if kept.appearances == 1:
        return None
    return _summed(kept, persona(kept.signature, (appearance,)), -1)


def _summed(kept: Persona, one: Persona, sign: int) -> Persona:
    held = {each.post: each.days for each in kept.posts}
    for each in one.posts:
        held[each.post] = _moved(held.get(each.post, {}), each.days, sign)
    return msgspec.structs.replace(
        kept,
        appearances=kept.appearances + sign * one.appearances,
        names=_moved(kept.names, one.names, sign),
        aliases=_moved(kept.aliases, one.aliases, sign),
        kinds=_moved(kept.kinds, one.kinds, sign),
        countries=_moved(kept.countries, one.countries, sign),
        sectors=_moved(kept.sectors, one.sectors, sign),
        days=_moved(kept.days, one.days, sign),
        context=_moved(kept.context, one.context, sign),
        posts=tuple(Held(post=post, days=held[post]) for post in sorted(held) if held[post]),
    )


def _moved(counts: dict[K, int], by: dict[K, int], sign: int) -> dict[K, int]:
    if not by:
        return counts
    total = dict(counts)
    for value, number in by.items():
        total[value] = total.get(value, 0) + sign * number
    return {value: total[value] for value in sorted(total) if total[value] > 0}


# -- keys


def personas_of(appearances: Iterable[Appearance]) -> dict[str, Persona]:
    """Signature → persona of all these appearances."""
    some: dict[str, list[Appearance]] = defaultdict(list)
    for each in appearances:
        some[signature_of(each)].append(each)
    return {signature: persona(signature, some[signature]) for signature in sorted(some)}


def persona_keys(kept: Persona) -> tuple[str, ...]:
    """Keys under which those that may be the same find it: spellings of the names, surnames, acronyms."""
    kind = kind_of(kept)
    found: set[str] = set()
    for name in names_of(kept):
        found |= _keys(name, kind, kept.bare)
    return tuple(sorted(found))


def persona_asks(kept: Persona) -> tuple[str, ...]:
    """Keys by which it finds those that may be the same. Two whole names of one surname have nothing to do with each other by that alone.

    If one has a key for which another asks, the other has a key for which this one asks.
    """
    found: set[str] = set()
    for key in persona_keys(kept):
        sort, _, words = key.partition(":")
        found |= {f"{each}:{words}" for each in ASKED.get(sort, (sort,))}
    return tuple(sorted(found))


def _keys(name: str, kind: ActorKind, bare: bool) -> set[str]:
    words = words_of(name, kind)
    if not words:
        return set()
    found = {f"n:{' '.join(map(lexicon.folded, words))}"}
    if is_acronym(name):
        found.add(f"a:{acronym(name)}")
    if kind != "person":
        found |= {f"n:{' '.join(map(lexicon.folded, content(words)))}", f"n:{one_thing(words)}"}
        found |= {f"a:{short}" for short in (initials(name),) if short}
    if kind == "person":
        surname = lexicon.folded(words[-1])
        found.add(f"{'b' if bare or len(words) == 1 else 's'}:{surname}")
        if len(words) > 1:
            found.add(f"{'i' if len(words[0]) == 1 else 'j'}:{words[0][0]} {surname}")
            found.add(f"n:{''.join(words)}")
            found.add(f"v:{likeness.skeleton(words[0])} {likeness.skeleton(words[-1])}")
    return found


def kind_of(kept: Persona) -> ActorKind:
    """The kind that most appearances give."""
    best: ActorKind = "place"
    most = 0
    for kind, number in kept.kinds.items():
        if number > most:
            best, most = kind, number
    return best


def names_of(kept: Persona) -> tuple[str, ...]:
    """The names under which it may be met: main names and full aliases, of a known actor also those of the list; a state's capital is none."""
    found = dict.fromkeys(kept.names)
    if kept.anchor is None:
        kind = kind_of(kept)
        found |= dict.fromkeys(alias for alias in kept.aliases if kept.bare or not is_bare(alias, kind))
    elif kept.anchor.startswith("state:"):
        found = {each: None for each in (*kept.names, *kept.aliases) if code_of(each)}
    else:
        found |= dict.fromkeys(alias for alias in kept.aliases if len(lexicon.plain(alias)) > 1 or is_acronym(alias) or not is_bare(alias, "group"))
        found |= dict.fromkeys(_listed().get(kept.anchor, ()))
    return tuple(found)


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    return {f"known:{actor.id}": (actor.name, *actor.names) for actor in known_actors()}
