"""Roles: the titles before a name, and the descriptions set beside it ("X, head of the Y"; "the Y chief, X"; "X was head of the Y").

A role goes to the chain of the name, with the country and the sector that it implies; descriptions set beside a name join its chain.
"""

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Mention, Role
from dragoman.model.parse import Parse, Token
from dragoman.read.binding import binder

from .beside import APPOINTING, beside_names
from .chain import Chain, Claim
from .holding import is_held
from .phrase import Phrase, claim_of_title, read_phrase
from .sectors import sector_of_name
from .setting import Setting, setting

REACH = 12  # tokens before a name that a title with its body may take: longer runs are lists
TITLE_WORDS = 6  # the longest title of the lexicon has six tokens ("chief of the general staff", hyphens counted)
LEADING = frozenset({"lead", "head", "chair", "command", "run", "found"})
PORTFOLIOS = frozenset({"minister", "secretary", "ministry"})
OUSTING = frozenset({"remove", "oust", "depose", "topple", "overthrow", "sack", "dismiss", "fire", "unseat", "replace"})
SUCCESSIONS: dict[str, lexicon.Standing] = {"successor": "current", "predecessor": "former"}
STOPPERS = frozenset({"VERB", "AUX", "PRON", "SCONJ", "NUM", "ADP", "CCONJ", "DET", "PUNCT", "INTJ", "SYM", "ADV"})


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
    beside = beside_names(parse, mentions, look)
    successions: list[tuple[Mention, Chain]] = []
    for mention in mentions:
        if mention.form != "description" or mention.id not in beside:
            continue
        chain = look.chain_of[beside[mention.id].name]
        if (chain.kind == "person") != (mention.kind == "person") or chain.kind in ("place", "state"):
            continue
        phrase = read_phrase(parse, mention, look)
        chain.mentions.append(mention)
        successions.append((mention, chain))
        if phrase is not None:
            body = _appointer(parse, mention, phrase, look)
            if body is not None and phrase.role is not None:
                phrase.owner, phrase.role = (
                    body,
                    msgspec.structs.replace(phrase.role, organization=" ".join(parse.text[body.start : body.end].split())),
                )
            if beside[mention.id].held == "will" and phrase.role is not None and phrase.role.status == "current":
                phrase.role = msgspec.structs.replace(phrase.role, status="elect")
            apply_phrase(chain, phrase, look)
    for mention, chain in successions:
        _succeed(parse, mention, chain, look)
        _succeeded(parse, mention, chain, look)


def _appointer(parse: Parse, mention: Mention, phrase: Phrase, look: Setting) -> Mention | None:
    """The body that chose somebody for an office of its own: "the league chose X as chairwoman"; a minister is named by others than his ministry."""
    noun = parse.top(mention.start, mention.end)
    title = phrase.title
    if (
        noun is None
        or title is None
        or phrase.role is None
        or phrase.role.organization
        or title.state
        or title.sector == "GOV"
        or title.kind == "rank"
    ):
        return None
    for verb in list(parse.ancestors(noun))[:3]:
        if verb.lemma in APPOINTING and verb.pos == "VERB":
            bodies = [look.name_at[each.i] for each in parse.children(verb, "nsubj") if each.i in look.name_at]
            return bodies[0] if bodies and bodies[0].kind == "organization" else None
    return None


def _succeed(parse: Parse, mention: Mention, chain: Chain, look: Setting) -> None:
    """The office of whom "his successor, X" succeeds, where the report gives him one; of a predecessor, the office that he had."""
    noun = parse.top(mention.start, mention.end)
    if noun is None or noun.lemma.lower() not in SUCCESSIONS:
        return
    owner = next(iter(parse.children(noun, "poss")), None)
    bound = binder(parse, owner) if owner is not None and owner.tag == "PRP$" else owner
    other = look.chain_of.get(look.name_at[bound.i].id) if bound is not None and bound.i in look.name_at else None
    offices = [role for role in other.roles if (held := lexicon.title_of(role.title)) and held.kind == "office"] if other else []
    if other is None or len(offices) != 1 or other is chain:
        return
    title = " ".join(offices[0].title.split())
    if all(lexicon.plain(role.title) != lexicon.plain(title) for role in chain.roles):
        chain.roles.append(
            Role(title=title, organization=offices[0].organization, status=SUCCESSIONS[noun.lemma.lower()], start=noun.start, end=noun.end)
        )
        chain.claims.append(Claim(kind="office", start=noun.start, end=noun.end, of=other))
        chain.country = chain.country or other.country


def _succeeded(parse: Parse, mention: Mention, chain: Chain, look: Setting) -> None:
    """The office of whom "X will succeed Y as mayor" names: Y holds it yet, or held it where X has succeeded."""
    noun = parse.top(mention.start, mention.end)
    verb = parse.head(parse.head(noun)) if noun is not None and noun.dep == "pobj" and parse.head(noun).lower == "as" else None
    role = next((role for role in chain.roles if noun is not None and role.start <= noun.start < role.end), None)
    if noun is None or verb is None or role is None or verb.lemma not in ("succeed", "replace"):
        return
    for token in parse.children(verb, "dobj"):
        other = look.chain_of.get(look.name_at[token.i].id) if token.i in look.name_at else None
        if (
            other is None
            or other is chain
            or other.kind != "person"
            or any(lexicon.plain(each.title) == lexicon.plain(role.title) for each in other.roles)
        ):
            continue
        status: lexicon.Standing = "current" if is_held(parse, noun, verb) == "will" else "former"
        other.roles.append(msgspec.structs.replace(role, status=status))
        title = lexicon.title_of(role.title)
        other.claims += claim_of_title(title, role.start, role.end, status) if title else ()


def _by_body(parse: Parse, mentions: tuple[Mention, ...], look: Setting) -> None:
    """The sector of the body that a person leads or is of: "X, who chairs the party", "X of the Miners' Union"."""
    for mention in mentions:
        chain = look.chain_of.get(mention.id)
        if mention.form != "name" or chain is None or chain.kind != "person":
            continue
        owner = _after(parse, mention, look)
        for token in parse.covering(mention.start, mention.end):
            verb = parse.head(token)
            relative = [clause for clause in parse.children(token, "relcl") if any(child.lower == "who" for child in parse.children(clause, "nsubj"))]
            for clause in [verb, *relative] if token.dep == "nsubj" else relative:
                if clause.lemma in LEADING:
                    owner = owner or next((look.name_at[each.i] for each in parse.children(clause, "dobj") if each.i in look.name_at), None)
        body = look.chain_of.get(owner.id) if owner else None
        if owner is not None and body is not None and body.kind in ("organization", "group"):
            chain.claims.append(Claim(kind="body", start=owner.start, end=owner.end, of=body))


def apply_phrase(chain: Chain, phrase: Phrase, look: Setting) -> None:
    """What a description says of the actor of `chain`."""
    if phrase.role is not None and chain.kind == "person":
        chain.roles.append(phrase.role)
    owner = look.chain_of.get(phrase.owner.id) if phrase.owner else None
    chain.country = chain.country or phrase.country or (owner.country if owner and owner.kind != "place" else None)
    chain.claims += phrase.claims
    if phrase.owner and owner and (owner.kind != "state" or (phrase.title is not None and phrase.title.kind == "office")):
        chain.claims.append(Claim(kind="body", start=phrase.owner.start, end=phrase.owner.end, of=owner))
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
    claims = claim_of_title(title, start, last, role.status) if title.kind != "person" else ()
    apply_phrase(chain, Phrase(role=role, title=title, owner=run.owner, country=run.country, claims=claims, gender=title.gender), look)


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
    sector = sector_of_name(parse.text[mention.start : mention.end])
    chain.claims.append(Claim(kind="name", start=mention.start, end=mention.end, sector=sector))
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
