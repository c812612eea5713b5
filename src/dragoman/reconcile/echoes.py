"""Which report was made from which: copied whole, cut, rewritten, spun.

Copies and cuts show by runs of words that both have (containment of sampled shingles: Broder 1997). What was rewritten or garbled word by word shows
by names and figures that stand in the same order, which two reporters of one happening do not give. A credit ("(Meridian)", "told the agency") speaks
for an echo and says of whom. The original is the one that is credited, else was published earlier, else is the fuller; an outlet's fuller report
of the next hours is an update of its own.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from hashlib import blake2b

from dragoman.model.reading import Reading
from dragoman.model.record import Echo, EchoKind, Trace

RUN = 5  # words of a shingle: shorter runs are phrases of the trade, longer ones break at each edit
SAMPLED = 4  # one shingle in four is kept: a report of 200 words has some fifty, which tells a third taken over from none
ALL = 120  # runs up to which all are kept: a sample of a short alert would be too small to compare
SHARED = 4  # sampled shingles, or names and figures, below which two reports are not compared
COPIED = 0.25  # share of a report's words that the other has: independent reports of one wire quote share 0.05 to 0.15
WHOLE = 0.93  # both have nearly all of the other: identical
KEYED = 0.62  # share of names and figures in the same order: rewritten. Independent reports of one happening on the same day reach 0.5
CREDITED = 0.42  # the same where one credits the other's outlet
UPDATED = (
    0.15  # share of the shorter of two reports of one outlet within days: an update. In the case of the dam updates have 0.20 and more, others 0.09
)
WITHIN = 2  # days
FEWEST_KEYS = 8  # names and figures that an order can be told of
SPOILT = 3  # garbled words more than in the original: the copy was spun by a machine
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
FIGURE = re.compile(r"\b\d[\d,.]*\b")


def trace_of(reading: Reading) -> Trace:
    """What of the reading shows its copies."""
    text = reading.report.text
    parts = [text[part.start : part.end] for part in reading.parts if part.kind in ("body", "headline")] or [text]
    words = [word.lower().replace("’", "'") for part in parts for word in WORD.findall(part)]
    digests = {_digest(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    published = reading.report.published
    credited = [credit.outlet for credit in reading.credits if credit.outlet]
    credited += [
        text[span.start : span.end]
        for attribution in reading.attributions
        if attribution.source.kind == "outlet"
        for span in attribution.source.spans
    ]
    credited += [text[attribution.told.start : attribution.told.end] for attribution in reading.attributions if attribution.told]
    return Trace(
        report=reading.report.id,
        outlet=reading.report.outlet,
        credited=tuple(dict.fromkeys(_plain(name) for name in credited if name)),
        day=date.fromisoformat(published).toordinal() if published else None,
        length=len(words),
        shingles=tuple(sorted(digest for digest in digests if len(digests) <= ALL or digest % SAMPLED == 0)),
        sampled=len(digests) > ALL,
        keys=tuple(_keys(reading)),
        garbled=sum(flag.kind in ("garbled_word", "odd_phrase") for flag in reading.flags),
    )


def _digest(run: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(run).encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _plain(name: str) -> str:
    return " ".join(WORD.findall(name.lower())).removeprefix("the ")


def _keys(reading: Reading) -> list[str]:
    """The names (by their last word) and figures of the body in text order, one after another the same only once."""
    text = reading.report.text
    body = [(part.start, part.end) for part in reading.parts if part.kind == "body"] or [(0, len(text))]
    found: list[tuple[int, str]] = []
    for mention in reading.mentions:
        if mention.form == "name" and any(start <= mention.start < end for start, end in body):
            words = WORD.findall(text[mention.start : mention.end].lower())
            if words:
                found.append((mention.start, words[-1].removesuffix("'s").removesuffix("s")))
    for start, end in body:
        found += [(start + match.start(), match.group().strip(".,")) for match in FIGURE.finditer(text[start:end])]
    keys: list[str] = []
    for _, key in sorted(found):
        if not keys or keys[-1] != key:
            keys.append(key)
    return keys


def direct(one: Trace, others: Iterable[Trace]) -> tuple[Echo, ...]:
    """What `one` was made from: the best original among `others`, or nothing. The same set of reports gives the same answer in any order."""
    found: list[tuple[tuple[object, ...], Echo]] = []
    for other in others:
        echo = _compared(one, other)
        if echo is not None:
            credited = _credits(one, other)
            found.append(((not credited, -round(echo.share, 2), other.day if other.day is not None else 10**9, -other.length, other.report), echo))
    return (min(found, key=lambda pair: pair[0])[1],) if found else ()


def _compared(one: Trace, other: Trace) -> Echo | None:
    """How `one` derives from `other`; None where it does not, or the other from it."""
    mine, theirs = ({each for each in trace.shingles if not (one.sampled or other.sampled) or each % SAMPLED == 0} for trace in (one, other))
    shared = len(mine & theirs)
    share, back = shared / max(1, len(mine)), shared / max(1, len(theirs))
    order = _ordered(one.keys, other.keys)
    credited = _credits(one, other)
    copied = share >= COPIED and shared >= SHARED
    least = CREDITED if credited else KEYED
    rewritten = not copied and order >= least and min(len(one.keys), len(other.keys)) >= FEWEST_KEYS
    updated = min(share, back) < WHOLE and _of_one_outlet(one, other) and max(share, back) >= UPDATED and shared >= 2 * SHARED
    if not (copied or rewritten or updated) or not _is_later(one, other, updated=updated):
        return None
    reasons = [
        f"{share:.0%} of its words are the other's" if copied or updated else f"{order:.0%} of its names and figures stand in the other's order"
    ]
    if credited:
        reasons.append(f"it credits {other.outlet}")
    if one.garbled - other.garbled >= SPOILT:
        reasons.append(f"{one.garbled - other.garbled} more garbled words")
    how: EchoKind = "identical" if share >= WHOLE and back >= WHOLE else "syndicated"
    if updated:
        how = "update"
        reasons.append(f"{other.outlet} told it before")
    elif one.garbled - other.garbled >= SPOILT:
        how = "garbled"
    elif rewritten or share < 0.5:
        how = "rewritten"
    return Echo(report=one.report, of=other.report, how=how, share=round(share if copied or updated else order, 2), reasons=tuple(reasons))


def _ordered(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """The share of the shorter list of names and figures that stands in the longer in the same order."""
    shorter = min(len(mine), len(theirs))
    if not shorter:
        return 0.0
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / shorter


def _credits(one: Trace, other: Trace) -> bool:
    """Whether the report credits the other's outlet, and is another's."""
    name = _plain(other.outlet or "")
    own = set(name.split())
    credited = any(own <= set(credit.split()) or set(credit.split()) <= own for credit in one.credited if len(credit) > 2)
    return bool(name) and name != _plain(one.outlet or "") and credited


def _of_one_outlet(one: Trace, other: Trace) -> bool:
    """Whether one outlet published both within days."""
    near = one.day is None or other.day is None or abs(one.day - other.day) <= WITHIN
    return near and bool(one.outlet) and _plain(one.outlet or "") == _plain(other.outlet or "")


def _is_later(one: Trace, other: Trace, *, updated: bool) -> bool:
    """Whether `one` is the derived of the two: it credits the other, was published later, is more garbled, shorter; by id where nothing tells.

    An update is the fuller of the two, a copy is not.
    """
    if _credits(one, other) != _credits(other, one):
        return _credits(one, other)
    if one.day is not None and other.day is not None and one.day != other.day:
        return one.day > other.day
    if abs(one.garbled - other.garbled) >= SPOILT:
        return one.garbled > other.garbled
    sign = 1 if updated else -1
    return (sign * one.length, one.report) > (sign * other.length, other.report)
