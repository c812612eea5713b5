"""The bytes of one report → what was found: a page or a plain text."""

from dragoman.model.errors import SourceError

from .decoding import decode
from .lines import is_json
from .page import is_page, read_page
from .reports import LONGEST_TEXT, Found

TEXTS = frozenset({".txt", ".text"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
FEEDS = frozenset({".xml", ".rss", ".atom"})
MOST_BYTES = 4 * LONGEST_TEXT + 4  # a code point takes at most 4 bytes, a byte-order mark too: more is too long in any encoding


def read_single(data: bytes, name: str | None, suffix: str, declared: str | None = None) -> Found:
    """The report of the bytes; what those of no known suffix hold is told from their beginning. SourceError when they hold none."""
    if not data:
        raise SourceError("is empty; give a file with the text of a report")
    if suffix in PAGES or is_page(data):
        return read_page(data, name, declared)
    if len(data) > MOST_BYTES:
        raise SourceError(f"is too long (over {MOST_BYTES:,} bytes, at most {LONGEST_TEXT:,} characters); split it into single reports")
    decoded = decode(data, declared=declared)
    if suffix not in TEXTS and (is_json(decoded.text) or is_json(decoded.text.lstrip().partition("\n")[0])):
        raise SourceError("is JSON, where a text or a page is looked for; save it and name it .json or .jsonl")
    if suffix in FEEDS or (suffix not in TEXTS and decoded.text.lstrip().startswith("<?xml")):
        raise SourceError("is no feed (RSS, Atom), no NewsML-G2 and no page, and other XML is not read; save its text")
    return Found(text=decoded.text, external_id=name, notes=decoded.notes, replaced=decoded.replaced)
