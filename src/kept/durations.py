"""Lengths of time as people write them in front matter: `180d`, `6 months`, `P1Y`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kept.late_patterns import late_pattern
from kept.values import dataclass

_UNITS = {
    "d": "days", "day": "days", "days": "days",
    "w": "weeks", "wk": "weeks", "week": "weeks", "weeks": "weeks",
    "m": "months", "mo": "months", "month": "months", "months": "months",
    "y": "years", "yr": "years", "year": "years", "years": "years",
}  # fmt: skip
_PLAIN = late_pattern(r"(?P<count>\d{1,5}|an?|one)\s*(?P<unit>[a-z]+)", re.IGNORECASE)
_ISO = late_pattern(r"P(?:(?P<y>\d{1,4})Y)?(?:(?P<m>\d{1,4})M)?(?:(?P<w>\d{1,4})W)?(?:(?P<d>\d{1,5})D)?")
_DAYS_PER_MONTH = 30.436875
"""Mean length of a Gregorian month: 365.2425 / 12."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar months and days; months have no fixed number of days."""

    months: int = 0
    whole_days: int = 0

    @property
    def days(self) -> int:
        """The length in days; a month counts as the mean Gregorian month."""
        return self.whole_days + round(self.months * _DAYS_PER_MONTH)

    def is_longer_than(self, other: Duration) -> bool:
        """Whether it is longer beyond doubt: 6 months are not longer than 180 days, though some are 184."""
        return self.months * 30 + self.whole_days > other.days

    def after(self, start: date) -> date:
        """The day this long after `start`; a day that the month does not have becomes its last."""
        month = start.month - 1 + self.months
        year, month = start.year + month // 12, month % 12 + 1
        try:
            day = min(start.day, _days_in(year, month))
            return date(year, month, day) + timedelta(days=self.whole_days)
        except (ValueError, OverflowError):
            return date.max


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def parse_duration(text: str) -> Duration | None:
    """Read `180d`, `26w`, `6 months`, `1y`, `a year` or ISO 8601 `P6M`; `None` for all else, and for zero."""
    text = text.strip()
    iso = _ISO.fullmatch(text)
    if iso and len(text) > 1:
        count = {unit: int(iso[unit] or 0) for unit in "ymwd"}
        duration = Duration(count["y"] * 12 + count["m"], count["w"] * 7 + count["d"])
        return duration if duration.days else None
    found = _PLAIN.fullmatch(text)
    unit = _UNITS.get(found["unit"].lower()) if found else None
    if not found or not unit:
        return None
    number = int(found["count"]) if found["count"].isdigit() else 1
    duration = {
        "days": Duration(whole_days=number),
        "weeks": Duration(whole_days=number * 7),
        "months": Duration(months=number),
        "years": Duration(months=number * 12),
    }[unit]
    return duration if duration.days else None


@dataclass(frozen=True, slots=True)
class Timespan:
    """How long something takes, from a minute to years: both ends of it in minutes.

    "5 to 15 minutes" has two ends by itself; a day of work is anything from 8 to 24 hours.
    """

    shortest: float
    longest: float

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins: "15 to 5 minutes"."""
        return self.longest < self.shortest


_HOUR = 60.0
_DAY = 24 * _HOUR
_WORKING_DAY = 8 * _HOUR
_MINUTES: dict[str, tuple[float, float]] = {
    "second": (1 / 60, 1 / 60),
    "minute": (1, 1),
    "hour": (_HOUR, _HOUR),
    "day": (_WORKING_DAY, _DAY),
    "week": (5 * _WORKING_DAY, 7 * _DAY),
    "month": (20 * _WORKING_DAY, 31 * _DAY),
    "year": (240 * _WORKING_DAY, 366 * _DAY),
}
"""The shortest and the longest that a unit can be, in minutes; days may be working days."""

_UNIT_NAMES = {
    "second": "seconds?|secs?|s",
    "minute": "minutes?|mins?|m",
    "hour": "hours?|hrs?|h",
    "day": "days?|d",
    "week": "weeks?|wks?|w",
    "month": "months?|mos?",
    "year": "years?|yrs?|y",
}
_WORDS = ("half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: float(number) for number, word in enumerate(_WORDS)} | {
    "half": 0.5, "a": 1.0, "an": 1.0, "twelve": 12.0, "couple": 2.0, "few": 3.0, "several": 3.0
}  # fmt: skip
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?|(?<![a-z])(?:" + "|".join(_NUMBERS) + r")(?![a-z])"
_SPAN = late_pattern(
    rf"(?P<low>{_NUMBER})(?:\s*(?:to|or|and|[-\u2010-\u2015])\s*(?P<high>{_NUMBER}))?"
    r"[\s-]*(?:of\s+)?(?:an?\s+)?(?:(?:working|business|support|office|calendar|more|full)[\s-]+)*(?:"
    + "|".join(f"(?P<{unit}>{names})" for unit, names in _UNIT_NAMES.items())
    + r")(?![a-z])",
    re.IGNORECASE,
)


_UP_TO = frozenset({"to", "or", "-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014"})
"""What stands between the two ends of "15 minutes to 1 hour"."""

_READ_AT_MOST = 300
"""Characters that are read: nobody writes a longer length of time."""


def parse_timespan(text: str) -> Timespan | None:
    """Read how long something takes: `4 hours`, `5 to 15 minutes`, `1h 30m`, `half a day`, `2 working days`.

    Lengths that follow each other with nothing but blanks or "and" between them are added. `None` for text
    that holds no length of time; words around it are nobody's business ("about 5 minutes per case").
    """
    first = 0.0
    shortest = longest = 0.0
    end = -1
    for found in _SPAN.finditer(text[:_READ_AT_MOST]):
        between = text[end : found.start()].strip(" ,").lower() if end >= 0 else ""
        if between in _UP_TO:
            first = shortest
            shortest = longest = 0.0
        elif between not in ("", "and") or (end >= 0 and found["low"].lower() in ("a", "an")):
            break  # "20 minutes a day" is 20 minutes
        low = _number(found["low"])
        high = _number(found["high"]) if found["high"] else low
        least, most = next(length for unit, length in _MINUTES.items() if found[unit])
        shortest, longest = shortest + low * least, longest + high * most
        end = found.end()
    if end < 0:
        return None
    return Timespan(first or shortest, longest)


def _number(word: str) -> float:
    return _NUMBERS[word.lower()] if word.lower() in _NUMBERS else float(word.replace(",", "."))
