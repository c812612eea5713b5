"""A sample of the persons' chains read in real articles, for a reader to judge: `python -m eval.chain_check --into FILE [--chains 100]`.

Half from ECB+ train, half from the Guardian articles: chains of a named person with two mentions or more, those with the lowest digests of corpus,
article and first mention. FILE gets the words around each mention and the article's other persons, so that a chain of two people and a person in two
chains both show; it stays out of the repository. What was judged is kept in chain_check.csv, by article and offsets.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.model.actor import Actor, Mention
from dragoman.read.actors import find_actors
from dragoman.read.mentions import find_mentions

from . import corpora

AROUND = 90  # characters of text before and after a mention
FROM = ("ecb.train", "news_guardian")


def chains(corpus: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Digest and row of each named person of two mentions or more."""
    rows = corpora.rows(corpus)
    for row, (_, _, parse) in zip(rows, corpora.parsed([corpora.report_of(row["text"]) for row in rows]), strict=True):
        mentions = {mention.id: mention for mention in find_mentions(parse)}
        persons = [actor for actor in find_actors(parse, tuple(mentions.values())) if actor.kind in ("person", "group")]
        for actor in persons:
            own = [mentions[each] for each in actor.mentions]
            if actor.kind != "person" or len(own) < 2 or all(each.form != "name" for each in own):
                continue
            others = [_words(other, mentions, parse.text) for other in persons if other is not actor]
            place = f"{corpus} {row['id']} {own[0].start}"
            yield (
                hashlib.sha256(place.encode()).hexdigest(),
                {
                    "corpus": corpus,
                    "article": str(row["id"]),
                    "start": own[0].start,
                    "end": own[0].end,
                    "name": actor.name,
                    "mentions": [_around(each, parse.text) for each in own],
                    "others": others,
                },
            )


def _words(actor: Actor, mentions: dict[str, Mention], text: str) -> str:
    return f"{actor.name}: " + " | ".join(sorted({text[mentions[each].start : mentions[each].end] for each in actor.mentions}))


def _around(mention: Mention, text: str) -> str:
    start, end = mention.start, mention.end
    return " ".join(f"…{text[max(0, start - AROUND) : start]}[[{text[start:end]}]]{text[end : end + AROUND]}…".split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--chains", type=int, default=100)
    parser.add_argument("--skip", type=int, default=0, help="how many of each half were judged before and are left out")
    options = parser.parse_args()
    half = options.chains // 2
    with options.into.open("w", encoding="utf-8") as out:
        for corpus in FROM:
            for _, row in sorted(chains(corpus), key=lambda pair: pair[0])[options.skip : options.skip + half]:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
