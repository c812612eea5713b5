"""One thing of a case supposed otherwise: all assessments of it beside those of the record itself. Nothing is written."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from dragoman.assess.whatif import Inputs, supposed
from dragoman.keep import Case
from dragoman.model.assessment import Assembly, Change
from dragoman.model.errors import SettingError
from dragoman.model.implied import Chamber, Implied, Names, Supposed
from dragoman.model.wanted import Wanted

from .chamber import chamber, coalitions_of, party
from .course import course
from .inputs import acts_of, inputs_of
from .lens import Lens, lens, named
from .sides import everybody as on_sides
from .sides import sided
from .story import bounded, story
from .story import everybody as in_story


def change(case: Case, kind: str, of: Sequence[str]) -> Change:
    """A change with the whole ids of those whom it names: of actors an id, its beginning or a name, of an event an id or its beginning.

    A refusal is lifted between two parties by their names. SettingError where there is no such thing, or several.
    """
    match kind:
        case "remove_actor" | "flip_tie":
            return Change(kind, tuple(_actor(case, each) for each in of))
        case "drop_event":
            return Change(kind, tuple(case.look.happening(each).id for each in of))
        case "lift_refusal":
            return Change(kind, tuple(of))
    raise SettingError(f"{kind}: no such change; there are remove_actor, flip_tie, lift_refusal and drop_event")


def _actor(case: Case, asked: str) -> str:
    if asked.startswith("x-"):
        return case.look.entity(asked).id
    found = case.look.entities(Wanted(actor=asked, limit=100))
    exact = [each for each in found if asked.casefold() in {name.casefold() for name in (each.name, *each.names)}] or found
    if len(exact) != 1:
        some = ", ".join(f"{each.name} ({each.id})" for each in exact[:5])
        raise SettingError(f"{asked}: {f'several actors are called so: {some}' if exact else 'no actor of the case is called so'}; give an id")
    return exact[0].id


def supposed_of(case: Case, changes: Sequence[Change], wanted: Wanted, given: Assembly | None = None) -> Supposed:
    """The record's own figures and those with the changes, as of the same day."""
    look = bounded(lens(case, wanted))
    whole = lens(case, wanted)
    own = msgspec.structs.replace(inputs_of(case), acts=acts_of(case, look))
    house = coalitions_of(case, given)
    lifted = [(each.of[0], each.of[1]) for each in changes if each.kind == "lift_refusal"]
    if lifted and house is None:
        raise SettingError("no seats are known, so there is no refusal to lift; give them by --seats FILE")
    gone = {each.of[0] for each in changes if each.kind == "remove_actor"}
    other = _without(house, gone, lifted) if house else None
    return Supposed(
        changes=tuple(changes), own=_implied(case, own, whole, look, house), supposed=_implied(case, supposed(own, changes), whole, look, other)
    )  # fmt: skip


def _without(house: Chamber, gone: Collection[str], lifted: Iterable[tuple[str, str]]) -> Chamber | None:
    """The chamber without the parties of these actors, and with these refusals dropped."""
    names = [each.party for each in house.benches]
    out = {each.party for each in house.benches if each.actor in gone}
    dropped = tuple((party(names, one), party(names, other)) for one, other in lifted)
    benches = tuple(each for each in house.benches if each.party not in out)
    if len(benches) < 2:
        return None
    assembly = msgspec.structs.replace(house.assembly, parties=tuple(each for each in house.assembly.parties if each.name not in out))
    refusals, alliances = (tuple(each for each in some if not {each.one, each.other} & out) for some in (house.refusals, house.alliances))
    assembly = msgspec.structs.replace(assembly, refusals=tuple((each.one, each.other) for each in refusals))
    return chamber(assembly, benches, refusals, alliances, dropped, given=house.given)


def _implied(case: Case, inputs: Inputs, whole: Lens, look: Lens, house: Chamber | None) -> Implied:
    sides = sided(inputs, whole)
    heat = course(inputs, whole)
    told = story(inputs, look)
    names: Names = named(case, {*on_sides(sides), *(end for each in heat.hottest for end in (each.one, each.other)), *in_story(told)})
    return Implied(
        sides=msgspec.structs.replace(sides, names=names), course=msgspec.structs.replace(heat, names=names),
        story=msgspec.structs.replace(told, names=names), chamber=house,
    )  # fmt: skip
