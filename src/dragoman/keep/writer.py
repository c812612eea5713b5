"""Who may write to a case: one process at a time, by a lock on a file beside it that the system gives free when the process dies."""

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # Windows has none

PAUSE = 0.2  # seconds between two tries


class Writer:
    """Holds the lock from its making to `release`."""

    def __init__(self, case: Path, waiting: Callable[[str], None] | None = None) -> None:
        real = case.resolve()
        self.path = real.with_name(real.name + ".writer")
        self._file: TextIO | None = self.path.open("a+", encoding="utf-8")
        told = False
        try:
            while not self._try():
                if not told and waiting is not None:
                    waiting(self._holder())
                told = True
                time.sleep(PAUSE)
        except BaseException:  # who is told may not want to wait
            self._file.close()
            raise
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"process {os.getpid()}, since {datetime.now():%H:%M:%S}\n")
        self._file.flush()

    def _try(self) -> bool:
        assert self._file is not None
        if fcntl is None:
            return True
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _holder(self) -> str:
        return self.path.read_text(encoding="utf-8").strip() or "another process"

    def release(self) -> None:
        """Gives the case free; again does nothing."""
        if self._file is not None:
            self._file.close()
            self._file = None
