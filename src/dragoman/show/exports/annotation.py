"""W3C Web Annotation (JSON-LD): every telling of an event and every statement, at its words in the report.

`source` is the text as the case keeps it, for which positions hold (code points); `scope` is the address of the page, where the quotation finds them.
"""

from collections.abc import Iterator

import msgspec

from dragoman.model.exported import ExportedStatement, ExportedText, Lost, Tally
from dragoman.model.happening import Telling
from dragoman.model.text import Span

from ..corroboration import named
from .extract import Extract, Opened

FILE = "annotations.jsonld"
TERMS = "urn:dragoman:"
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"dragoman": TERMS}]
AROUND = 32  # characters before and after the words, by which they are told from the same words elsewhere
LOSES = (
    Lost("what follows from several reports: sources, standing, disputes", "the csv and parquet exports, by the event's id"),
    Lost("the text itself", "nowhere: it is its owner's"),
)


def write_annotations(extract: Extract, opened: Opened) -> Tally:
    """`annotations.jsonld`, one page, a line an annotation."""
    out = opened(FILE)
    head = msgspec.json.encode({"@context": CONTEXT, "id": f"{TERMS}annotations", "type": "AnnotationPage"})
    out.write(head[:-1] + b',"items":[')
    counts = {"tellings": 0, "statements": 0}
    for text in extract.reports():
        for table, annotation in _annotations(text):
            out.write((b",\n" if any(counts.values()) else b"\n") + msgspec.json.encode(annotation))
            counts[table] += 1
    out.write(b"\n]}\n")
    return Tally(rows=counts)


def _annotations(text: ExportedText) -> Iterator[tuple[str, dict[str, object]]]:
    for event, telling in sorted(text.tellings, key=lambda each: (each[1].start, each[1].id)):
        if not telling.by_hand or telling.end > telling.start:
            yield "tellings", _telling(text, event, telling)
    for statement in text.statements:
        if statement.content_spans:
            yield "statements", _statement(text, statement)


def _telling(text: ExportedText, event: str, telling: Telling) -> dict[str, object]:
    parties = " → ".join(each for each in (telling.who, telling.whom) if each)
    said = f"{telling.type}: {parties}" if parties else telling.type
    return {
        "id": f"{TERMS}telling:{telling.key}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": telling.type},
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": said},
            {
                "id": f"{TERMS}event:{event}", "type": "dragoman:Event", "purpose": "identifying", "dragoman:mode": telling.mode,
                "dragoman:factuality": telling.factuality, "dragoman:status": telling.status, "dragoman:denied": telling.denied,
                "dragoman:onTheWordOf": [named(origin) for origin in telling.origins],
            },
        ],
        "target": _target(text, Span(telling.start, telling.end)),
    }  # fmt: skip


def _statement(text: ExportedText, statement: ExportedStatement) -> dict[str, object]:
    return {
        "id": f"{TERMS}statement:{text.report.kept.id}/{statement.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": f"{statement.source or 'unnamed'}: {statement.stance}"},
            {
                "type": "dragoman:Statement", "dragoman:source": statement.source or None, "dragoman:kind": statement.kind,
                "dragoman:basis": statement.basis, "dragoman:stance": statement.stance, "dragoman:manner": statement.manner,
                "dragoman:actor": f"{TERMS}actor:{statement.actor}" if statement.actor else None,
                "dragoman:tells": [f"{TERMS}event:{event}" for event in statement.events],
            },
        ],
        "target": [_target(text, span) for span in statement.content_spans],
    }  # fmt: skip


def _target(text: ExportedText, span: Span) -> dict[str, object]:
    words = text.text
    target: dict[str, object] = {
        "source": f"{TERMS}report:{text.report.kept.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector", "exact": words[span.start : span.end], "prefix": words[max(0, span.start - AROUND) : span.start],
                "suffix": words[span.end : span.end + AROUND],
            },
        ],
    }  # fmt: skip
    if text.report.kept.url:
        target["scope"] = text.report.kept.url
    return target
