"""Bytes → text, with a note wherever the encoding was guessed or a byte replaced. Nothing else is altered: no line end, no space."""

import codecs
import re

import msgspec

from dragoman.model.errors import SourceError

BINARY = (
    (b"%PDF-", "a PDF; extract its text first"),
    (b"PK\x03\x04", "a ZIP archive or an office document (.docx, .odt); unpack it, or save its text, first"),
    (b"\xd0\xcf\x11\xe0", "an old office document (.doc); save its text first"),
    (b"{\\rtf", "an RTF document; save its text first"),
    (b"\x89PNG", "a PNG image; only text can be read"),
    (b"\xff\xd8\xff", "a JPEG image; only text can be read"),
    (b"GIF89a", "a GIF image; only text can be read"),
    (b"II*\x00", "a TIFF image; only text can be read"),
    (b"MM\x00*", "a TIFF image; only text can be read"),
    (b"OggS\x00", "a sound or film (Ogg); only text can be read"),
    (b"ID3\x03", "a sound (MP3); only text can be read"),
    (b"\x1f\x8b", "compressed (gzip); unpack it first"),
    (b"BZh91AY&SY", "compressed (bzip2); unpack it first"),
    (b"\xfd7zXZ\x00", "compressed (xz); unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd); unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database; export its texts first"),
    (b"PAR1\x15", "a Parquet file; export it as JSONL first"),
    (b"\x7fELF", "a program; only text can be read"),
    (b"MZ\x90\x00", "a program; only text can be read"),
    (b"WARC/1.", "a web archive; name it .warc"),
)  # first bytes, such as no report begins with → what the file is, and what to do

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Names that pages give to an encoding but browsers read as a larger one (WHATWG Encoding Standard).
LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

_MAGICS = tuple(magic for magic, _ in BINARY)
_TEXTUAL = re.compile(r"utf-8|ascii|iso8859|iso2022|cp[0-9]|koi8|mac|gb|hz|big5|shift_jis|euc_|johab|tis|kz1048")  # not rot13, base64, idna
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])  # without tab, line and page ends, and ESC, which ISO-2022 uses
_DECLARED = re.compile(rb"""<meta[^>]{1,400}charset\s*=\s*["']?\s*([\w:.\-]+)|<\?xml[^>]{1,200}encoding\s*=\s*["']([\w:.\-]+)""", re.IGNORECASE)
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufff0-\uffff]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")

MOST_CONTROLS = 0.05  # share of control bytes; random bytes have 11 %, a text with some stray ones far under 1 %
STRAY_CONTROLS = 3  # so many are let through however short the text
SAMPLE = 65_536  # bytes shown to the guesser, from shortly before the first that is not UTF-8; more does not change its mind


class Decoded(msgspec.Struct, frozen=True):
    """A text; `notes` say what was guessed, `replaced` why some of its characters are U+FFFD."""

    text: str
    notes: tuple[str, ...] = ()
    replaced: str | None = None


def decode(data: bytes, *, page: bool = False, declared: str | None = None) -> Decoded:
    """The text of the bytes: by its byte-order mark, as UTF-8, as a server `declared`, as a page or XML declares (`page`), or guessed.

    SourceError, naming what it looks like, when it is no text.
    """
    if data.startswith(_MAGICS):
        raise SourceError(f"is {next(what for magic, what in BINARY if data.startswith(magic))}")
    if mark := marked(data):
        bom, encoding = mark
        return _replace(data[len(bom) :], encoding)
    if wide := _wide(data):
        return Decoded(data.decode(wide), (f"decoded as {wide}, not declared",))
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(STRAY_CONTROLS, MOST_CONTROLS * len(data)):
        raise SourceError(f"is binary ({controls / len(data):.0%} control characters); only text can be read")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        first = error.start
    names = [name for name in (_textual(declared or ""), encoding_in(data) if page else None) if name]
    for name in names:
        if (text := _try(data, name)) is not None:
            return Decoded(text)
    if _mostly_utf8(data):
        return _replace(data, "utf-8")
    return _guess(data, first, names[0] if names else None)


def marked(data: bytes) -> tuple[bytes, str] | None:
    """The byte-order mark that the bytes begin with, and the encoding that it stands for."""
    for bom, encoding in MARKS:
        if data.startswith(bom) and (bom != codecs.BOM_UTF32_LE or len(data) % 4 == 0):  # else UTF-16 whose first character is NUL
            return bom, encoding
    return None


def _replace(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    broken = "\ufffd" in text and _try(data, encoding) is None
    return Decoded(text, (), f"not {encoding}; replaced by U+FFFD" if broken else None)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the NULs of its Latin letters, digits or spaces stand."""
    if data.count(0) * 10 < len(data):  # running text in Latin letters has half its bytes NUL
        return None
    sixteen = {"utf-16-le": 1, "utf-16-be": 0}
    thirty_two = {"utf-32-le": 3, "utf-32-be": 0}
    for encoding, step, zero in [*((name, 4, at) for name, at in thirty_two.items()), *((name, 2, at) for name, at in sixteen.items())]:
        column, other = data[zero::step], data[step - 1 - zero :: step]
        zeros = 0.98 if step == 4 else 0.2  # the highest byte of UTF-32 is always 0; UTF-16 of a mixed text has 0 at least in its spaces
        if len(data) % step == 0 and column.count(0) >= zeros * len(column) and other.count(0) * 20 < len(other):
            text = _try(data, encoding)
            if text is not None and len(_UNPRINTED.findall(text)) <= MOST_CONTROLS * len(text):  # else an array of small numbers
                return encoding
    return None


def encoding_in(data: bytes) -> str | None:
    """The encoding that a page names in its head, if it is one of text."""
    match = _DECLARED.search(data, 0, 4096)  # the standard says 1024; real pages are later
    return _textual((match[1] or match[2]).decode("ascii", "replace")) if match else None


def _textual(name: str) -> str | None:
    """The encoding of the name, as browsers take it; None for a name that is none, or no encoding of text."""
    try:
        known = codecs.lookup(name.strip(" \"'")).name
    except (LookupError, ValueError):
        return None
    return LARGER.get(known, known) if _TEXTUAL.match(known) else None


def _mostly_utf8(data: bytes) -> bool:
    """UTF-8 with some bytes spoilt: most bytes beyond ASCII stand in whole sequences, which in other encodings come about only by chance."""
    inside = sum(map(len, _SEQUENCE.findall(data)))
    stray = len(_HIGH.findall(data)) - inside
    return inside > 2 * stray


def _few(data: bytes) -> bool:
    """Too few letters beyond ASCII to tell an encoding by: then Western European is by far the likeliest in English-language news.

    Polish and Turkish have 9 % or more of such bytes, Cyrillic and Arabic over 80 %, English with accents and curly quotes under 3 %.
    """
    high = len(_HIGH.findall(data))
    return high < 3 or high < 0.04 * len(data) or (high < 20 and high < 0.25 * len(data))


def _guess(data: bytes, first: int, declared: str | None) -> Decoded:
    """By charset-normalizer, where there is something to tell by; SourceError when it finds no reading."""
    from charset_normalizer import from_bytes

    start = max(0, first - SAMPLE // 8)
    matches = from_bytes(data[start : start + SAMPLE])
    best = matches.best()
    if best and (best.encoding.startswith("mac") or not _few(data)):
        encoding = best.encoding
        if any(match.encoding == "cp1252" and (match.chaos, -match.coherence) <= (best.chaos, -best.coherence) for match in matches):
            encoding = "cp1252"  # the guesser breaks ties by the alphabet; the Western one is the likelier
    elif _few(data):
        encoding = "cp1252"
    else:
        raise SourceError("is no text in any encoding that we know; save it as UTF-8")
    decoded = _replace(data, encoding)
    if decoded.text == _try(data, "cp1252"):
        encoding = "cp1252"  # the guesser may name a rarer sister whose letters here are the same
    note = f"decoded as {encoding}, not declared"
    if declared:
        note = f"decoded as {encoding}: declared as {declared}, which does not fit"
    return Decoded(decoded.text, (note,), decoded.replaced)
