"""What an export is made of, and where it goes."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from dragoman.model.exported import ExportedActor, ExportedDue, ExportedEvent, ExportedText
from dragoman.model.link import Stated
from dragoman.model.record import Silence, Speaker
from dragoman.model.wanted import Wanted

from ..situation import Looks

Opened = Callable[[str], BinaryIO]
"""A file of the export by its name; whoever gives it closes it."""


class Extract(Protocol):
    """A case, or a part of one. Each call streams anew, always in the same order."""

    def events(self) -> Iterator[ExportedEvent]: ...
    def reports(self) -> Iterator[ExportedText]: ...
    def actors(self) -> Iterator[ExportedActor]: ...
    def dues(self) -> Iterator[ExportedDue]: ...
    def ties(self) -> Iterator[Stated]: ...
    def silences(self) -> Iterator[Silence]: ...
    def speakers(self) -> Iterator[Speaker]: ...
    @property
    def look(self) -> Looks: ...
    @property
    def wanted(self) -> Wanted: ...
