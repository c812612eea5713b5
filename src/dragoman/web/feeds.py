"""The watched feeds of a case: a list in a file beside it, so that they are watched again when the site is started anew."""

import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from dragoman.model.errors import SettingError

from .job import Feed

MOST = 100  # feeds of a case: each takes its turn at the one reader
LOG = logging.getLogger("dragoman.web")


class Feeds:
    """The feeds; every change is on the disk when it returns."""

    def __init__(self, case: Path) -> None:
        self.path = case.with_name(case.name + ".feeds.json")
        self._feeds = {feed.address: feed for feed in _kept(self.path)}

    def all(self) -> tuple[Feed, ...]:
        """The feeds by address."""
        return tuple(self._feeds[address] for address in sorted(self._feeds))

    def due(self, now: datetime) -> list[Feed]:
        """Those whose time has come."""
        return [feed for feed in self.all() if feed.asked is None or datetime.fromisoformat(feed.asked) + timedelta(minutes=feed.minutes) <= now]

    def watch(self, address: str, minutes: int) -> None:
        """Watches one more, or one at another pace; SettingError where there are too many."""
        if address not in self._feeds and len(self._feeds) >= MOST:
            raise SettingError(f"{MOST} feeds are watched already; stop one first")
        before = self._feeds.get(address)
        self._set(Feed(address=address, minutes=minutes) if before is None else msgspec.structs.replace(before, minutes=minutes))

    def note(self, address: str, said: str) -> None:
        """Keeps that it was asked now, and what came of it; nothing of one that is watched no more."""
        if address in self._feeds:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self._set(msgspec.structs.replace(self._feeds[address], asked=now, said=said))

    def stop(self, address: str) -> None:
        """Watches it no more; SettingError where it was not watched."""
        if address not in self._feeds:
            raise SettingError(f"{address}: is not watched; /add lists the feeds that are")
        del self._feeds[address]
        self._write()

    def _set(self, feed: Feed) -> None:
        self._feeds[feed.address] = feed
        self._write()

    def _write(self) -> None:
        beside = self.path.with_name(self.path.name + ".new")
        try:
            beside.write_bytes(msgspec.json.format(msgspec.json.encode(self.all()), indent=2) + b"\n")
            os.replace(beside, self.path)
        except OSError as error:
            raise SettingError(f"{self.path}: cannot be written ({error.strerror}); check the folder and who owns it") from error


def _kept(path: Path) -> list[Feed]:
    """The feeds of the file; none where there is no such file, or something else in it, which stays there until a feed is watched."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Feed])
    except FileNotFoundError:
        return []
    except (OSError, msgspec.DecodeError) as error:
        LOG.warning("%s: no list of feeds (%s); none is watched", path, error)
        return []
