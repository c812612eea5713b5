"""What a matched date means: calendar dates, and days, weeks and years seen from the day of publication.

Each function takes the frame of a match and returns a Stretch, or None where the words are no time expression here. Without a day of
publication only what is printed in full is resolved; the rest gets a TIMEX3 value with X for what nobody knows, and no bounds.
"""

from datetime import date, timedelta

from . import calendar as cal
from .calendar import Stretch
from .frame import Frame, neighbours, unknown
from .grammar import Match

BACK = frozenset({"last", "past", "previous"})
RANGE_ENDS = frozenset(
    {"in", "at", "and", "on", "of", "with", "by", "for", "or", "when", "during"}
)  # after a range; else its end is a count: "to 7 towns"
REPORTED = timedelta(days=75)  # firms report on a quarter until the next is nearly over
AHEAD = frozenset({"next", "coming", "following"})
NAMED = frozenset({"ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "FAC", "LAW", "GPE", "NORP"})  # entity types that a date may be a part of


def step(match: Match) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    return -1 if match.has(*BACK) else 1 if match.has(*AHEAD) else 0


def year_of(frame: Frame) -> int | None:
    """The year that the match prints ("2003", "last year"), or None."""
    printed = frame.match.integer("YEAR") or frame.match.integer("YEAR2")
    if printed or not frame.today or not frame.match.has("year"):
        return printed
    return frame.today.year + step(frame.match)


def _years(frame: Frame) -> range:
    assert frame.today
    return range(max(1, frame.today.year - 1), min(9999, frame.today.year + 2))


def iso_day(frame: Frame) -> Stretch | None:
    printed = frame.match.value("ISO")
    return cal.day(printed) if isinstance(printed, date) else None


def slashed_day(frame: Frame) -> Stretch | None:
    """Month first, as American papers print; day first where only that is a date. Where both are, the bounds hold both."""
    first, second, year = (int(figure) for figure in frame.match.words[0].lower.split("/"))
    if year < 100:
        year += 1900 if year >= 30 else 2000
    american, british = cal.make_date(year, first, second), cal.make_date(year, second, first)
    if american and british:
        return Stretch("DATE", american.isoformat(), min(american, british), max(american, british))
    only = american or british
    return cal.day(only) if only else None


def month_day(frame: Frame) -> Stretch | None:
    number, day = frame.match.integer("MONTH"), frame.match.integer("DAY") or frame.match.integer("ORDINAL")
    if not number or not day or cal.make_date(2000, number, day) is None:
        return None
    year = year_of(frame)
    if year:
        known = cal.make_date(year, number, day)
        return cal.day(known) if known else None
    if not frame.today:
        return Stretch("DATE", f"XXXX-{number:02}-{day:02}")
    days = [found for year in _years(frame) if (found := cal.make_date(year, number, day))]
    weekday = frame.match.integer("WEEKDAY") or frame.match.integer("WEEKDAY_SHORT")
    agreeing = [day for day in days if day.isoweekday() == weekday]
    return frame.pick(cal.day(day) for day in agreeing or days)


def day_range(frame: Frame) -> Stretch | None:
    """ "June 5-7": the value is that of the first day, the bounds hold all."""
    number, days = frame.match.integer("MONTH"), [int(word.lower) for word in frame.match.words if "DAY" in word.kinds]
    counted = frame.match.has("to") and frame.following.isalpha() and frame.following not in RANGE_ENDS
    if not number or len(days) != 2 or days[0] >= days[1] or counted:
        return None
    first = month_day(frame)
    last = cal.make_date(first.earliest.year if first and first.earliest else 2000, number, days[1])
    if first is None or last is None:
        return None
    return Stretch("DATE", first.value, first.earliest, last) if first.earliest else first


def month(frame: Frame) -> Stretch | None:
    number = frame.match.integer("MONTH")
    if not number:
        return None
    year = year_of(frame)
    if year:
        return cal.month(year, number)
    if not _is_month(frame):
        return None
    if not frame.today:
        return Stretch("DATE", f"XXXX-{number:02}")
    today = frame.today
    if frame.match.has("that") and (told := frame.anchors.get("Y")):
        return cal.month(told.year, number)
    if frame.match.has(*BACK):
        return cal.month(today.year - (number >= today.month), number)
    if frame.match.has(*AHEAD):
        return cal.month(today.year + (number <= today.month), number)
    if frame.match.has("this"):
        return cal.month(today.year, number)
    return frame.pick(cal.month(year, number) for year in _years(frame))


def _is_month(frame: Frame) -> bool:
    """Whether a month's name alone is one: neither a verb, nor a person, nor the first word of a name."""
    token = frame.parse.covering(frame.match.words[-1].start, frame.match.words[-1].end)[0]
    if token.pos in ("VERB", "AUX") or (token.ent in NAMED and token.ent != "GPE"):
        return False
    if len(frame.match.words) > 1:
        return True
    if token.i == frame.parse.sentence(token).first:
        return token.lower not in ("may", "march", "april", "june", "august") or token.dep == "npadvmod"
    return frame.parse.tokens[token.i - 1].tag not in ("NNP", "NNPS")  # "Theresa May", "Black September"


def year(frame: Frame) -> Stretch | None:
    number = frame.match.integer("YEAR") or frame.match.integer("YEAR2")
    if not number:
        return None
    told = any("PART" in word.kinds or word.lower in ("year", "of") for word in frame.match.words)
    if "YEAR" in frame.match.words[-1].kinds and not told and not _is_year(frame):
        return None
    return cal.year(number)


def _is_year(frame: Frame) -> bool:
    """Whether four figures count years, and not people, rooms or resolutions."""
    number = int(frame.match.words[-1].lower)
    token = frame.parse.covering(frame.match.words[-1].start, frame.match.end)[0]
    first = frame.parse.sentence(token).first
    opens = token.i == first + 1 and frame.before == "in"  # "In 1951 soldiers took the port"
    if frame.before in neighbours("before") or (frame.following.lower() in neighbours("counted") and not opens) or token.end != frame.match.end:
        return False
    left, right = frame.parse.text[max(0, frame.match.start - 1) : frame.match.start], frame.parse.text[frame.match.end : frame.match.end + 2]
    if left in ("$", "£", "€", "#", "+", "-", "/", ".", ":") or (right[:1] in ("%", "/", ":", "-") and right[1:].isalnum()):
        return False
    if not 1800 <= number <= 2099:
        return token.ent == "DATE" and frame.before in ("in", "since", "of", "until", "by", "from", "after", "before")
    if opens:
        return True
    head = frame.parse.head(token)
    counts = token.dep == "nummod" and head.tag in ("NNS", "NNPS") and head.i > token.i
    return not counts or token.ent == "DATE" or frame.before in ("the", "its", "their", "his", "her")


def spoken_year(frame: Frame) -> Stretch | None:
    """Years as broadcasters speak them: "nineteen ninety-four"."""
    words = [word for word in frame.match.words if "NUMBER" in word.kinds]
    values = [int(str(word.kinds["NUMBER"])) for word in words]
    rest = sum(values[1:])
    if values[:1] == [2]:
        number = 2000
    elif values[:1] == [19] and 10 <= rest <= 99:
        number = 1900 + rest
    else:
        return None
    named = frame.match.integer("MONTH")
    return cal.month(number, named) if named else cal.year(number)


def decade(frame: Frame) -> Stretch | None:
    number = frame.match.integer("DECADE") or frame.match.integer("DECADE_NAME")
    personal = frame.before in ("his", "her", "their", "my", "your", "our")  # an age: "in his 40s"
    if number is None or personal or not 100 <= number <= 209:
        return None
    figures = next((word.lower for word in frame.match.words if "DECADE" in word.kinds), "1990s")
    return None if figures[0].isdigit() and len(figures) <= 3 and not frame.match.has("the") else cal.decade(number)


def century(frame: Frame) -> Stretch | None:
    number = frame.match.integer("ORDINAL")
    return cal.century(number - 1) if number and 1 <= number <= 21 else None


def season(frame: Frame) -> Stretch | None:
    label = frame.match.name("SEASON")
    if not label:
        return None
    token = frame.parse.covering(frame.match.words[-1].start, frame.match.words[-1].end)[0]
    year = year_of(frame)
    if year:
        return cal.season(year, label)
    if token.pos == "VERB" or (label in ("FA", "SP") and frame.following == "of"):
        return None
    if not frame.today:
        return Stretch("DATE", f"XXXX-{label}")
    told = frame.anchors.get("M") or frame.anchors.get("Y")
    if frame.match.has("that") and told:
        return cal.season(told.year - (label == "WI" and told.month < 3 and told != frame.anchors.get("Y")), label)
    seasons = [cal.season(year, label) for year in _years(frame)]
    over = [found for found in seasons if found.latest and found.latest < frame.today]
    coming = [found for found in seasons if found.earliest and found.earliest > frame.today]
    if frame.match.has(*BACK) and over:
        return over[-1]
    if frame.match.has(*AHEAD) and coming:
        return coming[0]
    if frame.match.has("this"):
        return seasons[1]
    return frame.pick(seasons)


def quarter(frame: Frame) -> Stretch | None:
    halves = frame.match.has("half")
    number = frame.match.integer("ORDINAL")
    last = 2 if halves else 4
    number = last if number == -1 else number
    if not number or number > last:
        return None
    make = cal.half if halves else cal.quarter
    year = year_of(frame)
    label = "H" if halves else "Q"
    if halves and not frame.match.has("year") and not year:
        return None  # "the first half" of a match, a list, a book
    if not frame.today:
        return make(year, number) if year else Stretch("DATE", f"XXXX-{label}{number}")
    if frame.match.has("ago", "earlier"):
        year = frame.today.year - 1
    if year:
        return make(year, number)
    candidates = [make(year, number) for year in _years(frame)]
    for stretch in candidates:  # "expects to report earnings for the third quarter": the one that has just ended
        if stretch and stretch.latest and timedelta(0) < frame.today - stretch.latest <= REPORTED:
            return stretch
    return frame.pick(candidates)


def fiscal_year(frame: Frame) -> Stretch | None:
    year = frame.match.integer("YEAR")
    if year:
        return cal.year(year)
    return cal.year(frame.today.year + step(frame.match)) if frame.today else unknown("Y")


def holiday(frame: Frame) -> Stretch | None:
    printed = frame.match.name("HOLIDAY")
    if not printed:
        return None
    number, day = int(printed[:2]), int(printed[3:]) - frame.match.has("eve")
    if not frame.today:
        return Stretch("DATE", f"XXXX-{number:02}-{day:02}")
    if frame.match.has("last", "next"):
        days = [found for year in _years(frame) if (found := cal.make_date(year, number, day)) and (found < frame.today) == frame.match.has("last")]
        return cal.day(days[-1] if frame.match.has("last") else days[0]) if days else None
    return frame.pick(cal.day(found) for year in _years(frame) if (found := cal.make_date(year, number, day)))


def weekday(frame: Frame) -> Stretch | None:
    number = frame.match.integer("WEEKDAY")
    if not number:
        return None
    found = _weekday(frame, number)
    whole = cal.day(found) if found else Stretch("DATE", f"XXXX-WXX-{number}")
    return at_part(whole, frame.match)


def _weekday(frame: Frame, number: int) -> date | None:
    today = frame.today
    if frame.match.has("previous", "following", "that"):
        told = frame.anchors.get("D") or today
        if told is None:
            return None
        away = (told.isoweekday() - number) % 7 or 7
        return cal.shift(told, "D", -away if frame.match.has("previous") else 7 - away or 7)
    if today is None:
        return None
    if frame.match.has("week"):  # "Tuesday of last week"
        return cal.shift(today, "D", 7 * step(frame.match) + number - today.isoweekday())
    back = (today.isoweekday() - number) % 7
    if frame.match.has("last", "past"):
        return cal.shift(today, "D", -(back or 7))
    if frame.match.has("next", "coming") or (frame.match.has("this") and frame.outlook.direction != "past"):
        return cal.shift(today, "D", 7 - back)
    return cal.shift(today, "D", (7 - back) % 7 if frame.ahead else -back)


def at_part(whole: Stretch, match: Match) -> Stretch:
    """The day, or the part of it that the match names ("morning")."""
    part = match.name("DAYPART")
    return Stretch("TIME", f"{whole.value}T{part}", whole.earliest, whole.latest) if part else whole


def deictic(frame: Frame) -> Stretch | None:
    away = frame.match.integer("DEICTIC") or 0
    if frame.match.has("day"):
        away *= 2  # "the day before yesterday"
    found = cal.shift(frame.today, "D", away) if frame.today else None
    return at_part(cal.day(found) if found else unknown("D"), frame.match)


def period(frame: Frame) -> Stretch | None:
    """ "last month", "this week", "the following year", "the end of the month"."""
    unit = frame.match.name("PERIOD") or "D"
    from_told = frame.match.has("previous", "following", "same", "that") or (unit == "D" and step(frame.match))
    origin = frame.anchors.get(unit) if from_told else frame.today
    if unit == "Q" and frame.match.has("latest", "that", "same"):
        origin = frame.anchors.quarter or (cal.shift(frame.today, "Q", -1) if frame.today else None)  # the last that is over
    if origin is None:
        return unknown(unit)
    found = cal.shift(origin, unit, step(frame.match))
    if (
        unit == "WE"
        and found
        and frame.today
        and not step(frame.match)
        and not frame.match.has("this")
        and not frame.ahead
        and frame.today.isoweekday() < 6
    ):
        found = cal.shift(found, "W", -1)  # "over the weekend", told in the week after it
    return cal.around(unit, found) if found else unknown(unit)


def the_period(frame: Frame) -> Stretch | None:
    """ "the week", "the full year": the current one, unless more words say which."""
    unit = frame.match.name("PERIOD") or "Y"
    token = frame.parse.covering(frame.match.words[-1].start, frame.match.end)[0]
    told_which = frame.parse.children(token, "relcl", "acl", "prep") or frame.following in ("of", "that", "when", "before", "after", "ago")
    if told_which or token.pos != "NOUN" or token.dep not in ("pobj", "npadvmod", "dobj"):
        return None
    origin = frame.today
    if unit == "Q":
        origin = frame.anchors.quarter or (cal.shift(origin, "Q", -1) if origin else None)
    return cal.around(unit, origin) if origin else unknown(unit)


def year_end(frame: Frame) -> Stretch | None:
    if not frame.today:
        return Stretch("DATE", "XXXX-12-31")
    return frame.pick(cal.day(date(year, 12, 31)) for year in _years(frame))


def next_day(frame: Frame) -> Stretch | None:
    if frame.match.words[-1].lower in ("before", "after") and frame.following:
        return None  # "the day after the battle"
    told = frame.anchors.get("D")
    if told is None:
        return unknown("D")
    found = cal.shift(told, "D", 1 if frame.match.has("next", "following", "after") else -1 if frame.match.has("previous", "before") else 0)
    return at_part(cal.day(found) if found else unknown("D"), frame.match)
