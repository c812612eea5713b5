"""PLOVER 2.0 (draft manual): quad classes, modes with their scores, contexts and sectors.

Choice of sign: the manual prints ACCUSE as 3 while its modes are negative; here it is -3, as the section's conflict types are. The one mode
without a printed score (PROTEST vandalize) takes its type's. CAMEO codes stay strings, with their leading zeros.
"""

from types import MappingProxyType
from typing import Literal, TypeGuard

from .reading import EventType

CODEBOOK = "PLOVER 2.0 draft"

Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]

QUADS: MappingProxyType[EventType, Quad] = MappingProxyType(
    {
        "AGREE": "verbal_cooperation",
        "CONSULT": "verbal_cooperation",
        "SUPPORT": "verbal_cooperation",
        "CONCEDE": "verbal_cooperation",
        "COOPERATE": "material_cooperation",
        "AID": "material_cooperation",
        "RETREAT": "material_cooperation",
        "REQUEST": "verbal_conflict",
        "ACCUSE": "verbal_conflict",
        "REJECT": "verbal_conflict",
        "THREATEN": "verbal_conflict",
        "PROTEST": "material_conflict",
        "SANCTION": "material_conflict",
        "MOBILIZE": "material_conflict",
        "COERCE": "material_conflict",
        "ASSAULT": "material_conflict",
    }
)
"""The manual's sixteen types in its order, each with the quad class of its section."""

SCORES: MappingProxyType[EventType, float] = MappingProxyType(
    {
        "AGREE": 2.5,
        "CONSULT": 2.5,
        "SUPPORT": 5.0,
        "CONCEDE": 4.5,
        "COOPERATE": 9.5,
        "AID": 10.0,
        "RETREAT": 6.5,
        "REQUEST": 0.0,
        "ACCUSE": -3.0,
        "REJECT": -2.0,
        "THREATEN": -3.5,
        "PROTEST": -5.0,
        "SANCTION": -6.0,
        "MOBILIZE": -5.5,
        "COERCE": -7.0,
        "ASSAULT": -9.0,
    }
)

_NONE: MappingProxyType[str, float] = MappingProxyType({})

MODES: MappingProxyType[EventType, MappingProxyType[str, float]] = MappingProxyType(
    {
        "AGREE": _NONE,
        "CONSULT": MappingProxyType({"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5}),
        "SUPPORT": _NONE,
        "CONCEDE": _NONE,
        "COOPERATE": _NONE,
        "AID": _NONE,
        "RETREAT": MappingProxyType({"withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5}),
        "REQUEST": MappingProxyType({"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0}),
        "ACCUSE": MappingProxyType({"disapprove": -2.0, "investigate": -3.5, "allege": -3.5}),
        "REJECT": MappingProxyType({"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0}),
        "THREATEN": MappingProxyType({"restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4.0, "violence": -3.5}),
        "PROTEST": MappingProxyType(
            {"demo": -5.0, "riot": -7.0, "strike": -5.0, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5, "vandalize": -5.0}
        ),
        "SANCTION": MappingProxyType({"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0}),
        "MOBILIZE": MappingProxyType({"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0}),
        "COERCE": MappingProxyType(
            {
                "seize": -7.0,
                "restrict": -7.0,
                "censor": -6.5,
                "curfew": -6.5,
                "martial-law": -7.5,
                "arrest": -7.0,
                "deport": -7.0,
                "withhold": -7.0,
                "misinformation": -6.5,
                "cyber": -7.0,
            }
        ),
        "ASSAULT": MappingProxyType(
            {
                "abduct": -8.5,
                "beat": -7.5,
                "torture": -8.5,
                "sexual": -8.5,
                "targeted": -9.5,
                "destroy": -8.5,
                "primitive": -8.0,
                "firearms": -9.0,
                "explosives": -9.0,
                "suicide-attack": -9.5,
                "aerial": -9.5,
                "drone": -9.5,
                "heavy-weapons": -9.5,
                "crowd-control": -7.5,
                "unconventional": -10.0,
            }
        ),
    }
)

CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy",
    "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt",
    "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters",
    "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption",
    "illegal_drugs", "trafficking",
)  # fmt: skip

SECTORS = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK",
    "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
)  # fmt: skip
"""The manual's frequent sectors, then its less frequent ones."""

TOP_LEVEL = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
"""Codes that stand where a state's would."""

RECIPIENT_REQUIRED: frozenset[EventType] = frozenset({"COOPERATE", "AID", "SANCTION"})


def in_plover(type_: str) -> TypeGuard[EventType]:
    """Whether the type is one of PLOVER's sixteen, and not a user's own."""
    return type_ in QUADS


def intensity(type_: EventType, mode: str | None) -> float:
    """The score of the mode where it has one, else of the type."""
    return MODES[type_].get(mode, SCORES[type_]) if mode else SCORES[type_]
