"""A stream of bytes, packed by gzip or not → its bytes unpacked, a line or a number at a time; going on behind what is spoilt."""

import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

GZIP = b"\x1f\x8b\x08"
CHUNK = 65_536
MOST_LINE = 65_536  # bytes given as one line
ENDS = "the archive breaks off; fetch or copy it again for the rest"
SPOILT = "the archive is spoilt (gzip cannot unpack it); fetch or copy it again"


class Unpacked:
    """The bytes of an archive, unpacked; it ends at a spoilt place, `spoilt` saying what is the matter, and `resume` goes on behind it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.spoilt: str | None = None
        # What comes in one go, where the stream can: should the next break off, nothing is lost of this.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._raw = head
        self._ready = bytearray()
        self._block: Any = None  # the gzip block under way
        while len(self._raw) < len(GZIP) and (more := self._read(CHUNK)):
            self._raw += more
        self._packed = self._raw.startswith(GZIP)

    def line(self) -> bytes:
        """The next line with its end, or as much of it as MOST_LINE allows."""
        seen = 0
        while (end := self._ready.find(b"\n", seen)) < 0 and len(self._ready) < MOST_LINE:
            seen = len(self._ready)
            if not self._more():
                break
        return self._give(end + 1 if end >= 0 else MOST_LINE)

    def read(self, size: int) -> bytes:
        while len(self._ready) < size and self._more():
            pass
        return self._give(size)

    def skip(self, size: int) -> int:
        """How many of the next bytes were there to be skipped."""
        left = size
        while left and (piece := self.read(min(left, CHUNK))):
            left -= len(piece)
        return size - left

    def resume(self) -> bool:
        """Goes on at the next gzip block; False where there is none."""
        self.spoilt = None
        self._ready.clear()
        while (start := self._raw.find(GZIP)) < 0:
            more = self._read(CHUNK)
            if not more:
                return False
            self._raw = self._raw[1 - len(GZIP) :] + more
        self._raw = self._raw[start:]
        return True

    def _give(self, size: int) -> bytes:
        piece = bytes(self._ready[:size])
        del self._ready[:size]
        return piece

    def _more(self) -> bool:
        """Makes more bytes ready; False at the end and at a spoilt place."""
        before = len(self._ready)
        while len(self._ready) == before and not self.spoilt:
            if not self._raw:
                self._raw = self._read(CHUNK)
            if not self._packed:
                self._ready += self._raw
                self._raw = b""
                break
            if not self._raw and self._block is None:
                break
            self._unpack()
        return len(self._ready) > before

    def _unpack(self) -> None:
        if self._block is None:
            self._raw = self._raw.lstrip(b"\0")  # padding, which gzip allows
            if not self._raw:
                return
            self._block = zlib.decompressobj(wbits=31)
        try:
            piece = self._block.decompress(self._raw, CHUNK)
        except zlib.error:
            self.spoilt, self._block = SPOILT, None
            self._raw = self._raw[1:]  # not to find the same block again
            return
        if not self._raw and not piece and not self._block.eof:
            self.spoilt, self._block = ENDS, None
            return
        self._ready += piece
        self._raw = self._block.unconsumed_tail
        if self._block.eof:
            self._raw, self._block = self._block.unused_data, None
