"""Make src/dragoman/lexicon/data/words.txt.gz from SCOWL's large word lists (Debian packages wamerican-large and wbritish-large).

Usage: python -m tools.build_words. Same lists in, same bytes out. Kept: every spelling of either list, with its case, without possessives.
"""

import gzip
from pathlib import Path

LISTS = [Path("/usr/share/dict/american-english-large"), Path("/usr/share/dict/british-english-large")]
TARGET = Path(__file__).parent.parent / "src/dragoman/lexicon/data/words.txt.gz"


def main() -> None:
    words = {word for file in LISTS for word in file.read_text(encoding="utf-8").split() if not word.endswith("'s")}
    text = "\n".join(sorted(words)) + "\n"
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    print(f"{TARGET.name}: {len(words)} words, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
