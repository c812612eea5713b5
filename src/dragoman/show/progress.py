"""How far a long work has come: a line that renews itself on a terminal, nothing otherwise, and a sentence at the end; or lines for a program."""

import time
from collections import Counter
from types import TracebackType
from typing import Self, TextIO

import msgspec

from dragoman.model.errors import SourceError
from dragoman.model.record import Added, Step

TICK = 0.1  # seconds between two renewals of a line: quicker, a terminal would slow the work

PASSED = "about nothing but sport or markets: kept, not read"


class Tally:
    """Counts what is added, and tells of it in the way of its kind."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    @property
    def done(self) -> int:
        """Reports that the case has now, of those given."""
        return sum(self._count[each] for each in ("new", "known", "version"))

    @property
    def failed(self) -> int:
        """Reports that could not be taken in."""
        return self._count["failed"]

    def note(self, item: Added | SourceError) -> None:
        """Counts one."""
        self._count["failed" if isinstance(item, SourceError) else item.outcome] += 1
        self._count["passed over"] += isinstance(item, Added) and item.passed_over

    def summary(self) -> str:
        """What became of the reports, in words."""
        said = [f"{self._count['new']} added"]
        versions = "new version" if self._count["version"] == 1 else "new versions"
        for outcome, words in (("version", versions), ("known", "known already"), ("failed", "could not be read")):
            if self._count[outcome]:
                said.append(f"{self._count[outcome]} {words}")
        if passed := self._count["passed over"]:
            said.append(f"{passed} of these of sport or markets and not read (rebuild CASE --all reads them)")
        return ", ".join(said)


class Progress(Tally):
    """Tells a person; a context manager."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out
        self._begun = time.monotonic()
        self._live = out.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._clear()

    def note(self, item: Added | SourceError) -> None:
        """Counts one, says what a person should know of it, and renews the line."""
        super().note(item)
        if isinstance(item, SourceError):
            self.say(str(item))
        elif item.replaces is not None:
            self.say(version_note(item))
        if self._live:
            read = self._count["new"] + self._count["version"]
            rate = 60 * read / max(0.001, time.monotonic() - self._begun)
            self._out.write(f"\r\x1b[K{self.summary()}  ·  {rate:.0f} a minute")
            self._out.flush()

    def say(self, words: str) -> None:
        """Prints a line that stays."""
        self._clear()
        self._out.write(f"dragoman: {words}\n")
        self._out.flush()

    def _clear(self) -> None:
        if self._live:
            self._out.write("\r\x1b[K")
            self._out.flush()


class Lines(Tally):
    """Tells a program: one `Step` a line, as JSON, each at once; a context manager."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def note(self, item: Added | SourceError) -> None:
        """Counts one and writes its line."""
        super().note(item)
        if isinstance(item, SourceError):
            self._write(Step(what="failed", words=str(item)))
        else:
            notes = (version_note(item) if item.replaces is not None else "", PASSED if item.passed_over else "")
            words = "; ".join(note for note in notes if note)
            self._write(Step(what=item.outcome, report=item.report, replaces=item.replaces, current=item.current, words=words))

    def say(self, words: str) -> None:
        """Writes a note."""
        self._write(Step(what="note", words=words))

    def _write(self, step: Step) -> None:
        self._out.write(msgspec.json.encode(step).decode() + "\n")
        self._out.flush()


def version_note(item: Added) -> str:
    """What a new version of a report changed, in a line."""
    if not item.current:
        return f"{item.report}: an older text of {item.replaces}, which stays in force"
    new, gone = item.changed
    return f"{item.report}: a new version of {item.replaces}; {new} {'paragraph' if new == 1 else 'paragraphs'} new, {gone} gone"


class Countdown:
    """Counts a work of known length: a line with the time left on a terminal, nothing otherwise; a context manager."""

    def __init__(self, out: TextIO, total: int, noun: str = "reports") -> None:
        self._out = out
        self._noun = noun
        self._total = total
        self._begun = self._next = time.monotonic()
        self._live = out.isatty()
        self.done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._live:
            self._out.write("\r\x1b[K")

    def note(self) -> None:
        """Counts one."""
        self.done += 1
        now = time.monotonic()
        if self._live and now >= self._next:
            self._next = now + TICK
            left = (now - self._begun) / self.done * (self._total - self.done)
            soon = f"  ·  {left / 60:.0f} min left" if left > 90 else ""
            self._out.write(f"\r\x1b[K{self.done} of {self._total} {self._noun}{soon}")
            self._out.flush()

    def say(self, words: str) -> None:
        """Prints a line that stays."""
        self._out.write(("\r\x1b[K" if self._live else "") + words + "\n")
