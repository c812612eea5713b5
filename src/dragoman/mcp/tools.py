"""The tools: what each takes, what it answers. All of them look up, none changes anything."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dragoman.case import Case
from dragoman.model.entity import Entity
from dragoman.model.errors import SettingError
from dragoman.model.wanted import Wanted

from . import answers
from .answers import Json, cut, fitted, reports_of

MOST_PASSAGE = 4_000  # characters of a report that are given at once
AROUND = 600  # characters before and after what is asked for
FEW = 5

Limit = Annotated[int, Meta(ge=1, le=50, description="How many rows at most.")]
Skip = Annotated[int, Meta(ge=0, le=10_000, description="Rows to leave out before the first: for the next page.")]
Name = Annotated[str, Meta(description="Words of a name; the last may be cut short.")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, YYYY-MM-DD.")]
Type = Annotated[
    str,
    Meta(description="PLOVER type: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, "
                     "MOBILIZE, COERCE, ASSAULT."),
]  # fmt: skip
Id = Annotated[str, Meta(min_length=3, description="An id as other answers give it, or its beginning.")]


class AskBrief(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the case holds, the last and best founded events, disputes, what is to come and overdue, who acts. Begin here."""


class AskEvents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happened, each thing once however many reports tell it, with the independent sources behind it and the words of the first report."""

    actor: Name | None = None
    type: Type | None = None
    place: Name | None = None
    since: Day | None = None
    until: Day | None = None
    min_sources: Annotated[int, Meta(ge=0, description="Only with so many independent sources.")] = 0
    status: Annotated[Literal["told", "disputed", "denied"] | None, Meta(description="denied: nobody stands for it, it is only told as denied.")] = (
        None
    )
    sort: Annotated[Literal["day", "sources"], Meta(description="The newest or the best founded first.")] = "day"
    limit: Limit = 10
    skip: Skip = 0


class AskWhy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that one event rests on: every telling with its source and words, which reports are copies, who denies it, what is disputed about it."""

    event: Id


class AskDisputes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What cannot stand together about one event, each side with its sources and words. Which side is right is not said."""

    kind: Annotated[Literal["denial", "whether", "figure", "place", "perpetrator"] | None, Meta(description="Only of this kind.")] = None
    actor: Name | None = None
    type: Type | None = None
    place: Name | None = None
    since: Day | None = None
    until: Day | None = None
    limit: Limit = 10
    skip: Skip = 0


class AskAhead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What reports announce, and what became of it by the reports that came later."""

    outcome: Annotated[Literal["happened", "did_not_happen", "overdue", "pending", "unknown"] | None, Meta(description="Only with this outcome.")] = (
        None
    )
    actor: Name | None = None
    type: Type | None = None
    since: Day | None = None
    until: Day | None = None
    limit: Limit = 10
    skip: Skip = 0


class AskActors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who acts over all reports, those in most reports first, with names and offices."""

    name: Name | None = None
    kind: Annotated[Literal["person", "organization", "group", "state", "place"] | None, Meta(description="Only of this kind.")] = None
    country: Annotated[str | None, Meta(description="ISO code of three letters.")] = None
    limit: Limit = 10


class AskActor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One actor: offices, what it did and had done to it, where it is heard, what ties reports state, where it would not speak."""

    actor: Annotated[str, Meta(min_length=2, description="An id (x-…), its beginning, or a name that only one actor has.")]


class AskSearch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reports with these words, best first: all of them, unless joined by OR; "phrases in quotes"; word*."""

    words: Annotated[str, Meta(min_length=1, max_length=300)]
    limit: Limit = 10


class AskPassage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The text of a report, at most 4,000 characters at once: around the offsets that other answers give, or from the beginning."""

    report: Id
    start: Annotated[int, Meta(ge=0, description="Offset of the first character that is asked for.")] = 0
    end: Annotated[int, Meta(ge=0, description="Offset behind the last; some text around is given too.")] | None = None


def brief(case: Case, _: AskBrief) -> Json:
    reports = reports_of(case)
    sections = {
        "last_events": [answers.event(each, reports) for each in case.events(limit=FEW)],
        "best_founded": [answers.event(each, reports) for each in case.events(limit=FEW, sort="sources", min_sources=2)],
        "disputed": [answers.dispute(each, case.event(each.happening)) for each in case.disputes(limit=FEW)],
        "still_to_come": [answers.due(each, reports) for each in case.ahead(limit=FEW, status="pending")],
        "overdue": [answers.due(each, reports) for each in case.ahead(limit=FEW, status="overdue")],
        "who_acts": [answers.actor(each) for each in case.actors(limit=FEW)],
    }
    rows = ({"section": section, **row} for section, some in sections.items() for row in some)
    return fitted(rows, "each section has a tool of its own", case=case.counts())


def events(case: Case, asked: AskEvents) -> Json:
    found = case.events(**_filters(asked))
    reports = reports_of(case)
    return fitted((answers.event(each, reports, case.kept.look.standing(each.id)) for each in found), _next(asked.skip))


def why(case: Case, asked: AskWhy) -> Json:
    reasons = case.why(asked.event)
    reports = reports_of(case)
    happening = reasons.happening
    beside = {
        "about": answers.event(happening, reports, reasons.standing),
        "what_joins_them": [cut(each) for each in happening.reasons[:FEW]],
        "disputes": [answers.dispute(each, None) for each in reasons.contests[:FEW]],
        "recalled_later": [answers.said(each, reports) for each in reasons.recalled[:FEW]],
        "corrected_by_hand": list(happening.by_hand[:FEW]),
    }
    return fitted(answers.tellings(reasons, reports), "`passage` with a report and its offsets shows the rest", **beside)


def disputes(case: Case, asked: AskDisputes) -> Json:
    given = _filters(asked)
    given["status"] = given.pop("kind")
    found = case.disputes(**given)
    return fitted((answers.dispute(each, case.event(each.happening)) for each in found), _next(asked.skip))


def ahead(case: Case, asked: AskAhead) -> Json:
    given = _filters(asked)
    given["status"] = given.pop("outcome")
    reports = reports_of(case)
    return fitted((answers.due(each, reports) for each in case.ahead(**given)), _next(asked.skip))


def actors(case: Case, asked: AskActors) -> Json:
    found = case.actors(asked.name, kind=asked.kind, country=asked.country, limit=asked.limit)
    return fitted((answers.actor(each) for each in found), "ask for a name")


def actor(case: Case, asked: AskActor) -> Json:
    entity = case.actor(asked.actor) if asked.actor.startswith("x-") else _called(case, asked.actor)
    reports = reports_of(case)
    roles = {happening.id: role for role, happening in case.kept.links.deeds(entity.id, Wanted(limit=2 * FEW))}
    deeds = [{"section": f"as {roles.get(each.id, 'party')}", **answers.event(each, reports)} for each in case.deeds(entity.id, limit=2 * FEW)]
    ties = [
        {"section": "stated tie", "tie": each.type, "source": each.source_name, "target": each.target_name, **reports(each.report),
         "start": each.start, "end": each.end, "quote": cut(each.quote)}
        for each in case.stated(entity.id, limit=FEW)
    ]  # fmt: skip
    heard = [
        {"section": "heard", **reports(each.report), "statements": each.statements, "denials": each.denials}
        for each in case.heard(entity.id, limit=FEW)
    ]
    silent = [
        {
            "section": "would not speak",
            **reports(each.report),
            "response": each.response,
            "start": each.start,
            "end": each.end,
            "quote": cut(each.quote),
        }
        for each in case.kept.links.silent(entity.id, FEW)
    ]
    return fitted([*deeds, *ties, *heard, *silent], "`events` with this actor's name has all that it did", about=answers.actor(entity))


def search(case: Case, asked: AskSearch) -> Json:
    hits = case.search(asked.words, limit=asked.limit)
    rows = (
        {
            "report": each.report, "outlet": each.outlet, "published": each.published, "headline": each.headline, "start": each.start,
            "end": each.end, "quote": cut(each.snippet),
        }
        for each in hits
    )  # fmt: skip
    return fitted(rows, "ask for fewer, or for rarer words")


def passage(case: Case, asked: AskPassage) -> Json:
    reading = case.reading(asked.report)
    text = reading.report.text
    if asked.start >= len(text):
        raise SettingError(f"start {asked.start} is behind the end of the report, which has {len(text)} characters")
    start = max(0, asked.start - (AROUND if asked.end is not None else 0))
    wanted = asked.end + AROUND if asked.end is not None else start + MOST_PASSAGE
    end = min(len(text), wanted, start + MOST_PASSAGE)
    kept = case.report(asked.report)
    echo = next((each for each in case.echoes(kept.id) if each.report == kept.id), None)
    return {
        "report": kept.id, "outlet": kept.outlet, "headline": kept.headline, "published": kept.published, "address": kept.url,
        "echo_of": f"{echo.of} ({echo.how})" if echo else None, "text_quality": kept.integrity, "replaced_by": kept.replaced_by,
        "start": start, "end": end, "characters": len(text), "text": text[start:end],
    }  # fmt: skip


class Tool(msgspec.Struct, frozen=True):
    """A tool: the noun of what it takes, whose words say what it does, and what answers."""

    name: str
    asked: type[msgspec.Struct]
    answer: Callable[[Case, Any], Json]

    def listed(self) -> Json:
        """The tool as `tools/list` has it."""
        (_,), parts = msgspec.json.schema_components([self.asked])
        schema = parts[self.asked.__name__]
        return {
            "name": self.name,
            "description": self.asked.__doc__,
            "inputSchema": {
                "type": "object",
                "properties": {name: _plain(each) for name, each in schema["properties"].items()},
                "required": schema["required"],
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False},
        }


def _plain(schema: Json) -> Json:
    """What may be left out is said by that alone, not by null as well: it is half the length."""
    choices = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return choices[0] if len(choices) == 1 else schema


_ALL = (
    Tool("brief", AskBrief, brief), Tool("events", AskEvents, events), Tool("why", AskWhy, why), Tool("disputes", AskDisputes, disputes),
    Tool("ahead", AskAhead, ahead), Tool("actors", AskActors, actors), Tool("actor", AskActor, actor), Tool("search", AskSearch, search),
    Tool("passage", AskPassage, passage),
)  # fmt: skip
TOOLS = {tool.name: tool for tool in _ALL}


def call(case: Case, name: str, arguments: Any) -> Json:
    """What the tool answers; msgspec.ValidationError where it cannot take the arguments, an error of ours where there is no answer."""
    tool = TOOLS[name]
    return tool.answer(case, msgspec.convert(arguments, tool.asked))


def _filters(asked: msgspec.Struct) -> Any:
    return msgspec.structs.asdict(asked)


def _next(skip: int) -> str:
    return f"ask again with skip: {skip} and the number of rows given here"


def _called(case: Case, name: str) -> Entity:
    found = case.actors(name, limit=100)
    exact = [each for each in found if name.casefold() in {each.name.casefold(), *(other.casefold() for other in each.names)}] or list(found)
    if len(exact) != 1:
        some = ", ".join(f"{each.name} ({each.id})" for each in exact[:FEW])
        raise SettingError(f"{name}: {f'several actors are called so: {some}; give an id' if exact else 'no actor of the case is called so'}")
    return exact[0]
