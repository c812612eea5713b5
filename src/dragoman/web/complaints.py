"""What is wrong with what was asked, said to a reader of the site: no words of the program, no commands."""

import re
from collections.abc import Callable

PLACE = re.compile(r" - at `\$\.?(.*)`$")
COMMAND = re.compile(r"`dragoman (actors|corrections|events|reports|sources)\b[^`]*`")
SIGNS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
KINDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"Invalid RFC3339 encoded date"), lambda _: "is no day; write it like 2026-03-31"),
    (re.compile(r"Expected `(?:int|float)`, got .*"), lambda _: "is no number"),
    (re.compile(r"Expected `(?:int|float)` (\S+) (\S+)"), lambda found: f"must be {SIGNS[found[1]]} {found[2]}"),
    (re.compile(r"Invalid enum value '(.*)'"), lambda found: f"“{found[1]}” is none of what can be chosen"),
    (re.compile(r"Expected `str` of length (\S+) (\d+)"), lambda found: f"must have {SIGNS[found[1]]} {found[2]} characters"),
    (re.compile(r"Expected `str` matching regex .*"), lambda _: "is not written as it must be"),
)  # fmt: skip
MISSING = re.compile(r"Object missing required field `(\w+)`")


def plainly(said: str) -> str:
    """What a check of msgspec says, with the name of the field first; as it is, where it says something else."""
    missing = MISSING.fullmatch(said)
    if missing:
        return f"{missing[1]}: is missing"
    place = PLACE.search(said)
    what = said[: place.start()] if place else said
    found = next((words(match) for form, words in KINDS if (match := form.fullmatch(what))), what)
    return f"{place[1]}: {found}" if place and place[1] else found


def in_pages(said: str) -> str:
    """The same with pages in the place of the commands that list the same."""
    return COMMAND.sub(lambda found: f"/{found[1]}", said)
