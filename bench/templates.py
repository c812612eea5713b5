"""A reading as a template: its JSON cut into what stays and slots for what each story has anew (words, days, figures, countries, places).

A word has the same slot in the text and in every string that quotes it, and what fills it has the same length: every span of the reading holds.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple
from zlib import crc32

import msgspec

from dragoman.model.reading import Reading

from .vocabulary import STAY, WORD, Vocabulary, form_of

Kind = Literal["name", "word", "agency", "outlet", "host", "figure", "spelt", "number", "day", "timex", "country", "codes", "place", "story"]

TOKEN = re.compile(r"[^\W\d_]+|\d+(?:,\d{3})*")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LEAD = re.compile(r"denied by |[a-z ]+: ")  # what the note of a dispute says in words of its own
QUOTED = {
    "report": {"headline", "text"},
    "report.dateline": {"place"},
    "actors": {"name", "aliases"},
    "actors.roles": {"title", "organization"},
    "places": {"name"},
    "attributions": {"medium"},
    "attributions.source": {"terms"},
    "voices": {"name", "terms"},
    "credits": {"names", "place"},
    "comment_requests": {"channel"},
    "ahead": {"what"},
}  # the fields that quote the text
OUTLETS = {"report": {"outlet"}, "credits": {"outlet"}}
COUNTED = {
    "events.counts": {"low", "high"},
    "seats": {"seats", "of"},
    "attributions.source": {"number"},
    "attributions.source.members": {"number"},
    "voices": {"number"},
}
DAYS = frozenset({"published", "date", "earliest", "latest", "since", "until"})
UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
VALUES = {word: at for at, word in enumerate(UNITS.split())} | {word: 10 * at for at, word in enumerate(TENS.split(), start=2)}
INVENTED = 20_000_000  # above every geonameid: ids of places that no gazetteer has


class Slot(NamedTuple):
    """One place to fill: `key` is what stands there in the reading, `form` how a word is written."""

    kind: Kind
    key: str
    form: str = ""


class Template(NamedTuple):
    """JSON text before, between and after slots (one more than there are slots), and the slots by number."""

    fixed: tuple[str, ...]
    slots: tuple[int, ...]

    def filled(self, table: list[str]) -> str:
        """The JSON text with each slot as the table has it."""
        parts = [""] * (2 * len(self.slots) + 1)
        parts[::2] = self.fixed
        parts[1::2] = [table[slot] for slot in self.slots]
        return "".join(parts)


def template(reading: Reading, vocabulary: Vocabulary, slots: dict[Slot, int]) -> Template:
    """The reading's template; slots that are new to `slots` get the next numbers."""
    found: list[str | Slot] = [*_Cutter(reading, vocabulary).cut(msgspec.to_builtins(reading), "", {})]
    fixed, numbers = [""], []
    for piece in found:
        if isinstance(piece, Slot):
            numbers.append(slots.setdefault(piece, len(slots)))
            fixed.append("")
        else:
            fixed[-1] += piece
    return Template(tuple(fixed), tuple(numbers))


class _Cutter:
    """Cuts one reading; a path names a field from the top ("actors.roles.title")."""

    def __init__(self, reading: Reading, vocabulary: Vocabulary) -> None:
        self.text = reading.report.text
        self.outlet = reading.report.outlet
        self.vocabulary = vocabulary

    def cut(self, value: Any, path: str, holder: Mapping[str, Any]) -> Iterator[str | Slot]:
        """JSON text and slots of a value; `holder` are the fields beside it."""
        if isinstance(value, Slot):
            yield value
        elif isinstance(value, dict):
            yield "{"
            for number, (key, item) in enumerate(self._settled(value, path).items()):
                yield ("," if number else "") + json.dumps(key) + ":"
                yield from self.cut(item, f"{path}.{key}" if path else key, value)
            yield "}"
        elif isinstance(value, list | tuple):
            yield "["
            for number, item in enumerate(value):
                yield "," if number else ""
                yield from self.cut(item, path, holder)
            yield "]"
        elif isinstance(value, str):
            yield '"'
            yield from self._string(value, path)
            yield '"'
        elif path == "places.geonameid" and value is not None:
            yield Slot("place", str(value))
        elif value is not None and _is(COUNTED, path):
            yield self._counted(value, holder)
        else:
            yield json.dumps(value)

    def _settled(self, value: dict[str, Any], path: str) -> dict[str, Any]:
        """The fields, with what an invented world lacks and a real one has: its states are states, its towns stand in a gazetteer."""
        if path == "actors" and value["kind"] == "state":
            country = value["country"] or self._state(value["name"])
            return {**value, "country": country, "codes": Slot("codes", country)} if country else value
        if path == "places" and value["geonameid"] is None and (value["name"].lower().split() or [""])[-1] in self.vocabulary.names:
            name = value["name"].lower()
            state, mark = self._state(name), crc32(name.encode())
            homes = [f"?{each}" for each in self.vocabulary.states] or ["?"]
            return {
                **value,
                "geonameid": INVENTED + mark % 1_000_000,
                "lat": mark % 1_400 / 10 - 70,
                "lon": mark % 3_599 / 10 - 180,
                "country": state or homes[mark % len(homes)],
                "feature": "A.PCLI" if state else "P.PPL",
                "precision": "country" if state else "city",
                "unresolved": None,
            }
        return value

    def _state(self, name: str) -> str | None:
        """The sign of the country that an invented state gets, the same for its people's name; None for what is no name of a state."""
        stem = self.vocabulary.stem(name.lower())[0]
        return f"?{stem}" if stem in self.vocabulary.states else None

    def _string(self, value: str, path: str) -> Iterator[str | Slot]:
        if _is(OUTLETS, path) and value in self.vocabulary.outlets:
            yield Slot("outlet", value)
        elif _is(QUOTED, path) or _is(OUTLETS, path):
            yield from self._quoted(value)
        elif path == "disputes.note":
            lead = match.group() if (match := LEAD.match(value)) else ""
            yield lead
            yield from self._quoted(value[len(lead) :])
        elif path == "report.external_id":
            yield Slot("story", "")
            yield "-" + _inside(value)
        elif path == "report.url":
            yield from self._address(value)
        elif path == "timexes.value":
            yield Slot("timex", value)
        elif path in ("actors.country", "places.country"):
            yield Slot("country", value)
        elif path.rpartition(".")[2] in DAYS and DAY.fullmatch(value):
            yield Slot("day", value)
        else:
            yield _inside(value)

    def _quoted(self, value: str) -> Iterator[str | Slot]:
        """Words and figures as slots."""
        last = 0
        for match in TOKEN.finditer(value):
            slot = self._slot(match.group())
            if slot is not None:
                yield _inside(value[last : match.start()])
                yield slot
                last = match.end()
        yield _inside(value[last:])

    def _slot(self, token: str) -> Slot | None:
        if token[0].isdecimal():
            return Slot("figure", token) if token.isascii() and token[0] != "0" else None
        word = token.lower()
        if len(word) == 1 or len(word) != len(token) or word in STAY:  # a letter that is two in lower case would shift all spans
            return None
        if word in VALUES:
            return Slot("spelt", word, form_of(token))
        if word in self.vocabulary.agencies:
            return Slot("agency", word, form_of(token))
        if word in self.vocabulary.names:
            return Slot("name", word, form_of(token))
        return Slot("word", word, form_of(token)) if word in self.vocabulary.words else None

    def _address(self, value: str) -> Iterator[str | Slot]:
        """The story's number at the end: no two reports have one address but versions of one."""
        scheme, _, rest = value.partition("://")
        host, _, path = rest.partition("/")
        yield _inside(scheme) + "://"
        yield Slot("host", self.outlet) if self.outlet else _inside(host)
        yield "/"
        last = 0
        for match in WORD.finditer(path):
            slot = self._slot(match.group())
            if slot is not None:
                yield _inside(path[last : match.start()])
                yield slot
                last = match.end()
        yield _inside(path[last:]) + "-"
        yield Slot("story", "")

    def _counted(self, value: int, holder: Mapping[str, Any]) -> str | Slot:
        """The figure as its words have it; a number that no word of it says stays."""
        spans = holder.get("spans") or ([holder] if "start" in holder else [])
        words = " ".join(self.text[span["start"] : span["end"]] for span in spans) or str(holder.get("name", ""))
        tokens = TOKEN.findall(words.lower())
        if any(token.replace(",", "") == str(value) for token in tokens):
            return Slot("figure", str(value))
        parts = {value} if value <= 20 or value % 10 == 0 else {value - value % 10, value % 10}
        return Slot("number", str(value)) if value < 100 and parts <= {VALUES.get(token, -1) for token in tokens} else str(value)


def _inside(value: str) -> str:
    """A string as JSON has it between quotation marks."""
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _is(fields: Mapping[str, set[str]], path: str) -> bool:
    holder, _, field = path.rpartition(".")
    return field in fields.get(holder, ())
