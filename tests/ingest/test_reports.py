"""Text and metadata → Report: nothing altered, everything repaired is flagged at its place."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest import reports
from dragoman.ingest.reports import MOST_FLAGS, Defaults, Found, iso_date, make_report
from dragoman.model.errors import SourceError
from dragoman.model.identity import make_id

FIX = Defaults(fix_text=True)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-01", "2024-05-01"),
        (" 2024-05-01\n", "2024-05-01"),
        ("2024-05-01T23:59:59+14:00", "2024-05-01"),  # the day as printed, not in UTC
        ("2024-05-01T00:10:00-08:00", "2024-05-01"),
        ("2024-05-01 07:30", "2024-05-01"),
        ("2024-05-01T07:30:00.1234567Z", "2024-05-01"),
        ("2024-02-30", None),
        ("2024-05", None),
        ("01.05.2024", None),
        ("20240501", None),
        ("2024-05-01 or so", None),
        ("2024-05-015", None),
        ("٢٠٢٤-٠٥-٠١", None),
        ("0000-01-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_iso_dates(value: str, day: str | None) -> None:
    assert iso_date(value) == day


def test_id_hashes_outlet_address_and_text() -> None:
    report = make_report(Found(text="One.", outlet=" Gazette ", url="https://g.example/1"), Defaults())
    assert report.id == make_id("r", "Gazette", "https://g.example/1", "One.")
    assert make_report(Found(text="One."), Defaults()).id == make_id("r", "", "", "One.")


def test_defaults_fill_only_what_is_missing() -> None:
    defaults = Defaults(published="2024-05-01", outlet="Wire")
    said = make_report(Found(text="One.", published="1999-01-02", outlet="Gazette"), defaults)
    silent = make_report(Found(text="One.", outlet="  "), defaults)
    assert (said.published, said.outlet) == ("1999-01-02", "Gazette")
    assert (silent.published, silent.outlet) == ("2024-05-01", "Wire")
    assert not silent.published_inferred


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0\u2003\r\n"])
def test_empty(text: str) -> None:
    with pytest.raises(SourceError, match="is empty"):
        make_report(Found(text=text), Defaults())


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "LONGEST_TEXT", 10)
    assert make_report(Found(text="x" * 10), Defaults()).text == "x" * 10
    with pytest.raises(SourceError, match=r"too long .*split it"):
        make_report(Found(text="x" * 11), Defaults())


def test_lone_surrogates_keep_their_length() -> None:
    report = make_report(Found(text="a\ud800b\udfffc", headline="h\ud800", outlet="o\udc80", url="u\udc80", external_id="e\udc80"), Defaults())
    assert report.text == "a\ufffdb\ufffdc"
    assert [(flag.kind, flag.start, flag.end) for flag in report.repairs] == [("encoding", 1, 2), ("encoding", 3, 4)]
    assert msgspec.json.encode(report).decode().count("\ufffd") == 6


def test_control_characters_are_kept_and_flagged() -> None:
    report = make_report(Found(text="one\0\0 two\x07\tthree\x0c"), Defaults())
    assert report.text == "one\0\0 two\x07\tthree\x0c"
    assert [(flag.start, flag.end) for flag in report.repairs] == [(3, 5), (9, 10)]


def test_a_spoilt_text_does_not_drown_in_flags() -> None:
    report = make_report(Found(text="a\0" * 500), Defaults())
    assert len(report.repairs) == MOST_FLAGS + 1
    assert report.repairs[-1].end == 1000
    assert "480 more places" in report.repairs[-1].note


def test_notes_and_dropped_metadata_are_flags() -> None:
    report = make_report(Found(text="One \ufffd.", notes=("guessed",), dropped=("url is not a string; ignored",), replaced="not utf-8"), Defaults())
    assert [(flag.start, flag.end, flag.note) for flag in report.repairs] == [
        (0, 0, "url is not a string; ignored"),
        (0, 6, "guessed"),
        (4, 5, "not utf-8"),
    ]


@pytest.mark.parametrize(
    ("text", "fixed", "changed"),
    [
        ("It was â€œsecretâ€\x9d, said CafÃ© Roma.", "It was “secret”, said Café Roma.", "“secret”, said Café"),
        ("Fine.\r\nThe GÃ¼rtel road.\r\n", "Fine.\r\nThe Gürtel road.\r\n", "ü"),
    ],
)
def test_mojibake_is_repaired_only_when_asked(text: str, fixed: str, changed: str) -> None:
    left = make_report(Found(text=text), Defaults())
    assert (left.text, left.repairs) == (text, ())
    mended = make_report(Found(text=text), FIX)
    assert mended.text == fixed
    (flag,) = mended.repairs
    assert fixed[flag.start : flag.end] == changed
    assert flag.note.startswith("mojibake repaired")


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” ‘quotes’ — and\u00a0dashes…",
        "ﬁnd the ｗｉｄｅ e\u0301",
        "AT&amp;T &lt;b&gt; it",
        "one\r\ntwo\rthree\u2028",
        "\x1b[31mred\x07",
        "naïve façade",
    ],
)
def test_repair_restyles_nothing(text: str) -> None:
    assert make_report(Found(text=text), FIX).text == text


def test_headline_is_repaired_too() -> None:
    report = make_report(Found(text="One.", headline="CafÃ© shut"), FIX)
    assert report.headline == "Café shut"
    assert report.repairs[0].note.startswith("headline: mojibake")


@given(st.text(st.characters(exclude_categories=[])), st.booleans())
def test_any_text_gives_a_report_that_can_be_written(text: str, fix_text: bool) -> None:
    try:
        report = make_report(Found(text=text), Defaults(fix_text=fix_text))
    except SourceError:
        assert not text.strip()
        return
    assert msgspec.json.decode(msgspec.json.encode(report), type=type(report)) == report
    assert all(0 <= flag.start <= flag.end <= len(report.text) for flag in report.repairs)
    if not fix_text:
        assert len(report.text) == len(text)
