"""The examples and look-alikes of a user's ontology, each read by the lexicon alone: does every entry find what it must, and nothing else?"""

from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.ontology import Trial
from dragoman.model.text import Layout, Part, Report

from . import engines
from .events import find_events, propose
from .events.ontology import Ontology
from .mentions import find_mentions


def try_ontology(ontology: Ontology) -> tuple[Trial, ...]:
    """A trial for each sentence of the user's entries, in the file's order."""
    sentences = list(dict.fromkeys(text for entry in ontology.own for text in (*entry.examples, *entry.lookalikes)))
    reports = [Report(id=make_id("r", text), text=text) for text in sentences]
    layouts = [Layout(parts=(Part("body", 0, len(text)),)) for text in sentences]
    read_as = {}
    for text, parse in zip(sentences, engines.parse_reports(reports, layouts), strict=True):
        events = find_events(propose(parse, Cast(find_mentions(parse)), ontology), ())
        read_as[text] = tuple(dict.fromkeys(event.entry for event in events))
    found: list[Trial] = []
    for entry in ontology.own:
        found += [Trial(entry=entry.id, kind="example", sentence=text, read_as=read_as[text]) for text in entry.examples]
        found += [Trial(entry=entry.id, kind="look-alike", sentence=text, read_as=read_as[text]) for text in entry.lookalikes]
    return tuple(found)
