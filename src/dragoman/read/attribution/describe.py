"""What the words tell of a source: its kind, how many it is, how it stands to the fact, on what terms it speaks, and its parts where it is a list.

A list is of the first kind in `RANK` that one of its parts has, and direct where one of its parts is. With a part of unknown size it has no number.
"""

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Basis, Member, Source, SourceKind
from dragoman.model.text import Span
from dragoman.read.quotes import Quotes

from .basis import basis_of, before_pronoun, own_word, subject_before
from .heads import adds, source_heads
from .kinds import RANK, known_actors, name_beside, source_kind
from .parts import Part, counted, going_on, listing, printed, shared_clause
from .terms import Speech, own_terms
from .words import words

__all__ = ["describe", "known_actors"]


def describe(parse: Parse, cast: Cast, quotes: Quotes, found: Speech, names: dict[str, SourceKind]) -> Source:
    """The source of `found`; `names` tells what kind of source each actor is elsewhere."""
    if not found.heads:
        return Source()
    spans = going_on(parse, found.sources)
    added = [span for span in spans[1:] if adds(parse, span)]
    lists = [listing(parse, _named(parse, found.heads[0], spans), spans[:1])]
    lists += [listing(parse, head, [span]) for head, span in zip(found.heads[1:], added, strict=False)]
    parts = [part for one in lists for part in one.parts]
    kinds = [_kind(parse, cast, part, spans if len(parts) == 1 else [_span(parse, part)], names) for part in parts]
    shared = shared_clause(parse, parts)
    common: Basis = "unstated"
    if shared is not None:
        common = basis_of(parse, Part(parts[-1].head, shared, parts[-1].last), kinds[-1], frozenset(part.head.i for part in parts))
    if shared is not None and common != "unstated":
        parts[-1] = parts[-1]._replace(last=shared)
    members = tuple(_member(parse, cast, part, kind, common) for part, kind in zip(parts, kinds, strict=True))
    head, kind = parts[0].head, min(kinds, key=RANK.index)
    number = _sum([member.number for member in members])
    general = next((one.general for one in lists if one.general), None)
    if general is not None:
        number = printed(parse, general.head) or number
    apart = [_whole(parse, head, span) for span in spans[1:] if span not in added]  # "a guard, he said, who saw it"
    basis = _strongest([*(member.basis for member in members), *(basis_of(parse, part, kind) for part in apart)])
    if basis == "unstated" and kind in ("anonymous", "named"):
        basis = _strongest([own_word(parse, found.content, found.anchor, head), before_pronoun(parse, cast, head)])
    return Source(
        spans=tuple(spans),
        actor=_actor(parse, cast, head, spans, kinds[0]) if len(parts) == 1 else members[0].actor,
        kind=kind,
        number=number,
        plural=_plural(head, number, len(parts)),
        basis=basis,
        terms=own_terms(parse, quotes, found) if kind in ("anonymous", "unspecified") else None,
        members=members if len(members) > 1 else (),
    )


def _member(parse: Parse, cast: Cast, part: Part, kind: SourceKind, common: Basis) -> Member:
    """One part by itself; `common`: the basis that the words which close the list give to all."""
    span = _span(parse, part)
    number = _number(parse, part.head, kind)
    return Member(
        start=span.start,
        end=span.end,
        actor=_actor(parse, cast, part.head, [span], kind),
        kind=kind,
        number=number,
        plural=_plural(part.head, number, 1),
        basis=_strongest([basis_of(parse, part, kind), common]),
    )


def _span(parse: Parse, part: Part) -> Span:
    return Span(parse.tokens[part.first].start, parse.tokens[part.last - 1].end)


def _whole(parse: Parse, head: Token, span: Span) -> Part:
    tokens = parse.covering(span.start, span.end)
    return Part(head, tokens[0].i, tokens[-1].i + 1) if tokens else Part(head, head.i, head.i)


def _actor(parse: Parse, cast: Cast, head: Token, spans: list[Span], kind: SourceKind) -> str | None:
    """The actor at the name beside the head, else at the head."""
    name = name_beside(parse, cast, head, spans) if kind == "named" else None
    return cast.actor_at((name or head).start) or cast.actor_at(head.start)


def _plural(head: Token, number: int | None, parts: int) -> bool:
    if number is not None:
        return number > 1
    return parts > 1 or head.tag in ("NNS", "NNPS") or head.lower in words("many")


def _named(parse: Parse, head: Token, spans: list[Span]) -> Token:
    """Whom "who" or "which" stands for; else the noun that names the source of these spans, which the tree may have missed."""
    verb = parse.head(head)
    if head.tag in ("WP", "WDT") or (head.lower == "that" and verb.dep == "relcl"):
        while verb.dep == "conj":
            verb = parse.head(verb)
        if verb.dep == "relcl" and verb.head != verb.i:
            return parse.head(verb)
    better = source_heads(parse, spans[:1])
    if not better or head.pos in ("PRON", "VERB", "AUX"):
        return head
    named = parse.head(better[0])
    return named if better[0].dep == "nummod" and named.i + 1 == better[0].i and named.text[:1].isupper() else better[0]  # "Dossier 24"


def _kind(parse: Parse, cast: Cast, part: Part, spans: list[Span], names: dict[str, SourceKind]) -> SourceKind:
    """The kind; that of a pronoun without an actor by the subject of the sentence before."""
    kind = source_kind(parse, cast, part.head, spans, names)
    if kind == "unspecified" and (subject := subject_before(parse, part.head)) is not None:
        before = source_kind(parse, cast, subject, [], names)
        return before if before in ("named", "anonymous") else kind
    return kind


def _number(parse: Parse, head: Token, kind: SourceKind) -> int | None:
    """How many one part is; "they" are as many as the subject of the sentence before."""
    if head.lower != "they":
        return counted(parse, head, kind)
    subject = subject_before(parse, head)
    if subject is None or kind not in ("named", "anonymous"):
        return None
    return _sum([counted(parse, part.head, kind) for part in listing(parse, subject, [parse.phrase(subject, conjuncts=True)]).parts])


def _sum(numbers: list[int | None]) -> int | None:
    return None if None in numbers else sum(one or 0 for one in numbers)


def _strongest(bases: list[Basis]) -> Basis:
    return "direct" if "direct" in bases else "briefed" if "briefed" in bases else "unstated"
