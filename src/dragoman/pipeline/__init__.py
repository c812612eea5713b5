"""The stages in order: sources in, readings out; readings into a case, and what follows from them; a person's corrections; exports."""

from .adding import Keeper, add_sources, keep_reading
from .archiving import begun, read_archive
from .atonce import add_at_once
from .comparing import compare
from .correcting import Corrector
from .explaining import why
from .exporting import export
from .processes import Processes
from .reading import read_sources
from .rebuilding import rebuild

__all__ = [
    "Corrector",
    "Keeper",
    "Processes",
    "add_at_once",
    "add_sources",
    "begun",
    "compare",
    "export",
    "keep_reading",
    "read_archive",
    "read_sources",
    "rebuild",
    "why",
]
