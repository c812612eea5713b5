"""For whom ACLED and UCDP would take a party, by its PLOVER sector: PLOVER asks for an office or trade, they for arms and who commands them."""

from typing import Literal

from dragoman.model.exported import ExportedParty

Side = Literal["state", "rebel", "militia", "civilian"]

SECTORS: dict[str, Side] = {
    **dict.fromkeys(("MIL", "COP", "SPY", "GOV"), "state"),
    "REB": "rebel",
    **dict.fromkeys(("PRM", "UAF"), "militia"),  # armed, and neither the state's nor in revolt against it; ACLED has unidentified armed men here too
    **dict.fromkeys(("CVL", "EDU", "JRN", "LAB", "MED", "REF", "REL", "SOC", "AGR", "BUS"), "civilian"),
}  # fmt: skip
"""As in `lexicon/data/sides.yaml`, by which events get their ACLED type. Of parties, parliaments, judges, criminals and elites nothing follows."""


def side_of(party: ExportedParty) -> Side | None:
    """Its side; null where the sector does not settle it."""
    return "state" if party.kind == "state" and party.sector in (None, "GOV") else SECTORS.get(party.sector or "")
