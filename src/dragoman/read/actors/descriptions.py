"""Descriptions without a name beside them: the state's government, the holder of an office, the group spoken of before."""

from functools import cache

import msgspec

from dragoman.lexicon import load
from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Mention
from dragoman.model.parse import Parse, Sentence, Token

from .chain import Chain, Claim
from .holding import is_held
from .phrase import Phrase, read_phrase
from .roles import apply_phrase
from .setting import Setting, setting

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
DROPPED = frozenset({"the", "a", "an", "this", "that", "these", "those", "some", "several", "many", "other", "another", "any", "both", "one", "all"})
NEAR = 3  # sentences that "the militia" points back: farther off, the same words are as often another militia
BEFORE_NAME = 2  # sentences between an office and its holder's name: "met the chief of …" and then "the commander, X"
ARMED = frozenset({"MIL", "REB"})  # one man's militia is another's army: a chief of the one may be the commander of the other


class BareState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns for a state that name no actor while nothing tells which state it is."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _bare_states() -> frozenset[str]:
    return frozenset(word for entry in load("bare_states", BareState) for word in entry.words)


class _Seen(msgspec.Struct):
    """Where the words of a description stood last, and whether a number introduced them."""

    chain: Chain
    sentence: int
    paragraph: int
    counted: bool


def link_descriptions(parse: Parse, mentions: tuple[Mention, ...], chains: list[Chain]) -> list[Chain]:
    """The chains, with those of descriptions added; a description that is in a chain already stays there."""
    look = setting(parse, mentions, chains)
    states = {chain.country: chain for chain in chains if chain.kind == "state" and chain.country}
    loose = [mention for mention in mentions if mention.form == "description" and mention.id not in look.chain_of and mention.kind != "place"]
    phrases = [(mention, phrase) for mention in loose if (phrase := read_phrase(parse, mention, look)) is not None]
    offices = _offices(chains, phrases, look)
    last_government: set[str] = set()
    seen: dict[str, _Seen] = {}
    named = [mention for mention in mentions if mention.form == "name" and mention.kind in ("state", "place")]
    described: list[tuple[Mention, Phrase, Chain]] = []
    for mention, phrase in phrases:
        covered = parse.covering(mention.start, mention.end)
        found: Chain | None = None
        if _is_only_thought(parse, mention):
            continue
        if mention.kind == "state":
            if not phrase.body or (covered[-1].lemma in _bare_states() and phrase.country is None):
                continue
            code = phrase.country or (
                next(iter(last_government)) if len(last_government) == 1 and covered[0].lower in DEFINITE and len(covered) == 2 else None
            )
            if code and phrase.country is None and not _countries(parse, covered[0].sentence, mention.start, named) <= {code}:
                code = None  # another country was named since: "the government" may be either's
            if code and not _of_person(phrase, covered, look.name_at):
                found = states.get(code) or states.setdefault(code, _state(code, mention, chains))
                last_government.add(code)
            elif code is None:
                found = next((look.peoples[token.text] for token in covered if token.text in look.peoples), None)
        elif mention.kind == "person" and covered[0].lower in DEFINITE:
            found = _holder(phrase, mention, offices)
        if found is None:
            found = _again(parse, mention, covered, seen, chains)
            apply_phrase(found, phrase, look)
            described.append((mention, phrase, found))
        found.mentions.append(mention)
        look.chain_of[mention.id] = found
    _name_officers(parse, chains, described, look)
    return chains


def _is_only_thought(parse: Parse, mention: Mention) -> bool:
    """True for what somebody is not, or only might be: in "he wants to be president" there is no president."""
    noun = parse.top(mention.start, mention.end)
    if noun is None or noun.dep != "attr":
        return False
    return is_held(parse, noun, parse.head(noun)) == "no"


def _state(code: str, mention: Mention, chains: list[Chain]) -> Chain:
    claim = Claim(kind="state", start=mention.start, end=mention.end, sector="GOV")
    chain = Chain("state", country=code, claims=[claim], fixed=_state_names()[code])
    chains.append(chain)
    return chain


def _state_names() -> dict[str, str]:
    return {known.code: known.name for names in lexicon.known_names().values() for _, known in names if known.code and known.sense == "state"}


def _countries(parse: Parse, sentence: int, before: int, named: list[Mention]) -> set[str]:
    """The codes of the countries named in the sentence before this place, and in the sentence before it."""
    start = parse.sentences[max(0, sentence - 1)].start
    near = [mention for mention in named if start <= mention.start < before]
    found = [lexicon.known(parse.text[mention.start : mention.end]) for mention in near]
    return {known.code for known in found if known is not None and known.code}


def _of_person(phrase: Phrase, covered: tuple[Token, ...], name_at: dict[int, Mention]) -> bool:
    """True for "the Hoover administration": a leader's, though the state's too."""
    return phrase.country is None and any(name_at.get(token.i) is not None and name_at[token.i].kind == "person" for token in covered)


class _Office(msgspec.Struct):
    """Who holds an office in the report, and in how many states and bodies the report speaks of it."""

    holders: list[Chain] = []
    seats: set[str] = msgspec.field(default_factory=set)


def _offices(chains: list[Chain], phrases: list[tuple[Mention, Phrase]], look: Setting) -> dict[str, _Office]:
    offices: dict[str, _Office] = {}
    for chain in chains:
        for role in chain.roles:
            office = offices.setdefault(_title(role.title), _Office())
            if chain not in office.holders:
                office.holders.append(chain)
            office.seats.add(chain.country or _title(role.organization or ""))
    for _, phrase in phrases:
        if phrase.role is not None and (phrase.country or phrase.owner):
            owner = look.chain_of.get(phrase.owner.id) if phrase.owner else None
            offices.setdefault(_title(phrase.role.title), _Office()).seats.add(phrase.country or (owner.best_name().lower() if owner else ""))
    return offices


def _title(words: str) -> str:
    return " ".join(lexicon.plain(words))


def _holder(phrase: Phrase, mention: Mention, offices: dict[str, _Office]) -> Chain | None:
    """The one holder of this office in the report, named before or holding it in a state; another country or body makes it another office."""
    if phrase.role is None or phrase.title is None:
        return None
    if phrase.role.status != "current":  # "the outgoing premier": whom the report says to be that
        title, status = _title(phrase.role.title), phrase.role.status
        known = [holder for own, office in offices.items() if _is_office(own, title) for holder in office.holders]
        held = [
            each
            for at, each in enumerate(known)
            if each not in known[:at] and any(_is_office(_title(role.title), title) and role.status == status for role in each.roles)
        ]
        return held[0] if len(held) == 1 and held[0].mentions and held[0].mentions[0].start < mention.start else None
    office = offices.get(_title(phrase.role.title), _Office())
    if not office.holders and " " not in _title(phrase.role.title):
        office = _ending(_title(phrase.role.title), offices)
    if phrase.people:  # "the Karsian minister" among ministers of two lands
        own = [chain for chain in office.holders if any(_title(role.organization or "") == phrase.people for role in chain.roles)]
        office = _Office(own, {phrase.people})
    holders = [
        chain
        for chain in office.holders
        if chain.mentions
        and any(role.status != "elect" and _is_office(_title(role.title), _title(phrase.role.title)) for role in chain.roles)
        and (phrase.title.state or chain.mentions[0].start < mention.start)
        and not (phrase.country and chain.country and phrase.country != chain.country)
    ]
    if len(holders) > 1:  # "the prime minister" is not the former one
        title = _title(phrase.role.title)
        holders = [each for each in holders if any(_title(role.title) == title and role.status != "former" for role in each.roles)] or holders
    if len(holders) != 1 or (phrase.country is None and len(office.seats - {""}) > 1):
        return None
    owned = phrase.role.organization
    if owned is None and phrase.people and not any(_title(role.organization or "") == phrase.people for role in holders[0].roles):
        return None  # "the Karsian minister" is no other land's
    if (
        owned
        and phrase.country is None
        and not any(role.organization and lexicon.plain(role.organization) == lexicon.plain(owned) for role in holders[0].roles)
    ):
        return None
    return holders[0]


def _is_office(title: str, words: str) -> bool:
    """Whether the words call the office: by its title, or by the noun that the title ends in."""
    return title == words or words in (title.rsplit(maxsplit=1)[-1], title.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1])


def _ending(noun: str, offices: dict[str, _Office]) -> _Office:
    """All who hold an office that ends in the noun: "the mufti" is the Grand Mufti, "the admiral" the vice-admiral."""
    found = _Office()
    for title, office in offices.items():
        if _is_office(title, noun):
            found.holders += [holder for holder in office.holders if holder not in found.holders]
            found.seats |= office.seats
    return found


def _again(parse: Parse, mention: Mention, covered: tuple[Token, ...], seen: dict[str, _Seen], chains: list[Chain]) -> Chain:
    """The chain of the same words used shortly before, when these point back (definite) or name a kind (modified plural); else a new one."""
    kept = [token for token in covered if token.lower not in DROPPED and token.pos != "NUM"] or list(covered)
    start = next((token.start for token in covered if token.lower not in DROPPED and token.pos not in ("PUNCT",)), mention.start)
    label = " ".join(parse.text[start : mention.end].split())
    key = " ".join(token.lower for token in kept)
    sentence = parse.sentence(covered[0])
    earlier = seen.get(key)
    if earlier is None and len(kept) == 1 and covered[0].lower in DEFINITE and kept[0].tag in ("NN", "NNP", "NNS"):  # "the Zelmoran army … The army"
        headed = {
            id(each.chain): each
            for words, each in seen.items()
            if sentence.number - each.sentence <= NEAR and key in (words.split()[-1], words.split(" of ")[0].split()[-1])
        }
        earlier = next(iter(headed.values())) if len(headed) == 1 else None
    if earlier is not None and earlier.chain.kind == mention.kind and _points_back(mention, covered, kept, earlier, sentence):
        chain, counted = earlier.chain, earlier.counted
    else:
        chain = Chain(mention.kind, label=label)
        chains.append(chain)
        counted = any(token.pos == "NUM" for token in covered)
    seen[key] = _Seen(chain, sentence.number, sentence.paragraph, counted)
    return chain


def _points_back(mention: Mention, covered: tuple[Token, ...], kept: list[Token], earlier: _Seen, sentence: Sentence) -> bool:
    first = covered[0]
    near = sentence.number - earlier.sentence <= NEAR
    definite = first.lower in DEFINITE or first.tag == "PRP$"
    plural = kept[-1].tag in ("NNS", "NNPS") or kept[-1].lower == "people"
    if len(kept) == 1 and plural:  # "officials", "residents": whoever is meant each time
        return sentence.paragraph == earlier.paragraph or (definite and earlier.counted and near)
    if definite:
        return near or len(kept) > 1
    return mention.kind != "person" and first.pos not in ("DET", "NUM") and first.lower not in DROPPED and (near or len(kept) > 1)


def _name_officers(parse: Parse, chains: list[Chain], described: list[tuple[Mention, Phrase, Chain]], look: Setting) -> None:
    """Gives an unnamed officer the name that a bare "the commander, X" gives him up to two sentences on.

    Only where X is new there, both head something of one sector, and nobody else does in these sentences.
    """
    officers = [(mention, phrase, chain) for mention, phrase, chain in described if mention.kind == "person" and _heads(phrase)]
    if not officers:
        return
    for chain in chains:
        if chain.kind != "person" or not chain.names or not chain.mentions:
            continue
        first = min(chain.mentions, key=lambda mention: mention.start)
        covered = parse.covering(first.start, first.end)
        if first.form != "description" or covered[0].lower != "the" or len(covered) != 2:
            continue
        phrase = read_phrase(parse, first, look)
        if phrase is None or not _heads(phrase):
            continue
        number = parse.sentence(covered[0]).number
        near = [
            (other, held)
            for mention, other, held in officers
            if held.mentions and 0 < number - parse.sentence(parse.covering(mention.start, mention.end)[0]).number <= BEFORE_NAME
        ]
        fitting = {id(held): held for other, held in near if _sector(other) is not None and _same_sector(_sector(other), _sector(phrase))}
        if len(fitting) == 1:
            chain.take(next(iter(fitting.values())))


def _heads(phrase: Phrase) -> bool:
    """True for one who heads something: a chief, a commander, a leader."""
    if phrase.title is None or phrase.role is None:
        return False
    last = lexicon.split(phrase.role.title.lower())
    return phrase.title.leads or any(word in phrase.title.leads_words or word == "commander" for word in last)


def _sector(phrase: Phrase) -> str | None:
    """The sector of what is headed, else of the office."""
    words = list(lexicon.plain(phrase.role.organization or "")) if phrase.role else []
    words = words[: words.index("of")] if "of" in words else words
    body = lexicon.body_noun([*words[:-1], words[-1].removesuffix("s")]) if words else None
    return (body.sector if body else None) or (phrase.title.sector if phrase.title else None)


def _same_sector(one: str | None, other: str | None) -> bool:
    return one == other or {one, other} <= ARMED
