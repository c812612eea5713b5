"""Who speaks in a report and who was asked and would not, by keys that are the same in other reports."""

from collections.abc import Iterable

from dragoman.model.reading import Reading
from dragoman.model.record import Silence, Spoken

from .tellings import NAMED, Teller

SILENT = frozenset({"none", "declined", "unreachable"})


def spoken_of(reading: Reading) -> tuple[Spoken, ...]:
    """The sources of the report, each once, with how often they state and deny something; the report's own voice is none."""
    teller = Teller(reading)
    denials = {each.id for each in reading.attributions if each.stance == "denies"}
    found: dict[str, Spoken] = {}
    for voice in reading.voices:
        origin = teller.voice(voice)
        before = found.get(origin.key)
        whole = teller.speaking(voice)
        actor = whole.actor if whole.kind in NAMED or whole.kind == "outlet" else None
        denied = len(denials.intersection(voice.attributions))
        found[origin.key] = Spoken(
            key=origin.key,
            name=max(origin.name, before.name, key=len) if before else origin.name,
            kind=before.kind if before else origin.kind,
            basis=before.basis if before and before.basis != "unstated" else origin.basis,
            statements=(before.statements if before else 0) + len(voice.attributions),
            denials=(before.denials if before else 0) + denied,
            actor=(before.actor if before else None) or actor,
        )
    return tuple(found[key] for key in sorted(found))


def silences_of(reading: Reading) -> tuple[Silence, ...]:
    """The parties that gave no answer, each with the words that say so."""
    return tuple(_silences(reading))


def _silences(reading: Reading) -> Iterable[Silence]:
    teller = Teller(reading)
    names = {actor.id: actor.name for actor in reading.actors}
    report = reading.report
    for each in reading.comment_requests:
        if each.response in SILENT:
            party = names.get(each.party.actor or "") or " ".join(report.text[each.party.start : each.party.end].split())
            yield Silence(
                report=report.id,
                party=party,
                actor=each.party.actor,
                response=each.response,
                channel=each.channel,
                published=report.published,
                outlet=report.outlet,
                start=each.start,
                end=each.end,
                quote=teller.quote(each.start),
            )
