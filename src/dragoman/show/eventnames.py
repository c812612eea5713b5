"""PLOVER's types and modes in plain words, for readers who do not know the codebook; the code itself always stands beside them."""

from types import MappingProxyType

from dragoman.model.plover import in_plover
from dragoman.model.reading import EventMention, EventType

TYPES: MappingProxyType[EventType, str] = MappingProxyType(
    {
        "AGREE": "agreement",
        "CONSULT": "talks",
        "SUPPORT": "support",
        "CONCEDE": "concession",
        "COOPERATE": "cooperation",
        "AID": "aid",
        "RETREAT": "pull-back",
        "REQUEST": "demand",
        "ACCUSE": "accusation",
        "REJECT": "refusal",
        "THREATEN": "threat",
        "PROTEST": "protest",
        "SANCTION": "sanction",
        "MOBILIZE": "mobilization",
        "COERCE": "coercion",
        "ASSAULT": "attack",
    }
)

MODES: MappingProxyType[tuple[EventType, str], str] = MappingProxyType(
    {
        ("CONSULT", "visit"): "visit",
        ("CONSULT", "third-party"): "mediation",
        ("CONSULT", "multilateral"): "talks of several sides",
        ("CONSULT", "phone"): "phone call",
        ("RETREAT", "withdraw"): "withdrawal",
        ("RETREAT", "release"): "release",
        ("RETREAT", "disarm"): "disarmament",
        ("RETREAT", "ceasefire"): "ceasefire",
        ("RETREAT", "access"): "access granted",
        ("RETREAT", "resign"): "resignation",
        ("REQUEST", "assist"): "call for help",
        ("REQUEST", "change"): "call for change",
        ("REQUEST", "yield"): "call to yield",
        ("REQUEST", "meet"): "call for talks",
        ("ACCUSE", "disapprove"): "criticism",
        ("ACCUSE", "investigate"): "investigation",
        ("ACCUSE", "allege"): "allegation",
        ("REJECT", "assist"): "refusal of help",
        ("REJECT", "change"): "refusal to change",
        ("REJECT", "yield"): "refusal to yield",
        ("REJECT", "meet"): "refusal to talk",
        ("THREATEN", "restrict"): "threat of restrictions",
        ("THREATEN", "arrest"): "threat of arrest",
        ("THREATEN", "relations"): "threat to break ties",
        ("THREATEN", "expel"): "threat of expulsion",
        ("THREATEN", "territory"): "threat to territory",
        ("THREATEN", "violence"): "threat of force",
        ("PROTEST", "demo"): "demonstration",
        ("PROTEST", "riot"): "riot",
        ("PROTEST", "strike"): "strike",
        ("PROTEST", "hunger"): "hunger strike",
        ("PROTEST", "boycott"): "boycott",
        ("PROTEST", "obstruct"): "obstruction",
        ("PROTEST", "vandalize"): "vandalism",
        ("SANCTION", "convict"): "conviction",
        ("SANCTION", "expel"): "expulsion",
        ("SANCTION", "withdraw"): "pull-out",
        ("SANCTION", "discontinue"): "ties or aid cut",
        ("MOBILIZE", "troops"): "troops mobilized",
        ("MOBILIZE", "weapons"): "weapons readied",
        ("MOBILIZE", "police"): "police deployed",
        ("MOBILIZE", "militia"): "militia mobilized",
        ("COERCE", "seize"): "seizure",
        ("COERCE", "restrict"): "restriction",
        ("COERCE", "censor"): "censorship",
        ("COERCE", "curfew"): "curfew",
        ("COERCE", "martial-law"): "martial law",
        ("COERCE", "arrest"): "arrest",
        ("COERCE", "deport"): "deportation",
        ("COERCE", "withhold"): "withholding",
        ("COERCE", "misinformation"): "disinformation",
        ("COERCE", "cyber"): "cyberattack",
        ("ASSAULT", "abduct"): "abduction",
        ("ASSAULT", "beat"): "beating",
        ("ASSAULT", "torture"): "torture",
        ("ASSAULT", "sexual"): "sexual violence",
        ("ASSAULT", "targeted"): "targeted killing",
        ("ASSAULT", "destroy"): "destruction",
        ("ASSAULT", "primitive"): "attack without firearms",
        ("ASSAULT", "firearms"): "shooting",
        ("ASSAULT", "explosives"): "bombing",
        ("ASSAULT", "suicide-attack"): "suicide attack",
        ("ASSAULT", "aerial"): "air strike",
        ("ASSAULT", "drone"): "drone strike",
        ("ASSAULT", "heavy-weapons"): "attack with heavy weapons",
        ("ASSAULT", "crowd-control"): "force against a crowd",
        ("ASSAULT", "unconventional"): "unconventional attack",
    }
)


def code(event: EventMention) -> str:
    """ "ASSAULT · drone": the codebook's own type and mode."""
    return f"{event.type} · {event.mode}" if event.mode else event.type


def plain(event: EventMention) -> str:
    """ "drone strike": the mode's words where it has some, else the type's; a user's own type by its name, "water dispute"."""
    type_ = event.type
    if not in_plover(type_):
        return type_.replace("_", " ").lower()
    return MODES.get((type_, event.mode or ""), TYPES[type_])
