"""Known actors: those that Dragoman ships, those of a user's file, and `Listed`, which finds them by name.

A user's file is YAML (a list of entries) or CSV (a header, then one entry a line; `names` and `codes` parted by ";") with the fields of `KnownActor`.
"""

import csv
import difflib
import hashlib
import io
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import msgspec
import yaml

from dragoman.model.errors import DataError
from dragoman.model.plover import SECTORS

from . import load, parse_yaml
from .names import State, Words, known, plain

Kind = Literal["person", "organization", "group", "state"]

KINDS: tuple[str, ...] = get_args(Kind)
KNOWN_SECTORS = (*SECTORS, "IGO", "NGO")
"""PLOVER's sectors, and two codes that stand where a state's would."""


class KnownActor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of an actor before a text is read; without an `id` it gets one from its name: "kataib-hezbollah"."""

    id: str = ""
    name: str
    names: tuple[str, ...] = ()
    kind: Kind
    sector: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    since: int | None = None  # years, both inclusive
    until: int | None = None
    part_of: str | None = None
    wikidata: str | None = None
    codes: tuple[str, ...] = ()  # CAMEO

    def __post_init__(self) -> None:
        if not self.id:
            msgspec.structs.force_setattr(self, "id", id_of(self.name))


FIELDS = KnownActor.__struct_fields__
LISTS = ("names", "codes")
YEARS = ("since", "until")
WIKIDATA = re.compile(r"Q[1-9][0-9]*")


class Listed:
    """Actors by their names. The order in which they were given changes nothing; an actor given twice counts once."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        self.actors = _sorted(actors)
        self.digest = hashlib.sha256(msgspec.json.encode(_sorted(map(_plain_order, self.actors)))).hexdigest()[:12]
        found: dict[Words, list[KnownActor]] = {}
        for actor in self.actors:
            for words in sorted({plain(name) for name in (actor.name, *actor.names)} - {()}):
                found.setdefault(words, []).append(actor)
        self._found = {words: tuple(some) for words, some in found.items()}

    def find(self, name: str) -> tuple[KnownActor, ...]:
        """All actors of this name, sorted by id: more than one where the name is ambiguous, none where nobody is called so."""
        return self._found.get(plain(name), ())


def listed(own: Iterable[KnownActor] = ()) -> Listed:
    """The shipped actors with a user's own, which take the place of those of the same id."""
    mine = tuple(own)
    return _shipped() if not mine else Listed((*mine, *(each for each in known_actors() if each.id not in {actor.id for actor in mine})))


@cache
def _shipped() -> Listed:
    return Listed(known_actors())


def _sorted(actors: Iterable[KnownActor]) -> tuple[KnownActor, ...]:
    return tuple(sorted(set(actors), key=lambda actor: (actor.id, msgspec.json.encode(actor))))


def _plain_order(actor: KnownActor) -> KnownActor:
    """The actor with its names in an order of their own, for the digest: which of them stands first says nothing."""
    return msgspec.structs.replace(actor, names=tuple(sorted(set(actor.names))))


def id_of(name: str) -> str:
    """The name in lower case, without accents, apostrophes and full stops, its words joined by hyphens; a digest where it has no letter."""
    flat = "".join(mark for mark in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(mark))
    words = re.findall(r"[^\W_]+", re.sub(r"['’‘ʻʼ`´.]", "", flat))
    return "-".join(words) or f"actor-{hashlib.sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:12]}"


@cache
def known_actors() -> tuple[KnownActor, ...]:
    """The actors that Dragoman ships, in the order of their names. These are facts and no cues, so they have no examples; no two share an id."""
    return load("known_actors", KnownActor)


@cache
def country_codes() -> frozenset[str]:
    """The ISO 3166-1 alpha-3 codes of all states of the lexicon."""
    return frozenset(state.code for state in load("countries", State))


# -- a user's file


class Row(NamedTuple):
    """An entry as the file has it, with its line and those of its fields."""

    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int]


class Mistakes:
    """The mistakes found so far, each at its line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[tuple[int, str]] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, line: int, what: str) -> None:
        self._found.append((line, what))

    def error(self) -> DataError:
        told = [f"line {line}, {what}" for line, what in sorted(self._found)]
        if len(told) == 1:
            return DataError(f"actors {self._name}, {told[0]}")
        return DataError(f"actors {self._name} has {len(told)} mistakes:\n" + "\n".join(f"  {each}" for each in told))


def load_actors(path: str | os.PathLike[str]) -> tuple[KnownActor, ...]:
    """The entries of a user's YAML or CSV (.csv) file, in file order; one DataError tells every mistake, its line and what to do."""
    name = os.fspath(path)
    mistakes = Mistakes(name)
    text = _text(name)
    rows = _csv_rows(name, text, mistakes) if name.lower().endswith(".csv") else _yaml_rows(name, text, mistakes)
    if not rows and not mistakes:
        raise DataError(f"actors {name} holds no entry; write at least one, with `name` and `kind`")
    actors = [(row, _actor(row, at, mistakes)) for at, row in enumerate(rows)]
    _check_ids([(row, actor) for row, actor in actors if actor], mistakes)
    if mistakes:
        raise mistakes.error()
    return tuple(actor for _, actor in actors if actor)


def _text(name: str) -> str:
    try:
        raw = Path(name).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a path that holds a null character
        reason = error.strerror if isinstance(error, OSError) else error
        raise DataError(f"actors {name} cannot be read ({reason}); give the path of a YAML or CSV file") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(f"actors {name}, line {line}: this is not UTF-8; save the file in that encoding (in a spreadsheet: CSV UTF-8)") from error


def _yaml_rows(name: str, text: str, mistakes: Mistakes) -> list[Row]:
    root, data = parse_yaml(text, f"actors {name}")
    if root is None or data is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise DataError(f"actors {name}, line {root.start_mark.line + 1}: the file must hold a list, each entry on a line that begins with a dash")
    rows = []
    for node, values in zip(root.value, data, strict=True):
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            mistakes.add(line, f"`{_shown(values)}` is no entry; write fields with values: {{name: …, kind: …}}")
            continue
        lines: dict[str, int] = {}
        for key, _ in node.value:  # a key that is no scalar has been refused when the data were built
            if key.value in lines:
                mistakes.add(key.start_mark.line + 1, f"`{_shown(key.value)}` stands twice in one entry; keep one of the two")
            lines[key.value] = key.start_mark.line + 1
        rows.append(Row(line, values, lines))
    return rows


def _csv_rows(name: str, text: str, mistakes: Mistakes) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"actors {name}, line {line}: no valid CSV ({error}); look at the quotes from there on") from error
    if not records:
        return []
    (line, header), *records = records
    columns = [cell.lower() for cell in header]
    if not _good_header(line, columns, mistakes):
        return []
    rows = []
    for line, cells in records:
        over = [cell for column, cell in zip([*columns, *[""] * len(cells)], cells, strict=False) if cell and not column]
        if over:
            mistakes.add(line, f"`{_shown(over[0])}` stands under no column; put a value that holds a comma in double quotes")
        values: dict[str, Any] = {column: cell for column, cell in zip(columns, cells, strict=False) if cell and column}
        for column in LISTS:
            if column in values:
                values[column] = [part.strip() for part in values[column].split(";") if part.strip()]
        rows.append(Row(line, values, {}))
    return rows


def _good_header(line: int, columns: list[str], mistakes: Mistakes) -> bool:
    """Whether the rows can be read under these columns."""
    if "name" not in columns:
        parted = "; part them by commas" if re.search(r"[;\t]", columns[0]) else ""
        mistakes.add(line, f"no column is called `name`: the first line must name the columns, such as name,names,kind,sector,country{parted}")
        return False
    for column, count in Counter(columns).items():
        if column and column not in FIELDS:
            mistakes.add(line, f"unknown column `{_shown(column)}`{_near(column, FIELDS)}; the columns are {', '.join(FIELDS)}")
        elif column and count > 1:
            mistakes.add(line, f"column `{column}` stands twice; keep one of the two")
    if "kind" not in columns:
        mistakes.add(line, f"column `kind` is missing; add it, with one of {', '.join(KINDS)} in every row")
    return not mistakes


# -- from rows to actors


def _actor(row: Row, at: int, mistakes: Mistakes) -> KnownActor | None:
    """The entry, or None where something in it is wrong."""
    named = row.values.get("name")
    label = f"entry {_shown(named)}" if isinstance(named, str) and named.strip() else f"entry number {at + 1}"
    found: list[str] = []

    def wrong(field: str, what: str) -> None:
        found.append(field)
        mistakes.add(row.lines.get(field, row.line), f"{label}: {what}")

    values: dict[str, Any] = {}
    for field, value in row.values.items():
        if field not in FIELDS:
            wrong(field, f"unknown field `{_shown(field)}`{_near(str(field), FIELDS)}; the fields are {', '.join(FIELDS)}")
        elif value is None:
            continue
        elif field in YEARS:
            values[field] = _year(value, partial(wrong, field), field)
        elif field in LISTS:
            values[field] = _texts(value, partial(wrong, field), field)
        else:
            values[field] = _word(value, partial(wrong, field), field)
    for field, hint in (("name", "add it"), ("kind", f"add it: one of {', '.join(KINDS)}")):
        if field not in values:
            wrong(field, f"`{field}` is missing; {hint}")
    if not found:
        _check(values, wrong)
    return None if found else KnownActor(**values)


def _check(values: Mapping[str, Any], wrong: Callable[[str, str], None]) -> None:
    """What the values of one entry must be, each for itself and beside the others."""
    for field in ("name", "names"):
        for name in (values["name"],) if field == "name" else values.get("names", ()):
            if not plain(name):
                wrong(field, f"`{_shown(name)}` can match nothing: it has no word of its own; give a longer name")
    if values["kind"] not in KINDS:
        wrong("kind", f"unknown kind `{_shown(values['kind'])}`{_near(values['kind'].lower(), KINDS)}; use one of {', '.join(KINDS)}")
    sector, country, wikidata = values.get("sector"), values.get("country"), values.get("wikidata")
    if sector and sector not in KNOWN_SECTORS:
        near = sector.upper()
        meant = f" (did you mean {near}?)" if near in KNOWN_SECTORS else ""
        wrong("sector", f"unknown sector `{_shown(sector)}`{meant}; use one of {', '.join(KNOWN_SECTORS)}, or leave it out")
    if country and country not in country_codes():
        state = known(country)
        near = state.code if state and state.code else country.upper()
        meant = f" (did you mean {near}?)" if near in country_codes() else ""
        wrong("country", f"unknown country `{_shown(country)}`{meant}; use an ISO 3166-1 alpha-3 code such as IRQ, or leave it out")
    if wikidata and not WIKIDATA.fullmatch(wikidata):
        wrong("wikidata", f"`wikidata` cannot be `{_shown(wikidata)}`; give the item's number, such as Q1065, or leave it out")
    if "since" in values and "until" in values and values["since"] > values["until"]:
        wrong("until", f"`until` ({values['until']}) lies before `since` ({values['since']}); mend one of the two")


def _year(value: object, wrong: Callable[[str], None], field: str) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}", value.strip()):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
        return value
    wrong(f"`{field}` must be a year, such as 2007, and not `{_shown(value)}`; leave it out where it is not known")
    return None


def _texts(value: object, wrong: Callable[[str], None], field: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        wrong(f"`{field}` must be a list; put it in brackets: [ … ]")
        return ()
    return tuple(_word(each, wrong, field) for each in value)


def _word(value: object, wrong: Callable[[str], None], field: str) -> str:
    if not isinstance(value, str):
        wrong(f"`{field}` must be text, and `{_shown(value)}` is none; put the value in quotes")
    elif not value.strip():
        wrong(f"`{field}` is empty; fill it or leave it out")
    else:
        return value.strip()
    return ""


def _check_ids(actors: list[tuple[Row, KnownActor]], mistakes: Mistakes) -> None:
    first: dict[str, int] = {}
    for row, actor in actors:
        if actor.id in first:
            told = f"line {first[actor.id]} has the id {_shown(actor.id)} as well; make one entry of them, or give one an `id` of its own"
            mistakes.add(row.lines.get("id", row.line), f"entry {_shown(actor.name)}: {told}")
        first.setdefault(actor.id, row.line)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _near(word: str, known_words: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, list(known_words), n=1)
    return f" (did you mean {found[0]}?)" if found else ""
