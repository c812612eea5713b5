"""The ACLED sub-event type of an event, where its PLOVER type, mode, words and parties settle it; and which CAMEO codes go with which type.

ACLED asks what PLOVER does not: whether the parties are forces of a state, another armed group, rioters, protesters or civilians, and which weapon
was used. `lexicon/data/sides.yaml` tells the parties by their nouns and sectors, `acled.yaml` holds the mapping, its first row that holds wins.
What a row does not settle has no code: an attack by nobody named on nobody known, a strike of nurses, a visit. ACLED codes what happened: whoever
calls leaves out what is planned, threatened or denied. Sub-event types as in ACLED's codebook since 2019.
"""

from collections.abc import Callable, Collection
from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Count, EventType

from .tellings import Telling
from .weapons import Weapon

SUB_EVENTS = (
    "Government regains territory", "Non-state actor overtakes territory", "Armed clash",
    "Excessive force against protesters", "Protest with intervention", "Peaceful protest",
    "Violent demonstration", "Mob violence",
    "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    "Sexual violence", "Attack", "Abduction/forced disappearance",
    "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
    "Looting/property destruction", "Non-violent transfer of territory", "Other",
)  # fmt: skip
"""ACLED's twenty-five, in its codebook's order."""

NEVER = frozenset({"Headquarters or base established", "Non-violent transfer of territory", "Other"})
"""What no row gives: PLOVER has no type for them, and a withdrawal does not say who holds the place afterwards."""

Side = Literal["state", "rebel", "rioter", "protester", "civilian", "arms"]
BY_WEAPON = frozenset(
    {
        None, "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
        "destroy",
    }
)  # fmt: skip
"""Modes that say with what it was done, or nothing: there the weapon that is named says it better."""
HARM = frozenset({"killed", "wounded"})
BEFORE = ("compound", "amod", "nmod")
DEEPEST = 3  # "dozens of members of the militia"


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


CAMEO: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {
        "AGREE": _codes(
            "030 031 0311 0312 0313 0314 032 033 0331 0332 0333 0334 034 0341 0342 0343 0344 035 0351 0352 0353 0354 0355 0356 036 037 038 039"
        ),
        "CONSULT": _codes("040 041 042 043 044 045 046"),
        "SUPPORT": _codes("050 051 052 053 054 055 056 057"),
        "CONCEDE": _codes("080 081 0811 0812 082 083 0831 0832 0833 0834"),
        "COOPERATE": _codes("060 061 062 063 064"),
        "AID": _codes("070 071 072 073 074 075"),
        "RETREAT": _codes("0813 0814 084 0841 0842 085 086 0861 0862 0863 087 0871 0872 0873 0874"),
        "REQUEST": _codes(
            "020 021 0211 0212 0213 0214 022 023 0231 0232 0233 0234 024 0241 0242 0243 0244 025 0251 0252 0253 0254 0255 0256 026 027 028"
            " 100 101 1011 1012 1013 1014 102 103 1031 1032 1033 1034 104 1041 1042 1043 1044 105 1051 1052 1053 1054 1055 1056 106 107 108"
        ),
        "ACCUSE": _codes("090 091 092 093 094 110 111 112 1121 1122 1123 1124 1125 113 114 115 116"),
        "REJECT": _codes(
            "120 121 1211 1212 1213 1214 122 1221 1222 1223 1224 123 1231 1232 1233 1234 124 1241 1242 1243 1244 1245 1246 125 126 127 128 129"
        ),
        "THREATEN": _codes("130 131 1311 1312 1313 132 1321 1322 1323 1324 133 134 135 136 137 138 1381 1382 1383 1384 1385 139"),
        "PROTEST": _codes(
            "140 141 1411 1412 1413 1414 142 1421 1422 1423 1424 143 1431 1432 1433 1434 144 1441 1442 1443 1444 145 1451 1452 1453 1454"
        ),
        "SANCTION": _codes("160 161 162 1621 1622 1623 164 165 166 1661 1662 1663"),
        "MOBILIZE": _codes("150 151 152 153 154"),
        "COERCE": _codes("163 170 171 1711 172 1721 1722 1723 1724 173 174 176 191 192"),
        "ASSAULT": _codes("1712 175 180 181 182 1821 1822 1823 183 1831 1832 1833 184 185 186 190 193 194 195 196 200 201 202 203 204 2041 2042"),
    }
)
"""Type → CAMEO codes, after PLOVER's own table of 2021 (its DEMAND is REQUEST now; it leaves out 01 and 02, and appeals
(02) are requests) and CAMEO 1.1b3, which has cyber attacks (176)."""


class SideWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns and PLOVER sectors of one side; `member`: nouns that leave it to the words beside them."""

    id: str
    side: Literal["state", "rebel", "rioter", "protester", "civilian", "arms", "member"]
    words: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the mapping; every field that is given must hold.

    `weapons`: the sub-event type that the weapon implies; `bare`: no weapon is named; `armed`: one is; `unnamed`: no actor is; `harmed`: whether
    somebody was killed or wounded.
    """

    id: str
    sub_event: str
    types: tuple[EventType, ...]
    modes: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    trigger: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    bare: bool = False
    armed: bool = False
    actors: tuple[Side, ...] = ()
    unnamed: bool = False
    recipients: tuple[Side, ...] = ()
    recipients_not: tuple[Side, ...] = ()
    mutual: bool = False
    harmed: bool | None = None
    contexts: tuple[str, ...] = ()
    contexts_not: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What a row asks of an event: `trigger` are its lemmas, `actors` and `recipients` the side of each party, None where it is not known."""

    type: str
    mode: str | None = None
    cameo: str | None = None
    trigger: Collection[str] = ()
    weapon: Weapon | None = None
    actors: tuple[Side | None, ...] = ()
    recipients: tuple[Side | None, ...] = ()
    mutual: bool = False
    harmed: bool = False
    contexts: tuple[str, ...] = ()


def acled_of(deed: Deed) -> str | None:
    """The sub-event type of the first row that holds, or None."""
    orders = _orders(deed)
    return next((row.sub_event for row in lexicon.load("acled", Row) if any(_holds(row, each) for each in orders)), None)


def deed_of(
    parse: Parse,
    telling: Telling,
    *,
    weapon: Weapon | None = None,
    contexts: tuple[str, ...] = (),
    counts: Collection[Count] = (),
    sector: Callable[[Token], str | None] = lambda _: None,
) -> Deed:
    """What the rows ask of a telling; `sector` gives the PLOVER sector of the actor that a party's head word mentions, where known."""
    told = (telling, *telling.parts)
    start, end = telling.span(parse)
    return Deed(
        type=telling.entry.type,
        mode=telling.mode,
        cameo=telling.entry.cameo,
        trigger=frozenset(form for token in parse.covering(start, end) for form in (token.lemma.lower(), token.lower)),
        weapon=weapon,
        actors=_parties(parse, telling.actors, sector),
        recipients=_parties(parse, telling.recipients, sector),
        mutual=telling.entry.reciprocal,
        harmed=any(each.entry.count in HARM for each in told) or any(count.kind in HARM for count in counts),
        contexts=contexts,
    )


def side_of(parse: Parse, head: Token, sector: str | None = None) -> Side | None:
    """Which side the party with this head word is on, by its words, else by the PLOVER sector of its actor."""
    side = _side(parse, head, DEEPEST) or (_sides("sectors").get(sector) if sector else None)
    return None if side == "member" else side


def cameo_fits(type_: str, code: str) -> bool:
    """Whether the CAMEO code is one of the codebook's and belongs to the PLOVER type."""
    return code in CAMEO.get(type_, ())


def _parties(parse: Parse, heads: list[Token], sector: Callable[[Token], str | None]) -> tuple[Side | None, ...]:
    return tuple(side_of(parse, each, sector(each)) for head in heads for each in parse.conjuncts(head))


@cache
def _sides(field: Literal["words", "sectors"]) -> dict[str, Side | Literal["member"]]:
    return {word: entry.side for entry in lexicon.load("sides", SideWords) for word in getattr(entry, field)}


def _side(parse: Parse, head: Token, depth: int) -> Side | Literal["member"] | None:
    """The side that the noun tells, or the words beside it where it leaves that to them."""
    known = _sides("words")
    inside = [child for child in parse.children(head, *BEFORE) if child.i < head.i][::-1]
    named = known.get(head.lemma.lower()) or known.get(head.lower)
    if named == "state":  # "the rebel army"
        return "rebel" if any(known.get(child.lemma.lower()) == "rebel" for child in inside) else named
    if named != "member" and head.pos != "NUM":
        return named
    inside += [each for child in parse.children(head, "prep") if child.lower == "of" for each in parse.children(child, "pobj")]
    found = (_side(parse, each, depth - 1) for each in inside) if depth else iter(())
    return next((side for side in found if side and side != "member"), named)


def _holds(row: Row, deed: Deed) -> bool:
    weapon = deed.weapon
    mode = weapon.mode if weapon and weapon.mode and deed.type == "ASSAULT" and deed.mode in BY_WEAPON else deed.mode
    harmless = row.harmed is not None and row.harmed != deed.harmed
    if deed.type not in row.types or harmless or (row.mutual and not deed.mutual):
        return False
    if (row.bare and weapon) or (row.armed and not weapon) or (row.unnamed and deed.actors):
        return False
    return (
        (not row.modes or (mode or "none") in row.modes)
        and (not row.cameo or deed.cameo in row.cameo)
        and (not row.trigger or not set(row.trigger).isdisjoint(deed.trigger))
        and (not row.weapons or (weapon is not None and weapon.acled in row.weapons))
        and (not row.actors or not set(row.actors).isdisjoint(deed.actors))
        and (not row.recipients or not set(row.recipients).isdisjoint(deed.recipients))
        and set(row.recipients_not).isdisjoint(deed.recipients)
        and (not row.contexts or not set(row.contexts).isdisjoint(deed.contexts))
        and set(row.contexts_not).isdisjoint(deed.contexts)
    )


def _orders(deed: Deed) -> tuple[Deed, ...]:
    """The deed; one of two sides that name each other ("the army and the rebels fought") with either of them first."""
    both = (*deed.actors, *deed.recipients)
    if not deed.mutual or len(both) < 2:
        return (deed,)
    at = len(deed.actors) if deed.actors and deed.recipients else 1
    one, other = both[:at], both[at:]
    return tuple(msgspec.structs.replace(deed, actors=first, recipients=second) for first, second in ((one, other), (other, one)))
