"""One frozen Settings, read by the shells (command line, web) and handed down."""

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may choose about reading; defaults are the command line's."""

    published: str | None = None  # ISO date for reports that carry none
    outlet: str | None = None  # outlet for reports that carry none
    ontology: str | None = None  # path of a YAML file with event types and entries of one's own
    actors: str | None = None  # path of a YAML or CSV file with known actors of one's own
    fix_text: bool = False  # repair mojibake at ingest (ftfy), flagged
    first_look: bool = False  # pass over reports about nothing but sport or markets; never with an ontology
    public_only: bool = False  # fetch no address of this machine and its network
    batch: int = 8  # reports parsed together; memory grows with it, speed hardly (1 GB at 64 long articles)
