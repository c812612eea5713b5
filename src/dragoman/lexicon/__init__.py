"""Words, cues, codes and thresholds as data: `load(name, Entry)` reads `data/<name>.yaml`, validates it and freezes it.

A file holds a list of entries. Each entry carries `examples` that its step must match and `lookalikes` that it must not; the tests of the step run
both. The entry's class stands with the step that uses it. `values` and `alternation` turn entries into what most steps ask of them; any other
matching is the step's business.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import GenericAlias
from typing import Any, Protocol, TypeVar

import msgspec
import yaml

from dragoman.model.errors import DataError

T = TypeVar("T")
GAP = r"[\w'’-]+(?: [\w'’-]+){0,2}"
"""What "~" in a phrase stands for: one to three words."""


class Told(Protocol):
    """An entry of a file whose words tell a value in one field."""

    @property
    def field(self) -> str: ...

    @property
    def value(self) -> str: ...

    @property
    def words(self) -> tuple[str, ...]: ...


class Loader(yaml.CSafeLoader):
    """Safe YAML in which only true and false are truth values, as in YAML 1.2: "on" and "no" are words here."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


def parse_yaml(raw: str | bytes, what: str) -> tuple[yaml.Node | None, Any]:
    """A user's YAML as nodes, which know their lines, and as data; None for an empty file.

    DataError names `what` it is ("actors my.yaml"), the line and the trouble.
    """
    try:
        loader = Loader(raw)
        try:
            root = loader.get_single_node()
            data = loader.construct_document(root) if root else None
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        trouble = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise DataError(f"{what}{where}: no valid YAML ({trouble}); look at indentation, quotes and brackets there") from error
    return root, data


def _folder() -> Traversable:
    return files("dragoman.lexicon") / "data"


@cache
def load(name: str, entry: type[T]) -> tuple[T, ...]:
    """The entries of `data/<name>.yaml` in file order; DataError names file and field when one does not fit `entry`."""
    try:
        raw = (_folder() / f"{name}.yaml").read_bytes()
    except OSError as error:
        raise DataError(f"lexicon {name}.yaml cannot be read ({error}); reinstall dragoman") from error
    try:
        entries: tuple[T, ...] = msgspec.convert(yaml.load(raw, Loader), GenericAlias(tuple, (entry, ...)))
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(f"lexicon {name}.yaml: {error}; mend the entry named there") from error
    return entries


def values(entries: Iterable[Told], field: str) -> dict[str, str]:
    """Word → what it tells in this field, in file order."""
    return {word: entry.value for entry in entries if entry.field == field for word in entry.words}


def alternation(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words and phrases, the longest first, as whole words in any case; "~" stands for one to three words."""
    found = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word).replace("\\~", GAP) for word in found) + r")(?!\w)", re.IGNORECASE)


@cache
def digest() -> str:
    """12 hex digits over all lexicon files (lists, word list, gazetteer), name and content: equal digests read alike."""
    total = hashlib.sha256()
    for file in sorted(_folder().iterdir(), key=lambda item: item.name):
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:12]
