"""An archive of readings: a folder of Parquet shards and `manifest.json`, which alone says which of them count. Queried with DuckDB, added to a case.

The manifest is written after a shard's files. Stopped between the two, the files are orphans, and the next to write removes them.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

import msgspec

from dragoman.model.archive import Failure, Making, Manifest, Shard, Stored, place_of
from dragoman.model.errors import DataError, SettingError, SourceError
from dragoman.model.reading import Reading

from .folder import PARTIAL, Folder
from .parquet import Packed, unpacked
from .writer import Writer

MANIFEST = "manifest.json"
OURS = re.compile(r"(reports|events)/[0-9]{5,}-[0-9a-f]{12}\.parquet")


def is_archive(where: str) -> bool:
    """Whether this is the folder of an archive."""
    try:
        held = Folder(where).read(MANIFEST) if where not in ("", "-") and not where.startswith(("http://", "https://")) else None
        return held is not None and b'"dragoman.archive/' in held[:200]
    except (SettingError, ValueError):  # it cannot be opened, or is no name of a file at all
        return False


def open_archive(where: str) -> "Archive":
    """The archive there, for reading; SettingError where there is none."""
    folder = Folder(where)
    held = folder.read(MANIFEST)
    if held is None:
        raise SettingError(f"{where}: no archive is there; `dragoman read SOURCE… --to {where}` makes one")
    return Archive(folder, _decoded(where, held))


def begin_archive(where: str, making: Making, waiting: Callable[[str], None] | None = None) -> "Archive":
    """The archive there, made where there is none, for writing shards of this making.

    SettingError where it is of another making, or where other files are there. One process writes; where another does, `waiting` is told by whom,
    once, and the call waits. In a store nothing keeps two from writing: they write the same.
    """
    folder = Folder(where)
    if folder.path is not None and folder.path.is_file():
        raise SettingError(f"--to {where}: is a file; give a folder")
    sizes = folder.sizes()
    if MANIFEST not in sizes and any(not name.endswith((PARTIAL, ".writer")) for name in sizes):
        raise SettingError(f"--to {where}: other files are there; give an empty folder or a new one")
    writer = None
    if folder.path is not None:
        try:
            folder.path.mkdir(parents=True, exist_ok=True)
            writer = Writer(folder.path / MANIFEST, waiting)
        except OSError as error:
            raise SettingError(f"--to {where}: cannot be written ({error.strerror}); choose another folder") from error
    archive = Archive(folder, Manifest(making=making), writer)
    try:
        archive.resume()
    except BaseException:
        archive.close()
        raise
    return archive


class Archive:
    """The shards of a folder; open it with `open_archive` or `begin_archive`. A context manager."""

    def __init__(self, folder: Folder, manifest: Manifest, writer: Writer | None = None) -> None:
        self._folder, self._writer = folder, writer
        self.manifest = manifest
        self._shards = {shard.place: shard for shard in manifest.shards}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives the folder free."""
        if self._writer is not None:
            self._writer.release()

    @property
    def where(self) -> str:
        return self._folder.where

    def resume(self) -> None:
        """Takes up what an earlier run has left: the shards whose files are all there; what is in no shard is removed.

        A manifest that is there is written again with the first shard that is put, or at the end: a run that is refused leaves it as it was.
        """
        held = self._folder.read(MANIFEST)
        shards: Sequence[Shard] = ()
        if held is not None:
            before = _decoded(self.where, held)
            if differing := differences(before.making, self.manifest.making):
                raise SettingError(
                    f"--to {self.where}: was made otherwise ({'; '.join(differing)}); read into another folder, or delete this one to read all anew"
                )
            sizes = self._folder.sizes()
            shards = [shard for shard in before.shards if all(sizes.get(file.name) == file.size for file in shard.files)]
        self._set(shards, complete=False, repeated=0)
        if held is None:
            self._write()
        files = {file.name for shard in shards for file in shard.files}
        for name in self._folder.sizes():
            if OURS.fullmatch(name.removesuffix(PARTIAL)) and name not in files:
                self._folder.remove(name)

    def has(self, name: str) -> Shard | None:
        """The shard of this name.

        SettingError where in its place there is another, cut from other reports, unless that one is the last and not full: then the sources have
        grown at their end.
        """
        there = self._shards.get(place_of(name))
        if there is None or there.name == name:
            return there
        if there is self.manifest.shards[-1] and there.given < self.manifest.making.shard:
            return None
        raise self._changed(there)

    def put(self, name: str, packed: Packed, failures: Sequence[Failure]) -> Shard:
        """Keeps a shard, in the place of one that is there."""
        files = []
        for kind, data in (("reports", packed.reports), ("events", packed.events)):
            file = Stored(name=f"{kind}/{name}.parquet", size=len(data), sha256=hashlib.sha256(data).hexdigest())
            self._folder.write(file.name, data)
            files.append(file)
        shard = Shard(
            name=name, reports=packed.readings, passed_over=packed.passed_over, events=packed.told, files=tuple(files), failures=tuple(failures)
        )
        before = self._shards.get(shard.place)
        self._set([*(each for each in self.manifest.shards if each is not before), shard])
        self._write()
        for file in before.files if before is not None and before.name != name else ():
            self._folder.remove(file.name)
        return shard

    def finish(self, shards: int, repeated: int) -> None:
        """Notes that the sources were read to their end and gave so many shards; SettingError where the archive has more."""
        more = self.manifest.shards[shards:]
        if more:
            raise self._changed(more[0])
        self._set(self.manifest.shards, complete=True, repeated=repeated)
        self._write()

    def items(self) -> Iterator[Reading | SourceError]:
        """The readings of all shards, in order, and what could not be read for them."""
        if not self.manifest.complete:
            yield SourceError(f"{self.where}: was not read to its end; what is there is added, and after the same `dragoman read` the rest can be")
        for shard in self.manifest.shards:
            yield from (SourceError(failure.message) for failure in shard.failures)
            yield from self.readings(shard)

    def readings(self, shard: Shard) -> Iterator[Reading]:
        """The readings of a shard, in order; DataError where its file is not the one that was written."""
        (file,) = (each for each in shard.files if each.name.startswith("reports/"))
        data = self._folder.read(file.name)
        if data is None or hashlib.sha256(data).hexdigest() != file.sha256:
            raise DataError(
                f"{self.where}/{file.name}: {'is missing' if data is None else 'is damaged'}; delete it, and the command that made the archive "
                "reads this shard anew"
            )
        return unpacked(data)

    def _set(self, shards: Sequence[Shard], **changed: Any) -> None:
        self.manifest = msgspec.structs.replace(
            self.manifest,
            reports=sum(shard.reports for shard in shards),
            passed_over=sum(shard.passed_over for shard in shards),
            events=sum(shard.events for shard in shards),
            failed=sum(len(shard.failures) for shard in shards),
            shards=tuple(sorted(shards, key=lambda shard: shard.place)),
            **changed,
        )
        self._shards = {shard.place: shard for shard in self.manifest.shards}

    def _write(self) -> None:
        self._folder.write(MANIFEST, msgspec.json.format(msgspec.json.encode(self.manifest), indent=1) + b"\n")

    def _changed(self, shard: Shard) -> SettingError:
        return SettingError(
            f"--to {self.where}: shard {shard.place} was cut from other reports; give the sources as before (more may stand at their end), or read "
            "these into a folder of their own: `dragoman add` takes several"
        )


def differences(there: Making, here: Making) -> list[str]:
    """In what the two differ, in words."""
    pairs: dict[str, tuple[object, object]] = {
        "dragoman": (there.versions.dragoman, here.versions.dragoman),
        "lexicon and lists": (there.versions.lexicon, here.versions.lexicon),
    }
    for name in sorted({*there.versions.models, *here.versions.models}):
        pairs[name] = (there.versions.models.get(name), here.versions.models.get(name))
    for name in ("duckdb", "published", "outlet", "fix_text", "shard"):
        pairs[name] = (getattr(there, name), getattr(here, name))
    pairs["first look (--first-look, --no-first-look)"] = (there.first_look, here.first_look)
    return [f"{name}: {one} there, {other} here" for name, (one, other) in pairs.items() if one != other]


def _decoded(where: str, held: bytes) -> Manifest:
    try:
        return msgspec.json.decode(held, type=Manifest)
    except msgspec.MsgspecError as error:
        raise SettingError(f"{where}/{MANIFEST}: is no manifest that this dragoman reads ({error}); read into another folder") from error
