"""What is handed in, laid into a folder of its own for the reader. A file's name is shown; of its path only a few plain characters of it are part."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
from starlette.datastructures import UploadFile

SIGNS = re.compile(r"[^\w. -]+|^[. ]+|[. ]+$")
HEAD, TAIL = 40, 20  # characters of a name that stay, in its beginning and its end: in any script fewer bytes than a file system takes


def plain_name(name: str) -> str:
    """The last part of a name, with nothing in it that a file system, a shell or a reader of suffixes could take for more than a name."""
    last = SIGNS.sub("_", re.split(r"[\\/]", name)[-1])
    short = last if len(last) <= HEAD + TAIL else last[:HEAD] + last[-TAIL:]
    return short if short.strip("_. ") else "file"


def laid_down(folder: Path, files: Sequence[UploadFile]) -> tuple[tuple[str, str], ...]:
    """The files in the folder, each in one of its own so that no two meet: path and name as it came."""
    kept = []
    for number, file in enumerate(files, 1):
        place = folder / str(number)
        place.mkdir()
        path = place / plain_name(file.filename or "")
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        kept.append((str(path), file.filename or path.name))
    return tuple(kept)


def written_down(folder: Path, report: dict[str, str | None]) -> str:
    """A pasted text with what is said of it, as a line of JSON in the folder; its path."""
    path = folder / "pasted.jsonl"
    path.write_bytes(msgspec.json.encode(report) + b"\n")
    return str(path)
