"""A person's own assembly: a YAML file with seats, and who sits with whom."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import yaml

from dragoman.model.assessment import Assembly, Party
from dragoman.model.errors import SettingError

Name = Annotated[str, msgspec.Meta(min_length=1)]
Seats = Annotated[int, msgspec.Meta(ge=0, le=100_000)]


class House(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: `parties` with their seats, and the fields of an `Assembly`."""

    parties: dict[Name, Seats]
    of: Annotated[int, msgspec.Meta(ge=1)] | None = None
    quota: Annotated[int, msgspec.Meta(ge=1)] | None = None
    refusals: tuple[tuple[Name, Name], ...] = ()
    outcast: tuple[Name, ...] = ()
    blocs: tuple[tuple[Name, ...], ...] = ()


def read_house(file: Path) -> Assembly:
    """The assembly; SettingError says what of the file is wrong, and where."""
    try:
        found: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{file}: cannot be read ({error}); give a YAML file, see docs/assessments.md") from error
    except yaml.YAMLError as error:
        raise SettingError(f"{file}: is no YAML ({' '.join(str(error).split())}); mend it, see docs/assessments.md") from error
    try:
        house = msgspec.convert(found, House)
    except msgspec.ValidationError as error:
        raise SettingError(f"{file}: {error}; see docs/assessments.md for its fields") from error
    if len(house.parties) < 2:
        raise SettingError(f"{file}: parties: {len(house.parties)} is too few; a coalition needs two")
    named = [*(name for pair in house.refusals for name in pair), *house.outcast, *(name for bloc in house.blocs for name in bloc)]
    for name in named:
        if name not in house.parties:
            raise SettingError(f"{file}: {name!r} is in refusals, outcast or blocs but not among the parties ({', '.join(house.parties)})")
    held = sum(house.parties.values())
    if house.of is not None and house.of < held:
        raise SettingError(f"{file}: of: {house.of} is less than the {held} seats of the parties")
    return Assembly(
        parties=tuple(Party(name, seats) for name, seats in house.parties.items()), of=house.of, quota=house.quota, refusals=house.refusals,
        outcast=house.outcast, blocs=house.blocs,
    )  # fmt: skip
