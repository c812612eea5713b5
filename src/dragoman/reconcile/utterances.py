"""What one source says in a report, by the key under which it is the same in other reports."""

from dragoman.model.reading import Attribution, Reading

from .tellings import Teller


def utterances_of(reading: Reading, key: str) -> tuple[Attribution, ...]:
    """The attributions of the source with this key, in the order of the text."""
    teller = Teller(reading)
    own = {each for voice in reading.voices if teller.voice(voice).key == key for each in voice.attributions}
    return tuple(sorted((each for each in reading.attributions if each.id in own), key=lambda each: (_start(each), each.id)))


def _start(said: Attribution) -> int:
    return min((span.start for span in (*said.content.spans, *said.cue.spans)), default=0)
