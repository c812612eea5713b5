"""Ids from content: the same words at the same place always get the same id, on every machine."""

import hashlib

ID_LENGTH = 12  # hex digits: 48 bits, a collision within a case of 10 million items stays below 1 in 5


def make_id(prefix: str, *parts: object) -> str:
    """`prefix-` and 12 hex digits of the SHA-256 of the parts, joined by a character that no text holds."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:ID_LENGTH]}"
