"""How well attributions are found on PolNeAR's development articles: exact spans of source, cue and content, and whole attributions.

An element counts when its words, runs of white space merged, are the gold element's; equal elements of an article count once. A link counts when the
contents share half of their characters (Jaccard) and the sources at least one, or both have none.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.model.cast import Cast
from dragoman.model.reading import Attribution
from dragoman.read.attribution import find_attributions
from dragoman.read.encoder import encode_report

from .corpora import parsed, report_of, rows

CORPORA = ("polnear.dev",)
ELEMENTS = ("source", "cue", "content")

Element = tuple[tuple[int, int], ...]
Triple = tuple[Element, Element, Element]


def score() -> dict[str, float]:
    """F1 in percent on the development articles."""
    figures = _figures(_read("polnear.dev", 0))
    return {f"attribution.polnear_dev.{name}": value for name, value in figures.items()}


def _read(corpus: str, limit: int) -> Iterator[tuple[str, list[Triple], list[Triple]]]:
    articles = rows(corpus)
    articles = articles[:: len(articles) // limit] if limit else articles
    reports = [report_of(article["text"]) for article in articles]
    for article, (report, _, parse) in zip(articles, parsed(reports), strict=True):
        found = [_triple(report.text, attribution) for attribution in find_attributions(parse, Cast(()), encode_report(parse))]
        yield report.text, [_gold(report.text, row) for row in article["attributions"]], found


def _triple(text: str, attribution: Attribution) -> Triple:
    parts = (attribution.source.spans, attribution.cue.spans, attribution.content.spans)
    source, cue, content = (_element(text, ((span.start, span.end) for span in spans)) for spans in parts)
    return source, cue, content


def _gold(text: str, row: dict[str, Any]) -> Triple:
    source, cue, content = (_element(text, ((start, end) for start, end in row[name])) for name in ELEMENTS)
    return source, cue, content


def _element(text: str, spans: Iterable[tuple[int, int]]) -> Element:
    """The spans without white space at their ends, those that only white space parts made one."""
    merged: list[tuple[int, int]] = []
    for begin, stop in sorted(spans):
        words = text[begin:stop]
        start, end = begin + len(words) - len(words.lstrip()), stop - len(words) + len(words.rstrip())
        if start >= end:
            continue
        if merged and not text[merged[-1][1] : start].strip():
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return tuple(merged)


def _figures(articles: Iterable[tuple[str, list[Triple], list[Triple]]]) -> dict[str, float]:
    right: Counter[str] = Counter()
    gold_count: Counter[str] = Counter()
    found_count: Counter[str] = Counter()
    for _, gold, found in articles:
        for at, name in enumerate(ELEMENTS):
            gold_set, found_set = ({triple[at] for triple in triples if triple[at]} for triples in (gold, found))
            right[name] += len(gold_set & found_set)
            gold_count[name] += len(gold_set)
            found_count[name] += len(found_set)
        right["link"] += len(list(_linked(gold, found)))
        gold_count["link"] += len(gold)
        found_count["link"] += len(found)
    figures = {}
    for name in (*ELEMENTS, "link"):
        figures[f"{name}_f1"] = round(200 * right[name] / max(1, gold_count[name] + found_count[name]), 2)
    return figures


def _linked(gold: list[Triple], found: list[Triple]) -> Iterator[tuple[Triple, Triple]]:
    """Gold and found attributions that are the same, each used once, in order."""
    left = list(found)
    for triple in gold:
        match = next((other for other in left if _same(triple, other)), None)
        if match is not None:
            left.remove(match)
            yield triple, match


def _same(one: Triple, other: Triple) -> bool:
    contents = _letters(one[2]), _letters(other[2])
    both = len(contents[0] & contents[1])
    if both == 0 or both * 2 < len(contents[0] | contents[1]):
        return False
    return bool(_letters(one[0]) & _letters(other[0])) or (not one[0] and not other[0])


def errors(articles: Iterable[tuple[str, list[Triple], list[Triple]]]) -> dict[str, Counter[str]]:
    """For each element, how many gold ones are exact, wrong at the start, the end or both, in other pieces, or missed; and how many are spurious.

    A gold element that is not exact is compared with the found one that shares most characters with it; one without any is missed, and a found one
    that shares none with a gold one is spurious.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in ELEMENTS}
    for _, gold, found in articles:
        for at, name in enumerate(ELEMENTS):
            gold_set, found_set = ({triple[at] for triple in triples if triple[at]} for triples in (gold, found))
            for element in gold_set:
                counts[name][_error(element, found_set)] += 1
            gold_letters = set().union(*map(_letters, gold_set)) if gold_set else set()
            counts[name]["spurious"] += sum(1 for element in found_set if not _letters(element) & gold_letters)
    return counts


def _error(gold: Element, found: set[Element]) -> str:
    if gold in found:
        return "exact"
    letters = _letters(gold)
    near = max(found, key=lambda other: (len(letters & _letters(other)), other), default=())
    if not letters & _letters(near):
        return "missed"
    if len(near) != len(gold):
        return "other pieces"
    wrong = [side for side, same in (("start", near[0][0] == gold[0][0]), ("end", near[-1][1] == gold[-1][1])) if not same]
    return " and ".join(wrong) or "inside"


def _letters(element: Element) -> set[int]:
    return {at for start, end in element for at in range(start, end)}


def _words(text: str, element: Element) -> str:
    return " … ".join(text[start:end] for start, end in element) or "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=int, metavar="N", help="score N training articles instead, and print their misses")
    parser.add_argument("--errors", action="store_true", help="count the kinds of errors on the development articles")
    options = parser.parse_args()
    if options.errors:
        for name, counts in errors(_read("polnear.dev", 0)).items():
            print(f"{name:8}" + "".join(f"  {kind} {count}" for kind, count in counts.most_common()))
        return
    if not options.train:
        for name, value in score().items():
            print(f"{name} {value}")
        return
    articles = list(_read("polnear.train", options.train))
    for text, gold, found in articles:
        pairs = list(_linked(gold, found))
        for triple, match in pairs:
            for name, want, got in zip(ELEMENTS, triple, match, strict=True):
                if want != got:
                    print(f"{name:8} want {_words(text, want)!r}\n         got  {_words(text, got)!r}")
        for triple in gold:
            if triple not in [pair[0] for pair in pairs]:
                print("missed  ", " | ".join(_words(text, part) for part in triple))
        for triple in found:
            if triple not in [pair[1] for pair in pairs]:
                print("spurious", " | ".join(_words(text, part) for part in triple))
    for name, value in _figures(articles).items():
        print(f"{name} {value}")


if __name__ == "__main__":
    main()
