"""Nouns of another data set's events, as far as they are set beside those of a case. They are never merged. Days are counted since 0001-01-01."""

from types import MappingProxyType
from typing import Literal

import msgspec

from .plover import Quad
from .reading import EventType

DataSet = Literal["polecat", "gdelt", "ngec", "table"]
Verdict = Literal["both", "only outside", "only here"]
Reason = Literal[
    "told", "denied", "rejected", "historical", "announced", "other day", "other place", "other type", "not read", "not here", "not there"
]

CAMEO: MappingProxyType[str, tuple[EventType, ...]] = MappingProxyType(
    {
        "02": ("REQUEST",), "03": ("AGREE",), "04": ("CONSULT",), "05": ("SUPPORT", "AGREE"), "06": ("COOPERATE",), "07": ("AID",),
        "08": ("CONCEDE", "RETREAT"), "09": ("ACCUSE",), "10": ("REQUEST",), "11": ("ACCUSE",), "12": ("REJECT",), "13": ("THREATEN",),
        "14": ("PROTEST",), "15": ("MOBILIZE",), "16": ("SANCTION",), "17": ("COERCE",), "18": ("ASSAULT",), "19": ("ASSAULT",), "20": ("ASSAULT",),
    }
)  # fmt: skip
"""Roots of CAMEO → PLOVER's types, after PLOVER's own table (CAMEO2PLOVER) where types live on; 01, a mere statement, is no event there."""

ACLED: MappingProxyType[str, tuple[EventType, ...]] = MappingProxyType(
    {
        "battles": ("ASSAULT",), "explosions/remote violence": ("ASSAULT",), "violence against civilians": ("ASSAULT", "COERCE"),
        "protests": ("PROTEST",), "riots": ("PROTEST", "ASSAULT"), "strategic developments": (),
    }
)  # fmt: skip


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A party by its names, and its country (a code or a name, as given); either may be missing. `described`: its words are no name ("gunmen")."""

    names: tuple[str, ...] = ()
    country: str | None = None
    described: bool = False


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """A place: its names, the finest first; `fine`: it is a town or finer, and no district or country."""

    names: tuple[str, ...] = ()
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    fine: bool = False


class OutsideEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One record of another data set. `id`: its own, else its line; `code`: its type as given, `types` what that is in PLOVER, `quad` its class.

    `story`: the story that it was coded from, by id or address; `source`: who published that, on the day `published`; `text`: words of it.
    """

    id: str
    line: int
    code: str
    types: tuple[EventType, ...]
    quad: Quad | None = None
    first: int
    last: int
    actors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    spot: Where = Where()
    story: str | None = None
    source: str | None = None
    published: int | None = None
    text: str = ""


class Counterpart(msgspec.Struct, frozen=True, kw_only=True):
    """What a case has that an outside event may be: a happening, what a report recalls, what is announced.

    `why`: how it is held: told (by somebody, whether or not denied), denied (by all), rejected (by a person), historical, announced. `shown`: the day
    that it has here, as printed; `words`: who to whom, `quote` a sentence of the report with the id `report`; `by`: whose denial.
    """

    id: str
    why: Reason
    type: str
    first: int
    last: int
    shown: str
    actors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    spot: Where = Where()
    sources: int = 0
    reports: tuple[str, ...] = ()
    words: str = ""
    quote: str = ""
    report: str = ""
    by: tuple[str, ...] = ()


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One event beside the other data set: the records there that tell it, what it is here, what is nearest where it is only on one side, and why.

    `points` say how well the first record fits, `reasons` in words what does and what does not.
    """

    verdict: Verdict
    why: Reason
    records: tuple[OutsideEvent, ...] = ()
    here: Counterpart | None = None
    near: Counterpart | None = None
    near_record: OutsideEvent | None = None
    points: float = 0.0
    reasons: tuple[str, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A case beside another data set. `elsewhere`: records of days that no report of the case is near; the case's own days are `first` to `last`.

    `spoilt`: records that could not be read. `counts` of rows by verdict and why; `repeats`: records that tell an event once more than once.
    """

    rows: tuple[Compared, ...]
    records: int
    elsewhere: int
    spoilt: int
    repeats: int
    first: int | None
    last: int | None
    counts: dict[str, int]
