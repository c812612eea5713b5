"""A file, a folder or a pattern of a store that fsspec knows ("s3://bucket/2024/*.jsonl") → its reports. Each store has a package of its own."""

from collections.abc import Iterator

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .reports import Defaults
from .streams import TAKEN, suffix_of, take_stream

STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "hdfs", "webhdfs", "oss", "oci", "memory"})  # schemes that name one


def take_store(address: str, defaults: Defaults) -> Iterator[Report | SourceError]:
    """The reports there; of a folder or a pattern those of its files by name, hidden ones left out. Never raises for what is there."""
    label = address.strip()
    try:
        from fsspec.core import url_to_fs

        store, root = url_to_fs(label)
        names = [root] if store.isfile(root) else sorted(store.glob(root) if "*" in root else store.find(root))
    except ImportError as error:
        yield SourceError(f"{label}: stores are read with fsspec and the store's own package ({error}); run: pip install 'dragoman[cluster]'")
        return
    except Exception as error:  # noqa: BLE001  # each kind of store has errors of its own
        yield SourceError(f"{label}: cannot be looked into ({type(error).__name__}: {error}); check the address and your access")
        return
    taken = [name for name in names if name == root or (suffix_of(name) in TAKEN and "/." not in name[len(root.partition("*")[0]) :])]
    if not taken:
        yield SourceError(f"{label}: no report is there; it takes {', '.join(sorted(TAKEN))}; check the address")
    for name in taken:
        where = store.unstrip_protocol(name)
        try:
            with store.open(name, "rb") as stream:
                yield from take_stream(stream, where, name[len(root) :].lstrip("/") or name.rpartition("/")[2], suffix_of(name), defaults)
        except Exception as error:  # noqa: BLE001  # each kind of store has errors of its own
            yield SourceError(f"{where}: reading broke off ({type(error).__name__}: {error}); check the connection, then read it again")
