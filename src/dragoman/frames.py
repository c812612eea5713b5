"""Nouns as columns: of Arrow, pandas or polars, whichever is installed. One row a noun, one column a field; days are dates."""

from collections.abc import Iterable, Sequence
from datetime import date
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from dragoman.model.errors import SettingError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

DAYS = frozenset({"first", "last", "first_told", "last_told", "published", "day", "left", "before", "after", "shown"})
"""Fields that hold days since 0001-01-01 where they hold whole numbers; what is a date in words elsewhere stays as it is."""

Noun_co = TypeVar("Noun_co", bound=msgspec.Struct, covariant=True)


class Results(tuple[Noun_co, ...]):
    """What a look-up gives: a tuple of nouns of one kind (`noun`), which is also a table."""

    noun: type[Noun_co]

    def __new__(cls, noun: type[Noun_co], found: Iterable[Noun_co]) -> "Results[Noun_co]":
        made = super().__new__(cls, tuple(found))
        made.noun = noun
        return made

    def columns(self) -> dict[str, list[Any]]:
        """Field → its values. Nouns within nouns are dictionaries, tuples lists, days dates."""
        return columns(self.noun, self)

    def arrow(self) -> "pyarrow.Table":
        """As a table of Arrow; SettingError where pyarrow is not installed."""
        arrow = _needed("pyarrow")
        kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_(), date: arrow.date32()}
        types = {name: kinds.get(kind) for name, kind in kinds_of(self.noun).items()}
        return arrow.table({name: arrow.array(values, types[name]) for name, values in self.columns().items()})

    def df(self) -> "pandas.DataFrame":
        """As a data frame of pandas; SettingError where pandas is not installed."""
        pandas = _needed("pandas")
        dtypes = {int: "Int64", float: "float64", bool: "boolean", date: "datetime64[s]"}
        made = {}
        for name, values in self.columns().items():
            kind = kinds_of(self.noun)[name]
            made[name] = pandas.Series(values, dtype=dtypes.get(kind, "object") if kind is not str else "str")
        return pandas.DataFrame(made)

    def pl(self) -> "polars.DataFrame":
        """As a data frame of polars; SettingError where polars is not installed."""
        library = _needed("polars")
        kinds = {str: library.String, int: library.Int64, float: library.Float64, bool: library.Boolean, date: library.Date}
        schema = {name: kinds[kind] for name, kind in kinds_of(self.noun).items() if kind in kinds}
        made: polars.DataFrame = library.DataFrame(self.columns(), schema_overrides=schema, strict=False, infer_schema_length=None)
        return made


def columns(noun: type[msgspec.Struct], nouns: Sequence[msgspec.Struct]) -> dict[str, list[Any]]:
    """Field → its values, one a noun."""
    return {name: [_plain(name, getattr(each, name)) for each in nouns] for name in noun.__struct_fields__}


def kinds_of(noun: type[msgspec.Struct]) -> dict[str, type]:
    """Field → what it holds, null aside: words, numbers, true or false, a date; object for what holds more than one thing."""
    return {name: _kind(name, hint) for name, hint in get_type_hints(noun).items() if name in noun.__struct_fields__}


def _kind(name: str, hint: Any) -> type:
    if get_origin(hint) in (Union, UnionType):
        parts = [part for part in get_args(hint) if part is not NoneType]
        hint = parts[0] if len(parts) == 1 else object
    if any(isinstance(value, str) for value in get_args(hint)):  # words of a list
        return str
    if hint is int and name in DAYS:
        return date
    return hint if hint in (str, int, float, bool) else object


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return {field: _plain(field, getattr(value, field)) for field in value.__struct_fields__}
    if isinstance(value, (tuple, list, frozenset)):
        return [_plain("", each) for each in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, dict):
        return {str(key): _plain("", each) for key, each in value.items()}
    if isinstance(value, int) and not isinstance(value, bool) and name in DAYS:
        return date.fromordinal(value) if value > 0 else None
    return value


def _needed(package: str) -> Any:
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError as error:
        raise SettingError(f"{package} is not installed, and the table is to be one of it: pip install {package}") from error
