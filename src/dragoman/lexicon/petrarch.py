"""Actor and agent dictionaries of TABARI, PETRARCH and PETRARCH2 → known actors; `write_actors` writes these as a file for `load_actors`.

The format is that of PETRARCH's page "Dictionary Formats". A dictionary does not say whether a name is a person's or a body's: `_kind` tells what is
made of it. Not read: substitution markers ("!PERSON!"), and the order of codes in agents (before or after the actor's).
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TextIO

import msgspec
import yaml

from dragoman.model.errors import DataError
from dragoman.model.plover import SECTORS

from .actors import FIELDS, Kind, KnownActor, country_codes, id_of, known_actors
from .names import body_noun, plain
from .words import words

COUNTRIES = {"ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "KSV": "XKX", "KOS": "XKX", "PAL": "PSE", "GZS": "PSE", "WSB": "PSE"}
"""CAMEO's codes of states that are not ISO's."""
WORLD = {"IGO": "IGO", "UNO": "IGO", "EUR": "IGO", "EEC": "IGO", "NGO": "NGO", "NGM": "NGO", "ISM": "REL", "IMG": "REB", "MNC": "BUS"}
"""Codes that stand where a state's would → sector."""
ROLES = {sector: sector for sector in SECTORS if sector != "UNK"} | {
    "MED": "JRN", "HLH": "MED", "INS": "REB", "SEP": "REB", "ENV": "NGO", "HRI": "NGO", "NGO": "NGO", "NGM": "NGO", "IGO": "IGO",
}  # fmt: skip
"""Roles of CAMEO and PLOVER → sector; CAMEO's MED is the media, its HLH the healers."""

CENTURY = 30  # two digits below it are years of this century, as PETRARCH reads them
SMALL = frozenset(["of", "and", "the", "for", "in", "on", "to", "de", "del", "la", "al", "el", "bin", "ibn", "von", "van", "der"])
"""Words that are small inside a name."""

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
BRACKETS = re.compile(r"\[([^\[\]]*)\]")
PLURAL = re.compile(r"\{([^{}]*)\}")
CODED = re.compile(r"([A-Za-z0-9~/]+)\s*(?:(?P<side>[<>])\s*(?P<date>[0-9]+)|(?P<since>[0-9]+)\s*-\s*(?P<until>[0-9]+))?")
DATE = re.compile(r"([0-9]{4}|[0-9]{2})(?:(0[0-9]|1[0-2])([0-2][0-9]|3[01]))?")


class Imported(msgspec.Struct, frozen=True):
    """What dictionaries hold: actors, agents (words and sector, which is None where their code tells none), and notes on what was not read."""

    actors: tuple[KnownActor, ...] = ()
    agents: tuple[tuple[str, str | None], ...] = ()
    notes: tuple[str, ...] = ()


class Code(NamedTuple):
    """A code of the dictionary, and the years in which it holds."""

    code: str
    since: int | None = None
    until: int | None = None


class Entry(NamedTuple):
    """A name of an actor dictionary with all that belongs to it."""

    line: int
    name: str
    names: list[str]
    codes: list[Code]


def import_petrarch(paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str]) -> Imported:
    """All actors and agents of the files, in their order; DataError for a file that cannot be read, a note for a line that cannot.

    An actor with different codes at different times gives an entry for each time: ids "name", "name-2" and so on.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    dictionary = Dictionary()
    for path in several:
        dictionary.read(os.fspath(path), named=len(several) > 1)
    return dictionary.imported()


class Dictionary:
    """What has been read so far."""

    def __init__(self) -> None:
        self._actors: dict[tuple[str, int | None, int | None, tuple[str, ...]], KnownActor] = {}
        self._agents: dict[tuple[str, str | None], None] = {}
        self._notes: list[str] = []
        self._noted: list[tuple[int, str]] = []  # of the file that is being read
        self._ids: Counter[str] = Counter()
        self._taken: set[str] = set()
        self._entry: Entry | None = None

    def imported(self) -> Imported:
        return Imported(tuple(self._actors.values()), tuple(self._agents), tuple(self._notes))

    def read(self, path: str, named: bool) -> None:
        """Takes in one file; its notes begin with its name if `named`."""
        self._noted = []
        for line, text in enumerate(self._text(path).split("\n"), 1):
            told = re.split(r"[#;]", text, maxsplit=1)[0].strip()
            if told:
                self._line(line, told)
        self._finish()
        file = f"{Path(path).name}, " if named else ""
        self._notes += [f"{file}line {line}: {what}" for line, what in sorted(self._noted, key=lambda noted: noted[0])]

    def _text(self, path: str) -> str:
        """The text of the file; comments that may span lines are blanked out, so that the lines keep their numbers."""
        try:
            raw = Path(path).read_bytes()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise DataError(f"dictionary {path} cannot be read ({reason}); give the path of an actor or agent dictionary") from error
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._note(raw.count(b"\n", 0, error.start) + 1, "not UTF-8, read as Latin-1")
            text = raw.decode("latin-1")
        return COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text.replace("\r\n", "\n").replace("\r", "\n"))

    def _note(self, line: int, what: str) -> None:
        self._noted.append((line, what))

    def _line(self, line: int, text: str) -> None:
        before, codes = self._codes(line, text)
        if "!" in before:
            self._finish()
            self._note(line, "macro skipped")
        elif "{" in before or any("~" in code.code for code in codes):
            self._finish()
            self._agent(line, before, codes)
        elif not before:
            if self._entry is None:
                self._note(line, "codes without a name above them, skipped")
            else:
                self._entry.codes.extend(codes)
        elif before.startswith("+"):
            self._synonym(line, before[1:], codes)
        else:
            self._finish()
            self._entry = self._named(line, before, codes)

    def _codes(self, line: int, text: str) -> tuple[str, list[Code]]:
        """What stands before the first bracket, and the codes in brackets."""
        before, bracket, rest = text.partition("[")
        found: list[Code] = []
        for each in BRACKETS.findall(bracket + rest):
            coded = CODED.fullmatch(each.strip())
            if coded is None:
                self._note(line, f"[{each}] is no code with or without dates, skipped")
                continue
            dates = {side: coded[side] for side in ("date", "since", "until") if coded[side]}
            years = {side: _year(date) for side, date in dates.items()}
            if None in years.values():
                self._note(line, f"[{each}] has a date that is none, skipped")
                continue
            since = years.get("date") if coded["side"] == ">" else years.get("since")
            until = years.get("date") if coded["side"] == "<" else years.get("until")
            if since and until and since > until:
                self._note(line, f"[{each}] ends before it begins, skipped")
                continue
            found += [Code(code.upper(), since, until) for code in coded[1].split("/") if code]
        if BRACKETS.sub("", bracket + rest).strip():
            self._note(line, f"`{BRACKETS.sub('', bracket + rest).strip()}` stands outside the brackets, skipped")
        return before.strip(), found

    def _named(self, line: int, name: str, codes: list[Code]) -> Entry | None:
        spelled = _spelled(name)
        if plain(spelled):
            return Entry(line, spelled, [], codes)
        self._note(line, f"`{name}` is no name, skipped")
        return None

    def _synonym(self, line: int, name: str, codes: list[Code]) -> None:
        above = self._entry
        if above is None:
            self._note(line, "synonym without a name above it, skipped")
        elif codes:
            self._note(line, "synonym with a code of its own, read as an actor")
            own = self._named(line, name, codes)
            if own:
                self._keep(own)
        elif (found := self._named(line, name, [])) and found.name not in (above.name, *above.names):
            above.names.append(found.name)

    def _agent(self, line: int, text: str, codes: Sequence[Code]) -> None:
        """A noun and its plural: the one in braces, none for empty braces, else the regular one."""
        braces = PLURAL.search(text)
        one = _blanks(PLURAL.sub("", text)).lower()
        if not re.search(r"\w", one) or not codes or re.search(r"[{}]", one):
            self._note(line, "agent without words or code, skipped")
            return
        many = _blanks(braces[1]).lower() if braces else _plural(one)
        sector = _sector([code.code for code in codes], agent=True)
        self._agents.update({(each, sector): None for each in (one, many) if each})

    def _finish(self) -> None:
        if self._entry:
            self._keep(self._entry)
        self._entry = None

    def _keep(self, entry: Entry) -> None:
        times: dict[tuple[int | None, int | None], list[str]] = {}
        for code, since, until in entry.codes:
            times.setdefault((since, until), []).append(code)
        if not times:
            self._note(entry.line, f"{entry.name} has no code, skipped")
        for (since, until), held in times.items():
            codes = tuple(dict.fromkeys(held))
            key = (entry.name, since, until, codes)
            before = self._actors.get(key)  # two dictionaries may have the same name
            self._actors[key] = KnownActor(
                id=before.id if before else self._id(entry.name),
                name=entry.name,
                names=tuple(dict.fromkeys((*(before.names if before else ()), *entry.names))),
                kind=_kind(entry),
                sector=_sector(codes),
                country=_country(codes[0]),
                since=since,
                until=until,
                codes=codes,
            )

    def _id(self, name: str) -> str:
        """The id of the name, or the first "…-2", "…-3" that is free."""
        base = id_of(name)
        while True:
            self._ids[base] += 1
            found = base if self._ids[base] == 1 else f"{base}-{self._ids[base]}"
            if found not in self._taken:
                self._taken.add(found)
                return found


def write_actors(actors: Iterable[KnownActor], target: str | os.PathLike[str] | TextIO) -> None:
    """Writes the YAML that `load_actors` reads, an entry a line, to a path or a text stream; DataError for a path that cannot be written."""
    text = "".join(map(_entry_line, actors)) or "[]\n"
    if not isinstance(target, str | os.PathLike):
        target.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(f"actors {os.fspath(target)} cannot be written ({error.strerror}); give another path") from error


def _entry_line(actor: KnownActor) -> str:
    held = {field: getattr(actor, field) for field in FIELDS}
    told = {field: list(value) if isinstance(value, tuple) else value for field, value in held.items() if value not in (None, ())}
    if told["id"] == id_of(actor.name):
        del told["id"]
    return "- " + yaml.safe_dump(told, default_flow_style=True, sort_keys=False, allow_unicode=True, width=float("inf"))


# -- what codes and names say


def _year(date: str) -> int | None:
    found = DATE.fullmatch(date)
    if found is None or (len(found[1]) == 2 and not found[2]):
        return None
    year = int(found[1])
    if len(found[1]) == 2:
        year += 2000 if year < CENTURY else 1900
    return year or None


def _country(code: str) -> str | None:
    found = COUNTRIES.get(code[:3], code[:3])
    return found if code[:3] not in WORLD and found in country_codes() else None


def _sector(codes: Iterable[str], agent: bool = False) -> str | None:
    """The sector of the first code that tells one: that of the world's bodies, or the first known role after the country."""
    for code in codes:
        bare = code.replace("~", "")
        if bare[:3] in WORLD:
            return WORLD[bare[:3]]
        roles = [bare[at : at + 3] for at in range(0 if agent else 3, len(bare), 3)]
        found = next((ROLES[role] for role in roles if role in ROLES), None)
        if found:
            return found
    return None


def _kind(entry: Entry) -> Kind:
    """What the name most likely is: a state by its code; a body by its code or noun ("front", "army"); a person where codes hold for a time only.

    A code of three letters that is no state's stands for a people or region: a group. Everything else is taken for an organization.
    """
    code = entry.codes[0].code
    if len(code) == 3 and code not in WORLD:
        return "state" if _country(code) else "group"
    head = re.split(r" (?:of|for) ", entry.name.lower())[0].split()
    if code[:3] in WORLD and code[:3] not in ("IMG", "ISM"):
        return "organization"
    if body_noun(head) or entry.name.isupper():
        return "organization"
    return "person" if any(each.since or each.until for each in entry.codes) else "organization"


def _plural(noun: str) -> str:
    """The regular plural, as PETRARCH forms it."""
    if noun.endswith("ss"):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _blanks(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _spelled(name: str) -> str:
    """The name with blanks for underscores, and each word in capitals made small behind its first letter, unless it is an acronym.

    An acronym has full stops, or up to five letters and no vowel, or the shipped actors or the word list write it in capitals (the latter: only so).
    """
    return " ".join(_cased(word, first=at == 0) for at, word in enumerate(_blanks(name).split()))


def _cased(word: str, first: bool) -> str:
    if word != word.upper() or "." in word:
        return word
    if not first and re.fullmatch(r"[IVX]{2,4}", word):  # Pius XII
        return word
    return "-".join(_part(part, first=first and at == 0) for at, part in enumerate(word.split("-")))


def _part(part: str, first: bool) -> str:
    low = part.lower()
    if low in SMALL and not first:
        return low
    if part.isalpha() and _acronym(part):
        return part
    return re.sub(r"^(\w['’])(\w)", lambda start: start[1].upper() + start[2].upper(), low.capitalize())


def _acronym(part: str) -> bool:
    if len(part) <= 5 and not re.search(r"[AEIOUY]", part):
        return True
    listed = part in words() and part.capitalize() not in words() and part.lower() not in words()
    return listed or part in _capitals()


@cache
def _capitals() -> frozenset[str]:
    """Words that shipped actors write in capitals: FARC, UNITA."""
    return frozenset(word for actor in known_actors() for name in (actor.name, *actor.names) for word in re.findall(r"\b[A-Z]{2,}\b", name))
