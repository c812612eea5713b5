"""Chains of name mentions: one spelling, one state, one surname, one acronym."""

from collections import Counter

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from dragoman.lexicon import gazetteer, likeness
from dragoman.lexicon import names as lexicon
from dragoman.model.actor import ActorKind, Mention
from dragoman.model.parse import Parse, Token

from .chain import Chain, Claim

POPULOUS = 45_000  # people: a city that news names without more; as for mentions
LONG = 6  # letters: shorter town names are often one letter apart
GENERATIONS = frozenset({"=jr", "=sr", "=ii", "=iii", "=junior", "=senior"})  # marks in keys: how a name ends that `plain` cuts
SMALL = frozenset(
    {
        "of",
        "for",
        "and",
        "in",
        "on",
        "to",
        "de",
        "del",
        "la",
        "las",
        "los",
        "le",
        "les",
        "da",
        "do",
        "das",
        "dos",
        "du",
        "des",
        "et",
        "y",
        "e",
        "und",
        "dan",
    }
)
Words = lexicon.Words


def chain_names(parse: Parse, mentions: tuple[Mention, ...]) -> list[Chain]:
    """Chains of the name mentions, in the order of their first mention."""
    by_key: dict[tuple[str, ...], Chain] = {}
    kinds: dict[tuple[str, ...], Counter[ActorKind]] = {}
    for mention in mentions:
        if mention.form != "name":
            continue
        name = " ".join(parse.text[mention.start : mention.end].split())
        key, known = _key(name, mention)
        chain = by_key.get(key)
        if chain is None:
            chain = by_key[key] = Chain(mention.kind)
            if known and key[0] == "=state":
                chain.kind, chain.fixed, chain.country = "state", known.name, known.code
                chain.claims.append(Claim(kind="state", start=mention.start, end=mention.end, sector="GOV"))
            elif known and known.body:
                chain.country = known.code
                chain.claims.append(Claim(kind="listed", start=mention.start, end=mention.end, sector=known.body.sector))
            elif known and known.sense in ("demonym", "capital"):
                chain.country = known.code
        chain.mentions.append(mention)
        chain.names[name] += 1
        kinds.setdefault(key, Counter())[mention.kind] += 1
    for key, chain in by_key.items():
        if key[0] != "=state":
            chain.kind = sorted(kinds[key].items(), key=lambda row: (-row[1], row[0]))[0][0]
            if kinds[key]["state"] and key[0] not in ("=capital", "=body"):  # a state that the lexicon does not know
                chain.kind = "state"
                chain.claims.append(Claim(kind="state", start=chain.mentions[0].start, end=chain.mentions[0].end, sector="GOV"))
    _join_places([chain for chain in by_key.values() if chain.kind == "place"])
    plain = {key: chain for key, chain in by_key.items() if not key[0].startswith("=") and chain.mentions}
    _join_garbled(plain)
    _join_persons(plain)
    _join_bodies(parse, plain)
    _join_called(parse, mentions, by_key)
    return [chain for chain in by_key.values() if chain.mentions]


def _key(name: str, mention: Mention) -> tuple[Words, lexicon.Known | None]:
    """Names with one key are one actor; keys that begin with "=" come from the lexicon and join nothing else."""
    known = lexicon.known(name) if mention.kind != "person" else None
    if known is None:
        last = "=" + name.rpartition(" ")[2].lower().strip(".'’s") if mention.kind == "person" else ""
        return (*(lexicon.plain(name) or (name,)), *((last,) if last in GENERATIONS else ())), None
    if known.sense in ("state", "seat") or (known.sense == "capital" and mention.kind == "state"):
        return ("=state", known.code or ""), known
    if known.sense == "body":
        return ("=body", known.name), known
    if known.sense == "demonym":
        return ("=people", known.code or "", name), known
    return ("=capital", *lexicon.plain(name)), known


def _join_garbled(plain: dict[Words, Chain]) -> None:
    """A name with an "s" too many joins the name without it."""
    for key in [key for key in plain if key[-1].endswith("s") and len(key[-1]) > 4]:
        other = plain.get((*key[:-1], key[-1][:-1]))
        if other and other.mentions:
            other.take(plain.pop(key))


def _join_places(chains: list[Chain]) -> None:
    """Two spellings of one place: two names of it in the gazetteer ("Kiev", "Kyiv"), or a rare name one letter from that of a city ("Bagdad")."""
    large: dict[int | None, Chain] = {}
    by_start: dict[str, list[Chain]] = {}
    for chain in chains:
        name = chain.best_name()
        found = [place for place in gazetteer.lookup(name) if place.population >= POPULOUS and place.geonameid and place.feature.startswith("P.")]
        if found and found[0].geonameid in large:
            _join_spelling(large[found[0].geonameid], chain)
        elif found:
            large[found[0].geonameid] = chain
            by_start.setdefault(name[:1], []).append(chain)
    for chain in chains:
        name = chain.best_name()
        if chain.mentions and len(name) >= LONG and chain not in large.values():
            owners = [
                other for other in by_start.get(name[:1], []) if other.mentions and Levenshtein.distance(other.best_name(), name, score_cutoff=1) == 1
            ]
            if len(owners) == 1 and not any(place.population >= POPULOUS for place in gazetteer.lookup(name)):
                _join_spelling(owners[0], chain)


def _join_spelling(chain: Chain, other: Chain) -> None:
    name = chain.best_name()
    chain.take(other)
    chain.fixed = chain.fixed or name


def _join_persons(plain: dict[Words, Chain]) -> None:
    """Full names that agree, then single names that one full name of the report ends in, or begins with."""
    full: dict[str, list[tuple[Words, Chain]]] = {}
    first_names: dict[str, list[Chain]] = {}
    inner_names: dict[str, list[Chain]] = {}
    singles: list[tuple[str, Chain]] = []
    titled: dict[str, list[tuple[Words, Chain]]] = {}  # last word → the particle before it and it
    _part_generations(plain)
    joined: dict[str, Chain] = {}
    for key, chain in plain.items():
        if chain.kind != "person":
            continue
        words = lexicon.without_particles(key)
        if len(words) > 1 and (one := joined.setdefault("".join(words), chain)) is not chain:
            one.take(chain)  # "Te-ming", "Teming"
            continue
        if len(words) == 1:
            singles.append((words[0], chain))
            continue
        rivals = full.setdefault(lexicon.folded(words[-1]), [])
        same = [other for own, other in rivals if other.mentions and likeness.one_person(own, words)]
        if len(same) == 1:
            same[0].take(chain)
        else:
            rivals.append((words, chain))
            first_names.setdefault(lexicon.folded(words[0]), []).append(chain)
            if len(key) > 1 and key[-2] in lexicon.particles():
                titled.setdefault(words[-1], []).append((key[-2:], chain))
            for word in words[1:-1]:
                inner_names.setdefault(lexicon.folded(word), []).append(chain)
    _join_beginnings([row for rows in full.values() for row in rows if row[1].mentions])
    loose: dict[str, Chain] = {}
    for word, chain in singles:
        base = word[:-1] if word.endswith("s") and len(word) > 4 else word
        rivals = full.get(lexicon.folded(word)) or full.get(lexicon.folded(base)) or []
        owners = [other for own, other in rivals if fuzz.ratio(own[-1], word) >= likeness.ALIKE]
        if not rivals:
            owners = first_names.get(lexicon.folded(word)) or inner_names.get(lexicon.folded(word), [])
        exact = [owner for owner in owners if any(word in lexicon.plain(name) for name in owner.names)]
        owners = exact or owners  # "Hao" is Hao Zhenbang, not Hou Zhenbang
        particled = [other for own, other in titled.get(word, []) if lexicon.plain(chain.best_name()) == own]
        if len(owners) > 1 and len(particled) == 1:  # "Al-Kharraz" beside Mustafa al-Kharraz and Leila Kharraz
            owners = particled
        if len(owners) == 1:
            owners[0].take(chain)
        elif not owners:
            other = loose.setdefault(lexicon.folded(word), chain)
            if other is not chain and fuzz.ratio(lexicon.plain(other.best_name())[-1], word) >= likeness.ALIKE:
                other.take(chain)


def _part_generations(plain: dict[Words, Chain]) -> None:
    """Takes the younger of two namesakes out of the table: "X Jr." beside "X" is another person, alone he may be called X."""
    for key in [key for key in plain if key[-1] in GENERATIONS]:
        chain = plain.pop(key)
        if key[:-1] not in plain:
            plain[key[:-1]] = chain


def _join_beginnings(full: list[tuple[Words, Chain]]) -> None:
    """A name of two words or more joins the one longer name that begins with it: "Siti Khadijah", "Siti Khadijah Ramli"."""
    for words, chain in full:
        longer = [other for own, other in full if len(own) > len(words) and own[: len(words)] == words and other.mentions]
        if len(longer) == 1 and chain.mentions:
            longer[0].take(chain)


def _join_bodies(parse: Parse, plain: dict[Words, Chain]) -> None:
    """An acronym joins the name that it follows in brackets or whose initials it has; a shorter name the one longer name with its words."""
    bodies = [(key, chain) for key, chain in plain.items() if chain.kind in ("organization", "group") and chain.mentions]
    starts = {mention.start: chain for _, chain in bodies for mention in chain.mentions}
    for _, chain in bodies:
        for mention in chain.mentions[:]:
            if parse.text[mention.end : mention.end + 2] == " (":
                other = starts.get(mention.end + 2)
                if other and other is not chain and other.mentions and _acronym(other):
                    chain.take(other)
    by_initials: dict[str, list[Chain]] = {}
    by_word: dict[str, list[tuple[Words, Chain]]] = {}
    for key, chain in bodies:
        if len(key) > 1 and chain.mentions:
            words = [word for word in key if word not in SMALL]
            by_initials.setdefault("".join(word[0] for word in words).upper(), []).append(chain)
            for word in sorted(set(key)):
                by_word.setdefault(word, []).append((key, chain))
    for key, chain in bodies:
        if not chain.mentions:
            continue
        if len(key) == 1 and _acronym(chain):
            owners = by_initials.get(key[0].upper(), [])
        else:
            rarest = min(key, key=lambda word: len(by_word.get(word, ())))
            owners = [other for longer, other in by_word.get(rarest, ()) if other.mentions and len(longer) > len(key) and _within(key, longer)]
        owners = [owner for owner in owners if owner is not chain and owner.mentions]
        if not owners and len(key) == 1 and _is_body(key[0]):
            owners = [other for longer, other in by_word.get(key[0], ()) if other.mentions and len(longer) > 1 and longer[-1] == key[0]]
        if len(owners) == 1:
            owners[0].take(chain)


def _join_called(parse: Parse, mentions: tuple[Mention, ...], by_key: dict[Words, Chain]) -> None:
    """A second name that the text gives: "X, known as Y", "X, alias Y", "Y, the nom de guerre of X"."""
    chain_of = {mention.id: chain for chain in by_key.values() for mention in chain.mentions}
    name_at = {token.i: mention for mention in mentions if mention.form == "name" for token in parse.covering(mention.start, mention.end)}
    for mention in mentions:
        second = chain_of.get(mention.id)
        if mention.form != "name" or second is None or second.kind != "person":
            continue
        for first in (*_called(parse, mention), *_before_alias(parse, mention, name_at)):
            other = chain_of.get(name_at[first.i].id) if first.i in name_at else None
            if other is not None and other is not second and other.kind == "person" and other.mentions and second.mentions:
                name = other.best_name()
                for each in second.mentions:
                    chain_of[each.id] = other
                other.take(second)
                other.fixed = other.fixed or name
                break


def _called(parse: Parse, mention: Mention) -> list[Token]:
    """The words that may be the first name of whom the mention calls by a second."""
    token = parse.top(mention.start, mention.end)
    if token is None:
        return []
    head = parse.head(token)
    if token.dep == "pobj" and head.lower == "as" and parse.head(head).lower == "known":
        verb = parse.head(head)
        return [parse.head(verb), *parse.children(verb, "nsubjpass"), *parse.children(parse.head(verb), "nsubj", "nsubjpass")]
    if token.dep in ("oprd", "appos", "pobj") and head.lower in ("alias", "called", "nicknamed", "dubbed"):
        return [parse.head(head), *parse.children(head, "nsubjpass")]
    for noun in parse.children(token, "appos"):
        if noun.lemma.lower() in ("guerre", "nickname", "alias", "nom", "pseudonym"):
            return [each for prep in parse.subtree(noun) if prep.lower == "of" for each in _names_under(parse, prep)]
    return []


def _before_alias(parse: Parse, mention: Mention, name_at: dict[int, Mention]) -> list[Token]:
    """The end of the name that stands before "alias", whatever the tree says: "X, alias Y"."""
    at = parse.covering(mention.start, mention.end)[0].i - 1
    if at < 2 or parse.tokens[at].lower not in ("alias", "aka"):
        return []
    return [parse.tokens[each] for each in (at - 1, at - 2) if each in name_at][:1]


def _names_under(parse: Parse, prep: Token) -> list[Token]:
    below = parse.children(prep, "pobj")
    return [*below, *(each for one in below for each in parse.children(one, "appos"))]


def _is_body(word: str) -> bool:
    """True for a word that alone names nothing: "the Front" is the one front of the report."""
    return (word,) in lexicon.bodies() or (word.removesuffix("s"),) in lexicon.bodies()


def _acronym(chain: Chain) -> bool:
    return any(name.replace(".", "").isupper() and " " not in name and len(name) > 1 for name in chain.names)


def _within(short: Words, longer: Words) -> bool:
    """True when the words of the short name stand in the longer one in order; a single word must begin it, with only words for bodies after it."""
    if len(short) == 1:
        return longer[0] == short[0] and all(_is_body(word) for word in longer[1:])
    rest = iter(longer)
    return all(word in rest for word in short)
