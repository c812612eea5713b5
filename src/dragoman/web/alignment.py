"""Two texts side by side: which words both have in the same order, and which paragraphs answer each other.

A copy shows as long runs of words; what was rewritten word by word as names and figures in the same order (`reconcile.echoes` judges by the same).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

import msgspec

MOST = 200_000  # pairs of equal words up to which all their runs are looked for (0.1 s); beyond, from runs that stand once in each text
SEED = 5  # words of such a run: what `reconcile.echoes` finds copies by
COMPARED = 20_000  # words of a text that are looked at (0.3 s): a book, not a report
TELLING = 3  # words; any two texts have "of the" in common, so of fewer only names and figures are shown
LITTLE = 0.2  # of the shorter text; where less stands in such runs it was rewritten, and names and figures are compared alone
ANSWERS = 0.2  # of the words of a paragraph that must stand in another one, so that they are shown beside each other
WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
LINES = re.compile(r"\s*\n\s*")

Block = tuple[int, int, int]  # the first word in one text, in the other, and how many follow each other


class Piece(msgspec.Struct, frozen=True):
    """Some words of a text from the code point `start`, and whether the other one has them too."""

    start: int
    text: str
    common: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Paragraphs that answer each other; one side is empty where the other text has nothing like it."""

    one: tuple[tuple[Piece, ...], ...]
    other: tuple[tuple[Piece, ...], ...]


class _Word(msgspec.Struct, frozen=True):
    """One word as it is compared; `line`: the number of its paragraph; `telling`: whether it is a name or figure."""

    plain: str
    start: int
    end: int
    line: int
    telling: bool


def side_by_side(one: str, other: str) -> tuple[Row, ...]:
    """Both texts whole, in the order of the first, paragraphs that answer each other in one row."""
    lines = _paragraphs(one), _paragraphs(other)
    words = _words(one, lines[0]), _words(other, lines[1])
    blocks = [each for each in _blocks(*words) if each[2] >= TELLING or any(word.telling for word in words[0][each[0] : each[0] + each[2]])]
    if sum(each[2] for each in blocks) < LITTLE * min(len(words[0]), len(words[1])):
        words = _telling(words[0]), _telling(words[1])
        blocks = _blocks(*words)
    tied = _tied(*words, blocks)
    common = [_stretches(own, [(each[side], each[2]) for each in blocks]) for side, own in enumerate(words)]
    rows = []
    for left, right in _ranges(tied, len(lines[0]), len(lines[1])):
        shown = [
            tuple(_pieces(text, *lines[side][at], common[side]) for at in each) for side, (text, each) in enumerate(((one, left), (other, right)))
        ]
        rows.append(Row(one=shown[0], other=shown[1]))
    return tuple(rows)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each begins and ends."""
    bounds = [(found.start(), found.end()) for found in LINES.finditer(text)]
    starts, ends = [0, *(end for _, end in bounds)], [*(start for start, _ in bounds), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _words(text: str, lines: Sequence[tuple[int, int]]) -> list[_Word]:
    """A word that is never written small is a name; "The" is none."""
    spans = [found.span() for found, _ in zip(WORD.finditer(text), range(COMPARED), strict=False)]
    printed = [text[start:end] for start, end in spans]
    small = {word for word in printed if word[:1].islower()}
    telling = [word[:1].isdigit() or (word[:1].isupper() and word.lower() not in small) for word in printed]
    return [
        _Word(word.casefold().replace("’", "'"), start, end, bisect_right(lines, (start, len(text))) - 1, tells)
        for word, (start, end), tells in zip(printed, spans, telling, strict=True)
    ]


def _telling(words: Sequence[_Word]) -> list[_Word]:
    return [word for word in words if word.telling]


def _blocks(mine: Sequence[_Word], theirs: Sequence[_Word]) -> list[Block]:
    """The runs of words that both have, in the order of both."""
    one, other = [word.plain for word in mine], [word.plain for word in theirs]
    counts = Counter(other)
    if sum(counts[word] for word in one) > MOST:
        return _seeded(one, other)
    return [(i, j, size) for i, j, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks() if size]


def _seeded(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Runs grown from those that stand exactly once in each text, as many as keep one order: in all but linear time."""
    mine, theirs = _single(one), _single(other)
    found: list[Block] = []
    done_i = done_j = 0
    for i, j in _rising(sorted((at, theirs[seed]) for seed, at in mine.items() if seed in theirs)):
        if i < done_i or j < done_j:
            continue
        back, size = 0, SEED
        while i - back > done_i and j - back > done_j and one[i - back - 1] == other[j - back - 1]:
            back += 1
        while i + size < len(one) and j + size < len(other) and one[i + size] == other[j + size]:
            size += 1
        found.append((i - back, j - back, size + back))
        done_i, done_j = i + size, j + size
    return found


def _single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    seeds = [tuple(words[at : at + SEED]) for at in range(len(words) - SEED + 1)]
    counts = Counter(seeds)
    return {seed: at for at, seed in enumerate(seeds) if counts[seed] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs, sorted by the first, whose seconds rise as well (patience sorting)."""
    ends: list[int] = []  # ends[n]: the smallest second with which a rising row of n + 1 pairs ends
    last: list[int] = []  # the pair at which it does
    before: list[int | None] = []
    for at, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1], last[length : length + 1] = [second], [at]
    row, step = [], last[-1] if last else None
    while step is not None:
        row.append(pairs[step])
        step = before[step]
    return row[::-1]


def _tied(mine: Sequence[_Word], theirs: Sequence[_Word], blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Which paragraph answers which: that have enough of the words of the shorter one in common."""
    sizes = [Counter(word.line for word in words) for words in (mine, theirs)]
    shared = Counter((mine[i + at].line, theirs[j + at].line) for i, j, size in blocks for at in range(size))
    return sorted(pair for pair, count in shared.items() if count >= ANSWERS * min(sizes[0][pair[0]], sizes[1][pair[1]]))


def _ranges(tied: Sequence[tuple[int, int]], left: int, right: int) -> Iterator[tuple[range, range]]:
    """Paragraphs beside each other. Runs keep their order in both texts, so what they tie together are neighbours."""
    one = other = 0
    at = 0
    while at < len(tied):
        i, j = last_i, last_j = tied[at]
        while at < len(tied) and (tied[at][0] <= last_i or tied[at][1] <= last_j):
            last_i, last_j = max(last_i, tied[at][0]), max(last_j, tied[at][1])
            at += 1
        yield from _apart(range(one, i), range(other, j))
        yield range(i, last_i + 1), range(j, last_j + 1)
        one, other = last_i + 1, last_j + 1
    yield from _apart(range(one, left), range(other, right))


def _apart(left: range, right: range) -> Iterator[tuple[range, range]]:
    """What only one of the texts has, each in a row of its own."""
    if left:
        yield left, range(0)
    if right:
        yield range(0), right


def _stretches(words: Sequence[_Word], blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the runs stand in the text, a stretch for each part of a run in one paragraph."""
    found = []
    for at, size in blocks:
        for _, line in groupby(words[at : at + size], key=lambda word: word.line):
            held = list(line)
            found.append((held[0].start, held[-1].end))
    return found


def _pieces(text: str, start: int, end: int, common: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """A paragraph cut where what both have begins and ends."""
    found: list[Piece] = []
    at = start
    for first, last in common[bisect_left(common, (start, start)) : bisect_left(common, (end, end))]:
        if at < first:
            found.append(Piece(at, text[at:first], False))
        found.append(Piece(first, text[first:last], True))
        at = last
    return (*found, Piece(at, text[at:end], False)) if at < end else tuple(found)
