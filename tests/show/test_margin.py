"""What stands beside a report's text."""

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from dragoman.model.text import Flag
from dragoman.show import brief
from dragoman.show.layers import find_segments
from dragoman.show.margin import Note, find_notes, paragraphs

from .made import ARREST, DENIAL, STRIKE, TEXT, at, bare, made


def note(words: str, kind: str) -> Note:
    return next(each for each in find_notes(made()) if each.kind == kind and TEXT[each.start : each.end].startswith(words))


def test_who_speaks_how_and_what_happens() -> None:
    denial = note("Ana Verrel", "voice")
    assert (denial.what, denial.how, denial.tone, denial.of) == ("Ana Verrel", "denies", "bad", (DENIAL.id,))
    assert note("a harbour official", "voice").how == "anonymous, direct knowledge"
    strike = note("struck", "event")
    assert (strike.what, strike.of) == ("drone strike", (STRIKE.id,))
    assert "killed ≥\u00a012" in strike.how
    assert "DENIED" in strike.how
    assert note("arrested", "event").of == (ARREST.id,)


def test_silences_what_is_ahead_and_damage() -> None:
    kinds = {each.kind: each for each in find_notes(made())}
    assert kinds["silence"].how.endswith("; asked for comment")
    assert kinds["ahead"].what == "ahead: scheduled 2 Apr 2031"
    assert kinds["flag"].tone == "warn"


def test_one_paragraph_says_a_thing_once() -> None:
    twice = made()
    again = structs.replace(DENIAL, id="s-again", cue=structs.replace(DENIAL.cue, spans=(at("backed by"),)))
    found = [each for each in find_notes(structs.replace(twice, attributions=(*twice.attributions, again))) if DENIAL.id in each.of]
    assert [each.of for each in found] == [(DENIAL.id, "s-again")]


def test_a_speaker_is_named_once_in_a_paragraph_and_a_silence_once_at_all() -> None:
    twice = made()
    called = at("which is backed by")
    threat = structs.replace(DENIAL, id="s-threat", stance="threatens", cue=structs.replace(DENIAL.cue, spans=(called,)))
    promise = structs.replace(threat, id="s-promise", stance="promises")
    silence = structs.replace(
        threat,
        id="s-silence",
        stance="declines",
        source=structs.replace(DENIAL.source, spans=()),
        cue=structs.replace(DENIAL.cue, spans=(at("declined"),)),
    )
    found = find_notes(structs.replace(twice, attributions=(*twice.attributions, threat, promise, silence)))
    assert [(each.how, each.tone) for each in found if "s-threat" in each.of] == [("threatens, promises", "plain")]
    assert [each.kind for each in found if "s-silence" in each.of] == ["silence"]


def test_segments_say_to_what_they_belong() -> None:
    cut = find_segments(made(), brief(made()))
    trigger = next(each for each in cut if each.start == STRIKE.start)
    assert trigger.of["event"] == (STRIKE.id,)
    assert set(trigger.of["content"]) == {"s-official", "s-councillors"}
    assert next(each for each in cut if each.start == at("Ana Verrel").start).of["source"] == (DENIAL.id,)


words = st.text(alphabet="ab \n\t", max_size=40)


@example("  \na", [(0, 4)])
@given(words, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_paragraphs_hold_all_words_and_remarks(text: str, spans: list[tuple[int, int]]) -> None:
    flags = tuple(Flag("odd_phrase", start, end, "") for start, end in spans if start < end <= len(text))
    reading = bare(text, flags=flags)
    found = paragraphs(text, find_segments(reading, brief(reading)), find_notes(reading))
    pieces = [piece for each in found for piece in each.segments]
    assert all(text[piece.start : piece.start + len(piece.text)] == piece.text and "\n" not in piece.text for piece in pieces)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
    assert sum(len(each.notes) for each in found) == len(find_notes(reading))
