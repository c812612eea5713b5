"""PLOVER's sectors in plain words, for readers who do not know the codebook; the code itself stands beside them."""

from types import MappingProxyType

SECTORS: MappingProxyType[str, str] = MappingProxyType(
    {
        "GOV": "government",
        "LEG": "parliament",
        "JUD": "courts",
        "MIL": "armed forces",
        "PRM": "paramilitaries",
        "REB": "rebels",
        "UAF": "unaligned armed group",
        "COP": "police",
        "SPY": "intelligence services",
        "PTY": "political party",
        "OPP": "opposition",
        "PRE": "former government",
        "ELI": "prominent persons",
        "IGO": "organization of states",
        "UNO": "United Nations",
        "EUR": "European Union",
        "NGO": "aid and advocacy",
        "ISM": "militant movement",
        "IMG": "international group",
        "MNC": "multinational company",
        "BUS": "business",
        "LAB": "labour",
        "AGR": "farming",
        "EDU": "education",
        "MED": "medicine",
        "JRN": "press",
        "REL": "religion",
        "SOC": "society",
        "CVL": "civilians",
        "REF": "refugees",
        "CRM": "crime",
        "UNK": "not known",
    }
)
