"""Pieces of HTML: paragraphs as a reader sees them, and nothing that is no text of the report."""

import pytest

from dragoman.ingest.fragment import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>The wall <em>fell</em>.</p><p>Two died.</p>", "The wall fell.\n\nTwo died."),
        ("<p>One\n  line</p>\n\n<p>\tnext </p>", "One line\n\nnext"),
        ("One<br/>two<br><br>three", "One\n\ntwo\n\nthree"),
        ("Lead <b>in</b> bold<div>Block</div>tail", "Lead in bold\n\nBlock\n\ntail"),
        ("<ul><li>first</li><li>second</li></ul>", "first\n\nsecond"),
        ("<table><tr><th>Town</th><th>Dead</th></tr><tr><td>Elda</td><td>2</td></tr></table>", "Town | Dead\n\nElda | 2"),
        ("<p>a<script>var b = 'x';</script>c<!-- d -->e</p>", "ace"),
        ("<figure><img src=x><figcaption>The wall. Photo: Orr</figcaption></figure><p>Text.</p>", "Text."),
        ("<p>AT&amp;T &lt;said&gt; “yes” &#8211; 3 &lt; 4</p>", "AT&T <said> “yes” – 3 < 4"),
        ("<p>No end <i>here", "No end here"),
        ("</p></div>Stray ends</b>", "Stray ends"),
        ("<?php x ?><p>y</p>", "y"),
        ("<p></p>", ""),
        ("", ""),
        ("<p>nor\0thern \x08end</p>", "nor\ufffdthern \ufffdend"),
        ("<p>a\u00a0b</p>", "a\u00a0b"),
        ('<?xml version="1.0" encoding="utf-16"?><p>é</p>', "é"),
    ],
)
def test_text(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize("text", ["No markup.\n\nAs it is.", "3 < 4 and 5 > 4", "a <- b", "He wrote <3 to her", "x <b"])
def test_what_holds_no_markup_stays(text: str) -> None:
    assert plain_text(text) == text


def test_entities_without_markup() -> None:
    assert plain_text(" Smith &amp; Jones &#xD800; ") == "Smith & Jones \ufffd"


def test_nested_without_end() -> None:
    assert plain_text("<div>" * 20_000 + "deep").strip() in ("deep", "")
    assert plain_text("<b>" * 20_000 + "deep") in ("deep", "")
