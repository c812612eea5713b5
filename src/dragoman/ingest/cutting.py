"""Records cut out of a stream that holds many, JSON objects or XML elements, without reading it whole; a spoilt one costs no other."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

Read = Callable[[int], bytes]

CHUNK = 65_536
MOST_PIECE = 25_000_000  # bytes of a record: what a line of JSONL may have (12 bytes a code point, "\ud83d\ude00", and other fields)
TAG = 256  # bytes of what goes before that are looked at: a tag that the end of a chunk cuts in two, what stands between two objects

_MARK = re.compile(rb'["{}]')
_IN_STRING = re.compile(rb'["\\]')
_LOST = re.compile(rb"(?:\}\s*,?|\n)\s*\{\s*$")  # in a string before its end: no string ends so, but a record begins so


class Piece(msgspec.Struct, frozen=True):
    """A record as it lies in the stream, and the line that it begins on.

    `fate`: whole; "long" (longer than may be: no data); "spoilt" (its quotation marks do not match: no data); "broken" off by the end of the stream.
    """

    line: int
    data: bytes = b""
    fate: Literal["whole", "long", "spoilt", "broken"] = "whole"


def json_objects(read: Read, most: int = MOST_PIECE) -> Iterator[Piece]:
    """The outermost objects, whether they stand in an array, one after another, or alone. Where one is spoilt, the next is found again."""
    held = bytearray()  # what earlier chunks have of the object under way
    depth, quoted, escaped, long = 0, False, False, False
    lines, begun = 1, 1
    while chunk := read(CHUNK):
        at = 1 if escaped else 0
        escaped = False
        start = 0  # of what the chunk has of it
        while match := (_IN_STRING if quoted else _MARK).search(chunk, at):
            at = match.end()
            mark = match[0]
            if mark == b"\\":
                escaped = at == len(chunk)
                at += 1
            elif mark == b'"':
                if quoted and depth and _LOST.search((bytes(held[-TAG:]) + chunk[max(start, at - TAG) : at - 1])[-TAG:]):
                    yield Piece(begun, fate="long" if long else "spoilt")
                    held += chunk[start:at]
                    del held[: held.rindex(b"{")]
                    depth, long, start = 1, False, at
                    begun = lines + chunk.count(b"\n", 0, at)
                else:
                    quoted = not quoted
            elif mark == b"{":
                depth += 1
                if depth == 1:
                    start = at - 1
                    begun = lines + chunk.count(b"\n", 0, start)
            elif depth:
                depth -= 1
                if not depth:
                    whole = bytes(held) + chunk[start:at]
                    held.clear()
                    yield Piece(begun, fate="long") if long or len(whole) > most else Piece(begun, whole)
                    long = False
        lines += chunk.count(b"\n")
        if depth:
            held += chunk[start:]
            long = long or len(held) > most
            if long:
                del held[:-TAG]
    if depth:
        yield Piece(begun, fate="long") if long else Piece(begun, bytes(held), "broken")


def xml_elements(read: Read, name: str, most: int = MOST_PIECE) -> Iterator[Piece]:
    """The elements of this local name, whatever their prefix; none of them holds another. What stands around them is left out."""
    opening = re.compile(rb"<(?:[\w.-]+:)?%s(?=[\s>])" % name.encode())
    closing = re.compile(rb"</(?:[\w.-]+:)?%s\s*>" % name.encode())
    held = bytearray()
    inside, long = False, False
    lines, begun, seen = 1, 1, 0
    while chunk := read(CHUNK):
        held += chunk
        while match := (closing if inside else opening).search(held, seen):
            at = match.end() if inside else match.start()
            if inside:
                yield Piece(begun, fate="long") if long or at > most else Piece(begun, bytes(held[:at]))
            lines += held.count(b"\n", 0, at)
            begun = lines
            del held[:at]
            inside, long, seen = not inside, False, 0
        long = long or (inside and len(held) > most)
        if long or not inside:
            gone = max(0, len(held) - TAG)
            lines += held.count(b"\n", 0, gone)
            del held[:gone]
        seen = max(0, len(held) - TAG)
    if inside:
        yield Piece(begun, fate="long") if long else Piece(begun, bytes(held), "broken")
