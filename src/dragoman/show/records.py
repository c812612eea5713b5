"""Tables of what the record of a case says beside its events: disputes, what is due, actors, sources, silences, corrections, changes."""

import re
from collections.abc import Iterable
from datetime import date

from dragoman.model.correction import Change, Correction
from dragoman.model.entity import Entity, Office
from dragoman.model.happening import Contest, ContestKind, Due, Happening, Side
from dragoman.model.record import Doubtful, Silence, Speaker

from .corroboration import named
from .tables import Table, days
from .wording import integrity

MOST = 3  # sources of a claim that a table names
KINDS = {"denial": "denied", "whether": "whether it happened", "figure": "figures", "place": "where", "perpetrator": "by whom"}
OUTCOMES = {"did_not_happen": "did not happen"}
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
ARTICLES = frozenset({"a", "an", "the"})  # which the names of actors are kept without


def contest_table(contests: Iterable[tuple[Happening, Contest]]) -> Table:
    """One row a dispute, each claim with its sources."""
    rows = tuple(
        (days(about.first, about.last), about.type + (f" at {about.place.title()}" if about.place else ""), kind_of(each), claims(each),
         each.moved,
         about.id)
        for about, each in contests
    )  # fmt: skip
    return Table(("when", "about", "dispute", "claims", "moved", "event"), rows, "nothing is disputed")


def kind_of(contest: Contest) -> str:
    """What is disputed; a figure that only moved is no contradiction."""
    if contest.kind != "figure":
        return KINDS[contest.kind]
    return f"{contest.what}: figures" if contest.clash else f"{contest.what}: figures moved"


def claims(contest: Contest) -> str:
    """Every side with whose word it is."""
    return " — ".join(claim(side, contest.kind) for side in contest.sides)


def asserted(side: Side, kind: ContestKind) -> str:
    """What a side says; a name, which the record keeps in small letters, as its first quotation that has it prints it."""
    if kind not in ("place", "perpetrator"):
        return side.claim
    denied = "not " if kind == "place" and side.claim.startswith("not ") else ""
    name = side.claim.removeprefix(denied)
    plain = name.title() if name == name.lower() else name.removeprefix("state:")  # codes and ids stay as they are
    return denied + next((found for quote in side.quotes if (found := _as_printed(name, quote))), plain)


def _as_printed(name: str, quote: str) -> str:
    words = [found for found in WORD.finditer(quote) if found[0].lower() not in ARTICLES]
    plain = [re.sub("['’]", "", found[0].lower()) for found in words]
    sought = name.split()
    at = next((at for at in range(len(plain)) if plain[at : at + len(sought)] == sought), None)
    return "" if at is None else quote[words[at].start() : words[at + len(sought) - 1].end()]


def claim(side: Side, kind: ContestKind) -> str:
    """One side with whose word it is."""
    said = asserted(side, kind)
    names = list(dict.fromkeys(named(origin) for origin in side.origins))
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"{said} ({', '.join(names[:MOST])}{more})" if names else said


def due_table(dues: Iterable[Due]) -> Table:
    """One row a thing that was or is due, with what became of it."""
    rows = tuple(
        (days(each.first, each.last), OUTCOMES.get(each.outcome, each.outcome), each.status, each.by, " ".join(each.what.split()), len(each.origins),
         ", ".join(sorted(each.reports)), each.closed_by, each.id)
        for each in dues
    )  # fmt: skip
    return Table(("due", "outcome", "told as", "by", "what", "sources", "reports", "closed by", "id"), rows, "nothing is due")


def entity_table(entities: Iterable[Entity]) -> Table:
    """One row an actor."""
    rows = tuple(
        (each.name, each.kind, each.country, each.sector, each.reports, "; ".join(_office(office) for office in each.offices), ", ".join(each.names),
         ", ".join(each.personas), each.id)
        for each in entities
    )  # fmt: skip
    return Table(("actor", "kind", "country", "sector", "in reports", "offices", "names", "personas", "id"), rows, "no such actor")


def _office(office: Office) -> str:
    said = office.title + (f", {office.organization}" if office.organization else "")
    if office.status != "current":
        said = f"{office.status} {said}"
    told = [_day(each) for each in (office.first, office.last) if each]
    bounds = [f"{word} {each}" for word, each in (("since", office.since), ("until", office.until)) if each]
    spans = [*bounds, f"told {' to '.join(dict.fromkeys(told))}"] if told else bounds
    if office.left:
        spans.append(f"past on {_day(office.left)}")
    return f"{said} ({', '.join(spans)})" if spans else said


def _day(number: int) -> str:
    return date.fromordinal(number).isoformat()


def speaker_table(speakers: Iterable[Speaker]) -> Table:
    """One row a source."""
    rows = tuple(
        (each.name, each.kind, each.basis if each.basis != "unstated" else None, each.reports, each.statements, each.denials,
         days(each.first, each.last), each.key)
        for each in speakers
    )  # fmt: skip
    return Table(("source", "kind", "basis", "in reports", "statements", "denials", "heard", "key"), rows, "nobody is heard")


def silence_table(silences: Iterable[Silence]) -> Table:
    """One row a party asked in vain."""
    rows = tuple((each.published, each.party, each.response, each.channel, each.outlet, each.quote, each.report) for each in silences)
    return Table(("published", "who", "response", "how asked", "outlet", "words", "report"), rows, "nobody was asked in vain")


def doubtful_table(reports: Iterable[Doubtful]) -> Table:
    """One row a report whose text is damaged, and how badly."""
    rows = tuple((each.published, each.report, each.outlet, each.headline, integrity(each.integrity).text) for each in reports)
    return Table(("published", "report", "outlet", "headline", "state"), rows, "all texts read well")


def correction_table(corrections: Iterable[Correction]) -> Table:
    """One row a decision, undone ones as well."""
    rows = tuple(
        (each.number, each.at, each.author, each.what.replace("_", " "), " + ".join(each.subject), each.value, each.reason,
         f"{each.undone} by {each.undone_by}" if each.undone else None)
        for each in corrections
    )  # fmt: skip
    return Table(("number", "at", "by", "decision", "about", "value", "reason", "undone"), rows, "nothing was corrected")


def change_table(changes: Iterable[Change]) -> Table:
    """One row a change of the record."""
    rows = tuple((each.number, each.at, each.what, each.id, each.into) for each in changes)
    return Table(("number", "at", "change", "event", "into"), rows, "nothing has changed since")
