"""A case for who works in Python: reports added, look-ups that give nouns, what the record implies, corrections, exports, comparisons."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, Unpack

from dragoman import keep
from dragoman.frames import Results
from dragoman.model.correction import Change, Correction
from dragoman.model.entity import Entity
from dragoman.model.errors import SettingError, SourceError
from dragoman.model.happening import Contest, Due, Happening
from dragoman.model.link import Heard, Party, Stated
from dragoman.model.outside import Comparison
from dragoman.model.reading import Reading
from dragoman.model.record import Added, Echo, Hit, Kept, Silence, Speaker
from dragoman.model.wanted import Wanted
from dragoman.model.why import Why
from dragoman.settings import Settings

if TYPE_CHECKING:
    from dragoman.model.assessment import Assembly
    from dragoman.model.exported import Manifest
    from dragoman.model.implied import Chamber, Course, Sides, Story, Supposed, Ties, Turned
    from dragoman.pipeline import Corrector

Day = str | date


class Filters(TypedDict, total=False):
    """Filters of look-ups, all of which must hold. `actor`, `place`: words of a name, the last may be cut short; `type`: PLOVER's.

    `status`: of events told, disputed, denied or rejected; of what is due happened, did_not_happen, overdue, pending or unknown; of disputes denial,
    whether, figure, place or perpetrator. `told_since`, `told_until`: days of publication. `sort`: "day", the newest first, or "sources", the best
    founded first. `limit`: 10,000 at most, after the first `skip`.
    """

    actor: str | None
    type: str | None
    place: str | None
    since: Day | None
    until: Day | None
    told_since: Day | None
    told_until: Day | None
    min_sources: int
    status: str | None
    sort: Literal["day", "sources"]
    limit: int
    skip: int


class HowRead(TypedDict, total=False):
    """How reports are read: as the options of `dragoman read`."""

    published: str | None
    outlet: str | None
    ontology: str | None
    actors: str | None
    fix_text: bool
    first_look: bool


def open_case(path: str | Path, *, write: bool = False) -> "Case":
    """The case in the file; SettingError where there is none. With `write` it can be corrected, and no other process can write meanwhile."""
    return Case(keep.open_case(path, write=write))


def add(
    path: str | Path,
    *sources: str | Path,
    workers: int = 1,
    seen: Callable[[Added | SourceError], None] = lambda _: None,
    **how: Unpack[HowRead],
) -> tuple[Added | SourceError, ...]:
    """Reads reports into the case in the file, which is made where it is not there; what became of each, in the order of the sources.

    `sources` are what `dragoman read` takes: files, folders, addresses. A report that cannot be taken in is a SourceError and stops nothing; `seen`
    is told of each as soon as it is kept. What the case has already is not read again.
    """
    from dragoman.pipeline import add_sources, rebuild

    done: list[Added | SourceError] = []
    with keep.open_case(path, create=True, write=True) as kept:
        if kept.unwoven():  # made by an older version
            for _ in rebuild(kept):
                pass
        for item in add_sources(kept, [str(source) for source in sources], Settings(**how), workers):
            done.append(item)
            seen(item)
    return tuple(done)


class Case:
    """An open case, as of the last report added; a context manager. `kept` is the case as the program itself uses it."""

    def __init__(self, kept: keep.Case) -> None:
        self.kept = kept

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Case {self.kept.file}: {self.counts()}>"

    def close(self) -> None:
        """Gives the file free."""
        self.kept.close()

    # looking up

    def counts(self) -> str:
        """What the case holds, in a sentence."""
        return self.kept.look.counts()

    def events(self, **wanted: Unpack[Filters]) -> Results[Happening]:
        """What happened, each thing once however many reports tell it, the newest first."""
        return Results(Happening, self.kept.look.happenings(_wanted(wanted)))

    def news(self, **wanted: Unpack[Filters]) -> Results[Happening]:
        """What several reports are about, by their heads; `actor` are words of the heads, `min_sources` counts outlets."""
        return Results(Happening, self.kept.look.news(_wanted(wanted)))

    def event(self, id_: str) -> Happening:
        """One event by its id or the beginning of it; SettingError where none or several begin so."""
        return self.kept.look.happening(id_)

    def why(self, id_: str) -> Why:
        """An event with all that it rests on: each telling with its words, the reports, echoes, disputes, later recalls."""
        from dragoman.pipeline import why

        return why(self.kept, id_)

    def disputes(self, **wanted: Unpack[Filters]) -> Results[Contest]:
        """What cannot stand together about one event, each side with its sources; `status` is the kind of dispute."""
        return Results(Contest, (contest for _, contest in self.kept.look.contests(_wanted(wanted))))

    def ahead(self, **wanted: Unpack[Filters]) -> Results[Due]:
        """What was announced, and what became of it as of the newest report; `status` is the outcome."""
        return Results(Due, self.kept.look.dues(_wanted(wanted)))

    def actors(
        self, name: str | None = None, *, kind: str | None = None, sector: str | None = None, country: str | None = None, since: Day | None = None,
        min_reports: int = 0, limit: int = 50,
    ) -> Results[Entity]:  # fmt: skip
        """Who acts, those in most reports first, with their names and offices. `country` is an ISO code of three letters."""
        wanted = Wanted(actor=name, status=kind, type=sector, place=country, since=_day(since), min_sources=min_reports, limit=limit)
        return Results(Entity, self.kept.look.entities(wanted))

    def actor(self, id_: str) -> Entity:
        """One actor by its id or the beginning of it; SettingError where none or several begin so."""
        return self.kept.look.entity(id_)

    def parties(self, *events: str) -> dict[str, tuple[Party, ...]]:
        """Event → the actors that take part in it, by whole ids."""
        return self.kept.links.parties(events)

    def deeds(self, actor: str, /, **wanted: Unpack[Filters]) -> Results[Happening]:
        """What an actor did and had done to it, the newest first; `parties` says which."""
        found = self.kept.links.deeds(self.actor(actor).id, _wanted(wanted))
        return Results(Happening, {happening.id: happening for _, happening in found}.values())

    def heard(self, actor: str, *, limit: int = 50) -> Results[Heard]:
        """The reports in which an actor is a source, the newest first."""
        return Results(Heard, self.kept.links.spoken(self.actor(actor).id, limit))

    def stated(self, actor: str | None = None, *, since: Day | None = None, until: Day | None = None, limit: int = 50) -> Results[Stated]:
        """The ties that reports state between actors, or of one with others, each at its words."""
        id_ = self.actor(actor).id if actor else None
        return Results(Stated, self.kept.links.ties(id_, since=_day(since), until=_day(until), limit=limit))

    def sources(
        self, name: str | None = None, *, kind: str | None = None, since: Day | None = None, until: Day | None = None, limit: int = 50
    ) -> Results[Speaker]:
        """Who is heard, those in most reports first."""
        wanted = Wanted(actor=name, status=kind, since=_day(since), until=_day(until), limit=limit)
        return Results(Speaker, self.kept.look.speakers(wanted))

    def silences(
        self, name: str | None = None, *, response: str | None = None, since: Day | None = None, until: Day | None = None, limit: int = 50
    ) -> Results[Silence]:
        """Who was asked for a word and gave none; `response` is none, declined or unreachable."""
        wanted = Wanted(actor=name, status=response, since=_day(since), until=_day(until), limit=limit)
        return Results(Silence, self.kept.look.silences(wanted))

    def reports(self, *, all_versions: bool = False, limit: int = -1) -> Results[Kept]:
        """The reports, the newest first; with `all_versions` those too that a later one has replaced."""
        return Results(Kept, self.kept.reports(all_versions=all_versions, limit=limit))

    def report(self, id_: str) -> Kept:
        """One report by its id or the beginning of it; SettingError where none or several begin so."""
        return self.kept.report(id_)

    def reading(self, id_: str) -> Reading:
        """All that one report says, with its text."""
        return self.kept.reading(self.report(id_).id)

    def echoes(self, report: str | None = None, *, limit: int = -1) -> Results[Echo]:
        """Which reports were made from which; of one report, as copy or original, or all."""
        return Results(Echo, self.kept.echoes(self.report(report).id if report else None, limit))

    def search(self, words: str, *, limit: int = 20) -> Results[Hit]:
        """The reports with these words, best first; AND, OR, NOT, "phrases" and word* are understood."""
        return Results(Hit, self.kept.find.reports(words, limit=limit).hits)

    def changes(self, after: int = 0, *, limit: int = 1000) -> Results[Change]:
        """The feed of what came, changed and went, after the line of this number."""
        return Results(Change, self.kept.corrections.changes(after, limit))

    def corrections(self) -> Results[Correction]:
        """What persons decided, what was undone too."""
        return Results(Correction, self.kept.corrections.log())

    def correct(self, author: str, reason: str = "") -> "Corrector":
        """What carries out decisions (`merge`, `split`, `reject`, `rename` …) in somebody's name; the case must be open with `write`."""
        from dragoman.pipeline import Corrector

        return Corrector(self.kept, author, reason)

    # what it implies

    def ties(self, actor: str | None = None, *, since: Day | None = None, until: Day | None = None, limit: int = 50) -> "Ties":
        """The strongest ties between actors on the day `until`, each by the ids of what it stands on."""
        from dragoman.pipeline.assessing import ties_of

        return ties_of(self.kept, Wanted(actor=actor, since=_day(since), until=_day(until), limit=limit))

    def sides(self, actor: str | None = None, *, since: Day | None = None, until: Day | None = None) -> "Sides":
        """Camps, what parts them, who stands behind whom and who between."""
        from dragoman.pipeline.assessing import sides_of

        return sides_of(self.kept, Wanted(actor=actor, since=_day(since), until=_day(until)))

    def tension(self, *, between: tuple[str, str] | None = None, since: Day | None = None, until: Day | None = None) -> "Course":
        """How conflict and cooperation went by day or week, what stands out and what drove it; `between` two actors by name."""
        from dragoman.pipeline.assessing import tension_of

        return tension_of(self.kept, Wanted(since=_day(since), until=_day(until)), sides=between)

    def coalitions(self, seats: "Assembly | str | Path | None" = None, *, lift: Iterable[str] = ()) -> "Chamber | None":
        """Who can win a vote by the seats that reports give, or an assembly of yours; `lift`: parties that are supposed to drop their refusals."""
        from dragoman.pipeline.assessing import coalitions_of, read_house

        house = read_house(Path(seats)) if isinstance(seats, (str, Path)) else seats
        return coalitions_of(self.kept, house, lift=lift)

    def episodes(self, actor: str | None = None, *, since: Day | None = None, until: Day | None = None) -> "Story":
        """Crises, who stepped in and what followed."""
        from dragoman.pipeline.assessing import episodes_of

        return episodes_of(self.kept, Wanted(actor=actor, since=_day(since), until=_day(until)))

    def turns(self, actor: str | None = None, *, since: Day | None = None, until: Day | None = None) -> "Turned":
        """Who said one thing and later another."""
        from dragoman.pipeline.assessing import turns_of

        return turns_of(self.kept, Wanted(actor=actor, since=_day(since), until=_day(until)))

    def what_if(self, *changes: tuple[str, ...], since: Day | None = None, until: Day | None = None) -> "Supposed":
        """The assessments were something otherwise, beside the record's own: ("remove_actor", "X"), ("flip_tie", "A", "B"), ("drop_event", ID)."""
        from dragoman.pipeline.assessing import change, supposed_of

        asked = [change(self.kept, kind, of) for kind, *of in changes]
        return supposed_of(self.kept, asked, Wanted(since=_day(since), until=_day(until)))

    # out, and beside others

    def export(self, form: str, to: str | Path, *, force: bool = False, **wanted: Unpack[Filters]) -> "Manifest":
        """Writes what the filters let through for another program ("polecat", "parquet", "ftm" …); docs/formats.md has the formats."""
        from dragoman.pipeline import export
        from dragoman.show.exports import FORMATS

        if form not in FORMATS:
            raise SettingError(f"{form}: no such format; there are {', '.join(sorted(FORMATS))}")
        return export(self.kept, form, Path(to), _wanted(wanted), force=force)

    def compare(self, file: str | Path) -> Comparison:
        """The case beside another data set's events (POLECAT, GDELT, NGEC's output, a table); nothing of it is kept."""
        from dragoman.pipeline import compare

        return compare(self.kept, file)


def _wanted(given: Filters) -> Wanted:
    asked: dict[str, Any] = dict(given)
    for name in ("since", "until", "told_since", "told_until"):
        asked[name] = _day(asked.get(name))
    return Wanted(**asked)


def _day(value: Day | None) -> str | None:
    if value is None or isinstance(value, date):
        return value.isoformat()[:10] if value else None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise SettingError(f"{value!r} is not a date; write it as 2024-05-01") from error
