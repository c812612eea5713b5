"""Nouns of what leaves a case for other programs: each thing with all that a target format may ask of it, so that a writer looks nothing up.

Unknown is null or empty, never a guess. Days are ISO dates here, offsets code points of the report's text.
"""

from typing import Literal

import msgspec

from .actor import ActorKind, StateCodes
from .entity import Entity
from .happening import Contest, Due, Happening, Telling
from .reading import Basis, PlaceClass, SourceKind, Stance
from .record import Echo, Kept
from .text import Span

CODEBOOK = "PLOVER 2.0 draft, manual of openeventdata/PLOVER 5e0c24f"


class ExportedParty(msgspec.Struct, frozen=True, kw_only=True):
    """One party of an event: an actor of the case, or, without `id`, whom the reports only describe ("gunmen"), in their words.

    `office`: the title that was told last on the day of the event, null where none was. `codes`: of `country`.
    """

    id: str | None = None
    name: str
    kind: ActorKind | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    country_name: str | None = None
    sector: str | None = None  # PLOVER
    office: str | None = None
    wikidata: str | None = None
    codes: StateCodes = StateCodes()


class ExportedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where: `name` of the gazetteer, else as printed; `city`, `district`, `province` by name, those that the place is or lies in."""

    name: str
    printed: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    country_name: str | None = None
    precision: PlaceClass | None = None
    feature: str | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    codes: StateCodes = StateCodes()


class ExportedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report without its text; `length` of that in characters; `echo`: what it was made from, and how; whom and what it names, sorted."""

    kept: Kept
    language: str | None = None
    length: int = 0
    echo: Echo | None = None
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()

    @property
    def is_copy(self) -> bool:
        """An outlet's update of its own report is none."""
        return self.echo is not None and self.echo.how != "update"


class ExportedTelling(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of an event with its report; `sentence`: the number of its sentence, `actor_at`, `recipient_at`: where its first parties stand."""

    telling: Telling
    report: ExportedReport
    sentence: int | None = None
    actor_at: int | None = None
    recipient_at: int | None = None
    confidence: float | None = None


class ExportedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A happening with its parties as actors of the case and its codes; `tellings`: the first published comes first.

    `standing`: told, disputed, denied, rejected. `contexts` (PLOVER), `cameo`, `acled` (sub-event type) are what most tellings of the event's type
    give.
    """

    happening: Happening
    standing: str
    actors: tuple[ExportedParty, ...] = ()
    recipients: tuple[ExportedParty, ...] = ()
    place: ExportedPlace | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    acled: str | None = None
    contests: tuple[Contest, ...] = ()
    tellings: tuple[ExportedTelling, ...] = ()


class ExportedStatement(msgspec.Struct, frozen=True, kw_only=True):
    """Whose word one attribution of a report is, and what it says: `events` are those of the case that its content tells.

    `actor`: the source as an actor of the case; `cue`, `content` as printed, pieces of one joined by " … ".
    """

    id: str
    source: str
    actor: str | None = None
    kind: SourceKind
    number: int | None = None
    basis: Basis = "unstated"
    terms: str | None = None
    stance: Stance
    manner: Literal["direct", "indirect", "mixed"]
    cue: str
    content: str
    told: str | None = None
    medium: str | None = None
    parent: str | None = None
    source_spans: tuple[Span, ...] = ()
    cue_spans: tuple[Span, ...] = ()
    content_spans: tuple[Span, ...] = ()
    events: tuple[str, ...] = ()


class ExportedText(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its text, what is said in it and by whom, and its tellings, each with the id of its event."""

    report: ExportedReport
    text: str
    statements: tuple[ExportedStatement, ...] = ()
    tellings: tuple[tuple[str, Telling], ...] = ()


class ExportedActor(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the case with the codes of its country."""

    entity: Entity
    wikidata: str | None = None
    codes: StateCodes = StateCodes()


class ExportedDue(msgspec.Struct, frozen=True, kw_only=True):
    """Something announced, as of the newest report, with its parties."""

    due: Due
    actors: tuple[ExportedParty, ...] = ()
    recipients: tuple[ExportedParty, ...] = ()


class Lost(msgspec.Struct, frozen=True):
    """What a target cannot hold, and where it stands instead."""

    what: str
    where: str


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What one export has: rows by table, what was left out and why, what was altered."""

    rows: dict[str, int] = {}
    left_out: dict[str, int] = {}
    altered: dict[str, int] = {}


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an export."""

    name: str
    bytes: int
    sha256: str


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What an export was made from: the case by name, its newest report and last change, and the versions that read its reports."""

    case: str
    newest: str | None
    last_change: int
    reports: int
    programs: tuple[str, ...]
    lexicons: tuple[str, ...]
    models: dict[str, tuple[str, ...]]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What lies beside every export. The same case and filters give the same bytes."""

    format: str
    follows: str  # the specification, with its version
    codebook: str = CODEBOOK
    dragoman: str
    filters: dict[str, str | int]
    source: Source
    tally: Tally
    lost: tuple[Lost, ...]
    files: tuple[Made, ...]
