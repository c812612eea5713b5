"""Who made the report: by-lines, credit lines and wires, as printed in many houses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import lexicon
from dragoman.model.reading import Credit
from dragoman.model.text import Report
from dragoman.read.anatomy import find_layout
from dragoman.read.credits import CreditWord, find_credits

BODY = "The envoy left the port on Tuesday after two days of talks with the harbour council, officials said.\n\nNo agreement was signed."
WORDS = lexicon.load("credits", CreditWord)

Row = tuple[str, tuple[str, ...], str | None, str | None]


def credits_of(text: str) -> tuple[Credit, ...]:
    report = Report(id="r-1", text=text)
    return find_credits(report, find_layout(report))


def rows(line: str) -> list[Row]:
    """Kind, names, place and outlet of each credit of a line under a report."""
    return [(credit.kind, credit.names, credit.place, credit.outlet) for credit in credits_of(f"{BODY}\n\n{line}")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Mara Lund", [("reporting", ("Mara Lund",), None, None)]),
        ("By MARA LUND", [("reporting", ("Mara Lund",), None, None)]),
        ("by Mara Lund and Per Holm", [("reporting", ("Mara Lund", "Per Holm"), None, None)]),
        ("By Mara Lund and Per Holm in Orlun", [("reporting", ("Mara Lund", "Per Holm"), "Orlun", None)]),
        ("By Mara Lund, Per Holm and Ada Voss", [("reporting", ("Mara Lund", "Per Holm", "Ada Voss"), None, None)]),
        ("BY MARA LUND AND PER HOLM", [("reporting", ("Mara Lund", "Per Holm"), None, None)]),
        ("By MARA LUND in DUBAI, UAE", [("reporting", ("Mara Lund",), "Dubai, UAE", None)]),
        ("By Mara Lund, Velane Gazette", [("reporting", ("Mara Lund",), None, "Velane Gazette")]),
        ("By Mara Lund | Meridian", [("reporting", ("Mara Lund",), None, "Meridian")]),
        ("By Mara Lund, Meridian diplomatic correspondent", [("reporting", ("Mara Lund",), None, "Meridian")]),
        ("By Mara Lund, diplomatic editor", [("reporting", ("Mara Lund",), None, None)]),
        ("By Mara van der Lund", [("reporting", ("Mara van der Lund",), None, None)]),
        ("By the Associated Press", [("reporting", (), None, "Associated Press")]),
        ("By Meridian staff", [("reporting", (), None, "Meridian")]),
        ("By Mara Lund and agencies", [("reporting", ("Mara Lund",), None, None)]),
        ("(Reporting by Mara Lund; Editing by Per Holm)", [("reporting", ("Mara Lund",), None, None), ("editing", ("Per Holm",), None, None)]),
        (
            "Reporting by Mara Lund in Orlun and Per Holm in Ardesh; writing by Ada Voss; editing by Jan Roth",
            [
                ("reporting", ("Mara Lund",), "Orlun", None),
                ("reporting", ("Per Holm",), "Ardesh", None),
                ("writing", ("Ada Voss",), None, None),
                ("editing", ("Jan Roth",), None, None),
            ],
        ),
        (
            "(Reporting by Mara Lund, writing by Per Holm, editing by Ada Voss and Jan Roth)",
            [("reporting", ("Mara Lund",), None, None), ("writing", ("Per Holm",), None, None), ("editing", ("Ada Voss", "Jan Roth"), None, None)],
        ),
        (
            "(Additional reporting by Mara Lund, Per Holm and Ada Voss in Orlun and Jan Roth in West Tolvin, Belmora; Editing by Ole Krag.",
            [
                ("additional_reporting", ("Mara Lund", "Per Holm", "Ada Voss"), "Orlun", None),
                ("additional_reporting", ("Jan Roth",), "West Tolvin, Belmora", None),
                ("editing", ("Ole Krag",), None, None),
            ],
        ),
        ("Additional reporting by the Orlun bureau", [("additional_reporting", ("Orlun bureau",), "Orlun", None)]),
        (
            "(Reporting by Mara Lund in Orlun and the Ardesh newsroom)",
            [("reporting", ("Mara Lund",), "Orlun", None), ("reporting", ("Ardesh newsroom",), "Ardesh", None)],
        ),
        ("(Additional reporting by Mara Lund in Orlun)", [("additional_reporting", ("Mara Lund",), "Orlun", None)]),
        ("With reporting by AFP", [("additional_reporting", (), None, "AFP")]),
        ("With additional reporting by Mara de Lund in Orlun", [("additional_reporting", ("Mara de Lund",), "Orlun", None)]),
        ("(With inputs from Meridian)", [("additional_reporting", (), None, "Meridian")]),
        ("--additional reporting by Mara Lund.", [("additional_reporting", ("Mara Lund",), None, None)]),
        ("Reporting: Mara Lund; Editing: Per Holm", [("reporting", ("Mara Lund",), None, None), ("editing", ("Per Holm",), None, None)]),
        ("Reporting and writing by Mara Lund", [("reporting", ("Mara Lund",), None, None), ("writing", ("Mara Lund",), None, None)]),
        ("Written by Mara Lund; edited by Per Holm", [("writing", ("Mara Lund",), None, None), ("editing", ("Per Holm",), None, None)]),
        ("Compiled by Mara Lund", [("reporting", ("Mara Lund",), None, None)]),
        ("Photographs by Mara Lund", [("photography", ("Mara Lund",), None, None)]),
        ("Story by Mara Lund | Photographs by Per Holm", [("reporting", ("Mara Lund",), None, None), ("photography", ("Per Holm",), None, None)]),
        ("Photograph: Mara Lund/Getty Images", [("photography", ("Mara Lund",), None, "Getty Images")]),
        ("Photo: AP", [("photography", (), None, "AP")]),
        ("Associated Press writer Mara Lund contributed to this report.", [("additional_reporting", ("Mara Lund",), None, "Associated Press")]),
        (
            "Associated Press writers Mara Lund in Orlun and Per Holm in Washington, D.C., contributed to this report.",
            [("additional_reporting", ("Mara Lund",), "Orlun", "Associated Press"), ("additional_reporting", ("Per Holm",), "Washington, D.C.", None)],
        ),
        ("Meridian contributed to this report.", [("additional_reporting", (), None, "Meridian")]),
        ("Mara Lund contributed reporting from Orlun.", [("additional_reporting", ("Mara Lund",), "Orlun", None)]),
        (
            "Lund reported from Orlun. Meridian writer Per Holm contributed from Ardesh.",
            [("reporting", ("Lund",), "Orlun", None), ("additional_reporting", ("Per Holm",), "Ardesh", "Meridian")],
        ),
        ("Mara Lund reported from Orlun, and Per Holm from Ardesh.", [("reporting", ("Mara Lund",), "Orlun", None), ("reporting", ("Per Holm",), "Ardesh", None)]),
        ("(Meridian)", [("wire", (), None, "Meridian")]),
        ("Source: Velane Gazette", [("wire", (), None, "Velane Gazette")]),
    ],
)  # fmt: skip
def test_credit_lines(line: str, expected: list[Row]) -> None:
    assert rows(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the port was quiet and the crews had gone home.",
        "By Friday Belmora Had Fallen",
        "Reporting by witnesses was patchy.",
        "Reporting by the Velane Observer has shown that the dam was weak.",
        "Photographs by Mara Lund showed the harbour in ruins.",
        "Police reported from Orlun that the dam had burst.",
        "Mara Lund contributed $300 to the campaign.",
        "The drought contributed to this famine.",
        "He said the report was written by Mara Lund and edited by Per Holm.",
        "The party (Meridian) won two seats.",
        "By Our Foreign Staff",
        "Harbour Courier, Wednesday, March 4, 1976",
        "© 1999 Courier News",
        "With files from the palace in hand, the clerk spoke of theft at the mint and named the four men who had, he said, paid for it.",
    ],
)
def test_lookalikes(line: str) -> None:
    assert rows(line) == []


def test_wire_in_the_dateline() -> None:
    text = f"PORT VELANE, March 3 (Meridian) - {BODY}\n\n(Reporting by Mara Lund)"
    wire, line = credits_of(text)
    assert (wire.kind, wire.outlet, text[wire.start : wire.end]) == ("wire", "Meridian", "Meridian")
    assert text[line.start : line.end] == "Reporting by Mara Lund"


def test_by_line_above_the_body() -> None:
    text = f"Envoy leaves port\n\nBy Mara Lund in Port Velane\n\n{BODY}"
    (credit,) = credits_of(text)
    assert (credit.names, credit.place, text[credit.start : credit.end]) == (("Mara Lund",), "Port Velane", "By Mara Lund in Port Velane")


def test_spans_hold_the_words_of_each() -> None:
    text = f"{BODY}\n\n(Reporting by Mara Lund in Orlun and Per Holm in Ardesh; Editing by Ada Voss)"
    assert [text[credit.start : credit.end] for credit in credits_of(text)] == [
        "Reporting by Mara Lund in Orlun",
        "Per Holm in Ardesh",
        "Editing by Ada Voss",
    ]


@pytest.mark.parametrize("text", [text for entry in WORDS for text in entry.examples])
def test_word_examples(text: str) -> None:
    assert rows(text)


@pytest.mark.parametrize(("entry", "text"), [(entry, text) for entry in WORDS for text in entry.lookalikes])
def test_word_lookalikes(entry: CreditWord, text: str) -> None:
    assert entry.kind not in [kind for kind, *_ in rows(text)] or entry.kind is None


@given(st.text(alphabet="By andinRreportingcontutedsALM.,;:()/|–\n ", max_size=120))
def test_any_line_slices_back(line: str) -> None:
    text = f"{BODY}\n\nReporting by {line}"
    for credit in credits_of(text):
        assert 0 <= credit.start < credit.end <= len(text)
        assert credit.names or credit.outlet
