"""The anatomy of a report: headline, kicker, dateline, body paragraphs, credits, corrections, boilerplate, tables.

Works on lines alone, before parsing, so that a dateline never becomes a subject and a link list never an event. Left out: what the parts mean.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.text import Layout, Part, Report, Span

HEADLINE_LONGEST = 180  # code points; the longest of 730 headlines in the development reports has 153
TAIL_LINE_LONGEST = 120  # a teaser line under "You may also like:" is a headline, not a paragraph
WRAPPED_LONGEST = 100  # hard-wrapped text breaks its lines before this column
FIGURE = re.compile(r"\W*\d[\d.,:/%–-]*\W*")
FIGURES = 3  # and more of them than words: a line of a table, where another one stands beside it
CLOSING = ".!?…:;\"”’')]"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of anatomy.yaml."""

    kind: Literal["dateline", "kicker", "correction", "credit", "boilerplate"]
    where: Literal["start", "whole"]
    pattern: str
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]
    tail: bool = False


@cache
def patterns() -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    """The entries with their compiled patterns, in file order."""
    return tuple((entry, re.compile(entry.pattern, re.VERBOSE)) for entry in lexicon.load("anatomy", Pattern))


def match(kind: str, text: str) -> tuple[Pattern, re.Match[str]] | None:
    """The first pattern of this kind that matches at the start (or the whole) of `text`."""
    for entry, compiled in patterns():
        if entry.kind == kind:
            found = compiled.fullmatch(text) if entry.where == "whole" else compiled.match(text)
            if found:
                return entry, found
    return None


def find_layout(report: Report) -> Layout:
    """The parts of the report in text order; together they hold every printed character but white space."""
    text = report.text
    blocks = list(_paragraphs(text))
    tabular = _tables(text, blocks)
    parts: list[Part] = []
    headline: Span | None = None
    filed: re.Match[str] | None = None
    dateline: Span | None = None
    tail = False
    seen_body = False
    for at, (first, end) in enumerate(blocks):
        start = first
        words = text[start:end]
        if not seen_body and headline is None and _is_headline(words, report, blocks, at):
            kicker = match("kicker", words)
            if kicker and kicker[1].end() < len(words):
                parts.append(Part("kicker", start, start + len(kicker[1].group().rstrip())))
                start += kicker[1].end()
            headline = Span(start, end)
            parts.append(Part("headline", start, end))
            continue
        if not seen_body and headline and _plain(words) == _plain(text[headline.start : headline.end]):
            parts.append(Part("headline_repeated", start, end))
            continue
        tail = tail and len(words) <= TAIL_LINE_LONGEST and words[-1] not in '.!"”'
        kind, opens_tail = _kind(words)
        tail = tail or opens_tail
        if kind or tail or at in tabular:
            parts.append(Part(kind or ("boilerplate" if tail else "table"), start, end))
            continue
        if not seen_body:
            found = match("dateline", words[:200])
            if found and found[1].end() < len(words):
                filed = found[1]
                dateline = Span(start, start + len(filed.group().rstrip(" -–—:\t")))
                parts.append(Part("dateline", dateline.start, dateline.end))
                start += filed.end()
        seen_body = True
        parts.append(Part("body", start, end))
    parts.sort(key=lambda part: part.start)
    return _layout(text, tuple(parts), headline, dateline, filed)


def _layout(text: str, parts: tuple[Part, ...], headline: Span | None, dateline: Span | None, filed: re.Match[str] | None) -> Layout:
    groups = {**_masthead(text, parts), **{name: words for name, words in (filed.groupdict() if filed else {}).items() if words}}
    month = groups.get("month")
    return Layout(
        parts=parts,
        headline=text[headline.start : headline.end] if headline else None,
        dateline=dateline,
        place=_place(groups.get("place")),
        year=int(groups["year"]) if groups.get("year") else None,
        month=MONTHS.index(month.lower()) + 1 if month else None,
        day=int(groups["day"]) if groups.get("day") else None,
        outlet=groups.get("outlet") or _credited(text, parts),
    )


def _masthead(text: str, parts: tuple[Part, ...]) -> dict[str, str]:
    """Outlet and date of a line that is nothing but these, printed above the body ("Harbour Courier, May 4, 1979")."""
    for part in parts:
        if part.kind == "body":
            break
        found = match("credit", text[part.start : part.end]) if part.kind == "credit" else None
        if found and "year" in found[1].groupdict():
            return {name: words for name, words in found[1].groupdict().items() if words}
    return {}


def _credited(text: str, parts: tuple[Part, ...]) -> str | None:
    """The agency in a credit line that is nothing but "(Agency)"."""
    for part in parts:
        line = text[part.start : part.end]
        if part.kind == "credit" and line.startswith("(") and line.endswith(")") and " by " not in line:
            return line[1:-1].strip()
    return None


def _place(printed: str | None) -> str | None:
    """The dateline's place in ordinary case: capitals are an agency habit, not the name. "D.C." and "UAE" stay."""
    if not printed:
        return None
    town, comma, region = printed.partition(",")
    return re.sub(r"\b[A-Z]{2,}\b", _ordinary, town) + comma + re.sub(r"\b[A-Z]{4,}\b", _ordinary, region)


def _ordinary(word: re.Match[str]) -> str:
    return word.group().capitalize()


def _kind(words: str) -> tuple[Literal["correction", "credit", "boilerplate"] | None, bool]:
    """What a paragraph is when it is not body, and whether short lines after it belong to it."""
    if match("correction", words[:200]):
        return "correction", False
    if match("credit", words if len(words) <= 400 else words[:80]):
        return "credit", False
    found = match("boilerplate", words[:200])
    if found and len(words) <= 300:
        return "boilerplate", found[0].tail
    return None, False


def _tables(text: str, blocks: list[tuple[int, int]]) -> frozenset[int]:
    """Which lines are rows of figures, at least two together: standings, rates, results by district."""
    rows = {at for at, (start, end) in enumerate(blocks) if _is_row(text[start:end])}
    return frozenset(at for at in rows if at - 1 in rows or at + 1 in rows)


def _is_row(line: str) -> bool:
    cells = [cell for cell in line.split() if any(map(str.isalnum, cell))]
    figures = sum(FIGURE.fullmatch(cell) is not None for cell in cells)
    return figures >= FIGURES and 2 * figures > len(cells)


def _is_headline(words: str, report: Report, blocks: list[tuple[int, int]], at: int) -> bool:
    """A short opening line above longer text, that is no dateline, credit or sentence of the body."""
    if report.headline and _plain(words) == _plain(report.headline):
        return True
    if at + 1 >= len(blocks) or len(words) > HEADLINE_LONGEST or "\n" in words:
        return False
    if match("dateline", words) or _kind(words)[0]:
        return False
    longer = any(end - start > len(words) for start, end in blocks[at + 1 : at + 5])
    ends_sentence = words.rstrip("\"”’'")[-1:] in (".", "!") and not words.endswith(("...", "…"))
    return longer and (not ends_sentence or (report.headline is None and len(words) < 110 and len(words.split()) > 2 and _titled(words)))


def _titled(words: str) -> bool:
    """Most words of some length are capitalised, as in a title."""
    long = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _plain(words: str) -> str:
    """Words without case, white space and trailing dots, to compare a headline with its repetition."""
    return " ".join(words.split()).rstrip(".… ").casefold()


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of every paragraph, trimmed: a line each, hard-wrapped lines joined, empty ones left out."""
    lines = [(line.start(), line.end()) for line in re.finditer(r"[^\n\r]+", text)]
    block: list[tuple[int, int]] = []
    for start, end in lines:
        if not text[start:end].strip():
            continue
        if block and not _continues(text, block, start, end):
            yield _trim(text, block[0][0], block[-1][1])
            block = []
        block.append((start, end))
    if block:
        yield _trim(text, block[0][0], block[-1][1])


def _continues(text: str, block: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the line goes on a hard-wrapped paragraph: directly below, not indented, and the line above was full."""
    above_start, above_end = block[-1]
    gap = text[above_end:start]
    above = text[above_start:above_end]
    width = max(last - first for first, last in block[-3:])
    return (
        gap in ("\n", "\r\n", "\r")
        and not text[start].isspace()
        and end - start <= WRAPPED_LONGEST
        and 45 <= width <= WRAPPED_LONGEST  # a narrower line above is a list, a verse or a headline
        and above_end - above_start >= 0.6 * width
        and (text[start].islower() or above.rstrip()[-1] not in CLOSING)
        and not (text[start].isupper() and len(block) == 1 and start == 0)
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
