"""A reading made by hand: an invented affair with every section, and text that wants to break a page or a terminal."""

from msgspec import structs

from dragoman.model.actor import Actor, Mention, Role
from dragoman.model.identity import make_id
from dragoman.model.reading import (
    Ahead,
    Argument,
    Attribution,
    CommentRequest,
    Count,
    Credit,
    Dispute,
    EventMention,
    Place,
    Reading,
    Relation,
    Seats,
    SentenceSpan,
    SharedAccount,
    Source,
    Timex,
    Versions,
    Voice,
    When,
    Words,
)
from dragoman.model.text import Dateline, Flag, Part, Report, Span

LONG = "Unverhältnismäßigkeitsfeststellungskommissionsvorsitzendenstellvertretung" * 2
HEADLINE = "Salt Guard drones hit Harrow quay as <b>talks</b> near"
PARAGRAPHS = (
    HEADLINE,
    HEADLINE,
    "PORT HARROW, March 9 (Tidewire) - Drones of the Salt Guard struck the quay of Port Harrow on March 7, killing at least 12 dockers, "
    "a harbour official with direct knowledge of the attack and two councillors briefed on it said.",
    "“We did not launch a single drone,” said Ana Verrel, acting chair of the Salt Guard, which is backed by Lomar.",
    "The governmment of Lomar, led by former admiral Ossip Thane, arrested five councillors in 1998 <script>alert('owned')</script> & was condemned "
    "for it, according to the gazette “The Daily ]]> Lantern”.",
    "A spokesman for Thane did not respond to a request for comment sent by e-mail. The council declined to comment by phone.",
    "مجلس الميناء قال إن الهجوم كان متوقعا. Verrel said \u202eevil\u202c \x1b[31mred\x1b[0m words 🧂, and a " + LONG + " was appointed.",
    "The Guard may blockade the strait, Thane said, and threatened to shell the lighthouse. The council will vote on April 2.",
    "In the last vote the Tide Party won 17 of 31 seats.",
    "The three unnamed sources gave the same account.",
    "(Reporting by Bo Quill and Ida Marsh; Additional reporting by Rafe Tull in Old Harrow)",
)
TEXT = "\n\n".join(PARAGRAPHS)


def at(words: str, nth: int = 0) -> Span:
    """Where the words stand in TEXT for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def _sentences() -> tuple[SentenceSpan, ...]:
    found = []
    start = len(HEADLINE) * 2 + 4
    spans = [at(HEADLINE)]
    for paragraph in PARAGRAPHS[2:]:
        begin = 0
        while begin < len(paragraph):
            stop = paragraph.find(". ", begin)
            stop = len(paragraph) if stop < 0 else stop + 1
            spans.append(Span(start + begin, start + stop))
            begin = stop + 1
        start += len(paragraph) + 2
    for number, span in enumerate(spans, 1):
        found.append(SentenceSpan(number, span.start, span.end))
    return tuple(found)


def _mention(actor: str, words: str, kind: str, nth: int = 0, form: str = "name") -> Mention:
    span = at(words, nth)
    # The kinds are written as literals below; msgspec checks them.
    return Mention(id=make_id("m", span.start, span.end), start=span.start, end=span.end, kind=kind, form=form, actor=actor)  # type: ignore[arg-type]


def argument(words: str, actor: str | None = None, nth: int = 0) -> Argument:
    span = at(words, nth)
    return Argument(span.start, span.end, actor)


MENTIONS = (
    _mention("a-guard", "Salt Guard", "group"),
    _mention("a-guard", "Salt Guard", "group", 2),
    _mention("a-guard", "Salt Guard", "group", 3),
    _mention("a-guard", "The Guard", "group"),
    _mention("a-verrel", "Ana Verrel", "person"),
    _mention("a-verrel", "Verrel", "person", 1),
    _mention("a-lomar", "Lomar", "state"),
    _mention("a-lomar", "Lomar", "state", 1),
    _mention("a-thane", "Ossip Thane", "person"),
    _mention("a-thane", "Thane", "person", 1),
    _mention("a-thane", "Thane", "person", 2),
    _mention("a-council", "The council", "organization", 0, "description"),
    _mention("a-council", "The council", "organization", 1, "description"),
    _mention("a-dockers", "dockers", "group", 0, "description"),
    _mention("a-harrow", "Port Harrow", "place"),
    _mention("a-tide", "Tide Party", "organization"),
)


def _actor(key: str, name: str, kind: str, **more: object) -> Actor:
    mentions = tuple(mention.id for mention in MENTIONS if mention.actor == key)
    return Actor(id=key, name=name, kind=kind, mentions=mentions, **more)  # type: ignore[arg-type]  # as above


ACTORS = (
    _actor("a-guard", "Salt Guard", "group", aliases=("the Guard",), sector="REB"),
    _actor(
        "a-verrel",
        "Ana Verrel",
        "person",
        roles=(Role(title="chair", organization="Salt Guard", status="acting", start=at("acting chair").start, end=at("acting chair").end),),
    ),
    _actor("a-lomar", "Lomar", "state", country="LMR"),
    _actor(
        "a-thane",
        "Ossip Thane",
        "person",
        country="LMR",
        roles=(Role(title="admiral", status="former", start=at("former admiral").start, end=at("former admiral").end),),
    ),
    _actor("a-council", "The council", "organization"),
    _actor("a-dockers", "dockers", "group"),
    _actor("a-harrow", "Port Harrow", "place"),
    _actor("a-tide", "Tide Party", "organization"),
)

OFFICIAL = Attribution(
    id="s-official",
    source=Source(
        spans=(at("a harbour official with direct knowledge of the attack"),),
        kind="anonymous",
        number=1,
        basis="direct",
        terms="who asked not to be named",
    ),
    cue=Words((Span(at("on it said").end - 4, at("on it said").end),)),
    content=Words((at("Drones of the Salt Guard struck the quay of Port Harrow on March 7, killing at least 12 dockers"),)),
    manner="indirect",
)
COUNCILLORS = Attribution(
    id="s-councillors",
    source=Source(spans=(at("two councillors briefed on it"),), kind="anonymous", number=2, plural=True, basis="briefed"),
    cue=OFFICIAL.cue,
    content=OFFICIAL.content,
    manner="indirect",
)
DENIAL = Attribution(
    id="s-denial",
    source=Source(spans=(at("Ana Verrel"),), actor="a-verrel", kind="named", number=1),
    cue=Words((Span(at("said Ana").start, at("said Ana").start + 4),)),
    content=Words((at("“We did not launch a single drone,”"),)),
    manner="direct",
    stance="denies",
    told=argument("The council", "a-council"),
    medium="in a letter",
)
GAZETTE = Attribution(
    id="s-gazette",
    source=Source(spans=(at("the gazette “The Daily ]]> Lantern”"),), kind="document"),
    cue=Words((at("according to"),)),
    content=Words((Span(at("The governmment").start, at("for it").end),)),
    manner="indirect",
)
THANE = Attribution(
    id="s-thane",
    source=Source(spans=(at("Thane", 2),), actor="a-thane", kind="named", number=1),
    cue=Words((Span(at("Thane said").start + 6, at("Thane said").end),)),
    content=Words((at("The Guard may blockade the strait"),)),
    manner="indirect",
    stance="hedges",
)


def voice(*attributions: Attribution, **more: object) -> Voice:
    """The voice of the attributions, as its first source describes it, save what is said otherwise."""
    source = attributions[0].source
    told: dict[str, object] = {
        "id": attributions[0].id.replace("s-", "v-"),
        "name": TEXT[source.spans[0].start : source.spans[0].end] if source.spans else "",
        **{field: getattr(source, field) for field in ("kind", "actor", "number", "plural", "basis", "terms")},
        "attributions": tuple(attribution.id for attribution in attributions),
    }
    return Voice(**(told | more))  # type: ignore[arg-type]  # as above


def voiced(*attributions: Attribution) -> Reading:
    """The invented reading with these attributions alone, a voice each."""
    voices = tuple(voice(attribution) for attribution in attributions)
    return structs.replace(made(), attributions=attributions, voices=voices, distinct_sources=len(voices), shared_accounts=())


STRIKE = EventMention(
    id="e-strike",
    type="ASSAULT",
    mode="drone",
    start=at("struck").start,
    end=at("struck").end,
    actors=(argument("Drones of the Salt Guard", "a-guard"),),
    recipients=(argument("12 dockers"),),
    date=When("2031-03-07", "2031-03-07", "t-seventh"),
    place="p-harrow",
    factuality="CT+",
    attributions=("s-official", "s-councillors"),
    counts=(Count(kind="killed", low=12, high=None, start=at("at least 12").start, end=at("at least 12").end),),
    quad="material_conflict",
    entry="strike",
)
ARREST = EventMention(
    id="e-arrest",
    type="COERCE",
    mode="arrest",
    start=at("arrested").start,
    end=at("arrested").end,
    actors=(argument("Lomar", "a-lomar", 1),),
    recipients=(argument("five councillors"),),
    date=When("1998-01-01", "1998-12-31", "t-1998"),
    status="historical",
    attributions=("s-gazette",),
    quad="material_conflict",
    entry="arrest",
)
BLOCKADE = EventMention(
    id="e-blockade",
    type="COERCE",
    mode="restrict",
    start=at("blockade").start,
    end=at("blockade").end,
    actors=(argument("The Guard", "a-guard"),),
    date=When(None, None),
    status="hypothetical",
    factuality="PS+",
    attributions=("s-thane",),
    quad="material_conflict",
    entry="blockade",
)
SHELL = EventMention(
    id="e-shell",
    type="THREATEN",
    mode="violence",
    start=at("shell").start,
    end=at("shell").end,
    actors=(argument("Thane", "a-thane", 2),),
    recipients=(argument("the lighthouse"),),
    status="threatened",
    factuality="Uu",
    quad="verbal_conflict",
    entry="shell",
)


def _flag(kind: str, words: str, note: str) -> Flag:
    span = at(words)
    return Flag(kind, span.start, span.end, note)  # type: ignore[arg-type]  # as above


def made() -> Reading:
    """The whole invented reading."""
    response, declined = (
        at("A spokesman for Thane did not respond to a request for comment sent by e-mail"),
        at("The council declined to comment by phone"),
    )
    vote = at("The council will vote on April 2")
    return Reading(
        report=Report(
            id="r-0123456789ab",
            external_id="harrow <1>.txt",
            headline=HEADLINE,
            dateline=Dateline("PORT HARROW", "2031-03-09", at("PORT HARROW").start, at("PORT HARROW, March 9 (Tidewire)").end),
            published="2031-03-09",
            published_inferred=True,
            outlet="Tidewire",
            url="javascript:alert('owned')",
            language="en",
            text=TEXT,
        ),
        integrity=0.72,
        flags=(_flag("garbled_word", "governmment", "not a word"), _flag("odd_phrase", "evil\u202c", "hidden direction marks")),
        parts=(
            Part("headline", *_pair(at(HEADLINE))),
            Part("headline_repeated", *_pair(at(HEADLINE, 1))),
            Part("dateline", *_pair(at("PORT HARROW, March 9 (Tidewire)"))),
        ),
        sentences=_sentences(),
        mentions=MENTIONS,
        actors=ACTORS,
        timexes=(
            Timex(id="t-seventh", **_where("March 7"), type="DATE", value="2031-03-07", earliest="2031-03-07", latest="2031-03-07"),
            Timex(id="t-1998", **_where("1998"), type="DATE", value="1998", earliest="1998-01-01", latest="1998-12-31"),
        ),
        places=(Place(id="p-harrow", start=at("Port Harrow").start, end=at("Port Harrow").end, name="Port Harrow", lat=1.5, lon=2.5),),
        attributions=(OFFICIAL, COUNCILLORS, DENIAL, GAZETTE, THANE),
        voices=(voice(OFFICIAL), voice(COUNCILLORS), voice(DENIAL), voice(GAZETTE), voice(THANE, name="Ossip Thane")),
        distinct_sources=6,
        shared_accounts=(
            SharedAccount(
                id="h-strike",
                attributions=("s-official", "s-councillors"),
                content=OFFICIAL.content,
                **_where("The three unnamed sources gave the same account"),
            ),
        ),
        credits=(
            _credit("Reporting by Bo Quill and Ida Marsh", kind="reporting", names=("Bo Quill", "Ida Marsh")),
            _credit("Rafe Tull in Old Harrow", kind="additional_reporting", names=("Rafe Tull",), place="Old Harrow"),
        ),
        events=(STRIKE, ARREST, BLOCKADE, SHELL),
        relations=(
            Relation(
                id="l-backs",
                type="backs",
                sign=1,
                source=argument("Lomar", "a-lomar"),
                target=argument("Salt Guard", "a-guard", 3),
                cue=Words((at("backed by"),)),
            ),
        ),
        comment_requests=(
            CommentRequest(
                id="q-thane",
                party=argument("A spokesman for Thane"),
                response="none",
                channel="e-mail",
                means="email",
                start=response.start,
                end=response.end,
            ),
            CommentRequest(
                id="q-council",
                party=argument("The council", "a-council"),
                response="declined",
                channel="phone",
                means="phone",
                asked="implied",
                start=declined.start,
                end=declined.end,
            ),
        ),
        disputes=(Dispute(kind="denial", items=("e-strike", "s-denial"), note="the Guard denies the strike"),),
        ahead=(Ahead(what="vote", start=vote.start, end=vote.end, earliest="2031-04-02", latest="2031-04-02", status="scheduled"),),
        seats=(Seats(party=argument("the Tide Party", "a-tide"), seats=17, of=31, **_where("17 of 31 seats")),),
        versions=Versions("0.1.0", "abcdefabcdef", {"parser": "en-core-web-sm 3.8.0"}),
    )


def _credit(words: str, **more: object) -> Credit:
    return Credit(start=at(words).start, end=at(words).end, **more)  # type: ignore[arg-type]  # as above


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _where(words: str) -> dict[str, int]:
    span = at(words)
    return {"start": span.start, "end": span.end}


def bare(text: str = "", **more: object) -> Reading:
    """A reading in which nothing was found."""
    return Reading(report=Report(id="r-bare", text=text), integrity=0.0, versions=Versions("0.1.0", "abcdefabcdef", {}), **more)  # type: ignore[arg-type]
