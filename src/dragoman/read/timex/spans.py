"""What a matched reference, distance, duration, habit or time of day means. As in `dates`: None where the words are none here."""

import re
from datetime import date

from . import calendar as cal
from .calendar import Stretch
from .dates import NAMED, at_part, step, weekday
from .frame import Frame, unknown
from .grammar import Match

CLOCKED = {"TS": "S", "TM": "M", "TH": "H"}
AT = frozenset({"at", "by", "from", "until", "to", "around", "about", "before", "after", "since", "and", "("})  # before an hour of four figures
IN_YEARS = {"E": 10, "C": 100, "L": 1000}


def amount(match: Match) -> float | None:
    """The number before the unit; None for "several", "a few", "weeks"."""
    if match.has("couple"):
        return 2
    if any("VAGUE" in word.kinds for word in match.words):
        return None
    total, current, seen = 0.0, 0.0, False
    for word in match.words:
        if seen and (word.lower in ("to", "or") or (word.lower.isdecimal() and current)):
            break  # "two to three weeks", "60-100 days": TimeML takes the first
        if "NUMBER" in word.kinds:
            value, seen = float(str(word.kinds["NUMBER"])), True
            if value >= 100 and current and value in (100, 1000):
                current *= value
            else:
                current += value
        elif "FRACTION" in word.kinds:
            above, below = str(word.kinds["FRACTION"]).split("/")
            current, seen = current + (int(above) / int(below) if int(below) else 0), True
    if match.has("half"):
        current += 0.5
    total += current
    if seen:
        return total
    return 1 + (0.5 if match.has("half") else 0) if match.has("a", "an", "another", "one", "additional") else None


def unit_of(match: Match) -> str:
    """The last unit printed ("weeks or months" counts in months)."""
    units = [value for word in match.words for kind, value in word.kinds.items() if kind in ("UNIT", "PERIOD")]
    return str(units[-1]) if units else "D"


def period_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: P2D, PT3H, PXW, P1Y6M."""
    if unit in IN_YEARS and count is not None:
        count, unit = count * IN_YEARS[unit], "Y"
    if unit == "F":
        count, unit = 2 * count if count else None, "W"
    mark = "PT" if unit in CLOCKED else "P"
    letter = CLOCKED.get(unit, unit)
    if count is None:
        return f"{mark}X{letter}"
    whole = int(count)
    if count == whole:
        return f"{mark}{whole}{letter}"
    lesser = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}.get(unit)
    if lesser and (count - whole) * lesser[1] == int((count - whole) * lesser[1]):
        rest = f"{int((count - whole) * lesser[1])}{lesser[0]}"
        return f"{mark}{whole}{letter}{rest}" if whole else f"{mark}{rest}"
    return f"{mark}{count:g}{letter}"


def _span(frame: Frame, way: int, count: float | None, unit: str) -> tuple[date | None, date | None]:
    """From so many units ago to the day of publication, or from it on."""
    today = frame.today
    if today is None or way == 0:
        return None, None
    far = cal.shift(today, unit, way * int(count)) if count is not None and unit not in CLOCKED and count < 10_000 else None
    return (far, today) if way < 0 else (today, far)


def reference(frame: Frame) -> Stretch | None:
    value = frame.match.name("REFERENCE") or frame.match.name("ADJECTIVE")
    if frame.match.words[-1].lower in ("past", "future") and frame.following == "of":
        return None  # "the future of the treaty" is a noun like any other
    if value is None:
        ahead, present = frame.match.has("future", "possible", "term"), frame.match.has("now", "present", "these")
        value = "PRESENT_REF" if present else "FUTURE_REF" if ahead else "PAST_REF"
    earliest = frame.today if value != "PAST_REF" else None
    latest = frame.today if value != "FUTURE_REF" else None
    return Stretch("DATE", value, earliest, latest)


def adjective(frame: Frame) -> Stretch | None:
    token = frame.parse.covering(frame.match.start, frame.match.end)[0]
    return reference(frame) if token.dep == "amod" and token.ent not in NAMED else None


def recent_units(frame: Frame) -> Stretch | None:
    return Stretch("DURATION", period_value(None, unit_of(frame.match)), None, frame.today)


def coming_units(frame: Frame) -> Stretch | None:
    return Stretch("DATE", "FUTURE_REF", frame.today, None)


def past_span(frame: Frame) -> Stretch | None:
    """ "the past year", "the next week or two": one unit up to the day of publication, or from it on."""
    unit = frame.match.name("PERIOD") or "D"
    if frame.following in ("of", "before"):
        return None  # "the last day of the siege"
    return Stretch("DURATION", period_value(1, unit), *_span(frame, step(frame.match), 1, unit))


def ago(frame: Frame) -> Stretch | None:
    unit, count = unit_of(frame.match), amount(frame.match)
    if count is None:
        return Stretch("DATE", "PAST_REF", None, frame.today)
    if (count, unit) == (1, "Y") and (quarter := _year_before(frame)):
        return quarter
    if frame.today is None:
        return unknown(unit)
    if unit in CLOCKED:
        return Stretch("TIME", f"{frame.today}TXX:XX", cal.shift(frame.today, "D", -1), frame.today)
    return _away(frame.match, frame.today, unit, -count)


def later(frame: Frame) -> Stretch | None:
    unit, count = unit_of(frame.match), amount(frame.match)
    told = frame.anchors.get(unit) or (frame.today if frame.match.has("earlier") else None)
    if unit in CLOCKED or count is None:
        return Stretch("DATE", "XXXX-XX-XX")
    if (count, unit) == (1, "Y") and frame.match.has("earlier") and (quarter := _year_before(frame)):
        return quarter
    if told is None:
        return unknown(unit)
    return _away(frame.match, told, unit, -count if frame.match.has("earlier", "beforehand") else count)


def _away(match: Match, origin: date, unit: str, count: float) -> Stretch:
    """The unit so many units away; a half year counts in months, decades and centuries in years."""
    if unit in IN_YEARS:
        count, unit = count * IN_YEARS[unit], "Y"
    if count != int(count) and unit == "Y":
        count, unit = count * 12, "M"
    if abs(count) >= 10_000:
        return unknown(unit)
    found = cal.shift(origin, unit, int(count))
    if found is None:
        return unknown(unit)
    whole = cal.around(unit, found)
    if match.has("than", "over", "least"):  # "more than two years ago" may be long before
        return Stretch(whole.type, whole.value, None if count < 0 else whole.earliest, whole.latest if count < 0 else None)
    return whole


def year_earlier(frame: Frame) -> Stretch | None:
    return _year_before(frame) or (cal.year(frame.today.year - 1) if frame.today else unknown("Y"))


def _year_before(frame: Frame) -> Stretch | None:
    """The same quarter of the year before, right after one was told."""
    found = cal.shift(frame.anchors.quarter, "Y", -1) if frame.anchors.quarter else None
    return cal.around("Q", found) if found else None


def spanned(frame: Frame) -> Stretch | None:
    unit, count = unit_of(frame.match), amount(frame.match)
    way = -1 if frame.match.has("last", "past") else 1 if frame.match.has("next", "coming") else 0
    return Stretch("DURATION", period_value(count, unit), *_span(frame, way, count, unit))


def duration(frame: Frame) -> Stretch | None:
    """A length of time; None for ages, fractions ("three quarters of the vote") and rates ("five shells a day")."""
    unit = unit_of(frame.match)
    if unit == "Q" and frame.following == "of":
        return None
    behind = frame.parse.text[frame.match.end : frame.match.end + 8].lower()
    if behind[1:4] == "old" or behind[1:] in ("ago", "earlier") or (frame.match.words[0].kinds.keys() & {"YEAR"} and unit != "Y"):
        return None
    if frame.match.words[0].lower in ("a", "an", "one") and len(frame.match.words) == 2 and "UNITS" in frame.match.words[1].kinds:
        return None  # "a decades-long war": the unit stands alone
    if len(frame.match.words) == 2 and frame.match.words[0].lower in ("a", "an") and _counts_before(frame):
        return None
    way = -1 if frame.match.has("last", "past") else 1 if frame.match.has("next", "coming") else 0
    count = amount(frame.match)
    return Stretch("DURATION", period_value(count, unit), *_span(frame, way, count, unit))


def _counts_before(frame: Frame) -> bool:
    """Whether a counted noun or a sum stands right before: "five shells a day", "$2 million a year"."""
    first = frame.parse.covering(frame.match.start, frame.match.end)[0]
    before = frame.parse.tokens[first.i - 1] if first.i else first
    if before.sentence != first.sentence or before.end + 1 != first.start:
        return False
    if before.pos == "NUM" or before.text == "%":
        return True
    return before.pos == "NOUN" and any(child.dep == "nummod" for child in frame.parse.children(before))


def bare_units(frame: Frame) -> Stretch | None:
    """ "weeks", "for months"; None for those that a word before makes others ("his dying days", "normal hours")."""
    first = frame.parse.covering(frame.match.start, frame.match.end)[0]
    if first.i and frame.parse.tokens[first.i - 1].tag in ("JJ", "PRP$", "VBG", "POS", "WDT"):
        return None
    unit = unit_of(frame.match)
    return (
        None
        if unit in ("Q", "NI", "TS") or frame.before == "of" or frame.following in ("old", "ago")
        else Stretch("DURATION", period_value(None, unit))
    )


def every(frame: Frame) -> Stretch | None:
    named = frame.match.integer("WEEKDAY")
    if named:
        return Stretch("SET", f"XXXX-WXX-{named}")
    if (number := frame.match.integer("MONTH")) is not None:
        return Stretch("SET", f"XXXX-{number:02}")
    if label := frame.match.name("SEASON") or "":
        return Stretch("SET", f"XXXX-{label}")
    if part := frame.match.name("DAYPART") or "":
        return Stretch("SET", f"XXXX-XX-XXT{part}")
    count = 2.0 if frame.match.has("other") else float(frame.match.integer("ORDINAL") or 0) or amount(frame.match) or 1.0
    return Stretch("SET", period_value(count, unit_of(frame.match)))


def weekdays(frame: Frame) -> Stretch | None:
    return Stretch("SET", f"XXXX-WXX-{frame.match.integer('WEEKDAYS')}")


def adverb_set(frame: Frame) -> Stretch | None:
    value = frame.match.name("ADVERB_SET")
    token = frame.parse.covering(frame.match.start, frame.match.end)[0]
    if not value or token.ent in NAMED or token.pos == "PROPN" or (value == "P3M" and token.dep != "advmod"):
        return None  # "a quarterly dividend" is a kind of dividend
    return Stretch("SET", value)


def per_unit(frame: Frame) -> Stretch | None:
    return Stretch("SET", period_value(1, frame.match.name("PERIOD") or "D"))


def _told_day(frame: Frame) -> date | None:
    """The day of a bare time: the last day told, else that of publication."""
    return frame.anchors.get("D") or frame.today


def tonight(frame: Frame) -> Stretch | None:
    """ "tonight", "last night"; "overnight" is the night before the day of publication, and may be its evening."""
    found = cal.shift(frame.today, "D", -1 if frame.match.has("last") else 0) if frame.today else None
    first = cal.shift(found, "D", -1) if found and frame.match.has("overnight") else found
    return Stretch("TIME", f"{found or 'XXXX-XX-XX'}TNI", first, found)


def daypart(frame: Frame) -> Stretch | None:
    if frame.match.has("that") and frame.parse.covering(frame.match.start, frame.match.end)[0].tag != "DT":
        return None  # "say that night falls"
    found = frame.today if frame.match.has("this") else _told_day(frame)
    return at_part(cal.day(found) if found else unknown("D"), frame.match)


def clock(frame: Frame) -> Stretch | None:
    named = frame.match.name("HOUR_NAME")
    printed = frame.match.value("CLOCK")
    half_day = next((word.lower[0] for word in frame.match.words if "AMPM" in word.kinds), "")
    if named:
        time = named
    else:
        if isinstance(printed, tuple):
            hour, minute = printed
            if len(frame.match.words) == 1 and frame.before not in ("at", "around", "by", "until", "from", "since", "about", "before", "after"):
                return None  # "won 3:10"
        else:
            first = frame.match.name("NUMBER")
            hour, minute = int(float(first)) if first else int(amount(frame.match) or 99), 0
        if hour > (12 if half_day else 24):
            return None
        if half_day:
            hour = hour % 12 + (12 if half_day == "p" else 0)
        time = f"{hour:02}:{minute:02}"
    whole = _clock_day(frame)
    return Stretch("TIME", f"{whole.value}T{time}", whole.earliest, whole.latest)


def hundred_hours(frame: Frame) -> Stretch | None:
    """Four figures before a zone: "0300 GMT"."""
    figures = frame.match.words[0].lower
    if len(figures) != 4 or not figures.isdecimal() or int(figures[:2]) > 24 or int(figures[2:]) > 59 or frame.before not in AT:
        return None
    found = _told_day(frame)
    whole = cal.day(found) if found else unknown("D")
    return Stretch("TIME", f"{whole.value}T{figures[:2]}:{figures[2:]}", whole.earliest, whole.latest)


def _clock_day(frame: Frame) -> Stretch:
    number, day = frame.match.integer("MONTH"), frame.match.integer("DAY")
    if number and day and (year := frame.match.integer("YEAR")):
        printed = cal.make_date(year, number, day)
        return cal.day(printed) if printed else unknown("D")
    dated = re.search(r"\d+$", frame.match.words[-1].lower)
    if number and dated and day and frame.today:
        days = (cal.make_date(year, number, int(dated.group())) for year in (frame.today.year - 1, frame.today.year, frame.today.year + 1))
        return frame.pick(cal.day(found) for found in days if found) or unknown("D")
    if frame.match.integer("WEEKDAY"):
        return weekday(frame) or unknown("D")
    away = frame.match.integer("DEICTIC")
    found = _told_day(frame) if away is None else cal.shift(frame.today, "D", away) if frame.today else None
    return cal.day(found) if found else unknown("D")
