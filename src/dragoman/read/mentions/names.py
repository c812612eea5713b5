"""Name mentions: entities of the parser and of the lexicon, cut to the name, labelled anew, and completed from the rest of the report."""

from collections import Counter

from dragoman.lexicon import gazetteer
from dragoman.lexicon import names as lexicon
from dragoman.model.actor import ActorKind
from dragoman.model.parse import Parse, Token

from .common import drop_common
from .metonymy import settings
from .nations import find_nations, name_nations, settle_state
from .persons import extend_names, join_names, name_persons
from .repeats import find_repeats
from .stretch import DATED, Stretch, covered

KINDS: dict[str, ActorKind] = {"PERSON": "person", "ORG": "organization", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place"}
EDGES = frozenset({"'", '"', "“", "”", "‘", "’", "''", "``", "-", "–", "—", ",", ".", "(", ")", "[", "]", ":", ";", "/", "*", "…"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod", "poss", "advmod"})
PEOPLES = ("ans", "is", "ites", "ists")  # "Africans", "Yazidis", "Jacobites", "Peronists"
SURE = 3  # a title or the lexicon outweighs three labels: the parser's labels of short names are often wrong
POPULOUS = 45_000  # people: a town that news names without saying where; most places that bear a common surname are smaller


def find_names(parse: Parse) -> list[Stretch]:
    """Name stretches in text order, none overlapping another."""
    tokens = parse.tokens
    words = [token.text for token in tokens]
    names = drop_common(parse, _entities(parse, words))
    taken = covered(names, len(tokens))
    names += _known(parse, words, names, taken)
    names += _titled(parse, taken)
    names.sort(key=lambda name: name.first)
    extend_names(parse, names)
    for name in names:
        if not name.sure:
            _label_by_context(parse, name)
    name_persons(parse, names)
    names += find_repeats(parse, names)
    names.sort(key=lambda name: name.first)
    _relabel(parse, names)
    names = join_names(parse, names)
    name_persons(parse, names)
    names = name_nations(parse, names, nations := find_nations(parse, names))
    for name in names:
        settle_state(parse, name, nations)
    return names


def _entities(parse: Parse, words: list[str]) -> list[Stretch]:
    """The parser's entities, cut to the name; adjectives of nationality and belief name nobody."""
    tokens = parse.tokens
    found: list[Stretch] = []
    at = 0
    while at < len(tokens):
        label = tokens[at].ent
        if label not in KINDS:
            at += 1
            continue
        last = at + 1
        while last < len(tokens) and tokens[last].ent == label and not tokens[last].ent_first:
            last += 1
        for first, end in _pieces(tokens, words, at, last):
            name = _cut(tokens, words, first, end, KINDS[label])
            if name:
                found.append(name)
        at = last
    return found


def _pieces(tokens: tuple[Token, ...], words: list[str], first: int, last: int) -> list[tuple[int, int]]:
    """The entity cut at commas and brackets, and after a state's or a title-holder's possessive ("Peru's Congress" names two)."""
    pieces: list[tuple[int, int]] = []
    start = first
    for at in range(first, last):
        text = words[at]
        if text in ("(", ")", ";", ":", "\n") or (text == "," and (tokens[first].ent == "PERSON" or _lists(words, start, at, last))):
            pieces.append((start, at))
            start = at + 1
        elif tokens[at].tag == "POS" and at > start and at + 1 < last:
            owner = lexicon.known(" ".join(words[start:at]))
            if owner and owner.sense in ("state", "capital", "seat"):
                pieces.append((start, at))
                start = at + 1
    pieces.append((start, last))
    return [(a, b) for a, b in pieces if a < b]


def _lists(words: list[str], start: int, comma: int, last: int) -> bool:
    """True where the comma parts two names, the one or the other known by itself ("Lima, NATO")."""
    return any(lexicon.known(" ".join(words[a:b])) is not None for a, b in ((start, comma), (comma + 1, last)) if a < b)


def _cut(tokens: tuple[Token, ...], words: list[str], first: int, last: int, kind: ActorKind) -> Stretch | None:
    """The name inside an entity, without article, title, outer punctuation and closing possessive; None when nothing of a name is left."""
    titled = False
    while first < last:
        token = tokens[first]
        if words[first] in EDGES or token.tag in ("DT", "POS", "IN", "CC") or token.lower in ("the", "a", "an"):
            first += 1
        elif kind == "organization" and last - first > 2 and words[first + 1].islower() and _is_person_noun(tokens[first + 1]):
            first, kind, titled = first + 2, "person", True  # "Chilean national Ana Rojas"
        elif kind == "person" and last - first > 1 and _is_title(token):
            first, titled = first + 1, True
        else:
            break
    while last > first and (words[last - 1] in EDGES or tokens[last - 1].tag == "POS" or words[last - 1].lower() in ("'s", "’s")):
        last -= 1
    if first == last:
        return None
    if last - first == 1 and (_is_title(tokens[first]) or lexicon.person_noun([tokens[first].lower]) or tokens[first].lower in lexicon.languages()):
        return None
    if last - first == 1 and kind in ("person", "organization") and _is_people(tokens[first]):
        return Stretch(first, last, "group", True)
    if not any(word[0].isupper() or word[0].isdigit() for word in words[first:last]):
        return None
    head = tokens[last - 1]
    if kind == "group" and ((head.dep in MODIFIERS and head.tag not in ("NNPS", "NNS")) or head.tag.startswith("JJ")):
        return None
    if kind == "group" and last - first == 1 and head.tag in ("NNP", "NN") and head.lower.endswith(("ish", "ian")) and not lexicon.known(head.text):
        return None  # "Kurdish", "Christian": adjectives
    if kind == "group" and head.tag in ("NNP", "NN"):
        known = lexicon.known(words[last - 1])
        kind = "person" if known and known.sense == "demonym" else kind
    if words[first].lower() in ("pro", "anti", "intra", "non") and last - first > 1:
        return None
    return Stretch(first, last, kind, titled)


def _is_people(token: Token) -> bool:
    """True for a capitalised plural with the ending of a people or a following: "Yazidis", "Africans"."""
    plural = token.tag == "NNPS" and token.lower.endswith(PEOPLES) and len(token.text) > 5
    return plural and lexicon.person_noun([token.lower.removesuffix("s")]) is None and lexicon.known(token.text) is None


def _is_person_noun(token: Token) -> bool:
    return lexicon.person_noun([token.lower]) is not None


def _is_title(token: Token) -> bool:
    return token.lower in lexicon.honorifics() or token.lower in lexicon.statuses()


def _known(parse: Parse, words: list[str], names: list[Stretch], taken: bytearray) -> list[Stretch]:
    """Names in the lexicon that the parser missed or cut short; those that it has get the lexicon's kind."""
    starts = {name.first: name for name in names}
    ends = {name.last: name for name in names}
    table = lexicon.known_names()
    found: list[Stretch] = []
    at, length = 0, len(words)
    while at < length:
        if words[at].lower() not in table:
            if not taken[at] and words[at].endswith("s") and parse.tokens[at].tag in ("NNP", "NNPS") and lexicon.known(words[at]):
                found.append(Stretch(at, at + 1, "state", True))  # a possessive that lost its apostrophe
                taken[at] = 1
            at += 1
            continue
        matched = lexicon.match(words, at)
        if matched is None:
            at += 1
            continue
        size, known = matched
        last = at + size
        name = starts.get(at)
        inside = taken[at] and name is None and not (ends.get(last) and ends[last].first > at)
        if inside or (name and name.last > last):  # a longer name holds it: "Bank of America", "Chad Hurley"
            at = name.last if name else last
            continue
        if known.sense == "demonym":
            token = parse.tokens[last - 1]
            if name is None and token.tag in ("NNPS", "NNS") and words[at][0].isupper():
                found.append(Stretch(at, last, "group", True))
                taken[at:last] = b"\1" * size
            at = last
            continue
        if size == 1 and name is None and parse.tokens[at].tag not in ("NNP", "NNPS", "NN", "JJ"):
            at = last
            continue
        kind: ActorKind = known.body.kind if known.body else "place" if known.sense == "capital" else "state"
        if name and name.last == last:
            name.kind, name.sure = (kind, True) if not (name.kind == "person" and known.sense == "capital") else (name.kind, name.sure)
        else:
            for inner in range(at, last):
                if inner in starts:
                    names.remove(starts.pop(inner))
            found.append(Stretch(at, last, kind, True))
            taken[at:last] = b"\1" * size
        at = last
    return found


def _titled(parse: Parse, taken: bytearray) -> list[Stretch]:
    """Names that no label found: capitalised words after a title, bodies by their last word, acronyms in brackets."""
    tokens = parse.tokens
    found: list[Stretch] = []
    at = 0
    while at < len(tokens):
        if taken[at] or not _capital(tokens[at]) or tokens[at].ent in DATED:
            at += 1
            continue
        last = at + 1
        while (
            last < len(tokens)
            and not taken[last]
            and tokens[last].sentence == tokens[at].sentence
            and (_capital(tokens[last]) or (tokens[last].text == "-" and last + 1 < len(tokens) and _capital(tokens[last + 1])))
        ):
            last += 1
        stretch = _untitled(parse, at, last, taken)
        if stretch:
            found.append(stretch)
            taken[stretch.first : stretch.last] = b"\1" * (stretch.last - stretch.first)
        at = last
    return found


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos == "PROPN" and token.ent not in DATED


def _untitled(parse: Parse, at: int, last: int, taken: bytearray) -> Stretch | None:
    """What the run of capitalised words [at, last) names, if anything."""
    tokens = parse.tokens
    first = at
    while first < last and _is_title(tokens[first]):
        first += 1
    if first == last:
        return None
    titled = first > at or (
        at > 0 and tokens[at - 1].sentence == tokens[at].sentence and tokens[at - 1].lower in lexicon.honorifics() and not taken[at - 1]
    )
    before = tokens[first - 1].text if first else ""
    if last - first == 1 and _is_people(tokens[first]):
        return Stretch(first, last, "group", True)
    body = lexicon.body_noun([token.lower for token in tokens[first : last - 1]] + [_singular(tokens[last - 1])])
    if body and body.kind != "state" and last - first > 1:
        return Stretch(first, last, body.kind, True)
    if titled and not lexicon.person_noun([token.lower for token in tokens[first:last]]):
        return Stretch(first, last, "person", True)
    if last - first == 1 and tokens[first].text.isupper() and len(tokens[first].text) > 2 and before == "(":
        return Stretch(first, last, "organization", True)
    governor = parse.head(parse.head(tokens[last - 1]))
    title = lexicon.titles().get((governor.lower,))
    if (
        tokens[last - 1].dep == "pobj"
        and parse.head(tokens[last - 1]).lower == "of"
        and title
        and (title.leads or governor.lower in title.leads_words)
    ):
        return Stretch(first, last, "organization")  # what somebody heads is a body: "the head of the Okhrana"
    head = tokens[last - 1]
    holder = parse.head(head)
    if head.dep == "appos" and last - first > 1 and first > 1 and tokens[first - 1].text == "," and holder.i < first:
        person = lexicon.person_noun([token.lower for token in tokens[max(0, holder.i - 2) : holder.i]] + [holder.lemma.lower()])
        if person is not None and holder.pos in ("NOUN", "PROPN"):
            return Stretch(first, last, "person", True)  # "the consul, Alvaro Quintana,"
    if last - first > 1 and first > 3 and tokens[first - 1].text == "," and tokens[min(last, len(tokens) - 1)].text in (",", ".", ";"):
        office = next((parse.head(parse.head(each)) for each in tokens[first - 3 : first - 1] if parse.head(each).lower == "of"), None)
        if office is not None and office.tag == "NN" and lexicon.person_noun([tokens[office.i - 1].lower, office.lemma.lower()]):
            return Stretch(first, last, "person", True)  # "the prime minister of Tanah Bayu, Azman Latiff,"
    if (
        head.dep == "nsubj"
        and parse.head(head).pos == "VERB"
        and head.tag == "NNP"
        and head.ent == ""
        and not parse.children(head, "det")
        and not body
    ):
        word = tokens[first].text
        begins = first == parse.sentence(head).first and last - first == 1  # a capital there says nothing
        if not word.isupper() and not begins and not lexicon.person_noun([head.lower]):
            return Stretch(first, last, "person")  # an unknown name that does something is oftener a person's than anything else's
    return None


def _singular(token: Token) -> str:
    lower = token.lower
    return lower[:-1] if token.tag in ("NNPS", "NNS") and lower.endswith("s") and not lower.endswith("ss") else lower


def _relabel(parse: Parse, names: list[Stretch]) -> None:
    """Gives the names the kind that their last word, their title, their apposition or the rest of the report gives them."""
    tokens = parse.tokens
    votes: dict[tuple[str, ...], Counter[ActorKind]] = {}
    certain: set[tuple[str, ...]] = set()
    keys = [lexicon.plain(parse.text[tokens[name.first].start : tokens[name.last - 1].end]) for name in names]
    for name, key in zip(names, keys, strict=True):
        if not name.sure and name.kind in ("person", "organization") and _is_located(parse, tokens[name.last - 1]):
            name.kind = "place"
            votes.setdefault(key, Counter())["place"] += 1  # twice: "in" is a better witness than a label
        votes.setdefault(key, Counter())[name.kind] += SURE if name.sure else 1
        if name.sure:
            certain.add(key)
    for name, key in zip(names, keys, strict=True):
        vote = votes[key]
        unsettled = key not in certain and name.kind != "group" and vote["place"] >= vote["person"]
        if unsettled and _is_populous(parse, name):
            vote["place"] += vote.total()
            certain.add(key)
    surnames = {key[-1] for name, key in zip(names, keys, strict=True) if name.kind == "person" and len(lexicon.without_particles(key)) > 1}
    for name, key in zip(names, keys, strict=True):
        if name.sure:
            continue
        bare = (*key[:-1], key[-1].removesuffix("s")) if key else key  # a possessive that lost its apostrophe
        best = sorted(votes[bare if name.kind != "group" and bare in votes else key].items(), key=lambda row: (-row[1], row[0]))[0][0]
        if len(lexicon.without_particles(key)) == 1 and key and (key[-1] in surnames or bare[-1] in surnames):
            best = "person"
        name.kind = best


def _title_end(tokens: tuple[Token, ...], first: int) -> int:
    """The last token of a title before `first`, over "-elect"."""
    status = lexicon.statuses().get(tokens[first - 1].lower)
    return first - 3 if status and status.after and first > 2 and tokens[first - 2].text == "-" else first - 1


def _is_populous(parse: Parse, name: Stretch) -> bool:
    """True for the name of a large town or division; one of all capitals is an acronym before it is a town."""
    if name.last - name.first > 3:
        return False
    tokens = parse.tokens
    words = parse.text[tokens[name.first].start : tokens[name.last - 1].end]
    return not words.isupper() and any(candidate.population >= POPULOUS for candidate in gazetteer.lookup(words))


def _is_located(parse: Parse, head: Token) -> bool:
    """True for a name without article in which something is ("in Baghuz"): persons and bodies hardly ever stand there."""
    return (
        head.dep == "pobj"
        and parse.head(head).lower in settings("inside")
        and parse.head(head).i == head.left - 1
        and parse.tokens[head.left].pos == "PROPN"
    )


def _label_by_context(parse: Parse, name: Stretch) -> None:
    tokens = parse.tokens
    head = tokens[name.last - 1]
    if name.kind == "organization" and name.last - name.first == 1 and head.dep == "compound" and not head.text.isupper() and head.tag == "NN":
        name.kind = "group"
    opening = lexicon.bodies().get((tokens[name.first].lower,)) if name.last - name.first > 1 else None
    body = lexicon.body_noun([token.lower for token in tokens[name.first : name.last - 1]] + [_singular(head)])
    body = opening if opening is not None and opening.first else body if head.text[0].isupper() else None  # "Tse Kam-wing" is no wing
    if body and body.kind != "state" and name.last - name.first > 1:
        if not (name.kind == "place" and body.kind != "place"):
            name.kind, name.sure = body.kind, True
        return
    if name.first and name.kind != "state":
        last = _title_end(tokens, name.first)
        title = lexicon.titles().get((tokens[last].lower,))
        governed = tokens[name.first - 1].dep in ("compound", "nmod") and name.first <= tokens[name.first - 1].head < name.last
        governed = governed or (title is not None and title.kind == "rank" and name.last - name.first > 1)
        if title and title.before and (tokens[last].text[0].isupper() or name.last - name.first > 1) and governed:
            name.kind, name.sure = "person", True
            return
    if name.kind in ("place", "organization", "group") and _is_apposed_to_person(parse, name):
        name.kind, name.sure = "person", True
        return
    if name.kind in ("place", "organization", "group"):
        for child in parse.children(head, "appos"):
            if child.tag == "NN" and child.i >= name.last + 1 and lexicon.person_noun([tokens[child.i - 1].lower, child.lemma]):
                name.kind = "person"
                return
            break


def _is_apposed_to_person(parse: Parse, name: Stretch) -> bool:
    """True after one person's description and a comma: "the Chilean president, X,"."""
    tokens, head = parse.tokens, parse.tokens[name.last - 1]
    described = parse.head(head)
    if head.dep != "appos" or described.tag != "NN" or not 0 < described.i < name.first or tokens[name.first - 1].text != ",":
        return False
    return lexicon.person_noun([tokens[described.i - 1].lower, described.lemma]) is not None
