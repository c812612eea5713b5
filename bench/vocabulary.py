"""The words of some readings, sorted by how they may be exchanged: names, common words in bands, agencies, words that stay."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from zlib import crc32

from dragoman.model.reading import Reading

WORD = re.compile(r"[^\W\d_]+")
SUFFIXES = ("s", "n", "an")  # Heron, Herons; Meskara, Meskaran: what is one name in the reading stays one
SHORT = 4  # letters below which a longer name that begins so is another name
SLIPS = 30  # a name that stands in lower case no more often than once in so many times is one still: garbled copies do that
VARIANTS, OF_AGENCIES = 2, 3  # names that an outlet has over all stories: some 40 outlets for the 20 of the invented cases
POOL = 4_000  # invented names of each length, over all stories
PAPERS = (
    """chronicle courier courrier daily dispatch gazette herald ledger mail messenger news post radio review state times"""  # in many outlets' names
)
WITHOUT_CONTENT = """
a about after again against all also although am among an and any are aren as at be because been before being below between both but by can cannot
could couldn did didn do does doesn doing don down during each either else even ever every few for from had hadn has hasn have haven having he her
here hers herself him himself his how however if in into is isn it its itself just may me might more most much must my myself near neither never
no nobody none nor not nothing now of off often on once one only onto or other others our ours out over own per she should shouldn since so some
somebody someone something still such than that the their theirs them themselves then there these they this those though through till to too under
until up upon us very was wasn we were weren what when where whether which while who whom whose why will with within without would wouldn yes yet
you your hundred hundreds thousand thousands million millions dozen dozens mr mrs ms dr january february march april june july august september
october november december jan feb aug sept oct nov dec monday tuesday wednesday thursday friday saturday sunday ii iii iv
"""  # and the words of dates: as frequent in every report
STAY = frozenset(WITHOUT_CONTENT.split())


class Vocabulary:
    """How each word of the readings may be exchanged.

    `names`: lower-case words that only names have; `bands`: other words, those of one length and similar frequency together; `agencies`: outlets of
    one word, which the text may credit; `outlets`: the others; `states`: stems of names that states bear.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        seen: Counter[str] = Counter()
        lower: Counter[str] = Counter()
        named: set[str] = set()
        for reading in readings:
            for word in WORD.findall(f"{reading.report.text}\n{reading.report.headline or ''}"):
                seen[word.lower()] += 1
                lower[word] += word.islower()
            named.update(word.lower() for name in _names(reading) for word in WORD.findall(name))
        for word in (word.lower() for reading in readings for string in _others(reading) for word in WORD.findall(string)):
            seen.setdefault(word, 1)
        known = {reading.report.outlet for reading in readings} - {None}
        self.agencies = {outlet.lower(): outlet for outlet in sorted(filter(None, known)) if WORD.fullmatch(outlet) and not lower[outlet.lower()]}
        self.outlets = tuple(sorted(outlet for outlet in known if outlet and outlet.lower() not in self.agencies))
        free = {word for word in seen if len(word) > 1 and word not in STAY and word not in self.agencies and _steady(word)}
        self.names = frozenset(word for word in free & named if lower[word] * SLIPS <= seen[word])
        self.bands = _banded({word: seen[word] for word in sorted(free - self.names)})
        self.words = frozenset(word for band in self.bands for word in band)
        states = (actor.name.lower() for reading in readings for actor in reading.actors if actor.kind == "state")
        self.states = tuple(sorted({self.stem(name)[0] for name in states if name in self.names}))

    def stem(self, name: str) -> tuple[str, str]:
        """The name that this one is formed from, and what it adds ("meskaran": "meskara" and "n"); itself and "" for most."""
        for suffix in SUFFIXES:
            stem = name.removesuffix(suffix)
            if stem != name and len(stem) >= SHORT and stem in self.names:
                return stem, suffix
        return name, ""


def _names(reading: Reading) -> Iterator[str]:
    text = reading.report.text
    yield from (text[mention.start : mention.end] for mention in reading.mentions if mention.form == "name")
    yield from (place.name for place in reading.places)
    yield from (name for credit in reading.credits for name in (*credit.names, credit.place or ""))
    yield (reading.report.dateline.place if reading.report.dateline else None) or ""


def _others(reading: Reading) -> Iterator[str]:
    """Strings with words that the text may have in other forms, or not at all."""
    yield reading.report.url or ""
    for actor in reading.actors:
        yield from (actor.name, *actor.aliases)
        yield from (f"{role.title} {role.organization or ''}" for role in actor.roles)
    yield from (voice.name for voice in reading.voices)
    yield from (place.name for place in reading.places)


def _steady(word: str) -> bool:
    """Whether the word has the same length in capitals."""
    return len(word.upper()) == len(word) == len(word.title())


def _banded(counts: dict[str, int]) -> list[list[str]]:
    """Words of one length whose counts are within a factor of two; a band too small to exchange much goes with the next rarer one."""
    found: dict[tuple[int, int], list[str]] = {}
    for word, count in counts.items():
        found.setdefault((len(word), count.bit_length()), []).append(word)
    bands: list[list[str]] = []
    for length in sorted({length for length, _ in found}):
        waiting: list[str] = []
        for _, bits in sorted((key for key in found if key[0] == length), reverse=True):
            waiting += found[length, bits]
            if len(waiting) >= 4:
                bands.append(waiting)
                waiting = []
        bands += [waiting] if waiting else []
    return bands


@cache
def pool(length: int) -> tuple[str, ...]:
    """Invented names of so many letters, always the same; few where the length allows few."""
    random = Random(length)
    made = dict.fromkeys(_invented(random, length) for _ in range(min(POOL, 8 * 4**length)))
    return tuple(name for name in made if name not in STAY)


def _invented(random: Random, length: int) -> str:
    """Consonants and vowels in turns, now and then two consonants."""
    letters = [random.choice("bdfghklmnprstvzaeiou")]
    while len(letters) < length:
        vowel = letters[-1] in "aeiou"
        double = not vowel and letters[-1] in "lnrs" and letters[-2:-1] and letters[-2] in "aeiou" and random.random() < 0.4
        letters.append(random.choice("bdfghklmnprstvzlmnrst" if vowel or double else "aeiouaeo"))
    return "".join(letters)


@cache
def variants(outlet: str, number: int) -> tuple[str, ...]:
    """The outlet's name and others of the same lengths, always the same."""
    words = WORD.findall(outlet)
    changed = max((word for word in words if word.lower() not in PAPERS.split()), key=len, default="")
    random = Random(crc32(outlet.encode()))
    others = [_invented(random, len(changed)) for _ in range(number - 1)] if len(changed) > 1 else []
    return (outlet, *(outlet.replace(changed, shaped(other, form_of(changed)), 1) for other in others))


def form_of(word: str) -> str:
    """How the word is written: "lower", "title", "upper", or a "1" for each capital and a "0" for each other letter."""
    if word.islower():
        return "lower"
    if word[0].isupper() and word[1:].islower():
        return "title"
    return "upper" if word.isupper() and len(word) > 1 else "".join(str(int(letter.isupper())) for letter in word)


def shaped(word: str, form: str) -> str:
    """The lower-case word written so."""
    if form == "lower":
        return word
    if form == "title":
        return word[:1].upper() + word[1:]
    if form == "upper":
        return word.upper()
    return "".join(letter.upper() if capital == "1" else letter for letter, capital in zip(word, form, strict=True))
