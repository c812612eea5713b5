"""Which sources are one voice, how many differ at least, and which agree."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, Member, Source, Voice, Words
from dragoman.model.text import Layout, Part, Report, Span
from dragoman.read import _link, engines
from dragoman.read.actors import find_actors
from dragoman.read.attribution import find_attributions
from dragoman.read.encoder import encode_report
from dragoman.read.mentions import find_mentions
from dragoman.read.voices import VoiceWord, find_shared_accounts, find_voices

CASES = msgspec.yaml.decode((Path(__file__).parent.parent / "cases" / "voices.yaml").read_bytes(), type=list[dict[str, Any]])
COUNTS = {"a": 1, "an": 1, "two": 2}
AGREEING = ("account", "alike", "give", "match", "back", "money", "nobody")
WORDS = tuple(word for word in lexicon.load("voices", VoiceWord) if word.field not in AGREEING)
AGREEMENTS = tuple(word for word in lexicon.load("voices", VoiceWord) if word.field in AGREEING)


def read(text: str) -> tuple[Parse, tuple[Attribution, ...], tuple[Voice, ...], int]:
    """The voices of a text in paragraphs divided by a line break."""
    parts = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            parts.append(Part("body", at, at + len(line)))
        at += len(line) + 1
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=tuple(parts))]))
    mentions = find_mentions(parse)
    cast = Cast(_link(mentions, find_actors(parse, mentions)))
    attributions = find_attributions(parse, cast, encode_report(parse))
    return parse, attributions, *find_voices(parse, cast, attributions)


def groups(text: str) -> list[list[str]]:
    """The sources' words, voice by voice."""
    _, attributions, voices, _ = read(text)
    of = {attribution.id: attribution for attribution in attributions}
    return [[" … ".join(text[span.start : span.end] for span in of[name].source.spans) for name in voice.attributions] for voice in voices]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert read(case["text"])[3] == case["distinct"]
    found = groups(case["text"])
    for group in case.get("groups", ()):
        assert group in found


@pytest.mark.parametrize(("word", "text"), [(word, text) for word in WORDS for text in word.examples])
def test_example(word: VoiceWord, text: str) -> None:
    assert read(text)[3] == 1 + text.startswith("Two ") + (word.field == "fresh"), word.id


@pytest.mark.parametrize(("word", "text"), [(word, text) for word in WORDS for text in word.lookalikes])
def test_lookalike(word: VoiceWord, text: str) -> None:
    assert read(text)[3] == 1 + text.startswith("Two ") + (word.field != "fresh"), word.id


def shared(text: str) -> list[tuple[str, list[str], str]]:
    """The words that say so, the agreeing sources' words, and what they share."""
    parse, attributions, voices, _ = read(text)
    of = {attribution.id: attribution for attribution in attributions}
    return [
        (
            text[account.start : account.end],
            [" … ".join(text[span.start : span.end] for span in of[name].source.spans) for name in account.attributions],
            " … ".join(text[span.start : span.end] for span in account.content.spans),
        )
        for account in find_shared_accounts(parse, attributions, voices)
    ]


@pytest.mark.parametrize(("word", "text"), [(word, text) for word in AGREEMENTS for text in word.examples])
def test_agreement_example(word: VoiceWord, text: str) -> None:
    assert len(shared(text)) == 1, word.id


@pytest.mark.parametrize(("word", "text"), [(word, text) for word in AGREEMENTS for text in word.lookalikes])
def test_agreement_lookalike(word: VoiceWord, text: str) -> None:
    assert not shared(text), word.id


@pytest.mark.parametrize(
    ("text", "said", "sources", "content"),
    [
        (
            "Two diplomats and a guard said the raid had failed, and all of these sources gave similar accounts, saying the king had ordered it.",
            "all of these sources gave similar accounts",
            ["Two diplomats and a guard", "all of these sources", "all of these sources"],
            "the king had ordered it",
        ),
        (
            "A porter said the gate was open.\nA nurse said it was open all night. Their accounts were corroborated by a guard.",
            "Their accounts were corroborated by a guard",
            ["A porter", "A nurse", "a guard"],
            "it was open all night",
        ),
        (
            "Three officials said the dam was weak. A cook said it was strong. The three officials' accounts matched.",
            "The three officials' accounts matched",
            ["Three officials"],
            "the dam was weak",
        ),
        (
            "A nurse said the ward was full. Two other nurses confirmed the account.",
            "Two other nurses confirmed the account",
            ["A nurse", "Two other nurses"],
            "the ward was full",
        ),
        (
            "Anna Keller said the ward was full. Omar Lind said it was cold. Keller and Lind gave the same version.",
            "Keller and Lind gave the same version",
            ["Anna Keller", "Omar Lind", "Keller and Lind"],
            "it was cold",
        ),
    ],
)
def test_agreement(text: str, said: str, sources: list[str], content: str) -> None:
    assert shared(text) == [(said, sources, content)]


def built(*sources: tuple[str, tuple[str, ...], int | None]) -> tuple[Parse, tuple[Attribution, ...], str]:
    """Attributions made by hand: a sentence "X said so." for each source's words, with the members among them."""
    text = ""
    attributions = []
    for words, members, number in sources:
        start = len(text)
        text += f"{words} said so. "
        inside = [start + words.index(member) for member in members]
        source = Source(
            spans=(Span(start, start + len(words)),),
            kind="anonymous",
            number=number,
            plural=number != 1,
            members=tuple(
                Member(start=at, end=at + len(member), kind="anonymous", number=COUNTS.get(member.split()[0].lower()))
                for at, member in zip(inside, members, strict=True)
            ),
        )
        cue = Span(start + len(words) + 1, start + len(words) + 5)
        attributions.append(Attribution(id=f"s-{start}", source=source, cue=Words((cue,)), content=Words(), manner="indirect"))
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text) - 1),))]))
    return parse, tuple(attributions), text


@pytest.mark.parametrize(
    ("sources", "distinct", "names"),
    [
        ([("Two diplomats, a guard and an aide", ("Two diplomats", "a guard", "an aide"), 4)], 4, ["Two diplomats", "a guard", "an aide"]),
        ([("Two diplomats and a guard", ("Two diplomats", "a guard"), 3), ("The guard", (), 1)], 3, ["Two diplomats", "a guard"]),
        (
            [("A guard", (), 1), ("Four others, two nurses and a cook,", ("two nurses", "a cook"), 4), ("The cook", (), 1)],
            5,
            ["A guard", "Four others, two nurses and a cook", "two nurses", "a cook"],
        ),
        ([("Guards and two cooks", ("Guards", "two cooks"), None), ("Two guards", (), 2)], 4, ["Guards", "two cooks", "Two guards"]),
        ([("A guard and a cook", ("A guard", "a cook"), 2), ("A cook", (), 1)], 2, ["A guard", "a cook", "A cook"]),
    ],
)
def test_members(sources: list[tuple[str, tuple[str, ...], int | None]], distinct: int, names: list[str]) -> None:
    parse, attributions, _ = built(*sources)
    voices, found = find_voices(parse, Cast(()), attributions)
    assert [voice.name for voice in voices] == names
    assert found == distinct


def test_fields_of_a_voice() -> None:
    parse, attributions, text = built(("A guard", (), 1), ("The guard who saw it all", (), 1), ("One of the guards", (), 1))
    strong = msgspec.structs.replace(
        attributions[1], source=msgspec.structs.replace(attributions[1].source, basis="direct", terms="asking for silence")
    )
    (voice, part), distinct = find_voices(parse, Cast(()), (attributions[0], strong, attributions[2]))
    assert (voice.name, voice.number, voice.plural) == ("The guard who saw it all", 1, False)
    assert (voice.basis, voice.terms) == ("direct", "asking for silence")
    assert voice.attributions == (attributions[0].id, strong.id)
    assert part.part_of == (voice.id,)
    assert distinct == 1
    assert text


def test_the_headline_adds_no_voice() -> None:
    text = "Minister says mill to close\nThe mill will close, Anna Keller said."
    parts = (Part("headline", 0, text.index("\n")), Part("body", text.index("\n") + 1, len(text)))
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=parts)]))
    assert find_voices(parse, Cast(()), find_attributions(parse, Cast(()), encode_report(parse)))[1] == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "said",
        "They said so.",
        "“I” said “we”.",
        "one of " * 300 + "them said it rained.",
        "Another other said another other said so.",
        "😀 said 😀.",
        "قال.",
    ],
)
def test_odd_text(text: str) -> None:
    _, attributions, voices, distinct = read(text)
    known = {attribution.id for attribution in attributions}
    ids = {voice.id for voice in voices}
    assert all(set(voice.attributions) <= known and set(voice.part_of) <= ids - {voice.id} for voice in voices)
    assert 0 <= distinct <= sum(voice.number or 1 for voice in voices)
    assert isinstance(shared(text), list)


def test_the_number_is_the_sum_of_the_voices_that_count() -> None:
    for case in CASES:
        _, attributions, voices, distinct = read(case["text"])
        outer = {attribution.id for attribution in attributions if attribution.parent is None}
        assert distinct == sum(voice.number or 1 for voice in voices if not voice.part_of and outer & set(voice.attributions))
        of = {voice.id: voice for voice in voices}
        assert len(of) == len(voices)
        for voice in voices:
            seen = {voice.id}
            waiting = list(voice.part_of)
            while waiting:  # no voice is part of itself, over whatever steps
                whole = of[waiting.pop()]
                assert whole.id != voice.id
                waiting.extend(part for part in whole.part_of if part not in seen)
                seen.update(whole.part_of)
