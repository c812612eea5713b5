"""Sources as the user names them: a file, a folder, an address, standard input. Each is opened when its turn comes and closed before the next."""

import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .reports import Defaults
from .stores import STORES, take_store
from .streams import TAKEN, suffix_of, take_stream

OTHER_REPORTS = {
    ".pdf": "extract its text first",
    ".doc": "save its text first",
    ".docx": "save its text first",
    ".odt": "save its text first",
    ".rtf": "save its text first",
    ".epub": "save its text first",
    ".eml": "save its text first",
    ".mht": "save it as HTML",
    ".mhtml": "save it as HTML",
    ".wacz": "unpack it, and give the .warc.gz files in it",
    ".zst": "unpack it first",
    ".gz": "unpack it first",
    ".zip": "unpack it first",
}  # in a folder these most likely hold reports, so each is told; other suffixes are counted

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_log = logging.getLogger("dragoman.ingest")


def take_source(source: str, defaults: Defaults) -> Iterator[Report | SourceError]:
    """The reports of one source; never raises for what the source is or holds."""
    if source == "-":
        stream = getattr(sys.stdin, "buffer", None)
        if stream is None:
            yield SourceError("standard input: is closed; give a file")
        else:
            yield from take_stream(stream, "standard input", None, "", defaults)
    elif not source.strip():
        yield SourceError("an empty name; give a file, a folder, an address, or - for standard input")
    elif (address := _ADDRESS.match(source.lstrip())) and address[1].lower() in STORES:
        yield from take_store(source, defaults)
    elif address:
        from .addresses import take_address  # what speaks to the network is loaded by those alone who ask for it

        yield from take_address(source, defaults)
    elif os.path.isdir(source):
        yield from _take_folder(source, defaults)
    else:
        yield from _take_file(source, os.path.basename(source), defaults)


def _take_folder(folder: str, defaults: Defaults) -> Iterator[Report | SourceError]:
    """The reports under a folder, by name, the files of a folder before its subfolders.

    Hidden files are left out. Files that are no reports by their suffix are counted in one warning to the log; where nothing else is there, that is
    an error.
    """
    unread: list[OSError] = []
    skipped: Counter[str] = Counter()
    seen = False
    for place, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = os.path.join(place, name)
            suffix = suffix_of(name)
            if suffix in TAKEN:
                seen = True
                if os.path.exists(path) and not os.path.isfile(path):  # a pipe would be waited for without end
                    yield SourceError(f"{_shown(path)}: is no regular file; name it alone if it is to be read")
                    continue
                yield from _take_file(path, Path(path).relative_to(folder).as_posix(), defaults)
            elif suffix in OTHER_REPORTS:
                seen = True
                yield SourceError(f"{_shown(path)}: {suffix} files are not read; {OTHER_REPORTS[suffix]}")
            else:
                skipped[suffix or "no suffix"] += 1
    for error in unread:
        seen = True
        yield SourceError(f"{_shown(str(error.filename))}: {_why(error)}")
    kinds = ", ".join(f"{_shown(suffix)} {number}" for suffix, number in sorted(skipped.items()))
    if not seen:
        others = f" (other files: {kinds})" if kinds else ""
        wanted = ", ".join(sorted(TAKEN))
        yield SourceError(f"{_shown(folder)}: no report in this folder{others}; it takes {wanted}; give another file by its own name")
    elif kinds:
        _log.warning("%s: %d files skipped that are no reports by their suffix (%s)", _shown(folder), skipped.total(), kinds)


def _take_file(path: str, name: str, defaults: Defaults) -> Iterator[Report | SourceError]:
    label = _shown(path)
    if "\0" in path:
        yield SourceError(f"{label}: no such file; check the name")
        return
    try:
        with open(path, "rb") as stream:
            yield from take_stream(stream, label, _shown(name), suffix_of(path), defaults)
    except OSError as error:
        yield SourceError(f"{label}: {_why(error)}")


def _why(error: OSError) -> str:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return "no such file or folder; check the name, and the folder that it is relative to"
    if isinstance(error, PermissionError):
        return "no permission to read it; change its permissions, or read it as its owner"
    return f"cannot be read ({error.strerror or error}); check the name and the disk"


def _shown(path: str) -> str:
    """The path as it can be printed, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")
