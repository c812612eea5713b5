"""Readings made by hand, for tests that need no models."""

from dragoman.model.actor import Mention
from dragoman.model.identity import make_id
from dragoman.model.reading import Credit, Reading, Versions
from dragoman.model.text import Flag, Part, Report


def reading(
    text: str,
    *,
    outlet: str | None = "Gazette",
    published: str | None = "1931-05-04",
    url: str | None = None,
    names: tuple[str, ...] = (),
    credit: str | None = None,
    garbled: int = 0,
) -> Reading:
    """A reading of which only what a case and its echoes look at is filled in; `names` are found wherever they stand."""
    mentions = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(id=make_id("m", at), start=at, end=at + len(name), kind="person", form="name"))
            at = text.find(name, at + 1)
    return Reading(
        report=Report(id=make_id("r", outlet or "", url or "", text), outlet=outlet, url=url, published=published, headline=text[:40], text=text),
        integrity=1.0,
        flags=tuple(Flag("garbled_word", at, at + 1, "") for at in range(garbled)),
        parts=(Part("body", 0, len(text)),),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
        credits=(Credit(kind="wire", outlet=credit, start=0, end=1),) if credit else (),
        versions=Versions("0", "0", {}),
    )
