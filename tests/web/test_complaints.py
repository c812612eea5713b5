"""What is wrong with what was asked, as a reader is told."""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
import pytest

from dragoman.web.complaints import in_pages, plainly


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    since: date | None = None
    number: Annotated[int, msgspec.Meta(ge=0, le=10)] = 0
    share: float = 0.0
    sort: Literal["day", "sources"] = "day"
    words: Annotated[str, msgspec.Meta(max_length=3)] = ""
    month: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}$")] = "2031-03"
    name: str


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"since": "soon"}, "since: is no day; write it like 2026-03-31"),
        ({"number": "many"}, "number: is no number"),
        ({"number": "-1"}, "number: must be at least 0"),
        ({"number": "11"}, "number: must be at most 10"),
        ({"share": "half"}, "share: is no number"),
        ({"sort": "size"}, "sort: “size” is none of what can be chosen"),
        ({"words": "abcd"}, "words: must have at most 3 characters"),
        ({"month": "March"}, "month: is not written as it must be"),
    ],
)
def test_what_a_check_says_is_told_in_plain_words(given: dict[str, Any], told: str) -> None:
    with pytest.raises(msgspec.ValidationError) as found:
        msgspec.convert({"name": "", **given}, Asked, strict=False)
    assert plainly(str(found.value)) == told


def test_what_is_missing_and_what_is_not_known() -> None:
    with pytest.raises(msgspec.ValidationError) as found:
        msgspec.convert({}, Asked, strict=False)
    assert plainly(str(found.value)) == "name: is missing"
    assert plainly("Something else") == "Something else"


def test_a_reader_of_pages_is_sent_to_a_page() -> None:
    assert in_pages("h-1: no event begins so; `dragoman events CASE` lists them") == "h-1: no event begins so; /events lists them"
    assert in_pages("`dragoman actors list my.case` lists them") == "/actors lists them"
    assert in_pages("`dragoman add my.case` makes one") == "`dragoman add my.case` makes one"
