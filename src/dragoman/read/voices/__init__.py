"""Whose words are whose again: the sources of one report as voices, at least how many of them differ, and which the report says agree.

No source is counted twice: what may have spoken before adds nothing ("officials said" after "an official said"), so the number is "at least so many".
The source of an attribution inside another one ("he said that one guard asked …") is a voice but adds nothing either: the report knows of it only
through the outer one. Parties that merely refuse or want something ("declined to comment") speak only if they say something elsewhere; the headline
adds no voice to those of the body. Out: whether sources depend on one another.
"""

import re

from dragoman.model.actor import Mention
from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, Voice
from dragoman.model.text import Span

from .counting import settle
from .draft import Draft
from .hearing import Hearing
from .phrase import silent
from .shared import find_shared_accounts
from .words import VoiceWord

__all__ = ["VoiceWord", "find_shared_accounts", "find_voices"]

ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
LONGEST = 12  # words of a voice's name


def find_voices(parse: Parse, cast: Cast, attributions: tuple[Attribution, ...]) -> tuple[tuple[Voice, ...], int]:
    """The voices in the order in which they first speak, and how many distinct sources speak at least.

    That is the sum over the voices that are part of no other and speak outside other attributions of their number, or 1 where it is not said.
    """
    hearing = Hearing(parse, cast)
    order = {attribution.id: at for at, attribution in enumerate(attributions)}
    sourced = [attribution for attribution in attributions if attribution.source.spans]
    body = [attribution for attribution in sourced if not _in_headline(parse, attribution)]
    for attribution in body:
        hearing.hear(attribution, adds=not silent(parse, attribution))
    for attribution in sourced:
        if _in_headline(parse, attribution):
            hearing.hear(attribution, adds=not body)
    distinct = settle(hearing.drafts)
    names: dict[str, list[Mention]] = {}
    for mention in cast.mentions_in(0, len(parse.text)):
        if mention.actor and mention.form == "name":
            names.setdefault(mention.actor, []).append(mention)
    ids = {id(draft): make_id("v", at, *draft.attributions) for at, draft in enumerate(hearing.drafts)}
    return tuple(_voice(parse, draft, names.get(draft.actor or "", []), ids, order) for draft in hearing.drafts), distinct


def _in_headline(parse: Parse, attribution: Attribution) -> bool:
    sentence = parse.sentence_at(attribution.source.spans[0].start)
    return sentence is not None and sentence.part != "body"


def _voice(parse: Parse, draft: Draft, named: list[Mention], ids: dict[int, str], order: dict[str, int]) -> Voice:
    return Voice(
        id=ids[id(draft)],
        name=_name(parse, draft, named),
        kind=draft.kind,
        actor=draft.actor,
        number=draft.number,
        plural=draft.several,
        basis=draft.basis,
        terms=draft.terms,
        attributions=tuple(sorted(draft.attributions, key=lambda name: order.get(name, 0))),
        part_of=tuple(ids[id(whole)] for whole in draft.part_of),
    )


def _name(parse: Parse, draft: Draft, named: list[Mention]) -> str:
    """The longest words for it; for an actor that the report names, its name: of a person the longest, of others the one printed most."""
    if draft.form in ("name", "pronoun") and named:
        names = [parse.text[mention.start : mention.end] for mention in named]
        sound = [name for name in names if name.removesuffix("s") == name or name.removesuffix("s") not in names] or names
        return max(sound, key=len if named[0].kind == "person" else names.count)
    printed = [_short(parse, span) for span in draft.phrases]
    return max(printed, key=lambda told: len(ARTICLE.sub("", told)), default="")


def _short(parse: Parse, span: Span) -> str:
    """The words of the span, or where they are too many its noun phrase."""
    told = " ".join(parse.words(span).split())
    top = parse.top(span.start, span.end)
    if len(told.split()) > LONGEST and top is not None:
        told = " ".join(parse.words(parse.phrase(top)).split())
    return " ".join(told.split()[:LONGEST]).rstrip(" ,;—–-")
