"""Days as people and other systems write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from kept.late_patterns import late_pattern

_FORMS = (
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%Y%m%d",
)
_ISO_LIKE = late_pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED = late_pattern(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEAR_FIRST = late_pattern(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_SLASHED = late_pattern(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ORDINAL = late_pattern(r"(?<=\d)(st|nd|rd|th)\b")


class ImpossibleDate(Exception):
    """It has the form of a date, and the calendar has no such day."""


class AmbiguousDate(Exception):
    """Day and month cannot be told apart (`03/04/2026`)."""


def to_date(value: object, raw: str) -> date | None:
    """The day that a YAML scalar names; `None` when it does not have the form of a date.

    Understands ISO 8601 (`2026-11-20`, with or without a time), `2026/11/20`, `20.11.2026`,
    `20 November 2026`, `Nov 20, 2026`, and `20/11/2026` where day and month cannot be confused.
    Raises `ImpossibleDate` and `AmbiguousDate`.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _ORDINAL.sub("", raw.strip())
    iso = _ISO_LIKE.fullmatch(text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first:
        return _day(*(int(part) for part in year_first.groups()))
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        return _day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        return _from_slashes(*(int(part) for part in slashed.groups()))
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


_WEEKDAY = late_pattern(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+", re.IGNORECASE
)
_OTHER_FORMS = (
    (late_pattern(r"(\d{4})[._](\d{1,2})[._](\d{1,2})"), "%Y-%m-%d"),
    (late_pattern(r"(\d{1,2})[-. ]+([A-Za-z]{3,9})\.?[-, ]+(\d{4})"), "%d-%b-%Y"),
    (late_pattern(r"([A-Za-z]{3,9})[-. ]+(\d{1,2})[-, .]+(\d{4})"), "%b-%d-%Y"),
)
_DASHED = late_pattern(r"(\d{1,2})[- ](\d{1,2})[- ](\d{4})")


def likely_date(raw: str) -> date | None:
    """The only day that can be meant by other ways of writing one (`Fri, 20-Nov-2026`, `2026.11.20`).

    `None` where day and month cannot be told apart, and for days that the calendar does not have.
    """
    text = _WEEKDAY.sub("", _ORDINAL.sub("", raw.strip()), count=1).strip().rstrip(".")
    dashed = _DASHED.fullmatch(text)
    try:
        if dashed:
            return _from_slashes(*(int(part) for part in dashed.groups()))
        for pattern, form in _OTHER_FORMS:
            found = pattern.fullmatch(text)
            if found:
                parts = [part if part.isdigit() else _short_month(part) for part in found.groups()]
                return datetime.strptime("-".join(parts), form).date()
        return to_date(text, text)
    except (AmbiguousDate, ImpossibleDate, ValueError):
        return None


def _short_month(name: str) -> str:
    """`Nov` for `nov`, `November` and `Novem`; what names no month stays as it is."""
    word = name.lower()
    months = (month[:3] for month in _MONTHS if month.lower().startswith(word))
    return "Sep" if word == "sept" else next(months, name)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def _from_slashes(first: int, second: int, year: int) -> date:
    if first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    raise AmbiguousDate


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDate from None
