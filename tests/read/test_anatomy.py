"""Anatomy: the parts of printed reports, and every pattern's own examples and look-alikes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.text import Report
from dragoman.read.anatomy import find_layout, match, patterns

BODY = "The envoy left the port on Tuesday after two days of talks with the harbour council, officials said.\n\nNo agreement was signed."


def layout_of(text: str, headline: str | None = None) -> tuple[list[tuple[str, str]], str | None, str | None]:
    layout = find_layout(Report(id="r-1", text=text, headline=headline))
    return [(part.kind, text[part.start : part.end]) for part in layout.parts if part.kind != "body"], layout.headline, layout.place


@pytest.mark.parametrize(("kind", "text"), [(entry.kind, text) for entry, _ in patterns() for text in entry.examples])
def test_examples_match(kind: str, text: str) -> None:
    assert match(kind, text)


@pytest.mark.parametrize(("kind", "text"), [(entry.kind, text) for entry, _ in patterns() for text in entry.lookalikes])
def test_lookalikes_do_not(kind: str, text: str) -> None:
    assert not match(kind, text)


@pytest.mark.parametrize(
    ("first", "parts", "headline", "place"),
    [
        ("Envoy leaves port\n\nPORT VELANE, March 3 (Meridian) - ", [("headline", "Envoy leaves port"), ("dateline", "PORT VELANE, March 3 (Meridian)")], "Envoy leaves port", "Port Velane"),
        ("UPDATE 2-Envoy leaves port\n\n", [("kicker", "UPDATE 2-"), ("headline", "Envoy leaves port")], "Envoy leaves port", None),
        ("Envoy leaves port\n\nEnvoy leaves port ...\n\n", [("headline", "Envoy leaves port"), ("headline_repeated", "Envoy leaves port ...")], "Envoy leaves port", None),
        ("Envoy leaves port\nBy Ana Ruiz\n\n", [("headline", "Envoy leaves port"), ("credit", "By Ana Ruiz")], "Envoy leaves port", None),
        ("Tehran, Dec. 22 - ", [("dateline", "Tehran, Dec. 22")], None, "Tehran"),
        ("", [], None, None),
    ],
)  # fmt: skip
def test_opening(first: str, parts: list[tuple[str, str]], headline: str | None, place: str | None) -> None:
    assert layout_of(first + BODY) == (parts, headline, place)


@pytest.mark.parametrize(
    ("last", "parts"),
    [
        ("\n\n(Reporting by Ana Ruiz; Editing by Tom Lee)", ["credit"]),
        ("\n\nCorrection: the toll was 13.", ["correction"]),
        ("\n\nYou may also like:\nPort strike enters third week\nTen harbours to see", ["boilerplate", "boilerplate", "boilerplate"]),
        ("\n\nYou may also like:\n\nThe council said on Friday that it would meet again in the autumn to vote.", ["boilerplate"]),
        ("\n\nSubscribe to our newsletter for daily news", ["boilerplate"]),
        ("\n\nPort Velane | 4,512 | 38.1% | 2\nSarn | 1,020 | 61.9% | -3\n\nThe count goes on.", ["table", "table"]),
        ("\n\nHalden 24 18 3 3 57\nRovik Athletic 24 15 5 4 50", ["table", "table"]),
        ("\n\nThe toll: 12 killed, 30 wounded, 4 missing.\n\nIn 1979 it was 3, in 1980 it was 7 and in 1981 it was 9.", []),
        ("\n\n1979 1980 1981 1982", []),
    ],
)
def test_closing(last: str, parts: list[str]) -> None:
    assert [kind for kind, _ in layout_of(BODY + last)[0]] == parts


def test_dateline_fields() -> None:
    layout = find_layout(Report(id="r-1", text=f"Paris, 22 December 1975 (Courier) - {BODY}"))
    assert (layout.place, layout.year, layout.month, layout.day, layout.outlet) == ("Paris", 1975, 12, 22, "Courier")


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    text = "The envoy left the port on Tuesday after two days of talks with the\nharbour council, which met behind closed doors, officials of the town\nsaid.\n\nNo agreement was signed."
    layout = find_layout(Report(id="r-1", text=text))
    assert [text[part.start : part.end][-5:] for part in layout.parts] == ["said.", "gned."]


def test_given_headline_is_known_even_as_a_sentence() -> None:
    parts, headline, _ = layout_of(f"The envoy leaves.\n\n{BODY}", headline="The envoy leaves.")
    assert headline == "The envoy leaves."
    assert parts == [("headline", "The envoy leaves.")]


@given(st.text())
def test_any_text_has_parts_that_slice_back(text: str) -> None:
    layout = find_layout(Report(id="r-1", text=text))
    last = 0
    for part in layout.parts:
        assert last <= part.start < part.end <= len(text)
        assert text[part.start : part.end].strip() == text[part.start : part.end]
        last = part.end


def test_a_line_of_outlet_and_date_gives_both() -> None:
    layout = find_layout(Report(id="r-1", text=f"Envoy leaves port\n\nHarbour Courier, Wednesday, March 5, 1975\n\nPORT VELANE - {BODY}"))
    assert (layout.outlet, layout.year, layout.month, layout.day, layout.place) == ("Harbour Courier", 1975, 3, 5, "Port Velane")


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("TOLVIN, Belmora", "Tolvin, Belmora"),
        ("WASHINGTON, D.C.", "Washington, D.C."),
        ("DUBAI, UAE", "Dubai, UAE"),
        ("LA PAZ", "La Paz"),
        ("BELMOND/VELANE", "Belmond/Velane"),
    ],
)
def test_place_in_ordinary_case(printed: str, place: str) -> None:
    assert find_layout(Report(id="r-1", text=f"{printed}, March 3 (Meridian) - {BODY}")).place == place


def test_a_headline_may_end_in_a_quotation() -> None:
    assert (
        layout_of(f'Guard denies role, calls charge "a gift to the generals"\n\n{BODY}')[1]
        == 'Guard denies role, calls charge "a gift to the generals"'
    )
