"""A case beside another data set as one self-contained page: our words beside their records, with filters that need no server."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dragoman.model.outside import Compared, Comparison, Counterpart, OutsideEvent, Verdict
from dragoman.model.record import Kept

from .comparison import WHY, here_words, span, there_words
from .page import rendered
from .tables import days

HEADS: dict[Verdict, str] = {"both": "In both", "only outside": "Only there", "only here": "Only here"}
SHOWN = 6  # records of a row before the others are folded
MOST = 10_000  # rows on a page, of a kilobyte or two each, which browsers still open


class Group(NamedTuple):
    """The rows of one verdict: reasons with their number and words, and the rows."""

    verdict: Verdict
    head: str
    whys: tuple[tuple[str, str, int], ...]
    rows: tuple[Compared, ...]


def comparison_page(comparison: Comparison, rows: Sequence[Compared], names: tuple[str, str], reports: Mapping[str, Kept]) -> str:
    """The page of these rows, of which the first `MOST` are shown; `names` of the case and of the file, `reports` whose words are quoted, by id."""
    shown = rows[:MOST]
    return rendered(
        "comparison",
        comparison=comparison,
        groups=[group for group in (_group(verdict, shown) for verdict in HEADS) if group.rows],
        left_out=len(rows) - len(shown),
        repeated=sum(len(row.records) > 1 for row in shown),
        span=span(comparison),
        names=names,
        reports=reports,
        most=SHOWN,
        here_words=here_words,
        there_words=there_words,
        types=_types,
        days=_days,
        held=_held,
        sought=_sought,
    )


def _group(verdict: Verdict, rows: Sequence[Compared]) -> Group:
    own = tuple(row for row in rows if row.verdict == verdict)
    counts: dict[str, int] = {}
    for row in own:
        counts[row.why] = counts.get(row.why, 0) + 1
    whys = tuple(
        (why, WHY.get(why, "told here and there").removeprefix("that "), counts[why]) for why in sorted(counts, key=lambda why: (-counts[why], why))
    )
    return Group(verdict, HEADS[verdict], whys, own)


def _types(record: OutsideEvent) -> str:
    """Its type as given, with what that is in PLOVER where it says otherwise."""
    types = ", ".join(record.types)
    return f"{record.code} ({types})" if types and types.lower() != record.code.lower() else record.code


def _days(record: OutsideEvent) -> str:
    return days(record.first, record.last) or "a day unknown"


def _held(here: Counterpart) -> str:
    """On how many words it stands here, and who denies it."""
    match here.why:
        case "historical":
            return "told as history"
        case "announced":
            return "only announced"
        case "rejected":
            return "struck out by a person"
    told = f"{here.sources} independent {'source' if here.sources == 1 else 'sources'}" if here.sources else "nobody stands for it"
    reports = f"{len(here.reports)} {'report' if len(here.reports) == 1 else 'reports'}"
    return ", ".join((told, reports, *([f"denied by {', '.join(here.by)}"] if here.by else [])))


def _sought(row: Compared) -> str:
    """What the words of the filter are looked for in."""
    ours = [part for here in (row.here, row.near) if here for part in (here.id, here.type, here.shown, here_words(here), here.quote)]
    theirs = [
        part
        for record in (*row.records, *([row.near_record] if row.near_record else []))
        for part in (record.id, _types(record), _days(record), there_words(record) or "", record.source or "")
    ]
    return " ".join(dict.fromkeys((*ours, *theirs))).lower()
