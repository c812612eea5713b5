"""A folder of this machine, or of a store that fsspec knows ("s3://bucket/folder"), as an archive needs it: few files, each written whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dragoman.model.errors import SettingError

PARTIAL = ".partial"  # how the name of a file ends that is not written to its end


class Folder:
    """Files by name ("reports/a.parquet"). A file appears whole or not at all: by its last name here, by the store's own promise there."""

    def __init__(self, where: str) -> None:
        self.where = where.removeprefix("file://")
        self._store: Any = None
        self._root = self.where.rstrip("/") or "/"
        if "://" in self.where:
            self._store, self._root = _opened(self.where)

    @property
    def path(self) -> Path | None:
        """Where it is on this machine; None for a store."""
        return None if self._store is not None else Path(self._root)

    def write(self, name: str, data: bytes) -> None:
        """Puts the file there, in the place of another of this name; SettingError where that fails."""
        with self._told(name, "written"):
            if self._store is not None:
                self._store.makedirs(os.path.dirname(f"{self._root}/{name}"), exist_ok=True)
                self._store.pipe_file(f"{self._root}/{name}", data)
                return
            file = Path(self._root, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            partial = file.with_name(file.name + PARTIAL)
            with partial.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            partial.replace(file)

    def read(self, name: str) -> bytes | None:
        """What the file holds; None where there is none."""
        with self._told(name, "read"):
            try:
                if self._store is not None:
                    return bytes(self._store.cat_file(f"{self._root}/{name}"))
                return Path(self._root, name).read_bytes()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return None

    def sizes(self) -> dict[str, int]:
        """The bytes of each file in it and below."""
        with self._told("", "read"):
            if self._store is not None:
                self._store.invalidate_cache()
                found = self._store.find(self._root, detail=True)
                return {name[len(self._root) :].lstrip("/"): int(each["size"]) for name, each in sorted(found.items())}
            root = Path(self._root)
            return {file.relative_to(root).as_posix(): file.stat().st_size for file in sorted(root.rglob("*")) if file.is_file()}

    def remove(self, name: str) -> None:
        with self._told(name, "removed"):
            if self._store is not None:
                self._store.rm_file(f"{self._root}/{name}")
            else:
                Path(self._root, name).unlink(missing_ok=True)

    @contextmanager
    def _told(self, name: str, done: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if self._store is None and not isinstance(error, OSError):  # every store fails with errors of its own
                raise
            what = f"{self.where.rstrip('/')}/{name}".rstrip("/")
            raise SettingError(f"{what}: cannot be {done} ({getattr(error, 'strerror', None) or error})") from error


def _opened(where: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise SettingError(f"{where}: addresses of stores need fsspec; run: pip install 'dragoman[cluster]'") from error
    try:
        store, root = url_to_fs(where)
    except (ImportError, ValueError) as error:  # the store's own package is missing, or nobody knows such a store
        raise SettingError(f"{where}: cannot be used ({error})") from error
    return store, str(root).rstrip("/")
