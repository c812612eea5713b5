"""Make src/dragoman/lexicon/data/stems.txt.gz: how common the stems of English news are, by sentences of the public corpora beside the repository.

Usage: python -m tools.build_stems. Same corpora in, same bytes out. Kept: stems of at least three reports and one sentence in 4,000, each with its
level, 1 (one sentence in 4,000) to 6 (one in 125 and more; LIMITS). Single counts of words, no text. ECB+ is left out: joining is measured there.
"""

import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path

from dragoman.reconcile.wording import SHORTEST, WORD, stem

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("DRAGOMAN_CORPORA", ROOT.parent / "shared" / "corpora"))
NAMES = ("geo_lgl.dev", "polnear.train", "news_guardian", "timex_timebank.train", "timex_aquaint.dev")
TARGET = ROOT / "src/dragoman/lexicon/data/stems.txt.gz"
SENTENCE = re.compile(r"\n+|(?<=[.!?]['\"”’])\s+|(?<=[.!?])\s+")
LIMITS = (0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008)  # shares of sentences from which a stem has level 1, 2, …
FEWEST = 3  # reports: a name that one report repeats is not common


def main() -> None:
    sentences, reports, total = Counter[str](), Counter[str](), 0
    for name in NAMES:
        for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").removesuffix("\n").split("\n"):
            inside = set[str]()
            for sentence in SENTENCE.split(json.loads(line)["text"]):
                stems = {stem(word) for word in WORD.findall(sentence) if len(word) >= SHORTEST and word.isalpha()}
                total += bool(stems)
                sentences.update(stems)
                inside |= stems
            reports.update(inside)
    levels = {word: sum(count >= limit * total for limit in LIMITS) for word, count in sentences.items() if reports[word] >= FEWEST}
    text = "".join(f"{word} {level}\n" for word, level in sorted(levels.items()) if level)
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    print(f"{TARGET.name}: {text.count(chr(10))} stems of {total} sentences, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
