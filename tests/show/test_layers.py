from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from dragoman.model.reading import Member, SentenceSpan, Source
from dragoman.model.text import Flag, Span
from dragoman.show import brief
from dragoman.show.layers import find_marks, find_segments

from .made import TEXT, at, bare, made


def test_segments_joined_are_the_text() -> None:
    segments = find_segments(made(), brief(made()))
    assert "".join(segment.text for segment in segments) == TEXT
    assert [segment.start for segment in segments] == sorted({segment.start for segment in segments})


def test_overlapping_marks_split_at_their_ends() -> None:
    segments = find_segments(made(), brief(made()))
    trigger = next(segment for segment in segments if segment.start == at("struck").start)
    assert (trigger.text, trigger.layers) == ("struck", ("content", "event"))
    assert "event: drone strike (ASSAULT · drone)" in trigger.note


def test_a_long_source_is_marked_by_its_name() -> None:
    reading = made()
    whole = Span(at("Ana Verrel").start, at("backed by Lomar").end)
    source = Source(spans=(whole,), actor="a-verrel", kind="named")
    told = structs.replace(reading.attributions[2], source=source)
    marks = [mark for mark in find_marks(structs.replace(reading, attributions=(told,))) if mark.layer == "source"]
    assert [TEXT[mark.start : mark.end] for mark in marks] == ["Ana Verrel"]


def test_each_member_of_a_listed_source_is_marked() -> None:
    words = (at("Ossip Thane"), at("five councillors"))
    members = (Member(start=words[0].start, end=words[0].end, kind="named"), Member(start=words[1].start, end=words[1].end, kind="collective"))
    source = Source(spans=(Span(at("former admiral").start, words[1].end),), members=members)
    told = structs.replace(made().attributions[2], source=source)
    marks = [mark for mark in find_marks(structs.replace(made(), attributions=(told,))) if mark.layer == "source"]
    assert [(TEXT[mark.start : mark.end], mark.note) for mark in marks] == [
        ("former admiral", "source: unspecified"),
        ("Ossip Thane", "source: named"),
        ("five councillors", "source: collective"),
    ]


spans = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=12)


@given(st.text(max_size=30), spans, spans)
def test_any_spans_over_any_text(text: str, flags: list[tuple[int, int]], sentences: list[tuple[int, int]]) -> None:
    reading = bare(
        text,
        flags=tuple(Flag("odd_phrase", start, end, "") for start, end in flags),
        sentences=tuple(SentenceSpan(number, start, end) for number, (start, end) in enumerate(sentences)),
    )
    segments = find_segments(reading, brief(reading))
    assert "".join(segment.text for segment in segments) == text
    inside = [(start, end) for start, end in flags if 0 <= start < end <= len(text)]
    for segment in segments:
        covered = any(start <= segment.start < end for start, end in inside)
        assert segment.layers == (("flag",) if covered else ())
