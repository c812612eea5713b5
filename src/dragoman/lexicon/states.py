"""The codes under which data sets know a state, from `state_codes.yaml`."""

from functools import cache

import msgspec

from dragoman.model.actor import StateCodes

from . import load


class _Row(StateCodes, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: str


@cache
def _table() -> dict[str, StateCodes]:
    return {
        row.code: msgspec.convert({name: value for name, value in msgspec.structs.asdict(row).items() if name != "code"}, StateCodes)
        for row in load("state_codes", _Row)
    }


def codes_of(country: str) -> StateCodes | None:
    """The codes of the state with this ISO 3166-1 alpha-3 code, or None."""
    return _table().get(country)


@cache
def _fips() -> dict[str, str]:
    return {codes.fips: country for country, codes in _table().items() if codes.fips}


def by_fips(code: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of the state that FIPS 10-4 calls so, or None."""
    return _fips().get(code)
