"""I and we inside quotation marks: whoever is quoted.

A pronoun of the first person in the direct words of a source with an actor becomes a mention of that actor; of nested sources the innermost. "We" is
the speaker too: whom else it takes in the words do not say. Left out: the writer's own I, and quotations without a source.
"""

import msgspec

from dragoman.model.actor import Actor, Mention
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution

from .quotes import find_quotes

FIRST = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ourselves"})


def find_speakers(
    parse: Parse, mentions: tuple[Mention, ...], actors: tuple[Actor, ...], attributions: tuple[Attribution, ...]
) -> tuple[tuple[Mention, ...], tuple[Actor, ...]]:
    """Mentions and actors with the pronouns of the first person that sources speak of themselves, all in text order."""
    quotes = find_quotes(parse)
    kinds = {actor.id: actor.kind for actor in actors}
    spans = sorted(
        (span.end - span.start, span.start, span.end, attribution.source.actor)
        for attribution in attributions
        if attribution.source.actor in kinds and attribution.manner != "indirect"
        for span in attribution.content.spans
    )
    found: list[Mention] = []
    for token in parse.tokens:
        if token.lower not in FIRST or token.tag not in ("PRP", "PRP$") or quotes.at(token.start) is None:
            continue
        speaker = next((actor for _, start, end, actor in spans if start <= token.start and token.end <= end), None)
        if speaker is not None:
            kind = kinds[speaker]
            id_ = make_id("m", token.start, token.end, kind)
            found.append(Mention(id=id_, start=token.start, end=token.end, kind=kind, form="pronoun", actor=speaker))
    if not found:
        return mentions, actors
    everything = tuple(sorted((*mentions, *found), key=lambda mention: (mention.start, -mention.end)))
    place = {mention.id: at for at, mention in enumerate(everything)}
    more: dict[str, list[str]] = {}
    for mention in found:
        more.setdefault(mention.actor or "", []).append(mention.id)
    return everything, tuple(_with(actor, more.get(actor.id, []), place) for actor in actors)


def _with(actor: Actor, more: list[str], place: dict[str, int]) -> Actor:
    """The actor with more mentions, in text order."""
    return msgspec.structs.replace(actor, mentions=tuple(sorted((*actor.mentions, *more), key=place.__getitem__))) if more else actor
