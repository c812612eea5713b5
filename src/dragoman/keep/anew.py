"""A case that is made all at once: beside the place where it will stand, and put there whole."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.model.errors import SettingError

from .case import Case, open_case
from .folder import PARTIAL
from .writer import Writer


@contextmanager
def new_case(path: Path, waiting: Callable[[str], None] | None = None) -> Iterator[Case]:
    """A new case, which stands in the file from the end of the block on, and not at all where that is left by an error.

    SettingError where the file is there already. One process makes it; where another does, `waiting` is told by whom, once, and the call waits.
    """
    try:
        writer = Writer(path, waiting)
    except OSError as error:
        raise SettingError(f"{path}: cannot be written ({error.strerror}); check the folder and who owns it") from error
    beside = path.with_name(path.name + PARTIAL)
    try:
        if path.exists():
            raise SettingError(f"{path}: is there already; all at once only a new case is made: give another name, or add without --at-once")
        _forget(beside)
        with open_case(beside, create=True, write=True) as case, case.unguarded():
            yield case
        with beside.open("rb") as whole:
            os.fsync(whole.fileno())
        beside.replace(path)
    finally:
        _forget(beside)
        writer.release()


def _forget(beside: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm", ".writer"):
        beside.with_name(beside.name + end).unlink(missing_ok=True)
