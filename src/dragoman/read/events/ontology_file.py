"""A user's YAML file → an `Ontology`, or one DataError that names every mistake: where it stands, what is wrong, what to do.

The file has three lists, each of which may be left out: `types` (`OwnType`), `predicates` (`Entry`, as in Dragoman's own lexicon) and `drop`.
"""

import difflib
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml

from dragoman.lexicon import parse_yaml
from dragoman.model.errors import DataError
from dragoman.model.ontology import OwnType
from dragoman.model.plover import MODES, QUADS, in_plover

from .ontology import Ontology
from .predicates import Entry, predicates

T = TypeVar("T")
Section = Literal["types", "predicates", "drop"]

NAME = re.compile(r"[A-Z][A-Z0-9_]*")
CAMEO = re.compile(r"[0-9]{2,4}")
STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
AT = " - at `$"  # what msgspec puts before the path
LABELS: dict[Section, str] = {"types": "type", "predicates": "entry", "drop": "drop"}
SENTENCES = ("examples", "lookalikes")
TRIGGERS = ("verbs", "nouns", "adjectives", "modals")
FREE = ("id", "type", "mode", "cameo", "over", *SENTENCES)  # fields of an entry that hold no single words of the text


class File(msgspec.Struct, frozen=True, kw_only=True):
    """What an ontology file says."""

    types: tuple[OwnType, ...] = ()
    predicates: tuple[Entry, ...] = ()
    drop: tuple[str, ...] = ()


class Mistakes:
    """The mistakes found so far, each at its line."""

    def __init__(self, name: str, root: yaml.Node, data: dict[str, Any]) -> None:
        self._name, self._root, self._data = name, root, data
        self._found: list[tuple[int, str]] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, what: str, section: Section | None = None, at: int | None = None, path: str = "") -> None:
        """`path` leads on from item `at` of the section, as msgspec writes it: ".over[1]"."""
        whole = path if section is None else f".{section}" if at is None else f".{section}[{at}]{path}"
        label = "" if section is None else f"{self._label(section, at)}: "
        self._found.append((_line(self._root, whole), f"{label}{what}"))

    def _label(self, section: Section, at: int | None) -> str:
        if at is None or section == "drop":
            return section
        item = self._data[section][at]
        named = item.get("id") if isinstance(item, dict) else None
        return f"{LABELS[section]} {named or f'number {at + 1}'}"

    def error(self) -> DataError:
        told = [f"line {line}, {what}" for line, what in sorted(self._found)]
        if len(told) == 1:
            return DataError(f"ontology {self._name}, {told[0]}")
        return DataError(f"ontology {self._name} has {len(told)} mistakes:\n" + "\n".join(f"  {each}" for each in told))


def load_ontology(path: str | os.PathLike[str]) -> Ontology:
    """Dragoman's own ontology with what the file adds, replaces and drops."""
    name = os.fspath(path)
    root, data = _parsed(name)
    mistakes = Mistakes(name, root, data)
    for line, key in _doubled(root, set()):
        raise DataError(f"ontology {name}, line {line}: `{key}` stands twice in one place; keep one of the two")
    file = _decoded(data, mistakes)
    if not mistakes:
        _check_types(file, mistakes)
        _check_entries(file, mistakes)
        _check_drop(file, mistakes)
    if mistakes:
        raise mistakes.error()
    return _built(file)


def _built(file: File) -> Ontology:
    """The user's entries stand before Dragoman's, so that of two that ask as much the user's is tried first."""
    meant = {own.id: own.replaces or own.id for own in file.types}
    own = tuple(
        msgspec.structs.replace(entry, type=meant.get(entry.type, entry.type), over=tuple(meant.get(each, each) for each in entry.over))
        for entry in file.predicates
    )
    off = {*file.drop, *(entry.id for entry in own)}
    kept = tuple(entry for entry in predicates() if entry.id not in off)
    gone = tuple(entry for entry in predicates() if entry.id in off)
    digest = hashlib.sha256(msgspec.json.encode(file)).hexdigest()[:12]
    return Ontology((*own, *kept), file.types, own, gone, digest)


# -- from YAML to nouns


def _parsed(name: str) -> tuple[yaml.Node, dict[str, Any]]:
    """The file as YAML's nodes, which know their lines, and as data."""
    try:
        raw = Path(name).read_bytes()
    except OSError as error:
        raise DataError(f"ontology {name} cannot be read ({error.strerror}); give the path of a YAML file") from error
    root, data = parse_yaml(raw, f"ontology {name}")
    if root is None or not isinstance(data, dict):
        raise DataError(f"ontology {name}: the file must hold `types:`, `predicates:` or `drop:`, each with a list; see docs/ontology.md")
    return root, data


def _doubled(node: yaml.Node, seen: set[int]) -> Iterator[tuple[int, str]]:
    """Keys that stand twice in one mapping, with their lines: YAML would silently keep the last."""
    if id(node) in seen:  # an anchor that is used again
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            if key.value in keys:
                yield key.start_mark.line + 1, key.value
            if isinstance(key, yaml.ScalarNode):
                keys.add(key.value)
            yield from _doubled(value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _doubled(each, seen)


def _decoded(data: dict[str, Any], mistakes: Mistakes) -> File:
    """All items that fit their noun; the others are mistakes."""
    sections: tuple[str, ...] = get_args(Section)
    for key in data:
        if key not in sections:
            mistakes.add(f"unknown section `{key}`{_near(str(key), sections)}; the sections are {', '.join(sections)}", path=f".{key}")
    return File(
        types=_items(data, "types", OwnType, mistakes),
        predicates=_items(data, "predicates", Entry, mistakes),
        drop=_items(data, "drop", str, mistakes),
    )


def _items(data: dict[str, Any], section: Section, kind: type[T], mistakes: Mistakes) -> tuple[T, ...]:
    listed = data.get(section)
    if listed is None:
        return ()
    if not isinstance(listed, list):
        mistakes.add("must be a list, each item on a line that begins with a dash", section)
        return ()
    found: list[T] = []
    for at, item in enumerate(listed):
        try:
            found.append(msgspec.convert(item, kind))
        except msgspec.ValidationError as error:
            what, path = _told(error, kind)
            mistakes.add(what, section, at, path)
    return tuple(found)


def _told(error: msgspec.ValidationError, kind: type) -> tuple[str, str]:
    """What is wrong and what to do, and the path to it, from msgspec's message."""
    message, _, path = str(error).partition(AT)
    path = path.rstrip("`")
    shown = f"`{path.lstrip('.')}` " if path else ""
    hints = get_type_hints(kind) if kind is not str else {}
    named = re.search(r"field `(.*)`", message)
    if message.startswith("Object contains unknown field") and named:
        return f"unknown field `{named[1]}`{_near(named[1], hints)}; docs/ontology.md lists the fields", f".{named[1]}"
    if message.startswith("Object missing required field") and named:
        return f"`{named[1]}` is missing; add it{_choices(hints[named[1]])}", path
    if message.startswith("Invalid enum value"):
        return f"{shown}cannot be {message.removeprefix('Invalid enum value ')}{_choices(hints[STEP.findall(path)[0][0]])}", path
    if message.startswith("Expected `str`"):
        return f"{shown}must be text; put the value in quotes", path
    if message.startswith("Expected `array`"):
        return f"{shown}must be a list; put it in brackets: [ … ]", path
    if message.startswith("Expected `bool`"):
        return f"{shown}must be true or false", path
    if message.startswith("Expected `object`"):
        return f"{shown}must be fields with values: {', '.join(hints)}", path
    return f"{shown}does not fit: {message[:1].lower()}{message[1:]}", path


def _choices(hint: Any) -> str:
    """ ": one of …" where the field has a closed list of values."""
    while get_args(hint) and get_origin(hint) is not Literal:
        hint = get_args(hint)[0]
    return f": one of {', '.join(map(str, get_args(hint)))}" if get_args(hint) else ""


def _near(word: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {found[0]}?)" if found else ""


def _line(node: yaml.Node, path: str) -> int:
    """The line on which the path leads to something, or as far as it leads."""
    line = node.start_mark.line
    for key, index in STEP.findall(path):
        if index and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
            node = node.value[int(index)]
            line = node.start_mark.line
        elif key and isinstance(node, yaml.MappingNode):
            pair = next(((name, value) for name, value in node.value if name.value == key), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        else:
            break
    return line + 1


# -- what the nouns must be to one another


def _check_types(file: File, mistakes: Mistakes) -> None:
    ids = Counter(own.id for own in file.types)
    replaced = Counter(own.replaces for own in file.types if own.replaces)
    told = {type_ for entry in file.predicates for type_ in (entry.type, *entry.over)}
    for at, own in enumerate(file.types):
        if not NAME.fullmatch(own.id):
            mistakes.add("`id` must be in capitals, such as WATER_DISPUTE", "types", at, ".id")
        if in_plover(own.id):
            mistakes.add("is a type of PLOVER's; choose another id, and say `replaces` if its events shall be called so", "types", at, ".id")
        if ids[own.id] > 1:
            mistakes.add("this id stands more than once; give each type an id of its own", "types", at, ".id")
        if not own.definition.strip():
            mistakes.add("`definition` is empty; say in a sentence what counts", "types", at, ".definition")
        if own.intensity is not None and not -10 <= own.intensity <= 10:
            mistakes.add("`intensity` must lie between -10 (hostile) and 10 (friendly)", "types", at, ".intensity")
        if own.replaces is not None and not in_plover(own.replaces):
            mistakes.add(f"`replaces` must be a type of PLOVER's{_near(own.replaces, QUADS)}: one of {', '.join(QUADS)}", "types", at, ".replaces")
        if own.replaces and replaced[own.replaces] > 1:
            mistakes.add(f"more than one type replaces {own.replaces}; keep one", "types", at, ".replaces")
        if not own.replaces and own.id not in told:
            mistakes.add("no entry of `predicates` tells it; add one, or name the PLOVER type that it `replaces`", "types", at)


def _check_entries(file: File, mistakes: Mistakes) -> None:
    types = {own.id: own.replaces or own.id for own in file.types}
    known = (*QUADS, *types)
    ids = Counter(entry.id for entry in file.predicates)
    for at, entry in enumerate(file.predicates):

        def wrong(what: str, path: str = "", at: int = at) -> None:
            mistakes.add(what, "predicates", at, path)

        if not entry.id.strip():
            wrong("`id` is empty; give the entry a name, such as fraud.rig", ".id")
        if ids[entry.id] > 1:
            wrong("this id stands more than once; give each entry an id of its own", ".id")
        for path, type_ in ((".type", entry.type), *((f".over[{i}]", each) for i, each in enumerate(entry.over))):
            if type_ not in known:
                wrong(f"unknown type {type_}{_near(type_, known)}; use one of PLOVER's, or describe it under `types`", path)
        if not any(getattr(entry, field) for field in TRIGGERS):
            wrong(f"no word can tell it; fill one of {', '.join(TRIGGERS)}")
        if not any(text.strip() for text in entry.examples):
            wrong("`examples` is empty; write at least one sentence that must be read so", ".examples")
        type_ = types.get(entry.type, entry.type)
        if in_plover(type_) and entry.mode is not None and entry.mode not in MODES[type_]:
            wrong(f"{type_} has no mode {entry.mode}{_near(entry.mode, MODES[type_])}; leave it out or use one of PLOVER's", ".mode")
        if entry.cameo and not CAMEO.fullmatch(entry.cameo):
            wrong('`cameo` must be a code of two to four digits in quotes, such as "190"; leave it out where there is none', ".cameo")
        for path, word in _words(entry):
            if word != word.lower() or len(word.split()) != 1:
                wrong(f"`{word}` can match nothing: use single words in small letters, in the form that a dictionary lists them under", path)


def _words(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every word of the entry that is looked for in a text, with the path to it."""
    for field in entry.__struct_fields__:
        held = getattr(entry, field)
        if field in FREE:
            continue
        if isinstance(held, tuple):
            yield from ((f".{field}[{at}]", word) for at, word in enumerate(held))
        elif isinstance(held, str):
            yield f".{field}", held


def _check_drop(file: File, mistakes: Mistakes) -> None:
    built_in = [entry.id for entry in predicates()]
    own = {entry.id for entry in file.predicates}
    for at, id_ in enumerate(file.drop):
        if id_ not in built_in:
            mistakes.add(f"no built-in entry is called {id_}{_near(id_, built_in)}; `--format json` shows the `entry` of each event", "drop", at)
        elif id_ in own:
            mistakes.add(f"{id_} is both dropped and replaced by an entry of this file; an entry of the same id is enough", "drop", at)
        if id_ in file.drop[:at]:
            mistakes.add(f"{id_} is dropped twice; once is enough", "drop", at)
