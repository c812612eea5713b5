"""A case into files of another program's format: written beside, checked off in a manifest, then put in place at once."""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

import msgspec
from msgspec.structs import replace

from dragoman.keep import Case
from dragoman.model.errors import SettingError
from dragoman.model.exported import Made, Manifest
from dragoman.model.wanted import Wanted
from dragoman.show.exports import FORMATS

from .extracting import EVERYTHING, Extract

MANIFEST = "manifest.json"
CHUNK = 1 << 20


def export(
    case: Case, form: str, target: Path, wanted: Wanted = EVERYTHING, *, force: bool = False, seen: Callable[[], None] = lambda: None
) -> Manifest:
    """Writes what the filters let through to `target`, with its manifest; `seen` is called for each event.

    A format of one file makes that file and `NAME.manifest.json` beside it, the others a folder. Nothing is there before all is; what stood there is
    left alone unless `force`. SettingError where the target cannot be written or something stands there.
    """
    chosen = FORMATS[form]
    beside = target.with_name(f"{target.name}.{MANIFEST}") if chosen.single else None
    for taken in (target, beside):
        if taken is not None and taken.exists() and not force:
            raise SettingError(f"{taken}: is there already; give another --to, or --force to put the export in its place")
    if target.exists() and target.is_dir() == bool(chosen.single):
        raise SettingError(f"{target}: {'is a folder' if target.is_dir() else 'is a file'}; {form} makes a {'file' if chosen.single else 'folder'}")
    try:
        held = Path(mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise SettingError(f"{target}: cannot be written ({error.strerror}); check the folder and who owns it") from error
    try:
        made = held / "made"
        made.mkdir()
        manifest = _written(case, Extract(case, wanted, seen), form, target, made)
        if beside is not None:
            os.replace(made / target.name, target)
            os.replace(made / MANIFEST, beside)
        else:
            if target.exists():
                os.replace(target, held / "before")
            os.replace(made, target)
    except OSError as error:
        raise SettingError(f"{target}: cannot be written ({error.strerror}); check the room on the disk") from error
    finally:
        shutil.rmtree(held, ignore_errors=True)
    return manifest


def _written(case: Case, extract: Extract, form: str, target: Path, folder: Path) -> Manifest:
    """Writes the files of the export and its manifest into the folder."""
    chosen = FORMATS[form]
    with case.whole.snapshot(), ExitStack() as stack:
        names: list[str] = []

        def opened(name: str) -> BinaryIO:
            name = target.name if name == chosen.single else name
            names.append(name)
            return stack.enter_context((folder / name).open("wb"))

        tally = chosen.write(extract, opened)
        tally = replace(tally, altered={what: number for what, number in tally.altered.items() if number})
        source = extract.source()
    manifest = Manifest(
        format=form, follows=chosen.follows, dragoman=version("dragoman"), filters=extract.filters, source=source, tally=tally,
        lost=chosen.lost, files=tuple(_made(folder / name) for name in sorted(names)),
    )  # fmt: skip
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return manifest


def _made(file: Path) -> Made:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
    return Made(name=file.name, bytes=file.stat().st_size, sha256=digest.hexdigest())
