"""A parse as the network takes it: word pieces with each word's tag, dependency, governor and quotation, in overlapping windows of whole sentences.

Training and reading share this file, so that a model never meets other input than it learned from.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.model.parse import Parse
from dragoman.read.quotes import MARKS, Quotes

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

CLS, SEP, UNKNOWN = 101, 102, 100  # BERT's uncased vocabulary
LIMIT = 256  # pieces a window: the length that the base model was trained at
OVERLAP = 64  # pieces that a window shares with the one before it
LONGEST_WORD = 12  # pieces kept of one word: an address or a hash says nothing more
REMEMBERED = 50_000  # words whose pieces are at hand, some 10 MB
OUTSIDE, INSIDE, MARK = 0, 1, 2

TAGS = (
    "", "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP",
    "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
    "WDT", "WP", "WP$", "WRB", "XX", "``",
)  # fmt: skip
"""Penn tags of spaCy's English models; the first stands for any other."""

DEPS = (
    "", "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc", "ccomp", "compound", "conj",
    "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod",
    "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip

_TAG = {tag: at for at, tag in enumerate(TAGS)}
_DEP = {dep: at for at, dep in enumerate(DEPS)}


class Words(NamedTuple):
    """The words of a report, one entry a token of its parse."""

    pieces: list[list[int]]
    tag: Ints
    dep: Ints
    head: Ints  # index of the governor
    quote: Ints  # OUTSIDE, INSIDE a quotation or a MARK
    opens: list[bool]  # the first word of a paragraph
    sentence: Ints


class Window(NamedTuple):
    """Words [first, last) as arrays: `pieces` of length P, the others of length N = last - first."""

    first: int
    last: int
    pieces: Ints
    at: Ints  # index of each word's first piece
    head: Ints  # within the window; a governor outside it counts as the word itself
    tag: Ints
    dep: Ints
    quote: Ints


def words_of(parse: Parse, quotes: Quotes, tokenizer: "Tokenizer") -> Words:
    """The features of every token of the parse."""
    tokens = parse.tokens
    paragraph = [parse.sentences[token.sentence].paragraph for token in tokens]
    return Words(
        _pieces([token.text for token in tokens], tokenizer),
        np.array([_TAG.get(token.tag, 0) for token in tokens], dtype=np.int64),
        np.array([_DEP.get(token.dep, 0) for token in tokens], dtype=np.int64),
        np.array([token.head for token in tokens], dtype=np.int64),
        np.array([_quoted(token.text, quotes.at(token.start) is not None) for token in tokens], dtype=np.int64),
        [at == 0 or paragraph[at] != paragraph[at - 1] for at in range(len(tokens))],
        np.array([token.sentence for token in tokens], dtype=np.int64),
    )


@cache
def _at_hand(_: "Tokenizer") -> dict[str, list[int]]:
    """Pieces by word, as they come: a word has the same ones wherever it stands."""
    return {}


def _pieces(words: Sequence[str], tokenizer: "Tokenizer") -> list[list[int]]:
    """The pieces of each word, at least one."""
    at_hand = _at_hand(tokenizer)
    own = {word: at_hand.get(word) for word in words}
    new = [word for word, pieces in own.items() if pieces is None]
    made: list[list[int]] = [[] for _ in new]
    encoded = tokenizer.encode(new, is_pretokenized=True, add_special_tokens=False)
    for piece, at in zip(encoded.ids, encoded.word_ids, strict=True):
        if at is not None and len(made[at]) < LONGEST_WORD:
            made[at].append(piece)
    found = dict(zip(new, (pieces or [UNKNOWN] for pieces in made), strict=True))
    if len(at_hand) > REMEMBERED:
        at_hand.clear()
    at_hand.update(found)  # whole words alone, so that nothing is left half known whatever ends this in between
    return [own[word] or found[word] for word in words]


def _quoted(text: str, inside: bool) -> int:
    if not inside:
        return OUTSIDE
    return MARK if text[0] in MARKS or text in ("''", "``") else INSIDE


def frame(words: Words, first: int, last: int) -> Window:
    """Words [first, last) between [CLS] and [SEP], paragraphs parted by [SEP]."""
    pieces = [CLS]
    at = []
    for word in range(first, last):
        if words.opens[word] and word > first:
            pieces.append(SEP)
        at.append(len(pieces))
        pieces.extend(words.pieces[word])
    pieces.append(SEP)
    own = np.arange(first, last)
    head = words.head[first:last]
    head = np.where((head >= first) & (head < last), head, own) - first
    part = slice(first, last)
    return Window(first, last, np.array(pieces), np.array(at, dtype=np.int64), head, words.tag[part], words.dep[part], words.quote[part])


def cut(words: Words, first: int, last: int, *, limit: int = LIMIT, overlap: int = OVERLAP, lead: int = LIMIT) -> Iterator[tuple[int, int]]:
    """Bounds of windows that cover words [first, last), each of at most `limit` pieces, cut at sentence ends where a sentence fits.

    Each begins up to `overlap` pieces before the end of the one before. `lead` is the room of the first (training starts at random places).
    """
    cost = [len(own) + opens for own, opens in zip(words.pieces[first:last], words.opens[first:last], strict=True)]
    starts = [at == 0 or words.sentence[at] != words.sentence[at - 1] for at in range(first, last)]
    room = min(lead, limit) - 2
    begin, whole = 0, last - first  # both, and what follows, counted from the first word
    while begin < whole:
        end, spent = begin, 0
        while end < whole and spent + cost[end] <= room:
            spent += cost[end]
            end += 1
        if end < whole:
            end = _back(starts, begin, max(end, begin + 1))
        yield first + begin, first + end
        if end == whole:
            return
        room = limit - 2
        begin = _resume(cost, starts, begin, end, overlap)


def _back(starts: Sequence[bool], first: int, last: int) -> int:
    """The last sentence start in (first, last], or `last` where one sentence fills the window."""
    return next((at for at in range(last, first, -1) if starts[at]), last)


def _resume(cost: Sequence[int], starts: Sequence[bool], first: int, last: int, overlap: int) -> int:
    """Where the next window begins: the earliest sentence start within `overlap` pieces before `last`; without one, that many pieces before."""
    at, spent, best = last, 0, last
    while at - 1 > first and spent + cost[at - 1] <= overlap:
        at -= 1
        spent += cost[at]
        if starts[at]:
            best = at
    return best if best < last or starts[last] or overlap == 0 else at
