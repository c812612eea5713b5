"""Who made the report, by its own lines: by-lines, "Reporting by …; editing by …", "contributed to this report", the wire in dateline or credit.

Reads the layout's credit parts and dateline alone. Names that share a place ("Ann Lee and Omar Said in Erbil") share a credit; a line with two places
gives two. Names printed in capitals are given in ordinary case. Out: who these people are, mastheads with a date, and copyright lines.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.reading import Credit
from dragoman.model.text import Layout, Report

Kind = Literal["reporting", "additional_reporting", "writing", "editing", "wire", "photography"]
Field = Literal["role", "house", "agency", "bureau", "post", "particle"]

SMALL = frozenset({"in", "from", "at", "and", "the", "by", "with", "our", "for", "of"})  # no part of a name, in capitals either
LONGEST = 2000  # characters of a credit line; a longer one is no credit
NAME_LONGEST = 5  # words of a person's name; more is a title or a slogan
WORD = re.compile(r"[^\W_](?:[\w'’‑-]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=Jr)\.)*|[,;&|/]|[–—]")
CONTRIBUTED = re.compile(
    r"\s(?:also\s)?contributed(?:\s(?:additional\s)?(?:reporting|research))?(?:\sto\sthis\s(?:report|story|article|piece))?(?=[\s.)\]]|$)"
)
REPORTED = re.compile(r"\s(?:also\s)?reported(?=\sfrom\s)")
STAFF = re.compile(r"\b(?:[Ss]taff\s|[Ss]pecial\s)?(?:writers?|reporters?|journalists?|correspondents?|producers?|researchers?)\b")
WITH = re.compile(r"[(\[\s]*[Ww]ith\s(?!.*\bby\b)")
BYLINE = re.compile(r"[(\[\s]*(?:By|BY|by)\s")
SOURCE = re.compile(r"(?:Source|SOURCE|Via|Credit)\s?:\s?")


class CreditWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of credit lines; credits.yaml says what each field means."""

    id: str
    field: Field
    words: tuple[str, ...]
    kind: Kind | None = None
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Word(NamedTuple):
    """One word or mark of a line, at its offsets in the report."""

    text: str
    start: int
    end: int


class Group(msgspec.Struct):
    """Names with the place and the outlet that they share; `start`, `end` bound their words."""

    names: list[str]
    place: str | None = None
    outlet: str | None = None
    start: int = 0
    end: int = 0


def find_credits(report: Report, layout: Layout) -> tuple[Credit, ...]:
    """The credits in text order; a line that names nobody gives none."""
    found: list[Credit] = []
    for part in layout.parts:
        if part.kind == "dateline":
            found.extend(_wire(report.text, part.start, part.end))
        elif part.kind == "credit" and part.end - part.start <= LONGEST:
            found.extend(_line(report.text, part.start, part.end))
    return tuple(sorted(set(found), key=lambda credit: (credit.start, credit.end, credit.kind)))


def _wire(text: str, start: int, end: int) -> Iterator[Credit]:
    """The agency in brackets: "PORT VELANE (Meridian)", or a line that is nothing else."""
    for match in re.finditer(r"\(\s?([A-Z][\w .&'’/-]{1,40}?)\s?\)", text[start:end]):
        yield Credit(kind="wire", outlet=match[1], start=start + match.start(1), end=start + match.end(1))


def _line(text: str, start: int, end: int) -> Iterator[Credit]:
    line = text[start:end]
    roles = list(_roles().finditer(line))
    source = SOURCE.match(line)
    if roles:
        for at, role in enumerate(roles):
            stop = roles[at + 1].start() if at + 1 < len(roles) else len(line)
            yield from _credited(_kinds(role[0]), text, start + role.start(), start + role.end(), start + stop)
    elif source:
        yield Credit(kind="wire", outlet=line[source.end() :].strip(" .)"), start=start + source.end(), end=end)
    elif re.fullmatch(r"\([^()]*\)", line) and " " not in line.partition(" ")[2] and not WITH.match(line):
        yield from _wire(text, start, end)
    elif BYLINE.match(line):
        match = BYLINE.match(line)
        assert match
        yield from _credited(("reporting",), text, start, start + match.end(), end)
    elif WITH.match(line):
        yield from _credited(("additional_reporting",), text, start, start + line.lower().index("with") + 4, end)
    else:
        yield from _sentences(text, start, end)


def _sentences(text: str, start: int, end: int) -> Iterator[Credit]:
    """Each "X contributed to this report", "X reported from Y" of the line."""
    first = start
    for stop in re.finditer(r"(?<=[a-z]{2})[.)\]](?:\s|$)|(?<=D\.C)\.\s|$", text[start:end]):
        last = start + stop.start()
        sentence = text[first:last]
        told = CONTRIBUTED.search(sentence) or REPORTED.search(sentence)
        if told:
            kind: Kind = "reporting" if "reported" in told[0] else "additional_reporting"
            yield from _credited((kind,), text, first, first, last, told=(first + told.start(), first + told.end()))
        first = start + stop.end()


def _kinds(role: str) -> tuple[Kind, ...]:
    """The kinds that the words before "by" name: "Reporting and writing by" names two."""
    words = re.findall(r"\w+", role.lower())
    if {"additional", "further", "other", "with", "field"} & set(words):
        return ("additional_reporting",)
    kinds = _role_words()
    return tuple(dict.fromkeys(kinds[word] for word in words if word in kinds))


def _credited(kinds: tuple[Kind, ...], text: str, opened: int, start: int, end: int, *, told: tuple[int, int] | None = None) -> Iterator[Credit]:
    """A credit a group of names in [start, end), the first drawn out to `opened`; `told` bounds a verb among the words."""
    words = [Word(match[0], match.start(), match.end()) for match in WORD.finditer(text, start, end)]
    if told:
        words = [word for word in words if not told[0] < word.start < told[1]]
    while opened < start and not text[opened].isalnum():
        opened += 1
    groups = _groups(words, surnames=told is not None and kinds == ("reporting",))
    for at, group in enumerate(groups):
        first = min(opened, group.start) if at == 0 else group.start
        last = max(told[1], group.end) if told and at == len(groups) - 1 else group.end
        for kind in kinds:
            yield Credit(kind=kind, names=tuple(group.names), place=group.place, outlet=group.outlet, start=first, end=last)


def _groups(words: list[Word], *, surnames: bool) -> list[Group]:
    """The names with their places, in order; a single word is an outlet unless `surnames` stand alone ("Lee reported from Orlun")."""
    groups: list[Group] = []
    group = Group([])
    at = 0
    while at < len(words):
        word = words[at]
        stop = _run(words, at)
        if word.text.lower() in ("in", "from", "at") and at + 1 < len(words):
            first = at + 2 if words[at + 1].text.lower() == "the" else at + 1
            stop = _place_end(words, first)
            if stop > first and (group.names or group.outlet):
                group.place = _place(" ".join(other.text for other in words[first:stop]).replace(" ,", ","))
                group.end = words[stop - 1].end
                groups.append(group)
                group = Group([])
            elif stop > first:  # "With inputs from Meridian"
                _take(group, words[first:stop], surnames)
            at = max(stop, at + 1)
        elif stop > at and stop < len(words) and words[stop].text.lower() in _words("bureau"):
            groups.extend([group] if group.names or group.outlet else [])
            town = _place(" ".join(word.text for word in words[at:stop]))
            groups.append(Group([f"{town} {words[stop].text}"], town, None, words[at].start, words[stop].end))
            group = Group([])
            at = stop + 1
        elif stop > at:
            _take(group, words[at:stop], surnames)
            at = stop
        else:
            at += 1
    if group.names or group.outlet:
        groups.append(group)
    return groups


def _run(words: list[Word], at: int) -> int:
    """Word after the run of capitals, with particles inside it ("Mara van der Lund"), that starts at `at`."""
    last = at
    while at < len(words) and (_capital(words[at].text) or words[at].text in _words("particle")):
        at += 1
        last = at if _capital(words[at - 1].text) else last
    return last


def _capital(word: str) -> bool:
    return (word[0].isupper() and word.lower() not in SMALL) or word in _words("agency")


def _place_end(words: list[Word], at: int) -> int:
    """Word after the place: capitals, and one more after a comma that is no person ("West Palm Beach, Florida", "Washington, D.C.")."""
    stop = _run(words, at)
    region = stop + 1
    if stop > at and stop < len(words) and words[stop].text == "," and _run(words, region) == region + 1:
        after = words[region + 1].text.lower() if region + 1 < len(words) else ","
        if after not in ("in", "from", "at"):
            return region + 1
    return stop


def _take(group: Group, run: list[Word], surnames: bool) -> None:
    """Puts a run of capitals where it belongs: an outlet, or a person; the words of an office after it go."""
    plain = [word.text.rstrip(".") if len(word.text) > 3 else word.text for word in run]
    office = next((at for at, word in enumerate(plain) if word.lower() in _words("post") and word not in _words("house")), len(plain))
    if not office or len(run) > 2 * NAME_LONGEST:
        return
    run, plain = run[:office], plain[:office]
    house = next((at for at in range(len(plain), 0, -1) if " ".join(plain[:at]) in _words("agency")), 0)
    name = plain[house:] if len(plain) - house >= 2 else []  # "Associated Press Ana Ruiz"
    alone = len(plain) == 1 and not surnames
    if house and name and plain[-1] not in _words("house"):
        group.outlet = group.outlet or " ".join(plain[:house])
    elif house or alone or plain[-1] in _words("house") or (office < len(run) and group.names):
        group.outlet, name = group.outlet or " ".join(plain), []
    else:
        name = plain
    if 0 < len(name) <= NAME_LONGEST:
        group.names.append(_ordinary(" ".join(name)))
    group.start = group.start or run[0].start
    group.end = run[-1].end


def _ordinary(name: str) -> str:
    """A person's name printed in capitals, all of it or the surname, in ordinary case."""
    return _lowered(name, 2 if name.isupper() else 4)


def _place(name: str) -> str:
    """A place printed in capitals in ordinary case; short capitals after a comma stay ("Dubai, UAE")."""
    town, comma, region = name.partition(",")
    return _lowered(town, 2) + comma + _lowered(region, 4)


def _lowered(words: str, shortest: int) -> str:
    return re.sub(rf"\b[A-Z]{{{shortest},}}\b", lambda word: word[0].capitalize(), words)


@cache
def _roles() -> re.Pattern[str]:
    """ "Reporting by", "additional reporting and writing by the", "Photo:"."""
    one = "|".join(
        sorted((word for entry in lexicon.load("credits", CreditWord) if entry.field == "role" for word in entry.words), key=len, reverse=True)
    )
    return re.compile(
        rf"(?i:\b(?:{one})(?:(?:,?\sand\s|,\s|/)(?:{one}))*(?:\sfor\s\w+)?(?:\sfrom\s\w+)?(?:\sby\s?:?|\scredit\s?:|\s?:)(?:\sthe\b)?)\s"
    )


@cache
def _role_words() -> dict[str, Kind]:
    entries = lexicon.load("credits", CreditWord)
    return {word: entry.kind for entry in entries if entry.field == "role" and entry.kind for word in entry.words}


@cache
def _words(field: Field) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("credits", CreditWord) if entry.field == field for word in entry.words)
