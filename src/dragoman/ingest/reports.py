"""The last step of every way in: a decoded text and its metadata → one Report, with its repairs flagged. All errors leave the place to the caller."""

import re
from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from dragoman.model.errors import SourceError
from dragoman.model.identity import make_id
from dragoman.model.text import Flag, Report

LONGEST_TEXT = 2_000_000  # code points: some 350,000 words, longer than any report; the parse of one takes about 1 GB
MOST_FLAGS = 20  # of one kind of repair; the rest is one flag, so that a spoilt file does not drown its reading

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = re.compile("\ufffd+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]+")
_ISO = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]\s*[0-9]{1,2}[:0-9].*)?\s*", re.DOTALL)


class Defaults(msgspec.Struct, frozen=True):
    """What the caller gives for reports that do not say it, whether mojibake is repaired, and whether only public addresses are fetched."""

    published: str | None = None
    outlet: str | None = None
    fix_text: bool = False
    public_only: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was found: its text, what came with it, and what decoding has to say.

    `notes` are about the whole text, `dropped` about metadata; `replaced` says why characters of the text are U+FFFD, `excerpt` why the text is only
    a part of the report.
    """

    text: str
    external_id: str | None = None
    headline: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    replaced: str | None = None
    excerpt: str | None = None


class Origin(msgspec.Struct, frozen=True):
    """Where a stream was fetched: its address, the encoding that the server names, and what fetches the single report at a link of it."""

    url: str
    charset: str | None = None
    follow: Callable[[str], Found] | None = None


def make_report(found: Found, defaults: Defaults) -> Report:
    """The report; SourceError when the text is empty or too long."""
    text, replaced = whole(found.text), found.replaced
    if text != found.text:
        replaced = replaced or "half of a surrogate pair; replaced by U+FFFD"
    if not text.strip():
        raise SourceError("is empty; give a file with the text of a report")
    if len(text) > LONGEST_TEXT:
        raise SourceError(f"is too long ({len(text):,} characters, at most {LONGEST_TEXT:,}); split it into single reports")
    headline = _clean(found.headline)
    mended: list[Flag] = []
    if defaults.fix_text:
        text, mended = _mend(text)
        if headline:
            fixed, changes = _mend(headline)
            mended += [Flag("encoding", 0, 0, f"headline: {change.note}") for change in changes]
            headline = fixed
    outlet = _clean(found.outlet) or defaults.outlet
    url = _clean(found.url)
    flags = [Flag("encoding", 0, 0, whole(note)) for note in found.dropped]
    flags += [Flag("encoding", 0, len(text), note) for note in found.notes]
    if found.excerpt:
        flags.append(Flag("excerpt", 0, len(text), whole(found.excerpt)))
    flags += mended
    if replaced:
        flags += _flag_all(_REPLACED.finditer(text), replaced)
    flags += _flag_all(_CONTROL.finditer(text), "control character; kept")
    return Report(
        id=make_id("r", outlet or "", url or "", text),
        external_id=_clean(found.external_id),
        headline=headline,
        published=found.published or defaults.published,
        published_assumed=defaults.published is not None and not found.published,
        outlet=outlet,
        url=url,
        text=text,
        repairs=tuple(sorted(flags, key=lambda flag: (flag.start, flag.end, flag.note))),
    )


def iso_date(value: str) -> str | None:
    """The date of an ISO date or datetime as printed (its own local day, whatever the zone); None for anything else."""
    match = _ISO.fullmatch(value)
    if not match:
        return None
    try:
        return date.fromisoformat(match[1]).isoformat()
    except ValueError:
        return None


def whole(text: str) -> str:
    """The text with each lone surrogate as U+FFFD, at the same length: no later encoding can fail on it."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def _clean(value: str | None) -> str | None:
    return whole(value).strip() or None if value else None


def _flag_all(matches: Iterable[re.Match[str]], note: str) -> list[Flag]:
    """One flag a match, the ones after MOST_FLAGS together."""
    spans = [match.span() for match in matches]
    flags = [Flag("encoding", start, end, note) for start, end in spans[:MOST_FLAGS]]
    if rest := spans[MOST_FLAGS:]:
        flags.append(Flag("encoding", rest[0][0], rest[-1][1], f"{note} ({len(rest)} more places)"))
    return flags


def _mend(text: str) -> tuple[str, list[Flag]]:
    """The text with mojibake repaired line by line, and a flag over each stretch that changed; quotes, ligatures and line ends stay as they are."""
    from ftfy import TextFixerConfig, fix_and_explain

    config = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
    )
    lines: list[str] = []
    flags: list[Flag] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        fixed, steps = (line, None) if line.isascii() else fix_and_explain(line, config)
        if fixed != line:
            before = _alike(line, fixed)
            after = _alike(line[before:][::-1], fixed[before:][::-1])
            how = ", ".join(f"{step.action} {step.parameter}" for step in steps or ())
            flags.append(Flag("encoding", offset + before, offset + len(fixed) - after, f"mojibake repaired ({how})"))
        lines.append(fixed)
        offset += len(fixed)
    if len(flags) > MOST_FLAGS:
        rest = flags[MOST_FLAGS:]
        flags[MOST_FLAGS:] = [Flag("encoding", rest[0].start, rest[-1].end, f"mojibake repaired ({len(rest)} more places)")]
    return "".join(lines), flags


def _alike(one: str, other: str) -> int:
    """How many characters the two begin with in common."""
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
