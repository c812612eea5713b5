"""Roles: the titles before a name, and the descriptions set beside it ("X, head of the Y"; "the Y chief, X"; "X was head of the Y").

A role goes to the chain of the name, with the country and the sector that it implies; descriptions set beside a name join its chain.
"""

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Mention, Role

from .chain import Chain
from .phrase import Phrase, read_phrase

REACH = 12  # tokens before a name that a title with its body may take: longer runs are lists
TITLE_WORDS = 6  # the longest title of the lexicon has six tokens ("chief of the general staff", hyphens counted)
APPOINTING = frozenset(
    {"name", "appoint", "elect", "re-elect", "reelect", "make", "declare", "proclaim", "install", "crown", "nominate", "choose", "swear", "promote"}
)
LEADING = frozenset({"lead", "head", "chair", "command", "run", "found"})
PORTFOLIOS = frozenset({"minister", "secretary", "ministry"})
OUSTING = frozenset({"remove", "oust", "depose", "topple", "overthrow", "sack", "dismiss", "fire", "unseat", "replace"})
STOPPERS = frozenset({"VERB", "AUX", "PRON", "SCONJ", "NUM", "ADP", "CCONJ", "DET", "PUNCT", "INTJ", "SYM", "ADV"})


class Setting(msgspec.Struct):
    """What the linking looks up: the chain of a name mention, and the mention that covers a token."""

    chain_of: dict[str, Chain]
    name_at: dict[int, Mention]
    peoples: dict[str, Chain]  # demonyms of states that the lexicon does not know


def setting(parse: Parse, mentions: tuple[Mention, ...], chains: list[Chain]) -> Setting:
    """Chains by mention id, name mentions by the index of each of their tokens."""
    chain_of = {mention.id: chain for chain in chains for mention in chain.mentions}
    name_at = {token.i: mention for mention in mentions if mention.form == "name" for token in parse.covering(mention.start, mention.end)}
    peoples = {
        form: chain
        for chain in chains
        if chain.kind == "state" and not chain.country and chain.mentions
        for form in lexicon.regular_demonyms(chain.best_name())
    }
    return Setting(chain_of, name_at, peoples)


def find_roles(parse: Parse, mentions: tuple[Mention, ...], chains: list[Chain]) -> None:
    """Adds roles, countries, sectors and descriptive mentions to the chains of names."""
    look = setting(parse, mentions, chains)
    for mention in mentions:
        if mention.form == "name":
            chain = look.chain_of[mention.id]
            if chain.kind == "person":
                _before(parse, mention, chain, look)
            elif chain.kind in ("organization", "group"):
                _owner(parse, mention, chain)
    _by_body(parse, mentions, look)
    beside = _beside(parse, mentions, look)
    for mention in mentions:
        if mention.form != "description" or mention.id not in beside:
            continue
        chain = look.chain_of[beside[mention.id]]
        if (chain.kind == "person") != (mention.kind == "person") or chain.kind in ("place", "state"):
            continue
        phrase = read_phrase(parse, mention, look.name_at)
        chain.mentions.append(mention)
        if phrase is not None:
            apply_phrase(chain, phrase, look)


def _by_body(parse: Parse, mentions: tuple[Mention, ...], look: Setting) -> None:
    """The sector of the body that a person leads or is of: "X, who chairs the party", "X of the Miners' Union"."""
    for mention in mentions:
        chain = look.chain_of.get(mention.id)
        if mention.form != "name" or chain is None or chain.kind != "person" or chain.sector:
            continue
        owner = _after(parse, mention, look)
        for token in parse.covering(mention.start, mention.end):
            verb = parse.head(token)
            relative = [clause for clause in parse.children(token, "relcl") if any(child.lower == "who" for child in parse.children(clause, "nsubj"))]
            for clause in [verb, *relative] if token.dep == "nsubj" else relative:
                if clause.lemma in LEADING:
                    owner = owner or next((look.name_at[each.i] for each in parse.children(clause, "dobj") if each.i in look.name_at), None)
        body = look.chain_of.get(owner.id) if owner else None
        if body is not None and body.kind in ("organization", "group"):
            chain.sector = body.sector


def apply_phrase(chain: Chain, phrase: Phrase, look: Setting) -> None:
    """What a description says of the actor of `chain`."""
    if phrase.role is not None and chain.kind == "person":
        chain.roles.append(phrase.role)
    owner = look.chain_of.get(phrase.owner.id) if phrase.owner else None
    chain.country = chain.country or phrase.country or (owner.country if owner and owner.kind != "place" else None)
    chain.sector = chain.sector or phrase.sector or (owner.sector if owner and owner.kind != "state" else None)
    chain.gender = chain.gender or phrase.gender


def _before(parse: Parse, mention: Mention, chain: Chain, look: Setting) -> None:
    """The title that ends where the name begins: "Peru's former navy minister X"."""
    tokens = parse.tokens
    first = parse.covering(mention.start, mention.end)[0].i
    floor = max(parse.sentence(tokens[first]).first, first - REACH)
    after = lexicon.statuses().get(tokens[first - 1].lower) if first - 2 > floor and tokens[first - 2].text == "-" else None
    if after and after.after:  # "president-elect"
        first -= 2
    at = first
    core = None
    for size in range(min(TITLE_WORDS, first - floor), 0, -1):
        words = tuple(token.lower for token in tokens[first - size : first])
        title = lexicon.titles().get(words)
        if title and title.before:
            core, at = title, first - size
            break
    if core is None:
        return
    chain.gender = chain.gender or core.gender
    if core.kind == "honorific":
        return
    run = _modifiers(parse, at, floor, look)
    if run.owner is None:
        run.owner = _after(parse, mention, look)
        known = lexicon.known(parse.text[run.owner.start : run.owner.end]) if run.owner else None
        run.country = run.country or (known.code if known else None)
    start, last = tokens[run.first].start, tokens[first - 1].end
    title = lexicon.person_noun([token.lower for token in tokens[run.first : first]]) or core
    role = Role(
        title=" ".join(parse.text[start:last].split()),
        organization=" ".join(parse.text[run.owner.start : run.owner.end].split()) if run.owner else _seat(parse, mention, core),
        status=after.status if after and after.after else "former" if _is_ousted(parse, mention) else run.status,
        start=start,
        end=last,
    )
    sector = title.sector if title.kind != "person" else None
    apply_phrase(chain, Phrase(role=role, owner=run.owner, country=run.country, sector=sector, gender=title.gender), look)


def _after(parse: Parse, mention: Mention, look: Setting) -> Mention | None:
    """The body or state after the name: "Foreign Minister X of Peru"."""
    last = parse.covering(mention.start, mention.end)[-1]
    following = [token for token in parse.tokens[last.i + 1 : last.i + 4] if token.sentence == last.sentence]
    if not following or following[0].lower != "of":
        return None
    owner = next((look.name_at[token.i] for token in following[1:] if token.i in look.name_at), None)
    return owner if owner is not None and owner.kind != "person" else None


def _seat(parse: Parse, mention: Mention, title: lexicon.Title) -> str | None:
    """The capitalised words after "of" behind an office-holder's name, where no list knows them: "President X of Valdoria"."""
    last = parse.covering(mention.start, mention.end)[-1].i
    following = parse.tokens[last + 1 : last + 6]
    if title.kind != "office" or len(following) < 2 or following[0].lower != "of":
        return None
    words = []
    for token in following[1:]:
        if token.tag not in ("NNP", "NNPS"):
            break
        words.append(token.text)
    return " ".join(words) or None


def _is_ousted(parse: Parse, mention: Mention) -> bool:
    """True for whom the sentence takes the office from: "the courts removed Governor X"."""
    top = parse.top(mention.start, mention.end)
    if top is None or top.dep not in ("dobj", "nsubjpass"):
        return False
    verb = parse.head(top)
    return verb.lemma in OUSTING and verb.tag in ("VBD", "VBN") and not parse.children(verb, "neg")


class _Run(msgspec.Struct):
    first: int
    status: lexicon.Standing = "current"
    owner: Mention | None = None
    country: str | None = None


def _modifiers(parse: Parse, at: int, floor: int, look: Setting) -> _Run:
    """What stands before the title: words that belong to it, its body or state, how the office stands."""
    tokens = parse.tokens
    run = _Run(at)
    before = at - 1
    open_title = True
    while before >= floor:
        token = tokens[before]
        status = lexicon.statuses().get(token.lower)
        if status and not status.after:
            run.status = status.status
            open_title = False
        elif token.ent in ("DATE", "TIME"):
            break  # "On Monday Judge X …"
        elif open_title and at - before == 1 and tokens[at].lower in PORTFOLIOS and _is_portfolio(parse, token, look):
            run.first = before  # "Labour Minister X": the party's name, but his office
        elif token.lower in lexicon.qualities() and token.pos in ("ADJ", "NOUN"):
            open_title = False
        elif before in look.name_at:
            name = look.name_at[before]
            known = lexicon.known(parse.text[name.start : name.end])
            if name.kind == "person" or _says_where(parse, name, tokens[before]):
                break
            run.owner = run.owner or name
            run.country = run.country or (known.code if known else None)
            open_title = False
            before = parse.covering(name.start, name.end)[0].i
        elif (demonym := lexicon.known(token.text)) and demonym.sense == "demonym":
            run.country = run.country or demonym.code
            open_title = False
        elif token.text in look.peoples:
            run.owner = run.owner or look.peoples[token.text].mentions[0]
            open_title = False
        elif token.tag == "POS":
            open_title = False
        elif token.text == "-" and before - 1 >= floor and tokens[before - 1].lower in lexicon.statuses():
            pass
        elif token.pos in STOPPERS or token.tag.startswith("V"):
            break
        elif token.ent and token.text[0].isupper() and tokens[at].text[0].islower():
            open_title = False  # "Catholic priest X"
        elif open_title:
            run.first = before
        else:
            break
        before -= 1
    return run


def _is_portfolio(parse: Parse, token: Token, look: Setting) -> bool:
    """Whether the capitalised word before "minister" is no body and no state: a name of one word that no list knows as either."""
    name = look.name_at.get(token.i)
    return (
        token.text[0].isupper()
        and lexicon.known(token.text) is None
        and token.text not in look.peoples
        and name is not None
        and len(parse.covering(name.start, name.end)) == 1
    )


def _says_where(parse: Parse, name: Mention, last: Token) -> bool:
    """True for "in Chile" before "minister X": where he was, not whose minister he is."""
    first = parse.covering(name.start, name.end)[0].i
    owns = parse.tokens[last.i + 1].tag == "POS"
    return name.kind in ("place", "state") and not owns and first > 0 and parse.tokens[first - 1].pos == "ADP"


def _owner(parse: Parse, mention: Mention, chain: Chain) -> None:
    """A body's country from the state or demonym in or before its name ("Peru's Congress")."""
    tokens = parse.covering(mention.start, mention.end)
    if chain.sector is None:
        words = lexicon.plain(parse.text[mention.start : mention.end])
        front = next((words[:at] for at, word in enumerate(words) if at and word in ("of", "for")), ())  # "the Democratic Party of Peru"
        tails = (words, (*words[:-1], words[-1].removesuffix("s")), front, words[:1])
        body = next((found for tail in tails if (found := lexicon.body_noun(tail))), None)
        chain.sector = body.sector if body else None
    known = lexicon.known(parse.text[mention.start : mention.end])
    if chain.country or (known and known.body) or tokens[-1].dep in ("compound", "nmod", "amod"):
        return  # in "a French Guild member" the member is French
    first = tokens[0].i
    before = first - 1
    if before > 0 and parse.tokens[before].tag == "POS":
        before -= 1
    if before >= 0 and parse.tokens[before].sentence == tokens[0].sentence:
        known = lexicon.known(parse.tokens[before].text) if parse.tokens[before].text[0].isupper() else None
        if known and known.code and (known.sense == "demonym" or parse.tokens[before + 1].tag == "POS"):
            chain.country = known.code
            return
    for token in tokens:
        known = lexicon.known(token.text) if token.text[0].isupper() else None
        if known and known.sense in ("demonym", "state") and len(tokens) > 1:
            chain.country = known.code
            return


def _beside(parse: Parse, mentions: tuple[Mention, ...], look: Setting) -> dict[str, str]:
    """Description → name mention that it stands beside, by apposition, copula, or a comma between the two."""
    heads: dict[int, Mention] = {}  # head token → description
    found: dict[str, str] = {}
    descriptions = [mention for mention in mentions if mention.form == "description" and mention.kind in ("person", "organization", "group")]
    ends: dict[int, Mention] = {}
    starts: dict[int, Mention] = {}
    for mention in descriptions:
        top = parse.top(mention.start, mention.end)
        if top is None:
            continue
        heads[top.i] = mention
        covered = parse.covering(mention.start, mention.end)
        starts.setdefault(covered[0].i, mention)
        ends[covered[-1].i] = mention
    for index, mention in heads.items():
        token = parse.tokens[index]
        name = _named(parse, token, look)
        if name is None:
            name = _across_comma(parse, mention, look)
        if name is not None and not _holds(mention, name):
            found[mention.id] = name.id
    return found


def _holds(mention: Mention, name: Mention) -> bool:
    return mention.start <= name.start and name.end <= mention.end


def _named(parse: Parse, token: Token, look: Setting) -> Mention | None:
    """The name that the tree sets beside the noun."""
    head = parse.head(token)
    if token.dep == "appos":
        return look.name_at.get(head.i)
    if token.dep == "attr" and head.lemma in ("be", "become", "remain"):
        for subject in parse.children(head, "nsubj"):
            if subject.lower in ("who", "which") and head.dep == "relcl":
                return look.name_at.get(head.head)
            return look.name_at.get(subject.i)
    office = _installed(parse, token, look)
    if office is not None:
        return office
    for child in parse.children(token, "acl"):  # "a militia called X"
        for named in parse.children(child, "oprd"):
            return look.name_at.get(named.i)
    for child in parse.children(token, "appos"):
        return look.name_at.get(child.i)
    return None


def _installed(parse: Parse, noun: Token, look: Setting) -> Mention | None:
    """Who is named, elected or serves as what the noun says: "X was elected mayor", "they named X regent", "X resigned as mayor"."""
    head = parse.head(noun)
    if noun.dep == "pobj" and head.lower == "as":
        verb = parse.head(head)
        sides = ("nsubjpass", "dobj", "nsubj") if verb.lemma in APPOINTING else ("nsubjpass", "nsubj")
    elif noun.dep in ("oprd", "dobj", "attr", "xcomp") and head.lemma in APPOINTING:
        verb, sides = head, ("nsubjpass", "dobj")
    else:
        return None
    if verb.pos != "VERB":
        return None
    for side in sides:
        for child in parse.children(verb, side):
            if child.i == noun.i:
                continue
            named = [look.name_at[each.i] for each in (child, *parse.children(child, "appos")) if each.i in look.name_at]
            return named[0] if named and named[0].kind == "person" else None
    return None


def _across_comma(parse: Parse, mention: Mention, look: Setting) -> Mention | None:
    """The name next to a one-person description across a comma: "the guild chief, X," or "X, head of the guild,"."""
    if mention.kind != "person":
        return None
    covered = parse.covering(mention.start, mention.end)
    first, last = covered[0].i, covered[-1].i
    tokens = parse.tokens
    size = len(tokens)
    closed = last + 1 >= size or tokens[last + 1].text in (",", ".", ";", ")", "–", "—")
    if first >= 2 and tokens[first - 1].text == "," and closed and first - 2 in look.name_at and tokens[first - 2].sentence == tokens[first].sentence:
        return look.name_at[first - 2] if look.name_at[first - 2].kind == "person" else None
    if last + 2 < size and tokens[last + 1].text == "," and last + 2 in look.name_at and tokens[first].lower not in ("a", "an"):
        name = look.name_at[last + 2]
        after = parse.covering(name.start, name.end)[-1].i + 1
        if name.kind == "person" and (after >= size or tokens[after].text in (",", ".", ";", ")")):
            return name
    return None
