"""How far the reading of an archive has come: a line that renews itself on a terminal, elsewhere one a minute, and a sentence at the end."""

import time
from typing import TextIO

from dragoman.model.archive import Shard

EVERY = 60  # seconds between two lines where nobody looks on
SOON = 90  # seconds below which nothing is said of the time left


class Archiving:
    """Counts shards. `total`: how many reports there are about, None where nobody knows."""

    def __init__(self, out: TextIO, total: int | None) -> None:
        self._out, self._total = out, total
        self._live = out.isatty()
        self._begun = self._said = time.monotonic()
        self.read = self.passed = self.failed = self.known = 0

    def note(self, shard: Shard, *, fresh: bool) -> None:
        """Counts one, tells its failures and how far it all has come."""
        if fresh:
            self.read += shard.reports - shard.passed_over
            self.passed += shard.passed_over
            self.failed += len(shard.failures)
            for failure in shard.failures:
                self.say(f"dragoman: {failure.message}")
        else:
            self.known += shard.given
        now = time.monotonic()
        if self._live:
            self._out.write(f"\r\x1b[K{self._state(now)}")
        elif now - self._said > EVERY:
            self._said = now
            self._out.write(f"dragoman: {self._state(now)}\n")
        self._out.flush()

    def say(self, words: str) -> None:
        """Prints a line that stays."""
        self._out.write(("\r\x1b[K" if self._live else "") + words + "\n")

    def summary(self) -> str:
        """What became of the reports, in words."""
        said = [f"{self.read:,} read"]
        if self.passed:
            said.append(f"{self.passed:,} of sport or markets passed over (--no-first-look reads them)")
        if self.failed:
            said.append(f"{self.failed:,} could not be read")
        if self.known:
            said.append(f"{self.known:,} there already")
        return ", ".join(said)

    def _state(self, now: float) -> str:
        done = self.read + self.passed + self.failed
        pace = done / max(0.001, now - self._begun)  # reports a second
        said = [self.summary() + (f" of about {self._total:,}" if self._total else "")]
        if done:
            said.append(f"{60 * pace:,.0f} a minute")
            left = (self._total - done - self.known) / pace if self._total else 0
            if left > SOON:
                said.append(f"{left / 60:.0f} min left" if left < 7200 else f"{left / 3600:.1f} h left")
        return "  ·  ".join(said)
