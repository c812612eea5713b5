"""Who is heard, and who would not speak: lists of sources and of parties asked in vain."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from dragoman.keep import Case
from dragoman.model.reading import SourceKind
from dragoman.model.record import Silence, Speaker
from dragoman.web.page import Page

from .asking import STEP, Listing, wanted


class SourcesAsked(Listing, frozen=True, kw_only=True):
    """`since`, `until`: heard in these days."""

    kind: SourceKind | None = None


class Voiced(msgspec.Struct, frozen=True, kw_only=True):
    """A source; `entity`: the actor that it is, by id, of one with a name; `distrusted`: it counts as nobody's word, by a person's decision."""

    source: Speaker
    entity: str | None
    distrusted: bool


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the sources, those in most reports first."""

    sources: tuple[Voiced, ...]
    more: bool


class SilencesAsked(Listing, frozen=True, kw_only=True):
    """`response`: what came back."""

    response: Literal["none", "declined", "unreachable"] | None = None


class Mute(msgspec.Struct, frozen=True, kw_only=True):
    """A party asked in vain; `entity`: the actor that it is, by id, of one with a name."""

    silence: Silence
    entity: str | None


class Silences(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the silences, the newest first."""

    silences: tuple[Mute, ...]
    more: bool


def sources(case: Case, asked: SourcesAsked, _: Mapping[str, str]) -> Sources:
    """Who is heard."""
    found = case.look.speakers(wanted(asked, status=asked.kind, skip=asked.skip, limit=STEP + 1))
    shown = found[:STEP]
    entities = case.shelf.speaking(each.key for each in shown)
    distrusted = {each.subject[0] for each in case.corrections.active() if each.what == "distrust"}
    listed = (Voiced(source=each, entity=entities.get(each.key), distrusted=each.key in distrusted) for each in shown)
    return Sources(sources=tuple(listed), more=len(found) > STEP)


def silences(case: Case, asked: SilencesAsked, _: Mapping[str, str]) -> Silences:
    """Who would not say anything."""
    found = case.look.silences(wanted(asked, status=asked.response, skip=asked.skip, limit=STEP + 1))
    shown = found[:STEP]
    entities = case.shelf.silent(each.report for each in shown)
    return Silences(silences=tuple(Mute(silence=each, entity=entities.get((each.report, each.start))) for each in shown), more=len(found) > STEP)


PAGES = (
    Page(path="/sources", name="Sources", asked=SourcesAsked, noun=Sources, view=sources, says="Who is heard, how often, in how many reports"),
    Page(path="/silences", name="Silences", asked=SilencesAsked, noun=Silences, view=silences, says="Who was asked for a word and gave none"),
)
